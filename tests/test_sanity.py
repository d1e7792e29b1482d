"""What must hold whatever the numbers are: monotone statements, trade-offs, no dead ends.

``bench/sanity.py`` tries the same in more worlds and prints tables.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from bench import sanity
from tabletop.analysis.policies import POLICIES
from tabletop.content.library import load_world, names
from tabletop.rules.measures import MEASURES
from tabletop.rules.orders import ORDERS
from tabletop.rules.turn import adjudicate
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World
from tests.sanity.law import Finding, Law, Pair, heard, try_law, twin
from tests.sanity.playthroughs import Dead, play, play_by_chance
from tests.sanity.postures import Row, comparisons, dominant, row_of
from tests.sanity.worlds_at_random import all_laws, worlds_at_random

RUNS = 80
FEW = 4
SCENARIOS = names()

every_scenario = pytest.mark.parametrize("name", SCENARIOS)
every_law = pytest.mark.parametrize("law", all_laws(), ids=lambda law: law.name)


@cache
def somewhere(number: int) -> tuple[World, State, Luck]:
    """Return a shipped scenario with worlds at random; odd numbers are crowded."""
    world = load_world(SCENARIOS[number % len(SCENARIOS)])
    return world, worlds_at_random(world, number, RUNS), Luck.of(number, RUNS, turn=3 + number)


@every_law
def test_a_monotone_statement_holds_in_every_world_and_is_not_idle(law: Law) -> None:
    found = Finding(law, 0, 0, 0)
    for number in range(2 * len(SCENARIOS)):
        found += try_law(law, *somewhere(number))
    assert found.violations == 0, (law.says, found.first)
    # A change that never makes a difference would prove nothing.
    assert found.moved > 0


def test_every_statement_is_a_sentence_with_its_reason_and_there_are_many() -> None:
    laws = all_laws()
    assert len(laws) >= 40
    assert len({law.says for law in laws}) == len(laws)
    for law in laws:
        assert law.says[0].isupper() and law.says.endswith("."), law.name
        assert "never" in law.says, law.name
        assert law.reason[0].isupper() and law.reason.count(".") == 1, law.name


def test_a_statement_leaves_the_worlds_it_looks_at_alone() -> None:
    world, state, luck = somewhere(0)
    before = state.digest()
    for law in all_laws():
        try_law(law, world, state, luck)
        assert state.digest() == before, law.name


@every_law
def test_the_opposite_of_a_statement_is_caught(law: Law) -> None:
    def opposite(world: World, state: State, luck: Luck) -> Pair:
        pair = law.holds(world, state, luck)
        return Pair(pair.more, pair.less)

    wrong = replace(law, holds=opposite)
    assert any(try_law(wrong, *somewhere(n)).violations > 0 for n in range(2 * len(SCENARIOS)))


def test_a_world_that_breaks_a_statement_is_found_by_its_run() -> None:
    def broken(world: World, state: State, luck: Luck) -> Pair:
        more = np.zeros((state.runs, 3))
        more[5, 1] = -1.0
        return Pair(np.zeros((state.runs, 3)), more)

    found = try_law(replace(all_laws()[0], holds=broken), *somewhere(0))
    assert (found.violations, found.moved, found.first) == (1, 1, 5)


def test_listening_to_luck_does_not_change_it() -> None:
    world, state, luck = somewhere(1)
    plain, listened = state.copy(), state.copy()
    ear = heard(luck)
    adjudicate(world, plain, luck)
    adjudicate(world, listened, ear)
    assert plain.digest() == listened.digest()
    assert ear.odds["probe"].shape == state.tension.shape
    assert ear.weights["probe_sector"].sum(axis=1).max() == pytest.approx(1.0)


def test_a_twin_differs_in_nothing_else_and_stays_in_range() -> None:
    _, state, _ = somewhere(0)
    other = twin(state, cohesion=500.0)
    assert (other.cohesion == 100.0).all()
    assert set(state.changed(other)) == {"cohesion"}
    assert other.faults() == []


# -- postures ----------------------------------------------------------------------------------


@cache
def rows() -> tuple[Row, ...]:
    found = []
    for name in SCENARIOS:
        world = load_world(name)
        for policy in ("hold", "staff"):
            after = play(world, POLICIES[policy], FEW, 0, Dead())
            found.append(row_of(world, policy, after))
    return tuple(found)


def test_no_posture_wins_every_measure() -> None:
    assert len({row.posture for row in rows()}) >= 4
    for title, group in comparisons(rows()).items():
        assert dominant(group) == [], title


def test_a_posture_that_is_best_at_everything_would_be_named() -> None:
    best = {name: 1e6 if measure.better == "high" else -1e6 for name, measure in MEASURES.items()}
    group = [*rows(), Row("too-good", "hubs", "", 1, best)]
    assert dominant(group) == ["too-good"]
    assert dominant(group[-1:]) == []


# -- dead ends ---------------------------------------------------------------------------------


@cache
def played_by_chance(name: str) -> Dead:
    dead = Dead()
    play_by_chance(load_world(name), FEW, 0, dead)
    return dead


@every_scenario
def test_lawful_chance_meets_no_fault_and_no_dead_end(name: str) -> None:
    dead = played_by_chance(name)
    assert dead.worlds == FEW
    assert dead.faults == {}
    assert dead.too_often_stuck() == {}


def test_chance_finds_nearly_every_type_of_order_lawful_somewhere() -> None:
    accepted = {kind for name in SCENARIOS for kind in played_by_chance(name).accepted}
    assert len(accepted) >= 0.8 * len(ORDERS)


def test_what_is_stuck_or_broken_is_told() -> None:
    world, _, _ = somewhere(0)
    state = play(world, POLICIES["hold"], FEW, 0, Dead())
    before, dead = state.copy(), Dead()
    before.cohesion[:] = 50.0
    state.cohesion[:] = 0.0
    state.tension[0] = np.nan
    with np.errstate(invalid="ignore"):
        dead.add(world, before, state)
    assert dead.too_often_stuck() == {"cohesion": 1.0}
    assert "tension is not a number" in dead.faults


# -- the long search ---------------------------------------------------------------------------


@pytest.mark.storm
def test_all_of_it_holds_in_many_worlds(capsys: pytest.CaptureFixture[str]) -> None:
    assert sanity.main(["--worlds", "20000", "--seed", "11"]) == 0, capsys.readouterr().out
