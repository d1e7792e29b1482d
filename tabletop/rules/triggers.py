"""Triggers: when injects are due, how they are delivered, answered, and run out unanswered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.conditions import Condition, compile_condition
from tabletop.rules.effects import Effects, compile_effects
from tabletop.rules.targets import Target, compile_target
from tabletop.world.injects import Inject
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import INJECT_STATUS, NEVER
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

IDLE = INJECT_STATUS.index("idle")
DELIVERED = INJECT_STATUS.index("delivered")
ANSWERED = INJECT_STATUS.index("answered")
EXPIRED = INJECT_STATUS.index("expired")
SKIPPED = INJECT_STATUS.index("skipped")


@dataclass(frozen=True, slots=True)
class Prepared:
    """An inject with its condition, target and effects read."""

    inject: Inject
    condition: Condition
    target: Target
    effects: Effects
    options: tuple[Effects, ...]
    no_response: Effects


def prepare(inject: Inject, world: World) -> Prepared:
    """Read everything of an inject that is written in words.

    Raises ``ConditionFault``, ``EffectFault`` or ``TargetFault``.
    """
    names = world.index
    target = compile_target(inject.target, names)
    aimed_at = target.dimension
    return Prepared(
        inject,
        compile_condition(inject.trigger.condition, names),
        target,
        compile_effects(inject.effects, names, aimed_at),
        tuple(compile_effects(option.effects, names, aimed_at) for option in inject.options),
        compile_effects(inject.no_response, names, aimed_at),
    )


@dataclass(frozen=True, slots=True)
class Table:
    """All injects of a world as read, and their triggers as arrays, [inject]."""

    rows: tuple[Prepared, ...]
    scheduled: Bools
    earliest: Ints
    latest: Ints
    probability: NDArray[np.float64]
    repeatable: Bools
    deadline: Ints


def table(world: World) -> Table:
    """Return the world's injects as read; they are read once for each world."""
    kept = vars(world)  # beside the world's other arrays that are worked out once
    found = kept.get("inject_table")
    if not isinstance(found, Table):
        triggers = [one.trigger for one in world.injects]
        latest = [NEVER if t.latest is None else t.latest for t in triggers]
        found = kept["inject_table"] = Table(
            tuple(prepare(inject, world) for inject in world.injects),
            np.array([t.turn is not None for t in triggers], dtype=np.bool_),
            np.array([t.earliest for t in triggers], dtype=np.int64),
            np.array(latest, dtype=np.int64),
            np.array([t.probability for t in triggers], dtype=np.float64),
            np.array([t.repeatable for t in triggers], dtype=np.bool_),
            np.array([max(one.deadline, 1) for one in world.injects], dtype=np.int64),
        )
    return found


def schedule(world: World, state: State) -> None:
    """Write the fixed turns of scheduled injects into a fresh state."""
    for i, inject in enumerate(world.injects):
        if inject.trigger.turn is not None:
            state.inject_due[:, i] = inject.trigger.turn


def due(world: World, state: State, luck: Luck) -> Bools:
    """Tell which injects are due now, [run, inject].

    An inject is due when its planned turn has come, or when it has none, its condition holds and
    the draw of this turn falls under its probability.  One that waits for an answer, was dealt
    with this turn, or may not come twice, is not due.
    """
    known = table(world)
    turn = state.turn[:, None]
    status = state.inject_status
    again = known.repeatable[None] & (status != DELIVERED) & (status != SKIPPED)
    free = (
        ((status == IDLE) | again)
        & (state.inject_turn != turn)
        & ~state.ended.astype(bool)[:, None]
    )
    planned = state.inject_due <= turn
    window = (known.earliest[None] <= turn) & (turn <= known.latest[None])
    open_to_chance = free & window & ~known.scheduled[None] & (state.inject_due == NEVER)
    drawn = luck.uniform("inject", len(world.injects)) < known.probability[None]
    holds = np.zeros_like(free)
    for i, row in enumerate(known.rows):
        if not known.scheduled[i]:
            holds[:, i] = row.condition(state)
    return np.asarray((free & planned) | (open_to_chance & drawn & holds))


def choose_target(world: World, state: State, luck: Luck, inject: int | str) -> Ints:
    """Choose what the inject is aimed at in each run, [run]; -1 where it has no target."""
    i = number(world, inject)
    purpose = f"target/{world.injects[i].id}"
    return table(world).rows[i].target.choose(world, state, luck, purpose)


def deliver(
    world: World,
    state: State,
    luck: Luck,
    inject: int | str,
    runs: Bools,
    target: Ints | int | None = None,
) -> None:
    """Deliver the inject where ``runs`` [run] is true: its effects happen, its clock starts.

    ``target`` fixes what it is aimed at; otherwise the inject's own rule chooses.
    """
    i = number(world, inject)
    if target is None:
        aim = choose_target(world, state, luck, i)
    else:
        aim = np.array(np.broadcast_to(np.asarray(target, dtype=np.int64), (state.runs,)))
    state.inject_status[runs, i] = DELIVERED
    state.inject_turn[runs, i] = state.turn[runs]
    state.inject_target[runs, i] = aim[runs]
    state.inject_due[runs, i] = NEVER
    state.inject_option[runs, i] = -1
    state.inject_count[runs, i] += 1
    table(world).rows[i].effects.apply(world, state, runs, aim)


def respond(
    world: World,
    state: State,
    luck: Luck,
    inject: int | str,
    option: int | str | None,
    runs: Bools,
) -> None:
    """Answer a delivered inject with one of its options; ``None`` is an answer in words.

    Runs in which it does not wait for an answer are left alone.  Branches of the option are
    planned by luck, so the same answer in the same turn always leads on the same way.
    """
    i = number(world, inject)
    row = table(world).rows[i]
    runs = runs & (state.inject_status[:, i] == DELIVERED)
    state.inject_status[runs, i] = ANSWERED
    if option is None:
        return
    chosen = option_number(row.inject, option)
    state.inject_option[runs, i] = chosen
    target = state.inject_target[:, i].astype(np.int64)
    row.options[chosen].apply(world, state, runs, target)
    for place, branch in enumerate(row.inject.options[chosen].branches):
        to = number(world, branch.inject)
        drawn = luck.uniform(f"branch/{row.inject.id}/{chosen}/{place}")[:, 0] < branch.probability
        plan(state, to, state.turn + branch.delay, runs & drawn)


def plan(state: State, inject: int, turn: NDArray[np.int32] | int, runs: Bools) -> None:
    """Plan the inject for a turn where ``runs`` is true."""
    state.inject_due[:, inject] = np.where(runs, turn, state.inject_due[:, inject])


def defer(world: World, state: State, inject: int | str, turn: int, runs: Bools) -> None:
    """Put off an inject that is due to a later turn."""
    plan(state, number(world, inject), turn, runs)


def skip(world: World, state: State, inject: int | str, runs: Bools) -> None:
    """Leave out an inject that is due; a repeatable one may come again in a later turn."""
    i = number(world, inject)
    state.inject_status[runs, i] = SKIPPED
    state.inject_due[runs, i] = NEVER


def expire(world: World, state: State) -> None:
    """Close injects whose time to answer is over; being left unanswered has its own effects."""
    known = table(world)
    age = state.turn[:, None] - state.inject_turn + 1
    late = (state.inject_status == DELIVERED) & (age >= known.deadline[None])
    for i, row in enumerate(known.rows):
        if not late[:, i].any():
            continue  # nothing to do in any run, and most injects are not open
        if not row.inject.options and not row.no_response.steps:
            # A piece of news asks for no answer.
            state.inject_status[late[:, i], i] = ANSWERED
            continue
        state.inject_status[late[:, i], i] = EXPIRED
        target = state.inject_target[:, i].astype(np.int64)
        row.no_response.apply(world, state, late[:, i], target)


def reopen(world: World, state: State) -> None:
    """Let repeatable injects that were left out come up again in a new turn."""
    again = (state.inject_status == SKIPPED) & table(world).repeatable[None]
    state.inject_status = np.where(again, IDLE, state.inject_status)


def number(world: World, inject: int | str) -> int:
    """Return the number of an inject by number or id; raises ``KeyError`` when there is none."""
    return inject if isinstance(inject, int) else world.index["inject"][inject]


def option_number(inject: Inject, option: int | str) -> int:
    """Return the number of an option by number or id; raises ``KeyError`` when there is none."""
    if isinstance(option, int):
        return option
    for i, one in enumerate(inject.options):
        if one.id == option:
            return i
    raise KeyError(option)
