"""The tables of a session file, one set for each format version there ever was."""

from __future__ import annotations

APPLICATION_ID = 0x43545458  # "CTTX"
TRUNK = 0
"""The number of the branch that was played first; every other springs from it or from another."""
PLACES = 1 << 32
"""Row numbers that each branch has for its entries: the row of an entry is
``branch * PLACES + seq``."""
SNAPSHOT_EVERY = 25
"""Entries between two packed states kept for quick seeking."""

COLUMNS = "seq, at, by, turn, phase, act, findings, outcomes, delta, digest, prev, hash"
BRANCH_COLUMNS = "id, parent, fork, at, by, root, name"
NOTE_COLUMNS = "id, branch, entry, kind, author, at, changed, text, data"

_META = "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"
_ENTRY = (
    "CREATE TABLE entry (seq INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, "
    "turn INTEGER NOT NULL, phase TEXT NOT NULL, act TEXT NOT NULL, findings TEXT NOT NULL, "
    "outcomes TEXT NOT NULL, delta BLOB NOT NULL, digest TEXT NOT NULL, prev TEXT NOT NULL, "
    "hash TEXT NOT NULL)"
)
_SNAPSHOT = "CREATE TABLE snapshot (seq INTEGER PRIMARY KEY, state BLOB NOT NULL)"
_BRANCH = (
    "CREATE TABLE branch (id INTEGER NOT NULL, parent INTEGER NOT NULL, fork INTEGER NOT NULL, "
    "at TEXT NOT NULL, by TEXT NOT NULL, root TEXT NOT NULL, name TEXT NOT NULL)"
)
_NOTE = (
    "CREATE TABLE note (id INTEGER PRIMARY KEY, branch INTEGER NOT NULL, entry INTEGER NOT NULL, "
    "kind TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL, changed TEXT NOT NULL, "
    "text TEXT NOT NULL, data TEXT NOT NULL)"
)

SCHEMAS: dict[int, dict[str, str]] = {
    1: {"meta": _META, "entry": _ENTRY, "snapshot": _SNAPSHOT},
    2: {"meta": _META, "entry": _ENTRY, "snapshot": _SNAPSHOT, "branch": _BRANCH, "note": _NOTE},
}
"""The only tables that a session file of each format may have, word for word.

An entry's number is stored twice, as part of the row's own number and as a field, so that every
stored byte of a row means something that can be checked.
"""


def row_number(branch: int, seq: int) -> int:
    """Return the row in which entry ``seq`` of a branch is stored."""
    return branch * PLACES + seq
