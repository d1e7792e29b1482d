"""National caveats: which of them are held, and what they forbid or weaken."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.codes import MONITORS, NO_MANDATE, REFUSE, UNSC, code
from tabletop.rules.movement import out_of_home
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.world.state import State
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

FIXED = frozenset(
    {
        "parliament_mandate", "neutrality", "no_armed_forces", "no_cession_by_constitution",
        "unanimity_for_cfsp", "consensus", "consensus_with_russia", "p5_veto", "slow_generation",
        "consent_of_both_sides", "five_pko_principles",
    }
)  # fmt: skip
"""Caveats that rest on a constitution or a statute and cannot be talked away in an exercise."""

BLOCKING = (
    "no_ground_in_ukraine", "un_mandate_required", "us_backstop_required", "rear_only",
    "no_combat", "small_footprint", "clear_exit",
)  # fmt: skip
"""Caveats that keep offered units out of the force, as the measure of cohesion counts them."""


def holds(world: World, state: State, actor: int, caveat: str) -> Bools:
    """Tell in which runs an actor holds a caveat, [run]."""
    return np.asarray(state.caveat[:, actor, world.index["caveat"][caveat]] != 0)


def holders(world: World, state: State, caveat: str) -> Bools:
    """Tell which actors hold a caveat, [run, actor]."""
    return np.asarray(state.caveat[:, :, world.index["caveat"][caveat]] != 0)


def of_forces(world: World, state: State, caveat: str) -> Bools:
    """Tell for which forces their actor holds a caveat, [run, force]."""
    return np.asarray(holders(world, state, caveat)[:, world.force_actor])


def statute(world: World, state: State, institution: str, caveat: str) -> Bools:
    """Tell whether an institution is bound by a caveat of its statute, [run].

    One that takes no part in the exercise is bound as it is in the world outside.
    """
    place = world.index["actor"].get(institution)
    if place is None:
        return np.ones(state.runs, dtype=np.bool_)
    return holds(world, state, place, caveat)


def union_blocked(world: World, state: State) -> Bools:
    """Tell whether one obstructive member stops the Union from deciding, [run].

    It does so as long as the Union needs all and the others have found no way round [seed 000].
    """
    obstructive = state.hu_government == code("hu_government", "obstructive")
    bypassed = state.flag[:, world.index["flag"]["eu_bypass"]] != 0
    return np.asarray(obstructive & ~bypassed & statute(world, state, "eu", "unanimity_for_cfsp"))


def blocking_of(world: World, state: State, actors: Bools) -> NDArray[np.int64]:
    """Count the blocking caveats that the ``actors`` [run, actor] hold, [run]."""
    places = [world.index["caveat"][name] for name in BLOCKING]
    held = (state.caveat[:, :, places] != 0).sum(axis=2)
    return np.asarray((held * actors).sum(axis=1))


def fighting_share(world: World, state: State) -> Floats:
    """Share of each force's denial that its government lets be used, [run, force].

    No caveat: all; no_combat: nothing; sovereign_targeting_rules: a part of long-range fires.
    """
    share = np.where(of_forces(world, state, "no_combat"), 0.0, 1.0)
    slow = of_forces(world, state, "sovereign_targeting_rules") & world.traits.fires[None]
    return np.asarray(np.where(slow, world.doctrine.sovereign_fires_use * share, share))


def un_basis(world: World, state: State, force: int) -> Bools:
    """Tell whether there is the United Nations mandate that a force would need, [run].

    Observers are content with a mandate for monitoring [seed 000, 003].
    """
    council = state.mandate == UNSC
    if not world.traits.observer[force] and world.traits.combat[force]:
        return np.asarray(council)
    tabled = state.flag[:, world.index["flag"]["unsc_monitors"]] != 0
    return np.asarray(council | (state.mandate == MONITORS) | tabled)


def truce(state: State) -> Bools:
    """Tell whether both sides still stand by an agreement, [run]."""
    kept = [code("ceasefire_status", word) for word in ("ceasefire", "peace", "frozen")]
    return np.isin(state.ceasefire_status, kept)


def forbid(
    world: World,
    state: State,
    judgement: Judgement,
    force: int,
    places: NDArray[Any],
    tiers: NDArray[Any],
) -> None:
    """Refuse what the caveats of a force's government forbid; ``judgement`` is [run, place]."""
    actor = int(world.force_actor[force])
    if world.traits.own_army[force]:
        return
    _forbid_by_frame(world, state, judgement, force, actor, places)
    _forbid_by_place(world, state, judgement, force, actor, places, tiers)


def _forbid_by_frame(
    world: World, state: State, judgement: Judgement, force: int, actor: int, places: NDArray[Any]
) -> None:
    """Refuse what lacks a mandate, a backstop, an end date or peace, wherever it goes."""
    traits, refuse = world.traits, judgement.refuse

    def held(caveat: str) -> Bools:
        return holds(world, state, actor, caveat)[:, None]

    refuse(Refusal.POLICY_REFUSES, (state.troop_policy[:, actor] == REFUSE)[:, None])
    basis = un_basis(world, state, force)[:, None]
    refuse(Refusal.CAVEAT_UN, held("un_mandate_required") & ~basis)
    refuse(Refusal.CAVEAT_UNARMED, held("no_armed_forces") & traits.armed[force])
    neutral = held("neutrality") & ~basis
    refuse(Refusal.CAVEAT_NEUTRAL, neutral | held("neutrality") & traits.armed[force])
    both = truce(state)[:, None] & basis & (state.ua_consent != 0)[:, None]
    refuse(Refusal.CAVEAT_BOTH_SIDES, held("consent_of_both_sides") & ~both)
    entering = world.geography.node_in_ukraine[places][None]
    moscow = truce(state) & (state.ru_patience >= world.doctrine.osce_patience)
    refuse(Refusal.CAVEAT_MOSCOW, held("consensus_with_russia") & ~moscow[:, None] & entering)
    peace = truce(state)[:, None] & (state.mandate != NO_MANDATE)[:, None]
    fights = bool(traits.combat[force])
    refuse(Refusal.CAVEAT_PEACE, held("five_pko_principles") & (~peace | fights))
    exit_known = (state.review_clause != 0)[:, None]
    refuse(Refusal.CAVEAT_EXIT, held("clear_exit") & ~exit_known)
    weak = (state.us_backstop < world.doctrine.backstop_needed)[:, None]
    refuse(Refusal.CAVEAT_BACKSTOP, held("us_backstop_required") & weak)
    busy = (state.nato_flank_risk > world.doctrine.flank_recall)[:, None]
    refuse(Refusal.CAVEAT_FLANK, held("flank_first") & busy & entering)
    drawn = (state.nato_flank_risk > world.doctrine.latvia_risk)[:, None]
    on_foot = fights and bool(traits.on_ground[force])
    refuse(Refusal.CAVEAT_LATVIA, held("latvia_first") & drawn & on_foot)


def _forbid_by_place(
    world: World,
    state: State,
    judgement: Judgement,
    force: int,
    actor: int,
    places: NDArray[Any],
    tiers: NDArray[Any],
) -> None:
    """Refuse what a caveat forbids in Ukraine, near the line, or in that size."""
    geo, traits, refuse = world.geography, world.traits, judgement.refuse
    ukraine = geo.node_in_ukraine[places][None]
    ground = ukraine & bool(traits.on_ground[force])

    def held(caveat: str) -> Bools:
        return holds(world, state, actor, caveat)[:, None]

    refuse(Refusal.CAVEAT_GROUND, held("no_ground_in_ukraine") & ground)
    american = ground & bool(traits.armed[force] | (world.points("presence")[force] > 0.0))
    refuse(Refusal.CAVEAT_US_GROUND, held("no_us_ground_troops") & american)
    near = (geo.km_to_line[places] <= world.doctrine.rear_km)[None] & ukraine
    refuse(Refusal.CAVEAT_REAR, held("rear_only") & near)
    refuse(Refusal.CAVEAT_LINE, held("no_observer_line") & (tiers == 1)[None])
    people = people_out(world, state, actor, force) + world.force_people[force]
    refuse(Refusal.CAVEAT_SMALL, held("small_footprint") & too_many(world, people)[:, None])


def people_out(world: World, state: State, actor: int, but: int) -> Floats:
    """People of an actor who stand in the theatre or are bound for it, one force left out."""
    mine = world.force_actor == actor
    mine[but] = False
    return np.asarray((out_of_home(state) * (world.force_people * mine)[None]).sum(axis=1))


def too_many(world: World, people: Floats) -> Bools:
    """Tell whether a contingent is larger than a small footprint."""
    return np.asarray(people > world.doctrine.small_people)
