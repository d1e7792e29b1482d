"""A finished picture of the map, the look it was painted in, and the grid of pixels it lies on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil, floor

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFont, QFontMetricsF, QPixmap

from tabletop.ui.map.camera import Camera
from tabletop.ui.map.canvas import USUAL, Hit
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.layers import GROUND
from tabletop.ui.theme import Theme

MARGIN = 448.0
"""Pixels usually painted beyond each edge of the window."""
GRID = 8
"""Pixels to which pictures are aligned: Qt's hatchings repeat after so many."""
REACH = 4_000.0
"""Pixels beyond the window within which layers are laid out."""
EDGE = 400.0
"""Pixels beyond the ground that symbols and names may take."""


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that decides what a picture of the map looks like, besides ground and content.

    ``margin`` is how many pixels are painted beyond each edge of the window; without one, the
    picture is the window.  ``aside`` and ``foot`` are the pixels at its right and lower edge that
    buttons and scale bar hide; marks rather keep out of them.
    """

    camera: Camera
    theme: Theme
    shown: frozenset[str]
    font: QFont
    ratio: float
    margin: float = MARGIN
    aside: float = 0.0
    foot: float = 0.0

    @property
    def unit(self) -> float:
        """Height of a line of text in pixels."""
        return QFontMetricsF(self.font).height()

    @property
    def thick(self) -> float:
        """How much thicker than usual lines are, to match the text."""
        return max(1.0, self.unit / USUAL)

    def same_base(self, other: Look) -> bool:
        """Tell whether the other look paints the same ground at the same scale."""
        return (
            self.camera.scale == other.camera.scale
            and self.theme is other.theme
            and self.ratio == other.ratio
            and self.thick == other.thick
            and self.shown & GROUND == other.shown & GROUND
        )

    def same_layers(self, other: Look) -> bool:
        """Tell whether the other look lays its layers out alike."""
        return self.same_base(other) and self.shown == other.shown and self.font == other.font


@dataclass(frozen=True, slots=True)
class Grid:
    """The pixels of a ground at one scale, counted from its upper left corner.

    Everything painted at that scale lies on whole pixels of it, so that parts of one picture fit
    to parts of another.
    """

    left: float
    top: float
    scale: float

    @classmethod
    def of(cls, ground: Ground, scale: float) -> Grid:
        """Return the grid of a ground at a scale in metres to a pixel."""
        return cls(ground.everything.left(), ground.everything.bottom(), scale)

    def frame(self, camera: Camera, margin: float) -> QRect:
        """Return the window of a camera with a margin, in whole pixels that are aligned."""
        x = (camera.x - self.left) / self.scale - camera.width / 2 - margin
        y = (self.top - camera.y) / self.scale - camera.height / 2 - margin
        wide, high = (ceil((n + 2 * margin) / GRID + 1) for n in (camera.width, camera.height))
        return QRect(floor(x / GRID) * GRID, floor(y / GRID) * GRID, wide * GRID, high * GRID)

    def camera(self, like: Camera, frame: QRect) -> Camera:
        """Return the camera that looks at a frame."""
        wide, high = frame.width(), frame.height()
        return replace(
            like,
            x=self.left + (frame.x() + wide / 2) * self.scale,
            y=self.top - (frame.y() + high / 2) * self.scale,
            width=float(wide),
            height=float(high),
        )

    def ground(self, ground: Ground) -> QRect:
        """Return the pixels on which something of a ground can be seen."""
        box = ground.everything
        wide, high = box.width() / self.scale + EDGE, box.height() / self.scale + EDGE
        return QRect(-round(EDGE), -round(EDGE), round(wide + EDGE), round(high + EDGE))


@dataclass(frozen=True)
class Scene:
    """A finished picture and what can be found in it; ``camera`` covers the margins too.

    ``laid`` is everything that was laid out, in pixels of which the picture's corner is
    ``corner``.
    """

    look: Look
    camera: Camera
    pixmap: QPixmap
    laid: Sequence[Hit] = ()
    corner: QPointF = field(default_factory=QPointF)

    @cached_property
    def hits(self) -> list[Hit]:
        """What can be found in the picture, the lowest first, in its pixels."""
        area = QRect(0, 0, ceil(self.camera.width), ceil(self.camera.height)).toRectF()
        area.translate(self.corner)
        return [
            hit.moved(-self.corner)
            for hit in self.laid
            if area.intersects(hit.box.adjusted(-1, -1, 1, 1))
        ]

    def offset(self, camera: Camera) -> QPointF:
        """Return where the picture's corner lies in a window with ``camera`` at the same scale."""
        corner = self.camera.to_world(QPointF(0, 0))
        return camera.to_screen(*corner)

    def covers(self, camera: Camera) -> bool:
        """Tell whether the picture fills the window of ``camera`` without being scaled."""
        if camera.scale != self.camera.scale:
            return False
        at = self.offset(camera)
        wide, high = self.camera.width, self.camera.height
        return (
            at.x() <= 0.5 and at.y() <= 0.5
            and at.x() + wide >= camera.width - 0.5 and at.y() + high >= camera.height - 0.5
        )  # fmt: skip
