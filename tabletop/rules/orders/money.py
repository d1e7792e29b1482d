"""Orders that cost money: pledges, packages, enablers, training and sanctions."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from tabletop.rules.caveats import union_blocked
from tabletop.rules.codes import DEPLOYED, HOME, READYING
from tabletop.rules.membership import allied
from tabletop.rules.moscow import release
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
from tabletop.rules.sustainment import committed, funding_limit, spare_money
from tabletop.world.state import State
from tabletop.world.variables import NEVER
from tabletop.world.world import World

MOST_MONEY = 5000.0
"""Largest pledge that can be written, in EUR m a month."""


class Fund(Order):
    """Set what an actor pays a month to the mission, to Ukraine or to rebuild it; or a package.

    ``amount`` replaces the pledge so far. ``package`` names a force of money, equipment or
    production that is handed to Ukraine and paid from the actor's own means.
    """

    type: Literal["fund"] = "fund"
    to: Literal["mission", "ukraine", "reconstruction"] = "mission"
    amount: Annotated[float, Field(ge=0, le=MOST_MONEY, allow_inf_nan=False)] | None = None
    package: ForceId | None = None
    multi_year: bool = False
    touches: ClassVar[tuple[str, ...]] = (
        "pledged", "ua_aid", "reconstruction", "ready_turn", "domestic_support",
    )  # fmt: skip

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
        held, _ = self._pots(state, actor)
        other = committed(state)[:, actor] - held
        voted = not self.multi_year or state.multi_year[:, actor] != 0
        judgement.refuse(Refusal.NO_CHANGE, (held == self.amount) & voted)
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
        given = committed(state)[:, actor]
        price = package_price(world, force)
        judgement.refuse(Refusal.OVER_LIMIT, (given + price > limit) & (price > 0.0))

    def _pots(self, state: State, actor: int) -> tuple[np.ndarray, np.ndarray]:
        held = pots(state)[self.to][:, actor]
        return held, committed(state)[:, actor] - held

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The pledge stands; a package is made ready and then brought to Ukraine."""
        actor = self.number(world)
        if self.package is None:
            pots(state)[self.to][runs, actor] = self.amount
            if self.multi_year:
                new = runs & (state.multi_year[:, actor] == 0)
                state.multi_year[new, actor] = 1
                state.domestic_support[new, actor] -= world.doctrine.multi_year_support
            return
        force = world.index["force"][self.package]
        state.ua_aid[runs, actor] += package_price(world, force)
        state.status[runs, force] = READYING
        host = world.traits.host_actor
        home = int(world.actor_home[host]) if host >= 0 else int(world.actor_home[actor])
        state.bound_for[runs, force] = home
        ready = np.minimum(state.turn + int(world.force_ready_turns[force]), NEVER)
        state.ready_turn[runs, force] = ready[runs]


def pots(state: State) -> dict[str, np.ndarray]:
    """What an actor can pay into, EUR m a month [run, actor], by the word of the order."""
    return {
        "mission": state.pledged, "ukraine": state.ua_aid, "reconstruction": state.reconstruction,
    }  # fmt: skip


def package_price(world: World, force: int) -> float:
    """What a package takes of an actor's means, EUR m a month: its price over a year."""
    months_of_payment = world.doctrine.package_months
    return float(world.force_setup[force] / months_of_payment)


class Train(ForceOrder):
    """Let a deployed training force run a surge: more trained Ukrainians now, tired trainers."""

    type: Literal["train"] = "train"
    touches: ClassVar[tuple[str, ...]] = ("ua_training", "readiness")
    only_indexes: ClassVar[bool] = True

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
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """A member may build no faster than industry can, and as far as pledges pay for it."""
        place = world.index["enabler"][self.enabler]
        held = state.eu_investment[:, place]
        judgement.refuse(Refusal.NOT_LEAD, ~allied(state)[:, self.number(world)])
        judgement.refuse(Refusal.NO_CHANGE, held == self.points)
        judgement.refuse(Refusal.OVERSTRETCHED, self.points > world.doctrine.enabler_most)
        price = (self.points - held) * world.doctrine.enabler_cost
        spare = spare_money(world, state, self.number(world))
        judgement.refuse(Refusal.TOO_EXPENSIVE, (price > 0.0) & (price > spare))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The build-up goes on at this pace until it is changed."""
        state.eu_investment[runs, world.index["enabler"][self.enabler]] = self.points


class Sanction(Order):
    """Tighten an actor's measures against Russia, or hold, release or trade a package.

    Oil stops the actor's own imports; tariffs and secondary sanctions work when both sides of the
    Atlantic raise them; the price cap is lowered for all. What is held ready can be put into force
    (release) or given up for calm on the line (trade).
    """

    type: Literal["sanction"] = "sanction"
    package: Literal[
        "tighten", "oil", "snapback", "tariffs", "price_cap", "secondary", "release", "trade"
    ] = "tighten"
    touches: ClassVar[tuple[str, ...]] = (
        "sanctions", "domestic_support", "energy_price", "ru_revenue", "oil_imports", "tariffs",
        "price_cap", "secondary_sanctions", "cn_stance", "ceasefire_integrity", "ru_patience",
        "ua_politics", "resolve_perception",
    )  # fmt: skip

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """One initiative a turn; the Union acts only when no member obstructs [seed 000, 002].

        Anger over strikes makes hesitant governments ready for it [seed 002].
        """
        actor, d = self.number(world), world.doctrine
        judgement.refuse(Refusal.SPOKEN, spoken(state, actor))
        union = world.actors[actor].id == "eu"
        judgement.refuse(Refusal.NO_UNANIMITY, union_blocked(world, state) & union)
        if self.package in ("price_cap", "release", "trade"):
            many = union or world.is_lead[actor] or world.actors[actor].role == "guarantor"
            judgement.refuse(Refusal.NOT_LEAD, not many)
        ready = flag(world, state, "snapback_ready")
        if self.package in ("release", "trade"):
            judgement.refuse(Refusal.NOT_HELD, ~ready)
        elif self.package == "snapback":
            judgement.refuse(Refusal.NO_CHANGE, ready)
        else:
            judgement.refuse(Refusal.NO_CHANGE, self._spent(world, state))
        will = state.willingness[:, actor] + d.outrage_willing * state.outrage
        judgement.refuse(Refusal.UNWILLING, will < d.sanction_willing)

    def _spent(self, world: World, state: State) -> Bools:
        """Tell where a measure cannot go further, [run]."""
        actor = self.number(world)
        if self.package == "oil":
            return np.asarray(state.oil_imports[:, actor] <= 0.0)
        if self.package == "price_cap":
            return np.asarray(state.price_cap <= world.doctrine.cap_least)
        held = {"tariffs": state.tariffs, "secondary": state.secondary_sanctions}
        return np.asarray(held.get(self.package, state.sanctions)[:, actor] >= 100.0)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Measures cost something at home, less while people are angry; a package may wait."""
        actor, d = self.number(world), world.doctrine
        speak(state, actor, runs)
        if self.package == "snapback":
            set_flag(world, state, "snapback_ready", runs)
            return
        if self.package == "release":
            release(world, state, runs)
            return
        if self.package == "trade":
            set_flag(world, state, "snapback_ready", runs, 0)
            add(state.ceasefire_integrity, runs, d.trade_integrity)
            add(state.ru_patience, runs, d.trade_patience)
            add(state.ua_politics, runs, -d.trade_politics)
            return
        cost = d.sanction_cost * (1.0 - state.outrage[runs] / 100.0)
        state.domestic_support[runs, actor] -= cost
        self._tighten(world, state, runs, actor)

    def _tighten(self, world: World, state: State, runs: Bools, actor: int) -> None:
        d = world.doctrine
        if self.package == "tariffs":
            state.tariffs[runs, actor] += d.tariff_step
            add(state.energy_price, runs, d.tariff_price)
        elif self.package == "secondary":
            state.secondary_sanctions[runs, actor] += d.secondary_step
            add(state.cn_stance, runs, d.secondary_backlash)
        elif self.package == "price_cap":
            lower = np.maximum(state.price_cap - d.cap_step, d.cap_least)
            state.price_cap[runs] = lower[runs]
        else:
            united = 1.0 + d.unity_sanctions * (state.eu_unity - d.eu_unity_reference)
            weight = united[runs] if world.actors[actor].id == "eu" else 1.0
            state.sanctions[runs, actor] += d.sanction_step * weight
        if self.package == "oil":
            heavy = state.oil_imports[runs, actor] / d.oil_imports_typical
            part = np.minimum(heavy, d.oil_ban_most)
            state.energy_price[runs] += d.oil_price * part
            state.ru_revenue[runs] -= d.oil_revenue * part
            state.oil_imports[runs, actor] = 0.0
