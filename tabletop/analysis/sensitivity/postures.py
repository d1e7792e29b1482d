"""Which posture comes first, by a measure or by a weighing of all, and what turns that round."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.measures import MEASURES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

OVERALL = "overall"
"""The mean of all measures on a scale of 100, each turned so that more is better."""
WEIGHINGS = 10_000

SCALED = tuple(name for name, measure in MEASURES.items() if measure.unit.startswith("0"))
"""Measures on a scale of 100: those that can be weighed against each other."""
_COLUMNS = np.array([list(MEASURES).index(name) for name in SCALED])


def goodness(values: Floats) -> Floats:
    """Turn values [..., measure] into points of 100 of which more is better, [..., scaled]."""
    low = np.array([MEASURES[name].better == "low" for name in SCALED])
    return np.asarray(np.where(low, 100.0 - values[..., _COLUMNS], values[..., _COLUMNS]))


def first_by(values: Floats, by: str) -> Ints:
    """Return which policy is first at each point by a measure or overall, [point].

    ``values`` are [point, policy, measure]; the first of equals counts.
    """
    if by == OVERALL:
        return np.asarray(goodness(values).mean(axis=2).argmax(axis=1))
    column = values[:, :, list(MEASURES).index(by)]
    best = column.argmax(axis=1) if MEASURES[by].better == "high" else column.argmin(axis=1)
    return np.asarray(best)


@dataclass(frozen=True, slots=True)
class Flip:
    """An assumption that, alone at an end of its range, changes which posture comes first."""

    factor: str
    value: float
    by: str
    before: int
    after: int


def flips(names: list[str], points: Floats, values: Floats) -> list[Flip]:
    """List what turns the ranking round, from a one-at-a-time design and its values."""
    found = []
    for by in (OVERALL, *MEASURES):
        first = first_by(values, by)
        for number, name in enumerate(names):
            for end in (1 + 2 * number, 2 + 2 * number):
                if first[end] != first[0] and _apart(values, by, end, int(first[0])):
                    value = float(points[end, number])
                    found.append(Flip(name, value, by, int(first[0]), int(first[end])))
    return found


def _apart(values: Floats, by: str, point: int, before: int) -> bool:
    """Tell whether the new first is really ahead of the old one there, not just equal."""
    if by == OVERALL:
        scores = goodness(values[point]).mean(axis=1)
    else:
        scores = values[point, :, list(MEASURES).index(by)]
    return abs(float(scores[int(first_by(values[[point]], by)[0])] - scores[before])) > 1e-6


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the first place depends on the weights of the measures.

    ``share`` of all weighings in which each policy is first, [policy]; ``pull`` [scaled, policy]:
    mean weight of a measure where the policy is first, in multiples of its mean weight in all.
    """

    share: Floats
    pull: Floats


def weigh(values: Floats, seed: int) -> Weighing:
    """Weigh the measures in every way alike (uniform over weights that add up to one).

    ``values`` [policy, measure] are those at the base point.
    """
    points = goodness(values)
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(SCALED)), WEIGHINGS)
    first = (weights @ points.T).argmax(axis=1)
    policies = len(values)
    share = np.bincount(first, minlength=policies) / WEIGHINGS
    mean = weights.mean(axis=0)
    pull = np.stack([
        weights[first == one].mean(axis=0) / mean if share[one] > 0.0 else np.zeros(len(SCALED))
        for one in range(policies)
    ], axis=1)  # fmt: skip
    return Weighing(share, pull)
