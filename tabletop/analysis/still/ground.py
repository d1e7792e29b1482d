"""The land under a still: the map's kept polygons, clipped to a window, as SVG paths."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.content.library import map_folder
from tabletop.world.world import World

Points = NDArray[np.float64]
FINEST_BELOW, COARSEST_ABOVE = 350.0, 1_300.0
"""Metres in a pixel below and above which another level of detail is drawn."""
STEP = 0.45
"""Pixels that two corners of a path must be apart to be told apart."""
BEYOND = 40.0
"""Pixels by which land is kept beyond the edge, so that no edge of the cut is seen."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the plane that is drawn, [metres], and the size of the picture, [pixels]."""

    west: float
    south: float
    east: float
    north: float
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Metres in a pixel."""
        return (self.east - self.west) / self.width

    def at(self, points: Points) -> Points:
        """Turn points [n, 2] of the plane (metres) into pixels, y downwards."""
        return np.column_stack(
            [(points[:, 0] - self.west) / self.scale, (self.north - points[:, 1]) / self.scale]
        )


@dataclass(frozen=True, slots=True)
class Area:
    """A country or an oblast in pixels: its rings joined to one path, and where its name goes."""

    id: str
    name: str
    path: str
    middle: tuple[float, float]
    size: float


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything of a still that is the same in every turn."""

    window: Window
    countries: tuple[Area, ...]
    oblasts: tuple[Area, ...]


def window_of(world: World, width: int = 1200, height: int = 740) -> Window:
    """Return the window on the map's home view, widened to the shape of the picture."""
    from tabletop.world.projection import to_plane

    home = world.geography.home
    edge = np.linspace(0.0, 1.0, 9)
    lon = home["west"] + (home["east"] - home["west"]) * edge
    lat = home["south"] + (home["north"] - home["south"]) * edge
    rim = [(x, y) for x in lon for y in (lat[0], lat[-1])]
    rim += [(x, y) for y in lat for x in (lon[0], lon[-1])]
    plane = to_plane(rim)
    # The home view is generous; its middle is enough for a still.
    low, high = np.percentile(plane, 12, axis=0), np.percentile(plane, 88, axis=0)
    middle, size = (low + high) / 2, high - low
    scale = max(size[0] / width, size[1] / height)
    half = np.array([width, height]) * scale / 2
    west, south, east, north = (float(n) for n in (*(middle - half), *(middle + half)))
    return Window(west, south, east, north, width, height)


def ground_of(world: World, window: Window) -> Ground:
    """Return the land of a window; without kept geometry there are only places and the line."""
    folder = map_folder(world.spec)
    arrays = _kept(folder / "geometry.npz")
    if not arrays:
        return Ground(window, (), ())
    names = [str(name) for name in arrays["levels"]]
    finer = (window.scale < FINEST_BELOW) + (window.scale < COARSEST_ABOVE)
    level = names[min(finer, len(names) - 1)]
    return Ground(
        window, tuple(_areas(arrays, "countries", level, window)),
        tuple(_areas(arrays, "oblasts", level, window)),
    )  # fmt: skip


@lru_cache(maxsize=2)
def _kept(path: Path) -> Mapping[str, NDArray[Any]]:
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, zipfile.BadZipFile, EOFError):
        return {}


def _areas(
    arrays: Mapping[str, NDArray[Any]], layer: str, level: str, window: Window
) -> Iterator[Area]:
    def part(what: str) -> NDArray[Any]:
        return arrays[f"{layer}_{level}_{what}"]

    points = window.at(part("points").astype(np.float64))
    rings, polygons, features = part("rings"), part("polygons"), part("features")
    ids, names = part("ids"), part("names")
    paths: dict[int, list[str]] = {}
    best: dict[int, tuple[float, float, float]] = {}
    for polygon, feature in enumerate(features.tolist()):
        for number, ring in enumerate(range(int(polygons[polygon]), int(polygons[polygon + 1]))):
            corners = clipped(points[rings[ring] : rings[ring + 1]], window)
            if len(corners) < 3:
                continue
            paths.setdefault(feature, []).append(closed_path(corners))
            if number == 0:
                found = _middle(corners)
                if feature not in best or found[2] > best[feature][2]:
                    best[feature] = found
    for feature, parts in paths.items():
        if feature in best:
            x, y, size = best[feature]
            yield Area(str(ids[feature]), str(names[feature]), "".join(parts), (x, y), size)


def clipped(corners: Points, window: Window) -> Points:
    """Cut a ring [n, 2] of pixels at the window's edges (Sutherland and Hodgman)."""
    edges = ((0, -BEYOND, 1), (0, window.width + BEYOND, -1),
             (1, -BEYOND, 1), (1, window.height + BEYOND, -1))  # fmt: skip
    for axis, limit, way in edges:
        if not len(corners):
            break
        depth = (corners[:, axis] - limit) * way
        if (depth >= 0).all():
            continue
        if (depth < 0).all():
            return np.empty((0, 2))
        after, next_depth = np.roll(corners, -1, axis=0), np.roll(depth, -1)
        made: list[Points] = []
        for here, there, a, b in zip(corners, after, depth, next_depth, strict=True):
            if a >= 0:
                made.append(here)
            if (a >= 0) != (b >= 0):
                made.append(here + (there - here) * (a / (a - b)))
        corners = np.array(made)
    return corners


def closed_path(corners: Points) -> str:
    """Write a ring as a closed SVG path, leaving out corners too close to be told apart."""
    return line_path(corners) + "Z"


def line_path(corners: Points) -> str:
    """Write a line as an SVG path, leaving out corners too close to be told apart."""
    kept = [corners[0]]
    for corner in corners[1:-1]:
        if abs(corner - kept[-1]).max() >= STEP:
            kept.append(corner)
    kept.append(corners[-1])
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in kept)


def _middle(ring: Points) -> tuple[float, float, float]:
    """Return the centroid and the area of a ring."""
    after = np.roll(ring, -1, axis=0)
    cross = ring[:, 0] * after[:, 1] - after[:, 0] * ring[:, 1]
    area = float(cross.sum()) / 2
    if area == 0:
        return float(ring[0, 0]), float(ring[0, 1]), 0.0
    x, y = ((ring + after) * cross[:, None]).sum(axis=0) / (6 * area)
    return float(x), float(y), abs(area)
