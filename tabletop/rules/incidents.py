"""Incidents: how a probe is answered tier by tier, and how the ceasefire wears."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.command import lost_lead_factor, open_questions
from tabletop.rules.concept import notice_factor, ready_to_intervene, zone_calm
from tabletop.rules.coverage import usable
from tabletop.rules.drift import by_sector, poisson, saturation, values
from tabletop.rules.enablers import enabled
from tabletop.rules.ladder import ready_to_act
from tabletop.rules.membership import decision_time
from tabletop.rules.red import record_result
from tabletop.rules.russia import BROKEN, CONTAINED, REPELLED, at_war
from tabletop.rules.tasks import war_share
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import (
    AIR_POSTURE,
    CEASEFIRE_STATUS,
    COMMAND,
    INTERVENTION_RULE,
    MANDATE,
    TIERS,
)
from tabletop.world.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_T3, _T4 = TIERS.index("T3"), TIERS.index("T4")
_NATO = COMMAND.index("nato")


def may_intervene(world: World, state: State, tier: int) -> Bools:
    """Tell where a tier's rules let it help to stop a breakthrough, [run].

    The written rule says how high the rules of engagement must stand: an automatic rule needs the
    lowest level, an unwritten one the highest.
    """
    needed = values(world, "roe_needed", INTERVENTION_RULE)[state.intervention_rule]
    return np.asarray(state.roe[:, tier] >= needed - ready_to_intervene(world, state))


def command_speed(world: World, state: State) -> Floats:
    """Share of a tier's strength that arrives in time under the command model, 0–1, [run].

    Falls with the hours to a decision; NATO command stops below an American backstop of 30
    [seed 001]; emergency authority of the commander and prepared answers cut the delay, a lost
    lead nation, a mandate with several masters and open questions of command add to it.
    """
    d = world.doctrine
    hours = values(world, "command_hours", COMMAND)[state.command]
    authority = state.flag[:, world.index["flag"]["cdr_authority"]] == 1
    hours = np.where(authority, np.minimum(hours, d.emergency_hours), hours)
    hours = hours * lost_lead_factor(world, state) * decision_time(world, state)
    hours = hours * values(world, "mandate_hours", MANDATE)[state.mandate]
    hours = hours * (1.0 + d.question_delay * open_questions(world, state))
    hours = hours * np.where(ready_to_act(state), d.ladder_hours, 1.0)
    stopped = (state.command == _NATO) & (state.us_backstop < d.nato_command_backstop)
    return np.where(stopped, 0.0, np.exp(-hours / d.reaction_hours))


def probe_strength(world: World, state: State) -> Floats:
    """Strength of a probe against each sector, points, [run, sector]."""
    d = world.doctrine
    lean = 1.0 + d.probe_pressure * (state.pressure / 100.0 - 0.5)
    reserve = d.ru_strength_floor + d.ru_strength_reserve * state.ru_reserve / 100.0
    return np.asarray(d.probe_strength * lean * reserve[:, None])


def repel_odds(world: World, state: State) -> Floats:
    """Chance that the Ukrainian army throws a probe back at once, [run, sector].

    Tier 2 stands alone here: observers cannot fight and the coalition is not yet engaged.
    """
    probe = probe_strength(world, state)
    return np.asarray(state.ua_strength / (state.ua_strength + probe))


def contain_parts(world: World, state: State) -> tuple[Floats, Floats, Floats]:
    """Chances that the Ukrainian reserve, tier 3 and tier 4 stop a probe, each [run, sector]."""
    d = world.doctrine
    own = np.broadcast_to((d.contain_reserve * state.ua_army / 100.0)[:, None], state.denial.shape)
    speed = command_speed(world, state)[:, None]
    covered = state.covered == 1
    third = may_intervene(world, state, _T3)[:, None] & covered
    # A force is in time by its command and its notice, and worth what it is shaped for.
    on_time = np.minimum(speed * notice_factor(world, state)[:, None], 1.0)
    fit = war_share(world, state, usable(world, state))[:, None]
    land = on_time * fit * state.denial / (state.denial + probe_strength(world, state))
    fourth = may_intervene(world, state, _T4)[:, None] & covered
    posture = values(world, "air_response", AIR_POSTURE)[state.air_posture][:, None]
    area = world.geography.air_area_of_sector
    cover = np.where(area[None] >= 0, state.air_cover[:, np.maximum(area, 0)], 0.0)
    eyes = state.isr_coverage / 100.0 * enabled(world, state, "aew")
    air = speed * posture * saturation(cover, d.air_cover_scale) * eyes[:, None]
    return own, np.where(third, land, 0.0), np.where(fourth, air, 0.0)


def respond(world: World, state: State, luck: Luck) -> None:
    """The tiers answer a probe in their order: 2, then its reserve with 3, and 4 last.

    Writes ``probe_stage``: 1 repelled, 2 contained, 3 broke through; a breakthrough leaves the
    line ``breached`` until it is restored.
    """
    d = world.doctrine
    probed = state.probe_stage == BROKEN
    first = repel_odds(world, state)
    repelled = luck.contest(
        "probe_repelled", first, "sector", probed,
        {"Ukrainian points": state.ua_strength, "probe points": probe_strength(world, state)},
    )  # fmt: skip
    own, land, air = contain_parts(world, state)
    contain = 1.0 - (1.0 - own) * (1.0 - land) * (1.0 - air)
    contained = luck.contest(
        "probe_contained", contain, "sector", probed & ~repelled,
        {"Ukrainian reserve": own, "coalition land forces": land, "coalition air power": air},
    )  # fmt: skip
    state.probe_stage = np.where(
        probed, np.where(repelled, REPELLED, np.where(contained, CONTAINED, BROKEN)), 0
    )
    state.breached = np.where(probed & ~repelled & ~contained, 1, state.breached)
    state.violations += np.where(probed, int(d.probe_violations), 0)
    state.tension += d.probe_tension * probed
    happened = state.probe_stage.any(axis=1)
    record_result(state, "armed_probe", happened, (state.probe_stage == BROKEN).any(axis=1))
    _consequences(world, state)


def _consequences(world: World, state: State) -> None:
    stage = state.probe_stage.max(axis=1, initial=0)
    words = ("1", "2", "3")

    def at(prefix: str) -> Floats:
        return np.asarray(np.concatenate([[0.0], values(world, prefix, words)])[stage])

    state.ceasefire_integrity -= at("probe_integrity")
    state.ru_probe_appetite += at("probe_appetite")
    state.resolve_perception += at("probe_resolve")
    state.escalation += at("probe_escalation")
    state.ru_confidence += world.doctrine.probe_confidence * (stage == BROKEN)
    state.clip("tension", "ceasefire_integrity", "ru_probe_appetite", "resolve_perception",
               "escalation", "ru_confidence")  # fmt: skip


def restore(world: World, state: State, luck: Luck) -> None:
    """The Ukrainian army tries to restore each broken sector, one contest for each."""
    broken = (state.breached == 1) & (state.probe_stage != BROKEN)
    d = world.doctrine
    defence = state.ua_strength + state.denial * may_intervene(world, state, _T3)[:, None]
    odds = d.restore_share * defence / (defence + state.ru_strength + 1.0)
    done = luck.contest(
        "restored", odds, "sector", broken,
        {"defence points": defence, "Russian points": state.ru_strength},
    )  # fmt: skip
    state.breached = np.where(done, 0, state.breached)


def violate(world: World, state: State, luck: Luck) -> None:
    """Shelling, sniping and drones wear the ceasefire; calm under watch mends it.

    The number of breaches in a sector is drawn around a mean that rises with tension and lost
    integrity and falls with monitoring; each state of the agreement has its own rate.
    """
    d = world.doctrine
    ground = by_sector(world, "violation_terrain")[None]
    heat = state.tension / d.violation_tension
    decay = 1.0 + (100.0 - state.ceasefire_integrity)[:, None] / 100.0
    watched = saturation(state.monitoring, d.monitoring_scale)
    mean = d.violation_rate * ground * heat * decay * (1.0 - d.monitoring_calm * watched)
    mean = mean * zone_calm(world, state, watched)
    status = values(world, "violation_status", CEASEFIRE_STATUS)[state.ceasefire_status]
    rules = 1.0 + d.roe_incident * np.maximum(state.roe[:, _T3] - d.escalation_roe_reference, 0.0)
    mean = mean * (status * rules)[:, None]
    drawn = poisson(luck.uniform("violation", world.sizes["sector"]), mean)
    state.violations += drawn.astype(np.int32)
    total = state.violations.sum(axis=1)
    line = world.geography.sector_on_line
    eyes = (watched * line[None]).sum(axis=1) / max(int(line.sum()), 1)
    state.ceasefire_integrity += mended(world, state, eyes) - worn(world, state, total)
    state.tension += np.minimum(d.tension_per_violation * state.violations, d.tension_most)
    state.clip("violations", "ceasefire_integrity", "tension")


def worn(world: World, state: State, breaches: NDArray[np.integer]) -> Floats:
    """Integrity that the turn's ``breaches`` [run] wear away, index points, [run].

    Ever less for each further breach, and in proportion to the integrity that is left.
    """
    d = world.doctrine
    share = saturation(
        d.integrity_per_violation * breaches.astype(np.float64), d.integrity_wear_most
    )
    return np.asarray(d.integrity_wear_most * share * state.ceasefire_integrity / d.integrity_usual)


def mended(world: World, state: State, eyes: Floats) -> Floats:
    """Integrity that a turn mends where an agreement holds, index points, [run].

    The more there is to mend, the more monitors watch (``eyes``, 0–1, [run]) and the more patient
    Moscow is.
    """
    d = world.doctrine
    lost = (100.0 - state.ceasefire_integrity) / (100.0 - d.integrity_usual)
    mend = d.integrity_mend * lost * (1.0 + eyes) * (state.ru_patience / 100.0 + 0.5)
    return np.where(at_war(state), 0.0, mend)


def record(world: World, state: State, luck: Luck) -> None:
    """The turn's breaches enter the running total."""
    state.violations_total += state.violations
    state.clip("violations_total")
