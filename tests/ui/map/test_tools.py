"""Search, measuring, named views, layers and several forces at once on the map."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tabletop.ui.finder_model import Goal
from tabletop.ui.map.bookmarks import MOST, Bookmark, kept, read, without, written
from tabletop.ui.map.camera import FARTHEST, NEAREST
from tabletop.ui.map.interaction import LAWFUL, PARTLY
from tabletop.ui.map.layers import LAYERS, SECRET
from tabletop.ui.map.measuring import Mark, length_km, words_of
from tabletop.ui.map.search import plain_query
from tabletop.ui.map.selection import MOST as MOST_FORCES
from tabletop.ui.map.selection import Selection
from tabletop.ui.map.view import MapView
from tests.ui.map.scenes import busy, geometry, node, world

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MapView]:
    made = MapView()
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.set_world(world(), geometry())
    made.show_moment(busy())  # type: ignore[arg-type]
    made.show()
    made.settle()
    made.setFocus()
    yield made
    made.close()


# --- named views ---

views = st.builds(
    Bookmark,
    st.text(min_size=1, max_size=20).map(str.strip).filter(bool),
    st.floats(-1e7, 1e7), st.floats(-1e7, 1e7), st.floats(NEAREST, FARTHEST),
)  # fmt: skip


@given(st.lists(views, max_size=8))
def test_named_views_are_read_as_they_were_written(bookmarks: list[Bookmark]) -> None:
    assert read(written(bookmarks)) == bookmarks


@given(st.text(max_size=80) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["name", "x", "y", "scale"]), inner),
).map(json.dumps))  # fmt: skip
def test_a_settings_file_may_hold_anything(text: str) -> None:
    for one in read(text):
        assert one.name and NEAREST <= one.scale <= FARTHEST


def test_a_name_is_kept_once_and_can_be_forgotten() -> None:
    one, other = Bookmark("Kupiansk", 1, 2, 300), Bookmark("Kupiansk", 5, 6, 400)
    assert kept(kept([], one), other) == [other]
    assert without([one], "Kupiansk") == []
    many = [Bookmark(str(i), 0, 0, 300) for i in range(MOST)]
    assert len(kept(many, Bookmark("one more", 0, 0, 300))) == MOST


# --- measuring ---


def test_the_distance_along_the_ground_is_that_of_the_ellipsoid(view: MapView) -> None:
    view.coordinates.wait()
    a, b = (world().geography.node_xy[node(name)].tolist() for name in ("kyiv", "odesa"))
    assert view.coordinates.km(tuple(a), tuple(b)) == pytest.approx(441, abs=4)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), min_size=2, max_size=6))
def test_a_line_is_as_long_as_its_parts(points: list[tuple[float, float]]) -> None:
    marks = [Mark(*point) for point in points]

    def km(a: tuple[float, float], b: tuple[float, float]) -> float:
        return abs(a[0] - b[0]) + abs(a[1] - b[1])

    parts = sum(length_km(marks[i : i + 2], km) for i in range(len(marks) - 1))
    assert length_km(marks, km) == pytest.approx(parts)


def test_two_places_are_also_measured_by_road(view: MapView) -> None:
    view.coordinates.wait()
    QTest.keyClick(view, Key.Key_M)
    assert view.measuring
    for name in ("kyiv", "odesa"):
        QTest.mouseClick(view, LEFT, pos=view.node_at(node(name)).toPoint())
    words = view.tools.measured()
    roads = world().geography.routes["road"]
    turns = int(roads.travel_turns[node("kyiv"), node("odesa")])
    assert "km along the ground" in words
    assert f"{turns} turn" in words
    assert "Kyiv" in words and "Odesa" in words
    QTest.keyClick(view, Key.Key_Backspace)
    assert len(view.tools.measurement.marks) == 1
    QTest.keyClick(view, Key.Key_Escape)
    assert not view.measuring


def test_measuring_moves_no_force_and_no_ground(view: MapView) -> None:
    dropped: list[tuple[int, int]] = []
    view.forceDropped.connect(lambda *wish: dropped.append(wish))
    camera = view.camera
    view.toggle_measuring()
    stop = view.hand.stops()[0]
    QTest.mousePress(view, LEFT, pos=stop.centre.toPoint())
    QTest.mouseMove(view, (stop.centre + QPointF(90, 60)).toPoint())
    QTest.mouseRelease(view, LEFT, pos=(stop.centre + QPointF(90, 60)).toPoint())
    assert view.camera == camera and not dropped and not view.hand.gesture.carrying


def test_no_way_by_road_is_said() -> None:
    geography = world().geography
    roads = geography.routes["road"]
    start, goal = next(
        (a, b) for a, b in combinations(range(len(geography.nodes)), 2)
        if roads.travel_turns[a, b] < 0
    )  # fmt: skip
    marks = [Mark(0, 0, start), Mark(1000, 0, goal)]
    assert "no way by road" in words_of(marks, lambda a, b: 1.0, geography, str)


# --- search ---


@pytest.mark.parametrize("asked", ["Kupiansk", "go to Kupiansk", "  Go To  Kupiansk ",
                                   "find Kupiansk", "where is Kupiansk"])  # fmt: skip
def test_a_request_is_understood_with_or_without_go_to(asked: str) -> None:
    assert plain_query(asked) == "Kupiansk"


def test_the_search_goes_where_enter_says(view: MapView) -> None:
    gone: list[str] = []
    names = ("Kupiansk", "Kyiv", "Odesa")
    goals = [Goal("place", name, lambda n=name: gone.append(n)) for name in names]  # type: ignore[misc]
    view.tools.start_search(lambda: goals)
    search = view.tools.search
    QTest.keyClicks(search.line, "go to k")
    assert [search.rows.item(i).text().split("  ")[0] for i in range(2)] == ["Kyiv", "Kupiansk"]
    QTest.keyClick(search.line, Key.Key_Down)
    QTest.keyClick(search.line, Key.Key_Return)
    assert gone == ["Kupiansk"]
    assert not search.isVisible()


def test_a_search_without_result_says_so(view: MapView) -> None:
    view.tools.start_search(lambda: [])
    QTest.keyClicks(view.tools.search.line, "Atlantis")
    assert view.tools.search.rows.count() == 1
    assert "Nothing" in view.tools.search.rows.item(0).text()


# --- layers ---


def test_the_panel_ticks_what_is_shown_and_hides_what_is_secret(view: MapView) -> None:
    QTest.keyClick(view, Key.Key_Y)
    panel = view.tools.layers
    assert panel.isVisible()
    assert {name for name, box in panel.boxes.items() if box.isChecked()} == view.layers
    panel.boxes["reach"].click()
    assert "reach" in view.layers
    panel.usual.click()
    assert "reach" not in view.layers
    panel.show_layers(view.layers, secrets=False)
    assert {name for name in LAYERS if not panel.boxes[name].isVisibleTo(panel)} == SECRET


# --- several forces ---


def test_choosing_twice_chooses_no_longer() -> None:
    chosen = Selection()
    chosen.toggle((3, 4))
    chosen.toggle((4, 5))
    assert list(chosen.forces) == [3, 4, 5]
    chosen.toggle((4,))
    assert list(chosen.forces) == [3, 5]
    assert chosen.group_of(5) == (3, 5)
    assert chosen.group_of(9) == (9,)


def test_no_more_forces_are_sent_at_once_than_can_be_judged_in_time() -> None:
    chosen = Selection()
    chosen.add(range(40))
    group = chosen.group_of(33)
    assert len(group) == len(set(group)) == MOST_FORCES
    assert 33 in group


def test_a_frame_chooses_what_is_inside_and_one_drag_sends_all(view: MapView) -> None:
    wishes: list[tuple[object, int]] = []
    view.forcesDropped.connect(lambda forces, at: wishes.append((forces, at)))
    one = next(h for h in view.hand.stops() if len(h.members) > 1)
    corner, far = one.centre - QPointF(25, 25), one.centre + QPointF(25, 25)
    QTest.mousePress(view, LEFT, SHIFT, corner.toPoint())
    QTest.mouseMove(view, one.centre.toPoint())
    QTest.mouseMove(view, far.toPoint())
    QTest.mouseRelease(view, LEFT, SHIFT, far.toPoint())
    assert set(one.members) <= set(view.hand.chosen.forces)
    chosen = view.hand.chosen.forces
    view.hand.gesture.pick_up(chosen[0], by_key=True)
    view.hand.gesture.put_down(node("odesa"))
    assert wishes == [(chosen, node("odesa"))]


def test_a_place_for_some_of_the_forces_takes_a_drop_and_one_for_none_does_not(
    view: MapView,
) -> None:
    wishes: list[int] = []
    view.forcesDropped.connect(lambda _forces, at: wishes.append(at))
    forces = tuple(force for hit in view.hand.stops() for force in hit.members)[:3]
    codes = {"odesa": PARTLY, "lviv": LAWFUL}
    for name in ("odesa", "lviv", "kyiv"):
        view.hand.chosen.add(forces)
        view.hand.gesture.pick_up(forces[0], by_key=True)
        view.show_destinations((node(one), codes.get(one, 7)) for one in ("odesa", "lviv", "kyiv"))
        view.hand.gesture.put_down(node(name))
    assert wishes == [node("odesa"), node("lviv")]


def test_forces_are_chosen_by_keys_and_esc_lets_them_go(view: MapView) -> None:
    said: list[str] = []
    view.announced.connect(said.append)
    QTest.keyClick(view, Key.Key_Tab)
    QTest.keyClick(view, Key.Key_Space, CTRL)
    first = view.hand.focus()
    assert first is not None and set(first.members) == set(view.hand.chosen.forces)
    assert "chosen" in said[-1]
    QTest.keyClick(view, Key.Key_A, CTRL)
    every = {force for hit in view.hand.stops() for force in hit.members}
    assert set(view.hand.chosen.forces) == every
    QTest.keyClick(view, Key.Key_Escape)
    assert not view.hand.chosen.forces
