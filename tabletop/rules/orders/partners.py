"""Orders of the leads among partners: roles, mediation, effort and the track of support."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from tabletop.rules.capitals import TURKEY
from tabletop.rules.caveats import truce
from tabletop.rules.membership import allied
from tabletop.rules.orders.base import (
    ActorId,
    Bools,
    CollectiveOrder,
    add,
    flag,
    set_flag,
    speak,
    spoken,
)
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.russia import at_war
from tabletop.rules.sustainment import start_aid
from tabletop.rules.tracks import EFFORT_POINTS, TRACKS
from tabletop.world.state import State
from tabletop.world.variables import HUB_ROLE, SUPPORT_TRACK
from tabletop.world.world import World

Role = Literal["logistics_hub", "training_hub", "sea_command", "partner"]
Points = Annotated[int, Field(ge=0, le=EFFORT_POINTS)]


class OfferRole(CollectiveOrder):
    """Offer another government a role: a hub on its land, the command at sea, or a seat."""

    type: Literal["offer_role"] = "offer_role"
    role: Role
    partner: ActorId
    touches: ClassVar[tuple[str, ...]] = ("willingness", "domestic_support", "maritime_access")
    only_indexes: ClassVar[bool] = True

    def asked(self, world: World) -> int:
        """Number of the actor that is asked."""
        return world.actor(self.partner)

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """The role must suit the state that is asked, and that state must want it [seed 000]."""
        actor = self.asked(world)
        judgement.refuse(Refusal.NO_CHANGE, self._holds(world, state))
        judgement.refuse(Refusal.ROLE_UNFIT, ~self._fit(world, state))
        if self.role == "sea_command":
            judgement.refuse(Refusal.NO_CEASEFIRE, ~truce(state))
        judgement.refuse(Refusal.UNWILLING, state.willingness[:, actor] < self.needed(world))

    def needed(self, world: World) -> float:
        """Willingness that the role asks for."""
        d = world.doctrine
        return d.sea_willingness if self.role == "sea_command" else d.hub_willingness

    def _holds(self, world: World, state: State) -> Bools:
        actor = self.asked(world)
        if self.role == "partner":
            return np.asarray(state.partner_status[:, actor] != 0)
        if self.role == "sea_command":
            return flag(world, state, "sea_command")
        return np.asarray(state.hub_role[:, actor] == _hub(self.role))

    def _fit(self, world: World, state: State) -> Bools:
        """Hubs need a base agreement; the sea is Turkey's; a seat is for non-Europeans."""
        actor, everywhere = self.asked(world), np.ones(state.runs, dtype=np.bool_)
        if self.role == "partner":
            return everywhere & overseas(world, state)[:, actor]
        if self.role == "sea_command":
            return everywhere & (world.actors[actor].id == TURKEY)
        return np.asarray(state.base_agreement[:, actor] != 0)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The role is taken: it wins the government that is asked, and a hub costs it support."""
        actor, d = self.asked(world), world.doctrine
        state.willingness[runs, actor] += d.role_willingness
        if self.role == "partner":
            state.partner_status[runs, actor] = 1
        elif self.role == "sea_command":
            set_flag(world, state, "sea_command", runs)
            add(state.maritime_access, runs, d.sea_command_access)
        else:
            state.hub_role[runs, actor] = _hub(self.role)
            state.domestic_support[runs, actor] -= d.hub_support


def _hub(role: str) -> int:
    return HUB_ROLE.index(role.removesuffix("_hub"))


def overseas(world: World, state: State) -> Bools:
    """Allies from outside Europe, [run, actor] [seed 000, 001]."""
    group = world.traits.group
    western = group("G7") & ~group("EU") & ~group("E3") & ~group("P5")
    return np.asarray((group("partner") | western) & allied(state))


class Mediate(CollectiveOrder):
    """Bring two governments that are far apart closer to each other."""

    type: Literal["mediate"] = "mediate"
    one: ActorId
    other: ActorId
    touches: ClassVar[tuple[str, ...]] = ("willingness", "cohesion")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Both belong to the coalition, and there is a distance to close [seed 002, 003]."""
        one, other = world.actor(self.one), world.actor(self.other)
        judgement.refuse(Refusal.NOT_MEMBER, ~(allied(state)[:, one] & allied(state)[:, other]))
        judgement.refuse(Refusal.SPOKEN, spoken(state, self.number(world)))
        apart = np.abs(state.willingness[:, one] - state.willingness[:, other])
        judgement.refuse(Refusal.NO_QUARREL, apart < world.doctrine.mediate_least)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The reluctant one comes most of the way, the eager one a part; unity gains."""
        d = world.doctrine
        speak(state, self.number(world), runs)
        pair = np.array([world.actor(self.one), world.actor(self.other)])
        apart = state.willingness[:, pair[0]] - state.willingness[:, pair[1]]
        for actor, sign in zip(pair.tolist(), (-1.0, 1.0), strict=True):
            step = sign * apart * d.mediate_gain
            step = np.where(step < 0.0, step / 2.0, step)
            state.willingness[runs, actor] += step[runs]
        add(state.cohesion, runs, d.mediate_cohesion)


class SetEffort(CollectiveOrder):
    """Share six points of effort among the guarantee, pressure on Moscow and support for Kyiv."""

    type: Literal["set_effort"] = "set_effort"
    only_indexes: ClassVar[bool] = True
    guarantee: Points = 2
    pressure: Points = 2
    support: Points = 2

    @model_validator(mode="after")
    def _all_of_it(self) -> SetEffort:
        if self.guarantee + self.pressure + self.support != EFFORT_POINTS:
            raise ValueError(f"share out {EFFORT_POINTS} points")
        return self

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something [seed 004]."""
        same = [getattr(state, f"effort_{name}") == getattr(self, name) for name in TRACKS]
        judgement.refuse(Refusal.NO_CHANGE, same[0] & same[1] & same[2])

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The effort works from this turn on."""
        for name in TRACKS:
            getattr(state, f"effort_{name}")[runs] = getattr(self, name)


class SwitchTrack(CollectiveOrder):
    """Turn support to helping Ukraine fight when talks have failed, or back to securing peace."""

    type: Literal["switch_track"] = "switch_track"
    track: Literal["secure_peace", "help_fight"]
    touches: ClassVar[tuple[str, ...]] = ("pledged", "ua_aid", "sanctions")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Help to fight when diplomacy has failed, peace when there is a truce [seed 000]."""
        d = world.doctrine
        same = state.support_track == SUPPORT_TRACK.index(self.track)
        judgement.refuse(Refusal.NO_CHANGE, same)
        if self.track == "help_fight":
            failed = at_war(state) | (state.ru_patience < d.track_patience)
            judgement.refuse(Refusal.TALKS_ON, ~failed)
        else:
            judgement.refuse(Refusal.NO_CEASEFIRE, ~truce(state))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """A part of the members' money changes over, and sanctions rise with the fighting."""
        d = world.doctrine
        fights = self.track == "help_fight"
        beyond = np.maximum(state.ua_aid - start_aid(world)[None], 0.0)
        source = state.pledged if fights else beyond
        moved = d.track_share * source * allied(state) * (1.0 if fights else -1.0)
        state.pledged[runs] -= moved[runs]
        state.ua_aid[runs] += moved[runs]
        if fights:
            state.sanctions[runs] += d.track_sanctions * allied(state)[runs]
        state.support_track[runs] = SUPPORT_TRACK.index(self.track)
