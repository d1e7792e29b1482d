"""The title bar of a dock; Qt's own keeps its first text size for ever."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QToolButton, QWidget

from tabletop.ui.elided import Elided

CLOSE, FREE = "close", "free"


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
    """A button with a cross or two windows, in the colour and size of the text.

    The style's own signs keep one size and one grey in every theme, and take long to load.
    """

    def __init__(self, sign: str) -> None:
        super().__init__()
        self._sign = sign
        self.setAutoRaise(True)

    def sizeHint(self) -> QSize:
        """Return a square that is a little higher than a line of text."""
        side = self.fontMetrics().height() + 4
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign over what the style paints of an empty button."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = 0.5 * self.fontMetrics().height()
        painter.setPen(QPen(self.palette().text().color(), max(1.2, size / 6)))
        middle = QRectF(self.rect()).center()
        box = QRectF(middle - QPointF(size, size) / 2, middle + QPointF(size, size) / 2)
        if self._sign == CLOSE:
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.bottomLeft(), box.topRight())
        else:
            step = size / 3
            painter.drawRect(box.adjusted(0, step, -step, 0))
            corner = box.topLeft() + QPointF(step, 0)
            painter.drawPolyline([corner, box.topRight(), box.bottomRight() - QPointF(0, step)])
        painter.end()
