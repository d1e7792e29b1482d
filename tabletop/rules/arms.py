"""Arms: what is delivered to Ukraine by class, how it is kept up, and how far it may strike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.drift import toward, values
from tabletop.rules.programmes import built
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import ARMS, DEEP_STRIKE
from tabletop.world.world import World

Floats = NDArray[np.float64]

_REACH = ARMS.index("long_range")


def extra(world: World, state: State, arms: str) -> Floats:
    """Stock of a class over what arrives anyway, index points, [run]; below 0 when it is short."""
    return np.asarray(state.arms_stock[:, ARMS.index(arms)] - world.doctrine.arms_rest)


def missing_upkeep(world: World, state: State) -> Floats:
    """Points by which the upkeep of Western systems lies below its least, [run] [seed 003]."""
    return np.asarray(np.maximum(world.doctrine.upkeep_least - state.sustainment_level, 0.0))


def reach_used(world: World, state: State) -> Floats:
    """Part of a full stock of long reach that its suppliers let strike into Russia, 0–1, [run]."""
    share = values(world, "deep_strike_use", DEEP_STRIKE)[state.deep_strike]
    return np.asarray(share * state.arms_stock[:, _REACH] / 100.0)


def use_up(world: World, state: State, luck: Luck) -> None:
    """Stocks sink back to what arrives anyway; upkeep follows depots and the logistic chain."""
    del luck
    d = world.doctrine
    state.arms_stock = toward(state.arms_stock, d.arms_rest, d.arms_rate)
    short = 100.0 - np.minimum(state.logistics_capacity, 100.0)
    level = d.upkeep_base + d.upkeep_depots * built(state, "depots") - d.upkeep_supply * short
    state.sustainment_level = toward(state.sustainment_level, level, d.upkeep_rate)
    state.clip("arms_stock", "sustainment_level")
