"""Long lists as Qt view: a table of rows that is walked by keyboard and grows with the text."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from tabletop.ui.panels.column_widths import LOOKED_AT, ColumnWidths
from tabletop.ui.panels.row_model import PICTURE, ROW, Column, Rows, Sifted

__all__ = ["PICTURE", "Column", "RowView"]

Index = QModelIndex | QPersistentModelIndex

LEAST_ROWS = 4
"""Rows of a table that are always in sight."""


class RowView(QTableView):
    """A table of rows that can be walked by keyboard and grows with the text.

    ``chosen`` gives the row the cursor stands on (or None), ``opened`` the one on which Enter was
    pressed or that was clicked twice.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        identify: Callable[[Any], Hashable],
        parent: QWidget | None = None,
        *,
        sorts: bool = True,
    ) -> None:
        super().__init__(parent)
        self.rows = Rows(columns, identify, self)
        self.sifted = Sifted(self.rows)
        self.setModel(self.sifted)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setResizeContentsPrecision(LOOKED_AT)
        if sorts:
            self.setSortingEnabled(True)
            header.setSortIndicatorClearable(True)
            self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.activated.connect(lambda index: self.opened.emit(index.data(ROW)))
        self._sized = self._dragged = False
        self._widths = ColumnWidths(self, self.rows.columns)
        header.sectionResized.connect(self._resized)
        self._fit_rows()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows and keep the cursor on the same thing where it is still there."""
        before = self.current()
        identity = None if before is None else self.rows.identity(before)
        self.rows.show_rows(rows)
        if rows and not self._dragged:
            self._sized = True
            self.fit_columns()
        if identity is not None and (at := self.rows.find(identity)) >= 0:
            self._put(at)
        self.chosen.emit(self.current())

    def choose(self, identity: Hashable) -> bool:
        """Put the cursor on a row; tells whether it is there to be seen."""
        at = self.rows.find(identity)
        return at >= 0 and self._put(at)

    def current(self) -> Any:
        """Return the row the cursor stands on, or None."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def sift(self, wanted: Callable[[Any], bool]) -> None:
        """Show only the rows that are wanted."""
        self.sifted.sift(wanted)

    def fit_columns(self) -> None:
        """Give every column the room that its text needs, up to a limit."""
        self._widths.fit()

    def leave_out(self, *columns: int) -> None:
        """Show every column but these."""
        self._widths.left_out = frozenset(columns)
        self.fit_columns()

    def stretch(self, column: int) -> None:
        """Let this column take what is left, and not the last."""
        self._widths.stretched = column
        self.horizontalHeader().setStretchLastSection(False)

    def sorting(self) -> tuple[int, bool]:
        """Return the column by which the rows are sorted (-1: their own order), and if upwards."""
        upwards = self.sifted.sortOrder() == Qt.SortOrder.AscendingOrder
        return self.sifted.sortColumn(), upwards

    def sort_by(self, column: int, upwards: bool) -> None:
        """Sort the rows by a column, -1 for their own order."""
        if -1 <= column < len(self.rows.columns):
            order = Qt.SortOrder.AscendingOrder if upwards else Qt.SortOrder.DescendingOrder
            self.sortByColumn(column, order)

    def _resized(self, column: int) -> None:
        """Leave the columns alone once a person has dragged one."""
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        self._dragged = self._dragged or (pressed and self.horizontalHeader().underMouse())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to another width, unless a person has done that."""
        super().resizeEvent(event)
        if self._sized and not self._dragged and event.size().width() != event.oldSize().width():
            self._widths.apply()

    def minimumSizeHint(self) -> QSize:
        """Return a size with room for a few rows; a panel that has less scrolls as a whole."""
        rows = LEAST_ROWS * self.verticalHeader().defaultSectionSize()
        high = rows + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        return QSize(super().minimumSizeHint().width(), high)

    def _put(self, at: int) -> bool:
        index = self.sifted.mapFromSource(self.rows.index(at, 0))
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def _fit_rows(self) -> None:
        header = self.verticalHeader()
        header.setMinimumSectionSize(1)
        header.setDefaultSectionSize(round(self.fontMetrics().height() * 1.55))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row the cursor stands on now."""
        super().currentChanged(current, previous)
        self.chosen.emit(current.data(ROW) if current.isValid() else None)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_sized"):
            self._fit_rows()
            QTimer.singleShot(0, self, self._fit_again)  # its header takes the font on after it

    def _fit_again(self) -> None:
        if self._sized:
            self.fit_columns()
