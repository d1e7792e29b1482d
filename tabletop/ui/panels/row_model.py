"""Rows as a Qt model: columns are declared, rows are plain values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""Role under which every cell gives its whole row."""
KEY = Qt.ItemDataRole.UserRole + 1
"""Role under which a cell gives what it is sorted by."""
PICTURE = Qt.ItemDataRole.UserRole + 2
"""Role under which a cell gives what a delegate draws."""


@dataclass(frozen=True)
class Column:
    """One column: its title, the text of a row, and by what it is sorted (else by the text).

    ``tip`` gives a longer text where the cell's is short; ``picture`` what a delegate draws;
    ``says`` explains the column in the tool tip of its title.  ``spare`` columns are left out,
    those with the highest number first, where the view is too narrow for all of them.
    """

    title: str
    text: Callable[[Any], str]
    key: Callable[[Any], Any] | None = None
    number: bool = False
    tip: Callable[[Any], str] | None = None
    picture: Callable[[Any], Any] | None = None
    says: str = ""
    spare: int = 0


class Rows(QStandardItemModel):
    """A table of rows; ``identify`` gives what stays the same of a row when it changes.

    It holds no items: Qt's model knows how many rows and columns there are, which a view asks a
    thousand times while it paints, and only what a cell shows is asked for here.
    """

    def __init__(
        self, columns: Sequence[Column], identify: Callable[[Any], Hashable], parent: QWidget
    ) -> None:
        super().__init__(0, len(columns), parent)
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
        self.blockSignals(True)  # a reset tells all that views need to know
        self.setRowCount(len(self._rows))
        self.blockSignals(False)
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

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be chosen, and nothing else."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

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
