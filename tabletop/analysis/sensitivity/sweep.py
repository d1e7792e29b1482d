"""Sweeping: each point of a design is played under every posture, in worlds of the same luck."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.explore.executors import Executor
from tabletop.analysis.explore.plan import Cell, Plan, Variation
from tabletop.analysis.sensitivity.design import Factor
from tabletop.rules.measures import MEASURES

Floats = NDArray[np.float64]
Tell = Callable[[int, int], bool]
"""Called with cells done and in all; stops the sweep by returning False."""


class Stopped(Exception):
    """The caller no longer wants the sweep."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is swept: a resolved scenario under some postures (names of policies).

    Every point is played in ``runs`` worlds of ``turns`` turns; the same worlds at every point.
    """

    spec: Mapping[str, Any]
    seed: int
    policies: tuple[str, ...]
    runs: int
    turns: int


def sweep(
    question: Question,
    factors: Sequence[Factor],
    points: Floats,
    executor: Executor,
    tell: Tell | None = None,
) -> Floats:
    """Return the mean over worlds of each measure after the last turn, [point, policy, measure]."""
    import pyarrow.parquet as pq

    cells = [
        Cell(policy, Variation(f"point {number}", {
            one.name: float(value) for one, value in zip(factors, point, strict=True)
        }))
        for number, point in enumerate(points) for policy in question.policies
    ]  # fmt: skip
    plan = Plan(
        question.spec, question.seed, question.runs, question.turns, tuple(cells), events=(),
        chunk=question.runs,
    )  # fmt: skip
    jobs, found = plan.jobs(), np.zeros((len(cells), len(MEASURES)))
    parts = executor.play(plan.to_bytes(), jobs)
    for done, (job, part) in enumerate(parts, start=1):
        table = pq.read_table(io.BytesIO(part), columns=list(MEASURES))
        for m, name in enumerate(MEASURES):
            values = table.column(name).to_numpy().reshape(question.runs, question.turns)
            found[job.cell, m] = values[:, -1].astype(np.float64).mean()
        if tell is not None and not tell(done, len(jobs)):
            raise Stopped
    return found.reshape(len(points), len(question.policies), len(MEASURES))
