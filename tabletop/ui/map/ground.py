"""The ground of a world as shapes for painting: sectors, areas, links and places in metres."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPolygonF

from tabletop.ui.map.geometry import MapGeometry, Place, polygon
from tabletop.world.geography import Geography
from tabletop.world.world import World

Points = NDArray[np.float64]
BAND_ERROR = 2_000.0
"""Curve threshold of a band's round corners, in metres."""
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
    """Everything about a world's ground that does not change while it is looked at."""

    def __init__(self, world: World, geometry: MapGeometry | None) -> None:
        self.world = world
        self.geometry = geometry
        self._bands: dict[float, QPainterPath] = {}

    @property
    def geography(self) -> Geography:
        """The geography of the world."""
        return self.world.geography

    @property
    def nodes(self) -> Points:
        """Places [node, 2] in metres."""
        return self.geography.node_xy

    @cached_property
    def heart(self) -> Points:
        """A point deep in the part of Ukraine that its government holds, in metres."""
        held = self.geography.node_in_ukraine & self.geography.node_usable
        chosen = self.nodes[held] if held.any() else self.nodes
        return np.asarray(chosen.mean(axis=0) if len(chosen) else np.zeros(2))

    @cached_property
    def sectors(self) -> list[SectorShape]:
        """All sectors in index order."""
        geo = self.geography
        shapes = []
        for i, sector in enumerate(geo.sectors):
            xy = geo.sector_xy[geo.sector_offsets[i] : geo.sector_offsets[i + 1]]
            middle, along = _halfway(xy)
            away = np.array([-along[1], along[0]])
            if away @ (middle - self.heart) < 0:
                away = -away
            shapes.append(
                SectorShape(polygon(xy), QPointF(*middle), QPointF(*away), sector.on_line)
            )
        return shapes

    @cached_property
    def areas(self) -> list[AreaShape]:
        """Sea areas and then air areas."""
        geo = self.geography
        found = []
        for sea, xy, ends in (
            (True, geo.sea_area_xy, geo.sea_area_offsets),
            (False, geo.air_area_xy, geo.air_area_offsets),
        ):
            for i in range(len(ends) - 1):
                ring = polygon(xy[ends[i] : ends[i + 1]])
                found.append(AreaShape(ring, ring.boundingRect().center(), sea, i))
        return found

    @cached_property
    def line(self) -> Points:
        """The whole line of contact [point, 2] from its first sector to its last."""
        geo = self.geography
        parts = [
            geo.sector_xy[geo.sector_offsets[i] : geo.sector_offsets[i + 1]]
            for i, sector in enumerate(geo.sectors)
            if sector.on_line
        ]
        return np.concatenate(parts) if parts else np.empty((0, 2))

    @cached_property
    def near_side(self) -> QPolygonF:
        """The side of the line on which the heart of Ukraine lies, carried on beyond the ends."""
        first, last = self.line[0], self.line[-1]
        return polygon(np.vstack([self.line, last - [FAR, 0], first - [FAR, -FAR / 2], first]))

    @cached_property
    def far_side(self) -> QPolygonF:
        """The other side of the line."""
        first, last = self.line[0], self.line[-1]
        south, east = np.array([0.0, -FAR / 2]), np.array([FAR, 0.0])
        corners = [last + south, last + south + east, first + east, first]
        return polygon(np.vstack([self.line, *corners]))

    def band(self, km: float) -> QPainterPath:
        """Return the band that reaches ``km`` from the line, on both sides of it."""
        if km not in self._bands:
            line = QPainterPath()
            line.addPolygon(polygon(self.line))
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
        xy = self.nodes
        ends = self.geography.link_ends
        return [(QPointF(*xy[a]), QPointF(*xy[b])) for a, b in ends.tolist()]

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
        geo = self.geography
        inside = self.nodes[geo.node_in_ukraine] if geo.node_in_ukraine.any() else self.nodes
        box = _box(np.vstack([inside, geo.sector_xy]))
        if self.geometry is not None:
            for shape in self.geometry.levels[0].land:
                if shape.feature == self.geometry.home:
                    box = box.united(shape.box)
        return box

    @cached_property
    def everything(self) -> QRectF:
        """The whole theatre, in metres."""
        return self.geometry.window if self.geometry else _box(np.vstack([self.nodes, self.line]))


def _halfway(xy: Points) -> tuple[Points, Points]:
    """Return the point half-way along a polyline, and its unit direction from end to end."""
    steps = np.hypot(*np.diff(xy, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    half = along[-1] / 2
    middle = np.array([np.interp(half, along, xy[:, 0]), np.interp(half, along, xy[:, 1])])
    span = xy[-1] - xy[0]
    length = float(np.hypot(*span)) or 1.0
    return middle, span / length


def _box(points: Points) -> QRectF:
    if not len(points):
        return QRectF(0, 0, 1, 1)
    low, high = points.min(axis=0), points.max(axis=0)
    return QRectF(QPointF(*low), QPointF(*high))
