"""A session is opened beside the windows: they go on, it can be cancelled, and nothing is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.session.acts import Observation, StartEx
from tabletop.session.session import LockedFault, Session
from tabletop.ui import arrivals, openings
from tabletop.ui.app import Windows
from tabletop.ui.arrivals import ArrivalWindow, Arrived, Wanted, fetch
from tabletop.ui.bridge import Replayer, SessionBridge
from tabletop.ui.desk import Desk
from tabletop.ui.start import StartWindow
from tabletop.ui.working import Tell, Work
from tests.ui.conftest import SCENARIO, SEED
from tests.ui.test_opening import answers


@pytest.fixture
def played(session_path: Path) -> Path:
    """Return a session file with a few entries."""
    from tabletop.content import library

    spec = library.resolve(SCENARIO)
    with Session.create(session_path, spec, SEED, library.routes_of(spec)) as session:
        session.submit(StartEx(), "facilitator")
        for number in range(8):
            session.submit(Observation(text=f"Seen {number}."), "facilitator")
    return session_path


class Gate:
    """Holds whoever opens a session, before it or once it is read, until it is let through."""

    def __init__(self) -> None:
        self.before, self.after = Event(), Event()
        self.opened, self.ended = 0, Event()

    def fetch(self, wanted: Wanted, tell: Tell) -> Arrived:
        try:
            assert self.before.wait(20)
            found = fetch(wanted, tell)
            self.opened += 1
            assert self.after.wait(20)
            return found
        finally:
            self.ended.set()

    def open(self) -> None:
        self.before.set()
        self.after.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Return the gate that every session goes through that is opened now."""
    made = Gate()
    monkeypatch.setattr(openings, "fetch", made.fetch)
    yield made
    made.open()


@pytest.fixture
def start(windows: Windows, qtbot: QtBot, played: Path) -> StartWindow:
    """Return the start window with a session in its list."""
    windows.preferences.remember(played)
    windows.start()
    window = windows.start_window
    assert window is not None
    window.tabs.setCurrentWidget(window.sessions)
    qtbot.waitUntil(lambda: not window.sessions.looking, timeout=20_000)
    return window


def free(path: Path) -> bool:
    """Tell whether a session can be played on by somebody else."""
    try:
        Session.open(path).close()
    except LockedFault:
        return False
    return True


# -- from the start window -------------------------------------------------------------------------


def test_the_windows_go_on_while_a_session_is_read(
    start: StartWindow, windows: Windows, qtbot: QtBot, gate: Gate
) -> None:
    turns: list[int] = []
    clock = QTimer(interval=0)
    clock.timeout.connect(lambda: turns.append(1))
    clock.start()
    QTest.mouseClick(start.sessions.resume_button, Qt.MouseButton.LeftButton)
    line = start._line
    assert line is not None
    assert line.isVisible()
    assert "An exercise" in line.words.text()
    assert not start.tabs.isEnabled()
    qtbot.waitUntil(lambda: len(turns) > 200)
    assert not windows.desks
    gate.open()
    qtbot.waitUntil(lambda: bool(windows.desks), timeout=20_000)
    assert not start.isVisible()
    qtbot.waitUntil(lambda: isinstance(windows.desks[-1].bridge, SessionBridge), timeout=20_000)
    with qtbot.waitSignal(windows.desks[-1].filled, timeout=30_000):
        pass


def test_the_line_says_how_far_the_reading_is(
    start: StartWindow, qtbot: QtBot, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tabletop.session import opening

    monkeypatch.setattr(opening, "WATCHED", 4)
    monkeypatch.setattr(arrivals, "_with_land", lambda session, tell: Arrived(session, None))
    start.sessions.debrief()
    line = start._line
    assert line is not None
    gate.before.set()
    qtbot.waitUntil(lambda: "entry 8 of 9" in line.words.text(), timeout=20_000)
    assert (line.bar.value(), line.bar.maximum()) == (8, 9)
    QTest.mouseClick(line.cancel, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("read", [False, True], ids=["before it is read", "once it is read"])
@pytest.mark.parametrize("how", ["button", "escape", "close"])
def test_to_cancel_leaves_nothing_behind(
    start: StartWindow, windows: Windows, qtbot: QtBot, gate: Gate, played: Path, how: str,
    read: bool,
) -> None:  # fmt: skip
    start.sessions.resume()
    if read:
        gate.before.set()
        qtbot.waitUntil(lambda: gate.opened == 1, timeout=20_000)
    line = start._line
    assert line is not None
    if how == "button":
        QTest.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    elif how == "escape":
        QTest.keyClick(start, Qt.Key.Key_Escape)
    else:
        start.close()
    assert not windows.openings.arrivals
    assert start.tabs.isEnabled()
    assert start.isVisible() == (how != "close")
    gate.open()
    assert gate.ended.wait(20)
    qtbot.waitUntil(lambda: free(played), timeout=20_000)
    qtbot.wait(60)
    assert not windows.desks


def test_what_cannot_be_opened_leaves_the_start_window_as_it_was(
    start: StartWindow, windows: Windows, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    asked = answers(windows, monkeypatch, 0)
    said, shown = windows.ask, list[bool]()

    def ask(*words: Any) -> int:
        shown.append(start.tabs.isEnabled() and start._line is None)
        return said(*words)

    monkeypatch.setattr(windows, "ask", ask)
    wrong = tmp_path / "wrong.ttx"
    wrong.write_text("no session")
    start.resumeAsked.emit(wrong)
    qtbot.waitUntil(lambda: not windows.openings.arrivals, timeout=20_000)
    assert len(asked) == 2, "whether it is to be read instead, and that it cannot be read either"
    assert start.isVisible()
    assert start.tabs.isEnabled()
    assert start._line is None
    assert shown == [True, True], "what was opened is not said beside why it cannot be"


# -- without it ------------------------------------------------------------------------------------


def small_window() -> ArrivalWindow:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, ArrivalWindow)]
    return next(one for one in found if one.isVisible())


def test_a_small_window_says_that_a_session_is_opened_and_to_close_it_is_to_cancel(
    windows: Windows, qtbot: QtBot, gate: Gate, played: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "SOON", 0)
    ends: list[int] = []
    windows.left.connect(ends.append)
    windows.debrief(played)
    qtbot.wait(20)
    small_window().close()
    assert not windows.openings.arrivals
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [0], "nothing is open any more, and nothing was at fault"
    gate.open()
    assert gate.ended.wait(20)


def test_a_session_that_is_open_at_once_shows_no_small_window(
    windows: Windows, qtbot: QtBot, played: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "SOON", 60_000)
    windows.debrief(played)
    qtbot.waitUntil(lambda: bool(windows.desks), timeout=20_000)
    assert not any(isinstance(w, ArrivalWindow) and w.isVisible()
                   for w in QApplication.topLevelWidgets())  # fmt: skip


def test_a_program_that_can_open_nothing_ends_with_a_fault(
    windows: Windows, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers(windows, monkeypatch, -1)
    ends: list[int] = []
    windows.left.connect(ends.append)
    windows.debrief(tmp_path / "gone.ttx")
    qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    assert ends == [1]


def test_a_desk_may_be_closed_while_it_opens_another(
    desk: Desk, windows: Windows, qtbot: QtBot, gate: Gate, session_path: Path, tmp_path: Path
) -> None:
    import shutil

    other = tmp_path / "other.ttx"
    shutil.copy(session_path, other)
    ends: list[int] = []
    windows.left.connect(ends.append)
    windows.debrief(other)
    desk.close()
    assert not windows.app.quitOnLastWindowClosed(), "it is not over: something is on its way"
    gate.open()
    qtbot.waitUntil(lambda: bool(windows.desks), timeout=20_000)
    qtbot.waitUntil(lambda: windows.app.quitOnLastWindowClosed())
    assert isinstance(windows.desks[-1].bridge, Replayer | None)
    assert ends == []


# -- work ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("early", [True, False], ids=["while it works", "when it has ended"])
def test_work_that_nobody_wants_any_more_lets_go_of_what_came_of_it(
    qtbot: QtBot, early: bool
) -> None:
    owner, gone, go = QObject(), list[str](), Event()

    def doing(tell: Tell) -> str:
        assert go.wait(20)
        return "found"

    work = Work(doing, owner, gone.append).start()
    said: list[object] = []
    work.done.connect(said.append)
    if early:
        work.cancel()
    go.set()
    work.wait()
    work.cancel()
    qtbot.wait(60)
    assert gone == ["found"]
    assert said == []


def test_work_whose_desk_has_gone_lets_go_of_what_came_of_it(qtbot: QtBot) -> None:
    import shiboken6

    owner, gone, go = QObject(), list[str](), Event()
    held: Callable[[Tell], str] = partial(lambda event, tell: str(event.wait(20)), go)
    work = Work(held, owner, gone.append).start()
    thread = work._thread
    shiboken6.delete(owner)
    go.set()
    thread.join()
    assert gone == ["True"]
