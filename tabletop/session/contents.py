"""The contents of a session file: heading, branches, their entries, and the notes beside them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tabletop.session.note import Note, read_notes
from tabletop.session.opening import (
    Damage,
    JournalFault,
    Watch,
    count_entries,
    read_entries,
    read_meta,
    read_snapshots,
    reading,
    structure_fault,
)
from tabletop.session.packing import Arrays, unpack_ground, unpack_scenario
from tabletop.session.record import BrokenRecord, Entry, branch_root, root
from tabletop.session.schema import BRANCH_COLUMNS, PLACES, TRUNK, row_number
from tabletop.session.upgrades import form_of
from tabletop.world.state import BrokenPack, State

MAX_BRANCHES = 1000
"""Most branches that a session may have."""
MAX_NAME = 120
"""Most characters of a branch's name."""
_TYPES = (int, int, int, str, str, str, str)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a session file says of itself before its first entry.

    ``form`` is the format under which the root was sealed, which may be older than the file's.
    """

    software: str
    seed: int
    run: int
    spec: Mapping[str, Any]
    ground: Arrays
    root: str
    start: str
    form: int


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of play: it shares the entries of ``parent`` up to entry ``fork``, then goes on.

    The trunk has the id 0 and no parent.  ``root`` is the hash that its first own entry follows;
    the name alone is not sealed.
    """

    id: int
    name: str = ""
    parent: int | None = None
    fork: int = 0
    at: str = ""
    by: str = ""
    root: str = ""


@dataclass
class Chain:
    """All entries from the start to the tip of a branch, and the first thing that is wrong."""

    branch: Branch
    entries: list[Entry]
    damage: Damage | None = None

    @property
    def head(self) -> str:
        """The hash that the next entry must follow."""
        own = len(self.entries) > self.branch.fork
        return self.entries[-1].hash if own else self.branch.root


@dataclass
class Contents:
    """Everything that could be read of a session file; ``chains`` by the number of the branch.

    ``notes`` by their number; ``lost_notes`` counts those that cannot be read.
    """

    heading: Heading
    meta: dict[str, bytes]
    chains: dict[int, Chain]
    snapshots: dict[int, bytes]
    notes: dict[int, Note] = field(default_factory=dict)
    lost_notes: int = 0

    def path_of(self, branch: int) -> list[Branch]:
        """List a branch and those that it springs from, the trunk first."""
        line = [self.chains[branch].branch]
        while line[0].parent is not None:
            line.insert(0, self.chains[line[0].parent].branch)
        return line

    def limits(self, branch: int) -> dict[int, int]:
        """Return, for a branch and its ancestors, the last entry that belongs to its line."""
        line = self.path_of(branch)
        found = {branch: PLACES - 1}
        last = PLACES - 1
        for child in reversed(line[1:]):
            last = min(last, child.fork)
            found[child.parent or TRUNK] = last
        return found

    def snapshots_of(self, branch: int) -> dict[int, bytes]:
        """Return the packed states kept along a branch, by entry; 0 is the start."""
        found = {0: self.meta.get("state", b"")}
        for one, last in self.limits(branch).items():
            for row, packed in self.snapshots.items():
                if row_number(one, 0) < row <= row_number(one, last):
                    found[row - row_number(one, 0)] = packed
        return dict(sorted(found.items()))


Progress = Callable[[int, int], object]
"""Called with the entries read so far and how many there are; may raise to break off."""


def unwatched(read: int, entries: int) -> None:
    """Watch nothing."""


def read_contents(path: Path, watch: Progress = unwatched) -> Contents:
    """Read a session file whole; what is damaged is said in ``damage`` of each chain.

    ``watch`` is told how far it is.  Raises ``JournalFault`` when nothing of it can be shown.
    """
    with reading(path) as db:
        meta = read_meta(db, path)
        try:
            heading, wrong = heading_of(meta)
        except (BrokenRecord, KeyError, ValueError) as fault:
            raise JournalFault(f"{path} is damaged at its beginning: {fault}.") from None
        found = Contents(heading, meta, {}, read_snapshots(db))
        trunk = Branch(TRUNK, root=heading.root)
        total = 0 if watch is unwatched else count_entries(db)
        entries, damage = read_entries(db, heading.root, watch=lambda read: watch(read, total))
        found.chains[TRUNK] = Chain(trunk, entries, damage)
        if wrong:
            found.chains[TRUNK] = Chain(trunk, [], Damage(0, wrong))
        if form_of(db) > 1:
            _read_branches(db, found, lambda read: watch(read, total))
            found.notes, found.lost_notes = read_notes(db)
        said = structure_fault(db)
    for chain in found.chains.values():
        if said and chain.damage is None:
            chain.damage = Damage(0, f"its structure is damaged ({said})")
    if not _is_state(meta.get("state"), heading.start):
        raise JournalFault(f"{path} is damaged: the state at the start cannot be read.")
    return found


def heading_of(meta: Mapping[str, bytes]) -> tuple[Heading, str]:
    """Read the heading; the second value says what about it was edited, or is empty.

    Raises ``BrokenRecord``, ``KeyError`` or ``ValueError``.
    """
    spec, text = unpack_scenario(meta["scenario"])
    software, start = meta["software"].decode(), meta["start"].decode()
    seed, run, form = int(meta["seed"]), int(meta["run"]), int(meta.get("format", b"1"))
    ought = root(software=software, seed=seed, run=run, scenario=text, ground=meta["ground"],
                 start=start, form=form)  # fmt: skip
    wrong = "" if meta["root"].decode() == ought else "its heading does not match its seal"
    ground = unpack_ground(meta["ground"])
    return Heading(software, seed, run, spec, ground, ought, start, form), wrong


def _read_branches(db: sqlite3.Connection, found: Contents, watch: Watch) -> None:
    """Read all branches, each after the one that it springs from."""
    number = 0
    trunk = found.chains[TRUNK]
    try:
        for row in _branch_rows(db):
            number += 1
            branch = branch_of(row, number)
            before = sum(len(one.entries) - one.branch.fork for one in found.chains.values())
            found.chains[number] = _grown(db, found, branch, _counted_on(watch, before))
        (over,) = db.execute(
            "SELECT count(*) FROM entry WHERE rowid > ?", (row_number(number + 1, 0),)
        ).fetchone()
        if over:
            raise BrokenRecord("there are entries of a branch that does not exist")
    except (sqlite3.Error, UnicodeDecodeError, BrokenRecord) as fault:
        trunk.damage = trunk.damage or Damage(0, f"its branches are damaged: {fault}")


def _counted_on(watch: Watch, before: int) -> Watch:
    return lambda read: watch(before + read)


def _branch_rows(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
    query = f"SELECT rowid, {BRANCH_COLUMNS} FROM branch ORDER BY rowid LIMIT {MAX_BRANCHES + 1}"
    rows = list(db.execute(query))
    if len(rows) > MAX_BRANCHES:
        raise BrokenRecord(f"there are more than {MAX_BRANCHES}")
    return rows


def branch_of(row: tuple[Any, ...], number: int) -> Branch:
    """Make a branch of a stored row, its row number first; raises ``BrokenRecord``."""
    if any(type(value) is not kind for value, kind in zip(row[1:], _TYPES, strict=True)):
        raise BrokenRecord(f"branch {number} has a field of the wrong type")
    place, own, parent, fork, at, by, sealed_root, name = row
    if place != number or own != number:
        raise BrokenRecord(f"branch {number} is missing or carries another number")
    if not 0 <= parent < number or not 0 <= fork < PLACES or len(name) > MAX_NAME:
        raise BrokenRecord(f"branch {number} springs from nowhere")
    return Branch(own, name, parent, fork, at, by, sealed_root)


def _grown(db: sqlite3.Connection, found: Contents, branch: Branch, watch: Watch) -> Chain:
    """Read the entries of a branch behind those that it shares with its parent."""
    assert branch.parent is not None
    parent = found.chains[branch.parent]
    shared = parent.entries[: branch.fork]
    if len(shared) < branch.fork:
        what = parent.damage or Damage(len(shared) + 1, "it is missing")
        return Chain(branch, shared, what)
    if branch.root != root_of(branch, hash_at(found, branch.parent, branch.fork)):
        return Chain(branch, shared, Damage(branch.fork + 1, "its branch does not match its seal"))
    entries, damage = read_entries(db, branch.root, branch.id, branch.fork, watch)
    return Chain(branch, shared + entries, damage)


def root_of(branch: Branch, fork_hash: str) -> str:
    """Return the root that a branch ought to have."""
    return branch_root(fork_hash=fork_hash, branch=branch.id, parent=branch.parent or TRUNK,
                       fork=branch.fork, at=branch.at, by=branch.by)  # fmt: skip


def hash_at(contents: Contents, branch: int, seq: int) -> str:
    """Return the hash of entry ``seq`` of a branch; for a branch's own beginning its root."""
    chain = contents.chains[branch]
    return chain.branch.root if seq == chain.branch.fork else chain.entries[seq - 1].hash


def _is_state(packed: bytes | None, digest: str) -> bool:
    if packed is None:
        return False
    try:
        return State.unpack(packed).digest() == digest
    except BrokenPack:
        return False
