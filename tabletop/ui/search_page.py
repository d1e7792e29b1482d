"""What a search has found: the front as points over two goals, and its openings in a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSplitter, QVBoxLayout, QWidget

from tabletop.ui.explore_charts import Cloud, Range
from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.panel import Say, button
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import number
from tabletop.ui.translating import word

if TYPE_CHECKING:
    from tabletop.analysis.search.serving import Opening, Shown

_tr = QCoreApplication.translate
PRICES = ("money", "brigades", "lift")
FRONT, OTHER = 0, 5
"""Marks of openings: a disc for those of the front, a cross for the others."""


class FrontPage(QWidget):
    """Points over two of the goals or prices; the front is marked, and listed beneath.

    ``opened`` carries the folder of an opening that is to be played.
    """

    opened = Signal(object)

    def __init__(self, found: Shown) -> None:
        super().__init__()
        self.found = found
        self.ranges: dict[str, Range] = {}
        self.titles = {f"goal {n}": word(title) for n, title in enumerate(found.goals)} | {
            "money": self.tr("EUR m a month"), "brigades": self.tr("brigades"),
            "lift": self.tr("trains"),
        }  # fmt: skip
        self.values = {axis: np.array([value_of(one, axis) for one in found.openings])
                       for axis in self.titles}  # fmt: skip
        self.front = np.array([one.on_front for one in found.openings], dtype=np.bool_)
        self.cloud = Cloud()
        self.cloud.setAccessibleName(self.tr("Openings as points"))
        self.across, self.up = self._axis(self.tr("Axis across")), self._axis(self.tr("Axis up"))
        self.up.setCurrentIndex(min(1, len(self.titles) - 1))
        self.whole = QCheckBox(self.tr("&All openings, not only the front"))
        self.play = button(
            self.tr("&Open this opening"),
            self.tr("Begin an exercise with the deployments of the chosen opening."),
        )
        self.table = self._table()
        self.words = Say()
        self._lay_out()
        self.cloud.show_worlds(self.values, self.titles, np.where(self.front, FRONT, OTHER))
        for box in (self.across, self.up):
            box.currentIndexChanged.connect(self._axes)
        self.whole.toggled.connect(lambda _: self._show())
        self.cloud.brushed.connect(self._brush)
        self.play.clicked.connect(self._play)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _: self._play())
        self._axes()
        self._show()

    def _axis(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for axis, title in self.titles.items():
            box.addItem(title, axis)
        return box

    def _table(self) -> RowView:
        return RowView(self.tr("Openings"), (
            *(_goal_column(self.titles[f"goal {n}"], n) for n in range(len(self.found.goals))),
            Column(self.tr("EUR m a month"), lambda r: number(r.money), lambda r: r.money, True),
            Column(self.tr("Brigades"), lambda r: str(r.brigades), lambda r: r.brigades, True),
            Column(self.tr("Trains"), lambda r: number(r.lift), lambda r: r.lift, True),
            Column(self.tr("Forces besides those that stand already"), lambda r: r.words,
                   tip=lambda r: r.words),
        ), lambda r: (r.reached, r.words))  # fmt: skip

    def _lay_out(self) -> None:
        above, halves = QWidget(), QSplitter(Qt.Orientation.Vertical)
        row = FlowLayout(above, 0, 8)
        for one in (self.across, self.up, self.whole, self.play):
            row.addWidget(one)
        halves.addWidget(self.cloud)
        halves.addWidget(self.table)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.addWidget(above)
        column.addWidget(halves, 1)
        column.addWidget(self.words)
        column.addWidget(Say(self.tr(
            "Discs: the front, none of which is beaten in everything. Drag over the points "
            "to list only some; click to list all again."), dim=True))  # fmt: skip
        self.table.stretch(len(self.found.goals) + len(PRICES))

    def _axes(self) -> None:
        self.cloud.show_axes(str(self.across.currentData()), str(self.up.currentData()))

    def _brush(self, ranges: Mapping[str, Range | None]) -> None:
        for axis, found in ranges.items():
            self.ranges.pop(axis, None)
            if found is not None:
                self.ranges[axis] = found
        self._show()

    def _show(self) -> None:
        where = np.ones(len(self.front), dtype=np.bool_) if self.whole.isChecked() else (
            self.front.copy())  # fmt: skip
        for axis, (low, high) in self.ranges.items():
            where &= (self.values[axis] >= low) & (self.values[axis] <= high)
        self.cloud.show_chosen(self.front)
        self.table.show_rows([self.found.openings[at] for at in np.flatnonzero(where).tolist()])
        self._chosen(self.table.current())

    def _chosen(self, one: Opening | None) -> None:
        self.play.setEnabled(one is not None and one.folder is not None)
        self.words.say("" if one is None else one.words)

    def _play(self) -> None:
        one = self.table.current()
        if one is not None and one.folder is not None:
            self.opened.emit(one.folder)


def value_of(one: Opening, axis: str) -> float:
    """Return what an opening is worth or costs on an axis."""
    if axis in PRICES:
        return float(getattr(one, axis))
    return one.reached[int(axis.removeprefix("goal "))]


def _goal_column(title: str, n: int) -> Column:
    return Column(title, lambda r: number(r.reached[n], 2), lambda r: r.reached[n], True)
