"""Orders for NATO's own flank: replace what the mission takes, and reinforce the east."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from tabletop.rules.codes import HOME
from tabletop.rules.membership import allied
from tabletop.rules.orders.base import Bools, CollectiveOrder, Order
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.world.state import State
from tabletop.world.world import World


class BackfillFlank(Order):
    """Hold brigades at home for NATO's plans in place of those that are in Ukraine."""

    type: Literal["backfill_flank"] = "backfill_flank"
    brigades: Annotated[int, Field(ge=0, le=20)]
    touches: ClassVar[tuple[str, ...]] = ("flank_backfill", "domestic_support")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """An ally holds back what it has at home, no more [seed 004]."""
        actor = self.number(world)
        ally = allied(state)[:, actor] & world.traits.group("NATO")[actor]
        judgement.refuse(Refusal.NOT_AN_ALLY, ~ally)
        judgement.refuse(Refusal.NO_CHANGE, state.flank_backfill[:, actor] == self.brigades)
        judgement.refuse(Refusal.NO_BRIGADE, at_home(world, state, actor) < self.brigades)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The brigades stand by at home; each more costs money, and support at home once."""
        actor = self.number(world)
        more = np.maximum(self.brigades - state.flank_backfill[:, actor], 0)
        cost = world.doctrine.backfill_support * more
        state.domestic_support[runs, actor] -= cost[runs]
        state.flank_backfill[runs, actor] = self.brigades


def at_home(world: World, state: State, actor: int) -> np.ndarray:
    """Brigades that an actor has at home, [run]."""
    mine = world.is_brigade & (world.force_actor == actor)
    return np.asarray(((state.status == HOME) * (mine * world.force_count)[None]).sum(axis=1))


class ReinforceFlank(CollectiveOrder):
    """Reinforce NATO's eastern flank, from 0 (as in peace) to 3."""

    type: Literal["reinforce_flank"] = "reinforce_flank"
    level: Annotated[int, Field(ge=0, le=3)]
    touches: ClassVar[tuple[str, ...]] = ("by_tension",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something [seed 000, 004]."""
        judgement.refuse(Refusal.NO_CHANGE, state.flank_posture == self.level)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Risk falls from turn to turn while it lasts; Minsk and Moscow take note."""
        more = np.maximum(self.level - state.flank_posture, 0)
        state.by_tension[runs] += (world.doctrine.posture_flank_belarus * more)[runs]
        state.flank_posture[runs] = self.level
