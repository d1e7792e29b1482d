"""The signature of a closed session: valid, absent, or not matching, and why."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from tabletop.session import acts
from tabletop.session.notes import Note
from tabletop.session.session import JournalFault, Session
from tabletop.session.signature import (
    KeyFault,
    Seen,
    fingerprint,
    make_key,
    read_key,
    read_public_key,
    sign,
)
from tabletop.session.verify import demand_signer, verify
from tests.session.exercises import WHITE, Ticking, begin, to_phase


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a key."""
    path = tmp_path_factory.mktemp("keys") / "white.pem"
    make_key(path)
    return path


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """Return the file of a closed session with a branch."""
    session = to_phase(begin(tmp_path / "x.ttx"), "orders", turn=2)
    session.branches.start(3, "Other", WHITE)
    with session.open_branch("Other") as other:
        to_phase(other, "feedback")
    session.submit(acts.EndEx(reason="Time is up."), WHITE)
    session.close()
    return tmp_path / "x.ttx"


def signed(path: Path, key: Path) -> Seen:
    return sign(path, read_key(key), Ticking())


def edited(path: Path, *sql: str) -> Seen:
    """Return what is seen of the signature after an edit with a tool."""
    db = sqlite3.connect(path, isolation_level=None)
    for one in sql:
        db.execute(one)
    db.close()
    return verify(path).signature


def test_a_signed_session_is_valid_and_an_unsigned_one_says_so(closed: Path, key: Path) -> None:
    assert verify(closed).signature.state == "absent"
    seen = signed(closed, key)
    verdict = verify(closed)
    assert verdict.intact and verdict.signature == seen
    assert (seen.state, seen.key) == ("valid", read_public_key(key.with_name("white.pem.pub")))
    assert seen.at.startswith("2026-01-12") and len(seen.fingerprint.replace(" ", "")) == 24


def test_notes_and_later_branches_leave_the_signature_valid(closed: Path, key: Path) -> None:
    signed(closed, key)
    with Session.debrief(closed) as debrief:
        debrief.notes.add(Note("bookmark", 2, WHITE))
        debrief.branches.start(2, "Later", WHITE)
    seen = verify(closed).signature
    assert seen.state == "valid" and "'Later' was begun later" in seen.what


def test_an_entry_after_the_signature_is_told(closed: Path, key: Path) -> None:
    signed(closed, key)
    with Session.open(closed) as session:
        last = len(session.entries)
        session.submit(acts.Observation(text="Late."), "evaluator")
    verdict = verify(closed)
    assert not verdict.intact and verdict.signature.state == "mismatch"
    assert f"entries {last + 1} to {last + 1} came after" in verdict.faults[0].what
    signed(closed, key)
    assert verify(closed).intact


def test_a_record_cut_short_with_all_seals_intact_is_caught(closed: Path, key: Path) -> None:
    signed(closed, key)
    assert edited(closed, "DELETE FROM entry WHERE rowid = 4").state == "mismatch"


def test_another_record_under_the_same_signature_is_caught(
    closed: Path, key: Path, tmp_path: Path
) -> None:
    signed(closed, key)
    other = tmp_path / "y.ttx"
    session = to_phase(begin(other, seed=8), "orders")
    session.submit(acts.EndEx(reason="Time is up."), WHITE)
    session.close()
    db = sqlite3.connect(other, isolation_level=None)
    db.execute("ATTACH ? AS a", (str(closed),))
    db.execute("INSERT INTO main.meta SELECT * FROM a.meta WHERE name = 'signature'")
    db.close()
    assert verify(other).signature.what == "another session was signed"


@pytest.mark.parametrize(
    "value",
    [
        "replace(value, '\"entries\":4', '\"entries\":3')",  # the statement
        "replace(value, 'tabletop session', 'a tabletop game!')",
        "CAST('{}' AS BLOB)",
        "CAST('[' AS BLOB)",
        'CAST(\'{"key":"00","signature":"","statement":{"at":""}}\' AS BLOB)',
        "x'ff'",
    ],
)
def test_a_signature_that_was_touched_does_not_match(value: str, closed: Path, key: Path) -> None:
    signed(closed, key)
    text = f"UPDATE meta SET value = CAST({value} AS BLOB) WHERE name = 'signature'"
    assert edited(closed, text).state == "mismatch"


def test_the_signer_can_be_demanded(closed: Path, key: Path, tmp_path: Path) -> None:
    mine = read_public_key(key.with_name("white.pem.pub"))
    assert not demand_signer(verify(closed), mine).intact
    signed(closed, key)
    assert demand_signer(verify(closed), mine).intact
    other = make_key(tmp_path / "other")
    verdict = demand_signer(verify(closed), other)
    assert not verdict.intact and "another key" in verdict.faults[0].what
    assert fingerprint(other) != fingerprint(mine)


def test_only_a_closed_session_is_signed(tmp_path: Path, key: Path) -> None:
    to_phase(begin(tmp_path / "x.ttx"), "orders").close()
    with pytest.raises(JournalFault, match="has not ended"):
        signed(tmp_path / "x.ttx", key)
    assert verify(tmp_path / "x.ttx").signature.state == "absent"


def test_a_key_is_secret_and_never_replaced(key: Path) -> None:
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_bytes()
    with pytest.raises(KeyFault, match="never replaced"):
        make_key(key)
    assert key.read_bytes() == before


def test_what_is_no_key_is_said_in_one_sentence(tmp_path: Path, key: Path) -> None:
    (tmp_path / "text").write_text("nothing")
    shutil.copy(key.with_name("white.pem.pub"), tmp_path / "pub")
    for path in (tmp_path / "text", tmp_path / "pub", tmp_path / "none"):
        with pytest.raises(KeyFault, match=r"is not a private key|cannot be read"):
            read_key(path)
    for path in (tmp_path / "text", key, tmp_path / "none"):
        with pytest.raises(KeyFault, match=r"is not a public key|cannot be read"):
            read_public_key(path)
