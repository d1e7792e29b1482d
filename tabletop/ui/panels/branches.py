"""Grouped lists as Qt model and view: branches with cells, and branches under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
THING = Qt.ItemDataRole.UserRole
"""Role under which a cell gives what its branch stands for."""
PICTURE = Qt.ItemDataRole.UserRole + 2
"""Role under which a cell gives what a delegate draws."""
FIRST, MOST = 0.42, 0.55
"""Share of a narrow view that the first column keeps, and most of it that another one takes.

Words that are cut are told whole by their tool tip; what lies beyond is scrolled to.
"""


@dataclass(frozen=True)
class Branch:
    """One line: ``key`` tells it from its neighbours, ``thing`` is what it stands for.

    ``strong`` lines are headings.  ``pictures`` maps a column to what a delegate draws there.
    """

    key: str
    cells: tuple[str, ...]
    thing: Any = None
    tip: str = ""
    strong: bool = False
    pictures: tuple[tuple[int, Any], ...] = ()
    under: tuple[Branch, ...] = ()


class _Place:
    """A branch in its tree, with a number of its own.

    Qt keeps the number, never the place: an index that outlived its tree leads nowhere.
    """

    __slots__ = ("above", "branch", "number", "row", "under")

    def __init__(
        self, branch: Branch, above: _Place | None, row: int, numbers: Iterator[int]
    ) -> None:
        self.branch, self.above, self.row = branch, above, row
        self.number = next(numbers)
        self.under = [_Place(one, self, i, numbers) for i, one in enumerate(branch.under)]

    def all(self) -> Iterator[_Place]:
        yield self
        for one in self.under:
            yield from one.all()

    def renew(self, branch: Branch) -> None:
        self.branch = branch
        for place, one in zip(self.under, branch.under, strict=True):
            place.renew(one)


def _shape(branch: Branch) -> tuple[Any, ...]:
    return (branch.key, *(_shape(one) for one in branch.under))


class Branches(QAbstractItemModel):
    """A tree of branches."""

    def __init__(self, titles: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self.titles = tuple(titles)
        self._numbers = count(1)
        self._plant(())

    def show_branches(self, branches: Sequence[Branch]) -> bool:
        """Show other branches; tells whether the tree has another shape now."""
        if [_shape(one) for one in branches] == [_shape(one) for one in self._root.branch.under]:
            self._root.renew(Branch("", (), under=tuple(branches)))
            self._all_changed(QModelIndex())
            return False
        self.beginResetModel()
        self._plant(branches)
        self.endResetModel()
        return True

    def _plant(self, branches: Sequence[Branch]) -> None:
        self._root = _Place(Branch("", (), under=tuple(branches)), None, 0, self._numbers)
        self._places = {place.number: place for place in self._root.all()}

    def _all_changed(self, above: QModelIndex) -> None:
        lines = self.rowCount(above)
        if not lines:
            return
        first, last = self.index(0, 0, above), self.index(lines - 1, len(self.titles) - 1, above)
        self.dataChanged.emit(first, last)
        for row in range(lines):
            self._all_changed(self.index(row, 0, above))

    def walk(self, above: QModelIndex | None = None) -> Iterator[QModelIndex]:
        """Yield every line from top to bottom."""
        above = QModelIndex() if above is None else above
        for row in range(self.rowCount(above)):
            index = self.index(row, 0, above)
            yield index
            yield from self.walk(index)

    def path(self, index: Index) -> tuple[str, ...]:
        """Return the keys that lead to a line."""
        place, keys = self._place(index), []
        while place.above is not None:
            keys.append(place.branch.key)
            place = place.above
        return tuple(reversed(keys))

    def _place(self, index: Index) -> _Place:
        return self._places.get(index.internalId(), self._root) if index.isValid() else self._root

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return the place of a cell."""
        under = self._place(parent).under
        if not 0 <= row < len(under):
            return QModelIndex()
        return self.createIndex(row, column, under[row].number)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the line above."""
        above = self._place(index).above
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above.number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of lines under a line."""
        if parent.isValid() and parent.column() > 0:
            return 0
        return len(self._place(parent).under)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of columns."""
        return len(self.titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, says or draws."""
        if not index.isValid():
            return None
        branch, column = self._place(index).branch, index.column()
        text = branch.cells[column] if column < len(branch.cells) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == THING:
            return branch.thing
        if role == Qt.ItemDataRole.ToolTipRole:
            return branch.tip or text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = self.titles[column]
            return f"{title}: {text}" if title and text else text
        if role == Qt.ItemDataRole.FontRole and branch.strong:
            font = QFont()
            font.setBold(True)
            return font
        if role == PICTURE:
            return dict(branch.pictures).get(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        return None


class Roomy(QStyledItemDelegate):
    """Gives lines a little air, in step with the text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as a line of text and a third."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), round(option.fontMetrics.height() * 1.35)))


class BranchView(QTreeView):
    """A grouped list that can be walked by keyboard; new lines open when ``opens`` says so."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self, name: str, titles: Sequence[str], parent: QWidget | None = None, *, opens: bool = True
    ) -> None:
        super().__init__(parent)
        self._opens = opens
        self._sized = False
        self._wide = len(titles)
        self.branches = Branches(titles, self)
        self.setModel(self.branches)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(Roomy(self))
        self.header().setStretchLastSection(False)
        self.header().installEventFilter(self)
        self.activated.connect(lambda index: self.opened.emit(index.data(THING)))

    def show_branches(self, branches: Sequence[Branch]) -> None:
        """Show other branches; what was open or chosen stays so where it is still there."""
        model = self.branches
        known = {model.path(index): self.isExpanded(index) for index in model.walk()}
        cursor = self.currentIndex()
        at = model.path(cursor.siblingAtColumn(0)) if cursor.isValid() else None
        if model.show_branches(branches):
            for index in model.walk():
                path = model.path(index)
                is_alone = not any(index.siblingAtColumn(c).data() for c in range(1, self._wide))
                self.setFirstColumnSpanned(index.row(), index.parent(), is_alone)
                self.setExpanded(index, known.get(path, self._opens and len(path) == 1))
                if path == at:
                    self.setCurrentIndex(index)
            if self._sized:
                self._widen()
        if not self._sized and branches:
            self._sized = True
            self.fit_columns()
        self.chosen.emit(self.current())

    def choose(self, *path: str) -> bool:
        """Put the cursor on the line with these keys; tells whether it is there."""
        for index in self.branches.walk():
            if self.branches.path(index) == path:
                self.setCurrentIndex(index)
                self.scrollTo(index)
                return True
        return False

    def current(self) -> Any:
        """Return what the line under the cursor stands for, or None."""
        index = self.currentIndex()
        return index.data(THING) if index.isValid() else None

    def fit_columns(self) -> None:
        """Give every column the room that its text needs, and the first what is left."""
        for column in range(1, self._wide):
            self.resizeColumnToContents(column)
        self._fit_first()

    def _widen(self) -> None:
        """Give a column more room where its text has become longer; never less."""
        most = round(self.viewport().width() * MOST)
        for column in range(1, self._wide):
            wish = min(self.sizeHintForColumn(column), most)
            if wish > self.columnWidth(column):
                self.setColumnWidth(column, wish)
        self._fit_first()

    def _fit_first(self) -> None:
        wide = self.viewport().width()
        others = sum(self.columnWidth(column) for column in range(1, self._wide))
        least = min(self.sizeHintForColumn(0), round(wide * FIRST))
        self.setColumnWidth(0, max(wide - others, least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the first column follow the width."""
        super().resizeEvent(event)
        if self._sized:
            self._fit_first()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which line the cursor stands on now."""
        super().currentChanged(current, previous)
        self.chosen.emit(current.data(THING) if current.isValid() else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the columns anew when the titles have got another font, which comes later."""
        if event.type() == QEvent.Type.FontChange and watched is self.header() and self._sized:
            self.fit_columns()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and getattr(self, "_sized", False):
            self.fit_columns()
