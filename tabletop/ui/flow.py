"""A layout that sets its widgets side by side and goes on in the next row when they do not fit."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Rows of widgets, each row as high as its highest widget; wide rows wrap.

    The widget after ``set_spring`` is pushed to the right end of its row.
    """

    def __init__(self, parent: QWidget | None = None, margin: int = 6, gap: int = 10) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._spring = -1
        self._gap = gap
        self.setContentsMargins(margin, margin, margin, margin)

    def set_spring(self) -> None:
        """Push all widgets added from now on to the right when they fit into one row."""
        self._spring = len(self._items)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None when there is none with this number."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out; None when there is none with this number."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more room than its widgets."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrow means high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the rows take at a width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        """Put the widgets into their places."""
        super().setGeometry(area)
        self._place(area, move=True)

    def sizeHint(self) -> QSize:
        """As wide as one row."""
        margins = self.contentsMargins()
        sizes = [item.sizeHint() for item in self._seen()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        height = max((size.height() for size in sizes), default=0)
        around = QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
        return QSize(width, height) + around

    def minimumSize(self) -> QSize:
        """Wide enough for the widest widget."""
        margins = self.contentsMargins()
        size = QSize()
        for item in self._seen():
            size = size.expandedTo(item.minimumSize())
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, area: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inner = area.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        top = inner.top()
        rows = self._rows(inner.width())
        for row in rows:
            height = max(item.sizeHint().height() for item in row)
            if move:
                self._set(row, QRect(inner.left(), top, inner.width(), height))
            top += height + self._gap // 2
        return top - area.top() - (self._gap // 2 if rows else 0) + margins.bottom()

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._seen():
            wide = item.sizeHint().width()
            if rows and used + self._gap + wide <= width:
                rows[-1].append(item)
                used += self._gap + wide
            else:
                rows.append([item])
                used = wide
        return rows

    def _set(self, row: list[QLayoutItem], area: QRect) -> None:
        used = sum(item.sizeHint().width() for item in row) + self._gap * (len(row) - 1)
        spring = self._items[self._spring] if 0 <= self._spring < len(self._items) else None
        left = area.left()
        for item in row:
            if item is spring:
                left += max(0, area.width() - used)
            size = item.sizeHint()
            wide = min(size.width(), area.width())
            down = (area.height() - size.height()) // 2
            item.setGeometry(QRect(QPoint(left, area.top() + down), QSize(wide, size.height())))
            left += wide + self._gap
