"""Upgrades of session files: one function for each format version that is no longer written.

What is sealed never changes: an upgraded file keeps the format under which its root was made.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from tabletop.session.record import FORMAT
from tabletop.session.schema import SCHEMAS


def _to_2(db: sqlite3.Connection) -> None:
    """Format 2 keeps branches, and notes beside the seal."""
    for table in ("branch", "note"):
        db.execute(SCHEMAS[2][table])


UPGRADES: dict[int, Callable[[sqlite3.Connection], None]] = {1: _to_2}
"""What leads from each format to the next; called inside a transaction."""


def form_of(db: sqlite3.Connection) -> int:
    """Return the format that an open file has, its log included."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def upgrade(db: sqlite3.Connection) -> None:
    """Bring an open session file to today's format in one transaction, or leave it as it was.

    Raises ``sqlite3.Error``.
    """
    if form_of(db) == FORMAT:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        for form in range(form_of(db), FORMAT):
            UPGRADES[form](db)
        db.execute(f"PRAGMA user_version={FORMAT}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
