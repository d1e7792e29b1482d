"""Concept: what the declared posture, size, zone, notice and name of the force lead to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.codes import OFFERED, code
from tabletop.rules.drift import saturation, values
from tabletop.rules.movement import out_of_home
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.world.state import State
from tabletop.world.variables import MISSION_LABEL, SIZE_CLASS
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

TRIPWIRE, AIR_SEA = code("force_posture", "tripwire"), code("force_posture", "air_sea")
MULTI_BRIGADE = code("force_posture", "multi_brigade")
OBSERVERS = code("force_posture", "observers")


def stand_by(world: World, state: State) -> None:
    """Count the brigades that are offered, ready and still at home: the standby pool."""
    ready = (state.status == OFFERED) & (state.ready_turn <= state.turn[:, None])
    state.standby_brigades = (ready * (world.is_brigade * world.force_count)[None]).sum(axis=1)


def tripwire_chance(world: World, state: State, seen: Floats) -> Floats:
    """What a tripwire adds to the chance of a probe, or takes from it, [run].

    ``seen`` [run] is presence on the line as Moscow sees it, 0–1. It invites tests where it is
    thin, and frightens as far as what stands behind it: standby forces, backing and resolve
    [seed 000, 004].
    """
    d = world.doctrine
    fear = d.tripwire_fear * _backing(state) * (1.0 + _pool(world, state)) / 2.0
    chance = d.tripwire_lure * (1.0 - seen) - fear
    return np.where(state.force_posture == TRIPWIRE, chance, 0.0)


def _backing(state: State) -> Floats:
    return np.asarray(state.us_backstop / 100.0 * (state.resolve_perception / 100.0))


def _pool(world: World, state: State) -> Floats:
    brigades = state.standby_brigades.astype(np.float64)
    return saturation(brigades, world.doctrine.standby_scale)


def tripwire_threat(world: World, state: State) -> Floats:
    """Punishment that a tripwire promises: backing × resolve × who stands ready, 0–1, [run]."""
    threat = _backing(state) * _pool(world, state)
    return np.where(state.force_posture == TRIPWIRE, threat, 0.0)


def notice_factor(world: World, state: State) -> Floats:
    """How much more of the land force arrives in time at the reserve's notice, [run]."""
    d = world.doctrine
    return np.asarray(np.exp((d.notice_reference - state.reserve_notice) / d.notice_scale))


def notice_cost(world: World, state: State) -> Floats:
    """Monthly cost of a short notice for the brigades in Ukraine, EUR m, [run]."""
    d = world.doctrine
    short = np.maximum(d.notice_reference - state.reserve_notice, 0.0)
    return np.asarray(d.notice_cost * short * state.coalition_brigades)


def ready_to_intervene(world: World, state: State) -> Floats:
    """Levels of the rules that the concept makes unnecessary for an intervention, [run]."""
    return np.where(state.force_posture == MULTI_BRIGADE, world.doctrine.multi_roe_step, 0.0)


def concept_escalation(world: World, state: State) -> Floats:
    """Escalation that the concept of the force adds, [run] [seed 004]."""
    return np.where(state.force_posture == MULTI_BRIGADE, world.doctrine.multi_escalation, 0.0)


def concept_flank(world: World, state: State) -> Floats:
    """Flank risk that the concept of the force adds, less what liaison takes away, [run]."""
    d = world.doctrine
    more = np.where(state.force_posture == MULTI_BRIGADE, d.multi_flank, 0.0)
    return np.asarray(more - d.liaison_flank * state.nato_liaison)


def concept_air(world: World, state: State) -> Floats:
    """Factor on the use of aircraft in an air and sea concept, [run] [seed 004]."""
    return np.where(state.force_posture == AIR_SEA, world.doctrine.air_concept_use, 1.0)


def zone_calm(world: World, state: State, watched: Floats) -> Floats:
    """Share of the breaches that a zone along the line leaves, [run, sector].

    ``watched`` is how far each sector is verified, 0–1: a zone that nobody verifies calms less.
    """
    d = world.doctrine
    wide = np.minimum(state.zone_km / d.zone_most, 1.0)[:, None]
    verified = d.zone_unwatched + (1.0 - d.zone_unwatched) * watched
    line = world.geography.sector_on_line[None]
    return np.asarray(1.0 - d.zone_calm * wide * verified * line)


def zone_ground(world: World, state: State) -> Floats:
    """Share of Ukrainian strength that a zone leaves in each sector, [run, sector]."""
    d = world.doctrine
    wide = np.minimum(state.zone_km / d.zone_most, 1.0)[:, None]
    return np.asarray(1.0 - d.zone_ground * wide * world.geography.sector_on_line[None])


def frame_legitimacy(world: World, state: State) -> Floats:
    """What the mission's name and liaison teams add to legitimacy, [run] [seed 000, 003]."""
    named = values(world, "label_legitimacy", MISSION_LABEL)[state.mission_label]
    teams = state.nato_liaison.astype(np.float64) + state.eu_liaison
    return np.asarray(named + world.doctrine.liaison_legitimacy * teams)


def frame_support(world: World, state: State) -> Floats:
    """What the mission's name adds to the support at home in the end, [run] [seed 003]."""
    return values(world, "label_support", MISSION_LABEL)[state.mission_label]


def concept_resolve(world: World, state: State) -> Floats:
    """What the mission's name and declared size do to the picture of resolve, [run]."""
    named = values(world, "label_resolve", MISSION_LABEL)[state.mission_label]
    sized = values(world, "size_resolve", SIZE_CLASS)[state.size_class]
    return np.asarray(named + sized)


def size_cap(world: World, state: State) -> Floats:
    """Most people in Ukraine that the declared size allows, [run] [seed 000]."""
    return values(world, "size_cap", SIZE_CLASS)[state.size_class]


def people_bound(world: World, state: State, but: int) -> tuple[Floats, Floats]:
    """People in Ukraine or bound for it, of all and of the force's actor, [run] each.

    The force ``but`` itself is left out.
    """
    place = np.where(state.bound_for >= 0, state.bound_for, state.at)
    inside = (place >= 0) & world.geography.node_in_ukraine[np.maximum(place, 0)]
    there = inside & out_of_home(state) & world.is_coalition[None]
    there[:, but] = False
    mine = world.force_actor == world.force_actor[but]
    # People are whole numbers, so no order of adding changes the sum.
    return there @ world.force_people, there[:, mine] @ world.force_people[mine]


def judge_concept(
    world: World, state: State, force: int, enters: Bools, judgement: Judgement
) -> None:
    """Refuse what the declared size or posture leaves no room for; ``enters`` is [1, place]."""
    if world.traits.own_army[force]:
        return
    new = float(world.force_people[force])
    every, own = people_bound(world, state, force)
    big = every + new > size_cap(world, state)
    judgement.refuse(Refusal.OVER_SIZE, big[:, None] & enters)
    large = own + new > state.contingent_cap
    judgement.refuse(Refusal.OVER_CONTINGENT, large[:, None] & enters & (new > 0.0))
    traits = world.traits
    shields = bool(world.points("air_defence")[force] > 0.0)
    fights = bool(traits.on_ground[force] & traits.combat[force]) and not shields
    in_air = (state.force_posture == AIR_SEA)[:, None] & fights
    watching = (state.force_posture == OBSERVERS)[:, None] & bool(traits.armed[force])
    judgement.refuse(Refusal.POSTURE_FORBIDS, (in_air | watching) & enters)
