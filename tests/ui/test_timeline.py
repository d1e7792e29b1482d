"""The timeline: marks where they belong, and a scrubber for mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.session.acts import Advance, Deliver, Observation, StartEx, TakeBack
from tabletop.session.session import Session
from tabletop.ui.theme import LIGHT
from tabletop.ui.timeline_lanes import SHAPES
from tabletop.ui.timeline_model import LANES, timeline_of
from tabletop.ui.timeline_panel import TimelinePanel

FACILITATOR = "facilitator"
Key = Qt.Key


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Return a session in the brief of turn 3."""
    from tabletop.content import library

    spec = library.resolve("reassurance-force")
    path = tmp_path_factory.mktemp("timeline") / "s.ttx"
    with Session.create(path, spec, 7, library.routes_of(spec)) as made:
        made.submit(StartEx(), FACILITATOR)
        for inject in made.due():
            made.submit(Deliver(inject=inject), FACILITATOR)
        note = made.submit(Observation(text="A slow start."), FACILITATOR)
        made.submit(TakeBack(entry=note.seq), FACILITATOR)
        for _ in range(8):
            made.submit(Advance(), FACILITATOR)
        yield made


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> TimelinePanel:
    made = TimelinePanel(LIGHT)
    qtbot.addWidget(made)
    made.resize(900, 220)
    made.show()
    made.show_moment(session.moment(), session.replay.last)
    return made


def test_entries_lie_in_their_turn_and_in_their_order(session: Session) -> None:
    timeline = timeline_of(session.moment())
    places = [timeline.places[entry.seq] for entry in session.entries]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    for entry in session.entries:
        assert entry.turn <= timeline.places[entry.seq] < entry.turn + 1


def test_every_entry_has_its_mark_in_a_lane(session: Session) -> None:
    timeline = timeline_of(session.moment())
    marked = {mark.seq for mark in timeline.marks if mark.seq is not None}
    assert marked == {entry.seq for entry in session.entries}
    assert {mark.lane for mark in timeline.marks} <= set(LANES)
    assert {mark.kind for mark in timeline.marks} <= set(SHAPES)


def test_what_was_taken_back_is_marked_so(session: Session) -> None:
    notes = [mark for mark in timeline_of(session.moment()).marks if mark.kind == "note"]
    assert [mark.stands for mark in notes] == [False]


def test_later_injects_are_planned_marks_that_players_never_see(session: Session) -> None:
    seen = [m for m in timeline_of(session.moment()).marks if m.kind == "planned"]
    assert seen
    assert all(mark.place >= session.turn and mark.seq is None for mark in seen)
    players = timeline_of(session.moment("paris"))
    assert not [mark for mark in players.marks if mark.kind == "planned"]


def test_the_nearest_entry_is_found_from_any_place(session: Session) -> None:
    timeline = timeline_of(session.moment())
    for seq, place in timeline.places.items():
        assert timeline.nearest(place) == seq
        assert timeline.entry_at(place) == seq
    assert timeline.nearest(99.0) == session.replay.last
    assert timeline.nearest(-1.0) == 0


def test_keys_go_through_entries_and_turns(panel: TimelinePanel, session: Session) -> None:
    looked: list[object] = []
    panel.looked.connect(looked.append)
    lanes, last = panel.lanes, session.replay.last

    def press(key: Qt.Key) -> object:
        QTest.keyClick(lanes, key)
        lanes.seq = int(str(looked[-1]))
        return looked[-1]

    opened = [e.seq for e in session.entries if e.type == "start_ex" or (e.phase == "brief"
              and e.type == "advance")]  # fmt: skip
    assert press(Key.Key_Left) == last - 1
    assert press(Key.Key_PageUp) == opened[1]
    assert press(Key.Key_PageUp) == opened[0]
    assert press(Key.Key_PageDown) == opened[1]
    assert press(Key.Key_Home) == 0
    assert press(Key.Key_Right) == 1
    assert press(Key.Key_End) == last


def test_the_scrubber_follows_the_mouse(panel: TimelinePanel, session: Session) -> None:
    looked: list[int] = []
    panel.lanes.looked.connect(looked.append)
    lanes = panel.lanes
    assert lanes.timeline is not None
    y = int(lanes.lane_y("rulings"))
    goal = lanes.timeline.places[session.replay.last - 2]
    QTest.mousePress(lanes, Qt.MouseButton.LeftButton, pos=QPoint(int(lanes.x_of(1.0)), y))
    QTest.mouseMove(lanes, QPoint(round(lanes.x_of(goal)), y))
    QTest.mouseRelease(lanes, Qt.MouseButton.LeftButton, pos=QPoint(round(lanes.x_of(goal)), y))
    assert len(looked) == 2
    assert abs(lanes.timeline.places[looked[1]] - goal) < 0.1


def test_the_scrubber_hides_no_number_of_a_turn(panel: TimelinePanel) -> None:
    lanes, shown = panel.lanes, []
    numbers = QRect(0, 0, lanes.width(), int(lanes.numbers))
    for seq in (0, lanes.seq // 2, lanes.seq):
        lanes.seq = seq
        shown.append((lanes.grab(numbers).toImage(), lanes.grab().toImage()))
    assert shown[0][0] == shown[1][0] == shown[2][0]
    assert shown[0][1] != shown[2][1]


def test_zooming_widens_and_never_narrows_below_the_window(panel: TimelinePanel) -> None:
    wide = panel.lanes.width()
    panel.zoom_by(3)
    QApplication.processEvents()
    assert panel.lanes.width() >= 2.9 * wide
    panel.zoom_by(0.001)
    QApplication.processEvents()
    assert panel.lanes.width() <= wide + 1


def test_the_wheel_with_control_zooms(panel: TimelinePanel) -> None:
    view = panel._scroll.viewport()
    at = QPointF(view.rect().center())
    event = QWheelEvent(
        at, QPointF(view.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    assert panel.lanes.zoom > 1


def test_every_mark_says_what_it_is(panel: TimelinePanel) -> None:
    assert panel.lanes.timeline is not None
    for mark in panel.lanes.timeline.marks:
        said = panel.lanes.describe_mark(mark)
        assert (str(mark.seq) if mark.seq else mark.subject) in said
