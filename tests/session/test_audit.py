from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.session import acts, audit, opening, records
from tabletop.session.audit import Audit, first_unsound
from tabletop.session.file import SessionFile
from tabletop.session.journal import Journal, JournalFault
from tabletop.session.notes import Note
from tabletop.session.opening import Damage
from tabletop.session.record import BrokenRecord, sealed
from tabletop.session.records import check
from tabletop.session.refused import Refused
from tabletop.session.session import Session
from tests.session.exercises import WHITE, begin, play
from tests.session.hands import begin as journal_by_hand
from tests.session.hands import changed, next_entry, start, write

LENGTH = 60


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let records of ten entries count as long."""
    monkeypatch.setattr(audit, "SHORT", 10)
    monkeypatch.setattr(records, "SHORT", 10)


def forged(path: Path, victim: int | None) -> Path:
    """Write a record whose seals all hold; the change of ``victim`` leads elsewhere."""
    journal, state = journal_by_hand(path), start()
    for number in range(1, LENGTH + 1):
        after = changed(state, number)
        entry = next_entry(journal, state, after)
        if number == victim:
            parts: dict[str, Any] = {
                name: getattr(entry, name) for name in entry.__dataclass_fields__ if name != "hash"
            }
            elsewhere = after.copy()
            elsewhere.cohesion[...] = 1
            entry = sealed(**{**parts, "delta": state.delta(elsewhere)})
        journal.append(entry, after)
        state = after
    journal.close()
    return path


@settings(max_examples=12, deadline=None)
@given(victim=st.integers(1, LENGTH) | st.none())
def test_a_long_record_is_judged_alike_before_it_is_shown_and_behind_it(
    victim: int | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = forged(tmp_path_factory.mktemp("forged") / "x.ttx", victim)
    now, soon = Journal.open(path, read_only=True), Journal.open(path, read_only=True)
    assert now.damage is None, "the seals hold"
    check(now)
    check(soon, soon=True)
    if victim is None:
        soon.be_checked()
        assert now.damage is soon.damage is None
    else:
        with pytest.raises(JournalFault, match=rf"damaged at entry {victim}: .*read-only\.$"):
            soon.be_checked()
        assert now.damage == soon.damage == Damage(victim, "its change leads to another state")
    assert soon.entries == now.entries and len(now.entries) == (victim or LENGTH + 1) - 1
    soon.close()


def test_nothing_is_written_behind_a_forged_entry(tmp_path: Path) -> None:
    path = forged(tmp_path / "x.ttx", 40)
    with pytest.raises(BrokenRecord, match="damaged at entry 40"):
        check(journal := Journal.open(path))
    journal.close()
    journal = Journal.open(path)
    check(journal, soon=True)
    with pytest.raises(JournalFault, match="damaged at entry 40"):
        write(journal, 1)
    journal.close()
    assert len(Journal.open(path, read_only=True).entries) == LENGTH


def test_play_goes_on_behind_a_sound_record(tmp_path: Path) -> None:
    path = forged(tmp_path / "x.ttx", None)
    journal = Journal.open(path)
    check(journal, soon=True)
    write(journal, 1)
    assert journal.audit is not None and not journal.audit.running, "the act has waited for it"
    journal.close()
    assert len(Journal.open(path, read_only=True).entries) == LENGTH + 1


def test_an_audit_that_is_broken_off_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "SLICE", 1)
    journal = Journal.open(forged(tmp_path / "x.ttx", LENGTH), read_only=True)
    told: list[Damage | None] = []
    looking = Audit(journal.snapshots[0], journal.entries, told.append)
    looking.stop()
    assert not looking.running and told == []
    assert first_unsound(journal.snapshots[0], journal.entries, lambda: True) is None


def test_a_session_opened_soon_is_the_session(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    with begin(path) as session:
        play(session, 3, 60)
        assert len(session.entries) > 10
    with Session.open(path, soon=True) as soon:
        assert soon.digest == session.digest and soon.state.digest() == session.state.digest()
        soon.submit(acts.Observation(text="On it goes."), "evaluator")
        assert not soon.checking and soon.damage is None
    with Session.debrief(path, soon=True) as looked_back:
        looked_back.notes.add(Note("bookmark", 1, WHITE))
        assert len(looked_back.entries) == len(session.entries) + 1


def test_a_forged_session_is_shown_up_to_the_forgery_and_takes_no_notes(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    with begin(path) as session:
        play(session, 3, 30)
        entry = session.entries[-1]
        parts: dict[str, Any] = {n: getattr(entry, n) for n in entry.__dataclass_fields__}
        del parts["hash"]
        after = session.state.copy()
        after.cohesion[...] = 1
        session.journal.append(
            sealed(**{**parts, "seq": entry.seq + 1, "prev": entry.hash,
                      "delta": session.state.delta(after)}), after,
        )  # fmt: skip
    for soon in (False, True):
        with Session.debrief(path, soon=soon) as reader:
            assert reader.damage == Damage(entry.seq + 1, "its change leads to another state")
            assert len(reader.journal.entries) == entry.seq
            assert len(reader.entries) == entry.seq
            with pytest.raises(Refused, match=f"damaged at entry {entry.seq + 1}"):
                reader.notes.add(Note("bookmark", 1, WHITE))


@pytest.mark.parametrize("read_only", [True, False])
def test_whoever_opens_a_record_is_told_how_far_it_is_and_may_break_it_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    monkeypatch.setattr(opening, "WATCHED", 20)
    forged(tmp_path / "x.ttx", None)
    told: list[tuple[int, int]] = []
    opened = SessionFile.read if read_only else SessionFile.write
    opened(tmp_path / "x.ttx", lambda read, entries: told.append((read, entries))).close()
    assert told == [(20, LENGTH), (40, LENGTH), (60, LENGTH)]

    def enough(read: int, entries: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opened(tmp_path / "x.ttx", enough)
    SessionFile.write(tmp_path / "x.ttx").close()  # no lock is left behind
