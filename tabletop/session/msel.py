"""The MSEL in play: for every inject what was planned and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tabletop.rules import triggers
from tabletop.session.record import Entry
from tabletop.world.state import State
from tabletop.world.variables import INJECT_STATUS, NEVER
from tabletop.world.world import World

AD_HOC = "ad_hoc"


@dataclass(frozen=True, slots=True)
class InjectRow:
    """One row of the MSEL, planned against actual.

    ``status`` is ``idle``, ``deferred``, ``delivered``, ``answered``, ``expired`` or ``skipped``.
    ``planned_turn`` is the author's turn, ``due_turn`` the turn for which it stands now (both None
    when it waits for its condition or the facilitator's hand).  ``delivered_seq`` is the entry
    that delivered it last, ``turn`` the turn of that, ``answer`` the chosen option or the words.
    An ad hoc inject has its entry as ``id`` (``ad_hoc/17``).
    """

    id: str
    title: str
    kind: str
    category: str
    channel: str
    sender: str
    addressees: tuple[str, ...]
    text: str
    manual: bool
    planned_turn: int | None
    due_turn: int | None
    status: str
    delivered_seq: int | None
    turn: int | None
    times: int
    target: str
    answer: str
    answered_by: str
    reason: str


def rows(
    world: World, state: State, entries: Iterable[Entry], voided: frozenset[int]
) -> list[InjectRow]:
    """List every inject of the scenario, then those made up on the spot, as they stand."""
    last: dict[str, dict[str, Entry]] = {}
    made_up = []
    for entry in entries:
        if entry.seq in voided:
            continue
        if entry.type == AD_HOC:
            made_up.append(_made_up(entry))
        elif entry.type in ("deliver", "respond", "defer", "skip"):
            last.setdefault(str(entry.act["inject"]), {})[entry.type] = entry
    planned = [
        _row(world, state, i, last.get(inject.id, {})) for i, inject in enumerate(world.injects)
    ]
    return planned + made_up


def _row(world: World, state: State, number: int, last: dict[str, Entry]) -> InjectRow:
    inject = world.injects[number]
    delivered, answer = last.get("deliver"), last.get("respond")
    if answer is not None and delivered is not None and answer.seq < delivered.seq:
        answer = None  # an answer to an earlier delivery
    due = int(state.inject_due[0, number])
    status = INJECT_STATUS[int(state.inject_status[0, number])]
    put_off = last.get("defer")
    if status == "idle" and put_off is not None and due == int(put_off.act["turn"]):
        status = "deferred"
    reason = {"deferred": put_off, "skipped": last.get("skip")}.get(status)
    return InjectRow(
        id=inject.id, title=inject.title, kind=inject.kind, category=inject.category,
        channel=inject.channel, sender=inject.sender, addressees=inject.addressees,
        text=inject.text, manual=inject.trigger.manual, planned_turn=inject.trigger.turn,
        due_turn=None if due == NEVER else due, status=status,
        delivered_seq=None if delivered is None else delivered.seq,
        turn=None if delivered is None else delivered.turn,
        times=int(state.inject_count[0, number]),
        target=target_name(world, number, int(state.inject_target[0, number])),
        answer="" if answer is None else str(answer.act["option"] or answer.act["words"]),
        answered_by="" if answer is None else answer.by,
        reason="" if reason is None else str(reason.act["reason"]),
    )  # fmt: skip


def _made_up(entry: Entry) -> InjectRow:
    act = entry.act
    return InjectRow(
        id=f"{AD_HOC}/{entry.seq}", title=act["title"], kind=act["kind"], category=AD_HOC,
        channel=act["channel"], sender=act["sender"], addressees=tuple(act["addressees"]),
        text=act["text"], manual=True, planned_turn=None, due_turn=None, status="delivered",
        delivered_seq=entry.seq, turn=entry.turn, times=1, target="", answer="", answered_by="",
        reason="",
    )  # fmt: skip


def target_name(world: World, inject: int, target: int) -> str:
    """Return the id of what an inject was aimed at; empty when at nothing."""
    dimension = triggers.table(world).rows[inject].target.dimension
    names = world.names.get(dimension, ())
    return names[target] if 0 <= target < len(names) else ""
