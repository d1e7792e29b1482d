from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.session import acts
from tabletop.session.journal import Journal
from tabletop.session.record import BrokenRecord
from tabletop.session.replay import Replay
from tabletop.session.session import Session, Step
from tabletop.world.state import State
from tests.session.exercises import WHITE, begin, play, to_phase

TRIES = 160


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, list[Step]]:
    """Return an exercise played at random, and its steps as they happened."""
    session = begin(tmp_path_factory.mktemp("played") / "x.ttx")
    steps: list[Step] = []
    session.subscribe(steps.append)
    play(session, 3, TRIES)
    assert len(steps) > 30 and session.turn > 2
    return session, steps


def test_delta_and_state_make_the_next_state(played: tuple[Session, list[Step]]) -> None:
    for step in played[1]:
        state = step.before.copy()
        state.apply(step.entry.delta)
        assert state.digest() == step.after.digest() == step.entry.digest


def test_replay_shows_what_play_showed(played: tuple[Session, list[Step]]) -> None:
    session, steps = played
    replay = Replay(Journal.open(session.journal.path, read_only=True))
    order = list(range(len(steps)))
    random.Random(1).shuffle(order)  # as somebody scrubs
    for i in order:
        entry = steps[i].entry
        assert replay.state_at(entry.seq).digest() == steps[i].after.digest()
        moment = replay.moment_at(entry.seq)
        assert (moment.turn, moment.phase) == (entry.turn, entry.phase)
        assert moment.previous is not None
        assert moment.previous.digest() == steps[i].before.digest()
        assert moment.entries == tuple(step.entry for step in steps[: i + 1])
    assert replay.state_at(0).digest() == steps[0].before.digest()


@settings(max_examples=8)
@given(seed=st.integers(0, 2**32))
def test_replay_is_play(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("random") / "x.ttx"
    session = begin(path, seed=seed)
    play(session, seed, 50)
    live = session.moment()
    session.close()
    with Session.open(path) as again:
        assert again.state.digest() == live.state.digest()
        then = again.moment()
        assert (then.turn, then.phase, then.held, then.voided, then.opened_seq, then.proposals) == (
            live.turn, live.phase, live.held, live.voided, live.opened_seq, live.proposals
        )  # fmt: skip
        assert then.opened.digest() == live.opened.digest()


REPEAT = """
import json, sys
from pathlib import Path
from tabletop.session.acts import parse_act
from tests.session.exercises import begin
session = begin(Path(sys.argv[1]), seed=7)
for line in sys.stdin:
    data, by = json.loads(line)
    print(session.submit(parse_act(data), by).digest)
"""


def test_the_same_acts_and_seed_give_the_same_digests_in_another_process(
    played: tuple[Session, list[Step]], checkout: Path, tmp_path: Path
) -> None:
    session, steps = played
    assert session.seed == 7
    lines = "\n".join(json.dumps([step.entry.act, step.entry.by]) for step in steps)
    done = subprocess.run(
        [sys.executable, "-c", REPEAT, str(tmp_path / "x.ttx")],
        cwd=checkout, input=lines, capture_output=True, text=True, check=False,
        env={"PYTHONHASHSEED": "12345", "PYTHONPATH": str(checkout), "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [step.entry.digest for step in steps]


def test_a_damaged_snapshot_does_not_lead_astray(tmp_path: Path) -> None:
    session = begin(tmp_path / "x.ttx")
    play(session, 2, 130)
    session.close()
    journal = Journal.open(tmp_path / "x.ttx", read_only=True)
    assert 25 in journal.snapshots
    journal.snapshots[25] = journal.snapshots[0]
    assert Replay(journal).state_at(27).digest() == journal.entries[26].digest


def test_a_number_that_is_not_there_is_said(played: tuple[Session, list[Step]]) -> None:
    replay = played[0].replay
    for seq in (-1, replay.last + 1):
        with pytest.raises(LookupError):
            replay.state_at(seq)


def test_changes_that_lead_elsewhere_are_never_shown(tmp_path: Path) -> None:
    session = to_phase(begin(tmp_path / "x.ttx"), "brief")
    session.submit(acts.AdHoc(title="News", effects={"cohesion": -1}), WHITE)
    session.close()
    journal = Journal.open(tmp_path / "x.ttx", read_only=True)
    state = State.unpack(journal.snapshots[0])
    object.__setattr__(journal.entries[-1], "delta", state.delta(state))
    with pytest.raises(BrokenRecord, match="do not lead"):
        Replay(journal).state_at(2)
