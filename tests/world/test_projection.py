import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from tabletop.world.projection import to_lonlat, to_plane

LON = st.floats(-12, 50)
LAT = st.floats(35, 62)


@given(LON, LAT)
def test_a_point_comes_back_to_where_it_was(lon: float, lat: float) -> None:
    assert to_lonlat(to_plane([(lon, lat)])) == pytest.approx(np.array([[lon, lat]]), abs=1e-7)


@given(LON, LAT)
def test_the_plane_keeps_areas(lon: float, lat: float) -> None:
    corners = np.array([(0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1)]) + np.array([lon, lat])
    true, _ = Geod(ellps="GRS80").polygon_area_perimeter(corners[:, 0], corners[:, 1])
    x, y = to_plane(corners).T
    flat = 0.5 * (np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))
    assert flat == pytest.approx(true, rel=2e-4)


def test_points_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        to_plane([30.5, 50.45])


def test_a_point_off_the_globe_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be carried"):
        to_plane([(30.5, 950.0)])
