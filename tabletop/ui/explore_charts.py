"""Worlds of an exploration as points and as lines over parallel axes, both brushed with the mouse.

A brush is a range on an axis; every range that is set must hold. Points and lines are painted here:
there are thousands, and they are drawn at once into one picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from tabletop.ui.charts import theme_of
from tabletop.ui.panels.words import number

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Range = tuple[float, float]

MOST_POINTS = 6000
MOST_LINES = 500
"""Worlds that are drawn of each kind, evenly chosen; more cannot be told apart."""
LEAST_DRAG = 4.0


def evenly(where: Bools, most: int) -> NDArray[np.int64]:
    """Return at most so many indices at which ``where`` holds, evenly chosen."""
    found = np.flatnonzero(where)
    if len(found) <= most:
        return found
    return found[np.linspace(0, len(found) - 1, most).astype(np.int64)]


def span(values: Floats) -> Range:
    """Return the ends of a scale for values."""
    low, high = float(values.min()), float(values.max())
    return (low, high) if high > low else (low - 0.5, high + 0.5)


class Worlds(QWidget):
    """What points and lines have in common: values, what is brushed, and a picture of them.

    ``brushed`` carries ranges by axis; a range of None takes the brush off an axis.
    """

    brushed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values: Mapping[str, Floats] = {}
        self.titles: Mapping[str, str] = {}
        self.chosen: Bools = np.zeros(0, dtype=np.bool_)
        self._from: QPointF | None = None
        self._to = QPointF()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_worlds(self, values: Mapping[str, Floats], titles: Mapping[str, str]) -> None:
        """Show other worlds: axis → value of each world."""
        self.values, self.titles = values, titles
        self.chosen = np.zeros(len(next(iter(values.values()))), dtype=np.bool_)
        self.update()

    def show_chosen(self, chosen: Bools) -> None:
        """Mark the worlds for which the brush holds."""
        self.chosen = chosen
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the least in which anything can be told."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 30, metrics.height() * 9)

    def sizeHint(self) -> QSize:
        """Ask for a good part of a window."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 80, metrics.height() * 18)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a brush."""
        self._from = self._to = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the brush on."""
        if self._from is not None:
            self._to = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Set the brush, or take it off by a mere click."""
        if self._from is None:
            return
        start, self._from = self._from, None
        if self.values:
            self._brush(start, event.position())
        self.update()

    def _brush(self, start: QPointF, end: QPointF) -> None:
        raise NotImplementedError


class Cloud(Worlds):
    """Each world as a point over two axes; chosen ones are larger and of another colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.x_axis = self.y_axis = ""

    def show_axes(self, x: str, y: str) -> None:
        """Choose the axes."""
        self.x_axis, self.y_axis = x, y
        self.update()

    def _box(self) -> QRectF:
        metrics = self.fontMetrics()
        side, line = metrics.horizontalAdvance("−8888") + 8, metrics.height()
        return QRectF(side, line + 4, self.width() - side - 8, self.height() - 3 * line - 8)

    def _places(self, which: NDArray[np.int64]) -> tuple[Floats, Floats]:
        box = self._box()
        xs, ys = self.values[self.x_axis], self.values[self.y_axis]
        (a, b), (c, d) = span(xs), span(ys)
        return (
            box.left() + box.width() * (xs[which] - a) / (b - a),
            box.bottom() - box.height() * (ys[which] - c) / (d - c),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scale, points and the brush."""
        painter, theme = QPainter(self), theme_of(self.palette())
        painter.fillRect(self.rect(), theme.colour("panel"))
        if self.x_axis in self.values and self.y_axis in self.values:
            self._paint_scale(painter)
            for where, colour, size in (
                (~self.chosen, theme.colour("text_dim", 0.45), 2.5),
                (self.chosen, theme.colour("bad"), 5.0),
            ):
                xs, ys = self._places(evenly(where, MOST_POINTS))
                painter.setPen(QPen(colour, size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawPoints(_polygon(xs, ys))
        if self._from is not None:
            painter.setPen(QPen(theme.colour("focus"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self._from, self._to).normalized())
        painter.end()

    def _paint_scale(self, painter: QPainter) -> None:
        theme, box, line = theme_of(self.palette()), self._box(), self.fontMetrics().height()
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawRect(box)
        painter.setPen(theme.colour("text"))
        painter.drawText(QPointF(4, line - 3), self.titles.get(self.y_axis, self.y_axis))
        under = QRectF(box.left(), box.bottom() + line, box.width(), line)
        painter.drawText(
            under, Qt.AlignmentFlag.AlignHCenter, self.titles.get(self.x_axis, self.x_axis)
        )
        painter.setPen(theme.colour("text_dim"))
        (a, b), (c, d) = span(self.values[self.x_axis]), span(self.values[self.y_axis])
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(0, box.top(), box.left() - 4, line), right, number(d, 1))
        painter.drawText(QRectF(0, box.bottom() - line, box.left() - 4, line), right, number(c, 1))
        low = QRectF(box.left(), box.bottom() + 1, box.width(), line)
        painter.drawText(low, left, number(a, 1))
        painter.drawText(low, right, number(b, 1))

    def _brush(self, start: QPointF, end: QPointF) -> None:
        area = QRectF(start, end).normalized()
        if area.width() < LEAST_DRAG and area.height() < LEAST_DRAG:
            self.brushed.emit({self.x_axis: None, self.y_axis: None})
            return
        box = self._box()
        (a, b), (c, d) = span(self.values[self.x_axis]), span(self.values[self.y_axis])

        def across(at: float) -> float:
            return a + (b - a) * (at - box.left()) / box.width()

        def up(at: float) -> float:
            return c + (d - c) * (box.bottom() - at) / box.height()

        self.brushed.emit({
            self.x_axis: (across(area.left()), across(area.right())),
            self.y_axis: (up(area.bottom()), up(area.top())),
        })  # fmt: skip


class Lines(Worlds):
    """Each world as a line over parallel axes; drag along an axis to brush it, click to free it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axes: Sequence[str] = ()
        self.ranges: Mapping[str, Range] = {}

    def show_axes(self, axes: Sequence[str]) -> None:
        """Choose the axes, left to right."""
        self.axes = axes
        self.update()

    def show_ranges(self, ranges: Mapping[str, Range]) -> None:
        """Show which axes are brushed."""
        self.ranges = ranges
        self.update()

    def _box(self) -> QRectF:
        line = self.fontMetrics().height()
        return QRectF(46, 2 * line + 6, self.width() - 92, self.height() - 3 * line - 10)

    def _across(self, n: int) -> float:
        box = self._box()
        return box.left() + box.width() * n / max(len(self.axes) - 1, 1)

    def _up(self, axis: str, value: Floats) -> Floats:
        box, (low, high) = self._box(), span(self.values[axis])
        return np.asarray(box.bottom() - box.height() * (value - low) / (high - low))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint lines, axes, ranges and the brush."""
        painter, theme = QPainter(self), theme_of(self.palette())
        painter.fillRect(self.rect(), theme.colour("panel"))
        if self.values and self.axes:
            self._paint_lines(painter, ~self.chosen, theme.colour("text_dim", 0.16))
            self._paint_lines(painter, self.chosen, theme.colour("bad", 0.55))
            for n, axis in enumerate(self.axes):
                self._paint_axis(painter, n, axis)
        if self._from is not None:
            painter.setPen(QPen(theme.colour("focus"), 3))
            painter.drawLine(self._from, QPointF(self._from.x(), self._to.y()))
        painter.end()

    def _paint_lines(self, painter: QPainter, where: Bools, colour: QColor) -> None:
        which = evenly(where, MOST_LINES)
        painter.setPen(QPen(colour, 1))
        xs = np.array([self._across(n) for n in range(len(self.axes))])
        heights = np.stack([self._up(axis, self.values[axis][which]) for axis in self.axes], axis=1)
        for row in heights:
            painter.drawPolyline(_polygon(xs, row))

    def _paint_axis(self, painter: QPainter, n: int, axis: str) -> None:
        theme, box, line = theme_of(self.palette()), self._box(), self.fontMetrics().height()
        x = self._across(n)
        painter.setPen(QPen(theme.colour("text"), 1))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        low, high = span(self.values[axis])
        wide = box.width() / max(len(self.axes) - 1, 1) - 4
        name = self.fontMetrics().elidedText(
            self.titles.get(axis, axis), Qt.TextElideMode.ElideRight, int(wide)
        )
        middle = Qt.AlignmentFlag.AlignHCenter
        left = min(max(x - wide / 2, 0.0), self.width() - wide)
        painter.drawText(QRectF(left, 0, wide, line), middle, name)
        painter.setPen(theme.colour("text_dim"))
        painter.drawText(QRectF(x - 45, line, 90, line), middle, number(high, 1))
        painter.drawText(QRectF(x - 45, box.bottom() + 2, 90, line), middle, number(low, 1))
        if axis in self.ranges:
            top, bottom = self._up(axis, np.array(self.ranges[axis][::-1]))
            area = QRectF(
                x - 5, max(top, box.top()), 10, min(bottom, box.bottom()) - max(top, box.top())
            )
            painter.fillRect(area, theme.colour("bad", 0.35))
            painter.setPen(QPen(theme.colour("bad"), 1))
            painter.drawRect(area)

    def _brush(self, start: QPointF, end: QPointF) -> None:
        box = self._box()
        n = min(range(len(self.axes)), key=lambda i: abs(self._across(i) - start.x()))
        axis = self.axes[n]
        if abs(start.y() - end.y()) < LEAST_DRAG:
            self.brushed.emit({axis: None})
            return
        low, high = span(self.values[axis])

        def value(at: float) -> float:
            return low + (high - low) * (box.bottom() - at) / box.height()

        ends = sorted((value(start.y()), value(end.y())))
        self.brushed.emit({axis: (ends[0], ends[1])})


def _polygon(xs: Floats, ys: Floats) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])
