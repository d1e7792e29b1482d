"""A whole turn with nothing but a mouse and letters, and with nothing but keys, as people do it.

A click goes to what lies under the pointer, or it misses; a key goes to what has the keyboard. No
method of a panel is called, nothing is given the keyboard, and no tab is brought to the front.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from tabletop.rules.orders.deployment import destinations
from tabletop.ui.desk import Desk
from tabletop.ui.notice import REFUSED
from tests.ui.test_turn import bridge, drag, last, movable

LEFT, CTRL, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, (
    Qt.KeyboardModifier.AltModifier)  # fmt: skip
Key = Qt.Key
MOST_TABS = 60
TRAY, LETTERS = "Drones over the coalition hub", "drones over"


@pytest.fixture
def table(desk: Desk, qtbot: QtBot) -> Desk:
    """Return a desk as large as a projector's picture, in front of everything."""
    desk.resize(1920, 1080)
    desk.reset_layout()
    qtbot.wait(100)
    desk.map.zoom_to_fit()
    desk.map.settle()
    desk.activateWindow()
    qtbot.waitActive(desk)
    return desk


# -- a mouse -------------------------------------------------------------------------------------


def point(desk: Desk, widget: QWidget, at: QPoint) -> QWidget:
    """Return what a click at a place of a widget hits; it must be that widget."""
    assert widget.isVisible()
    assert widget.isEnabled(), widget
    hit = desk.childAt(widget.mapTo(desk, at))
    assert hit is widget or widget.isAncestorOf(hit), f"{hit} lies over {widget}"
    return widget


def click(desk: Desk, widget: QWidget, at: QPoint | None = None) -> None:
    at = widget.rect().center() if at is None else at
    QTest.mouseClick(point(desk, widget, at), LEFT, pos=at)


def click_tab(desk: Desk, title: str) -> None:
    """Click the tab of a panel."""
    for bar in desk.findChildren(QTabBar):
        for i in range(bar.count()):
            if bar.tabText(i) == title and bar.isVisible():
                click(desk, bar, bar.tabRect(i).center())
                return
    raise AssertionError(f"no tab {title!r} in sight")


def click_row(desk: Desk, view: QAbstractItemView, text: str) -> None:
    """Click a row by its words; it must be in sight."""
    index = find_row(view, text)
    place = view.visualRect(index)
    at = QPoint(place.left() + 30, place.center().y())
    assert view.viewport().rect().contains(at), f"{text!r} is out of sight"
    click(desk, view.viewport(), at)


def find_row(view: QAbstractItemView, text: str, above: QModelIndex | None = None) -> QModelIndex:
    model, above = view.model(), above or QModelIndex()
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        if text in str(index.data()):
            return index
        if model.hasChildren(index):
            below = find_row(view, text, index)
            if below.isValid():
                return below
    return QModelIndex()


def letters(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def test_a_turn_is_played_with_a_mouse_and_letters(table: Desk, qtbot: QtBot) -> None:
    desk, session = table, bridge(table).session
    panels = desk.docks.panels

    click(desk, desk.bar.advance)
    assert (session.phase, session.turn) == ("brief", 1)

    click_tab(desk, "MSEL")
    msel = panels["msel"]
    click(desk, msel.search)  # type: ignore[attr-defined]
    letters(LETTERS)
    click_row(desk, msel.tree, TRAY)  # type: ignore[attr-defined]
    click(desk, msel.fire)  # type: ignore[attr-defined]
    assert last(desk) == "deliver"
    assert session.entries[-1].act["inject"] == "INJ04"

    click(desk, desk.bar.advance)
    assert session.phase == "orders"
    desk.map.settle()
    hit, goal, wrong = movable(desk)
    drag(desk.map, hit.centre, desk.map.node_at(wrong))
    assert desk.notice.kind == REFUSED
    assert last(desk) != "order"
    drag(desk.map, hit.centre, desk.map.node_at(goal))
    qtbot.wait(50)
    assert desk.form is not None
    click(desk, desk.form.intent)
    letters("Show strength")
    click(desk, desk.form.rationale)
    letters("The road is open")
    click(desk, desk.form.give)
    assert last(desk) == "order"
    given = session.entries[-1].act["order"]
    assert (given["intent"], given["rationale"]) == ("Show strength", "The road is open")

    click(desk, desk.bar.advance)
    assert session.phase == "adjudication"
    click_tab(desk, "Adjudication")
    judge = panels["adjudication"]
    qtbot.waitUntil(lambda: judge.table.model().rowCount() > 1)  # type: ignore[attr-defined]
    click_row(desk, judge.table, str(judge.table.model().index(1, 0).data()))  # type: ignore[attr-defined]
    contest = judge.table.current()  # type: ignore[attr-defined]
    other = judge.no if contest.outcome.drawn else judge.yes  # type: ignore[attr-defined]
    click(desk, other, QPoint(8, other.height() // 2))
    click(desk, judge.reason)  # type: ignore[attr-defined]
    letters("The white cell knows better")
    click(desk, judge.rule)  # type: ignore[attr-defined]
    assert last(desk) == "ruling"

    click(desk, desk.bar.advance)
    assert session.phase == "feedback"
    click_tab(desk, "Measures")
    qtbot.wait(50)
    measures = panels["measures"]
    click_row(desk, measures.table, "Cohesion")  # type: ignore[attr-defined]
    assert measures.title.text().startswith("Cohesion")  # type: ignore[attr-defined]
    assert measures.tree.model().rowCount() > 1  # type: ignore[attr-defined]

    assert desk.timeline is not None
    lanes = desk.timeline.lanes
    assert lanes.timeline is not None
    early = QPoint(int(lanes.x_of(lanes.timeline.places[2])), lanes.height() // 2)
    click(desk, lanes, early)
    assert bridge(desk).looking_back
    click(desk, desk.looking.now)
    assert not bridge(desk).looking_back


# -- a keyboard ----------------------------------------------------------------------------------


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key, wherever the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None, "nothing has the keyboard"
    QTest.keyClick(focus, key, modifier)


def tab_to(reached: Callable[[QWidget], bool], what: str) -> None:
    """Press Tab until the keyboard is where it should be."""
    for _ in range(MOST_TABS):
        focus = QApplication.focusWidget()
        if focus is not None and reached(focus):
            return
        press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {what}")


def test_a_turn_is_played_with_keys_alone(table: Desk, qtbot: QtBot) -> None:
    desk, session = table, bridge(table).session
    panels = desk.docks.panels
    if QApplication.focusWidget() is None:
        desk.setFocus()  # as a window manager does

    press(Key.Key_Return, CTRL)
    assert (session.phase, session.turn) == ("brief", 1)

    press(Key.Key_3, ALT)
    msel = panels["msel"]
    assert msel.isAncestorOf(QApplication.focusWidget())
    tab_to(lambda w: w is msel.search or w is msel.tree, "the MSEL")  # type: ignore[attr-defined]
    for _ in range(2):
        if QApplication.focusWidget() is not msel.search:  # type: ignore[attr-defined]
            press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    letters(LETTERS)
    tab_to(lambda w: w is msel.tree, "the list of injects")  # type: ignore[attr-defined]
    for _ in range(12):
        press(Key.Key_Down)
        if msel.title.text() == TRAY:  # type: ignore[attr-defined]
            break
    assert msel.title.text() == TRAY  # type: ignore[attr-defined]
    tab_to(lambda w: w is msel.fire, "Fire")  # type: ignore[attr-defined]
    press(Key.Key_Space)
    assert last(desk) == "deliver"

    press(Key.Key_Return, CTRL)
    assert session.phase == "orders"
    press(Key.Key_F6)
    assert QApplication.focusWidget() is desk.map
    desk.map.settle()
    to_a_force_that_can_go(desk)
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert desk.form is not None
    assert QApplication.focusWidget() is desk.form.intent
    letters("Hold the road")
    tab_to(lambda w: w is desk.form.rationale, "the rationale")  # type: ignore[union-attr]
    letters("It is the only one")
    press(Key.Key_Return)
    assert last(desk) == "order"
    assert session.entries[-1].act["order"]["rationale"] == "It is the only one"

    press(Key.Key_Return, CTRL)
    assert session.phase == "adjudication"
    press(Key.Key_6, ALT)
    judge = panels["adjudication"]
    tab_to(lambda w: w is judge.table, "the outcomes")  # type: ignore[attr-defined]
    press(Key.Key_Down)
    contest = judge.table.current()  # type: ignore[attr-defined]
    other = judge.no if contest.outcome.drawn else judge.yes  # type: ignore[attr-defined]
    tab_to(lambda w: w in (judge.accept, judge.yes, judge.no), "the choices")  # type: ignore[attr-defined]
    for way in (Key.Key_Right, Key.Key_Right, Key.Key_Down, Key.Key_Down):  # side by side or not
        if not other.isChecked():
            press(way)
    assert other.isChecked()
    tab_to(lambda w: isinstance(w, QLineEdit) and w is judge.reason, "the reason")  # type: ignore[attr-defined]
    letters("Agreed in the room")
    tab_to(lambda w: w is judge.rule, "Rule")  # type: ignore[attr-defined]
    press(Key.Key_Space)
    assert last(desk) == "ruling"

    press(Key.Key_Return, CTRL)
    assert session.phase == "feedback"
    press(Key.Key_7, ALT)
    measures = panels["measures"]
    qtbot.waitUntil(lambda: measures.moment.phase == "feedback")
    assert QApplication.focusWidget() is measures.table  # type: ignore[attr-defined]
    was = measures.title.text()  # type: ignore[attr-defined]
    press(Key.Key_Down)
    assert measures.title.text() != was  # type: ignore[attr-defined]
    press(Key.Key_Left, ALT)
    assert bridge(desk).looking_back
    press(Key.Key_End, ALT)
    assert not bridge(desk).looking_back


def to_a_force_that_can_go(desk: Desk) -> None:
    """Press Tab on the map until a force has the keyboard that may be sent somewhere."""
    moment = bridge(desk).moment()
    for _ in range(MOST_TABS):
        press(Key.Key_Tab)
        at = desk.map.hand.focus()
        if at is None or at.kind != "force":
            continue
        here = desk.map.place_of(at.index)
        found = destinations(moment.world, moment.state, at.index)
        if any(not code and node != here for node, code in found):
            return
    raise AssertionError("Tab does not lead to a force that can go anywhere")
