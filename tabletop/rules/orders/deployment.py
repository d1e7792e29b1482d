"""Orders that offer, send, shift and withdraw forces."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from tabletop.rules import caveats, plans
from tabletop.rules.codes import DEPLOYED, HOME, MOVING, OFFERED, READYING
from tabletop.rules.movement import Journey, journey, leave
from tabletop.rules.orders.base import Bools, ForceId, NodeId, Order, TierNumber, add
from tabletop.rules.orders.moves import (
    judge_frame,
    judge_money,
    judge_place,
    judge_route,
    usual_tiers,
    way_to,
)
from tabletop.rules.politics import OFFERED_RUNG, willingness_needed
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.withdrawal import send_home
from tabletop.world.state import State
from tabletop.world.variables import NEVER
from tabletop.world.world import World

Ints = NDArray[np.int64]


class ForceOrder(Order):
    """An order for one force, which only its own actor gives."""

    force: ForceId

    def place(self, world: World) -> int:
        """Number of the force."""
        return world.index["force"][self.force]

    def owned(self, world: World, judgement: Judgement) -> None:
        """Refuse when the force belongs to another actor."""
        owner = world.force_actor[self.place(world)]
        judgement.refuse(Refusal.NOT_YOURS, bool(owner != self.number(world)))


class Offer(ForceOrder):
    """Offer a force to the mission; it starts getting ready, at the normal or at a fast pace."""

    type: Literal["offer"] = "offer"
    pace: Literal["normal", "fast"] = "normal"
    touches: ClassVar[tuple[str, ...]] = ("readiness", "ready_turn")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Only a willing government offers, and only what is at home and rested."""
        self.owned(world, judgement)
        force, actor = self.place(world), self.number(world)
        fit = world.traits.deployable[force] and not world.traits.own_army[force]
        judgement.refuse(Refusal.NOT_DEPLOYABLE, not fit)
        judgement.refuse(Refusal.NOT_AT_HOME, state.status[:, force] != HOME)
        rested_at = state.ready_turn[:, force]
        resting = (rested_at > state.turn) & (rested_at != NEVER)
        judgement.refuse(Refusal.RESTING, resting)
        judgement.refuse(Refusal.RECALLED, state.recalled[:, actor] != 0)
        needed = willingness_needed(world, force)
        judgement.refuse(Refusal.UNWILLING, state.willingness[:, actor] < needed)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The force is offered, and the clock of its readiness starts."""
        force, actor = self.place(world), self.number(world)
        state.status[runs, force] = OFFERED
        ready = state.turn + self._turns(world, state, force)
        state.ready_turn[runs, force] = np.minimum(ready, NEVER)[runs]
        if self.pace == "fast":
            state.readiness[runs, force] -= world.doctrine.fast_readiness_loss
        rung = np.maximum(state.commitment[:, actor], OFFERED_RUNG)
        state.commitment[runs, actor] = rung[runs]

    def _turns(self, world: World, state: State, force: int) -> Ints:
        """Turns until the force is ready; the United Nations are slower than others, [run]."""
        kind = world.type_of(force)
        days = kind.ready_days_fast if self.pace == "fast" else kind.ready_days
        actor = int(world.force_actor[force])
        slow = caveats.holds(world, state, actor, "slow_generation")
        least = np.where(slow, world.doctrine.slow_generation_days, 0.0)
        needed = np.maximum(days, least) * plans.haste(world, state)
        return np.asarray(np.ceil(needed / world.scenario.turn_days), dtype=np.int64)


class WithdrawOffer(ForceOrder):
    """Take back the offer of a force that has not left yet; going down the ladder shows."""

    type: Literal["withdraw_offer"] = "withdraw_offer"
    touches: ClassVar[tuple[str, ...]] = ("resolve_perception", "trust")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Only what is offered can be taken back; what is on its way is withdrawn."""
        self.owned(world, judgement)
        force = self.place(world)
        waiting = (state.status[:, force] == OFFERED) | (state.status[:, force] == READYING)
        judgement.refuse(Refusal.NOT_OFFERED, ~waiting)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The force is at home as before."""
        force = self.place(world)
        state.status[runs, force] = HOME
        state.bound_for[runs, force] = -1
        state.ready_turn[runs, force] = NEVER
        add(state.resolve_perception, runs, -world.doctrine.withdraw_resolve)
        # A promise was broken, and Ukrainians remember whose it was [seed 004].
        state.trust[runs, self.number(world)] -= world.doctrine.trust_broken


class Deploy(ForceOrder):
    """Send an offered force to a node, by the fastest open route unless one is named.

    A force that is not ready yet leaves by itself as soon as it is.
    """

    type: Literal["deploy"] = "deploy"
    to: NodeId
    tier: TierNumber | None = None
    via: NodeId | None = None
    touches: ClassVar[tuple[str, ...]] = ("arrival_turn", "link_booked")

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Whatever forbids the force to go there now."""
        self.owned(world, judgement)
        goal = np.array([world.index["node"][self.to]])
        tiers = chosen_tiers(world, self.place(world), goal, self.tier)
        way = self._way(world, state)
        codes = deploy_codes(world, state, self.place(world), goal, tiers, way)
        for found in np.unique(codes).tolist():
            judgement.refuse(Refusal(found), codes[:, 0] == found)

    def _way(self, world: World, state: State) -> Journey:
        index = world.index["node"]
        via = None if self.via is None else index[self.via]
        return way_to(world, state, self.place(world), index[self.to], via)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """A ready force leaves and books its trains; another one gets ready for that place."""
        force, to = self.place(world), world.index["node"][self.to]
        now = runs & leaves_now(world, state, force)
        later = runs & ~now
        state.tier_of[runs, force] = chosen_tiers(world, force, np.array([to]), self.tier)[0]
        goal = np.full(state.runs, to)
        leave(world, state, force, goal, self._way(world, state), now)
        state.status[later, force] = READYING
        state.bound_for[later, force] = to


class Redeploy(ForceOrder):
    """Shift a deployed force to another node, by the fastest open route unless one is named."""

    type: Literal["redeploy"] = "redeploy"
    to: NodeId
    tier: TierNumber | None = None
    via: NodeId | None = None
    touches: ClassVar[tuple[str, ...]] = ("arrival_turn", "link_booked")

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Whatever forbids the force to go there now."""
        self.owned(world, judgement)
        index = world.index["node"]
        via = None if self.via is None else index[self.via]
        way = way_to(world, state, self.place(world), index[self.to], via)
        goal = np.array([index[self.to]])
        tiers = chosen_tiers(world, self.place(world), goal, self.tier)
        codes = redeploy_codes(world, state, self.place(world), goal, tiers, way)
        for found in np.unique(codes).tolist():
            judgement.refuse(Refusal(found), codes[:, 0] == found)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The force leaves this turn and books its trains."""
        force, to = self.place(world), world.index["node"][self.to]
        via = None if self.via is None else world.index["node"][self.via]
        state.tier_of[runs, force] = chosen_tiers(world, force, np.array([to]), self.tier)[0]
        way = way_to(world, state, force, to, via)
        leave(world, state, force, np.full(state.runs, to), way, runs)


class Withdraw(ForceOrder):
    """Call a force home from the theatre or from its way there."""

    type: Literal["withdraw"] = "withdraw"
    touches: ClassVar[tuple[str, ...]] = ("arrival_turn", "resolve_perception", "trust")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Only what is out can come home; Ukraine's own army is at home."""
        self.owned(world, judgement)
        force = self.place(world)
        out = np.isin(state.status[:, force], (READYING, MOVING, DEPLOYED))
        own = bool(world.traits.own_army[force])
        judgement.refuse(Refusal.NOT_WITHDRAWABLE, ~out | own)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The force starts for home by the way it came."""
        forces = np.zeros(state.status.shape, dtype=np.bool_)
        forces[runs, self.place(world)] = True
        send_home(world, state, forces)
        add(state.resolve_perception, runs, -world.doctrine.withdraw_resolve)
        # A promise was broken, and Ukrainians remember whose it was [seed 004].
        state.trust[runs, self.number(world)] -= world.doctrine.trust_broken


def chosen_tiers(world: World, force: int, places: Ints, tier: int | None) -> Ints:
    """Tier at each place: the one that was asked for, else the usual one, [place]."""
    return usual_tiers(world, force, places) if tier is None else np.full(len(places), tier)


def leaves_now(world: World, state: State, force: int) -> Bools:
    """Tell whether a force would leave at once when it is ordered to, [run]."""
    ready = state.ready_turn[:, force] <= state.turn
    return np.asarray(ready | bool(world.traits.own_army[force]))


def deploy_codes(
    world: World, state: State, force: int, places: Ints, tiers: Ints, way: Journey
) -> NDArray[np.int16]:
    """Refusal code of deploying a force to each place, [run, place]."""
    judgement = Judgement(state.runs, len(places))
    status = state.status[:, force]
    offered = (status == OFFERED) | (bool(world.traits.own_army[force]) & (status == HOME))
    judgement.refuse(Refusal.NOT_DEPLOYABLE, not world.traits.deployable[force])
    judgement.refuse(Refusal.NOT_OFFERED, ~offered[:, None])
    judge_place(world, state, force, places, tiers, judgement)
    judge_frame(world, state, force, places, tiers, judgement)
    judge_money(world, state, force, judgement)
    judge_route(world, force, way, leaves_now(world, state, force), judgement)
    return judgement.codes


def redeploy_codes(
    world: World, state: State, force: int, places: Ints, tiers: Ints, way: Journey
) -> NDArray[np.int16]:
    """Refusal code of redeploying a force to each place, [run, place]."""
    judgement = Judgement(state.runs, len(places))
    judgement.refuse(Refusal.NOT_DEPLOYED, (state.status[:, force] != DEPLOYED)[:, None])
    here = state.at[:, force][:, None] == places[None]
    judgement.refuse(Refusal.ALREADY_THERE, here)
    judge_place(world, state, force, places, tiers, judgement)
    judge_frame(world, state, force, places, tiers, judgement)
    judge_route(world, force, way, np.ones(state.runs, dtype=np.bool_), judgement)
    return judgement.codes


def destinations(
    world: World, state: State, force: int, tier: int | None = None
) -> list[tuple[int, int]]:
    """List every node with the refusal code that sending the force there would meet, 0 lawful.

    A deployed force is judged as redeployed, any other one as deployed, in the first run and in
    ``tier``, or without one in the tier that is usual for it at each place (see
    ``moves.usual_tiers``).
    """
    one = state if state.runs == 1 else state.take([0])
    places = np.arange(len(world.geography.nodes))
    tiers = chosen_tiers(world, force, places, tier)
    way = journey(world, one, force, places)
    judge = redeploy_codes if one.status[0, force] == DEPLOYED else deploy_codes
    codes = judge(world, one, force, places, tiers, way)[0]
    if one.ended[0]:
        codes = np.full_like(codes, Refusal.ENDED)
    return list(zip(places.tolist(), codes.tolist(), strict=True))
