"""At 200 % text on 1366 × 768 nothing is cut, and no window is larger than the screen."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tabletop.ui.app import Windows
from tabletop.ui.assumptions import Assumptions
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.desk import Desk
from tabletop.ui.dress import RULES
from tabletop.ui.mattered_window import MatteredWindow
from tabletop.ui.panels.destinations import DestinationDialog
from tabletop.ui.preferences import LARGEST
from tabletop.ui.theme import THEMES, contrast
from tests.ui.test_looks import clipped, outside

WIDE, HIGH, TITLE = 1366, 768, 40
"""The screen, and the title bar of a window on it."""


@pytest.fixture
def large(desk: Desk, windows: Windows, qtbot: QtBot) -> Desk:
    """Return a desk with the largest text on a small screen."""
    windows.change_look("text_size", LARGEST)
    windows.dresser.settle()
    desk.resize(WIDE, HIGH)
    desk.reset_layout()
    desk.resize(WIDE, HIGH)
    qtbot.wait(150)
    return desk


def bridge(desk: Desk) -> SessionBridge:
    assert isinstance(desk.bridge, SessionBridge)
    return desk.bridge


def test_the_cover_of_the_desk_shows_every_line(large: Desk, qtbot: QtBot) -> None:
    large.commands.run("hand_over")
    assert large.hot_seat is not None
    curtain = large.hot_seat.curtain
    assert curtain is not None
    qtbot.wait(50)
    assert curtain.warns.isVisible()
    for seat in range(curtain.seats.count()):  # with and without the button for a PIN
        curtain.seats.setCurrentIndex(seat)
        qtbot.wait(10)
        assert not list(clipped(curtain)) and not list(outside(curtain))
        for one in (curtain.seats, curtain.pin):
            assert one.height() >= one.sizeHint().height()
        shown = [curtain.says, curtain.seats, curtain.pin, curtain.warns, curtain.guard,
                 curtain.take]  # fmt: skip
        boxes = [
            QRect(one.mapTo(curtain, QPoint()), one.size()) for one in shown if one.isVisible()
        ]
        assert all(a.bottom() < b.top() for a, b in pairwise(boxes))


def test_the_form_of_a_drop_is_whole_and_the_desk_no_larger(large: Desk, qtbot: QtBot) -> None:
    world = bridge(large).world
    force = world.index["force"]["gb_light_bde_1"]
    large.prepare_order(force, world.index["node"]["odesa"])
    form = large.form
    assert form is not None and form.isVisible()
    for words in ("✓ Lawful.", "✕ Not lawful: " + 12 * "it is not on offer, " + "so wait."):
        form.verdict.setText(words)
        form._fit()
        qtbot.wait(50)
        assert (large.width(), large.height()) == (WIDE, HIGH)
        assert not list(clipped(form))
        told = form.findChild(QScrollArea)
        assert told is not None
        shown, whole = told.viewport().height(), form.verdict.height()
        assert shown + told.verticalScrollBar().maximum() >= whole
        reached = bool(told.focusPolicy() & Qt.FocusPolicy.TabFocus)
        assert reached == (told.verticalScrollBar().maximum() > 0)
        assert form.height() >= form.sizeHint().height()


def test_the_form_of_a_drop_has_its_buttons_beside_the_title_where_there_is_room(
    desk: Desk, qtbot: QtBot
) -> None:
    world = bridge(desk).world
    desk.resize(1900, 1000)
    desk.prepare_order(world.index["force"]["gb_light_bde_1"], world.index["node"]["odesa"])
    qtbot.wait(50)
    assert desk.form is not None
    assert abs(desk.form.title.geometry().center().y() - desk.form.give.geometry().center().y()) < 9


def windows_of(desk: Desk) -> list[QWidget]:
    moment = bridge(desk).moment()
    force = moment.world.index["force"]["gb_light_bde_1"]
    return [
        Assumptions(moment.world),
        MatteredWindow(bridge(desk)),
        DestinationDialog(moment, force),
    ]


def test_windows_may_be_as_low_as_the_screen(large: Desk, qtbot: QtBot) -> None:
    for window in windows_of(large):
        window.show()
        window.resize(WIDE - 80, HIGH - 3 * TITLE)
        qtbot.wait(50)
        assert window.height() <= HIGH - TITLE, type(window).__name__
        assert not list(clipped(window)), type(window).__name__
        window.close()


def test_the_legend_never_scrolls_sideways(large: Desk, qtbot: QtBot) -> None:
    large.map.show_legend(True)
    qtbot.wait(50)
    legend = large.map.tools.legend
    assert legend.isVisible()
    assert legend.sheet.width() <= legend.area.viewport().width()


def test_what_comes_next_and_the_rooms_marking_are_said_in_full(large: Desk, qtbot: QtBot) -> None:
    for _ in range(2):
        large.commands.run("advance")
        qtbot.wait(50)
    hint = large.notice.hint
    assert "close orders" in hint.text()
    assert hint.fontMetrics().horizontalAdvance(hint.text()) <= hint.width()
    large.toggle_room()
    room = large.room
    assert room is not None
    room.resize(1280, 720)
    qtbot.waitUntil(lambda: room.clock.isVisible() and bool(room.clock.text()), timeout=5_000)
    qtbot.wait(50)
    assert room.marking.width() >= room.marking.sizeHint().width()


def test_signs_of_fields_are_there_and_stand_out_from_every_ground() -> None:
    signs = [Path(path) for path in re.findall(r'url\("([^"]+)"\)', RULES)]
    assert {path.stem for path in signs} == {"tick", "up", "down"}
    for path in signs:
        colours = re.findall(r"#[0-9a-f]{6}", path.read_text(encoding="utf-8"))
        for theme in THEMES.values():
            assert max(contrast(colour, theme.panel) for colour in colours) >= 3.0
