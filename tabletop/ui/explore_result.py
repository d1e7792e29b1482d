"""The pages of a finished exploration: how it spread, odds, regret, and the worlds one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QSpinBox,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui import explore_model as model
from tabletop.ui.explore_charts import Cloud, Lines, Worlds
from tabletop.ui.flow import FlowLayout
from tabletop.ui.outlook_chart import Fan
from tabletop.ui.outlook_model import fan_words, measure_titles
from tabletop.ui.panels.panel import Say, button
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import number

if TYPE_CHECKING:
    from collections.abc import Mapping

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
            Column(self.tr("Event"), lambda r: model.event_title(r.event),
                   tip=lambda r: result.says.get(r.event, "")),
            *(_odds_column(title, n) for n, title in enumerate(result.cells)),
        ), lambda r: r.event)  # fmt: skip
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


def _value_column(title: str, axis: str) -> Column:
    return Column(
        title, lambda row: number(row.values[axis], 1), lambda row: row.values[axis], True
    )


def regret_table(result: Shown) -> RowView:
    """Return the table of regret."""
    titles = measure_titles()

    table = RowView("", (
        Column(_tr("Spread", "Measure"), lambda r: titles[r.measure]),
        *(_regret_column(title, n) for n, title in enumerate(result.cells)),
    ), lambda r: r.measure)  # fmt: skip
    table.setAccessibleName(_tr("Spread", "Regret"))
    table.show_rows(model.regret_rows(result))
    return table


class WorldsPage(QWidget):
    """Worlds as points and lines, brushed to find those that went wrong; one can be opened."""

    opened = Signal(int, int)
    """Cell and number of a world that is to be opened as a session."""

    def __init__(self, result: Shown) -> None:
        super().__init__()
        self._result = result
        self.values, self.titles = model.worlds_of(result), model.axis_titles(result)
        self.ranges: dict[str, model.Range] = {}
        self.cloud, self.lines = Cloud(), Lines()
        self.x_axis, self.y_axis = (
            self._axis(self.tr("Axis across")),
            self._axis(self.tr("Axis up")),
        )
        self.bad = button(
            self.tr("&Worst worlds"),
            self.tr(
                "Choose the worst 5 % of the axis up; for an event, every world in which it came."
            ),
        )
        self.free = button(self.tr("&Free all"), self.tr("Take every brush off."))
        self.open = button(
            self.tr("&Open this world"),
            self.tr(
                "Play the chosen world as a session, the same to the last bit, and debrief it."
            ),
        )
        self.count = Say()
        self.table = self._table()
        self._lay_out()
        for part in (self.cloud, self.lines):
            part.show_worlds(self.values, self.titles)
            part.brushed.connect(self.brush)
        self.cloud.setAccessibleName(self.tr("Worlds as points"))
        self.lines.setAccessibleName(self.tr("Worlds as lines over parallel axes"))
        events = [f"first {e}" for e in ("breach",) if e in result.firsts]
        self.lines.show_axes([*(a for a in model.AXES if a in self.values), *events])
        self.x_axis.setCurrentIndex(max(0, self.x_axis.findData("escalation")))
        self.y_axis.setCurrentIndex(max(0, self.y_axis.findData("deterrence")))
        for box in (self.x_axis, self.y_axis):
            box.currentIndexChanged.connect(self._axes)
        self.bad.clicked.connect(self._worst)
        self.free.clicked.connect(lambda: self.brush(dict.fromkeys(self.ranges)))
        self.open.clicked.connect(self._open)
        self.table.chosen.connect(lambda row: self.open.setEnabled(row is not None))
        self.table.opened.connect(lambda _: self._open())
        self._axes()
        self._show()

    def _axis(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for axis, title in self.titles.items():
            box.addItem(title, axis)
        return box

    def _table(self) -> RowView:
        cells = self._result.cells
        shown = [a for a in (*model.AXES[:3], "first breach") if a in self.values]
        return RowView(self.tr("Chosen worlds"), (
            Column(self.tr("World"), lambda r: number(r.run), lambda r: r.run, True),
            Column(self.tr("Cell"), lambda r: cells[r.cell]),
            *(_value_column(self.titles[axis], axis) for axis in shown),
        ), lambda r: (r.cell, r.run))  # fmt: skip

    def _lay_out(self) -> None:
        above = QWidget()
        row = FlowLayout(above, 0, 8)
        for widget in (self.x_axis, self.y_axis, self.bad, self.free, self.open):
            row.addWidget(widget)
        charts, whole = QSplitter(), QSplitter()
        charts.addWidget(self.cloud)
        charts.addWidget(self.table)
        whole.setOrientation(Qt.Orientation.Vertical)
        whole.addWidget(charts)
        whole.addWidget(self.lines)
        for splitter in (charts, whole):
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.addWidget(above)
        column.addWidget(self.count)
        column.addWidget(whole, 1)

    def brush(self, ranges: Mapping[str, model.Range | None]) -> None:
        """Set ranges of axes; None takes a range off."""
        for axis, found in ranges.items():
            self.ranges.pop(axis, None)
            if found is not None:
                self.ranges[axis] = found
        self._show()

    def _axes(self) -> None:
        self.cloud.show_axes(str(self.x_axis.currentData()), str(self.y_axis.currentData()))

    def _worst(self) -> None:
        axis = str(self.y_axis.currentData())
        self.brush({axis: model.worst(self._result, axis)})

    def _show(self) -> None:
        where = model.chosen(self.values, self.ranges)
        parts: tuple[Worlds, Worlds] = (self.cloud, self.lines)
        for part in parts:
            part.show_chosen(where)
        self.lines.show_ranges(self.ranges)
        self.table.show_rows(model.one_rows(self._result, self.values, where))
        self.open.setEnabled(self.table.current() is not None)
        if not self.ranges:
            self.count.say(self.tr("{all} worlds. Drag over the points, or along an axis below, to "
                                   "choose some.").format(all=number(len(where))))  # fmt: skip
            return
        limits = "; ".join(
            f"{self.titles[axis]} {number(low, 1)} – {number(high, 1)}"
            for axis, (low, high) in self.ranges.items()
        )
        count = int(where.sum())
        told = self.tr("{count} of {all} worlds chosen: {limits}.").format(
            count=number(count), all=number(len(where)), limits=limits)  # fmt: skip
        if count > model.MOST_ROWS:
            told += " " + self.tr("The list holds the first {}.").format(model.MOST_ROWS)
        self.count.say(told)

    def _open(self) -> None:
        row = self.table.current()
        if row is not None:
            self.opened.emit(row.cell, row.run)


class ResultPages(QTabWidget):
    """All pages of one result; ``opened`` carries the cell and number of a world."""

    opened = Signal(int, int)

    def __init__(self, result: Shown) -> None:
        super().__init__()
        self.result = result
        self.spread, self.odds, self.worlds = Spread(result), OddsPage(result), WorldsPage(result)
        self.regret = regret_table(result)
        self.addTab(self.spread, self.tr("Spread"))
        self.addTab(self.odds, self.tr("Odds"))
        self.addTab(self.regret, self.tr("Regret"))
        self.addTab(self.worlds, self.tr("Worlds"))
        self.worlds.opened.connect(self.opened)
