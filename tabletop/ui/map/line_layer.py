"""The line: sectors by tension, the pressure on them, their presence, and what happened there."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, cos, pi, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from tabletop.ui.map.canvas import Canvas, Hit
from tabletop.ui.map.ground import SectorShape
from tabletop.ui.map.palette import pen, sector_pens
from tabletop.ui.map.picture import SectorMark
from tabletop.ui.map.writing import write_where_free

LINE_WIDTH = 0.42
"""Width of a sector of the line in lines of text; a watched border has two thirds of it."""
LONGEST_BAR = 3.6
"""Length of the longest bar of presence, in lines of text."""


def paint_line(canvas: Canvas) -> None:
    """Paint every sector that is shown, coloured and patterned by its tension."""
    if not canvas.picture.sectors:
        paint_bare_line(canvas)
    for mark in shown_sectors(canvas):
        shape = canvas.ground.sectors[mark.index]
        width = _width(canvas, shape)
        pixels = tuple(canvas.at(shape.line.at(i)) for i in range(shape.line.size()))
        line = QPolygonF(list(pixels))
        for stroke in sector_pens(canvas.theme, mark.level, width):
            canvas.painter.setPen(stroke)
            canvas.painter.drawPolyline(line)
        _ends(canvas, pixels, width)
        canvas.hits.append(Hit("sector", mark.index, line.boundingRect(), line=pixels))
        _keep_free(canvas, pixels, width)


def paint_bare_line(canvas: Canvas) -> None:
    """Paint the sectors while nothing is known of them yet: plain, without a colour of tension."""
    for shape in canvas.ground.sectors:
        if _layer(shape) in canvas.shown:
            width = _width(canvas, shape)
            pixels = tuple(canvas.at(shape.line.at(i)) for i in range(shape.line.size()))
            for colour, wide in (("line_casing", width), ("panel", 0.6 * width)):
                canvas.painter.setPen(pen(canvas.theme.colour(colour), wide))
                canvas.painter.drawPolyline(QPolygonF(pixels))
            _ends(canvas, pixels, width)
            _keep_free(canvas, pixels, width)


def _width(canvas: Canvas, shape: SectorShape) -> float:
    return canvas.unit * LINE_WIDTH * (1.0 if shape.on_line else 0.66)


def _layer(shape: SectorShape) -> str:
    return "line" if shape.on_line else "borders"


def _keep_free(canvas: Canvas, pixels: tuple[QPointF, ...], width: float) -> None:
    """Keep names off the line."""
    half = QPointF(width, width) / 2
    inside = canvas.area
    for a, b in pairwise(pixels):
        steps = max(1, int((b - a).manhattanLength() / (2 * width)))
        for i in range(steps):
            at = a + (b - a) * (i / steps)
            if inside.contains(at):
                canvas.take(QRectF(at - half, at + half))


def _ends(canvas: Canvas, pixels: tuple[QPointF, ...], width: float) -> None:
    """Mark both ends of a sector with a short bar across the line."""
    canvas.painter.setPen(pen(canvas.theme.colour("line_casing"), 1.6))
    for end, inner in ((pixels[0], pixels[1]), (pixels[-1], pixels[-2])):
        turn = atan2(end.y() - inner.y(), end.x() - inner.x()) + pi / 2
        arm = QPointF(cos(turn), sin(turn)) * (width * 0.9 + 2)
        canvas.painter.drawLine(end - arm, end + arm)


def shown_sectors(canvas: Canvas) -> list[SectorMark]:
    """Return the sectors whose layer is shown."""
    sectors = canvas.ground.sectors
    return [mark for mark in canvas.picture.sectors if _layer(sectors[mark.index]) in canvas.shown]


def paint_coverage(canvas: Canvas) -> None:
    """Paint the presence that covers each sector as a bar on the near side."""
    for mark in shown_sectors(canvas):
        foot, tip = _bar(canvas, mark)
        canvas.painter.setPen(pen(canvas.theme.colour("line_casing"), canvas.unit * 0.5, flat=True))
        canvas.painter.drawLine(foot, tip)
        canvas.painter.setPen(pen(canvas.theme.colour("coalition"), canvas.unit * 0.36, flat=True))
        canvas.painter.drawLine(foot, tip)


def place_coverage_numbers(canvas: Canvas) -> None:
    """Write the points of presence beside the bars, where there is room."""
    for mark in sorted(shown_sectors(canvas), key=lambda m: -canvas.picture.presence[m.index]):
        _, tip = _bar(canvas, mark)
        near = canvas.ground.sectors[mark.index].away
        at = tip + QPointF(-near.x(), near.y()) * canvas.unit * 0.8
        write_where_free(canvas, f"{canvas.picture.presence[mark.index]:.0f}", at)


def _bar(canvas: Canvas, mark: SectorMark) -> tuple[QPointF, QPointF]:
    """Return foot and tip of a sector's bar; the longest belongs to the most presence."""
    most = max((*canvas.picture.presence, 1.0))
    shape = canvas.ground.sectors[mark.index]
    near = QPointF(-shape.away.x(), shape.away.y())
    foot = canvas.at(shape.middle) + near * (canvas.unit * 0.4)
    share = canvas.picture.presence[mark.index] / most
    return foot, foot + near * (share * LONGEST_BAR * canvas.unit)
