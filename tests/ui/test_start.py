"""The start window: pictures of scenarios from their own maps, and what leads on from there."""

from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QBuffer, Qt, QThread
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tabletop.ui import thumbnails
from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.help import Help
from tabletop.ui.preferences import Preferences
from tabletop.ui.preferences_dialog import PreferencesDialog
from tabletop.ui.start_model import IN_PLAY, ScenarioRow
from tabletop.ui.start_new import NewExercise
from tabletop.ui.theme import DARK, LIGHT, Theme
from tabletop.ui.thumbnails import SIZE, Thumbnails
from tabletop.ui.working import begin, leave
from tests.ui.test_looks import clipped, outside


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where pictures are kept."""

    def file(name: str, theme: Theme) -> Path:
        return tmp_path / "pictures" / f"{name}-{theme.name}.png"

    monkeypatch.setattr(thumbnails, "_file", file)
    return tmp_path / "pictures"


def data(picture: QPixmap) -> bytes:
    buffer = QBuffer()
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def test_a_picture_is_made_of_each_scenario_and_kept(shelf: Path, qtbot: QtBot) -> None:
    made: dict[str, QPixmap] = {}
    maker = Thumbnails(LIGHT)
    maker.made.connect(made.__setitem__)
    names = ["reassurance-force", "pre-deal", "no-such-scenario"]
    maker.ask(names[:2])
    qtbot.waitUntil(lambda: len(list(shelf.glob("*.png"))) == 2, timeout=30_000)
    assert set(made) == set(names[:2])
    assert all(picture.size() == SIZE for picture in made.values())
    assert data(made["reassurance-force"]) != data(made["pre-deal"]), "they stand otherwise"

    again: dict[str, QPixmap] = {}
    maker.made.disconnect()
    maker.made.connect(again.__setitem__)
    maker.ask(names[:1])
    qtbot.waitUntil(lambda: bool(again), timeout=20_000)
    assert data(again["reassurance-force"]) == data(made["reassurance-force"])
    maker.close()


def test_a_picture_follows_the_theme_and_one_half_done_is_given_up(
    shelf: Path, qtbot: QtBot
) -> None:
    made: list[str] = []
    maker = Thumbnails(LIGHT)
    maker.made.connect(lambda name, _: made.append(name))
    maker.ask(["tripwire"])
    maker.set_theme(DARK)
    maker.ask(["tripwire"])
    qtbot.waitUntil(lambda: (shelf / "tripwire-dark.png").exists(), timeout=30_000)
    assert not (shelf / "tripwire-light.png").exists()
    maker.close()


def test_the_pictures_reach_the_list_and_say_what_they_are_of(
    windows: Windows, shelf: Path, qtbot: QtBot
) -> None:
    windows.start()
    window = windows.start_window
    assert window is not None
    new = window.new
    assert not new.start.isEnabled(), "nothing can be begun before it has been read"
    qtbot.waitUntil(new.start.isEnabled, timeout=20_000)
    picture = QPixmap(SIZE)
    picture.fill(Qt.GlobalColor.red)
    row = new.list.currentRow()
    new.show_picture(new.scenarios[row].name, picture)
    icon = new.list.item(row).icon().pixmap(20, 20).toImage()
    assert icon.pixelColor(10, 8).name() == "#ff0000"
    assert new.scenarios[row].title in new.picture.accessibleName()


@pytest.mark.parametrize(("size", "width", "height"), [(100, 800, 600), (200, 1366, 768)])
def test_nothing_is_cut_in_the_start_window(
    windows: Windows, shelf: Path, qtbot: QtBot, size: int, width: int, height: int
) -> None:
    windows.start()
    window = windows.start_window
    assert window is not None
    windows.change_look("text_size", size)
    window.resize(width, height)
    qtbot.waitUntil(window.new.start.isEnabled, timeout=20_000)
    qtbot.wait(60)
    for tab in (window.new, window.sessions):
        window.tabs.setCurrentWidget(tab)
        qtbot.wait(20)
        assert not list(clipped(window))
        assert not list(outside(window))
    title = window.title.font().pointSizeF()
    assert title > window.font().pointSizeF() * 1.5


def test_help_preferences_and_tour_are_a_click_away(
    windows: Windows, shelf: Path, qtbot: QtBot
) -> None:
    windows.start()
    window = windows.start_window
    assert window is not None
    QTest.keyClick(window, Qt.Key.Key_F1)
    page = window.findChild(Help)
    assert isinstance(page, Help)
    assert page.shown == "first"
    page.close()
    QApplication.sendPostedEvents(None, 52)
    window.tabs.setCurrentWidget(window.sessions)
    window.help.click()
    page = window.findChild(Help)
    assert isinstance(page, Help)
    assert page.shown == "sessions"
    window.options.click()
    dialog = window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    dialog.reject()
    asked: list[bool] = []
    window.tourAsked.disconnect()
    window.tourAsked.connect(lambda: asked.append(True))
    window.tour.click()
    assert asked == [True]
    assert all(one.text() or one.accessibleName() for one in window.findChildren(QPushButton))
    assert window.findChildren(QLabel)


def test_the_picture_of_the_chosen_scenario_is_made_first(qtbot: QtBot) -> None:
    new = NewExercise(Preferences())
    qtbot.addWidget(new)
    names = ("one", "two", "three")
    new.show_scenarios([ScenarioRow(name, name) for name in names])
    new.list.setCurrentRow(2)
    assert new.wanted() == ["three", "one", "two"]


def test_a_start_window_that_nobody_sees_begins_no_thread(
    windows: Windows, shelf: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows.start()
    window = windows.start_window
    assert window is not None
    qtbot.waitUntil(window.new.start.isEnabled, timeout=20_000)
    window.close()
    asked: list[object] = []
    monkeypatch.setattr(window.pictures, "ask", asked.append)
    windows.change_look("theme", "dark")
    qtbot.wait(20)
    assert asked == []


def test_a_thread_outlasts_whoever_began_it(qtbot: QtBot) -> None:
    class Waiting(QThread):
        def run(self) -> None:
            while not self.isInterruptionRequested():
                self.msleep(1)

    owner = QWidget()
    thread = Waiting(owner)
    begin(thread)
    shiboken6.delete(owner)
    assert thread.isRunning()
    leave(thread)
    qtbot.waitUntil(thread.isFinished)


def test_a_tab_and_a_button_do_by_key_what_they_do_by_mouse(windows: Windows, qtbot: QtBot) -> None:
    start = windows.new_start()
    qtbot.addWidget(start)
    with qtbot.waitActive(start):
        start.show()
        start.activateWindow()
    start.tour.setFocus()
    start.tabs.setCurrentWidget(start.sessions)
    assert start.sessions.table.hasFocus()
    start.tabs.setCurrentWidget(start.new)
    assert start.new.list.hasFocus()
    start.tabs.tabBar().setFocus()
    start.tabs.setCurrentWidget(start.sessions)
    assert start.tabs.tabBar().hasFocus()
    start.help.setFocus()
    opened = list[bool]()
    start.help.clicked.connect(lambda: opened.append(True))
    QTest.keyClick(start.help, Qt.Key.Key_Return)
    assert len(opened) == 1
    for window in QApplication.topLevelWidgets():
        if isinstance(window, Help):
            window.close()


def test_enter_on_a_recent_session_resumes_it_and_does_not_call_it_off(
    windows: Windows, desk: Desk, session_path: Path, qtbot: QtBot
) -> None:
    desk.close()
    windows.start()
    start = windows.start_window
    assert start is not None
    with qtbot.waitActive(start):
        start.activateWindow()
    start.tabs.setCurrentWidget(start.sessions)
    qtbot.waitUntil(lambda: start.sessions.states[0] == IN_PLAY)
    QTest.keyClick(start.sessions.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: windows.sessions() == [session_path], timeout=20_000)
    with qtbot.waitSignal(windows.desks[-1].filled, timeout=30_000):
        pass
