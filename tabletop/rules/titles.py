"""What people call the state variables and the contests; used by words, panels and reports."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "ceasefire_status": "Agreement",
        "ceasefire_integrity": "Integrity of the ceasefire",
        "mission_phase": "Phase of the mission",
        "mandate_sought": "Mandate sought",
        "ua_consent": "Kyiv's consent",
        "review_clause": "Review clause",
        "hu_government": "Hungarian line",
        "air_posture": "Air posture",
        "force_posture": "Force posture",
        "intervention_rule": "Intervention rule",
        "roe": "Rules of engagement",
        "covered": "Covered by the guarantee",
        "europe_seat": "Europe's weight in the talks",
        "info_environment": "Information space",
        "force_protection": "Force protection",
        "resolve_perception": "Resolve as Moscow sees it",
        "willingness": "Willingness",
        "domestic_support": "Support at home",
        "commitment": "Commitment",
        "base_agreement": "Base agreement",
        "pledged": "Money pledged to the mission",
        "ua_aid": "Money pledged to the Ukrainian army",
        "sanctions": "Own sanctions",
        "recalled": "Units called home",
        "tier_of": "Tier",
        "denial": "Coalition denial",
        "ua_strength": "Ukrainian strength",
        "us_backstop": "American backstop",
        "us_clarity": "Clarity of the American promise",
        "us_pressure_on_ua": "American pressure on Kyiv",
        "us_share": "American share",
        "eu_share": "European share",
        "isr_coverage": "Warning and surveillance",
        "logistics_capacity": "Logistic throughput",
        "supply_stock": "Supplies in theatre",
        "funding_gap": "Funding gap",
        "extra_cost": "Cost added by events",
        "money_needed": "Cost of the mission",
        "link_capacity": "Capacity of the link",
        "node_damage": "Damage",
        "maritime_access": "Freedom of the Black Sea corridor",
        "ua_army": "Ukrainian army",
        "ua_resilience": "Ukrainian society and economy",
        "ua_politics": "Political stability in Kyiv",
        "ua_air_defence": "Ukrainian air defence",
        "energy_state": "Ukrainian grid",
        "energy_price": "Energy prices in Europe",
        "civilian_harm": "Harm to civilians",
        "refugee_flow": "Refugees",
        "znpp_risk": "Risk at the Zaporizhzhia plant",
        "ru_patience": "Russian patience",
        "ru_probe_appetite": "Russian wish to test",
        "ru_confidence": "Russian confidence",
        "ru_revenue": "Russian revenue",
        "ru_reserve": "Russian reserve",
        "by_tension": "Tension with Belarus",
        "sanction_pressure": "Pressure of sanctions",
        "pressure": "Russian pressure",
        "perceived_pressure": "Russian pressure as estimated",
        "attribution_confidence": "Quality of the evidence",
        "escalation": "Risk of a wider war",
        "nato_flank_risk": "Risk on NATO's flank",
        "breached": "Line broken",
        "observers_deployed": "Observers on the line",
        "coalition_brigades": "Coalition brigades in Ukraine",
        "ended": "Exercise at an end",
    }
)
"""Names of variables where the bare name would read badly."""

YES_NO: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ua_consent": ("Kyiv consents to the force.", "Kyiv has withdrawn its consent."),
        "review_clause": (
            "The mission now has a review clause.", "The mission has lost its review clause.",
        ),
        "covered": (
            "The guarantee now covers {where}.", "The guarantee no longer covers {where}.",
        ),
        "base_agreement": (
            "{where} has signed a base agreement.", "{where} has ended its base agreement.",
        ),
        "recalled": ("{where} calls its units home.", "{where} no longer calls its units home."),
        "caveat": ("New caveat: {where}.", "Caveat lifted: {where}."),
        "observers_deployed": (
            "Observers stand on the line.", "No observers stand on the line any more.",
        ),
        "breached": ("The line is broken at {where}.", "The line at {where} is whole again."),
        "ended": ("The exercise has reached its end.", "The exercise goes on."),
    }
)  # fmt: skip
"""What it means that a yes/no variable turned to yes, and to no."""

CONTESTS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "probe": ("Russian probe", "it takes place", "none"),
        "probe_repelled": ("Probe repelled", "yes", "no"),
        "probe_contained": ("Probe contained", "yes", "no, it breaks through"),
        "restored": ("Broken line restored", "yes", "not yet"),
        "attributed": ("Public attribution of the incident", "it succeeds", "it fails"),
        "offensive": ("Limited offensive", "it opens", "none"),
        "offensive_held": ("Offensive held", "yes", "no"),
        "strike_wave": ("Wave of strikes", "it falls", "none"),
        "sabotage": ("Sabotage", "it happens", "none"),
        "influence_act": ("Influence operation", "it happens", "none"),
        "ceasefire_collapses": ("Collapse of the ceasefire", "it collapses", "it holds"),
        "consent_withdrawn": ("Kyiv withdraws its consent", "yes", "no"),
        "vote": ("Vote on sending units", "carried", "lost"),
        "vote_continue": ("Vote on going on", "carried", "lost"),
        "mandate": ("Decision on the mandate", "carried", "it fails"),
        "leave": ("The contingent leaves", "yes", "it stays"),
    }
)
"""For each contest by its purpose: the question, what yes means, what no means."""
