"""Cells that are drawn: courses over the turns, odds, and what terms add."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tabletop.ui.charts import paint_line, paint_share, paint_term, scale_of, theme_of
from tabletop.ui.panels.rows import PICTURE
from tabletop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
THIN_BAR = 3.0
"""Height of a bar under a number, in pixels."""
Paint = Callable[[QPainter, QRectF, Any, Theme, bool], None]


class Drawn(QStyledItemDelegate):
    """Draws a cell's picture into it, after the ground that shows selection and focus."""

    def __init__(self, paint: Paint, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._paint, self._width = paint, width

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground and picture."""
        super().paint(painter, option, index)
        picture = index.data(PICTURE)
        if picture is None:
            return
        box = QRectF(option.rect).adjusted(4, 2, -4, -2)
        widget = option.widget
        chosen = bool(option.state & option.state.State_Selected)
        self._paint(painter, box, picture, theme_of(widget.palette()), chosen)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the picture wants, in characters."""
        hint = super().sizeHint(option, index)
        metrics = option.fontMetrics
        return QSize(max(hint.width(), metrics.averageCharWidth() * self._width), hint.height())


def course(painter: QPainter, box: QRectF, picture: Any, theme: Theme, chosen: bool) -> None:
    """Draw a course; ``picture`` is (values, low, high)."""
    values, low, high = picture
    line = theme.colour("on_accent" if chosen else "accent")
    paint_line(painter, box, values, scale_of(values, low, high), line, theme.colour("border"))


def odds(painter: QPainter, box: QRectF, picture: Any, theme: Theme, chosen: bool) -> None:
    """Draw odds as a thin bar under their number; ``picture`` is a chance of 0 to 1."""
    bar = QRectF(box.left(), box.bottom() + 2 - THIN_BAR, box.width(), THIN_BAR)
    ground, ink = ("panel", "text") if chosen else ("border", "accent")
    paint_share(painter, bar, picture, theme.colour(ground), theme.colour(ink))


def term(painter: QPainter, box: QRectF, picture: Any, theme: Theme, chosen: bool) -> None:
    """Draw what a term adds; ``picture`` is (value, (low, high)) with the ends of the scale."""
    value, ends = picture
    if chosen:
        painter.fillRect(box.adjusted(-2, 0, 2, 0), theme.colour("panel"))
    paint_term(painter, box, value, ends, theme)
