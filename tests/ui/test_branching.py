"""Branches on the desk: what if from here, the tree, switching, and two plays side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tabletop.session.acts import Advance
from tabletop.session.comparing import compare
from tabletop.session.session import Session
from tabletop.ui.app import Windows
from tabletop.ui.bridge import Replayer, SessionBridge
from tabletop.ui.compare import CompareWindow
from tabletop.ui.compare_model import both, map_differences
from tabletop.ui.desk import Desk
from tabletop.ui.notice import FAILED, REFUSED
from tabletop.ui.panels.branch_tree import BranchTreePanel
from tabletop.ui.reason import ReasonDialog
from tests.ui.test_debrief import played  # noqa: F401

Opener = Callable[[Callable[[], bool]], Desk]


@pytest.fixture
def debrief(windows: Windows, opened: Opener, played: Path) -> Desk:  # noqa: F811
    return opened(lambda: windows.debrief(played))


def tree_of(desk: Desk) -> BranchTreePanel:
    panel = desk.commands.debrief.bring("branches")
    desk.docks.rounds.settle()
    assert isinstance(panel, BranchTreePanel)
    return panel


def what_if(desk: Desk, at: int, name: str) -> None:
    """Start a branch as a person does, by the command and its dialog."""
    assert desk.bridge is not None
    desk.bridge.look(at)
    desk.commands.run("what_if")
    desk.docks.rounds.settle()
    dialog = desk.findChild(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    QTest.keyClicks(dialog.line, name)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)


def shown(desk: Desk) -> list[str]:
    tree = tree_of(desk).tree.branches
    return [str(index.data()) for index in tree.walk()]


def test_what_if_starts_a_branch_after_the_entry_shown(debrief: Desk, played: Path) -> None:  # noqa: F811
    what_if(debrief, 4, "Without the veto")
    assert shown(debrief) == ["● As played", "Without the veto"]
    row = tree_of(debrief).tree.current()
    assert (row.branch.fork, row.branch.by, row.last) == (4, "facilitator", 4)
    debrief.close()
    with Session.open(played, read_only=True, branch="Without the veto") as again:
        assert len(again.entries) == 4


def test_a_name_that_is_taken_is_refused_and_said(debrief: Desk) -> None:
    what_if(debrief, 4, "Twice")
    tree = tree_of(debrief)
    tree.name.setText("Twice")
    QTest.keyClick(tree.name, Qt.Key.Key_Return)
    assert debrief.notice.kind == REFUSED
    assert len(debrief.bridge.session.branches.all()) == 2  # type: ignore[union-attr]


def test_a_branch_is_renamed(debrief: Desk) -> None:
    what_if(debrief, 4, "First thought")
    tree = tree_of(debrief)
    tree.name.setText("Second thought")
    tree.rename.click()
    assert shown(debrief) == ["● As played", "Second thought"]


def test_a_branch_is_played_on_in_its_own_window_and_the_parent_stays(
    debrief: Desk, windows: Windows, opened: Opener, played: Path  # noqa: F811
) -> None:  # fmt: skip
    what_if(debrief, 4, "Another way")
    tree = tree_of(debrief)

    def open_it() -> bool:
        tree.open.click()
        return True

    other = opened(open_it)
    assert windows.desks == [debrief, other]
    assert isinstance(other.bridge, SessionBridge)
    assert other.bridge.session.branch.name == "Another way"
    assert "Another way" in other.windowTitle()
    other.commands.run("advance")
    assert other.bridge.last == 5
    assert debrief.bridge is not None
    assert debrief.bridge.last == 8
    other.close()
    with Session.open(played, read_only=True) as trunk:
        assert len(trunk.entries) == 8


def test_switching_takes_the_window_of_the_branch_before(
    debrief: Desk, windows: Windows, opened: Opener
) -> None:
    what_if(debrief, 4, "Another way")
    tree = tree_of(debrief)

    def switch() -> bool:
        tree.switch.click()
        return True

    other = opened(switch)
    assert windows.desks == [other]
    assert other.bridge is not None
    assert other.bridge.session.branch.name == "Another way"
    assert [str(i.data()) for i in tree_of(other).tree.branches.walk()] == [
        "As played", "● Another way",
    ]  # fmt: skip


def test_two_branches_stand_side_by_side(debrief: Desk, qtbot: QtBot) -> None:
    what_if(debrief, 5, "Another way")
    bridge = debrief.bridge
    assert isinstance(bridge, Replayer)
    with bridge.session.open_branch("Another way") as other:
        other.submit(Advance(), "facilitator")
    tree = tree_of(debrief)
    tree.compare.click()
    qtbot.waitUntil(lambda: debrief.findChild(CompareWindow) is not None)
    window = debrief.findChild(CompareWindow)
    assert isinstance(window, CompareWindow)
    with bridge.session.open_branch("Another way") as other:
        expected = compare(bridge.session.replay, other.replay)
    assert window.found.comparison.shared == expected.shared == 5
    signs = [window.entries.table.rows.index(row, 1).data() for row in range(3)]
    assert signs == ["=", "◧", "◧"]  # the same act to the same effect; then one side alone
    assert len(window.entries.table.rows.rows) == len(expected.entries) == 3
    assert {m.name for m in window.measures.table.rows.rows} == {m.name for m in expected.measures}
    lines = window.measures.plot.getPlotItem().listDataItems()
    course = window.measures.table.current()
    assert [list(line.getData()[1]) for line in lines] == [list(course.left), list(course.right)]
    assert len({line.opts["pen"].style() for line in lines}) == 2

    window.maps.turn.setValue(1)
    window.maps.rounds.settle()
    same = map_differences(window.found.left, window.found.right, 1)
    assert len(window.maps.table.rows.rows) == len(same)
    assert "turn 1" in window.maps.titles[0].text()
    window.show()
    qtbot.wait(50)
    window.maps.left.zoom(2.0)
    assert window.maps.right.camera.scale == pytest.approx(window.maps.left.camera.scale)
    window.close()
    assert bridge.session.replay.moment_at(3).seq == 3  # the desk's own file stays open


def test_what_differs_on_the_map_is_listed_and_ringed(tmp_path: Path) -> None:
    from tabletop.ui.compare_model import rings
    from tests.session.exercises import OFFER, begin, to_phase

    with to_phase(begin(tmp_path / "a.ttx"), "orders") as session:
        from tabletop.session.acts import GiveOrder

        session.submit(GiveOrder(order=OFFER), "facilitator")
        to_phase(session, "feedback")
        branch = session.branches.start(2, "No offer", "facilitator")
        with session.open_branch(branch.id) as other:
            to_phase(other, "feedback")
        found = both(session, branch.id, "As played")
        rows = map_differences(found.left, found.right, 1)
        forces = {row.id for row in rows if row.dimension == "force"}
        assert "gb_light_bde_1" in forces
        state = found.left.session.replay.state_at(found.left.seq_at(1))
        ringed = rings(found.left.session.world, state, rows)
        assert all("≠" in words for words in ringed.values())
        same = rings(found.left.session.world, state, [])
        assert same == {}
        found.close()


def test_another_file_stands_beside_this_one_or_it_is_said_why_not(
    debrief: Desk, tmp_path: Path, played: Path, qtbot: QtBot,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    copy = tmp_path / "copy.ttx"
    assert debrief.bridge is not None
    debrief.bridge.session.save_copy(copy)
    chosen = [copy]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(chosen[0]), ""))
    debrief.commands.run("compare")
    qtbot.waitUntil(lambda: debrief.findChild(CompareWindow) is not None)
    window = debrief.findChild(CompareWindow)
    assert isinstance(window, CompareWindow)
    assert window.found.comparison.entries == ()
    assert window.found.right.name == "copy"
    window.close()

    chosen[0] = tmp_path / "no.ttx"
    chosen[0].write_text("not a session")
    debrief.commands.run("compare")
    qtbot.waitUntil(lambda: debrief.notice.kind == FAILED)
    assert "not a session" in debrief.notice.reason


def test_neither_comparison_nor_charts_are_loaded_with_the_desk() -> None:
    import subprocess
    import sys

    code = ("import sys, tabletop.ui.app, tabletop.ui.desk; print([m for m in ('pyqtgraph', "
            "'tabletop.ui.compare', 'tabletop.ui.report_dialog', 'tabletop.ui.panels.evaluation', "
            "'tabletop.ui.panels.known', 'tabletop.analysis', 'cryptography') "
            "if m in sys.modules])")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
