"""Orders about the coalition itself: who is in it, who leads, how far a state has bound itself."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from tabletop.rules.codes import DEPLOYED, MOVING, READYING
from tabletop.rules.membership import CANDIDATE, LEFT, MEMBER, OUTSIDE, may_join, members
from tabletop.rules.orders.base import ActorId, Bools, CollectiveOrder, Order, add, speak, spoken
from tabletop.rules.politics import COMMITTED
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.withdrawal import send_home
from tabletop.world.state import State
from tabletop.world.variables import BREADTH, DECISION_RULE
from tabletop.world.world import World

INTENT = 2
"""Rung of the ladder from which a government must be willing to offer something."""


class Join(Order):
    """Let a state join the coalition, or leave it; whoever leaves calls its units home.

    Who stays outside may still offer units task by task.
    """

    type: Literal["join"] = "join"
    join: bool = True
    touches: ClassVar[tuple[str, ...]] = (
        "cohesion", "resolve_perception", "arrival_turn",
    )  # fmt: skip

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """States join of their own will; nobody can keep them in or out [seed 000, 001]."""
        actor = self.number(world)
        judgement.refuse(Refusal.CANNOT_JOIN, not may_join(world)[actor])
        standing = state.membership[:, actor]
        gone = (standing == OUTSIDE) | (standing == LEFT)
        judgement.refuse(Refusal.NO_CHANGE, (standing == MEMBER) if self.join else gone)
        low = state.willingness[:, actor] < world.doctrine.join_willingness
        judgement.refuse(Refusal.UNWILLING, low & self.join)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The roster changes at once; a state that leaves costs unity and resolve."""
        actor = self.number(world)
        if self.join:
            state.membership[runs, actor] = MEMBER
            state.commitment[runs, actor] = np.maximum(state.commitment[runs, actor], 1)
            return
        state.membership[runs, actor] = LEFT
        state.recalled[runs, actor] = 1
        state.headquarters[runs, actor] = 0
        state.task_lead[runs, actor] = 0
        out = np.isin(state.status, (READYING, MOVING, DEPLOYED))
        mine = (world.force_actor == actor) & world.is_coalition
        send_home(world, state, out & mine[None] & runs[:, None])
        add(state.cohesion, runs, -world.doctrine.leave_unity)
        add(state.resolve_perception, runs, -world.doctrine.withdraw_resolve)


class Recruit(CollectiveOrder):
    """Court a state that is not yet a member, as a lead nation's initiative of the turn."""

    type: Literal["recruit"] = "recruit"
    whom: ActorId
    touches: ClassVar[tuple[str, ...]] = ("willingness",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Only states that could join, and are no members yet."""
        whom = world.actor(self.whom)
        judgement.refuse(Refusal.CANNOT_JOIN, not may_join(world)[whom])
        judgement.refuse(Refusal.NO_CHANGE, state.membership[:, whom] == MEMBER)
        judgement.refuse(Refusal.SPOKEN, spoken(state, self.number(world)))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The state is a candidate, a little more willing; it becomes a member when it wants to."""
        whom = world.actor(self.whom)
        state.willingness[runs, whom] += world.doctrine.recruit_gain
        state.membership[runs, whom] = CANDIDATE
        speak(state, self.number(world), runs)


class Commit(Order):
    """Go up or down the ladder of commitment in public: statement, intent, formal commitment.

    The higher rungs, offered and deployed, follow from the units themselves.
    """

    type: Literal["commit"] = "commit"
    level: Annotated[int, Field(ge=1, le=COMMITTED)]
    touches: ClassVar[tuple[str, ...]] = ("cohesion", "resolve_perception")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Each rung needs its own step at home [seed 000, 002, 003]."""
        actor, doctrine = self.number(world), world.doctrine
        held = state.commitment[:, actor]
        judgement.refuse(Refusal.NOT_A_PARTY, bool(world.traits.stranger[actor]))
        judgement.refuse(Refusal.NO_CHANGE, held == self.level)
        judgement.refuse(Refusal.BOUND_BY_FORCES, held > COMMITTED)
        judgement.refuse(Refusal.SPOKEN, spoken(state, actor))
        up = held < self.level
        unwilling = state.willingness[:, actor] < doctrine.offer_training
        judgement.refuse(Refusal.UNWILLING, up & unwilling & (self.level >= INTENT))
        low = state.domestic_support[:, actor] < doctrine.negotiate_support
        judgement.refuse(Refusal.SUPPORT_LOW, up & low & (self.level >= COMMITTED))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """A step up shows resolve and unites; a step down costs more of both."""
        actor, doctrine = self.number(world), world.doctrine
        step = self.level - state.commitment[:, actor].astype(np.int64)
        shown = np.where(step > 0, doctrine.commit_resolve, doctrine.withdraw_resolve) * step
        add(state.resolve_perception, runs, shown[runs])
        add(state.cohesion, runs, (doctrine.commit_unity * step)[runs])
        state.commitment[runs, actor] = self.level
        speak(state, actor, runs)


class InviteLead(CollectiveOrder):
    """Invite a member to lead a task beside the lead nations, such as logistics."""

    type: Literal["invite_lead"] = "invite_lead"
    only_indexes: ClassVar[bool] = True
    whom: ActorId

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """The invited government must be a member and want it [seed 004]."""
        whom = world.actor(self.whom)
        judgement.refuse(Refusal.NOT_A_MEMBER, ~members(state)[:, whom])
        leads = (state.task_lead[:, whom] != 0) | bool(world.is_lead[whom])
        judgement.refuse(Refusal.NO_CHANGE, leads)
        low = state.willingness[:, whom] < world.doctrine.lead_willingness
        judgement.refuse(Refusal.LEAD_UNWILLING, low)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """A further lead adds unity and logistics each turn, and no troops."""
        state.task_lead[runs, world.actor(self.whom)] = 1


class OfferHeadquarters(Order):
    """Offer an operational headquarters to the coalition, or take it away."""

    type: Literal["offer_headquarters"] = "offer_headquarters"
    provide: bool = True
    touches: ClassVar[tuple[str, ...]] = ("resolve_perception",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Only a member with staffs of its own can command such a force [seed 000, 003, 004]."""
        actor = self.number(world)
        judgement.refuse(Refusal.NOT_A_MEMBER, ~members(state)[:, actor])
        judgement.refuse(Refusal.RECALLED, (state.recalled[:, actor] != 0) & self.provide)
        own = world.points("command") * (world.force_actor == actor)
        weak = float(own.sum()) < world.doctrine.c2_points
        judgement.refuse(Refusal.NO_STAFF, weak & self.provide)
        judgement.refuse(Refusal.NO_CHANGE, (state.headquarters[:, actor] != 0) == self.provide)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The headquarters is there, or gone; without any the force acts half as fast."""
        state.headquarters[runs, self.number(world)] = int(self.provide)
        if not self.provide:
            add(state.resolve_perception, runs, -world.doctrine.withdraw_resolve)


class SetDecisionRule(CollectiveOrder):
    """Choose how the coalition decides as a whole; every unit needs its own state's yes anyway."""

    type: Literal["set_decision_rule"] = "set_decision_rule"
    only_indexes: ClassVar[bool] = True
    rule: Literal["ad_hoc", "lead_nations", "majority", "consensus"]
    by_vote: ClassVar[bool] = False

    @property
    def for_leaders(self) -> bool:
        """Only heads of government decide on this."""
        return True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something [seed 001]."""
        same = state.decision_rule == DECISION_RULE.index(self.rule)
        judgement.refuse(Refusal.NO_CHANGE, same)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Later orders for the force as a whole need what the rule asks for."""
        state.decision_rule[runs] = DECISION_RULE.index(self.rule)


class SetBreadth(CollectiveOrder):
    """Let all the willing count, or only a resolute kernel: faster and firmer, less legitimate."""

    type: Literal["set_breadth"] = "set_breadth"
    only_indexes: ClassVar[bool] = True
    breadth: Literal["broad", "kernel"]

    @property
    def for_leaders(self) -> bool:
        """Only heads of government decide on this."""
        return True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something [seed 001, 004]."""
        judgement.refuse(Refusal.NO_CHANGE, state.breadth == BREADTH.index(self.breadth))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Unity, speed and legitimacy follow from the next turn on."""
        state.breadth[runs] = BREADTH.index(self.breadth)
