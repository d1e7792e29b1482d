"""The page of an exploration's worlds: points and lines, brushed to find those that went wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui import explore_model as model
from tabletop.ui.cell_marks import icon
from tabletop.ui.charts import theme_of
from tabletop.ui.explore_charts import Cloud, Worlds
from tabletop.ui.explore_lines import Lines
from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.panel import Say, button
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import number

if TYPE_CHECKING:
    from tabletop.analysis.explore.serving import Shown

MOST_CELLS = 6
"""Cells with a mark of their own."""


class WorldsPage(QWidget):
    """Worlds as points and lines, brushed to find those that went wrong; one can be opened."""

    opened = Signal(int, int)
    """Cell and number of a world that is to be opened as a session."""

    def __init__(self, result: Shown) -> None:
        super().__init__()
        self._result = result
        self.values, self.titles = model.worlds_of(result), model.axis_titles(result)
        self.ranges: dict[str, model.Range] = {}
        self._cells = self.values["cell"].astype(np.int64)
        self.legend = [QCheckBox(title) for title in result.cells[:MOST_CELLS]]
        self.cloud, self.lines = Cloud(), Lines()
        self.x_axis, self.y_axis = (
            self._axis(self.tr("Axis across")),
            self._axis(self.tr("Axis up")),
        )
        self.low, self.high = QDoubleSpinBox(), QDoubleSpinBox()
        self.only = button(
            self.tr("Only this &range"), self.tr("Choose the worlds of this range of the axis up.")
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
            part.show_worlds(self.values, self.titles, self._cells)
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
        self.only.clicked.connect(self._only)
        for spin, name, prefix in (
            (self.low, self.tr("Range of the axis up: from"), self.tr("from ")),
            (self.high, self.tr("Range of the axis up: to"), self.tr("to ")),
        ):
            spin.setAccessibleName(name)
            spin.setPrefix(prefix)
            spin.setDecimals(1)
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
        for widget in (self.x_axis, self.y_axis, self.low, self.high, self.only, self.bad,
                       self.free, self.open):  # fmt: skip
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
        column.addWidget(self._legend())
        column.addWidget(self.count)
        column.addWidget(whole, 1)

    def _legend(self) -> QWidget:
        """Return the marks of the cells; each can be left out of the pictures."""
        held = QWidget()
        row = FlowLayout(held, 0, 10)
        theme, size = theme_of(self.palette()), self.fontMetrics().height() * 2 // 3
        for cell, box in enumerate(self.legend):
            box.setChecked(True)
            box.setIcon(icon(theme, cell, size))
            box.setToolTip(self.tr("Show the worlds of this cell."))
            box.toggled.connect(self._only_cells)
            row.addWidget(box)
        more = len(self._result.cells) - len(self.legend)
        if more > 0:
            row.addWidget(Say(self.tr("and {} more cells, whose marks come again").format(more)))
        return held

    def _only_cells(self) -> None:
        self._show()

    def _wanted(self) -> model.Bools:
        """Tell of which worlds the cell is shown."""
        left_out = [cell for cell, box in enumerate(self.legend) if not box.isChecked()]
        return ~np.isin(self._cells, left_out)

    def brush(self, ranges: Mapping[str, model.Range | None]) -> None:
        """Set ranges of axes; None takes a range off."""
        for axis, found in ranges.items():
            self.ranges.pop(axis, None)
            if found is not None:
                self.ranges[axis] = found
        self._show()

    def _axes(self) -> None:
        up = str(self.y_axis.currentData())
        self.cloud.show_axes(str(self.x_axis.currentData()), up)
        low, high = float(self.values[up].min()), float(self.values[up].max())
        for spin in (self.low, self.high):
            spin.setRange(low - 0.1, high + 0.1)  # what is rounded must not lose the outermost
            spin.setSingleStep(max((high - low) / 50, 0.1))
        self.low.setValue(math.floor(10.0 * low) / 10.0)
        self.high.setValue(math.ceil(10.0 * high) / 10.0)

    def _only(self) -> None:
        """Brush by key: the range that is written beside the axes."""
        low, high = sorted((self.low.value(), self.high.value()))
        self.brush({str(self.y_axis.currentData()): (low, high)})

    def _worst(self) -> None:
        axis = str(self.y_axis.currentData())
        self.brush({axis: model.worst(self._result, axis)})

    def _show(self) -> None:
        wanted = self._wanted()
        where = model.chosen(self.values, self.ranges) & wanted
        parts: tuple[Worlds, Worlds] = (self.cloud, self.lines)
        for part in parts:
            part.show_only(wanted)
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


def _value_column(title: str, axis: str) -> Column:
    return Column(
        title, lambda row: number(row.values[axis], 1), lambda row: row.values[axis], True
    )
