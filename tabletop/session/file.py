"""A session file open for writing: one lock and one connection for all branches of it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tabletop.session.contents import Contents, Progress, read_contents, unwatched
from tabletop.session.lock import WriterLock
from tabletop.session.opening import JournalFault
from tabletop.session.writing import trouble, write_new, writer

Identity = tuple[tuple[int, int], ...]


@dataclass
class SessionFile:
    """A session file: what was read of it and, when it can be written, its connection.

    Everybody who plays a branch of it shares one object; ``guard`` is held while it is written.
    ``lazily`` marks a file that was opened to be read and is opened for writing, and locked, only
    when something is to be written.
    """

    path: Path
    contents: Contents
    _db: sqlite3.Connection | None = None
    _lock: WriterLock | None = field(default=None, repr=False)
    guard: threading.RLock = field(default_factory=threading.RLock, repr=False)
    lazily: bool = False
    _sharers: int = 1
    _same: Identity = ()

    @classmethod
    def create(cls, path: Path, meta: Mapping[str, bytes], contents: Contents) -> SessionFile:
        """Write a new file and open it for play; raises ``JournalFault``."""
        lock = WriterLock.take(path)
        try:
            write_new(path, meta)
            return cls(path, contents, writer(path), lock)._known()
        except BaseException:
            lock.release()
            raise

    @classmethod
    def read(cls, path: Path, watch: Progress = unwatched) -> SessionFile:
        """Open a file only to read what is intact of it; raises ``JournalFault``.

        ``watch`` is told how far it is, and breaks it off by raising.
        """
        return cls(path, read_contents(path, watch))

    @classmethod
    def write(cls, path: Path, watch: Progress = unwatched) -> SessionFile:
        """Open a file for writing; an older one is brought to today's format.

        Raises ``JournalFault`` when it is damaged, locked or not writable; nothing has changed
        then.  ``watch`` is told how far it is, and breaks it off by raising.
        """
        lock = WriterLock.take(path)
        try:
            contents = read_contents(path, watch)
            _check(path, contents)
            return cls(path, contents, writer(path), lock)._known()
        except BaseException:
            lock.release()
            raise

    def _known(self) -> SessionFile:
        self._same = self._identity()
        return self

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._db is None and not self.lazily

    def make_ready(self) -> None:
        """Open for writing what was opened lazily, before what is to be written is worked out.

        Raises ``JournalFault`` when that cannot be done, or when the record has gone on since.
        """
        if not self.lazily:
            return
        lock = WriterLock.take(self.path)
        try:
            now = read_contents(self.path)
            _check(self.path, now)
            if _heads(now) != _heads(self.contents):
                raise JournalFault(
                    f"{self.path.name} has been played on since it was opened; open it again."
                )
            db = writer(self.path)
        except BaseException:
            lock.release()
            raise
        self.contents.notes = now.notes
        self._db, self._lock, self.lazily = db, lock, False
        self._known()

    @contextlib.contextmanager
    def transaction(self, failed: str) -> Iterator[sqlite3.Connection]:
        """Write in one transaction, on disk when it is left; all of it or nothing.

        ``failed`` begins the sentence of the ``JournalFault`` that is raised when that cannot be
        done: "The act was not recorded".
        """
        with self.guard:
            self.make_ready()
            db = self._db
            if db is None:
                raise JournalFault(f"{self.path.name} is open for reading only.")
            if self._identity() != self._same:
                # The system would go on writing into a file that has no name any more.
                raise JournalFault(
                    f"{failed}: the file {self.path} has gone or was replaced (was its drive "
                    "removed?). Nothing has changed; bring it back and open it, or save the "
                    "session under another name."
                )
            try:
                db.execute("BEGIN IMMEDIATE")
                yield db
                db.execute("COMMIT")
            except BaseException as fault:
                _roll_back(db)
                if isinstance(fault, sqlite3.Error):
                    raise JournalFault(
                        f"{failed}: {trouble(fault)}. Nothing has changed; try again "
                        "once this is put right."
                    ) from fault
                raise

    @cached_property
    def _parts(self) -> tuple[str, str]:
        return str(self.path), f"{self.path}-wal"

    def _identity(self) -> Identity:
        found = []
        for path in self._parts:
            try:
                seen = os.stat(path)
            except OSError:
                return ()
            found.append((seen.st_dev, seen.st_ino))
        return tuple(found)

    def share(self) -> SessionFile:
        """Count one more who uses the file; it closes when the last one closes it."""
        with self.guard:
            self._sharers += 1
        return self

    def close(self) -> None:
        """Close the file; the log beside it is folded into it when nobody else reads."""
        with self.guard:
            self._sharers -= 1
            if self._sharers > 0:
                return
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


def _check(path: Path, contents: Contents) -> None:
    """Make sure that no branch is damaged."""
    for chain in contents.chains.values():
        if chain.damage is not None:
            raise JournalFault(_damaged(path, len(chain.entries), str(chain.damage)))


def _heads(contents: Contents) -> list[tuple[int, int, str]]:
    return [(n, len(chain.entries), chain.head) for n, chain in contents.chains.items()]


def _damaged(path: Path, intact: int, damage: str) -> str:
    if not intact:
        return f"{path} is damaged at {damage}."
    return f"{path} is damaged at {damage}. Entries 1 to {intact} are intact: open it read-only."


def _roll_back(db: sqlite3.Connection) -> None:
    # SQLite itself rolls back after some faults; then there is nothing left to undo.
    if db.in_transaction:
        with contextlib.suppress(sqlite3.Error):
            db.execute("ROLLBACK")
