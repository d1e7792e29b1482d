"""A study of sensitivity in the annex on assumptions: which of them carry the result."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.analysis.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    Picture,
    Table,
    Text,
    cells,
)
from tabletop.analysis.report.model import Report
from tabletop.analysis.sensitivity.account import (
    NOT_A_PREDICTION,
    RANGES,
    Section,
    method,
    posture_name,
    sections,
    tornado,
)
from tabletop.analysis.sensitivity.keeping import Kept
from tabletop.analysis.sensitivity.postures import OVERALL

ALIKE = 1e-9
WEIGHTS = {"entry": 1.5, "where these weigh more": 2.4, "low – value – high": 1.3, "at": 0.6,
           "at low": 0.6, "at high": 0.6}  # fmt: skip
"""How wide a column is beside others of width 1."""


def sensitivity_part(report: Report) -> Iterator[Block]:
    """Yield what a study says; nothing when none was given."""
    kept = report.study
    if kept is None:
        return
    study = kept.study
    yield Heading(2, "Which assumptions carry the result", "sensitivity")
    yield Text(method(study), tone="small")
    yield Text(f"{NOT_A_PREDICTION} {RANGES}", tone="caution")
    for words in _differences(kept, report):
        yield Text(words, tone="caution")
    if study.leading:
        for number, policy in enumerate(study.policies):
            drawn = tornado(study, OVERALL, number)
            yield Picture(f"sensitivity-{number}", drawn.svg, drawn.width, drawn.height, drawn.says,
                          f"What moves the overall result under {posture_name(policy)}",
                          share=0.9)  # fmt: skip
    for number, section in enumerate(sections(study)):
        yield from _section(number, section)
    yield Heading(2, "All assumptions", "all-assumptions")


def _section(number: int, section: Section) -> Iterator[Block]:
    yield Heading(3, section.title, f"sensitivity-{number}")
    if section.says:
        yield Text(section.says, tone="small")
    if section.head and section.rows:
        whole = sum(WEIGHTS.get(name, 1.0) for name in section.head)
        columns = tuple(
            Column(name[:1].upper() + name[1:], WEIGHTS.get(name, 1.0) / whole,
                   "right" if name in ("at low", "at high") else "left")
            for name in section.head
        )  # fmt: skip
        yield Table(
            f"sensitivity-{number}", columns,
            tuple(
                cells(*(Cell(word.replace("_", " "), tone="strong") if name == "entry" else word
                        for name, word in zip(section.head, row, strict=True)))
                for row in section.rows
            ),
            size="small",
        )  # fmt: skip
    if section.after:
        yield Text(section.after)


def _differences(kept: Kept, report: Report) -> Iterator[str]:
    """Say where the study is about other assumptions than those in force here."""
    if kept.scenario != report.scenario:
        yield (
            f"The study is about another scenario, “{kept.title}” ({kept.scenario}); its forces "
            "and injects are not those of this exercise."
        )
    here = {one.name: one.value for one in report.assumptions}
    other = [
        one.name for one in kept.study.factors
        if one.name not in here or abs(here[one.name] - one.base) > ALIKE * max(1.0, abs(one.base))
    ]  # fmt: skip
    if other:
        named = ", ".join(name.replace("_", " ") for name in other[:6])
        more = f" and {len(other) - 6} more" if len(other) > 6 else ""
        yield f"In this exercise these entries had other values than in the study: {named}{more}."
