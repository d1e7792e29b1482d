"""The ground of a world as shapes for painting: sectors, areas, links and places in metres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPolygonF

from tabletop.ui.map.geometry import MapGeometry, Place, Shape, polyline
from tabletop.world.outline import Line, Outline, Point

if TYPE_CHECKING:
    from tabletop.world.geography import Geography
    from tabletop.world.world import World

BAND_ERROR = 2_000.0
"""Curve threshold of a band's round corners, in metres."""
HOSTILE = ("RU", "BY")
"""Countries on whose land no symbol of Ukraine or the coalition is put."""
FAR = 1_500_000.0
"""Metres by which the two sides of the line are carried on beyond its ends."""


@dataclass(frozen=True, slots=True)
class SectorShape:
    """A sector: its polyline, its middle, and the direction away from Ukraine (unit vector)."""

    line: QPolygonF
    middle: QPointF
    away: QPointF
    on_line: bool


@dataclass(frozen=True, slots=True)
class AreaShape:
    """A sea or air area and where its name goes."""

    ring: QPolygonF
    middle: QPointF
    sea: bool
    index: int


class Ground:
    """Everything about a map's ground that does not change while it is looked at.

    The ``outline`` is there from the first moment; the world follows once it is loaded, and must
    be one with that outline.
    """

    def __init__(
        self, world: World | None, geometry: MapGeometry | None, outline: Outline | None = None
    ) -> None:
        assert world is not None or outline is not None, "a ground needs a world or its outline"
        self._world = world
        self.geometry = geometry
        if outline is None and world is not None:
            outline = Outline.of(world.geography)
        assert outline is not None
        self.outline = outline
        self._bands: dict[float, QPainterPath] = {}

    def settle(self, world: World) -> bool:
        """Take on the world that this is the ground of; False when it has other ground."""
        if Outline.of(world.geography) != self.outline:
            return False
        self._world = world
        return True

    @property
    def settled(self) -> bool:
        """Tell whether the world is known, and with it its forces."""
        return self._world is not None

    @property
    def world(self) -> World:
        """The world; only what shows its forces may ask for it."""
        assert self._world is not None, "the world is not loaded yet"
        return self._world

    @property
    def geography(self) -> Geography:
        """The geography of the world, with its routes."""
        return self.world.geography

    @property
    def nodes(self) -> Line:
        """Places [node] in metres."""
        return self.outline.node_xy

    @cached_property
    def spacing(self) -> list[float]:
        """How far the nearest other place is from each, in metres; 0 where there is none."""
        return [
            min((hypot(x - u, y - v) for j, (u, v) in enumerate(self.nodes) if j != i), default=0.0)
            for i, (x, y) in enumerate(self.nodes)
        ]

    def _inside(self) -> list[int]:
        return [i for i, node in enumerate(self.outline.nodes) if node.country == "UA"]

    @cached_property
    def heart(self) -> Point:
        """A point deep in the part of Ukraine that its government holds, in metres."""
        held = [self.nodes[i] for i in self._inside() if self.outline.node_usable[i]]
        chosen = held or self.nodes or ((0.0, 0.0),)
        return sum(x for x, _ in chosen) / len(chosen), sum(y for _, y in chosen) / len(chosen)

    @cached_property
    def sectors(self) -> list[SectorShape]:
        """All sectors in index order."""
        shapes = []
        for sector, line in zip(self.outline.sectors, self.outline.sector_xy, strict=True):
            middle, along = _halfway(line)
            away = (-along[1], along[0])
            heart = self.heart
            if away[0] * (middle[0] - heart[0]) + away[1] * (middle[1] - heart[1]) < 0:
                away = (along[1], -along[0])
            shapes.append(
                SectorShape(polyline(line), QPointF(*middle), QPointF(*away), sector.on_line)
            )
        return shapes

    @cached_property
    def areas(self) -> list[AreaShape]:
        """Sea areas and then air areas."""
        found = []
        for sea, rings in ((True, self.outline.sea_xy), (False, self.outline.air_xy)):
            for i, xy in enumerate(rings):
                ring = polyline(xy)
                found.append(AreaShape(ring, ring.boundingRect().center(), sea, i))
        return found

    @cached_property
    def line(self) -> Line:
        """The whole line of contact from its first sector to its last, in metres."""
        parts = zip(self.outline.sectors, self.outline.sector_xy, strict=True)
        return tuple(point for sector, line in parts if sector.on_line for point in line)

    @cached_property
    def near_side(self) -> QPolygonF:
        """The side of the line on which the heart of Ukraine lies, carried on beyond the ends."""
        (ax, ay), (bx, by) = self.line[0], self.line[-1]
        corners = ((bx - FAR, by), (ax - FAR, ay + FAR / 2), (ax, ay))
        return polyline((*self.line, *corners))

    @cached_property
    def far_side(self) -> QPolygonF:
        """The other side of the line."""
        (ax, ay), (bx, by) = self.line[0], self.line[-1]
        corners = ((bx, by - FAR / 2), (bx + FAR, by - FAR / 2), (ax + FAR, ay), (ax, ay))
        return polyline((*self.line, *corners))

    def is_near(self, point: QPointF) -> bool:
        """Tell whether a point in metres lies on Kyiv's side of the line, carried on far."""
        if not self.line:
            return True
        return self.near_side.containsPoint(point, Qt.FillRule.OddEvenFill)

    def is_hostile(self, point: QPointF) -> bool:
        """Tell whether a point in metres lies in Russia or Belarus."""
        return any(
            shape.box.contains(point) and shape.path.contains(point) for shape in self._hostile_land
        )

    @cached_property
    def _hostile_land(self) -> list[Shape]:
        land = [] if self.geometry is None else self.geometry.levels[0].land
        return [shape for shape in land if shape.feature in HOSTILE]

    def is_held(self, point: QPointF) -> bool:
        """Tell whether a point in metres lies in Ukraine, on Kyiv's side of the line."""
        if not self.is_near(point):
            return False
        return any(
            shape.box.contains(point) and shape.path.contains(point) for shape in self._home_land
        )

    @cached_property
    def _home_land(self) -> list[Shape]:
        """Ukraine in its coarsest outline; nothing without land."""
        if self.geometry is None:
            return []
        land = self.geometry.levels[0].land
        return [shape for shape in land if shape.feature == self.geometry.home]

    def band(self, km: float) -> QPainterPath:
        """Return the band that reaches ``km`` from the line, on both sides of it."""
        if km not in self._bands:
            line = QPainterPath()
            line.addPolygon(polyline(self.line))
            stroker = QPainterPathStroker()
            stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
            stroker.setCurveThreshold(BAND_ERROR)
            stroker.setWidth(2_000.0 * km)
            band = stroker.createStroke(line)
            band.setFillRule(Qt.FillRule.WindingFill)
            self._bands[km] = band
        return self._bands[km]

    @cached_property
    def links(self) -> list[tuple[QPointF, QPointF]]:
        """The two ends of every link, in metres."""
        spots = [QPointF(x, y) for x, y in self.nodes]
        return [(spots[a], spots[b]) for a, b in self.outline.link_ends]

    @cached_property
    def countries(self) -> list[Place]:
        """Countries with the places of their names."""
        return self.geometry.levels[0].places("countries") if self.geometry else []

    @cached_property
    def oblasts(self) -> list[Place]:
        """Oblasts with the places of their names."""
        return self.geometry.levels[0].places("oblasts") if self.geometry else []

    @cached_property
    def home(self) -> QRectF:
        """What the map shows at first, in metres: Ukraine, the line and the watched borders."""
        inside = [self.nodes[i] for i in self._inside()] or list(self.nodes)
        box = _box([*inside, *(point for line in self.outline.sector_xy for point in line)])
        if self.geometry is not None:
            for shape in self.geometry.levels[0].land:
                if shape.feature == self.geometry.home:
                    box = box.united(shape.box)
        return box

    @cached_property
    def everything(self) -> QRectF:
        """The whole theatre, in metres."""
        return self.geometry.window if self.geometry else _box([*self.nodes, *self.line])


def _halfway(line: Line) -> tuple[Point, Point]:
    """Return the point half-way along a polyline, and its unit direction from end to end."""
    (ax, ay), (bx, by) = line[0], line[-1]
    span = hypot(bx - ax, by - ay) or 1.0
    along = (bx - ax) / span, (by - ay) / span
    left = sum(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(line)) / 2
    for (x1, y1), (x2, y2) in pairwise(line):
        step = hypot(x2 - x1, y2 - y1)
        if left < step:
            part = left / step
            return (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part), along
        left -= step
    return line[-1], along


def _box(points: Sequence[Point]) -> QRectF:
    if not points:
        return QRectF(0, 0, 1, 1)
    low = QPointF(min(x for x, _ in points), min(y for _, y in points))
    return QRectF(low, QPointF(max(x for x, _ in points), max(y for _, y in points)))
