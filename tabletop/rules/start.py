"""The start: the state of the world before the first turn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.agreement import weigh_composition
from tabletop.rules.america import autonomy, warning
from tabletop.rules.burden import compare
from tabletop.rules.capitals import french_vote_turn
from tabletop.rules.codes import DEPLOYED, IN_UKRAINE, REAR_ONLY
from tabletop.rules.derive import derive
from tabletop.rules.drift import by_actor, by_sector, values
from tabletop.rules.effects import compile_effects
from tabletop.rules.institution import first_alignment
from tabletop.rules.membership import enlist
from tabletop.rules.red_lines import crossed
from tabletop.rules.sustainment import carried, start_pledges, throughput
from tabletop.rules.triggers import schedule
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import ENABLERS, NEVER
from tabletop.world.world import World

LADDER = ("none", "statement", "intent", "commitment", "offered", "deployed")
"""Rungs of the commitment ladder [seed 002, 003]."""

_RUNG_OF_ROLE = {
    "lead": "commitment", "host": "commitment", "guarantor": "intent",
    "core": "intent", "member": "intent", "candidate": "statement",
}  # fmt: skip


Standing = tuple[int, int, int]
"""A force and a node by their numbers, and the tier from 1 in which the force stands there."""


def initial_state(world: World, runs: int = 1) -> State:
    """Make the state before the first turn: actors, ground, deployments, then the scenario's own.

    Variables that the rules work out are worked out, so every measure can be taken at turn 0.
    Raises ``EffectFault`` when the scenario sets something that cannot be set.
    """
    state = opening_states(world, [()])
    return state if runs == 1 else state.repeat(runs)


def opening_states(world: World, added: Sequence[Sequence[Standing]]) -> State:
    """Make the state before the first turn with further deployments, a run for each set of them.

    A run is the same as the start of a scenario that lists those deployments after its own.
    """
    state = State.blank(world.sizes, 1)
    _actors(world, state)
    enlist(world, state)
    state.e3_alignment[:] = first_alignment(world)
    _ground(world, state)
    _enablers(world, state)
    state = state.repeat(len(added))
    _forces(world, state, added)
    start_pledges(world, state)
    schedule(world, state)
    state.season = season_of(world, state.turn)
    pairs = [(name, _as_set(value)) for name, value in world.scenario.initial]
    everywhere = np.ones(state.runs, dtype=np.bool_)
    compile_effects(pairs, world.index).apply(world, state, everywhere)
    # A scenario in which a government has already been persuaded holds no caveat against it.
    ground = world.index["caveat"]["no_ground_in_ukraine"]
    state.caveat[:, :, ground] &= state.troop_policy != IN_UKRAINE
    compare(world, state)
    derive(world, state)
    if "logistics_capacity" not in dict(world.scenario.initial):
        state.logistics_capacity = throughput(world, carried(world, state))
    weigh_composition(world, state, Luck.of(world.scenario.seed, np.zeros(state.runs)))
    state.autonomy_index = autonomy(state)
    state.warning_days = warning(world, state)
    state.perceived_pressure = state.pressure
    state.red_line = crossed(world, state)
    state.clip()
    return state


def season_of(world: World, turn: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the season of each run's scenario date, [run]; turn 1 begins on the start date."""
    days = (np.maximum(turn, 1) - 1).astype(np.int64) * int(world.scenario.turn_days)
    date = np.datetime64(world.scenario.start_date, "D") + days.astype("timedelta64[D]")
    months_a_year, months_a_season = 12, 3
    month = date.astype("datetime64[M]").astype(np.int64) % months_a_year
    # December counts to the winter that follows.
    return np.asarray((month + 1) % months_a_year // months_a_season)


def _as_set(value: float | str | bool) -> str:
    if isinstance(value, str):
        return value if value.startswith("=") else f"={value}"
    return f"={float(value)!r}"


def _actors(world: World, state: State) -> None:
    for a, actor in enumerate(world.actors):
        state.willingness[:, a] = actor.willingness
        state.domestic_support[:, a] = actor.domestic_support
        state.commitment[:, a] = LADDER.index(_RUNG_OF_ROLE.get(actor.role, "none"))
        for code in actor.caveats:
            state.caveat[:, a, world.index["caveat"][code]] = 1
        if "no_ground_in_ukraine" in actor.caveats:
            state.troop_policy[:, a] = REAR_ONLY
    state.trust = by_actor(world, "trust_start")[None]
    state.oil_imports = by_actor(world, "oil_imports")[None]
    state.aid_total = by_actor(world, "aid_before")[None]
    state.french_vote_turn[:] = french_vote_turn(world)


def _ground(world: World, state: State) -> None:
    state.tension = by_sector(world, "start_tension")[None]
    state.pressure = by_sector(world, "start_pressure")[None]


def _enablers(world: World, state: State) -> None:
    state.us_share = values(world, "start_us_share", ENABLERS)[None]
    state.eu_share = values(world, "start_eu_share", ENABLERS)[None]


def _forces(world: World, state: State, added: Sequence[Sequence[Standing]]) -> None:
    state.strength[:] = world.doctrine.strength_manning
    every = slice(None)
    for name, node, tier in world.scenario.deployments:
        numbers = world.index["force"][name], world.index["node"][node], tier
        _stand(world, state, every, numbers)
    for run, standings in enumerate(added):
        for one in standings:
            _stand(world, state, slice(run, run + 1), one)


def _stand(world: World, state: State, runs: slice, standing: Standing) -> None:
    force, node, tier = standing
    state.status[runs, force] = DEPLOYED
    state.at[runs, force] = node
    state.bound_for[runs, force] = -1
    state.ready_turn[runs, force] = 0
    state.arrival_turn[runs, force] = NEVER
    state.tier_of[runs, force] = tier
    if world.is_coalition[force]:
        state.commitment[runs, world.force_actor[force]] = LADDER.index("deployed")
