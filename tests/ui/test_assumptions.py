"""The window of assumptions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.ui import assumptions_model as model
from tabletop.ui.assumptions import Assumptions
from tabletop.ui.desk import Desk
from tabletop.world.doctrine import Doctrine
from tabletop.world.register import ENTRIES
from tabletop.world.world import World
from tests.ui.panels.stage import texts
from tests.worlds import small_world

CHANGED = ENTRIES[3]
BEYOND = ENTRIES[5]


@pytest.fixture
def world() -> World:
    value = (CHANGED.low + CHANGED.high) / 2
    values = {CHANGED.name: value, BEYOND.name: BEYOND.high + 1}
    return replace(small_world(), doctrine=Doctrine(ENTRIES, values))


@pytest.fixture
def window(qtbot: QtBot, world: World) -> Assumptions:
    made = Assumptions(world)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_number_of_the_model_is_listed_with_who_says_so(window: Assumptions) -> None:
    assert [row.entry for row in window.table.rows.rows] == list(ENTRIES)
    said = texts(window)
    assert "not a prediction" in said
    for entry in (ENTRIES[0], ENTRIES[-1]):
        assert entry.says in said
        assert entry.source in said
        assert entry.unit in said


def test_what_the_scenario_set_is_marked_and_can_be_listed_alone(
    window: Assumptions, world: World
) -> None:
    window.changed.setChecked(True)
    sifted = window.table.sifted
    assert sifted.rowCount() == 2
    cells = [str(sifted.index(row, 1).data()) for row in range(2)]
    assert all(cell.startswith("✎") for cell in cells)
    assert [cell.endswith("⚠") for cell in cells] == [False, True]
    assert window.table.choose(CHANGED.name)
    assert model.number_words(CHANGED.value) in window.detail.text()
    assert "Set by the scenario" in window.detail.text()


def test_search_and_confidence_add_up(window: Assumptions) -> None:
    QTest.keyClicks(window.search, ENTRIES[0].name)
    assert window.table.current().entry is ENTRIES[0]
    few = window.table.sifted.rowCount()
    assert 1 <= few < len(ENTRIES)
    other = next(one for one in model.CONFIDENCE if one != ENTRIES[0].confidence)
    window.confidence.setCurrentIndex(window.confidence.findData(other))
    assert window.table.sifted.rowCount() < few
    window.search.setText("nothing is called like this")
    assert window.table.sifted.rowCount() == 0
    assert "Nothing fits" in window.detail.text()


def test_confidence_is_sorted_by_how_sure_it_is(window: Assumptions) -> None:
    window.table.sort_by(4, True)
    sifted = window.table.sifted
    found = [sifted.index(row, 0).data(Qt.ItemDataRole.UserRole).entry.confidence
             for row in range(sifted.rowCount())]  # fmt: skip
    assert found == sorted(found, key=model.CONFIDENCE.index)


@given(text=st.text(max_size=12), confidence=st.sampled_from(("", *model.CONFIDENCE)))
def test_a_narrower_search_never_finds_more(text: str, confidence: str) -> None:
    rows = [model.AssumptionRow(entry, entry.value, False) for entry in ENTRIES]
    wide = [row for row in rows if model.Wanted(confidence=confidence).wants(row)]
    narrow = [row for row in rows if model.Wanted(text, confidence).wants(row)]
    assert all(row in wide for row in narrow)


@pytest.mark.parametrize(("value", "words"), [(0.25, "0.25"), (15000.0, "15 000"), (3.0, "3")])
def test_numbers_are_written_short(value: float, words: str) -> None:
    assert model.number_words(value) == words


def test_it_is_opened_and_closed_by_key_from_the_desk(desk: Desk, qtbot: QtBot) -> None:
    desk.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or desk, Qt.Key.Key_F7)
    window = desk.assumptions
    assert window is not None
    assert window.isVisible()
    assert len(window.table.rows.rows) == len(list(desk.bridge.world.doctrine))  # type: ignore[union-attr]
    desk.commands.run("assumptions")
    assert desk.assumptions is window
    window.activateWindow()
    QTest.keyClick(window.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.assumptions is None)
