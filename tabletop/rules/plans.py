"""Plans: how far pledges are plans, and what that saves or costs.

Plans of operations and the three of mandate, money and manpower [seed 000, 003]: the weakest of
them decides how fast forces move.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.drift import toward
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import STAFF_WORK
from tabletop.world.world import World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WORK = {
    "operations": "plan_maturity", "mandate": "plan_mandate", "money": "plan_money",
    "manpower": "plan_manpower",
}  # fmt: skip
"""Which plan each work of the staffs brings forward."""


def weakest_plan(state: State) -> Floats:
    """The plan that is least advanced, 0–100, [run]."""
    first = np.minimum(state.plan_maturity, state.plan_mandate)
    return np.asarray(np.minimum(first, np.minimum(state.plan_money, state.plan_manpower)))


def shortfall(world: World, state: State) -> Floats:
    """How much the weakest plan lacks of what a deployment needs, 0–1, [run]."""
    ready = world.doctrine.plan_ready
    return np.asarray(np.maximum(ready - weakest_plan(state), 0.0) / ready)


def delay(world: World, state: State) -> Ints:
    """Turns by which missing plans delay a departure, [run]."""
    return np.ceil(world.doctrine.plan_delay * shortfall(world, state)).astype(np.int64)


def errors(world: World, state: State) -> Floats:
    """Readiness that missing plans cost a force which leaves, index points, [run]."""
    return np.asarray(world.doctrine.plan_errors * shortfall(world, state))


def haste(world: World, state: State) -> Floats:
    """Share of its readiness time that a force still needs thanks to good plans, [run]."""
    d = world.doctrine
    more = np.maximum(weakest_plan(state) - d.plan_good, 0.0) / (100.0 - d.plan_good)
    return np.asarray(1.0 - d.plan_haste * more)


def plan(world: World, state: State, luck: Luck) -> None:
    """The plan that the staffs work on advances; the others come back to what is kept up."""
    del luck
    d = world.doctrine
    for work, name in WORK.items():
        held = getattr(state, name)
        here = state.staff_work == STAFF_WORK.index(work)
        rest = toward(held, d.plan_base, d.plan_fade)
        setattr(state, name, np.where(here, toward(held, 100.0, d.plan_gain), rest))
