"""The pages of a finished exploration: how it spread, odds, regret, and the worlds one by one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui import explore_model as model
from tabletop.ui.explore_time import TimePage
from tabletop.ui.explore_worlds import WorldsPage
from tabletop.ui.flow import FlowLayout
from tabletop.ui.later import Later
from tabletop.ui.outlook_chart import Fan
from tabletop.ui.outlook_model import fan_words, measure_titles
from tabletop.ui.panels.panel import Say
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import number

if TYPE_CHECKING:
    from tabletop.analysis.explore.serving import Shown

_tr = QCoreApplication.translate
MOST_CELLS = 6
"""Cells whose fans stand side by side."""


class Spread(QWidget):
    """One measure over the turns, a fan for each cell."""

    def __init__(self, result: Shown) -> None:
        super().__init__()
        self._result = result
        self.measure = QComboBox()
        self.measure.setAccessibleName(self.tr("Measure"))
        for name, title in measure_titles().items():
            self.measure.addItem(title, name)
        self.fans = [Fan() for _ in result.cells[:MOST_CELLS]]
        grid = QGridLayout()
        for i, fan in enumerate(self.fans):
            grid.addWidget(fan, i // 3, i % 3)
        column = QVBoxLayout(self)
        column.addWidget(self.measure)
        column.addLayout(grid, 1)
        more = len(result.cells) - MOST_CELLS
        if more > 0:
            column.addWidget(Say(self.tr("{} more cells are in the tables.").format(more)))
        self.measure.currentIndexChanged.connect(self._show)
        self._show()

    def _show(self) -> None:
        name, turns = str(self.measure.currentData()), range(1, self._result.turns + 1)
        found = self._result.fans[name]
        low, high = float(found.min()), float(found.max())
        for cell, fan in enumerate(self.fans):
            words = fan_words(self._result.cells[cell], found[:, cell], turns)
            fan.scale = (low, high)  # one scale, so that cells can be compared
            fan.show_fan(self._result.cells[cell], turns, found[:, cell], None, words)


class OddsPage(QWidget):
    """Odds of every event with their intervals, among all worlds or under a condition."""

    def __init__(self, result: Shown) -> None:
        super().__init__()
        self._result = result
        self.given, self.absent, self.by = QComboBox(), QCheckBox(), QSpinBox()
        self.given.setAccessibleName(self.tr("Only worlds with"))
        self.given.addItem(self.tr("Among all worlds"), "")
        for event in result.firsts:
            self.given.addItem(self.tr("Given {}").format(model.event_title(event)), event)
        self.absent.setText(self.tr("not"))
        self.absent.setAccessibleName(self.tr("Only worlds in which it did not come"))
        self.by.setRange(1, result.turns)
        self.by.setValue(min(5, result.turns))
        self.by.setPrefix(self.tr("within "))
        self.by.setSuffix(self.tr(" turns"))
        self.by.setAccessibleName(self.tr("Within so many turns"))
        self.table = RowView(self.tr("Odds"), (
            Column(self.tr("Event"), lambda r: model.odds_title(result, r.event),
                   tip=lambda r: result.says.get(r.event, "")),
            *(_odds_column(title, n) for n, title in enumerate(result.cells)),
        ), lambda r: r.event)  # fmt: skip
        self.table.stretch(0)  # all cells alike
        above = QWidget()
        row = FlowLayout(above, 0, 8)
        row.addWidget(self.given)
        row.addWidget(self.absent)
        row.addWidget(self.by)
        column = QVBoxLayout(self)
        column.addWidget(above)
        column.addWidget(self.table, 1)
        column.addWidget(Say(self.tr(
            "Share of the worlds, with Wilson's 95 % interval. Worlds that met a condition may "
            "have differed before: a difference need not be its effect."), dim=True))  # fmt: skip
        self.given.currentIndexChanged.connect(self._show)
        self.absent.toggled.connect(self._show)
        self.by.valueChanged.connect(self._show)
        self._show()

    def _show(self) -> None:
        given = str(self.given.currentData())
        self.absent.setEnabled(bool(given))
        self.by.setEnabled(bool(given))
        self.table.show_rows(
            model.odds_rows(self._result, given, self.by.value(), self.absent.isChecked())
        )


def _odds_column(title: str, n: int) -> Column:
    def odds(row: model.Odds) -> float:
        return row.shares[n].odds if row.shares[n].trials else -1.0

    return Column(title, lambda row: model.share_words(row.shares[n]), odds)


def _regret_column(title: str, n: int) -> Column:
    def words(row: model.Regret) -> str:
        mean, high = row.cells[n]
        return f"{number(mean, 1)} ({number(high, 1)})"

    says = _tr("Spread", "Points worse than the best cell of the same world: mean, and what 19 "
               "worlds of 20 stay below.")  # fmt: skip
    return Column(title, words, lambda row: row.cells[n][0], True, says=says)


def regret_table(result: Shown) -> RowView:
    """Return the table of regret."""
    titles = measure_titles()

    table = RowView("", (
        Column(_tr("Spread", "Measure"), lambda r: titles[r.measure]),
        *(_regret_column(title, n) for n, title in enumerate(result.cells)),
    ), lambda r: r.measure)  # fmt: skip
    table.setAccessibleName(_tr("Spread", "Regret"))
    table.stretch(0)
    table.show_rows(model.regret_rows(result))
    return table


class ResultPages(QTabWidget):
    """All pages of one result; ``opened`` carries the cell and number of a world."""

    opened = Signal(int, int)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        for at, later in enumerate(self._later):
            if later.page is page:
                self.setCurrentIndex(at)
                return

    def __init__(self, result: Shown) -> None:
        super().__init__()
        self.result = result
        self.setUsesScrollButtons(True)
        self._later: list[Later] = []
        for title, page in (
            (self.tr("Spread"), lambda: self.spread), (self.tr("Odds"), lambda: self.odds),
            (self.tr("Time"), lambda: self.time), (self.tr("Regret"), self._regret_page),
            (self.tr("Worlds"), lambda: self.worlds),
        ):  # fmt: skip
            area = QScrollArea()  # with large letters a page may be higher than the screen
            area.setWidgetResizable(True)
            area.setFrameShape(QScrollArea.Shape.NoFrame)
            self._later.append(Later(page))
            area.setWidget(self._later[-1])
            self.addTab(area, title)

    @cached_property
    def spread(self) -> Spread:
        """How measures spread over the turns."""
        return Spread(self.result)

    @cached_property
    def odds(self) -> OddsPage:
        """Odds of events."""
        return OddsPage(self.result)

    @cached_property
    def time(self) -> TimePage:
        """When events came."""
        return TimePage(self.result)

    @cached_property
    def regret(self) -> RowView:
        """How much worse each cell did than the best."""
        return regret_table(self.result)

    @cached_property
    def worlds(self) -> WorldsPage:
        """The worlds one by one."""
        made = WorldsPage(self.result)
        made.opened.connect(self.opened)
        return made

    def _regret_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(Say(self.tr(
            "How much worse each cell did than the best cell of the same world, in points of the "
            "measure after the last turn: the mean, and in brackets what 19 worlds of 20 stay "
            "below. A cell with nothing everywhere was best in every world.")))  # fmt: skip
        column.addWidget(self.regret, 1)
        return page
