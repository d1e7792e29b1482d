"""Orders of the adversary, for a facilitator or a seat that plays Red by hand."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from tabletop.rules.orders.base import AirAreaId, Bools, Named, Order, SectorId
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.ways import impossible
from tabletop.world.state import State
from tabletop.world.variables import WAYS
from tabletop.world.world import World

LinkId = Annotated[str, Named("link")]
Way = Literal[
    "armed_probe", "drone", "strike", "sabotage", "cyber", "disinformation", "energy", "mines",
    "hostage", "walk_out", "belarus", "wait",
]  # fmt: skip
"""A way to test, or to let the turn pass and play for time."""

_AIM = {"sector": "armed_probe", "area": "strike", "link": "sabotage"}
"""The way that can be aimed by each field."""


class ResolveTest(Order):
    """Test the coalition in one way in this turn, or wait; Russia then chooses nothing by itself.

    A probe, strikes and sabotage may be aimed; the others find their own mark.
    """

    type: Literal["test"] = "test"
    way: Way
    sector: SectorId | None = None
    area: AirAreaId | None = None
    link: LinkId | None = None
    touches: ClassVar[tuple[str, ...]] = ("way_chosen", "way_target", "red_hand")

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Only adversaries test, each way once a turn, and only where there is an opening."""
        actor = world.actors[self.number(world)]
        judgement.refuse(Refusal.NOT_ADVERSARY, actor.role != "adversary")
        wrong = any(
            getattr(self, field) is not None and self.way != way for field, way in _AIM.items()
        )
        judgement.refuse(Refusal.TARGET_UNFIT, wrong)
        ordered = (state.red_hand == 1)[:, None] & (state.way_chosen == 1)
        if self.way == "wait":
            judgement.refuse(Refusal.WAY_TAKEN, state.red_hand == 1)
            return
        way = WAYS.index(self.way)
        judgement.refuse(Refusal.WAY_TAKEN, ordered[:, way])
        full = ordered.sum(axis=1) >= int(world.doctrine.ways_a_turn)
        judgement.refuse(Refusal.WAYS_FULL, full)
        judgement.refuse(Refusal.NO_OPENING, impossible(world, state)[:, way])

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The test takes place in adjudication; chance leaves Russia alone in this turn."""
        first = runs & (state.red_hand == 0)
        state.way_chosen[first] = 0
        state.red_hand[runs] = 1
        if self.way == "wait":
            return
        way = WAYS.index(self.way)
        state.way_chosen[runs, way] = 1
        state.way_target[runs, way] = self._target(world)

    def _target(self, world: World) -> int:
        for field, dimension in (("sector", "sector"), ("area", "air_area"), ("link", "link")):
            name = getattr(self, field)
            if name is not None:
                return world.index[dimension][name]
        return -1
