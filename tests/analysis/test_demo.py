"""A demo is an ordinary session: what it records is what the rules alone would play."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.analysis.demo import Demo, play_demo
from tabletop.analysis.play import play_turns
from tabletop.analysis.policies import POLICIES
from tabletop.rules.turn import initial_state
from tabletop.session.session import Session
from tabletop.session.verify import verify
from tabletop.world.luck import Luck
from tests.worlds import small_spec

TURNS, SEED = 4, 21


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    out = tmp_path_factory.mktemp("demo")
    return play_demo(small_spec(), out, turns=TURNS, seed=SEED, policy=POLICIES["staff"])


def test_a_demo_plays_what_the_rules_alone_would_play(demo: Demo) -> None:
    with Session.open(demo.session, read_only=True) as session:
        state = initial_state(session.world)
        luck = Luck.of(SEED, 1)
        for _ in play_turns(session.world, state, luck, demo.turns, POLICIES["staff"]):
            pass
        end = next(entry for entry in session.entries if entry.type == "end_ex")
        assert session.replay.digest_at(end.seq - 1) == state.digest()


def test_a_demo_runs_from_start_to_end_and_verifies(demo: Demo) -> None:
    with Session.open(demo.session, read_only=True) as session:
        assert session.entries[0].type == "start_ex"
        assert session.entries[-1].type == "end_ex"
        assert session.phase == "ended"
    verdict = verify(demo.session)
    assert verdict.intact
    assert verdict.digest == demo.digest


def test_a_demo_in_a_session_of_luck_verifies_too(tmp_path: Path) -> None:
    played = play_demo(small_spec(), tmp_path, turns=2, seed=3, policy=POLICIES["random_lawful"])
    assert verify(played.session).intact


def test_the_scorecard_for_a_terminal_names_every_measure(demo: Demo) -> None:
    text = demo.scorecard_text()
    assert "Deterrence, overall" in text
    for name, good in (("Escalation risk", "low"), ("Cohesion", "high")):
        (line,) = [line for line in text.splitlines() if line.startswith(name)]
        assert line.endswith(f"{good} is better")
    assert demo.digest in text


@pytest.mark.parametrize(
    ("start", "says"),
    [
        ({"escalation": 99}, "ended in a crisis: the risk of a wider war was"),
        ({"ua_army": 2, "ua_resilience": 2, "escalation": 5}, "ended in a collapse"),
    ],
)
def test_a_demo_that_ends_early_says_why(
    start: dict[str, float], says: str, tmp_path: Path
) -> None:
    spec = small_spec()
    spec["scenario"]["initial"] |= start
    played = play_demo(spec, tmp_path, turns=6, seed=3, policy=POLICIES["hold"])
    assert played.turns < 6
    with Session.open(played.session, read_only=True) as session:
        assert says in str(session.entries[-1].act["reason"])
