"""Doctrine entries: National decisions, willingness, support, mandates and caveats."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

_PLAN = "planning value for play"
_SEED = "seed documents for the idea; planning value for play"


def _plan(
    name: str, value: float, low: float, high: float, unit: str, says: str, source: str = _PLAN
) -> Entry:
    return Entry(name, value, low, high, unit, source, "assumption", says)


_OFFERS = (
    _plan("offer_money", 0, 0, 10, "index", "Willingness from which money is given."),
    _plan("offer_training", 25, 15, 35, "index",
          "Willingness from which training, headquarters and staging are offered."),
    _plan("offer_niche", 45, 35, 55, "index", "Willingness from which niche units are offered."),
    _plan("offer_contingent", 60, 50, 70, "index",
          "Willingness from which battalions and squadrons are offered."),
    _plan("offer_brigade", 75, 65, 85, "index", "Willingness from which a brigade is offered."),
)  # fmt: skip

_WILLINGNESS = (
    _plan("willingness_pull", 0.1, 0.05, 0.2, "share a turn",
          "Part of the way to its own position that a government's willingness goes each turn."),
    _plan("contagion", 0.15, 0.05, 0.3, "share",
          "Part of the leading nations' movement that others follow."),
    _plan("driver_backstop_low", 40, 30, 50, "index",
          "American backstop below which hesitant governments step back."),
    _plan("driver_backstop_high", 60, 50, 70, "index",
          "American backstop above which hesitant governments come forward."),
    _plan("driver_casualties", 10, 5, 20, "people",
          "Own casualties above which a government hesitates."),
    _plan("driver_clarity", 60, 50, 75, "index",
          "Clarity of the guarantee from which its mandate counts as clear."),
    _plan("driver_flank", 60, 50, 70, "index",
          "Flank risk above which Russia counts as testing NATO."),
    _plan("driver_belarus", 60, 50, 70, "index",
          "Tension on the Belarusian axis that counts as a large exercise."),
    _plan("driver_sea", 40, 30, 50, "index",
          "Freedom of the corridor below which mines count as an incident."),
    _plan("driver_violations", 3, 2, 6, "incidents",
          "Breaches in a turn that count as a provocation."),
    _plan("caveat_weight", 2, 1, 4, "index points",
          "Loss of cohesion for each blocking caveat a contributor has."),
)  # fmt: skip

_SUPPORT = (
    _plan("support_pull", 0.05, 0, 0.1, "share a turn",
          "Part of the way to its start value that domestic support goes each turn."),
    _plan("support_tire_turns", 8, 4, 13, "turns",
          "Turns of deployment after which an open-ended mission tires the public.", _SEED),
    _plan("support_tire", 1, 0.5, 2, "index points a turn",
          "Support lost in a turn of such a mission."),
    _plan("support_casualty", 0.8, 0.3, 2, "index points",
          "Support lost in a turn for each coalition casualty of the last two turns."),
    _plan("support_message", 0.04, 0, 0.1, "index points",
          "Support gained in a turn for each point of a friendly information space over 50."),
)  # fmt: skip

_DECISIONS = (
    _plan("vote_centre", 45, 35, 55, "index",
          "Domestic support at which a vote is even, all else being equal."),
    _plan("vote_legitimacy", 0.4, 0.2, 0.6, "weight",
          "Weight of legitimacy over 50 in a vote."),
    _plan("vote_backstop", 0.3, 0.1, 0.5, "weight",
          "Weight of the American backstop over 45 in a vote."),
    _plan("vote_backstop_centre", 45, 35, 55, "index",
          "American backstop that neither helps nor hurts a vote."),
    _plan("vote_casualties", 1.5, 0.5, 3, "index points",
          "Weight of each coalition casualty of the last two turns in a vote."),
    _plan("vote_review", 5, 0, 10, "index points",
          "Bonus that a review clause or end date gives in a vote."),
    _plan("vote_scale", 10, 5, 20, "index points", "Slope of the chance of a vote."),
    _plan("vote_wait", 2, 1, 6, "turns", "Turns before a lost vote may be tried again."),
    _plan("backstop_needed", 50, 40, 60, "index",
          "American backstop that us_backstop_required asks for.",
          "public source: positions of governments in January 2026, read second-hand"),
    _plan("flank_recall", 60, 50, 70, "index",
          "Flank risk above which flank-first states call their units home."),
    _plan("leave_cohesion", 30, 20, 40, "index", "Cohesion below which contingents leave.",
          _SEED),
    _plan("leave_chance", 0.5, 0.2, 0.8, "chance",
          "Chance that an unwilling contingent leaves in a turn when cohesion is gone."),
    _plan("days_a_month", 30, 28, 31, "days", "Days that count as a month of a mandate."),
)  # fmt: skip

_MANDATES = (
    _plan("turns_bilateral", 1, 1, 2, "turns", "Time to an exchange of letters with Kyiv."),
    _plan("turns_treaty", 3, 2, 4, "turns", "Time to a treaty of the willing."),
    _plan("turns_nato", 4, 3, 6, "turns", "Time to a decision of the North Atlantic Council."),
    _plan("turns_eu", 4, 3, 6, "turns", "Time to a decision of the Council of the Union."),
    _plan("turns_monitors_treaty", 4, 3, 5, "turns",
          "Time to United Nations observers and a treaty beside them."),
    _plan("turns_unsc", 4, 3, 6, "turns", "Time to a vote of the Security Council."),
    _plan("odds_bilateral", 0.98, 0.9, 1, "chance", "Chance of an invitation by a willing Kyiv."),
    _plan("odds_treaty", 0.85, 0.6, 0.95, "chance", "Chance of a treaty at full cohesion."),
    _plan("odds_nato", 0.6, 0.2, 0.8, "chance", "Chance of consensus when nobody obstructs."),
    _plan("odds_eu", 0.75, 0.4, 0.9, "chance", "Chance of unanimity when nobody obstructs."),
    _plan("odds_monitors_treaty", 0.45, 0.2, 0.7, "chance",
          "Chance that no permanent member stops observers at a patient Moscow."),
    _plan("odds_unsc", 0.1, 0.02, 0.3, "chance",
          "Chance that no permanent member stops a force."),
    _plan("odds_obstruction", 0.1, 0, 0.3, "share",
          "Part of the chance that is left when a member obstructs."),
    _plan("odds_p5", 0.25, 0.1, 0.4, "chance", "Chance that talks of the five add.", _SEED),
    _plan("odds_neutral", 0.15, 0.05, 0.3, "chance",
          "Chance that a force of observers only adds.", _SEED),
    _plan("odds_patience", 0.4, 0.2, 0.6, "chance",
          "Change of the chance from an impatient to a patient Moscow."),
    _plan("mandate_uplift", 0.5, 0.2, 1, "share",
          "Part of the difference in basis that legitimacy gains at once."),
    _plan("nato_backstop", 30, 20, 40, "index",
          "American backstop that NATO command and a NATO mandate ask for."),
)  # fmt: skip

_COMMAND = (
    _plan("delay_lost_lead", 2, 1.5, 3, "times",
          "Growth of the delay when a lead nation has left.", _SEED),
    _plan("command_cohesion", 40, 30, 60, "index",
          "Cohesion that one commander for all asks for."),
    _plan("friction_contingents", 4, 2, 8, "contingents",
          "Contingents that cost a point of cohesion without lead nations.", _SEED),
    _plan("roe_cohesion", 2, 1, 4, "index points",
          "Cohesion lost for each level of the rules above self-defence.", _PLAN),
    _plan("posture_cohesion", 2, 0, 5, "index points", "Cohesion lost by a change of posture."),
    _plan("posture_resolve", 6, 2, 10, "index points",
          "Resolve lost when a declared posture or rule is weakened."),
    _plan("rule_cohesion", 3, 1, 6, "index points",
          "Cohesion lost for each step to a more automatic rule of intervention."),
    _plan("rule_clarity", 10, 5, 20, "index points",
          "Clarity gained for each step to a more automatic rule of intervention."),
    _plan("rule_automatic_cohesion", 50, 40, 70, "index",
          "Cohesion that an automatic answer asks for."),
)  # fmt: skip

_ORDERS = (
    _plan("statement_clarity", 6, 2, 10, "index points", "Clarity that published red lines add."),
    _plan("statement_resolve", 3, 1, 6, "index points", "Resolve that a statement shows."),
    _plan("statement_seat", 5, 2, 10, "index points",
          "Weight in the talks that a common position adds."),
    _plan("statement_cohesion", 3, 1, 6, "index points",
          "Cohesion that a joint text of leading nations adds."),
    _plan("statement_message", 3, 1, 6, "index points",
          "Friendliness of the information space that a message adds."),
    _plan("statement_visit", 3, 1, 6, "index points",
          "Political stability in Kyiv that a leader's visit adds."),
    _plan("statement_us", 5, 2, 10, "index points",
          "American clarity that a sought assurance adds."),
    _plan("statement_patience", 4, 2, 8, "index points",
          "Russian patience that an opened format of talks adds."),
    _plan("statement_signal", 8, 4, 15, "index points",
          "Resolve and escalation that a nuclear signal adds.", _SEED),
    _plan("statement_review", 2, 0, 5, "index points",
          "Resolve that is lost when an end date is announced.", _SEED),
    _plan("fund_cohesion", 2, 0, 5, "index points",
          "Cohesion that agreeing on a common fund costs.", _SEED),
    _plan("early_resolve", 8, 3, 15, "index points",
          "Resolve that a decision to enter before a deal shows.", _SEED),
    _plan("early_cohesion", 8, 3, 15, "index points",
          "Cohesion that a decision to enter before a deal costs.", _SEED),
    _plan("early_escalation", 8, 3, 15, "index points",
          "Escalation that a decision to enter before a deal adds.", _SEED),
    _plan("withdraw_resolve", 2, 0, 5, "index points",
          "Resolve that a withdrawal or a withdrawn offer costs.", _SEED),
    _plan("structure_cohesion", 3, 1, 6, "index points",
          "Cohesion a more permanent structure adds.", _SEED),
    _plan("structure_support", 2, 0, 5, "index points",
          "Domestic support that pooling sovereignty costs in member states.", _SEED),
    _plan("negotiate_willingness", 55, 45, 70, "index",
          "Willingness from which a government talks about a caveat."),
    _plan("negotiate_support", 45, 35, 60, "index",
          "Domestic support from which a government talks about a caveat."),
    _plan("negotiate_cost", 5, 2, 10, "index points",
          "Domestic support that giving up a caveat costs."),
    _plan("base_support", 2, 0, 5, "index points",
          "Domestic support that a base agreement costs the host."),
    _plan("base_escalation", 60, 50, 80, "index",
          "Escalation above which a state under Russian pressure signs nothing."),
    _plan("sanction_step", 10, 5, 20, "index points", "Severity one package adds."),
    _plan("sanction_cost", 1.5, 0.5, 4, "index points",
          "Domestic support that a package costs at home."),
    _plan("oil_price", 2, 0.5, 5, "index points",
          "Rise of energy prices when an importer stops buying oil."),
    _plan("oil_revenue", 1, 0.3, 3, "index points",
          "Russian revenue lost when an importer stops buying oil."),
    _plan("enabler_cost", 30, 15, 60, "EUR m a month",
          "Cost of one point a turn of European enabler build-up."),
    _plan("enabler_most", 5, 2, 10, "points a turn",
          "Fastest European build-up of an enabler."),
    _plan("package_months", 12, 6, 24, "months", "Time over which a package is paid for."),
    _plan("train_points", 0.25, 0.1, 0.5, "index points",
          "Gain of the Ukrainian training pillar for each training point in a turn."),
    _plan("train_readiness", 5, 2, 10, "index points",
          "Readiness that a surge of training costs the training unit."),
    _plan("train_least", 40, 30, 60, "index", "Readiness that a surge of training asks for."),
    _plan("cap_resolve", 4, 1, 8, "index points", "Resolve that a limit on the force costs."),
    _plan("cap_patience", 6, 2, 10, "index points",
          "Russian patience that a limit on the force buys."),
)  # fmt: skip

POLITICS: tuple[Entry, ...] = (
    _OFFERS + _WILLINGNESS + _SUPPORT + _DECISIONS + _MANDATES + _COMMAND + _ORDERS
)
"""National decisions, willingness, support, mandates and caveats."""
