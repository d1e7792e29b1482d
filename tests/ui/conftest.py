"""A desk for tests: the shipped scenario, opened as a person opens it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.ui.app import Windows
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.desk import Desk
from tabletop.ui.dress import dress
from tabletop.ui.icons import shelf
from tabletop.ui.preferences import Preferences
from tabletop.ui.theme import LIGHT

SCENARIO = "reassurance-force"
SEED = 7
SIZE = (1400, 900)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def windows(
    qapp: QApplication, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Windows]:
    """Return the windows of an application; whatever is open is closed afterwards."""
    preferences.theme_name = "light"
    made = Windows(qapp, preferences)

    def change_look(what: str, value: object) -> None:
        Windows.change_look(made, what, value)
        made.dresser.settle()  # tests look at once

    monkeypatch.setattr(made, "change_look", change_look)
    yield made
    for desk in list(made.desks):
        desk.close()
    if made.start_window is not None:
        made.start_window.close()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete
    qapp.processEvents()
    dress(qapp, LIGHT, 100)
    qapp.setStyleSheet("")
    gc.freeze()  # what a test leaves is not looked through in the next


Opener = Callable[[], object]


@pytest.fixture
def opened(qtbot: QtBot, windows: Windows) -> Callable[[Opener], Desk]:
    """Return a function that opens a desk and waits until all its panels are there."""

    def open_it(go: Opener) -> Desk:
        assert go() is not False, "nothing was opened"
        qtbot.waitUntil(lambda: not windows.openings.arrivals, timeout=20_000)
        desk = windows.desks[-1]
        if desk.timeline is None or desk.docks.missing():
            with qtbot.waitSignal(desk.filled, timeout=30_000):
                pass
        assert desk.bridge is not None
        desk.bridge.momentChanged.connect(lambda _: desk.rounds.settle())  # tests look at once
        desk.bridge.seatChanged.connect(lambda _: desk.rounds.settle())
        desk.projector.changed.connect(desk.projector.rounds.settle)
        if isinstance(desk.bridge, SessionBridge):
            desk.bridge.accepted.connect(lambda _: desk.rounds.settle())
        desk.rounds.settle()
        qtbot.waitUntil(lambda: not shelf().busy, timeout=20_000)  # until then signs stand there
        desk.resize(*SIZE)
        desk.reset_layout()
        qtbot.wait(50)
        desk.map.zoom_to_fit()
        desk.map.settle()
        return desk

    return open_it


@pytest.fixture
def session_path(tmp_path: Path) -> Path:
    return tmp_path / "An exercise.ttx"


@pytest.fixture
def desk(windows: Windows, opened: Callable[[Opener], Desk], session_path: Path) -> Desk:
    """Return a desk on a new session, before StartEx."""
    return opened(lambda: windows.play(SCENARIO, SEED, session_path))
