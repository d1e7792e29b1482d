from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tabletop.session import acts
from tabletop.session import verify as verifying
from tabletop.session.journal import Journal, JournalFault
from tabletop.session.notes import Note
from tabletop.session.record import Entry, canonical, seal
from tabletop.session.schema import COLUMNS, row_number
from tabletop.session.session import Session
from tabletop.session.verify import verify
from tabletop.world.state import State
from tests.session.exercises import OFFER, WHITE, begin, play, to_phase


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an exercise with an order, a ruling if any, and two turns."""
    path = tmp_path_factory.mktemp("whole") / "x.ttx"
    session = to_phase(begin(path), "orders")
    session.submit(acts.GiveOrder(order=OFFER), "coalition")
    session.submit(acts.AdHoc(title="News", effects={"cohesion": -4}), WHITE)
    to_phase(session, "brief", turn=2)
    play(session, 5, 40)
    session.close()
    return path


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """Return a copy of the file, to be harmed."""
    return Path(shutil.copy(whole, tmp_path / "x.ttx"))


def forge(path: Path, seq: int, **changes: Any) -> None:
    """Change an entry and seal it and all that follow anew, as an expert forger would."""
    entries = Journal.open(path, read_only=True).entries
    db = sqlite3.connect(path, isolation_level=None)
    prev = entries[seq - 1].prev
    for entry in entries[seq - 1 :]:
        new: Entry = replace(entry, prev=prev, **(changes if entry.seq == seq else {}))
        new = replace(new, hash=seal(new))
        prev = new.hash
        row = (new.seq, new.at, new.by, new.turn, new.phase, canonical(new.act),
               canonical(new.findings), canonical(new.outcomes), new.delta, new.digest, new.prev,
               new.hash)  # fmt: skip
        names = ", ".join(f"{name} = ?" for name in COLUMNS.split(", "))
        db.execute(f"UPDATE entry SET {names} WHERE rowid = ?", (*row, new.seq))
    db.close()


def entry_of_type(path: Path, kind: str) -> Entry:
    return next(e for e in Journal.open(path, read_only=True).entries if e.type == kind)


def test_a_record_as_it_was_written_is_intact(whole: Path) -> None:
    told: list[tuple[int, int]] = []
    verdict = verify(whole, lambda done, of: told.append((done, of)))
    entries = Journal.open(whole, read_only=True).entries
    assert verdict.to_json() == {
        "intact": True, "entries": len(entries), "digest": entries[-1].digest, "faults": [],
        "signature": {"state": "absent", "key": "", "at": "", "what": ""}, "branches": {},
    }  # fmt: skip
    assert told[-1] == (len(entries), len(entries))


def test_a_session_can_be_verified_while_it_is_played(tmp_path: Path) -> None:
    session = to_phase(begin(tmp_path / "x.ttx"), "orders", turn=2)
    assert verify(tmp_path / "x.ttx").intact
    session.close()


def test_verifying_changes_nothing(copy: Path) -> None:
    before = copy.read_bytes()
    verify(copy)
    assert copy.read_bytes() == before
    assert [one.name for one in copy.parent.iterdir()] == [copy.name]


def test_an_edited_entry_is_named(copy: Path) -> None:
    db = sqlite3.connect(copy, isolation_level=None)
    db.execute("UPDATE entry SET by = 'kyiv' WHERE seq = 3")
    db.close()
    verdict = verify(copy)
    assert not verdict.intact
    assert (verdict.entries, verdict.faults[0].entry) == (2, 3)
    assert not verdict.faults[0].sealed


def test_a_forged_act_is_found_by_judging_it_again(copy: Path) -> None:
    entry = entry_of_type(copy, "ad_hoc")
    forge(copy, entry.seq, act={**entry.act, "effects": {"cohesion": -5.0}})
    assert Journal.open(copy, read_only=True).damage is None, "the chain itself is sound"
    verdict = verify(copy)
    assert [fault.entry for fault in verdict.faults] == [entry.seq]
    assert "cohesion" in verdict.faults[0].what


def test_a_forged_seat_is_found(copy: Path) -> None:
    entry = entry_of_type(copy, "order")
    forge(copy, entry.seq, by="kyiv")
    assert [fault.entry for fault in verify(copy).faults] == [entry.seq]


def test_a_forged_outcome_is_found(copy: Path) -> None:
    entries = Journal.open(copy, read_only=True).entries
    entry = next((e for e in entries if e.outcomes), None)
    assert entry is not None, "nothing was contested"
    outcomes = ({**entry.outcomes[0], "draw": 0.123}, *entry.outcomes[1:])
    forge(copy, entry.seq, outcomes=outcomes)
    assert [fault.entry for fault in verify(copy).faults] == [entry.seq]


def test_a_forged_change_of_state_is_found_and_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    to_phase(begin(path), "feedback").close()
    journal = Journal.open(path, read_only=True)
    state = State.unpack(journal.snapshots[0])
    state.apply(journal.entries[0].delta)
    richer = state.copy()
    richer.cohesion[0] = 99
    for delta in (state.delta(richer), b"nonsense"):
        forge(path, 2, delta=delta)
        assert verify(path).faults[0].entry == 2
        session = Session.open(path, read_only=True)
        assert session.damage is not None and session.damage.entry == 2
        assert session.state.digest() == state.digest()
        with pytest.raises(JournalFault):
            Session.open(path)


def test_a_forged_act_that_no_rule_can_take_is_a_fault_and_no_crash(copy: Path) -> None:
    entry = entry_of_type(copy, "order")
    forge(copy, entry.seq, act={"type": "order", "order": {"type": ["offer"], "actor": 7}})
    assert [fault.entry for fault in verify(copy).faults] == [entry.seq]


def test_where_todays_rules_differ_is_named_and_told_from_damage(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = verifying.carry_out
    victim = entry_of_type(whole, "ad_hoc").seq

    def other_rules(scene: Any, act: acts.Act, by: str) -> Any:
        result = real(scene, act, by)
        if scene.seq + 1 == victim:
            state = result.state.copy()
            state.tension[0, 2] += 1
            return replace(result, state=state)
        return result

    monkeypatch.setattr(verifying, "carry_out", other_rules)
    monkeypatch.setattr(verifying.tabletop, "__version__", "9.9")
    verdict = verify(whole)
    assert [(fault.entry, fault.sealed) for fault in verdict.faults] == [(victim, True)]
    assert "9.9" in verdict.faults[0].what and "tension[S03]" in verdict.faults[0].what


def test_a_damaged_snapshot_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    session = begin(path)
    play(session, 2, 130)
    session.close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("UPDATE snapshot SET state = x'00' WHERE seq = 25")
    db.close()
    assert [fault.entry for fault in verify(path).faults] == [25]


def test_what_is_no_session_file_cannot_be_verified(tmp_path: Path) -> None:
    (tmp_path / "x.ttx").write_text("nothing")
    with pytest.raises(JournalFault):
        verify(tmp_path / "x.ttx")


def test_a_forged_act_in_a_branch_is_found_there_and_nowhere_else(copy: Path) -> None:
    with Session.debrief(copy) as session:
        session.branches.start(2, "Other", WHITE)
    with Session.open(copy, branch="Other") as other:
        other.submit(acts.AdHoc(title="News", effects={"cohesion": -4}), WHITE)
    assert verify(copy).intact and verify(copy).branches == {"Other": 3}
    entry = Journal.open(copy, read_only=True, branch=1).entries[-1]
    new = replace(entry, act={**entry.act, "effects": {"cohesion": -5.0}})
    db = sqlite3.connect(copy, isolation_level=None)
    db.execute(
        "UPDATE entry SET act = ?, hash = ? WHERE rowid = ?",
        (canonical(new.act), seal(new), row_number(1, entry.seq)),
    )
    db.close()
    assert Journal.open(copy, read_only=True, branch=1).damage is None, "the chain is sound"
    (fault,) = verify(copy).faults
    assert (fault.branch, fault.entry) == (1, entry.seq) and "cohesion" in fault.what
    assert fault.to_json()["branch"] == 1


def test_a_forged_change_in_a_branch_is_found_there(copy: Path) -> None:
    with Session.debrief(copy) as session:
        session.branches.start(2, "Other", WHITE)
    with Session.open(copy, branch="Other") as other:
        other.submit(acts.AdHoc(title="News", effects={"cohesion": -4}), WHITE)
        entry = other.entries[-1]
        richer = other.state.copy()
        richer.cohesion[0] = 99
        delta = other.replay.state_at(2).delta(richer)
    new = replace(entry, delta=delta)
    db = sqlite3.connect(copy, isolation_level=None)
    db.execute(
        "UPDATE entry SET delta = ?, hash = ? WHERE rowid = ?",
        (delta, seal(new), row_number(1, entry.seq)),
    )
    db.close()
    assert [(fault.branch, fault.entry) for fault in verify(copy).faults] == [(1, 3)]
    with Session.open(copy, read_only=True, branch=1) as session:
        assert session.damage is not None and session.damage.entry == 3


def test_a_note_that_cannot_be_read_is_told(copy: Path) -> None:
    with Session.debrief(copy) as session:
        session.notes.add(Note("bookmark", 1, WHITE))
    assert verify(copy).intact
    db = sqlite3.connect(copy, isolation_level=None)
    db.execute("UPDATE note SET kind = 'what'")
    db.close()
    (fault,) = verify(copy).faults
    assert "1 notes beside the record" in fault.what
