"""The words of the note beside the forces in the hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tabletop.ui.map.advice import Adviser
from tabletop.ui.map.selection import MOST

Say = Callable[[str], str]
NAMED = 3
"""Chosen forces that are named; of more only the number is said."""


def about_node(adviser: Adviser, name: str, node: int, lawful: bool, here: bool, say: Say) -> str:
    """Say what it means to put the carried forces down at a node named ``name``.

    A lawful place comes with the way there and with the measures before and after; another one
    with the reason.  ``here`` is the place where the force stands already.
    """
    if not lawful:
        reason = adviser.reason(node) or say("not lawful")
        return reason if reason.startswith(name) else f"{name}: {reason}"
    if here:
        return name
    way = adviser.way(node)
    lines = [f"{name}: {way.words if way is not None else say('lawful')}"]
    lines += [words for words in (adviser.partly(node), adviser.effects(node)) if words]
    return "\n".join(lines)


def about_choice(names: Sequence[str], say: Say) -> str:
    """Say which forces are chosen for one order each."""
    if not names:
        return say("No force is chosen.")
    listed = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    what = say("force chosen") if len(names) == 1 else say("forces chosen")
    words = f"{len(names)} {what}: {listed}"
    if len(names) > MOST:
        words += f" {say('At once are sent')} {MOST}."
    return words
