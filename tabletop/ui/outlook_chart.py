"""A fan over the turns: the middle, half of the worlds, and nine worlds of ten.

It is painted here and not by pyqtgraph, which takes over half a second to load: the desk must not
stand still while somebody holds a force over the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from tabletop.ui.charts import theme_of
from tabletop.ui.panels.words import number

WIDE, HALF = 48, 90
"""How solid (of 255) the bands of nine worlds of ten and of half the worlds are."""


class Fan(QWidget):
    """The fan of one measure, alone or before and after an order in hand.

    Arrays are [quantile, turn] with the quantiles 5, 25, 50, 75 and 95 %.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.scale: tuple[float, float] | None = None
        """Ends of the scale; None for those of the fan itself."""
        self._turns: Sequence[int] = ()
        self._before: Any = None
        self._after: Any = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_fan(
        self, title: str, turns: Sequence[int], before: Any, after: Any, words: str
    ) -> None:
        """Show a fan, and ``after`` over it when there is one; ``words`` say the same."""
        self.title, self._turns, self._before, self._after = title, turns, before, after
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as 24 letters, as high as seven lines."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 24, metrics.height() * 7)

    def minimumSizeHint(self) -> QSize:
        """Return the least in which the lines can be told apart."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 18, metrics.height() * 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title, scale, bands and middles."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, metrics = theme_of(self.palette()), self.fontMetrics()
        line = metrics.height()
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.setPen(theme.colour("text"))
        top = QRectF(4, 1, self.width() - 8, line)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(
            self.title, Qt.TextElideMode.ElideRight, int(top.width())))  # fmt: skip
        if self._before is not None:
            side = metrics.horizontalAdvance("−888") + 6
            right = metrics.horizontalAdvance("88") // 2 + 5
            box = QRectF(side, line + 5, self.width() - side - right, self.height() - 2 * line - 9)
            if box.height() > line and box.width() > side:
                self._paint_fans(painter, box)
        painter.end()

    def _paint_fans(self, painter: QPainter, box: QRectF) -> None:
        theme = theme_of(self.palette())
        fans = [fan for fan in (self._before, self._after) if fan is not None]
        low, high = self.scale or (
            min(float(f.min()) for f in fans),
            max(float(f.max()) for f in fans),
        )
        room = max(0.08 * (high - low), 1.0)
        low, high = low - room, high + room
        self._paint_scale(painter, box, low, high)
        accent, other = theme.colour("accent"), theme.colour("warn")
        style = Qt.PenStyle.SolidLine if self._after is None else Qt.PenStyle.DashLine
        self._paint_fan(painter, box, (low, high), self._before, accent, style)
        if self._after is not None:
            self._paint_fan(painter, box, (low, high), self._after, other, Qt.PenStyle.SolidLine)

    def _paint_scale(self, painter: QPainter, box: QRectF, low: float, high: float) -> None:
        theme, line = theme_of(self.palette()), self.fontMetrics().height()
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawRect(box)
        painter.setPen(theme.colour("text_dim"))
        right = Qt.AlignmentFlag.AlignRight
        for value, y in ((high, box.top()), (low, box.bottom() - line)):
            painter.drawText(QRectF(0, y, box.left() - 4, line), right, number(value))
        count = len(self._turns)
        wide = self.fontMetrics().horizontalAdvance("88") * 1.8
        every = max(1, int(wide * count / max(box.width(), 1.0) + 0.99))
        for i in range(0, count, every):
            x = box.left() + box.width() * i / max(count - 1, 1)
            at = QRectF(x - 30, box.bottom() + 1, 60, line)
            painter.drawText(at, Qt.AlignmentFlag.AlignHCenter, str(self._turns[i]))

    def _paint_fan(
        self, painter: QPainter, box: QRectF, ends: tuple[float, float], fan: Any,
        colour: QColor, style: Qt.PenStyle,
    ) -> None:  # fmt: skip
        turns = fan.shape[1]

        def points(row: int) -> list[QPointF]:
            return [
                QPointF(
                    box.left() + box.width() * i / max(turns - 1, 1),
                    box.bottom() - box.height() * (float(fan[row, i]) - ends[0])
                    / (ends[1] - ends[0]),
                )
                for i in range(turns)
            ]  # fmt: skip

        painter.setPen(Qt.PenStyle.NoPen)
        for a, b, solid in ((0, 4, WIDE), (1, 3, HALF)):
            band = QColor(colour)
            band.setAlpha(solid)
            painter.setBrush(band)
            painter.drawPolygon(QPolygonF(points(a) + points(b)[::-1]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2, style))
        painter.drawPolyline(QPolygonF(points(2)))
