"""Russia: what it wants, where it leans, and when it tests the coalition or attacks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.america import backing, surprise
from tabletop.rules.concept import tripwire_chance
from tabletop.rules.drift import Terms, by_sector, only, saturation, toward
from tabletop.rules.kyiv import conceded
from tabletop.rules.red import aimed, odds_of, resolution
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import CEASEFIRE_STATUS, FLAGS
from tabletop.world.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

REPELLED, CONTAINED, BROKEN = 1, 2, 3
"""Stages of a probe, as ``probe_stage`` holds them."""

AT_WAR = (CEASEFIRE_STATUS.index("none"), CEASEFIRE_STATUS.index("collapsed"))
_FLAG = {name: i for i, name in enumerate(FLAGS)}


def visible_presence(world: World, state: State) -> Floats:
    """Presence of each sector as Moscow sees it, 0–1, [run, sector]."""
    return saturation(state.presence, world.doctrine.presence_scale)


def at_war(state: State) -> Bools:
    """Runs in which no ceasefire holds, [run]."""
    return np.asarray(np.isin(state.ceasefire_status, AT_WAR))


def opportunity(world: World, state: State) -> Floats:
    """How much a test of each sector promises, [run, sector].

    (1 + tension / 50) × (1.1 − presence) × how open the ground is; the Belarusian border counts
    by the tension on that axis.  More presence never makes a sector more inviting.
    """
    d = world.doctrine
    lure = 1.0 + state.tension / d.opportunity_tension
    room = np.maximum(d.opportunity_presence - visible_presence(world, state), 0.0)
    ground = by_sector(world, "test_terrain")[None]
    belarus = np.array([s.neighbour == "BY" for s in world.geography.sectors])
    axis = np.where(belarus[None], state.by_tension[:, None] / 100.0, 1.0)
    return np.asarray(lure * room * ground * axis)


def denial_share(world: World, state: State) -> Floats:
    """Share of defenders in the strength that meets in each sector, 0–1, [run, sector]."""
    defence = state.ua_strength + state.denial
    return np.asarray(defence / (defence + state.ru_strength + 1.0))


def deterrence(world: World, state: State) -> Floats:
    """Deterrence as Moscow weighs it, 0–100, [run]: denial on the line, then the guarantee.

    100 × (1 − (1 − denial) × (1 − weight × credibility)).
    """
    d = world.doctrine
    line = world.geography.sector_on_line
    denial = _mean_where(denial_share(world, state), line)
    belief = (
        d.credibility_resolve * state.resolve_perception
        + d.credibility_cohesion * state.cohesion
        + d.credibility_clarity * state.clarity
        + d.credibility_backstop * backing(world, state)
    ) / 100.0
    return np.asarray(100.0 * (1.0 - (1.0 - denial) * (1.0 - d.credibility_weight * belief)))


def array_strength(world: World, state: State) -> None:
    """Spread Russian strength over the sectors: groupings by ground, and the rebuilt reserve."""
    d = world.doctrine
    ready = d.ru_strength_floor + d.ru_strength_reserve * state.ru_reserve / 100.0
    ready = ready * (1.0 + d.korea_strength * (state.dprk_presence - d.korea_reference))
    state.ru_strength = by_sector(world, "ru_grouping")[None] * ready[:, None]
    state.clip("ru_strength")


def intend(world: World, state: State, luck: Luck) -> None:
    """Russia's wish to test, its confidence, its patience and its reserve follow what it sees."""
    d = world.doctrine
    line = world.geography.sector_on_line
    weakness = 1.0 - _mean_where(visible_presence(world, state), line)
    appetite = (
        d.appetite_base
        + d.appetite_weakness * (weakness - d.appetite_weakness_reference)
        + d.appetite_resolve * (d.resolve_reference - state.resolve_perception)
    )
    state.ru_probe_appetite = toward(state.ru_probe_appetite, appetite, d.appetite_rate)
    confidence = (
        d.confidence_base
        + d.confidence_revenue * (state.ru_revenue - d.revenue_base)
        + d.confidence_quarrel * (d.cohesion_reference - state.cohesion)
        + d.confidence_backstop * (d.us_backstop_reference - state.us_backstop)
        + d.confidence_deterrence * (d.deterrence_reference - deterrence(world, state))
        + d.confidence_reserve * (state.ru_reserve - d.reserve_base)
        + d.confidence_china * (state.cn_stance - d.china_reference)
        + d.confidence_track * state.us_track / 100.0
        + d.concession_confidence * conceded(state)
    )
    state.ru_confidence = toward(state.ru_confidence, confidence, d.confidence_rate)
    # Before a ceasefire time is on Russia's side [seed 002].
    state.ru_confidence += d.confidence_of_time * at_war(state)
    patience = (
        d.patience_base
        - d.patience_sanctions * (state.sanction_pressure - d.sanction_base)
        + d.patience_format * state.flag[:, _FLAG["p5_format"]]
        - d.patience_early_entry * state.flag[:, _FLAG["pre_deal"]]
        + d.patience_limit * state.flag[:, _FLAG["east_limit"]]
        + d.accept_patience * (state.ru_acceptance - d.accept_reference)
    )
    state.ru_patience = toward(state.ru_patience, patience, d.patience_rate)
    builds = state.ru_confidence > d.reserve_confidence
    build = d.reserve_build * state.ru_revenue / d.revenue_base
    build = build * state.dual_use_flow / d.dual_use_base
    calm = d.reserve_rate * (d.reserve_base - state.ru_reserve)
    state.ru_reserve += np.where(builds, build, calm)
    state.by_tension = toward(state.by_tension, d.belarus_base, d.belarus_rate)
    state.clip("ru_probe_appetite", "ru_confidence", "ru_patience", "ru_reserve", "by_tension")
    array_strength(world, state)


def press(world: World, state: State, luck: Luck) -> None:
    """Russia leans on the sectors where it sees more to gain than to lose.

    What a sector promises, less the share that denial and resolve deter: never nothing, for the
    smallest opening is looked at.  Moves ``pressure`` [run, sector] by at most
    ``doctrine.pressure_step`` points a turn; tension follows it and the state of the ceasefire.
    """
    d = world.doctrine
    most = (1.0 + 100.0 / d.opportunity_tension) * d.opportunity_presence
    gain = d.pressure_gain * opportunity(world, state) / most
    wish = (state.ru_probe_appetite + state.ru_confidence)[:, None] / 100.0
    risk = denial_share(world, state) * state.resolve_perception[:, None] / 100.0
    wanted = 100.0 * (d.pressure_floor + gain * wish) * (1.0 - d.pressure_deterred * risk)
    step = np.clip(wanted - state.pressure, -d.pressure_step, d.pressure_step)
    state.pressure += step
    state.clip("pressure")
    strain = (100.0 - state.ceasefire_integrity)[:, None]
    target = d.tension_pressure * state.pressure + d.tension_strain * strain
    state.tension = toward(state.tension, target, d.tension_rate)
    state.clip("tension")


def probe(world: World, state: State, luck: Luck) -> None:
    """At most one armed probe a turn, where opportunity is greatest.

    Chance = 0.10 + 0.45 × appetite × (1.2 − resolve); the sector is drawn by opportunity.  A probe
    stands at ``BROKEN`` until the defenders have answered.
    """
    d = world.doctrine
    size = world.sizes["sector"]
    drawn = luck.choice("probe_sector", opportunity(world, state))
    where = only(aimed(state, "armed_probe", drawn, size), size)
    drive = d.probe_drive * state.ru_probe_appetite / 100.0
    resolve = d.probe_resolve - state.resolve_perception / 100.0
    line = world.geography.sector_on_line
    wire = tripwire_chance(world, state, _mean_where(visible_presence(world, state), line))
    usual = d.probe_base + drive * resolve + wire
    odds = np.repeat(odds_of(world, state, "armed_probe", usual)[:, None], size, axis=1)
    terms: Terms = {
        "base": d.probe_base,
        "appetite": (d.probe_drive * state.ru_probe_appetite / 100.0)[:, None],
        "weak resolve, as a factor": resolve[:, None],
        "tripwire": wire[:, None],
        "Moscow's choice, as a factor": resolution(world, state, "armed_probe")[:, None],
    }
    happens = luck.contest("probe", odds, "sector", where, terms)
    state.probe_stage = np.where(happens, BROKEN, 0)
    state.probes += happens


def attack(world: World, state: State, luck: Luck) -> None:
    """A limited offensive, once force has seemed to pay for two turns in a row.

    It pays when confidence exceeds deterrence by ``doctrine.offensive_gain``; it strikes the
    sector under the highest pressure and the defenders may hold or lose it.
    """
    d = world.doctrine
    gain = state.ru_confidence - deterrence(world, state)
    pays = gain > d.offensive_gain
    state.offensive_turns = np.where(pays, state.offensive_turns + 1, 0)
    size = world.sizes["sector"]
    ground = by_sector(world, "offensive_terrain")[None]
    weight = state.pressure * ground * (state.breached == 0)
    where = only(np.argmax(weight, axis=1), size) & (weight > 0.0)
    where &= (state.offensive_turns >= d.offensive_patience)[:, None]
    odds = np.repeat((d.offensive_base + gain / 100.0)[:, None], size, axis=1)
    terms: Terms = {
        "base": d.offensive_base,
        "expected gain: confidence": state.ru_confidence[:, None] / 100.0,
        "expected cost: deterrence": (gain - state.ru_confidence)[:, None] / 100.0,
    }
    opens = luck.contest("offensive", odds, "sector", where, terms)
    share = denial_share(world, state)
    caught = surprise(world, state)[:, None]
    held = luck.contest(
        "offensive_held", share * (1.0 - caught), "sector", opens,
        {"share of the defenders": share, "lost to surprise": -share * caught},
    )  # fmt: skip
    lost = opens & ~held
    begins = opens.any(axis=1)
    state.offensive_turns = np.where(begins, 0, state.offensive_turns)
    state.breached = np.where(lost, 1, state.breached)
    state.tension += d.offensive_tension * opens
    state.violations += np.where(opens, int(d.offensive_violations), 0)
    state.ceasefire_integrity -= d.offensive_integrity * begins
    state.escalation += d.offensive_escalation * begins
    state.civilian_harm += d.offensive_harm * begins
    broken = lost.any(axis=1)
    state.ua_army -= d.offensive_army_loss * begins
    state.ru_reserve -= d.offensive_reserve_cost * begins
    state.ru_confidence += np.where(broken, d.offensive_triumph, -d.offensive_failure) * begins
    state.clip("tension", "ceasefire_integrity", "escalation", "civilian_harm", "ua_army",
               "ru_reserve", "ru_confidence")  # fmt: skip


def _mean_where(values: Floats, mask: Bools) -> Floats:
    """Mean over the chosen columns, [run]; summed in order so that every run stands alone."""
    return np.asarray((values * mask[None]).sum(axis=1) / max(int(mask.sum()), 1))
