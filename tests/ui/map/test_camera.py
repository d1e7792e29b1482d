"""The camera: what it shows, and that the ground stays under the mouse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from tabletop.ui.map.camera import FARTHEST, NEAREST, Camera

cameras = st.builds(
    Camera,
    x=st.floats(3e6, 7e6),
    y=st.floats(1.5e6, 4.5e6),
    scale=st.floats(NEAREST, FARTHEST),
    width=st.floats(200, 4000),
    height=st.floats(200, 2500),
)
points = st.builds(QPointF, st.floats(0, 4000), st.floats(0, 2500))


@given(cameras, points, st.floats(0.05, 20))
def test_zooming_about_the_mouse_keeps_the_ground_under_it(
    camera: Camera, at: QPointF, factor: float
) -> None:
    before = camera.to_world(at)
    after = camera.zoomed(factor, at).to_world(at)
    assert after == pytest.approx(before, abs=1e-3 * FARTHEST / 100)


@given(cameras, points)
def test_a_point_comes_back_from_the_plane(camera: Camera, at: QPointF) -> None:
    back = camera.to_screen(*camera.to_world(at))
    assert (back.x(), back.y()) == pytest.approx((at.x(), at.y()), abs=1e-3)


@given(cameras, points)
def test_the_painter_and_the_camera_agree(camera: Camera, at: QPointF) -> None:
    painted = camera.transform().map(QPointF(*camera.to_world(at)))
    assert (painted.x(), painted.y()) == pytest.approx((at.x(), at.y()), abs=1e-2)


@given(cameras, st.floats(-900, 900), st.floats(-900, 900))
def test_panning_moves_the_ground_with_the_hand(camera: Camera, dx: float, dy: float) -> None:
    x, y = camera.to_world(QPointF(100, 100))
    moved = camera.panned(dx, dy).to_screen(x, y)
    assert (moved.x(), moved.y()) == pytest.approx((100 + dx, 100 + dy), abs=1e-3)


@given(cameras, st.floats(1, 1e6), st.floats(1, 1e6))
def test_a_fitted_area_is_wholly_in_sight(camera: Camera, wide: float, high: float) -> None:
    area = QRectF(5e6, 2e6, wide, high)
    window = camera.fitted(area).window()
    assert window.contains(area) or camera.fitted(area).scale == FARTHEST


@given(cameras, st.floats(1e-6, 1e6), points)
def test_the_scale_stays_within_its_limits(camera: Camera, factor: float, at: QPointF) -> None:
    assert NEAREST <= camera.zoomed(factor, at).scale <= FARTHEST


def test_north_is_up() -> None:
    camera = Camera(width=100, height=100)
    assert camera.to_screen(0, 1000).y() < camera.to_screen(0, 0).y()


def test_the_centre_is_held_inside_the_map() -> None:
    held = Camera(x=-10, y=99).held_in(QRectF(0, 0, 50, 50))
    assert (held.x, held.y) == (0, 50)
