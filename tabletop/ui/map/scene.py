"""The picture of the map, the look it is painted in, and the grid of pixels it lies on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap

from tabletop.ui.map.camera import Camera
from tabletop.ui.map.canvas import USUAL, Hit
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.layers import GROUND
from tabletop.ui.map.picture import Picture
from tabletop.ui.map.tape import Tape
from tabletop.ui.map.tiles import Corner, Spot, Tiles
from tabletop.ui.theme import Theme

MARGIN = 384.0
"""Pixels painted beyond each edge of the window while the map rests."""
GRID = 8
"""Pixels to which frames are aligned: Qt's hatchings repeat after so many."""
REACH = 4_000.0
"""Pixels beyond the window within which layers are laid out."""
EDGE = 400.0
"""Pixels beyond the ground that symbols and names may take."""


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that decides what a picture of the map looks like, besides ground and content.

    ``aside`` and ``foot`` are the pixels at the right and lower edge of the window that buttons
    and scale bar hide; marks rather keep out of them.
    """

    camera: Camera
    theme: Theme
    shown: frozenset[str]
    font: QFont
    ratio: float
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
        x, y = (edge - margin for edge in self.corner(camera))
        wide, high = (ceil((n + 2 * margin) / GRID + 1) for n in (camera.width, camera.height))
        return QRect(floor(x / GRID) * GRID, floor(y / GRID) * GRID, wide * GRID, high * GRID)

    def corner(self, camera: Camera) -> tuple[float, float]:
        """Return the pixel of the grid in the upper left corner of a camera's window."""
        return (
            (camera.x - self.left) / self.scale - camera.width / 2,
            (self.top - camera.y) / self.scale - camera.height / 2,
        )

    def camera(self, like: Camera, frame: QRect | QRectF) -> Camera:
        """Return the camera that looks at a frame."""
        wide, high = frame.width(), frame.height()
        return replace(
            like,
            x=self.left + (frame.x() + wide / 2) * self.scale,
            y=self.top - (frame.y() + high / 2) * self.scale,
            width=float(wide),
            height=float(high),
        )

    def ground(self, ground: Ground) -> QRectF:
        """Return the pixels on which something of a ground can be seen."""
        box = ground.everything
        wide, high = box.width() / self.scale + EDGE, box.height() / self.scale + EDGE
        return QRect(-round(EDGE), -round(EDGE), round(wide + EDGE), round(high + EDGE)).toRectF()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sheet:
    """The layers of a moment, laid out at one scale for a frame far larger than the window.

    ``frame`` is in pixels of the grid; ``tape`` and ``hits``, the lowest first, are in pixels of
    the frame.
    """

    look: Look
    ground: Ground
    picture: Picture
    grid: Grid
    frame: QRectF
    tape: Tape
    hits: Sequence[Hit]

    def serves(self, look: Look, ground: Ground, picture: Picture, margin: float) -> bool:
        """Tell whether this is what a look shows of a ground, and reaches as far as it must."""
        same = self.ground is ground and self.picture is picture and self.look.same_layers(look)
        return same and self.reaches(look.camera, margin)

    def reaches(self, camera: Camera, margin: float = 0.0) -> bool:
        """Tell whether all that a window with a margin can show was laid out."""
        window = around(camera, margin).translated(QPointF(*self.grid.corner(camera)))
        return self.frame.contains(window & self.grid.ground(self.ground))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Scene:
    """What was laid out, as far as it is painted: ``tiles`` come one by one."""

    sheet: Sheet
    tiles: Tiles

    @property
    def hits(self) -> Sequence[Hit]:
        """What can be found on the map, the lowest first, in pixels of ``camera``."""
        return self.sheet.hits

    @property
    def grid(self) -> Grid:
        """The grid on which everything lies."""
        return self.sheet.grid

    @property
    def camera(self) -> Camera:
        """The camera that looks at everything that was laid out."""
        return self.sheet.grid.camera(self.sheet.look.camera, self.sheet.frame)

    def offset(self, camera: Camera) -> QPointF:
        """Return where the frame's corner lies in a window with ``camera``, at any scale."""
        return camera.to_screen(*self.camera.to_world(QPointF(0, 0)))

    def corner(self, camera: Camera) -> Corner:
        """Return the device pixel of the grid in the corner of a window at the same scale."""
        x, y = self.sheet.grid.corner(camera)
        ratio = self.tiles.ratio
        return floor(x * ratio + 0.5), floor(y * ratio + 0.5)

    def missing(self, camera: Camera, margin: float = 0.0) -> list[Spot]:
        """Return what is not painted of a camera's window and a margin, the nearest first."""
        corner = self.corner(camera)
        spots = self.tiles.missing(corner, around(camera, margin))
        if len(spots) > 1:
            x, y = self.grid.corner(camera)
            middle = QPointF(x + camera.width / 2, y + camera.height / 2)
            spots.sort(key=lambda spot: (self.tiles.box(spot).center() - middle).manhattanLength())
        return spots

    def covers(self, camera: Camera) -> bool:
        """Tell whether the picture fills the window of ``camera`` without being scaled."""
        if camera.scale != self.sheet.grid.scale:
            return False
        return not self.tiles.missing(self.corner(camera), around(camera, 0.0))

    def still(self, camera: Camera) -> QPixmap:
        """Return what a window with ``camera`` at the same scale shows, as one picture."""
        made = QPixmap(
            ceil(camera.width * self.tiles.ratio), ceil(camera.height * self.tiles.ratio)
        )
        made.setDevicePixelRatio(self.tiles.ratio)
        painter = QPainter(made)
        window = around(camera, 0.0).toAlignedRect()
        sea = self.sheet.look.theme.colour("sea")
        self.tiles.paint(painter, self.corner(camera), [window], sea)
        painter.end()
        return made


def around(camera: Camera, margin: float) -> QRectF:
    """Return a camera's window with a margin, in its pixels."""
    wide, high = camera.width + 2 * margin, camera.height + 2 * margin
    return QRectF(-margin, -margin, wide, high)
