"""Measures of deterrence: presence, monitoring, denial, punishment, credibility, the whole."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tabletop.rules.america import reach_points, strike_backing
from tabletop.rules.arms import reach_used
from tabletop.rules.concept import tripwire_threat
from tabletop.rules.drift import saturation
from tabletop.rules.measures.measure import INDEX, Measure, Parts, TermSpec
from tabletop.rules.measures.survey import HIGHEST, Survey, share_of
from tabletop.world.variables import FLAGS, TIERS

_SNAPBACK = tuple(FLAGS).index("snapback_ready")
_FIGHTING = tuple(i for i, tier in enumerate(TIERS) if tier != "T1")
_FORCES = ("status", "at", "strength", "readiness", "paid")


def presence(s: Survey, w: Mapping[str, float]) -> Parts:
    """100 (1 − exp(−points / scale)), shared out by where the points stand."""
    points = s.on_task("presence")
    near = (points * s.place).sum(axis=1)
    anywhere = (points * s.inside).sum(axis=1)
    counted = (w["near"] * near, w["anywhere"] * anywhere)
    whole = counted[0] + counted[1]
    value = HIGHEST * saturation(whole, s.doctrine.score_presence_scale)
    return (
        (near, value * share_of(counted[0], whole)),
        (anywhere, value * share_of(counted[1], whole)),
    )


def monitoring(s: Survey, w: Mapping[str, float]) -> Parts:
    """Observers and sensors, warning and surveillance, less the sectors nobody watches."""
    d, state = s.doctrine, s.state
    points = s.placed_points("monitoring")
    on_line = s.world.geography.sector_on_line
    unwatched = (state.monitoring < d.score_monitoring_gap_below) & on_line
    gaps = unwatched.sum(axis=1) / max(1, int(on_line.sum()))
    return (
        (points, w["points"] * HIGHEST * saturation(points, d.score_monitoring_scale)),
        (state.isr_coverage, w["isr"] * state.isr_coverage),
        (gaps, -w["gaps"] * gaps),
    )


def denial(s: Survey, w: Mapping[str, float]) -> Parts:
    """100 (U + C) / (U + C + threat): the share of doubt that an attacker meets."""
    d, state = s.doctrine, s.state
    ukraine = w["ukraine"] * state.ua_army
    coalition = w["coalition"] * s.coalition_denial
    grown = d.score_denial_reserve * (state.ru_reserve - d.score_reserve_norm)
    threat = np.maximum(d.score_denial_threat + grown, 1.0)
    whole = ukraine + coalition + threat
    return (
        (state.ua_army, HIGHEST * ukraine / whole),
        (s.coalition_denial, HIGHEST * coalition / whole),
    )


def punishment(s: Survey, w: Mapping[str, float]) -> Parts:
    """What an attacker must fear elsewhere: long reach, American backing, sanctions in hand."""
    d, state = s.doctrine, s.state
    points = s.points("deterrence_punishment") + reach_points(s.world, state)
    backed = strike_backing(s.world, state)
    clear = d.score_punishment_unclear + (1.0 - d.score_punishment_unclear) * (
        state.clarity / HIGHEST
    )
    reach = HIGHEST * saturation(points, d.score_punishment_scale) * clear
    wire = HIGHEST * tripwire_threat(s.world, state)
    ukrainian = reach_used(s.world, state)
    ready = state.flag[:, _SNAPBACK] * (state.sanction_pressure / HIGHEST)
    return (
        (points, w["own"] * reach),
        (backed, w["us"] * reach * backed),
        (wire, w["standby"] * wire),
        (ready, w["sanctions"] * ready),
        (ukrainian, w["ukraine"] * ukrainian),
    )


def credibility(s: Survey, w: Mapping[str, float]) -> Parts:
    """100 √(means × will) over the covered part of the line.

    Means G = 1 − (1 − C/(C + scale)) (1 − punishment) (1 − weight × presence).  A geometric mean
    owes half of itself to each factor; each half is shared out among what makes the factor.
    """
    state, geo = s.state, s.world.geography
    c = s.coalition_denial * s.doctrine.score_denial_coalition
    force = w["force"] * c / (c + s.doctrine.score_credibility_denial_scale)
    strike = (1.0 - force) * w["punishment"] * s.value("punishment") / HIGHEST
    seen = (1.0 - force - strike) * w["presence"] * s.armed_presence / HIGHEST
    means = force + strike + seen
    resolve = w["resolve"] * state.resolve_perception / HIGHEST
    cohesion = w["cohesion"] * state.cohesion / HIGHEST
    clarity = w["clarity"] * state.clarity / HIGHEST
    will = resolve + cohesion + clarity
    length = np.where(geo.sector_on_line, geo.sector_length_km, 0.0)
    covered = (state.covered * length).sum(axis=1) / max(1.0, float(length.sum()))
    half = HIGHEST * np.sqrt(np.maximum(means * will, 0.0)) * covered / 2
    return (
        (s.coalition_denial, half * share_of(force, means)),
        (s.value("punishment"), half * share_of(strike, means)),
        (s.armed_presence, half * share_of(seen, means)),
        (state.resolve_perception, half * share_of(resolve, will)),
        (state.cohesion, half * share_of(cohesion, will)),
        (state.clarity, half * share_of(clarity, will)),
    )


def deterrence(s: Survey, w: Mapping[str, float]) -> Parts:
    """100 (1 − (1 − denial)(1 − weight × credibility)(1 − weight × punishment)), and the rules.

    Each factor is credited with what it takes from the doubt that the ones before it have left.
    """
    doubt = 1.0 - w["denial"] * s.value("denial") / HIGHEST
    kept = w["credibility"] * s.value("credibility") / HIGHEST
    feared = w["punishment"] * s.value("punishment") / HIGHEST
    level = s.state.roe[:, _FIGHTING].mean(axis=1)
    return (
        (s.value("denial"), HIGHEST * (1.0 - doubt)),
        (s.value("credibility"), HIGHEST * doubt * kept),
        (s.value("punishment"), HIGHEST * doubt * (1.0 - kept) * feared),
        (level, w["rules"] * (level - s.doctrine.escalation_roe_reference)),
    )


DETERRING = (
    Measure(
        "presence", "Presence", "How much the force is seen, weighted by closeness to the line.",
        INDEX, "high",
        (
            TermSpec("near", "Presence close to the line", _FORCES, "score_presence_near"),
            TermSpec("anywhere", "Presence in the theatre", _FORCES, "score_presence_anywhere"),
        ),
        presence,
    ),
    Measure(
        "monitoring", "Monitoring and attribution",
        "How well breaches are seen and can be attributed.", INDEX, "high",
        (
            TermSpec("points", "Observers and sensors", _FORCES),
            TermSpec("isr", "Warning and surveillance", ("isr_coverage",), "score_monitoring_isr"),
            TermSpec("gaps", "Sectors nobody watches", ("monitoring",), "score_monitoring_gaps"),
        ),
        monitoring,
    ),
    Measure(
        "denial", "Deterrence by denial", "How far an attacker must doubt success.",
        INDEX, "high",
        (
            TermSpec("ukraine", "Ukrainian army", ("ua_army", "ru_reserve")),
            TermSpec("coalition", "Usable coalition forces",
                     (*_FORCES, "caveat", "ru_reserve"), "score_denial_coalition"),
        ),
        denial,
    ),
    Measure(
        "punishment", "Deterrence by punishment", "What an attacker must fear elsewhere.",
        INDEX, "high",
        (
            TermSpec("own", "Long reach of the coalition", (*_FORCES, "clarity", "flag"),
                     "score_punishment_own"),
            TermSpec("us", "American backing",
                     ("us_backstop", "us_clarity", "eu_share", "clarity", *_FORCES),
                     "score_punishment_us"),
            TermSpec("standby", "What stands behind a tripwire",
                     ("force_posture", "standby_brigades", "us_backstop", "resolve_perception"),
                     "score_punishment_standby"),
            TermSpec("sanctions", "Sanctions held ready", ("flag", "sanction_pressure"),
                     "score_punishment_sanctions"),
            TermSpec("ukraine", "Long reach in Ukrainian hands", ("arms_stock", "deep_strike"),
                     "score_punishment_ukraine"),
        ),
        punishment,
    ),
    Measure(
        "credibility", "Credibility of the guarantee",
        "Whether the promise would be kept: means times will.", INDEX, "high",
        (
            TermSpec("force", "Usable coalition forces", (*_FORCES, "caveat", "covered")),
            TermSpec("punishment", "Deterrence by punishment", ("us_backstop", *_FORCES)),
            TermSpec("presence", "Presence", _FORCES, "score_credibility_presence"),
            TermSpec("resolve", "Resolve as Moscow sees it", ("resolve_perception",),
                     "score_credibility_resolve"),
            TermSpec("cohesion", "Unity", ("cohesion",), "score_credibility_cohesion"),
            TermSpec("clarity", "Clear red lines", ("clarity",), "score_credibility_clarity"),
        ),
        credibility,
    ),
    Measure(
        "deterrence", "Deterrence, overall", "How far an attack seems not to be worth it.",
        INDEX, "high",
        (
            TermSpec("denial", "Deterrence by denial", ("ua_army", "ru_reserve", *_FORCES)),
            TermSpec("credibility", "Credibility of the guarantee",
                     ("resolve_perception", "cohesion", "clarity"), "score_deterrence_credibility"),
            TermSpec("punishment", "Deterrence by punishment", ("us_backstop", *_FORCES),
                     "score_deterrence_punishment"),
            TermSpec("rules", "Rules of engagement", ("roe",), "score_deterrence_roe"),
        ),
        deterrence,
    ),
)  # fmt: skip
"""The measures of deterrence."""
