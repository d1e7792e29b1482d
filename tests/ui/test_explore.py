"""The window of explorations: asking, the pages of a result, brushing, opening a world."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.analysis.explore.pace import Pace
from tabletop.analysis.explore.serving import Shown, plan_of
from tabletop.analysis.own_policy import OwnPolicy
from tabletop.cli.asked import given_asked, origin_asked, plan_asked
from tabletop.cli.worlds import COMMANDS
from tabletop.rules.measures import MEASURES
from tabletop.session.session import Session
from tabletop.ui import explore_model as model
from tabletop.ui.cell_marks import stamp
from tabletop.ui.desk import Desk
from tabletop.ui.dress import dress
from tabletop.ui.explore_question import free_path
from tabletop.ui.explore_result import ResultPages
from tabletop.ui.explore_varied import VALUES
from tabletop.ui.explore_window import ExploreWindow
from tabletop.ui.theme import LIGHT

RUNS, TURNS = 40, 3


def result() -> Shown:
    """Two cells; in the second the line breaks in every fourth world."""
    noise = np.random.default_rng(1)
    last = {name: noise.uniform(0.0, 100.0, (2, RUNS)) for name in MEASURES}
    breach = np.zeros((2, RUNS), dtype=np.int64)
    breach[1, ::4] = 2
    probe = np.ones((2, RUNS), dtype=np.int64)
    probe[1, 1::2] = 0
    return Shown(
        Path("some.parquet"), "A scenario", ("hold", "staff"), 100, TURNS, last,
        {name: np.tile(np.arange(5.0)[:, None, None], (1, 2, TURNS)) for name in MEASURES},
        {"probe": probe, "breach": breach}, {name: np.zeros((2, 2)) for name in MEASURES},
    )  # fmt: skip


@pytest.fixture
def pages(qtbot: QtBot) -> ResultPages:
    made = ResultPages(result())
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show_page(made.worlds)
    made.show()
    return made


def test_conditional_odds_count_only_the_worlds_that_met_the_condition() -> None:
    found = {row.event: row.shares for row in model.odds_rows(result())}
    assert (found["breach"][1].hits, found["breach"][1].trials) == (10, RUNS)
    given = {row.event: row.shares for row in model.odds_rows(result(), "probe", 3)}
    assert (given["breach"][1].hits, given["breach"][1].trials) == (10, RUNS // 2)
    absent = {row.event: row.shares for row in model.odds_rows(result(), "probe", 3, absent=True)}
    assert (absent["breach"][1].hits, absent["breach"][0].trials) == (0, 0)
    assert model.share_words(absent["breach"][0]) == "no such world"


def test_every_range_must_hold_and_no_range_chooses_nothing() -> None:
    values = model.worlds_of(result())
    assert not model.chosen(values, {}).any()
    broken = model.chosen(values, {"first breach": (0.0, TURNS)})
    assert broken.sum() == 10
    both = model.chosen(values, {"first breach": (0.0, TURNS), "deterrence": (0.0, 50.0)})
    assert 0 < both.sum() < 10
    assert (broken | ~both).all()


def test_the_worst_worlds_are_at_the_bad_end_of_a_measure() -> None:
    values = model.worlds_of(result())
    for name in ("deterrence", "escalation"):
        low, high = model.worst(result(), name)
        chosen = model.chosen(values, {name: (low, high)})
        assert 1 <= chosen.sum() <= 6
        rest, better = values[name][~chosen], MEASURES[name].better
        worst = values[name][chosen]
        assert worst.max() < rest.min() if better == "high" else worst.min() > rest.max()


def test_dragging_over_points_and_along_an_axis_chooses_worlds(pages: ResultPages) -> None:
    page = pages.worlds
    cloud, left = page.cloud, Qt.MouseButton.LeftButton
    QTest.mousePress(cloud, left, pos=QPoint(cloud.width() // 3, 40))
    QTest.mouseMove(cloud, QPoint(cloud.width() // 2, 100))
    QTest.mouseRelease(cloud, left, pos=QPoint(cloud.width() - 40, cloud.height() - 60))
    assert set(page.ranges) == {cloud.x_axis, cloud.y_axis}
    count = page.table.sifted.rowCount()
    assert 0 < count < 2 * RUNS
    assert int(page.lines.chosen.sum()) == count

    lines, axis = page.lines, page.lines.axes[0]
    x = int(lines._across(0))
    QTest.mousePress(lines, left, pos=QPoint(x, 60))
    QTest.mouseRelease(lines, left, pos=QPoint(x, lines.height() // 2))
    assert axis in page.ranges
    QTest.mouseClick(lines, left, pos=QPoint(x, 60))
    assert axis not in page.ranges
    page.free.click()
    assert page.ranges == {}
    assert page.table.sifted.rowCount() == 0


def test_a_range_is_brushed_by_key(pages: ResultPages) -> None:
    page = pages.worlds
    page.y_axis.setCurrentIndex(page.y_axis.findData("cohesion"))
    QTest.keyClick(page.only, Qt.Key.Key_Space)
    assert int(page.cloud.chosen.sum()) == 2 * RUNS  # the ends as they stand hold every world
    page.low.setValue(60.0)
    QTest.keyClick(page.only, Qt.Key.Key_Space)
    ought = (result().last["cohesion"] >= 60.0).sum()
    assert 0 < int(page.cloud.chosen.sum()) == ought


def test_cells_have_marks_of_their_own_and_each_can_be_left_out(pages: ResultPages) -> None:
    page = pages.worlds
    assert [box.text() for box in page.legend] == ["hold", "staff"]
    marks = [stamp(LIGHT, cell, 9).toImage() for cell in range(6)]
    assert all(a != b for n, a in enumerate(marks) for b in marks[:n])
    both = page.cloud.grab().toImage()
    page.brush({"deterrence": (0.0, 100.0)})
    assert int(page.cloud.chosen.sum()) == 2 * RUNS
    QTest.keyClick(page.legend[0], Qt.Key.Key_Space)
    assert int(page.cloud.chosen.sum()) == RUNS
    assert not page.cloud.shown[:RUNS].any()
    assert page.table.sifted.rowCount() == RUNS
    page.brush({"deterrence": None})
    assert page.cloud.grab().toImage() != both


def test_time_to_an_event_falls_from_all_worlds_to_those_that_never_had_it(
    pages: ResultPages,
) -> None:
    curve = model.standing(result(), "breach", 1)
    assert curve.share == (1.0, 0.75, 0.75)  # ten of forty break in turn 2
    assert all(a < b < c for a, b, c in zip(curve.low, curve.share, curve.high, strict=True)
               if b < 1.0)  # fmt: skip
    assert curve.middle == 0
    assert model.standing(result(), "probe", 0).middle == 1
    pages.show_page(pages.time)
    assert pages.time.event_box.currentData() == "breach"
    assert "75" in pages.time.steps.accessibleDescription()
    assert pages.time.table.sifted.rowCount() == TURNS
    pages.time.event_box.setCurrentIndex(pages.time.event_box.findData("probe"))
    assert "75" not in pages.time.steps.accessibleDescription()


def test_a_condition_of_the_scenario_counts_where_it_holds_at_the_end() -> None:
    ends = np.zeros((2, RUNS), dtype=np.bool_)
    ends[1, :8] = True
    shown = replace(
        result(), ends={"held": ends}, firsts={"held": np.ones((2, RUNS), dtype=np.int64)}
    )
    (row,) = model.odds_rows(shown)
    assert [share.hits for share in row.shares] == [0, 8]
    assert "at the end" in model.odds_title(shown, "held")


@pytest.mark.parametrize("percent", [80, 200])
def test_no_page_asks_for_more_than_a_small_screen(
    qapp: QApplication, pages: ResultPages, percent: int
) -> None:
    dress(qapp, LIGHT, percent)
    pages.show()
    qapp.processEvents()
    least = pages.minimumSizeHint()
    assert least.width() <= 1366
    assert least.height() <= 600


def test_worlds_that_went_wrong_are_found_and_opened_by_key(pages: ResultPages) -> None:
    page, opened = pages.worlds, list[tuple[int, int]]()
    pages.opened.connect(lambda cell, run: opened.append((cell, run)))
    page.y_axis.setCurrentIndex(page.y_axis.findData("first breach"))
    QTest.keyClick(page.bad, Qt.Key.Key_Space)
    assert page.table.sifted.rowCount() == 10
    assert not page.open.isEnabled()
    page.table.selectRow(1)
    QTest.keyClick(page.open, Qt.Key.Key_Space)
    assert opened == [(1, 104)]


@pytest.fixture
def window(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Iterator[ExploreWindow]:
    desk.commands.run("advance")
    assert desk.bridge is not None
    made = ExploreWindow(desk.bridge, tmp_path)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_a_moment_is_explored_and_a_world_of_it_debriefed(
    window: ExploreWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    form = window.form
    form.start.setCurrentIndex(1)
    form.runs.setValue(4)
    form.turns.setValue(2)
    window.begin(tmp_path / "found.parquet")
    assert not window.go.isEnabled()
    qtbot.waitUntil(lambda: window.pages is not None, timeout=60_000)
    assert window.pages is not None
    assert window.pages.result.cells == ("hold", "staff")
    assert (window.pages.result.runs, window.pages.result.turns) == (4, 2)
    with qtbot.waitSignal(window.debriefAsked, timeout=60_000) as told:
        window.open_world(1, 2)
    path = told.args[0]
    with Session.open(path, read_only=True) as session:
        assert session.phase == "ended"


def test_several_processes_play_what_the_window_asks_and_end_with_it(
    window: ExploreWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.form.runs.setValue(3)
    window.form.turns.setValue(1)
    window.form.workers.setValue(2)
    if window.form.workers.value() < 2:
        pytest.skip("a machine with one core")
    window.begin(tmp_path / "two.parquet")
    qtbot.waitUntil(lambda: window.pages is not None, timeout=90_000)
    assert window._aside is not None
    process = window._aside.process
    assert process is not None
    assert not process.daemon
    window.close()
    qtbot.waitUntil(lambda: not process.is_alive(), timeout=10_000)


def test_any_number_of_assumptions_and_start_values_are_varied(
    window: ExploreWindow, tmp_path: Path
) -> None:
    form, table = window.form, window.form.varied
    form.setCurrentIndex(1)
    table.let_start(True)
    table.letters.setText("integrity_mend – assumption")
    QTest.keyClick(table.letters, Qt.Key.Key_Return)
    table.letters.setText("cohesion")
    table.add.click()
    table.vary("mandate", "start")
    assert [one.name for one in table.rows] == ["integrity_mend", "cohesion", "mandate"]
    item = table.table.item(0, VALUES)
    assert item is not None
    assert len(item.text().split()) == 3  # low, value, high
    item.setText("2 4")
    table.table.item(1, VALUES).setText("40; 55.5")
    table.table.item(2, VALUES).setText("none treaty")
    asked = window.question.asked()
    assert asked.varied == (("integrity_mend", (2.0, 4.0)),)
    assert asked.initial == (("cohesion", (40.0, 55.5)), ("mandate", ("none", "treaty")))
    assert "16 cells" in window.question.size_of.text()
    table.table.item(2, VALUES).setText("peace")
    assert "one of" in window.question.size_of.text()
    assert window.question.command.text() == ""
    table.table.selectRow(2)
    table.drop.click()
    assert "8 cells" in window.question.size_of.text()
    form.start.setCurrentIndex(1)  # a moment has begun already
    assert [one.name for one in table.rows] == ["integrity_mend"]


def test_the_command_beside_the_question_makes_the_very_same_plan(
    window: ExploreWindow, tmp_path: Path
) -> None:
    form = window.form
    form.varied.vary("integrity_mend")
    form.varied.vary("cohesion", "start")
    form.events.setPlainText("hot = max(tension) > 80")
    form.columns.setText("tension[kupiansk]; us_backstop")
    form.given.setPlainText("breach : hot : 3")
    form.runs.setValue(5)
    form.first.setValue(40)
    for start in (0, 1):
        form.start.setCurrentIndex(start)
        if start:
            form.varied.let_start(False)
        asked = window.question.asked()
        words = shlex.split(window.question.command.text())
        assert words[:2] == ["tabletop", "explore"]
        parser = argparse.ArgumentParser()
        command = next(one for one in COMMANDS if one.name == "explore")
        command.arguments(parser)
        args = parser.parse_args(words[2:])
        plan = plan_asked(args, origin_asked(args.origin))
        assert plan.digest == plan_of(asked).digest
        assert args.out == asked.out
        assert [given_asked(one, plan) for one in args.given] == list(asked.given)
        assert args.workers == asked.workers


def test_how_long_it_takes_is_told_before_it_is_begun(window: ExploreWindow, qtbot: QtBot) -> None:
    window.form.policies["staff"].setChecked(False)
    size = window.question.size_of
    assert "1 cell " in size.text()
    qtbot.waitUntil(lambda: "in one process" in size.text(), timeout=60_000)
    window.question.paces = {"hold": Pace(0.01, 0.001)}
    window.form.runs.setValue(2000)
    window.form.turns.setValue(10)
    assert "about 20 s" in size.text()


def test_a_policy_of_one_s_own_is_a_cell_among_the_others(
    window: ExploreWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    own = OwnPolicy("/x/firm.py:FIRM#abc", "firm", "Is firm.", "coalition", "firm.py:FIRM", "ab")
    window.form.take(own)
    window.form.take(own)
    assert window.question.asked().policies == ("hold", "staff", own.word)
    assert "--policy /x/firm.py:FIRM " in window.question.command.text()


def test_what_cannot_be_explored_is_said_and_a_stop_leaves_the_window_ready(
    window: ExploreWindow, tmp_path: Path
) -> None:
    for box in window.form.policies.values():
        box.setChecked(False)
    with pytest.raises(ValueError, match="who decides"):
        window.question.asked()
    window.explore()
    assert "who decides" in window.state.text()
    window.form.policies["hold"].setChecked(True)
    window.form.events.setPlainText("no condition at all")
    with pytest.raises(ValueError, match="name = condition"):
        window.question.asked()
    window.form.events.clear()
    window.begin(tmp_path / "stopped.parquet")
    assert not window.question.isEnabled()
    window.halt()
    assert window.go.isEnabled()
    assert "goes on from here" in window.state.text()
    (tmp_path / "stopped.parquet.parts").mkdir(exist_ok=True)
    window.question.show_question()
    assert "begun before" in window.question.size_of.text()


def test_a_world_is_never_written_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "a.ttx"
    assert free_path(path) == path
    path.touch()
    assert free_path(path) == tmp_path / "a (2).ttx"
