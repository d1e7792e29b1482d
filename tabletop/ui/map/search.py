"""Going to a place, a force, a sector or an actor on the map by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from tabletop.ui.finder_model import Goal, sought
from tabletop.ui.map.floating import FloatingPanel
from tabletop.ui.theme import Theme

MOST, WIDTH = 9, 24
"""Rows shown at once, and the width of the list in lines of text."""
_GO = re.compile(r"^\s*(?:go\s+to|find|show|where\s+is)\s+", re.IGNORECASE)
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


def plain_query(text: str) -> str:
    """Return what is looked for: ``go to Kupiansk`` looks for Kupiansk."""
    return _GO.sub("", text).strip()


class SearchBox(FloatingPanel):
    """Finds by a few letters; Enter goes there, Esc closes."""

    def __init__(self, view: QWidget, theme: Theme) -> None:
        super().__init__("", view, theme)
        self.name(self.tr("Go to"))
        self._goals: Sequence[Goal] = ()
        self._hits: list[Goal] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("A place, force, sector or actor"))
        self.line.setAccessibleName(self.tr("Go to a place, force, sector or actor"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._look)
        self.line.returnPressed.connect(self._go)
        self.line.installEventFilter(self)
        self.rows = QListWidget()
        self.rows.setAccessibleName(self.tr("What fits"))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemClicked.connect(self._click)
        self.body.addWidget(self.line)
        self.body.addWidget(self.rows)

    def start(self, goals: Callable[[], Sequence[Goal]]) -> None:
        """Open with an empty line."""
        self._goals = goals()
        unit = self.fontMetrics().height()
        self.line.setMinimumWidth(WIDTH * unit)
        self.line.clear()
        self._look("")
        self.open_at(QPoint(8, 8))
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _look(self, text: str) -> None:
        wanted = plain_query(text)
        self._hits = sought(wanted, self._goals, 40) if wanted else []
        self.rows.clear()
        for goal in self._hits:
            words = f"{goal.title}  ·  {goal.detail or goal.kind}"
            row = QListWidgetItem(words)
            row.setToolTip(words)
            self.rows.addItem(row)
        if wanted and not self._hits:
            nothing = QListWidgetItem(self.tr("Nothing of that name is on this map."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.rows.addItem(nothing)
        self.rows.setCurrentRow(0 if self._hits else -1)
        count = min(MOST, self.rows.count())
        row_high = max(self.rows.sizeHintForRow(0), self.fontMetrics().height())
        self.rows.setFixedHeight(count * row_high + 2 * self.rows.frameWidth() + 2)
        self.rows.setVisible(count > 0)
        if self.isVisible():
            self.open_at(self.pos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows of the line move in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _MOVES.get(Qt.Key(event.key()))
            if step is not None and self._hits:
                row = (self.rows.currentRow() + step) % len(self._hits)
                self.rows.setCurrentRow(row)
                self.line.setAccessibleDescription(self.rows.item(row).text())
                return True
        return False

    def _click(self, _row: QListWidgetItem) -> None:
        self._go()

    def _go(self) -> None:
        row = self.rows.currentRow()
        if 0 <= row < len(self._hits):
            goal = self._hits[row]
            self.dismiss()
            goal.go()
