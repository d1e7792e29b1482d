"""Short words beside a point, where there is room for them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from tabletop.ui.map.canvas import Canvas

PLACES = ((0, 0), (0, 1.2), (0, -1.2), (2.2, 0), (-2.2, 0), (0, 2.4), (0, -2.4))
"""Shifts from the point that are tried in turn, in lines of text."""


def write_where_free(canvas: Canvas, words: str, at: QPointF) -> bool:
    """Write words on a small plate beside a point where they cover nothing, or not at all."""
    size = canvas.lettering.size(words, canvas.letters.caption)
    half = QPointF(size.width(), size.height()) / 2
    for across, down in PLACES:
        middle = at + QPointF(across, down) * canvas.unit
        box = QRectF(middle - half, middle + half)
        if canvas.inside(at, box) and canvas.is_free(box):
            canvas.lettering.draw(canvas.painter, box.topLeft(), words, canvas.letters.caption)
            canvas.take(box)
            return True
    return False
