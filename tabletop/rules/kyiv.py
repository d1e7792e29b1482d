"""Kyiv: what it asks for, whom it trusts, and the way into the Union."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.drift import by_actor, saturation, toward
from tabletop.rules.membership import allied
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import FLAGS
from tabletop.world.world import World

Floats = NDArray[np.float64]

CONCESSIONS = ("conceded_arms", "conceded_territory", "conceded_limits")
"""Facts that stand for the three demands of Moscow [seed 000, 003]."""
_CONCEDED = tuple(tuple(FLAGS).index(name) for name in CONCESSIONS)
_EAST = tuple(FLAGS).index("east_limit")


def conceded(state: State) -> Floats:
    """Number of Russian demands that have been conceded, [run]."""
    return np.asarray(state.flag[:, _CONCEDED].sum(axis=1).astype(np.float64))


def satisfaction_target(world: World, state: State) -> Floats:
    """What Kyiv's four demands add up to, index, [run] [seed 000, 002, 003].

    A force that is seen, strong economic measures, protected skies, and no limit on sovereignty.
    """
    d = world.doctrine
    seen = saturation(state.coalition_people.astype(np.float64), d.resolve_people)
    areas = max(world.sizes["air_area"], 1)
    skies = saturation(state.air_cover, d.air_cover_scale).sum(axis=1) / areas
    limits = conceded(state) + state.flag[:, _EAST]
    return np.asarray(
        d.demands_base
        + d.demands_presence * seen
        + d.demands_pressure * (state.sanction_pressure - d.sanction_base)
        + d.demands_skies * skies
        - d.demands_sovereignty * limits
        - d.demands_pressed * (state.us_pressure_on_ua - d.us_pressure_reference)
    )


def judge_allies(world: World, state: State, luck: Luck) -> None:
    """Kyiv's satisfaction follows its demands; trust in each leader comes slowly to rest."""
    del luck
    d = world.doctrine
    target = satisfaction_target(world, state)
    state.ua_satisfaction = toward(state.ua_satisfaction, target, d.demands_rate)
    start = by_actor(world, "trust_start")
    state.trust = toward(state.trust, start[None], d.trust_rate)
    state.clip("ua_satisfaction", "trust")


def trust_won(world: World, state: State) -> Floats:
    """Trust in the members' leaders over that of the start, as a share, [run].

    Weighted by influence; it gives Ukrainians something to hold against rumours [seed 004].
    """
    weight = allied(state) * world.traits.actor_numbers("influence")[None]
    more = (state.trust - by_actor(world, "trust_start")[None]) * weight
    return np.asarray(more.sum(axis=1) / np.maximum(weight.sum(axis=1), 1.0) / 100.0)


def anchored(world: World, state: State) -> Floats:
    """Progress towards the Union since the start, index points, [run] [seed 004]."""
    return np.asarray(state.eu_accession - world.doctrine.accession_reference)
