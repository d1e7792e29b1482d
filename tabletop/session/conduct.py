"""What each act does: from where the exercise stands to where it stands then, or Refused.

Nothing here is written down or remembered: ``carry_out`` is a pure function of a Scene, so that
taking an act back, and verifying a record, is to carry out the same acts again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from tabletop.rules import triggers
from tabletop.rules.effects import EffectFault, compile_effects
from tabletop.rules.orders import OrderFault, parse_order
from tabletop.rules.orders import carry_out as carry_out_order
from tabletop.rules.refusals import Refusal
from tabletop.rules.turn import adjudicate, begin_turn
from tabletop.rules.words import refusal_words
from tabletop.session import acts
from tabletop.session.acts import Act
from tabletop.session.course import Done
from tabletop.session.phases import FOLLOWS, check_phase
from tabletop.session.refused import Refused, unknown
from tabletop.session.scene import Result, Scene
from tabletop.session.seats import check_seat, seat_of
from tabletop.world.luck import Outcome
from tabletop.world.state import State
from tabletop.world.variables import INJECT_STATUS
from tabletop.world.world import World

ONE = np.ones(1, dtype=np.bool_)
"""The mask of the only run of an exercise."""

VOIDABLE = (
    "order", "respond", "deliver", "defer", "skip", "ad_hoc", "ruling", "observation",
)  # fmt: skip
"""What the facilitator can declare void in the turn in which it was done."""
TAKEABLE = ("order", "respond", "observation")
"""What a seat can take back of its own in the turn in which it was done."""


def carry_out(scene: Scene, act: Act, by: str) -> Result:
    """Do an act for a seat and return what comes of it; the scene itself is not changed.

    Raises ``Refused`` when the act is not allowed.
    """
    seat = seat_of(scene.world.scenario, by)
    check_seat(scene.world, seat, act)
    check_phase(act, scene.phase, scene.held, seat.role)
    return _DOING[type(act)](scene, act, by)


def play_out(scene: Scene) -> Result:
    """Return what the turn comes to when it is committed as it stands, with all its contests."""
    if scene.played is not None:
        return scene.played
    state = scene.state.copy()
    ledger: list[Outcome] = []
    adjudicate(scene.world, state, scene.luck(rulings=scene.rulings, ledger=ledger))
    return Result(state, "feedback", False, tuple(ledger))


def proposals(scene: Scene) -> tuple[Outcome, ...]:
    """List the contests that the turn would decide if it were committed now."""
    return play_out(scene).outcomes


def _same(scene: Scene, **changed: Any) -> Result:
    return replace(Result(scene.state, scene.phase, scene.held), **changed)


def _start(scene: Scene, act: Act, by: str) -> Result:
    return _open_turn(scene)


def _open_turn(scene: Scene) -> Result:
    state = scene.state.copy()
    begin_turn(scene.world, state, scene.luck(turn=scene.turn + 1))
    return Result(state, "brief", False)


def _hold(scene: Scene, act: Act, by: str) -> Result:
    return _same(scene, held=True)


def _resume(scene: Scene, act: Act, by: str) -> Result:
    return _same(scene, held=False)


def _end(scene: Scene, act: Act, by: str) -> Result:
    state = scene.state.copy()
    state.ended[0] = 1
    return Result(state, "ended", False)


def _advance(scene: Scene, act: Act, by: str) -> Result:
    if scene.phase == "adjudication":
        return play_out(scene)
    if scene.phase != "feedback":
        return _same(scene, phase=FOLLOWS[scene.phase])
    if scene.state.ended[0]:
        raise Refused("state", "An end condition has been reached.", "End the exercise.")
    if scene.turn >= scene.world.scenario.turns:
        raise Refused("state", f"Turn {scene.turn} was the last.", "End the exercise.")
    return _open_turn(scene)


def _order(scene: Scene, act: acts.GiveOrder, by: str) -> Result:
    try:
        order = parse_order(act.order)
    except OrderFault as fault:
        raise Refused("words", str(fault)) from None
    world = scene.world
    asked = world.scenario.rationale_required and seat_of(world.scenario, by).role == "player"
    if asked and not order.rationale.strip():
        raise Refused("words", "This exercise asks for the reason of each order.", "Write it down.")
    state = scene.state.copy()
    code = int(carry_out_order(world, state, order)[0])
    if code:
        reason, remedy = refusal_words(world, scene.state, order, code)
        raise Refused(Refusal(code).name.lower(), reason, remedy)
    return _same(scene, state=state)


def _take_back(scene: Scene, act: acts.TakeBack, by: str) -> Result:
    one = _standing(scene, act.entry)
    if one.by != by:
        raise Refused("seat", f"Entry {act.entry} was made by the seat {one.by!r}.",
                      "The facilitator can declare it void.")  # fmt: skip
    if one.act.type not in TAKEABLE:
        raise Refused("state", f"Entry {act.entry} is of a kind that is not taken back.",
                      "The facilitator can declare some other kinds void.")  # fmt: skip
    return _without(scene, act.entry)


def _void(scene: Scene, act: acts.Void, by: str) -> Result:
    one = _standing(scene, act.entry)
    if one.act.type not in VOIDABLE:
        raise Refused("state", f"Entry {act.entry} is of a kind that cannot be declared void.")
    return _without(scene, act.entry)


def _standing(scene: Scene, entry: int) -> Done:
    for one in scene.done:
        if one.seq == entry:
            return one
    if not 1 <= entry <= scene.seq:
        raise Refused("unknown", f"There is no entry {entry}.")
    raise Refused(
        "state",
        f"Entry {entry} does not stand in this turn.",
        "Only acts of the present turn that have not been taken back can be undone.",
    )


def _without(scene: Scene, entry: int) -> Result:
    """Play the turn again from its opening without one entry; the luck is the same."""
    again = replace(scene, state=scene.opened, phase="brief", held=False, done=())
    outcomes: tuple[Outcome, ...] = ()
    for one in scene.done:
        if one.seq == entry:
            continue
        try:
            result = carry_out(again, one.act, one.by)
        except Refused as fault:
            raise Refused(
                "rests",
                f"Entry {one.seq} rests on entry {entry}: without it, {fault.reason}",
                f"Undo entry {one.seq} first.",
            ) from None
        outcomes = result.outcomes or outcomes
        again = replace(again, state=result.state, phase=result.phase, held=result.held,
                        done=(*again.done, one))  # fmt: skip
    return Result(again.state, scene.phase, scene.held, outcomes)


def _deliver(scene: Scene, act: acts.Deliver, by: str) -> Result:
    number = inject_number(scene.world, act.inject)
    inject, status = scene.world.injects[number], inject_status(scene.state, number)
    if status == "delivered":
        raise Refused("state", f"{inject.title!r} has been delivered and waits for an answer.")
    if status in ("answered", "expired") and not inject.trigger.repeatable:
        raise Refused("state", f"{inject.title!r} has been played and may not come twice.")
    state = scene.state.copy()
    target = None if act.target is None else _target(scene.world, number, act.target)
    triggers.deliver(scene.world, state, scene.luck(), number, ONE, target)
    return _same(scene, state=state)


def _target(world: World, inject: int, word: str) -> int:
    dimension = triggers.table(world).rows[inject].target.dimension
    if not dimension:
        title = world.injects[inject].title
        raise Refused("state", f"{title!r} is aimed at nothing.", "Name no target.")
    number = world.index[dimension].get(word)
    if number is None:
        raise unknown(dimension, word, world.index[dimension])
    return number


def _defer(scene: Scene, act: acts.Defer, by: str) -> Result:
    number = _waiting_in_tray(scene, act.inject)
    if act.turn <= scene.turn:
        raise Refused("state", f"Turn {act.turn} is not later than this turn ({scene.turn}).")
    state = scene.state.copy()
    triggers.defer(scene.world, state, number, act.turn, ONE)
    return _same(scene, state=state)


def _skip(scene: Scene, act: acts.Skip, by: str) -> Result:
    number = _waiting_in_tray(scene, act.inject)
    if inject_status(scene.state, number) == "skipped":
        raise Refused("state", f"{scene.world.injects[number].title!r} is left out already.")
    state = scene.state.copy()
    triggers.skip(scene.world, state, number, ONE)
    return _same(scene, state=state)


def _waiting_in_tray(scene: Scene, word: str) -> int:
    number = inject_number(scene.world, word)
    if inject_status(scene.state, number) == "delivered":
        title = scene.world.injects[number].title
        raise Refused("state", f"{title!r} has been delivered and waits for an answer.",
                      "Declare its delivery void first.")  # fmt: skip
    return number


def _ad_hoc(scene: Scene, act: acts.AdHoc, by: str) -> Result:
    try:
        effects = compile_effects(act.effects.items(), scene.world.index)
    except EffectFault as fault:
        raise Refused("effects", f"An effect cannot be read: {fault}.") from None
    state = scene.state.copy()
    effects.apply(scene.world, state, ONE)
    return _same(scene, state=state)


def _respond(scene: Scene, act: acts.Respond, by: str) -> Result:
    number = inject_number(scene.world, act.inject)
    inject, status = scene.world.injects[number], inject_status(scene.state, number)
    if status != "delivered":
        raise Refused("state", f"{inject.title!r} does not wait for an answer (it is {status}).")
    options = [option.id for option in inject.options]
    if act.option is not None and act.option not in options:
        raise unknown("option", act.option, options)
    state = scene.state.copy()
    triggers.respond(scene.world, state, scene.luck(), number, act.option, ONE)
    return _same(scene, state=state)


def _ruling(scene: Scene, act: acts.Ruling, by: str) -> Result:
    known = {(one.purpose, one.index) for one in proposals(scene)}
    if (act.purpose, act.index) not in known:
        raise Refused(
            "unknown",
            f"No outcome {act.purpose!r} with number {act.index} is to be decided in this turn.",
            "Choose one of the proposed outcomes.",
        )
    return _same(scene)


def _observe(scene: Scene, act: acts.Observation, by: str) -> Result:
    objectives = [one.id for one in scene.world.scenario.objectives]
    if act.objective is not None and act.objective not in objectives:
        raise unknown("objective", act.objective, objectives)
    if act.about is not None and act.about > scene.seq:
        raise Refused("unknown", f"There is no entry {act.about}.")
    return _same(scene)


def _assign(scene: Scene, act: acts.Assign, by: str) -> Result:
    if seat_of(scene.world.scenario, act.seat).role != "player":
        raise Refused("seat", f"The seat {act.seat!r} is no player's.",
                      "A policy can play the seats of players.")  # fmt: skip
    return _same(scene)


def inject_number(world: World, word: str) -> int:
    """Return the number of an inject; raises ``Refused`` with the nearest right word."""
    number = world.index["inject"].get(word)
    if number is None:
        raise unknown("inject", word, world.index["inject"])
    return number


def inject_status(state: State, number: int) -> str:
    """Return where an inject stands, as one of the words of ``INJECT_STATUS``."""
    return INJECT_STATUS[int(state.inject_status[0, number])]


_DOING: Mapping[type[Act], Callable[[Scene, Any, str], Result]] = {
    acts.StartEx: _start,
    acts.Hold: _hold,
    acts.Resume: _resume,
    acts.EndEx: _end,
    acts.Advance: _advance,
    acts.GiveOrder: _order,
    acts.TakeBack: _take_back,
    acts.Void: _void,
    acts.Deliver: _deliver,
    acts.Defer: _defer,
    acts.Skip: _skip,
    acts.AdHoc: _ad_hoc,
    acts.Respond: _respond,
    acts.Ruling: _ruling,
    acts.Observation: _observe,
    acts.Assign: _assign,
}
