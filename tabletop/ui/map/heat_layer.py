"""Heat along the line: the pressure on each sector as it is estimated, and as it truly is.

Two ribbons lie on the far side of the line, coloured and patterned like tension: the estimate next
to the line with a broken edge, the truth beyond it with a solid one.  The labels of the sectors
say both in numbers.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPen, QPolygonF

from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.line_layer import shown_sectors
from tabletop.ui.map.palette import TENSION_PATTERNS, dashed, pen
from tabletop.ui.map.picture import SectorMark, tension_level
from tabletop.ui.theme import Theme

Say = Callable[[str], str]
WIDTH, ESTIMATE_OUT, TRUTH_OUT = 0.34, 0.62, 1.12
"""Width of a ribbon, and how far out the two lie, in lines of text."""
NUMBERS_BELOW = 1_400.0
"""Metres in a pixel below which the numbers are written."""


def paint_heat(canvas: Canvas) -> None:
    """Paint the ribbons whose layers are shown."""
    estimate, truth = "pressure" in canvas.shown, "truth" in canvas.shown
    for mark in shown_sectors(canvas):
        if estimate:
            _ribbon(canvas, mark, mark.perceived, ESTIMATE_OUT, broken=True)
        if truth:
            _ribbon(canvas, mark, mark.pressure, TRUTH_OUT, broken=False)


def heat_told(canvas: Canvas, say: Say) -> Callable[[SectorMark], str]:
    """Return what the labels of sectors say of pressure; nothing when heat is not shown."""
    estimate, truth = "pressure" in canvas.shown, "truth" in canvas.shown
    if not (estimate or truth) or canvas.camera.scale >= NUMBERS_BELOW:
        return lambda _: ""
    return lambda mark: heat_words(mark, estimate, truth, say)


def heat_words(mark: SectorMark, estimate: bool, truth: bool, say: Say) -> str:
    """Return the numbers of a sector: estimate with its error, truth, and how far off it is."""
    parts = []
    if estimate:
        parts.append(f"{say('est.')} {mark.perceived:.0f} ± {mark.error:.0f}")
    if truth:
        parts.append(f"{say('true')} {mark.pressure:.0f}")
    words = " · ".join(parts)
    if estimate and truth:
        words += f" ({mark.perceived - mark.pressure:+.0f})".replace("-", "−")
    return words


def ribbon_pens(theme: Theme, value: float, width: float, *, broken: bool) -> list[QPen]:
    """Return the strokes of a ribbon for a pressure of 0–100, the lowest first."""
    level = tension_level(value)
    fill, ink = theme.tension[level]
    edge = theme.colour("bad")
    strokes = [
        dashed(edge, width + 2.4, (0.9, 0.5)) if broken else pen(edge, width + 2.4, flat=True),
        pen(QColor(fill), width, flat=True),
    ]
    if TENSION_PATTERNS[level]:
        strokes.append(dashed(QColor(ink), width * 0.4, TENSION_PATTERNS[level]))
    return strokes


def _ribbon(canvas: Canvas, mark: SectorMark, value: float, out: float, *, broken: bool) -> None:
    shape = canvas.ground.sectors[mark.index]
    shift = QPointF(shape.away.x(), -shape.away.y()) * (out * canvas.unit)
    line = QPolygonF([canvas.at(shape.line.at(i)) + shift for i in range(shape.line.size())])
    if not canvas.area.intersects(line.boundingRect().adjusted(-9, -9, 9, 9)):
        return
    width = WIDTH * canvas.unit
    for stroke in ribbon_pens(canvas.theme, value, width, broken=broken):
        canvas.painter.setPen(stroke)
        canvas.painter.drawPolyline(line)
    half = QPointF(width, width)
    for i in range(line.size()):
        canvas.take(QRectF(line.at(i) - half, line.at(i) + half))
