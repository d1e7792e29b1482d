"""Lines and areas that cross themselves are found out, sound ones are left alone."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from tabletop.world.shapes import feature_faults, line_crossing, ring_fault

SQUARE = [(0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0), (0.0, 0.0)]
BOW = [(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)]


def test_a_crossing_is_found_where_it_is() -> None:
    assert line_crossing(SQUARE[:-1]) is None
    assert line_crossing(BOW[:-1]) == (1.0, 1.0)
    assert line_crossing([(0.0, 0.0), (2.0, 0.0), (1.0, 0.0)]) is not None


@given(st.lists(st.floats(0.1, 10), min_size=3, max_size=30))
def test_a_line_that_only_goes_on_never_crosses_itself(steps: list[float]) -> None:
    x, points = 0.0, []
    for i, step in enumerate(steps):
        x += step
        points.append((x, math.sin(i)))
    assert line_crossing(points) is None


def test_rings_are_closed_and_do_not_cross() -> None:
    assert ring_fault(SQUARE) is None
    assert "not closed" in (ring_fault(SQUARE[:-1]) or "")
    assert "elf-intersection near 1 1" in (ring_fault(BOW) or "")
    assert ring_fault([(0.0, 0.0)] * 4) is not None


def test_features_that_are_not_sound_are_named() -> None:
    def feature(name: str, ring: list[tuple[float, float]] | None) -> dict[str, object]:
        shape = {"type": "Polygon", "coordinates": [ring]} if ring is not None else None
        return {"type": "Feature", "properties": {"name": name}, "geometry": shape}

    far = [(x + 179, y) for x, y in SQUARE]
    rows = [feature("a", SQUARE), feature("b", BOW), feature("c", far), feature("d", None)]
    found = list(feature_faults({"type": "FeatureCollection", "features": rows}))
    assert [(index, name) for index, name, _ in found] == [(1, "b"), (2, "c"), (3, "d")]
