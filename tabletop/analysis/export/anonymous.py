"""A record without people: seats get numbers, and what people wrote is left out.

What is removed: the names and ids of seats, the point of contact, the name of the session file, and
every word that a person typed (intents, rationales, reasons, answers in words, ad hoc injects,
observations, notes, arguments).  Free text may hold names, and no program can tell; so none of it
is kept.  What stays: the parties of the scenario and their orders, chosen options, injects of the
script, rulings with odds, ratings, times, findings and all states.  Hashes stay as well: they
identify the file for those who hold it, and tell nothing to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from typing import Any

from tabletop.rules.orders import ORDERS
from tabletop.rules.orders.base import MOST_WORDS
from tabletop.session.course import Course
from tabletop.session.note import Note
from tabletop.session.record import Entry
from tabletop.session.replay import Replay
from tabletop.world.scenario import Seat
from tabletop.world.world import World

REMOVED = "[removed]"
_KEPT = ("type", "inject", "option", "entry", "turn", "purpose", "index", "result", "kind",
         "objective", "rating", "about", "effects")  # fmt: skip
"""What of an act is no free text."""
_KEPT_OF_NOTES = ("rating", "objective", "task", "inject", "status", "action", "place")


def anonymous(replay: Replay, notes: Iterable[Note] = ()) -> tuple[Replay, tuple[Note, ...]]:
    """Return a replay and notes that name nobody; the originals stay as they are."""
    hand = _Hand(replay.world, replay.course.entries)
    made = copy(replay)
    seats = tuple(
        replace(seat, id=hand.seats[seat.id], name=hand.names[seat.id], briefing="")
        for seat in replay.world.scenario.seats
    )
    scenario = replace(
        replay.world.scenario, seats=seats,
        contact=REMOVED if replay.world.scenario.contact else "",
    )  # fmt: skip
    made.world = replace(replay.world, scenario=scenario)
    made.course = Course(hand.entry(entry) for entry in replay.course.entries)
    return made, tuple(hand.note(note) for note in notes)


class _Hand:
    """Takes people out of one record."""

    def __init__(self, world: World, entries: Iterable[Entry]) -> None:
        self.world = world
        self.known = {name for names in world.names.values() for name in names}
        self.seats: dict[str, str] = {}
        self.names: dict[str, str] = {}
        counts: dict[str, int] = {}
        for seat in world.scenario.seats:
            self._number(seat, counts)
        self.typed: set[str] = set()
        for entry in entries:
            self._collect(entry.act, ())

    def _number(self, seat: Seat, counts: dict[str, int]) -> None:
        number = counts[seat.role] = counts.get(seat.role, 0) + 1
        self.seats[seat.id] = f"{seat.role}_{number}"
        self.names[seat.id] = f"{seat.role.capitalize()} {number}"

    def _collect(self, value: Any, keys: tuple[str, ...]) -> None:
        """Gather every text that somebody typed, to find it again in findings."""
        if isinstance(value, Mapping):
            if not keys and value.get("type") == "assign":
                return  # names of policies are words of the program, and a file's are left out
            for key, inner in value.items():
                if keys or key not in _KEPT:
                    self._collect(inner, (*keys, str(key)))
        elif isinstance(value, list | tuple):
            for inner in value:
                self._collect(inner, keys)
        elif isinstance(value, str) and len(value) > 2 and self._is_typed(value, keys):
            self.typed.add(value)

    def _is_typed(self, value: str, keys: tuple[str, ...]) -> bool:
        if keys[:1] == ("order",):
            return keys[-1] in ("intent", "rationale")
        return value not in self.known and value not in self.seats

    def entry(self, entry: Entry) -> Entry:
        """Return an entry that names nobody and quotes nobody."""
        return replace(
            entry, by=self.seats.get(entry.by, "somebody"), act=self.act(entry.act),
            findings=tuple(self._scrubbed(one) for one in entry.findings),
            outcomes=tuple(self._scrubbed(one) for one in entry.outcomes),
        )  # fmt: skip

    def act(self, act: Mapping[str, Any]) -> dict[str, Any]:
        """Return an act without free text; its type and particulars stay."""
        made: dict[str, Any] = {}
        if act.get("type") == "assign":
            return self._assigned(act)
        for key, value in act.items():
            if key == "order":
                made[key] = self._order(value)
            elif key in _KEPT:
                made[key] = value
            elif key == "addressees":
                plain = self.known | self.seats.keys() | self._groups
                made[key] = [self.seats.get(one, one) for one in value if one in plain]
            elif key == "target":
                made[key] = value if value in self.known else None
            elif isinstance(value, list | tuple):
                made[key] = []
            elif isinstance(value, str):
                made[key] = REMOVED if value else ""
            else:
                made[key] = None if value is not None else value
        return made

    def _assigned(self, act: Mapping[str, Any]) -> dict[str, Any]:
        """Return who plays a seat; of a user's own program only that it was one."""
        own = bool(act.get("file"))
        return {**act, "seat": self.seats.get(str(act.get("seat")), "somebody"),
                "policy": REMOVED if own else act.get("policy", ""),
                "file": REMOVED if own else ""}  # fmt: skip

    def _order(self, order: Mapping[str, Any]) -> dict[str, Any]:
        kind = ORDERS.get(str(order.get("type")))
        fields = kind.model_fields if kind else {}
        made = {}
        for key, value in order.items():
            free = key in ("intent", "rationale") or key not in fields
            long = isinstance(value, str) and len(value) > MOST_WORDS
            made[key] = (REMOVED if value else "") if free or long else value
        return made

    @property
    def _groups(self) -> set[str]:
        groups = {group for actor in self.world.actors for group in actor.groups}
        return groups | {"coalition_command", "all"}

    def note(self, note: Note) -> Note:
        """Return a note that names nobody and quotes nobody."""
        data = {
            key: value if key in _KEPT_OF_NOTES and not self._is_words(key, value) else REMOVED
            for key, value in note.data.items()
        }
        return replace(note, author=self.seats.get(note.author, "somebody"),
                       text=REMOVED if note.text else "", data=data)  # fmt: skip

    def _is_words(self, key: str, value: Any) -> bool:
        """Tell whether a field of a note that may hold a number holds words instead."""
        return key == "action" and not isinstance(value, int)

    def _scrubbed(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {self._scrubbed(key): self._scrubbed(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self._scrubbed(inner) for inner in value]
        if not isinstance(value, str) or value in self.known:
            return value
        if value in self.seats:
            return self.seats[value]
        return REMOVED if any(text in value for text in self.typed) else value
