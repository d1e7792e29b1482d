"""The panel of the record: flags and notes beside the sealed entries."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tabletop.session.session import Session
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.panels import record_model as model
from tabletop.ui.panels.record import RecordPanel
from tests.session.exercises import OFFER
from tests.ui.panels.stage import Stage, texts


@pytest.fixture
def panel(stage: Stage) -> RecordPanel:
    stage.phase("orders")
    stage.order("coalition", **OFFER)
    made = RecordPanel()
    bridge = SessionBridge(stage.session, made)
    made.attach(bridge)
    made.looked.disconnect()
    stage.show(made, (480, 700))
    return made


def shown(panel: RecordPanel) -> list[int]:
    table = panel.table.sifted
    return [int(table.index(row, 1).data()) for row in range(table.rowCount())]


def test_it_lists_every_entry_with_the_latest_first(stage: Stage, panel: RecordPanel) -> None:
    assert shown(panel) == [entry.seq for entry in reversed(stage.session.entries)]


def test_an_entry_is_flagged_beside_the_record_and_stays_so(
    stage: Stage, panel: RecordPanel
) -> None:
    digest, entries = stage.session.digest, len(stage.session.entries)
    panel.table.choose(2)
    stage.bot.mouseClick(panel.flag, Qt.MouseButton.LeftButton)
    assert panel.flag.isChecked()
    assert [note.entry for note in stage.session.notes.all("important")] == [2]
    assert (stage.session.digest, len(stage.session.entries)) == (digest, entries)

    path = Path(stage.session.journal.path)
    stage.session.close()
    with Session.open(path, read_only=True) as again:
        assert [note.entry for note in again.notes.all("important")] == [2]


def test_the_flag_is_taken_off_again(stage: Stage, panel: RecordPanel) -> None:
    panel.table.choose(2)
    for _ in range(2):
        stage.bot.mouseClick(panel.flag, Qt.MouseButton.LeftButton)
    assert stage.session.notes.all("important") == ()
    assert not panel.flag.isChecked()


def test_a_note_is_written_by_keyboard_and_read_again(stage: Stage, panel: RecordPanel) -> None:
    panel.table.choose(1)
    panel.note.setFocus()
    stage.bot.keyClicks(panel.note, "Paris hesitated")
    stage.bot.keyClick(panel.note, Qt.Key.Key_Return)
    (note,) = stage.session.notes.all("annotation")
    assert (note.entry, note.author, note.text) == (1, "facilitator", "Paris hesitated")
    assert "Paris hesitated" in panel.detail.text()
    assert panel.note.text() == ""
    panel.filter.setCurrentIndex(model.FILTERS.index("noted"))
    assert shown(panel) == [1]
    panel.filter.setCurrentIndex(0)
    panel.search.setText("paris hes")
    assert shown(panel) == [1]


def test_an_act_is_undone_by_an_act_of_its_own(stage: Stage, panel: RecordPanel) -> None:
    order = stage.session.entries[-1].seq
    panel.table.choose(order)
    panel.undo.click()
    stage.bot.keyClicks(panel.reason.reason, "A slip")
    panel.reason.answer()
    assert stage.session.entries[-1].type == "void"
    panel.table.choose(order)
    assert not panel.undo.isEnabled()
    assert "↩" in texts(panel.table)
    panel.table.choose(1)
    assert not panel.undo.isEnabled()


def test_a_cell_reads_no_notes_of_the_facilitator(stage: Stage, panel: RecordPanel) -> None:
    panel.table.choose(1)
    panel.flag.click()
    panel.note.setText("Between us")
    panel.write.click()
    stage.take_seat("kyiv")
    assert "Between us" not in texts(panel, hidden=True)
    assert "★" not in [row.flag for row in panel.table.rows.rows]
    assert all(row.flag is None for row in panel.table.rows.rows)
    panel.table.choose(1)
    assert not panel.flag.isEnabled()
