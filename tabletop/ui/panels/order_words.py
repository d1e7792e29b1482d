"""The words of the form for orders: titles of orders, of their groups and fields, and of values.

An order that is not named here is read as it is written, so that a new one can be given at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QCoreApplication

from tabletop.ui.panels.words import said
from tabletop.ui.translating import QT_TRANSLATE_NOOP as WORD

_W = "OrderWord"

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "deployment": WORD(_W, "Forces"),
        "concept": WORD(_W, "Tasks and shape of the force"),
        "posture": WORD(_W, "Posture, rules and command"),
        "answers": WORD(_W, "Prepared answers"),
        "politics": WORD(_W, "Mandates and national decisions"),
        "capitals": WORD(_W, "Capitals"),
        "coalition": WORD(_W, "Coalition"),
        "form": WORD(_W, "Staffs, plans and summits"),
        "partners": WORD(_W, "Partners"),
        "timing": WORD(_W, "Agreement and timing"),
        "money": WORD(_W, "Money, training and sanctions"),
        "support": WORD(_W, "Support of Ukraine"),
        "ukraine": WORD(_W, "Kyiv's consent"),
        "america": WORD(_W, "United States"),
        "flank": WORD(_W, "NATO's flank"),
        "diplomacy": WORD(_W, "Diplomacy"),
        "statements": WORD(_W, "Statements"),
        "adversary": WORD(_W, "Russia, by hand"),
    }
)
"""The modules of orders, in the order in which they are offered, with their headings."""

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "deploy": WORD(_W, "Deploy a force"),
        "test": WORD(_W, "Test the coalition"),
        "redeploy": WORD(_W, "Redeploy a force"),
        "offer": WORD(_W, "Offer a force"),
        "withdraw": WORD(_W, "Withdraw a force"),
        "withdraw_offer": WORD(_W, "Take an offer back"),
        "seek_mandate": WORD(_W, "Seek a mandate"),
        "grant_authorisation": WORD(_W, "Grant the national authorisation"),
        "seek_authorisation": WORD(_W, "Seek the national authorisation"),
        "sign_base_agreement": WORD(_W, "Sign a base agreement"),
        "negotiate_caveat": WORD(_W, "Negotiate a caveat"),
        "join": WORD(_W, "Join or leave the coalition"),
        "recruit": WORD(_W, "Recruit a state"),
        "commit": WORD(_W, "Commit to a level of action"),
        "invite_lead": WORD(_W, "Invite a lead nation"),
        "offer_headquarters": WORD(_W, "Offer a headquarters"),
        "set_decision_rule": WORD(_W, "Set how the coalition decides"),
        "set_breadth": WORD(_W, "Set the coalition's breadth"),
        "assign_staff": WORD(_W, "Assign the planning staff"),
        "call_summit": WORD(_W, "Call a summit"),
        "e3_call": WORD(_W, "Hold a call of the three"),
        "arrange": WORD(_W, "Make an arrangement"),
        "adopt_plan": WORD(_W, "Adopt a plan of equipment"),
        "set_condition": WORD(_W, "Set the condition for deployment"),
        "set_posture": WORD(_W, "Set the posture"),
        "set_tier": WORD(_W, "Set a force's tier"),
        "set_roe": WORD(_W, "Set the rules of engagement"),
        "set_command": WORD(_W, "Set the command"),
        "set_intervention_rule": WORD(_W, "Set the intervention rule"),
        "assign_task": WORD(_W, "Give a force a task"),
        "prepare": WORD(_W, "Prepare a force"),
        "relieve": WORD(_W, "Relieve a force"),
        "set_size": WORD(_W, "Set the size of the force"),
        "set_reserve": WORD(_W, "Set the reserve's readiness"),
        "set_zone": WORD(_W, "Set the zone along the line"),
        "name_mission": WORD(_W, "Name the mission"),
        "fund": WORD(_W, "Give money"),
        "train": WORD(_W, "Train Ukrainian troops"),
        "replace_enabler": WORD(_W, "Replace an American enabler"),
        "sanction": WORD(_W, "Set sanctions"),
        "invite": WORD(_W, "Give or end Kyiv's consent"),
        "limit": WORD(_W, "Limit where forces stand"),
        "fund_programme": WORD(_W, "Fund a programme"),
        "deliver_arms": WORD(_W, "Deliver arms"),
        "set_strike_policy": WORD(_W, "Set the policy on strikes"),
        "set_training_scope": WORD(_W, "Set where training takes place"),
        "declare_zone": WORD(_W, "Declare an air zone"),
        "demarche": WORD(_W, "Send envoys"),
        "answer_demand": WORD(_W, "Answer a demand"),
        "use_assets": WORD(_W, "Use the frozen assets"),
        "make_statement": WORD(_W, "Make a statement"),
        "set_phase": WORD(_W, "Set the phase of the mission"),
        "seek_agreement": WORD(_W, "Seek an agreement"),
        "set_coverage": WORD(_W, "Cover a sector by the guarantee"),
        "set_composition": WORD(_W, "Set who takes part in the force"),
        "prepare_response": WORD(_W, "Prepare a response"),
        "set_attack_answer": WORD(_W, "Set the answer to an attack"),
        "seek_promise": WORD(_W, "Seek an American promise"),
        "request_support": WORD(_W, "Request American support"),
        "buy_american": WORD(_W, "Buy American arms"),
        "backfill_flank": WORD(_W, "Backfill the flank"),
        "reinforce_flank": WORD(_W, "Reinforce the flank"),
        "address_parliament": WORD(_W, "Address parliament"),
        "seek_majority": WORD(_W, "Seek a majority"),
        "set_troop_policy": WORD(_W, "Set the policy on sending units"),
        "lobby_congress": WORD(_W, "Lobby Congress"),
        "offer_role": WORD(_W, "Offer a role"),
        "mediate": WORD(_W, "Mediate between two states"),
        "set_effort": WORD(_W, "Share effort between the tracks"),
        "switch_track": WORD(_W, "Switch the track of support"),
    }
)
"""Orders as people call them."""

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "via": WORD(_W, "By way of"),
        "mandate": WORD(_W, "Mandate"),
        "amount": WORD(_W, "EUR m a month"),
        "points": WORD(_W, "Points a turn"),
        "set_roe.level": WORD(_W, "Level (1 observe – 5 act)"),
        "commit.level": WORD(_W, "Level of commitment"),
        "reinforce_flank.level": WORD(_W, "Level of readiness"),
        "emergency_authority": WORD(_W, "Emergency authority"),
        "east": WORD(_W, "Keep west of the Dnipro"),
        "set_zone.km": WORD(_W, "Width in km"),
        "set_reserve.hours": WORD(_W, "Ready within hours"),
        "set_size.contingent": WORD(_W, "Most people of each state"),
        "adopt_plan.years": WORD(_W, "Years it reaches"),
        "guarantee": WORD(_W, "Share for the guarantee"),
        "pressure": WORD(_W, "Share for pressure"),
        "set_effort.support": WORD(_W, "Share for support"),
        "mediate.one": WORD(_W, "Between"),
        "mediate.other": WORD(_W, "And"),
        "multi_year": WORD(_W, "For several years"),
        "credit": WORD(_W, "On credit"),
        "e3_call.result": WORD(_W, "What comes out"),
        "set_attack_answer.answer": WORD(_W, "Who answers"),
    }
)
"""Fields as people call them, by name or by ``order.field`` where one name means several things."""

VALUES: Mapping[str, str] = MappingProxyType(
    {
        "nato": "NATO",
        "eu": "EU",
        "unsc": WORD(_W, "UN Security Council"),
        "treaty": WORD(_W, "treaty"),
        "bilateral": WORD(_W, "bilateral, by host consent"),
        "monitors_treaty": WORD(_W, "treaty with monitors"),
        "lead_nation": WORD(_W, "lead nation"),
        "mandate": WORD(_W, "mandate"),
        "raise_korea": WORD(_W, "raise the Korean troops"),
        "support_nato_track": WORD(_W, "support the NATO track"),
        "consult_kyiv": WORD(_W, "consult Kyiv"),
        "engage_china": WORD(_W, "engage China"),
        "press_china": WORD(_W, "press China"),
        "ask_washington": WORD(_W, "ask Washington"),
        "pool_isr": WORD(_W, "pool reconnaissance (ISR)"),
        "nato_liaison": WORD(_W, "liaison with NATO"),
        "eu_liaison": WORD(_W, "liaison with the EU"),
        "no_nato_brigades": WORD(_W, "no brigades from NATO states"),
        "consult_nato": WORD(_W, "consult NATO"),
        "air_sea": WORD(_W, "air and sea"),
        "multi_brigade": WORD(_W, "several brigades"),
        "in_ukraine": WORD(_W, "in Ukraine"),
        "pre_deal": WORD(_W, "before a deal"),
    }
)
"""Values of fields whose words are not their codes."""


def _tr(text: str) -> str:
    return QCoreApplication.translate(_W, text)


def order_title(type: str) -> str:
    """Return what people call a type of order."""
    return _tr(TITLES[type]) if type in TITLES else said(type).capitalize()


def group_title(group: str) -> str:
    """Return the heading of a group of orders."""
    return _tr(GROUPS[group]) if group in GROUPS else said(group).capitalize()


def field_title(type: str, field: str) -> str:
    """Return what people call a field of a type of order."""
    words = FIELDS.get(f"{type}.{field}") or FIELDS.get(field)
    return _tr(words) if words else field.replace("_", " ").capitalize()


def value_words(field: str, value: Any) -> str:
    """Return what people read for a value of a field."""
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    if field == "tier":
        return f"T{value}"
    code = str(value)
    return _tr(VALUES[code]) if code in VALUES else said(code)
