"""What swept points say: rank correlations, first-order and total indices, with their errors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

BOOTSTRAPS = 1000
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Indices:
    """Sobol's indices of each factor, [factor], with bootstrap 95 % intervals [2, factor].

    ``first`` is the share of the variance that a factor explains alone, ``total`` what it explains
    with all its interactions.
    """

    first: Floats
    first_interval: Floats
    total: Floats
    total_interval: Floats


def sobol(values: Floats, factors: int) -> Indices:
    """Return the indices from values [(d + 2) × point] on Saltelli's design.

    First-order by Saltelli and others (2010), total by Jansen (1999). Where nothing varies, all
    are 0.
    """
    parts = values.reshape(factors + 2, -1)
    points = parts.shape[1]
    first, total = _estimate(parts)
    chance = np.random.default_rng(points).integers(0, points, (BOOTSTRAPS, points))
    drawn = [_estimate(parts[:, sample]) for sample in chance]
    ends = (0.025, 0.975)
    return Indices(
        first, np.quantile([one for one, _ in drawn], ends, axis=0),
        total, np.quantile([other for _, other in drawn], ends, axis=0),
    )  # fmt: skip


def _estimate(parts: Floats) -> tuple[Floats, Floats]:
    a, b, mixed = parts[0], parts[1], parts[2:]
    both = np.concatenate([a, b])
    # Taking the mean off first keeps the first-order estimate from drowning in it.
    a, b, mixed = a - both.mean(), b - both.mean(), mixed - both.mean()
    variance = both.var()
    if variance <= 1e-12 * max(1.0, float(np.abs(both).max()) ** 2):
        return np.zeros(len(mixed)), np.zeros(len(mixed))
    first = (b * (mixed - a)).mean(axis=1) / variance
    total = ((a - mixed) ** 2).mean(axis=1) / (2.0 * variance)
    return first, total


def ranks_agree(points: Floats, values: Floats) -> tuple[Floats, Bools]:
    """Return Spearman's rank correlation of each factor with values [point], and which are clear.

    Clear are those beyond chance after Holm's correction over all factors. A value that does not
    vary agrees with nothing.
    """
    from scipy.stats import rankdata, t

    count, factors = points.shape
    if np.ptp(values) == 0.0:
        return np.zeros(factors), np.zeros(factors, dtype=np.bool_)
    x, y = rankdata(points, axis=0), rankdata(values)
    x, y = x - x.mean(axis=0), y - y.mean()
    spread = np.sqrt((x**2).sum(axis=0) * (y**2).sum())
    rho = np.where(spread > 0.0, (x * y[:, None]).sum(axis=0) / np.maximum(spread, 1e-12), 0.0)
    safe = np.clip(rho, -1.0 + 1e-12, 1.0 - 1e-12)
    chance = 2.0 * t.sf(np.abs(safe) * np.sqrt((count - 2) / (1.0 - safe**2)), count - 2)
    clear = np.zeros(factors, dtype=np.bool_)
    for step, factor in enumerate(np.argsort(chance, kind="stable")):
        if chance[factor] > LEVEL / (factors - step):
            break
        clear[factor] = True
    return np.asarray(rho), clear
