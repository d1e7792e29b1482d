"""The lock that lets one program at a time play a session file; readers need none."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tabletop.session.opening import JournalFault, LockedFault


@dataclass
class WriterLock:
    """A lock on ``<file>-lock``, held by SQLite's own portable means until it is released.

    The system lets go of it when the program dies, however it dies.
    """

    path: Path
    _held: sqlite3.Connection

    @classmethod
    def take(cls, file: Path) -> WriterLock:
        """Take the lock for a session file.

        Raises ``LockedFault`` when another program has it, ``JournalFault`` when it cannot be had.
        """
        path = file.with_name(file.name + "-lock")
        uri = f"file:{quote(str(path.absolute()))}?mode=rwc"
        held: sqlite3.Connection | None = None
        try:
            held = sqlite3.connect(
                uri, uri=True, timeout=0.0, isolation_level=None, check_same_thread=False
            )
            held.execute("PRAGMA journal_mode=MEMORY")
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as fault:
            if held is not None:
                held.close()
            if fault.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise LockedFault(
                    f"{file} cannot be opened for play: it is open in another window or program; "
                    "close it there first, or open it read-only."
                ) from fault
            why = "the folder does not exist or cannot be written"
            raise JournalFault(f"{file} cannot be opened for play: {why}.") from fault
        return cls(path, held)

    def release(self) -> None:
        """Let go of the lock and remove its file."""
        # Removed while held: whoever waits for it finds no half-released lock.
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._held.close()
