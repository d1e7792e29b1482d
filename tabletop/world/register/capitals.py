"""Doctrine entries: Parliaments, parties, troop policies, partners, tracks and the long run."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

_PLAN = "planning value for play"


def _plan(
    name: str, value: float, low: float, high: float, unit: str, says: str, source: str = _PLAN
) -> Entry:
    return Entry(name, value, low, high, unit, source, "assumption", says)


_PARLIAMENTS = (
    Entry("french_parliament_months", 4, 3, 4, "months",
          "seed 004 says 3; public source: French Constitution, article 35, says 4", "high",
          "Months of an operation after which the French parliament must vote to continue it."),
    _plan("inform_days", 3, 1, 7, "days",
          "Days within which the French government informs its parliament of an operation.",
          "seed 004; public source: French Constitution, article 35"),
    _plan("inform_support", 1, 0, 4, "index points",
          "Domestic support gained by informing parliament in time."),
    _plan("vote_informed", 4, 0, 10, "index points",
          "Bonus in a vote when parliament was informed in time."),
    _plan("vote_majority", 0.4, 0.1, 0.8, "weight",
          "Weight of the parties' backing over 50 in a vote.", "seed 000 for the idea; for play"),
    _plan("debate_support", 2, 0, 5, "index points", "Domestic support gained by a debate."),
    _plan("debate_majority", 3, 0, 8, "index points", "Backing of the parties that a debate wins."),
    _plan("majority_talks", 5, 2, 10, "index points",
          "Backing of the parties that talks without a price win."),
    _plan("majority_bargain", 12, 5, 25, "index points",
          "Backing of the parties that a promise on duration or size wins."),
)  # fmt: skip

_HOME = (
    _plan("crisis_drop", 10, 5, 20, "index points",
          "Fall of domestic support below its start from which a government saves on the mission.",
          "seed 004: a crisis at home leaves foreign policy the freer field; size for play"),
    _plan("crisis_money", 1.5, 0, 3, "share",
          "Part of the funding limit that is lost when support falls by half the scale beyond."),
    _plan("support_risk", 0.4, 0, 1, "share",
          "How much more than others a risk-averse public minds casualties.",
          "seed 003 for the idea; size for play"),
    _plan("endurance_reference", 24, 12, 36, "months",
          "Endurance of a member that tires after support_tire_turns.",
          "seed 003: different timelines; size for play"),
    _plan("retreat_support", 32, 20, 42, "index",
          "Domestic support below which a persuaded government steps back from Ukraine.",
          "seed 000, 002, 004 for the idea; size for play"),
    _plan("retreat_backstop", 22, 10, 35, "index",
          "American backstop below which a persuaded government that needs it steps back."),
    _plan("congress_rate", 0.1, 0.02, 0.3, "share a turn",
          "Speed at which the mood of Congress comes to rest."),
    _plan("congress_rest", 50, 40, 60, "index", "Mood of Congress at rest."),
    _plan("congress_buys", 5, 0, 15, "index points",
          "Mood of Congress added at rest while Europe pays for arms.",
          "seed 001, 003 for the idea; size for play"),
    _plan("congress_lobby", 5, 2, 10, "index points", "Mood of Congress that lobbying wins."),
    _plan("us_shift", 8, 4, 15, "index points",
          "Change of the American backstop when American policy shifts.",
          "seed 000, 003, 004 for the idea; size for play"),
    _plan("us_shift_every", 13, 6, 52, "turns", "Turns between two dates of such a shift."),
)  # fmt: skip

_PARTNERS = (
    _plan("hub_willingness", 20, 10, 35, "index",
          "Willingness from which a neighbour takes a hub or a partner a seat."),
    _plan("hub_logistics", 6, 2, 12, "points", "Logistic points that a hub nation adds.",
          "seed 000 for the idea; size for play"),
    _plan("hub_training", 8, 3, 16, "points",
          "Training points that a training hub in a neighbouring state adds.",
          "seed 000 for the idea; size for play"),
    _plan("hub_support", 1, 0, 4, "index points", "Domestic support that a hub costs its host."),
    _plan("role_willingness", 3, 0, 8, "index points",
          "Willingness that a role offered by the leads wins."),
    _plan("sea_willingness", 45, 30, 60, "index",
          "Willingness from which Turkey takes the command at sea."),
    _plan("sea_command_access", 5, 0, 15, "index points",
          "Freedom of the corridor that a Turkish command at sea adds at once.",
          "seed 000 for the idea; size for play"),
    _plan("turkey_nato", 35, 20, 50, "index",
          "Turkish willingness below which Turkey obstructs a decision of NATO.",
          "seed 000, 001 for the idea; size for play"),
    _plan("legitimacy_partner", 1.5, 0, 4, "index points",
          "Legitimacy that each partner from outside Europe adds.",
          "seed 000, 001 for the idea; size for play"),
)  # fmt: skip

_JUDGEMENTS = (
    _plan("mediate_gain", 0.25, 0.1, 0.5, "share",
          "Part of the distance between two governments that mediation closes.",
          "seed 002, 003 for the idea; size for play"),
    _plan("mediate_least", 10, 5, 20, "index points",
          "Distance between two governments from which there is something to mediate."),
    _plan("mediate_cohesion", 1.5, 0, 4, "index points", "Cohesion that mediation adds."),
    _plan("promise_clarity", 60, 50, 80, "index",
          "Clarity from which the guarantee commits those who gave it.",
          "seed 003, 004 for the idea; size for play"),
    _plan("promise_cost", 15, 5, 30, "index points",
          "Resolve lost when a fully clear guarantee is not kept in a breakthrough."),
    _plan("posture_leads", 2, 1, 2, "lead nations",
          "Lead nations that a posture with fighting forces asks for.",
          "seed 001, 004: no European state can do it alone"),
    _plan("posture_members_hubs", 0, 0, 4, "members", "Contributors that hubs ask for."),
    _plan("posture_members_tripwire", 4, 2, 8, "members",
          "Contributors that a tripwire asks for.", "seed 004 for the idea; size for play"),
    _plan("posture_members_air_sea", 3, 2, 8, "members",
          "Contributors that a posture in the air and at sea asks for."),
    _plan("posture_members_multi_brigade", 6, 4, 12, "members",
          "Contributors that several brigades ask for.", "seed 004 for the idea; size for play"),
    _plan("posture_members_observers", 0, 0, 4, "members", "Contributors that observers ask for."),
    _plan("posture_hollow", 2, 0, 5, "index points a turn",
          "Resolve lost in a turn while too few stand behind the declared posture."),
    _plan("effort_neglect", 0.25, 0.1, 0.33, "share",
          "Share of effort under which a track counts as neglected.",
          "seed 004: guarantee, pressure and support work only together; size for play"),
    _plan("effort_resolve", 4, 1, 8, "index a turn",
          "Resolve for a full share of effort on the guarantee."),
    _plan("effort_sanctions", 4, 1, 8, "index a turn",
          "Pressure of sanctions for a full share of effort on pressure."),
    _plan("effort_equipment", 4, 1, 8, "index a turn",
          "Equipment of the Ukrainian army for a full share of effort on support."),
    _plan("track_patience", 15, 5, 30, "index",
          "Russian patience below which talks have failed.", "seed 000 for the idea; for play"),
    _plan("track_share", 0.5, 0.2, 0.8, "share",
          "Part of the mission's pledges that changes over with the track."),
    _plan("track_sanctions", 6, 2, 12, "index points",
          "Severity of every member's sanctions that the help to fight adds."),
    _plan("track_equipment", 2, 0.5, 4, "index a turn",
          "Equipment that the help to fight brings the Ukrainian army in a turn."),
    _plan("rebuild_scale", 150, 50, 400, "EUR m a month",
          "Reconstruction money that brings 63 % of its effect."),
    _plan("rebuild_resilience", 1, 0.3, 3, "index a turn",
          "Most that reconstruction adds to Ukrainian society in a turn.",
          "seed 000, 003 for the idea; size for play"),
    _plan("rebuild_legitimacy", 0.5, 0, 2, "index a turn",
          "Most that reconstruction adds to legitimacy in a turn."),
    _plan("attention_fade", 0.05, 0, 0.15, "share a turn",
          "Part of pledges and aid that is lost in a turn once attention has gone elsewhere.",
          "seed 003: a truce may be another prelude; size for play"),
    _plan("attention_months", 24, 12, 60, "months",
          "Months after the exercise over which the final test looks.", "seed 003; for play"),
)  # fmt: skip

CAPITALS: tuple[Entry, ...] = _PARLIAMENTS + _HOME + _PARTNERS + _JUDGEMENTS
"""Parliaments, parties, troop policies, partners, tracks and the long run."""
