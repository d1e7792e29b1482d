"""What the panel of the outlook asks and says: the question of a moment, and words for answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from tabletop.ui.panels.words import number, signed
from tabletop.ui.translating import word

if TYPE_CHECKING:
    from tabletop.analysis.outlook import Difference
    from tabletop.analysis.outlook_worker import Asked
    from tabletop.session.moment import Moment

USUAL = ("deterrence", "escalation", "cohesion", "presence")
"""Measures that are shown at first, where the scenario has them."""
POLICIES = ("hold", "staff", "tripwire", "forward", "air_first", "cautious_parliaments")
TURNS = (3, 6, 12)
WORLDS = 1000
LEAST_CHANGE = 0.005
"""What is smaller is written as nothing."""

translate = QCoreApplication.translate


def rulings_of(moment: Moment) -> tuple[tuple[str, int, bool], ...]:
    """Return the rulings of the present turn that stand and that are seen in a moment."""
    found = {
        (str(entry.act["purpose"]), int(entry.act["index"])): bool(entry.act["result"])
        for entry in moment.entries
        if entry.type == "ruling" and entry.seq > moment.opened_seq
        and entry.seq not in moment.voided
    }  # fmt: skip
    return tuple((purpose, index, result) for (purpose, index), result in found.items())


def question_of(
    moment: Moment, number: int, policy: str, turns: int, orders: Sequence[Mapping[str, Any]]
) -> Asked:
    """Return the question that looks on from a moment, by what its seat sees."""
    from tabletop.analysis.outlook_worker import Asked

    return Asked(
        number, moment.state.pack(), moment.phase, moment.seed, rulings_of(moment),
        policy, WORLDS, turns, tuple(orders),
    )  # fmt: skip


def whose(moment: Moment) -> str:
    """Say from whose view the outlook is."""
    scenario = moment.world.scenario
    if moment.seat is None or scenario.seat(moment.seat).role in ("facilitator", "evaluator"):
        return translate("Outlook", "From the truth, as the facilitator sees it.")
    words = translate(
        "Outlook", "From what {seat} sees: estimates stand where the truth is hidden."
    )
    return words.format(seat=scenario.seat(moment.seat).name)


def is_unchanged(one: Difference) -> bool:
    """Tell whether a difference and its interval come to nothing that is written."""
    return max(abs(one.mean), abs(one.low), abs(one.high)) < LEAST_CHANGE


def ranked(differences: Sequence[Difference]) -> list[Difference]:
    """Order differences: clear ones first, the largest first, and what did not change last."""
    return sorted(differences, key=lambda d: (is_unchanged(d), not d.is_clear, -abs(d.mean)))


def interval_words(one: Difference) -> str:
    """Say the 95 % interval of a difference, and plainly when it is within noise."""
    if one.up == 0.0 and one.down == 0.0:
        return translate("Outlook", "the same in every world")
    if is_unchanged(one):
        return translate("Outlook", "unchanged: less than can be shown")
    clear = translate("Outlook", "{low} to {high}")
    noise = translate("Outlook", "within noise, {low} to {high}")
    words = clear if one.is_clear else noise
    return words.format(low=signed(one.low, 2), high=signed(one.high, 2))


def change_words(one: Difference) -> str:
    """Say a difference and its interval."""
    words = translate("Outlook", "{mean} (95 %: {interval})")
    return words.format(mean=signed(one.mean, 2), interval=interval_words(one))


def fan_words(title: str, fan: Any, turns: Sequence[int]) -> str:
    """Say a fan in words: the value now, and middle and range at the end."""
    words = translate(
        "Outlook",
        "{measure}: now {now}; turn {turn}: {middle}, 9 worlds of 10 between {low} and {high}",
    )
    return words.format(
        measure=title, now=number(fan[2, 0], 1), turn=turns[-1], middle=number(fan[2, -1], 1),
        low=number(fan[0, -1], 1), high=number(fan[4, -1], 1),
    )  # fmt: skip


def measure_titles() -> dict[str, str]:
    """Return the titles of all measures in the person's language."""
    from tabletop.rules.measures import MEASURES

    return {name: word(one.title) for name, one in MEASURES.items()}
