"""Bad luck: a file that is taken, goes away or is replaced, and a clock that runs backwards."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tabletop.session import acts
from tabletop.session.notes import Note
from tabletop.session.refused import Refused
from tabletop.session.session import JournalFault, LockedFault, Session
from tabletop.session.verify import verify
from tests.session.exercises import WHITE, Ticking, begin, to_phase

posix = pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody take an open file away")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Return a session in the phase of orders."""
    return to_phase(begin(tmp_path / "x.ttx"), "orders")


HOLD = """
import sys
from pathlib import Path
from tabletop.session.session import Session
session = Session.open(Path(sys.argv[1]))
print("here", flush=True)
sys.stdin.read()
"""


def test_a_session_played_by_another_process_can_only_be_read(
    session: Session, checkout: Path
) -> None:
    session.notes.add(Note("bookmark", 1, WHITE))
    session.close()
    path = session.journal.path
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], cwd=checkout, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None and other.stdin is not None
        assert other.stdout.readline() == "here\n"
        with pytest.raises(LockedFault, match=r"open in another window .* open it read-only"):
            Session.open(path)
        with Session.open(path, read_only=True) as reader:
            assert len(reader.entries) == len(session.entries) and reader.notes.all()
        with Session.debrief(path) as reader, pytest.raises(LockedFault, match="another window"):
            reader.notes.add(Note("bookmark", 1, WHITE))
        other.stdin.close()
    with Session.debrief(path) as reader:
        assert reader.notes.why_not == "" and reader.read_only
        reader.notes.add(Note("bookmark", 1, WHITE))
        assert len(reader.notes.all()) == 2


def test_a_debrief_leaves_the_file_alone_until_something_is_kept(session: Session) -> None:
    session.close()
    path = session.journal.path
    before = path.read_bytes()
    with Session.debrief(path) as reader:
        with Session.open(path) as player:
            player.submit(acts.Advance(), WHITE)
        with pytest.raises(JournalFault, match="has been played on since"):
            reader.notes.add(Note("bookmark", 1, WHITE))
        assert reader.notes.all() == ()
    assert before != path.read_bytes()
    before = path.read_bytes()
    with Session.debrief(path) as reader:
        reader.replay.moment_at(1)
        assert sorted(p.name for p in path.parent.iterdir()) == ["x.ttx"]
    assert path.read_bytes() == before


def test_a_damaged_file_takes_no_notes(session: Session) -> None:
    session.close()
    db = sqlite3.connect(session.journal.path, isolation_level=None)
    db.execute("UPDATE entry SET by = 'room' WHERE rowid = 2")
    db.close()
    before = session.journal.path.read_bytes()
    with Session.debrief(session.journal.path) as reader:
        with pytest.raises(Refused, match="damaged at entry 2"):
            reader.notes.add(Note("bookmark", 1, WHITE))
        with pytest.raises(Refused, match="reading only"):
            reader.branches.start(1, "A", WHITE)
    assert session.journal.path.read_bytes() == before


@posix
@pytest.mark.parametrize("what", ["x.ttx", "x.ttx-wal"])
def test_a_file_that_has_gone_is_told_and_the_act_is_kept(
    what: str, session: Session, tmp_path: Path
) -> None:
    act = acts.Observation(text="The stick was pulled.")
    before = list(session.entries)
    away = tmp_path / "away"
    (tmp_path / what).rename(away)
    with pytest.raises(JournalFault, match=r"^The act was not recorded: the file .* has gone"):
        session.submit(act, "evaluator")
    with pytest.raises(JournalFault, match=r"^The note was not kept: .* has gone"):
        session.notes.add(Note("bookmark", 1, WHITE))
    assert list(session.entries) == before and session.pending == (act, "evaluator")
    away.rename(tmp_path / what)
    entry = session.retry()
    assert entry is not None and entry.act["text"] == act.text
    assert session.pending is None and session.retry() is None
    session.close()
    assert verify(tmp_path / "x.ttx").entries == len(before) + 1


@posix
def test_a_session_whose_file_has_gone_is_saved_elsewhere_with_all_that_was_acknowledged(
    session: Session, tmp_path: Path
) -> None:
    session.notes.add(Note("bookmark", 1, WHITE))
    session.branches.start(1, "Other", WHITE)
    shutil.rmtree(tmp_path, ignore_errors=False)
    with pytest.raises(JournalFault, match="has gone"):
        session.submit(acts.Advance(), WHITE)
    tmp_path.mkdir()
    session.save_copy(tmp_path / "saved.ttx")
    with Session.open(tmp_path / "saved.ttx") as again:
        assert list(again.entries) == list(session.entries)
        assert len(again.notes.all()) == 1 and len(again.branches.all()) == 2
        assert session.pending is not None
        again.submit(*session.pending)
    assert verify(tmp_path / "saved.ttx").intact


@posix
def test_a_file_that_was_replaced_is_not_written_to(session: Session, tmp_path: Path) -> None:
    with begin(tmp_path / "y.ttx"):
        pass
    (tmp_path / "y.ttx").replace(tmp_path / "x.ttx")
    before = (tmp_path / "x.ttx").read_bytes()
    with pytest.raises(JournalFault, match="has gone or was replaced"):
        session.submit(acts.Advance(), WHITE)
    assert (tmp_path / "x.ttx").read_bytes() == before


def test_an_accepted_act_ends_what_was_pending(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise JournalFault("The act was not recorded: the disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(session.journal, "append", full)
        with pytest.raises(JournalFault):
            session.submit(acts.Advance(), WHITE)
    assert session.pending == (acts.Advance(), WHITE)
    session.submit(acts.Observation(text="Something else."), WHITE)
    assert session.pending is None


def test_a_clock_that_runs_backwards_never_turns_the_record_round(tmp_path: Path) -> None:
    session = begin(tmp_path / "x.ttx")
    session.close()
    clock = Ticking()
    with Session.open(tmp_path / "x.ttx", clock=clock) as session:
        session.submit(acts.StartEx(), WHITE)
        note = session.notes.add(Note("annotation", 1, WHITE))
        clock.now -= timedelta(days=400)
        session.submit(acts.Advance(), WHITE)
        changed = session.notes.change(note.id, WHITE, text="Later.")
        clock.now += timedelta(days=900)
        session.submit(acts.Advance(), WHITE)
    times = [entry.at for entry in session.entries]
    assert times == sorted(times) and times[0] == times[1] < times[2]
    assert changed.changed >= note.changed
    assert verify(tmp_path / "x.ttx").intact
