"""A measure over the turns in a window of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tabletop.rules.measures import MEASURES, score
from tabletop.ui.desk import Desk
from tabletop.ui.measure_chart import MOST_TERMS, MeasureChart, course_of


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_chart_shows_each_turn_and_now_and_says_the_same_in_words(desk: Desk) -> None:
    for _ in range(5):
        desk.commands.run("advance")
    assert desk.bridge is not None
    moment = desk.bridge.moment()
    name = next(iter(MEASURES))
    course = course_of(moment, name)
    assert course.values[-1] == pytest.approx(float(score(moment.world, moment.state)[name][0]))
    assert len(course.turns) == len(course.values) == len(moment.history) + 1
    assert list(course.turns) == sorted(course.turns)
    assert 0 < len(course.terms) <= MOST_TERMS

    chart = MeasureChart(moment, name, desk.theme, desk)
    lines = chart.plot.getPlotItem().listDataItems()
    assert len(lines) == 1 + len(course.terms)
    assert list(lines[0].getData()[1]) == list(course.values)
    styles = {line.opts["pen"].style() for line in lines}
    assert len(styles) == len(lines)  # colour is never the only sign
    assert chart.plot.accessibleDescription() == course.words()
    chart.close()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_it_opens_from_the_panel_of_measures_by_key(desk: Desk, qtbot: QtBot) -> None:
    desk.commands.run("advance")
    desk.docks.go_to("measures")
    panel = desk.docks.panels["measures"]
    QTest.keyClick(panel.chart, Qt.Key.Key_Space)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(panel.findChildren(MeasureChart)))
    charts = panel.findChildren(MeasureChart)
    assert len(charts) == 1
    QTest.keyClick(charts[0], Qt.Key.Key_Escape)


def test_pyqtgraph_is_not_loaded_before_a_chart_is_opened() -> None:
    code = ("import sys; import tabletop.ui.app, tabletop.ui.desk, tabletop.ui.panels.measures, "
            "tabletop.ui.measure_chart; print('pyqtgraph' in sys.modules)")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
