"""Orders about when, where and with whom: phase, talks, covered ground, composition."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from tabletop.rules.agreement import NOTHING
from tabletop.rules.caveats import truce
from tabletop.rules.codes import code
from tabletop.rules.orders.base import Bools, CollectiveOrder, Order, SectorId, add, flag
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.world.state import State
from tabletop.world.variables import CEASEFIRE_STATUS, COMPOSITION, NEVER
from tabletop.world.world import World

WAITING, DEPLOYING = code("mission_phase", "pre_deal"), code("mission_phase", "deploying")


class SetPhase(CollectiveOrder):
    """Open the deployment once the guns are silent, or halt it until they are again."""

    type: Literal["set_phase"] = "set_phase"
    phase: Literal["pre_deal", "deploying"]
    touches: ClassVar[tuple[str, ...]] = ("resolve_perception",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """No unit enters before an agreement, unless an early entry was decided [seed 000, 002]."""
        waits = state.mission_phase == WAITING
        judgement.refuse(Refusal.NO_CHANGE, waits == (self.phase == "pre_deal"))
        if self.phase == "deploying":
            early = flag(world, state, "pre_deal")
            judgement.refuse(Refusal.NO_TRUCE, ~truce(state) & ~early)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Units may enter from now on; a halt keeps those that are in and costs resolve."""
        state.mission_phase[runs] = code("mission_phase", self.phase)
        if self.phase == "pre_deal":
            add(state.resolve_perception, runs, -world.doctrine.posture_resolve)


class SeekAgreement(Order):
    """Negotiate a ceasefire, a peace agreement or a frozen line; the talks end some turns later."""

    type: Literal["seek_agreement"] = "seek_agreement"
    status: Literal["ceasefire", "peace", "frozen"]
    touches: ClassVar[tuple[str, ...]] = ("agreement_due",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Kyiv, Washington or a lead nation negotiates, one text at a time."""
        actor = self.number(world)
        guarantor = world.actors[actor].role == "guarantor"
        seated = guarantor or actor == world.traits.host_actor or bool(world.is_lead[actor])
        judgement.refuse(Refusal.NOT_AT_TABLE, not seated)
        judgement.refuse(Refusal.NO_CHANGE, state.ceasefire_status == self._code)
        judgement.refuse(Refusal.TALKS_UNDER_WAY, state.agreement_sought != NOTHING)

    @property
    def _code(self) -> int:
        return CEASEFIRE_STATUS.index(self.status)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The talks begin."""
        state.agreement_sought[runs] = self._code
        due = np.minimum(state.turn + int(world.doctrine.talks_turns), NEVER)
        state.agreement_due[runs] = due[runs]


class SetCoverage(CollectiveOrder):
    """Put a sector under the guarantee, or take it out."""

    type: Literal["set_coverage"] = "set_coverage"
    sector: SectorId
    covered: bool = True
    touches: ClassVar[tuple[str, ...]] = (
        "cohesion", "clarity", "resolve_perception", "ru_patience",
    )  # fmt: skip
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """The talks set the line; who has no weight in them cannot widen the guarantee."""
        held = state.covered[:, world.index["sector"][self.sector]] != 0
        judgement.refuse(Refusal.NO_CHANGE, held == self.covered)
        if self.covered:
            low = state.europe_seat < world.doctrine.coverage_seat
            judgement.refuse(Refusal.SEAT_LOW, low)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """A wider guarantee is clearer and costs unity; a narrower one buys patience."""
        d = world.doctrine
        state.covered[runs, world.index["sector"][self.sector]] = int(self.covered)
        if self.covered:
            add(state.cohesion, runs, -d.coverage_cohesion)
            add(state.clarity, runs, d.coverage_clarity)
        else:
            add(state.resolve_perception, runs, -d.coverage_resolve)
            add(state.ru_patience, runs, d.coverage_patience)


class SetComposition(CollectiveOrder):
    """Offer to leave out brigades of NATO states, or all their fighting units, or nobody."""

    type: Literal["set_composition"] = "set_composition"
    composition: Literal["open", "no_nato_brigades", "neutral"]
    touches: ClassVar[tuple[str, ...]] = ("resolve_perception", "ru_patience")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something [seed 000, 002]."""
        same = state.composition == COMPOSITION.index(self.composition)
        judgement.refuse(Refusal.NO_CHANGE, same)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Each step to a neutral force buys patience and costs resolve; a step back reverses it."""
        new = COMPOSITION.index(self.composition)
        step = (new - state.composition.astype(np.int64)).astype(np.float64)
        add(state.resolve_perception, runs, (-world.doctrine.composition_resolve * step)[runs])
        add(state.ru_patience, runs, (world.doctrine.composition_patience * step)[runs])
        state.composition[runs] = new
