"""Doctrine entries: the ways in which Russia tests, what it expects of them and what it learns."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

_ASSUMED = "planning value for play"
_SEEDS = "seed 003, 004: hybrid tests below the threshold; size for play"


def _play(
    name: str, value: float, low: float, high: float, unit: str, says: str, source: str = _ASSUMED
) -> Entry:
    return Entry(name, value, low, high, unit, source, "assumption", says)


_WAYS = {
    # worth to Moscow, severity of the answer it fears, traces it leaves
    "armed_probe": (1.0, 0.6, 0.9, "an armed probe"),
    "drone": (0.7, 0.4, 0.8, "drones over the allies"),
    "strike": (1.0, 0.7, 1.0, "a wave of strikes"),
    "sabotage": (0.8, 0.35, 0.5, "sabotage"),
    "cyber": (0.6, 0.25, 0.4, "a cyber attack"),
    "disinformation": (0.6, 0.15, 0.4, "disinformation"),
    "energy": (0.8, 0.4, 0.8, "pressure on the grid"),
    "mines": (0.8, 0.5, 0.6, "mines at sea"),
    "hostage": (0.8, 0.35, 0.9, "holding people of the mission"),
    "walk_out": (0.6, 0.15, 1.0, "leaving the talks"),
    "belarus": (0.7, 0.3, 0.9, "moves on the Belarusian axis"),
}


def _each() -> tuple[Entry, ...]:
    found: list[Entry] = []
    for way, (worth, harm, trace, said) in _WAYS.items():
        found += [
            _play(f"way_worth_{way}", worth, 0.2, 1.5, "factor",
                  f"What {said} promises Moscow, beside the other ways.", _SEEDS),
            _play(f"way_severity_{way}", harm, 0.05, 1.0, "factor",
                  f"How hard an answer Moscow fears to {said}."),
            _play(f"way_trace_{way}", trace, 0.1, 1.0, "share",
                  f"How clearly {said} can be traced to Moscow."),
        ]  # fmt: skip
    return tuple(found)


_CHOICE = (
    _play("ways_a_turn", 2, 1, 3, "ways", "Most ways in which Russia tests in one turn."),
    _play("way_chosen_gain", 1.5, 1.1, 2.5, "factor", "Odds of a test that Moscow has chosen."),
    _play(
        "way_idle_share",
        0.9,
        0.2,
        1,
        "factor",
        "Odds of a test that local commanders and services begin by themselves.",
    ),
    _play(
        "way_misjudged",
        0.05,
        0.01,
        0.2,
        "weight",
        "Spread of Moscow's errors as it weighs gain against cost: what hardly pays is tried at "
        "times.",
        "choice under uncertainty; seed 002 to 004 tell of misjudgements; size for play",
    ),
    _play("way_seen_anyway", 0.3, 0.1, 0.6, "share", "Part of an answer that needs no proof."),
    _play("way_sanctions", 0.3, 0, 1, "factor", "Weight of further sanctions in Moscow's fears."),
    _play(
        "way_wait",
        0.5,
        0.1,
        1.5,
        "weight",
        "Weight of waiting for a patient Moscow.",
        "seed 002: Russia plays for time; size for play",
    ),
    _play(
        "way_time_gain",
        2,
        1,
        3,
        "factor",
        "How much more waiting weighs while time works for Russia.",
        "seed 002: Russia plays for time; size for play",
    ),
    _play(
        "way_track",
        30,
        10,
        60,
        "index",
        "Progress of American talks from which time works for Russia.",
    ),
    _play(
        "way_sea_least",
        5,
        0,
        20,
        "index",
        "Freedom of the corridor below which nothing sails that mines could hit.",
    ),
    _play("way_mild_season", 0.6, 0.3, 1, "factor", "Lure of the grid outside winter."),
    _play(
        "drone_watch",
        0.75,
        0.4,
        0.95,
        "share",
        "Part of small drones that full air cover finds and may shoot down.",
        "about 20 drones in Polish airspace in September 2025, few of them shot down; size for "
        "play",
    ),
    _play(
        "hostage_guard", 0.7, 0.3, 0.9, "share", "Part of kidnapping that full protection prevents."
    ),
    _play(
        "hostage_others",
        0.8,
        0.3,
        1,
        "factor",
        "Lure of seizing staff, drivers and crews of the mission, beside observers on the line.",
    ),
    _play(
        "hostage_people",
        1500,
        500,
        5000,
        "people",
        "Size of the mission at which 63 % of that lure is reached.",
    ),
    _play("sea_watch_scale", 8, 4, 20, "points", "Naval points that find 63 % of the mines."),
)

_EFFECTS = (
    _play("way_odds", 0.8, 0.6, 0.95, "chance", "Odds of an unguarded test away from the line."),
    _play("way_guard", 0.7, 0.3, 0.9, "share", "Most that guards take from those odds."),
    _play("cyber_guard", 0.7, 0.3, 0.9, "share", "Part of a cyber attack that protection stops."),
    _play(
        "drone_no_rule",
        0.5,
        0.2,
        0.9,
        "factor",
        "Worth of air cover against drones while no rule lets it shoot.",
        "seed 004",
    ),
    _play(
        "drone_flank",
        1.5,
        0.5,
        4,
        "index",
        "Risk on the flank by drones in allied airspace.",
        "about 20 drones in Polish airspace in September 2025; size for play",
    ),
    _play("drone_escalation", 0.5, 0, 2, "index", "Escalation by drones in allied airspace."),
    _play("cyber_isr", 1.5, 0.5, 4, "index", "Surveillance lost to a cyber attack."),
    _play("cyber_logistics", 1, 0.5, 4, "index", "Throughput lost to a cyber attack."),
    _play("energy_grid", 1.5, 0.5, 5, "index", "Grid lost to pressure on it."),
    _play("energy_prices", 1, 0, 4, "index", "Rise of European energy prices by such pressure."),
    _play("mines_access", 4, 1, 12, "index", "Freedom of the corridor lost to mines."),
    _play("hostage_heat", 1, 0, 4, "index", "Escalation while observers are held."),
    _play("hostage_cohesion", 0.5, 0, 3, "index", "Unity lost over how to free them."),
    _play("hostage_evidence", 2, 0, 6, "index", "Evidence lost where observers are held."),
    _play("walk_out_patience", 1, 0, 5, "index", "Patience that a walk-out uses up."),
    _play("walk_out_track", 2, 0, 8, "index", "American talks set back by a walk-out."),
    _play("walk_out_integrity", 1, 0, 4, "index", "Ceasefire worn by a walk-out."),
    _play("belarus_step", 4, 1, 12, "index", "Tension with Belarus by moves towards the border."),
    _play("belarus_flank", 0.5, 0, 3, "index", "Risk on the flank by such moves."),
    _play("belarus_border", 2, 0, 8, "index", "Tension of border sectors by such moves."),
)

_LESSONS = (
    _play(
        "learn_unanswered",
        6,
        2,
        12,
        "index",
        "Worth gained by a way that went unanswered.",
        "seed 003: what goes unanswered invites more; size for play",
    ),
    _play("learn_attributed", 4, 1, 10, "index", "Worth lost by a way that was attributed."),
    _play("learn_answered", 4, 1, 10, "index", "Worth lost by a way that was answered."),
    _play("learn_foiled", 6, 2, 12, "index", "Worth lost by a way that was foiled."),
    _play("learn_fade", 0.1, 0, 0.4, "share a turn", "Speed at which lessons fade."),
)

WAY_ENTRIES: tuple[Entry, ...] = _each() + _CHOICE + _EFFECTS + _LESSONS
"""Numbers of the ways to test."""
