"""The furniture of the map: legend, scale bar, coordinates, and the line that says what it is."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPolygonF

from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.network_layer import paint_marker
from tabletop.ui.map.palette import dashed, pen, sector_pens
from tabletop.ui.map.picture import LEVELS
from tabletop.ui.map.symbols import frame_colour

STATUS = "EXERCISE APPROXIMATION — not a legal line"
BAR = (70.0, 170.0)
"""Shortest and longest scale bar in pixels."""
Say = Callable[[str], str]
PLACES = (
    ("circle", "City"), ("star", "Capital"), ("square", "Hub or base"), ("diamond", "Crossing"),
    ("anchor", "Port"), ("triangle", "Airport"), ("hexagon", "Nuclear plant"),
)  # fmt: skip


def paint_status(canvas: Canvas, window: QRectF, say: Say) -> QRectF:
    """Paint the line that says what the map is, at the foot of the window; returns its box."""
    words = say(STATUS)
    size = canvas.lettering.size(words, canvas.letters.status)
    at = QPointF(window.left() + 8, window.bottom() - size.height() - 6)
    canvas.lettering.draw(canvas.painter, at, words, canvas.letters.status)
    return QRectF(at, size)


def paint_furniture(canvas: Canvas, window: QRectF, say: Say) -> QRectF:
    """Paint the status line and the scale bar above it; returns the box of the status line."""
    status = paint_status(canvas, window, say)
    paint_scale(canvas, QPointF(status.left() + 2, status.top() - 0.6 * canvas.unit))
    return status


def scale_length(scale: float) -> tuple[int, float]:
    """Return a round number of kilometres and its length in pixels at metres per pixel."""
    for exponent in range(5):
        for step in (1, 2, 5):
            km = step * 10**exponent
            pixels = km * 1_000 / scale
            if pixels >= BAR[0]:
                return km, pixels
    return 50_000, 50_000_000 / scale


def paint_scale(canvas: Canvas, corner: QPointF) -> None:
    """Paint a scale bar whose lower left end is at ``corner``."""
    km, pixels = scale_length(canvas.camera.scale)
    painter, theme = canvas.painter, canvas.theme
    x, y, tall = corner.x(), corner.y(), canvas.unit * 0.35
    shape = QPolygonF([QPointF(x, y - tall), QPointF(x, y), QPointF(x + pixels, y),
                       QPointF(x + pixels, y - tall)])  # fmt: skip
    for colour, width in (("halo", 4.0), ("label", 1.6)):
        painter.setPen(pen(theme.colour(colour), width))
        painter.drawPolyline(shape)
    canvas.lettering.draw(
        painter, QPointF(x + pixels + 5, y - canvas.unit * 0.9), f"{km} km", canvas.letters.town
    )


class Coordinates:
    """Degrees under the mouse.  The projection is loaded aside, at the first wish to know."""

    def __init__(self) -> None:
        self._turn: Callable[[float, float], tuple[float, float]] | None = None
        self._loader: Thread | None = None

    def words(self, x: float, y: float) -> str:
        """Return degrees north and east of metres of the plane; empty while still loading."""
        if self._turn is None:
            if self._loader is None:
                self._loader = Thread(target=self._load, daemon=True)
                self._loader.start()
            return ""
        lon, lat = self._turn(x, y)
        north, east = "N" if lat >= 0 else "S", "E" if lon >= 0 else "W"
        return f"{abs(lat):.3f}° {north}  {abs(lon):.3f}° {east}"

    def wait(self) -> None:
        """Wait until the projection is there."""
        self.words(0.0, 0.0)
        if self._loader is not None:
            self._loader.join()

    def _load(self) -> None:
        from tabletop.world.projection import to_lonlat

        def turn(x: float, y: float) -> tuple[float, float]:
            try:
                lon, lat = to_lonlat([[x, y]])[0]
            except ValueError:
                return 0.0, 0.0
            return float(lon), float(lat)

        turn(4_321_000.0, 3_210_000.0)
        self._turn = turn


def paint_legend(canvas: Canvas, corner: QPointF, say: Say) -> QRectF:
    """Paint the legend with its upper left corner at ``corner``; returns its box."""
    unit, painter, theme = canvas.unit, canvas.painter, canvas.theme
    metrics = QFontMetricsF(canvas.lettering.font)
    tension = [f"{20 * i}–{20 * i + 20}  {say(name)}" for i, name in enumerate(LEVELS)]
    forces = [
        ("coalition", say("Coalition")),
        ("ukraine", say("Ukraine")),
        ("russia", say("Russia")),
    ]
    lines = [say("Road"), say("Railway"), say("Sea"), say("Air"), say("Damaged")]
    words = [*tension, *(w for _, w in forces), *(say(w) for _, w in PLACES), *lines,
             say("Tension of a sector"), say("Broken frame: gathering or moving")]  # fmt: skip
    wide = max(metrics.horizontalAdvance(word) for word in words) + 5.2 * unit
    row = 1.3 * unit
    rows = len(tension) + len(forces) + len(PLACES) + len(lines) + 5
    box = QRectF(corner.x(), corner.y(), wide, rows * row + unit * 0.6)
    painter.setPen(pen(theme.colour("border"), 1))
    painter.setBrush(theme.colour("panel", 0.96))
    painter.drawRoundedRect(box, 5, 5)
    painter.setFont(canvas.lettering.font)
    at = corner + QPointF(0.7 * unit, 0.3 * unit + row / 2)

    def text(words: str, indent: float, *, dim: bool = False) -> None:
        painter.setPen(theme.colour("text_dim" if dim else "text"))
        spot = QRectF(at.x() + indent, at.y() - row / 2, wide, row)
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        at.setY(at.y() + row)

    text(say("Tension of a sector"), 0, dim=True)
    for level, label in enumerate(tension):
        for stroke in sector_pens(theme, level, unit * 0.45):
            painter.setPen(stroke)
            painter.drawLine(at, at + QPointF(3 * unit, 0))
        text(label, 3.5 * unit)
    text(say("Forces"), 0, dim=True)
    for side, label in forces:
        painter.setPen(pen(theme.colour("line_casing"), 1.2))
        painter.setBrush(frame_colour(side, theme))
        middle, half = at + QPointF(1.5 * unit, 0), 0.45 * unit
        if side == "russia":
            reach = half * 1.2
            painter.drawPolygon(QPolygonF([middle + QPointF(0, -reach), middle + QPointF(reach, 0),
                                           middle + QPointF(0, reach),
                                           middle + QPointF(-reach, 0)]))  # fmt: skip
        else:
            painter.drawRect(QRectF(middle.x() - 1.5 * half, middle.y() - half, 3 * half, 2 * half))
        text(label, 3.5 * unit)
    text(say("Broken frame: gathering or moving"), 0, dim=True)
    text(say("Places"), 0, dim=True)
    for shape, label in PLACES:
        paint_marker(canvas, at + QPointF(1.5 * unit, 0), shape, unit * 0.32, usable=True)
        text(say(label), 3.5 * unit)
    text(say("Routes"), 0, dim=True)
    link, sea = theme.colour("link"), theme.colour("sea_link")
    strokes = (pen(link, 2), dashed(link, 2, (7, 1.5)), dashed(sea, 2, (4, 3)),
               dashed(sea, 2, (1, 3)), dashed(theme.colour("bad"), 2.4, (2, 1.5)))  # fmt: skip
    for stroke, label in zip(strokes, lines, strict=True):
        painter.setPen(stroke)
        painter.drawLine(at, at + QPointF(3 * unit, 0))
        text(label, 3.5 * unit)
    return box
