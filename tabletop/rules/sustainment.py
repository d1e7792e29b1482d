"""Sustainment: money, supply, readiness and relief; whether the force can be kept for years."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.america import arms_cost
from tabletop.rules.capitals import LOGISTICS_HUB, hubs
from tabletop.rules.codes import DEPLOYED, HOME, LOST, OFFERED
from tabletop.rules.concept import notice_cost
from tabletop.rules.drift import saturation, toward
from tabletop.rules.flank import flank_cost
from tabletop.rules.institution import plan_cost, rotation_saved
from tabletop.rules.membership import allied
from tabletop.rules.movement import out_of_home
from tabletop.rules.tally import tally
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, ENABLERS
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def start_pledges(world: World, state: State) -> None:
    """Write what each member has pledged at the start: the more willing, the more of its most."""
    most = world.traits.actor_numbers("funding_max")[None] * allied(state)
    willing = state.willingness / 100.0
    state.pledged = world.doctrine.start_pledge_share * most * willing


def funding_limit(world: World, state: State) -> Floats:
    """Most that each actor gives a month to the mission and Ukraine together, [run, actor].

    Its ``funding_max`` (EUR m) as far as it is willing, and the aid to Ukraine with which the
    scenario starts: money moved from one to the other is free, more of both is not. A crisis at
    home saves money, not time [seed 004].
    """
    d = world.doctrine
    most = world.traits.actor_numbers("funding_max")
    start = world.traits.actor_numbers("domestic_support")
    fall = np.maximum(start[None] - d.crisis_drop - state.domestic_support, 0.0) / 50.0
    kept = np.maximum(1.0 - d.crisis_money * fall, 0.0)
    return np.asarray(most[None] * kept * state.willingness / 100.0 + start_aid(world)[None])


def committed(state: State) -> Floats:
    """All that each actor has promised, programmes and arms too, EUR m a month, [run, actor]."""
    given = state.pledged + state.ua_aid + state.reconstruction + state.us_arms
    return np.asarray(given + state.programme_money.sum(axis=2))


def start_aid(world: World) -> Floats:
    """Aid to Ukraine with which the scenario starts, EUR m a month, [actor]."""
    kept = vars(world).get("start_aid")
    if kept is None:
        given = dict(world.scenario.initial)
        kept = np.array([float(given.get(f"ua_aid[{a.id}]", 0.0)) for a in world.actors])
        vars(world)["start_aid"] = kept
    found: Floats = kept
    return found


def cost_of(state: State, world: World) -> Floats:
    """Monthly cost of each force that is out, in EUR m, [run, force]."""
    charged = out_of_home(state) & world.is_coalition[None]
    return np.asarray(charged * world.force_cost[None])


def enabler_cost(world: World, state: State) -> Floats:
    """Monthly cost of the European build-up of enablers, in EUR m, [run]."""
    return np.asarray(state.eu_investment.sum(axis=1) * world.doctrine.enabler_cost)


def spare_money(world: World, state: State, actor: int | None = None) -> Floats:
    """Money that a new force of an actor (of anybody) could still use, EUR m a month, [run].

    What is left of the actor's own pledge and the part of others' that reaches it, less what is
    short elsewhere; below 0 when the mission costs more than it has.
    """
    bill = _bills(world, state)
    left = np.maximum(state.pledged - bill, 0.0)
    short = np.maximum(bill - state.pledged, 0.0).sum(axis=1) + _shared_cost(world, state)
    own = np.zeros(state.runs) if actor is None else left[:, actor]
    return np.asarray(own + (left.sum(axis=1) - own) * _reach(world, state) - short)


def _bills(world: World, state: State) -> Floats:
    """What the forces of each actor cost, EUR m a month, [run, actor]."""
    return tally(state.runs, world.force_actor, cost_of(state, world), len(world.actors))


def _shared_cost(world: World, state: State) -> Floats:
    """Cost that belongs to no force: enablers and what injects have added, [run]."""
    lent = arms_cost(world, state) + flank_cost(world, state)
    lent = lent + standing_cost(world, state)
    return np.asarray(enabler_cost(world, state) + lent + state.extra_cost)


def _reach(world: World, state: State) -> Floats:
    """Part of a pledge beyond an actor's own cost that reaches others, [run]."""
    common = state.flag[:, world.index["flag"]["common_fund"]] != 0
    d = world.doctrine
    # Contracts of the coalition itself move money that contracts of nations do not [seed 001].
    apart = np.where(state.legal_status != 0, d.legal_reach, d.surplus_share)
    return np.where(common, 1.0, apart)


def spend(world: World, state: State, luck: Luck) -> None:
    """Pledges pay for the forces: first each actor's own, then what is left helps others.

    Without a common fund only a part of what is left reaches others; forces are paid in their
    order. Writes ``money_needed``, ``money_paid``, ``funding_gap``, ``gap_turns``, ``paid``.
    """
    del luck
    cost, bill, shared = cost_of(state, world), _bills(world, state), _shared_cost(world, state)
    own = np.minimum(bill, state.pledged)
    reach = ((state.pledged - own) * _reach(world, state)[:, None]).sum(axis=1)
    reach = reach + world.doctrine.assets_mission * state.asset_money
    pot = reach - np.maximum(shared, 0.0)
    beyond = _beyond_own(world, state, cost, bill)
    helped = np.cumsum(beyond, axis=1) <= pot[:, None]
    state.paid = helped | (beyond <= 0.0)
    needed = np.maximum(bill.sum(axis=1) + shared, 0.0)
    means = own.sum(axis=1) + reach
    state.money_needed = needed
    state.money_paid = np.minimum(needed, means)
    state.funding_gap = needed - means
    state.gap_turns = np.where(needed > means, state.gap_turns + 1, 0)


def _beyond_own(world: World, state: State, cost: Floats, bill: Floats) -> Floats:
    """What each force costs beyond its actor's own pledge, [run, force].

    An actor pays for its forces in their order as far as its pledge reaches.
    """
    before = np.cumsum(bill, axis=1) - bill
    running = np.cumsum(cost, axis=1) - before[:, world.force_actor]
    over = running - state.pledged[:, world.force_actor]
    # Sums of the same money in another order may differ in the last digit.
    over = np.where(over <= np.finfo(np.float32).eps * running, 0.0, over)
    return np.asarray(np.clip(over, 0.0, cost))


def supply(world: World, state: State, luck: Luck) -> None:
    """The logistic chain fills or empties the stock of supplies by what it carries and must carry.

    A funding gap of more than ``gap_supply_turns`` empties the stock.  Throughput follows what
    the means of the chain can carry, so that damage lasts until it is repaired.
    """
    del luck
    doctrine = world.doctrine
    ratio = carried(world, state)
    aim = doctrine.supply_target * ratio
    state.supply_stock = state.supply_stock + doctrine.supply_step * (aim - state.supply_stock)
    long_gap = state.gap_turns > doctrine.gap_supply_turns
    state.supply_stock = state.supply_stock - np.where(long_gap, doctrine.gap_supply_loss, 0.0)
    state.logistics_capacity = toward(
        state.logistics_capacity, throughput(world, ratio), doctrine.logistics_rate
    )
    state.clip("supply_stock", "logistics_capacity")


def throughput(world: World, ratio: Floats) -> Floats:
    """Throughput that a chain comes to by what it carries against its load, index, [run].

    It rises ever more slowly and is never complete: a busy chain has queues.
    """
    return np.asarray(100.0 * saturation(ratio, world.doctrine.logistics_scale))


def carried(world: World, state: State) -> Floats:
    """What the logistic chain can carry against what it must, 0–2, [run].

    Points from logistic forces in the theatre and from Ukraine, as far as there is lift, against
    the load of all forces.
    """
    doctrine = world.doctrine
    deployed = (state.status == DEPLOYED) & world.is_coalition[None]
    effect = np.where(state.paid != 0, state.readiness / 100.0, doctrine.unpaid_use)
    points = (deployed * effect * world.points("logistics")[None]).sum(axis=1)
    points = points + doctrine.host_logistics
    points = points + doctrine.task_lead_logistics * state.task_lead.sum(axis=1)
    points = points + doctrine.hub_logistics * hubs(state, LOGISTICS_HUB)
    load = (deployed * world.force_support[None]).sum(axis=1)
    return np.asarray(np.minimum(points * _lift(state) / np.maximum(load, 1.0), 2.0))


def _lift(state: State) -> Floats:
    """Share of the lift that the mission needs that is there, [run]."""
    place = ENABLERS.index("lift")
    there = np.minimum(state.us_share[:, place] + state.eu_share[:, place], 100.0)
    return np.asarray(np.maximum(there, 50.0) / 100.0)


def relief_ratio(world: World, state: State) -> Floats:
    """Units that could relieve against units that must be relieved, of each actor, [run, actor].

    People of the actor's pool × its depth ÷ its rotation factor against its people deployed.
    Source: the brief's rotation rule. Without deployed people it is the largest value.
    """
    most = BY_NAME["sustain_ratio"].high
    traits, actors = world.traits, len(world.actors)
    alive = (state.status != LOST) & world.is_coalition[None]
    pool = tally(state.runs, world.force_actor, alive * world.force_people[None], actors)
    depth = traits.actor_numbers("sustainment_depth")
    kept = pool * depth[None] / _rotation(world, state)
    deployed = out_of_home(state) & world.is_coalition[None]
    out = tally(state.runs, world.force_actor, deployed * world.force_people[None], actors)
    return np.asarray(np.where(out > 0.0, np.minimum(kept / np.maximum(out, 1.0), most), most))


def _rotation(world: World, state: State) -> Floats:
    """Units that each actor needs to keep one deployed, [run, actor]; long plans save some."""
    factor = world.traits.actor_numbers("rotation_factor")
    return np.maximum(factor[None] * rotation_saved(world, state)[:, None], 1.0)


def standing_cost(world: World, state: State) -> Floats:
    """Monthly cost of a reserve at short notice and of long plans, in EUR m, [run]."""
    return np.asarray(notice_cost(world, state) + plan_cost(world, state))


def rotate(world: World, state: State, luck: Luck) -> None:
    """Forces that have stood their tour are relieved when their actor has units to relieve them.

    Writes ``turns_deployed`` and ``sustain_ratio`` (people of contributors who could be relieved
    against people deployed). A rotation that has been put off, or an unpaid force, waits.
    """
    del luck
    doctrine = world.doctrine
    out = (state.status == DEPLOYED) & world.is_coalition[None]
    state.turns_deployed = np.where(out, state.turns_deployed + 1, state.turns_deployed)
    ratio = relief_ratio(world, state)
    delayed = (state.flag[:, world.index["flag"]["rotation_delay"]] != 0)[:, None]
    can = (ratio >= 1.0)[:, world.force_actor] & ~delayed & (state.paid != 0)
    relieved = out & can & (state.turns_deployed >= doctrine.tour_turns)
    state.turns_deployed = np.where(relieved, 0, state.turns_deployed)
    state.readiness = np.where(
        relieved, np.maximum(state.readiness, doctrine.relief_readiness), state.readiness
    )
    state.sustain_ratio = _coalition_ratio(world, state, ratio)


def _coalition_ratio(world: World, state: State, ratio: Floats) -> Floats:
    """Mean of the actors' ratios by deployed people; the largest value when nobody is out.

    Spare units of one state do not relieve another's: a state's ratio counts for at most
    ``relief_spare``.
    """
    out = out_of_home(state) & world.is_coalition[None]
    people = tally(state.runs, world.force_actor, out * world.force_people[None], len(world.actors))
    total = people.sum(axis=1)
    counted = np.minimum(ratio, world.doctrine.relief_spare)
    mean = (counted * people).sum(axis=1) / np.maximum(total, 1.0)
    return np.asarray(np.where(total > 0.0, mean, BY_NAME["sustain_ratio"].high))


def sustain(world: World, state: State, luck: Luck) -> None:
    """Readiness and strength come to rest where mending meets wear, and fall in need.

    A paid, supplied and rested force moves by at most ``ready_gain`` to what a tour has left of
    ``ready_rest``; others lose in proportion to what they have, so that none falls to nothing.
    An unpaid force never gains readiness.
    """
    del luck
    doctrine = world.doctrine
    mine = world.is_coalition[None] & (state.status != LOST)
    out = (state.status == DEPLOYED) & mine
    paid = state.paid != 0
    hungry = out & (state.supply_stock <= 0.0)[:, None]
    tired = out & (state.turns_deployed > doctrine.tour_turns)
    gains = mine & paid & ~hungry & ~tired
    tour = np.minimum(state.turns_deployed / doctrine.tour_turns, 1.0)
    aim = doctrine.ready_rest - np.where(out, doctrine.ready_wear * tour, 0.0)
    gain = np.clip(aim - state.readiness, -doctrine.ready_gain, doctrine.ready_gain)
    loss = np.where(tired, doctrine.tired_loss, 0.0)
    loss = loss + np.where(hungry, doctrine.hungry_loss, 0.0)
    loss = loss + np.where(mine & ~paid, doctrine.unpaid_loss, 0.0)
    change = np.where(gains, gain, -loss * state.readiness / 100.0)
    state.readiness = state.readiness + change
    at_rest = mine & ((state.status == HOME) | (state.status == OFFERED) | out) & paid & ~hungry
    mend = doctrine.strength_mend * (doctrine.strength_manning - state.strength)
    wear = np.where(out, doctrine.strength_wear * state.strength / 100.0, 0.0)
    state.strength = state.strength + np.where(at_rest, mend, 0.0) - wear
    state.clip("readiness", "strength")
