"""What people call orders, their groups, their fields, and the values of these.

An order that is not named here is read as it is written, so that a new one can be given at once.
Nothing in the rules imports this module; the session, the desk and the report do.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "deployment": "Forces",
        "concept": "Tasks and shape of the force",
        "posture": "Posture, rules and command",
        "answers": "Prepared answers",
        "politics": "Mandates and national decisions",
        "capitals": "Capitals",
        "coalition": "Coalition",
        "form": "Staffs, plans and summits",
        "partners": "Partners",
        "timing": "Agreement and timing",
        "money": "Money, training and sanctions",
        "support": "Support of Ukraine",
        "ukraine": "Kyiv's consent",
        "america": "United States",
        "flank": "NATO's flank",
        "diplomacy": "Diplomacy",
        "statements": "Statements",
        "adversary": "Russia, by hand",
    }
)
"""The modules of orders, in the order in which they are offered, with their headings."""

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "deploy": "Deploy a force",
        "test": "Test the coalition",
        "redeploy": "Redeploy a force",
        "offer": "Offer a force",
        "withdraw": "Withdraw a force",
        "withdraw_offer": "Take an offer back",
        "seek_mandate": "Seek a mandate",
        "grant_authorisation": "Grant the national authorisation",
        "seek_authorisation": "Seek the national authorisation",
        "sign_base_agreement": "Sign a base agreement",
        "negotiate_caveat": "Negotiate a caveat",
        "join": "Join or leave the coalition",
        "recruit": "Recruit a state",
        "commit": "Commit to a level of action",
        "invite_lead": "Invite a lead nation",
        "offer_headquarters": "Offer a headquarters",
        "set_decision_rule": "Set how the coalition decides",
        "set_breadth": "Set the coalition's breadth",
        "assign_staff": "Assign the planning staff",
        "call_summit": "Call a summit",
        "e3_call": "Hold a call of the three",
        "arrange": "Make an arrangement",
        "adopt_plan": "Adopt a plan of equipment",
        "set_condition": "Set the condition for deployment",
        "set_posture": "Set the posture",
        "set_tier": "Set a force's tier",
        "set_roe": "Set the rules of engagement",
        "set_command": "Set the command",
        "set_intervention_rule": "Set the intervention rule",
        "assign_task": "Give a force a task",
        "prepare": "Prepare a force",
        "relieve": "Relieve a force",
        "set_size": "Set the size of the force",
        "set_reserve": "Set the reserve's readiness",
        "set_zone": "Set the zone along the line",
        "name_mission": "Name the mission",
        "fund": "Give money",
        "train": "Train Ukrainian troops",
        "replace_enabler": "Replace an American enabler",
        "sanction": "Set sanctions",
        "invite": "Give or end Kyiv's consent",
        "limit": "Limit where forces stand",
        "fund_programme": "Fund a programme",
        "deliver_arms": "Deliver arms",
        "set_strike_policy": "Set the policy on strikes",
        "set_training_scope": "Set where training takes place",
        "declare_zone": "Declare an air zone",
        "demarche": "Send envoys",
        "answer_demand": "Answer a demand",
        "use_assets": "Use the frozen assets",
        "make_statement": "Make a statement",
        "set_phase": "Set the phase of the mission",
        "seek_agreement": "Seek an agreement",
        "set_coverage": "Cover a sector by the guarantee",
        "set_composition": "Set who takes part in the force",
        "prepare_response": "Prepare a response",
        "set_attack_answer": "Set the answer to an attack",
        "seek_promise": "Seek an American promise",
        "request_support": "Request American support",
        "buy_american": "Buy American arms",
        "backfill_flank": "Backfill the flank",
        "reinforce_flank": "Reinforce the flank",
        "address_parliament": "Address parliament",
        "seek_majority": "Seek a majority",
        "set_troop_policy": "Set the policy on sending units",
        "lobby_congress": "Lobby Congress",
        "offer_role": "Offer a role",
        "mediate": "Mediate between two states",
        "set_effort": "Share effort between the tracks",
        "switch_track": "Switch the track of support",
    }
)
"""Orders as people call them."""

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "via": "By way of",
        "mandate": "Mandate",
        "amount": "EUR m a month",
        "points": "Points a turn",
        "set_roe.level": "Level (1 observe – 5 act)",
        "commit.level": "Level of commitment",
        "reinforce_flank.level": "Level of readiness",
        "emergency_authority": "Emergency authority",
        "east": "Keep west of the Dnipro",
        "set_zone.km": "Width in km",
        "set_reserve.hours": "Ready within hours",
        "set_size.contingent": "Most people of each state",
        "adopt_plan.years": "Years it reaches",
        "guarantee": "Share for the guarantee",
        "pressure": "Share for pressure",
        "set_effort.support": "Share for support",
        "mediate.one": "Between",
        "mediate.other": "And",
        "multi_year": "For several years",
        "credit": "On credit",
        "e3_call.result": "What comes out",
        "set_attack_answer.answer": "Who answers",
    }
)
"""Fields as people call them, by name or by ``order.field`` where one name means several things."""

VALUES: Mapping[str, str] = MappingProxyType(
    {
        "nato": "NATO",
        "eu": "EU",
        "unsc": "UN Security Council",
        "treaty": "treaty",
        "bilateral": "bilateral, by host consent",
        "monitors_treaty": "treaty with monitors",
        "lead_nation": "lead nation",
        "mandate": "mandate",
        "raise_korea": "raise the Korean troops",
        "support_nato_track": "support the NATO track",
        "consult_kyiv": "consult Kyiv",
        "engage_china": "engage China",
        "press_china": "press China",
        "ask_washington": "ask Washington",
        "pool_isr": "pool reconnaissance (ISR)",
        "nato_liaison": "liaison with NATO",
        "eu_liaison": "liaison with the EU",
        "no_nato_brigades": "no brigades from NATO states",
        "consult_nato": "consult NATO",
        "air_sea": "air and sea",
        "multi_brigade": "several brigades",
        "in_ukraine": "in Ukraine",
        "pre_deal": "before a deal",
        "ukraine": "Ukraine",
    }
)
"""Values of fields whose words are not their codes."""
