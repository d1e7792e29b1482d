"""The furniture of the map: scale bar, coordinates, and the line that says what the map is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil, hypot
from threading import Thread

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPolygonF

from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.palette import pen

STATUS = "EXERCISE APPROXIMATION — not a legal line"
BAR = (70.0, 170.0)
"""Shortest and longest scale bar in pixels."""
WIDEST = 420.0
"""Pixels that the scale bar and its number take at most."""
Say = Callable[[str], str]


def paint_status(canvas: Canvas, window: QRectF, say: Say) -> QRectF:
    """Paint the line that says what the map is, at the foot of the window; returns its box."""
    words = say(STATUS)
    size = canvas.lettering.size(words, canvas.letters.status)
    at = QPointF(window.left() + 8, window.bottom() - size.height() - 6)
    canvas.lettering.draw(canvas.painter, at, words, canvas.letters.status)
    return QRectF(at, size)


def paint_furniture(canvas: Canvas, window: QRectF, say: Say) -> QRectF:
    """Paint the status line and the scale bar above it; returns the box of the status line."""
    ground = canvas.theme.colour("panel")  # no torn names between the two
    canvas.painter.fillRect(room_of(canvas, window, say), ground)
    status = paint_status(canvas, window, say)
    paint_scale(canvas, QPointF(status.left() + 2, status.top() - 0.6 * canvas.unit))
    return status


def room_of(canvas: Canvas, window: QRectF, say: Say) -> QRectF:
    """Return the room at the foot of the window that status line and scale bar take."""
    size = canvas.lettering.size(say(STATUS), canvas.letters.status)
    high = foot_height(canvas.unit)
    return QRectF(window.left(), window.bottom() - high, max(size.width() + 16, BAR[1] + 90), high)


def foot_height(unit: float) -> float:
    """Return the height of that room for lines of text of ``unit`` pixels."""
    return 2.9 * unit + 9.0


class Plate:
    """The status line and the scale bar as a ready picture, made anew when something changes."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._picture = QPixmap()
        self._status = QRectF()

    @property
    def width(self) -> int:
        """The width of the picture in pixels; 0 before it is made."""
        return ceil(self._picture.width() / self._picture.devicePixelRatio())

    def paint(self, canvas: Canvas, window: QRectF, say: Say) -> QRectF:
        """Paint the furniture at the foot of the window; returns the box of the status line."""
        ratio = canvas.ratio
        key = (canvas.camera.scale, canvas.theme, canvas.lettering)
        if key != self._key:
            self._make(canvas, say)
            self._key = key
        foot = QPointF(0, window.bottom() - self._picture.height() / ratio)
        canvas.painter.drawPixmap(foot, self._picture)
        return self._status.translated(foot)

    def _make(self, canvas: Canvas, say: Say) -> None:
        wide = max(canvas.lettering.size(say(STATUS), canvas.letters.status).width() + 16, WIDEST)
        box = QRectF(0, 0, ceil(wide), ceil(4 * canvas.unit))
        self._picture = QPixmap((box.size() * canvas.ratio).toSize())
        self._picture.setDevicePixelRatio(canvas.ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._status = paint_furniture(replace(canvas, painter=painter), box, say)
        painter.end()


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
    words = f"{km} km"
    shape = QPolygonF([QPointF(x, y - tall), QPointF(x, y), QPointF(x + pixels, y),
                       QPointF(x + pixels, y - tall)])  # fmt: skip
    for colour, width in (("halo", 4.0), ("label", 1.6)):
        painter.setPen(pen(theme.colour(colour), width))
        painter.drawPolyline(shape)
    canvas.lettering.draw(
        painter, QPointF(x + pixels + 5, y - canvas.unit * 0.9), words, canvas.letters.town
    )


class Coordinates:
    """Degrees under the mouse.  The projection is loaded aside, at the first wish to know."""

    def __init__(self) -> None:
        self._turn: Callable[[float, float], tuple[float, float]] | None = None
        self._measure: Callable[[tuple[float, float], tuple[float, float]], float] | None = None
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

    def km(self, a: tuple[float, float], b: tuple[float, float]) -> float:
        """Return the kilometres along the ground between two points of the plane.

        While the projection is still loading, those on the plane, which differ by up to 3 %.
        """
        if self._measure is None:
            self.words(*a)
            return hypot(b[0] - a[0], b[1] - a[1]) / 1000.0
        try:
            return self._measure(a, b)
        except ValueError:
            return hypot(b[0] - a[0], b[1] - a[1]) / 1000.0

    def wait(self) -> None:
        """Wait until the projection is there."""
        self.words(0.0, 0.0)
        if self._loader is not None:
            self._loader.join()

    def _load(self) -> None:
        from tabletop.world.projection import ground_km, to_lonlat

        def turn(x: float, y: float) -> tuple[float, float]:
            try:
                lon, lat = to_lonlat([[x, y]])[0]
            except ValueError:
                return 0.0, 0.0
            return float(lon), float(lat)

        turn(4_321_000.0, 3_210_000.0)
        ground_km((4_321_000.0, 3_210_000.0), (4_321_000.0, 3_211_000.0))
        self._measure = ground_km
        self._turn = turn
