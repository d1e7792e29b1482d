"""A small panel that lies on the map: a title, a button to close it, and what it holds."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from tabletop.ui.theme import Theme

EDGE = 8
"""Pixels kept free between a panel and the edges of the map."""


class FloatingPanel(QFrame):
    """Lies on a map until it is closed; ``closed`` says that the keyboard goes back to the map."""

    closed = Signal()

    def __init__(self, title: str, view: QWidget, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self.setObjectName("floating")
        self.title = QLabel(title)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.shut = QToolButton()
        self.shut.setText("✕")
        self.shut.setToolTip(self.tr("Close (Esc)"))
        self.shut.setAccessibleName(self.tr("Close"))
        self.shut.clicked.connect(self.dismiss)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(8, 6, 8, 8)
        self.body.setSpacing(5)
        self.body.addLayout(head)
        self.setAccessibleName(title)
        self.set_theme(theme)
        self.hide()

    def name(self, title: str) -> None:
        """Give the panel another title."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def set_theme(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self.setStyleSheet(
            f"#floating {{ background: {theme.panel}; border: 1px solid {theme.border};"
            f" border-radius: 5px; }} #floating QLabel {{ color: {theme.text}; }}"
            "#floating QScrollArea, #floating QScrollArea > QWidget > QWidget"
            " { background: transparent; }"
        )

    def open_at(self, corner: QPoint) -> None:
        """Show the panel with its upper left corner at a point, moved to be inside the map."""
        view = self._view
        self.adjustSize()
        wide = min(self.width(), view.width() - 2 * EDGE)
        high = min(self.height(), view.height() - 2 * EDGE)
        self.resize(wide, high)
        x = max(EDGE, min(corner.x(), view.width() - wide - EDGE))
        y = max(EDGE, min(corner.y(), view.height() - high - EDGE))
        self.move(x, y)
        self.show()
        self.raise_()

    def dismiss(self) -> None:
        """Go away."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
