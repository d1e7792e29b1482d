"""Worlds for tests: a small one written here, and the scenario that ships with the product.

``small_world()`` has the real map, eighteen actors and some fifty forces with round figures; it is
built in memory once. ``real_world()`` reads ``scenarios/reassurance-force`` once. Both are shared:
a test that wants another world builds it from ``small_spec()``, a fresh copy at every call.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from tabletop.content.yaml import read_yaml
from tabletop.world.geography import SPEC_PARTS, Geography, build_geography, map_spec
from tabletop.world.world import World, build

MARK = "invented for tests"
_CHECKOUT = Path(__file__).resolve().parent.parent


@cache
def real_map_spec() -> dict[str, Any]:
    """Return the spec of the map that ships with the product; do not change it."""
    folder = _CHECKOUT / "maps" / "ukraine"
    return map_spec({part: read_yaml(folder / f"{part}.yaml").value for part in SPEC_PARTS})


@cache
def real_geography() -> Geography:
    """Return the geography that ships with the product."""
    return build_geography(real_map_spec())


def _decision(fast: float, normal: float, body: str = "Government") -> dict[str, Any]:
    return {
        "body": body, "procedure": "decree", "threshold": "majority", "days_fast": fast,
        "days_normal": normal, "renewal_months": 12, "source": MARK, "certainty": "low",
    }  # fmt: skip


def _actor(
    id: str,
    role: str,
    home: str,
    contributions: dict[str, int],
    *,
    kind: str = "state",
    groups: tuple[str, ...] = ("NATO", "EU"),
    caveats: tuple[str, ...] = (),
    willingness: float = 80,
    days: tuple[float, float] = (7, 28),
    funding: float = 200,
    drivers: dict[str, float] | None = None,
    red_lines: tuple[dict[str, str], ...] = (),
) -> dict[str, Any]:
    return {
        "id": id, "name": id.upper(), "iso2": id.upper(), "kind": kind, "groups": list(groups),
        "role": role, "posture": "ground_ok", "home": home,
        "position": {"text": "", "source": MARK, "certainty": "low"}, "seed_position": "",
        "caveats": list(caveats), "decision": _decision(*days), "red_lines": list(red_lines),
        "contributions": [{"type": t, "max": n} for t, n in contributions.items()],
        "willingness_drivers": drivers or {}, "willingness": willingness, "domestic_support": 58,
        "risk_tolerance": 60, "influence": 9 if role in ("lead", "core") else 4,
        "rotation_factor": 4, "endurance_months": 24, "sustainment_depth": 3,
        "funding_max": funding, "mark": MARK,
    }  # fmt: skip


def _type(
    id: str,
    domain: str,
    echelon: str,
    people: int,
    scores: dict[str, float],
    *,
    side: str = "coalition",
    days: tuple[float, float] = (14, 28),
    trains: float = 0,
    cost: float = 5,
    signature: float = 2,
    exposure: float = 3,
    load: float = 1,
    group: int = 1,
    deployable: bool = True,
    needs: tuple[str, ...] = (),
) -> dict[str, Any]:
    return {
        "id": id, "name": id, "side": side, "domain": domain, "class": echelon,
        "personnel": people, "readiness_days": {"fast": days[0], "normal": days[1]},
        "lift": {"trains": trains, "airlift_sorties": 4, "ro_ro_ships": 0}, "setup_cost": cost,
        "monthly_cost": cost, "scores": scores, "escalation_signature": signature,
        "exposure": exposure, "support_load": load, "needs": list(needs), "group": group,
        "deployable": deployable, "symbol": "SFGPU----------", "mark": MARK,
    }  # fmt: skip


def _force_types() -> list[dict[str, Any]]:
    return [
        _type("mech_bde", "land", "brigade", 4500,
              {"presence": 9, "deterrence_denial": 9, "deterrence_punishment": 3, "protection": 4},
              days=(30, 90), trains=30, cost=60, signature=8, exposure=7, load=9),
        _type("light_bde", "land", "brigade", 3200,
              {"presence": 8, "deterrence_denial": 5, "protection": 5},
              days=(14, 45), needs=("logistics_bn", "gbad_long"), trains=16, cost=38,
              signature=6, exposure=7, load=6),
        _type("rapid_reaction_bde", "land", "brigade", 4000,
              {"deterrence_denial": 5, "presence": 2}, trains=22, cost=22, exposure=1, load=4),
        _type("infantry_bn", "land", "battalion", 650,
              {"protection": 4, "presence": 3, "deterrence_denial": 1}, trains=4, cost=8),
        _type("infantry_coy", "land", "company", 140, {"presence": 1}, trains=1, cost=2),
        _type("observer_coy", "land", "company", 150,
              {"monitoring": 5, "legitimacy": 4, "presence": 1}, cost=2),
        _type("training_bn", "land", "battalion", 300, {"training": 8, "presence": 1}, trains=1),
        _type("logistics_bn", "land", "battalion", 600, {"logistics": 8}, trains=6, cost=7),
        _type("gbad_long", "land", "battery", 120,
              {"air_defence": 8, "deterrence_denial": 2}, trains=2, cost=4),
        _type("fires_long", "land", "battalion", 350,
              {"deterrence_punishment": 5, "deterrence_denial": 3}, trains=4, cost=6),
        _type("hq_coord", "land", "hq", 70, {"command": 4, "legitimacy": 1}, cost=1),
        _type("fighter_sqn", "air", "squadron", 350,
              {"deterrence_punishment": 6, "air_defence": 5, "deterrence_denial": 3}, cost=16),
        _type("isr_air_det", "air", "flight", 120, {"isr": 7, "monitoring": 3}, cost=5),
        _type("mcm_group", "sea", "group", 250, {"maritime": 6, "protection": 2}, cost=5),
        _type("escort_ship", "sea", "ship", 190, {"maritime": 5, "air_defence": 2}, cost=5),
        _type("staging_base", "land", "base", 400, {"logistics": 5}, cost=5),
        _type("regen_bde", "support", "package", 60, {"training": 6}, cost=6, deployable=False),
        _type("funding_tranche", "support", "money", 0, {"logistics": 1}, cost=0,
              deployable=False, group=40),
        _type("us_monitor_cell", "support", "package", 120,
              {"monitoring": 8, "isr": 4, "legitimacy": 3}, side="us", cost=6),
        _type("us_bde", "land", "brigade", 4000, {"presence": 8}, side="us", trains=20, cost=50),
        _type("uaf_bde", "land", "brigade", 3000,
              {"presence": 6, "deterrence_denial": 8, "monitoring": 2},
              side="ukraine", cost=0, group=4),
        _type("ru_line_grouping", "land", "grouping", 40000,
              {"presence": 9, "deterrence_denial": 9}, side="russia", cost=0, deployable=False),
    ]  # fmt: skip


def _actors() -> list[dict[str, Any]]:
    return [
        _actor("gb", "lead", "bremerhaven",
               {"light_bde": 1, "mech_bde": 1, "fighter_sqn": 2, "training_bn": 1, "hq_coord": 1,
                "logistics_bn": 1, "isr_air_det": 1, "escort_ship": 1},
               groups=("NATO", "E3", "P5"), caveats=("us_backstop_preferred", "no_observer_line"),
               willingness=88, days=(2, 21), funding=350,
               drivers={"us_backstop_below_40": -12, "own_casualties_over_10": -10}),
        _actor("fr", "lead", "bremerhaven",
               {"mech_bde": 1, "light_bde": 1, "fighter_sqn": 1, "gbad_long": 1, "fires_long": 1,
                "observer_coy": 1},
               groups=("NATO", "EU", "E3", "P5"), caveats=("nuclear_stays_national",),
               willingness=88, days=(1, 3), funding=300, drivers={"french_domestic_crisis": -15}),
        _actor("de", "core", "bremerhaven",
               {"rapid_reaction_bde": 1, "gbad_long": 2, "training_bn": 1, "regen_bde": 1,
                "logistics_bn": 1},
               groups=("NATO", "EU", "E3"), willingness=62, days=(10, 42), funding=400,
               caveats=("no_ground_in_ukraine", "parliament_mandate", "us_backstop_required"),
               drivers={"un_mandate": 10, "us_backstop_over_60": 8}),
        _actor("pl", "core", "warsaw", {"staging_base": 1, "logistics_bn": 1}, willingness=46,
               caveats=("no_ground_in_ukraine", "flank_first"), drivers={"ru_probe_on_nato": -8}),
        _actor("ro", "member", "bucharest", {"staging_base": 1, "mcm_group": 1, "gbad_long": 1},
               caveats=("no_ground_in_ukraine", "flank_first"), willingness=50,
               groups=("NATO", "EU", "littoral")),
        _actor("it", "member", "alexandroupoli", {"observer_coy": 2, "training_bn": 1},
               caveats=("un_mandate_required", "parliament_mandate"), willingness=50,
               red_lines=({"says": "no war", "when": 'mission_label == "war_fighting"'},),
               drivers={"un_mandate": 20}),
        _actor("es", "member", "alexandroupoli", {"infantry_bn": 1, "training_bn": 1},
               caveats=("parliament_mandate", "rear_only", "no_combat"), willingness=62),
        _actor("nl", "member", "bremerhaven", {"infantry_bn": 1, "gbad_long": 1},
               caveats=("clear_exit",), willingness=62),
        _actor("au", "member", "bremerhaven", {"infantry_coy": 2, "training_bn": 1},
               groups=("partner",), caveats=("small_footprint",), willingness=60),
        _actor("tr", "member", "bosphorus", {"mcm_group": 1, "escort_ship": 1},
               groups=("NATO", "littoral", "straits"), caveats=("montreux_strict",),
               willingness=60),
        _actor("ie", "member", "bremerhaven", {"observer_coy": 1}, groups=("EU", "neutral"),
               caveats=("no_armed_forces",), willingness=55),
        _actor("hu", "outside", "budapest", {}, willingness=4,
               caveats=("no_ground_in_ukraine", "transit_of_arms_refused"), funding=0),
        _actor("at", "outside", "budapest", {"infantry_coy": 1}, willingness=60,
               groups=("EU", "neutral"), caveats=("neutrality",)),
        _actor("un", "mandate", "bucharest", {"observer_coy": 2}, kind="org", groups=("org",),
               caveats=("p5_veto", "consent_of_both_sides", "slow_generation"),
               willingness=60, funding=0),
        _actor("ua", "host", "kyiv", {"uaf_bde": 24}, groups=("host",), willingness=95),
        _actor("us", "guarantor", "bremerhaven", {"us_monitor_cell": 1, "us_bde": 1},
               groups=("NATO", "P5"), caveats=("no_us_ground_troops",), willingness=80,
               days=(2, 20)),
        _actor("eu", "observer", "bucharest", {"funding_tranche": 40}, kind="org",
               groups=("org",), caveats=("unanimity_for_cfsp",), funding=300),
        _actor("ru", "adversary", "rostov", {"ru_line_grouping": 6}, groups=("P5", "adversary"),
               willingness=0, funding=0),
    ]  # fmt: skip


def _inject(id: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": id, "title": id, "kind": "contingency", "category": "russia_probe",
        "channel": "military report", "sender": "HQ", "addressees": ["gb"], "text": "Text.",
        "expected_actions": [], "objectives": ["O1"],
        "trigger": {"turn": None, "earliest": 1, "latest": None, "condition": "true",
                    "probability": 0.5, "repeatable": False, "manual": True},
        "target": "", "ambiguity": 30, "deadline": 1, "effects": {"cohesion": -2},
        "options": [
            {"id": "a", "label": "Answer firmly.", "effects": {"resolve_perception": 4},
             "branches": []},
            {"id": "b", "label": "Wait.", "effects": {"cohesion": 1},
             "branches": [{"inject": "probe", "delay": 1, "probability": 0.5}]},
        ],
        "no_response": {"resolve_perception": -4}, "mark": MARK, **changes,
    }  # fmt: skip


def _injects() -> list[dict[str, Any]]:
    scheduled = {"turn": 2, "earliest": 1, "latest": None, "condition": "true",
                 "probability": 1.0, "repeatable": False, "manual": False}  # fmt: skip
    tense = {"turn": None, "earliest": 1, "latest": None, "condition": "max(tension) > 50",
             "probability": 0.8, "repeatable": True, "manual": False}  # fmt: skip
    return [
        _inject("scheduled", trigger=scheduled, effects={"us_backstop": -20}),
        _inject("probe", target="sector: random weighted by low presence", trigger=tense,
                effects={"tension[$target]": 20, "willingness[de]": -8}),
        _inject("sabotage", target="link: warsaw-lublin",
                effects={"link_capacity[warsaw-lublin]": -50}),
        _inject("tray", effects={"mandate": "=treaty", "flag[secretariat]": 1}),
    ]  # fmt: skip


def small_spec() -> dict[str, Any]:
    """Return a fresh copy of the small world's resolved scenario."""
    scenario = {
        "id": "small", "title": "Small", "summary": "A small scenario.", "marking": "EXERCISE",
        "turns": 6, "turn_days": 14, "start_date": "2026-01-12", "seed": 7,
        "seats": [
            {"id": "facilitator", "name": "White cell", "role": "facilitator", "actors": [],
             "briefing": "Run it."},
            {"id": "coalition", "name": "Coalition", "role": "player",
             "actors": ["gb", "fr", "de", "pl", "ro", "it", "es", "nl", "au", "tr", "ie"],
             "briefing": "Lead."},
            {"id": "kyiv", "name": "Kyiv", "role": "player", "actors": ["ua"],
             "briefing": "Stand."},
            {"id": "evaluator", "name": "Evaluator", "role": "evaluator", "actors": [],
             "briefing": "Watch."},
            {"id": "room", "name": "Room", "role": "room", "actors": [], "briefing": "Show."},
        ],
        "objectives": [
            {"id": "O1", "title": "Decide", "capability": "Decision", "text": "Decide in time.",
             "measures": ["cohesion"], "seats": ["coalition"]},
        ],
        "initial": {"cohesion": 60, "mission_phase": "deploying", "force_posture": "hubs"},
        "deployments": [
            {"force": f"ua_uaf_bde_{n}", "node": node, "tier": 2}
            for n, node in enumerate(
                ("kharkiv", "kramatorsk", "zaporizhzhia", "mykolaiv", "sumy", "kryvyi_rih"), 1
            )
        ] + [
            {"force": f"ru_ru_line_grouping_{n}", "node": node, "tier": 2}
            for n, node in enumerate(
                ("belgorod", "donetsk", "donetsk", "melitopol", "melitopol", "simferopol"), 1
            )
        ] + [{"force": "gb_hq_coord_1", "node": "kyiv", "tier": 3}],
        "measures": ["presence", "deterrence", "cohesion"], "weights": {}, "success": [],
        "failure": [], "order_minutes": 20.0, "rationale_required": False, "sources": [],
    }  # fmt: skip
    return deepcopy(
        {
            "format": 1,
            "scenario": scenario,
            "map": real_map_spec(),
            "actors": _actors(),
            "force_types": _force_types(),
            "injects": _injects(),
            "doctrine": {},
        }
    )


@cache
def small_world() -> World:
    """Return the small world; it is shared, and nothing in it may be changed."""
    return build(small_spec(), real_geography())


@cache
def real_world() -> World:
    """Return the world of the scenario that ships with the product, read once."""
    from tabletop.content.library import load_world

    return load_world("reassurance-force")
