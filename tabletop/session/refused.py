"""Refused: an act that is not allowed now; an ordinary answer with its remedy, not a fault."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class Refused(Exception):
    """An act was not accepted and changed nothing.

    ``code`` is a short word for programs (``seat``, ``phase``, ``held``, ``unknown``, ``state``,
    ``rests``, ``words``, ``effects``, or the lower-case name of a rule's refusal), ``reason`` says
    why in one sentence, ``remedy`` what would make it lawful.
    """

    def __init__(self, code: str, reason: str, remedy: str = "") -> None:
        super().__init__(f"{reason} {remedy}".strip())
        self.code = code
        self.reason = reason
        self.remedy = remedy


def unknown(kind: str, word: str, choices: Iterable[str]) -> Refused:
    """Make the refusal of an unknown name, with the nearest right word as its remedy."""
    near = get_close_matches(word, list(choices), n=1, cutoff=0.5)
    return Refused(
        "unknown",
        f"There is no {kind} {word!r}.",
        f"Did you mean {near[0]!r}?" if near else "",
    )
