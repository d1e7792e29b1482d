"""What can be chosen: a force more, at a place that suits it, as far as the budget reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.staff_forces import plan_of
from tabletop.rules.codes import AUTHORISED, OFFERED
from tabletop.rules.orders.moves import judge_place, usual_tiers
from tabletop.rules.refusals import Judgement
from tabletop.rules.start import Standing, initial_state
from tabletop.world.state import State
from tabletop.world.world import World

Opening = tuple[Standing, ...]
"""Deployments besides the scenario's own, in the order in which they were chosen."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What an opening may cost besides the scenario's own: all are upper limits.

    ``money`` in EUR m a month, ``brigades`` of the coalition, ``lift`` in trains.
    """

    money: float = np.inf
    brigades: int = 1_000
    lift: float = np.inf


@dataclass(frozen=True, slots=True)
class Price:
    """What an opening costs, in the units of :class:`Budget`."""

    money: float
    brigades: int
    lift: float

    def fits(self, budget: Budget) -> bool:
        """Tell whether the budget reaches."""
        slack = 1e-9
        return (
            self.money <= budget.money + slack
            and self.brigades <= budget.brigades
            and self.lift <= budget.lift + slack
        )


class Options:
    """The options of a scenario: which forces may open where, judged as if capitals had agreed.

    Caveats, tiers, airfields, harbours and straits bind as ever; that governments have authorised
    what is sent is the assumption under which an opening is searched.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        plan = plan_of(world)
        state = initial_state(world)
        state.decision[...] = AUTHORISED
        self._standing = {world.index["force"][name] for name, _, _ in world.scenario.deployments}
        self.places: dict[int, tuple[Standing, ...]] = {}
        for force, places in zip(plan.forces.tolist(), plan.places, strict=True):
            if force not in self._standing and len(places):
                found = self._lawful(state, force, places)
                if found:
                    self.places[force] = found

    def _lawful(self, state: State, force: int, places: NDArray[np.int64]) -> tuple[Standing, ...]:
        state.status[:, force] = OFFERED
        tiers = usual_tiers(self.world, force, places)
        judgement = Judgement(1, len(places))
        judge_place(self.world, state, force, places, tiers, judgement)
        lawful = np.broadcast_to(judgement.codes[0] == 0, (len(places),))
        return tuple(
            (force, int(place), int(tier))
            for place, tier, good in zip(places, tiers, lawful, strict=True) if good
        )  # fmt: skip

    def price(self, opening: Opening) -> Price:
        """Return what an opening costs besides the scenario's own deployments."""
        forces = np.array([force for force, _, _ in opening], dtype=np.int64)
        world = self.world
        return Price(
            float(world.force_cost[forces].sum()),
            int(world.is_brigade[forces].sum()),
            float(world.force_trains[forces].sum()),
        )

    def further(self, opening: Opening, budget: Budget, nations: bool = False) -> list[Opening]:
        """List every opening with one more deployment that the budget reaches for.

        Of forces of one type only the first that is still at home is listed, with ``nations`` the
        first of every nation: others of the same nation are the same.
        """
        used = {force for force, _, _ in opening}
        seen: set[tuple[str, str]] = set()
        found = []
        for force, standings in self.places.items():
            one = self.world.forces[force]
            kind = one.actor if nations else "", one.type
            if force in used or kind in seen:
                continue
            seen.add(kind)
            if self.price((*opening, standings[0])).fits(budget):
                found += [(*opening, one) for one in standings]
        return found

    def swapped(self, opening: Opening, budget: Budget) -> list[Opening]:
        """List every opening in which one deployment is replaced, moved or given by another nation.

        That one's type may be of any nation then; of other types the first force is listed.
        """
        found = []
        for number, (force, _, _) in enumerate(opening):
            rest = (*opening[:number], *opening[number + 1 :])
            kind = self.world.forces[force].type
            others = self.further(rest, budget)
            others += [
                other for other in self.further(rest, budget, nations=True)
                if self.world.forces[other[-1][0]].type == kind
            ]  # fmt: skip
            found += [other for other in others if set(other) != set(opening)]
        return found


def named(world: World, opening: Opening) -> list[dict[str, object]]:
    """Return an opening as a scenario lists deployments."""
    return [
        {"force": world.forces[force].id, "node": world.geography.nodes[node].id, "tier": tier}
        for force, node, tier in opening
    ]


def told(world: World, opening: Sequence[Standing]) -> str:
    """Say an opening in words: how many of which force stand where."""
    counts: dict[str, int] = {}
    for force, node, _ in opening:
        one, place = world.forces[force], world.geography.nodes[node].name
        actor = world.actors[world.actor(one.actor)].name
        words = f"{actor}: {world.force_types[one.type].name}, {place}"
        counts[words] = counts.get(words, 0) + 1
    return "; ".join(f"{n} × {words}" if n > 1 else words for words, n in counts.items()) or "none"
