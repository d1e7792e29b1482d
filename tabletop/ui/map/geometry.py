"""Land, borders and oblasts, projected beforehand, as shapes that Qt can paint.

A map's ``geometry.npz`` holds several levels of detail in metres of the plane.  Each level is
turned into Qt shapes when it is first looked at, so that a start pays for one level only; NumPy
is not needed for that, because it takes longer to load than the land takes to read.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from tabletop.content.arrays import PlainArray, PlainArrays
from tabletop.ui.map.nearby import Nearby

LEVEL_BELOW = (350.0, 1_300.0)
"""Metres in a pixel below which the finest and the second finest level are painted."""
CHUNK = 40
"""Points in one piece of a border; only pieces that are in sight are painted."""
CELL = 80_000.0
"""Metres along the edge of a cell in which land and borders are sorted."""
COAST, FRONTIER = 0, 1
"""What a stretch of a border is; the file knows others, which are not painted."""
_RUNS = re.compile(rb"\x00+|\x01+")


class Arrays(Protocol):
    """Arrays by name."""

    def __getitem__(self, name: str) -> PlainArray:
        """Return an array; KeyError when there is none."""


class GeometryFault(ValueError):
    """A geometry file cannot be read."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon with its holes: ``box`` bounds ``path``, both in metres."""

    feature: str
    box: QRectF
    path: QPainterPath


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a border line."""

    box: QRectF
    line: QPolygonF


@dataclass(frozen=True, slots=True)
class Place:
    """A named area: where its label goes (metres) and how large it is (square metres)."""

    id: str
    name: str
    x: float
    y: float
    area: float


class Level:
    """One level of detail."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._arrays = arrays
        self._name = name

    def _of(self, layer: str, what: str) -> Any:
        return self._arrays[f"{layer}_{self._name}_{what}"].flat

    def _points(self, layer: str) -> memoryview:
        return memoryview(array("d", self._of(layer, "points")))

    @cached_property
    def land(self) -> list[Shape]:
        """The polygons of all countries."""
        return self._shapes("countries")

    @cached_property
    def oblasts(self) -> list[Shape]:
        """The polygons of the oblasts."""
        return self._shapes("oblasts")

    @cached_property
    def borders(self) -> Mapping[int, list[Piece]]:
        """Every border once, as COAST or FRONTIER."""
        return self._pieces("countries")

    @cached_property
    def home_border(self) -> list[Piece]:
        """The recognised border of the country whose oblasts are shown, land and coast."""
        points, rings = self._points("countries"), self._of("countries", "rings")
        last = list(self._of("countries", "features")).count(0)
        end = self._of("countries", "polygons")[last]
        return [
            piece for i in range(end) for piece in _cut(points[2 * rings[i] : 2 * rings[i + 1]])
        ]

    @cached_property
    def oblast_borders(self) -> list[Piece]:
        """The borders between oblasts, each once."""
        return self._pieces("oblasts")[FRONTIER]

    @cached_property
    def near_land(self) -> Nearby[Shape]:
        """The polygons of all countries, to be found by where they are."""
        return Nearby(CELL, self.land)

    @cached_property
    def near_borders(self) -> Mapping[int, Nearby[Piece]]:
        """Every border once, as COAST or FRONTIER, to be found by where it is."""
        return {kind: Nearby(CELL, pieces) for kind, pieces in self.borders.items()}

    @cached_property
    def near_home_border(self) -> Nearby[Piece]:
        """The border of the home country, to be found by where it is."""
        return Nearby(CELL, self.home_border)

    @cached_property
    def near_oblast_borders(self) -> Nearby[Piece]:
        """The borders between oblasts, to be found by where they are."""
        return Nearby(CELL, self.oblast_borders)

    def _pieces(self, layer: str) -> Mapping[int, list[Piece]]:
        points, kinds = self._points(layer), bytes(self._of(layer, "kinds"))
        found: dict[int, list[Piece]] = {COAST: [], FRONTIER: []}
        for run in _RUNS.finditer(kinds):
            start, end = run.span()
            found[kinds[start]] += _cut(points[2 * start : 2 * (end + 1)])
        return found

    def _shapes(self, layer: str) -> list[Shape]:
        points = self._points(layer)
        rings, polygons = self._of(layer, "rings"), self._of(layer, "polygons")
        ids = self._of(layer, "ids")
        shapes = []
        for i, feature in enumerate(self._of(layer, "features")):
            path = QPainterPath()
            for ring in range(polygons[i], polygons[i + 1]):
                path.addPolygon(polygon(points[2 * rings[ring] : 2 * rings[ring + 1]]))
                path.closeSubpath()
            path.setFillRule(Qt.FillRule.OddEvenFill)
            shapes.append(Shape(ids[feature], path.boundingRect(), path))
        return shapes

    def places(self, layer: str) -> list[Place]:
        """Return the features of a layer (``countries`` or ``oblasts``) for labelling."""
        spots = self._of(layer, "spots")
        names = zip(self._of(layer, "ids"), self._of(layer, "names"), strict=True)
        return [
            Place(id, name, spots[3 * i], spots[3 * i + 1], spots[3 * i + 2])
            for i, (id, name) in enumerate(names)
        ]


class MapGeometry:
    """All levels of a map's land, coarsest first."""

    def __init__(self, arrays: Arrays) -> None:
        try:
            names = [str(name) for name in arrays["levels"].flat]
            west, south, east, north = (float(edge) for edge in arrays["window"].flat)
        except (KeyError, ValueError) as fault:
            raise GeometryFault(f"the map's geometry is incomplete: {fault}") from fault
        if not names:
            raise GeometryFault("the map's geometry has no level of detail")
        self.levels = tuple(Level(arrays, name) for name in names)
        self.window = QRectF(west, south, east - west, north - south)
        self.home = str(arrays[f"countries_{names[0]}_ids"].flat[0])
        """Code of the country whose oblasts are shown."""

    def level(self, scale: float) -> Level:
        """Return the level to paint at ``scale`` metres in a pixel."""
        finer = sum(scale < limit for limit in LEVEL_BELOW)
        return self.levels[min(finer, len(self.levels) - 1)]


def load_geometry(path: Path) -> MapGeometry:
    """Read a ``geometry.npz``; raises GeometryFault with one sentence when it cannot."""
    try:
        return MapGeometry(PlainArrays(path))
    except (OSError, ValueError, zipfile.BadZipFile) as fault:
        raise GeometryFault(f"{path} cannot be read as a map: {fault}") from fault


def polygon(points: memoryview) -> QPolygonF:
    """Turn doubles x, y, x, y … into a polygon of Qt, copying all of them at once."""
    made = QPolygonF([QPointF()] * 0)
    count = len(points) // 2
    if not count:
        return made
    made.resize(count)
    first: Any = made.data()
    block: Any = shiboken6.VoidPtr
    memory = block(shiboken6.getCppPointer(first)[0], count * 16, True)
    memoryview(memory).cast("B").cast("d")[:] = points
    return made


def polyline(points: Iterable[tuple[float, float]]) -> QPolygonF:
    """Turn a few points into a polygon of Qt."""
    return QPolygonF([QPointF(x, y) for x, y in points])


def _cut(line: memoryview) -> list[Piece]:
    """Cut a line into pieces of CHUNK points; each begins where the one before ends."""
    pieces = []
    for start in range(0, max(2, len(line) - 2), 2 * CHUNK):
        part = polygon(line[start : start + 2 * (CHUNK + 1)])
        # A straight piece has a box without an area, which would meet nothing.
        pieces.append(Piece(part.boundingRect().adjusted(-1, -1, 1, 1), part))
    return pieces
