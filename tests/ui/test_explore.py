"""The window of explorations: asking, the pages of a result, brushing, opening a world."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tabletop.analysis.explore.serving import Shown
from tabletop.rules.measures import MEASURES
from tabletop.session.session import Session
from tabletop.ui import explore_model as model
from tabletop.ui.desk import Desk
from tabletop.ui.explore_result import ResultPages
from tabletop.ui.explore_window import ExploreWindow, free_path

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
    made.setCurrentWidget(made.worlds)
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
    window.start.setCurrentIndex(1)
    window.runs.addItem("few", 4)
    window.runs.setCurrentIndex(window.runs.count() - 1)
    window.turns.setValue(2)
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


def test_what_cannot_be_explored_is_said_and_a_stop_leaves_the_window_ready(
    window: ExploreWindow, tmp_path: Path
) -> None:
    for box in window.policies:
        box.setChecked(False)
    with pytest.raises(ValueError, match="who decides"):
        window.asked()
    window.policies[0].setChecked(True)
    window.entry.setCurrentIndex(1)
    assert len(model.values_of(window.amounts.text())) == 3
    window.amounts.setText("one two")
    with pytest.raises(ValueError, match="numbers"):
        window.asked()
    window.entry.setCurrentIndex(0)
    window.begin(tmp_path / "stopped.parquet")
    window.halt()
    assert window.go.isEnabled()
    assert "goes on from here" in window.state.text()


def test_a_world_is_never_written_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "a.ttx"
    assert free_path(path) == path
    path.touch()
    assert free_path(path) == tmp_path / "a (2).ttx"
