"""The tornado of assumptions: what each does alone at the low and at the high end of its range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tabletop.ui.charts import theme_of
from tabletop.ui.panels.words import signed

LABEL = 0.4
"""Part of the width that the names take."""


@dataclass(frozen=True)
class Swing:
    """An assumption with the change at the low and the high end of its range, in points."""

    name: str
    title: str
    low: float
    high: float
    ends: str

    @property
    def words(self) -> str:
        """The same in words."""
        return f"{self.title} ({self.ends}): {signed(self.low, 1)}, {signed(self.high, 1)}"


class Swings(QWidget):
    """Two bars for each assumption: filled for the low end, hollow for the high end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Swing] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: Sequence[Swing]) -> None:
        """Show other assumptions, the strongest first."""
        self.rows = rows
        words = "; ".join(one.words for one in rows)
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return room for all bars."""
        metrics = self.fontMetrics()
        return QSize(
            metrics.averageCharWidth() * 60, round(metrics.height() * 1.7 * len(self.rows))
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint names, bars with their numbers, and the middle line."""
        painter, theme = QPainter(self), theme_of(self.palette())
        painter.fillRect(self.rect(), theme.colour("panel"))
        if self.rows:
            line = self.fontMetrics().height()
            high = min(self.height() / len(self.rows), 2.6 * line)
            label = self.width() * LABEL
            room = self.fontMetrics().horizontalAdvance("−88.8") + 10
            middle = label + (self.width() - label) / 2
            reach = max((max(abs(one.low), abs(one.high)) for one in self.rows), default=0.0)
            scale = (self.width() - label - 2 * room) / 2 / max(reach, 1e-9)
            for n, one in enumerate(self.rows):
                area = QRectF(0, n * high, self.width(), high)
                self._paint_row(painter, one, area, label, middle, scale)
            painter.setPen(QPen(theme.colour("text"), 1))
            painter.drawLine(int(middle), 0, int(middle), int(high * len(self.rows)))
        painter.end()

    def _paint_row(
        self, painter: QPainter, one: Swing, area: QRectF, label: float, middle: float,
        scale: float,
    ) -> None:  # fmt: skip
        theme, metrics = theme_of(self.palette()), self.fontMetrics()
        painter.setPen(theme.colour("text"))
        middling, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        words = metrics.elidedText(one.title, Qt.TextElideMode.ElideRight, int(label - 16))
        painter.drawText(QRectF(8, area.top(), label - 16, area.height()), middling | right, words)
        thick = area.height() * 0.36
        for part, value in enumerate((one.low, one.high)):
            top = area.top() + area.height() * 0.1 + part * (thick + 2)
            bar = QRectF(middle, top, value * scale, thick).normalized()
            colour = theme.colour("warn" if part else "accent")
            painter.setPen(QPen(colour, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush if part else QBrush(colour))
            painter.drawRect(bar)
            painter.setPen(theme.colour("text_dim"))
            room = QRectF(bar.right() + 4, top - 4, 80, thick + 8)
            side = Qt.AlignmentFlag.AlignLeft
            if value < 0:
                room, side = QRectF(bar.left() - 84, top - 4, 80, thick + 8), right
            painter.drawText(room, middling | side, signed(value, 1))
