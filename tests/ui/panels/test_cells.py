"""The orders of the turn by cell."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tabletop.session.moment import HIDDEN_PHASES
from tabletop.session.session import Session
from tabletop.ui.cells import Cells
from tabletop.ui.panels.cells_view import CellRow, cell_rows
from tabletop.ui.panels.orders import OrdersPanel
from tests.session.exercises import OFFER
from tests.ui.panels.stage import Stage, texts


def of(rows: list[CellRow], seat: str) -> CellRow:
    return next(row for row in rows if row.seat == seat)


def test_a_cell_is_silent_then_refused_then_has_given_then_is_ready(stage: Stage) -> None:
    stage.phase("orders")
    cells = Cells()
    assert of(cell_rows(stage.moment, cells), "coalition").status == "silent"
    cells.refused(1, "coalition")
    row = of(cell_rows(stage.moment, cells), "coalition")
    assert (row.status, row.refused) == ("refused", 1)
    stage.order("coalition", **OFFER)
    row = of(cell_rows(stage.moment, cells), "coalition")
    assert (row.status, row.given, row.undone) == ("given", 1, 0)
    cells.set_ready(1, "coalition", True)
    assert of(cell_rows(stage.moment, cells), "coalition").status == "ready"
    assert of(cell_rows(stage.moment, cells), "kyiv").status == "silent"
    cells.set_ready(1, "coalition", False)
    assert of(cell_rows(stage.moment, cells), "coalition").status == "given"


def test_what_was_taken_back_does_not_count_as_given(stage: Stage) -> None:
    stage.phase("orders")
    stage.order("coalition", **OFFER)
    stage.do("coalition", type="take_back", entry=stage.session.entries[-1].seq)
    row = of(cell_rows(stage.moment, None), "coalition")
    assert (row.status, row.given, row.undone) == ("silent", 0, 1)


def test_what_is_known_of_the_cells_is_there_again_after_a_restart(stage: Stage) -> None:
    stage.phase("orders")
    session = stage.session
    cells = Cells(session.notes, lambda: len(session.entries))
    cells.refused(1, "coalition")
    cells.refused(1, "coalition")
    cells.set_ready(1, "coalition", True)
    cells.set_ready(1, "kyiv", True)
    cells.set_ready(1, "kyiv", False)
    before = session.entries
    session.journal.file.contents.notes.clear()  # nothing but the file remembers
    with Session.open(session.journal.path, read_only=True) as again:
        found = Cells(again.notes)
        assert (found.tries(1, "coalition"), found.is_ready(1, "coalition")) == (2, True)
        assert (found.tries(1, "kyiv"), found.is_ready(1, "kyiv")) == (0, False)
        assert [one.seq for one in again.entries] == [one.seq for one in before]
        found.refused(1, "kyiv")  # a file that is only read takes no notes, and that hurts nobody
        assert found.tries(1, "kyiv") == 1
        assert len(again.notes.all("cell")) == 2


def test_what_is_known_of_the_cells_is_no_note_of_anybody(stage: Stage) -> None:
    stage.phase("orders")
    Cells(stage.session.notes, lambda: 2).refused(1, "coalition")
    assert stage.session.notes.all() == ()


def test_another_turn_begins_silent(stage: Stage) -> None:
    stage.phase("orders")
    cells = Cells()
    cells.refused(1, "coalition")
    cells.set_ready(1, "coalition", True)
    stage.phase("orders", turn=2)
    row = of(cell_rows(stage.moment, cells), "coalition")
    assert (row.status, row.refused) == ("silent", 0)


def panel_with_cells(stage: Stage) -> tuple[OrdersPanel, Cells]:
    panel, cells = OrdersPanel(), Cells()
    panel.cells.cells = cells
    cells.changed.connect(panel._show_cells)
    stage.show(panel, (560, 760))
    return panel, cells


def test_a_cell_says_that_it_is_ready_and_the_facilitator_sees_it_at_once(stage: Stage) -> None:
    stage.phase("orders")
    panel, cells = panel_with_cells(stage)
    assert not panel.ready.isVisibleTo(panel)
    stage.take_seat("coalition")
    panel.pages.setCurrentIndex(1)
    stage.bot.mouseClick(panel.ready, Qt.MouseButton.LeftButton)
    assert cells.is_ready(1, "coalition")
    stage.take_seat("facilitator")
    panel.pages.setCurrentIndex(3)
    assert "ready" in texts(panel.cells.table)
    assert "1 are ready" in panel.cells.sum.text()


def test_no_cell_sees_where_the_others_stand(stage: Stage) -> None:
    stage.phase("orders")
    panel, _ = panel_with_cells(stage)
    assert panel.pages.isTabVisible(3)
    stage.take_seat("coalition")
    assert not panel.pages.isTabVisible(3)
    assert stage.session.phase in HIDDEN_PHASES
