"""The title bar of a dock; Qt's own keeps its first text size for ever."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QToolButton, QWidget

from tabletop.ui.elided import Elided
from tabletop.ui.icons import Icon

CLOSE, FREE = "x-mark", "window"
ICON = 0.8
"""Share of a button that its icon takes."""


class DockTitle(QWidget):
    """Title, and buttons that set the dock free and close it; it is dragged as usual."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Elided(dock.windowTitle())
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 2, 2)
        row.setSpacing(2)
        row.addWidget(self.title, 1)
        for sign, words, go in (
            (FREE, "Set free or put back: {title}",
             lambda: dock.setFloating(not dock.isFloating())),
            (CLOSE, "Close: {title}", dock.close),
        ):  # fmt: skip
            button = SignButton(sign)
            name = QCoreApplication.translate("Dock", words).format(title=dock.windowTitle())
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(go)
            row.addWidget(button)


class SignButton(QToolButton):
    """A button with an icon of the library, as large as the text.

    The style's own signs keep one size and one grey in every theme, and take long to load.
    """

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.setAutoRaise(True)
        Icon(icon, self)

    def sizeHint(self) -> QSize:
        """Return a square that is a little higher than a line of text."""
        side = self.fontMetrics().height() + 4
        self.setIconSize(QSize(side, side) * ICON)
        return QSize(side, side)
