"""What others plan changes nothing that a cell or the room can see, hear or read off the map.

A search for a secret word finds the word alone; here all that two moments show is compared, of
which the second has the hidden orders of a whole staff behind it.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from tabletop.analysis.policies import POLICIES
from tabletop.session.acts import parse_act
from tabletop.ui.desk import Desk
from tabletop.ui.map.controls import MapControls
from tabletop.ui.map.left_out import LeftOutButton
from tabletop.world.luck import Luck
from tests.ui.everything import everything
from tests.ui.test_hot_seat import hand_to
from tests.ui.test_turn import bridge, to_orders

CELL, ACTOR = "paris", "fr"
COUNTS = re.compile(r"^$|^-?\d\d?:\d\d$|recorded \d+|^[Ee]ntry \d+")
"""Blank lines, the clock, how many acts were recorded: everybody may know that."""


def seen(desk: Desk, qtbot: QtBot) -> tuple[Counter[str], Counter[str], QImage, QImage]:
    """Return all lines of a desk and of its room window, and the pictures of both maps."""
    for name in desk.docks.panels:
        desk.docks.go_to(name)
        desk.rounds.settle()
    qtbot.wait(50)
    room = desk.room
    assert room is not None
    for one in (desk.map, room.map):
        one.settle()
        counts = one.findChild(LeftOutButton)
        if counts is not None:
            counts.count()  # else it comes back a moment after the map has come to rest
    lines = [Counter(one for one in everything(window).splitlines() if not COUNTS.search(one))
             for window in (desk, room)]  # fmt: skip
    return lines[0], lines[1], desk.map.grab().toImage(), room.map.grab().toImage()


def hidden_orders(desk: Desk) -> int:
    """Give the orders of a staff for everybody but the cell; returns how many were accepted."""
    record = bridge(desk)
    session = record.session
    luck = Luck.of(session.seed, [0], turn=session.turn)
    given = 0
    for order, runs in POLICIES["staff"].choose(session.world, session.state, luck):
        if runs[0] and order.actor != ACTOR:
            act = parse_act({"type": "order", "order": order.model_dump(mode="json")})
            given += record.submit(act) is not None
    return given


@pytest.mark.parametrize("way", ["handed over", "looked through"])
def test_hidden_orders_of_others_change_nothing_that_a_cell_or_the_room_is_shown(
    desk: Desk, qtbot: QtBot, way: str
) -> None:
    def take(seat: str) -> None:
        if way == "handed over":
            hand_to(desk, seat, qtbot)
        else:
            bridge(desk).set_seat(seat)
        desk.rounds.settle()

    controls = desk.map.findChild(MapControls)
    assert controls is not None
    buttons = controls.findChildren(QToolButton)
    qtbot.waitUntil(lambda: all(not one.icon().isNull() for one in buttons))
    desk.commands.run("room")
    to_orders(desk)
    take(CELL)
    seen(desk, qtbot)  # once, so that columns and names on the map have come to rest
    before = seen(desk, qtbot)
    take("facilitator")
    assert hidden_orders(desk) > 5
    clip = QGuiApplication.clipboard().text()
    take(CELL)
    after = seen(desk, qtbot)

    for words, then in zip(before[:2], after[:2], strict=True):
        assert dict(then - words) == {}
    assert after[2] == before[2], "the cell's map has changed"
    assert after[3] == before[3], "the room's map has changed"
    assert QGuiApplication.clipboard().text() == clip


def test_the_comparison_finds_the_orders_for_those_who_may_see_them(
    desk: Desk, qtbot: QtBot
) -> None:
    to_orders(desk)
    desk.docks.go_to("orders")
    inbox = desk.docks.panels["orders"]
    before = Counter(everything(inbox).splitlines())
    given = hidden_orders(desk)
    desk.rounds.settle()
    assert len(Counter(everything(inbox).splitlines()) - before) > given > 5
