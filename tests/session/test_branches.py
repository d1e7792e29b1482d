"""Branches: what if, from any entry, in the same file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tabletop.session import acts
from tabletop.session.journal import Journal
from tabletop.session.notes import Note
from tabletop.session.refused import Refused
from tabletop.session.session import JournalFault, Session
from tests.session.exercises import OFFER, WHITE, begin, play, to_phase

HERE = "coalition"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Return a session in the second turn."""
    session = to_phase(begin(tmp_path / "x.ttx"), "orders")
    session.submit(acts.GiveOrder(order=OFFER), HERE)
    return to_phase(session, "orders", turn=2)


def order_entry(session: Session) -> int:
    return next(entry.seq for entry in session.entries if entry.type == "order")


def test_a_branch_keeps_all_that_stood_before_it_and_goes_its_own_way(session: Session) -> None:
    at = order_entry(session) - 1
    trunk = list(session.entries)
    branch = session.branches.start(at, "Without the offer", WHITE)
    with session.open_branch(branch.id) as other:
        assert list(other.entries) == trunk[:at]
        assert other.state.digest() == session.replay.digest_at(at)
        to_phase(other, "orders", turn=2)
        assert other.digest != session.digest
        own = list(other.entries)
    assert list(session.entries) == trunk
    session.submit(acts.Advance(), WHITE)
    session.close()
    with Session.open(session.journal.path, branch="Without the offer") as again:
        assert list(again.entries) == own
        again.submit(acts.Advance(), WHITE)
    with Session.open(session.journal.path) as first:
        assert list(first.entries)[: len(trunk)] == trunk and len(first.entries) == len(trunk) + 1


def test_doing_the_same_again_in_a_branch_gives_the_same(session: Session) -> None:
    at = order_entry(session) - 1
    session.branches.start(at, "The same", WHITE)
    with session.open_branch("The same") as other:
        for entry in list(session.entries)[at:]:
            other.submit(acts.parse_act(entry.act), entry.by)
        assert other.digest == session.digest


def test_a_branch_of_a_branch_keeps_its_ancestors(session: Session) -> None:
    session.branches.start(3, "First", WHITE)
    with session.open_branch("First") as first:
        play(first, 3, 20)
        middle = len(first.entries)
        first.branches.start(middle, "Second", "evaluator")
        first.branches.start(2, "Third", WHITE)
        with first.open_branch("Second") as second:
            play(second, 4, 20)
            assert list(second.entries)[:middle] == list(first.entries)
            line = [branch.name for branch in second.branches.line()]
            deep = list(second.entries)
    session.close()
    assert line == ["", "First", "Second"]
    with Session.open(session.journal.path, branch="Second", read_only=True) as again:
        assert list(again.entries) == deep
        tree = [(row.depth, row.branch.name, row.branch.fork) for row in again.branches.tree()]
    # The third was started at an entry of the trunk, so it springs from there.
    assert tree == [(0, "", 0), (1, "First", 3), (2, "Second", middle), (1, "Third", 2)]


def test_a_snapshot_of_one_branch_never_stands_in_for_another(session: Session) -> None:
    session.branches.start(2, "Long", WHITE)
    with session.open_branch("Long") as other:
        play(other, 9, 80)
        assert len(other.entries) > 30
        digests = [entry.digest for entry in other.entries]
    play(session, 10, 80)
    session.close()
    for branch in (0, 1):
        with Session.open(session.journal.path, branch=branch, read_only=True) as again:
            for entry in again.entries:
                assert again.replay.state_at(entry.seq).digest() == entry.digest
    with Session.open(session.journal.path, branch=1, read_only=True) as again:
        assert [entry.digest for entry in again.entries] == digests


def test_notes_of_a_branch_are_seen_along_it_alone(session: Session) -> None:
    session.notes.add(Note("bookmark", 2, WHITE, text="shared"))
    session.notes.add(Note("bookmark", 6, WHITE, text="trunk"))
    session.branches.start(4, "Other", WHITE)
    with session.open_branch("Other") as other:
        to_phase(other, "orders", turn=2)
        other.notes.add(Note("bookmark", 6, WHITE, text="branch"))
        other.notes.add(Note("bookmark", 3, WHITE, text="before"))
        assert [n.text for n in other.notes.all()] == ["shared", "before", "branch"]
    assert [n.text for n in session.notes.all()] == ["shared", "before", "trunk"]


def test_what_if_begins_in_the_debrief_of_a_closed_session(session: Session) -> None:
    session.submit(acts.EndEx(reason="Time is up."), WHITE)
    last = len(session.entries)
    session.close()
    with Session.debrief(session.journal.path) as debrief:
        with pytest.raises(Refused, match="had ended"):
            debrief.branches.start(last, "Too late", WHITE)
        debrief.branches.start(last - 1, "One more turn", WHITE)
        with debrief.open_branch("One more turn") as other:
            other.submit(acts.Advance(), WHITE)
    with Session.open(session.journal.path, read_only=True) as again:
        assert len(again.entries) == last and again.phase == "ended"


def test_who_may_not_or_says_nothing_starts_no_branch(session: Session) -> None:
    session.branches.start(1, "Taken", WHITE)
    for at, name, by in (
        (1, "A", HERE), (1, "", WHITE), (1, "Taken", WHITE), (99, "B", WHITE), (-1, "C", WHITE),
        (1, "7", WHITE), (1, "x" * 121, WHITE), (1, "\ud800", WHITE),
    ):  # fmt: skip
        with pytest.raises(Refused):
            session.branches.start(at, name, by)
    assert len(session.branches.all()) == 2
    with pytest.raises(JournalFault, match="There is no branch 'Tken'"):
        session.open_branch("Tken")


def test_a_branch_can_be_given_another_name(session: Session) -> None:
    session.branches.start(1, "Old", WHITE)
    session.branches.rename(1, "New", WHITE)
    session.close()
    with Session.open(session.journal.path, branch="New", read_only=True) as again:
        assert again.branch.id == 1


def broken(path: Path, sql: str) -> Session:
    """Return the session of a file after an edit with a tool, opened to read its branch."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(sql)
    db.close()
    return Session.open(path, read_only=True, branch=1)


BRANCH_ROW = 1 << 32
EDITS = {
    "its beginning": "UPDATE branch SET fork = 3",
    "who began it": "UPDATE branch SET by = 'evaluator'",
    "its root": "UPDATE branch SET root = 'x'",
    "an entry": f"UPDATE entry SET by = 'evaluator' WHERE rowid = {BRANCH_ROW + 5}",
    "an entry taken out": f"DELETE FROM entry WHERE rowid = {BRANCH_ROW + 5}",
    "the trunk before it": "UPDATE entry SET by = 'evaluator' WHERE rowid = 2",
}


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_of_a_branch_is_caught(what: str, session: Session) -> None:
    session.branches.start(4, "Other", WHITE)
    with session.open_branch("Other") as other:
        to_phase(other, "orders", turn=2)
    session.close()
    again = broken(session.journal.path, EDITS[what])
    assert again.damage is not None
    trunk = Journal.open(session.journal.path, read_only=True)
    assert (trunk.damage is None) == (what != "the trunk before it")


def test_entries_without_their_branch_are_caught(session: Session) -> None:
    session.branches.start(4, "Other", WHITE)
    with session.open_branch("Other") as other:
        to_phase(other, "orders", turn=2)
    session.close()
    db = sqlite3.connect(session.journal.path, isolation_level=None)
    db.execute("DELETE FROM branch")
    db.close()
    damage = Journal.open(session.journal.path, read_only=True).damage
    assert damage is not None and "branch that does not exist" in damage.what


def test_entries_of_a_branch_cannot_pass_for_those_of_the_trunk(session: Session) -> None:
    # Both follow entry 4; only the root of the branch tells them apart.
    session.branches.start(4, "Other", WHITE)
    with session.open_branch("Other") as other:
        to_phase(other, "feedback", turn=2)
    session.close()
    db = sqlite3.connect(session.journal.path, isolation_level=None)
    db.execute("DELETE FROM entry WHERE rowid > 4 AND rowid < ?", (BRANCH_ROW,))
    db.execute("UPDATE entry SET rowid = rowid - ?1 WHERE rowid > ?1", (BRANCH_ROW,))
    db.execute("DELETE FROM branch")
    db.close()
    damage = Journal.open(session.journal.path, read_only=True).damage
    assert damage is not None and damage.entry == 5
