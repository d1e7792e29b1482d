"""Marks by which cells of an exploration are told apart: a shape and a colour for each."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from tabletop.ui.theme import Theme

COLOURS = ("accent", "bad", "good", "warn", "text", "text_dim")
SHAPES = ("circle", "square", "triangle", "diamond", "plus", "cross")
"""Shapes of the cells, so that colour is never the only sign."""
STYLES = (
    Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine, Qt.PenStyle.SolidLine,
)  # fmt: skip
"""Lines of the cells."""


def colour_of(theme: Theme, cell: int, alpha: float = 1.0) -> QColor:
    """Return the colour of a cell."""
    return theme.colour(COLOURS[cell % len(COLOURS)], alpha)


def stamp(theme: Theme, cell: int, size: int, alpha: float = 1.0) -> QPixmap:
    """Return the mark of a cell, ``size`` pixels wide."""
    shape = SHAPES[cell % len(SHAPES)]
    return _stamp(shape, colour_of(theme, cell, alpha).name(QColor.NameFormat.HexArgb), size)


def icon(theme: Theme, cell: int, size: int) -> QIcon:
    """Return the mark of a cell for a legend."""
    return QIcon(stamp(theme, cell, size))


@lru_cache(maxsize=128)
def _stamp(shape: str, colour: str, size: int) -> QPixmap:
    found = QPixmap(size, size)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0.5, 0.5, size - 1.0, size - 1.0)
    painter.setPen(QPen(QColor(colour), max(1.2, size / 5)))
    if shape in ("plus", "cross"):
        middle = box.center()
        if shape == "plus":
            painter.drawLine(QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()))
            painter.drawLine(QPointF(middle.x(), box.top()), QPointF(middle.x(), box.bottom()))
        else:
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.topRight(), box.bottomLeft())
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        _fill(painter, shape, box)
    painter.end()
    return found


def _fill(painter: QPainter, shape: str, box: QRectF) -> None:
    middle = box.center()
    if shape == "circle":
        painter.drawEllipse(box)
    elif shape == "square":
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape == "triangle":
        top = QPointF(middle.x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    else:
        painter.drawPolygon(QPolygonF([
            QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()), QPointF(box.left(), middle.y()),
        ]))  # fmt: skip
