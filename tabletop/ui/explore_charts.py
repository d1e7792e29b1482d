"""Worlds of an exploration as points, brushed with the mouse, and what lines have in common.

A brush is a range on an axis; every range that is set must hold. Points and lines are painted here:
there are thousands, and they are drawn at once into one picture.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from tabletop.ui.cell_marks import stamp
from tabletop.ui.charts import theme_of
from tabletop.ui.panels.words import number

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Range = tuple[float, float]

MOST_POINTS = 6000
"""Worlds that are drawn of each kind, evenly chosen; more cannot be told apart."""
LEAST_DRAG = 4.0
SMALL = 4
"""Pixels of a mark that is not chosen."""


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
        self.shown: Bools = np.ones(0, dtype=np.bool_)
        self.groups: NDArray[np.int64] | None = None
        self._from: QPointF | None = None
        self._to = QPointF()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_worlds(
        self, values: Mapping[str, Floats], titles: Mapping[str, str],
        groups: NDArray[np.int64] | None = None,
    ) -> None:  # fmt: skip
        """Show other worlds: axis → value of each world; ``groups`` have marks of their own."""
        self.values, self.titles, self.groups = values, titles, groups
        self.chosen = np.zeros(len(next(iter(values.values()))), dtype=np.bool_)
        self.shown = ~self.chosen
        self.update()

    def show_only(self, shown: Bools) -> None:
        """Leave the other worlds out of the picture."""
        self.shown = shown
        self.update()

    def _parts(self) -> list[tuple[Bools, int]]:
        """Return the worlds of each group that are shown."""
        if self.groups is None:
            return [(self.shown, 0)]
        return [(self.shown & (self.groups == group), int(group))
                for group in np.unique(self.groups)]  # fmt: skip

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
            if self.groups is None:
                self._paint_points(painter)
            else:
                self._paint_marks(painter)
        if self._from is not None:
            painter.setPen(QPen(theme.colour("focus"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self._from, self._to).normalized())
        painter.end()

    def _paint_points(self, painter: QPainter) -> None:
        theme = theme_of(self.palette())
        for where, colour, size in (
            (~self.chosen, theme.colour("text_dim", 0.45), 2.5),
            (self.chosen, theme.colour("bad"), 5.0),
        ):
            xs, ys = self._places(evenly(where & self.shown, MOST_POINTS))
            painter.setPen(QPen(colour, size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPoints(polygon(xs, ys))

    def _paint_marks(self, painter: QPainter) -> None:
        """Paint each group with its mark; where some are chosen, the others stand back."""
        theme, some = theme_of(self.palette()), bool(self.chosen.any())
        parts = self._parts()
        most = MOST_POINTS // max(len(parts), 1)
        small = max(SMALL, self.fontMetrics().height() // 4)
        large = small + 4
        for is_chosen, size, alpha in ((False, small, 0.3 if some else 0.75), (True, large, 1.0)):
            for where, group in parts:
                xs, ys = self._places(evenly(where & (self.chosen == is_chosen), most))
                mark, half = stamp(theme, group, size, alpha), size / 2
                for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
                    painter.drawPixmap(QPointF(x - half, y - half), mark)

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


def polygon(xs: Floats, ys: Floats) -> QPolygonF:
    """Return points as a polygon."""
    return QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])
