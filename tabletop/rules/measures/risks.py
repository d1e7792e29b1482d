"""Measures of risk and of society: escalation, flank, civilians, resilience, economy."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tabletop.rules.codes import DEPLOYED, MOVING
from tabletop.rules.drift import saturation
from tabletop.rules.escalation import signature
from tabletop.rules.flank import pinning, replaced
from tabletop.rules.measures.measure import INDEX, Floats, Measure, Parts, TermSpec
from tabletop.rules.measures.survey import HIGHEST, Survey
from tabletop.rules.programmes import built
from tabletop.world.variables import TIERS

_FIGHTING = tuple(i for i, tier in enumerate(TIERS) if tier != "T1")
_FORCES = ("status", "at", "strength", "readiness", "paid")
LONG_RANGE_BATTERY = "gbad_long"


def escalation(s: Survey, w: Mapping[str, float]) -> Parts:
    """What posture, rules, breaches and channels imply, half-way to what events have made of it."""
    d, state = s.doctrine, s.state
    base = s.spread(1.0)
    seen = signature(s.world, state)
    probes = state.probe_stage.sum(axis=1)
    breaches = state.breached.sum(axis=1)
    level = state.roe[:, _FIGHTING].mean(axis=1)
    talking = state.ru_patience - d.patience_base
    signal = s.spread(state.nuclear_signal)
    implied = (
        (base, w["base"] * base),
        (seen, w["signature"] * seen),
        (probes, w["probes"] * probes),
        (breaches, w["breaches"] * breaches),
        (level, w["rules"] * (level - d.escalation_roe_reference)),
        (talking, -w["channels"] * talking),
        (signal, w["signal"] * signal),
    )
    return (*implied, _beyond(implied, state.escalation, w["events"]))


def flank(s: Survey, w: Mapping[str, float]) -> Parts:
    """What is taken from NATO's plans implies, half-way to what events have made of it."""
    d, state, world = s.doctrine, s.state, s.world
    ally = world.traits.group("NATO")[world.force_actor]
    out = ((state.status == DEPLOYED) | (state.status == MOVING)) & (ally & world.is_coalition)
    brigades = (out * (world.is_brigade * world.force_count)).sum(axis=1)
    brigades = brigades - replaced(world, state)
    batteries = (out * (world.is_type(LONG_RANGE_BATTERY) * world.force_count)).sum(axis=1)
    army = state.ua_army - d.flank_army_reference
    belarus = state.by_tension - d.belarus_base
    base = s.spread(1.0)
    held = pinning(world, state) / max(d.flank_army, np.finfo(np.float64).tiny)
    posture = s.spread(state.flank_posture)
    implied = (
        (base, w["base"] * base),
        (brigades, w["brigades"] * brigades),
        (batteries, w["batteries"] * batteries),
        (army, -w["army"] * army * held),
        (posture, -w["posture"] * posture),
        (belarus, w["belarus"] * belarus),
    )
    return (*implied, _beyond(implied, state.nato_flank_risk, w["events"]))


def _beyond(implied: Parts, risk: Floats, weight: float) -> tuple[Floats, Floats]:
    """Return how far a risk stands from what is implied, and the weighted part that counts."""
    level = np.zeros(len(risk))
    for _, adds in implied:
        level = level + adds
    return risk - level, weight * (risk - level)


def civilian_protection(s: Survey, w: Mapping[str, float]) -> Parts:
    """Ukrainian air defence, what the coalition adds, and harm not done."""
    state = s.state
    points = s.points("air_defence") + s.doctrine.essi_points * built(state, "essi")
    unharmed = HIGHEST - state.civilian_harm
    return (
        (state.ua_air_defence, w["ukraine"] * state.ua_air_defence),
        (points, w["coalition"] * saturation(points, s.doctrine.score_protection_scale)),
        (unharmed, w["unharmed"] * unharmed),
    )


def resilience(s: Survey, w: Mapping[str, float]) -> Parts:
    """A weighted mean of army, society, grid, politics and air defence."""
    state = s.state
    return (
        (state.ua_army, w["army"] * state.ua_army),
        (state.ua_resilience, w["society"] * state.ua_resilience),
        (state.energy_state, w["energy"] * state.energy_state),
        (state.ua_politics, w["politics"] * state.ua_politics),
        (state.ua_air_defence, w["air_defence"] * state.ua_air_defence),
    )


def economic_pressure(s: Survey, w: Mapping[str, float]) -> Parts:
    """Sanctions, and the revenue that Russia has lost."""
    lost = HIGHEST - s.state.ru_revenue
    return (
        (s.state.sanction_pressure, w["sanctions"] * s.state.sanction_pressure),
        (lost, w["revenue"] * lost),
    )


RISKS = (
    Measure(
        "escalation", "Escalation risk", "Risk that incidents grow into a wider war.",
        INDEX, "low",
        (
            TermSpec("base", "Base risk", (), "escalation_base"),
            TermSpec("signature", "How provocative the forces look",
                     ("status", "at", "air_posture", "ceasefire_status", "mandate", "flag"),
                     "escalation_signature"),
            TermSpec("probes", "Probes of this turn", ("probe_stage",), "score_escalation_probe"),
            TermSpec("breaches", "Broken sectors", ("breached",), "escalation_breach"),
            TermSpec("rules", "Rules of engagement", ("roe",), "escalation_roe"),
            TermSpec("channels", "Open channels", ("ru_patience",), "escalation_channels"),
            TermSpec("signal", "Nuclear signal", ("nuclear_signal",), "signal_escalation"),
            TermSpec("events", "What events have made of it", ("escalation",),
                     "score_escalation_events"),
        ),
        escalation,
    ),
    Measure(
        "resilience", "Host-nation resilience", "Whether Ukraine's society and state hold.",
        INDEX, "high",
        (
            TermSpec("army", "Army", ("ua_army",), "score_resilience_army"),
            TermSpec("society", "Society and economy", ("ua_resilience",),
                     "score_resilience_society"),
            TermSpec("energy", "Grid", ("energy_state",), "score_resilience_energy"),
            TermSpec("politics", "Politics", ("ua_politics",), "score_resilience_politics"),
            TermSpec("air_defence", "Air defence", ("ua_air_defence",),
                     "score_resilience_air_defence"),
        ),
        resilience,
    ),
    Measure(
        "flank", "NATO flank risk", "What the mission costs NATO's own defence.", INDEX, "low",
        (
            TermSpec("base", "Base risk", (), "flank_base"),
            TermSpec("brigades", "Brigades taken from plans", ("status", "flank_backfill"),
                     "flank_brigade"),
            TermSpec("batteries", "Long-range batteries taken from plans", ("status",),
                     "flank_battery"),
            TermSpec("army", "Ukrainian army", ("ua_army", "flag"), "flank_army"),
            TermSpec("posture", "Reinforced flank", ("flank_posture",), "posture_flank"),
            TermSpec("belarus", "Tension with Belarus", ("by_tension",), "flank_belarus"),
            TermSpec("events", "What events have made of it", ("nato_flank_risk",),
                     "score_flank_events"),
        ),
        flank,
    ),
    Measure(
        "civilian_protection", "Civilian protection", "How well people are kept from harm.",
        INDEX, "high",
        (
            TermSpec("ukraine", "Ukrainian air defence", ("ua_air_defence",),
                     "score_protection_ukraine"),
            TermSpec("coalition", "Coalition air defence and shield",
                     (*_FORCES, "programme_progress"), "score_protection_coalition"),
            TermSpec("unharmed", "Harm not done", ("civilian_harm",), "score_protection_unharmed"),
        ),
        civilian_protection,
    ),
    Measure(
        "economic_pressure", "Economic pressure", "How hard sanctions bite in Moscow.",
        INDEX, "high",
        (
            TermSpec("sanctions", "Sanctions", ("sanction_pressure",), "score_pressure_sanctions"),
            TermSpec("revenue", "Lost revenue", ("ru_revenue",), "score_pressure_revenue"),
        ),
        economic_pressure,
    ),
)  # fmt: skip
"""The measures of risk and of society."""
