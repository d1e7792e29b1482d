"""Laws of the turn: each run stands alone, proposals change nothing, rulings turn one outcome."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.rules.institution import hedge
from tabletop.rules.triggers import deliver, due
from tabletop.rules.turn import TURN, adjudicate, begin_turn, initial_state, propose
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import ENABLERS, PROGRAMMES, SEASON, VARIABLES
from tabletop.world.world import World, build
from tests.rules.random_states import random_state
from tests.worlds import real_geography, small_spec, small_world

WORLD = small_world()


def play(world: World, state: State, luck: Luck, turns: int) -> State:
    """Play turns with every due inject delivered and nobody answering."""
    for _ in range(turns):
        begin_turn(world, state, luck)
        luck.turn = int(state.turn[0])
        waiting = due(world, state, luck)
        for inject in range(waiting.shape[1]):
            deliver(world, state, luck, inject, waiting[:, inject])
        adjudicate(world, state, luck)
    return state


def alone(run: int, start: State, turns: int, seed: int = 3) -> str:
    luck = Luck.of(seed, [run], turn=int(start.turn[0]))
    return play(WORLD, start.copy(), luck, turns).digest()


def test_a_run_is_bit_identical_alone_and_in_a_batch_of_seven_after_thirteen_turns() -> None:
    start = initial_state(WORLD)
    batch = play(WORLD, start.repeat(7), Luck.of(3, 7), 13)
    for run in range(7):
        assert batch.take([run]).digest() == alone(run, start, 13)


def test_a_run_is_bit_identical_among_a_thousand_and_in_any_split() -> None:
    start = initial_state(WORLD)
    whole = play(WORLD, start.repeat(1000), Luck.of(3, 1000), 3)
    for run in (0, 17, 511, 512, 999):
        assert whole.take([run]).digest() == alone(run, start, 3)
    part = play(WORLD, start.repeat(333), Luck.of(3, np.arange(400, 733)), 3)
    assert part.digest() == whole.take(np.arange(400, 733)).digest()


@settings(max_examples=15)
@given(st.integers(0, 100_000), st.integers(2, 9))
def test_a_run_is_bit_identical_from_any_state(seed: int, runs: int) -> None:
    states = random_state(WORLD, seed, runs)
    numbers = np.arange(runs) * 1009 + seed
    batch = play(WORLD, states.copy(), Luck.of(seed, numbers, turn=3), 2)
    for run in range(runs):
        luck = Luck.of(seed, [int(numbers[run])], turn=3)
        assert play(WORLD, states.take([run]), luck, 2).digest() == batch.take([run]).digest()


@settings(max_examples=12)
@given(st.integers(0, 100_000))
def test_every_variable_stays_in_range_and_finite_over_thirteen_turns(seed: int) -> None:
    state = random_state(WORLD, seed, runs=4, deployed=(seed % 11) / 10)
    luck = Luck.of(seed, 4, turn=3)
    for _ in range(13):
        play(WORLD, state, luck, 1)
        assert state.faults() == []


@settings(max_examples=15)
@given(st.integers(0, 100_000))
def test_a_proposal_changes_nothing_and_tells_what_adjudication_then_does(seed: int) -> None:
    state = random_state(WORLD, seed)
    luck = Luck.of(seed, 1, turn=3)
    before = state.digest()
    outcomes = propose(WORLD, state, luck)
    assert state.digest() == before
    ledger: list[object] = []
    adjudicate(WORLD, state, Luck.of(seed, 1, turn=3, ledger=ledger))
    assert ledger == outcomes
    assert all(o.result == o.drawn == (o.draw < o.odds) and not o.ruled for o in outcomes)
    assert all(0 <= o.odds <= 1 and o.terms for o in outcomes)
    assert len({(o.purpose, o.index) for o in outcomes}) == len(outcomes)


@settings(max_examples=25)
@given(st.integers(0, 100_000), st.data())
def test_a_ruling_turns_that_outcome_and_none_decided_before_it(
    seed: int, data: st.DataObject
) -> None:
    state = random_state(WORLD, seed)
    outcomes = propose(WORLD, state, Luck.of(seed, 1, turn=3))
    at = data.draw(st.integers(0, len(outcomes) - 1))
    chosen = outcomes[at]
    rulings = {(chosen.purpose, chosen.index): not chosen.result}
    ruled = propose(WORLD, state, Luck.of(seed, 1, turn=3, rulings=rulings))
    assert ruled[at].result != chosen.result and ruled[at].ruled
    assert (ruled[at].draw, ruled[at].odds) == (chosen.draw, chosen.odds)
    assert ruled[:at] == outcomes[:at]
    assert [o for o in ruled if o.ruled] == [ruled[at]]
    agreed = Luck.of(seed, 1, turn=3, rulings={(chosen.purpose, chosen.index): chosen.result})
    drawn, accepted = state.copy(), state.copy()
    adjudicate(WORLD, drawn, Luck.of(seed, 1, turn=3))
    adjudicate(WORLD, accepted, agreed)
    assert accepted.digest() == drawn.digest()


def test_the_same_seed_gives_the_same_digest_in_another_process() -> None:
    here = alone(0, initial_state(WORLD), 4)
    code = "from tests.rules.test_turn import *\nprint(alone(0, initial_state(WORLD), 4))"
    root = Path(__file__).resolve().parents[2]
    there = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=root, capture_output=True, text=True, check=True,
        env={"PYTHONHASHSEED": "271", "PATH": "", "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert there.stdout.strip() == here


DECIDED = ("oil_imports", "tariffs", "secondary_sanctions")


def test_only_three_kinds_of_variable_may_rest_at_an_end_of_their_scale() -> None:
    resting = {var.name for var in VARIABLES if var.ends}
    assert resting == {*DECIDED, "programme_progress", "pillar_gap"}


@pytest.mark.parametrize("name", DECIDED)
def test_what_is_decided_is_moved_by_no_rule_of_the_turn(name: str) -> None:
    state = random_state(WORLD, 3, runs=40)
    before = getattr(state, name).copy()
    adjudicate(WORLD, state, Luck.of(3, 40, turn=2))
    assert (getattr(state, name) == before).all()


def test_no_programme_grows_or_stays_complete_beyond_what_is_paid() -> None:
    state = random_state(WORLD, 3, runs=40)
    state.programme_money[:] = 0
    state.flag[:] = 0
    state.ended[:] = 0
    before = state.programme_progress.copy()
    adjudicate(WORLD, state, Luck.of(3, 40, turn=2))
    assert (state.programme_progress <= before).all()
    depots = PROGRAMMES.index("depots")
    assert (state.programme_progress[:, depots] < np.maximum(before[:, depots], 1e-9)).all()


def test_nothing_is_missing_only_where_europe_has_built_all_that_america_does_not_lend() -> None:
    state = random_state(WORLD, 3, runs=200)
    hedge(WORLD, state)
    enough = state.eu_share.sum(axis=1) / len(ENABLERS) >= 100.0 - state.us_backstop
    assert 0 < enough.sum() < 200
    assert ((state.pillar_gap == 0) == enough).all()


def test_another_seed_gives_another_course() -> None:
    start = initial_state(WORLD)
    assert alone(0, start, 4, seed=3) != alone(0, start, 4, seed=4)


def test_an_ended_world_stands_still_while_the_others_go_on() -> None:
    state = initial_state(WORLD, 2)
    state.ended[0] = 1
    luck = Luck.of(1, 2)
    begin_turn(WORLD, state, luck)
    luck.turn = 1
    before = state.copy()
    adjudicate(WORLD, state, luck)
    assert state.take([0]).digest() == before.take([0]).digest()
    assert state.take([1]).digest() != before.take([1]).digest()


def test_the_start_is_in_range_and_already_worked_out() -> None:
    state = initial_state(WORLD, 3)
    assert state.faults() == []
    assert state.runs == 3
    assert (state.ua_strength > 0).all() and (state.ru_strength > 0).all()
    assert state.willingness[0, WORLD.actor("gb")] == 88
    assert state.caveat[0, WORLD.actor("gb")].sum() == 2
    assert (state.perceived_pressure == state.pressure).all()
    assert len({state.take([run]).digest() for run in range(3)}) == 1


def test_a_scenario_sets_start_values_by_name() -> None:
    spec = small_spec()
    spec["scenario"]["initial"] = {
        "cohesion": 33, "tension[kupiansk]": 71.5, "mandate": "treaty", "flag[pre_deal]": 1,
        "tension": 12,
    }  # fmt: skip
    spec["scenario"]["initial"] = dict(reversed(spec["scenario"]["initial"].items()))
    state = initial_state(build(spec, real_geography()))
    assert state.cohesion[0] == 33
    assert state.tension[0, WORLD.index["sector"]["kupiansk"]] == 71.5
    assert state.tension[0, 0] == 12
    assert state.mandate[0] == 2


@pytest.mark.parametrize(
    ("turn", "season"),
    [(1, "winter"), (4, "winter"), (5, "spring"), (12, "summer"), (18, "autumn")],
)
def test_the_season_follows_the_scenario_date(turn: int, season: str) -> None:
    state = initial_state(WORLD)  # starts on 12 January, a turn is two weeks
    for _ in range(turn):
        begin_turn(WORLD, state, Luck.of(1))
    assert SEASON[state.season[0]] == season


def test_no_rule_stands_twice_in_the_turn_but_taking_stock() -> None:
    names = [rule.__name__ for rule in TURN]
    assert {name for name in names if names.count(name) > 1} == {"take_stock"}
