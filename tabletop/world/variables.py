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
        "programme": "programmes of several states that take turns to bear fruit",
        "arms": "classes of arms that are delivered to the Ukrainian army",
        "way": "ways in which Russia can test the coalition",
        "red_line": "red lines of the actors, each called after its actor and its number",
    }
)
"""Every dimension a variable may have besides the run, with its meaning."""

ENABLERS = ("isr", "aew", "strike", "missile_defence", "lift", "nuclear")
TIERS = ("T1", "T2", "T3", "T4")
PROGRAMMES = ("depots", "joint_production", "elsa", "essi")
ARMS = ("air_defence", "artillery", "aircraft", "long_range")
WAYS = (
    "armed_probe", "drone", "strike", "sabotage", "cyber", "disinformation", "energy", "mines",
    "hostage", "walk_out", "belarus",
)  # fmt: skip

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
        "isr_pool": "Members pool their surveillance and the software that reads it.",
        "joint_production": "A joint production line has been opened.",
        "lead_nation": "Sectors are run on a lead-nation model.",
        "mixed_units": "Contingents have been merged into mixed battalions.",
        "nato_c2_asked": "NATO has been asked to take command.",
        "p5_format": "Talks run in the format of the five permanent members and Ukraine.",
        "pinning_argued": "Allies accept that the force helps NATO by holding Russian power.",
        "permanent_structure": "A treaty gives the coalition a permanent structure.",
        "pre_deal": "Forces were sent before a deal.",
        "roe_common": "All contingents share one rule on shooting down drones.",
        "rotation_delay": "A rotation has been put off.",
        "secretariat": "The coalition has a light secretariat.",
        "snapback_ready": "A sanctions package is held ready for the next breach.",
        "us_air_option": "America lends limited air support without troops on the ground.",
        "us_endorsed": "Washington has endorsed the force in public.",
        "us_sea_option": "America lends limited support at sea.",
        "sea_command": "Turkey commands the mission at sea.",
        "unsc_monitors": "The Security Council has authorised observers.",
        "unsc_tabled": "A draft resolution is before the Security Council.",
        "unsc_vetoed": "A draft resolution has been vetoed.",
        "conceded_arms": "Kyiv has conceded an end of Western arms.",
        "conceded_territory": "Kyiv has conceded territory.",
        "conceded_limits": "Kyiv has conceded limits on its sovereignty.",
        "eu_bypass": "The other members of the Union act without the one that blocks.",
    }
)
"""Every yes/no fact, with one sentence each."""

CEASEFIRE_STATUS = ("none", "ceasefire", "peace", "frozen", "collapsed")
MISSION_PHASE = ("pre_deal", "deploying", "deployed")
MANDATE = ("none", "bilateral", "treaty", "nato", "eu", "monitors_treaty", "unsc")
COMMAND = ("national", "lead_nation", "single_commander", "nato", "undecided")
COMPOSITION = ("open", "no_nato_brigades", "neutral")
RESPONSES = (
    "none", "protest", "snapback", "arms", "air_patrol", "reserve", "intercept", "fires",
    "guarantee",
)  # fmt: skip
PROMISE = ("none", "statement", "written", "treaty")
ATTACK_ANSWER = ("undefined", "national", "coalition", "consult_nato")
AIR_POSTURE = ("off", "alert", "patrol", "enforcement")
FORCE_POSTURE = ("hubs", "tripwire", "air_sea", "multi_brigade", "observers")
INTERVENTION_RULE = ("unwritten", "ambiguous", "graded", "automatic")
STRUCTURE = ("ad_hoc", "secretariat", "treaty")
SEASON = ("winter", "spring", "summer", "autumn")
GOVERNMENT = ("cooperative", "obstructive")
FORCE_STATUS = ("home", "offered", "readying", "moving", "deployed", "returning", "lost")
DECISION_STAGE = ("none", "government", "parliament", "authorised", "refused")
INJECT_STATUS = ("idle", "delivered", "answered", "expired", "skipped")
DEEP_STRIKE = ("forbidden", "counterfire", "free")
NSATU_SCOPE = ("abroad", "west", "forward")
FROZEN_ASSETS = ("immobilised", "income_loan", "full_loan")
TALKS_FORMAT = ("envoys", "five_powers", "direct")
DEAL_TEXT = ("none", "imposed", "shared")
ELECTION = ("none", "orderly", "disrupted")
MESSAGE_FRAME = ("none", "defensive", "peaceful", "sovereign")
DECISION_RULE = ("ad_hoc", "lead_nations", "majority", "consensus")
BREADTH = ("broad", "kernel")
MEMBERSHIP = ("outside", "candidate", "member", "left")
STAFF_WORK = ("none", "operations", "mandate", "money", "manpower")
SUMMIT_AGENDA = ("none", "unity", "forces", "money", "talks")
DEPLOYMENT_CONDITION = ("ceasefire", "peace", "request")
TASKS = ("all", "deter", "watch", "protect", "train", "guard", "embed")
SIZE_CLASS = ("open", "light", "medium", "heavy")
MISSION_LABEL = ("reassurance", "peacekeeping", "deterrence", "war_fighting")
TROOP_POLICY = ("refuse", "rear_only", "in_ukraine")
HUB_ROLE = ("none", "logistics", "training")
SUPPORT_TRACK = ("secure_peace", "help_fight")
WAY_RESULT = ("none", "foiled", "came_off")
ENABLER_STATUS = ("american", "replacing", "european")

Start = float | int | str


@dataclass(frozen=True, slots=True)
class Var:
    """One state variable.

    ``per`` names its dimensions after the run, outermost first.  ``kind`` is ``float``, ``int``,
    ``bool`` or ``enum`` (stored as a small integer, written as one of ``values``).  ``low`` and
    ``high`` are inclusive bounds in ``unit``.  ``ends`` says what the ends of the scale mean where
    a variable may rest at one: a decision that stands, a work completed, a want that is met.
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
    ends: str = ""

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


def _index(name: str, start: float, says: str, *per: str, ends: str = "") -> Var:
    return Var(name, per, "float", _INDEX, start, 0.0, 100.0, says, ends=ends)


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
    _enum("agreement_sought", CEASEFIRE_STATUS, "none", "State of the agreement being negotiated."),
    _turn("agreement_due", NEVER, "Turn in which those talks end."),
    _enum("composition", COMPOSITION, "open", "Whose troops the coalition offers to leave out."),
    _index("ru_acceptance", 25, "How far Moscow would accept the force as it is composed."),
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
    _enum("answer_violation", RESPONSES, "none", "Answer prepared for heavy breaches."),
    _enum("answer_probe", RESPONSES, "none", "Answer prepared for an armed probe."),
    _enum("answer_breakthrough", RESPONSES, "none", "Answer prepared for a breakthrough."),
    _enum("attack_answer", ATTACK_ANSWER, "undefined", "Who answers an attack on a contingent."),
    _count("nuclear_signal", "level 0–3", 0, 0, 3, "Franco-British nuclear signal that stands."),
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

_FORM = (
    _enum("decision_rule", DECISION_RULE, "lead_nations", "How the coalition decides as a whole."),
    _enum("breadth", BREADTH, "broad", "Whether all the willing count or a resolute few."),
    _enum("membership", MEMBERSHIP, "outside", "Standing of a state in the coalition.", "actor"),
    _yes("task_lead", 0, "The actor leads a task beside the lead nations.", "actor"),
    _yes("headquarters", 0, "The actor provides an operational headquarters.", "actor"),
    _index("e3_alignment", 60, "How closely London, Paris and Berlin speak as one."),
    _index("plan_maturity", 50, "How far the operation is planned; 50 = enough to deploy."),
    _index("plan_mandate", 50, "How far pledges are plans as to mandates; 50 = enough."),
    _index("plan_money", 50, "How far pledges are plans as to money; 50 = enough."),
    _index("plan_manpower", 50, "How far pledges are plans as to manpower; 50 = enough."),
    _enum("staff_work", STAFF_WORK, "none", "What the planning staffs work on."),
    _turn("next_summit", 6, "Turn in which the leaders meet next."),
    _turn("last_summit", -1, "Turn in which the leaders met last; -1 = before StartEx."),
    _enum("summit_agenda", SUMMIT_AGENDA, "none", "What the next summit is called for."),
    _yes("legal_status", 0, "The coalition can sign contracts and host agreements itself."),
    _yes("eurogroup", 0, "A defence Eurogroup works outside the Union's treaties."),
    _yes("nato_liaison", 0, "NATO has a liaison team with the force."),
    _yes("eu_liaison", 0, "The Union has a liaison team with the force."),
    _count("plan_horizon", "years", 0, 0, 15, "Reach of the common plan of equipment."),
    _index("plan_progress", 0, "How far the common plan of equipment has been carried out."),
    _enum("deployment_condition", DEPLOYMENT_CONDITION, "ceasefire", "What the force waits for."),
    _count("turns_waiting", "turns", 0, 0, 520, "Turns in a row spent waiting for Moscow."),
    _index(
        "pillar_gap",
        29,
        "Enablers that neither America stands for nor Europe has built.",
        ends="0 is nothing missing",
    ),
)

_CONCEPT = (
    _enum("task", TASKS, "all", "Task to which a force is put.", "force"),
    _index("adapted", 40, "How far a force is shaped for a long war of high intensity.", "force"),
    _enum("size_class", SIZE_CLASS, "open", "Size to which the force is held."),
    _count("contingent_cap", "people", 100000, 0, 100000, "Most people of one state."),
    _count("standby_brigades", "brigades", 0, 0, 100, "Brigades at home that are ready to come."),
    _count("reserve_notice", "hours", 48, 6, 96, "Notice at which the reserve stands."),
    _amount("zone_km", "km", 0, 0, 40, "Width of the demilitarised zone along the line."),
    _enum("mission_label", MISSION_LABEL, "reassurance", "What the mission is called in public."),
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
    _yes("red_line", 0, "The red line is crossed.", "red_line"),
    _yes("base_agreement", 0, "The actor has signed a base and host agreement.", "actor"),
    _amount("pledged", "EUR m a month", 0, 0, 5000, "Money pledged to the mission.", "actor"),
    _amount("ua_aid", "EUR m a month", 0, 0, 5000, "Money pledged to the Ukrainian army.", "actor"),
    _index("sanctions", 50, "Severity of the actor's own sanctions on Russia.", "actor"),
    _count("casualties", "people", 0, 0, 100000, "The actor's casualties in the mission.", "actor"),
    _turn("initiative_turn", -1, "Turn of the actor's last political initiative.", "actor"),
    _yes("recalled", 0, "The actor calls its units home.", "actor"),
    _yes("multi_year", 0, "The actor's money is voted for several years.", "actor"),
    _amount(
        "programme_money",
        "EUR m a month",
        0,
        0,
        5000,
        "Money that the actor pays to a programme.",
        "actor",
        "programme",
    ),
    _amount("aid_total", "EUR bn", 0, 0, 1000, "Military aid given to Ukraine so far.", "actor"),
    _amount("burden", "ratio", 1, 0, 100, "Share of the aid against share of the wealth.", "actor"),
    _index("trust", 50, "Trust of Ukrainians in the actor's leaders.", "actor"),
    _index(
        "oil_imports",
        0,
        "Part of its old imports of Russian oil still bought.",
        "actor",
        ends="0 is an embargo, 100 unchanged trade",
    ),
    _index(
        "tariffs",
        0,
        "Tariffs on buyers of Russian oil and on dual-use exporters.",
        "actor",
        ends="0 is none, 100 all that trade policy has",
    ),
    _index(
        "secondary_sanctions",
        0,
        "Sanctions on those who trade with Russia.",
        "actor",
        ends="0 is none, 100 all that there are",
    ),
)

_HOME_FRONTS = (
    _enum("troop_policy", TROOP_POLICY, "in_ukraine", "Where a government lets its units go.",
          "actor"),
    _yes("parliament_informed", 0, "Parliament was informed of the operation in time.", "actor"),
    _index("majority", 50, "How firmly the parties back the government in a vote; 50 is even.",
           "actor"),
    _enum("hub_role", HUB_ROLE, "none", "What a neighbour of Ukraine hosts for the mission.",
          "actor"),
    _yes("partner_status", 0, "The actor has a seat as a partner from outside Europe.", "actor"),
    _amount("reconstruction", "EUR m a month", 0, 0, 5000, "Money for rebuilding Ukraine.",
            "actor"),
    _index("us_congress", 50, "Mood of Congress; above 50 American policy tends to come closer."),
    _turn("us_shift_turn", NEVER, "Next turn in which American policy may shift."),
)  # fmt: skip

_TRACKS = (
    _enum("support_track", SUPPORT_TRACK, "secure_peace", "What the support for Ukraine is for."),
    _count("effort_guarantee", "points of 6", 2, 0, 6, "Effort of the leads on the guarantee."),
    _count("effort_pressure", "points of 6", 2, 0, 6, "Effort of the leads on pressure on Moscow."),
    _count("effort_support", "points of 6", 2, 0, 6, "Effort of the leads on support for Ukraine."),
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
    _enum("us_promise", PROMISE, "none", "Form of the American assurance."),
    _enum("us_promise_sought", PROMISE, "none", "American assurance that is being sought."),
    _turn("us_promise_due", NEVER, "Turn in which Washington answers."),
    _amount("us_price", "% of list price", 100, 50, 300, "Price of American arms."),
    _amount("us_arms", "EUR m a month", 0, 0, 5000, "American arms that the actor buys.", "actor"),
    _index("autonomy_index", 26, "How far Europe has the enablers by itself."),
    _amount("warning_days", "days", 12, 0, 60, "Warning before an attack."),
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
    _index("ua_morale", 60, "Spirit of the Ukrainian army and of those who are to join it."),
    _count("ua_election_in", "turns", -1, -1, 100,
           "Turns until Ukraine votes; -1 = no election is set."),
    _enum("ua_election", ELECTION, "none", "How the last election in Ukraine went."),
    _index("ua_air_defence", 50, "Ukrainian air defence."),
    _index("energy_state", 50, "State of the Ukrainian grid."),
    _amount("energy_price", "index change", 0, -100, 200, "Change of energy prices in Europe."),
    _index("civilian_harm", 20, "Harm to civilians so far."),
    _amount("refugee_flow", "thousand a month", 0, 0, 2000, "Refugees above the baseline."),
    _index("znpp_risk", 35, "Risk at the Zaporizhzhia nuclear plant."),
    _amount("ua_strength", "points", 10, 0, 200, "Ukrainian denial points on a sector.", "sector"),
    _amount(
        "training_throughput", "brigades in six months", 2, 0, 60, "Brigades that can be trained."
    ),
    _index("sustainment_level", 55, "Upkeep of Western systems in Ukrainian use."),
    _index("arms_stock", 50, "Stock of a class of arms; 50 = what arrives anyway.", "arms"),
    _enum("deep_strike", DEEP_STRIKE, "forbidden", "What delivered arms may strike in Russia."),
    _enum("nsatu_scope", NSATU_SCOPE, "abroad", "Where allied trainers and repairers work."),
    _yes("ad_zone", 0, "The coalition shields the air area as a declared zone.", "air_area"),
    _index(
        "programme_progress",
        0,
        "How far a programme has been built up.",
        "programme",
        ends="100 is a programme that is complete, and paid in full",
    ),
    _amount("ua_army_size", "thousand people", 800, 0, 1500, "Agreed size of the army in peace."),
    _index("eu_accession", 20, "Ukraine's progress towards the European Union."),
    _index("nato_track", 5, "Ukraine's progress towards NATO."),
    _index("ua_satisfaction", 55, "How far Kyiv finds its demands met."),
)

_ECONOMY = (
    _amount("price_cap", "USD a barrel", 47.6, 0, 100, "Highest price that may be paid at sea."),
    _amount("oil_price", "USD a barrel", 60, 10, 200, "World price of oil."),
    _index("dual_use_flow", 60, "Flow of dual-use goods to the Russian arms industry."),
    _enum("frozen_assets", FROZEN_ASSETS, "immobilised", "What Europe does with frozen reserves."),
    _amount("asset_money", "EUR m a month", 0, 0, 10000, "Money for Kyiv from frozen reserves."),
    _index("burden_gap", 30, "How unevenly the members share the burden."),
)

_DIPLOMACY = (
    _index("us_track", 0, "Progress of American talks with Moscow towards a text."),
    _enum("talks_format", TALKS_FORMAT, "envoys", "Format in which talks are held."),
    _enum("deal_text", DEAL_TEXT, "none", "Whether the last text was imposed or shared."),
    _index("cn_stance", 60, "Chinese backing of Russia; 100 = full."),
    _amount(
        "dprk_presence", "thousand people", 12, 0, 200, "North Korean soldiers with the Russians."
    ),
    _index("eu_unity", 55, "Unity of the European Union towards Moscow."),
    _enum("message_frame", MESSAGE_FRAME, "none", "Frame in which the force was last presented."),
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
    _index("ru_objection", 58, "How loudly Moscow objects to the force."),
    _count("ru_delay", "turns", 0, 0, 520, "Turns in a row that passed without a ceasefire."),
    _turn("deadline", NEVER, "Turn in which an ultimatum for a ceasefire runs out."),
    _index("outrage", 0, "Anger abroad over strikes on civilians."),
    _index("prebunked", 0, "How well the public has been warned of false stories to come."),
    _count("offensive_turns", "turns", 0, 0, 520, "Turns in a row in which attack seems to pay."),
)

_WAYS = (
    _index("way_value", 50, "What Russia has learnt that a way of testing is worth.", "way"),
    _yes("way_chosen", 0, "Russia tests in this way in this turn.", "way"),
    _count("way_count", "times", 0, 0, 1000, "Tests of this kind since StartEx.", "way"),
    _enum("way_result", WAY_RESULT, "none", "How the last test of this kind went.", "way"),
    _yes("way_attributed", 0, "The last test of this kind was attributed in public.", "way"),
    _count(
        "way_target", "number", -1, -1, 32000, "Target of a test ordered by hand; -1 = any.", "way"
    ),
    _yes("red_hand", 0, "Russia is played by hand in this turn."),
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
    _yes("misattributed", 0, "The public attribution of this turn is wrong.", "sector"),
    _index("attribution_confidence", 45, "Quality of the evidence for attribution."),
    _index("escalation", 25, "Risk of a wider war."),
    _index("nato_flank_risk", 25, "Risk on NATO's own flank."),
    _count("flank_backfill", "brigades", 0, 0, 20, "Brigades held at home for plans.", "actor"),
    _count("flank_posture", "level 0–3", 0, 0, 3, "Reinforcement of NATO's eastern flank."),
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
    + _FORM
    + _CONCEPT
    + _NATIONAL
    + _HOME_FRONTS
    + _TRACKS
    + _FORCES
    + _MEANS
    + _UKRAINE
    + _ECONOMY
    + _DIPLOMACY
    + _RUSSIA
    + _WAYS
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
