"""Nothing is cut on a desk that has been played on: labels, buttons, heads, tabs and hints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QHeaderView, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from tabletop.analysis.policies import POLICIES
from tabletop.session.acts import parse_act
from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.docks import LATER, PLACES
from tabletop.world.luck import Luck
from tests.ui.test_looks import SLACK, clipped, outside
from tests.ui.test_turn import bridge

TURNS = 4
FRAME = 8
"""Pixels of a field that its frame takes from its words."""

Opened = Callable[[Callable[[], bool]], Desk]


def play_turn(desk: Desk) -> None:
    """Play a turn up to its feedback as a staff would."""
    record = bridge(desk)
    session, staff = record.session, POLICIES["staff"]
    luck = Luck.of(session.seed, [0], turn=session.turn)
    for inject in session.due():
        record.submit(parse_act({"type": "deliver", "inject": inject}))
    for number, option, runs in staff.answer(session.world, session.state, luck):
        inject = session.world.injects[number]
        if runs[0]:
            chosen = inject.options[option].id
            record.submit(parse_act({"type": "respond", "inject": inject.id, "option": chosen}))
    desk.commands.run("advance")
    for order, runs in staff.choose(session.world, session.state, luck):
        if runs[0]:
            record.submit(parse_act({"type": "order", "order": order.model_dump(mode="json")}))
    desk.commands.run("advance")
    desk.commands.run("advance")


def cut_elsewhere(window: QWidget) -> Iterator[str]:
    """Say every head of a column, tab and hint in sight whose words are cut."""
    for one in window.findChildren(QWidget):
        if not one.isVisible() or one.visibleRegion().isEmpty():
            continue
        width = one.fontMetrics().horizontalAdvance
        if isinstance(one, QHeaderView) and one.orientation() == Qt.Orientation.Horizontal:
            shown = [c for c in range(one.count()) if not one.isSectionHidden(c)]
            words = [(c, str(one.model().headerData(c, one.orientation()) or "")) for c in shown]
            yield from (
                f"head {text!r}" for c, text in words if width(text) > one.sectionSize(c) + SLACK
            )
        elif isinstance(one, QTabBar):
            texts = [(i, one.tabText(i)) for i in range(one.count()) if one.isTabVisible(i)]
            yield from (
                f"tab {t!r}" for i, t in texts if width(t.replace("&", "")) > one.tabRect(i).width()
            )
        elif isinstance(one, QLineEdit) and not isinstance(one.parent(), QAbstractSpinBox):
            hint = "" if one.text() else one.placeholderText()
            yield from [f"hint {hint!r}"] * (width(hint) > one.width() - FRAME)


@pytest.fixture(params=["reassurance-force", "tripwire"])
def played(
    request: pytest.FixtureRequest, windows: Windows, opened: Opened, session_path: Path
) -> Desk:
    """Return a desk in turn 4 with orders, contests, incidents and injects behind it."""
    desk = opened(lambda: windows.play(request.param, 11, session_path))
    desk.commands.run("advance")
    for turn in range(1, TURNS + 1):
        play_turn(desk)
        if turn < TURNS:
            desk.commands.run("advance")
    assert (bridge(desk).session.turn, bridge(desk).session.phase) == (TURNS, "feedback")
    desk.rounds.settle()
    return desk


def test_nothing_is_cut_in_any_panel_after_four_turns(
    played: Desk, windows: Windows, qtbot: QtBot
) -> None:
    desk = played
    for theme, size, width, height in (
        ("light", 100, 1366, 768), ("high_contrast", 150, 1600, 900), ("dark", 200, 1366, 768),
    ):  # fmt: skip
        windows.change_look("theme", theme)
        windows.change_look("text_size", size)
        qtbot.wait(40)
        desk.resize(width, height)
        desk.reset_layout()
        desk.resize(width, height)
        qtbot.wait(40)
        for name in (*PLACES, *LATER):
            if name in PLACES:
                desk.docks.go_to(name)
            else:
                desk.commands.run(name)
            qtbot.wait(20)
            desk.rounds.settle()
            front = [f for f in desk.docks.frames.values() if not f.visibleRegion().isEmpty()]
            assert desk.docks.frames[name] in front
            found = [cut for part in (desk.bar, desk.statusBar(), *front) for cut in clipped(part)]
            found += [*outside(desk), *cut_elsewhere(desk)]
            assert found == [], (theme, size, name)
