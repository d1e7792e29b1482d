"""What is asked of a search for openings, and the same as a call of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ANY, MOST_BRIGADES = float("inf"), 1000
"""A budget without a limit."""
MOST_WRITTEN = 100
"""Openings of the front that are written as scenarios."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is sought from the start of a scenario: ``goals`` are (name, weight).

    ``money`` (EUR m a month), ``brigades`` and ``lift`` (trains) are the budget beside what stands
    already; ``policy`` plays on for ``turns``; account, picture and openings go into the folder
    ``out``.
    """

    spec: Mapping[str, Any]
    goals: tuple[tuple[str, float], ...]
    money: float
    brigades: int
    lift: float
    policy: str
    turns: int
    seed: int
    out: Path


def command_words(asked: Asked, scenario: str, scenarios: int = MOST_WRITTEN) -> list[str]:
    """Return a question as the words of a call of ``tabletop search``."""
    words = ["tabletop", "search", scenario]
    for name, weight in asked.goals:
        words += ["--goal", f"{name}={weight:g}"]
    if asked.money < ANY:
        words += ["--money", f"{asked.money:g}"]
    if asked.brigades < MOST_BRIGADES:
        words += ["--brigades", str(asked.brigades)]
    if asked.lift < ANY:
        words += ["--lift", f"{asked.lift:g}"]
    policy = "+".join(one.partition("#")[0] for one in asked.policy.split("+"))
    return [*words, "--policy", policy, "--turns", str(asked.turns), "--seed", str(asked.seed),
            "--scenarios", str(scenarios), "--out", str(asked.out)]  # fmt: skip
