"""The after-action report as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from tabletop.analysis.report.model import MeasureRow, Report

if TYPE_CHECKING:
    from jinja2 import Template

WIDTH, HEIGHT, MARGIN = 160.0, 32.0, 3.0


def html(report: Report) -> str:
    """Write the report as HTML; everything that people typed is escaped."""
    return _template().render(report=report, points=points, shift=shift, span=span)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("tabletop.analysis.report", "."), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("report.html.j2")


def span(values: Sequence[float]) -> tuple[float, float]:
    """Return the lowest and the highest value shown; never the same, so that a line has height."""
    low, high = min(values), max(values)
    return (low, high) if high - low >= 1.0 else (low - 0.5, high + 0.5)


def points(row: MeasureRow) -> str:
    """Return the corners of a measure's small line chart, for an SVG polyline."""
    low, high = span(row.values)
    step = (WIDTH - 2 * MARGIN) / max(1, len(row.values) - 1)
    room = HEIGHT - 2 * MARGIN
    return " ".join(
        f"{MARGIN + i * step:.1f},{MARGIN + room * (high - value) / (high - low):.1f}"
        for i, value in enumerate(row.values)
    )


def shift(row: MeasureRow, term: str) -> float:
    """Return what a term added at the start, 0 when it was not there."""
    return next((one.contribution for one in row.first.terms if one.name == term), 0.0)
