"""Injects: rows of the MSEL, with their trigger, effects, options and branches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KINDS = ("contextual", "contingency", "expected_action", "information", "facilitation")
"""HSEEP kinds of inject."""

Effects = tuple[tuple[str, float | str], ...]
"""Pairs of a target such as ``tension[$target]`` and a change (or, with ``=``, a value)."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A follow-up inject that becomes due ``delay`` turns later with the given chance."""

    inject: str
    delay: int
    probability: float


@dataclass(frozen=True, slots=True)
class Option:
    """One prepared answer to an inject."""

    id: str
    label: str
    effects: Effects
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """When an inject is due.

    ``turn`` fixes a turn (scheduled inject); otherwise the condition must hold between
    ``earliest`` and ``latest`` and the draw must fall under ``probability``; a ``manual`` inject
    lies in the facilitator's tray as well.
    """

    turn: int | None
    earliest: int
    latest: int | None
    condition: str
    probability: float
    repeatable: bool
    manual: bool


@dataclass(frozen=True, slots=True)
class Inject:
    """One inject.  ``target`` is ``""`` or a rule such as ``sector: lowest presence``."""

    id: str
    title: str
    kind: str
    category: str
    channel: str
    sender: str
    addressees: tuple[str, ...]
    text: str
    expected_actions: tuple[str, ...]
    objectives: tuple[str, ...]
    trigger: Trigger
    target: str
    ambiguity: float
    deadline: int
    effects: Effects
    options: tuple[Option, ...]
    no_response: Effects
    notes: str
    mark: str


def _effects(spec: Mapping[str, float | str]) -> Effects:
    return tuple(spec.items())


def inject_of(spec: Mapping[str, Any]) -> Inject:
    """Build an inject from its checked content (see ``content/schema.py``)."""
    options = tuple(
        Option(o["id"], o["label"], _effects(o["effects"]),
               tuple(Branch(b["inject"], b["delay"], b["probability"]) for b in o["branches"]))
        for o in spec["options"]
    )  # fmt: skip
    return Inject(
        id=spec["id"], title=spec["title"], kind=spec["kind"], category=spec["category"],
        channel=spec["channel"], sender=spec["sender"], addressees=tuple(spec["addressees"]),
        text=spec["text"], expected_actions=tuple(spec["expected_actions"]),
        objectives=tuple(spec["objectives"]), trigger=Trigger(**spec["trigger"]),
        target=spec["target"], ambiguity=spec["ambiguity"], deadline=spec["deadline"],
        effects=_effects(spec["effects"]), options=options,
        no_response=_effects(spec["no_response"]), notes=spec.get("notes", ""), mark=spec["mark"],
    )  # fmt: skip
