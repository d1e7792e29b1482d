"""Opening, resuming and debriefing sessions, and everything that can go wrong with that."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from tabletop.session import audit, records
from tabletop.session.acts import EndEx, Observation, StartEx, act_data
from tabletop.session.record import sealed
from tabletop.session.session import JournalFault, Session
from tabletop.ui.app import Windows
from tabletop.ui.arrivals import geometry_of
from tabletop.ui.bridge import Replayer, SessionBridge
from tabletop.ui.crash import CrashHandler
from tabletop.ui.desk import Desk
from tabletop.ui.notice import FAILED, REFUSED
from tabletop.ui.opening import open_desk
from tabletop.ui.preferences import RECENT, Preferences, new_session_path
from tabletop.ui.start_model import session_row
from tabletop.ui.start_sessions import STATE
from tests.ui.conftest import SCENARIO, SEED

Open = Callable[[Callable[[], bool]], Desk]
HEAVY = ("numpy", "pydantic", "networkx", "shapely", "yaml", "milsymbol", "pyproj", "scipy",
         "pyqtgraph", "sqlite3")  # fmt: skip
LATER = ("tabletop.analysis", "tabletop.rules", "tabletop.session", "tabletop.ui.panels",
         "tabletop.world.world", "tabletop.world.state")  # fmt: skip


def answers(windows: Windows, monkeypatch: pytest.MonkeyPatch, choice: int) -> list[str]:
    """Have every question answered by one choice; returns what was asked."""
    asked: list[str] = []

    def ask(text: str, details: str, choices: list[str], parent: object = None) -> int:
        asked.append(f"{text} {details}")
        return choice if choice >= 0 else len(choices) - 1

    monkeypatch.setattr(windows, "ask", ask)
    return asked


# -- without a display, and before the first picture -----------------------------------------------


def test_a_missing_display_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    assert open_desk() == 1

    said = capsys.readouterr().err
    assert "no display" in said
    assert "demo" in said
    assert "Traceback" not in said


def test_nothing_heavy_is_loaded_before_the_first_picture(tmp_path: Path) -> None:
    code = """
import json, sys
from pathlib import Path
from tabletop.ui.opening import open_desk

def painted():
    from PySide6.QtWidgets import QApplication
    early = [name for name in HEAVY if name in sys.modules]
    early += [name for name in sys.modules if name.startswith(LATER)]
    print(json.dumps(early))
    QApplication.exit(0)

HEAVY, later, scenario, session = json.loads(sys.argv[1])
LATER = tuple(later)
sys.exit(open_desk(scenario=scenario, session=Path(session), painted=painted))
"""
    runs = [
        [sys.executable, "-W", "ignore", "-c", code,
         json.dumps([HEAVY, LATER, SCENARIO, str(tmp_path / f"{number}.ttx")])]
        for number in (1, 2)
    ]  # fmt: skip
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": root, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(runs[0], env=environment, check=True, capture_output=True)  # fills the cache
    done = subprocess.run(runs[1], env=environment, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout) == []


def test_no_thread_but_that_of_the_windows_loads_what_has_to_do_with_qt(tmp_path: Path) -> None:
    code = """
import json, sys, threading
from pathlib import Path

class Watch:
    elsewhere = []
    def find_spec(self, name, path=None, target=None):
        if name.startswith(("tabletop.ui", "PySide6")):
            if threading.current_thread() is not threading.main_thread():
                self.elsewhere.append(name)

watch = Watch()
sys.meta_path.insert(0, watch)
from tabletop.ui.opening import open_desk

def painted():
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    from tabletop.ui.desk import Desk
    desk = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Desk))
    desk.filled.connect(lambda: QTimer.singleShot(50, lambda: QApplication.exit(0)))

what, path, scenario = sys.argv[1:]
asked = {"play": {"scenario": scenario, "session": Path(path)}, "resume": {"resume": Path(path)}}
code = open_desk(**asked[what], painted=painted)
print(json.dumps(watch.elsewhere))
sys.exit(code)
"""
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": root, "QT_QPA_PLATFORM": "offscreen"}
    for what in ("play", "resume"):
        run = [sys.executable, "-W", "ignore", "-c", code, what, str(tmp_path / "a.ttx"), SCENARIO]
        done = subprocess.run(run, env=environment, check=True, capture_output=True, text=True)
        assert json.loads(done.stdout) == [], what


def test_pyside_reads_no_sources_once_it_is_spared() -> None:
    code = """
import inspect, sys
from tabletop.ui.opening import spare_the_sources
if sys.argv[1] == "spared":
    spare_the_sources()
import PySide6.QtCore
read = []
inspect.getsource = lambda module: read.append(module.__name__) or ""
import colorsys, chunk
print(len(read))
"""
    run = [sys.executable, "-W", "ignore", "-c", code]
    read = [
        int(subprocess.run([*run, word], check=True, capture_output=True, text=True).stdout)
        for word in ("spared", "not")
    ]
    assert read[0] == 0
    assert read[1] > 0, "PySide reads no sources by itself any more: sparing them can go"


def test_the_first_picture_is_a_map_that_can_be_panned_and_zoomed(
    windows: Windows, qtbot: QtBot, session_path: Path
) -> None:
    assert windows.play(SCENARIO, SEED, session_path)
    desk = windows.desks[-1]
    with qtbot.waitSignal(desk.painted, timeout=10_000):
        pass
    assert desk.bridge is None
    view = desk.map
    assert view.ground is not None
    assert not view.ground.settled
    before = view.grab().toImage()
    view.pan(-60, 40)
    view.zoom(1.6)
    view.settle()
    assert view.grab().toImage() != before
    seen = (view.camera.x, view.camera.y, view.camera.scale)
    with qtbot.waitSignal(desk.filled, timeout=30_000):
        pass
    assert view.ground.settled
    assert (view.camera.x, view.camera.y, view.camera.scale) == seen
    assert view.picture.standing


def test_a_desk_closed_while_its_scenario_is_read_leaves_nothing_open(
    windows: Windows, qtbot: QtBot, session_path: Path
) -> None:
    assert windows.play(SCENARIO, SEED, session_path)
    desk = windows.desks[-1]
    with qtbot.waitSignal(desk.painted, timeout=10_000):
        pass
    desk.close()
    assert not windows.desks
    assert not windows.beginnings.preparations
    qtbot.waitUntil(lambda: all(one.name != "preparation" for one in threading.enumerate()))
    if session_path.exists():
        Session.open(session_path).close()


def test_a_desk_that_is_closed_leaves_nothing_in_memory(
    opened: Open, windows: Windows, qtbot: QtBot, session_path: Path
) -> None:
    desk = opened(lambda: windows.play(SCENARIO, SEED, session_path))
    assert desk.bridge is not None
    desk.commands.run("room")
    desk.commands.run("hand_over")
    desk.rounds.settle()
    seats = desk.hot_seat
    assert seats is not None and seats.curtain is not None
    seats.curtain.taken.emit("facilitator")
    while seats.covered:
        qtbot.wait(20)
    assert desk.room is not None
    parts = [desk, desk.map, desk.bridge, desk.bridge.session, desk.docks, desk.room,
             desk.bridge.world, *desk.docks.panels.values()]  # fmt: skip
    left = {type(part).__name__: weakref.ref(part) for part in parts}
    gc.freeze()  # nothing of it can be found as garbage: it must fall apart by itself
    desk.close()
    del desk, parts, seats
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    qtbot.wait(50)
    assert [name for name, part in left.items() if part() is not None] == []


# -- new sessions ----------------------------------------------------------------------------------


def test_a_new_session_is_remembered_and_can_be_listed(
    desk: Desk, preferences: Preferences, session_path: Path
) -> None:
    assert preferences.recent() == [session_path]
    row = session_row(session_path)
    assert (row.entries, row.turn, row.phase, row.fault) == (0, 0, "planning", "")


def test_a_folder_that_cannot_be_written_is_said_and_no_desk_stays(
    windows: Windows, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    asked = answers(windows, monkeypatch, -1)
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")

    windows.play(SCENARIO, SEED, blocked / "s.ttx")
    qtbot.waitUntil(lambda: not windows.desks, timeout=20_000)

    assert len(asked) == 1
    assert "cannot be written" in asked[0]


def test_a_scenario_at_fault_opens_nothing_and_says_why(
    windows: Windows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = answers(windows, monkeypatch, -1)
    (tmp_path / "scenario.yaml").write_text("format: 1\ntitel: x\n")

    assert not windows.play(str(tmp_path))

    assert not windows.desks
    assert "scenario.yaml" in asked[0]


def test_a_fault_found_behind_the_map_closes_the_desk_and_is_an_exit_code(
    windows: Windows, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    asked = answers(windows, monkeypatch, -1)
    (tmp_path / "scenario.yaml").write_text("format: 1\ntitel: x\nmap: ukraine\n")

    assert windows.play(str(tmp_path))
    assert windows.desks[-1].map.ground is not None
    qtbot.waitUntil(lambda: not windows.desks, timeout=20_000)

    assert "scenario.yaml" in asked[0]
    assert windows.code == 1


def test_a_session_that_cannot_be_written_can_be_saved_elsewhere(
    windows: Windows, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    asked = answers(windows, monkeypatch, 0)
    blocked, elsewhere = tmp_path / "a file", tmp_path / "there.ttx"
    blocked.write_text("not a folder")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(elsewhere), ""))

    assert windows.play(SCENARIO, SEED, blocked / "s.ttx")
    with qtbot.waitSignal(windows.desks[-1].filled, timeout=30_000):
        pass

    assert len(asked) == 1
    assert windows.sessions() == [elsewhere]


def test_the_start_window_begins_an_exercise_from_the_keyboard(
    windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    windows.start()
    window = windows.start_window
    assert window is not None
    path = tmp_path / "mine.ttx"
    qtbot.waitUntil(window.new.start.isEnabled, timeout=20_000)
    window.new.where.setText(str(path))
    window.new.seed.setText("11")
    QTest.keyClick(window.new.where, Qt.Key.Key_Return)
    assert windows.desks
    with qtbot.waitSignal(windows.desks[-1].filled, timeout=30_000):
        pass

    assert path.exists()
    bridge = windows.desks[-1].bridge
    assert bridge is not None
    assert bridge.session.seed == 11
    assert not window.isVisible()


def test_a_second_session_of_a_day_gets_another_name(tmp_path: Path) -> None:
    first = new_session_path("Force: A/B", tmp_path)
    assert "/" not in first.name.replace(str(tmp_path), "")
    assert ":" not in first.name
    first.touch()
    assert new_session_path("Force: A/B", tmp_path) != first


# -- files of all kinds ----------------------------------------------------------------------------


@pytest.fixture
def played(session_path: Path) -> Path:
    """Return a session file with a few entries."""
    from tabletop.content import library

    spec = library.resolve(SCENARIO)
    with Session.create(session_path, spec, SEED, library.routes_of(spec)) as session:
        session.submit(StartEx(), "facilitator")
        for _ in range(4):
            from tabletop.session.acts import Advance

            session.submit(Advance(), "facilitator")
    return session_path


def test_a_debrief_opens_read_only_in_the_same_desk(
    windows: Windows, opened: Open, played: Path
) -> None:
    desk = opened(lambda: windows.debrief(played))

    assert type(desk.bridge) is Replayer
    assert desk.steps is not None
    assert not desk.bar.advance.isVisible()
    before = played.read_bytes()
    desk.commands.run("advance")
    assert desk.notice.kind == REFUSED
    desk.commands.run("look_first")
    assert desk.bridge.seq == 0
    desk.commands.run("look_on")
    assert desk.bridge.seq == 1
    desk.commands.run("turn_on")
    assert desk.bridge.moment().turn == 2
    desk.steps.jump.setCurrentIndex(0)
    desk.steps.jump.activated.emit(0)
    assert desk.bridge.seq == 1
    assert played.read_bytes() == before


def test_a_record_plays_itself_to_its_end(
    windows: Windows, opened: Open, played: Path, qtbot: QtBot
) -> None:
    desk = opened(lambda: windows.debrief(played))
    bridge = desk.bridge
    assert bridge is not None
    desk.playback.set_speed(200)
    stopped: list[bool] = []
    desk.playback.playing.connect(stopped.append)

    desk.commands.run("play")

    qtbot.waitUntil(lambda: stopped == [True, False], timeout=10_000)
    assert bridge.seq == bridge.last


def test_a_session_open_elsewhere_can_be_read_meanwhile(
    windows: Windows, opened: Open, played: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answers(windows, monkeypatch, 0)
    with Session.open(played):
        desk = opened(lambda: windows.resume(played))
        assert len(asked) == 1
        assert type(desk.bridge) is Replayer
        desk.close()


def test_a_damaged_session_shows_what_is_intact_and_says_so(
    windows: Windows, opened: Open, played: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    with sqlite3.connect(played) as db:
        db.execute("UPDATE entry SET act = replace(act, 'advance', 'advancf') WHERE seq = 3")
    db.close()
    answers(windows, monkeypatch, 0)

    desk = opened(lambda: windows.resume(played))

    assert desk.bridge is not None
    assert desk.bridge.last == 2
    assert desk.notice.kind == FAILED
    assert "entry 3" in desk.notice.text


def test_the_debrief_of_a_damaged_session_shows_its_intact_beginning(
    windows: Windows, opened: Open, played: Path
) -> None:
    import sqlite3

    with sqlite3.connect(played) as db:
        db.execute("UPDATE entry SET delta = x'00' WHERE seq = 4")
    db.close()
    desk = opened(lambda: windows.debrief(played))

    assert desk.bridge is not None
    assert desk.bridge.last == 3
    assert desk.notice.kind == FAILED
    assert "entry 4" in desk.notice.text
    desk.commands.run("look_first")
    desk.commands.run("look_now")
    assert desk.bridge.seq == 3
    assert "entry 4" in desk.notice.text


def test_what_is_found_behind_an_open_desk_opens_a_desk_on_what_is_sound(
    windows: Windows, opened: Open, played: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "SHORT", 10)
    monkeypatch.setattr(records, "SHORT", 10)
    with Session.open(played) as session:
        sound, state, astray = len(session.entries), session.state, session.state.copy()
        astray.cohesion[...] = 1
        for seq in range(sound + 1, 27):  # all seals hold, and so does the snapshot of entry 25
            session.journal.append(sealed(
                seq=seq, at=session.entries[-1].at, by="evaluator", turn=session.turn,
                phase=session.phase, act=act_data(Observation(text="So it was.")), findings=(),
                outcomes=(), delta=state.delta(astray if seq == sound + 1 else state),
                digest=state.digest(), prev=session.journal.head,
            ), state)  # fmt: skip

    first = opened(lambda: windows.debrief(played))
    assert first.notice.kind != FAILED
    qtbot.waitUntil(lambda: any(desk.notice.kind == FAILED for desk in windows.desks))
    desk = windows.desks[-1]
    assert desk is not first and first not in windows.desks
    assert f"entry {sound + 1}" in desk.notice.text
    assert desk.bridge is not None and desk.bridge.last == sound


def test_a_branch_is_opened_by_its_name(windows: Windows, opened: Open, played: Path) -> None:
    with Session.open(played) as session:
        session.branches.start(2, "Otherwise", "facilitator")
    desk = opened(lambda: windows.debrief(played, "Otherwise"))
    assert desk.bridge is not None and desk.bridge.last == 2
    assert "Otherwise" in desk.windowTitle()
    desk = opened(lambda: windows.resume(played, "Otherwise"))
    assert type(desk.bridge) is SessionBridge and desk.bridge.session.branch.name == "Otherwise"


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(200), b"<html>" * 100])
def test_a_file_of_another_kind_is_said_and_nothing_opens(
    windows: Windows,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
) -> None:
    asked = answers(windows, monkeypatch, 0)
    path = tmp_path / "other.ttx"
    path.write_bytes(content)

    windows.resume(path)
    qtbot.waitUntil(lambda: not windows.openings.arrivals)
    windows.debrief(path)
    qtbot.waitUntil(lambda: not windows.openings.arrivals)

    assert len(asked) == 3, "to play it on, to read it instead, and to read it"

    assert all("not a session file" in one for one in asked)
    assert session_row(path).fault
    assert not windows.desks


def test_the_start_window_lists_sessions_and_how_each_one_is(
    windows: Windows, preferences: Preferences, played: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    import shutil
    import sqlite3

    broken, damaged, ended = (tmp_path / f"{name}.ttx" for name in ("broken", "damaged", "ended"))
    locked = tmp_path / "locked.ttx"
    for copy in (damaged, ended, locked):
        shutil.copy(played, copy)
    broken.write_bytes(b"nothing")
    with sqlite3.connect(damaged) as db:
        db.execute("UPDATE entry SET act = replace(act, 'advance', 'advancf') WHERE seq = 3")
    db.close()
    with Session.open(ended) as session:
        session.submit(EndEx(reason="Enough."), "facilitator")
    for path in (broken, damaged, ended, locked, played):
        preferences.remember(path)
    with Session.open(locked):
        windows.start()
        assert windows.start_window is not None
        sessions = windows.start_window.sessions
        table = sessions.table
        qtbot.waitUntil(lambda: "damaged" in table.item(3, STATE).text(), timeout=20_000)
        qtbot.waitUntil(lambda: "reading" not in sessions.states.values(), timeout=20_000)
        shown = [table.item(row, STATE).text() for row in range(table.rowCount())]
        assert [words.split(" ", 1)[1] for words in shown] == [
            "can be resumed", "open elsewhere", "ended", "damaged", "cannot be read",
        ]  # fmt: skip
        assert table.item(0, 1).text() == "turn 2, brief"
        assert table.item(0, 3).text() == "5"
        for row, (resumed, debriefed) in enumerate(
            [(True, True), (False, True), (False, True), (False, True), (False, False)]
        ):
            table.selectRow(row)
            assert sessions.resume_button.isEnabled() == resumed
            assert sessions.debrief_button.isEnabled() == debriefed


def test_a_map_named_by_a_session_never_leads_out_of_the_library() -> None:
    assert geometry_of({"map": {"id": "../../etc"}}) is None
    assert geometry_of({"map": {"id": "ukraine"}}) is not None


# -- preferences -----------------------------------------------------------------------------------


def test_unreadable_preferences_count_as_not_chosen(tmp_path: Path) -> None:
    file = tmp_path / "desk.ini"
    file.write_text("theme=pink\ntext_size=huge\nrecent=7\n[layout]\ndesk\\docks=@Invalid()\n")
    preferences = Preferences(QSettings(str(file), QSettings.Format.IniFormat))
    assert preferences.theme_name == "system"
    assert preferences.text_size == 100
    assert preferences.recent() == []
    assert preferences.kept("desk/docks").isEmpty()


def test_the_latest_session_comes_first_and_only_so_many_are_kept(
    preferences: Preferences, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{i}.ttx" for i in range(RECENT + 3)]
    for path in paths:
        path.touch()
        preferences.remember(path)
    preferences.remember(paths[-2])
    assert len(preferences.recent()) == RECENT
    assert preferences.recent()[:2] == [paths[-2], paths[-1]]


# -- faults of the program -------------------------------------------------------------------------


def test_a_fault_with_no_exercise_open_promises_no_session_to_reopen(qtbot: QtBot) -> None:
    fault = ValueError("a planted fault")
    box = CrashHandler(list, lambda _: None).dialog(ValueError, fault, None)
    qtbot.addWidget(box)
    assert "session" not in box.text() + box.informativeText()
    assert "No exercise is open" in box.informativeText()
    going_on = box.defaultButton()
    assert going_on is not None
    assert going_on.text() == "&Go on"
    assert box.escapeButton() is going_on


def test_a_fault_of_the_program_names_the_session_and_play_goes_on(
    desk: Desk, session_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handler = CrashHandler(lambda: [session_path])
    try:
        raise RuntimeError("a bug")
    except RuntimeError as fault:
        box = handler.dialog(RuntimeError, fault, fault.__traceback__)
        handler.handle(RuntimeError, fault, fault.__traceback__)

    assert str(session_path) in box.informativeText()
    assert "a bug" in box.detailedText()
    assert "RuntimeError: a bug" in capsys.readouterr().err
    boxes = [w for w in QApplication.topLevelWidgets() if w.inherits("QMessageBox")]
    shown = [box for box in boxes if box.isVisible()]
    assert len(shown) == 1
    QTest.mouseClick(shown[0].findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    shown[0].close()
    assert isinstance(desk.bridge, SessionBridge)
    assert desk.bridge.submit(StartEx()) is not None


CRASH = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from tabletop.session.acts import StartEx
from tabletop.ui.opening import open_desk
from tabletop.ui.desk import Desk

def desks():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Desk) and w.isVisible()]

def soon(go):
    timer = QTimer(QApplication.instance(), interval=30)
    timer.timeout.connect(lambda: timer.stop() if go() else None)
    timer.start()

def painted():
    soon(fail) if not said else None

def fail():
    found = desks()
    if not found or found[0].timeline is None or found[0].docks.missing():
        return False
    found[0].bridge.submit(StartEx())
    said["was"] = id(found[0])
    soon(answer)
    QTimer.singleShot(0, broken_slot)
    return True

def broken_slot():
    raise RuntimeError("a bug in a slot")

def answer():
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
    if not boxes or not boxes[0].isVisible():
        return False
    said["dialog"] = boxes[0].informativeText()
    button = next(b for b in boxes[0].buttons() if "Reopen" in b.text())
    soon(reopened)
    button.click()
    return True

def reopened():
    found = [d for d in desks() if d.bridge is not None and id(d) != said["was"]]
    if not found or found[0].docks.missing():
        return False
    bridge = found[0].bridge
    said["entries"], said["phase"] = bridge.last, bridge.session.phase
    said["desks"] = len(desks())
    said["plays_on"] = found[0].bridge.submit(parse()) is not None
    print(json.dumps(said))
    QApplication.exit(0)
    return True

def parse():
    from tabletop.session.acts import Advance
    return Advance()

said = {}
sys.exit(open_desk(scenario=sys.argv[1], session=Path(sys.argv[2]), painted=painted))
"""


def test_after_a_fault_in_a_slot_the_session_is_reopened_where_it_stopped(
    session_path: Path, tmp_path: Path
) -> None:
    root = str(Path(__file__).resolve().parents[2])
    home = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "STATE", "DATA")}
    environment = {**os.environ, **home, "PYTHONPATH": root, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CRASH, SCENARIO, str(session_path)],
        env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert str(session_path) in said["dialog"]
    assert (said["entries"], said["phase"], said["desks"]) == (1, "brief", 1)
    assert said["plays_on"]
    assert "RuntimeError: a bug in a slot" in done.stderr
    with Session.open(session_path) as session:
        assert [entry.type for entry in session.entries] == ["start_ex", "advance"]


def test_a_session_that_vanished_is_a_clear_fault(tmp_path: Path) -> None:
    with pytest.raises(JournalFault, match="no session file"):
        Session.open(tmp_path / "gone.ttx")


def test_a_forged_entry_that_is_come_upon_is_told_and_the_last_good_one_shown_on(
    windows: Windows, opened: Open, played: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "SHORT", 10)
    monkeypatch.setattr(records, "SHORT", 10)
    monkeypatch.setattr(records, "Audit", StillLooking)
    with Session.open(played) as session:
        sound, state, astray = len(session.entries), session.state, session.state.copy()
        astray.cohesion[...] = 1
        for seq in range(sound + 1, 27):
            session.journal.append(sealed(
                seq=seq, at=session.entries[-1].at, by="evaluator", turn=session.turn,
                phase=session.phase, act=act_data(Observation(text="So it was.")), findings=(),
                outcomes=(), delta=state.delta(astray if seq == sound + 1 else state),
                digest=state.digest(), prev=session.journal.head,
            ), state)  # fmt: skip
    desk = opened(lambda: windows.debrief(played))
    assert desk.bridge is not None
    desk.bridge.look(sound)
    desk.bridge.look(sound + 1)
    assert desk.bridge.seq == sound
    assert desk.notice.kind == FAILED
    assert f"Entry {sound + 1} of {played.name} cannot be shown" in desk.notice.text
    desk.playback.set_speed(200)
    desk.playback.toggle()
    qtbot.waitUntil(lambda: not desk.playback._timer.isActive(), timeout=20_000)
    assert desk.bridge.seq == sound, "a play stops there as well"
    desk.bridge.look(None)
    assert desk.bridge.seq == desk.bridge.last


class StillLooking:
    """An audit that does not end."""

    running = True

    def __init__(self, *_: object) -> None:
        pass

    def stop(self) -> None:
        """Break it off."""

    def wait(self) -> None:
        """Wait for it."""
