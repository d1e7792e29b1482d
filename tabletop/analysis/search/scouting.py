"""Scouting: openings at random, to find deployments that are good only together.

A step that adds or exchanges one deployment never finds two of which each alone does harm.  Of
openings put together at random some hold both: what an opening is worth beyond the sum of what its
deployments are worth on average points to the pair (the residual of a linear fit).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.search.options import Budget, Opening, Options
from tabletop.rules.start import Standing

Floats = NDArray[np.float64]
Pair = tuple[Standing, Standing]
Evaluate = Callable[[Sequence[Opening], int], Floats]
"""Plays openings in so many worlds; returns [opening, goal]."""

SCOUTS = 2000
"""Openings at random: a pair of a hundred standings is among so many some times."""
LONGEST = 8
"""Deployments of the longest: in longer ones single pairs drown."""
PAIRS = 24
"""Pairs that are told."""
WORLDS = 2
"""Worlds in which a scout is judged: more scouts tell more than the same scouts in more worlds."""
ROOM = 6
"""Deployments that may have to make room for a pair."""
RIDGE = 1.0
"""Keeps the fit from following a standing that was seen but once or twice."""


def scouts(options: Options, budget: Budget, count: int, seed: int = 0) -> list[Opening]:
    """Draw openings of one to ``LONGEST`` deployments that the budget reaches for, none twice."""
    rng = np.random.default_rng(seed)
    found: dict[frozenset[Standing], Opening] = {}
    for _ in range(count):
        opening: Opening = ()
        for _ in range(int(rng.integers(2, LONGEST + 1))):
            around = options.further(opening, budget)
            if not around:
                break
            opening = around[int(rng.integers(len(around)))]
        if opening:
            found.setdefault(frozenset(opening), opening)
    return list(found.values())


def promising_pairs(openings: Sequence[Opening], worth: Floats, most: int = PAIRS) -> list[Pair]:
    """Return the pairs of deployments in whose openings most was left over beyond their sum.

    ``worth`` [opening]. What is left over counts by its mean and by how often it was seen.
    """
    column = {one: n for n, one in enumerate(sorted({one for o in openings for one in o}))}
    held = np.zeros((len(openings), len(column) + 1))
    held[:, -1] = 1.0
    for row, opening in enumerate(openings):
        held[row, [column[one] for one in opening]] = 1.0
    square = held.T @ held + RIDGE * np.eye(len(column) + 1)
    left = worth - held @ np.linalg.solve(square, held.T @ worth)
    over: dict[Pair, list[float]] = {}
    for opening, beyond in zip(openings, left.tolist(), strict=True):
        for pair in combinations(sorted(opening), 2):
            over.setdefault(pair, []).append(beyond)
    score = {pair: sum(seen) / np.sqrt(len(seen)) for pair, seen in over.items()}
    return sorted(score, key=lambda pair: (-score[pair], pair))[:most]


def with_pair(options: Options, opening: Opening, pair: Pair, budget: Budget) -> list[Opening]:
    """List the ways to have a pair in an opening: added or, if it must be, for one or two others.

    Those chosen last make room: they added least.
    """
    ours = {force for force, _, _ in pair}
    rest = [one for one in opening if one[0] not in ours]
    for gone in range(min(2, len(rest)) + 1):
        found = []
        for out in combinations(rest[-ROOM:], gone):
            other = (*(one for one in rest if one not in out), *pair)
            if options.price(other).fits(budget):
                found.append(other)
        if found:
            return found
    return []


@dataclass(frozen=True, slots=True)
class Scouted:
    """Openings at random and what they reach, [opening, goal]; good for any weights of goals."""

    openings: list[Opening]
    reached: Floats

    def pairs(self, weights: Floats) -> list[Pair]:
        """Return the pairs of deployments that promise most together under some weights."""
        return promising_pairs(self.openings, self.reached @ weights)


def scout(options: Options, budget: Budget, evaluate: Evaluate) -> Scouted:
    """Send out the scouts."""
    drawn = scouts(options, budget, SCOUTS)
    return Scouted(drawn, evaluate(drawn, WORLDS) if drawn else np.zeros((0, 1)))
