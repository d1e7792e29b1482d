"""Why a force may not go to a place: the checks that deploying and redeploying share.

All places of a map can be judged at once, which is how the map shows where a force may go.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.rules import caveats
from tabletop.rules.agreement import left_out
from tabletop.rules.codes import AUTHORISED, NO_MANDATE
from tabletop.rules.concept import judge_concept
from tabletop.rules.institution import waits
from tabletop.rules.movement import Journey, journey
from tabletop.rules.politics import offer_thresholds, willingness_needed
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.sustainment import spare_money
from tabletop.world.state import State
from tabletop.world.traits import NICHE, TRAINING
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

OBSERVERS, UKRAINIANS, COALITION, AIRCRAFT = 1, 2, 3, 4
STRAITS_STATE = "tr"


def usual_tiers(world: World, force: int, places: Ints) -> Ints:
    """Tier in which a force would stand at each of ``places``, [place].

    Aircraft in tier 4, Ukrainians in tier 2, observers in tier 1 where the line is near, all
    others in tier 3.
    """
    traits = world.traits
    if traits.flies[force]:
        return np.full(len(places), AIRCRAFT)
    if traits.own_army[force]:
        return np.full(len(places), UKRAINIANS)
    if not traits.observer[force]:
        return np.full(len(places), COALITION)
    near, far = tier_bands(world)[OBSERVERS - 1]
    km = world.geography.km_to_line[places]
    inside = world.geography.node_in_ukraine[places]
    return np.where(inside & (near <= km) & (km <= far), OBSERVERS, COALITION)


def tier_bands(world: World) -> list[tuple[float, float]]:
    """Least and most distance from the line of each tier in km, the line's error allowed for."""
    slack = world.doctrine.tier_slack_km
    return [(tier.from_km - slack, tier.to_km + slack) for tier in world.geography.tiers]


def judge_place(
    world: World, state: State, force: int, places: Ints, tiers: Ints, judgement: Judgement
) -> None:
    """Refuse places that do not suit the force, whoever asks; ``judgement`` is [run, place]."""
    geo, traits, refuse = world.geography, world.traits, judgement.refuse
    refuse(Refusal.NOT_DEPLOYABLE, not traits.deployable[force])
    refuse(Refusal.ENEMY_HELD, ~geo.node_usable[places][None])
    if traits.flies[force]:
        refuse(Refusal.NO_AIRFIELD, ~traits.airfield[places][None])
    if traits.ship[force]:
        refuse(Refusal.NO_HARBOUR, ~traits.harbour[places][None])
        refuse(Refusal.STRAITS_CLOSED, _behind_closed_straits(world, state, force, places))
    _judge_tier(world, force, places, tiers, judgement)


def _behind_closed_straits(world: World, state: State, force: int, places: Ints) -> Bools:
    """Warships of others are kept out of the Black Sea while Turkey closes the Straits."""
    black_sea = world.traits.black_sea
    if world.traits.littoral[world.force_actor[force]] or STRAITS_STATE not in world.index["actor"]:
        return np.zeros((state.runs, len(places)), dtype=np.bool_)
    closed = caveats.holds(world, state, world.actor(STRAITS_STATE), "montreux_strict")
    at = state.at[:, force]
    inside = (at >= 0) & black_sea[np.maximum(at, 0)]
    return np.asarray((closed & ~inside)[:, None] & black_sea[places][None])


def _judge_tier(world: World, force: int, places: Ints, tiers: Ints, judgement: Judgement) -> None:
    """Refuse the wrong tier: each has its holder and its distance from the line [seed 000]."""
    geo, traits, refuse = world.geography, world.traits, judgement.refuse
    flies = bool(traits.flies[force])
    refuse(Refusal.TIER_OF_AIRCRAFT, ((tiers == AIRCRAFT) != flies)[None])
    if traits.own_army[force]:
        return
    refuse(Refusal.TIER_OF_UKRAINE, (tiers == UKRAINIANS)[None])
    watches = bool(traits.observer[force])
    refuse(Refusal.TIER_OF_OBSERVERS, (tiers == OBSERVERS)[None] & (not watches))
    bands = np.array(tier_bands(world))[tiers - 1]
    km = geo.km_to_line[places]
    outside = (km < bands[:, 0]) | (km > bands[:, 1])
    refuse(Refusal.OUTSIDE_TIER, (geo.node_in_ukraine[places] & outside)[None])


def judge_frame(
    world: World, state: State, force: int, places: Ints, tiers: Ints, judgement: Judgement
) -> None:
    """Refuse what politics forbids: agreement, consent, mandate, caveats, bases, decisions."""
    geo, traits, refuse = world.geography, world.traits, judgement.refuse
    if traits.own_army[force]:
        return
    enters = geo.node_in_ukraine[places][None]
    capped = state.flag[:, world.index["flag"]["east_limit"]] != 0
    refuse(Refusal.EAST_LIMIT, capped[:, None] & enters & geo.east_of_dnipro[places][None])
    refuse(Refusal.PRE_DEAL, waits(world, state)[:, None] & enters)
    refuse(Refusal.NO_CONSENT, (state.ua_consent == 0)[:, None] & enters)
    refuse(Refusal.NO_MANDATE, (state.mandate == NO_MANDATE)[:, None] & enters)
    refuse(Refusal.COMPOSITION, left_out(world, state, force)[:, None] & enters)
    judge_concept(world, state, force, enters, judgement)
    caveats.forbid(world, state, judgement, force, places, tiers)
    _judge_bases(world, state, force, places, judgement)
    _judge_decision(world, state, force, enters, judgement)


def _judge_bases(
    world: World, state: State, force: int, places: Ints, judgement: Judgement
) -> None:
    traits, refuse = world.traits, judgement.refuse
    actor = world.force_actor[force]
    host = traits.node_host[places]
    foreign = traits.staging[places] & (host >= 0) & (host != actor)
    refused = caveats.holders(world, state, "transit_of_arms_refused")[:, np.maximum(host, 0)]
    refuse(Refusal.NO_TRANSIT, refused & foreign[None] & bool(traits.armed[force]))
    signed = state.base_agreement[:, np.maximum(host, 0)] != 0
    refuse(Refusal.NO_BASE, foreign[None] & ~signed)


def _judge_decision(
    world: World, state: State, force: int, enters: Bools, judgement: Judgement
) -> None:
    actor, level = int(world.force_actor[force]), int(world.traits.level[force])
    judgement.refuse(Refusal.RECALLED, (state.recalled[:, actor] != 0)[:, None])
    needed = entry_willingness(world, force, enters)
    judgement.refuse(Refusal.UNWILLING, state.willingness[:, actor][:, None] < needed)
    decided = (state.decision[:, actor] == AUTHORISED)[:, None]
    judgement.refuse(Refusal.NOT_AUTHORISED, ~decided & (enters | (level >= NICHE)))


def entry_willingness(world: World, force: int, enters: Bools) -> NDArray[Any]:
    """Willingness that a force asks of its government at each place, shaped like ``enters``.

    Training and headquarters inside Ukraine ask as much as niche units do.
    """
    usual = willingness_needed(world, force)
    trains = int(world.traits.level[force]) == TRAINING
    organised = bool(world.traits.organisation[world.force_actor[force]])
    inside = float(offer_thresholds(world)[NICHE]) if trains and not organised else usual
    return np.where(enters, inside, usual)


def judge_money(world: World, state: State, force: int, judgement: Judgement) -> None:
    """Refuse a force that the pledges no longer pay for."""
    if world.traits.own_army[force]:
        return
    cost = world.force_cost[force]
    short = (spare_money(world, state, int(world.force_actor[force])) < cost) & (cost > 0.0)
    judgement.refuse(Refusal.TOO_EXPENSIVE, short[:, None])


def judge_route(
    world: World, force: int, way: Journey, leaves_now: Bools, judgement: Judgement
) -> None:
    """Refuse places without a way, and full ways for a force that would leave this turn."""
    judgement.refuse(Refusal.NO_ROUTE, ~way.possible)
    heavy = world.force_trains[force] > 0.0
    full = leaves_now[:, None] & (way.room <= 0.0) & bool(heavy)
    judgement.refuse(Refusal.ROUTE_FULL, full)


def way_to(world: World, state: State, force: int, to: int, via: int | None) -> Journey:
    """The way of a force to one place, by the node it was told to take or the fastest open one."""
    return journey(world, state, force, np.array([to]), via)
