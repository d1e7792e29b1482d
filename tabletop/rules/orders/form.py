"""Orders about plans, summits and the form of the coalition."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from tabletop.rules.codes import code
from tabletop.rules.institution import THREE
from tabletop.rules.membership import members, pool
from tabletop.rules.orders.base import Bools, CollectiveOrder, Order, add, speak, spoken
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.sustainment import spare_money
from tabletop.world.state import State
from tabletop.world.variables import DEPLOYMENT_CONDITION, NEVER, STAFF_WORK, SUMMIT_AGENDA
from tabletop.world.world import World

AD_HOC, TREATY = code("structure", "ad_hoc"), code("structure", "treaty")
UNION = "EU"
BOLDNESS = (1, 0, 2)
"""How bold each condition for deployment is, in the order of the variable."""


class AssignStaff(CollectiveOrder):
    """Put the planning staffs to one plan: operations, mandates, money or manpower."""

    type: Literal["assign_staff"] = "assign_staff"
    only_indexes: ClassVar[bool] = True
    work: Literal["none", "operations", "mandate", "money", "manpower"]

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something [seed 000, 003]."""
        judgement.refuse(Refusal.NO_CHANGE, state.staff_work == STAFF_WORK.index(self.work))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The plan advances each turn, until the staffs are put to something else."""
        state.staff_work[runs] = STAFF_WORK.index(self.work)


class CallSummit(CollectiveOrder):
    """Call the leaders together in the next turn, and say what for."""

    type: Literal["call_summit"] = "call_summit"
    only_indexes: ClassVar[bool] = True
    agenda: Literal["unity", "forces", "money", "talks"] = "unity"

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Leaders do not meet every month [seed 000 to 004]."""
        judgement.refuse(Refusal.SPOKEN, spoken(state, self.number(world)))
        gap = int(world.doctrine.summit_gap)
        lately = (state.last_summit >= 0) & (state.turn - state.last_summit < gap)
        judgement.refuse(Refusal.SUMMIT_LATELY, lately)
        agenda = SUMMIT_AGENDA.index(self.agenda)
        called = (state.next_summit <= state.turn + 1) & (state.summit_agenda == agenda)
        judgement.refuse(Refusal.NO_CHANGE, called)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """A summit of this turn gets the agenda; otherwise the leaders meet in the next one."""
        # A summit that meets in this very turn takes up the agenda.
        soon = np.minimum(state.turn + 1, NEVER)
        when = np.where(state.next_summit == state.turn, state.turn, soon)
        state.next_summit[runs] = when[runs]
        state.summit_agenda[runs] = SUMMIT_AGENDA.index(self.agenda)
        speak(state, self.number(world), runs)


class E3Call(Order):
    """Hold a call of London, Paris and Berlin: a joint text, or an open row."""

    type: Literal["e3_call"] = "e3_call"
    result: Literal["joint_text", "open_row"] = "joint_text"
    touches: ClassVar[tuple[str, ...]] = ("e3_alignment", "cohesion", "domestic_support")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """One of the three calls; a text needs enough common ground [seed 001]."""
        actor = self.number(world)
        judgement.refuse(Refusal.NOT_OF_THE_THREE, not world.traits.group(THREE)[actor])
        judgement.refuse(Refusal.SPOKEN, spoken(state, actor))
        apart = state.e3_alignment < world.doctrine.e3_least
        judgement.refuse(Refusal.THREE_APART, apart & (self.result == "joint_text"))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """A text of the three counts more than single statements; a row pays only at home."""
        actor, d = self.number(world), world.doctrine
        speak(state, actor, runs)
        if self.result == "joint_text":
            add(state.e3_alignment, runs, d.e3_text_alignment)
            add(state.cohesion, runs, d.e3_text_unity)
            return
        add(state.e3_alignment, runs, -d.e3_row_alignment)
        add(state.cohesion, runs, -d.e3_row_unity)
        state.domestic_support[runs, actor] += d.e3_row_support


class Arrange(CollectiveOrder):
    """Give the coalition a legal personality, a defence Eurogroup, or liaison teams."""

    type: Literal["arrange"] = "arrange"
    what: Literal["legal_status", "eurogroup", "nato_liaison", "eu_liaison"]
    touches: ClassVar[tuple[str, ...]] = ("domestic_support",)

    @property
    def for_leaders(self) -> bool:
        """Only heads of government decide on powers of the coalition."""
        return self.what in ("legal_status", "eurogroup")

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Status needs a structure, a Eurogroup eight members, liaison a tacit yes [seed 000]."""
        d = world.doctrine
        judgement.refuse(Refusal.NO_CHANGE, getattr(state, self.what) != 0)
        if self.what == "legal_status":
            judgement.refuse(Refusal.NO_STRUCTURE, state.structure == AD_HOC)
        elif self.what == "eurogroup":
            few = euro_members(world, state) < d.eurogroup_members
            judgement.refuse(Refusal.TOO_FEW_MEMBERS, few)
        elif self.what == "nato_liaison":
            judgement.refuse(Refusal.BACKSTOP_LOW, state.us_backstop < d.nato_backstop)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """It is there at once; pooled powers cost support at home, where they are dear."""
        getattr(state, self.what)[runs] = 1
        if self.for_leaders:
            pool(world, state, runs, world.doctrine.pool_support)


def euro_members(world: World, state: State) -> np.ndarray:
    """Count the members of the Union that would found a defence Eurogroup, [run]."""
    union = world.traits.group(UNION)[None] & members(state)
    keen = state.willingness >= world.doctrine.eurogroup_willingness
    return np.asarray((union & keen).sum(axis=1))


class AdoptPlan(CollectiveOrder):
    """Adopt a common plan of equipment that reaches so many years; it costs money every month."""

    type: Literal["adopt_plan"] = "adopt_plan"
    only_indexes: ClassVar[bool] = True
    years: Literal[0, 1, 5, 10, 15]

    @property
    def for_leaders(self) -> bool:
        """Only heads of government decide on this."""
        return True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Long plans need a Eurogroup or a treaty, and money [seed 001]."""
        d = world.doctrine
        judgement.refuse(Refusal.NO_CHANGE, state.plan_horizon == self.years)
        loose = (state.eurogroup == 0) & (state.structure != TREATY)
        judgement.refuse(Refusal.NO_EUROGROUP, loose & (self.years >= d.eurogroup_years))
        price = (self.years - state.plan_horizon) * d.capability_cost
        spare = spare_money(world, state, self.number(world))
        judgement.refuse(Refusal.TOO_EXPENSIVE, (price > 0.0) & (price > spare))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The plan is carried out turn by turn, the faster the further it reaches."""
        state.plan_horizon[runs] = self.years


class SetCondition(CollectiveOrder):
    """Say what the force waits for: a ceasefire, a peace, or only Kyiv's request."""

    type: Literal["set_condition"] = "set_condition"
    condition: Literal["ceasefire", "peace", "request"]
    touches: ClassVar[tuple[str, ...]] = ("cohesion", "resolve_perception")
    only_indexes: ClassVar[bool] = True

    @property
    def for_leaders(self) -> bool:
        """Only heads of government decide on this."""
        return True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something [seed 001]."""
        same = state.deployment_condition == DEPLOYMENT_CONDITION.index(self.condition)
        judgement.refuse(Refusal.NO_CHANGE, same)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Bolder costs unity and shows resolve; meeker does the reverse."""
        d = world.doctrine
        new = DEPLOYMENT_CONDITION.index(self.condition)
        bold = np.array(BOLDNESS)
        step = bold[new] - bold[state.deployment_condition]
        add(state.cohesion, runs, (-d.condition_unity * np.sign(step))[runs])
        add(state.resolve_perception, runs, (d.condition_resolve * np.sign(step))[runs])
        state.deployment_condition[runs] = new
