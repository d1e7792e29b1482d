"""The strip over the map that says that the past is shown, with the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from tabletop.ui.flow import FlowLayout
from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.session.moment import Moment


class LookingBack(QFrame):
    """Says which entry is shown while play waits in the present."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.now = QPushButton(self.tr("Back to now"))
        self.now.setToolTip(self.tr("Alt+End"))
        flow = FlowLayout(self, margin=4)
        flow.addWidget(self.words)
        flow.addWidget(self.now)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self.setStyleSheet(
            f"LookingBack {{ background: {theme.warn}; }}"
            f"QLabel {{ color: {theme.panel}; font-weight: bold; }}"
        )

    def show_moment(self, moment: Moment, past: bool) -> None:
        """Say which entry is shown, or go away."""
        if past:
            words = self.tr("◀ Looking back at entry {seq}, turn {turn}. Nothing can be changed.")
            self.words.setText(words.format(seq=moment.seq, turn=moment.turn))
        self.setVisible(past)
