"""The title bar of a dock; Qt's own keeps its first text size for ever."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QStyle, QToolButton, QWidget

from tabletop.ui.elided import Elided


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
        icons = QStyle.StandardPixmap
        for icon, words, go in (
            (icons.SP_TitleBarNormalButton, "Set free or put back: {title}",
             lambda: dock.setFloating(not dock.isFloating())),
            (icons.SP_TitleBarCloseButton, "Close: {title}", dock.close),
        ):  # fmt: skip
            button = QToolButton()
            button.setAutoRaise(True)
            button.setIcon(self.style().standardIcon(icon, None, dock))
            button.setIconSize(QSize(12, 12))
            name = QCoreApplication.translate("Dock", words).format(title=dock.windowTitle())
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(go)
            row.addWidget(button)
