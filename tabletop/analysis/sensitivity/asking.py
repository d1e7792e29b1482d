"""What is asked of a study of sensitivity, and the same as a call of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tabletop.analysis.sensitivity.design import Effort

LEADING, INDEXED = 12, 6
"""Factors that go alone to the ends of their range, and those of which indices are told."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is swept: ``entries`` of the doctrine (none: all with a range) under ``policies``.

    ``points`` of the hypercube and of the design for indices (a power of two), in ``runs`` worlds
    each, written into the folder ``out``.
    """

    spec: Mapping[str, Any]
    policies: tuple[str, ...]
    entries: tuple[str, ...]
    points: int
    index_points: int
    runs: int
    turns: int
    seed: int
    workers: int
    out: Path

    def effort(self, factors: int) -> Effort:
        """Return how much is played of so many factors."""
        return Effort(self.points, min(LEADING, factors), min(INDEXED, factors), self.index_points)


def command_words(asked: Asked, scenario: str) -> list[str]:
    """Return a question as the words of a call of ``tabletop sensitivity``."""
    words = ["tabletop", "sensitivity", scenario]
    for policy in asked.policies:
        words += ["--policy", "+".join(one.partition("#")[0] for one in policy.split("+"))]
    for entry in asked.entries:
        words += ["--entry", entry]
    words += ["--points", str(asked.points), "--index-points", str(asked.index_points),
              "--runs", str(asked.runs), "--turns", str(asked.turns),
              "--seed", str(asked.seed)]  # fmt: skip
    if asked.workers > 1:
        words += ["--workers", str(asked.workers)]
    return [*words, "--out", str(asked.out)]
