"""Drift: the ways in which a number moves that several rules share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.world.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Terms = Mapping[str, Floats | float]
"""What the odds of a contest are made of, by name."""

POISSON_STEPS = 40
"""Largest count that :func:`poisson` returns."""


def toward(value: Floats, target: Floats | float, rate: float) -> Floats:
    """Move ``value`` a share ``rate`` of the way to ``target``."""
    return np.asarray(value + rate * (target - value))


def saturation(points: Floats, scale: float) -> Floats:
    """Turn points into a share from 0 to 1 that rises ever more slowly: 63 % at ``scale``."""
    return np.asarray(1.0 - np.exp(-np.maximum(points, 0.0) / scale))


def poisson(draw: Floats, rate: Floats) -> NDArray[np.int64]:
    """Turn draws in [0, 1) into Poisson counts of the mean ``rate``, by inversion."""
    rate = np.maximum(rate, 0.0)
    chance = np.exp(-rate)
    reached = chance.copy()
    count = np.zeros(draw.shape, dtype=np.int64)
    for k in range(1, POISSON_STEPS + 1):
        more = draw >= reached
        # No draw reaches further: the rest would add nothing in any run.
        if not more.any():
            break
        count += more
        chance = chance * rate / k
        reached = reached + chance
    return count


def only(chosen: NDArray[np.int64], size: int) -> Bools:
    """Mask [run, size] of the one chosen number of each run; -1 chooses none."""
    return np.asarray(chosen[:, None] == np.arange(size)[None])


def values(world: World, prefix: str, words: Sequence[str]) -> Floats:
    """Return the doctrine entries ``prefix_word`` for each word, in order."""
    kept = vars(world).setdefault("doctrine_lists", {})
    key: tuple[Any, ...] = (prefix, *words)
    if key not in kept:
        doctrine = world.doctrine
        kept[key] = np.array([getattr(doctrine, f"{prefix}_{word}") for word in words])
    found: Floats = kept[key]
    return found


def by_sector(world: World, prefix: str) -> Floats:
    """Return for each sector the doctrine entry of its kind (contact, river, water, border)."""
    return values(world, prefix, [sector.kind for sector in world.geography.sectors])


def by_actor(world: World, prefix: str) -> Floats:
    """Return for each actor the doctrine entry ``prefix_id``, or ``prefix_other``, [actor]."""
    kept = vars(world).setdefault("doctrine_lists", {})
    key = (prefix, "by actor")
    if key not in kept:
        names = (f"{prefix}_{actor.id}" for actor in world.actors)
        known = (name if name in world.doctrine else f"{prefix}_other" for name in names)
        kept[key] = np.array([getattr(world.doctrine, name) for name in known])
    found: Floats = kept[key]
    return found
