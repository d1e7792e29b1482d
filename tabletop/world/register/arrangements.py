"""Doctrine entries: Agreements, what mandates bring, prepared answers, America and the flank."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

_ASSUMED = "planning value for play"


def _play(
    name: str, value: float, low: float, high: float, unit: str, says: str, source: str = _ASSUMED
) -> Entry:
    return Entry(name, value, low, high, unit, source, "assumption", says)


_TIMING_SEED = "seed 000, 002, 003 for the idea; value for play"

_AGREEMENTS = (
    _play("talks_turns", 2, 1, 4, "turns", "Length of talks on the state of the agreement."),
    _play("talks_odds_none", 0, 0, 0.1, "chance", "Chance of agreeing on no agreement."),
    _play("talks_odds_ceasefire", 0.3, 0.1, 0.5, "chance", "Chance of a ceasefire at rest.",
          _TIMING_SEED),
    _play("talks_odds_peace", 0.1, 0.02, 0.3, "chance", "Chance of a peace agreement at rest.",
          _TIMING_SEED),
    _play("talks_odds_frozen", 0.4, 0.2, 0.6, "chance", "Chance of freezing the conflict at rest.",
          _TIMING_SEED),
    _play("talks_odds_collapsed", 0, 0, 0.1, "chance", "Chance of agreeing on a collapse."),
    _play("talks_patience", 0.5, 0.2, 1, "chance", "Change from an impatient to a patient Moscow."),
    _play("talks_confidence", 0.3, 0.1, 0.6, "chance",
          "Chance lost from a doubtful to a confident Moscow."),
    _play("talks_seat", 0.2, 0.05, 0.4, "chance", "Chance that a full seat of Europe adds."),
    _play("talks_seat_reference", 40, 25, 60, "index", "Weight of Europe that adds nothing."),
    _play("talks_failure", 3, 1, 6, "index", "Russian patience lost when talks fail."),
    _play("talks_integrity_none", 0, 0, 10, "index", "Least integrity of no agreement."),
    _play("talks_integrity_ceasefire", 70, 50, 85, "index", "Least integrity of a new ceasefire."),
    _play("talks_integrity_peace", 85, 70, 95, "index", "Least integrity of a new peace."),
    _play("talks_integrity_frozen", 55, 40, 70, "index", "Least integrity of a frozen conflict."),
    _play("talks_integrity_collapsed", 0, 0, 10, "index", "Least integrity after a collapse."),
    _play("talks_politics_none", 0, 0, 2, "index", "Stability in Kyiv lost to no agreement."),
    _play("talks_politics_ceasefire", 0, -3, 5, "index", "Stability in Kyiv lost to a ceasefire."),
    _play("talks_politics_peace", 8, 3, 15, "index",
          "Stability in Kyiv lost to what a peace concedes."),
    _play("talks_politics_frozen", 4, 0, 10, "index", "Stability in Kyiv lost to a frozen line."),
    _play("talks_politics_collapsed", 0, 0, 2, "index", "Stability in Kyiv lost to a collapse."),
    _play("early_seat", 8, 3, 15, "index", "Weight in the talks won by entering before a deal.",
          "seed 004 for the idea; value for play"),
    _play("coverage_seat", 35, 20, 60, "index",
          "Weight in the talks from which the guarantee may be widened.",
          "seed 004: the line after talks sets the covered ground; value for play"),
    _play("coverage_cohesion", 2, 0.5, 5, "index", "Unity that covering another sector costs."),
    _play("coverage_resolve", 3, 1, 8, "index", "Resolve lost when a sector is given up."),
    _play("coverage_patience", 2, 0, 5, "index", "Russian patience won when a sector is given up."),
    _play("coverage_clarity", 2, 0, 5, "index", "Clarity that naming a covered sector adds."),
)

_COMPOSITION_SEED = "seed 000, 002: only a neutral force; value for play"

_COMPOSITIONS = (
    _play("accept_observer", 85, 70, 95, "index", "Acceptance of observers from outside NATO.",
          _COMPOSITION_SEED),
    _play("accept_ally_observer", 55, 40, 70, "index", "Acceptance of observers of NATO states."),
    _play("accept_neutral", 50, 30, 70, "index", "Acceptance of other units from outside NATO.",
          _COMPOSITION_SEED),
    _play("accept_ally_unarmed", 25, 10, 40, "index", "Acceptance of unarmed units of allies."),
    _play("accept_ally_combat", 10, 0, 20, "index", "Acceptance of fighting units of allies."),
    _play("accept_ally_brigade", 5, 0, 15, "index", "Acceptance of brigades of NATO states.",
          _COMPOSITION_SEED),
    _play("accept_empty", 25, 10, 50, "index", "Acceptance while nobody has been sent."),
    _play("accept_offer_open", 0, 0, 5, "index", "Acceptance won by leaving nobody out."),
    _play("accept_offer_no_nato_brigades", 8, 3, 15, "index",
          "Acceptance won by leaving brigades of NATO states out."),
    _play("accept_offer_neutral", 20, 10, 35, "index", "Acceptance won by a neutral force."),
    _play("accept_council", 10, 0, 20, "index", "Acceptance that a mandate of the Council adds."),
    _play("accept_reference", 25, 10, 50, "index", "Acceptance that leaves patience as it is."),
    _play("accept_patience", 0.2, 0.05, 0.5, "index per index",
          "Patience per point of acceptance."),
    _play("accept_votes", 0.3, 0.1, 0.6, "chance",
          "Chance in the Security Council from no to full acceptance."),
    _play("preferred_moscow", 20, 5, 40, "index",
          "Willingness that full acceptance in Moscow adds where its consent is preferred.",
          "public source: German statements of January 2026, read second-hand; value for play"),
    _play("preferred_council", 6, 2, 12, "index",
          "Willingness that a mandate of the Council adds where one is preferred."),
    _play("preferred_backstop", 8, 2, 15, "index",
          "Willingness lost under a low American backstop where one is preferred."),
    _play("composition_resolve", 3, 1, 8, "index", "Resolve lost by each step to a neutral force."),
    _play("composition_patience", 3, 1, 8, "index", "Patience won by each such step."),
)

_MANDATE_SEED = "brief: mandate table after seed 003; value for play"

_MANDATES = (
    _play("mandate_signature_none", 1, 0.8, 1.5, "factor", "Signature without a mandate."),
    _play("mandate_signature_bilateral", 1, 0.8, 1.2, "factor", "Signature by invitation."),
    _play("mandate_signature_treaty", 1, 0.8, 1.2, "factor", "Signature under a treaty."),
    _play("mandate_signature_nato", 1.3, 1.1, 1.8, "factor", "Signature under NATO.",
          _MANDATE_SEED),
    _play("mandate_signature_eu", 1, 0.8, 1.2, "factor", "Signature under the European Union."),
    _play("mandate_signature_monitors_treaty", 1, 0.8, 1.2, "factor",
          "Signature of a treaty force beside observers of the United Nations."),
    _play("mandate_signature_unsc", 0.85, 0.6, 1, "factor", "Signature under the Council."),
    _play("mandate_hours_none", 1, 1, 2, "factor", "Time to act without a mandate."),
    _play("mandate_hours_bilateral", 1, 0.8, 1.2, "factor", "Time to act by invitation."),
    _play("mandate_hours_treaty", 1, 0.8, 1.2, "factor", "Time to act under a treaty."),
    _play("mandate_hours_nato", 0.75, 0.5, 1, "factor", "Time to act under NATO: best command.",
          _MANDATE_SEED),
    _play("mandate_hours_eu", 1, 0.9, 1.5, "factor", "Time to act under the European Union."),
    _play("mandate_hours_monitors_treaty", 1.1, 1, 1.5, "factor",
          "Time to act with two chains of command.", _MANDATE_SEED),
    _play("mandate_hours_unsc", 1.3, 1, 2, "factor", "Time to act under control of the Council.",
          _MANDATE_SEED),
    _play("cohesion_mandate_none", -4, -8, 0, "index", "Unity without a mandate.", _MANDATE_SEED),
    _play("cohesion_mandate_bilateral", 0, -2, 2, "index", "Unity by invitation only."),
    _play("cohesion_mandate_treaty", 1, -1, 3, "index", "Unity under a treaty."),
    _play("cohesion_mandate_nato", 0, -3, 3, "index", "Unity under NATO."),
    _play("cohesion_mandate_eu", 1, -1, 3, "index", "Unity under the European Union."),
    _play("cohesion_mandate_monitors_treaty", 1, -1, 3, "index",
          "Unity with observers and a treaty."),
    _play("cohesion_mandate_unsc", 3, 0, 6, "index", "Unity under the Council.", _MANDATE_SEED),
)

_COMMAND = (
    _play("command_hours_undecided", 60, 36, 96, "hours",
          "Time to act when nobody has been named to lead.",
          "seed 001 for the idea; value for play"),
    _play("cohesion_command_undecided", 0, -3, 3, "index", "Unity while nobody has been named."),
    _play("odds_nato_asked", 0.25, 0, 0.5, "share",
          "Growth of the chance of a NATO mandate once NATO was asked to command."),
    _play("question_delay", 0.35, 0.1, 1, "factor",
          "Delay that each open question of command adds.",
          "seed 001: who leads, who decides on force, who directs; value for play"),
    _play("command_points", 4, 2, 9, "points", "Staff that can direct operations."),
    _play("resolve_command", 10, 4, 20, "index", "Resolve shown from no to instant command."),
    _play("resolve_command_reference", 0.6, 0.4, 0.8, "share", "Speed that shows no more or less."),
    _play("roe_incident", 0.03, 0, 0.1, "share a level",
          "Added breaches for each level of the rules over self-defence.",
          "seed 000, 003 for the dilemma; value for play"),
)

_LADDER_SEED = "seed 004 for the idea; value for play"


def _ladder(step: str, resolve: float, escalation: float, appetite: float) -> tuple[Entry, ...]:
    name = step.replace("_", " ")
    return (
        _play(f"ladder_resolve_{step}", resolve, resolve / 2, resolve * 2, "index",
              f"Resolve shown when the prepared answer {name} is given."),
        _play(f"ladder_escalation_{step}", escalation, escalation / 2, escalation * 2, "index",
              f"Escalation by the prepared answer {name}."),
        _play(f"ladder_appetite_{step}", appetite, appetite / 2, appetite * 2, "index",
              f"Russian appetite taken away by the prepared answer {name}."),
    )  # fmt: skip


_LADDER = (
    *_ladder("none", 0, 0, 0), *_ladder("protest", 0.5, 0, 0.2), *_ladder("snapback", 1.5, 0.5, 1),
    *_ladder("arms", 1.5, 1, 1), *_ladder("air_patrol", 2, 1.5, 1), *_ladder("reserve", 2.5, 2, 2),
    *_ladder("intercept", 3, 3, 2), *_ladder("fires", 4, 6, 3), *_ladder("guarantee", 6, 9, 5),
    _play("ladder_deviation", 6, 3, 10, "index", "Resolve lost when a prepared answer fails.",
          _LADDER_SEED),
    _play("ladder_clarity", 1, 0, 3, "index", "Clarity that each step prepared adds."),
    _play("ladder_hours", 0.6, 0.4, 0.9, "factor", "Time to act with prepared answers.",
          _LADDER_SEED),
    _play("ladder_violations", 8, 4, 15, "incidents", "Breaches in a turn to be answered."),
    _play("ladder_rules", 4, 3, 5, "level", "Rules of tier 4 that an interception asks for."),
    _play("ladder_sanctions", 4, 2, 8, "index", "Pressure that a snap-back of sanctions adds."),
    _play("ladder_arms", 2, 1, 5, "index", "Ukrainian equipment that promised arms add."),
    _play("attack_casualties", 8, 3, 20, "people",
          "Coalition casualties in a turn with a fought probe that count as an attack."),
    _play("attack_doubt", 3, 1, 8, "index",
          "Resolve and unity lost when nobody knows who answers an attack.",
          "seed 000, 004: no automatic cover; value for play"),
    _play("attack_national", 1, 0, 4, "index", "Unity lost when one nation answers alone."),
    _play("attack_coalition_resolve", 4, 2, 8, "index", "Resolve shown by a common answer."),
    _play("attack_coalition_escalation", 5, 2, 10, "index", "Escalation by a common answer."),
    _play("attack_consult", 4, 1, 8, "index", "Flank risk from drawing NATO into it."),
)

_NUCLEAR = (
    _play("signal_resolve", 2, 0.5, 5, "index a level", "Resolve that a standing signal shows.",
          "seed 001, 004 for the idea; value for play"),
    _play("signal_escalation", 3, 1, 8, "index a level",
          "Escalation by a standing signal: the coalition does not dominate it.",
          "seed 001, 004 for the idea; value for play"),
    _play("signal_support", 4, 2, 8, "index", "Support lost in states that fear such signals."),
    _play("signal_silence", 3, 1, 6, "index", "Resolve lost when a signal is taken back."),
)

_AMERICA_SEED = "seed 000-004 for the idea; value for play"

_AMERICA = (
    _play("isr_pool", 8, 3, 15, "index", "Surveillance won by pooling what members have.",
          "seed 001 for the idea; value for play"),
    _play("isr_pool_support", 1, 0, 3, "index", "Support at home that pooling costs."),
    _play("warning_full", 21, 14, 42, "days", "Warning at full surveillance.", _AMERICA_SEED),
    _play("warning_dark", 0.35, 0.1, 0.6, "factor", "Warning left below reliable surveillance.",
          "seed 001: warning falls to days; value for play"),
    _play("warning_needed", 7, 3, 14, "days", "Warning that lets the defenders stand ready."),
    _play("surprise_loss", 0.25, 0.1, 0.5, "share", "Chance of holding lost to full surprise."),
    _play("backing_clarity", 1, 0.3, 1.5, "factor",
          "Weight of a clear promise in what American backing is worth.",
          "seed 000, 002, 003: ambiguity weakens deterrence; value for play"),
    _play("backing_clarity_reference", 50, 40, 60, "index", "Clarity that leaves it as it is."),
    _play("backing_autonomy", 0.8, 0.3, 1, "share",
          "Missing backing that European enablers make up for.",
          "seed 000: autonomy; value for play"),
    _play("promise_turns", 2, 1, 4, "turns", "Time until Washington answers."),
    _play("promise_odds_none", 0, 0, 0.1, "chance", "Chance of being promised nothing."),
    _play("promise_odds_statement", 0.65, 0.4, 0.9, "chance", "Chance of a statement."),
    _play("promise_odds_written", 0.35, 0.1, 0.6, "chance", "Chance of a written assurance."),
    _play("promise_odds_treaty", 0.1, 0.02, 0.3, "chance", "Chance of a treaty in the Senate."),
    _play("promise_backstop", 1, 0.5, 2, "chance", "Change of the chance with the backstop."),
    _play("promise_clarity_none", 0, 0, 50, "index", "Clarity of no promise."),
    _play("promise_clarity_statement", 60, 50, 70, "index", "Clarity of a political statement."),
    _play("promise_clarity_written", 80, 70, 90, "index", "Clarity of a written assurance."),
    _play("promise_clarity_treaty", 90, 80, 100, "index", "Clarity of a treaty."),
    _play("endorsement_willingness", 6, 2, 12, "index",
          "Willingness of states that look to America once it endorses the force.",
          "seed 004 for the idea; value for play"),
    _play("option_backstop", 40, 30, 60, "index", "Backstop that American support asks for.",
          "seed 003 for the idea; value for play"),
    _play("option_keep", 30, 15, 50, "index", "Backstop below which that support ends."),
    _play("option_cost", 10, 0, 40, "EUR m a month", "What American support costs Europe."),
    _play("option_air", 6, 2, 15, "points", "Air cover over each area by American air support."),
    _play("option_sea", 6, 2, 15, "points", "Cover of each sea area by American ships."),
    _play("option_punishment", 6, 2, 15, "points", "Reach that American air support adds."),
    _play("arms_gain", 3, 1, 6, "index a turn", "Most that buying American arms raises backing.",
          "seed 001: arms for cash; value for play"),
    _play("arms_scale", 100, 40, 300, "EUR m a month", "Purchases that bring 63 % of that."),
    _play("arms_air_defence", 1, 0, 3, "index a turn", "Most Ukrainian air defence they add."),
    _play("arms_price_slope", 1, 0, 3, "% per index", "Rise of the price as Washington cools."),
    _play("arms_price_rate", 0.2, 0.1, 0.5, "share a turn", "Speed at which the price follows."),
    _play("strike_replaced", 1, 0.3, 1, "share",
          "American strike threat that a full European one makes up for.",
          "seed 004: ELSA; value for play"),
)

_FLANK = (
    _play("essi_protection", 6, 2, 12, "index", "Protection of sites by a complete shield.",
          "seed 004: start of a shield; value for play"),
    _play("essi_points", 8, 3, 16, "points", "Air defence that a complete shield is worth.",
          "seed 004: start of a shield; value for play"),
    _play("essi_flank", 5, 2, 10, "index", "Flank risk taken away by a complete shield.",
          "seed 004: start of a shield; value for play"),
    _play("backfill_support", 1, 0, 4, "index", "Support at home that a replaced brigade costs."),
    _play("backfill_cost", 12, 5, 30, "EUR m a month", "Cost of a brigade kept on the flank."),
    _play("pinning_factor", 2, 1, 4, "factor",
          "Growth of what a strong Ukrainian army does for the flank once allies accept it.",
          "seed 004 for the idea; value for play"),
    _play("pinning_army", 55, 45, 75, "index", "Ukrainian army from which the argument carries."),
    _play("posture_flank", 5, 2, 10, "index a level", "Risk taken away by reinforcing the flank."),
    _play("posture_flank_cost", 15, 5, 40, "EUR m a month", "Cost of each level of that."),
    _play("posture_flank_belarus", 2, 0, 5, "index", "Belarusian tension that a level adds."),
)

ARRANGEMENTS: tuple[Entry, ...] = (
    _AGREEMENTS + _COMPOSITIONS + _MANDATES + _COMMAND + _LADDER + _NUCLEAR + _AMERICA + _FLANK
)
"""Agreements, what mandates bring, prepared answers, America and the flank."""
