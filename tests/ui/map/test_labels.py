"""Labels: they never overlap, and the important ones win."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tabletop.ui.map.labels import Box, Label, Room, candidates, overlap, place

AREA: Box = (0.0, 0.0, 800.0, 600.0)
labels = st.lists(
    st.builds(
        Label,
        key=st.integers(),
        x=st.floats(-50, 850),
        y=st.floats(-50, 650),
        width=st.floats(4, 300),
        height=st.floats(4, 60),
        priority=st.floats(0, 100),
        reach=st.sampled_from([0.0, 4.0, 12.0]),
        patient=st.booleans(),
    ),
    max_size=60,
)
boxes = st.lists(
    st.builds(
        lambda x, y, w, h: (x, y, x + w, y + h),
        st.floats(0, 700), st.floats(0, 500), st.floats(1, 100), st.floats(1, 100),
    ),
    max_size=20,
)  # fmt: skip


@given(labels, boxes)
def test_placed_labels_overlap_neither_each_other_nor_what_is_taken(
    wishes: list[Label], taken: list[Box]
) -> None:
    placed = [one.box for one in place(wishes, Room(taken), AREA)]
    assert not any(overlap(a, b) for a, b in combinations(placed, 2))
    assert not any(overlap(a, b) for a in placed for b in taken)


@given(labels)
def test_placed_labels_lie_inside_the_area(wishes: list[Label]) -> None:
    for one in place(wishes, Room(), AREA):
        left, top, right, bottom = one.box
        assert left >= 0 and top >= 0 and right <= 800 and bottom <= 600


@given(labels)
def test_a_label_that_was_left_out_had_no_room(wishes: list[Label]) -> None:
    placed = place(wishes, Room(), AREA)
    here = {id(one.label) for one in placed}
    for wish in wishes:
        if id(wish) in here:
            continue
        for box in candidates(wish):
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= 800 and box[3] <= 600
            assert not inside or any(overlap(box, one.box) for one in placed)


def test_the_more_important_of_two_in_one_place_is_kept() -> None:
    low = Label("low", 100, 100, 80, 20, 1)
    high = Label("high", 110, 100, 80, 20, 2)
    assert [one.label.key for one in place([low, high], Room(), AREA)] == ["high"]


def test_a_label_beside_a_point_gives_way_to_another_side() -> None:
    one = Label("one", 400, 300, 80, 20, 2, reach=5)
    two = Label("two", 400, 300, 80, 20, 1, reach=5)
    first, second = place([one, two], Room(), AREA)
    assert first.box[0] > 400
    assert second.box[0] < 400 or second.box[1] != first.box[1]
