"""How wide the columns of a table are: as wide as their text, and all in sight where they can be.

The text of a column is measured here and not by the view, which would ask the model six times for
each cell.
"""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyle, QTableView

from tabletop.ui.panels.row_model import Column

WIDEST, MOST = 26, 0.4
"""Widest column that is not dragged wider: in characters, and as a share of the view."""
LEAST = 9
"""Characters down to which a column of words gives way so that others are in sight."""
READABLE = 15
"""Characters of a column of words for which another column is left out."""
LOOKED_AT = 40
"""Rows that are measured for the width of a column."""


class ColumnWidths:
    """The widths of a table's columns; ``stretched`` is the one that takes what is left.

    Those in ``left_out`` are not shown at all.
    """

    def __init__(self, view: QTableView, columns: tuple[Column, ...]) -> None:
        self._view = view
        self._columns = columns
        self._wishes: dict[int, int] = {}
        self._natural: dict[int, int] = {}
        self._last_wish = 0
        self.stretched = len(columns) - 1
        self.left_out: frozenset[int] = frozenset()
        self._last = self.stretched

    def fit(self) -> None:
        """Give every column the room that its text needs, up to a limit."""
        for column in range(len(self._columns)):
            self._view.setColumnHidden(column, False)  # a hidden one has no title to be measured
        self._wishes = {column: self._wish(column) for column in range(len(self._columns))}
        self.apply()

    def _wish(self, column: int, *, with_title: bool = True) -> int:
        """Return the width that the text of a column, or what is drawn in it, asks for."""
        view, metrics = self._view, self._view.fontMetrics()
        title = view.horizontalHeader().sectionSizeHint(column) if with_title else 0
        if self._columns[column].picture is not None:
            return max(title, view.sizeHintForColumn(column))
        edge = view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, view) + 1
        return max(title, self._longest(column, metrics) + 2 * edge + 1)

    def _longest(self, column: int, metrics: QFontMetrics) -> int:
        model = self._view.model()
        count = min(model.rowCount(), LOOKED_AT)
        texts = {str(model.index(row, column).data()) for row in range(count)}
        return max((metrics.horizontalAdvance(text) for text in texts), default=0)

    def apply(self) -> None:
        """Share out the present width of the view among the columns for which there is room."""
        if not self._wishes:
            return
        self._choose()
        view = self._view
        letters = view.fontMetrics().averageCharWidth() * WIDEST
        widest = min(letters, max(round(view.viewport().width() * MOST), letters // 2))
        widths = {column: min(width, widest) for column, width in self._natural.items()}
        for column, width in self._give_way(widths).items():
            if view.columnWidth(column) != width:
                view.setColumnWidth(column, width)
        wide = view.viewport().width()
        left = wide - sum(view.columnWidth(column) for column in self._natural)
        view.setColumnWidth(self._last, max(left, self._least_of_last()))

    def _choose(self) -> None:
        """Leave spare columns out until the others are in sight, each at its least width."""
        shown = [column for column in range(len(self._columns)) if column not in self.left_out]
        spare = sorted((c for c in shown if self._columns[c].spare), key=self._spare, reverse=True)
        wide = self._view.viewport().width()
        while spare and self._least(shown) > wide:
            shown.remove(spare.pop(0))
        for column in range(len(self._columns)):
            hidden = column not in shown
            if self._view.isColumnHidden(column) != hidden:
                self._view.setColumnHidden(column, hidden)
        self._last = self.stretched if self.stretched in shown else shown[-1]
        self._natural = {column: self._wishes[column] for column in shown if column != self._last}
        self._last_wish = self._wish(self._last, with_title=False)

    def _spare(self, column: int) -> int:
        return self._columns[column].spare

    def _least(self, shown: list[int]) -> int:
        """Return the width in which some columns can just be read."""
        least = self._view.fontMetrics().averageCharWidth() * READABLE
        return sum(
            self._wishes[c] if self._columns[c].number else min(self._wishes[c], least)
            for c in shown
        )

    def _give_way(self, widths: dict[int, int]) -> dict[int, int]:
        """Make columns of words narrower, the widest first, until all are in sight if they can be.

        What is cut ends in an ellipsis and stands in full in the tool tip.
        """
        least = self._view.fontMetrics().averageCharWidth() * LEAST
        beyond = sum(widths.values()) + self._least_of_last() - self._view.viewport().width()
        soft = {c: w for c, w in widths.items() if not self._columns[c].number and w > least}
        if beyond <= 0 or beyond > sum(width - least for width in soft.values()):
            return widths
        while beyond > 0:
            widest = max(soft, key=lambda column: soft[column])
            soft[widest] -= 1
            beyond -= 1
        return widths | soft

    def _least_of_last(self) -> int:
        """Return the width below which the last column says nothing."""
        column = self._columns[self._last]
        words = not column.number and column.picture is None
        least = self._view.fontMetrics().averageCharWidth() * LEAST * (2 if words else 1)
        title = self._view.horizontalHeader().sectionSizeHint(self._last)
        return max(min(self._last_wish, least), title)
