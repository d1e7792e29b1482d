from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tabletop.analysis.report import write_report
from tabletop.session import upgrades
from tabletop.session.acts import ACT_TYPES
from tabletop.session.as_text import read_text, text_of, write_contents
from tabletop.session.contents import read_contents
from tabletop.session.journal import JournalFault
from tabletop.session.moment import inject_rows, orders_of_turn, timeline_items
from tabletop.session.notes import KINDS, Note
from tabletop.session.record import FORMAT
from tabletop.session.schema import SCHEMAS
from tabletop.session.session import Session
from tabletop.session.signature import look
from tabletop.session.verify import verify
from tabletop.session.wording import entry_sentence
from tabletop.world import state
from tests.session.golden import write

OF_FORMAT_1 = Path(__file__).parent.parent / "journals" / "0.1.0.ttx"
UPGRADE_1 = upgrades.UPGRADES[1]
FILES = sorted((Path(__file__).parent.parent / "journals").glob("*.ttx"))

YOUNGER = {"cell"}
"""Kinds of note that came after the journals were kept."""
YOUNGER_ACTS = {"assign"}
"""Kinds of act that did."""


def test_there_is_a_journal_to_keep() -> None:
    assert FILES


@pytest.fixture(params=FILES, ids=[path.stem for path in FILES])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a copy of an old journal."""
    return Path(shutil.copy(request.param, tmp_path / "old.ttx"))


def test_every_moment_of_an_old_journal_can_still_be_shown(old: Path) -> None:
    session = Session.open(old, read_only=True)
    assert session.damage is None
    assert {entry.type for entry in session.entries} == set(ACT_TYPES) - YOUNGER_ACTS
    for seq in range(len(session.entries) + 1):
        moment = session.replay.moment_at(seq)
        assert moment.state.digest() == session.replay.digest_at(seq)
        inject_rows(moment)
        orders_of_turn(moment)
        timeline_items(moment)
    for entry in session.entries:
        assert entry_sentence(session.world, entry)


def test_every_branch_of_an_old_journal_can_still_be_shown(old: Path) -> None:
    with Session.open(old, read_only=True) as trunk:
        for row in trunk.branches.tree():
            assert row.damage == ""
            with trunk.open_branch(row.branch.id) as session:
                for entry in session.entries:
                    assert session.replay.state_at(entry.seq).digest() == entry.digest


def test_notes_and_signature_of_an_old_journal_are_still_there(old: Path) -> None:
    contents = read_contents(old)
    assert contents.lost_notes == 0
    if contents.heading.form > 1:
        assert {note.kind for note in contents.notes.values()} == set(KINDS) - YOUNGER
        assert look(contents).state == "valid"


def test_a_report_can_still_be_made_of_an_old_journal(old: Path, tmp_path: Path) -> None:
    with Session.open(old, read_only=True) as session:
        assert write_report(session.replay, tmp_path / "out", old.name, formats=("md",))


def test_an_old_journal_becomes_text_and_comes_back(old: Path, tmp_path: Path) -> None:
    contents = read_contents(old)
    write_contents(tmp_path / "again.ttx", read_text(text_of(contents)))
    again = read_contents(tmp_path / "again.ttx")
    assert (again.chains, again.notes) == (contents.chains, contents.notes)
    assert again.heading.root == contents.heading.root


def test_an_old_journal_takes_notes_and_branches_and_keeps_every_seal(old: Path) -> None:
    before = read_contents(old)
    with Session.debrief(old) as session:
        at = next(e.seq for e in session.entries if e.type == "deliver")
        session.notes.add(Note("bookmark", at, "facilitator"))
        session.branches.start(at, "Written today", "facilitator")
    after = read_contents(old)
    assert after.chains[0] == before.chains[0]
    assert after.heading.root == before.heading.root
    assert len(after.notes) == len(before.notes) + 1
    assert len(after.chains) == len(before.chains) + 1
    assert look(after).state == look(before).state


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(OF_FORMAT_1, tmp_path / "old.ttx"))
    entries = read_contents(path).chains[0].entries

    def fails(db: sqlite3.Connection) -> None:
        UPGRADE_1(db)
        raise sqlite3.OperationalError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setitem(upgrades.UPGRADES, 1, fails)
        with Session.debrief(path) as session, pytest.raises(JournalFault):
            session.notes.add(Note("bookmark", 1, "facilitator"))
    db = sqlite3.connect(path)
    assert upgrades.form_of(db) == 1
    assert not list(db.execute("SELECT 1 FROM sqlite_master WHERE name = 'note'"))
    db.close()
    assert read_contents(path).chains[0].entries == entries


def test_there_is_one_upgrade_from_each_format_that_is_no_longer_written() -> None:
    assert set(upgrades.UPGRADES) == set(range(1, FORMAT))
    assert set(SCHEMAS) == set(range(1, FORMAT + 1))


def test_only_todays_rules_may_differ_from_an_old_journal(old: Path) -> None:
    faults = verify(old).faults
    assert all(fault.sealed for fault in faults), [f for f in faults if not f.sealed]


def test_the_journal_that_would_be_added_today_is_intact(tmp_path: Path) -> None:
    write(tmp_path / "new.ttx")
    assert verify(tmp_path / "new.ttx").intact
    with Session.open(tmp_path / "new.ttx", read_only=True) as session:
        assert {entry.type for entry in session.entries} == set(ACT_TYPES)


def test_an_exercise_is_not_played_on_with_other_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "x.ttx")
    monkeypatch.setattr(state, "ORDER", (*state.ORDER, ("invented_later", "<f8")))
    with pytest.raises(JournalFault, match="open it read-only"):
        Session.open(tmp_path / "x.ttx")
    with Session.open(tmp_path / "x.ttx", read_only=True) as session:
        assert session.damage is None
