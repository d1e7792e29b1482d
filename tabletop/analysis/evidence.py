"""Which orders show that an expected action was taken: read from the words of the action.

Expected actions are written for people ("move the nearest reserve or not").  The table says which
orders such words stand for; a proposal drawn from it names the words' orders, so that an evaluator
can judge it at a glance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TALK = ("demarche", "make_statement", "e3_call", "call_summit")
MOVE = ("deploy", "redeploy", "withdraw", "set_tier", "set_reserve", "assign_task", "relieve")
WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"reserve|rapid reaction|brigade|replace the planned units|thin out|go, wait",
     (*MOVE, "offer", "set_phase")),
    (r"counter-drone|air defence|flank", (*MOVE, "offer", "reinforce_flank", "backfill_flank",
                                        "declare_zone", "set_posture", "deliver_arms")),
    (r"rules? of engagement|third-party rule|emergency rule|its rule",
     ("set_roe", "set_intervention_rule", "set_attack_answer", "set_command", "prepare_response")),
    (r"agreed response|answer and its level|named answer|fires",
     ("prepare_response", "set_intervention_rule", "set_posture", "set_roe")),
    (r"sanction|snap-back|dual-use|hold as threat|price on", ("sanction",)),
    (r"asset income|asset|EU loan", ("use_assets",)),
    (r"fund|levy|cost sharing|burden sharing|money|compensat|insurance|financ",
     ("fund", "fund_programme", "use_assets", "buy_american")),
    (r"replace (or|enablers)|enablers?\b|double-hat|buy European",
     ("replace_enabler", "fund_programme", "request_support", "buy_american")),
    (r"the US\b|Washington|lobby|in writing|enabler package",
     ("seek_promise", "request_support", "lobby_congress", "demarche", "buy_american")),
    (r"mandate|Security Council|General Assembly|legal|alternative text|two-track",
     ("seek_mandate", "arrange", "demarche")),
    (r"parliament|early vote|home front|review clause|exit condition",
     ("address_parliament", "seek_majority", "grant_authorisation", "seek_authorisation",
      "make_statement")),
    (r"caveat|what its crews", ("negotiate_caveat", "set_troop_policy")),
    (r"authority|command|structure|secretariat|liaison",
     ("set_command", "arrange", "offer_headquarters", "set_decision_rule")),
    (r"message|statement|speech|announc|rebuttal|press|public|tone|say (before|what)|attribut|"
     r"media|red line|common (line|European)|nuclear message", TALK),
    (r"Article 4|consult|channel|negotiat|Beijing|Seoul|China|Moscow|talk to|lobby|diplomatic|"
     r"local ceasefire|mediate", (*TALK, "mediate", "seek_agreement", "answer_demand")),
    (r"cohes|unity|summit|common picture|coalition agrees|cascade",
     ("call_summit", "e3_call", "make_statement", "mediate", "set_effort")),
    (r"monitor|sensor|surveillance|observer|attribute|evidence|inquiry",
     ("deploy", "redeploy", "assign_task", "demarche", "replace_enabler")),
    (r"force protection|guards?\b|patrols?\b|winter kit|visible presence",
     ("set_roe", "assign_task", "redeploy", "set_posture", "prepare")),
    (r"train|spare parts|stock|Ukrainian request|technical help",
     ("train", "deliver_arms", "fund_programme", "fund")),
    (r"lift|reroute|reception|base|rail|road|hub|green lane",
     ("sign_base_agreement", "offer_role", "deploy", "redeploy", "fund")),
    (r"command at sea|littoral|mine hunting|corridor",
     ("offer_role", "deploy", "redeploy", "assign_task")),
    (r"late joiners|ask |shared guarantee|who would send", ("recruit", "invite_lead", "join",
                                                        "offer", "demarche")),
)  # fmt: skip
"""Words of expected actions (as a pattern) and the orders that show them."""
ANSWER = re.compile(
    r"\b(answer|decide|accept|offer|finding|ignore|price|date|pause|rescue|close|adopt|condition|"
    r"soften|buy off|is it|count as|concessions|who negotiates|agrees?|names?|checks?|says|trigger|"
    r"shape|invoke|handle|give)\b",
    re.IGNORECASE,
)
"""Words of actions that a seat takes by answering the inject."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows an expected action: the orders, and whether an answer to the inject does."""

    orders: tuple[str, ...]
    answer: bool

    def __bool__(self) -> bool:
        return bool(self.orders) or self.answer


def evidence_of(text: str) -> Evidence:
    """Read from the words of an expected action what would show that it was taken."""
    orders: dict[str, None] = {}
    for pattern, shown in WORDS:
        if re.search(pattern, text, re.IGNORECASE):
            orders.update(dict.fromkeys(shown))
    return Evidence(tuple(orders), ANSWER.search(text) is not None)
