"""Orders of support for Ukraine: programmes, arms, training, limits on strikes, air zones."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from tabletop.rules.drift import values
from tabletop.rules.membership import allied
from tabletop.rules.orders.base import (
    AirAreaId,
    ArmsId,
    Bools,
    CollectiveOrder,
    Order,
    ProgrammeId,
    add,
    flag,
    speak,
    spoken,
)
from tabletop.rules.orders.money import MOST_MONEY
from tabletop.rules.politics import offer_thresholds
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.strikes import may_intercept
from tabletop.rules.sustainment import committed, funding_limit
from tabletop.world.state import State
from tabletop.world.traits import CONTINGENT, NICHE
from tabletop.world.variables import ARMS, DEEP_STRIKE, NSATU_SCOPE
from tabletop.world.world import World

LONG_RANGE = "long_range"
_LEVEL = {"air_defence": NICHE, "artillery": NICHE, "aircraft": CONTINGENT, LONG_RANGE: CONTINGENT}


class FundProgramme(Order):
    """Set what an actor pays a month to a programme whose fruit comes turns later.

    Depots keep Western systems going, a joint line makes ammunition and air defence, elsa and essi
    build European reach and shield.
    """

    type: Literal["fund_programme"] = "fund_programme"
    programme: ProgrammeId
    amount: Annotated[float, Field(ge=0, le=MOST_MONEY, allow_inf_nan=False)]
    touches: ClassVar[tuple[str, ...]] = ("programme_money",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It shares what a government is willing to give with the mission and with aid."""
        actor = self.number(world)
        held = state.programme_money[:, actor, world.index["programme"][self.programme]]
        judgement.refuse(Refusal.NO_CHANGE, held == self.amount)
        other = committed(state)[:, actor] - held
        limit = funding_limit(world, state)[:, actor]
        raised = held < self.amount
        judgement.refuse(Refusal.OVER_LIMIT, raised & (other + self.amount > limit))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The money goes to the programme every month until it is changed."""
        place = world.index["programme"][self.programme]
        state.programme_money[runs, self.number(world), place] = self.amount


class DeliverArms(Order):
    """Deliver a class of arms to the Ukrainian army, from stocks or on export credit."""

    type: Literal["deliver_arms"] = "deliver_arms"
    arms: ArmsId
    credit: bool = False
    touches: ClassVar[tuple[str, ...]] = (
        "arms_stock", "ua_aid", "domestic_support", "escalation", "trust",
    )  # fmt: skip
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """A willing member pays for it; long reach takes its political initiative [seed 000]."""
        actor, place = self.number(world), world.index["arms"][self.arms]
        judgement.refuse(Refusal.NOT_A_PARTY, ~allied(state)[:, actor])
        judgement.refuse(Refusal.ARMS_CONCEDED, flag(world, state, "conceded_arms"))
        judgement.refuse(Refusal.NO_CHANGE, state.arms_stock[:, place] >= 100.0)
        if self.arms == LONG_RANGE:
            judgement.refuse(Refusal.SPOKEN, spoken(state, actor))
        needed = offer_thresholds(world)[_LEVEL[self.arms]]
        judgement.refuse(Refusal.UNWILLING, state.willingness[:, actor] < needed)
        given = committed(state)[:, actor]
        limit = funding_limit(world, state)[:, actor]
        judgement.refuse(Refusal.OVER_LIMIT, given + self.price(world) > limit)

    def price(self, world: World) -> float:
        """What the delivery takes of the actor's means, EUR m a month."""
        months = world.doctrine.package_months
        if self.credit:
            months *= world.doctrine.arms_credit
        return float(values(world, "arms_price", ARMS)[world.index["arms"][self.arms]] / months)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The stock grows; long reach is argued over at home and answered in Moscow."""
        d, actor = world.doctrine, self.number(world)
        state.arms_stock[runs, world.index["arms"][self.arms]] += d.arms_step
        state.ua_aid[runs, actor] += self.price(world)
        if self.arms == LONG_RANGE:
            speak(state, actor, runs)
            state.domestic_support[runs, actor] -= d.long_range_support
            add(state.escalation, runs, d.long_range_escalation)


class SetStrikePolicy(CollectiveOrder):
    """Say what the arms delivered to Ukraine may strike inside Russia."""

    type: Literal["set_strike_policy"] = "set_strike_policy"
    policy: Literal["forbidden", "counterfire", "free"]
    touches: ClassVar[tuple[str, ...]] = ("escalation", "resolve_perception")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something."""
        new = DEEP_STRIKE.index(self.policy)
        judgement.refuse(Refusal.NO_CHANGE, state.deep_strike == new)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Each limit lifted escalates; each limit imposed costs resolve [seed 004]."""
        d, new = world.doctrine, DEEP_STRIKE.index(self.policy)
        step = new - state.deep_strike.astype(np.int64)
        add(state.escalation, runs, (d.deep_strike_step * np.maximum(step, 0))[runs])
        add(state.resolve_perception, runs, (-d.posture_resolve * np.maximum(-step, 0))[runs])
        state.deep_strike[runs] = new


class SetTrainingScope(CollectiveOrder):
    """Say where allied trainers and repairers work for the Ukrainian army."""

    type: Literal["set_training_scope"] = "set_training_scope"
    only_indexes: ClassVar[bool] = True
    scope: Literal["abroad", "west", "forward"]

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Inside Ukraine it needs Kyiv's consent [seed 004]."""
        new = NSATU_SCOPE.index(self.scope)
        judgement.refuse(Refusal.NO_CHANGE, state.nsatu_scope == new)
        if self.scope != "abroad":
            judgement.refuse(Refusal.NO_CONSENT, state.ua_consent == 0)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Throughput, danger and escalation follow in the turn."""
        state.nsatu_scope[runs] = NSATU_SCOPE.index(self.scope)


class DeclareZone(CollectiveOrder):
    """Declare an air-defence zone over an air area, or give it up."""

    type: Literal["declare_zone"] = "declare_zone"
    area: AirAreaId
    declared: bool = True
    touches: ClassVar[tuple[str, ...]] = ("resolve_perception",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """A zone needs a rule under which allies may shoot [seed 004]."""
        held = state.ad_zone[:, world.index["air_area"][self.area]] != 0
        judgement.refuse(Refusal.NO_CHANGE, held == self.declared)
        if self.declared:
            judgement.refuse(Refusal.NO_INTERCEPTION_RULE, ~may_intercept(state))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The zone stands; giving one up costs resolve."""
        state.ad_zone[runs, world.index["air_area"][self.area]] = int(self.declared)
        if not self.declared:
            add(state.resolve_perception, runs, -world.doctrine.posture_resolve)
