"""What the timeline shows of a moment: marks in lanes, turn by turn; no Qt, no pixels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from tabletop.session.moment import Moment, findings_of, inject_rows, timeline_items
from tabletop.session.record import Entry

LANES = ("play", "injects", "orders", "rulings", "incidents")
"""The lanes from top to bottom."""
INCIDENTS = frozenset({"probe", "violations", "attributed", "strikes", "sabotage", "casualties"})
"""Kinds of finding that count as incidents."""
_LANE = {
    "turn": "play", "phase": "play", "clock": "play", "inject": "injects", "order": "orders",
    "ruling": "rulings", "note": "rulings",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: in which lane, where in turns (2.5 is the middle of turn 2), and what it is.

    ``seq`` is its entry, None for what is only planned.  ``kind`` is turn, phase, clock, inject,
    planned, order, ruling, note or incident; a mark that no longer ``stands`` was taken back.
    """

    lane: str
    place: float
    seq: int | None
    kind: str
    stands: bool = True
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """All marks of a session for a seat, and where each entry lies, in turns."""

    turns: int
    marks: tuple[Mark, ...]
    places: Mapping[int, float]
    last: int

    def entry_at(self, place: float) -> int:
        """Return the last entry at or before a place, 0 before the first."""
        return max((seq for seq, at in self.places.items() if at <= place + 1e-9), default=0)

    def nearest(self, place: float) -> int:
        """Return the entry nearest to a place."""
        return min(self.places, key=lambda seq: (abs(self.places[seq] - place), seq), default=0)


def timeline_of(moment: Moment) -> Timeline:
    """Lay out the entries that a seat may see, and what the MSEL plans for later turns.

    ``moment`` is the latest one, whatever is looked at.
    """
    places = _places(moment)
    marks: list[Mark] = []
    entries = {entry.seq: entry for entry in moment.entries}
    for item in timeline_items(moment):
        place = places[item.seq]
        marks.append(Mark(_LANE[item.kind], place, item.seq, item.kind, item.stands))
        if any(one.kind in INCIDENTS for one in findings_of(entries[item.seq])):
            marks.append(Mark("incidents", place, item.seq, "incident", item.stands))
    marks += _planned(moment)
    return Timeline(moment.world.scenario.turns, tuple(marks), places, moment.seq)


def _places(moment: Moment) -> dict[int, float]:
    """Spread the entries of each turn evenly over its width; the present turn fills up."""
    by_turn: dict[int, list[Entry]] = defaultdict(list)
    for entry in moment.entries:
        by_turn[entry.turn].append(entry)
    places = {0: 0.0}
    for turn, entries in by_turn.items():
        ends = turn < moment.turn or moment.phase in ("feedback", "ended")
        room = len(entries) + (0 if ends else max(4, len(entries) // 2))
        for i, entry in enumerate(entries):
            places[entry.seq] = turn + (i + 0.5) / room
    return places


def _planned(moment: Moment) -> list[Mark]:
    """Marks for injects that are due in later turns, for those who may see the MSEL."""
    due: dict[int, list[str]] = defaultdict(list)
    for row in inject_rows(moment):
        if row.status in ("idle", "deferred") and row.due_turn and row.due_turn >= moment.turn:
            due[row.due_turn].append(row.title)
    marks = []
    for turn, titles in due.items():
        for i, title in enumerate(titles):
            place = turn + (i + 1) / (len(titles) + 1)
            if turn == moment.turn:
                place = turn + 0.6 + 0.4 * (i + 1) / (len(titles) + 1)
            marks.append(Mark("injects", place, None, "planned", True, title))
    return marks
