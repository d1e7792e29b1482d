"""The table of what an exploration varies: any number of assumptions and values of the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.panel import Say, button
from tabletop.ui.varied_model import DOCTRINE, Varied, choices, varied

if TYPE_CHECKING:
    from tabletop.world.state import State
    from tabletop.world.world import World

VALUES, COLUMNS = 2, 5
"""The column that is written into, and how many there are."""
MOST_SHOWN = 12


class VariedTable(QWidget):
    """Rows of what is varied; the values are written into the last column.

    ``changed`` says that rows or values are others now.
    """

    changed = Signal()

    def __init__(self, world: World, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._world = world
        self._state: State | None = None
        self._known: dict[str, tuple[str, str]] = {}
        self.rows: list[Varied] = []
        tr = self.tr
        self.letters = QLineEdit()
        self.letters.setAccessibleName(tr("What is to be varied"))
        self.letters.setPlaceholderText(tr("letters of an assumption or a value of the start"))
        self.letters.setMinimumWidth(self.letters.fontMetrics().averageCharWidth() * 56)
        self.add = button(tr("&Vary it"), tr("Put it into the table with values to begin with."))
        self.drop = button(tr("&Leave it"), tr("Take the chosen row out of the table."))
        self.table = QTableWidget(0, COLUMNS)
        self.table.setAccessibleName(tr("What is varied, with the values that are played"))
        self.table.setHorizontalHeaderLabels([
            tr("What"), tr("Now"), tr("Values played"), tr("Plausible range"), tr("Source"),
        ])  # fmt: skip
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.note = Say(dim=True)
        above = QWidget()
        row = FlowLayout(above, 0, 8)
        for one in (self.letters, self.add, self.drop):
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(above)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self.add.clicked.connect(self._add)
        self.drop.clicked.connect(self._drop)
        self.letters.returnPressed.connect(self._add)
        self.table.itemChanged.connect(self._written)
        self.table.itemSelectionChanged.connect(self._enable)
        self._from_start = True
        self._enable()

    def showEvent(self, event: QShowEvent) -> None:
        """List what can be varied once somebody looks at it: there are thousands."""
        super().showEvent(event)
        if not self._known:
            self.let_start(self._from_start)

    def let_start(self, start: bool) -> None:
        """Offer values of the start too, or (from a moment of a session) assumptions only."""
        tr = self.tr
        self._from_start = start
        kinds = {DOCTRINE: tr("assumption")}
        self._known = {}
        for name, kind in choices(self._world, start):
            words = f"{name} – {kinds.get(kind, tr('value of the start'))}"
            self._known[words] = (name, kind)
        completer = QCompleter(list(self._known), self.letters)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(MOST_SHOWN)
        self.letters.setCompleter(completer)
        self.rows = [one for one in self.rows if start or one.kind == DOCTRINE]
        self._show()
        self.note.say(
            tr("All combinations of the values are played, each as a cell. Values are set apart "
               "by spaces.")
            if start else
            tr("From a moment of a session only assumptions can be varied: its start has been.")
        )  # fmt: skip

    def _add(self) -> None:
        name = self.letters.text().strip()
        found = self._known.get(name)
        if found is None:
            plain = [pair for pair in self._known.values() if pair[0] == name]
            found = plain[0] if plain else None
        if found is None:
            self.note.say(self.tr("There is no “{}” to be varied; choose one from the list that "
                                  "comes up while you write.").format(name))  # fmt: skip
            return
        self.vary(*found)
        self.letters.clear()

    def vary(self, name: str, kind: str = DOCTRINE) -> None:
        """Put something into the table; raises ``KeyError`` when there is no such thing."""
        if any((one.name, one.kind) == (name, kind) for one in self.rows):
            self.note.say(self.tr("{} is in the table already.").format(name))
            return
        if self._state is None:
            from tabletop.rules.turn import initial_state

            self._state = initial_state(self._world)
        self.rows.append(varied(self._world, self._state, name, kind))
        self._show()
        self.table.selectRow(len(self.rows) - 1)
        self.changed.emit()

    def _drop(self) -> None:
        at = self.table.currentRow()
        if 0 <= at < len(self.rows):
            del self.rows[at]
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.rows))
        for at, one in enumerate(self.rows):
            cells = (one.title, one.now, one.values_text, one.range, one.source)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(one.source if column == COLUMNS - 1 else f"{one.name}: {one.says}")
                if column != VALUES:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(at, column, item)
        self.table.blockSignals(False)
        self.table.resizeColumnsToContents()
        most = self.table.fontMetrics().averageCharWidth() * 40
        for column in range(COLUMNS - 1):
            least = most // 2 if column == VALUES else 0
            wide = self.table.columnWidth(column)
            self.table.setColumnWidth(column, max(least, min(wide, most)))
        self._enable()

    def _enable(self) -> None:
        self.drop.setEnabled(bool(self.table.selectedItems()))

    def _written(self, item: QTableWidgetItem) -> None:
        if item.column() == VALUES:
            self.changed.emit()

    def chosen(self) -> list[Varied]:
        """Return the rows with the values that stand there; raises ``ValueError``."""
        found = []
        for at, one in enumerate(self.rows):
            item = self.table.item(at, VALUES)
            found.append(one.with_values("" if item is None else item.text()))
        return found
