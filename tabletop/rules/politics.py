"""Politics: what governments are willing to do, how they decide, and when they call units home."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.rules import caveats
from tabletop.rules.codes import DEPLOYED, OFFERED, READYING
from tabletop.rules.concept import frame_support
from tabletop.rules.decisions import voted_down
from tabletop.rules.drivers import push
from tabletop.rules.membership import LEFT, OUTSIDE, counted, members
from tabletop.rules.movement import out_of_home
from tabletop.rules.tally import tally
from tabletop.rules.withdrawal import send_home
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.traits import TRAINING
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

OFFER_WORDS = ("money", "training", "niche", "contingent", "brigade")
"""Words of the levels of ``Traits.level``, in their order."""

COMMITTED, OFFERED_RUNG, DEPLOYED_RUNG = 3, 4, 5
LEADING_GROUP = "E3"


def offer_thresholds(world: World) -> Floats:
    """Willingness that each level of offer asks for, [level]. Source: the brief, section 4."""
    return np.array([getattr(world.doctrine, f"offer_{word}") for word in OFFER_WORDS])


def willingness_needed(world: World, force: int) -> float:
    """Willingness from which a government offers this force.

    Organisations send what their members have agreed: they need no more than for training.
    """
    level = int(world.traits.level[force])
    if world.traits.organisation[world.force_actor[force]]:
        level = min(level, TRAINING)
    return float(offer_thresholds(world)[level])


def leading(world: World) -> Bools:
    """Actors whose movement others follow: the lead nations and the three of the E3, [actor]."""
    return np.asarray(world.is_lead | world.traits.group(LEADING_GROUP))


def drift(world: World, state: State, luck: Luck) -> None:
    """Willingness goes a part of the way to a government's own position each turn.

    That position is its start value, moved by the drivers that hold and by how far the nations
    it listens to have moved from theirs. Source: the brief, section 4; the influence between
    actors comes from ``World.influence``.
    """
    del luck
    doctrine = world.doctrine
    start = world.traits.actor_numbers("willingness")
    moved = state.willingness - start[None]
    sources = np.flatnonzero(leading(world))
    heard = world.influence[sources]
    total = np.maximum(heard.sum(axis=0), np.finfo(np.float64).tiny)
    share = heard / total * len(sources)
    follow = (moved[:, sources, None] * share[None]).sum(axis=1) * doctrine.contagion
    left_out = members(state) & ~counted(world, state)
    own = start[None] + push(world, state) + follow - doctrine.kernel_left_out * left_out
    own = np.clip(own, 0.0, 100.0)
    state.willingness = state.willingness + doctrine.willingness_pull * (own - state.willingness)
    state.clip("willingness")


def weary(world: World, state: State, luck: Luck) -> None:
    """Domestic support: time, casualties and the information space work on the public.

    An open-ended mission tires after ``support_tire_turns`` of deployment, sooner where a member
    endures less; a review clause stops that. A public that shuns risk minds casualties more.
    Source: the brief, section 9; seed 003.
    """
    del luck
    doctrine = world.doctrine
    start = world.traits.actor_numbers("domestic_support")
    named = start[None] + frame_support(world, state)[:, None]
    state.domestic_support = state.domestic_support + doctrine.support_pull * (
        named - state.domestic_support
    )
    out = state.turns_since_deploy > 0
    lasts = world.traits.actor_numbers("endurance_months") / doctrine.endurance_reference
    open_ended = (state.review_clause == 0)[:, None]
    long = (state.turns_since_deploy > doctrine.support_tire_turns * lasts[None]) & open_ended
    loss = np.where(long, doctrine.support_tire, 0.0)
    losses = doctrine.support_casualty * state.casualties_recent
    shy = 1.0 - world.traits.actor_numbers("risk_tolerance") / 50.0
    minds = 1.0 + doctrine.support_risk * shy
    loss = loss + np.where(out, losses[:, None] * minds[None], 0.0)
    mood = doctrine.support_message * (state.info_environment - 50.0)
    mood = mood - doctrine.price_support * np.maximum(state.energy_price, 0.0)
    change = mood[:, None] - loss
    # Who stands by the mission to the last is as hard to lose as who opposes it is to win.
    left = np.where(change < 0.0, state.domestic_support, 100.0 - state.domestic_support) / 50.0
    state.domestic_support = state.domestic_support + change * left
    state.clip("domestic_support")


def count_deployment(world: World, state: State, luck: Luck) -> None:
    """Each actor's clock since its first units deployed, and its rung on the commitment ladder."""
    del luck
    there = _has(world, state, state.status == DEPLOYED)
    kept = np.where(out_any(world, state), state.turns_since_deploy, 0)
    state.turns_since_deploy = np.where(there, state.turns_since_deploy + 1, kept)
    on_call = (state.status == OFFERED) | (state.status == READYING) | out_of_home(state)
    offered = _has(world, state, on_call)
    rung = np.where(offered, OFFERED_RUNG, np.minimum(state.commitment, COMMITTED))
    state.commitment = np.where(there, DEPLOYED_RUNG, rung)


def out_any(world: World, state: State) -> Bools:
    """Actors with units of the mission in the theatre or on the way to it, [run, actor]."""
    return _has(world, state, out_of_home(state))


def _has(world: World, state: State, forces: Bools) -> Bools:
    mine = forces & world.is_coalition[None]
    return tally(state.runs, world.force_actor, mine, len(world.actors)) > 0.0


def recall(world: World, state: State, luck: Luck) -> None:
    """Governments call their units home, and those that may come back are no longer recalled.

    Flank-first states leave when the flank is at risk; those whose parliament said no leave;
    observers leave when a side withdraws consent; when cohesion is gone, unwilling contingents
    leave by the contest ``leave``.
    """
    doctrine = world.doctrine
    flank = caveats.holders(world, state, "flank_first")
    flank = flank & (state.nato_flank_risk > doctrine.flank_recall)[:, None]
    consent = caveats.truce(state) & (state.ua_consent != 0)
    parting = caveats.holders(world, state, "consent_of_both_sides") & ~consent[:, None]
    parting |= (state.membership != OUTSIDE) & (state.ua_consent == 0)[:, None]
    chance, terms = _leaving(world, state)
    here = out_any(world, state) & (state.membership != OUTSIDE)
    where = here & (state.cohesion < doctrine.leave_cohesion)[:, None] & (state.recalled == 0)
    leaves = luck.contest("leave", chance, "actor", where, terms)
    kept = (state.recalled != 0) & (state.cohesion < doctrine.leave_cohesion)[:, None] & here
    parting |= state.membership == LEFT
    called = flank | parting | voted_down(world, state) | leaves | kept
    state.recalled = called
    going = called[:, world.force_actor] & out_of_home(state) & world.is_coalition[None]
    inside = _in_or_bound_for_ukraine(world, state)
    only_inside = (flank & ~parting & ~leaves)[:, world.force_actor]
    send_home(world, state, going & (inside | ~only_inside))


def _leaving(world: World, state: State) -> tuple[Floats, dict[str, Any]]:
    doctrine = world.doctrine
    lack = np.maximum(doctrine.leave_cohesion - state.cohesion, 0.0) / doctrine.leave_cohesion
    reluctance = 1.0 - state.willingness / 100.0
    chance = doctrine.leave_chance * lack[:, None] * reluctance
    return chance, {"lack of cohesion": lack[:, None], "reluctance": reluctance}


def _in_or_bound_for_ukraine(world: World, state: State) -> Bools:
    inside = world.geography.node_in_ukraine
    place = np.where(state.bound_for >= 0, state.bound_for, state.at)
    return np.asarray((place >= 0) & inside[np.maximum(place, 0)])
