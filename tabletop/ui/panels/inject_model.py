"""What the card of an inject shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tabletop.rules.words import place_name
from tabletop.session.msel import InjectRow
from tabletop.ui.panels import asking
from tabletop.ui.panels.msel_model import addressee_names, deadline_turn, effect_words
from tabletop.world.injects import Inject

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

DRESSES = (
    ("military", ("military", "monitoring", "force generation", "border", "cyber", "intelligence")),
    ("press", ("press", "social", "news")),
    ("state", ("government", "diplomatic", "council", "parliament", "un record", "policy",
               "staff", "legal", "note", "notice", "phone")),
    ("money", ("finance", "treasury", "contract")),
    ("control", ("exercise control",)),
)  # fmt: skip
"""How a card is dressed by words of its channel."""


@dataclass(frozen=True)
class Choice:
    """One prepared answer; ``effects`` are for those who may know them."""

    id: str
    label: str
    effects: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True)
class Sheet:
    """An inject as a card."""

    row: InjectRow
    dress: str
    addressees: tuple[str, ...]
    target: str
    deadline: int | None
    waits: bool
    expected: tuple[str, ...]
    effects: tuple[str, ...]
    no_response: tuple[str, ...]
    choices: tuple[Choice, ...]
    notes: str
    mark: str


def dress_of(channel: str) -> str:
    """Return how a card with this channel is dressed."""
    words = channel.casefold()
    for name, hints in reversed(DRESSES):
        if any(hint in words for hint in hints):
            return name
    return "state"


def known_injects(moment: Moment) -> list[InjectRow]:
    """List the injects that may be opened: what waits for an answer first, the latest first.

    A seat sees those that reached it; who sees the whole MSEL may open any.
    """
    from tabletop.session.moment import inject_rows

    def place(row: InjectRow) -> tuple[bool, bool, int]:
        return (row.status != "delivered" or row.category == "ad_hoc", row.delivered_seq is None,
                -(row.delivered_seq or 0))  # fmt: skip

    return sorted(inject_rows(moment), key=place)


def sheet(moment: Moment, row: InjectRow) -> Sheet:
    """Gather the card of an inject; what only the facilitator may know is left out for others."""
    world, full = moment.world, asking.sees_all(moment)
    number = world.index["inject"].get(row.id)
    addressees = addressee_names(world, row.addressees)
    if number is None:
        made_up = next((e for e in moment.entries if e.seq == row.delivered_seq), None)
        told = tuple((made_up.act.get("effects") or {}).items()) if made_up and full else ()
        return Sheet(row, dress_of(row.channel), addressees, "", None, False, (),
                     tuple(effect_words(world, told)), (), (), "", "")  # fmt: skip
    inject = world.injects[number]
    aim = _aim(moment, row, number)
    chosen = int(moment.state.inject_option[0, number]) if row.status == "answered" else -1

    def effects(pairs: tuple[tuple[str, float | str], ...]) -> tuple[str, ...]:
        return tuple(effect_words(world, pairs, aim)) if full else ()

    return Sheet(
        row=row, dress=dress_of(row.channel), addressees=addressees, target=aim,
        deadline=deadline_turn(moment, number),
        waits=row.status == "delivered" and _asks(inject),
        expected=inject.expected_actions if full else (),
        effects=effects(inject.effects), no_response=effects(inject.no_response),
        choices=tuple(
            Choice(one.id, one.label, effects(one.effects), i == chosen)
            for i, one in enumerate(inject.options)
        ),
        notes=inject.notes if full else "", mark=inject.mark,
    )  # fmt: skip


def _asks(inject: Inject) -> bool:
    return bool(inject.options or inject.no_response or inject.expected_actions)


def _aim(moment: Moment, row: InjectRow, number: int) -> str:
    from tabletop.rules import triggers

    if not row.target:
        return ""
    dimension = triggers.table(moment.world).rows[number].target.dimension
    return place_name(moment.world, dimension, row.target)
