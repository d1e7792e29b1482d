"""The map in pictures side by side: what was painted once is only copied when the map is panned."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

SIDE = 512
"""Device pixels along the edge of a tile; a multiple of 8, after which Qt's hatchings repeat."""
Spot = tuple[int, int]
"""Column and row of a tile, counted from the corner of the grid."""
Corner = tuple[int, int]
"""Where the upper left corner of a window lies on the grid, in device pixels."""


class Tiles:
    """Pictures of equal size on a grid of device pixels, some of them painted.

    ``ratio`` is the number of device pixels in a pixel.  Usually a tile is a square of SIDE; a
    single picture of a window is one tile with a size and an ``origin`` of its own.
    """

    def __init__(
        self, ratio: float, origin: Corner = (0, 0), size: tuple[int, int] = (SIDE, SIDE)
    ) -> None:
        self.ratio = ratio
        self.pictures: dict[Spot, QPixmap] = {}
        self._left, self._top = origin
        self._wide, self._high = size

    def span(self, corner: Corner, area: QRect | QRectF) -> tuple[int, int, int, int]:
        """Return the first column and row and the last ones that an area of a window touches.

        ``area`` is in pixels of the window whose corner is given.
        """
        ratio = self.ratio
        left = corner[0] - self._left + area.x() * ratio
        top = corner[1] - self._top + area.y() * ratio
        return (
            floor(left / self._wide),
            floor(top / self._high),
            ceil((left + area.width() * ratio) / self._wide) - 1,
            ceil((top + area.height() * ratio) / self._high) - 1,
        )

    def _span_of_whole(
        self, left: int, top: int, wide: int, high: int
    ) -> tuple[int, int, int, int]:
        """Do what ``span`` does for whole pixels, in half the time."""
        return (
            left // self._wide,
            top // self._high,
            (left + wide - 1) // self._wide,
            (top + high - 1) // self._high,
        )

    def missing(self, corner: Corner, area: QRectF) -> list[Spot]:
        """Return what is not painted of an area of a window."""
        first, top, last, bottom = self.span(corner, area)
        return [
            (column, row)
            for column in range(first, last + 1)
            for row in range(top, bottom + 1)
            if (column, row) not in self.pictures
        ]

    def box(self, spot: Spot) -> QRectF:
        """Return where a tile lies on the grid, in pixels."""
        wide, high = self._wide / self.ratio, self._high / self.ratio
        left, top = self._left / self.ratio, self._top / self.ratio
        return QRectF(left + spot[0] * wide, top + spot[1] * high, wide, high)

    def beyond(self, corner: Corner, area: QRectF) -> list[Spot]:
        """Return the painted tiles that touch nothing of an area of a window."""
        first, top, last, bottom = self.span(corner, area)
        return [
            (column, row)
            for column, row in self.pictures
            if not (first <= column <= last and top <= row <= bottom)
        ]

    def paint(self, painter: QPainter, corner: Corner, parts: Iterable[QRect], sea: QColor) -> None:
        """Paint parts of a window; what no tile shows yet is sea."""
        ratio, wide, high = self.ratio, self._wide, self._high
        x, y = corner[0] - self._left, corner[1] - self._top
        for part in parts:
            # Qt copies rows of pixels as they are only where the clip is one rectangle.
            painter.setClipRect(part)
            first, top, last, bottom = (
                self._span_of_whole(x + part.x(), y + part.y(), part.width(), part.height())
                if ratio == 1.0
                else self.span(corner, part)
            )
            for column in range(first, last + 1):
                for row in range(top, bottom + 1):
                    left, upper = column * wide - x, row * high - y
                    picture = self.pictures.get((column, row))
                    if picture is None:
                        size = wide / ratio, high / ratio
                        painter.fillRect(QRectF(left / ratio, upper / ratio, *size), sea)
                    elif ratio == 1.0:
                        painter.drawPixmap(left, upper, picture)
                    else:
                        painter.drawPixmap(QPointF(left / ratio, upper / ratio), picture)
        painter.setClipping(False)

    def stretch(
        self, painter: QPainter, at: QPointF, times: float, window: QRectF, sea: QColor
    ) -> None:
        """Paint a window at another scale: ``at`` is where the corner of the grid lies in it."""
        ratio = self.ratio
        seen = QRectF((window.topLeft() - at) / times, window.size() / times)
        if self.missing((0, 0), seen):
            painter.fillRect(window, sea)
        for spot, picture in self.pictures.items():
            box = self.box(spot)
            # Whole device pixels on every side: neighbours meet without a gap.
            left, right = (round((at.x() + x * times) * ratio) / ratio
                           for x in (box.left(), box.right()))  # fmt: skip
            top, bottom = (round((at.y() + y * times) * ratio) / ratio
                           for y in (box.top(), box.bottom()))  # fmt: skip
            target = QRectF(left, top, right - left, bottom - top)
            if target.intersects(window):
                painter.drawPixmap(target, picture, QRectF(picture.rect()))
