"""The final test: what becomes of the settlement once attention has gone elsewhere.

Any truce may be another prelude [seed 003]: from the last state of an exercise many futures are
played on without injects and without orders, while pledges and aid fade away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tabletop.rules.findings import PUBLIC, Finding
from tabletop.rules.measures import score
from tabletop.rules.russia import at_war
from tabletop.rules.tracks import fade
from tabletop.rules.turn import adjudicate, begin_turn
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

FUTURES = 100
"""Futures that are played from the end of an exercise."""

MEASURED = ("deterrence", "credibility", "cohesion", "resilience", "sustainability")
"""Measures that the final test looks at again."""


@dataclass(frozen=True, slots=True)
class FinalTest:
    """What was found ``months`` after the end, over ``futures`` futures.

    ``held`` is the share in which the agreement stands and the line is whole, ``attacked`` that
    in which the line was broken at some time, ``over`` that of crises and collapses; ``lasted``
    are the mean months until one of these. ``measures`` gives for each name its value at the end
    and its mean afterwards.
    """

    months: float
    futures: int
    held: float
    attacked: float
    over: float
    lasted: float
    measures: tuple[tuple[str, float, float], ...]

    def finding(self) -> Finding:
        """Return the result as a finding, for words and reports."""
        numbers = {
            "months": self.months, "futures": float(self.futures), "held": self.held,
            "attacked": self.attacked, "over": self.over, "lasted": self.lasted,
        }  # fmt: skip
        return Finding("final_test", "ceasefire", numbers, 3, PUBLIC)


def final_test(world: World, state: State, seed: int, futures: int = FUTURES) -> FinalTest:
    """Play the first run of a state on for ``doctrine.attention_months``; it is left alone."""
    d = world.doctrine
    start = state.take([0])
    # What EndEx ended may go on; a crisis or a collapse is found again by the rules.
    start.ended[:] = 0
    then = start.repeat(futures)
    luck = Luck.of(seed, futures)
    attacked = np.zeros(futures, dtype=np.bool_)
    good = np.ones(futures, dtype=np.bool_)
    lasted = np.zeros(futures)
    turns = int(np.ceil(d.attention_months * d.days_a_month / world.scenario.turn_days))
    for _ in range(turns):
        begin_turn(world, then, luck)
        luck.turn = int(then.turn[0])
        fade(world, then)
        adjudicate(world, then, luck)
        attacked |= then.breached.any(axis=1)
        good &= ~at_war(then) & ~then.breached.any(axis=1) & (then.ended == 0)
        lasted += good
    over = then.ended != 0
    held = ~at_war(then) & ~then.breached.any(axis=1) & ~over
    months = lasted.mean() * world.scenario.turn_days / d.days_a_month
    now, later = score(world, start), score(world, then)
    measures = tuple((name, float(now[name][0]), float(later[name].mean())) for name in MEASURED)
    return FinalTest(
        d.attention_months, futures, float(held.mean()), float(attacked.mean()),
        float(over.mean()), float(months), measures,
    )  # fmt: skip
