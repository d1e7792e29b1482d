"""What every part of the report reads: the record, its turns, and the notes kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tabletop.session.note import Note
from tabletop.session.record import Entry
from tabletop.session.replay import Replay
from tabletop.world.lifting import lifted
from tabletop.world.state import State


class Reading:
    """One record being read; what several parts need is worked out once."""

    def __init__(self, replay: Replay, notes: Iterable[Note] = ()) -> None:
        self.replay = replay
        self.world = replay.world
        self.entries: list[Entry] = list(replay.course.entries)
        self.notes = tuple(notes)
        self.undone = replay.course.now.voided
        # The state of a turn is the one after its last entry; turn 0 is the start.
        self.ends: dict[int, int] = {0: 0}
        for entry in self.entries:
            self.ends[entry.turn] = entry.seq

    def state_at(self, seq: int) -> State:
        """Return the state after an entry, with today's variables whatever version recorded it."""
        return state_of(self.replay, seq)

    def standing(self, *types: str) -> Iterator[Entry]:
        """Yield the entries of the given types that were not taken back."""
        return (e for e in self.entries if e.type in types and e.seq not in self.undone)

    def notes_of(self, *kinds: str) -> Iterator[Note]:
        """Yield the notes of the given kinds, oldest first."""
        return (note for note in self.notes if note.kind in kinds)

    def turn_of(self, seq: int) -> int:
        """Return the turn in which an entry stands; 0 for none."""
        return self.entries[seq - 1].turn if 1 <= seq <= len(self.entries) else 0


def state_of(replay: Replay, seq: int) -> State:
    """Return the state after an entry, with today's variables whatever version recorded it."""
    return lifted(replay.state_at(seq), replay.world.sizes)


def clock(at: str) -> str:
    """Return a stamp of the record as people read it, to the minute, in UTC."""
    try:
        return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M}"
    except ValueError:
        return at


def span(seconds: float) -> str:
    """Say a length of time in the largest fitting unit."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    if seconds < 3600:
        return f"{seconds / 60:.0f} min"
    return f"{int(seconds // 3600)} h {int(seconds % 3600 // 60):02d} min"


def long_date(day: date) -> str:
    """Return a date as a report has it, such as 4 May 2026."""
    return f"{day.day} {day:%B %Y}"
