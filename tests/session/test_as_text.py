"""A session as text: everything comes back, and nothing but what was written goes in."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tabletop.session import acts
from tabletop.session.as_text import read_text, text_of, write_contents
from tabletop.session.contents import read_contents
from tabletop.session.journal import SNAPSHOT_EVERY
from tabletop.session.notes import Note
from tabletop.session.opening import JournalFault
from tabletop.session.session import Session
from tabletop.session.signature import make_key, read_key, sign
from tabletop.session.verify import verify
from tests.session.exercises import WHITE, Ticking, begin, play, to_phase


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a closed, signed session with branches of branches and notes."""
    folder = tmp_path_factory.mktemp("whole")
    session = begin(folder / "x.ttx")
    play(session, 5, 160)
    session.branches.start(7, "Erst – «anders»", WHITE)
    with session.open_branch(1) as first:
        play(first, 6, 100)
        first.branches.start(len(first.entries) - 1, "Second", WHITE)
        with first.open_branch(2) as second:
            play(second, 7, 5)
            second.notes.add(Note("annotation", 9, WHITE, text="In «first».\n"))
    session.notes.add(Note("rating", 4, "evaluator", data={"rating": "M", "objective": "O1"}))
    if session.held:
        session.submit(acts.Resume(), WHITE)
    session.submit(acts.EndEx(reason="Time is up."), WHITE)
    assert len(session.entries) > SNAPSHOT_EVERY
    session.close()
    make_key(folder / "key")
    sign(folder / "x.ttx", read_key(folder / "key"), Ticking())
    return folder / "x.ttx"


@pytest.fixture(scope="module")
def lines(whole: Path) -> list[str]:
    """Return its text."""
    return list(text_of(read_contents(whole)))


def test_all_of_a_session_comes_back_from_its_text(
    whole: Path, lines: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "back.ttx"
    write_contents(path, read_text(lines))
    before, after = read_contents(whole), read_contents(path)
    assert after.chains == before.chains
    assert (after.notes, after.meta) == (before.notes, before.meta)
    assert {n: len(s) for n, s in after.snapshots.items()}.keys() == before.snapshots.keys()
    assert verify(path).intact and verify(path).signature.state == "valid"
    assert list(text_of(after)) == lines
    with Session.open(path, branch="Second") as session:
        session.submit(acts.Observation(text="It can be played on."), "evaluator")


def test_the_text_is_one_object_a_line_in_utf_8(lines: list[str]) -> None:
    assert all(line.endswith("}\n") and line.count("\n") == 1 for line in lines)
    kinds = [json.loads(line)["line"] for line in lines]
    assert kinds[:3] == ["session", "ground", "start"] and kinds[-1] == "end"
    assert "«anders»" in "".join(lines)


def changed(lines: list[str], kind: str, change: Callable[[dict[str, Any]], object]) -> list[str]:
    """Return the lines with the last object of a kind changed."""
    at = max(n for n, line in enumerate(lines) if json.loads(line)["line"] == kind)
    data = json.loads(lines[at])
    change(data)
    return [*lines[:at], json.dumps(data), *lines[at + 1 :]]


EDITS: dict[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
    "a seat": ("entry", lambda d: d.update(by="room")),
    "an act": ("entry", lambda d: d["act"].update(type="hold")),
    "a number": ("entry", lambda d: d.update(seq=3)),
    "a type": ("entry", lambda d: d.update(turn="1")),
    "a field left out": ("entry", lambda d: d.pop("hash")),
    "bytes that are none": ("entry", lambda d: d.update(delta="§")),
    "other bytes": ("entry", lambda d: d.update(delta="AAAA")),
    "another branch": ("entry", lambda d: d.update(branch=0)),
    "a branch's beginning": ("branch", lambda d: d.update(fork=2)),
    "a branch from nowhere": ("branch", lambda d: d.update(parent=9)),
    "a branch's number": ("branch", lambda d: d.update(id=True)),
    "the seed": ("session", lambda d: d.update(seed=8)),
    "the seed's type": ("session", lambda d: d.update(seed="8")),
    "the scenario": ("session", lambda d: d["scenario"]["scenario"].update(turns=7)),
    "no scenario": ("session", lambda d: d.update(scenario=None)),
    "the format": ("session", lambda d: d.update(text=99)),
    "what it is": ("session", lambda d: d.update(what="a game")),
    "the ground": ("ground", lambda d: d.update(npz="AAAA")),
    "the start": ("start", lambda d: d.update(state="AAAA")),
    "a note's kind": ("note", lambda d: d.update(kind="joke")),
    "a note's branch": ("note", lambda d: d.update(branch=9)),
    "the count": ("end", lambda d: d.update(entries=1)),
    "a kind of line": ("end", lambda d: d.update(line="stop")),
}


@pytest.mark.parametrize("what", EDITS)
def test_a_text_that_was_edited_is_not_taken_and_the_line_is_named(
    what: str, lines: list[str]
) -> None:
    edited = changed(lines, *EDITS[what])
    at = next(n for n, (a, b) in enumerate(zip(lines, edited, strict=True), 1) if a != b)
    with pytest.raises(JournalFault, match=r"^The text cannot be read: line (\d+): .+\.$") as told:
        read_text(edited)
    # What is wrong with the heading shows at its last line.
    assert f"line {max(at, 3) if at < 3 else at}:" in str(told.value) or at < 3


def test_lines_swapped_doubled_or_left_out_are_noticed(lines: list[str]) -> None:
    chance = random.Random(3)
    for _ in range(30):
        a, b = sorted(chance.sample(range(len(lines)), 2))
        one, other = json.loads(lines[a])["line"], json.loads(lines[b])["line"]
        if one == other == "note":
            continue
        with pytest.raises(JournalFault):
            read_text([*lines[:a], lines[b], *lines[a + 1 : b], lines[a], *lines[b + 1 :]])
        with pytest.raises(JournalFault):
            read_text([*lines[: a + 1], lines[a], *lines[a + 1 :]] if one != "signature" else [])
    entry = next(n for n, line in enumerate(lines) if json.loads(line)["line"] == "entry")
    with pytest.raises(JournalFault):
        read_text([*lines[:entry], *lines[entry + 1 :]])


@pytest.mark.parametrize("text", ["", "[]", "{}", "nothing", "[" * 100_000, '{"line": []}'])
def test_what_is_no_session_is_said_in_one_sentence(text: str) -> None:
    with pytest.raises(JournalFault, match=r"^The text"):
        read_text([text] if text else [])


def test_a_text_cut_short_is_noticed(lines: list[str]) -> None:
    for length in (1, 2, 3, 10, len(lines) - 1):
        with pytest.raises(JournalFault, match=f"cut short after line {length}"):
            read_text(lines[:length])


def test_a_session_that_is_there_is_never_replaced(lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    write_contents(path, read_text(lines))
    before = path.read_bytes()
    with pytest.raises(JournalFault, match="exists already"):
        write_contents(path, read_text(lines))
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.ttx"]


def test_a_session_in_play_is_saved_under_another_name(tmp_path: Path) -> None:
    with to_phase(begin(tmp_path / "x.ttx"), "orders") as session:
        session.save_copy(tmp_path / "y.ttx")
        with Session.open(tmp_path / "y.ttx") as copy:
            assert list(copy.entries) == list(session.entries)
            copy.submit(acts.Advance(), WHITE)
