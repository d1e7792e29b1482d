"""A change reaches the screen in small parts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.ui.app import Windows
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.desk import Desk
from tabletop.ui.rounds import Rounds


def test_each_part_has_a_round_of_its_own_and_all_are_done(qtbot: QtBot) -> None:
    rounds, done = Rounds(), list[int]()
    rounds.plan([lambda i=i: done.append(i) for i in range(3)])  # type: ignore[misc]
    assert done == []
    QApplication.processEvents()
    assert len(done) <= 1
    qtbot.waitUntil(lambda: not rounds.busy)
    assert done == [0, 1, 2]


def test_a_new_change_replaces_what_waits(qtbot: QtBot) -> None:
    rounds, done = Rounds(), list[str]()
    rounds.plan([lambda: done.append("old")])
    rounds.plan([lambda: done.append("new")])
    qtbot.waitUntil(lambda: not rounds.busy)
    assert done == ["new"]


def test_what_waits_can_be_done_at_once(qapp: QApplication) -> None:
    rounds, done = Rounds(), list[int]()
    rounds.plan([lambda: done.append(1), lambda: done.append(2)])
    rounds.settle()
    assert done == [1, 2]
    assert not rounds.busy


def test_an_act_is_shown_by_the_bar_at_once_and_by_the_panels_in_later_rounds(
    desk: Desk, qtbot: QtBot
) -> None:
    assert desk.bridge is not None
    desk.bridge.momentChanged.disconnect()
    assert isinstance(desk.bridge, SessionBridge)
    desk.bridge.accepted.disconnect()
    desk.bridge.momentChanged.connect(desk._show_moment)
    seen = [name for name in desk.docks.expect(desk.bridge.moment())]
    assert seen
    desk.commands.run("advance")

    assert len(desk.bridge.session.entries) == 1
    for _ in range(3):
        desk.rounds._do_next()
    assert "1" in desk.bar.record.text()
    assert {desk.docks.panels[name].moment.seq for name in seen} == {0}

    qtbot.waitUntil(lambda: not desk.rounds.busy)
    assert {desk.docks.panels[name].moment.seq for name in seen} == {1}
    assert desk.timeline is not None
    assert desk.timeline.lanes.seq == 1


def test_a_desk_that_is_closed_shows_nothing_more(
    desk: Desk, windows: Windows, opened: Callable[..., Desk]
) -> None:
    desk.rounds.plan([lambda: None])
    desk.close()
    assert not desk.rounds.busy
