"""Laws that hold for any session, however it was played: many are played at random."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.analysis.report import write_report
from tabletop.session.as_text import read_text, text_of, write_contents
from tabletop.session.contents import read_contents
from tabletop.session.journal import Journal
from tabletop.session.notes import Note
from tabletop.session.refused import Refused
from tabletop.session.replay import Replay
from tabletop.session.session import Session, Step
from tabletop.session.verify import verify
from tests.session.exercises import WHITE, begin, play

FEW = settings(max_examples=3, deadline=None)


def grown(path: Path, seed: int) -> dict[int, list[str]]:
    """Play a session with branches of branches and notes; return the digests along each."""
    chance = random.Random(seed)
    with begin(path, seed=seed) as session:
        played: list[Step] = []
        session.subscribe(played.append)
        play(session, seed, 50)
        lines = {0: [step.after.digest() for step in played]}
        branches = [0]
        for _ in range(chance.randrange(3)):
            _branch(session, chance, branches, lines)
        for _ in range(chance.randrange(4)):
            entry = chance.randrange(len(session.entries) + 1)
            session.notes.add(Note("annotation", entry, WHITE, text=f"Note {entry} – «x»"))
    return lines


def _branch(
    session: Session, chance: random.Random, branches: list[int], lines: dict[int, list[str]]
) -> None:
    parent = chance.choice(branches)
    with session.open_branch(parent) as source:
        at = chance.randrange(1, len(source.entries) + 1)
        try:
            branch = source.branches.start(at, f"What if {len(branches)}", WHITE)
        except Refused:
            return  # after the end
    branches.append(branch.id)
    with session.open_branch(branch.id) as other:
        after: list[Step] = []
        other.subscribe(after.append)
        play(other, chance.getrandbits(20), 25)
        lines[branch.id] = lines[parent][:at] + [step.after.digest() for step in after]


@FEW
@given(seed=st.integers(0, 10_000))
def test_every_session_keeps_its_laws(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("random")
    path = folder / "x.ttx"
    lines = grown(path, seed)
    contents = read_contents(path)
    assert contents.chains.keys() == lines.keys()
    for number, digests in lines.items():
        # A branch of a branch keeps its ancestors, and replay shows what was played.
        journal = Journal.open(path, read_only=True, branch=number)
        assert [entry.digest for entry in journal.entries] == digests
        replay = Replay(journal)
        for seq in random.Random(seed).sample(range(1, len(digests) + 1), min(6, len(digests))):
            assert replay.state_at(seq).digest() == digests[seq - 1]
        fork, parent = journal.branch.fork, journal.branch.parent
        if parent is not None:
            assert journal.entries[:fork] == contents.chains[parent].entries[:fork]
    assert verify(path).faults == ()
    # Out as text and in again: the same hashes, digests, notes.
    again = folder / "again.ttx"
    write_contents(again, read_text(text_of(contents)))
    assert read_contents(again).chains == contents.chains
    assert read_contents(again).notes == contents.notes
    assert verify(again).faults == ()


@settings(max_examples=1, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_report_can_be_made_of_any_session(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("reported")
    lines = grown(folder / "x.ttx", seed)
    with Session.open(folder / "x.ttx", read_only=True) as session:
        written = write_report(
            session.replay, folder / "out", "x.ttx", formats=("md",), notes=session.notes.all()
        )
    assert len(lines[0]) == len(session.entries)
    assert written and all(path.stat().st_size > 100 for path in written)


@pytest.mark.storm
@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10_000_000))
def test_a_storm_of_sessions_keeps_the_laws(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    test_every_session_keeps_its_laws.hypothesis.inner_test(tmp_path_factory, seed)
