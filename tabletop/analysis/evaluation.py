"""Evaluation: what injects asked for, what the seats did about it, and when.

The program only proposes whether an expected action was met, late or missed, from the orders and
answers of the record, and says on which entries the proposal rests; the evaluator decides, by a
tick kept beside the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tabletop.analysis.evidence import evidence_of
from tabletop.rules.order_titles import TITLES
from tabletop.session.note import Note
from tabletop.session.record import Entry
from tabletop.session.seats import is_addressed
from tabletop.world.injects import Inject
from tabletop.world.world import World

MET, LATE, MISSED, OPEN, UNSEEN = "met", "late", "missed", "open", "not seen in orders"
"""What can be proposed: ``OPEN`` while there is time left, ``UNSEEN`` when no order shows it."""


@dataclass(frozen=True, slots=True)
class ExpectedAction:
    """One expected action of a delivered inject.

    ``number`` counts from 1 within the inject.  ``proposed`` is the program's proposal and
    ``because`` its reason, resting on ``entries``; ``decided`` is the evaluator's word, or empty,
    and ``by`` the seat that gave it.
    """

    inject: str
    number: int
    text: str
    proposed: str
    because: str
    entries: tuple[int, ...]
    decided: str = ""
    by: str = ""
    remark: str = ""

    @property
    def status(self) -> str:
        """What counts: the evaluator's word, else the proposal."""
        return self.decided or self.proposed


@dataclass(frozen=True, slots=True)
class Latency:
    """How long a delivered inject waited for the first act of those it was meant for.

    ``delivered`` and ``entry`` are entry numbers; ``seconds`` is wall clock, ``turns`` scenario
    turns.
    """

    inject: str
    delivered: int
    entry: int
    seconds: float
    turns: int


def standing(entries: Iterable[Entry], undone: frozenset[int]) -> list[Entry]:
    """List the entries that were not taken back or voided."""
    return [entry for entry in entries if entry.seq not in undone]


def expected_actions(
    world: World, entries: Sequence[Entry], undone: frozenset[int] = frozenset(),
    notes: Iterable[Note] = (),
) -> list[ExpectedAction]:  # fmt: skip
    """Propose, for every expected action of every delivered inject, whether it was met.

    An action counts as met when an order or answer that speaks to it stands between the delivery
    and the end of the inject's deadline (in turns, at least the turn of delivery), as late when it
    came afterwards.  Of an inject delivered several times the last delivery counts.
    """
    acts = standing(entries, undone)
    ticks = {(note.data.get("inject"), note.data.get("action")): note
             for note in notes if note.kind == "tick"}  # fmt: skip
    last_turn = acts[-1].turn if acts else 0
    ended = any(entry.type == "end_ex" for entry in acts)
    found = []
    for inject, delivery in _delivered(world, acts):
        after = [entry for entry in acts if entry.seq > delivery.seq]
        until = delivery.turn + max(inject.deadline - 1, 0)
        for number, text in enumerate(inject.expected_actions, 1):
            proposed, because, cited = _judge(
                world, inject, text, after, until, over=ended or last_turn > until
            )
            tick = ticks.get((inject.id, number))
            found.append(ExpectedAction(
                inject.id, number, text, proposed, because, (delivery.seq, *cited),
                "" if tick is None else str(tick.data["status"]),
                "" if tick is None else tick.author, "" if tick is None else tick.text,
            ))  # fmt: skip
    return found


def _delivered(world: World, acts: Sequence[Entry]) -> Iterator[tuple[Inject, Entry]]:
    last = {str(entry.act["inject"]): entry for entry in acts if entry.type == "deliver"}
    for inject in world.injects:
        if inject.id in last and inject.expected_actions:
            yield inject, last[inject.id]


def _judge(
    world: World, inject: Inject, text: str, after: Sequence[Entry], until: int, *, over: bool
) -> tuple[str, str, tuple[int, ...]]:
    evidence = evidence_of(text)
    if not evidence:
        return UNSEEN, "no order could show it; the evaluator decides", ()
    for entry in after:
        if entry.type == "respond" and evidence.answer and entry.act["inject"] == inject.id:
            what = "answered"
        elif entry.type == "order" and _speaks_to(world, inject, entry, evidence.orders):
            what = _order(str(entry.act["order"]["type"]))
        else:
            continue
        if entry.turn <= until:
            return MET, f"{what}, in time", (entry.seq,)
        return LATE, f"{what}, {_turns(entry.turn - until)} late", (entry.seq,)
    if not over:
        return OPEN, "there is still time", ()
    asked = ["an answer"] if evidence.answer else []
    asked += [f"“{_order(order)}”" for order in evidence.orders[:3]]
    return MISSED, f"nothing given such as {', '.join(asked)}", ()


def _order(kind: str) -> str:
    """Return what people call a kind of order, for the middle of a sentence."""
    title = TITLES.get(kind, kind.replace("_", " "))
    return f"{title[:1].lower()}{title[1:]}" if title[1:2].islower() else title


def _speaks_to(world: World, inject: Inject, entry: Entry, orders: tuple[str, ...]) -> bool:
    order = entry.act["order"]
    if order.get("type") not in orders:
        return False
    seat = next((one for one in world.scenario.seats if one.id == entry.by), None)
    # The facilitator enters orders for whoever has no machine: the actor tells whose they are.
    if seat is None or seat.role != "player":
        seat = next((one for one in world.scenario.seats if order.get("actor") in one.actors), None)
    return seat is not None and is_addressed(world, seat, inject.id)


def _turns(number: int) -> str:
    return f"{number} turn{'s' if number != 1 else ''}"


def latencies(
    world: World, entries: Sequence[Entry], undone: frozenset[int] = frozenset()
) -> list[Latency]:
    """Measure from each delivery to the first answer, or order of a seat that it addressed.

    A delivery that nobody acted on before the same inject came again, or at all, gives none.
    """
    acts = standing(entries, undone)
    asked = {inject.id: _addressed(world, inject.id) for inject in world.injects}
    found = []
    for place, entry in enumerate(acts):
        name = str(entry.act.get("inject"))
        if entry.type != "deliver" or name not in asked:
            continue
        for later in acts[place + 1 :]:
            if later.type == "deliver" and later.act["inject"] == name:
                break
            if _acts_on(name, asked[name], later):
                seconds = max(0.0, (later.when - entry.when).total_seconds())
                found.append(Latency(name, entry.seq, later.seq, seconds, later.turn - entry.turn))
                break
    return found


def _addressed(world: World, inject: str) -> frozenset[str]:
    """Return the actors whose players an inject is meant for."""
    seats = [seat for seat in world.scenario.seats if seat.role == "player"]
    return frozenset(
        actor for seat in seats if is_addressed(world, seat, inject) for actor in seat.actors
    )


def _acts_on(inject: str, asked: frozenset[str], entry: Entry) -> bool:
    if entry.type == "respond":
        return bool(entry.act["inject"] == inject)
    return entry.type == "order" and entry.act["order"].get("actor") in asked
