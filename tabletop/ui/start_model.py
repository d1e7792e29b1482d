"""What the start window lists: scenarios and sessions, each with what a person wants to know."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tabletop.content import library
from tabletop.content.problems import ContentFault

IN_PLAY, ENDED, LOCKED, DAMAGED, UNREADABLE = "in play", "ended", "locked", "damaged", "unreadable"
"""How a session can be: it can be resumed, has ended, is played elsewhere, is in part or wholly
unreadable."""
READING = "reading"
"""Not known yet."""


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A scenario; ``fault`` says why it cannot be played, empty when it can."""

    name: str
    title: str
    summary: str = ""
    marking: str = ""
    turns: int = 0
    turn_days: int = 0
    start_date: str = ""
    seed: int = 0
    actors: int = 0
    injects: int = 0
    seats: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session file and where it stands; ``fault`` says why it cannot be read."""

    path: Path
    entries: int = 0
    turn: int = 0
    phase: str = "planning"
    changed: datetime | None = None
    fault: str = ""


def scenario_row(name: str) -> ScenarioRow:
    """Describe a scenario given by its name or folder."""
    try:
        spec = library.resolve(name)
    except ContentFault as fault:
        return ScenarioRow(name, name, fault=str(fault))
    scenario = spec["scenario"]
    return ScenarioRow(
        name=name, title=scenario["title"], summary=scenario["summary"],
        marking=scenario["marking"], turns=scenario["turns"], turn_days=scenario["turn_days"],
        start_date=scenario["start_date"], seed=scenario["seed"], actors=len(spec["actors"]),
        injects=len(spec["injects"]), seats=len(scenario["seats"]),
    )  # fmt: skip


def session_row(path: Path) -> SessionRow:
    """Describe a session file by its last entry; nothing of it is believed or run."""
    from tabletop.session.opening import JournalFault, reading

    try:
        with reading(path) as db:
            row = db.execute(
                "SELECT seq, turn, phase, at FROM entry ORDER BY seq DESC LIMIT 1"
            ).fetchone()
        if row is None:
            written = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
            return SessionRow(path, changed=written)
        seq, turn, phase, at = row
        return SessionRow(path, int(seq), int(turn), str(phase), datetime.fromisoformat(str(at)))
    except JournalFault as fault:
        return SessionRow(path, fault=str(fault))
    except (sqlite3.Error, ValueError, TypeError, OSError) as fault:
        return SessionRow(path, fault=f"{path} is damaged: {fault}.")


def soundness(path: Path, go_on: Callable[[], bool] = lambda: True) -> str | None:
    """Read a session through: ``LOCKED``, ``DAMAGED``, ``UNREADABLE``, or empty when it is sound.

    Takes a while for a long session; nothing of it is run and nothing is written.  ``go_on`` is
    asked now and then, and None is returned as soon as it says no.
    """
    from tabletop.session.file import SessionFile
    from tabletop.session.journal import JournalFault, LockedFault
    from tabletop.session.lock import WriterLock

    def watch(read: int, entries: int) -> None:
        if not go_on():
            raise InterruptedError

    try:
        if path.with_name(path.name + "-lock").exists():
            WriterLock.take(path).release()
    except LockedFault:
        return LOCKED
    except JournalFault:
        return ""  # it cannot be locked, which says nothing about the record
    try:
        file = SessionFile.read(path, watch)
    except JournalFault:
        return UNREADABLE
    except InterruptedError:
        return None
    try:
        return "" if file.contents.chains[0].damage is None else DAMAGED
    finally:
        file.close()
