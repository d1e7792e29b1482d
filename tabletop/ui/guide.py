"""What comes next: one sentence for each phase and seat, and the panel where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from tabletop.session.moment import Moment


@dataclass(frozen=True, slots=True)
class Step:
    """A hint; ``panel`` is the dock where it is done, empty when it is done in the phase bar."""

    words: str
    panel: str = ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Guide", text)


def next_step(moment: Moment, *, record_only: bool = False) -> Step:
    """Say what the seat does next; ``record_only`` is a debrief, where nothing is played."""
    if record_only:
        words = _tr("Step through the record with Alt+Left and Alt+Right, or play it (Ctrl+P).")
        return Step(words, "timeline")
    if not moment.live:
        return Step(_tr("You are looking back. Alt+End brings the desk back to now."), "timeline")
    if moment.held:
        return Step(_tr("The exercise is on hold. Resume it (Ctrl+H) to play on."))
    role = moment.world.scenario.seat(moment.seat).role if moment.seat else "facilitator"
    if moment.phase == "ended":
        return Step(_tr("The record is frozen. Debrief it (Ctrl+D)."), "measures")
    if role == "facilitator":
        return _of_the_facilitator(moment)
    return _of_a_player(moment) if role == "player" else _of_an_onlooker(role)


def _of_the_facilitator(moment: Moment) -> Step:
    if moment.phase == "planning":
        return Step(_tr("Next: read the briefing (F2), then press StartEx (Ctrl+Return)."))
    if moment.phase == "brief":
        due = len(moment.due)
        if due == 1:
            return Step(_tr("Next: fire the inject that is due, then open orders."), "msel")
        if due:
            words = _tr("Next: fire the {count} injects that are due, then open orders.")
            return Step(words.format(count=due), "msel")
        return Step(_tr("Next: open orders (Ctrl+Return)."), "msel")
    if moment.phase == "orders":
        return Step(
            _tr("Next: give orders, drag forces, answer injects; then close orders."), "orders"
        )
    if moment.phase == "adjudication":
        return Step(_tr("Next: accept the outcomes or rule otherwise, then commit the turn."),
                    "adjudication")  # fmt: skip
    return Step(_tr("Next: talk about what happened and why, then go to the next turn."),
                "adjudication")  # fmt: skip


def _of_a_player(moment: Moment) -> Step:
    if moment.phase == "planning":
        return Step(_tr("Read your briefing (F2). The facilitator starts the exercise."), "actors")
    if moment.phase == "brief":
        return Step(_tr("Read what has reached you. Orders open soon."), "inject")
    if moment.phase == "orders":
        return Step(_tr("Next: give your orders or drag your forces on the map, answer injects."),
                    "orders")  # fmt: skip
    if moment.phase == "adjudication":
        return Step(_tr("The facilitator adjudicates the turn."), "adjudication")
    return Step(_tr("Read what happened, and what moved the measures."), "adjudication")


def _of_an_onlooker(role: str) -> Step:
    if role == "evaluator":
        return Step(_tr("Note what you observe (Ctrl+B), with the objective it is about."))
    return Step(_tr("This seat watches and gives no orders."))
