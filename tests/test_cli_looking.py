"""The commands that look into a record: branches, comparing, what a seat knew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tabletop.cli import main
from tabletop.session import acts
from tabletop.session.session import Session
from tests.session.exercises import OFFER, WHITE, begin, to_phase
from tests.worlds import small_spec


@pytest.fixture
def played(tmp_path: Path) -> tuple[Path, int]:
    """Return the file of a closed session and the entry of an order in it."""
    session = to_phase(begin(tmp_path / "x.ttx"), "orders")
    entry = session.submit(acts.GiveOrder(order=OFFER), "coalition")
    to_phase(session, "brief", turn=2)
    session.submit(acts.EndEx(reason="Time is up."), WHITE)
    session.close()
    return tmp_path / "x.ttx", entry.seq


def said(capsys: pytest.CaptureFixture[str]) -> str:
    both = capsys.readouterr()
    return both.out + both.err


def test_a_branch_is_started_listed_and_compared(
    played: tuple[Path, int], capsys: pytest.CaptureFixture[str]
) -> None:
    path, order = played
    assert main(["branch", str(path)]) == 0
    assert said(capsys) == f"as played: {order + 4} entries, {order + 4} its own\n"
    assert main(["branch", str(path), "--at", str(order - 1), "--name", "No offer"]) == 0
    with Session.open(path, branch="No offer") as other:
        to_phase(other, "brief", turn=2)
    capsys.readouterr()
    assert main(["branch", str(path), "--json"]) == 0
    tree = json.loads(said(capsys))["branches"]
    assert [(row["name"], row["parent"], row["fork"]) for row in tree] == [
        ("", None, 0), ("No offer", 0, order - 1)
    ]  # fmt: skip
    assert main(["compare", str(path), f"{path}#No offer"]) == 0
    told = said(capsys)
    assert f"The first {order - 1} entries are the same." in told
    assert f"< turn 1, entry {order}: Coalition" in told
    assert f"force {OFFER['force']}: status offered | home" in told and "cohesion" in told
    assert main(["compare", str(path), f"{path}#No offer", "--json"]) == 0
    found = json.loads(said(capsys))
    assert found["shared"] == order - 1 and len(found["measures"]["cohesion"]["left"]) == 3


def test_a_branch_of_a_branch_is_started_by_its_name(
    played: tuple[Path, int], capsys: pytest.CaptureFixture[str]
) -> None:
    path, order = played
    assert main(["branch", str(path), "--at", str(order), "--name", "First"]) == 0
    with Session.open(path, branch="First") as other:
        other.submit(acts.Advance(), WHITE)
    assert main(["branch", f"{path}#First", "--at", str(order + 1), "--name", "Second"]) == 0
    assert f"    Second from entry {order + 1}" in said(capsys)


def test_what_a_seat_knew_is_said_in_words_and_as_data(
    played: tuple[Path, int], capsys: pytest.CaptureFixture[str]
) -> None:
    path, order = played
    assert main(["known", str(path), str(order)]) == 0
    told = said(capsys)
    assert "What Coalition had been told:" in told and "in truth" in told
    assert main(["known", str(path), str(order), "--seat", WHITE, "--json"]) == 0
    assert json.loads(said(capsys))["guesses"] == []


def test_a_seat_and_an_entry_that_are_not_there_are_named(
    played: tuple[Path, int], capsys: pytest.CaptureFixture[str]
) -> None:
    path, order = played
    for words, says in (
        (["known", path, order, "--seat", "coalitoin"], "did you mean 'coalition'?"),
        (["known", path, "two"], "'two' is not the number of an entry"),
        (["branch", path, "--at", 999, "--name", "A"], "no entry 999; the last is"),
    ):
        assert main([str(word) for word in words]) == 2
        assert says in said(capsys)


def test_what_is_not_there_is_one_sentence(
    played: tuple[Path, int], capsys: pytest.CaptureFixture[str]
) -> None:
    path, order = played
    for words, code in (
        (["known", path, 999], 2),
        (["known", path, order, "--seat", "nobody"], 2),
        (["known", f"{path}#Nothing", 1], 1),
        (["compare", path, path.with_name("none.ttx")], 1),
        (["compare", path, path, "--at", 0, 999], 2),
        (["branch", path, "--at", 3], 2),
        (["branch", path, "--at", 999, "--name", "A"], 2),
        (["branch", path, "--at", "two", "--name", "A"], 2),
        (["known", path, "two"], 2),
        (["branch", path, "--at", order + 4, "--name", "After the end"], 1),
    ):
        assert main([str(word) for word in words]) == code, words
        assert said(capsys).count("\n") == 1
    assert Session.open(path, read_only=True).branches.all()[1:] == ()
    with Session.open(path, read_only=True) as session:
        assert len(session.entries) == order + 4


def test_what_was_practised_is_neither_compared_nor_asked_what_it_knew(
    tmp_path: Path, played: tuple[Path, int], capsys: pytest.CaptureFixture[str]
) -> None:
    spec = small_spec()
    spec["scenario"]["practice"] = True
    path = tmp_path / "practice.ttx"
    with Session.create(path, spec, 5) as session:
        session.submit(acts.StartEx(), WHITE)
    for words in (["compare", path, played[0]], ["compare", played[0], path], ["known", path, 1]):
        assert main([str(word) for word in words]) == 1
        assert said(capsys).endswith("is a practice session; nothing in it is reported.\n")
