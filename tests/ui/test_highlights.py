"""Moments of the record in lists, and walking them in the room window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tabletop.session.session import Session
from tabletop.ui import highlights_model as model
from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.notice import FAILED, REFUSED
from tabletop.ui.panels.highlights import HighlightsPanel
from tests.session.exercises import begin, to_phase
from tests.ui.everything import everything
from tests.ui.test_debrief import played  # noqa: F401

Opener = Callable[[Callable[[], bool]], Desk]


@pytest.fixture
def debrief(windows: Windows, opened: Opener, played: Path) -> Desk:  # noqa: F811
    return opened(lambda: windows.debrief(played))


def panel_of(desk: Desk) -> HighlightsPanel:
    panel = desk.commands.debrief.bring("highlights")
    desk.docks.rounds.settle()
    assert isinstance(panel, HighlightsPanel)
    return panel


def test_a_list_keeps_the_order_that_it_is_given(tmp_path: Path) -> None:
    with to_phase(begin(tmp_path / "s.ttx"), "feedback") as session:
        notes = session.notes

        def order() -> list[int]:
            return [row.seq for row in model.moments_of(notes.all(), "Six moments")]

        for seq in (3, 1, 2, 4):
            model.add(notes, "Six moments", seq, "facilitator")
        assert order() == [3, 1, 2, 4]
        rows = model.moments_of(notes.all(), "Six moments")
        assert model.move(notes, rows, 4, -1, "facilitator")
        assert order() == [3, 1, 4, 2]
        rows = model.moments_of(notes.all(), "Six moments")
        assert model.move(notes, rows, 1, 1, "facilitator")
        assert order() == [1, 3, 4, 2]
        assert not model.move(notes, rows, 1, -1, "facilitator")
        assert model.list_names(notes.all()) == [model.FIRST, "Six moments"]


def test_a_bookmark_is_put_and_taken_off(tmp_path: Path) -> None:
    with to_phase(begin(tmp_path / "s.ttx"), "orders") as session:
        assert model.toggle_bookmark(session.notes, 2, "facilitator")
        assert [row.seq for row in model.moments_of(session.notes.all(), model.BOOKMARKS)] == [2]
        assert not model.toggle_bookmark(session.notes, 2, "facilitator")
        assert session.notes.all() == ()


def test_moments_are_kept_with_author_time_and_words(debrief: Desk, played: Path) -> None:  # noqa: F811
    bridge = debrief.bridge
    assert bridge is not None
    sealed = bridge.session.digest
    for seq in (2, 5):
        bridge.look(seq)
        debrief.commands.run("highlight")
        debrief.docks.rounds.settle()
    panel = panel_of(debrief)
    assert [row.seq for row in panel.rows()] == [2, 5]
    panel.words.setText("Here Paris hesitated")
    QTest.keyClick(panel.words, Qt.Key.Key_Return)
    panel.up.click()
    assert [row.seq for row in panel.rows()] == [5, 2]
    assert "facilitator" in panel.detail.text()
    assert bridge.session.digest == sealed
    debrief.close()
    with Session.open(played, read_only=True) as again:
        rows = model.moments_of(again.notes.all(), model.FIRST)
        assert [(row.seq, row.note.text) for row in rows] == [(5, "Here Paris hesitated"), (2, "")]
        assert all(row.note.author == "facilitator" and row.note.at for row in rows)


def test_a_presentation_walks_the_list_in_the_room_and_on_the_desk(debrief: Desk) -> None:
    bridge, run = debrief.bridge, debrief.commands.run
    assert bridge is not None
    run("present")
    assert debrief.notice.kind == FAILED  # nothing to be shown
    for seq, words in ((2, "First, silence"), (6, "")):
        model.add(bridge.session.notes, model.FIRST, seq, "facilitator", words)
    run("present")
    room = debrief.room
    assert room is not None
    assert room.caption.isVisibleTo(room)
    assert "First, silence" in room.caption.text()
    assert (bridge.seq, room._moment is not None and room._moment.seq) == (2, 2)
    QTest.keyClick(room, Qt.Key.Key_Right)
    assert bridge.seq == 6
    assert "2 of 2" in room.caption.text()
    run("present_next")
    assert bridge.seq == 6  # the last stays
    run("present_back")
    assert bridge.seq == 2
    bridge.look(4)
    debrief.rounds.settle()
    assert room._moment is not None and room._moment.seq == 2  # the room stays with the list
    assert "Paris hesitates" not in everything(room)  # an observation is not for the room
    run("present")
    assert not debrief.commands.debrief.presenter.on
    assert not room.caption.isVisibleTo(room)
    assert room._moment.seq == 4


def test_closing_the_room_ends_the_presentation(debrief: Desk) -> None:
    bridge = debrief.bridge
    assert bridge is not None
    model.add(bridge.session.notes, model.FIRST, 2, "facilitator")
    debrief.commands.run("present")
    assert debrief.room is not None
    debrief.room.close()
    assert not debrief.commands.debrief.presenter.on
    debrief.commands.run("present")
    assert debrief.commands.debrief.presenter.on


def test_other_seats_read_nothing_of_the_panels_for_the_staff(debrief: Desk) -> None:
    bridge = debrief.bridge
    assert bridge is not None
    bridge.look(2)
    debrief.commands.run("highlight")
    panel = panel_of(debrief)
    panel.words.setText("Between us")
    QTest.keyClick(panel.words, Qt.Key.Key_Return)
    bridge.session.branches.start(3, "A secret way", "facilitator")
    names = ("branches", "evaluation", "known", "highlights")
    for name in names:
        debrief.commands.debrief.bring(name)
        debrief.docks.rounds.settle()
    bridge.set_seat("paris")
    for name in names:
        one: QWidget = debrief.docks.panels[name]
        debrief.docks.go_to(name)
        said = everything(one)
        assert "Between us" not in said
        assert "Paris hesitates" not in said
        assert "A secret way" not in said
        assert debrief.commands.debrief.bring(name) is None


def test_a_full_disk_is_told_and_the_words_stay_in_their_line(
    debrief: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tabletop.session.notes import Notes
    from tabletop.session.refused import Refused
    from tabletop.session.session import JournalFault

    panel = panel_of(debrief)

    def full(*_: object, **__: object) -> None:
        raise JournalFault("The note was not kept: the disk is full.")

    monkeypatch.setattr(Notes, "add", full)
    panel.add.click()
    assert debrief.notice.kind == FAILED
    assert "full" in debrief.notice.reason

    def refuse(*_: object, **__: object) -> None:
        raise Refused("read_only", "Notes cannot be written.")

    monkeypatch.setattr(Notes, "add", refuse)
    debrief.commands.run("bookmark")
    assert debrief.notice.kind == REFUSED
