"""Orders for the force as a whole: posture, tiers, rules of engagement, command, intervention."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from tabletop.rules.codes import DEPLOYED, code
from tabletop.rules.enablers import enabled
from tabletop.rules.membership import allied, pool
from tabletop.rules.orders.base import Bools, CollectiveOrder, TierNumber, add, flag, set_flag
from tabletop.rules.orders.deployment import ForceOrder
from tabletop.rules.orders.moves import judge_frame, judge_place
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.tracks import too_few
from tabletop.world.state import State
from tabletop.world.variables import COMMAND, FORCE_POSTURE, INTERVENTION_RULE
from tabletop.world.world import World

UNARMED_LEVEL = 2
"""Highest level of the rules of engagement for observers: self-defence."""

OBSERVER_TIER = 1
PATROL = code("air_posture", "patrol")
NATIONAL = code("command", "national")
AUTOMATIC = code("intervention_rule", "automatic")

ForcePosture = Literal["hubs", "tripwire", "air_sea", "multi_brigade", "observers"]
AirPosture = Literal["off", "alert", "patrol", "enforcement"]
CommandModel = Literal["national", "lead_nation", "single_commander", "nato"]
Rule = Literal["unwritten", "ambiguous", "graded", "automatic"]


class SetPosture(CollectiveOrder):
    """Declare the concept of the force, the posture of allied air power, or both."""

    type: Literal["set_posture"] = "set_posture"
    force_posture: ForcePosture | None = None
    air_posture: AirPosture | None = None
    touches: ClassVar[tuple[str, ...]] = ("cohesion", "resolve_perception", "clarity")

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Patrols need aircraft, a posture needs enough members; something must change."""
        same_force = self.force_posture is None or (
            state.force_posture == code("force_posture", self.force_posture)
        )
        same_air = self.air_posture is None or (
            state.air_posture == code("air_posture", self.air_posture)
        )
        judgement.refuse(Refusal.NO_CHANGE, np.asarray(same_force) & np.asarray(same_air))
        if self.force_posture is not None:
            aim = FORCE_POSTURE.index(self.force_posture)
            judgement.refuse(Refusal.TOO_FEW, too_few(world, state, aim) & ~np.asarray(same_force))
        if self.air_posture in ("patrol", "enforcement"):
            judgement.refuse(Refusal.NO_AIRCRAFT, ~self._aircraft(world, state))
        if self.air_posture == "enforcement":
            blind = enabled(world, state, "aew") < world.doctrine.enforcement_aew
            judgement.refuse(Refusal.NO_AIR_ENABLERS, blind)

    def _aircraft(self, world: World, state: State) -> Bools:
        """Tell whether armed aircraft of the mission are in the theatre, [run]."""
        armed = world.traits.flies & world.traits.armed & world.is_coalition
        return np.asarray(((state.status == DEPLOYED) & armed[None]).any(axis=1))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """A change costs unity; a step back in the air costs resolve in Moscow's eyes."""
        if self.force_posture is not None:
            new = FORCE_POSTURE.index(self.force_posture)
            changed = runs & (state.force_posture != new)
            add(state.cohesion, changed, -world.doctrine.posture_cohesion)
            state.force_posture[runs] = new
        if self.air_posture is not None:
            level = code("air_posture", self.air_posture)
            weaker = runs & (state.air_posture > level)
            add(state.resolve_perception, weaker, -world.doctrine.posture_resolve)
            state.air_posture[runs] = level


class SetTier(ForceOrder):
    """Put a deployed force into another tier, where it stands."""

    type: Literal["set_tier"] = "set_tier"
    only_indexes: ClassVar[bool] = True
    tier: TierNumber

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """The tier must suit the force and the place [seed 000]."""
        self.owned(world, judgement)
        force = self.place(world)
        judgement.refuse(Refusal.NOT_DEPLOYED, state.status[:, force] != DEPLOYED)
        judgement.refuse(Refusal.NO_CHANGE, state.tier_of[:, force] == self.tier)
        places, tiers = np.unique(np.maximum(state.at[:, force], 0)), np.array([self.tier])
        several = Judgement(state.runs, len(places))
        tiers = np.repeat(tiers, len(places))
        judge_place(world, state, force, places, tiers, several)
        judge_frame(world, state, force, places, tiers, several)
        mine = np.searchsorted(places, np.maximum(state.at[:, force], 0))
        codes = np.take_along_axis(several.codes, mine[:, None], axis=1)[:, 0]
        for found in np.unique(codes).tolist():
            judgement.refuse(Refusal(found), codes == found)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The force stands in the new tier at once."""
        state.tier_of[runs, self.place(world)] = self.tier


class SetRoe(CollectiveOrder):
    """Set the rules of engagement of a tier, from 1 (observe) to 5 (support a defence)."""

    type: Literal["set_roe"] = "set_roe"
    tier: TierNumber
    level: Annotated[int, Field(ge=1, le=5)]
    touches: ClassVar[tuple[str, ...]] = ("roe", "cohesion", "resolve_perception")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Observers only defend themselves [seed 000]."""
        judgement.refuse(Refusal.NO_CHANGE, state.roe[:, self.tier - 1] == self.level)
        too_much = self.tier == OBSERVER_TIER and self.level > UNARMED_LEVEL
        judgement.refuse(Refusal.OBSERVERS_UNARMED, too_much)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Each level up costs unity among states with no_combat; a level down costs resolve."""
        old = state.roe[:, self.tier - 1].copy()
        step = self.level - old
        held = state.caveat[:, :, world.index["caveat"]["no_combat"]] != 0
        who = allied(state)
        reluctant = (held & who).sum(axis=1) / np.maximum(who.sum(axis=1), 1)
        cost = world.doctrine.roe_cohesion * np.maximum(step, 0) * reluctant
        add(state.cohesion, runs, -cost[runs])
        back = world.doctrine.posture_resolve * (step < 0)
        add(state.resolve_perception, runs, -back[runs])
        state.roe[runs, self.tier - 1] = self.level


class SetCommand(CollectiveOrder):
    """Choose the command arrangement, and whether the commander may act in an emergency."""

    type: Literal["set_command"] = "set_command"
    command: CommandModel
    emergency_authority: bool | None = None
    touches: ClassVar[tuple[str, ...]] = ("cohesion", "domestic_support")

    @property
    def for_leaders(self) -> bool:
        """Only heads of government decide on this."""
        return True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """NATO needs Washington, one commander needs unity, lead nations need a lead [seed 001]."""
        same = state.command == COMMAND.index(self.command)
        if self.emergency_authority is not None:
            same &= flag(world, state, "cdr_authority") == self.emergency_authority
        judgement.refuse(Refusal.NO_CHANGE, same)
        doctrine = world.doctrine
        if self.command == "nato":
            judgement.refuse(Refusal.BACKSTOP_LOW, state.us_backstop < doctrine.nato_backstop)
        elif self.command == "lead_nation":
            left = ((state.recalled != 0) & world.is_lead[None]).sum(axis=1)
            judgement.refuse(Refusal.NO_LEAD_PRESENT, left >= world.is_lead.sum())
        elif self.command == "single_commander":
            judgement.refuse(Refusal.COHESION_LOW, state.cohesion < doctrine.command_cohesion)
        if self.emergency_authority and self.command == "national":
            judgement.refuse(Refusal.NO_COMMAND, np.ones(state.runs, dtype=np.bool_))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The arrangement is in force at once; its effect on unity follows each turn.

        One commander for all costs support at home, and going back gives it back [seed 001].
        """
        one = COMMAND.index("single_commander")
        step = int(self.command == "single_commander") - (state.command == one).astype(np.int64)
        for sign in (1, -1):
            pool(world, state, runs & (step == sign), sign * world.doctrine.pool_support)
        state.command[runs] = COMMAND.index(self.command)
        if self.emergency_authority is not None:
            set_flag(world, state, "cdr_authority", runs, int(self.emergency_authority))
        if self.command == "national":
            set_flag(world, state, "cdr_authority", runs, 0)


class SetInterventionRule(CollectiveOrder):
    """Write down how the force answers a breakthrough: more automatic is clearer and dearer."""

    type: Literal["set_intervention_rule"] = "set_intervention_rule"
    rule: Rule
    touches: ClassVar[tuple[str, ...]] = ("cohesion", "clarity", "resolve_perception")
    only_indexes: ClassVar[bool] = True

    @property
    def for_leaders(self) -> bool:
        """Only heads of government decide on this."""
        return True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """An automatic answer needs a common command and unity [seed 004]."""
        judgement.refuse(
            Refusal.NO_CHANGE, state.intervention_rule == INTERVENTION_RULE.index(self.rule)
        )
        if self.rule == "automatic":
            judgement.refuse(Refusal.NO_COMMAND, state.command == NATIONAL)
            low = state.cohesion < world.doctrine.rule_automatic_cohesion
            judgement.refuse(Refusal.COHESION_LOW, low)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Each step up adds clarity and costs unity; each step down costs resolve as well."""
        doctrine = world.doctrine
        new = INTERVENTION_RULE.index(self.rule)
        step = new - state.intervention_rule.astype(np.int64)
        add(state.clarity, runs, (doctrine.rule_clarity * step)[runs])
        add(state.cohesion, runs, (-doctrine.rule_cohesion * np.maximum(step, 0))[runs])
        back = doctrine.posture_resolve * np.maximum(-step, 0)
        add(state.resolve_perception, runs, -back[runs])
        state.intervention_rule[runs] = new
