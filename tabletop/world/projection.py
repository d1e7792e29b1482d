"""The plane of the map: longitude and latitude to metres and back.

ETRS89-LAEA Europe (EPSG:3035), equal-area, so that areas may be compared anywhere on the map.
pyproj is loaded at the first call only; the desk starts from coordinates projected beforehand.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from pyproj import Geod, Transformer

LONLAT = "EPSG:4326"
PLANE = "EPSG:3035"


@lru_cache(maxsize=2)
def _transformer(source: str, target: str) -> "Transformer":
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


def to_plane(lonlat: ArrayLike) -> NDArray[np.float64]:
    """Project points [n, 2] of degrees (longitude, latitude) to metres east and north.

    Raises ValueError when a point cannot be projected or the shape is another one.
    """
    return _transformed(lonlat, LONLAT, PLANE)


def to_lonlat(xy: ArrayLike) -> NDArray[np.float64]:
    """Turn points [n, 2] of the plane (metres) back into degrees (longitude, latitude).

    Raises ValueError when a point lies outside the plane or the shape is another one.
    """
    return _transformed(xy, PLANE, LONLAT)


def ground_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the kilometres along the ground between two points of the plane (metres).

    The shortest line on the ellipsoid GRS 80, on which the plane is defined.  Raises ValueError
    when a point lies outside the plane.
    """
    (lon_a, lat_a), (lon_b, lat_b) = to_lonlat([a, b]).tolist()
    return float(_ellipsoid().inv(lon_a, lat_a, lon_b, lat_b)[2]) / 1000.0


@lru_cache(maxsize=1)
def _ellipsoid() -> "Geod":
    from pyproj import Geod

    return Geod(ellps="GRS80")


def _transformed(points: ArrayLike, source: str, target: str) -> NDArray[np.float64]:
    pairs = np.asarray(points, dtype=np.float64)
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        raise ValueError(f"points must have the shape [n, 2], not {list(pairs.shape)}")
    x, y = _transformer(source, target).transform(pairs[:, 0], pairs[:, 1])
    result = np.column_stack([x, y])
    if not np.isfinite(result).all():
        raise ValueError(f"a point cannot be carried from {source} to {target}")
    return result
