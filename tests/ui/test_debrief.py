"""Looking back like at a video: the bar, the slider, the list to jump to, viewpoints, moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tabletop.content import library
from tabletop.session.acts import Advance, EndEx, Observation, StartEx
from tabletop.session.moment import entries_of, findings_of, telling_entries, visible_to
from tabletop.session.session import Session
from tabletop.ui.app import Windows
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.desk import Desk
from tabletop.ui.jump_list import JumpList, jumps
from tabletop.ui.map_overlay import MovingForces, moves_between
from tabletop.ui.playback import SPEEDS
from tests.ui.conftest import SCENARIO, SEED

Opener = Callable[[Callable[[], bool]], Desk]


@pytest.fixture
def played(session_path: Path) -> Path:
    """Return a session of two turns with an observation in the first."""
    spec = library.resolve(SCENARIO)
    with Session.create(session_path, spec, SEED, library.routes_of(spec)) as session:
        session.submit(StartEx(), "facilitator")
        session.submit(Observation(text="Paris hesitates"), "facilitator")
        for _ in range(6):
            session.submit(Advance(), "facilitator")
    return session_path


@pytest.fixture
def debrief(windows: Windows, opened: Opener, played: Path) -> Desk:
    return opened(lambda: windows.debrief(played))


def test_the_slider_and_the_record_go_together(debrief: Desk) -> None:
    bar, bridge = debrief.steps, debrief.bridge
    assert bar is not None and bridge is not None
    assert (bar.slider.minimum(), bar.slider.maximum()) == (0, bridge.last)
    bar.slider.setValue(3)
    assert bridge.seq == 3
    bar.slider.setFocus()
    QTest.keyClick(bar.slider, Qt.Key.Key_Right)
    assert bridge.seq == 4
    QTest.keyClick(bar.slider, Qt.Key.Key_Home)
    assert bridge.seq == 0
    debrief.commands.run("look_on")
    assert bar.slider.value() == 1
    assert "1" in bar.where.text()


def test_speed_goes_up_and_down_by_command_and_never_beyond_its_ends(debrief: Desk) -> None:
    bar = debrief.steps
    assert bar is not None
    for _ in SPEEDS:
        debrief.commands.run("faster")
    assert debrief.playback.speed == SPEEDS[-1]
    assert bar.speed.currentData() == SPEEDS[-1]
    for _ in (*SPEEDS, 0):
        debrief.commands.run("slower")
    assert debrief.playback.speed == SPEEDS[0]
    assert bar.speed.currentData() == SPEEDS[0]


def test_a_turn_is_gone_to_by_the_list_of_turns(debrief: Desk) -> None:
    bar, bridge = debrief.steps, debrief.bridge
    assert bar is not None and bridge is not None
    assert bar.jump.count() == 2
    bar.jump.activated.emit(1)
    assert bridge.moment().turn == 2
    assert bridge.seq == bridge.session.replay.course.openings[1]


def test_an_entry_is_jumped_to_by_its_kind_and_letters(debrief: Desk) -> None:
    bridge = debrief.bridge
    assert bridge is not None
    bridge.look(4)
    debrief.commands.run("bookmark")
    debrief.commands.run("jump")
    found = debrief.findChild(JumpList)
    assert isinstance(found, JumpList)
    QTest.keyClicks(found.line, "hesit")
    assert found.table.sifted.rowCount() == 1
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    assert bridge.seq == 2

    kinds = {one.entry.seq: one.kinds for one in jumps(bridge.latest(), bridge.session.notes.all())}
    assert kinds[1] == {"turn"}
    assert kinds[2] == {"note"}
    assert "bookmark" in kinds[4]
    incidents = {seq for seq, kind in kinds.items() if "incident" in kind}
    assert incidents
    assert all(bridge.session.entries[seq - 1].findings for seq in incidents)


def test_the_jump_list_is_walked_by_arrows_while_letters_are_typed(debrief: Desk) -> None:
    bridge = debrief.bridge
    assert bridge is not None
    debrief.commands.run("jump")
    found = debrief.findChild(JumpList)
    assert isinstance(found, JumpList)
    QTest.keyClick(found, Qt.Key.Key_Down)
    assert found.table.currentIndex().row() == 1
    chosen = found.table.current().entry.seq
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    assert bridge.seq == chosen


def test_the_viewpoint_goes_from_the_truth_to_what_a_seat_knew_and_back(debrief: Desk) -> None:
    bridge, bar = debrief.bridge, debrief.steps
    assert bridge is not None and bar is not None
    bridge.look(3)
    assert "truth" in bar.view.text()
    debrief.commands.run("viewpoint")
    assert bridge.place.role == "player"
    assert bridge.seq == 3
    assert bridge.place.name in bar.view.text()
    assert {panel.moment.seat for panel in debrief.docks.panels.values() if panel.isVisible()} == {
        bridge.seat
    }
    bridge.set_seat("berlin")
    debrief.commands.run("viewpoint")
    assert bridge.place.role == "facilitator"
    debrief.commands.run("viewpoint")
    assert bridge.seat == "berlin"


def test_forces_that_stand_elsewhere_are_moved_and_no_others(debrief: Desk, qtbot: QtBot) -> None:
    bridge = debrief.bridge
    assert bridge is not None
    before = bridge.moment()
    assert moves_between(before, before) == []
    world, state = before.world, before.state.copy()
    force = int((state.at[0] >= 0).nonzero()[0][0])
    start = int(state.at[0, force])
    goal = next(n for n in range(len(world.geography.nodes)) if n != start)
    state.at[0, force] = goal
    after = replace(before, state=state)
    (move,) = moves_between(before, after)
    assert move.forces == (force,)
    assert (move.nodes[0], move.nodes[-1]) == (start, goal)

    glide = MovingForces(debrief.map)
    assert not glide.play(before, before)
    assert glide.isHidden()
    assert glide.play(before, after, 40)
    assert not glide.isHidden()
    qtbot.waitUntil(glide.isHidden)
    assert glide.moves == ()


def test_nothing_glides_in_play(desk: Desk) -> None:
    for _ in range(6):
        desk.commands.run("advance")
    assert desk.commands.debrief.moves.forces is None


def test_looking_up_entries_by_type_finds_what_reading_all_of_them_finds(played: Path) -> None:
    with Session.open(played, read_only=True) as session:
        for seq in range(session.replay.last + 1):
            moment = session.replay.moment_at(seq)
            slow = replace(moment, course=None)
            for types in (("advance", "start_ex"), ("observation",), ("order",)):
                assert entries_of(moment, *types) == entries_of(slow, *types)
            assert telling_entries(moment) == telling_entries(slow)


def test_a_seat_looks_nothing_up_in_the_record_that_it_may_not_see(played: Path) -> None:
    with Session.open(played, read_only=True) as session:
        seen = visible_to(session.replay.moment_at(session.replay.last), "paris")
        assert seen.course is None
        assert entries_of(seen, "observation") == []
        told = [fact for entry in telling_entries(seen) for fact in findings_of(entry)]
        assert told == [fact for entry in seen.entries for fact in findings_of(entry)]


def test_after_endex_the_debrief_takes_the_place_of_the_desk_and_keeps_notes(
    windows: Windows, opened: Opener, desk: Desk
) -> None:
    assert isinstance(desk.bridge, SessionBridge)
    desk.bridge.submit(StartEx())
    desk.bridge.submit(EndEx(reason="Over"))

    def ask() -> bool:
        desk.commands.run("debrief")
        return True

    debrief = opened(ask)

    assert debrief is not desk
    assert windows.desks == [debrief]
    debrief.commands.run("highlight")
    debrief.docks.rounds.settle()
    assert debrief.bridge is not None
    assert len(debrief.bridge.session.notes.all("highlight")) == 1
