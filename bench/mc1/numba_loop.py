"""MC-1 as a compiled loop: the limit of what one core can do with this model."""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

from bench.mc1 import definition as mc1

UNITS, SECTORS, TURNS = mc1.UNITS, mc1.SECTORS, mc1.TURNS
SHIFT, FULL, WEAR = mc1.SHIFT, mc1.FULL, mc1.WEAR
CALM, RISE, FALL = mc1.CALM, mc1.RISE, mc1.FALL
BASE, BY_TENSION, BY_BALANCE, MOST = mc1.BASE, mc1.BY_TENSION, mc1.BY_BALANCE, mc1.MOST


@numba.njit  # type: ignore[untyped-decorator, unused-ignore]
def _play(seed: int) -> tuple[float, int]:
    np.random.seed(seed)
    sector, strength = np.arange(UNITS) % SECTORS, np.full(UNITS, FULL)
    tension, incidents = np.full(SECTORS, CALM), 0
    for _ in range(TURNS):
        ours, theirs = np.zeros(SECTORS), np.zeros(SECTORS)
        for unit in range(UNITS):
            if np.random.random() < SHIFT:
                step = 1 if np.random.random() < 0.5 else -1
                sector[unit] = (sector[unit] + step) % SECTORS
            if unit % 2:
                theirs[sector[unit]] += strength[unit]
            else:
                ours[sector[unit]] += strength[unit]
        hit = np.zeros(SECTORS, np.bool_)
        for place in range(SECTORS):
            there = ours[place] + theirs[place]
            balance = ours[place] / there if there > 0.0 else 0.5
            odds = BASE + BY_TENSION * tension[place] + BY_BALANCE * abs(balance - 0.5)
            if np.random.random() < min(MOST, odds):
                hit[place] = True
                incidents += 1
                tension[place] = min(1.0, tension[place] + RISE)
            else:
                tension[place] = max(0.0, tension[place] - FALL)
        for unit in range(UNITS):
            if hit[sector[unit]]:
                strength[unit] = max(0.0, strength[unit] - WEAR * np.random.random())
    return strength.sum(), incidents


@numba.njit  # type: ignore[untyped-decorator, unused-ignore]
def _play_range(first: int, worlds: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    left, incidents = np.empty(worlds), np.empty(worlds, np.int64)
    for world in range(worlds):
        left[world], incidents[world] = _play(first + world)
    return left, incidents


def play_many(worlds: int, first: int = 0) -> list[mc1.Result]:
    """Play the worlds ``first`` … ``first + worlds - 1``."""
    left, incidents = _play_range(first, worlds)
    return list(zip(left.tolist(), incidents.tolist(), strict=True))
