"""Worlds of an exploration as lines over parallel axes, brushed with the mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tabletop.ui.cell_marks import colour_of
from tabletop.ui.charts import theme_of
from tabletop.ui.explore_charts import (
    LEAST_DRAG,
    Bools,
    Floats,
    Range,
    Worlds,
    evenly,
    polygon,
    span,
)
from tabletop.ui.panels.words import number

MOST_LINES = 500
"""Lines that are drawn of each kind, evenly chosen; more cannot be told apart."""


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
            parts, some = self._parts(), bool(self.chosen.any())
            for is_chosen, alpha in ((False, 0.1 if some else 0.2), (True, 0.55)):
                for where, group in parts:
                    colour = colour_of(theme, group, alpha)
                    if self.groups is None:
                        colour = theme.colour("bad" if is_chosen else "text_dim", alpha)
                    self._paint_lines(painter, where & (self.chosen == is_chosen), colour,
                                      MOST_LINES // len(parts))  # fmt: skip
            for n, axis in enumerate(self.axes):
                self._paint_axis(painter, n, axis)
        if self._from is not None:
            painter.setPen(QPen(theme.colour("focus"), 3))
            painter.drawLine(self._from, QPointF(self._from.x(), self._to.y()))
        painter.end()

    def _paint_lines(self, painter: QPainter, where: Bools, colour: QColor, most: int) -> None:
        which = evenly(where, most)
        painter.setPen(QPen(colour, 1))
        xs = np.array([self._across(n) for n in range(len(self.axes))])
        heights = np.stack([self._up(axis, self.values[axis][which]) for axis in self.axes], axis=1)
        for row in heights:
            painter.drawPolyline(polygon(xs, row))

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
