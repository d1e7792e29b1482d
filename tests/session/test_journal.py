from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.session.journal import SNAPSHOT_EVERY, Journal, JournalFault
from tabletop.session.record import sealed, stamp
from tabletop.world.state import State
from tests.session.hands import GROUND, NOW, SPEC, begin, changed, file_of, next_entry, start, write


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "a b%20#?.ttx"
    journal = begin(path, run=17)
    write(journal, 2 * SNAPSHOT_EVERY + 3)
    journal.close()
    again = Journal.open(path, read_only=True)
    assert again.damage is None
    assert again.entries == journal.entries
    assert again.heading.spec == SPEC
    assert (again.heading.seed, again.heading.run) == (7, 17)
    assert {name: a.tolist() for name, a in again.heading.ground.items()} == {
        name: a.tolist() for name, a in GROUND.items()
    }
    assert sorted(again.snapshots) == [0, SNAPSHOT_EVERY, 2 * SNAPSHOT_EVERY]
    for seq in (SNAPSHOT_EVERY, 2 * SNAPSHOT_EVERY):
        assert State.unpack(again.snapshots[seq]).digest() == again.entries[seq - 1].digest


def test_a_closed_file_stands_alone(tmp_path: Path) -> None:
    file_of(tmp_path / "x.ttx", 3)
    assert [one.name for one in tmp_path.iterdir()] == ["x.ttx"]


def test_an_entry_is_on_disk_when_append_returns(tmp_path: Path) -> None:
    journal = begin(tmp_path / "x.ttx")
    state = start()
    for number in range(1, 4):
        after = changed(state, number)
        journal.append(next_entry(journal, state, after), after)
        state = after
        seen = Journal.open(tmp_path / "x.ttx", read_only=True)  # while it is being played
        assert seen.entries == journal.entries
    journal.close()


def test_a_second_writer_is_refused_in_one_sentence(tmp_path: Path) -> None:
    journal = begin(tmp_path / "x.ttx")
    with pytest.raises(JournalFault, match=r"open in another window or program.*\.$"):
        Journal.open(tmp_path / "x.ttx")
    journal.close()
    Journal.open(tmp_path / "x.ttx").close()


def test_play_goes_on_after_closing(tmp_path: Path) -> None:
    file_of(tmp_path / "x.ttx", 2)
    journal = Journal.open(tmp_path / "x.ttx")
    write(journal, 2)
    journal.close()
    again = Journal.open(tmp_path / "x.ttx", read_only=True)
    assert again.damage is None and [e.seq for e in again.entries] == [1, 2, 3, 4]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    file_of(path, 2)
    before = path.read_bytes()
    with pytest.raises(JournalFault, match="exists already"):
        begin(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["x.ttx"]


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(JournalFault, match="folder does not exist"):
        begin(tmp_path / "no" / "x.ttx")
    with pytest.raises(JournalFault, match="There is no session file"):
        Journal.open(tmp_path / "y.ttx", read_only=True)
    with pytest.raises(JournalFault, match="There is no session file"):
        Journal.open(tmp_path / "y.ttx")
    assert list(tmp_path.iterdir()) == []


def test_an_entry_that_does_not_follow_is_not_written(tmp_path: Path) -> None:
    journal = begin(tmp_path / "x.ttx")
    state = write(journal, 1)
    after = changed(state, 9)
    stray = replace(next_entry(journal, state, after), prev="0" * 64)
    with pytest.raises(JournalFault, match="does not follow"):
        journal.append(stray, after)
    assert len(journal.entries) == 1
    journal.close()


def test_two_writers_who_slip_past_the_lock_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    first = begin(path)
    path.with_name("x.ttx-lock").unlink()  # somebody tidied up
    second = Journal.open(path)
    write(second, 1)
    with pytest.raises(JournalFault, match="Another program has written"):
        write(first, 1)
    assert first.entries == []
    second.close()
    first.close()
    assert len(Journal.open(path, read_only=True).entries) == 1


@given(st.lists(st.integers(-5000, 5000), min_size=1, max_size=20))
def test_time_never_runs_backwards_in_the_record(steps: list[int]) -> None:
    last = ""
    now = NOW
    for step in steps:
        now += timedelta(milliseconds=step)
        new = stamp(now, last)
        assert new >= last and new >= stamp(now, "")
        last = new


def test_the_root_covers_what_stands_before_the_first_entry(tmp_path: Path) -> None:
    roots = set()
    for number, more in enumerate(({}, {"run": 1}, {"software": "0.0.9"})):
        journal = begin(tmp_path / f"{number}.ttx", **more)
        roots.add(journal.head)
        journal.close()
    assert len(roots) == 3


def test_every_field_of_an_entry_is_under_its_seal(tmp_path: Path) -> None:
    journal = begin(tmp_path / "x.ttx")
    write(journal, 1)
    journal.close()
    entry = journal.entries[0]
    parts = {name: getattr(entry, name) for name in entry.__dataclass_fields__ if name != "hash"}
    other = {
        "seq": 2, "at": "2026", "by": "room", "turn": 2, "phase": "orders", "act": {},
        "findings": (), "outcomes": ({},), "delta": b"", "digest": "0" * 64, "prev": "0" * 64,
    }  # fmt: skip
    assert set(other) == set(parts)
    for name, value in other.items():
        assert sealed(**{**parts, name: value}).hash != entry.hash, name
