"""Doctrine entries: Movement, capacity, readiness, sustainment and money."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

_PLAN = "planning value for play"
_BRIEF = "planning value for play, after the brief's capacity rule"


def _plan(
    name: str, value: float, low: float, high: float, unit: str, says: str, source: str = _PLAN
) -> Entry:
    return Entry(name, value, low, high, unit, source, "assumption", says)


_MOVEMENT = (
    _plan("mission_lift_share", 0.2, 0.1, 0.5, "share",
          "Part of every link's capacity that the mission may use.", _BRIEF),
    _plan("trains_per_point", 1, 0.5, 2, "trains a day",
          "Trains a day that one point of link capacity stands for.", _BRIEF),
    _plan("ferry_turns", 1, 1, 2, "turns", "Time in which a squadron flies to another airfield."),
    _plan("sail_turns", 1, 1, 3, "turns", "Time in which a ship sails to its station."),
    _plan("rest_turns", 4, 2, 12, "turns", "Rest at home before a force may be offered again."),
    _plan("fast_readiness_loss", 15, 5, 30, "index points",
          "Readiness that a force lacks when it got ready at the fast pace."),
    _plan("slow_generation_days", 120, 90, 180, "days",
          "Time before the first units of the United Nations come.",
          "public source: usual pace of United Nations deployments, as read second-hand"),
    _plan("link_repair", 0.35, 0.1, 0.8, "share a turn",
          "Part of the damage to a link or node that is repaired in a turn."),
    _plan("deployed_people", 3000, 1000, 8000, "people",
          "People in Ukraine from which the mission counts as deployed."),
    _plan("deployed_kept", 0.3, 0.1, 0.8, "share",
          "Part of those people that must stay for it to count as deployed."),
    _plan("tier_slack_km", 10, 5, 20, "km",
          "Error of the line that is allowed for when a place is put into a tier.",
          "planning value for play: error of 5-10 km of the exercise line"),
    _plan("rear_km", 200, 150, 300, "km", "Least distance from the line for rear-only units.",
          "planning value for play, after public positions"),
    _plan("small_people", 150, 100, 300, "people", "Most people a small contingent may have.",
          "public source: usual size of small contingents, as read second-hand"),
)  # fmt: skip

_COVER = (
    _plan("unpaid_use", 0.5, 0.2, 0.9, "share", "What an unpaid force still contributes."),
    _plan("need_loss", 0.4, 0.1, 0.7, "share",
          "Part of its denial that a force without any of the support it needs loses."),
    _plan("roe_base", 0.4, 0.2, 0.7, "share", "Part of its denial a force has at level 1."),
    _plan("roe_step", 0.15, 0.05, 0.2, "share", "Part of its denial each further level frees."),
    _plan("sovereign_fires_use", 0.5, 0.2, 0.9, "share",
          "Use of long-range fires that wait for national approval."),
    _plan("remote_watch", 0.25, 0.1, 0.5, "share",
          "Part of the points of remote sensors that reaches every sector."),
    _plan("air_alert_use", 0.3, 0.1, 0.5, "share", "Use of squadrons on alert."),
    _plan("air_patrol_use", 0.7, 0.5, 0.9, "share", "Use of squadrons on patrol."),
    _plan("air_spread", 0.5, 0.25, 1, "share",
          "Part of a squadron's points that reaches each area it may fly in."),
    _plan("sea_spread", 0.5, 0.25, 1, "share",
          "Part of a patrol aircraft's maritime points that reaches each sea area."),
)  # fmt: skip

_SUSTAINMENT = (
    _plan("tour_turns", 13, 8, 26, "turns", "Time in the theatre before a force needs relief.",
          "planning value for play: tours of six months"),
    _plan("tired_loss", 6, 3, 12, "index points a turn",
          "Readiness that a fully ready force loses each turn beyond its tour."),
    _plan("ready_gain", 4, 2, 8, "index points a turn",
          "Most readiness that a paid and supplied force gains in a turn, at home or deployed."),
    _plan("ready_rest", 92, 85, 98, "index",
          "Readiness at which training and the wear of routine meet in a rested force.",
          "NATO readiness reporting never shows a whole force fully ready; value for play"),
    _plan("ready_wear", 12, 4, 25, "index points",
          "Readiness that a full tour in the theatre takes from that."),
    _plan("unpaid_loss", 5, 2, 10, "index points a turn",
          "Readiness that a fully ready force loses in a turn without pay."),
    _plan("hungry_loss", 8, 4, 15, "index points a turn",
          "Readiness that a fully ready deployed force loses in a turn without supplies."),
    _plan("relief_spare", 1.5, 1.2, 4, "ratio",
          "Most that one state's units for relief count against its units deployed.",
          "units are relieved by their own nation's; value for play"),
    _plan("relief_readiness", 80, 60, 95, "index", "Readiness of a force that was relieved."),
    _plan("strength_mend", 0.25, 0.1, 0.5, "share a turn",
          "Part of what a paid force lacks in people and equipment that is replaced in a turn."),
    _plan("strength_manning", 95, 85, 99, "index",
          "People and equipment that a force has on an ordinary day: some are ill, on leave, "
          "in repair.", "usual manning of standing units, own knowledge"),
    _plan("strength_wear", 1, 0.3, 3, "index points a turn",
          "People and equipment that illness and breakdowns take from a force in the theatre."),
    _plan("strength_casualty", 3, 1, 6, "factor",
          "Strength lost with each hundredth of its people: equipment is lost with them."),
    _plan("supply_target", 30, 20, 60, "days", "Days of supply that the chain tries to hold.",
          "usual planning figure of days of supply in theatre, own knowledge"),
    _plan("supply_step", 0.25, 0.1, 0.5, "share a turn",
          "Part of the difference to its aim that the stock closes in a turn."),
    _plan("logistics_scale", 0.62, 0.4, 1, "ratio",
          "Points against load at which the logistic chain works at 63 %; at 1 it is about 80 %.",
          "queues grow without bound as use nears capacity; value for play"),
    _plan("logistics_rate", 0.35, 0.15, 0.7, "share a turn",
          "Speed at which the chain is repaired, or falls, to what its means can carry."),
    _plan("gap_supply_turns", 3, 2, 6, "turns", "Turns of an uncovered gap before supply falls.",
          "seed 003 for the idea; planning value for play"),
    _plan("gap_supply_loss", 5, 2, 10, "days a turn", "Supply lost in a turn of a long gap."),
    _plan("surplus_share", 0.5, 0, 1, "share",
          "Part of a pledge beyond an actor's own cost that helps others without a common fund."),
    _plan("start_pledge_share", 0.3, 0.1, 0.6, "share",
          "Part of its most possible pledge that a willing state has pledged at the start."),
    _plan("host_logistics", 10, 5, 30, "points a month", "Logistic support that Ukraine gives."),
)  # fmt: skip

MOVEMENT: tuple[Entry, ...] = _MOVEMENT + _COVER + _SUSTAINMENT
"""Movement, capacity, readiness, sustainment and money."""
