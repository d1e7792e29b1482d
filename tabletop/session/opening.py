"""Opening a session file that anybody may have written: checked first, read whole, nothing run.

The header is read as bytes before SQLite sees the file; then SQLite opens it for reading only,
with a schema that must be exactly ours (so no view, trigger or virtual table can run) and with
limits on every size.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tabletop.session.acts import ActFault, parse_act
from tabletop.session.phases import PHASES
from tabletop.session.record import (
    FORMAT,
    MAX_TEXT,
    BrokenRecord,
    Entry,
    Json,
    read_canonical,
    seal_of_texts,
)
from tabletop.session.schema import APPLICATION_ID, COLUMNS, PLACES, SCHEMAS, TRUNK, row_number
from tabletop.session.upgrades import form_of

MAX_FILE = 4 << 30
MAX_BLOB = 256 << 20
MAX_TURN = 520
_TYPES = (int, str, str, int, str, str, str, str, bytes, str, str, str)
WATCHED = 500
"""Entries that are read between two calls of whoever watches."""
Watch = Callable[[int], object]
"""Called with the number of entries read so far; what it raises breaks the reading off."""
_HEX = frozenset("0123456789abcdef")


class JournalFault(Exception):
    """A session file cannot be opened, read or written; the text is one clear sentence."""


class LockedFault(JournalFault):
    """A session file is being played by another program; it can still be opened to be read."""


@dataclass(frozen=True, slots=True)
class Damage:
    """The first thing that is wrong with the record: at which entry (0: before all), and what."""

    entry: int
    what: str

    def __str__(self) -> str:
        where = f"entry {self.entry}" if self.entry else "the file"
        return f"{where}: {self.what}"


def check_header(path: Path) -> None:
    """Make sure that a file says it is a session file of a format that can be read.

    Raises ``JournalFault``.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise JournalFault(f"There is no session file {path}.") from None
    except OSError as fault:
        raise JournalFault(f"The file {path} cannot be read: {fault.strerror}.") from None
    mark, form = int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")
    if len(head) < 100 or head[:16] != b"SQLite format 3\0" or mark != APPLICATION_ID:
        raise JournalFault(f"{path} is not a session file.")
    if form > FORMAT:
        raise JournalFault(
            f"{path} was written by a newer version of this program (format {form}; this one "
            f"reads up to {FORMAT})."
        )
    if form < 1:
        raise JournalFault(f"{path} says it has format {form}, which never existed.")
    if size > MAX_FILE:
        raise JournalFault(f"{path} is larger than any session ({size >> 20} MiB).")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a SQLite file in ``mode`` (``ro``, ``rw``, ``rwc``) with every guard up."""
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    if mode == "ro" and _is_alone(path):
        uri += "&immutable=1"  # else SQLite wants to write beside a file it only reads
    db = sqlite3.connect(
        uri, uri=True, timeout=2.0, isolation_level=None, check_same_thread=False,
        cached_statements=32,
    )  # fmt: skip
    try:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_BLOB)
        db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        db.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0)
        db.text_factory = lambda raw: raw.decode("utf-8")
        db.execute("PRAGMA trusted_schema=OFF")
        db.execute("PRAGMA mmap_size=0")
        if mode == "ro":
            db.execute("PRAGMA query_only=ON")
            # Without this SQLite reads nothing at all of a file that was cut short.
            db.execute("PRAGMA writable_schema=ON")
    except sqlite3.Error:
        db.close()
        raise
    return db


def _is_alone(path: Path) -> bool:
    # Nothing can be written in such a folder, so nobody else can be playing this file either.
    wal = path.with_name(path.name + "-wal")
    return not wal.exists() and not os.access(path.parent, os.W_OK)


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a session file for reading once its header and schema have been checked.

    Raises ``JournalFault`` when it is not a session file or cannot be read at all.
    """
    check_header(path)
    try:
        db = connect(path, "ro")
    except sqlite3.Error as fault:
        raise JournalFault(f"{path} cannot be opened: {fault}.") from None
    try:
        check_schema(db, path)
        yield db
    finally:
        db.close()


def check_schema(db: sqlite3.Connection, path: Path) -> None:
    """Make sure that the file has our tables and nothing else; raises ``JournalFault``."""
    try:
        form = form_of(db)  # the log may be ahead of the header
        found = list(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT 100"))
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        raise JournalFault(f"{path} is damaged at its beginning: {fault}.") from None
    if form not in SCHEMAS:
        raise JournalFault(f"{path} says it has format {form}, which this program does not know.")
    expected = {("table", name, name, sql) for name, sql in SCHEMAS[form].items()}
    strangers = [row for row in found if row not in expected]
    if strangers:
        kind, name = str(strangers[0][0])[:20], str(strangers[0][1])[:60]
        raise JournalFault(
            f"{path} is not a session file as this program writes them: it holds a foreign "
            f"{kind} {name!r}."
        )
    if len(found) != len(expected):
        raise JournalFault(f"{path} is not a whole session file: a table is missing.")


def read_meta(db: sqlite3.Connection, path: Path) -> dict[str, bytes]:
    """Read what the file says about itself; raises ``JournalFault`` when it is damaged."""
    try:
        rows = list(db.execute("SELECT name, value FROM meta LIMIT 100"))
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        raise JournalFault(f"{path} is damaged at its beginning: {fault}.") from None
    if any(not isinstance(value, bytes) for _, value in rows):
        raise JournalFault(f"{path} is damaged at its beginning: a value has the wrong type.")
    return dict(rows)


def unwatched(read: int) -> None:
    """Watch nothing."""


def count_entries(db: sqlite3.Connection) -> int:
    """Return about how many entries all branches have; 0 when that cannot be told."""
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
        return int(db.execute("SELECT count(*) FROM entry").fetchone()[0])
    return 0


def read_entries(
    db: sqlite3.Connection, prev: str, branch: int = TRUNK, before: int = 0,
    watch: Watch = unwatched,
) -> tuple[list[Entry], Damage | None]:  # fmt: skip
    """Read the intact entries of a branch, oldest first, and say what is wrong with the next one.

    ``prev`` is the hash that the first of them must follow, ``before`` the number of the entry
    before it.
    """
    entries = _read_quickly(db, prev, branch, before, watch)
    if entries:
        prev = entries[-1].hash
    rows = _rows(db, branch, before, len(entries))
    seq = before + len(entries)
    while True:
        seq += 1
        try:
            row = next(rows, None)
            if row is None:
                return entries, None
            entry = entry_of(row, seq, prev)
        except (sqlite3.Error, UnicodeDecodeError, BrokenRecord) as fault:
            return entries, Damage(seq, str(fault))
        entries.append(entry)
        prev = entry.hash


def _read_quickly(
    db: sqlite3.Connection, prev: str, branch: int, before: int, watch: Watch
) -> list[Entry]:
    """Read entries in one go, up to the first that is missing or gives any trouble."""
    entries: list[Entry] = []
    seq, place = before, row_number(branch, before)
    careful, db.text_factory = db.text_factory, str  # which decodes as strictly, in C
    try:
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError, BrokenRecord):
            query = f"SELECT rowid, {COLUMNS} FROM entry WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
            for row in db.execute(query, (place + 1, row_number(branch, PLACES) - 1)):
                seq += 1
                place += 1
                if row[0] != place:
                    break
                entry = entry_of(row[1:], seq, prev)
                entries.append(entry)
                prev = entry.hash
                if not len(entries) % WATCHED:
                    watch(len(entries))
    finally:
        db.text_factory = careful
    return entries


def _rows(
    db: sqlite3.Connection, branch: int, before: int, known: int
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a branch behind those that are known, and then see that none is left out.

    One look-up for each entry: a damaged row then hides none of those before it.
    """
    start = row_number(branch, before)
    seen = start + known
    while True:
        row = db.execute(f"SELECT {COLUMNS} FROM entry WHERE rowid = ?", (seen + 1,)).fetchone()
        if row is None:
            break
        seen += 1
        yield row
    low = row_number(branch, 0) if branch else -(1 << 63)  # nothing stands before the trunk
    last, count = db.execute(
        "SELECT max(rowid), count(*) FROM entry WHERE rowid >= ? AND rowid < ?",
        (low, row_number(branch, PLACES)),
    ).fetchone()
    if (last or start) != seen or count != seen - start:
        raise BrokenRecord("it is missing, though later entries are there")


def entry_of(row: tuple[Any, ...], seq: int, prev: str) -> Entry:
    """Make an entry of a stored row and check its seal; raises ``BrokenRecord``."""
    if tuple(map(type, row)) != _TYPES:
        raise BrokenRecord("a field has the wrong type")
    number, at, by, turn, phase, act_text, findings_text, outcomes_text = row[:8]
    delta, digest, before, own = row[8:]
    if max(len(act_text), len(findings_text), len(outcomes_text)) > MAX_TEXT:
        raise BrokenRecord("its text is too long")
    act = read_canonical(act_text)
    try:
        parse_act(act, canonical_already=True)
    except ActFault as fault:
        raise BrokenRecord(str(fault).rstrip(".")) from None
    entry = Entry(
        number, at, by, turn, phase, act, _facts(findings_text), _facts(outcomes_text),
        delta, digest, before, own,
    )  # fmt: skip
    if phase not in PHASES or not 0 <= turn <= MAX_TURN:
        raise BrokenRecord("it stands in a phase or turn that does not exist")
    if number != seq:
        raise BrokenRecord("it carries another number")
    if before != prev:
        raise BrokenRecord("it does not follow the entry before it")
    if len(digest) != 64 or not _HEX.issuperset(digest):
        raise BrokenRecord("its digest is not one")
    if seal_of_texts(entry, act_text, findings_text, outcomes_text) != own:
        raise BrokenRecord("its content does not match its seal")
    return entry


def _facts(text: str) -> tuple[Json, ...]:
    """Read findings or outcomes; raises ``BrokenRecord`` when they are none."""
    if text == "[]":
        return ()  # as most are
    facts = read_canonical(text)
    if not isinstance(facts, list) or not all(isinstance(one, dict) for one in facts):
        raise BrokenRecord("its findings are not findings")
    return tuple(facts)


def read_snapshots(db: sqlite3.Connection) -> dict[int, bytes]:
    """Read the packed states kept along the way, by row number of their entry.

    Any that cannot be read is not missed.
    """
    found: dict[int, bytes] = {}
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
        for number, state in db.execute("SELECT seq, state FROM snapshot ORDER BY seq"):
            if type(number) is int and isinstance(state, bytes):
                found[number] = state
    return found


def structure_fault(db: sqlite3.Connection) -> str | None:
    """Let SQLite look for damage in the structure of the file; None when there is none."""
    try:
        row = db.execute("PRAGMA integrity_check(1)").fetchone()
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        return str(fault)
    said = str(row[0]) if row else "no answer"
    return None if said == "ok" else " ".join(said.split())
