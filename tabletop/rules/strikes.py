"""Strikes, sabotage and influence: what Russia does away from the line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.coverage import usable
from tabletop.rules.drift import Terms, only, saturation
from tabletop.rules.enablers import enabled
from tabletop.rules.kyiv import trust_won
from tabletop.rules.membership import allied
from tabletop.rules.red import aimed, by_hand, odds_of, record_result, resolution
from tabletop.rules.russia import at_war
from tabletop.rules.tally import tally
from tabletop.rules.tasks import focus, guarding
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import AIR_POSTURE, FLAGS
from tabletop.world.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_SHARED_RULE = tuple(FLAGS).index("roe_common")
_PATROL = AIR_POSTURE.index("patrol")


def may_intercept(state: State) -> Bools:
    """Tell where a rule lets allied aircraft and batteries shoot over Ukraine, [run].

    One rule for all contingents, or a posture of patrols [seed 004].
    """
    return np.asarray((state.flag[:, _SHARED_RULE] == 1) | (state.air_posture >= _PATROL))


def interception(world: World, state: State) -> Floats:
    """Share of a strike that is shot down over each air area, 0–1, [run, air_area].

    Two layers: Ukrainian air defence, then what the coalition adds over the area, less where
    nobody lends or has built missile defence.
    """
    d = world.doctrine
    own = d.interception_own * state.ua_air_defence[:, None] / 100.0
    cover = saturation(state.air_cover, d.air_cover_scale)
    shield = d.shield_floor + (1.0 - d.shield_floor) * enabled(world, state, "missile_defence")
    more = d.interception_coalition * cover * shield[:, None]
    zone = (state.ad_zone == 1) & may_intercept(state)[:, None]
    more = np.minimum(more * np.where(zone, d.zone_gain, 1.0), 1.0)
    return np.asarray(1.0 - (1.0 - own) * (1.0 - more))


def strike(world: World, state: State, luck: Luck) -> None:
    """A wave of strikes once the ceasefire is worn: on the grid, on towns, on the least covered.

    Chance 0.35 while integrity is below 70, much higher without a ceasefire.
    """
    d = world.doctrine
    shot = interception(world, state)
    size = world.sizes["air_area"]
    worn = (state.ceasefire_integrity < d.strike_integrity) | at_war(state)
    worn |= by_hand(state, "strike")
    drawn = luck.choice("strike_area", 1.0 - shot + d.target_floor)
    where = only(aimed(state, "strike", drawn, size), size) & worn[:, None]
    usual = np.where(at_war(state), d.strike_war, d.strike_chance)
    odds = np.repeat(odds_of(world, state, "strike", usual)[:, None], size, axis=1)
    terms: Terms = {
        "worn ceasefire": usual[:, None],
        "Moscow's choice, as a factor": resolution(world, state, "strike")[:, None],
    }
    falls = luck.contest("strike_wave", odds, "air_area", where, terms)
    through = (falls * (1.0 - shot)).sum(axis=1)
    record_result(state, "strike", falls.any(axis=1), through > 0.5)
    state.strikes += falls
    state.energy_state -= d.strike_energy * through
    state.civilian_harm += d.strike_harm * through
    state.outrage += d.outrage_strike * through
    state.ua_air_defence -= d.strike_air_defence * falls.any(axis=1)
    state.ceasefire_integrity -= d.strike_wear * falls.any(axis=1)
    state.escalation += d.strike_escalation * falls.any(axis=1)
    area = world.geography.air_area_of_node
    in_area = (area >= 0) & world.geography.node_in_ukraine & world.geography.node_usable
    hit = np.where(in_area[None], (falls * (1.0 - shot))[:, np.maximum(area, 0)], 0.0)
    worth = world.geography.node_criticality / world.geography.node_criticality.max(initial=1)
    spread = luck.uniform("strike_damage", world.sizes["node"])
    bare = 1.0 - d.guard_share * saturation(guards(world, state), d.guard_scale)
    state.node_damage += d.strike_damage * hit * worth[None] * spread * bare
    state.clip("strikes", "energy_state", "civilian_harm", "outrage", "ua_air_defence",
               "ceasefire_integrity", "escalation", "node_damage")  # fmt: skip


def guards(world: World, state: State) -> Floats:
    """Points of protection that stand at each node, [run, node]."""
    points = usable(world, state) * (world.points("protection") * world.is_coalition)[None]
    points = points * focus(world, state, "protection") * guarding(world, state)
    return tally(state.runs, state.at, points, world.sizes["node"])


def sabotage(world: World, state: State, luck: Luck) -> None:
    """Sabotage of a link of the supply chain; guards and protection lower the odds.

    Chance 0.3 + 0.003 × escalation as for every hybrid act, times what protection leaves.
    """
    d = world.doctrine
    links = world.geography.links
    weak = np.array([k.vulnerability * k.open_to_coalition for k in links], dtype=np.float64)
    size = world.sizes["link"]
    drawn = luck.choice("sabotage_link", weak[None] * state.link_capacity)
    where = only(aimed(state, "sabotage", drawn, size), size)
    guard = 1.0 - d.sabotage_guard * state.force_protection / 100.0
    chance = (d.hybrid_base + d.hybrid_escalation * state.escalation) * guard * d.sabotage_share
    odds = np.repeat(odds_of(world, state, "sabotage", chance, guard)[:, None], size, axis=1)
    terms: Terms = {
        "base": d.hybrid_base,
        "escalation": (d.hybrid_escalation * state.escalation)[:, None],
        "protection leaves": guard[:, None],
        "Moscow's choice, as a factor": resolution(world, state, "sabotage")[:, None],
    }
    done = luck.contest("sabotage", odds, "link", where, terms)
    record_result(state, "sabotage", done.any(axis=1), done.any(axis=1))
    state.sabotage = done
    state.link_capacity -= d.sabotage_damage * done
    state.logistics_capacity -= d.sabotage_logistics * done.any(axis=1)
    state.clip("link_capacity", "logistics_capacity")


def influence(world: World, state: State, luck: Luck) -> None:
    """An act of influence or a cyber attack: doubt about the mission, at home and in Kyiv."""
    d = world.doctrine
    guard = 1.0 - d.influence_guard * state.info_environment / 100.0
    trusted = np.clip(1.0 - d.trust_guard * trust_won(world, state), 0.0, 2.0)
    guard = guard * trusted * (1.0 - d.prebunk_guard * state.prebunked / 100.0)
    loud = d.objection_influence * (state.ru_objection - d.objection_reference)
    chance = (d.hybrid_base + d.hybrid_escalation * state.escalation + loud) * guard
    chance = odds_of(world, state, "disinformation", chance, guard)
    terms: Terms = {
        "base": d.hybrid_base,
        "escalation": (d.hybrid_escalation * state.escalation)[:, None],
        "objection to the force": loud[:, None],
        "trust and warning leave": guard[:, None],
        "Moscow's choice, as a factor": resolution(world, state, "disinformation")[:, None],
    }
    done = luck.contest("influence_act", chance[:, None], "", None, terms)[:, 0]
    record_result(state, "disinformation", done, done)
    state.info_environment -= d.influence_info * done
    state.ua_politics -= d.influence_politics * done
    state.domestic_support -= d.influence_support * (done[:, None] & allied(state))
    state.clip("info_environment", "ua_politics", "domestic_support")
