"""Situations for tests of orders: a world where much is lawful, and one case for each refusal.

A case changes the open situation so that its order is refused, and says what following the
remedy means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tabletop.rules.codes import AUTHORISED, DEPLOYED, OFFERED, code
from tabletop.rules.orders import carry_out, parse_order
from tabletop.rules.refusals import Refusal
from tabletop.rules.turn import initial_state
from tabletop.world.state import State
from tabletop.world.variables import NEVER
from tests.worlds import small_world

WORLD = small_world()
Change = Callable[[State], None]
Data = dict[str, Any]


def number(dimension: str, name: str) -> int:
    return WORLD.index[dimension][name]


def open_state() -> State:
    """Turn 5 of a world where everybody is willing, authorised and paid, and bases are signed."""
    state = initial_state(WORLD)
    state.turn[:] = 5
    state.willingness[:] = 90
    state.domestic_support[:] = 60
    state.pledged[:] = 0
    state.pledged[:, number("actor", "eu")] = 1000
    state.decision[:] = AUTHORISED
    state.authorised_until[:] = NEVER
    state.base_agreement[:] = 1
    state.mission_phase[:] = code("mission_phase", "deployed")
    state.mandate[:] = code("mandate", "treaty")
    state.cohesion[:] = 70
    state.us_backstop[:] = 45
    state.nato_flank_risk[:] = 20
    return state


def put(variable: str, value: Any, *where: str) -> Change:
    """Set a variable; ``where`` names the places along its dimensions, as ``dimension:name``."""
    at = tuple(number(*place.split(":")) for place in where)

    def change(state: State) -> None:
        held = getattr(state, variable)
        held[(slice(None), *at)] = code(variable, value) if isinstance(value, str) else value

    return change


def offered(force: str, ready: bool = True) -> Change:
    def change(state: State) -> None:
        f = number("force", force)
        state.status[:, f] = OFFERED
        state.ready_turn[:, f] = 0 if ready else 7

    return change


def stands(force: str, node: str, tier: int = 3) -> Change:
    def change(state: State) -> None:
        f = number("force", force)
        state.status[:, f] = DEPLOYED
        state.at[:, f] = number("node", node)
        state.tier_of[:, f] = tier

    return change


def given(**order: Any) -> Change:
    """Carry out another order, which must be lawful."""

    def change(state: State) -> None:
        assert carry_out(WORLD, state, parse_order(order)).tolist() == [0], order

    return change


def wait(turns: int) -> Change:
    def change(state: State) -> None:
        state.turn += turns

    return change


def deploy(force: str, to: str, **more: Any) -> Data:
    return {"type": "deploy", "actor": force.split("_")[0], "force": force, "to": to, **more}


@dataclass(frozen=True)
class Case:
    """``order`` meets ``refusal`` after ``before``.

    After ``remedy`` the order, or the one that the remedy proposes (``instead``), is lawful.
    """

    refusal: Refusal
    order: Data
    before: tuple[Change, ...] = ()
    remedy: tuple[Change, ...] = ()
    instead: Data | None = None


AREA = WORLD.names["air_area"][0]
BDE, BN, OBS = "gb_light_bde_1", "nl_infantry_bn_1", "fr_observer_coy_1"
SHIP, JET = "gb_escort_ship_1", "gb_fighter_sqn_1"
LIGHT = deploy(BDE, "kyiv")


def roads(value: float) -> Change:
    return put("link_booked", value)


R = Refusal
CASES: tuple[Case, ...] = (
    Case(R.UNKNOWN_NAME, deploy("gb_lite_bde_1", "kyiv"), (offered(BDE),), (), LIGHT),
    Case(R.ENDED, LIGHT, (offered(BDE), put("ended", 1)), (put("ended", 0),)),
    Case(R.NOT_YOURS, {**LIGHT, "actor": "fr"}, (offered(BDE),), (), LIGHT),
    Case(R.NOT_LEAD, {"type": "set_roe", "actor": "nl", "tier": 3, "level": 3}, (), (),
         {"type": "set_roe", "actor": "gb", "tier": 3, "level": 3}),
    Case(R.NOT_HOST, {"type": "invite", "actor": "gb", "consent": False}, (), (),
         {"type": "invite", "actor": "ua", "consent": False}),
    Case(R.NO_CHANGE, {"type": "set_roe", "actor": "gb", "tier": 3, "level": 2}, (), (),
         {"type": "set_roe", "actor": "gb", "tier": 3, "level": 3}),
    Case(R.SPOKEN, {"type": "make_statement", "actor": "gb", "subject": "message"},
         (given(type="make_statement", actor="gb", subject="red_lines"),), (wait(1),)),
    Case(R.NOT_AT_HOME, {"type": "offer", "actor": "gb", "force": BDE}, (stands(BDE, "kyiv"),),
         (), {"type": "offer", "actor": "gb", "force": "gb_mech_bde_1"}),
    Case(R.RESTING, {"type": "offer", "actor": "gb", "force": BDE},
         (put("ready_turn", 7, f"force:{BDE}"),), (wait(2),)),
    Case(R.NOT_OFFERED, LIGHT, (), (given(type="offer", actor="gb", force=BDE),)),
    Case(R.NOT_DEPLOYED, {"type": "redeploy", "actor": "gb", "force": BDE, "to": "lviv"}, (),
         (stands(BDE, "kyiv"),)),
    Case(R.NOT_WITHDRAWABLE, {"type": "withdraw", "actor": "gb", "force": BDE},
         (offered(BDE),), (), {"type": "withdraw_offer", "actor": "gb", "force": BDE}),
    Case(R.NOT_DEPLOYABLE, {"type": "offer", "actor": "de", "force": "de_regen_bde_1"}, (), (),
         {"type": "fund", "actor": "de", "package": "de_regen_bde_1"}),
    Case(R.NOT_A_PACKAGE, {"type": "fund", "actor": "gb", "package": BDE}, (), (),
         {"type": "offer", "actor": "gb", "force": BDE}),
    Case(R.NOT_A_TRAINER, {"type": "train", "actor": "gb", "force": BDE},
         (stands(BDE, "kyiv"), stands("gb_training_bn_1", "lviv")), (),
         {"type": "train", "actor": "gb", "force": "gb_training_bn_1"}),
    Case(R.ALREADY_THERE, {"type": "redeploy", "actor": "gb", "force": BDE, "to": "kyiv"},
         (stands(BDE, "kyiv"),), (),
         {"type": "redeploy", "actor": "gb", "force": BDE, "to": "lviv"}),
    Case(R.UNWILLING, {"type": "offer", "actor": "gb", "force": BDE},
         (put("willingness", 70, "actor:gb"),), (put("willingness", 75, "actor:gb"),)),
    Case(R.RECALLED, LIGHT, (offered(BDE), put("recalled", 1, "actor:gb")),
         (put("recalled", 0, "actor:gb"),)),
    Case(R.OVERSTRETCHED, {"type": "train", "actor": "gb", "force": "gb_training_bn_1"},
         (stands("gb_training_bn_1", "lviv"), put("readiness", 39, "force:gb_training_bn_1")),
         (put("readiness", 40, "force:gb_training_bn_1"),)),
    Case(R.ENEMY_HELD, deploy(BDE, "donetsk"), (offered(BDE),), (), deploy(BDE, "pavlohrad")),
    Case(R.NO_ROUTE, deploy(BDE, "kyiv", via="simferopol"), (offered(BDE),), (), LIGHT),
    Case(R.ROUTE_FULL, LIGHT, (offered(BDE), roads(1e4)), (wait(1), roads(0))),
    Case(R.ROUTE_FULL, deploy(BDE, "kyiv", via="x_dorohusk"),
         (offered(BDE), put("link_booked", 12, "link:L078")), (),
         deploy(BDE, "kyiv", via="x_medyka")),
    Case(R.NO_AIRFIELD, deploy(JET, "kyiv"), (offered(JET),), (), deploy(JET, "apt_boryspil")),
    Case(R.NO_HARBOUR, deploy(SHIP, "kyiv"), (offered(SHIP),), (),
         deploy(SHIP, "alexandroupoli")),
    Case(R.STRAITS_CLOSED, deploy(SHIP, "constanta"), (offered(SHIP),),
         (given(type="negotiate_caveat", actor="tr", caveat="montreux_strict"),)),
    Case(R.TIER_OF_UKRAINE, deploy(BDE, "kyiv", tier=2), (offered(BDE),), (), LIGHT),
    Case(R.TIER_OF_OBSERVERS, deploy(BN, "kherson", tier=1), (offered(BN), offered(OBS)), (),
         deploy(OBS, "kherson", tier=1)),
    Case(R.TIER_OF_AIRCRAFT, deploy(BDE, "kyiv", tier=4), (offered(BDE),), (), LIGHT),
    Case(R.OUTSIDE_TIER, deploy(BDE, "kharkiv"), (offered(BDE),), (), deploy(BDE, "poltava")),
    Case(R.EAST_LIMIT, deploy(BDE, "poltava"),
         (offered(BDE), given(type="limit", actor="ua")),
         (given(type="limit", actor="ua", east=False),)),
    Case(R.NO_BASE, deploy(BDE, "rzeszow"),
         (offered(BDE), put("base_agreement", 0, "actor:pl")),
         (given(type="sign_base_agreement", actor="pl"),)),
    Case(R.NO_TRANSIT, deploy(BDE, "budapest"), (offered(BDE),),
         (given(type="negotiate_caveat", actor="hu", caveat="transit_of_arms_refused"),)),
    Case(R.PRE_DEAL, LIGHT, (offered(BDE), put("mission_phase", "pre_deal")),
         (given(type="make_statement", actor="gb", subject="early_entry"),)),
    Case(R.NO_CONSENT, LIGHT, (offered(BDE), put("ua_consent", 0)),
         (given(type="invite", actor="ua"),)),
    Case(R.NO_MANDATE, LIGHT, (offered(BDE), put("mandate", "none")),
         (put("mandate", "bilateral"),)),
    Case(R.NOT_AUTHORISED, LIGHT, (offered(BDE), put("decision", "none", "actor:gb")),
         (given(type="grant_authorisation", actor="gb"),)),
    Case(R.TOO_EXPENSIVE, LIGHT, (offered(BDE), put("pledged", 0)),
         (given(type="fund", actor="gb", amount=200),)),
    Case(R.CAVEAT_GROUND, deploy("de_logistics_bn_1", "lviv"),
         (offered("de_logistics_bn_1"), put("us_backstop", 60)), (),
         deploy("de_logistics_bn_1", "rzeszow")),
    Case(R.CAVEAT_UN, deploy("it_training_bn_1", "lviv"), (offered("it_training_bn_1"),),
         (put("mandate", "unsc"),)),
    Case(R.CAVEAT_BACKSTOP, deploy("de_logistics_bn_1", "rzeszow"),
         (offered("de_logistics_bn_1"),), (put("us_backstop", 50),)),
    Case(R.CAVEAT_REAR, deploy("es_infantry_bn_1", "kropyvnytskyi"),
         (offered("es_infantry_bn_1"),), (), deploy("es_infantry_bn_1", "vinnytsia")),
    Case(R.CAVEAT_LINE, deploy(OBS, "kherson", tier=1),
         (offered(OBS), put("caveat", 1, "actor:fr", "caveat:no_observer_line")), (),
         deploy(OBS, "kyiv")),
    Case(R.CAVEAT_SMALL, deploy("au_infantry_coy_1", "kyiv"),
         (offered("au_infantry_coy_1"), stands("au_infantry_coy_2", "lviv")),
         (given(type="withdraw", actor="au", force="au_infantry_coy_2"),)),
    Case(R.CAVEAT_EXIT, deploy(BN, "kyiv"), (offered(BN),),
         (given(type="make_statement", actor="gb", subject="review_clause"),)),
    Case(R.CAVEAT_FLANK, deploy("pl_logistics_bn_1", "lviv"),
         (offered("pl_logistics_bn_1"), put("nato_flank_risk", 61)), (),
         deploy("pl_logistics_bn_1", "rzeszow")),
    Case(R.CAVEAT_LATVIA, LIGHT,
         (offered(BDE), put("caveat", 1, "actor:gb", "caveat:latvia_first"),
          put("nato_flank_risk", 41)), (put("nato_flank_risk", 40),)),
    Case(R.CAVEAT_UNARMED, LIGHT,
         (offered(BDE), put("caveat", 1, "actor:gb", "caveat:no_armed_forces"),
          offered("gb_training_bn_1")), (), deploy("gb_training_bn_1", "kyiv")),
    Case(R.CAVEAT_NEUTRAL, deploy("at_infantry_coy_1", "kyiv"), (offered("at_infantry_coy_1"),),
         (put("mandate", "unsc"),)),
    Case(R.CAVEAT_US_GROUND, deploy("us_us_bde_1", "kyiv"), (offered("us_us_bde_1"),), (),
         deploy("us_us_bde_1", "rzeszow")),
    Case(R.CAVEAT_BOTH_SIDES, deploy("un_observer_coy_1", "kyiv"),
         (offered("un_observer_coy_1"),), (put("mandate", "monitors_treaty"),)),
    Case(R.CAVEAT_MOSCOW, deploy("un_observer_coy_1", "kyiv"),
         (offered("un_observer_coy_1"), put("mandate", "monitors_treaty"),
          put("caveat", 1, "actor:un", "caveat:consensus_with_russia"), put("ru_patience", 29)),
         (put("ru_patience", 30),)),
    Case(R.CAVEAT_PEACE, deploy("it_training_bn_1", "kyiv"),
         (offered("it_training_bn_1"), put("mandate", "unsc"),
          put("caveat", 1, "actor:it", "caveat:five_pko_principles"),
          put("ceasefire_status", "collapsed")), (put("ceasefire_status", "ceasefire"),)),
    Case(R.AUTHORISED_ALREADY, {"type": "seek_authorisation", "actor": "gb"}, (offered(BDE),), (),
         LIGHT),
    Case(R.DECISION_UNDER_WAY, {"type": "seek_authorisation", "actor": "gb"},
         (put("decision", "none", "actor:gb"), given(type="seek_authorisation", actor="gb")),
         (put("decision", "none", "actor:gb"),)),
    Case(R.REFUSED_LATELY, {"type": "seek_authorisation", "actor": "gb"},
         (put("decision", "refused", "actor:gb"), put("decision_due", 7, "actor:gb")),
         (wait(2),)),
    Case(R.NOT_A_HOST, {"type": "sign_base_agreement", "actor": "gb"},
         (put("base_agreement", 0),), (), {"type": "sign_base_agreement", "actor": "pl"}),
    Case(R.HOST_UNWILLING, {"type": "sign_base_agreement", "actor": "hu"},
         (put("base_agreement", 0), put("willingness", 4, "actor:hu")),
         (put("willingness", 25, "actor:hu"),)),
    Case(R.OVER_LIMIT, {"type": "fund", "actor": "gb", "amount": 320},
         (put("ua_aid", 15, "actor:gb"),), (), {"type": "fund", "actor": "gb", "amount": 300}),
    Case(R.CAVEAT_FIXED,
         {"type": "negotiate_caveat", "actor": "es", "caveat": "parliament_mandate"}, (), (),
         {"type": "negotiate_caveat", "actor": "es", "caveat": "rear_only"}),
    Case(R.CAVEAT_NOT_HELD, {"type": "negotiate_caveat", "actor": "fr", "caveat": "rear_only"},
         (), (),
         {"type": "negotiate_caveat", "actor": "fr", "caveat": "nuclear_stays_national"}),
    Case(R.SUPPORT_LOW, {"type": "negotiate_caveat", "actor": "es", "caveat": "rear_only"},
         (put("domestic_support", 40, "actor:es"),), (put("domestic_support", 45, "actor:es"),)),
    Case(R.NO_UNANIMITY, {"type": "sanction", "actor": "eu"},
         (put("hu_government", "obstructive"),), (), {"type": "sanction", "actor": "fr"}),
    Case(R.BACKSTOP_LOW, {"type": "set_command", "actor": "gb", "command": "nato"},
         (put("us_backstop", 29),), (put("us_backstop", 30),)),
    Case(R.COHESION_LOW, {"type": "set_command", "actor": "gb", "command": "single_commander"},
         (put("cohesion", 39),), (put("cohesion", 40),)),
    Case(R.NO_LEAD_PRESENT, {"type": "set_command", "actor": "gb", "command": "lead_nation"},
         (put("command", "national"), put("recalled", 1, "actor:gb"),
          put("recalled", 1, "actor:fr")), (put("recalled", 0, "actor:fr"),)),
    Case(R.NO_COMMAND,
         {"type": "set_intervention_rule", "actor": "gb", "rule": "automatic"},
         (put("command", "national"),),
         (given(type="set_command", actor="gb", command="lead_nation"),)),
    Case(R.NO_AIRCRAFT, {"type": "set_posture", "actor": "gb", "air_posture": "patrol"}, (),
         (stands(JET, "apt_boryspil", 4),)),
    Case(R.OBSERVERS_UNARMED, {"type": "set_roe", "actor": "gb", "tier": 1, "level": 3}, (), (),
         {"type": "set_roe", "actor": "gb", "tier": 1, "level": 1}),
    Case(R.MANDATE_WEAKER, {"type": "seek_mandate", "actor": "gb", "mandate": "bilateral"}, (),
         (), {"type": "seek_mandate", "actor": "gb", "mandate": "unsc"}),
    Case(R.MANDATE_UNDER_WAY, {"type": "seek_mandate", "actor": "gb", "mandate": "eu"},
         (given(type="seek_mandate", actor="gb", mandate="unsc"),),
         (put("mandate_sought", "none"),)),
    Case(R.MANDATE_VETOED, {"type": "seek_mandate", "actor": "gb", "mandate": "unsc"},
         (put("flag", 1, "flag:unsc_vetoed"),),
         (given(type="make_statement", actor="fr", subject="open_format"),)),
    Case(R.NO_TRUCE, {"type": "set_phase", "actor": "gb", "phase": "deploying"},
         (put("mission_phase", "pre_deal"), put("ceasefire_status", "none")),
         (given(type="make_statement", actor="fr", subject="early_entry"),)),
    Case(R.NOT_AT_TABLE, {"type": "seek_agreement", "actor": "pl", "status": "peace"}, (), (),
         {"type": "seek_agreement", "actor": "ua", "status": "peace"}),
    Case(R.TALKS_UNDER_WAY, {"type": "seek_agreement", "actor": "us", "status": "peace"},
         (given(type="seek_agreement", actor="ua", status="frozen"),),
         (put("agreement_sought", "none"),)),
    Case(R.SEAT_LOW, {"type": "set_coverage", "actor": "gb", "sector": "kupiansk"},
         (put("covered", 0, "sector:kupiansk"), put("europe_seat", 30)),
         (given(type="make_statement", actor="fr", subject="common_position"),)),
    Case(R.COMPOSITION, LIGHT,
         (offered(BDE), given(type="set_composition", actor="fr", composition="neutral")),
         (given(type="set_composition", actor="fr", composition="open"),)),
    Case(R.PROMISE_SOUGHT, {"type": "seek_promise", "actor": "gb", "form": "treaty"},
         (given(type="seek_promise", actor="fr", form="written"),),
         (put("us_promise_sought", "none"),)),
    Case(R.SUPPORT_NOT_LENT, {"type": "request_support", "actor": "gb", "support": "air"},
         (put("us_backstop", 38),), (put("us_backstop", 40),)),
    Case(R.NOT_AN_ALLY, {"type": "backfill_flank", "actor": "ie", "brigades": 1}, (), (),
         {"type": "backfill_flank", "actor": "gb", "brigades": 1}),
    Case(R.NO_BRIGADE, {"type": "backfill_flank", "actor": "gb", "brigades": 3}, (), (),
         {"type": "backfill_flank", "actor": "gb", "brigades": 2}),
    Case(R.NOT_GUARANTOR, {"type": "make_statement", "actor": "gb", "subject": "endorse"}, (), (),
         {"type": "make_statement", "actor": "us", "subject": "endorse"}),
    Case(R.ARMY_WEAK, {"type": "make_statement", "actor": "fr", "subject": "argue_pinning"},
         (put("ua_army", 50),), (put("ua_army", 55),)),
    Case(R.ARMS_CONCEDED, {"type": "deliver_arms", "actor": "gb", "arms": "artillery"},
         (given(type="answer_demand", actor="ua", demand="arms", answer="accept"),), (),
         {"type": "fund_programme", "actor": "gb", "programme": "depots", "amount": 20}),
    Case(R.NO_INTERCEPTION_RULE, {"type": "declare_zone", "actor": "gb", "area": AREA}, (),
         (stands(JET, "apt_boryspil", 4),
          given(type="set_posture", actor="gb", air_posture="patrol"))),
    Case(R.WASHINGTON_BLOCKS, {"type": "demarche", "actor": "gb", "errand": "support_nato_track"},
         (put("us_backstop", 60),), (put("us_backstop", 65),)),
    Case(R.COVER_MISSING, {"type": "use_assets", "actor": "fr", "use": "full_loan"},
         (put("caveat", 1, "actor:nl", "caveat:euroclear_liability"),
          put("willingness", 60, "actor:nl")),
         (given(type="make_statement", actor="gb", subject="common_fund"),)),
    Case(R.NOT_HELD, {"type": "sanction", "actor": "fr", "package": "release"}, (),
         (given(type="sanction", actor="gb", package="snapback"),)),
    Case(R.NOT_IN_UNION, {"type": "demarche", "actor": "gb", "errand": "confront_veto"}, (), (),
         {"type": "demarche", "actor": "fr", "errand": "confront_veto"}),
    Case(R.NOT_A_PARTY, {"type": "demarche", "actor": "ru", "errand": "prebunk"}, (), (),
         {"type": "demarche", "actor": "gb", "errand": "prebunk"}),
    Case(R.CESSION_BARRED,
         {"type": "answer_demand", "actor": "ua", "demand": "territory", "answer": "accept"},
         (put("caveat", 1, "actor:ua", "caveat:no_cession_by_constitution"),), (),
         {"type": "answer_demand", "actor": "ua", "demand": "territory", "answer": "refuse"}),
    Case(R.TOO_LATE, {"type": "address_parliament", "actor": "gb"},
         (stands(BDE, "kyiv"), put("turns_since_deploy", 2, "actor:gb")), (),
         {"type": "address_parliament", "actor": "gb", "act": "debate"}),
    Case(R.NO_UNITS_OUT, {"type": "address_parliament", "actor": "fr"}, (),
         (stands(OBS, "kherson", 1),)),
    Case(R.NO_VOTE_DUE, {"type": "seek_majority", "actor": "nl"}, (), (),
         {"type": "seek_majority", "actor": "es"}),
    Case(R.NOT_MEMBER, {"type": "mediate", "actor": "gb", "one": "fr", "other": "hu"},
         (put("willingness", 50, "actor:de"),), (),
         {"type": "mediate", "actor": "gb", "one": "fr", "other": "de"}),
    Case(R.POLICY_REFUSES, LIGHT, (offered(BDE), put("troop_policy", "refuse", "actor:gb")),
         (given(type="set_troop_policy", actor="gb", policy="in_ukraine"),)),
    Case(R.POLICY_MANDATE, {"type": "set_troop_policy", "actor": "de", "policy": "in_ukraine"},
         (put("mandate", "bilateral"), put("us_backstop", 60)), (put("mandate", "treaty"),)),
    Case(R.POLICY_BACKSTOP, {"type": "set_troop_policy", "actor": "de", "policy": "in_ukraine"},
         (), (put("us_backstop", 50),)),
    Case(R.ROLE_UNFIT,
         {"type": "offer_role", "actor": "gb", "role": "logistics_hub", "partner": "pl"},
         (put("base_agreement", 0),), (given(type="sign_base_agreement", actor="pl"),)),
    Case(R.NO_CEASEFIRE,
         {"type": "offer_role", "actor": "gb", "role": "sea_command", "partner": "tr"},
         (put("ceasefire_status", "none"),), (put("ceasefire_status", "ceasefire"),)),
    Case(R.TALKS_ON, {"type": "switch_track", "actor": "gb", "track": "help_fight"}, (),
         (put("ceasefire_status", "collapsed"),)),
    Case(R.NO_QUARREL, {"type": "mediate", "actor": "gb", "one": "fr", "other": "de"}, (),
         (put("willingness", 50, "actor:de"),)),
    Case(R.TOO_FEW, {"type": "set_posture", "actor": "gb", "force_posture": "multi_brigade"},
         (put("willingness", 50), put("commitment", 2)), (put("willingness", 60),)),
)  # fmt: skip

FORM_CASES: tuple[Case, ...] = (
    Case(R.CANNOT_JOIN, {"type": "join", "actor": "ru"}, (), (), {"type": "join", "actor": "at"}),
    Case(R.BLOCKED, {"type": "set_roe", "actor": "gb", "tier": 3, "level": 3},
         (put("decision_rule", "consensus"), put("willingness", 20, "actor:tr")),
         (put("willingness", 30, "actor:tr"),)),
    Case(R.OUTVOTED, {"type": "set_roe", "actor": "gb", "tier": 3, "level": 3},
         (put("decision_rule", "majority"), put("willingness", 40)),
         (given(type="set_decision_rule", actor="gb", rule="lead_nations"),)),
    Case(R.SUMMIT_LATELY, {"type": "call_summit", "actor": "gb"}, (put("last_summit", 4),),
         (wait(2),)),
    Case(R.BOUND_BY_FORCES, {"type": "commit", "actor": "gb", "level": 2},
         (put("commitment", 4, "actor:gb"),), (put("commitment", 3, "actor:gb"),)),
    Case(R.NOT_A_MEMBER, {"type": "invite_lead", "actor": "gb", "whom": "at"}, (),
         (given(type="join", actor="at"),)),
    Case(R.LEAD_UNWILLING, {"type": "invite_lead", "actor": "gb", "whom": "pl"},
         (put("willingness", 19, "actor:pl"),), (put("willingness", 20, "actor:pl"),)),
    Case(R.NO_STAFF, {"type": "offer_headquarters", "actor": "pl"}, (), (),
         {"type": "offer_headquarters", "actor": "gb", "provide": False}),
    Case(R.NOT_OF_THE_THREE, {"type": "e3_call", "actor": "pl"}, (), (),
         {"type": "e3_call", "actor": "de"}),
    Case(R.THREE_APART, {"type": "e3_call", "actor": "de"}, (put("e3_alignment", 39),),
         (put("e3_alignment", 40),)),
    Case(R.NO_STRUCTURE, {"type": "arrange", "actor": "gb", "what": "legal_status"}, (),
         (given(type="make_statement", actor="fr", subject="secretariat"),)),
    Case(R.TOO_FEW_MEMBERS, {"type": "arrange", "actor": "fr", "what": "eurogroup"},
         (put("willingness", 49, "actor:it"),), (put("willingness", 50, "actor:it"),)),
    Case(R.NO_EUROGROUP, {"type": "adopt_plan", "actor": "fr", "years": 15}, (),
         (given(type="arrange", actor="gb", what="eurogroup"),)),
    Case(R.TASK_UNFIT, {"type": "assign_task", "actor": "gb", "force": BDE, "task": "train"},
         (stands(BDE, "kyiv"),), (),
         {"type": "assign_task", "actor": "gb", "force": BDE, "task": "guard"}),
    Case(R.ON_THE_WAY, {"type": "prepare", "actor": "gb", "force": BDE},
         (put("status", "moving", f"force:{BDE}"),), (stands(BDE, "kyiv"),)),
    Case(R.OVER_SIZE, LIGHT,
         (offered(BDE), stands("fr_mech_bde_1", "lviv"), stands("fr_light_bde_1", "lviv"),
          given(type="set_size", actor="gb", size="light")),
         (given(type="set_size", actor="gb", size="medium"),)),
    Case(R.OVER_CONTINGENT, LIGHT,
         (offered(BDE), given(type="set_size", actor="fr", contingent=3000)),
         (given(type="set_size", actor="fr", contingent=4000),)),
    Case(R.POSTURE_FORBIDS, LIGHT,
         (offered(BDE), given(type="set_posture", actor="gb", force_posture="air_sea")),
         (given(type="set_posture", actor="gb", force_posture="hubs"),)),
    Case(R.MOSCOW_DECLINES, {"type": "set_zone", "actor": "gb", "km": 10},
         (put("ru_patience", 34),), (put("ru_patience", 35),)),
    Case(R.KYIV_DECLINES, {"type": "set_zone", "actor": "gb", "km": 10},
         (put("ua_politics", 44),), (put("ua_politics", 45),)),
    Case(R.NO_RELIEF, {"type": "relieve", "actor": "gb", "force": BDE},
         (stands(BDE, "kyiv"), stands("gb_mech_bde_1", "kyiv"),
          put("turns_deployed", 9, f"force:{BDE}")),
         (given(type="withdraw", actor="gb", force="gb_mech_bde_1"),)),
    Case(R.NO_AIR_ENABLERS, {"type": "set_posture", "actor": "gb", "air_posture": "enforcement"},
         (stands(JET, "apt_boryspil", 4), put("us_share", 20, "enabler:aew")),
         (put("eu_share", 60, "enabler:aew"),)),
)  # fmt: skip
_TEST = {"type": "test", "actor": "ru"}
RED_CASES: tuple[Case, ...] = (
    Case(R.NOT_ADVERSARY, {**_TEST, "actor": "gb", "way": "cyber"}, (), (),
         {**_TEST, "way": "cyber"}),
    Case(R.WAY_TAKEN, {**_TEST, "way": "cyber"}, (given(**_TEST, way="cyber"),), (),
         {**_TEST, "way": "drone"}),
    Case(R.WAYS_FULL, {**_TEST, "way": "cyber"},
         (given(**_TEST, way="drone"), given(**_TEST, way="energy")),
         (put("red_hand", 0),)),
    Case(R.NO_OPENING, {**_TEST, "way": "hostage"},
         (put("observers_deployed", 0), put("coalition_people", 0)), (),
         {**_TEST, "way": "disinformation"}),
    Case(R.TARGET_UNFIT, {**_TEST, "way": "cyber", "sector": WORLD.names["sector"][0]}, (), (),
         {**_TEST, "way": "armed_probe", "sector": WORLD.names["sector"][0]}),
)  # fmt: skip
CASES += FORM_CASES + RED_CASES

ACCEPTED: tuple[tuple[Data, tuple[Change, ...]], ...] = (
    ({"type": "offer", "actor": "gb", "force": BDE, "pace": "fast"}, ()),
    ({"type": "withdraw_offer", "actor": "gb", "force": BDE}, (offered(BDE),)),
    (LIGHT, (offered(BDE),)),
    (deploy(BDE, "kyiv", via="x_dorohusk"), (offered(BDE),)),
    (deploy(BDE, "kyiv"), (offered(BDE, ready=False),)),
    (deploy("ua_uaf_bde_1", "sumy"), (put("status", "home", "force:ua_uaf_bde_1"),)),
    (deploy("tr_escort_ship_1", "constanta"), (offered("tr_escort_ship_1"),)),
    ({"type": "redeploy", "actor": "gb", "force": BDE, "to": "lviv"}, (stands(BDE, "kyiv"),)),
    ({"type": "withdraw", "actor": "gb", "force": BDE}, (stands(BDE, "kyiv"),)),
    ({"type": "set_posture", "actor": "gb", "force_posture": "hubs", "air_posture": "off"}, ()),
    ({"type": "set_tier", "actor": "fr", "force": OBS, "tier": 1}, (stands(OBS, "kherson"),)),
    ({"type": "set_roe", "actor": "fr", "tier": 3, "level": 5}, ()),
    ({"type": "seek_mandate", "actor": "gb", "mandate": "unsc"}, ()),
    ({"type": "grant_authorisation", "actor": "es"}, (put("decision", "none"),)),
    ({"type": "seek_authorisation", "actor": "de"}, (put("decision", "none"),)),
    ({"type": "fund", "actor": "gb", "amount": 100.0}, ()),
    ({"type": "fund", "actor": "gb", "to": "ukraine", "amount": 100.0}, ()),
    ({"type": "fund", "actor": "de", "package": "de_regen_bde_1"}, ()),
    ({"type": "train", "actor": "gb", "force": "gb_training_bn_1"},
     (stands("gb_training_bn_1", "lviv"),)),
    ({"type": "replace_enabler", "actor": "fr", "enabler": "isr", "points": 3}, ()),
    ({"type": "sanction", "actor": "fr"}, ()),
    ({"type": "sanction", "actor": "de", "package": "oil"}, ()),
    ({"type": "sanction", "actor": "gb", "package": "snapback"}, ()),
    *(({"type": "sanction", "actor": "gb", "package": package}, ()) for package in (
        "tariffs", "price_cap", "secondary",
    )),
    *(({"type": "sanction", "actor": "gb", "package": package},
       (put("flag", 1, "flag:snapback_ready"),)) for package in ("release", "trade")),
    ({"type": "fund", "actor": "gb", "amount": 50, "multi_year": True}, ()),
    ({"type": "fund_programme", "actor": "gb", "programme": "depots", "amount": 20}, ()),
    *(({"type": "deliver_arms", "actor": "gb", "arms": arms, "credit": credit}, ())
      for arms in ("air_defence", "long_range") for credit in (True, False)),
    ({"type": "set_strike_policy", "actor": "fr", "policy": "free"}, ()),
    ({"type": "set_training_scope", "actor": "gb", "scope": "forward"}, ()),
    ({"type": "declare_zone", "actor": "gb", "area": AREA}, (put("flag", 1, "flag:roe_common"),)),
    ({"type": "use_assets", "actor": "eu", "use": "income_loan"}, ()),
    ({"type": "answer_demand", "actor": "ua", "demand": "limits", "answer": "trade"}, ()),
    *(({"type": "demarche", "actor": "fr", "errand": errand},
       (put("us_backstop", 70), put("hu_government", word))) for errand, word in (
        ("support_accession", "cooperative"), ("support_nato_track", "obstructive"),
        ("consult_kyiv", "obstructive"), ("meet_envoys", "obstructive"),
        ("direct_talks", "obstructive"), ("engage_china", "obstructive"),
        ("press_china", "obstructive"), ("raise_korea", "obstructive"),
        ("press_producers", "obstructive"), ("bypass_veto", "obstructive"),
        ("buy_veto", "obstructive"), ("confront_veto", "obstructive"),
        ("prebunk", "obstructive"), ("calm", "obstructive"), ("set_deadline", "obstructive"),
    )),
    ({"type": "demarche", "actor": "ua", "errand": "call_election"}, ()),
    ({"type": "demarche", "actor": "fr", "errand": "close_format"},
     (put("talks_format", "direct"),)),
    *(({"type": "make_statement", "actor": "fr", "subject": "message", "frame": frame}, ())
      for frame in ("defensive", "peaceful", "sovereign")),
    ({"type": "sign_base_agreement", "actor": "pl"}, (put("base_agreement", 0),)),
    ({"type": "set_command", "actor": "gb", "command": "nato", "emergency_authority": True}, ()),
    ({"type": "set_intervention_rule", "actor": "gb", "rule": "automatic"}, ()),
    ({"type": "invite", "actor": "ua", "consent": False}, ()),
    ({"type": "limit", "actor": "ua", "east": True}, ()),
    ({"type": "negotiate_caveat", "actor": "es", "caveat": "no_combat"}, ()),
    ({"type": "set_phase", "actor": "gb", "phase": "pre_deal"}, ()),
    ({"type": "seek_agreement", "actor": "ua", "status": "peace"}, ()),
    ({"type": "set_coverage", "actor": "fr", "sector": "kupiansk", "covered": False}, ()),
    ({"type": "set_composition", "actor": "fr", "composition": "no_nato_brigades"}, ()),
    ({"type": "prepare_response", "actor": "gb", "event": "probe", "step": "arms"}, ()),
    ({"type": "set_attack_answer", "actor": "gb", "answer": "coalition"}, ()),
    ({"type": "seek_promise", "actor": "gb", "form": "written"}, ()),
    ({"type": "request_support", "actor": "gb", "support": "sea"}, ()),
    ({"type": "buy_american", "actor": "de", "amount": 40}, ()),
    ({"type": "backfill_flank", "actor": "gb", "brigades": 1}, ()),
    ({"type": "reinforce_flank", "actor": "fr", "level": 2}, ()),
    ({"type": "make_statement", "actor": "us", "subject": "endorse"}, ()),
    ({"type": "make_statement", "actor": "gb", "subject": "nuclear_silence"},
     (put("nuclear_signal", 1),)),
    ({"type": "fund", "actor": "it", "to": "reconstruction", "amount": 50.0}, ()),
    ({"type": "address_parliament", "actor": "gb"}, (stands(BDE, "kyiv"),)),
    ({"type": "address_parliament", "actor": "it", "act": "debate"}, ()),
    ({"type": "address_parliament", "actor": "fr", "act": "vote"}, (stands(OBS, "kherson", 1),)),
    ({"type": "seek_majority", "actor": "es"}, ()),
    ({"type": "seek_majority", "actor": "es", "offer": "duration"}, ()),
    ({"type": "set_troop_policy", "actor": "de", "policy": "in_ukraine"},
     (put("us_backstop", 55),)),
    ({"type": "set_troop_policy", "actor": "gb", "policy": "refuse"}, (stands(BDE, "kyiv"),)),
    ({"type": "lobby_congress", "actor": "ua"}, ()),
    ({"type": "offer_role", "actor": "gb", "role": "training_hub", "partner": "ro"}, ()),
    ({"type": "offer_role", "actor": "fr", "role": "sea_command", "partner": "tr"}, ()),
    ({"type": "offer_role", "actor": "fr", "role": "partner", "partner": "au"}, ()),
    ({"type": "mediate", "actor": "gb", "one": "fr", "other": "de"},
     (put("willingness", 50, "actor:de"),)),
    ({"type": "set_effort", "actor": "gb", "guarantee": 1, "pressure": 3, "support": 2}, ()),
    ({"type": "switch_track", "actor": "gb", "track": "help_fight"},
     (put("ceasefire_status", "collapsed"),)),
    ({"type": "switch_track", "actor": "gb", "track": "secure_peace"},
     (put("support_track", "help_fight"),)),
    *(({"type": "make_statement", "actor": "fr", "subject": subject}, ()) for subject in (
        "red_lines", "common_position", "joint_text", "message", "visit", "ask_washington",
        "open_format", "review_clause", "nuclear_signal", "secretariat", "permanent_treaty",
        "common_fund", "early_entry", "pool_isr", "argue_pinning",
    )),
)  # fmt: skip
"""Orders that are lawful after their changes to the open situation; every type is among them."""

FORM_ACCEPTED: tuple[tuple[Data, tuple[Change, ...]], ...] = (
    ({"type": "join", "actor": "at"}, ()),
    ({"type": "join", "actor": "gb", "join": False}, (stands(BDE, "kyiv"),)),
    ({"type": "recruit", "actor": "gb", "whom": "hu"}, ()),
    ({"type": "commit", "actor": "es", "level": 3}, ()),
    ({"type": "commit", "actor": "fr", "level": 1}, (put("commitment", 3, "actor:fr"),)),
    ({"type": "invite_lead", "actor": "fr", "whom": "pl"}, ()),
    ({"type": "offer_headquarters", "actor": "gb", "provide": False}, ()),
    ({"type": "set_decision_rule", "actor": "gb", "rule": "consensus"}, ()),
    ({"type": "set_breadth", "actor": "fr", "breadth": "kernel"}, ()),
    ({"type": "assign_staff", "actor": "gb", "work": "manpower"}, ()),
    ({"type": "call_summit", "actor": "fr", "agenda": "money"}, ()),
    ({"type": "e3_call", "actor": "de"}, ()),
    ({"type": "e3_call", "actor": "de", "result": "open_row"}, ()),
    ({"type": "arrange", "actor": "gb", "what": "eurogroup"}, ()),
    ({"type": "arrange", "actor": "gb", "what": "nato_liaison"}, ()),
    ({"type": "adopt_plan", "actor": "fr", "years": 5}, ()),
    ({"type": "set_condition", "actor": "fr", "condition": "request"}, ()),
    ({"type": "assign_task", "actor": "gb", "force": BDE, "task": "deter"},
     (stands(BDE, "kyiv"),)),
    ({"type": "prepare", "actor": "gb", "force": BDE}, ()),
    ({"type": "relieve", "actor": "fr", "force": OBS},
     (stands(OBS, "kyiv"), put("turns_deployed", 9, f"force:{OBS}"),
      put("readiness", 50, f"force:{OBS}"))),
    ({"type": "set_size", "actor": "gb", "size": "medium", "contingent": 5000}, ()),
    ({"type": "set_reserve", "actor": "gb", "hours": 12}, ()),
    ({"type": "set_zone", "actor": "gb", "km": 15}, ()),
    ({"type": "name_mission", "actor": "fr", "label": "peacekeeping"}, ()),
)  # fmt: skip
ACCEPTED += FORM_ACCEPTED
RED_ACCEPTED: tuple[tuple[Data, tuple[Change, ...]], ...] = (
    ({**_TEST, "way": "wait"}, ()),
    ({**_TEST, "way": "belarus"}, ()),
    ({**_TEST, "way": "strike", "area": AREA}, ()),
    ({**_TEST, "way": "sabotage", "link": WORLD.names["link"][0]}, ()),
)
ACCEPTED += RED_ACCEPTED
