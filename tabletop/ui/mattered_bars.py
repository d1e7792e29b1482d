"""The tornado of what mattered: bars out from a middle line, the strongest effect first."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tabletop.ui.charts import theme_of
from tabletop.ui.mattered_model import EffectRow
from tabletop.ui.panels.words import signed

MOST_BARS = 14


class Tornado(QWidget):
    """Bars of the strongest effects on a measure; those within noise are hollow.

    ``picked`` carries the number of the omission whose bar was clicked.
    """

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[EffectRow] = []
        self.chosen = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: list[EffectRow]) -> None:
        """Show effects, strongest first."""
        self.rows = rows[:MOST_BARS]
        self.update()

    def choose(self, number: int) -> None:
        """Mark a bar."""
        self.chosen = number
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return room for half of the bars at their usual height; more make them thinner."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 60, round(metrics.height() * 1.5 * 6))

    def _height(self) -> float:
        most = self.fontMetrics().height() * 2.2
        return min(most, self.height() / max(len(self.rows), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint labels, bars with their intervals, and the middle line."""
        painter, theme = QPainter(self), theme_of(self.palette())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("panel"))
        if not self.rows:
            painter.end()
            return
        high, label = self._height(), self.width() * 0.45
        box = QRectF(label, 0, self.width() - label - 12, high * len(self.rows))
        reach = max((max(abs(r.low), abs(r.high), abs(r.mean)) for r in self.rows), default=1.0)
        scale = box.width() / 2 / max(reach, 1e-9)
        middle = box.center().x()
        for n, row in enumerate(self.rows):
            area = QRectF(0, n * high, self.width(), high)
            if row.number == self.chosen:
                painter.setBrush(theme.colour("raised"))
                painter.setPen(QPen(theme.colour("focus"), 1))
                painter.drawRect(area.adjusted(1, 1, -1, -1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("text_dim" if row.noise else "text"))
            value = signed(row.mean, 2)
            wide = label - 24 - self.fontMetrics().horizontalAdvance(value)
            words = self.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, int(wide))
            middling, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(6, area.top(), wide, high), middling, words)
            painter.drawText(QRectF(0, area.top(), label - 8, high), middling | right, value)
            self._paint_bar(painter, row, middle, scale, area)
        painter.setPen(QPen(theme.colour("text"), 1))
        painter.drawLine(int(middle), 0, int(middle), int(box.height()))
        painter.end()

    def _paint_bar(
        self, painter: QPainter, row: EffectRow, middle: float, scale: float, area: QRectF
    ) -> None:
        theme, thick = theme_of(self.palette()), area.height() * 0.5
        top = area.center().y() - thick / 2
        bar = QRectF(middle, top, row.mean * scale, thick).normalized()
        colour = theme.colour("good" if row.good else "bad")
        painter.setPen(QPen(theme.colour("text_dim") if row.noise else colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if row.noise else QBrush(colour))
        painter.drawRect(bar)
        painter.setPen(QPen(theme.colour("text"), 1.2))
        y = area.center().y()
        low, high = middle + row.low * scale, middle + row.high * scale
        painter.drawLine(int(low), int(y), int(high), int(y))
        for end in (low, high):
            painter.drawLine(int(end), int(y - 3), int(end), int(y + 3))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bar under the mouse."""
        n = int(event.position().y() / self._height())
        if n < len(self.rows):
            self.picked.emit(self.rows[n].number)
