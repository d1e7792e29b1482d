"""Short words beside a point, where there is room for them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.lettering import Style

PLACES = ((0, 0), (0, 1.2), (0, -1.2), (2.2, 0), (-2.2, 0), (0, 2.4), (0, -2.4))
"""Shifts from the point that are tried in turn, in lines of text."""


def write_where_free(canvas: Canvas, words: str, at: QPointF) -> bool:
    """Note words down on a small plate beside a point where they cover nothing, or not at all."""
    size = canvas.lettering.size(words, canvas.letters.caption)
    half = QPointF(size.width(), size.height()) / 2
    for across, down in PLACES:
        middle = at + QPointF(across, down) * canvas.unit
        box = QRectF(middle - half, middle + half)
        if canvas.inside(at, box) and canvas.is_free(box):
            note_down(canvas, box, words, canvas.letters.caption)
            return True
    return False


def note_down(canvas: Canvas, box: QRectF, words: str, style: Style) -> None:
    """Take a box for words, which are painted later, over all that is painted before them."""
    canvas.take_mark(box)
    canvas.notes.append((box.topLeft(), words, style))


def paint_notes(canvas: Canvas) -> None:
    """Paint the words that were noted down."""
    for at, words, style in canvas.notes:
        canvas.lettering.draw(canvas.painter, at, words, style)
    canvas.notes.clear()
