"""The window on what mattered: bars, the way to an entry, and the branch without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tabletop.analysis.mattered.effects import Effects, Pair
from tabletop.analysis.mattered.script import Omission
from tabletop.rules.measures import MEASURES
from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.mattered_model import effect_rows, interval_words, pair_words
from tabletop.ui.mattered_window import MatteredWindow


def effects(first: int = 3) -> Effects:
    """Three orders: one that mattered, one within noise, one that did nothing."""
    shape = (3, len(MEASURES))
    mean, reach = np.zeros(shape), np.zeros(shape)
    mean[0], reach[0] = -4.0, 1.0
    mean[1], reach[1] = 0.5, 2.0
    noise = np.ones(shape, dtype=np.bool_)
    noise[0] = False
    found = tuple(
        Omission("order", f"Order {n}", "pl", 1, frozenset({first + n})) for n in range(3)
    )
    pair = Pair(0, 1, "cohesion", 1.5, 1.0, 2.0, False)
    return Effects(found, mean, mean - reach, mean + reach, noise, np.array([2.0, 0.0, 0.0]),
                   (pair,), 64, True, np.full(len(MEASURES), 50.0))  # fmt: skip


def test_rows_are_ranked_and_noise_is_said_plainly() -> None:
    rows = effect_rows(effects(), "cohesion")
    assert [row.number for row in rows] == [0, 1, 2]
    assert not rows[0].good
    assert effect_rows(effects(), "escalation")[0].good
    assert "noise" not in interval_words(rows[0])
    assert interval_words(rows[1]).startswith("within noise")
    assert interval_words(rows[2]) == "none in any world"
    assert "Order 0 – Order 1" in pair_words(effects(), "cohesion")
    assert pair_words(effects(), "presence") == ""


@pytest.fixture
def record(desk: Desk, windows: Windows, session_path: Path, opened: object) -> Desk:
    """A debrief of a session of one turn, in which a statement was made."""
    desk.commands.run("advance")
    desk.commands.run("advance")
    assert desk.bridge is not None
    from tabletop.session.acts import parse_act

    order = {"type": "set_roe", "actor": "gb", "tier": 3, "level": 4, "rationale": "To be firm."}
    assert desk.bridge.submit(parse_act({"type": "order", "order": order})) is not None
    for _ in range(2):
        desk.commands.run("advance")
    desk.close()
    return opened(lambda: windows.debrief(session_path))  # type: ignore[operator,no-any-return]


@pytest.fixture
def window(record: Desk, qtbot: QtBot) -> Iterator[MatteredWindow]:
    record.commands.run("mattered")
    made = record.commands.analysis.windows["mattered"]
    assert isinstance(made, MatteredWindow)
    yield made
    if "mattered" in record.commands.analysis.windows:
        made.close()


def test_a_session_is_played_again_and_a_bar_leads_to_its_entry(
    record: Desk, window: MatteredWindow, qtbot: QtBot
) -> None:
    window.worlds.setCurrentIndex(0)
    QTest.keyClick(window.go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.effects is not None, timeout=60_000)
    assert window.effects is not None
    assert window.effects.faithful
    assert window.effects.worlds == 16
    number = next(i for i, o in enumerate(window.effects.omissions) if o.kind == "order")
    assert window.table.choose(number)
    QTest.keyClick(window.look, Qt.Key.Key_Space)
    assert record.bridge is not None
    assert record.bridge.seq == min(window.effects.omissions[number].entries)
    assert "set_roe" in str(record.bridge.session.entries[record.bridge.seq - 1].act)


def test_too_few_worlds_are_said_while_they_are_played_and_pairs_show_how_far_they_are(
    window: MatteredWindow,
) -> None:
    window.progress.show()
    window._told(("warned", "In 2 worlds no effect can be told from chance."))
    assert window.state.text() == "In 2 worlds no effect can be told from chance."
    window._told(("part", (900, 1000)))  # the last tenth is pairs
    assert "told from chance. 90 % played again" in window.state.text()
    assert (window.progress.value(), window.progress.maximum()) == (900, 1000)


def test_the_branch_without_an_order_holds_all_else(
    record: Desk, window: MatteredWindow, qtbot: QtBot
) -> None:
    assert record.bridge is not None
    session = record.bridge.session
    seq = next(e.seq for e in session.entries if e.type == "order")
    window.show_effects(effects(seq))
    window.table.choose(0)
    assert window.branch.isEnabled()
    window.branch_without(window.table.current(), "without firmness")
    qtbot.waitUntil(lambda: "is in the session" in window.state.text(), timeout=30_000)
    branch = session.branches.find("without firmness")
    assert branch.fork == seq - 1
    with session.open_branch(branch.id) as played:
        assert len(played.entries) == len(session.entries) - 1
        assert not any(entry.type == "order" for entry in played.entries)


def test_a_click_on_a_bar_chooses_its_line(window: MatteredWindow) -> None:
    window.show_effects(effects())
    tornado = window.tornado
    QTest.mouseClick(tornado, Qt.MouseButton.LeftButton,
                     pos=QPoint(30, int(tornado._height() * 1.5)))  # fmt: skip
    assert window.table.current().number == 1
    assert tornado.chosen == 1
    assert "Order 0" in tornado.accessibleDescription()
    assert "Order 1" not in tornado.accessibleDescription()


def test_the_measure_that_most_acts_moved_is_shown_unless_another_was_chosen(
    window: MatteredWindow,
) -> None:
    found = effects()
    column = list(MEASURES).index("escalation")
    for name in MEASURES:
        if name != "escalation":
            found.noise[0, list(MEASURES).index(name)] = True
    assert window.measure.currentData() != "escalation"
    window.show_effects(found)
    assert window.measure.currentData() == "escalation"
    assert window.measure.currentText().endswith("(1)")
    assert window.measure.itemText(0).endswith("(0)")
    assert "1 of 3" in window.note.text()
    window.measure.setCurrentIndex(window.measure.findData("cohesion"))
    window.measure.activated.emit(window.measure.currentIndex())
    found.noise[1, column] = False
    window.show_effects(found)
    assert window.measure.currentData() == "cohesion"


def test_what_mattered_wears_a_ring_on_the_timeline_until_the_window_closes(
    record: Desk, window: MatteredWindow
) -> None:
    assert record.timeline is not None
    assert record.bridge is not None
    lanes = record.timeline.lanes
    seq = next(e.seq for e in record.bridge.session.entries if e.type == "order")
    before = lanes.grab().toImage()
    window.show_effects(effects(seq))
    assert set(lanes.weighed) == {seq}, "what lies within noise wears none"
    assert lanes.timeline is not None
    mark = next(mark for mark in lanes.timeline.marks if mark.seq == seq)
    assert "-4.00" in lanes.describe_mark(mark).replace("−", "-")
    assert lanes.grab().toImage() != before
    window.close()
    assert not lanes.weighed
    assert "-4.00" not in lanes.describe_mark(mark).replace("−", "-")


def test_a_player_may_not_see_what_mattered_or_explore(desk: Desk) -> None:
    assert desk.bridge is not None
    desk.commands.run("explore")
    assert set(desk.commands.analysis.windows) == {"explore"}
    seat = next(s.id for s in desk.bridge.world.scenario.seats if s.role == "player")
    desk.bridge.set_seat(seat)
    assert desk.commands.analysis.windows == {}
    for name in ("explore", "mattered"):
        desk.commands.run(name)
    assert desk.commands.analysis.windows == {}
