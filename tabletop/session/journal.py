"""The journal: the record of one exercise in one SQLite file.

An entry is on disk when ``append`` returns: write-ahead log, ``synchronous=FULL``, one transaction
and one fsync for each act.  A failed append changes nothing and may be tried again.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tabletop
from tabletop.session.lock import WriterLock
from tabletop.session.opening import (
    COLUMNS,
    Damage,
    JournalFault,
    read_entries,
    read_meta,
    read_snapshots,
    reading,
    structure_fault,
)
from tabletop.session.packing import (
    Arrays,
    pack_ground,
    pack_scenario,
    unpack_ground,
    unpack_scenario,
)
from tabletop.session.record import BrokenRecord, Entry, canonical, root
from tabletop.session.writing import trouble, write_new, writer
from tabletop.world.state import BrokenPack, State

__all__ = ["SNAPSHOT_EVERY", "Damage", "Journal", "JournalFault"]

SNAPSHOT_EVERY = 25
"""Entries between two packed states kept for quick seeking."""
_INSERT = (
    f"INSERT INTO entry (rowid, {COLUMNS}) VALUES (?, {', '.join('?' * len(COLUMNS.split(', ')))})"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a session file says of itself before its first entry."""

    software: str
    seed: int
    run: int
    spec: Mapping[str, Any]
    ground: Arrays
    root: str
    start: str


@dataclass
class Journal:
    """An open record: its heading, its intact entries and, when it can be written, its file.

    ``damage`` is the first thing that is wrong with the file, or None.
    """

    path: Path
    heading: Heading
    entries: list[Entry]
    snapshots: dict[int, bytes]
    damage: Damage | None
    _db: sqlite3.Connection | None = None
    _lock: WriterLock | None = field(default=None, repr=False)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        spec: Mapping[str, Any],
        ground: Arrays,
        start: State,
        seed: int,
        run: int = 0,
        software: str = tabletop.__version__,
    ) -> Journal:
        """Write a new session file and open it for play.

        Raises ``JournalFault`` when the file exists or cannot be written.
        """
        packed = pack_ground(ground)
        digest = start.digest()
        heading = Heading(
            software, seed, run, spec, ground, start=digest,
            root=root(software=software, seed=seed, run=run, scenario=canonical(spec),
                      ground=packed, start=digest),
        )  # fmt: skip
        meta = {
            "software": software.encode(), "seed": str(seed).encode(), "run": str(run).encode(),
            "scenario": pack_scenario(spec), "ground": packed, "start": digest.encode(),
            "state": start.pack(), "root": heading.root.encode(),
        }  # fmt: skip
        lock = WriterLock.take(path)
        try:
            write_new(path, meta)
            db = writer(path)
        except BaseException:
            lock.release()
            raise
        return cls(path, heading, [], {0: meta["state"]}, None, db, lock)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Journal:
        """Open a session file, to go on writing it or only to read.

        Read-only gives what is intact and says in ``damage`` what is not.  Raises
        ``JournalFault`` when nothing can be read, or when a file to be written is damaged, locked
        by another program or not writable.
        """
        if read_only:
            return cls._read(path)
        lock = WriterLock.take(path)
        try:
            journal = cls._read(path)
            if journal.damage is not None:
                raise JournalFault(
                    f"{path} is damaged at {journal.damage}. Entries 1 to "
                    f"{len(journal.entries)} are intact: open it read-only."
                    if journal.entries
                    else f"{path} is damaged at {journal.damage}."
                )
            journal._db = writer(path)
        except BaseException:
            lock.release()
            raise
        journal._lock = lock
        return journal

    @classmethod
    def _read(cls, path: Path) -> Journal:
        with reading(path) as db:
            meta = read_meta(db, path)
            try:
                heading, wrong = _heading(meta)
            except (BrokenRecord, KeyError, ValueError) as fault:
                raise JournalFault(f"{path} is damaged at its beginning: {fault}.") from None
            entries, damage = read_entries(db, heading.root)
            snapshots = {**read_snapshots(db), 0: meta.get("state", b"")}
            if wrong:
                entries, damage = [], Damage(0, wrong)
            elif damage is None and (said := structure_fault(db)):
                damage = Damage(0, f"its structure is damaged ({said})")
        if not _is_state(snapshots.get(0), heading.start):
            raise JournalFault(f"{path} is damaged: the state at the start cannot be read.")
        return cls(path, heading, entries, snapshots, damage)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._db is None

    @property
    def head(self) -> str:
        """The hash that the next entry must follow."""
        return self.entries[-1].hash if self.entries else self.heading.root

    def append(self, entry: Entry, after: State) -> None:
        """Write an entry; when this returns it is on disk.

        ``after`` is the state after the entry, kept as a snapshot now and then.  Raises
        ``JournalFault`` and leaves everything as it was when the entry cannot be written.
        """
        if self._db is None:
            raise JournalFault(f"{self.path.name} is open for reading only.")
        if entry.prev != self.head:
            raise JournalFault(f"Entry {entry.seq} does not follow the last one.")
        packed = after.pack() if entry.seq % SNAPSHOT_EVERY == 0 else None
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._nobody_else_wrote()
            self._db.execute(_INSERT, (entry.seq, *_row(entry)))
            if packed is not None:
                self._db.execute("INSERT INTO snapshot VALUES (?, ?)", (entry.seq, packed))
            self._db.execute("COMMIT")
        except BaseException as fault:
            self._roll_back()
            if isinstance(fault, sqlite3.Error):
                raise JournalFault(
                    f"The act was not recorded: {trouble(fault)}. Nothing has changed; try again "
                    "once this is put right."
                ) from fault
            raise
        self.entries.append(entry)
        if packed is not None:
            self.snapshots[entry.seq] = packed

    def _nobody_else_wrote(self) -> None:
        assert self._db is not None
        last = self._db.execute(
            "SELECT seq, hash FROM entry ORDER BY rowid DESC LIMIT 1"
        ).fetchone()
        ours = (self.entries[-1].seq, self.entries[-1].hash) if self.entries else None
        if last != ours:
            raise JournalFault(
                f"Another program has written to {self.path.name}; close it and open it again."
            )

    def _roll_back(self) -> None:
        assert self._db is not None
        # SQLite itself rolls back after some faults; then there is nothing left to undo.
        if self._db.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file; the log beside it is folded into it when nobody else reads."""
        if self._db is not None:
            # What cannot be folded in now (a full disk, a reader) stays in the log and is read.
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._db.execute("PRAGMA journal_mode=DELETE")
            self._db.close()
            self._db = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _row(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.seq, entry.at, entry.by, entry.turn, entry.phase, canonical(entry.act),
        canonical(entry.findings), canonical(entry.outcomes), entry.delta, entry.digest,
        entry.prev, entry.hash,
    )  # fmt: skip


def _heading(meta: Mapping[str, bytes]) -> tuple[Heading, str]:
    """Read the heading; the second value says what about it was edited, or is empty."""
    spec, text = unpack_scenario(meta["scenario"])
    software, start = meta["software"].decode(), meta["start"].decode()
    seed, run = int(meta["seed"]), int(meta["run"])
    ought = root(software=software, seed=seed, run=run, scenario=text, ground=meta["ground"],
                 start=start)  # fmt: skip
    wrong = "" if meta["root"].decode() == ought else "its heading does not match its seal"
    ground = unpack_ground(meta["ground"])
    return Heading(software, seed, run, spec, ground, ought, start), wrong


def _is_state(packed: bytes | None, digest: str) -> bool:
    if packed is None:
        return False
    try:
        return State.unpack(packed).digest() == digest
    except BrokenPack:
        return False
