"""Policies for Moscow's seat: three tempers that order tests by what Moscow itself believes.

They weigh gain and cost as the automatic adversary does, but from the view of the red side and
without its errors; left to itself, Russia chooses by chance among what seems to pay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.policy import Answers, Orders
from tabletop.rules.orders import Order, lawful
from tabletop.rules.orders.adversary import ResolveTest
from tabletop.rules.ways import expected_cost, expected_gain, openings
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import WAYS
from tabletop.world.world import World

RUSSIA = "ru"
MOST_A_TURN = 2
DENIABLE = ("cyber", "disinformation", "sabotage", "walk_out", "energy")
PAUSE = 3
"""A patient Moscow tests in one turn of so many, unless something pays very well."""
TEMPTING = 0.2  # expected gain above expected cost that even patience does not let pass


@dataclass(frozen=True)
class RedPolicy:
    """Orders at most two tests a turn; how it weighs cost is its temper.

    ``fear`` multiplies the expected cost; ``only`` are the ways it uses at all.
    """

    name: str
    says: str
    fear: float
    only: tuple[str, ...] = WAYS
    patient: bool = False
    side: str = "red"

    def answer(self, world: World, view: State, luck: Luck) -> Answers:
        """Answer nothing: injects ask the coalition."""
        return []

    def choose(self, world: World, view: State, luck: Luck) -> Orders:
        """Order the ways with the best balance, where it is above nothing."""
        if RUSSIA not in world.index["actor"]:
            return []
        balance = expected_gain(world, view) - self.fear * expected_cost(world, view)
        allowed = np.array([way in self.only for way in WAYS])
        pays = (balance > 0.0) & (openings(world, view) > 0.0) & allowed[None]
        pays &= (view.ended == 0)[:, None]
        if self.patient:
            waits = (view.turn % PAUSE != 0)[:, None]
            pays &= ~waits | (balance > TEMPTING)
        return self._best(world, view, np.where(pays, balance, -np.inf))

    def _best(self, world: World, view: State, balance: NDArray[np.float64]) -> Orders:
        """Order the best ways of each run, and to wait where none is left."""
        ranks = np.argsort(np.argsort(-balance, axis=1, kind="stable"), axis=1, kind="stable")
        best = (ranks < MOST_A_TURN) & np.isfinite(balance)
        chosen = [self._order(world, view, way, best[:, w]) for w, way in enumerate(WAYS)]
        chosen.append(self._order(world, view, "wait", ~best.any(axis=1) & (view.ended == 0)))
        return [one for one in chosen if one[1].any()]

    def _order(
        self, world: World, view: State, way: str, runs: NDArray[np.bool_]
    ) -> tuple[Order, NDArray[np.bool_]]:
        order = ResolveTest.model_validate({"actor": RUSSIA, "way": way, "intent": self.says})
        return order, lawful(world, view, order, runs)


OPPORTUNIST = RedPolicy(
    "opportunist", "Tests where gain is expected to exceed cost, up to twice a turn.", fear=1.0
)
PATIENT = RedPolicy(
    "patient", "Plays for time; tests seldom, and in ways that can be denied.",
    fear=1.5, only=DENIABLE, patient=True,
)  # fmt: skip
RECKLESS = RedPolicy(
    "reckless", "Tests where most is to be gained, whatever it may cost.", fear=0.0
)
