"""The commands about the record: signing, and the session as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tabletop.cli import main
from tabletop.session import acts
from tests.session.exercises import WHITE, begin, to_phase


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """Return the file of a closed session with a branch."""
    session = to_phase(begin(tmp_path / "x.ttx"), "orders", turn=2)
    session.branches.start(3, "Other", WHITE)
    session.submit(acts.EndEx(reason="Time is up."), WHITE)
    session.close()
    return tmp_path / "x.ttx"


def said(capsys: pytest.CaptureFixture[str]) -> str:
    both = capsys.readouterr()
    return both.out + both.err


def test_a_session_is_signed_with_a_new_key_and_verified_with_its_public_half(
    closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "white.pem"
    assert main(["verify", str(closed)]) == 0 and "signature: absent" in said(capsys)
    assert main(["sign", str(closed), "--key", str(key)]) == 1
    assert main(["sign", str(closed), "--key", str(key), "--new-key"]) == 0
    assert main(["verify", str(closed), "--signer", f"{key}.pub"]) == 0
    assert "signature: valid" in said(capsys)
    assert main(["sign", str(closed), "--key", str(tmp_path / "b"), "--new-key"]) == 0
    assert main(["verify", str(closed), "--signer", f"{key}.pub"]) == 1
    assert "another key" in said(capsys)
    assert main(["verify", str(closed), "--signer", str(closed)]) == 1
    assert "is not a public key" in said(capsys)


def test_a_session_goes_out_as_text_and_comes_back(
    closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, back = tmp_path / "new" / "x.jsonl", tmp_path / "back" / "y.ttx"
    assert main(["export", str(closed), "--jsonl", str(text)]) == 0
    assert main(["import", str(text), "--out", str(back)]) == 0
    capsys.readouterr()
    verdicts = []
    for path in (closed, back):
        assert main(["verify", str(path), "--json"]) == 0
        verdicts.append(json.loads(said(capsys)))
    assert verdicts[0] == verdicts[1] and verdicts[0]["branches"] == {"Other": 3}
    assert main(["export", str(back), "--jsonl", "-"]) == 0
    assert said(capsys) == text.read_text("utf-8")


def test_what_cannot_be_written_or_read_is_one_sentence(
    closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "x.jsonl"
    assert main(["export", str(closed), "--jsonl", str(text)]) == 0
    lines = text.read_text("utf-8").splitlines(keepends=True)
    text.write_text("".join([*lines[:5], lines[6], *lines[7:]]), "utf-8")
    (tmp_path / "latin").write_bytes(b"\xff\xfe")
    capsys.readouterr()
    before = closed.read_bytes()
    for words, code, what in (
        (["export", closed, "--jsonl", closed], 2, "the session itself"),
        (["export", closed, "--jsonl", tmp_path], 1, "is a directory"),
        (["import", text, "--out", tmp_path / "y.ttx"], 1, "line 6"),
        (["import", tmp_path / "latin", "--out", tmp_path / "y.ttx"], 1, "UTF-8"),
        (["import", tmp_path, "--out", tmp_path / "y.ttx"], 1, "is a folder"),
        (["import", tmp_path / "none", "--out", tmp_path / "y.ttx"], 1, "no such file"),
        (["import", closed, "--out", closed], 1, "UTF-8"),
    ):
        assert main([str(word) for word in words]) == code, words
        told = said(capsys)
        assert what in told and told.count("\n") == 1
    assert closed.read_bytes() == before and not (tmp_path / "y.ttx").exists()


def test_no_key_is_made_for_what_cannot_be_signed(
    closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, key = tmp_path / "other.ttx", tmp_path / "key"
    other.write_text("This is not a session.")
    assert main(["sign", str(other), "--key", str(key), "--new-key"]) == 1
    assert said(capsys).count("\n") == 1 and not key.exists()
    assert main(["sign", str(closed), "--key", str(key), "--new-key"]) == 0 and key.exists()


def test_nothing_is_said_of_the_signature_of_what_is_no_session(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.ttx"
    other.write_text("This is not a session.")
    assert main(["verify", str(other)]) == 1
    told = said(capsys)
    assert "is not a session file" in told
    assert "signature" not in told and "entry 0" not in told


def test_a_session_given_for_a_scenario_is_told_how_to_be_opened(
    closed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", str(closed)]) == 2
    told = said(capsys)
    assert f"--session {closed}" in told and told.count("\n") == 1


def test_a_place_that_cannot_be_written_is_told_before_the_long_work(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from tabletop.session.session import Session

    def never(*args: object, **named: object) -> None:
        raise AssertionError("the session was opened")

    monkeypatch.setattr(Session, "open", never)
    assert main(["report", str(closed), "--out", str(closed)]) == 1
    assert "is not a folder" in said(capsys)
    assert main(["mattered", str(closed), "--out", str(tmp_path)]) == 1
    assert "is a folder" in said(capsys)


def test_a_wrong_word_among_hundreds_is_not_answered_with_all_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "x.parquet")
    words = ["explore", "tripwire", "--runs", "1", "--vary", "zzzzqqqq=1", "--out", out]
    assert main(words) == 2
    assert len(said(capsys)) < 200


def test_a_damaged_session_is_exported_as_far_as_it_is_intact(
    closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3

    db = sqlite3.connect(closed, isolation_level=None)
    db.execute("UPDATE entry SET by = 'room' WHERE rowid = 5")
    db.close()
    text, back = tmp_path / "x.jsonl", tmp_path / "y.ttx"
    assert main(["export", str(closed), "--jsonl", str(text)]) == 1
    assert "damaged at entry 5" in said(capsys)
    assert main(["import", str(text), "--out", str(back)]) == 0
    assert main(["verify", str(back)]) == 0
    assert "4 entries" in said(capsys)
