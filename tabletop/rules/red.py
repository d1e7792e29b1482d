"""Red: how Moscow's choice of a way to test, or the hand that plays it, bears on each test."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.world.state import State
from tabletop.world.variables import WAY_RESULT, WAYS
from tabletop.world.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FOILED, CAME_OFF = WAY_RESULT.index("foiled"), WAY_RESULT.index("came_off")
ELSEWHERE = ("drone", "cyber", "energy", "mines", "hostage", "walk_out", "belarus")
"""Ways that have no rule of their own besides :mod:`tabletop.rules.ways`."""


def chosen(state: State, way: str) -> Bools:
    """Tell in which runs Russia tests in this way in this turn, [run]."""
    return np.asarray(state.way_chosen[:, WAYS.index(way)] == 1)


def by_hand(state: State, way: str) -> Bools:
    """Tell in which runs somebody who plays Russia has ordered this way, [run]."""
    return np.asarray((state.red_hand == 1) & chosen(state, way))


def resolution(world: World, state: State, way: str) -> Floats:
    """Factor on the usual odds of a test: high where Moscow chose it, low elsewhere, [run].

    What is not chosen still happens now and then: local commanders and services act by themselves,
    unless Russia is played by hand.
    """
    d = world.doctrine
    usual = np.where(chosen(state, way), d.way_chosen_gain, d.way_idle_share)
    return np.asarray(np.where(state.red_hand == 1, chosen(state, way), usual))


def odds_of(
    world: World, state: State, way: str, usual: Floats, left: Floats | float = 1.0
) -> Floats:
    """Odds that a test of this way takes place, [run]: the usual ones by Moscow's choice.

    What is ordered by hand takes place, as far as the defenders ``left`` [run] a way open.
    """
    ordered = np.where(chosen(state, way), left, 0.0)
    return np.where(state.red_hand == 1, ordered, usual * resolution(world, state, way))


def aimed(state: State, way: str, drawn: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Number of the target of each run, [run]: as ordered by hand, or else as ``drawn``."""
    target = state.way_target[:, WAYS.index(way)]
    ordered = by_hand(state, way) & (target >= 0) & (target < size)
    return np.where(ordered, target, drawn)


def record_result(state: State, way: str, happened: Any, through: Any) -> None:
    """Write down how a test went, for the count and for what Moscow learns from it, [run].

    A test that Moscow chose and that did not take place was foiled beforehand.
    """
    w = WAYS.index(way)
    tried = happened | chosen(state, way)
    result = np.where(through, CAME_OFF, FOILED)
    state.way_result[:, w] = np.where(tried, result, 0)
    state.way_count[:, w] += tried
    state.clip("way_count")
