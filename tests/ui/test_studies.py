"""The windows on sensitivity and on searches: question, process, result, opening one."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.analysis.explore.executors import Here
from tabletop.analysis.search.serving import Opening, Shown
from tabletop.analysis.sensitivity.design import Effort, factors_of
from tabletop.analysis.sensitivity.keeping import Kept, read_study
from tabletop.analysis.sensitivity.study import study
from tabletop.analysis.sensitivity.sweep import Question
from tabletop.cli.studies import COMMANDS
from tabletop.content.library import resolve, world_of
from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.dress import dress
from tabletop.ui.panels.rows import RowView
from tabletop.ui.search_page import FrontPage
from tabletop.ui.search_window import SearchWindow
from tabletop.ui.sensitivity_model import swings
from tabletop.ui.sensitivity_window import SensitivityWindow, StudyPages
from tabletop.ui.study_window import free_folder
from tabletop.ui.theme import LIGHT

NAMES = ("integrity_mend", "air_cover_scale", "collapse_integrity")


def read_call(name: str, words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    next(one for one in COMMANDS if one.name == name).arguments(parser)
    return parser.parse_args(shlex.split(words)[2:])


@pytest.fixture(scope="module")
def kept() -> Kept:
    spec = resolve("reassurance-force")
    factors = factors_of(world_of(spec).doctrine, NAMES)
    found = study(Question(spec, 5, ("hold", "air_first"), 2, 1), factors, Here(),
                  Effort(8, 3, 2, 2))  # fmt: skip
    return Kept(found, "reassurance-force", "The reassurance force")


@pytest.fixture
def sensitivity(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Iterator[SensitivityWindow]:
    desk.commands.run("sensitivity")
    made = desk.commands.analysis.windows["sensitivity"]
    assert isinstance(made, SensitivityWindow)
    qtbot.waitUntil(lambda: made.question.is_made)
    made.out.setText(str(tmp_path / "study"))
    yield made
    desk.commands.analysis._close_all()


@pytest.fixture
def search(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Iterator[SearchWindow]:
    desk.commands.run("search")
    made = desk.commands.analysis.windows["search"]
    assert isinstance(made, SearchWindow)
    assert not made.question.is_made, "the window comes up first"
    qtbot.waitUntil(lambda: made.question.is_made)
    made.out.setText(str(tmp_path / "openings"))
    yield made
    desk.commands.analysis._close_all()


def test_a_study_is_asked_played_aside_written_and_shown(
    sensitivity: SensitivityWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = sensitivity
    window.entries.setText(" ".join(NAMES))
    for name, box in window.policies.items():
        box.setChecked(name == "hold")
    window.points.setValue(4)
    window.runs.setValue(1)
    window.turns.setValue(1)
    window.index_points.setCurrentIndex(0)
    assert "3 assumptions" in window.size_of.text()
    args = read_call("sensitivity", window.command.text())
    assert (args.entry, args.policy) == (list(NAMES), ["hold"])
    assert (args.points, args.index_points, args.runs, args.turns) == (4, 8, 1, 1)
    assert args.out == tmp_path / "study"
    QTest.keyClick(window.go, Qt.Key.Key_Space)
    assert window.at_work
    assert not window.asked_page.isEnabled()
    qtbot.waitUntil(lambda: window.pages is not None, timeout=90_000)
    assert window.pages is not None
    found = read_study(tmp_path / "study").study
    assert found.points == window.pages.study.points == 4
    assert (tmp_path / "study" / "sensitivity.md").exists()
    QTest.keyClick(window.anew, Qt.Key.Key_Space)
    assert window.go.isEnabled()
    assert Path(window.out.text()).name == "study 2"


def test_a_stopped_study_leaves_the_window_ready(
    sensitivity: SensitivityWindow, qtbot: QtBot
) -> None:
    sensitivity.begin()
    aside = sensitivity._aside
    assert aside is not None
    qtbot.waitUntil(lambda: aside.process is not None, timeout=10_000)
    process = aside.process
    assert process is not None
    sensitivity.halt()
    assert not aside.running
    qtbot.waitUntil(lambda: not process.is_alive(), timeout=10_000)
    assert sensitivity.go.isEnabled()
    assert "Nothing of it is kept" in sensitivity.state.text()


def test_what_cannot_be_swept_is_said(sensitivity: SensitivityWindow) -> None:
    sensitivity.entries.setText("integrity_mnd")
    assert "no assumption" in sensitivity.size_of.text()
    sensitivity.begin()
    assert "no assumption" in sensitivity.state.text()
    sensitivity.entries.clear()
    for box in sensitivity.policies.values():
        box.setChecked(False)
    assert "posture" in sensitivity.size_of.text()
    assert sensitivity.command.text() == ""


def test_the_tornado_shows_both_ends_and_the_strongest_first(kept: Kept, qtbot: QtBot) -> None:
    rows = swings(kept.study, "legitimacy", 1)
    assert len(rows) == len(kept.study.leading)
    strength = [max(abs(row.low), abs(row.high)) for row in rows]
    assert strength == sorted(strength, reverse=True)
    pages = StudyPages(kept)
    qtbot.addWidget(pages)
    assert pages.count() == 6  # the tornado and five tables
    pages.measure.setCurrentIndex(pages.measure.findData("legitimacy"))
    pages.posture.setCurrentIndex(1)
    for row in rows:
        assert row.title in pages.bars.accessibleDescription()
    tables = [one for later in pages.sections for one in later.page.findChildren(RowView)]
    assert sum(table.sifted.rowCount() > 0 for table in tables) >= 3


def found(folder: Path) -> Shown:
    """Three openings, two of them on the front, one of these a scenario."""
    return Shown("A scenario", ("deterrence", "escalation risk"), (1.0, -1.0), (
        Opening((60.0, 20.0), 40.0, 10.0, 1, 2.0, "one", True, folder),
        Opening((50.0, 10.0), 40.0, 5.0, 0, 1.0, "two", True),
        Opening((40.0, 30.0), 10.0, 9.0, 2, 3.0, "three", False),
    ), folder.parent)  # fmt: skip


def test_the_front_is_listed_brushed_and_an_opening_of_it_opened(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = FrontPage(found(tmp_path / "opening-1"))
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    assert page.table.sifted.rowCount() == 2
    assert page.cloud.chosen.tolist() == [True, True, False]
    assert not page.play.isEnabled()
    QTest.mouseClick(page.whole, Qt.MouseButton.LeftButton, pos=QPoint(8, page.whole.height() // 2))
    assert page.table.sifted.rowCount() == 3
    page.cloud.brushed.emit({"goal 0": (55.0, 65.0)})
    assert page.table.sifted.rowCount() == 1
    opened: list[object] = []
    page.opened.connect(opened.append)
    page.table.selectRow(0)
    QTest.keyClick(page.play, Qt.Key.Key_Space)
    assert opened == [tmp_path / "opening-1"]
    page.cloud.brushed.emit({"goal 0": (45.0, 55.0)})
    page.table.selectRow(0)
    assert not page.play.isEnabled()  # of this one no scenario was written


def test_a_search_is_asked_as_its_call_says_and_its_opening_is_played(
    search: SearchWindow, windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = search
    window.show_question()
    args = read_call("search", window.command.text())
    assert args.goal == ["deterrence=1", "escalation=-1", "cost=-0.02"]
    assert (args.money, args.brigades, args.turns) == (120.0, 2, 6)
    window.money.setValue(-1.0)
    window.brigades.setValue(-1)
    assert "--money" not in window.command.text()
    assert window.asked().brigades == 1000
    window.goals[1][0].setCurrentIndex(window.goals[0][0].currentIndex())
    assert "twice" in window.size_of.text()
    window.goals[1][0].setCurrentIndex(0)
    window.goals[0][1].setValue(0.0)
    assert "above or below" in window.size_of.text()
    played: list[str] = []
    monkeypatch.setattr(windows, "play", played.append)
    window.show_found(found(tmp_path / "opening-1"))
    assert "2 on the front" in window.state.text()
    assert window.page is not None
    window.page.table.selectRow(0)
    window.page.play.click()
    assert played == [str(tmp_path / "opening-1")]


def test_progress_is_told_with_the_time_that_is_left(search: SearchWindow) -> None:
    search.at_work = True
    search._told(("part", (0, 7, "12 openings race")))
    assert "0 of 7 parts; 12 openings race" in search.state.text()
    search._told(("part", (3, 7, "12 openings race")))
    assert "left" in search.state.text()
    assert search.progress.value() == 3
    search._told(("fault", "the disk is full"))
    assert search.state.text() == "the disk is full."
    assert search.go.isEnabled()


@pytest.mark.parametrize("percent", [80, 200])
def test_the_windows_fit_a_small_screen(
    qapp: QApplication, sensitivity: SensitivityWindow, kept: Kept, percent: int
) -> None:
    sensitivity.show_study(kept, Path("somewhere"))
    dress(qapp, LIGHT, percent)
    qapp.processEvents()
    least = sensitivity.minimumSizeHint()
    assert least.width() <= 1366
    assert least.height() <= 768


def test_players_see_neither_window(desk: Desk) -> None:
    assert desk.bridge is not None
    desk.bridge.set_seat("london")
    for name in ("sensitivity", "search"):
        desk.commands.run(name)
    assert desk.commands.analysis.windows == {}


def test_a_result_is_never_put_into_a_folder_that_holds_something(tmp_path: Path) -> None:
    assert free_folder(tmp_path / "new") == tmp_path / "new"
    (tmp_path / "new").mkdir()
    assert free_folder(tmp_path / "new") == tmp_path / "new"
    (tmp_path / "new" / "file").touch()
    assert free_folder(tmp_path / "new") == tmp_path / "new 2"
