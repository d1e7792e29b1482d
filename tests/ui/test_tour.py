"""The guided tour plays a real practice turn that counts for nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tabletop.cli import main
from tabletop.content import library
from tabletop.session.session import Session
from tabletop.ui import practice
from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.tour import Tour
from tabletop.ui.tour_steps import STEPS, movable
from tests.ui.test_turn import bridge, click, drag

Open = Callable[[Callable[[], bool]], Desk]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "Practice.ttx"
    monkeypatch.setattr(practice, "practice_path", lambda: path)
    return path


@pytest.fixture
def tour(windows: Windows, opened: Open, file: Path) -> Tour:
    desk = opened(windows.tour)
    found = desk.findChild(Tour)
    assert isinstance(found, Tour)
    return found


def desk_of(tour: Tour) -> Desk:
    desk = tour.parent()
    assert isinstance(desk, Desk)
    return desk


def step_to(tour: Tour, step: str) -> None:
    """Let the tour itself do everything up to a step."""
    for _ in range(2 * len(STEPS)):
        if tour.step.id == step:
            return
        if tour.step.doing is None:
            tour.go_on()
        else:
            tour.do_it()
    raise AssertionError(f"the tour did not come to {step!r} but to {tour.step.id!r}")


def test_every_step_says_what_it_is_about_and_points_at_something_in_sight(tour: Tour) -> None:
    seen = set()
    for step in STEPS[:-2]:
        step_to(tour, step.id)
        seen.add(tour.words.text())
        assert step.said() == tour.words.text()
        assert step.said() in tour.accessibleName()
        if step.id not in ("welcome", "find"):
            assert tour._area() is not None, step.id
    assert len(seen) == len(STEPS) - 2


def test_a_person_goes_through_the_turn_by_hand(tour: Tour, qtbot: QtBot) -> None:
    desk = desk_of(tour)
    record = bridge(desk)
    click(tour.next)
    assert tour.step.id == "start"
    click(desk.bar.advance)
    tour.look()
    assert tour.step.id == "fire"
    click(desk.docks.panels["msel"].fire)  # type: ignore[attr-defined]
    tour.look()
    assert tour.step.id == "open"
    click(desk.bar.advance)
    tour.look()
    assert tour.step.id == "pick"
    desk.map.settle()
    force, node = movable(desk)
    here = desk.map.node_at(desk.map.place_of(force))
    hits = [h for h in desk.map.window_hits() if h.kind == "force" and h.index == force]
    drag(desk.map, hits[0].centre if hits else here, desk.map.node_at(node))
    tour.look()
    assert tour.step.id == "order"
    assert desk.form is not None
    desk.form.intent.setText("Go there")
    desk.form.rationale.setText("To learn")
    click(desk.form.give)
    tour.look()
    assert tour.step.id == "close"
    click(desk.bar.advance)
    tour.look()
    assert tour.step.id == "rule"
    click(tour.next)
    click(desk.bar.advance)
    tour.look()
    assert tour.step.id == "measures"
    click(tour.next)
    desk.commands.run("look_back")
    tour.look()
    assert tour.step.id == "now"
    desk.commands.run("look_now")
    tour.look()
    assert tour.step.id == "find"
    assert [e.type for e in record.session.entries][:3] == ["start_ex", "deliver", "advance"]


def test_the_card_hides_as_little_as_it_can_of_what_it_is_about(tour: Tour) -> None:
    step_to(tour, "pick")
    desk_of(tour).map.settle()
    tour.look()
    area = tour._area()
    assert area is not None
    assert not tour.geometry().intersects(area)
    assert tour.frame.geometry().contains(area.center())
    under = desk_of(tour).childAt(area.center())
    assert under is not tour.frame, "the frame must let the mouse through"


def test_practice_says_so_and_is_kept_out_of_everything(
    tour: Tour, file: Path, windows: Windows, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    desk = desk_of(tour)
    step_to(tour, "measures")
    assert "PRACTICE" in desk.bar.marking.text()
    assert desk.windowTitle().startswith("Practice")
    assert "Practice" in tour.place.text()
    assert file not in windows.preferences.recent()
    assert bridge(desk).world.scenario.practice

    with Session.open(file, read_only=True) as read:
        assert read.world.scenario.practice, "the mark is part of the sealed record"
    assert main(["report", str(file), "--out", str(tmp_path / "out")]) == 1
    assert "practice session" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()

    desk.close()
    assert not file.exists()


def test_the_last_step_leads_to_a_real_exercise(tour: Tour, windows: Windows) -> None:
    ended: list[bool] = []
    tour.finished.connect(ended.append)
    before = windows.start()
    before.tabs.setCurrentWidget(before.sessions)  # where the person had looked before the tour
    step_to(tour, "now")
    tour.do_it()
    tour.go_on()
    assert tour.step.id == "end"
    click(tour.next)
    assert ended == [True]
    assert windows.start_window is not None
    assert windows.start_window.isVisible()
    assert windows.start_window.tabs.currentWidget() is windows.start_window.new


def test_the_tour_is_left_at_any_time_and_leaves_nothing_on_the_desk(
    tour: Tour, qtbot: QtBot
) -> None:
    step_to(tour, "open")
    QTest.mouseClick(tour.leave, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert not tour.isVisible()
    assert not tour.frame.isVisible()


def test_only_a_practice_session_is_ever_thrown_away(tmp_path: Path) -> None:
    spec = library.resolve(practice.SCENARIO)
    kept, gone = tmp_path / "kept.ttx", tmp_path / "gone.ttx"
    Session.create(kept, spec, 1, library.routes_of(spec)).close()
    Session.create(gone, practice.practice_spec(spec), 1, library.routes_of(spec)).close()

    assert not practice.throw_away(kept)
    assert practice.throw_away(gone)
    assert kept.exists()
    assert list(tmp_path.glob("gone*")) == []


def test_every_word_of_the_card_is_whole_at_the_largest_text(
    tour: Tour, windows: Windows, qtbot: QtBot
) -> None:
    windows.change_look("text_size", 200)
    desk_of(tour).resize(1366, 768)
    qtbot.wait(50)
    for step in STEPS[:-2]:
        step_to(tour, step.id)
        qtbot.wait(10)
        for label in tour.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width()), step.id


def test_the_tour_helps_a_person_who_looks_back_in_the_middle_of_it(tour: Tour) -> None:
    desk = desk_of(tour)
    step_to(tour, "open")
    assert desk.bridge is not None
    desk.bridge.look(0)
    tour.do_it()
    assert not desk.bridge.looking_back and tour.step.id != "open"


def test_no_letter_of_the_tour_opens_a_menu_in_place_of_its_button(tour: Tour) -> None:
    desk = desk_of(tour)
    menus = {QKeySequence.mnemonic(action.text()) for action in desk.menuBar().actions()}
    for step in ("start", "rule", "end"):
        step_to(tour, step)
        for button in (tour.help, tour.next):
            assert QKeySequence.mnemonic(button.text()) not in menus, button.text()
