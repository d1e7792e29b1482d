"""Writing session files: a new one in one step, the open one, and what may go wrong."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from tabletop.session.opening import JournalFault, check_schema, connect
from tabletop.session.record import FORMAT
from tabletop.session.schema import APPLICATION_ID, SCHEMAS
from tabletop.session.upgrades import upgrade

LOG_PAGES = 1024
"""Pages of the log after which it is folded into the file; until then an act costs one fsync."""
LOG_BYTES = 32 + LOG_PAGES * (4096 + 24)
"""What so many pages take in the log, with what SQLite writes before each."""
PLENTY = 64
"""How many times the log must fit on the disk for its room to be taken beforehand."""


def write_new(
    path: Path,
    meta: Mapping[str, bytes],
    fill: Callable[[sqlite3.Connection], None] | None = None,
) -> None:
    """Write a complete file beside ``path`` and give it that name in one step.

    ``fill`` may put more than the heading into it.  Raises ``JournalFault`` when the name is taken
    or the file cannot be written, and whatever ``fill`` raises; nothing is left behind then.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if path.exists():
            raise JournalFault(f"{path} exists already; choose another name.")
        draft.unlink(missing_ok=True)
        db = connect(draft, "rwc")
        try:
            db.execute("PRAGMA synchronous=FULL")
            db.execute(f"PRAGMA application_id={APPLICATION_ID}")
            db.execute(f"PRAGMA user_version={FORMAT}")
            db.execute("BEGIN")
            for sql in SCHEMAS[FORMAT].values():
                db.execute(sql)
            db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
            if fill is not None:
                fill(db)
            db.execute("COMMIT")
        finally:
            db.close()
        _name(draft, path)
    except sqlite3.Error as fault:
        raise JournalFault(f"{path} cannot be written: {trouble(fault)}.") from fault
    except OSError as fault:
        raise JournalFault(f"{path} cannot be written: {fault.strerror}.") from fault
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _name(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise JournalFault(f"{path} exists already; choose another name.") from None
    except OSError:  # a file system without hard links
        draft.rename(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def writer(path: Path) -> sqlite3.Connection:
    """Open a session file for play, with its write-ahead log, and bring it to today's format.

    Raises ``JournalFault``.
    """
    try:
        db = connect(path, "rw")
    except sqlite3.Error as fault:
        raise JournalFault(f"{path} cannot be opened for play: {trouble(fault)}.") from fault
    try:
        check_schema(db, path)
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA fullfsync=ON")
        if db.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
            raise JournalFault(f"{path} cannot be opened for play: its folder allows no log.")
        db.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
        upgrade(db)
        # Begins the log, which costs fsyncs of its own, before the first act has to wait for it.
        db.execute(f"PRAGMA user_version={FORMAT}")
        _take_room(path.with_name(path.name + "-wal"))
    except sqlite3.Error as fault:
        db.close()
        raise JournalFault(f"{path} cannot be opened for play: {trouble(fault)}.") from fault
    except JournalFault:
        db.close()
        raise
    return db


def _take_room(log: Path) -> None:
    """Fill the log with zeros up to its full size, which SQLite reads as its end.

    An act then writes over blocks that the file has, and its fsync need not wait for the file
    system to note that the file has grown: half the time.  Where there is no room, or no log, acts
    are written as well, only slower.
    """
    with contextlib.suppress(OSError):
        size = log.stat().st_size
        more = LOG_BYTES - size
        if more <= 0 or shutil.disk_usage(log.parent).free < PLENTY * LOG_BYTES:
            return
        with log.open("r+b", buffering=0) as file:
            try:
                file.seek(size)
                if file.write(bytes(more)) < more:
                    raise OSError("the disk is full")
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise


_TROUBLE = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the file or its folder is read-only",
    sqlite3.SQLITE_BUSY: "another program has locked the file",
    sqlite3.SQLITE_LOCKED: "another program has locked the file",
    sqlite3.SQLITE_CANTOPEN: "the folder does not exist or cannot be written",
    sqlite3.SQLITE_PERM: "the file may not be written",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_NOTADB: "the file is damaged",
    sqlite3.SQLITE_IOERR: "the disk is full or failing",
}


def trouble(fault: sqlite3.Error) -> str:
    """Say what SQLite could not do, in words that fit into a sentence."""
    code = getattr(fault, "sqlite_errorcode", 0) or 0
    return _TROUBLE.get(code & 0xFF, str(fault))
