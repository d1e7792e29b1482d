"""Doctrine entries: Russian pressure, tests, incidents, responses and escalation."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

_ASSUMED = "planning value for play"


def _play(
    name: str, value: float, low: float, high: float, unit: str, says: str, source: str = _ASSUMED
) -> Entry:
    return Entry(name, value, low, high, unit, source, "assumption", says)


_START = (
    _play("start_tension_contact", 40, 25, 60, "index", "Tension of a contact sector at first."),
    _play("start_tension_river", 25, 15, 45, "index", "Tension of a river sector at the start."),
    _play("start_tension_water", 25, 10, 45, "index", "Tension of a water sector at the start."),
    _play("start_tension_border", 15, 5, 35, "index", "Tension of a border sector at the start."),
    _play("start_pressure_contact", 35, 20, 60, "index", "Pressure on a contact sector at first."),
    _play("start_pressure_river", 20, 5, 40, "index", "Pressure on a river sector at the start."),
    _play("start_pressure_water", 15, 5, 40, "index", "Pressure on a water sector at the start."),
    _play("start_pressure_border", 10, 0, 30, "index", "Pressure on a border sector at the start."),
)

_STRENGTH = (
    _play("ru_grouping_contact", 45, 30, 70, "points", "Russian points opposite a contact sector.",
          "public statements of about 700,000 in the zone, spread evenly; points for play"),
    _play("ru_grouping_river", 15, 8, 30, "points", "Russian points that can cross at a river."),
    _play("ru_grouping_water", 8, 3, 20, "points", "Russian points that can land from the water."),
    _play("ru_grouping_border", 12, 5, 30, "points", "Russian points opposite a border sector."),
    _play("ru_strength_floor", 0.75, 0.5, 1, "factor", "Strength of groupings with no reserve."),
    _play("ru_strength_reserve", 0.5, 0.2, 1, "factor", "Added strength of a full reserve."),
)

_INTENT = (
    _play("presence_scale", 20, 10, 45, "points", "Presence that closes 63 % of a sector's gap."),
    _play("opportunity_tension", 50, 30, 100, "index", "Tension that doubles an opportunity."),
    _play("opportunity_presence", 1.1, 1.0, 1.3, "factor", "Room that full presence leaves open."),
    _play("test_terrain_contact", 1, 0.8, 1, "factor", "Openness of contact ground to a probe."),
    _play("test_terrain_river", 0.35, 0.1, 0.6, "factor", "Openness of a river to a probe."),
    _play("test_terrain_water", 0.2, 0.05, 0.5, "factor", "Openness of a water gap to a probe."),
    _play("test_terrain_border", 0.3, 0.1, 0.6, "factor", "Openness of a border to a probe."),
    _play("appetite_base", 40, 20, 60, "index", "Wish to test when all stands at reference."),
    _play("appetite_weakness", 30, 10, 60, "index", "Rise of the wish from full to no presence.",
          "seed 003, 004: weak spots invite tests; size for play"),
    _play("appetite_weakness_reference", 0.95, 0.7, 1, "share", "Open share of the line that is "
          "taken as given."),
    _play("appetite_resolve", 0.35, 0.1, 0.7, "index per index", "Rise per point of lost resolve."),
    _play("appetite_rate", 0.15, 0.05, 0.4, "share a turn", "Speed at which the wish follows."),
    _play("resolve_reference", 45, 35, 60, "index", "Resolve at which the wish is unmoved."),
    _play("confidence_base", 55, 40, 70, "index", "Confidence when all stands at reference."),
    _play("confidence_revenue", 0.3, 0.1, 0.6, "index per index", "Confidence per revenue point."),
    _play("confidence_quarrel", 0.2, 0.05, 0.5, "index per index", "Gain per point of quarrel."),
    _play("confidence_backstop", 0.25, 0.1, 0.5, "index per index", "Gain per point of American "
          "withdrawal."),
    _play("confidence_deterrence", 0.4, 0.1, 0.8, "index per index", "Loss per point of "
          "deterrence."),
    _play("confidence_reserve", 0.15, 0.05, 0.4, "index per index", "Gain per point of reserve."),
    _play("confidence_rate", 0.15, 0.05, 0.4, "share a turn", "Speed at which confidence follows."),
    _play("confidence_of_time", 1, 0, 3, "index a turn", "Gain a turn while the war goes on.",
          "seed 002: playing for time; size for play"),
    _play("cohesion_reference", 60, 50, 70, "index", "Cohesion at which confidence is unmoved."),
    _play("deterrence_reference", 65, 55, 75, "index", "Deterrence that leaves confidence as is."),
    _play("credibility_resolve", 0.3, 0.1, 0.5, "weight", "Resolve in the belief in a guarantee."),
    _play("credibility_cohesion", 0.25, 0.1, 0.5, "weight", "Cohesion in that belief."),
    _play("credibility_clarity", 0.25, 0.1, 0.5, "weight", "Clarity in that belief."),
    _play("credibility_backstop", 0.2, 0.1, 0.5, "weight", "The American backstop in that belief."),
    _play("credibility_weight", 0.6, 0.3, 0.9, "factor", "Most that belief adds to denial."),
    _play("patience_base", 45, 30, 60, "index", "Patience when all stands at reference."),
    _play("patience_sanctions", 0.3, 0.1, 0.6, "index per index", "Loss per point of sanctions."),
    _play("patience_format", 8, 0, 15, "index", "Gain from the five-power format [seed 004]."),
    _play("patience_early_entry", 12, 5, 25, "index", "Loss when forces entered before a deal."),
    _play("patience_limit", 8, 0, 15, "index", "Gain from an accepted limit in the east."),
    _play("patience_rate", 0.1, 0.05, 0.3, "share a turn", "Speed at which patience follows."),
    _play("reserve_base", 50, 30, 70, "index", "Reserve kept without a plan to attack."),
    _play("reserve_confidence", 65, 55, 80, "index", "Confidence above which Russia builds up."),
    _play("reserve_build", 3, 1, 6, "index a turn", "Build-up a turn at reference revenue."),
    _play("reserve_rate", 0.05, 0, 0.2, "share a turn", "Return of the reserve to its base."),
    _play("belarus_base", 30, 15, 50, "index", "Tension on the Belarusian axis at rest."),
    _play("belarus_rate", 0.1, 0.05, 0.3, "share a turn", "Speed at which it comes to rest."),
)

_PRESSURE = (
    _play("pressure_floor", 0.05, 0, 0.2, "share", "Pressure that is always there."),
    _play("pressure_gain", 0.6, 0.3, 1.2, "factor", "Weight of what a sector promises."),
    _play("pressure_risk", 0.3, 0.1, 0.6, "factor", "Weight of denial seen with resolve."),
    _play("pressure_step", 8, 3, 15, "index a turn", "Most that pressure moves in a turn."),
    _play("tension_pressure", 0.7, 0.4, 1, "index per index", "Tension per point of pressure."),
    _play("tension_strain", 0.5, 0.2, 1, "index per index", "Tension per point of lost integrity."),
    _play("tension_rate", 0.2, 0.1, 0.5, "share a turn", "Speed at which tension follows."),
)

_PROBES = (
    _play("probe_base", 0.1, 0.02, 0.2, "chance", "Chance of a probe without any wish."),
    _play("probe_drive", 0.45, 0.2, 0.8, "chance", "Added chance at full appetite, no resolve."),
    _play("probe_resolve", 1.2, 1.0, 1.5, "factor", "Room that full resolve still leaves."),
    _play("probe_strength", 14, 8, 25, "points", "Strength of a battalion-size probe."),
    _play("probe_pressure", 0.6, 0.2, 1, "factor", "Added strength under full pressure."),
    _play("probe_violations", 3, 1, 6, "incidents", "Breaches that one probe counts for."),
    _play("probe_tension", 12, 5, 25, "index", "Tension that a probe adds."),
    _play("probe_integrity_1", 3, 1, 8, "index", "Integrity lost to a repelled probe."),
    _play("probe_integrity_2", 6, 3, 12, "index", "Integrity lost to a contained probe."),
    _play("probe_integrity_3", 12, 6, 20, "index", "Integrity lost to a breakthrough."),
    _play("probe_appetite_1", -5, -10, 0, "index", "Appetite after a repelled probe."),
    _play("probe_appetite_2", -1, -5, 3, "index", "Appetite after a contained probe."),
    _play("probe_appetite_3", 7, 2, 12, "index", "Appetite after a breakthrough."),
    _play("probe_resolve_1", 1, 0, 4, "index", "Resolve seen after a repelled probe."),
    _play("probe_resolve_2", 0, -3, 3, "index", "Resolve seen after a contained probe."),
    _play("probe_resolve_3", -6, -12, -2, "index", "Resolve seen after a breakthrough."),
    _play("probe_escalation_1", 2, 0, 5, "index", "Escalation by a repelled probe."),
    _play("probe_escalation_2", 4, 1, 8, "index", "Escalation by a contained probe."),
    _play("probe_escalation_3", 7, 3, 12, "index", "Escalation by a breakthrough."),
    _play("probe_confidence", 4, 1, 8, "index", "Russian confidence won by a breakthrough."),
    _play("offensive_gain", 10, 5, 20, "index", "Margin of confidence over deterrence that pays."),
    _play("offensive_patience", 2, 1, 4, "turns", "Turns in a row before an attack."),
    _play("offensive_base", 0.35, 0.1, 0.6, "chance", "Chance of the attack once it pays."),
    _play("offensive_terrain_contact", 1, 0.8, 1, "factor", "Contact ground for an attack."),
    _play("offensive_terrain_river", 0.15, 0, 0.4, "factor", "A river for an attack."),
    _play("offensive_terrain_water", 0.05, 0, 0.2, "factor", "A water gap for an attack."),
    _play("offensive_terrain_border", 0.3, 0.1, 0.6, "factor", "A border for an attack."),
    _play("offensive_tension", 40, 20, 60, "index", "Tension that an offensive adds."),
    _play("offensive_violations", 20, 10, 50, "incidents", "Breaches an offensive counts for."),
    _play("offensive_integrity", 30, 15, 50, "index", "Integrity lost to an offensive."),
    _play("offensive_escalation", 20, 10, 35, "index", "Escalation by an offensive."),
    _play("offensive_harm", 10, 5, 20, "index", "Harm to civilians by an offensive."),
    _play("offensive_army_loss", 4, 1, 10, "index", "Ukrainian regeneration lost in an offensive."),
    _play("offensive_reserve_cost", 15, 5, 30, "index", "Reserve that an offensive uses up."),
    _play("offensive_triumph", 8, 3, 15, "index", "Confidence after a line was broken."),
    _play("offensive_failure", 12, 5, 20, "index", "Confidence lost when the line held."),
)

_RESPONSES = (
    _play("roe_needed_unwritten", 5, 3, 6, "level",
          "Rules level at which a tier helps when no rule is written."),
    _play("roe_needed_ambiguous", 5, 3, 6, "level",
          "Rules level at which a tier helps under an ambiguous rule."),
    _play("roe_needed_graded", 4, 2, 5, "level",
          "Rules level at which a tier helps under a graded rule."),
    _play("roe_needed_automatic", 2, 1, 4, "level",
          "Rules level at which a tier helps under an automatic rule."),
    _play("command_hours_national", 60, 48, 72, "hours",
          "Time to act when every capital decides.",
          "after seed 001, 003, 004; values for play"),
    _play("command_hours_lead_nation", 18, 12, 24, "hours",
          "Time to act with lead nations in sectors.",
          "after seed 001, 003, 004; values for play"),
    _play("command_hours_single_commander", 4, 2, 6, "hours",
          "Time to act under one coalition commander.",
          "after seed 001, 003, 004; values for play"),
    _play("command_hours_nato", 4, 2, 6, "hours",
          "Time to act under NATO command.",
          "after seed 001, 003, 004; values for play"),
    _play("emergency_hours", 4, 2, 8, "hours",
          "Time to act when the commander may act in an emergency."),
    _play("reaction_hours", 36, 18, 72, "hours",
          "Delay after which a third of the strength still comes in time."),
    _play("nato_command_backstop", 30, 20, 40, "index",
          "American backstop below which NATO command stops.",
          "seed 001 for the idea; value for play"),
    _play("contain_reserve", 0.35, 0.15, 0.6, "chance",
          "Chance that the reserve of a full army contains a probe."),
    _play("air_response_off", 0, 0, 0.1, "share", "Air power that answers when it stays away."),
    _play("air_response_alert", 0.2, 0.05, 0.4, "share", "Air power that answers from alert."),
    _play("air_response_patrol", 0.45, 0.2, 0.7, "share", "Air power that answers from patrol."),
    _play("air_response_enforcement", 0.7, 0.4, 0.9, "share",
          "Air power that answers while it enforces a zone."),
    _play("air_cover_scale", 15, 8, 30, "points", "Cover that closes 63 % of an area's gap."),
    _play("restore_share", 0.8, 0.5, 1, "factor",
          "Chance of restoring a line with twice its strength, scaled."),
)

_CEASEFIRE = (
    _play("violation_terrain_contact", 1, 0.8, 1, "factor", "Breaches on contact ground."),
    _play("violation_terrain_river", 0.7, 0.4, 1, "factor", "Breaches across a river."),
    _play("violation_terrain_water", 0.3, 0.1, 0.6, "factor", "Breaches across open water."),
    _play("violation_terrain_border", 0.25, 0.1, 0.5, "factor", "Breaches on a border."),
    _play("violation_tension", 40, 25, 60, "index",
          "Tension at which breaches run at their normal rate."),
    _play("violation_rate", 0.45, 0.2, 1.2, "incidents",
          "Serious breaches a turn in a contact sector at normal tension.",
          "order of magnitude of past observer missions, counted as serious incidents; "
          "value for play"),
    _play("violation_war", 4, 2, 10, "factor", "Breaches when no ceasefire holds."),
    _play("monitoring_scale", 45, 20, 90, "points", "Monitoring that sees 63 % of a sector."),
    _play("monitoring_calm", 0.4, 0.1, 0.6, "factor",
          "Part of breaches that full monitoring prevents.",
          "literature on peacekeeping: monitoring lowers the risk of renewed fighting; size "
          "for play"),
    _play("integrity_per_violation", 0.4, 0.1, 1, "index", "Integrity that a breach wears away."),
    _play("integrity_wear_most", 8, 4, 15, "index a turn",
          "Most integrity lost to breaches in a turn."),
    _play("integrity_mend", 2, 0.5, 4, "index a turn",
          "Integrity that a calm turn mends without monitors."),
    _play("tension_per_violation", 1, 0.3, 3, "index", "Tension that a breach adds in its sector."),
    _play("tension_most", 10, 5, 20, "index a turn", "Most tension that breaches add in a turn."),
    _play("collapse_integrity", 15, 5, 25, "index",
          "Integrity below which the ceasefire may be given up."),
    _play("collapse_chance", 0.3, 0.1, 0.6, "chance",
          "Chance that a hollow ceasefire is given up."),
    _play("collapse_patience", 30, 15, 50, "index",
          "Patience below which giving up becomes likelier."),
)

_ATTRIBUTION = (
    _play("attribution_threshold", 3, 2, 6, "incidents",
          "Breaches in a sector that call for a finding."),
    _play("attribution_most", 4, 2, 8, "findings",
          "Findings a turn that still make an impression."),
    _play("attribution_base", 0.25, 0.1, 0.4, "chance",
          "Chance of attribution with nothing but open sources."),
    _play("attribution_monitoring", 0.4, 0.2, 0.6, "chance",
          "Added by full monitoring on the spot."),
    _play("attribution_isr", 0.25, 0.1, 0.4, "chance", "Added by full surveillance."),
    _play("attribution_evidence", 0.2, 0.05, 0.4, "chance", "Added by the best evidence."),
    _play("attribution_dark", 0.5, 0.2, 1, "chance",
          "Lost per 100 points of missing surveillance."),
    _play("isr_reliable", 40, 30, 50, "index",
          "Surveillance below which attribution is unreliable.",
          "seed 001 for the idea; value for play"),
    _play("ambiguity_probe", 0.15, 0, 0.4, "chance", "Taken away by the deniability of a probe."),
    _play("ambiguity_shelling", 0.25, 0.1, 0.5, "chance",
          "Taken away by two stories about shelling."),
    _play("attributed_appetite", 1.5, 0.5, 4, "index", "Appetite lost to each public attribution."),
    _play("unattributed_appetite", 1, 0.3, 3, "index",
          "Appetite won from each incident without a culprit.",
          "seed 003: doubt invites the next test; size for play"),
    _play("attributed_resolve", 0.6, 0.2, 2, "index", "Resolve shown by each public attribution."),
    _play("unattributed_resolve", 0.4, 0.1, 2, "index",
          "Resolve lost to each incident without a culprit."),
    _play("attributed_info", 0.5, 0, 2, "index", "Trust won by each public attribution."),
    _play("unattributed_info", 0.4, 0, 2, "index",
          "Trust lost to each incident without a culprit."),
    _play("evidence_base", 20, 10, 40, "index", "Quality of evidence without own means."),
    _play("evidence_monitoring", 40, 20, 60, "index", "Added by full monitoring of the line."),
    _play("evidence_isr", 35, 20, 60, "index", "Added by full surveillance."),
    _play("evidence_rate", 0.2, 0.1, 0.5, "share a turn",
          "Speed at which the quality of evidence follows."),
)

_STRIKES = (
    _play("target_floor", 0.1, 0.02, 0.3, "weight",
          "Chance that stays everywhere when a place is drawn by weight."),
    _play("interception_own", 0.8, 0.6, 0.95, "share",
          "Share of a strike shot down by a full Ukrainian air defence."),
    _play("interception_coalition", 0.6, 0.3, 0.8, "share",
          "Share of the rest shot down under full cover."),
    _play("strike_integrity", 70, 50, 85, "index", "Integrity below which strike waves come."),
    _play("strike_chance", 0.35, 0.15, 0.6, "chance",
          "Chance of a wave in a turn once the ceasefire is worn."),
    _play("strike_war", 0.9, 0.6, 1, "chance", "Chance of a wave in a turn without a ceasefire."),
    _play("strike_energy", 9, 4, 20, "index", "Grid lost to a wave that is not shot down."),
    _play("strike_harm", 4, 1, 10, "index", "Harm to civilians by such a wave."),
    _play("strike_air_defence", 1.5, 0.5, 4, "index", "Air defence used up by a wave."),
    _play("strike_wear", 2, 0.5, 6, "index", "Integrity lost to a wave."),
    _play("strike_escalation", 3, 1, 8, "index", "Escalation by a wave."),
    _play("strike_damage", 40, 10, 80, "%",
          "Damage to a vital place by a wave that is not shot down."),
    _play("hybrid_base", 0.3, 0.1, 0.5, "chance", "Chance of a hybrid act in a turn."),
    _play("hybrid_escalation", 0.003, 0, 0.006, "chance per point",
          "Added chance per point of escalation."),
    _play("sabotage_share", 0.5, 0.2, 0.9, "factor",
          "Part of hybrid acts that aim at the supply chain."),
    _play("sabotage_guard", 0.6, 0.3, 0.9, "factor",
          "Part of such acts that full protection prevents."),
    _play("sabotage_damage", 40, 20, 80, "%", "Capacity of a link lost to sabotage."),
    _play("sabotage_logistics", 3, 1, 8, "index", "Logistics lost to sabotage."),
    _play("influence_guard", 0.5, 0.2, 0.8, "factor",
          "Part of influence acts that a friendly public shrugs off."),
    _play("influence_info", 3, 1, 6, "index", "Trust lost to an act of influence."),
    _play("influence_politics", 1, 0, 3, "index", "Stability in Kyiv lost to an act of influence."),
    _play("influence_support", 0.4, 0, 1.5, "index",
          "Support at home lost to an act of influence."),
)

_CASUALTIES = (
    _play("danger_km", 60, 30, 120, "km", "Distance over which danger falls to a third."),
    _play("danger_rate", 6e-05, 1e-05, 0.0003, "people per point",
          "Casualties per person, exposure point and full tension in a turn near the line.",
          "order of magnitude of past missions under sporadic fire; value for play"),
    _play("danger_fight", 3, 1, 8, "factor", "Added danger where a probe was fought."),
    _play("danger_shield", 0.7, 0.4, 0.9, "factor",
          "Part of the danger that full protection removes."),
)

_ESCALATION = (
    _play("place_near_km", 60, 40, 100, "km",
          "Distance within which a force looks as close as can be."),
    _play("place_fall_km", 570, 300, 800, "km",
          "Distance over which that look falls to its least."),
    _play("place_far", 0.05, 0, 0.2, "factor", "Closeness of the most distant force."),
    _play("signature_base", 0.4, 0.2, 0.6, "factor", "Signature of a force far away."),
    _play("signature_near", 0.6, 0.3, 0.8, "factor", "Added signature near the line."),
    _play("signature_east", 1.5, 1.2, 2, "factor", "Signature east of the Dnipro."),
    _play("signature_early", 2, 1.5, 3, "factor",
          "Signature before a ceasefire.",
          "seed 004 for the idea; value for play"),
    _play("air_signature_off", 0.9, 0.8, 1, "factor", "Signature when air power stays away."),
    _play("air_signature_alert", 1, 0.9, 1.1, "factor", "Signature with air power on alert."),
    _play("air_signature_patrol", 1.15, 1, 1.4, "factor", "Signature with air patrols."),
    _play("air_signature_enforcement", 1.4, 1.1, 2, "factor", "Signature with an enforced zone."),
    _play("escalation_force", 70, 50, 85, "index", "Most that forces alone add to escalation."),
    _play("escalation_signature", 0.45, 0.3, 0.7, "index per point",
          "Escalation per point of signature."),
    _play("escalation_base", 15, 5, 25, "index", "Escalation with no force and no incident."),
    _play("escalation_roe", 4, 2, 6, "index a level",
          "Escalation per level of the rules of engagement."),
    _play("escalation_roe_reference", 2, 1, 3, "level",
          "Rules of engagement that add nothing: self-defence."),
    _play("escalation_breach", 6, 3, 12, "index", "Escalation by each broken sector."),
    _play("escalation_strain", 0.25, 0.1, 0.5, "index per index",
          "Escalation per point of lost integrity."),
    _play("escalation_channels", 0.1, 0, 0.3, "index per index",
          "Calm by each point of Russian patience."),
    _play("escalation_rate", 0.2, 0.1, 0.5, "share a turn", "Speed at which escalation follows."),
    _play("crisis_escalation", 80, 70, 95, "index",
          "Escalation above which the exercise ends in crisis.",
          "seed 004 for the idea; value for play"),
    _play("collapse_level", 25, 15, 35, "index",
          "Level below which army and society together collapse.",
          "seed 003, 004 for the idea; value for play"),
)

RUSSIA: tuple[Entry, ...] = (
    _START
    + _STRENGTH
    + _INTENT
    + _PRESSURE
    + _PROBES
    + _RESPONSES
    + _CEASEFIRE
    + _ATTRIBUTION
    + _STRIKES
    + _CASUALTIES
    + _ESCALATION
)
"""Russian pressure, tests, incidents, responses and escalation."""
