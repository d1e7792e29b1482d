"""Exercise objectives: what the exercise is meant to practise, and how success is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

RATINGS = ("P", "S", "M", "U")
"""HSEEP ratings: performed without challenges, with some, with major challenges, unable."""


@dataclass(frozen=True, slots=True)
class Objective:
    """One objective with the capability it belongs to and the measures that speak to it."""

    id: str
    title: str
    capability: str
    text: str
    measures: tuple[str, ...]
    seats: tuple[str, ...]


def objective_of(spec: Mapping[str, Any]) -> Objective:
    """Build an objective from its checked content (see ``content/schema.py``)."""
    return Objective(
        id=spec["id"], title=spec["title"], capability=spec["capability"], text=spec["text"],
        measures=tuple(spec["measures"]), seats=tuple(spec["seats"]),
    )  # fmt: skip
