"""States at random, for laws that must hold from anywhere."""

from __future__ import annotations

import numpy as np

from tabletop.rules.codes import DEPLOYED, HOME, LOST, OFFERED
from tabletop.world.state import State
from tabletop.world.variables import NEVER, VARIABLES
from tabletop.world.world import World

MOST = 400
"""Counts are drawn up to here, far above what an exercise reaches."""


def random_state(world: World, seed: int, runs: int = 1, deployed: float = 0.4) -> State:
    """Return a state whose every variable is drawn from its whole declared range.

    Only what must fit together is made to fit: forces that are out stand at a node.
    """
    chance = np.random.default_rng(seed)
    state = State.blank(world.sizes, runs)
    for var in VARIABLES:
        held = getattr(state, var.name)
        if var.kind == "float":
            drawn = chance.uniform(var.low, min(var.high, 4 * MOST), held.shape)
            setattr(state, var.name, drawn)
        elif var.high == NEVER:
            drawn = chance.integers(0, 20, held.shape)
            setattr(state, var.name, np.where(chance.random(held.shape) < 0.5, drawn, NEVER))
        else:
            high = min(int(var.high), MOST)
            setattr(state, var.name, chance.integers(int(var.low), high + 1, held.shape))
    _place_forces(world, state, chance, deployed)
    _settle_injects(world, state, chance)
    state.turn = np.full(runs, 3)
    state.ended = np.zeros(runs)
    assert state.faults() == []
    return state


def _place_forces(world: World, state: State, chance: np.random.Generator, deployed: float) -> None:
    shape = state.status.shape
    out = chance.random(shape) < deployed
    at_home = np.array([HOME, OFFERED, LOST])[chance.integers(0, 3, shape)]
    state.status = np.where(out, DEPLOYED, at_home)
    state.at = np.where(out, chance.integers(0, world.sizes["node"], shape), -1)
    state.bound_for = np.full(shape, -1)
    state.arrival_turn = np.full(shape, NEVER)


def _settle_injects(world: World, state: State, chance: np.random.Generator) -> None:
    shape = state.inject_status.shape
    state.inject_turn = np.where(state.inject_status > 0, chance.integers(0, 4, shape), -1)
    state.inject_option = np.full(shape, -1)
    state.inject_target = np.full(shape, -1)
