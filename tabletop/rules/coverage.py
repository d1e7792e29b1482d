"""Coverage: what the forces that stand in the theatre amount to, by sector and by area.

Forces count where they stand, as far as they are ready, strong, paid and allowed to act. Everything
here is derived: the variables are written new from the forces at every call.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.rules import america
from tabletop.rules.caveats import fighting_share
from tabletop.rules.codes import DEPLOYED, code
from tabletop.rules.concept import concept_air
from tabletop.rules.tally import tally
from tabletop.rules.tasks import focus
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

DEPLOYING, FULLY_DEPLOYED = code("mission_phase", "deploying"), code("mission_phase", "deployed")
OBSERVER_TIER = 1


def usable(world: World, state: State) -> Floats:
    """Share of its full points that each deployed force brings to bear, [run, force].

    Readiness × strength, less when unpaid; 0 for forces that are not deployed.
    """
    paid = np.where(state.paid != 0, 1.0, world.doctrine.unpaid_use)
    share = state.readiness / 100.0 * (state.strength / 100.0) * paid
    return np.asarray(np.where(state.status == DEPLOYED, share, 0.0))


def unmet_needs(world: World, state: State) -> Floats:
    """Part of the support each coalition force needs that the theatre lacks, 0–1, [run, force].

    Of each kind of support, units deployed are set against deployed forces that need it: closing
    a gap helps all of them. Source: the needs of the force types; seed 002, 003 for the idea.
    """
    unmet = np.zeros(state.status.shape)
    out = state.status == DEPLOYED
    for gives, needs in world.traits.support:
        # Each kind of support is given and needed by a few forces; units are whole numbers.
        givers, users = np.flatnonzero(gives), np.flatnonzero(needs)
        if not users.size:
            continue
        supply = (out[:, givers] * gives[givers]).sum(axis=1)
        demand = (out[:, users] * world.force_count[users]).sum(axis=1)
        met = np.minimum(supply / np.maximum(demand, 1.0), 1.0)
        unmet[:, users] += (1.0 - met)[:, None] * needs[users]
    return unmet


def rules_share(world: World, state: State) -> Floats:
    """Share of its denial that the rules of engagement of its tier let a force use, [run, force].

    Level 1 gives ``roe_base``, each further level ``roe_step`` more; observers never fight.
    """
    doctrine = world.doctrine
    tier = state.tier_of.astype(np.int64) - 1
    level = np.take_along_axis(state.roe, tier, axis=1)
    share = doctrine.roe_base + doctrine.roe_step * (level - 1)
    return np.asarray(np.where(tier + 1 == OBSERVER_TIER, 0.0, np.minimum(share, 1.0)))


def in_ukraine(world: World, state: State) -> Bools:
    """Forces that stand inside Ukraine's recognised borders, [run, force]."""
    inside = world.geography.node_in_ukraine[np.maximum(state.at, 0)]
    return np.asarray((state.status == DEPLOYED) & (state.at >= 0) & inside)


def by_sector(world: World, state: State, weight: Floats) -> Floats:
    """Spread ``weight`` [run, force] over the sectors that places cover, [run, sector]."""
    places, cover, column = _covering(world)
    index = np.where(state.at >= 0, column[np.maximum(state.at, 0)], -1)
    at_place = tally(state.runs, index, weight, len(places))
    return np.asarray((at_place[:, None, :] * cover[None]).sum(axis=2))


def _covering(world: World) -> tuple[NDArray[Any], Floats, NDArray[Any]]:
    """Places that cover any sector, their cover [sector, place], and each node's row in it."""
    kept = vars(world).get("covering")
    if kept is None:
        cover = world.geography.sector_cover.astype(np.float64)
        places = np.flatnonzero(cover.any(axis=1))
        row = np.full(len(cover), -1)
        row[places] = np.arange(len(places))
        kept = (places, np.ascontiguousarray(cover[places].T), row)
        vars(world)["covering"] = kept
    found: tuple[NDArray[Any], Floats, NDArray[Any]] = kept
    return found


def derive(world: World, state: State, luck: Luck | None = None) -> None:
    """Write presence, denial, monitoring, air and sea cover, and the counts, from the forces."""
    del luck
    share = usable(world, state)
    _on_the_ground(world, state, share)
    _watched(world, state, share)
    _in_the_air(world, state, share)
    _at_sea(world, state, share)
    _count(world, state)


def _on_the_ground(world: World, state: State, share: Floats) -> None:
    traits = world.traits
    land = traits.on_ground & world.is_coalition
    seen = share * focus(world, state, "presence")
    state.presence = by_sector(world, state, seen * (world.points("presence") * land)[None])
    points = world.points("deterrence_denial") * (traits.on_ground & world.is_coalition)
    fighting = fighting_share(world, state) * rules_share(world, state)
    fighting = fighting * focus(world, state, "deterrence_denial")
    supported = 1.0 - world.doctrine.need_loss * unmet_needs(world, state)
    denial = by_sector(world, state, share * fighting * supported * points[None])
    state.denial = np.where(state.covered != 0, denial, 0.0)


def _watched(world: World, state: State, share: Floats) -> None:
    points = world.points("monitoring") * (world.side != "russia")
    near = world.traits.on_ground
    share = share * focus(world, state, "monitoring")
    state.monitoring = by_sector(world, state, share * (points * near)[None])
    remote = (share * (points * ~near)[None]).sum(axis=1)
    state.monitoring = state.monitoring + world.doctrine.remote_watch * remote[:, None]


def air_share(world: World, state: State) -> Floats:
    """Share of a squadron's points that the air posture brings over Ukraine, [run]."""
    doctrine = world.doctrine
    by_posture = np.array([0.0, doctrine.air_alert_use, doctrine.air_patrol_use, 1.0])
    use = by_posture[state.air_posture] * concept_air(world, state)
    return np.minimum(use, 1.0)


def _in_the_air(world: World, state: State, share: Floats) -> None:
    geo, traits = world.geography, world.traits
    points = world.points("air_defence") * world.is_coalition
    share = share * focus(world, state, "air_defence")
    area = np.where(state.at >= 0, geo.air_area_of_node[np.maximum(state.at, 0)], -1)
    ground = share * (points * ~traits.flies)[None]
    state.air_cover = tally(state.runs, area, ground, len(geo.air_areas))
    flying = (share * (points * traits.flies)[None]).sum(axis=1) * air_share(world, state)
    lent = america.air_points(world, state)
    spread = world.doctrine.air_spread * flying + lent
    state.air_cover = state.air_cover + spread[:, None]


def _at_sea(world: World, state: State, share: Floats) -> None:
    geo, traits = world.geography, world.traits
    points = world.points("maritime") * world.is_coalition
    area = np.where(state.at >= 0, geo.sea_area_of_node[np.maximum(state.at, 0)], -1)
    afloat = share * (points * ~traits.flies)[None]
    state.sea_cover = tally(state.runs, area, afloat, len(geo.sea_areas))
    flying = (share * (points * traits.flies)[None]).sum(axis=1)
    spread = world.doctrine.sea_spread * flying + america.sea_points(world, state)
    state.sea_cover = state.sea_cover + spread[:, None]


def _count(world: World, state: State) -> None:
    inside = in_ukraine(world, state) & world.is_coalition[None]
    brigades = (inside * (world.is_brigade * world.force_count)[None]).sum(axis=1)
    state.coalition_brigades = brigades
    state.coalition_people = (inside * world.force_people[None]).sum(axis=1)
    watching = inside & world.traits.observer[None] & (state.tier_of == OBSERVER_TIER)
    state.observers_deployed = watching.any(axis=1)


def settle_phase(world: World, state: State, luck: Luck) -> None:
    """A mission that is deploying counts as deployed once enough of its people are in Ukraine.

    When most of them have left again, it must deploy anew.
    """
    del luck
    d, people = world.doctrine, state.coalition_people
    grown = (state.mission_phase == DEPLOYING) & (people >= d.deployed_people)
    left = (state.mission_phase == FULLY_DEPLOYED) & (people < d.deployed_kept * d.deployed_people)
    phase = np.where(grown, FULLY_DEPLOYED, state.mission_phase)
    state.mission_phase = np.where(left, DEPLOYING, phase)
