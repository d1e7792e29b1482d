"""What comes next is said in every phase, and leads to a panel that is there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QRawFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.session.acts import parse_act
from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.docks import PLACES
from tabletop.ui.guide import next_step
from tabletop.ui.notice import REFUSED
from tabletop.ui.panels.orders import OrdersPanel
from tests.ui.test_turn import bridge, drag, last, movable, to_orders


def test_each_phase_says_another_next_step_and_where(desk: Desk) -> None:
    seen: list[tuple[str, str]] = []
    for _ in range(5):
        step = next_step(bridge(desk).moment())
        assert desk.notice.hint.text() == step.words
        assert step.panel in ("", *PLACES)
        seen.append((step.words, step.panel))
        desk.commands.run("advance")
    assert len(set(seen)) == 5
    assert [panel for _, panel in seen] == ["", "msel", "orders", "adjudication", "adjudication"]


def test_every_seat_is_told_something_in_every_phase(desk: Desk) -> None:
    for _ in range(5):
        for seat in bridge(desk).world.scenario.seats:
            assert next_step(bridge(desk).session.moment(seat.id)).words
        desk.commands.run("advance")


def test_injects_that_are_due_are_counted_and_the_first_is_ready_to_fire(desk: Desk) -> None:
    desk.commands.run("advance")
    due = len(bridge(desk).session.due())
    assert due > 1
    assert f"{due} injects" in desk.notice.hint.text()
    QTest.keyClick(QApplication.focusWidget() or desk, Qt.Key.Key_F3)
    msel = desk.docks.panels["msel"]
    for left in range(due, 0, -1):
        assert msel.fire.isEnabled()  # type: ignore[attr-defined]
        msel.fire.click()  # type: ignore[attr-defined]
        assert len(bridge(desk).session.due()) == left - 1
    assert "fire" not in desk.notice.hint.text()


def test_a_hold_and_a_look_back_are_said_before_all_else(desk: Desk) -> None:
    to_orders(desk)
    bridge(desk).submit(parse_act({"type": "hold", "reason": "Coffee"}))
    assert "Ctrl+H" in desk.notice.hint.text()
    desk.commands.run("look_first")
    assert "Alt+End" in desk.notice.hint.text()


def test_the_step_leads_to_its_panel(desk: Desk) -> None:
    to_orders(desk)
    desk.docks.go_to("measures")
    assert desk.docks.frames["orders"].visibleRegion().isEmpty()
    desk.notice.show_step.click()
    assert not desk.docks.frames["orders"].visibleRegion().isEmpty()


def test_a_refusal_moves_nothing_on_the_desk(desk: Desk, qtbot: QtBot) -> None:
    to_orders(desk)
    qtbot.wait(30)
    before = desk.notice.height(), desk.map.size(), desk.bar.advance.mapTo(desk, QPoint())
    desk.refuse_order("It may not.", "Ask again.", {})
    qtbot.wait(30)
    assert desk.notice.kind == REFUSED
    assert not desk.notice.hint.isVisible()
    after = desk.notice.height(), desk.map.size(), desk.bar.advance.mapTo(desk, QPoint())
    assert after == before


def test_the_buttons_stay_where_they_are_from_phase_to_phase(desk: Desk, qtbot: QtBot) -> None:
    desk.resize(1600, 900)
    places = set()
    for _ in range(4):
        desk.commands.run("advance")
        qtbot.wait(20)
        places.add((desk.bar.hold.x() - desk.bar.advance.x(), desk.bar.advance.width()))
    assert len(places) == 1


def test_what_the_map_refuses_is_kept_among_the_refusals(desk: Desk) -> None:
    to_orders(desk)
    hit, _, wrong = movable(desk)
    orders = desk.docks.panels["orders"]
    assert isinstance(orders, OrdersPanel)
    drag(desk.map, hit.centre, desk.map.node_at(wrong))
    assert last(desk) != "order"
    (row,) = orders.refused.rows.rows
    world = bridge(desk).world
    assert row.order["force"] == world.forces[hit.index].id
    assert row.order["to"] == world.geography.nodes[wrong].id
    assert (row.reason, row.remedy) == (desk.notice.reason, desk.notice.remedy)


def test_what_any_panel_is_refused_is_kept_among_the_refusals(desk: Desk) -> None:
    to_orders(desk)
    orders = desk.docks.panels["orders"]
    assert isinstance(orders, OrdersPanel)
    force = next(f for f in bridge(desk).world.forces if f.actor == "de")
    order = {"type": "withdraw", "actor": "de", "force": force.id}
    desk.docks.panels["forces"].act_requested.emit(parse_act({"type": "order", "order": order}))
    (row,) = orders.refused.rows.rows
    assert row.order["type"] == "withdraw"
    assert row.remedy


def test_a_picked_up_force_says_how_many_places_are_lawful(desk: Desk) -> None:
    to_orders(desk)
    hit, _, _ = movable(desk)
    desk.map.forceClicked.emit(hit.index)
    assert "picked up" in desk.notice.text
    assert bridge(desk).world.forces[hit.index].name in desk.notice.text


def test_the_order_of_a_table_is_found_again(desk: Desk, windows: Windows) -> None:
    desk.docks.panels["forces"].table.sort_by(5, False)  # type: ignore[attr-defined]
    desk.close()
    assert windows.preferences.sorting("forces") == (5, False)
    assert windows.preferences.sorting("measures") == (-1, True)


SIGNS = sorted(
    {
        sign
        for path in (Path(__file__).parents[2] / "tabletop").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "ui" in path.parts
        for sign in node.value
        if ord(sign) > 127
    }
)


@pytest.mark.parametrize("bold", [False, True])
def test_every_sign_on_the_desk_is_in_the_plainest_font(qapp: QApplication, bold: bool) -> None:
    font = QFont("DejaVu Sans")
    font.setBold(bold)
    raw = QRawFont.fromFont(font)
    assert raw.familyName() == "DejaVu Sans"
    assert len(SIGNS) > 20
    assert [sign for sign in SIGNS if not raw.supportsCharacter(ord(sign))] == []
