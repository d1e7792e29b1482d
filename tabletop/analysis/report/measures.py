"""The measures in the report: over the turns, with their terms and the variables behind them."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.analysis.charts import line_chart, spark, spoken
from tabletop.analysis.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    NewPage,
    Picture,
    Table,
    Text,
    cells,
)
from tabletop.analysis.report.model import MeasureRow, Report
from tabletop.rules.words import variable_title

CHART, SPARK = (640, 190), (120, 26)
SMALLEST = 0.05
"""Points that are still seen in one digit."""
TONES = {"better": "good", "worse": "bad", "unchanged": ""}


def measure_chapter(report: Report) -> Iterator[Block]:
    """Yield the chapter on the measures."""
    yield NewPage()
    yield Heading(1, "Measures", "measures")
    yield Text(
        "Each measure is a sum of named terms. The tables give what each term added at the start "
        "and at the end; the variables behind a term are state variables of the model.",
        tone="small",
    )  # fmt: skip
    yield Table(
        "measures",
        (Column("Measure", 0.3), Column("Unit", 0.14), Column("Course", 0.22),
         Column("Start", 0.09, "right"), Column("End", 0.09, "right"), Column("Verdict", 0.16)),
        tuple(
            cells(
                Cell(row.title, tone="strong"), row.unit,
                Cell("", picture=Picture(f"spark-{row.name}", spark(row.values, unit=row.unit),
                                         *SPARK, spoken(row.title, row.turns, row.values))),
                f"{row.values[0]:.0f}", f"{row.values[-1]:.0f}",
                Cell(row.verdict, tone=TONES[row.verdict]),
            )
            for row in report.measures
        ),
    )  # fmt: skip
    for row in report.measures:
        yield from _measure(row)


def _measure(row: MeasureRow) -> Iterator[Block]:
    yield Heading(2, row.title, f"m-{row.name}")
    yield Text(f"{row.says} Better when {row.better}. Unit: {row.unit}.")
    yield Picture(
        f"chart-{row.name}",
        line_chart(row.turns, row.values, title=row.title, unit=row.unit,
                   width=CHART[0], height=CHART[1]),
        *CHART, spoken(row.title, row.turns, row.values),
        f"{row.title} after each turn (T0 is the start)", share=0.8,
    )  # fmt: skip
    yield Table(
        f"terms-{row.name}",
        (Column("Term", 0.34), Column("Start", 0.1, "right"), Column("End", 0.1, "right"),
         Column("Change", 0.1, "right"), Column("Variables", 0.36)),
        tuple(
            cells(
                term.title, _points(_first(row, term.name)), _points(term.contribution),
                _points(term.contribution - _first(row, term.name), sign="+"),
                ", ".join(variable_title(name) for name in term.variables),
            )
            for term in row.last.terms
        ),
        size="small",
    )  # fmt: skip


def _points(value: float, sign: str = "-") -> str:
    """Write points with one digit; nothing is neither plus nor minus nought."""
    return f"{value:{sign}.1f}" if abs(value) >= SMALLEST else "0.0"


def _first(row: MeasureRow, term: str) -> float:
    """Return what a term added at the start, 0 when it was not there."""
    return next((one.contribution for one in row.first.terms if one.name == term), 0.0)
