"""Before and after: what the measures would be if forces stood somewhere else, all else as it is.

Nothing is played: no turn passes, no luck is drawn, and nobody reacts.  The answer is exact within
the model and the same at every call, so that hovering over places fishes for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tabletop.rules.codes import DEPLOYED
from tabletop.rules.derive import derive
from tabletop.rules.measures import MEASURES, score
from tabletop.world.state import State
from tabletop.world.world import World

LEAST = 0.05
"""A change of a measure below this, in its own unit, is not worth telling."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A force (number) at a node (number) in a tier (1 to 4)."""

    force: int
    node: int
    tier: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure without and with the forces there, in the measure's unit."""

    measure: str
    before: float
    after: float

    @property
    def change(self) -> float:
        """What the forces add; below zero what they take away."""
        return self.after - self.before


def differences(world: World, state: State, standings: Sequence[Standing]) -> list[Difference]:
    """Return the measures that would differ if the forces stood there now, largest change first.

    Run 0 is asked.  ``state`` is left as it is; it may be one that a seat is allowed to see, and
    then the answer tells no more than that seat knows.
    """
    before = state.take([0])
    derive(world, before)
    after = before.copy()
    for one in standings:
        after.status[:, one.force] = DEPLOYED
        after.at[:, one.force] = one.node
        after.bound_for[:, one.force] = -1
        after.tier_of[:, one.force] = one.tier
    derive(world, after)
    old, new = score(world, before), score(world, after)
    found = [
        Difference(name, float(old[name][0]), float(new[name][0]))
        for name in world.scenario.measures
        if name in MEASURES
    ]
    told = [one for one in found if abs(one.change) >= LEAST]
    return sorted(told, key=lambda one: -abs(one.change))
