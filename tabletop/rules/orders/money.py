"""Orders that cost money: pledges, packages, enablers, training and sanctions."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from tabletop.rules.codes import DEPLOYED, HOME, READYING, code
from tabletop.rules.orders.base import (
    Bools,
    EnablerId,
    ForceId,
    Order,
    add,
    flag,
    set_flag,
    speak,
    spoken,
)
from tabletop.rules.orders.deployment import ForceOrder
from tabletop.rules.politics import willingness_needed
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.sustainment import funding_limit, spare_money
from tabletop.world.state import State
from tabletop.world.variables import NEVER
from tabletop.world.world import World

MOST_MONEY = 5000.0
"""Largest pledge that can be written, in EUR m a month."""

OBSTRUCTIVE = code("hu_government", "obstructive")


class Fund(Order):
    """Set what an actor pays a month to the mission or to Ukraine, or hand over a package.

    ``amount`` replaces the pledge so far. ``package`` names a force of money, equipment or
    production that is handed to Ukraine and paid from the actor's own means.
    """

    type: Literal["fund"] = "fund"
    to: Literal["mission", "ukraine"] = "mission"
    amount: Annotated[float, Field(ge=0, le=MOST_MONEY, allow_inf_nan=False)] | None = None
    package: ForceId | None = None
    touches: ClassVar[tuple[str, ...]] = ("pledged", "ua_aid", "ready_turn")

    @model_validator(mode="after")
    def _one_of_both(self) -> Fund:
        if (self.amount is None) == (self.package is None):
            raise ValueError("give either an amount or a package")
        return self

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Mission and Ukraine share what a government is willing to give [seed 002, 003]."""
        if self.package is not None:
            self._examine_package(world, state, world.index["force"][self.package], judgement)
            return
        actor = self.number(world)
        held, other = self._pots(state, actor)
        judgement.refuse(Refusal.NO_CHANGE, held == self.amount)
        limit = funding_limit(world, state)[:, actor]
        raised = held < self.amount
        judgement.refuse(Refusal.OVER_LIMIT, raised & (other + self.amount > limit))

    def _examine_package(
        self, world: World, state: State, force: int, judgement: Judgement
    ) -> None:
        actor = self.number(world)
        judgement.refuse(Refusal.NOT_YOURS, bool(world.force_actor[force] != actor))
        judgement.refuse(Refusal.NOT_A_PACKAGE, not world.traits.package[force])
        judgement.refuse(Refusal.NOT_AT_HOME, state.status[:, force] != HOME)
        needed = willingness_needed(world, force)
        judgement.refuse(Refusal.UNWILLING, state.willingness[:, actor] < needed)
        limit = funding_limit(world, state)[:, actor]
        given = state.pledged[:, actor] + state.ua_aid[:, actor]
        price = package_price(world, force)
        judgement.refuse(Refusal.OVER_LIMIT, (given + price > limit) & (price > 0.0))

    def _pots(self, state: State, actor: int) -> tuple[np.ndarray, np.ndarray]:
        mission, aid = state.pledged[:, actor], state.ua_aid[:, actor]
        return (mission, aid) if self.to == "mission" else (aid, mission)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The pledge stands; a package is made ready and then brought to Ukraine."""
        actor = self.number(world)
        if self.package is None:
            pot = state.pledged if self.to == "mission" else state.ua_aid
            pot[runs, actor] = self.amount
            return
        force = world.index["force"][self.package]
        state.ua_aid[runs, actor] += package_price(world, force)
        state.status[runs, force] = READYING
        host = world.traits.host_actor
        home = int(world.actor_home[host]) if host >= 0 else int(world.actor_home[actor])
        state.bound_for[runs, force] = home
        ready = np.minimum(state.turn + int(world.force_ready_turns[force]), NEVER)
        state.ready_turn[runs, force] = ready[runs]


def package_price(world: World, force: int) -> float:
    """What a package takes of an actor's means, EUR m a month: its price over a year."""
    months_of_payment = world.doctrine.package_months
    return float(world.force_setup[force] / months_of_payment)


class Train(ForceOrder):
    """Let a deployed training force run a surge: more trained Ukrainians now, tired trainers."""

    type: Literal["train"] = "train"
    touches: ClassVar[tuple[str, ...]] = ("ua_training", "readiness")

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Only rested trainers in the theatre can surge."""
        self.owned(world, judgement)
        force = self.place(world)
        judgement.refuse(Refusal.NOT_A_TRAINER, bool(world.points("training")[force] <= 0.0))
        judgement.refuse(Refusal.NOT_DEPLOYED, state.status[:, force] != DEPLOYED)
        tired = state.readiness[:, force] < world.doctrine.train_least
        judgement.refuse(Refusal.OVERSTRETCHED, tired)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The training pillar of regeneration gains, and the trainers lose readiness."""
        force = self.place(world)
        points = world.points("training")[force] * world.doctrine.train_points
        add(state.ua_training, runs, points * state.readiness[runs, force] / 100.0)
        state.readiness[runs, force] -= world.doctrine.train_readiness


class ReplaceEnabler(Order):
    """Build up a European enabler to take the place of an American one, paid by the pledges."""

    type: Literal["replace_enabler"] = "replace_enabler"
    enabler: EnablerId
    points: Annotated[float, Field(ge=0, le=20, allow_inf_nan=False)]
    touches: ClassVar[tuple[str, ...]] = ("eu_investment",)

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """A member may build no faster than industry can, and as far as pledges pay for it."""
        place = world.index["enabler"][self.enabler]
        held = state.eu_investment[:, place]
        judgement.refuse(Refusal.NOT_LEAD, not world.is_member[self.number(world)])
        judgement.refuse(Refusal.NO_CHANGE, held == self.points)
        judgement.refuse(Refusal.OVERSTRETCHED, self.points > world.doctrine.enabler_most)
        price = (self.points - held) * world.doctrine.enabler_cost
        spare = spare_money(world, state, self.number(world))
        judgement.refuse(Refusal.TOO_EXPENSIVE, (price > 0.0) & (price > spare))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The build-up goes on at this pace until it is changed."""
        state.eu_investment[runs, world.index["enabler"][self.enabler]] = self.points


class Sanction(Order):
    """Tighten an actor's own sanctions on Russia, stop its oil imports, or ready a snap-back."""

    type: Literal["sanction"] = "sanction"
    package: Literal["tighten", "oil", "snapback"] = "tighten"
    touches: ClassVar[tuple[str, ...]] = (
        "sanctions", "domestic_support", "energy_price", "ru_revenue",
    )  # fmt: skip

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """One initiative a turn; the Union acts only when no member obstructs [seed 000, 002]."""
        actor = self.number(world)
        judgement.refuse(Refusal.SPOKEN, spoken(state, actor))
        union = world.actors[actor].id == "eu"
        judgement.refuse(Refusal.NO_UNANIMITY, (state.hu_government == OBSTRUCTIVE) & union)
        if self.package == "snapback":
            judgement.refuse(Refusal.NO_CHANGE, flag(world, state, "snapback_ready"))
        else:
            judgement.refuse(Refusal.NO_CHANGE, state.sanctions[:, actor] >= 100.0)
        low = state.willingness[:, actor] < world.doctrine.offer_training
        judgement.refuse(Refusal.UNWILLING, low)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Sanctions cost something at home; oil moves prices; a snap-back waits for a breach."""
        actor, doctrine = self.number(world), world.doctrine
        speak(state, actor, runs)
        if self.package == "snapback":
            set_flag(world, state, "snapback_ready", runs)
            return
        state.sanctions[runs, actor] += doctrine.sanction_step
        state.domestic_support[runs, actor] -= doctrine.sanction_cost
        if self.package == "oil":
            add(state.energy_price, runs, doctrine.oil_price)
            add(state.ru_revenue, runs, -doctrine.oil_revenue)
