"""A study as a file of JSON, and back: what one call found, another puts into a report.

A file is hostile input: sizes, shapes and numbers are checked before anything is made of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from tabletop.analysis.sensitivity.design import Factor
from tabletop.analysis.sensitivity.indices import Indices
from tabletop.analysis.sensitivity.postures import OVERALL, SCALED, Flip, Weighing
from tabletop.analysis.sensitivity.study import Study
from tabletop.rules.measures import MEASURES

FILE = "study.json"
MOST_BYTES = 64 * 2**20
_DIGITS = 6

Name = Annotated[str, Field(min_length=1, max_length=300)]
Count = Annotated[int, Field(ge=0, le=2**31)]
Line = list[FiniteFloat]


class StudyFault(ValueError):
    """A file holds no study that can be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A study and the scenario that it is about."""

    study: Study
    scenario: str
    title: str


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Factor(_Part):
    name: Name
    base: FiniteFloat
    low: FiniteFloat
    high: FiniteFloat


class _Flip(_Part):
    factor: Name
    value: FiniteFloat
    by: Name
    before: Count
    after: Count


class _Indices(_Part):
    of: Name
    first: Line
    first_interval: list[Line]
    total: Line
    total_interval: list[Line]


class _Study(_Part):
    format: Literal[1]
    scenario: Name
    title: Name
    measures: list[Name]
    factors: Annotated[list[_Factor], Field(max_length=10_000)]
    policies: Annotated[list[Name], Field(min_length=1, max_length=100)]
    base: list[Line]
    screened: list[list[Line]]
    clear: list[list[list[bool]]]
    leading: list[Count]
    swing: list[list[list[Line]]]
    flips: list[_Flip]
    indexed: list[Count]
    indices: list[_Indices]
    unsettled: Annotated[FiniteFloat, Field(ge=0, le=1)]
    share: Line
    pull: list[Line]
    points: Count
    runs: Count
    turns: Count
    seed: Annotated[int, Field(ge=0, lt=2**64)]


def text_of(kept: Kept) -> str:
    """Return a study as text in JSON."""
    study = kept.study
    return _Study(
        format=1, scenario=kept.scenario, title=kept.title, measures=list(MEASURES),
        factors=[_Factor(name=one.name, base=one.base, low=one.low, high=one.high)
                 for one in study.factors],
        policies=list(study.policies), base=_plain(study.base), screened=_plain(study.screened),
        clear=study.clear.tolist(), leading=list(study.leading), swing=_plain(study.swing),
        flips=[_Flip(factor=one.factor, value=one.value, by=one.by, before=one.before,
                     after=one.after) for one in study.flips],
        indexed=list(study.indexed),
        indices=[
            _Indices(of=of, first=_plain(one.first), first_interval=_plain(one.first_interval),
                     total=_plain(one.total), total_interval=_plain(one.total_interval))
            for of, one in study.indices
        ],
        unsettled=study.unsettled, share=_plain(study.weighing.share),
        pull=_plain(study.weighing.pull), points=study.points, runs=study.runs, turns=study.turns,
        seed=study.seed,
    ).model_dump_json()  # fmt: skip


def read_study(path: Path) -> Kept:
    """Read a study from its file, or from the folder in which it lies.

    Raises ``StudyFault`` when it is none, and ``OSError`` when it cannot be read.
    """
    file = path / FILE if path.is_dir() else path
    if file.stat().st_size > MOST_BYTES:
        raise StudyFault(f"{file} is too large for a study")
    return study_from(file.read_bytes(), str(file))


def study_from(content: bytes, file: str = FILE) -> Kept:
    """Make a study of the content of its file; raises ``StudyFault``."""
    try:
        data = _Study.model_validate_json(content)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        where = ".".join(str(one) for one in first["loc"])
        raise StudyFault(f"{file} holds no study: {where}: {first['msg']}") from None
    if data.measures != list(MEASURES):
        raise StudyFault(f"{file} was written by a version with other measures")
    try:
        return Kept(_made(data), data.scenario, data.title)
    except (IndexError, ValueError) as fault:
        raise StudyFault(f"{file} does not hold together: {fault}") from None


def _made(data: _Study) -> Study:
    f, p, m = len(data.factors), len(data.policies), len(MEASURES)
    leading, indexed = len(data.leading), len(data.indexed)
    if any(i >= f for i in (*data.leading, *data.indexed)):
        raise ValueError("it names an entry that it does not list")
    for flip in data.flips:
        if max(flip.before, flip.after) >= p or flip.by not in (OVERALL, *MEASURES):
            raise ValueError("a flip names no posture or measure")
    return Study(
        tuple(Factor(one.name, one.base, one.low, one.high) for one in data.factors),
        tuple(data.policies), _array("base", data.base, (p, m)),
        _array("screened", data.screened, (f, p, m)),
        _array("clear", data.clear, (f, p, m)).astype(np.bool_), tuple(data.leading),
        _array("swing", data.swing, (leading, 2, p, m)),
        tuple(Flip(one.factor, one.value, one.by, one.before, one.after) for one in data.flips),
        tuple(data.indexed),
        tuple(
            (one.of, Indices(
                _array("first", one.first, (indexed,)),
                _array("first_interval", one.first_interval, (2, indexed)),
                _array("total", one.total, (indexed,)),
                _array("total_interval", one.total_interval, (2, indexed)),
            ))
            for one in data.indices
        ),
        data.unsettled,
        Weighing(_array("share", data.share, (p,)), _array("pull", data.pull, (len(SCALED), p))),
        data.points, data.runs, data.turns, data.seed,
    )  # fmt: skip


def _array(name: str, values: Sequence[Any], shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return nested lists as an array of a shape; raises ``ValueError`` when they have another."""
    found = np.array(values, dtype=np.float64)
    if found.size == 0 and 0 in shape:
        return np.zeros(shape)
    if found.shape != shape:
        raise ValueError(f"{name} has the shape {found.shape}, not {shape}")
    return found


def _plain(values: NDArray[np.float64]) -> Any:
    return np.round(values, _DIGITS).tolist()
