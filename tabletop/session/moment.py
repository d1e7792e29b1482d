"""The moment: everything that a panel shows, in play and in debrief alike, and for whom.

A Moment never changes; the functions beside it read it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from tabletop.rules.findings import Finding
from tabletop.session.course import Course, opens_turn
from tabletop.session.estimates import error_of, put_estimates, withheld
from tabletop.session.msel import InjectRow, rows
from tabletop.session.phases import seconds_left
from tabletop.session.record import Entry, Json
from tabletop.session.seats import PUBLIC_CHANNELS, is_red, reaches
from tabletop.world.luck import Outcome
from tabletop.world.scenario import Scenario, Seat
from tabletop.world.state import State
from tabletop.world.variables import NEVER
from tabletop.world.world import World

HIDDEN_PHASES = ("brief", "orders")
"""The phases in which players do not see each other's orders of the turn: until orders close."""
KEPT_FROM_ALL = (*HIDDEN_PHASES, "adjudication")
"""Those in which observers and the room do not see them: until they are carried out."""
_TAKING = ("take_back", "void")


@dataclass(frozen=True)
class Moment:
    """An exercise as it stood after entry ``seq``.

    ``previous`` is the state one entry before, ``opened`` the one in which the turn opened (after
    entry ``opened_seq``).  ``entries`` are all entries up to here; ``voided`` the numbers of those
    that no longer stand.  ``seat`` is for whom it is shown (None: everything).  ``live`` tells play
    from debrief; ``date`` is scenario time; ``seed`` keys the estimates of seats.  ``proposals``
    are the outcomes up for adjudication; ``history`` the states in which the turns so far opened,
    turn 1 first; ``due`` the ids of the injects that are due now, in play and for those who see
    the MSEL.  ``course`` is the whole record where all of it may be seen: only to look up entries
    by what they are (``entries_of``, ``telling_entries``).
    """

    world: World
    state: State
    previous: State | None
    opened: State
    seq: int
    turn: int
    phase: str
    held: bool
    opened_seq: int
    entries: tuple[Entry, ...]
    voided: frozenset[int]
    seat: str | None
    live: bool
    date: date
    seed: int = 0
    proposals: tuple[Outcome, ...] = ()
    history: tuple[State, ...] = ()
    due: tuple[str, ...] = ()
    course: Course | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order of a turn as entered: by which seat, for which actor, and whether it stands."""

    seq: int
    by: str
    actor: str
    type: str
    order: Json
    intent: str
    rationale: str
    stands: bool


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """An entry on the timeline; ``kind`` is turn, phase, inject, order, ruling, note or clock."""

    seq: int
    turn: int
    kind: str
    at: datetime
    by: str
    stands: bool


def date_of(scenario: Scenario, turn: int) -> date:
    """Return the scenario date on which a turn begins; turn 0 and 1 begin on the start date."""
    start = date.fromisoformat(scenario.start_date)
    return start + timedelta(days=max(turn - 1, 0) * scenario.turn_days)


def outcome_data(outcome: Outcome) -> Json:
    """Write a contest's outcome as plain data."""
    return {**asdict(outcome), "terms": [list(term) for term in outcome.terms]}


def outcome_of(data: Mapping[str, Any]) -> Outcome:
    """Read what ``outcome_data`` wrote; raises ``KeyError`` or ``TypeError`` for other data."""
    terms = tuple((str(name), float(value)) for name, value in data["terms"])
    return Outcome(**{**data, "terms": terms})


def orders_of_turn(moment: Moment) -> list[OrderRow]:
    """List the orders entered in the present turn, those taken back too, oldest first."""
    return [
        _order_row(entry, entry.seq not in moment.voided)
        for entry in moment.entries
        if entry.seq > moment.opened_seq and entry.type == "order"
    ]


def _order_row(entry: Entry, stands: bool) -> OrderRow:
    order = entry.act["order"]
    return OrderRow(
        entry.seq, entry.by, str(order.get("actor", "")), str(order.get("type", "")), order,
        str(order.get("intent", "")), str(order.get("rationale", "")), stands,
    )  # fmt: skip


def inject_rows(moment: Moment) -> list[InjectRow]:
    """List the rows of the MSEL: all of them, or for a seat those that have reached it."""
    told = entries_of(moment, "deliver", "respond", "defer", "skip", "ad_hoc")
    found = rows(moment.world, moment.state, told, moment.voided)
    seat = _seat(moment)
    if seat is None:
        return found
    return [
        row
        for row in found
        if row.delivered_seq is not None and reaches(moment.world, seat, row.addressees)
    ]


_KINDS = {
    "start_ex": "turn", "advance": "phase", "order": "order", "take_back": "order",
    "void": "ruling", "ruling": "ruling", "deliver": "inject", "defer": "inject",
    "skip": "inject", "ad_hoc": "inject", "respond": "inject", "observation": "note",
    "assign": "clock",
}  # fmt: skip


def timeline_items(moment: Moment) -> list[TimelineItem]:
    """List the entries up to the moment as points of a timeline, oldest first."""
    return [
        TimelineItem(
            entry.seq,
            entry.turn,
            "turn" if opens_turn(entry) else _KINDS.get(entry.type, "clock"),
            entry.when,
            entry.by,
            entry.seq not in moment.voided,
        )
        for entry in moment.entries
    ]


def released_texts(moment: Moment) -> Iterator[Entry]:
    """Yield the entries by which injects, planned or ad hoc, were delivered and still stand."""
    for entry in entries_of(moment, "deliver", "ad_hoc"):
        if entry.seq not in moment.voided:
            yield entry


def entries_of(moment: Moment, *types: str) -> list[Entry]:
    """List the entries of some types up to the moment that its seat may see, oldest first."""
    course = moment.course
    if course is None:
        return [entry for entry in moment.entries if entry.type in types]
    found: list[int] = []
    for one in types:
        numbers = course.of_type.get(one, [])
        found += numbers[: bisect_right(numbers, moment.seq)]
    return [course.entries[number - 1] for number in sorted(found)]


def telling_entries(moment: Moment) -> list[Entry]:
    """List the entries up to the moment that brought findings to its seat, oldest first."""
    course = moment.course
    if course is None:
        return [entry for entry in moment.entries if entry.findings]
    numbers = course.telling[: bisect_right(course.telling, moment.seq)]
    return [course.entries[number - 1] for number in numbers]


def findings_of(entry: Entry) -> list[Finding]:
    """Read the findings of an entry."""
    return [Finding.from_json(one) for one in entry.findings]


def clock_left(moment: Moment, now: datetime) -> float | None:
    """Seconds left on the orders clock; None before it ever ran in this exercise."""
    clock = entries_of(moment, "start_ex", "advance", "end_ex", "hold", "resume")
    return seconds_left(clock, moment.world.scenario.order_minutes, now)


def visible_to(moment: Moment, seat: str) -> Moment:
    """Return the moment as one seat may see it.

    The facilitator and the evaluator see everything.  Players do not see each other's orders until
    orders close, nor what these changed, others not until feedback; injects that were not
    delivered; rulings and observations; outcomes still to be decided.  In place of true pressure
    and of what only the other side knows they see estimates (``estimates.py``).  Raises
    ``KeyError`` when there is no such seat.
    """
    place = moment.world.scenario.seat(seat)
    if place.role in ("facilitator", "evaluator"):
        return replace(moment, seat=seat)
    hidden = _hidden_orders(moment, place)
    entries = tuple(
        _public(moment, place, entry)
        for entry in moment.entries
        if entry.seq not in hidden and _may_see(moment, place, entry)
    )
    previous = moment.previous
    if moment.entries and moment.entries[-1].seq in hidden:
        previous = None
    return replace(
        moment, seat=seat, entries=entries, proposals=(), due=(), course=None,
        state=_seen(moment, place, _without(moment, hidden)),
        previous=None if previous is None else _seen(moment, place, previous),
        opened=_seen(moment, place, moment.opened),
        history=tuple(_seen(moment, place, state) for state in moment.history),
    )  # fmt: skip


def _seat(moment: Moment) -> Seat | None:
    if moment.seat is None:
        return None
    place = moment.world.scenario.seat(moment.seat)
    return None if place.role in ("facilitator", "evaluator") else place


def _hidden_orders(moment: Moment, seat: Seat) -> frozenset[int]:
    """Numbers of the present turn's entries that are another seat's business."""
    if moment.phase not in (HIDDEN_PHASES if seat.role == "player" else KEPT_FROM_ALL):
        return frozenset()
    hidden: set[int] = set()
    for entry in moment.entries:
        if entry.seq <= moment.opened_seq:
            continue
        foreign = entry.type == "order" and not _own(entry, seat)
        undone = entry.type in _TAKING and int(entry.act["entry"]) in hidden
        if foreign or undone:
            hidden.add(entry.seq)
    return frozenset(hidden)


def _own(entry: Entry, seat: Seat) -> bool:
    return entry.by == seat.id or entry.act["order"].get("actor") in seat.actors


def _without(moment: Moment, hidden: frozenset[int]) -> State:
    """Return the state without the changes of hidden entries of this turn."""
    if not hidden:
        return moment.state
    state = moment.opened.copy()
    for entry in moment.entries:
        if entry.seq > moment.opened_seq and entry.seq not in hidden:
            state.apply(entry.delta)
    return state


def estimate_error(moment: Moment, name: str) -> float | None:
    """Return the standard error of what the moment's seat knows of a variable; None for the truth.

    Raises ``KeyError`` when the moment is shown to a seat that does not exist.
    """
    seat = _seat(moment)
    return None if seat is None else error_of(moment.world, moment.state, seat, name)


def kept_from(moment: Moment) -> tuple[str, ...]:
    """Return the variables whose true course is kept from the moment's seat."""
    seat = _seat(moment)
    return () if seat is None else withheld(moment.world, seat)


def _seen(moment: Moment, seat: Seat, state: State) -> State:
    """Return a state with estimates in place of what only the facilitator knows."""
    seen = state.copy()
    if not is_red(moment.world, seat):
        seen.pressure = seen.perceived_pressure
    put_estimates(moment.world, seen, seat, moment.seed)
    seen.misattributed[...] = 0
    waiting = seen.inject_turn < 0
    seen.inject_due = np.where(waiting, NEVER, seen.inject_due)
    return seen


_SECRET = ("ruling", "observation", "defer", "skip", "void")


def _may_see(moment: Moment, seat: Seat, entry: Entry) -> bool:
    if entry.by == seat.id:
        return True
    if entry.type in _SECRET:
        return False
    if entry.type == "assign":  # who sits at another seat is not told to its opponents
        return str(entry.act.get("seat")) == seat.id
    if seat.role == "room" and entry.type in ("order", "take_back", "respond"):
        return False
    if seat.role == "room" and _channel(moment, entry) in PUBLIC_CHANNELS:
        return True
    if entry.type == "ad_hoc":
        return reaches(moment.world, seat, entry.act.get("addressees", ()))
    if entry.type == "deliver":
        number = moment.world.index["inject"].get(str(entry.act["inject"]))
        return number is not None and reaches(
            moment.world, seat, moment.world.injects[number].addressees
        )
    return True


def _channel(moment: Moment, entry: Entry) -> str:
    """Return the channel of the inject that an entry delivered; empty for other entries."""
    if entry.type == "ad_hoc":
        return str(entry.act.get("channel", ""))
    if entry.type != "deliver":
        return ""
    number = moment.world.index["inject"].get(str(entry.act["inject"]))
    return "" if number is None else moment.world.injects[number].channel


def _public(moment: Moment, seat: Seat, entry: Entry) -> Entry:
    """Return an entry with only those findings that the seat learns of, and no odds or draws."""
    known = {"public", *seat.actors}
    if seat.role == "player":
        known.add("coalition")
    told = tuple(one for one in entry.findings if known & set(one.get("audience", ())))
    if len(told) == len(entry.findings) and not entry.outcomes:
        return entry
    return replace(entry, findings=told, outcomes=())
