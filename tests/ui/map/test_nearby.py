"""Finding what is near: everything that touches a box is found, in the order it came."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from tabletop.ui.map.nearby import Nearby


@dataclass(frozen=True)
class Thing:
    """Something with a box."""

    box: QRectF


NUMBERS = st.floats(-500, 500, allow_nan=False)
SIZES = st.floats(0.5, 400)
BOXES = st.builds(QRectF, NUMBERS, NUMBERS, SIZES, SIZES)


@given(st.lists(BOXES.map(Thing), max_size=30), BOXES)
def test_whatever_touches_a_box_is_found_once_and_in_order(
    things: list[Thing], box: QRectF
) -> None:
    found = Nearby(50.0, things).near(box)
    places = [next(i for i, one in enumerate(things) if one is thing) for thing in found]
    assert places == sorted(set(places))
    touching = [i for i, thing in enumerate(things) if thing.box.intersects(box)]
    assert set(touching) <= set(places)


def test_what_is_far_away_is_not_looked_at() -> None:
    things = [Thing(QRectF(100 * i, 0, 10, 10)) for i in range(100)]
    assert list(Nearby(50.0, things).near(QRectF(5_000, 0, 20, 20))) == [things[50]]
