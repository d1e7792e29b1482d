"""The phases of an exercise: what may be done in each, which follows which, and their clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tabletop.session.acts import Act
from tabletop.session.record import Entry
from tabletop.session.refused import Refused

PHASES = ("planning", "brief", "orders", "adjudication", "feedback", "ended")
PLAY = ("brief", "orders", "adjudication", "feedback")
FOLLOWS = dict(zip(PLAY, (*PLAY[1:], PLAY[0]), strict=True))
"""The phase that follows each phase of a turn; after feedback the next turn's brief."""

TITLES = {
    "planning": "planning, before StartEx",
    "brief": "the brief",
    "orders": "orders",
    "adjudication": "adjudication",
    "feedback": "feedback",
    "ended": "evaluation, after EndEx",
}
"""Each phase in words that fit into a sentence."""

ALLOWED: dict[str, tuple[str, ...]] = {
    "start_ex": ("planning",),
    "hold": PLAY,
    "resume": PLAY,
    "end_ex": PLAY,
    "advance": PLAY,
    "order": ("orders",),
    "take_back": PLAY,
    "void": PLAY,
    "deliver": PLAY,
    "defer": PLAY,
    "skip": PLAY,
    "ad_hoc": PLAY,
    "respond": PLAY,
    "ruling": ("adjudication",),
    "observation": PHASES,
    "assign": ("planning", *PLAY),
}
"""The phases in which each type of act may be done at all."""

PLAYER_PHASES: dict[str, tuple[str, ...]] = {
    "order": ("orders",),
    "respond": ("brief", "orders"),
    "take_back": ("brief", "orders"),
}
"""The phases in which players may do what they may do."""

NOT_WHILE_HELD = ("hold", "advance")
"""What even the facilitator does only after the hold."""


def check_phase(act: Act, phase: str, held: bool, role: str) -> None:
    """Make sure that this is the time for an act; raises ``Refused``."""
    phases = ALLOWED[act.type]
    if role == "player":
        phases = PLAYER_PHASES.get(act.type, phases)
    if phase not in phases:
        raise Refused("phase", f"This is {TITLES[phase]}.", _when(phases, phase))
    if act.type == "resume" and not held:
        raise Refused("state", "The exercise is not on hold.")
    if not held or act.type == "observation":
        return
    if role != "facilitator":
        raise Refused("held", "The exercise is on hold.", "Wait until the facilitator resumes it.")
    if act.type in NOT_WHILE_HELD:
        raise Refused("held", "The exercise is on hold already.", "Resume it first.")


def _when(phases: tuple[str, ...], phase: str) -> str:
    if phase == "ended":
        return "The exercise has ended; only observations can be added."
    if phase == "planning":
        return "Start the exercise first."
    return f"It can be done in {' and '.join(TITLES[one] for one in phases)}."


def clock_changes(entries: Iterable[Entry]) -> list[tuple[datetime, bool]]:
    """List when the orders clock of the last turn was started and stopped.

    Each item is a time and whether the clock runs from then on.
    """
    changes: list[tuple[datetime, bool]] = []
    in_orders = held = False
    for entry in entries:
        was = in_orders and not held
        if entry.type in ("advance", "start_ex", "end_ex"):
            if entry.phase == "orders":
                changes, was = [], False
            in_orders, held = entry.phase == "orders", False
        elif entry.type in ("hold", "resume"):
            held = entry.type == "hold"
        runs = in_orders and not held
        if runs != was:
            changes.append((entry.when, runs))
    return changes


def seconds_left(entries: Iterable[Entry], minutes: float, now: datetime) -> float | None:
    """Seconds left on the orders clock; below zero when overrun, None before it ever ran.

    The clock starts when the phase of orders begins, stops during a hold, and is worked out from
    the times of the entries alone.
    """
    changes = clock_changes(entries)
    if not changes:
        return None
    used = 0.0
    for i, (at, runs) in enumerate(changes):
        if runs:
            until = changes[i + 1][0] if i + 1 < len(changes) else max(now, at)
            used += (until - at).total_seconds()
    return minutes * 60 - used
