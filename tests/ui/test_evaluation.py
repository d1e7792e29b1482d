"""The evaluator's pad, and what a seat knew when it gave an order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tabletop.analysis.evaluation import expected_actions
from tabletop.session.acts import Deliver, GiveOrder
from tabletop.session.known import known_at
from tabletop.session.session import Session
from tabletop.ui.app import Windows
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.desk import Desk
from tabletop.ui.panels.evaluation import EvaluationPanel
from tabletop.ui.panels.known import KnownPanel
from tests.session.exercises import to_phase
from tests.ui.test_debrief import played  # noqa: F401
from tests.worlds import small_spec

Opener = Callable[[Callable[[], bool]], Desk]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def debrief(windows: Windows, opened: Opener, played: Path) -> Desk:  # noqa: F811
    return opened(lambda: windows.debrief(played))


def pad_of(desk: Desk) -> EvaluationPanel:
    panel = desk.commands.debrief.bring("evaluation")
    desk.docks.rounds.settle()
    assert isinstance(panel, EvaluationPanel)
    return panel


def session_of(desk: Desk) -> Session:
    assert desk.bridge is not None
    return desk.bridge.session


def test_a_quick_note_carries_entry_clock_objective_and_rating(debrief: Desk) -> None:
    session = session_of(debrief)
    sealed = session.digest
    assert debrief.bridge is not None
    debrief.bridge.look(3)
    pad = pad_of(debrief)
    assert "3" in pad.quick.stamp.text()
    pad.quick.topic.setCurrentIndex(1)
    kind, name = pad.quick.topic.currentData()
    pad.quick.line.setFocus()
    QTest.keyClicks(pad.quick.line, "Two voices")
    QTest.keyClick(pad.quick.line, Qt.Key.Key_3, CTRL)
    QTest.keyClick(pad.quick.line, Qt.Key.Key_Return)
    (note,) = session.notes.all()
    assert (note.kind, note.entry, note.text) == ("rating", 3, "Two voices")
    assert note.data == {kind: name, "rating": "M"}
    assert note.at
    assert pad.quick.line.text() == ""
    assert [one.text for one in pad.quick.table.rows.rows] == ["Two voices"]
    assert session.digest == sealed
    pad.quick.remove.click()
    assert session.notes.all() == ()


def test_strengths_and_areas_for_improvement_are_notes_of_their_own_kind(debrief: Desk) -> None:
    pad = pad_of(debrief)
    for index, kind in ((1, "strength"), (2, "improvement")):
        pad.quick.kind.setCurrentIndex(index)
        pad.quick.line.setText(f"A {kind}")
        pad.quick.write()
        assert [n.text for n in session_of(debrief).notes.all(kind)] == [f"A {kind}"]


def test_tasks_are_rated_by_the_keys_p_s_m_and_u(debrief: Desk) -> None:
    pad, notes = pad_of(debrief), session_of(debrief).notes
    pad.show_page(pad.ratings)
    tree = pad.ratings.tree
    tree.setFocus()
    for index in tree.branches.walk():
        if index.parent().isValid():
            tree.setCurrentIndex(index)
            break
    task = tree.current()
    assert task.kind == "task"
    QTest.keyClick(tree, Qt.Key.Key_S)
    assert [n.data for n in notes.all("rating")] == [{"task": task.id, "rating": "S"}]
    assert tree.current().rating == "S"
    QTest.keyClick(tree, Qt.Key.Key_U)  # a slip is put right, not kept twice
    assert [n.data["rating"] for n in notes.all("rating")] == ["U"]
    pad.ratings.remark.setText("Nobody could say who decides")
    QTest.keyClick(tree, Qt.Key.Key_M)
    assert [n.data["rating"] for n in notes.all("rating")] == ["U", "M"]
    assert tree.current().rating == "M"
    assert "who decides" in pad.ratings.detail.text()


@pytest.fixture
def probed(tmp_path: Path) -> Iterator[Session]:
    """Yield a session of the small world in which an inject that expects something was fired."""
    spec = small_spec()
    (inject,) = (one for one in spec["injects"] if one["id"] == "sabotage")
    inject["expected_actions"] = ["legal opinion", "decide the answer", "calm"]
    inject["addressees"] = ["gb", "fr"]
    with Session.create(tmp_path / "probed.ttx", spec, 5) as session:
        to_phase(session, "brief")
        session.submit(Deliver(inject="sabotage"), "facilitator")
        yield to_phase(session, "feedback", 3)


def test_expected_actions_are_proposed_by_the_record_and_decided_by_the_evaluator(
    probed: Session, qtbot: QtBot
) -> None:
    pad = EvaluationPanel()
    qtbot.addWidget(pad)
    pad.attach(SessionBridge(probed, pad))
    pad.resize(600, 700)
    pad.show()
    pad.activateWindow()
    qtbot.waitUntil(pad.isActiveWindow)
    pad.show_moment(probed.moment("facilitator"))
    pad.show_page(pad.expected)
    table = pad.expected.table

    def truth() -> list[tuple[str, str, str]]:
        found = expected_actions(probed.world, probed.entries, frozenset(), probed.notes.all())
        return [(one.text, one.proposed, one.decided) for one in found]

    def rows() -> list[tuple[str, str, str]]:
        return [(one.text, one.proposed, one.decided) for one in table.rows.rows]

    assert rows() == truth()
    assert rows()
    assert all(decided == "" for _, _, decided in rows())
    table.setFocus()
    pad.expected.remark.setText("Said so by phone")
    QTest.keyClick(table, Qt.Key.Key_L)
    assert rows()[0][2] == "late"
    (tick,) = probed.notes.all("tick")
    assert (tick.data["status"], tick.text, tick.author) == ("late", "Said so by phone",
                                                            "facilitator")  # fmt: skip
    QTest.keyClick(table, Qt.Key.Key_M)
    assert rows()[0][2] == "met"
    assert len(probed.notes.all("tick")) == 1
    pad.expected.waiting.setChecked(True)
    assert table.sifted.rowCount() == len(rows()) - 1
    pad.expected.waiting.setChecked(False)
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert rows() == truth()
    assert probed.notes.all("tick") == ()


def test_planned_and_actual_stand_side_by_side(probed: Session, qtbot: QtBot) -> None:
    pad = EvaluationPanel()
    qtbot.addWidget(pad)
    pad.attach(SessionBridge(probed, pad))
    pad.show()
    pad.show_moment(probed.moment("facilitator"))
    pad.show_page(pad.injects)
    rows = pad.injects.table.rows.rows
    assert len(rows) == len(probed.world.injects)
    fired = {one.act["inject"] for one in probed.entries if one.type == "deliver"}
    assert {row.id for row in rows if row.played} == fired


def test_answers_of_the_hot_wash_are_kept_with_their_question(debrief: Desk) -> None:
    pad = pad_of(debrief)
    pad.show_page(pad.hot_wash)
    pad.hot_wash.who.setText("Paris")
    pad.hot_wash.answer.setText("The first call came too late")
    QTest.keyClick(pad.hot_wash.answer, Qt.Key.Key_Return)
    (note,) = session_of(debrief).notes.all("hot_wash")
    assert note.text == "Paris: The first call came too late"
    assert note.data == {"question": pad.hot_wash.question.currentText()}
    assert len(pad.hot_wash.table.rows.rows) == 1


# -- what did they know? ---------------------------------------------------------------------------


@pytest.fixture
def ordered(windows: Windows, opened: Opener, desk: Desk) -> tuple[Desk, int]:
    """Return a desk with an order that Paris has given, and the number of its entry."""
    session = session_of(desk)
    for _ in range(2):
        desk.commands.run("advance")
    force = next(one for one in session.world.forces if one.actor == "fr")
    order = {"type": "offer", "actor": "fr", "force": force.id}
    assert desk.bridge is not None
    desk.bridge.submit(GiveOrder(order=order), "paris")
    assert session.entries[-1].type == "order", desk.notice.text
    return desk, session.replay.last


def test_what_the_seat_of_an_order_knew_is_shown_and_the_desk_as_it_saw_it(
    ordered: tuple[Desk, int], qtbot: QtBot
) -> None:
    desk, seq = ordered
    desk.commands.run("known")
    panel = desk.docks.panels["known"]
    assert isinstance(panel, KnownPanel)
    qtbot.waitUntil(lambda: panel.known is not None)
    expected = known_at(session_of(desk).replay, seq)
    assert panel.known is not None
    assert (panel.known.seat, panel.known.seq) == ("paris", seq)
    assert list(panel.told_list.rows.rows) == list(expected.told[::-1])
    assert list(panel.untold_list.rows.rows) == list(expected.untold[::-1])
    assert list(panel.guesses.rows.rows) == list(expected.guesses)
    assert f"#{expected.told[-1].seq}" in panel.detail.text() or panel.detail.text() == ""
    panel.view.click()
    assert desk.bridge is not None
    assert (desk.bridge.seat, desk.bridge.seq) == ("paris", seq - 1)
    desk.commands.run("viewpoint")
    assert desk.bridge.place.role == "facilitator"


def test_of_an_entry_of_the_staff_a_player_is_asked_the_one_looked_at_last(
    ordered: tuple[Desk, int], qtbot: QtBot
) -> None:
    desk, seq = ordered
    desk.commands.run("known")
    panel = desk.docks.panels["known"]
    assert isinstance(panel, KnownPanel)
    panel.seat.setCurrentIndex(-1)
    asked = []
    for number in (1, seq, 1):  # StartEx, the order of Paris, StartEx again
        panel.known = None
        desk.commands.debrief.known(number)
        qtbot.waitUntil(lambda: panel.known is not None)
        asked.append(panel.known.seat)  # type: ignore[attr-defined]
    first = next(one.id for one in session_of(desk).world.scenario.seats if one.role == "player")
    assert first != "paris"
    assert asked == [first, "paris", "paris"]


def test_the_question_is_in_the_menus_of_orders_record_and_timeline(
    ordered: tuple[Desk, int], qtbot: QtBot
) -> None:
    desk, seq = ordered
    for name, part in (("orders", "inbox"), ("record", "table")):
        desk.docks.go_to(name)
        table = getattr(desk.docks.panels[name], part)
        table.selectRow(0)
        (action,) = table.actions()
        action.trigger()
        panel = desk.docks.panels["known"]
        assert isinstance(panel, KnownPanel)
        assert panel._seq == seq
        qtbot.waitUntil(lambda: panel.known is not None)  # noqa: B023
    menu = desk.commands.debrief.menu_of(seq)
    menu.actions()[0].trigger()
    assert desk.bridge is not None
    assert desk.bridge.seq == seq
    menu.deleteLater()


def test_before_the_first_entry_there_is_nothing_to_ask(debrief: Desk) -> None:
    debrief.commands.run("look_first")
    debrief.commands.run("known")
    assert "first" in debrief.notice.reason
