"""Doctrine entries: Shapes and weights of the measures.

The formulas stand in :mod:`tabletop.rules.measures`; every number in them is a planning value for
play whose shape follows the literature on deterrence and peace operations, not a prediction.
"""

from __future__ import annotations

from tabletop.world.doctrine import Entry

_SOURCE = "planning value for play"


def _shape(
    name: str, value: float, low: float, high: float, unit: str, says: str, source: str = _SOURCE
) -> Entry:
    return Entry(f"score_{name}", value, low, high, unit, source, "assumption", says)


def _weight(name: str, value: float, says: str) -> Entry:
    """Return a weight that may plausibly be half or twice as large."""
    ends = sorted((value / 2, value * 2))
    return _shape(name, value, ends[0], ends[1], "weight", says)


_PRESENCE = (
    _shape("outside", 0.5, 0.2, 0.8, "share", "Part that a force outside Ukraine counts for."),
    _weight("presence_near", 0.5, "Part of presence that depends on closeness to the line."),
    _weight("presence_anywhere", 0.5, "Part of presence that counts anywhere in Ukraine."),
    _shape("presence_scale", 45, 30, 70, "points", "Points at which presence reaches 63."),
    _shape("monitoring_scale", 40, 25, 60, "points", "Points at which monitoring reaches 63."),
    _weight("monitoring_isr", 0.25, "Weight of warning and surveillance in monitoring."),
    _shape("monitoring_gaps", 15, 5, 30, "index points", "Loss when every sector is unwatched."),
    _shape("monitoring_gap_below", 2, 1, 5, "points", "A sector with less is unwatched."),
)  # fmt: skip

_DETERRENCE = (
    _weight("denial_coalition", 1.2, "Coalition denial point against one of the Ukrainian army."),
    _shape("denial_threat", 60, 40, 80, "points", "Russian threat with a reserve of 50."),
    _shape("denial_reserve", 0.6, 0.2, 1.2, "points per point",
           "Change of the threat with the Russian reserve."),
    _shape("reserve_norm", 50, 40, 60, "index 0–100", "Russian reserve that is taken as normal."),
    _shape("punishment_scale", 25, 15, 40, "points", "Points at which punishment reaches 63."),
    _weight("punishment_own", 0.4, "Part of punishment that Europe can threaten alone."),
    _weight("punishment_standby", 0.5, "Part of what stands behind a tripwire that is believed."),
    _weight("punishment_us", 0.6, "Part of punishment that hangs on the American backstop."),
    _shape("punishment_unclear", 0.5, 0.3, 0.8, "share", "Punishment left without any clarity."),
    _shape("punishment_sanctions", 15, 5, 25, "index points",
           "Most that sanctions held ready add to punishment."),
    _shape("punishment_ukraine", 25, 10, 40, "index points",
           "Most that free use of Ukraine's long reach adds to punishment."),
    _weight("credibility_resolve", 0.40, "Weight of perceived resolve in credibility."),
    _weight("credibility_cohesion", 0.35, "Weight of cohesion in credibility."),
    _weight("credibility_clarity", 0.25, "Weight of clarity in credibility."),
    _shape("credibility_denial_scale", 40, 25, 60, "points",
           "Coalition denial points that are half of what a full guarantee needs."),
    _weight("credibility_presence", 0.35, "Weight of presence in what stands behind the promise."),
    _weight("deterrence_credibility", 0.5, "Weight of credibility in deterrence."),
    _weight("deterrence_punishment", 0.4, "Weight of punishment in deterrence."),
    _weight("deterrence_roe", 4, "Deterrence for each level of rules of engagement."),
)  # fmt: skip

_ESCALATION = (
    _weight("escalation_events", 0.5, "Weight of events against what posture implies."),
    _weight("escalation_probe", 4, "Escalation risk for each probe of this turn, by its stage."),
)  # fmt: skip

_COALITION = (
    _weight("cohesion_willingness", 0.5, "Weight of the contributors' mean willingness."),
    _weight("cohesion_unity", 0.5, "Weight of the coalition's own unity."),
    _weight("cohesion_spread", 0.25, "Cohesion lost for each point of spread in willingness."),
    _weight("cohesion_caveat", 1, "Cohesion lost for each blocking caveat per ten contributors."),
    _shape("contributors_at_least", 25, 15, 45, "index 0–100",
           "Willingness from which a member counts as a contributor."),
    _weight("sustain_stock_days", 30, "Days of supply that count as full."),
    _shape("lift_full", 60, 40, 80, "index 0–100", "Logistic capacity that counts as full."),
    _weight("legitimacy_standing", 0.5, "Weight of acceptance as it is felt."),
    _weight("legitimacy_mandate", 0.5, "Weight of the legal basis."),
    _weight("legitimacy_consent", 5, "Legitimacy that Kyiv's consent adds."),
    _weight("legitimacy_observers", 5, "Legitimacy that observers authorised by the UN add."),
    _weight("legitimacy_harm", 0.1, "Legitimacy lost for each point of civilian harm."),
    _weight("flank_events", 0.5, "Weight of events against what the forces imply."),
)  # fmt: skip

_SOCIETY = (
    _weight("resilience_army", 0.30, "Weight of the Ukrainian army in resilience."),
    _weight("resilience_society", 0.25, "Weight of society in resilience."),
    _weight("resilience_energy", 0.20, "Weight of the grid in resilience."),
    _weight("resilience_politics", 0.15, "Weight of politics in resilience."),
    _weight("resilience_air_defence", 0.10, "Weight of air defence in resilience."),
    _weight("protection_ukraine", 0.4, "Weight of Ukrainian air defence in civil protection."),
    _weight("protection_coalition", 30, "Most that coalition air defence adds."),
    _shape("protection_scale", 30, 15, 50, "points", "Points at which it adds 63 % of that."),
    _weight("protection_unharmed", 0.3, "Weight of the absence of civilian harm."),
    _weight("pressure_sanctions", 0.5, "Weight of sanctions in economic pressure."),
    _weight("pressure_revenue", 0.5, "Weight of lost Russian revenue in economic pressure."),
)  # fmt: skip

_FINDINGS = (
    Entry("finding_small", 2, 1, 5, "units", _SOURCE, "assumption",
          "Least change of a watched index that is told."),
    Entry("finding_plain", 4, 2, 8, "units", _SOURCE, "assumption",
          "Least change of a national or local index that is told."),
    Entry("finding_large", 10, 5, 20, "units", _SOURCE, "assumption",
          "Least change of money, capacity or points that is told."),
    Entry("finding_much", 3, 2, 5, "factor", _SOURCE, "assumption",
          "A change this many times the least weighs one step more."),
    Entry("finding_measure", 1, 0.5, 3, "points", _SOURCE, "assumption",
          "Least change of a measure that is told."),
    Entry("finding_measure_much", 6, 3, 12, "points", _SOURCE, "assumption",
          "Change of a measure that is notable."),
)  # fmt: skip

MEASURES: tuple[Entry, ...] = (
    _PRESENCE + _DETERRENCE + _ESCALATION + _COALITION + _SOCIETY + _FINDINGS
)
"""Shapes and weights of the measures."""
