"""A whole turn on the desk, by mouse and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tabletop.rules.orders.deployment import destinations
from tabletop.session.acts import GiveOrder
from tabletop.session.session import Session
from tabletop.ui.app import Windows
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.desk import Desk
from tabletop.ui.map.canvas import Hit
from tabletop.ui.notice import FAILED, REFUSED
from tabletop.ui.panels.adjudication import AdjudicationPanel
from tabletop.ui.panels.measures import MeasuresPanel
from tabletop.ui.panels.msel import MselPanel
from tabletop.ui.panels.panel import Panel

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key
TRAY = "INJ04"


def click(widget: QWidget) -> None:
    assert widget.isVisible()
    assert widget.isEnabled()
    QTest.mouseClick(widget, LEFT)


def press(desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Press a key of a menu command with the keyboard wherever it is."""
    desk.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or desk, key, modifier)


def bridge(desk: Desk) -> SessionBridge:
    assert isinstance(desk.bridge, SessionBridge)
    return desk.bridge


def last(desk: Desk) -> str:
    return bridge(desk).session.entries[-1].type


def movable(desk: Desk) -> tuple[Hit, int, int]:
    """Find a lone Ukrainian force in sight, a node where it may go and one where it may not."""
    moment = bridge(desk).moment()
    window = desk.map.rect().adjusted(30, 30, -60, -60)
    for hit in desk.map.window_hits():
        if hit.kind != "force" or moment.world.forces[hit.index].actor != "ua":
            continue
        found = destinations(moment.world, moment.state, hit.index)
        seen = [(n, c) for n, c in found if window.contains(desk.map.node_at(n).toPoint())]
        at = desk.map.place_of(hit.index)
        lawful = [n for n, code in seen if not code and n != at]
        refused = [n for n, code in seen if code and n != at]
        if lawful and refused and window.contains(hit.centre.toPoint()):
            here = desk.map.node_at(at)
            far = max(lawful, key=lambda n: (desk.map.node_at(n) - here).manhattanLength())
            alone = [n for n in refused if _far_from(desk, n, lawful)]
            if alone:
                return hit, far, alone[0]
    raise AssertionError("nothing on the map can be moved")


def _far_from(desk: Desk, node: int, others: list[int]) -> bool:
    here = desk.map.node_at(node)
    reach = 2 * desk.map.unit
    return all((desk.map.node_at(one) - here).manhattanLength() > reach for one in others)


def drag(view: QWidget, start: QPointF, end: QPointF) -> None:
    QTest.mousePress(view, LEFT, pos=start.toPoint())
    for share in (0.1, 0.5, 0.9, 1.0):
        QTest.mouseMove(view, (start + (end - start) * share).toPoint())
    QTest.mouseRelease(view, LEFT, pos=end.toPoint())


def shown(desk: Desk) -> list[Panel]:
    """Return every panel as it is once it has been looked at."""
    for name in desk.docks.panels:
        desk.docks.go_to(name)
    return list(desk.docks.panels.values())


def seqs(desk: Desk) -> set[int]:
    return {panel.moment.seq for panel in shown(desk)}


def to_orders(desk: Desk) -> None:
    desk.commands.run("advance")
    desk.commands.run("advance")
    desk.map.settle()


def test_a_whole_turn_is_played_by_mouse(desk: Desk, qtbot: QtBot) -> None:
    session = bridge(desk).session

    click(desk.bar.advance)
    assert session.phase == "brief"
    assert session.turn == 1

    msel = cast(MselPanel, desk.docks.panels["msel"])
    assert msel.tree.choose("tray", TRAY)
    click(msel.fire)
    assert last(desk) == "deliver"

    click(desk.bar.advance)
    assert session.phase == "orders"
    desk.map.settle()
    hit, goal, wrong = movable(desk)
    drag(desk.map, hit.centre, desk.map.node_at(wrong))
    assert desk.notice.kind == REFUSED
    assert last(desk) != "order"
    drag(desk.map, hit.centre, desk.map.node_at(goal))
    assert desk.form is not None
    assert desk.form.isVisible()
    assert (desk.form.force, desk.form.node) == (hit.index, goal)
    desk.form.intent.setText("Show strength")
    click(desk.form.give)
    assert last(desk) == "order"
    assert session.entries[-1].act["order"]["intent"] == "Show strength"
    assert not desk.form.isVisible()
    assert session.state.bound_for[0, hit.index] == goal or session.state.at[0, hit.index] == goal

    click(desk.bar.advance)
    assert session.phase == "adjudication"
    desk.docks.go_to("adjudication")
    panel = cast(AdjudicationPanel, desk.docks.panels["adjudication"])
    contest = panel.table.current()
    assert contest is not None
    click(panel.no if contest.outcome.drawn else panel.yes)
    panel.reason.setText("The white cell knows better.")
    click(panel.rule)
    assert last(desk) == "ruling"

    measures = cast(MeasuresPanel, desk.docks.panels["measures"])
    desk.docks.go_to("measures")
    before = shown_values(measures)
    click(desk.bar.advance)
    assert session.phase == "feedback"
    decided = [(o["purpose"], o["index"]) for o in session.entries[-1].outcomes if o["ruled"]]
    assert decided == [contest.key]
    qtbot.waitUntil(lambda: shown_values(measures) != before)
    first = measures.table.visualRect(measures.table.model().index(2, 0)).center()
    QTest.mouseClick(measures.table.viewport(), LEFT, pos=first)
    assert measures.tree.model().rowCount() > 1, "a measure that is clicked opens its terms"

    assert desk.timeline is not None
    now, lanes = bridge(desk).last, desk.timeline.lanes
    assert lanes.timeline is not None
    early = QPoint(int(lanes.x_of(lanes.timeline.places[2])), lanes.height() // 2)
    QTest.mouseClick(lanes, LEFT, pos=early)
    assert bridge(desk).looking_back
    assert bridge(desk).seq < now
    click(desk.looking.now)
    assert not bridge(desk).looking_back


def shown_values(measures: MeasuresPanel) -> list[str]:
    """Return the column of values as it is on the screen."""
    model = measures.table.model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def test_a_whole_turn_is_played_by_keyboard(desk: Desk, qtbot: QtBot) -> None:
    session = bridge(desk).session
    desk.activateWindow()
    qtbot.waitActive(desk)

    press(desk, Key.Key_Return, CTRL)
    assert (session.phase, session.turn) == ("brief", 1)

    press(desk, Key.Key_3, ALT)
    msel = cast(MselPanel, desk.docks.panels["msel"])
    assert QApplication.focusWidget() in msel.findChildren(QWidget)
    msel.tree.setFocus()
    assert msel.tree.choose("tray", TRAY)
    msel.fire.setFocus()
    QTest.keyClick(msel.fire, Key.Key_Space)
    assert last(desk) == "deliver"

    press(desk, Key.Key_Return, CTRL)
    press(desk, Key.Key_F6, Qt.KeyboardModifier.NoModifier)
    assert QApplication.focusWidget() is desk.map
    desk.map.settle()
    moment = bridge(desk).moment()
    for _ in range(60):
        QTest.keyClick(desk.map, Key.Key_Tab)
        at = desk.map.hand.focus()
        if at is not None and at.kind == "force":
            found = destinations(moment.world, moment.state, at.index)
            here = desk.map.place_of(at.index)
            if any(not code and node != here for node, code in found):
                break
    QTest.keyClick(desk.map, Key.Key_Return)
    QTest.keyClick(desk.map, Key.Key_Return)
    assert desk.form is not None
    assert desk.form.isVisible()
    assert QApplication.focusWidget() is desk.form.intent
    QTest.keyClicks(desk.form.intent, "Hold the road")
    lawful = desk.form.tier.currentIndex()
    QTest.keyClick(desk.form.tier, Key.Key_Home)
    while "✕" not in desk.form.verdict.text():  # not every force serves in every tier
        assert desk.form.tier.currentIndex() < desk.form.tier.count() - 1
        QTest.keyClick(desk.form.tier, Key.Key_Down)
    QTest.keyClick(desk.form.intent, Key.Key_Return)
    assert last(desk) != "order"
    assert desk.notice.kind == REFUSED
    assert desk.notice.remedy
    QTest.keyClick(desk.form.tier, Key.Key_Home)
    for _ in range(lawful):
        QTest.keyClick(desk.form.tier, Key.Key_Down)
    QTest.keyClick(desk.form.intent, Key.Key_Return)
    assert last(desk) == "order"

    press(desk, Key.Key_Return, CTRL)
    assert session.phase == "adjudication"
    press(desk, Key.Key_6, ALT)
    panel = cast(AdjudicationPanel, desk.docks.panels["adjudication"])
    assert QApplication.focusWidget() in panel.findChildren(QWidget)
    contest = panel.table.current()
    choice = panel.no if contest.outcome.drawn else panel.yes
    choice.setFocus()
    QTest.keyClick(choice, Key.Key_Space)
    panel.reason.setFocus()
    QTest.keyClicks(panel.reason, "Agreed in the room")
    panel.rule.setFocus()
    QTest.keyClick(panel.rule, Key.Key_Space)
    assert last(desk) == "ruling"

    press(desk, Key.Key_Return, CTRL)
    assert session.phase == "feedback"
    press(desk, Key.Key_7, ALT)
    measures = cast(MeasuresPanel, desk.docks.panels["measures"])
    assert QApplication.focusWidget() is measures.table
    was = measures.title.text()
    QTest.keyClick(measures.table, Key.Key_Down)
    assert measures.title.text() != was
    assert measures.tree.model().rowCount() > 1
    press(desk, Key.Key_Left, ALT)
    assert bridge(desk).looking_back
    press(desk, Key.Key_End, ALT)
    assert not bridge(desk).looking_back


def test_an_unlawful_drop_says_why_and_what_would_make_it_lawful(desk: Desk) -> None:
    to_orders(desk)
    hit, _, refused = movable(desk)
    entries = len(bridge(desk).session.entries)

    drag(desk.map, hit.centre, desk.map.node_at(refused))

    assert len(bridge(desk).session.entries) == entries
    assert desk.notice.kind == REFUSED
    assert desk.notice.reason in desk.notice.text
    assert desk.notice.remedy
    assert desk.notice.remedy in desk.notice.text


def test_a_refusal_stays_until_the_next_act(desk: Desk) -> None:
    to_orders(desk)
    order = {"type": "deploy", "actor": "de", "force": "de_mech_bde_1", "to": "kharkiv", "tier": 3}
    world = bridge(desk).world
    order["force"] = next(f.id for f in world.forces if f.actor == "de")

    assert bridge(desk).submit(GiveOrder(order=order)) is None
    reason = desk.notice.reason
    assert reason
    desk.commands.run("look_back")
    desk.commands.run("look_now")
    assert desk.notice.reason == reason

    desk.commands.run("advance")
    assert desk.notice.kind != REFUSED


def test_looking_back_shows_the_past_everywhere_and_nothing_can_be_done_there(desk: Desk) -> None:
    to_orders(desk)
    hit, goal, _ = movable(desk)
    desk.prepare_order(hit.index, goal)
    assert desk.form is not None
    desk.form.submit()
    now = bridge(desk).last
    timeline = desk.timeline
    assert timeline is not None

    timeline.lanes.setFocus()
    QTest.keyClick(timeline.lanes, Key.Key_Left)

    assert bridge(desk).seq == now - 1
    assert desk.looking.isVisible()
    assert str(now - 1) in desk.looking.words.text()
    assert seqs(desk) == {now - 1}
    assert not desk.bar.advance.isEnabled()
    desk.commands.run("advance")
    assert bridge(desk).last == now
    assert desk.notice.kind == REFUSED
    assert desk.notice.remedy

    click(desk.looking.now)
    assert not bridge(desk).looking_back
    assert not desk.looking.isVisible()
    assert seqs(desk) == {now}


def test_a_session_closed_in_the_middle_of_a_turn_is_resumed_as_it_was(
    desk: Desk, windows: Windows, opened: Callable[[Callable[[], bool]], Desk], session_path: Path
) -> None:
    to_orders(desk)
    hit, goal, _ = movable(desk)
    desk.prepare_order(hit.index, goal)
    assert desk.form is not None
    desk.form.submit()
    digest, entries = bridge(desk).session.digest, bridge(desk).last
    desk.close()

    again = opened(lambda: windows.resume(session_path))

    assert bridge(again).session.digest == digest
    assert bridge(again).last == entries
    assert bridge(again).session.phase == "orders"
    again.commands.run("advance")
    assert bridge(again).session.phase == "adjudication"


def test_an_act_that_cannot_be_written_can_be_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tabletop.session.journal import Journal, JournalFault

    append = Journal.append

    def full(*_: object) -> None:
        raise JournalFault("The disk is full.")

    monkeypatch.setattr(Journal, "append", full)
    desk.commands.run("advance")
    assert desk.notice.kind == FAILED
    assert desk.notice.reason == "The disk is full."
    assert bridge(desk).session.phase == "planning"

    monkeypatch.setattr(Journal, "append", append)
    desk.notice.retry.emit()
    assert bridge(desk).session.phase == "brief"


def test_what_a_player_sees_is_cut_to_the_seat(desk: Desk) -> None:
    desk.commands.run("advance")
    desk.bar.seats.setCurrentIndex(desk.bar.seats.findData("paris"))
    desk.bar.seats.activated.emit(desk.bar.seats.currentIndex())

    moment = bridge(desk).moment()
    assert moment.seat == "paris"
    assert {panel.moment.seat for panel in shown(desk)} == {"paris"}
    assert np.array_equal(moment.state.pressure, moment.state.perceived_pressure)
    assert not desk.bar.advance.isEnabled()
    desk.commands.run("advance")
    assert desk.notice.kind == REFUSED
    assert bridge(desk).session.phase == "brief"


def test_a_session_is_on_disk_before_the_desk_says_so(desk: Desk, session_path: Path) -> None:
    desk.commands.run("advance")
    with Session.open(session_path, read_only=True) as read:
        assert len(read.entries) == 1
    assert "1" in desk.bar.record.text()


def test_a_panel_behind_a_tab_is_brought_up_when_it_is_looked_at(desk: Desk, qtbot: QtBot) -> None:
    desk.docks.go_to("msel")
    desk.commands.run("advance")
    behind = desk.docks.panels["measures"]
    assert behind.moment.seq == 0

    desk.docks.frames["measures"].raise_()
    qtbot.waitUntil(lambda: behind.moment.seq == 1)
