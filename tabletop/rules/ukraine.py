"""Ukraine: its army by sector and by pillars, its society, its energy and its politics."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.arms import extra, missing_upkeep
from tabletop.rules.capitals import TRAINING_HUB, hubs
from tabletop.rules.codes import code
from tabletop.rules.concept import zone_ground
from tabletop.rules.coverage import usable
from tabletop.rules.drift import Terms, by_sector, saturation, toward, values
from tabletop.rules.kyiv import anchored
from tabletop.rules.programmes import output
from tabletop.rules.spirit import deserted, fights, recruits
from tabletop.rules.tally import tally
from tabletop.rules.tasks import embedding, focus
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import FLAGS, NSATU_SCOPE, SEASON
from tabletop.world.world import World

Floats = NDArray[np.float64]

_SHIELD = tuple(FLAGS).index("integrated_ad")
_KAKHOVKA = "kakhovka"
_NO_MANDATE = code("mandate", "none")


def deploy_strength(world: World, state: State) -> None:
    """Spread Ukrainian denial points over the sectors near each brigade group, [run, sector].

    A group's points are shared out, not doubled; reserves that stand near no sector count for
    every contact sector by ``doctrine.reserve_reach``. The whole follows the army's regeneration.
    """
    d = world.doctrine
    cover = _shares(world)
    points = world.points("deterrence_denial") * (world.side == "ukraine")
    weight = usable(world, state) * points[None]
    by_node = tally(state.runs, state.at, weight, world.sizes["node"])
    near = (by_node[:, :, None] * cover[None]).sum(axis=1)
    far = (by_node * (cover.sum(axis=1) <= 0.0)[None]).sum(axis=1)
    reserve = d.reserve_reach * far[:, None] * by_sector(world, "test_terrain")[None]
    level = d.army_floor + (1.0 - d.army_floor) * state.ua_army / 100.0
    standing = by_sector(world, "ua_garrison")[None]
    size = np.minimum(state.ua_army_size / d.army_size_reference, 1.0)
    level = level * (1.0 - d.army_size_weight * (1.0 - size))
    level = level * (1.0 - d.upkeep_strength * missing_upkeep(world, state))
    level = level * fights(world, state)
    state.ua_strength = (near + reserve + standing) * level[:, None] * zone_ground(world, state)
    state.clip("ua_strength")


def _shares(world: World) -> Floats:
    """How a place's forces are shared out over the sectors they cover, [node, sector]."""
    kept = vars(world).get("sector_shares")
    if kept is None:
        cover = world.geography.sector_cover.astype(np.float64)
        total = cover.sum(axis=1, keepdims=True)
        kept = vars(world)["sector_shares"] = cover / np.where(total > 0.0, total, 1.0)
    found: Floats = kept
    return found


def regenerate(world: World, state: State, luck: Luck) -> None:
    """The army grows or shrinks towards its weakest pillar: training, equipment or money.

    At most ``doctrine.army_step`` points a turn [seed 003: limited by the lowest].
    """
    d = world.doctrine
    share = usable(world, state)
    state.training_throughput = throughput(world, state, share)
    added = state.training_throughput - d.throughput_base
    target = d.training_base + d.training_gain * saturation(added, d.throughput_scale)
    target = target + recruits(world, state)
    state.ua_training = toward(state.ua_training, target, d.pillar_rate)
    packages = (share * (world.is_type("regen_bde") * world.force_count)[None]).sum(axis=1)
    joint = d.equipment_joint * output(world, state)
    aid = state.ua_aid.sum(axis=1) + state.asset_money
    target = (
        d.equipment_base
        + d.equipment_packages * saturation(packages, d.equipment_scale)
        + joint
        + d.equipment_aid * saturation(aid, d.aid_scale)
        + d.arms_gain_artillery * extra(world, state, "artillery")
    )
    state.ua_equipment = toward(state.ua_equipment, target, d.pillar_rate)
    target = d.money_base + d.money_gain * saturation(aid, d.aid_scale)
    target = target + d.accession_money * anchored(world, state)
    oversize = np.maximum(state.ua_army_size - d.army_size_reference, 0.0)
    target = target - d.army_size_money * oversize
    state.ua_money = toward(state.ua_money, target, d.pillar_rate)
    weakest = np.minimum(np.minimum(state.ua_training, state.ua_equipment), state.ua_money)
    level = weakest - deserted(world, state)
    step = np.clip(d.army_rate * (level - state.ua_army), -d.army_step, d.army_step)
    state.ua_army += step
    state.clip("ua_training", "ua_equipment", "ua_money", "ua_army")
    deploy_strength(world, state)


def throughput(world: World, state: State, share: Floats) -> Floats:
    """Brigades that training raises in six months, [run] [seed 003, 004].

    Training abroad gives a base; units at work and training hubs next door add to it, more where
    the work is done inside Ukraine.
    """
    d = world.doctrine
    share = share * focus(world, state, "training") * embedding(world, state)
    points = (share * world.points("training")[None]).sum(axis=1)
    points = points + d.hub_training * hubs(state, TRAINING_HUB)
    scope = values(world, "nsatu_throughput", NSATU_SCOPE)[state.nsatu_scope]
    return np.asarray(d.throughput_base + d.throughput_points * points * scope)


def shield_skies(world: World, state: State, luck: Luck) -> None:
    """Ukrainian air defence follows its brigades, interceptors and the shared air picture."""
    d = world.doctrine
    share = usable(world, state)
    packages = share * (world.is_type("interceptor_pkg") * world.force_count)[None]
    shared = d.air_defence_shared * state.flag[:, _SHIELD]
    target = (
        d.air_defence_base
        + d.air_defence_packages * saturation(packages.sum(axis=1), d.air_defence_scale)
        + shared
        + d.arms_gain_air_defence * extra(world, state, "air_defence")
        + d.arms_gain_aircraft * extra(world, state, "aircraft")
        - d.upkeep_air_defence * missing_upkeep(world, state)
    )
    state.ua_air_defence = toward(state.ua_air_defence, target, d.air_defence_rate)
    state.clip("ua_air_defence")


def power(world: World, state: State, luck: Luck) -> None:
    """The grid sinks in winter and recovers in summer; trouble there moves people and the plant."""
    d = world.doctrine
    season = values(world, "energy", SEASON)[state.season]
    state.energy_state = toward(state.energy_state, season, d.energy_rate)
    plant = world.index["sector"].get(_KAKHOVKA)
    near = state.tension[:, plant] if plant is not None else np.zeros(state.runs)
    target = d.plant_base + d.plant_tension * near + d.plant_grid * (100.0 - state.energy_state)
    state.znpp_risk = toward(state.znpp_risk, target, d.plant_rate)
    cold = np.maximum(d.refugee_energy - state.energy_state, 0.0)
    harm = np.maximum(state.civilian_harm - d.refugee_harm, 0.0)
    risk = np.maximum(state.znpp_risk - d.refugee_plant, 0.0)
    target = d.refugee_rate * (cold + harm + risk)
    state.refugee_flow = toward(state.refugee_flow, target, d.refugee_pace)
    state.clip("energy_state", "znpp_risk", "refugee_flow")


def endure(world: World, state: State, luck: Luck) -> None:
    """Society and politics in Kyiv hold by power, safety, trust and a reliable partner."""
    d = world.doctrine
    target = (
        d.resilience_base
        + d.resilience_energy * (state.energy_state - d.energy_reference)
        + d.resilience_politics * (state.ua_politics - d.politics_reference)
        + d.resilience_info * (state.info_environment - d.info_reference)
        - d.resilience_harm * (state.civilian_harm - d.harm_reference)
        - d.resilience_breach * state.breached.sum(axis=1)
    )
    state.ua_resilience = toward(state.ua_resilience, target, d.resilience_rate)
    target = (
        d.politics_reference
        + d.politics_resilience * (state.ua_resilience - d.resilience_base)
        + d.politics_info * (state.info_environment - d.info_reference)
        - d.politics_pressure * (state.us_pressure_on_ua - d.us_pressure_reference)
        + d.accession_politics * anchored(world, state)
    )
    state.ua_politics = toward(state.ua_politics, target, d.politics_rate)
    state.clip("ua_resilience", "ua_politics")


def consent(world: World, state: State, luck: Luck) -> None:
    """A government in deep crisis, or let down, may withdraw its consent, one contest a turn."""
    d = world.doctrine
    crisis = np.maximum(d.consent_politics - state.ua_politics, 0.0)
    let_down = np.maximum(d.consent_satisfaction - state.ua_satisfaction, 0.0)
    shaky = ((crisis > 0.0) | (let_down > 0.0)) & (state.ua_consent == 1)
    odds = d.consent_chance + crisis / 100.0 + let_down / 100.0
    terms: Terms = {
        "political crisis": d.consent_chance,
        "depth of the crisis": (crisis / 100.0)[:, None],
        "demands unmet": (let_down / 100.0)[:, None],
    }
    gone = luck.contest("consent_withdrawn", odds[:, None], "", shaky[:, None], terms)[:, 0]
    state.ua_consent = np.where(gone, 0, state.ua_consent)
    # Without an invitation nothing but the forces' own states' law is left [seed 003].
    state.mandate = np.where(
        gone & (state.mandate == code("mandate", "bilateral")), _NO_MANDATE, state.mandate
    )
