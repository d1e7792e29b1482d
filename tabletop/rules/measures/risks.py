"""Measures of risk and of society: escalation, flank, civilians, resilience, economy."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tabletop.rules.measures.measure import INDEX, Measure, Parts, TermSpec
from tabletop.rules.measures.survey import HIGHEST, Survey, saturating
from tabletop.world.variables import TIERS

_FIGHTING = tuple(i for i, tier in enumerate(TIERS) if tier != "T1")
_FORCES = ("status", "at", "strength")
LONG_RANGE_BATTERY = "gbad_long"


def escalation(s: Survey, w: Mapping[str, float]) -> Parts:
    """A base, the signature of the forces in place, incidents, rules, less open channels."""
    d, state = s.doctrine, s.state
    factor = (d.score_signature_far + d.score_signature_near * s.place) * s.inside
    seen = (s.standing * factor * s.world.force_signature).sum(axis=1)
    signature = seen * np.where(s.is_pre_deal, d.score_signature_pre_deal, 1.0)
    events = state.escalation - d.score_escalation_norm
    probes = state.probe_stage.sum(axis=1)
    breaches = state.breached.sum(axis=1)
    level = state.roe[:, _FIGHTING].mean(axis=1)
    talking = state.ru_patience - d.score_patience_norm
    base = s.spread(1.0)
    return (
        (base, w["base"] * base),
        (signature, w["signature"] * signature),
        (events, w["events"] * events),
        (probes, w["probes"] * probes),
        (breaches, w["breaches"] * breaches),
        (level, w["rules"] * (level - d.score_roe_norm)),
        (talking, -w["channels"] * talking),
    )


def flank(s: Survey, w: Mapping[str, float]) -> Parts:
    """A base, brigades and batteries taken from NATO's plans, events, less Ukraine's army."""
    d, state, world = s.doctrine, s.state, s.world
    brigades = (s.standing * (world.is_brigade * world.force_count)).sum(axis=1)
    batteries = (s.standing * (world.is_type(LONG_RANGE_BATTERY) * world.force_count)).sum(axis=1)
    army = state.ua_army - d.score_army_norm
    events = state.nato_flank_risk - d.score_flank_norm
    base = s.spread(1.0)
    return (
        (base, w["base"] * base),
        (brigades, w["brigades"] * brigades),
        (batteries, w["batteries"] * batteries),
        (army, -w["army"] * army),
        (events, w["events"] * events),
    )


def civilian_protection(s: Survey, w: Mapping[str, float]) -> Parts:
    """Ukrainian air defence, what the coalition adds, and harm not done."""
    state = s.state
    points = s.points("air_defence")
    unharmed = HIGHEST - state.civilian_harm
    return (
        (state.ua_air_defence, w["ukraine"] * state.ua_air_defence),
        (points, w["coalition"] * saturating(points, s.doctrine.score_protection_scale)),
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
            TermSpec("base", "Base risk", (), "score_escalation_base"),
            TermSpec("signature", "How provocative the forces look",
                     (*_FORCES, "mission_phase"), "score_escalation_signature"),
            TermSpec("events", "What events have added", ("escalation",),
                     "score_escalation_events"),
            TermSpec("probes", "Probes of this turn", ("probe_stage",), "score_escalation_probe"),
            TermSpec("breaches", "Broken sectors", ("breached",), "score_escalation_breach"),
            TermSpec("rules", "Rules of engagement", ("roe",), "score_escalation_roe"),
            TermSpec("channels", "Open channels", ("ru_patience",), "score_escalation_channels"),
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
            TermSpec("base", "Base risk", (), "score_flank_base"),
            TermSpec("brigades", "Brigades taken from plans", _FORCES, "score_flank_brigade"),
            TermSpec("batteries", "Long-range batteries taken from plans", _FORCES,
                     "score_flank_battery"),
            TermSpec("army", "Ukrainian army", ("ua_army",), "score_flank_army"),
            TermSpec("events", "What events have added", ("nato_flank_risk",),
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
            TermSpec("coalition", "Coalition air defence", _FORCES, "score_protection_coalition"),
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
