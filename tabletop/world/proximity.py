"""What lies near what: places, sectors of the line, areas of air and sea, the banks of the Dnipro.

Distances are straight lines on the plane of the map. shapely is loaded inside the functions; only
plain arrays leave them.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
NOWHERE = -1


def distances_to_lines(places: Points, lines: Sequence[Points]) -> NDArray[np.float64]:
    """Return the distance [place, line] in km from points [place, 2] to polylines in metres."""
    import shapely

    shapes: Any = np.array([shapely.linestrings(line) for line in lines], dtype=object)
    points: Any = shapely.points(places)
    return np.asarray(shapely.distance(points[:, None], shapes)) / 1000.0


def distances_to_areas(places: Points, rings: Sequence[Points]) -> NDArray[np.float64]:
    """Return the distance [place, area] in km from points to the areas inside rings; 0 inside."""
    import shapely

    shapes: Any = np.array([shapely.polygons(ring) for ring in rings], dtype=object)
    points: Any = shapely.points(places)
    return np.asarray(shapely.distance(points[:, None], shapes)) / 1000.0


def midpoints(lines: Sequence[Points]) -> Points:
    """Return the point [line, 2] half-way along each polyline."""
    import shapely

    halves: Any = [
        shapely.line_interpolate_point(shapely.linestrings(line), 0.5, normalized=True)
        for line in lines
    ]
    return shapely.get_coordinates(halves).astype(np.float64)


def nearest(distances: NDArray[np.float64], limit_km: float) -> NDArray[np.int64]:
    """Return for each row the column of the least distance, NOWHERE when it is over the limit."""
    if distances.shape[1] == 0:
        return np.full(len(distances), NOWHERE, dtype=np.int64)
    found: NDArray[np.int64] = distances.argmin(axis=1).astype(np.int64)
    found[distances.min(axis=1) > limit_km] = NOWHERE
    return found


def falling_cover(
    distances: NDArray[np.float64], full_km: float, none_km: float
) -> NDArray[np.float64]:
    """Return the cover 0..1: 1 up to ``full_km``, then straight down to 0 at ``none_km``."""
    return np.clip((none_km - distances) / (none_km - full_km), 0.0, 1.0)


def east_of(river: Points, lonlat: Points) -> NDArray[np.bool_]:
    """Say for each point [n, 2] in degrees whether it lies east of a river given north to south.

    Beyond its ends the river is continued due north and due south.
    """
    import shapely

    (source_lon, _), (mouth_lon, _) = river[0], river[-1]
    corners = [[mouth_lon, -80.0], [179.0, -80.0], [179.0, 85.0], [source_lon, 85.0]]
    east: Any = shapely.polygons(np.concatenate([river, np.array(corners)]))
    return np.asarray(shapely.intersects_xy(east, lonlat[:, 0], lonlat[:, 1]), dtype=np.bool_)
