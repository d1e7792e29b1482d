"""The camera: which part of the plane is on the screen, and how large."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

NEAREST = 60.0
"""Metres in one pixel when fully zoomed in."""
FARTHEST = 12_000.0
"""Metres in one pixel when fully zoomed out."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A view of the plane: centre in metres, scale in metres to a logical pixel, size in pixels.

    North is up, so y of the screen runs against y of the plane.
    """

    x: float = 0.0
    y: float = 0.0
    scale: float = 2_000.0
    width: float = 1.0
    height: float = 1.0

    def to_screen(self, x: float, y: float) -> QPointF:
        """Turn metres of the plane into pixels."""
        return QPointF(
            (x - self.x) / self.scale + self.width / 2, (self.y - y) / self.scale + self.height / 2
        )

    def to_world(self, point: QPointF) -> tuple[float, float]:
        """Turn pixels into metres of the plane."""
        return (
            self.x + (point.x() - self.width / 2) * self.scale,
            self.y - (point.y() - self.height / 2) * self.scale,
        )

    def transform(self) -> QTransform:
        """Return the transform from metres to pixels."""
        k = 1 / self.scale
        return QTransform(k, 0, 0, -k, self.width / 2 - self.x * k, self.height / 2 + self.y * k)

    def window(self) -> QRectF:
        """Return the visible part of the plane in metres, with y growing."""
        w, h = self.width * self.scale, self.height * self.scale
        return QRectF(self.x - w / 2, self.y - h / 2, w, h)

    def resized(self, width: float, height: float) -> Camera:
        """Return the camera for a window of another size, looking at the same centre."""
        return replace(self, width=max(1.0, width), height=max(1.0, height))

    def panned(self, dx: float, dy: float) -> Camera:
        """Return the camera after the ground was dragged by so many pixels."""
        x, y = self.x - dx * self.scale, self.y + dy * self.scale
        return Camera(x, y, self.scale, self.width, self.height)

    def zoomed(self, factor: float, about: QPointF) -> Camera:
        """Return the camera ``factor`` times closer, with the ground at ``about`` staying put."""
        scale = min(FARTHEST, max(NEAREST, self.scale / factor))
        x, y = self.to_world(about)
        return replace(
            self,
            scale=scale,
            x=x - (about.x() - self.width / 2) * scale,
            y=y + (about.y() - self.height / 2) * scale,
        )

    def at(self, x: float, y: float) -> Camera:
        """Return the camera centred on a point of the plane."""
        return replace(self, x=x, y=y)

    def fitted(self, area: QRectF, margin: float = 24.0) -> Camera:
        """Return the camera that shows the whole of ``area`` (metres) with a margin in pixels."""
        wide = max(1.0, self.width - 2 * margin)
        high = max(1.0, self.height - 2 * margin)
        scale = max(area.width() / wide, area.height() / high)
        middle = area.center()
        return replace(self, x=middle.x(), y=middle.y(), scale=min(FARTHEST, max(NEAREST, scale)))

    def held_in(self, area: QRectF) -> Camera:
        """Return the camera with its centre kept inside ``area`` (metres)."""
        if area.contains(self.x, self.y):
            return self
        return replace(
            self,
            x=min(area.right(), max(area.left(), self.x)),
            y=min(area.bottom(), max(area.top(), self.y)),
        )

    def grown(self, margin: float) -> Camera:
        """Return the same view with ``margin`` more pixels on every side."""
        return replace(self, width=self.width + 2 * margin, height=self.height + 2 * margin)
