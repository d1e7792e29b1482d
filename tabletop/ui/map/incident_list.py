"""The list of what happened at one place, turn by turn."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from tabletop.ui.map.floating import FloatingPanel
from tabletop.ui.map.incidents import Spot, by_turn
from tabletop.ui.theme import Theme

ENTRY = Qt.ItemDataRole.UserRole
WIDTH, ROWS = 26, 14
"""Width of the list and most of its rows, in lines of text."""


class IncidentList(FloatingPanel):
    """Lists incidents by turn, the latest first; ``entryAsked`` carries an entry to look at."""

    entryAsked = Signal(int)

    def __init__(self, view: QWidget, theme: Theme) -> None:
        super().__init__("", view, theme)
        self.rows = QListWidget()
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setToolTip(self.tr("Enter, or a double click, looks back at the moment."))
        self.rows.itemActivated.connect(self._ask)
        self.body.addWidget(self.rows)

    def show_spot(self, name: str, spot: Spot | None, at: QPoint) -> None:
        """List what happened at a place; None for a place where nothing has."""
        self.name(self.tr("Incidents: {place}").format(place=name))
        self.rows.setAccessibleName(self.title.text())
        self.rows.clear()
        for turn, incidents in by_turn(spot) if spot is not None else ():
            self._head(self.tr("Turn {turn}").format(turn=turn))
            for one in incidents:
                row = QListWidgetItem(one.words)
                row.setData(ENTRY, one.seq)
                self.rows.addItem(row)
        if not self.rows.count():
            self._head(self.tr("Nothing has happened here."))
        unit = self.fontMetrics().height()
        self.rows.setFixedWidth(min(WIDTH * unit, self._view.width() - 4 * unit))
        self.rows.doItemsLayout()  # the heights of rows follow from the width
        high = sum(self.rows.sizeHintForRow(i) for i in range(self.rows.count()))
        self.rows.setFixedHeight(min(high + 2 * self.rows.frameWidth() + 8, ROWS * unit))
        self.open_at(at)
        self.rows.setCurrentRow(min(1, self.rows.count() - 1))
        self.rows.scrollToTop()
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self, words: str) -> None:
        row = QListWidgetItem(words)
        font = row.font()
        font.setBold(True)
        row.setFont(font)
        row.setForeground(QBrush(self.palette().color(self.foregroundRole())))
        row.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.rows.addItem(row)

    def _ask(self, row: QListWidgetItem) -> None:
        seq = row.data(ENTRY)
        if seq is not None:
            self.entryAsked.emit(int(seq))
