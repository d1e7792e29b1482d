"""The frame of the desk: commands, keys, phase bar, notice and layouts that wrap."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tabletop.ui.commands import Commands
from tabletop.ui.desk import Desk
from tabletop.ui.docks import PLACES
from tabletop.ui.flow import FlowLayout
from tabletop.ui.notice import Notice
from tabletop.ui.phase_bar import clock_text, period_text
from tabletop.ui.reason import ReasonDialog
from tabletop.ui.sheets import briefing_sheet, keys_sheet
from tabletop.ui.shortcuts import COMMANDS, MENUS
from tabletop.ui.theme import LIGHT


def test_no_two_commands_share_a_key() -> None:
    keys = [QKeySequence(one).toString() for c in COMMANDS.values() for one in c.keys]
    keys += [f"Alt+{number}" for number in range(1, len(PLACES) + 1)]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


SHIFTED = {"+": "=", "_": "-", ")": "0", "?": "/"}
"""Signs that many keyboards have above another one: the same stroke has two names."""


def test_no_two_keys_are_one_stroke() -> None:
    strokes = [
        stroke(key)
        for command in COMMANDS.values()
        for key in {QKeySequence(one).toString() for one in command.keys}
    ]
    assert stroke("Ctrl++") == stroke("Ctrl+Shift+=") == stroke("Ctrl+Shift++")
    assert [key for key, count in Counter(strokes).items() if count > 1] == []


def stroke(key: str) -> tuple[frozenset[str], str]:
    """Return the modifiers that are held, and the key that is pressed."""
    sign = key[-1] if key.endswith("+") else key.rsplit("+", 1)[-1]
    held = set(key[: -len(sign)].split("+")) - {""}
    if sign in SHIFTED:
        held.add("Shift")
    return frozenset(held), SHIFTED.get(sign, sign)


def test_every_command_is_in_a_menu_and_says_what_it_does() -> None:
    for command in COMMANDS.values():
        assert command.menu in MENUS
        assert command.says.endswith(".")


def test_every_command_can_be_run(desk: Desk) -> None:
    assert set(desk.commands._doing) == set(COMMANDS)
    assert set(COMMANDS) <= set(desk.menus.actions)
    assert isinstance(desk.commands, Commands)


def test_the_sheet_of_keys_names_every_key(qtbot: QtBot) -> None:
    sheet = keys_sheet()
    qtbot.addWidget(sheet)
    said = sheet.page.toPlainText()
    for command in COMMANDS.values():
        for key in command.keys:
            assert QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) in said


def test_every_action_that_has_a_key_is_on_the_sheet_with_it(desk: Desk) -> None:
    said = keys_sheet(desk).page.toPlainText()
    native = QKeySequence.SequenceFormat.NativeText
    with_keys = [action for action in desk.findChildren(QAction) if action.shortcuts()]
    assert len(with_keys) > 40
    for action in with_keys:
        for key in action.shortcuts():
            assert key.toString(native) in said, f"{action.text()}: {key.toString()}"


def test_a_briefing_is_shown_and_nothing_in_it_is_followed(qtbot: QtBot) -> None:
    sheet = briefing_sheet("Paris", "# Aim\n\n[a link](file:///etc/passwd)")
    qtbot.addWidget(sheet)
    assert "Aim" in sheet.page.toPlainText()
    assert not sheet.page.openLinks()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (59.9, "0:59"), (1800, "30:00"), (-1.5, "-0:01"), (-125, "-2:05")],
)
def test_the_clock_counts_down_and_over(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


def test_a_turn_is_written_with_its_first_and_last_day() -> None:
    QLocale.setDefault(QLocale("C"))
    start = date(2026, 12, 28)
    text = period_text(start, 14)
    assert "28 Dec 2026" in text
    assert "10 Jan 2027" in text
    assert str((start + timedelta(days=14)).day) not in text.split("–")[1]


def test_a_refusal_is_said_with_its_remedy_and_to_screen_readers(qtbot: QtBot) -> None:
    notice = Notice(LIGHT)
    qtbot.addWidget(notice)
    notice.refuse("Berlin has not decided.", "Seek authorisation first.")
    assert "Berlin has not decided." in notice.accessibleName()
    assert "Seek authorisation first." in notice.accessibleName()
    notice.say("Done.")
    assert notice.text == "Done."


def test_a_reason_that_is_blank_is_no_reason(qtbot: QtBot) -> None:
    given: list[tuple[str, str]] = []
    dialog = ReasonDialog("Hold", "Why?", lambda *what: given.append(what))
    qtbot.addWidget(dialog)
    ok = dialog.buttons.buttons()[0]
    dialog.line.setText("   ")
    assert not ok.isEnabled()
    dialog.line.setText(" Lunch ")
    assert ok.isEnabled()
    dialog.accept()
    assert given == [("Lunch", "")]


def test_hold_asks_for_a_reason_and_resume_does_not(desk: Desk) -> None:
    assert desk.bridge is not None
    desk.commands.run("advance")
    desk.commands.run("hold")
    dialog = desk.findChild(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.line.setText("Fire alarm")
    dialog.accept()
    assert desk.bridge.session.held
    assert desk.bridge.session.entries[-1].act["reason"] == "Fire alarm"
    assert "Resume" in desk.bar.hold.text()
    desk.commands.run("hold")
    assert not desk.bridge.session.held


@pytest.mark.parametrize("width", [60, 130, 250, 900])
def test_a_flow_keeps_every_widget_inside_and_apart(qtbot: QtBot, width: int) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, margin=4, gap=6)
    labels = [QLabel("word " * (1 + n % 3)) for n in range(9)]
    for n, label in enumerate(labels):
        if n == 7:
            flow.set_spring()
        flow.addWidget(label)
    box.resize(width, flow.heightForWidth(width))
    box.show()
    flow.activate()
    areas = [label.geometry() for label in labels]
    for i, area in enumerate(areas):
        assert box.rect().contains(area)
        assert not any(area.intersects(other) for other in areas[i + 1 :])
