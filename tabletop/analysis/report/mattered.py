"""The chapter on what mattered: what each act and seat did to each measure, beyond noise."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.analysis.mattered.account import (
    CHANGED,
    CHANGED_SO,
    NO_JUDGEMENT,
    PAIRS,
    SHOWN,
    method,
)
from tabletop.analysis.mattered.effects import Effects
from tabletop.analysis.mattered.script import Omission
from tabletop.analysis.mattered.tornado import clear, tornado
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
from tabletop.analysis.report.model import Report
from tabletop.rules.measures import MEASURES

CITED = 6
"""Entries cited of an omission that has many, such as all of a seat."""
COLUMNS = (Column("Effect", 0.09, "right"), Column("95 %", 0.16), Column("Turn", 0.06, "right"),
           Column("What", 0.58), Column("Falls with it", 0.11, "right"))  # fmt: skip
DRAWN = 0.72
"""Part of the page's width that a tornado takes, so that two measures fit on a page."""


def mattered_chapter(report: Report) -> Iterator[Block]:
    """Yield the chapter; nothing when the session was not played again."""
    effects = report.mattered
    if effects is None:
        return
    yield NewPage()
    yield Heading(1, "What mattered", "mattered")
    yield Text(
        f"{method(effects)} “Falls with it” counts the other acts that were no longer "
        "lawful without it.", tone="small",
    )  # fmt: skip
    yield Text(f"Not a prediction{NO_JUDGEMENT}", tone="caution")
    if not effects.faithful:
        yield Text(f"{CHANGED}: {CHANGED_SO}", tone="caution")
    names = [row.name for row in report.measures]
    still = [MEASURES[name].title for name in names if not clear(effects, name)]
    for name in names:
        if clear(effects, name):
            yield from _measure(effects, name)
    if still:
        yield Heading(2, "Within noise", "mattered-noise")
        yield Text(f"Nothing that was done moved these beyond noise: {', '.join(still)}.")
    yield from _pairs(effects)


def _measure(effects: Effects, name: str) -> Iterator[Block]:
    measure, column, found = MEASURES[name], list(MEASURES).index(name), clear(effects, name)
    yield Heading(2, measure.title, f"mattered-{name}")
    rest, within = len(found) - SHOWN, len(effects.omissions) - len(found)
    more = f" ({SHOWN} strongest shown)" if rest > 0 else ""
    yield Text(
        f"Better when {measure.better}. {len(found)} of {len(effects.omissions)} acts and seats "
        f"moved it beyond noise{more}; {within} are within noise.", tone="small",
    )  # fmt: skip
    drawn = tornado(effects, name, SHOWN)
    yield Picture(f"tornado-{name}", drawn.svg, drawn.width, drawn.height, drawn.says,
                  f"What moved {measure.title.lower()} most", share=DRAWN)  # fmt: skip
    rows = []
    for i in found[:SHOWN]:
        value, one = float(effects.mean[i, column]), effects.omissions[i]
        low, high = effects.low[i, column], effects.high[i, column]
        good = (value > 0) == (measure.better == "high")
        lost = f"{effects.dropped[i]:.1f}" if effects.dropped[i] >= 0.05 else "–"
        rows.append(cells(
            Cell(f"{value:+.2f}", tone="good" if good else "bad"), f"{low:+.2f} to {high:+.2f}",
            str(one.turn), _what(one), lost,
        ))  # fmt: skip
    yield Table(f"mattered-{name}", COLUMNS, tuple(rows), size="small")


def _what(one: Omission) -> Cell:
    cited = tuple(sorted(one.entries)[:CITED])
    more = f" ({len(one.entries)} acts)" if len(one.entries) > 1 else ""
    return Cell(one.title + more, cited)


def _pairs(effects: Effects) -> Iterator[Block]:
    if not effects.pairs:
        return
    yield Heading(2, "Strongest pairs", "mattered-pairs")
    yield Text(PAIRS, tone="small")
    yield Table(
        "mattered-pairs",
        (Column("Measure", 0.16), Column("Difference", 0.11, "right"), Column("95 %", 0.17),
         Column("One", 0.28), Column("The other", 0.28)),
        tuple(
            cells(Cell(MEASURES[pair.measure].title, tone="strong"), f"{pair.interaction:+.2f}",
                  f"{pair.low:+.2f} to {pair.high:+.2f}", _what(effects.omissions[pair.one]),
                  _what(effects.omissions[pair.other]))
            for pair in effects.pairs[:SHOWN]
        ),
        size="small",
    )  # fmt: skip
