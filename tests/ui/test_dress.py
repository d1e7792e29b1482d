"""A change of look reaches every widget, little by little, and never half of what is in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tabletop.ui import dress as dressing
from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.dress import RULES, Dresser, dress
from tabletop.ui.theme import DARK, HIGH_CONTRAST, LIGHT, THEMES, Theme


@pytest.fixture
def plain(qapp: QApplication) -> Iterator[QApplication]:
    """Return the application in the light theme; afterwards it looks as it did before."""
    before, palette, style = QFont(qapp.font()), qapp.palette(), qapp.styleSheet()
    dress(qapp, LIGHT, 100)
    yield qapp
    qapp.setStyleSheet(style)
    qapp.setPalette(palette)
    qapp.setFont(before)


def sample(qtbot: QtBot, parts: int = 3) -> QWidget:
    """Return a window with some of everything."""
    window = QWidget()
    column = QVBoxLayout(window)
    for number in range(parts):
        tabs = QTabBar()
        tabs.addTab(f"One {number}")
        tabs.addTab("Two")
        bold = QLabel("Bold")
        bold.setStyleSheet("font-weight: bold")
        box = QCheckBox("Tick")
        box.setChecked(True)
        for one in (tabs, QLabel("Words"), bold, QLineEdit("Text"), QPushButton("Press"), box):
            column.addWidget(one)
    qtbot.addWidget(window)
    window.resize(300, 150 * parts)
    window.show()
    window.setFocus()
    QApplication.processEvents()
    return window


def seen(window: QWidget) -> QImage:
    for _ in range(3):
        QApplication.processEvents()
    return window.grab().toImage()


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("percent", [80, 100, 200])
def test_a_look_put_on_little_by_little_is_the_look_put_on_at_once(
    plain: QApplication, qtbot: QtBot, theme: Theme, percent: int
) -> None:
    at_once, by_and_by = sample(qtbot), sample(qtbot)
    dresser = Dresser(plain)
    dresser.change(theme, percent)
    qtbot.waitUntil(lambda: not dresser.busy, timeout=20_000)
    late = seen(by_and_by)
    plain.setStyleSheet("")
    dress(plain, LIGHT, 100)
    dress(plain, theme, percent)  # all rules anew, as Qt itself does it
    assert late == seen(at_once)
    assert late != seen(by_and_by.findChildren(QLabel)[0])


def test_the_rules_name_no_colour_so_that_they_need_not_be_set_again() -> None:
    assert "#" not in RULES
    assert "rgb" not in RULES
    assert "palette(" in RULES


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("percent", [80, 200])
def test_a_ticked_box_holds_a_tick_and_not_a_colour_alone(
    plain: QApplication, qtbot: QtBot, theme: Theme, percent: int
) -> None:
    dress(plain, theme, percent)
    window = sample(qtbot, 1)
    box = window.findChildren(QCheckBox)[0]
    option = QStyleOptionButton()
    box.initStyleOption(option)
    place = (
        box.style()
        .subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
        .adjusted(3, 3, -3, -3)
    )

    def colours() -> set[str]:
        picture = box.grab(place).toImage()
        return {
            picture.pixelColor(x, y).name()
            for x in range(picture.width()) for y in range(picture.height())
        }  # fmt: skip

    found = colours()
    assert theme.accent in found
    assert len(found) > 3
    assert percent < 200 or {"#ffffff", "#000000"} <= found
    box.setChecked(False)
    assert len(colours()) == 1


def test_people_can_act_while_a_look_is_put_on(
    plain: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dressing, "SLICE", 0.0)  # a widget in each round
    window = sample(qtbot, 6)
    rounds: list[bool] = []
    clock = QTimer(interval=0)
    dresser = Dresser(plain)
    clock.timeout.connect(lambda: rounds.append(dresser.busy))
    clock.start()
    dresser.change(DARK, 120)
    qtbot.waitUntil(lambda: not dresser.busy, timeout=20_000)
    assert sum(rounds) >= len(window.findChildren(QWidget))


def test_nothing_is_painted_half_dressed(
    plain: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dressing, "SLICE", 0.0)
    window = sample(qtbot)
    dresser = Dresser(plain)
    told: list[bool] = []
    dresser.worn.connect(lambda: told.append(window.updatesEnabled()))
    dresser.change(DARK, 100, [lambda: told.append(window.updatesEnabled())])
    assert not window.updatesEnabled()
    qtbot.waitUntil(lambda: not dresser.busy, timeout=20_000)
    assert told == [False, True]
    assert window.updatesEnabled()


def test_a_newer_look_replaces_one_that_is_being_put_on(
    plain: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dressing, "SLICE", 0.0)
    window = sample(qtbot)
    dresser = Dresser(plain)
    dresser.change(DARK, 100)
    for _ in range(5):
        QApplication.processEvents()
    dresser.change(HIGH_CONTRAST, 150)
    qtbot.waitUntil(lambda: not dresser.busy, timeout=20_000)
    assert window.updatesEnabled()
    for label in window.findChildren(QLabel):
        assert label.palette().windowText().color().name() == HIGH_CONTRAST.text
        assert label.font().pointSizeF() == plain.font().pointSizeF()


def test_what_is_closed_while_a_look_is_put_on_is_passed_over(
    plain: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dressing, "SLICE", 0.0)
    kept, gone = sample(qtbot), QWidget()
    QLabel("Words", gone)
    gone.show()
    dresser = Dresser(plain)
    dresser.change(DARK, 100)
    gone.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    qtbot.waitUntil(lambda: not dresser.busy, timeout=20_000)
    assert kept.updatesEnabled()
    assert kept.palette().window().color().name() == DARK.window


def test_a_desk_closed_while_a_look_is_put_on_leaves_the_others_to_be_dressed(
    desk: Desk, windows: Windows, qtbot: QtBot
) -> None:
    Windows.change_look(windows, "theme", "dark")
    Windows.change_look(windows, "text_size", 150)
    assert windows.dresser.busy
    desk.close()
    qtbot.waitUntil(lambda: not windows.dresser.busy, timeout=20_000)
    assert windows.theme is DARK


def test_a_change_of_text_size_reaches_the_whole_desk_by_itself(
    desk: Desk, windows: Windows, qtbot: QtBot
) -> None:
    Windows.change_look(windows, "text_size", 150)
    qtbot.waitUntil(lambda: not windows.dresser.busy, timeout=20_000)
    points = desk.font().pointSizeF()
    assert desk.docks.panels["orders"].font().pointSizeF() == points
    assert desk.docks.panels["record"].font().pointSizeF() == points
    assert desk.updatesEnabled()
