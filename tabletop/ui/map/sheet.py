"""The map as a sheet for paper and reports: title, moment, seat, legend, scale bar and sources.

A sheet is always light, and as large in lines of text as a page: what is on it looks the same at
any text size of the desk, on the screen and on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from tabletop.ui.map.legend import legend_columns, legend_size, paint_rows, rows_shown
from tabletop.ui.map.lettering import Ink
from tabletop.ui.map.palette import pen
from tabletop.ui.map.still import painting, still_canvas
from tabletop.ui.theme import LIGHT

if TYPE_CHECKING:
    from tabletop.ui.map.canvas import Canvas
    from tabletop.ui.map.painted import PaintedMap

ACROSS, DOWN = 100.0, 70.7
"""Width and height of a sheet in lines of text: a page across."""
MARGIN, GAP = 1.6, 0.8
"""Edge of the sheet, and room between its parts, in lines of text."""
HEAD, FOOT = 4.3, 2.7
"""Height of what stands above and below the map."""
TITLE, SMALL, LEAST = 1.55, 0.8, 0.75
"""Size of the title, of the sources, and of the smallest legend, against the usual text."""
LAND = (
    "Land and borders: made with Natural Earth (public domain). Ukraine is shown in its "
    "internationally recognised borders, Crimea included."
)
NOTIONAL = (
    "Sectors, places, forces and figures are of the exercise: notional, placed by hand "
    "[estimate/assumption]. Not a battle map, not a legal line, not a prediction."
)
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Caption:
    """What a sheet says of its map: exercise, moment, whose view it is, and how it is marked."""

    title: str
    when: str
    seat: str
    marking: str

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, line by line."""
        return self.title, self.when, self.seat, self.marking


def sheet_size(view: PaintedMap) -> QSize:
    """Return the size of a sheet in the pixels of a view's text."""
    return QSize(round(ACROSS * view.unit), round(DOWN * view.unit))


def paint_sheet(
    view: PaintedMap, painter: QPainter, size: QSize, ratio: float, caption: Caption
) -> Iterator[None]:
    """Step by step, paint a sheet of ``size`` pixels from the origin of a painter.

    ``ratio`` is the number of pixels in a pixel of its symbols.
    """
    unit = view.unit
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = MARGIN * unit
    page = QRectF(0, 0, size.width(), size.height())
    body = page.adjusted(edge, edge, -edge, -edge)
    middle = body.adjusted(0, HEAD * unit, 0, -FOOT * unit)
    canvas = _legend_canvas(view, painter, size, ratio, middle.height())
    rows = rows_shown(canvas, view.translate)
    columns = legend_columns(canvas, rows, middle.height())
    legend = QRectF(middle)
    legend.setLeft(legend.right() - legend_size(canvas, rows, columns).width())
    frame = QRectF(middle)
    frame.setRight(legend.left() - GAP * unit)
    painter.save()
    painter.translate(frame.topLeft())
    painter.setClipRect(QRectF(QPointF(), frame.size()))
    yield from painting(view, painter, frame.size().toSize(), ratio, LIGHT)
    painter.restore()
    for side in beside(page, frame):  # a drawing has no clipping
        painter.fillRect(side, LIGHT.colour("panel"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(LIGHT.colour("border"), unit / 15))
    painter.drawRect(frame)
    painter.drawRect(legend)
    paint_rows(canvas, legend.topLeft(), rows, columns)
    yield
    _head(view, painter, body, caption)
    _foot(view, painter, body)


def beside(page: QRectF, frame: QRectF) -> list[QRectF]:
    """Return what there is of a page above, below, left and right of a frame, and well beyond."""
    out = page.adjusted(-page.width(), -page.height(), page.width(), page.height())
    return [
        QRectF(out.topLeft(), QPointF(out.right(), frame.top())),
        QRectF(QPointF(out.left(), frame.bottom()), out.bottomRight()),
        QRectF(out.topLeft(), QPointF(frame.left(), out.bottom())),
        QRectF(QPointF(frame.right(), out.top()), out.bottomRight()),
    ]


def _legend_canvas(
    view: PaintedMap, painter: QPainter, size: QSize, ratio: float, height: float
) -> Canvas:
    """Return the canvas of the legend, in letters as small as one column needs, but readable."""
    canvas = still_canvas(view, painter, size, ratio, LIGHT)
    rows = rows_shown(canvas, view.translate)
    tall = legend_size(canvas, rows, 1).height() + canvas.unit
    share = max(LEAST, min(1.0, height / tall))
    letters = Ink(_font(view, share), ratio)
    unit = QFontMetricsF(letters.font).height()
    return replace(canvas, lettering=letters, unit=min(unit, share * canvas.unit))


def _head(view: PaintedMap, painter: QPainter, body: QRectF, caption: Caption) -> None:
    """Paint title, moment, seat and marking."""
    unit = view.unit
    title, bold = _font(view, TITLE, bold=True), _font(view, 1.0, bold=True)
    plate = QFontMetricsF(bold).horizontalAdvance(caption.marking) + 2 * unit
    wide = body.width() - plate - 2 * unit
    y = body.top()
    about = "  ·  ".join(words for words in (caption.when, caption.seat) if words)
    painter.setPen(LIGHT.colour("text"))
    for words, font, high in ((caption.title, title, 2.1), (about, _font(view, 1.0), 1.4)):
        painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRectF(body.left(), y, wide, high * unit), LEFT, shown)
        y += high * unit
    box = QRectF(body.right() - plate, body.top() + 0.1 * unit, plate, 1.9 * unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(LIGHT.colour("bad"), unit / 8))
    painter.drawRect(box)
    painter.setFont(bold)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, caption.marking)


def _foot(view: PaintedMap, painter: QPainter, body: QRectF) -> None:
    """Paint where land and figures come from, and what made the sheet."""
    ground = view.ground
    known = ground is not None and ground.geometry is not None
    font = _font(view, SMALL)
    line = QFontMetricsF(font).height() * 1.15
    painter.setFont(font)
    painter.setPen(LIGHT.colour("text_dim"))
    last = QRectF(body.left(), body.bottom() - line, body.width(), line)
    if known:
        painter.drawText(last.translated(0, -line), LEFT, view.translate(LAND))
    painter.drawText(last, LEFT, view.translate(NOTIONAL))
    painter.drawText(last, RIGHT, "Ceasefire Tabletop")


def _font(view: PaintedMap, size: float, *, bold: bool = False) -> QFont:
    font = QFont(view.font())
    if font.pixelSize() > 0:
        font.setPixelSize(round(font.pixelSize() * size))
    else:
        font.setPointSizeF(font.pointSizeF() * size)
    font.setBold(bold)
    return font
