"""A study of sensitivity from end to end: screening, one at a time, indices, weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.explore.executors import Executor
from tabletop.analysis.sensitivity.design import (
    Effort,
    Factor,
    latin,
    one_at_a_time,
    saltelli,
)
from tabletop.analysis.sensitivity.indices import Indices, ranks_agree, sobol
from tabletop.analysis.sensitivity.postures import (
    OVERALL,
    Flip,
    Weighing,
    first_by,
    flips,
    goodness,
    weigh,
)
from tabletop.analysis.sensitivity.sweep import Question, sweep
from tabletop.rules.measures import MEASURES

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Study:
    """What was found. Arrays over factors are in the order of ``factors``.

    ``screened`` [factor, policy, measure] are rank correlations over a Latin hypercube of all
    factors, ``clear`` those beyond chance. ``leading`` are numbers of the factors that move most;
    ``swing`` [leading, 2, policy, measure] is what each does alone at its low and high end, less
    the base. ``indices`` are Sobol's for the overall goodness of each policy and the difference
    between the first two, over the leading few (``indexed``). ``unsettled`` is the share of the
    hypercube in which another posture comes first overall than at the base.
    """

    factors: tuple[Factor, ...]
    policies: tuple[str, ...]
    base: Floats
    screened: Floats
    clear: Bools
    leading: tuple[int, ...]
    swing: Floats
    flips: tuple[Flip, ...]
    indexed: tuple[int, ...]
    indices: tuple[tuple[str, Indices], ...]
    unsettled: float
    weighing: Weighing
    points: int
    runs: int
    turns: int
    seed: int


def study(
    question: Question,
    factors: tuple[Factor, ...],
    executor: Executor,
    effort: Effort = Effort(),  # noqa: B008  # a frozen value
    tell: Callable[[int, int], bool] | None = None,
) -> Study:
    """Run a study; ``tell`` gets cells done and in all, and stops it by returning False.

    Raises ``Stopped``, and ``WorkersLost`` of the executor.
    """
    total, before = effort.cells(len(question.policies)), [0]

    def step(done: int, _: int) -> bool:
        return tell is None or tell(before[0] + done, total)

    def played(chosen: tuple[Factor, ...], points: Floats) -> Floats:
        found = sweep(question, chosen, points, executor, step)
        before[0] += len(points) * len(question.policies)
        return found

    cube = latin(factors, effort.screen, question.seed)
    values = played(factors, cube)
    screened, clear = _screen(cube, values)
    leading = _leading(screened, clear, effort.leading)
    chosen = tuple(factors[i] for i in leading)
    ends = one_at_a_time(chosen)
    alone = played(chosen, ends)
    swing = alone[1:].reshape(len(leading), 2, *alone.shape[1:]) - alone[0]
    indexed = leading[: effort.indexed]
    few = tuple(factors[i] for i in indexed)
    design = saltelli(few, effort.index_points, question.seed)
    spread = played(few, design)
    first = first_by(values, OVERALL)
    return Study(
        factors, question.policies, alone[0], screened, clear, leading, swing,
        tuple(flips([one.name for one in chosen], ends, alone)), indexed,
        _indices(question.policies, spread, len(few)),
        float((first != first_by(alone[:1], OVERALL)[0]).mean()),
        weigh(alone[0], question.seed), effort.screen, question.runs, question.turns, question.seed,
    )  # fmt: skip


def _screen(cube: Floats, values: Floats) -> tuple[Floats, Bools]:
    """Correlate every factor with every measure under every policy."""
    shape = (cube.shape[1], *values.shape[1:])
    rho, clear = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
    for policy in range(shape[1]):
        for measure in range(shape[2]):
            rho[:, policy, measure], clear[:, policy, measure] = ranks_agree(
                cube, values[:, policy, measure]
            )
    return rho, clear


def _leading(screened: Floats, clear: Bools, most: int) -> tuple[int, ...]:
    """Choose the factors that move most: by how many measures clearly, then by how much."""
    strength = np.abs(screened).reshape(len(screened), -1)
    counted = (strength * clear.reshape(len(clear), -1)).sum(axis=1)
    order = np.lexsort((-strength.max(axis=1), -counted))
    return tuple(int(i) for i in order[:most])


def _indices(
    policies: tuple[str, ...], spread: Floats, factors: int
) -> tuple[tuple[str, Indices], ...]:
    overall = goodness(spread).mean(axis=2)
    found = [(policy, sobol(overall[:, p], factors)) for p, policy in enumerate(policies)]
    if len(policies) > 1:
        difference = overall[:, 0] - overall[:, 1]
        found.append((f"{policies[0]} less {policies[1]}", sobol(difference, factors)))
    return tuple(found)


def measure_moved_most(study: Study, leading: int) -> str:
    """Return the measure that a leading factor swings most, in points."""
    return list(MEASURES)[int(np.abs(study.swing[leading]).max(axis=(0, 1)).argmax())]
