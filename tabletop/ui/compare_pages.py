"""Entries and measures of two lines of play, side by side.

pyqtgraph is loaded when the first comparison is opened, never at the start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSplitter, QVBoxLayout, QWidget

from tabletop.ui.compare_model import Both, Side
from tabletop.ui.loading import whole
from tabletop.ui.panels.entries import entry_words
from tabletop.ui.panels.panel import Say
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import number, trend
from tabletop.ui.theme import Theme
from tabletop.ui.translating import word

if TYPE_CHECKING:
    from tabletop.session.comparing import EntryPair, MeasureCourse
    from tabletop.session.record import Entry


class EntriesPage(QWidget):
    """The entries after those that both share; the same act stands beside itself."""

    def __init__(self, found: Both) -> None:
        super().__init__()
        tr = self.tr
        self._found = found
        self.other = QCheckBox(tr("Only what &differs"))
        self.other.toggled.connect(self._sift)
        self.table = RowView(tr("Entries side by side"), (
            Column(tr("Turn"), lambda p: str(p.turn), lambda p: p.turn, True),
            Column("", self._sign, says=tr("= the same to the same effect, ≈ the same act to "
                                           "another effect, ◧ or ◨ on one side alone.")),
            Column("◧", lambda p: self._words(found.left, p.left)),
            Column("◨", lambda p: self._words(found.right, p.right)),
        ), lambda p: (p.left and p.left.seq, p.right and p.right.seq), sorts=False)  # fmt: skip
        self.table.chosen.connect(self._choose)
        self.detail = Say()
        column = QVBoxLayout(self)
        for widget in (self.other, self.table, self.detail):
            column.addWidget(widget)
        column.setStretch(1, 1)
        self.table.show_rows(found.comparison.entries)
        if found.comparison.entries:
            self.table.selectRow(0)

    @staticmethod
    def _sign(pair: EntryPair) -> str:
        if pair.left is None:
            return "◨"
        if pair.right is None:
            return "◧"
        return "=" if pair.same else "≈"

    @staticmethod
    def _words(side: Side, entry: Entry | None) -> str:
        if entry is None:
            return ""
        return f"#{entry.seq} {entry_words(side.session.world, entry)}"

    def _sift(self, differing: bool) -> None:
        self.table.sift(lambda pair: not differing or not pair.same)

    def _choose(self, pair: EntryPair | None) -> None:
        if pair is None:
            self.detail.setText(self.tr("No entry differs."))
            return
        one = self._words(self._found.left, pair.left) or self.tr("not done")
        other = self._words(self._found.right, pair.right) or self.tr("not done")
        self.detail.setText(f"◧ {one}\n◨ {other}")


class MeasuresPage(QWidget):
    """Every measure at both ends, and the chosen one over the turns of both."""

    def __init__(self, found: Both, theme: Theme) -> None:
        super().__init__()
        whole("pyqtgraph")
        import pyqtgraph

        tr = self.tr
        self._found, self._theme = found, theme
        self.table = RowView(tr("Measures at the end"), (
            Column(tr("Measure"), lambda m: self.title(m)),
            Column("◧", lambda m: number(m.left[-1], 1), lambda m: m.left[-1], True),
            Column("◨", lambda m: number(m.right[-1], 1), lambda m: m.right[-1], True),
            Column(tr("Difference"), lambda m: trend(m.right[-1] - m.left[-1]),
                   lambda m: abs(m.right[-1] - m.left[-1]), True),
        ), lambda m: m.name)  # fmt: skip
        self.plot = pyqtgraph.PlotWidget(background=theme.panel)
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.hideButtons()
        self.plot.showGrid(x=True, y=True, alpha=0.25)
        self.legend = self.plot.addLegend(
            offset=(10, 10), labelTextColor=theme.text, brush=theme.panel
        )
        for side in ("bottom", "left"):
            axis = self.plot.getAxis(side)
            axis.setPen(theme.border)
            axis.setTextPen(theme.text)
            axis.setTickFont(self.font())
        self.said = Say(dim=True)
        self.table.chosen.connect(self.show_measure)
        half = QWidget()
        column = QVBoxLayout(half)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot, 1)
        column.addWidget(self.said)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.table)
        both.addWidget(half)
        self.table.stretch(0)
        both.setSizes([400, 700])
        QVBoxLayout(self).addWidget(both)
        rows = sorted(found.comparison.measures, key=lambda m: -abs(m.right[-1] - m.left[-1]))
        self.table.show_rows(rows)
        if rows:
            self.table.selectRow(0)

    @staticmethod
    def title(course: MeasureCourse) -> str:
        """Return what people call a measure."""
        from tabletop.rules.measures import MEASURES

        return word(MEASURES[course.name].title)

    def show_measure(self, course: MeasureCourse | None) -> None:
        """Draw a measure over the turns of both, from before StartEx on."""
        import pyqtgraph

        if course is None:
            return
        theme, title = self._theme, self.title(course)
        self.plot.clear()
        lines = (
            (self._found.left.name, "◧", course.left, theme.accent, Qt.PenStyle.SolidLine, "o"),
            (self._found.right.name, "◨", course.right, theme.bad, Qt.PenStyle.DashLine, "s"),
        )
        for name, sign, values, colour, style, symbol in lines:
            pen = pyqtgraph.mkPen(colour, width=2.6, style=style)
            self.plot.plot(list(range(len(values))), list(values), name=f"{sign} {name}", pen=pen,
                           symbol=symbol, symbolBrush=colour, symbolPen=colour,
                           antialias=True)  # fmt: skip
        for side, words in (("bottom", self.tr("Turn")), ("left", title)):
            self.plot.setLabel(side, words, color=theme.text)
        longest = max(len(course.left), len(course.right))
        self.plot.getAxis("bottom").setTicks([[(turn, str(turn)) for turn in range(longest)]])
        values = (*course.left, *course.right)
        low, high = min(values), max(values)
        self.plot.setYRange(low, high + 0.3 * max(high - low, 1.0))
        self.plot.setAccessibleName(self.tr("{measure} over the turns").format(measure=title))
        said = "\n".join(
            f"{sign} " + ", ".join(f"{turn}: {number(value, 1)}"
                                   for turn, value in enumerate(one))
            for sign, one in (("◧", course.left), ("◨", course.right))
        )  # fmt: skip
        self.plot.setAccessibleDescription(said)
        self.said.setText(said)
