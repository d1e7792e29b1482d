"""Problems whose best opening is known: twelve forces, four places each, a budget of four."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from tabletop.analysis.search.options import Budget, Opening, Options, Price
from tabletop.rules.start import Standing

FORCES, PLACES, FEW = 12, 4, 4
HARM = 0.6
MARGIN = 1.5


class Open(Options):
    """Every force may stand at every place, at a price of one."""

    def __init__(self) -> None:
        self.places = {
            force: tuple((force, place, 1) for place in range(PLACES)) for force in range(FORCES)
        }

    def price(self, opening: Opening) -> Price:
        return Price(float(len(opening)), 0, 0.0)

    def further(self, opening: Opening, budget: Budget, nations: bool = False) -> list[Opening]:
        used = {force for force, _, _ in opening}
        if len(opening) >= budget.money:
            return []
        return [(*opening, one) for force, standings in self.places.items() if force not in used
                for one in standings]  # fmt: skip

    def swapped(self, opening: Opening, budget: Budget) -> list[Opening]:
        return [
            other for number in range(len(opening))
            for other in self.further((*opening[:number], *opening[number + 1 :]), budget)
            if set(other) != set(opening)
        ]  # fmt: skip


class Planted:
    """Worths of all standings, and pairs each half of which does harm alone.

    Together a pair is worth more than the best that it takes the place of. Each judgement of an
    opening errs by ``noise``, less in more worlds, and always in the same way.
    """

    def __init__(self, seed: int, pairs: int, noise: float = 0.0) -> None:
        chance = np.random.default_rng(seed)
        self.seed, self.noise = seed, noise
        self.worth = chance.normal(0.2, 0.8, (FORCES, PLACES))
        forces = chance.permutation(FORCES)[: 2 * pairs].reshape(pairs, 2).tolist()
        places = chance.integers(PLACES, size=(pairs, 2)).tolist()
        self.pairs: list[tuple[Standing, Standing]] = [
            ((a, at, 1), (b, bt, 1)) for (a, b), (at, bt) in zip(forces, places, strict=True)
        ]
        for force, place, _ in (one for pair in self.pairs for one in pair):
            self.worth[force, place] = -HARM
        displaced = np.sort(self.worth.max(axis=1))[-FEW:][:2].clip(0.0).sum()
        self.bonus = 2.0 * HARM + displaced + MARGIN

    def true(self, opening: Sequence[Standing]) -> float:
        """Return what an opening is worth."""
        together = sum(set(pair) <= set(opening) for pair in self.pairs)
        return sum(float(self.worth[f, p]) for f, p, _ in opening) + self.bonus * together

    def best(self) -> float:
        """Return what the best opening is worth: whole pairs, then the best of what is left."""
        found = []
        for chosen in product((False, True), repeat=len(self.pairs)):
            forced = [one for pair, on in zip(self.pairs, chosen, strict=True) if on
                      for one in pair]  # fmt: skip
            left = FEW - len(forced)
            if left >= 0:
                taken = {force for force, _, _ in forced}
                rest = sorted(self.worth[f].max() for f in range(FORCES) if f not in taken)
                found.append(self.true(forced) + sum(max(0.0, x) for x in rest[::-1][:left]))
        return max(found)

    def evaluate(self, openings: Sequence[Opening], worlds: int) -> np.ndarray:
        found = []
        for opening in openings:
            key = [self.seed, worlds, *(n for one in sorted(opening) for n in one)]
            error = np.random.default_rng(key).normal() * self.noise / np.sqrt(worlds)
            found.append(self.true(opening) + error)
        return np.array(found)[:, None]
