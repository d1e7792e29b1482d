"""Exercise objectives: what the exercise is meant to practise, and how success is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

RATINGS = ("P", "S", "M", "U")
"""HSEEP ratings: performed without challenges, with some, with major challenges, unable."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task of an exercise evaluation guide: what is to be done, and by what one sees it.

    ``orders`` are the types of order that show it in the record; an evaluator looks there first.
    """

    id: str
    title: str
    standard: str
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """One objective with the capability it belongs to, its tasks and the measures that speak to it.

    Objectives lead to capabilities, capabilities to tasks; evaluators rate the tasks.
    """

    id: str
    title: str
    capability: str
    text: str
    measures: tuple[str, ...]
    seats: tuple[str, ...]
    tasks: tuple[Task, ...] = ()


def objective_of(spec: Mapping[str, Any]) -> Objective:
    """Build an objective from its checked content (see ``content/schema.py``)."""
    return Objective(
        id=spec["id"], title=spec["title"], capability=spec["capability"], text=spec["text"],
        measures=tuple(spec["measures"]), seats=tuple(spec["seats"]),
        # Session files from before there were tasks embed none.
        tasks=tuple(
            Task(task["id"], task["title"], task.get("standard", ""), tuple(task.get("orders", ())))
            for task in spec.get("tasks", ())
        ),
    )  # fmt: skip
