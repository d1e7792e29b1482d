"""Land, borders and oblasts, projected beforehand, as shapes that Qt can paint.

A map's ``geometry.npz`` holds several levels of detail in metres of the plane.  Each level is
turned into Qt shapes when it is first looked at, so that a start pays for one level only.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

Arrays = Mapping[str, NDArray[Any]]
LEVEL_BELOW = (350.0, 1_300.0)
"""Metres in a pixel below which the finest and the second finest level are painted."""
CHUNK = 40
"""Points in one piece of a border; only pieces that are in sight are painted."""
COAST, FRONTIER, REPEATED, EDGE = range(4)


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

    def _of(self, layer: str, what: str) -> NDArray[Any]:
        return self._arrays[f"{layer}_{self._name}_{what}"]

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
        return _pieces(self._of("countries", "points"), self._of("countries", "rings"),
                       self._window)  # fmt: skip

    @cached_property
    def home_border(self) -> list[Piece]:
        """The recognised border of the country whose oblasts are shown, land and coast."""
        points, rings = self._of("countries", "points"), self._of("countries", "rings")
        last = int(np.count_nonzero(self._of("countries", "features") == 0))
        end = int(self._of("countries", "polygons")[last])
        return _cut([points[rings[i] : rings[i + 1]] for i in range(end)])

    @cached_property
    def oblast_borders(self) -> list[Piece]:
        """The borders between oblasts, each once."""
        found = _pieces(self._of("oblasts", "points"), self._of("oblasts", "rings"), self._window)
        return found[FRONTIER]

    @property
    def _window(self) -> NDArray[np.float64]:
        return np.asarray(self._arrays["window"], dtype=np.float64)

    def _shapes(self, layer: str) -> list[Shape]:
        points = self._of(layer, "points").astype(np.float64)
        rings, polygons = self._of(layer, "rings"), self._of(layer, "polygons")
        ids, features = self._of(layer, "ids"), self._of(layer, "features")
        shapes = []
        for i, feature in enumerate(features.tolist()):
            path = QPainterPath()
            for ring in range(int(polygons[i]), int(polygons[i + 1])):
                path.addPolygon(polygon(points[rings[ring] : rings[ring + 1]]))
                path.closeSubpath()
            path.setFillRule(Qt.FillRule.OddEvenFill)
            shapes.append(Shape(str(ids[feature]), path.boundingRect(), path))
        return shapes

    def places(self, layer: str) -> list[Place]:
        """Return the features of a layer (``countries`` or ``oblasts``) for labelling.

        The label goes to the middle of the largest polygon's area.
        """
        points, rings = self._of(layer, "points").astype(np.float64), self._of(layer, "rings")
        polygons, features = self._of(layer, "polygons"), self._of(layer, "features")
        ids, names = self._of(layer, "ids"), self._of(layer, "names")
        best: dict[int, tuple[float, float, float]] = {}
        total: dict[int, float] = {}
        for i, feature in enumerate(features.tolist()):
            first = int(polygons[i])
            x, y, area = _middle(points[rings[first] : rings[first + 1]])
            total[feature] = total.get(feature, 0.0) + area
            if feature not in best or area > best[feature][2]:
                best[feature] = (x, y, area)
        return [
            Place(str(ids[f]), str(names[f]), best[f][0], best[f][1], total[f])
            for f in sorted(best)
        ]


class MapGeometry:
    """All levels of a map's land, coarsest first."""

    def __init__(self, arrays: Arrays) -> None:
        try:
            names = [str(name) for name in arrays["levels"]]
            west, south, east, north = (float(edge) for edge in arrays["window"])
        except (KeyError, ValueError) as fault:
            raise GeometryFault(f"the map's geometry is incomplete: {fault}") from fault
        if not names:
            raise GeometryFault("the map's geometry has no level of detail")
        self.levels = tuple(Level(arrays, name) for name in names)
        self.window = QRectF(west, south, east - west, north - south)
        self.home = str(arrays[f"countries_{names[0]}_ids"][0])
        """Code of the country whose oblasts are shown."""

    def level(self, scale: float) -> Level:
        """Return the level to paint at ``scale`` metres in a pixel."""
        finer = sum(scale < limit for limit in LEVEL_BELOW)
        return self.levels[min(finer, len(self.levels) - 1)]


def load_geometry(path: Path) -> MapGeometry:
    """Read a ``geometry.npz``; raises GeometryFault with one sentence when it cannot."""
    try:
        # Opened here, since NumPy forgets to close a file that is no zip.
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            return MapGeometry({name: file[name] for name in file.files})
    except (OSError, ValueError, zipfile.BadZipFile, EOFError) as fault:
        raise GeometryFault(f"{path} cannot be read as a map: {fault}") from fault


def polygon(points: NDArray[np.float64]) -> QPolygonF:
    """Turn points [n, 2] into a polygon of Qt, copying all of them at once."""
    made = QPolygonF([QPointF()] * 0)
    count = len(points)
    if not count:
        return made
    made.resize(count)
    first: Any = made.data()
    block: Any = shiboken6.VoidPtr
    memory = block(shiboken6.getCppPointer(first)[0], count * 16, True)
    np.frombuffer(memory, np.float64).reshape(count, 2)[:] = points
    return made


def _middle(ring: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return the centroid and the area of a closed ring."""
    origin = ring[0]
    x, y = (ring - origin).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = float(cross.sum()) / 2
    if area == 0:
        return float(origin[0]), float(origin[1]), 0.0
    cx = float(((x[:-1] + x[1:]) * cross).sum()) / (6 * area)
    cy = float(((y[:-1] + y[1:]) * cross).sum()) / (6 * area)
    return cx + float(origin[0]), cy + float(origin[1]), abs(area)


def _kinds(
    points: NDArray[Any], rings: NDArray[Any], window: NDArray[np.float64]
) -> NDArray[np.int8]:
    """Tell for every point what the segment to the next one is; ring ends count as EDGE."""
    corner = np.ascontiguousarray(points, dtype=np.float32).view(np.uint64).ravel()
    after = np.roll(corner, -1)
    low, high = np.minimum(corner, after), np.maximum(corner, after)
    key = low * np.uint64(0x9E3779B97F4A7C15) + high * np.uint64(0xC2B2AE3D27D4EB4F)
    # From the end of one ring to the start of the next there is no segment.
    key[rings[1:] - 1] = np.arange(1, len(rings), dtype=np.uint64)
    _, first, which, count = np.unique(
        key, return_index=True, return_inverse=True, return_counts=True
    )
    kinds = np.full(len(points), COAST, dtype=np.int8)
    kinds[count[which] > 1] = REPEATED
    kinds[first[count > 1]] = FRONTIER
    # The frame of the map is no coast.
    xy = points.astype(np.float64)
    west, south, east, north = window
    on = np.stack([xy[:, 0] <= west, xy[:, 0] >= east, xy[:, 1] <= south, xy[:, 1] >= north])
    kinds[(on & np.roll(on, -1, axis=1)).any(axis=0)] = EDGE
    kinds[rings[1:] - 1] = EDGE
    return kinds


def _pieces(
    points: NDArray[Any], rings: NDArray[Any], window: NDArray[np.float64]
) -> dict[int, list[Piece]]:
    kinds = _kinds(points, rings, window)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(kinds)) + 1, [len(kinds)]])
    runs: dict[int, list[NDArray[Any]]] = {COAST: [], FRONTIER: []}
    for start, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        kind = int(kinds[start])
        if kind in runs:
            runs[kind].append(points[start : end + 1])
    return {kind: _cut(lines) for kind, lines in runs.items()}


def _cut(lines: Sequence[NDArray[Any]]) -> list[Piece]:
    pieces = []
    for line in lines:
        for start in range(0, max(1, len(line) - 1), CHUNK):
            part = polygon(line[start : start + CHUNK + 1].astype(np.float64))
            pieces.append(Piece(part.boundingRect(), part))
    return pieces
