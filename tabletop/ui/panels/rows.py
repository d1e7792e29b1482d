"""Long lists as Qt model and view: columns are declared, rows are plain values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""Role under which every cell gives its whole row."""
KEY = Qt.ItemDataRole.UserRole + 1
"""Role under which a cell gives what it is sorted by."""
PICTURE = Qt.ItemDataRole.UserRole + 2
"""Role under which a cell gives what a delegate draws."""
WIDEST, MOST = 26, 0.4
"""Widest column that is not dragged wider: in characters, and as a share of the view."""
LEAST = 9
"""Characters down to which a column of words gives way so that others are in sight."""
LOOKED_AT = 40
"""Rows that are measured for the width of a column."""


@dataclass(frozen=True)
class Column:
    """One column: its title, the text of a row, and by what it is sorted (else by the text).

    ``tip`` gives a longer text where the cell's is short; ``picture`` what a delegate draws;
    ``says`` explains the column in the tool tip of its title.
    """

    title: str
    text: Callable[[Any], str]
    key: Callable[[Any], Any] | None = None
    number: bool = False
    tip: Callable[[Any], str] | None = None
    picture: Callable[[Any], Any] | None = None
    says: str = ""


class Rows(QAbstractTableModel):
    """A table of rows; ``identify`` gives what stays the same of a row when it changes."""

    def __init__(
        self, columns: Sequence[Column], identify: Callable[[Any], Hashable], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._identify = identify
        self._rows: tuple[Any, ...] = ()

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows in their own order."""
        return self._rows

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; when they are the same things, selection and place are kept."""
        if [*map(self._identify, rows)] == [*map(self._identify, self._rows)]:
            self._rows = tuple(rows)
            if self._rows:
                last = self.index(len(self._rows) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def find(self, identity: Hashable) -> int:
        """Return the number of the row with this identity, or -1."""
        for i, row in enumerate(self._rows):
            if self._identify(row) == identity:
                return i
        return -1

    def identity(self, row: Any) -> Hashable:
        """Return what stays the same of a row."""
        return self._identify(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, says, is sorted by, or draws."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == ROW:
            return row
        if role == KEY:
            return column.key(row) if column.key else column.text(row).casefold()
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip else column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(row)}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == PICTURE and column.picture:
            return column.picture(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return column.says or column.title
        return None


class Sifted(QSortFilterProxyModel):
    """Rows in the chosen order, those alone that ``wanted`` lets through."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self._wanted: Callable[[Any], bool] = lambda row: True
        self.setSourceModel(rows)

    def sift(self, wanted: Callable[[Any], bool]) -> None:
        """Let other rows through."""
        self.beginFilterChange()
        self._wanted = wanted
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Tell whether a row is let through."""
        rows = self.sourceModel()
        return isinstance(rows, Rows) and self._wanted(rows.rows[source_row])

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare two cells by their keys."""
        return bool(left.data(KEY) < right.data(KEY))


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
        self._natural: dict[int, int] = {}
        self._last_wish = 0
        self._stretched = len(columns) - 1
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
        columns = [c for c in range(self.sifted.columnCount()) if c != self._stretched]
        for column in columns:
            self.resizeColumnToContents(column)
        self._natural = {column: self.columnWidth(column) for column in columns}
        self._last_wish = self.sizeHintForColumn(self._stretched)
        self._apply_widths()

    def stretch(self, column: int) -> None:
        """Let this column take what is left, and not the last."""
        self._stretched = column
        self.horizontalHeader().setStretchLastSection(False)

    def _apply_widths(self) -> None:
        letters = self.fontMetrics().averageCharWidth() * WIDEST
        widest = min(letters, max(round(self.viewport().width() * MOST), letters // 2))
        widths = {column: min(width, widest) for column, width in self._natural.items()}
        for column, width in self._give_way(widths).items():
            self.setColumnWidth(column, width)
        wide = self.viewport().width()
        left = wide - sum(self.columnWidth(column) for column in self._natural)
        stretches = self.horizontalHeader().stretchLastSection()
        least = self._least_of_last() if stretches else round(wide * MOST)
        self.setColumnWidth(self._stretched, max(left, least))

    def _give_way(self, widths: dict[int, int]) -> dict[int, int]:
        """Make columns of words narrower, the widest first, until all are in sight if they can be.

        What is cut ends in an ellipsis and stands in full in the tool tip.
        """
        least = self.fontMetrics().averageCharWidth() * LEAST
        beyond = sum(widths.values()) + self._least_of_last() - self.viewport().width()
        soft = {c: w for c, w in widths.items() if not self.rows.columns[c].number and w > least}
        if beyond <= 0 or beyond > sum(width - least for width in soft.values()):
            return widths
        while beyond > 0:
            widest = max(soft, key=lambda column: soft[column])
            soft[widest] -= 1
            beyond -= 1
        return widths | soft

    def _least_of_last(self) -> int:
        """Return the width below which the last column says nothing."""
        column = self.rows.columns[self._stretched]
        words = not column.number and column.picture is None
        least = self.fontMetrics().averageCharWidth() * LEAST * (2 if words else 1)
        title = self.horizontalHeader().sectionSizeHint(self._stretched)
        return max(min(self._last_wish, least), title)

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
            self._apply_widths()

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
