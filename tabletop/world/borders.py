"""What the edges of a coverage of countries are: coast, frontier, or the frame of the map.

Worked out once, when a map is built, and kept with its geometry.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

COAST, FRONTIER, REPEATED, EDGE = range(4)
"""Kinds of a segment; of the two sides of a frontier the second one is REPEATED."""


def border_kinds(
    points: NDArray[Any], rings: NDArray[Any], window: NDArray[np.float64]
) -> NDArray[np.int8]:
    """Tell for every point [point, 2] what the segment to the next one is; ring ends are EDGE.

    ``rings`` [ring + 1] are offsets into the points; ``window`` is west, south, east and north.
    """
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


def label_spots(
    points: NDArray[Any], rings: NDArray[Any], polygons: NDArray[Any], features: NDArray[Any]
) -> NDArray[np.float64]:
    """Return for every feature where its name goes and how large it is: x, y, area [feature, 3].

    The name goes to the middle of the largest polygon; the area is that of all, without holes.
    """
    xy = points.astype(np.float64)
    found = np.zeros((int(features.max(initial=-1)) + 1, 3))
    largest = np.full(len(found), -1.0)
    for i, feature in enumerate(features.tolist()):
        first = int(polygons[i])
        x, y, area = _middle(xy[rings[first] : rings[first + 1]])
        found[feature, 2] += area
        if area > largest[feature]:
            largest[feature] = area
            found[feature, :2] = x, y
    return found


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
