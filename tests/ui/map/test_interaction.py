"""Gestures: a click, a pan and a drag are told apart, and a drag ends in one intent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from tabletop.ui.map.canvas import Hit, topmost
from tabletop.ui.map.interaction import Gesture, cycle, next_in_direction

FORCE = Hit("force", 3, QRectF(0, 0, 20, 20), (3,))
STACK = Hit("stack", 1, QRectF(0, 0, 20, 20), (3, 4))


class Board:
    """Writes down what a gesture does."""

    def __init__(self, under: Hit | None, node: int = -1) -> None:
        self.under, self.node, self.done = under, node, list[tuple[object, ...]]()
        self.chosen = -1

    def hit(self, point: QPointF, kinds: frozenset[str] | None = None) -> Hit | None:
        return self.under

    def drop_node(self, point: QPointF) -> int:
        return self.node

    def pan(self, dx: float, dy: float) -> None:
        self.done.append(("pan", dx, dy))

    def clicked(self, hit: Hit | None, point: QPointF) -> None:
        self.done.append(("clicked", hit))

    def picked_up(self, force: int) -> None:
        self.done.append(("picked", force))

    def carried(self, point: QPointF, node: int) -> None:
        self.done.append(("carried", node))

    def dropped(self, force: int, node: int) -> None:
        self.done.append(("dropped", force, node))

    def put_back(self, force: int) -> None:
        self.done.append(("back", force))

    def toggled(self, hit: Hit) -> None:
        self.done.append(("toggled", hit))

    def framing(self, start: QPointF, end: QPointF, *, done: bool) -> None:
        self.done.append(("framed" if done else "framing", start, end))

    def chosen_under(self, hit: Hit | None) -> int:
        return self.chosen


def drag(board: Board, way: float) -> Gesture:
    gesture = Gesture(board, 10)
    gesture.press(QPointF(5, 5))
    gesture.move(QPointF(5 + way, 5))
    gesture.release(QPointF(5 + way, 5))
    return gesture


def test_a_click_with_ctrl_chooses_instead_of_picking_up() -> None:
    board = Board(FORCE)
    gesture = Gesture(board, 10)
    gesture.press(QPointF(5, 5), choose=True)
    gesture.release(QPointF(5, 5))
    assert board.done == [("toggled", FORCE)]


def test_a_drag_with_shift_draws_a_frame_and_moves_nothing() -> None:
    board = Board(FORCE)
    gesture = Gesture(board, 10)
    gesture.press(QPointF(5, 5), frame=True)
    gesture.move(QPointF(50, 60))
    gesture.release(QPointF(70, 80))
    start = QPointF(5, 5)
    assert board.done == [("framing", start, QPointF(50, 60)), ("framed", start, QPointF(70, 80))]


def test_a_drag_of_a_stack_that_holds_chosen_forces_takes_them_along() -> None:
    board = Board(Hit("stack", 3, FORCE.box, (7, 8)))
    board.chosen = 8
    drag(board, 30)
    assert board.done[0] == ("picked", 8)


def test_a_drag_of_any_other_stack_spreads_it_out_and_moves_nothing() -> None:
    board = Board(STACK, 5)
    gesture = Gesture(board, 10)
    gesture.press(QPointF(5, 5))
    for x in (20, 60, 90):
        gesture.move(QPointF(x, 5))
    gesture.release(QPointF(90, 5))
    assert board.done == [("clicked", STACK)]


@given(st.floats(-9.9, 9.9))
def test_a_trembling_hand_still_clicks(way: float) -> None:
    board = Board(FORCE)
    drag(board, way)
    assert board.done == [("clicked", FORCE)]


@given(st.floats(10.1, 500))
def test_a_drag_over_bare_ground_pans(way: float) -> None:
    board = Board(None)
    drag(board, way)
    assert board.done[0][0] == "pan"


@given(st.floats(10.1, 500), st.integers(0, 90))
def test_a_drag_of_a_force_ends_at_one_node(way: float, node: int) -> None:
    board = Board(FORCE, node)
    assert not drag(board, way).carrying
    assert [one for one in board.done if one[0] in ("dropped", "back")] == [("dropped", 3, node)]


def test_a_drag_that_ends_nowhere_puts_the_force_back() -> None:
    board = Board(FORCE)
    drag(board, 50)
    assert board.done[-1] == ("back", 3)


def test_escape_in_the_middle_of_a_drag_puts_the_force_back() -> None:
    board = Board(FORCE, 7)
    gesture = Gesture(board, 10)
    gesture.press(QPointF(5, 5))
    gesture.move(QPointF(90, 5))
    assert gesture.carrying and gesture.cancel()
    gesture.release(QPointF(90, 5))
    assert ("dropped", 3, 7) not in board.done
    assert board.done[-1] == ("back", 3)


def test_a_force_picked_up_by_key_may_be_put_down_with_the_mouse() -> None:
    board = Board(None, 4)
    gesture = Gesture(board, 10)
    gesture.pick_up(3, by_key=True)
    gesture.press(QPointF(50, 50))
    gesture.release(QPointF(50, 50))
    assert board.done[-1] == ("dropped", 3, 4)


@given(st.integers(0, 8), st.integers(-1, 8), st.sampled_from([1, -1]))
def test_cycling_visits_everything_and_then_leaves(count: int, start: int, step: int) -> None:
    seen, at = [], cycle(count, -1, step)
    while at is not None:
        seen.append(at)
        at = cycle(count, at, step)
    assert sorted(seen) == list(range(count))


spots = st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500)), max_size=20)


@given(spots, st.sampled_from([(1, 0), (-1, 0), (0, 1), (0, -1)]))
def test_an_arrow_key_goes_only_its_own_way(
    places: list[tuple[float, float]], arrow: tuple[int, int]
) -> None:
    here = QPointF(250, 250)
    found = next_in_direction(here, [(i, QPointF(*p)) for i, p in enumerate(places)], *arrow)
    ahead = [
        i for i, (x, y) in enumerate(places) if (x - 250) * arrow[0] + (y - 250) * arrow[1] > 2
    ]
    assert (found in ahead) if ahead else (found is None)


boxes = st.lists(
    st.builds(QRectF, st.floats(0, 90), st.floats(0, 90), st.floats(1, 50), st.floats(1, 50)),
    max_size=15,
)


@given(boxes, st.floats(0, 140), st.floats(0, 140))
def test_what_was_painted_last_is_found_first(rects: list[QRectF], x: float, y: float) -> None:
    hits = [Hit("node", i, rect) for i, rect in enumerate(rects)]
    point = QPointF(x, y)
    under = [hit for hit in hits if hit.box.contains(point)]
    assert topmost(hits, point) == (under[-1] if under else None)


def test_a_line_is_touched_along_its_length_and_not_in_its_box() -> None:
    line = (QPointF(0, 0), QPointF(100, 100))
    hit = Hit("sector", 0, QRectF(0, 0, 100, 100), line=line)
    assert hit.holds(QPointF(52, 49))
    assert not hit.holds(QPointF(80, 10))


def test_only_the_wanted_kinds_are_found() -> None:
    point = QPointF(5, 5)
    assert topmost([FORCE, STACK], point, frozenset({"force"})) == FORCE
    assert topmost([FORCE, STACK], point) == STACK
