"""What the rules and the session say, in the person's language.

The desk takes every sentence from below through here, so that none misses its translation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tabletop.ui.translating import sentence, word

if TYPE_CHECKING:
    from tabletop.rules.findings import Finding
    from tabletop.rules.orders import Order
    from tabletop.session.record import Entry
    from tabletop.world.luck import Outcome
    from tabletop.world.state import State
    from tabletop.world.world import World


def entry_sentence(world: World, entry: Entry) -> str:
    """Say an entry in one sentence that begins with who did it."""
    from tabletop.session import wording

    return sentence(wording.entry_sentence(world, entry))


def order_sentence(world: World, order: Mapping[str, Any]) -> str:
    """Say an order in one sentence."""
    from tabletop.session import wording

    return sentence(wording.order_sentence(world, order))


def finding_sentence(world: World, finding: Finding) -> str:
    """Say a finding in one sentence."""
    from tabletop.rules import words

    return sentence(words.finding_sentence(world, finding))


def outcome_sentence(world: World, outcome: Outcome) -> str:
    """Say a contested outcome in one sentence."""
    from tabletop.rules import words

    return sentence(words.outcome_sentence(world, outcome))


def refusal_words(world: World, state: State, order: Order, code: int) -> tuple[str, str]:
    """Return why an order is not lawful and what would make it so, one sentence each."""
    from tabletop.rules import words

    reason, remedy = words.refusal_words(world, state, order, code)
    return sentence(reason), sentence(remedy)


def variable_title(name: str) -> str:
    """Return what people call a state variable."""
    from tabletop.rules import words

    return word(words.variable_title(name))


def contest_words(purpose: str) -> tuple[str, str, str]:
    """Return what a contest asks, and what yes and no mean in it."""
    from tabletop.rules import words

    question, yes, no = words.contest_words(purpose)
    return word(question), word(yes), word(no)
