"""The map on the desk: going to names, named views, orders for several forces, taking back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.analysis.preview import Standing, differences
from tabletop.rules.orders.deployment import destinations
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.desk import Desk
from tabletop.ui.map.bookmarks import Bookmark
from tabletop.ui.map.canvas import Hit
from tabletop.ui.map.layers import SHOWN
from tabletop.ui.panels.measures import MeasuresPanel
from tabletop.ui.reason import ReasonDialog
from tabletop.world.outline import Outline

Key = Qt.Key


def bridge(desk: Desk) -> SessionBridge:
    assert isinstance(desk.bridge, SessionBridge)
    return desk.bridge


def to_orders(desk: Desk) -> None:
    desk.commands.run("advance")
    desk.commands.run("advance")
    desk.map.settle()


def movable(desk: Desk) -> tuple[tuple[int, ...], int]:
    """Find two Ukrainian forces and a place where both may go."""
    moment = bridge(desk).moment()
    own = [i for i, f in enumerate(moment.world.forces) if f.actor == "ua"]
    may = {
        force: {n for n, code in destinations(moment.world, moment.state, force) if not code}
        for force in own
        if int(moment.state.at[0, force]) >= 0
    }
    for one in may:
        for other in may:
            both = may[one] & may[other]
            if one < other and both:
                return (one, other), min(both)
    raise AssertionError("no two forces may go to one place")


def telling(desk: Desk) -> tuple[int, int]:
    """Find a force and a place where it may go and would change a measure."""
    moment = bridge(desk).moment()
    world, state = moment.world, moment.state
    for force in np.flatnonzero(state.at[0] >= 0).tolist():
        for node, code in destinations(world, state, force):
            at = int(state.at[0, force])
            if not code and node != at and differences(world, state, [Standing(force, node, 3)]):
                return force, node
    raise AssertionError("no force changes anything")


def orders(desk: Desk) -> list[dict[str, object]]:
    return [e.act["order"] for e in bridge(desk).session.entries if e.type == "order"]


def send_both(desk: Desk, qtbot: QtBot) -> tuple[tuple[int, ...], int]:
    forces, goal = movable(desk)
    hand = desk.map.hand
    hand.chosen.add(forces)
    desk.map.setFocus()
    QTest.keyClick(desk.map, Key.Key_Return)
    assert hand.gesture.carrying
    hand.aim(goal)
    QTest.keyClick(desk.map, Key.Key_Return)
    assert desk.form is not None and desk.form.isVisible()
    assert desk.form.forces == forces
    QTest.keyClicks(desk.form.intent, "Hold the river")
    QTest.keyClicks(desk.form.rationale, "They are nearest")
    QTest.keyClick(desk.form.rationale, Key.Key_Return)
    qtbot.waitUntil(lambda: len(orders(desk)) == 2, timeout=5_000)
    return forces, goal


def test_one_form_gives_each_chosen_force_its_own_order(desk: Desk, qtbot: QtBot) -> None:
    to_orders(desk)
    forces, goal = send_both(desk, qtbot)
    world = bridge(desk).world
    given = orders(desk)
    assert [order["force"] for order in given] == [world.forces[f].id for f in forces]
    assert {order["to"] for order in given} == {world.geography.nodes[goal].id}
    assert {order["intent"] for order in given} == {"Hold the river"}
    assert {order["rationale"] for order in given} == {"They are nearest"}
    assert not desk.map.hand.chosen.forces


def test_the_last_order_is_taken_back_by_key_and_one_of_them_from_its_menu(
    desk: Desk, qtbot: QtBot
) -> None:
    to_orders(desk)
    forces, _ = send_both(desk, qtbot)
    desk.commands.run("take_back")
    last = bridge(desk).session.entries[-1]
    assert last.type == "take_back"
    assert int(last.act["entry"]) == last.seq - 1
    hit = Hit("force", forces[0], QRectF(desk.map.rect()), (forces[0],))
    menu = desk.commands.map.menu_for(hit)
    action = next(a for a in menu.actions() if "order back" in a.text())
    assert action.isEnabled()
    action.trigger()
    assert bridge(desk).session.entries[-1].type == "take_back"
    assert desk.commands.map._orders is not None
    assert desk.commands.map._orders.takeable() is None
    desk.commands.run("take_back")
    assert "no order of yours" in desk.notice.text


def test_while_a_force_is_held_its_way_and_the_measures_before_and_after_are_told(
    desk: Desk,
) -> None:
    to_orders(desk)
    moment = bridge(desk).moment()
    force = moment.world.index["force"]["gb_light_bde_1"]
    node = moment.world.index["node"]["odesa"]
    orders_of = desk.commands.map._orders
    assert orders_of is not None
    desk.map.hand.group = (force,)
    orders_of.pick(force)
    orders_of._lawful[node] = (force,)
    told = orders_of.effects(node)
    assert "Presence" in told and "→" in told
    way = orders_of.way(node)
    assert way is not None
    assert "turn" in way.words and "trains" in way.words
    assert all("/" in leg.words for leg in way.legs)


def test_by_keyboard_too_the_panel_of_measures_shows_before_and_after_until_the_hand_is_empty(
    desk: Desk,
) -> None:
    to_orders(desk)
    desk.docks.go_to("measures")
    panel = desk.docks.panels["measures"]
    assert isinstance(panel, MeasuresPanel)
    force, node = telling(desk)
    desk.map.setFocus()
    desk.map.hand.gesture.pick_up(force, by_key=True)
    for _ in desk.map.hand.goals():
        if desk.map.hand.aimed() == node:
            break
        QTest.keyClick(desk.map, Qt.Key.Key_Tab)
    assert panel._ahead is not None and panel._ahead.steps
    place = bridge(desk).world.geography.nodes[desk.map.hand.aimed()].name
    assert place in panel.ahead.text()
    now = [str(panel.table.rows.index(i, 1).data()) for i in range(len(panel.table.rows.rows))]
    assert any("→" in cell for cell in now)
    QTest.keyClick(desk.map, Qt.Key.Key_Escape)
    assert not panel.ahead.isVisible()
    assert desk.notice.text == "Put back: nothing was ordered."
    assert "→" not in str(panel.table.rows.index(0, 1).data())


def test_a_scenario_may_ask_for_the_rationale_of_each_order(desk: Desk) -> None:
    to_orders(desk)
    moment = bridge(desk).moment()
    world = moment.world
    player = next(seat for seat in world.scenario.seats if seat.role == "player")
    strict = replace(world, scenario=replace(world.scenario, rationale_required=True))
    forces, goal = movable(desk)
    form = desk.form
    assert form is not None
    asked: list[object] = []
    form.act_requested.disconnect()
    form.act_requested.connect(asked.append)
    form.propose(replace(moment, world=strict, seat=player.id), forces[0], goal)
    assert form.rationale_required
    assert "asks for it" in form.rationale.placeholderText()
    form.submit()
    assert asked == []
    assert "why" in form.verdict.text()
    form.rationale.setText("Because the river is open")
    form.submit()
    assert len(asked) == 1


def test_ctrl_f_goes_to_kupiansk(desk: Desk) -> None:
    desk.commands.run("map_search")
    line = desk.map.tools.search.line
    QTest.keyClicks(line, "go to Kupiansk")
    QTest.keyClick(line, Key.Key_Return)
    world = bridge(desk).world
    x, y = world.geography.node_xy[world.index["node"]["kupiansk"]]
    assert (desk.map.camera.x, desk.map.camera.y) == (float(x), float(y))
    assert desk.map.hasFocus() or not desk.isActiveWindow()


def test_every_place_force_sector_and_actor_can_be_gone_to(desk: Desk) -> None:
    world = bridge(desk).world
    goals = desk.commands.map.goals()
    names = {goal.title for goal in goals}
    assert {node.name for node in world.geography.nodes} <= names
    assert {sector.name for sector in world.geography.sectors} <= names
    assert {actor.name for actor in world.actors} <= names
    assert {force.name for force in world.forces} <= names
    for goal in goals[:: max(1, len(goals) // 12)]:
        goal.go()


def test_a_view_is_kept_under_a_name_and_found_again_after_a_start(desk: Desk) -> None:
    commands = desk.commands.map
    desk.map.centre_on(6_200_000, 3_300_000, 400)
    QTest.keyClick(desk.map, Key.Key_B)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ReasonDialog))
    dialog.line.setText("The north")
    dialog.accept()
    assert commands.bookmarks() == [Bookmark("The north", 6_200_000, 3_300_000, 400)]
    desk.map.zoom_to_fit()
    QTest.keyClick(desk.map, Key.Key_1)
    assert (desk.map.camera.x, desk.map.camera.scale) == (6_200_000, 400)
    words = [action.text() for action in commands.views_menu().actions()]
    assert any("The north" in word for word in words)


def test_the_chosen_layers_are_there_again_on_the_next_desk(desk: Desk, qtbot: QtBot) -> None:
    desk.map.show_layer("coverage")
    desk.map.show_layer("truth")
    desk.map.show_layer("routes", False)
    kept = desk.preferences.map_note("layers")
    assert kept == "+coverage -routes"
    later = Desk(desk.preferences)
    qtbot.addWidget(later)
    assert desk.bridge is not None
    later.set_outline(Outline.of(bridge(desk).moment().world.geography), None)
    assert later.map.layers == (SHOWN | {"coverage"}) - {"routes"}
