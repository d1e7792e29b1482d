"""Which variables are worth a finding when they change, from what size, and who learns of it."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.world.variables import VARIABLES

PUBLIC = ("public",)
COALITION = ("coalition",)
FACILITATOR = ("facilitator",)


@dataclass(frozen=True, slots=True)
class Watch:
    """One watched variable.

    ``size`` names the least change that is a finding: ``any`` step of a count or a word, or the
    doctrine entry ``finding_<size>``.
    """

    variable: str
    size: str
    importance: int
    audience: tuple[str, ...]


def _watch(size: str, audience: tuple[str, ...], importance: int, *names: str) -> list[Watch]:
    return [Watch(name, size, importance, audience) for name in names]


_SECRET = _watch(
    "plain", FACILITATOR, 1,
    "ru_patience", "ru_probe_appetite", "ru_confidence", "ru_reserve", "resolve_perception",
    "pressure", "way_value", "ru_revenue", "dual_use_flow",
)  # fmt: skip
_OPEN = _watch(
    "small", PUBLIC, 1,
    "ceasefire_integrity", "us_backstop", "cohesion", "legitimacy", "energy_state",
    "civilian_harm", "ua_politics", "refugee_flow", "znpp_risk", "maritime_access",
)  # fmt: skip
_STAFF = _watch(
    "small", COALITION, 1,
    "escalation", "us_clarity", "us_pressure_on_ua", "clarity", "europe_seat", "info_environment",
    "force_protection", "isr_coverage", "attribution_confidence", "logistics_capacity",
    "supply_stock", "ua_army", "ua_resilience", "ua_air_defence", "by_tension", "us_congress",
    "sanction_pressure", "nato_flank_risk", "energy_price",
)  # fmt: skip
_SUPPORT = [
    *_watch("small", COALITION, 1, "ua_morale"),
    *_watch("small", COALITION, 1, "sustainment_level", "arms_stock", "ua_satisfaction",
            "price_cap", "oil_price", "us_track", "eu_unity", "cn_stance",
            "trust", "ru_objection"),
    *_watch("any", COALITION, 1, "training_throughput", "dprk_presence", "eu_accession",
            "nato_track"),
    *_watch("plain", COALITION, 1, "programme_progress", "oil_imports", "tariffs",
            "secondary_sanctions", "outrage", "prebunked", "burden_gap"),
    *_watch("any", PUBLIC, 2, "deep_strike", "nsatu_scope", "ad_zone", "ua_army_size",
            "frozen_assets", "talks_format", "deal_text", "multi_year"),
    *_watch("large", COALITION, 1, "programme_money", "asset_money"),
    *_watch("any", PUBLIC, 1, "message_frame"),
]  # fmt: skip
_MONEY = _watch("large", COALITION, 1, "funding_gap", "money_needed", "extra_cost")
_PLACES = [
    *_watch("plain", PUBLIC, 1, "tension"),
    *_watch("large", COALITION, 0, "perceived_pressure", "presence", "denial", "ua_strength"),
    *_watch("large", COALITION, 1, "link_capacity", "node_damage"),
    *_watch("plain", COALITION, 1, "us_share", "eu_share"),
]
_NATIONS = [
    *_watch("plain", COALITION, 1, "willingness"),
    *_watch("plain", PUBLIC, 1, "domestic_support"),
    *_watch("plain", COALITION, 1, "pledged", "ua_aid", "reconstruction", "sanctions"),
    *_watch("plain", PUBLIC, 1, "majority"),
]

_STEPS = [
    *_watch("any", PUBLIC, 3, "ceasefire_status", "mandate", "breached", "ua_consent", "ended"),
    *_watch(
        "any", PUBLIC, 2, "mission_phase", "command", "structure", "force_posture", "air_posture"
    ),
    *_watch("any", PUBLIC, 2, "hu_government", "review_clause", "covered", "recalled", "flag"),
    *_watch(
        "any",
        COALITION,
        2,
        "intervention_rule",
        "roe",
        "caveat",
        "mandate_sought",
        "base_agreement",
    ),
    *_watch(
        "any",
        PUBLIC,
        2,
        "decision_rule",
        "breadth",
        "membership",
        "task_lead",
        "headquarters",
        "legal_status",
        "eurogroup",
        "nato_liaison",
        "eu_liaison",
        "deployment_condition",
        "size_class",
        "mission_label",
        "zone_km",
        "last_summit",
    ),
    *_watch(
        "any",
        COALITION,
        1,
        "staff_work",
        "next_summit",
        "plan_horizon",
        "task",
        "contingent_cap",
        "reserve_notice",
        "standby_brigades",
    ),
    *_watch(
        "small",
        COALITION,
        1,
        "e3_alignment",
        "plan_maturity",
        "plan_mandate",
        "plan_money",
        "plan_manpower",
        "plan_progress",
        "pillar_gap",
        "adapted",
    ),
    *_watch("any", COALITION, 2, "turns_waiting", "red_line"),
    *_watch("any", PUBLIC, 3, "ua_election"),
    *_watch("any", PUBLIC, 2, "troop_policy", "support_track", "hub_role", "partner_status"),
    *_watch("any", COALITION, 1, "effort_guarantee", "effort_pressure", "effort_support"),
    *_watch("any", PUBLIC, 1, "parliament_informed"),
    *_watch("any", PUBLIC, 1, "commitment", "observers_deployed"),
    *_watch("any", COALITION, 1, "tier_of", "coalition_brigades"),
    *_watch("any", PUBLIC, 2, "composition", "nuclear_signal", "us_promise", "flank_posture"),
    *_watch(
        "any",
        COALITION,
        2,
        "answer_violation",
        "answer_probe",
        "answer_breakthrough",
        "attack_answer",
        "agreement_sought",
        "us_promise_sought",
        "flank_backfill",
    ),
    *_watch("plain", COALITION, 1, "us_arms", "us_price", "autonomy_index", "warning_days"),
    *_watch("small", FACILITATOR, 1, "ru_acceptance"),
    *_watch("any", PUBLIC, 0, "season"),
]

WATCHED: tuple[Watch, ...] = tuple(
    sorted(
        [*_SECRET, *_OPEN, *_STAFF, *_SUPPORT, *_MONEY, *_PLACES, *_NATIONS, *_STEPS],
        key=lambda watch: [var.name for var in VARIABLES].index(watch.variable),
    )
)
"""Every watched variable, in the order of the table of variables."""
