"""The one table of state variables.

Everything that may change during an exercise is declared here once: its name, the things it
counts over, its type, unit, range and meaning.  The State, the names that conditions and effects
may use, the inspector, the exports and ``docs/reference/variables.md`` all read this table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

DIMENSIONS: Mapping[str, str] = MappingProxyType(
    {
        "actor": "states, organisations and outside powers",
        "sector": "sectors of the line of contact and of the border",
        "force": "forces, one row for each deployable unit or package",
        "node": "towns, hubs, ports, crossings and headquarters",
        "link": "rail, road, sea and air links between nodes",
        "inject": "injects of the scenario",
        "enabler": "military enablers that can be American or European",
        "tier": "tiers of the security arrangement, T1 to T4",
        "air_area": "air areas over Ukraine",
        "sea_area": "sea areas of the western Black Sea",
        "caveat": "kinds of national caveat",
        "flag": "yes/no facts that injects and orders set",
    }
)
"""Every dimension a variable may have besides the run, with its meaning."""

ENABLERS = ("isr", "aew", "strike", "missile_defence", "lift", "nuclear")
TIERS = ("T1", "T2", "T3", "T4")

FLAGS: Mapping[str, str] = MappingProxyType(
    {
        "cdr_authority": "The force commander may act in an emergency without calling capitals.",
        "common_fund": "A common fund pays part of the mission.",
        "de_mandate": "The Bundestag has given a mandate for units in Ukraine.",
        "de_mandate_light": "The Bundestag has given a mandate for units in neighbouring states.",
        "de_vote_lost": "The Bundestag has voted a mandate down.",
        "dual_key": "Long-range missiles are stored at a coalition hub under dual key.",
        "east_limit": "A cap on size and on distance from the line has been accepted.",
        "fr_authorised": "The French parliament has authorised the operation to continue.",
        "fr_vote_lost": "The French parliament has voted against going on.",
        "fr_vote_risky": "A French government without a majority faces the vote to continue.",
        "integrated_ad": "Ukrainian and coalition air defence share one picture.",
        "joint_production": "A joint production line has been opened.",
        "lead_nation": "Sectors are run on a lead-nation model.",
        "mixed_units": "Contingents have been merged into mixed battalions.",
        "nato_c2_asked": "NATO has been asked to take command.",
        "p5_format": "Talks run in the format of the five permanent members and Ukraine.",
        "permanent_structure": "A treaty gives the coalition a permanent structure.",
        "pre_deal": "Forces were sent before a deal.",
        "roe_common": "All contingents share one rule on shooting down drones.",
        "rotation_delay": "A rotation has been put off.",
        "secretariat": "The coalition has a light secretariat.",
        "snapback_ready": "A sanctions package is held ready for the next breach.",
        "unsc_monitors": "The Security Council has authorised observers.",
        "unsc_tabled": "A draft resolution is before the Security Council.",
        "unsc_vetoed": "A draft resolution has been vetoed.",
    }
)
"""Every yes/no fact, with one sentence each."""

CEASEFIRE_STATUS = ("none", "ceasefire", "peace", "frozen", "collapsed")
MISSION_PHASE = ("pre_deal", "deploying", "deployed")
MANDATE = ("none", "bilateral", "treaty", "nato", "eu", "monitors_treaty", "unsc")
COMMAND = ("national", "lead_nation", "single_commander", "nato")
AIR_POSTURE = ("off", "alert", "patrol", "enforcement")
FORCE_POSTURE = ("hubs", "tripwire", "air_sea", "multi_brigade", "observers")
INTERVENTION_RULE = ("unwritten", "ambiguous", "graded", "automatic")
STRUCTURE = ("ad_hoc", "secretariat", "treaty")
SEASON = ("winter", "spring", "summer", "autumn")
GOVERNMENT = ("cooperative", "obstructive")
FORCE_STATUS = ("home", "offered", "readying", "moving", "deployed", "returning", "lost")
DECISION_STAGE = ("none", "government", "parliament", "authorised", "refused")
INJECT_STATUS = ("idle", "delivered", "answered", "expired", "skipped")
ENABLER_STATUS = ("american", "replacing", "european")

Start = float | int | str


@dataclass(frozen=True, slots=True)
class Var:
    """One state variable.

    ``per`` names its dimensions after the run, outermost first.  ``kind`` is ``float``, ``int``,
    ``bool`` or ``enum`` (stored as a small integer, written as one of ``values``).  ``low`` and
    ``high`` are inclusive bounds in ``unit``.
    """

    name: str
    per: tuple[str, ...]
    kind: str
    unit: str
    start: Start
    low: float
    high: float
    says: str
    values: tuple[str, ...] = ()

    @property
    def dtype(self) -> str:
        """NumPy dtype string, little-endian where it has a byte order."""
        return {"float": "<f8", "int": "<i4", "bool": "|i1", "enum": "|i1"}[self.kind]

    def code(self, value: float | int | str | bool) -> float | int:
        """Stored number for ``value``; enum words become their position.

        Raises ``ValueError`` when an enum has no such word.
        """
        if self.kind == "enum" and isinstance(value, str):
            if value not in self.values:
                raise ValueError(f"{value!r} is not one of {', '.join(self.values)}")
            return self.values.index(value)
        if isinstance(value, str):
            raise ValueError(f"{self.name} takes a number, not {value!r}")
        return float(value) if self.kind == "float" else int(value)


_INDEX = "index 0–100"


def _index(name: str, start: float, says: str, *per: str) -> Var:
    return Var(name, per, "float", _INDEX, start, 0.0, 100.0, says)


def _amount(
    name: str, unit: str, start: float, low: float, high: float, says: str, *per: str
) -> Var:
    return Var(name, per, "float", unit, start, low, high, says)


def _count(name: str, unit: str, start: int, low: int, high: int, says: str, *per: str) -> Var:
    return Var(name, per, "int", unit, start, low, high, says)


def _yes(name: str, start: int, says: str, *per: str) -> Var:
    return Var(name, per, "bool", "yes/no", start, 0, 1, says)


def _enum(name: str, values: tuple[str, ...], start: str, says: str, *per: str) -> Var:
    return Var(name, per, "enum", "one of", start, 0, len(values) - 1, says, values)


NEVER = 9999
"""Turn number that stands for "not planned"."""


def _turn(name: str, start: int, says: str, *per: str) -> Var:
    return _count(name, "turn", start, -1, NEVER, says, *per)


_CLOCK = (
    _count("turn", "turn", 0, 0, 520, "Turn being played; 0 before StartEx."),
    _enum("season", SEASON, "winter", "Season of the scenario date."),
)

_AGREEMENT = (
    _enum("ceasefire_status", CEASEFIRE_STATUS, "ceasefire", "State of the agreement."),
    _index("ceasefire_integrity", 80, "How well the ceasefire is kept; 100 = fully."),
    _enum("mission_phase", MISSION_PHASE, "deploying", "Where the mission stands."),
    _enum("mandate", MANDATE, "bilateral", "Strongest legal basis now in force."),
    _enum("mandate_sought", MANDATE, "none", "Mandate route being negotiated."),
    _turn("mandate_due", NEVER, "Turn in which the sought mandate is decided."),
    _yes("ua_consent", 1, "Kyiv consents to the force."),
    _yes("review_clause", 0, "The mission has a review clause or an end date."),
    _enum("hu_government", GOVERNMENT, "obstructive", "Hungarian line in EU and NATO."),
    _count("french_vote_turn", "turns", 8, 1, 52, "Turns of deployment before the French vote."),
    _yes("flag", 0, "Facts that injects and orders set.", "flag"),
)

_COALITION = (
    _index("cohesion", 60, "Unity of the coalition."),
    _index("legitimacy", 50, "Legal and international acceptance."),
    _index("clarity", 60, "How clear the guarantee and its red lines are."),
    _enum("command", COMMAND, "lead_nation", "Command arrangement of the force."),
    _enum("structure", STRUCTURE, "ad_hoc", "Permanence of the coalition."),
    _enum("force_posture", FORCE_POSTURE, "tripwire", "Declared force concept."),
    _enum("air_posture", AIR_POSTURE, "alert", "Posture of allied air power."),
    _enum(
        "intervention_rule", INTERVENTION_RULE, "ambiguous", "Answer written for a breakthrough."
    ),
    _count("roe", "level 1–5", 2, 1, 5, "Rules of engagement of a tier.", "tier"),
    _yes("covered", 1, "The guarantee covers the sector.", "sector"),
    _index("europe_seat", 40, "Weight of Europe in the talks."),
    _index("info_environment", 50, "How friendly the information space is; 100 = friendly."),
    _index("force_protection", 50, "Protection of coalition sites and people."),
    _index("resolve_perception", 45, "How firm Moscow thinks the coalition is."),
    _count("casualties_coalition", "people", 0, 0, 100000, "Coalition dead and seriously wounded."),
    _count("casualties_observers", "people", 0, 0, 10000, "Observer dead and seriously wounded."),
    _count(
        "casualties_recent", "people", 0, 0, 100000, "Coalition casualties of the last two turns."
    ),
    _count(
        "casualties_last", "people", 0, 0, 100000, "Coalition casualties of the last turn played."
    ),
    _count(
        "casualties_before", "people", 0, 0, 100000, "Coalition casualties up to that turn's end."
    ),
)

_NATIONAL = (
    _index("willingness", 50, "Readiness of a government to contribute.", "actor"),
    _index("domestic_support", 50, "Support of parliament and public at home.", "actor"),
    _count(
        "commitment",
        "level 0–5",
        1,
        0,
        5,
        "Commitment ladder: 0 none, 1 statement, 2 intent, 3 commitment, 4 offered, 5 deployed.",
        "actor",
    ),
    _enum("decision", DECISION_STAGE, "none", "Stage of the national decision.", "actor"),
    _turn("decision_due", NEVER, "Turn in which the present decision stage ends.", "actor"),
    _turn(
        "authorised_until",
        NEVER,
        "Turn in which a national authorisation must be renewed.",
        "actor",
    ),
    _count("turns_since_deploy", "turns", 0, 0, 520, "Turns since first units deployed.", "actor"),
    _yes("caveat", 0, "The actor holds the caveat.", "actor", "caveat"),
    _yes("base_agreement", 0, "The actor has signed a base and host agreement.", "actor"),
    _amount("pledged", "EUR m a month", 0, 0, 5000, "Money pledged to the mission.", "actor"),
    _amount("ua_aid", "EUR m a month", 0, 0, 5000, "Money pledged to the Ukrainian army.", "actor"),
    _index("sanctions", 50, "Severity of the actor's own sanctions on Russia.", "actor"),
    _count("casualties", "people", 0, 0, 100000, "The actor's casualties in the mission.", "actor"),
    _turn("initiative_turn", -1, "Turn of the actor's last political initiative.", "actor"),
    _yes("recalled", 0, "The actor calls its units home.", "actor"),
)

_FORCES = (
    _enum("status", FORCE_STATUS, "home", "Where a force is in its life.", "force"),
    _count(
        "at", "node number", -1, -1, 32000, "Node of the force; -1 = in its home country.", "force"
    ),
    _count("bound_for", "node number", -1, -1, 32000, "Destination while moving.", "force"),
    _turn("ready_turn", NEVER, "Turn in which the force is ready to leave.", "force"),
    _turn("arrival_turn", NEVER, "Turn in which a moving force arrives.", "force"),
    _count("tier_of", "tier 1–4", 3, 1, 4, "Tier in which the force stands.", "force"),
    _index("readiness", 80, "Training, equipment and rest of the force.", "force"),
    _index("strength", 100, "People and equipment left.", "force"),
    _count("turns_deployed", "turns", 0, 0, 520, "Turns in the theatre without relief.", "force"),
    _yes("paid", 1, "The force was paid for in the last turn.", "force"),
    _amount(
        "presence", "points", 0, 0, 1000, "Presence of land forces that covers a sector.", "sector"
    ),
    _amount(
        "denial",
        "points",
        0,
        0,
        1000,
        "Coalition denial points that count in a sector after distance, caveats and rules.",
        "sector",
    ),
    _amount("monitoring", "points", 0, 0, 1000, "Monitoring points that cover a sector.", "sector"),
    _amount(
        "air_cover", "points", 0, 0, 1000, "Coalition air-defence points over an area.", "air_area"
    ),
    _amount("sea_cover", "points", 0, 0, 1000, "Coalition naval points in a sea area.", "sea_area"),
    _count("coalition_brigades", "brigades", 0, 0, 100, "Coalition brigades in Ukraine."),
    _count("coalition_people", "people", 0, 0, 1000000, "Coalition people in Ukraine."),
    _yes("observers_deployed", 0, "Observers stand on the line."),
    _amount("sustain_ratio", "ratio", 1, 0, 10, "Units available for relief against units needed."),
)

_MEANS = (
    _index("us_backstop", 45, "American enablers and political backing."),
    _index("us_clarity", 50, "How clear the American promise is."),
    _index("us_pressure_on_ua", 35, "American pressure on Kyiv."),
    _index("us_share", 80, "Part of an enabler that America provides.", "enabler"),
    _index("eu_share", 15, "Part of an enabler that Europe provides.", "enabler"),
    _amount(
        "eu_investment", "points a turn", 0, 0, 20, "European build-up of an enabler.", "enabler"
    ),
    _index("isr_coverage", 60, "Warning and surveillance."),
    _index("logistics_capacity", 60, "Throughput of the logistic chain."),
    _amount("supply_stock", "days", 25, 0, 90, "Days of supply in theatre."),
    _amount("money_needed", "EUR m a month", 0, 0, 10000, "Cost of the mission."),
    _amount("money_paid", "EUR m a month", 0, 0, 10000, "Money that arrived for the mission."),
    _amount(
        "funding_gap",
        "EUR m a month",
        0,
        -5000,
        10000,
        "Cost not covered by pledges; injects add to it.",
    ),
    _amount("extra_cost", "EUR m a month", 0, -2000, 5000, "Cost that injects have added."),
    _count("gap_turns", "turns", 0, 0, 520, "Turns in a row with an uncovered gap."),
    _amount("link_capacity", "% of normal", 100, 0, 150, "Working capacity of a link.", "link"),
    _amount("link_booked", "trains", 0, 0, 100000, "Trains booked on a link this turn.", "link"),
    _amount("node_damage", "%", 0, 0, 100, "Damage to a node.", "node"),
    _index("maritime_access", 60, "Freedom of the Black Sea corridor."),
)

_UKRAINE = (
    _index("ua_army", 60, "Regeneration of the Ukrainian army."),
    _index("ua_training", 60, "Training pillar of regeneration."),
    _index("ua_equipment", 55, "Equipment pillar of regeneration."),
    _index("ua_money", 55, "Money pillar of regeneration."),
    _index("ua_resilience", 55, "Strength of society and economy."),
    _index("ua_politics", 60, "Political stability in Kyiv."),
    _index("ua_air_defence", 50, "Ukrainian air defence."),
    _index("energy_state", 50, "State of the Ukrainian grid."),
    _amount("energy_price", "index change", 0, -100, 200, "Change of energy prices in Europe."),
    _index("civilian_harm", 20, "Harm to civilians so far."),
    _amount("refugee_flow", "thousand a month", 0, 0, 2000, "Refugees above the baseline."),
    _index("znpp_risk", 35, "Risk at the Zaporizhzhia nuclear plant."),
    _amount("ua_strength", "points", 10, 0, 200, "Ukrainian denial points on a sector.", "sector"),
)

_RUSSIA = (
    _index("ru_patience", 45, "Readiness to stay in the process; low = likely to break talks."),
    _index("ru_probe_appetite", 40, "Wish to test."),
    _index("ru_confidence", 55, "Belief that force will pay."),
    _index("ru_revenue", 60, "Export income."),
    _index("ru_reserve", 50, "Rebuilt operational reserve."),
    _index("by_tension", 30, "Tension on the Belarusian axis."),
    _index("sanction_pressure", 55, "Pressure of sanctions."),
    _index("pressure", 30, "True Russian pressure on a sector.", "sector"),
    _index(
        "perceived_pressure", 30, "Pressure on a sector as the coalition estimates it.", "sector"
    ),
    _amount(
        "pressure_error",
        "index points",
        10,
        0,
        50,
        "Standard error of the coalition's estimate of pressure.",
        "sector",
    ),
    _amount("ru_strength", "points", 10, 0, 200, "Russian strength opposite a sector.", "sector"),
    _count("offensive_turns", "turns", 0, 0, 520, "Turns in a row in which attack seems to pay."),
)

_INCIDENTS = (
    _index("tension", 40, "How close a sector is to an armed incident.", "sector"),
    _count(
        "violations", "incidents", 0, 0, 1000, "Breaches of the ceasefire in this turn.", "sector"
    ),
    _count("violations_total", "incidents", 0, 0, 100000, "Breaches since StartEx.", "sector"),
    _count("probes", "probes", 0, 0, 1000, "Armed probes since StartEx.", "sector"),
    _count(
        "probe_stage",
        "0–3",
        0,
        0,
        3,
        "Probe of this turn: 0 none, 1 repelled, 2 contained, 3 broke through.",
        "sector",
    ),
    _yes("breached", 0, "The line of the sector has been broken and not restored.", "sector"),
    _yes("attributed", 0, "This turn's incident was attributed in public.", "sector"),
    _index("attribution_confidence", 45, "Quality of the evidence for attribution."),
    _index("escalation", 25, "Risk of a wider war."),
    _index("nato_flank_risk", 25, "Risk on NATO's own flank."),
    _yes("sabotage", 0, "A link was sabotaged in this turn.", "link"),
    _count("strikes", "strikes", 0, 0, 1000, "Strike waves since StartEx.", "air_area"),
)

_MSEL = (
    _enum("inject_status", INJECT_STATUS, "idle", "Where an inject stands.", "inject"),
    _turn("inject_turn", -1, "Turn of delivery; -1 = never.", "inject"),
    _turn("inject_due", NEVER, "Turn for which an inject is scheduled next.", "inject"),
    _count("inject_option", "option number", -1, -1, 20, "Option chosen; -1 = none.", "inject"),
    _count("inject_target", "number", -1, -1, 32000, "What the inject was aimed at.", "inject"),
    _count("inject_count", "times", 0, 0, 520, "Times an inject was delivered.", "inject"),
)

_EXERCISE = (
    _yes("ended", 0, "The world has reached an end condition (crisis, collapse or EndEx)."),
)

VARIABLES: tuple[Var, ...] = (
    _CLOCK
    + _AGREEMENT
    + _COALITION
    + _NATIONAL
    + _FORCES
    + _MEANS
    + _UKRAINE
    + _RUSSIA
    + _INCIDENTS
    + _MSEL
    + _EXERCISE
)
"""All state variables in their fixed order; a digest reads them in this order."""

BY_NAME: Mapping[str, Var] = MappingProxyType({var.name: var for var in VARIABLES})
"""The same variables by name."""


def per(dimension: str) -> Iterator[Var]:
    """Yield the variables whose last dimension is ``dimension``."""
    return (var for var in VARIABLES if var.per and var.per[-1] == dimension)
