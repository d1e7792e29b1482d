"""Notes: kept in the file, outside the seal, open to change by those who may."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.session import acts
from tabletop.session.journal import Journal
from tabletop.session.note import CELL, MAX_NOTE_TEXT, NoteFault, note_of, note_row
from tabletop.session.notes import KINDS, Note, NoteChange
from tabletop.session.refused import Refused
from tabletop.session.session import JournalFault, Session
from tabletop.session.verify import verify
from tests.session.exercises import WHITE, Ticking, begin, to_phase

DATA = {
    "highlight": {"list": "Six moments", "place": 1},
    "rating": {"objective": "O1", "rating": "P"},
    "tick": {"inject": "probe", "action": 0, "status": "late"},
    "hot_wash": {"question": "What went well?"},
    "cell": {"turn": 1, "refused": 2, "ready": True},
}


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Return a session in the first phase of orders."""
    return to_phase(begin(tmp_path / "x.ttx"), "orders")


def note(kind: str = "annotation", entry: int = 2, author: str = WHITE, **more: object) -> Note:
    """Return a note that is sound."""
    return Note(kind, entry, author, text="Slow – «zu langsam».", data=DATA.get(kind, {}), **more)


def test_every_kind_of_note_is_there_again_after_a_restart(session: Session) -> None:
    kept = [session.notes.add(note(kind)) for kind in KINDS]
    session.close()
    with Session.open(session.journal.path, read_only=True) as again:
        own = [one for one in kept if one.kind == CELL]
        assert list(again.notes.all()) == [one for one in kept if one not in own]
        assert list(again.notes.all(CELL)) == own  # the desk's own: only who asks for it gets it
        assert {n.kind for n in again.notes.of(2)} == set(KINDS) - {CELL}
        assert again.notes.all("rating")[0].data["rating"] == "P"
    assert all(one.at and one.changed and one.author == WHITE for one in kept)


@pytest.mark.parametrize(
    "data",
    [{}, {"turn": 1, "refused": 0}, {"turn": "1", "refused": 0, "ready": True},
     {"turn": 1, "refused": -1, "ready": True}, {"turn": True, "refused": 0, "ready": False}],
)  # fmt: skip
def test_what_is_noted_of_a_cell_is_a_turn_a_count_and_yes_or_no(
    session: Session, data: dict[str, object]
) -> None:
    with pytest.raises(Refused):
        session.notes.add(Note(CELL, 2, WHITE, data=data))
    assert session.notes.all(CELL) == ()


def test_notes_touch_neither_the_entries_nor_their_seals(session: Session) -> None:
    before = list(session.entries)
    one = session.notes.add(note())
    session.notes.change(one.id, WHITE, text="Not so slow.")
    session.notes.remove(one.id, WHITE)
    session.notes.add(note("important"))
    session.submit(acts.Advance(), WHITE)
    session.close()
    assert Journal.open(session.journal.path, read_only=True).entries[:-1] == before
    assert verify(session.journal.path).intact


def test_a_note_can_be_changed_and_keeps_when_it_was_first_written(session: Session) -> None:
    one = session.notes.add(note())
    two = session.notes.change(one.id, WHITE, text="Better.", data={"colour": "red"}, entry=1)
    assert (two.text, two.data, two.entry, two.at) == ("Better.", {"colour": "red"}, 1, one.at)
    assert two.changed > one.changed
    session.close()
    with Session.open(session.journal.path, read_only=True) as again:
        assert again.notes.all() == (two,)


def test_a_note_taken_away_is_gone_and_can_be_put_back(session: Session) -> None:
    one = session.notes.add(note())
    gone = session.notes.remove(one.id, WHITE)
    assert session.notes.all() == ()
    session.notes.add(gone)
    assert session.notes.all()[0].text == one.text


def test_who_listens_hears_of_every_change(session: Session) -> None:
    heard: list[NoteChange] = []
    stop = session.notes.subscribe(heard.append)
    one = session.notes.add(note())
    session.notes.change(one.id, WHITE, text="B")
    session.notes.remove(one.id, WHITE)
    stop()
    session.notes.add(note())
    assert [change.what for change in heard] == ["added", "changed", "removed"]


def test_notes_are_written_after_the_end_and_in_debrief(session: Session) -> None:
    session.submit(acts.EndEx(reason="Time is up."), WHITE)
    session.notes.add(note("hot_wash"))
    session.close()
    entries = len(session.entries)
    with Session.debrief(session.journal.path, clock=Ticking()) as debrief:
        assert debrief.read_only and debrief.notes.writable
        debrief.notes.add(note("bookmark", author="evaluator"))
        with pytest.raises(Refused, match="reading only"):
            debrief.submit(acts.Observation(text="Late."), "evaluator")
    with Session.open(session.journal.path, read_only=True) as again:
        assert [n.kind for n in again.notes.all()] == ["hot_wash", "bookmark"]
        assert len(again.entries) == entries
        with pytest.raises(Refused, match="reading only"):
            again.notes.add(note())


def test_players_write_and_see_only_notes_of_their_own(session: Session) -> None:
    session.notes.add(note(author="evaluator"))
    own = session.notes.add(note(author="coalition"))
    assert session.notes.all(seat="coalition") == (own,)
    assert len(session.notes.all(seat=WHITE)) == len(session.notes.all(seat="evaluator")) == 2
    for kind in ("rating", "tick", "important"):
        with pytest.raises(Refused, match="does not write notes of this kind"):
            session.notes.add(note(kind, author="coalition"))


def test_only_the_author_and_the_facilitator_change_a_note(session: Session) -> None:
    one = session.notes.add(note(author="evaluator"))
    with pytest.raises(Refused, match="written by the seat 'evaluator'"):
        session.notes.change(one.id, "coalition", text="No.")
    assert session.notes.change(one.id, WHITE, text="Yes.").author == "evaluator"


WRONG = {
    "a rating that is none": Note("rating", 1, WHITE, data={"rating": "A"}),
    "a tick without its inject": Note("tick", 1, WHITE, data={"status": "met"}),
    "a highlight without its list": Note("highlight", 1, WHITE),
    "an answer without its question": Note("hot_wash", 1, WHITE),
    "an unknown kind": Note("boookmark", 1, WHITE),
    "an entry that is not there": Note("bookmark", 99, WHITE),
    "an entry before all": Note("bookmark", -1, WHITE),
    "a text without end": Note("annotation", 1, WHITE, text="x" * (MAX_NOTE_TEXT + 1)),
    "half a character": Note("annotation", 1, WHITE, text="\ud800"),
    "a number that is none": Note("annotation", 1, WHITE, data={"x": float("nan")}),
    "a thing": Note("annotation", 1, WHITE, data={"x": object()}),
    "a seat that is not there": Note("annotation", 1, "nobody"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_note_that_will_not_do_is_refused_and_leaves_no_trace(
    what: str, session: Session
) -> None:
    with pytest.raises(Refused):
        session.notes.add(WRONG[what])
    assert session.notes.all() == ()
    session.notes.add(note())


def test_a_note_that_cannot_be_written_leaves_no_trace(session: Session) -> None:
    other = sqlite3.connect(session.journal.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalFault, match=r"^The note was not kept: another program has locked"):
        session.notes.add(note())
    other.execute("ROLLBACK")
    other.close()
    assert session.notes.all() == ()
    assert session.notes.add(note()).id == 1


def test_a_damaged_note_costs_only_itself(session: Session) -> None:
    for _ in range(3):
        session.notes.add(note())
    session.close()
    db = sqlite3.connect(session.journal.path, isolation_level=None)
    db.execute("UPDATE note SET data = '{\"a\": 1}' WHERE id = 1")
    db.execute("UPDATE note SET kind = 'what' WHERE id = 2")
    db.close()
    with Session.open(session.journal.path) as again:
        assert [n.id for n in again.notes.all()] == [3]
        assert again.notes.lost == 2 and again.damage is None


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(data=st.dictionaries(st.text(), _PLAIN, max_size=4), text=st.text(max_size=50))
def test_whatever_a_note_holds_comes_back_or_is_refused(data: dict[str, object], text: str) -> None:
    one = Note("annotation", 3, WHITE, "2026", text, data, id=1, changed="2026")
    try:
        row = note_row(one)
    except NoteFault:
        return
    assert note_of(row) == one
