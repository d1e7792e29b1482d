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

TO_PLANE = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad"
    " +step +proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80"
)
"""EPSG:3035 in the words of PROJ: its register of systems takes 40 ms to open in every thread."""
TO_LONLAT = (
    "+proj=pipeline"
    " +step +inv +proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80"
    " +step +proj=unitconvert +xy_in=rad +xy_out=deg"
)


@lru_cache(maxsize=2)
def _transformer(pipeline: str) -> "Transformer":
    from pyproj import Transformer

    return Transformer.from_pipeline(pipeline)


def to_plane(lonlat: ArrayLike) -> NDArray[np.float64]:
    """Project points [n, 2] of degrees (longitude, latitude) to metres east and north.

    Raises ValueError when a point cannot be projected or the shape is another one.
    """
    return _transformed(lonlat, TO_PLANE)


def to_lonlat(xy: ArrayLike) -> NDArray[np.float64]:
    """Turn points [n, 2] of the plane (metres) back into degrees (longitude, latitude).

    Raises ValueError when a point lies outside the plane or the shape is another one.
    """
    return _transformed(xy, TO_LONLAT)


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


def _transformed(points: ArrayLike, pipeline: str) -> NDArray[np.float64]:
    pairs = np.asarray(points, dtype=np.float64)
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        raise ValueError(f"points must have the shape [n, 2], not {list(pairs.shape)}")
    x, y = _transformer(pipeline).transform(pairs[:, 0], pairs[:, 1])
    result = np.column_stack([x, y])
    if not np.isfinite(result).all():
        way = "the plane" if pipeline == TO_PLANE else "longitude and latitude"
        raise ValueError(f"a point cannot be carried to {way}")
    return result
