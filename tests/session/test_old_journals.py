from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tabletop.session.acts import ACT_TYPES
from tabletop.session.journal import JournalFault
from tabletop.session.moment import inject_rows, orders_of_turn, timeline_items
from tabletop.session.session import Session
from tabletop.session.verify import verify
from tabletop.session.wording import entry_sentence
from tabletop.world import state
from tests.session.golden import write

FILES = sorted((Path(__file__).parent.parent / "journals").glob("*.ttx"))


def test_there_is_a_journal_to_keep() -> None:
    assert FILES


@pytest.fixture(params=FILES, ids=[path.stem for path in FILES])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a copy of an old journal."""
    return Path(shutil.copy(request.param, tmp_path / "old.ttx"))


def test_every_moment_of_an_old_journal_can_still_be_shown(old: Path) -> None:
    session = Session.open(old, read_only=True)
    assert session.damage is None
    assert {entry.type for entry in session.entries} == set(ACT_TYPES)
    for seq in range(len(session.entries) + 1):
        moment = session.replay.moment_at(seq)
        assert moment.state.digest() == session.replay.digest_at(seq)
        inject_rows(moment)
        orders_of_turn(moment)
        timeline_items(moment)
    for entry in session.entries:
        assert entry_sentence(session.world, entry)


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
