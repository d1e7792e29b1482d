"""The bar at the top: a clock for the whole table, and jumps to later phases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.session.acts import parse_act
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.desk import Desk


def play(desk: Desk) -> SessionBridge:
    assert isinstance(desk.bridge, SessionBridge)
    return desk.bridge


def test_the_clock_is_read_from_across_the_table(desk: Desk) -> None:
    desk.commands.run("advance")
    desk.commands.run("advance")
    assert desk.bar.clock.isVisible()
    plain = QFontMetricsF(desk.bar.font()).capHeight()
    assert QFontMetricsF(desk.bar.clock.font()).capHeight() >= 2.3 * plain
    assert desk.bar.height() <= 0.1 * desk.height()


def test_a_later_phase_is_jumped_to_through_those_between(desk: Desk, qtbot: QtBot) -> None:
    desk.commands.run("advance")
    before = play(desk).last
    button = desk.bar.steps.button("adjudication")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: play(desk).session.phase == "adjudication" and not desk.rounds.busy)
    assert [e.type for e in play(desk).session.entries[before:]] == ["advance", "advance"]


def test_only_what_lies_ahead_can_be_jumped_to_and_only_by_the_facilitator(desk: Desk) -> None:
    steps = desk.bar.steps
    assert not any(steps.button(one).isEnabled() for one in ("brief", "orders", "feedback"))
    desk.commands.run("advance")
    desk.commands.run("advance")
    assert not steps.button("brief").isEnabled()
    assert not steps.button("orders").isEnabled()
    assert steps.button("feedback").isEnabled()
    play(desk).set_seat("paris")
    assert not steps.button("feedback").isEnabled()


def test_after_endex_the_button_leads_to_the_debrief(desk: Desk, qtbot: QtBot) -> None:
    desk.commands.run("advance")
    play(desk).submit(parse_act({"type": "end_ex", "reason": "Noon."}))
    qtbot.waitUntil(lambda: desk.bar.advance.text() == "Debrief ▸")
    assert desk.bar.advance.isEnabled()
    asked: list[str] = []
    desk.bar.commandAsked.disconnect()
    desk.bar.commandAsked.connect(asked.append)
    QTest.mouseClick(desk.bar.advance, Qt.MouseButton.LeftButton)
    assert asked == ["debrief"]


def test_a_jump_stops_where_it_is_refused(desk: Desk) -> None:
    desk.commands.run("advance")
    play(desk).set_seat("paris")
    last = play(desk).last
    desk.commands.jump("feedback")
    QApplication.processEvents()
    assert play(desk).last == last


@pytest.mark.parametrize("phase", ["planning", "brief", "orders", "adjudication", "feedback"])
def test_at_1366_pixels_the_bar_is_one_row_in_every_phase(desk: Desk, phase: str) -> None:
    desk.resize(1366, 768)
    while play(desk).session.phase != phase:
        desk.commands.run("advance")
        desk.rounds.settle()
    for held in (False, True):
        if held and phase != "planning":
            desk.commands.run("hold")
            desk.rounds.settle()
        QApplication.processEvents()
        if phase == "orders":
            desk.bar.tick(datetime.now(UTC) + timedelta(minutes=33))
            assert desk.bar.over.isVisible() and desk.bar.clock.text().endswith("-3:00")
            QApplication.processEvents()
        bar = desk.bar
        parts = (bar.marking, bar.steps, bar.advance, bar.end, bar.over, bar.hand_over)
        shown = [one for one in parts if one.isVisible()]
        tops = [one.mapTo(desk.bar, one.rect().center()).y() for one in shown]
        assert max(tops) - min(tops) < 20
        assert desk.bar.record.isVisible()
        assert desk.bar.record.mapTo(desk.bar, desk.bar.record.rect().bottomRight()).x() <= 1366
