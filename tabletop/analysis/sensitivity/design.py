"""Where to look: points in the space of assumptions, spread evenly and reproducibly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tabletop.world.doctrine import Doctrine, Entry

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Factor:
    """An assumption that is swept: a doctrine entry with its value and plausible range."""

    name: str
    base: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is played: points of the hypercube, leading factors, those indexed, their points."""

    screen: int = 256
    leading: int = 12
    indexed: int = 6
    index_points: int = 32

    def cells(self, policies: int) -> int:
        """Return how many cells the study plays in all."""
        most = self.screen + 1 + 2 * self.leading + self.index_points * (self.indexed + 2)
        return policies * most


def factors_of(doctrine: Doctrine, names: Sequence[str] = ()) -> tuple[Factor, ...]:
    """Return the named entries, or all whose range is not a point, as factors.

    A value that the scenario set outside the range widens it. Raises ``KeyError`` for an unknown
    name and ``ValueError`` for one without a range.
    """
    chosen = [doctrine.entry(name) for name in names] or [entry for entry, _ in doctrine]
    values = doctrine.values()
    found = [_factor(entry, values[entry.name]) for entry in chosen]
    for one in found:
        if names and one.low >= one.high:
            raise ValueError(f"{one.name} has no range to sweep: it is {one.base:g}")
    return tuple(one for one in found if one.low < one.high)


def _factor(entry: Entry, value: float) -> Factor:
    return Factor(entry.name, value, min(entry.low, value), max(entry.high, value))


def scaled(unit: Floats, factors: Sequence[Factor]) -> Floats:
    """Return points of the unit cube [point, factor] as values within the ranges."""
    low = np.array([one.low for one in factors])
    high = np.array([one.high for one in factors])
    return np.asarray(low + unit * (high - low))


def latin(factors: Sequence[Factor], points: int, seed: int) -> Floats:
    """Return a Latin hypercube, [point, factor]: every slice of every range is met once."""
    from scipy.stats import qmc

    return scaled(qmc.LatinHypercube(len(factors), rng=seed).random(points), factors)


def saltelli(factors: Sequence[Factor], points: int, seed: int) -> Floats:
    """Return Saltelli's design on a scrambled Sobol sequence, [(d + 2) × point, factor].

    First A, then B, then for every factor A with that factor's column of B (Saltelli and others,
    2010). ``points`` is a power of two; raises ``ValueError`` when it is not.
    """
    if points < 2 or points & (points - 1):
        raise ValueError(f"the number of points is a power of two, not {points}")
    from scipy.stats import qmc

    d = len(factors)
    base = qmc.Sobol(2 * d, rng=seed).random(points)
    a, b = base[:, :d], base[:, d:]
    parts = [a, b]
    for factor in range(d):
        mixed = a.copy()
        mixed[:, factor] = b[:, factor]
        parts.append(mixed)
    return scaled(np.concatenate(parts), factors)


def one_at_a_time(factors: Sequence[Factor]) -> Floats:
    """Return the base point, then each factor at its low and its high end, [1 + 2 d, factor]."""
    base = np.array([one.base for one in factors])
    points = np.tile(base, (1 + 2 * len(factors), 1))
    for number, one in enumerate(factors):
        points[1 + 2 * number, number] = one.low
        points[2 + 2 * number, number] = one.high
    return points
