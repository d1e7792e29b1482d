"""A search finds a planted optimum, keeps its budget, and writes scenarios that can be opened."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.analysis.search import scouting, searching
from tabletop.analysis.search.options import Budget, Opening, Options, Price, told
from tabletop.analysis.search.results import account, picture, write_scenario
from tabletop.analysis.search.scouting import Evaluate, scouts, with_pair
from tabletop.analysis.search.searching import (
    Found,
    Goal,
    Stopped,
    evaluator,
    front,
    search,
    search_front,
    weightings,
)
from tabletop.cli import main
from tabletop.content.check import check
from tabletop.content.library import load_world
from tabletop.rules.measures import score
from tabletop.rules.start import initial_state, opening_states
from tabletop.world.world import World
from tests.analysis.search.planted import FEW, Open, Planted

HERE = "reassurance-force"


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(HERE)


@pytest.fixture(scope="module")
def options(world: World) -> Options:
    return Options(world)


class Few(Options):
    """Six forces with two places each, at a price of one."""

    def __init__(self, real: Options) -> None:
        self.world = real.world
        kinds: dict[str, int] = {}
        for force, places in real.places.items():
            one = real.world.forces[force]
            if len(places) > 1:
                kinds.setdefault(one.type, force)
        self.places = {force: real.places[force][:2] for force in list(kinds.values())[:6]}

    def price(self, opening: Opening) -> Price:
        return Price(float(len(opening)), 0, 0.0)


def planted(few: Few, noise: float) -> Evaluate:
    """Worth of each deployment, a pair that is worth more together, and noise that many calm."""
    worth = {one: 1.0 + 0.37 * ((7 * one[0] + one[1]) % 11)
             for places in few.places.values() for one in places}  # fmt: skip
    pair = [places[1] for places in few.places.values()][:2]

    def evaluate(openings: Sequence[Opening], worlds: int) -> np.ndarray:
        rng = np.random.default_rng(worlds)
        found = [sum(worth[one] for one in opening) + 2.0 * (set(pair) <= set(opening))
                 for opening in openings]  # fmt: skip
        shaken = np.array(found) + noise / np.sqrt(worlds) * rng.normal(size=len(found))
        return shaken[:, None]

    return evaluate


@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_a_planted_optimum_is_found(options: Options, noise: float) -> None:
    few = Few(options)
    found = search(few, [Goal("x")], Budget(money=3.0), planted(few, noise))
    exact = planted(few, 0.0)
    every = [
        tuple(one for one in chosen if one is not None)
        for chosen in product(*((None, *places) for places in few.places.values()))
    ]
    lawful = [opening for opening in every if len(opening) <= 3]
    best = float(exact(lawful, 1).max())
    assert float(exact([found[0].opening], 1)[0, 0]) == pytest.approx(best)


@pytest.mark.parametrize("pairs", [0, 1, 2])
@pytest.mark.parametrize("seed", range(4))
def test_the_best_opening_is_found_also_where_two_are_good_only_together(
    seed: int, pairs: int
) -> None:
    plant = Planted(seed, pairs)
    found = search(Open(), [Goal("x")], Budget(money=FEW), plant.evaluate)
    assert plant.true(found[0].opening) == pytest.approx(plant.best())


@pytest.mark.parametrize("seed", range(4))
def test_chance_hides_a_pair_that_is_good_only_together_no_more(seed: int) -> None:
    """One world errs by as much as a deployment is worth."""
    plant = Planted(seed, 1, noise=1.0)
    found = search(Open(), [Goal("x")], Budget(money=FEW), plant.evaluate)
    assert set(plant.pairs[0]) <= set(found[0].opening)
    assert plant.true(found[0].opening) > 0.95 * plant.best()


@pytest.mark.parametrize("seed", range(4))
def test_such_a_pair_is_not_found_step_by_step(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plant is hard: what finds it is the scouting."""
    monkeypatch.setattr(searching, "MOST_PAIRS", 0)
    plant = Planted(seed, 1)
    found = search(Open(), [Goal("x")], Budget(money=FEW), plant.evaluate)
    assert plant.true(found[0].opening) < plant.best() - 1.0


def test_a_pair_that_needs_room_takes_that_of_the_least_and_no_more() -> None:
    pair = ((5, 0, 1), (6, 0, 1))
    held = ((0, 0, 1), (1, 0, 1), (5, 2, 1))
    assert with_pair(Open(), held, pair, Budget(money=4)) == [(*held[:2], *pair)]
    assert with_pair(Open(), held, pair, Budget(money=3)) == [
        (held[1], *pair), (held[0], *pair),
    ]  # fmt: skip
    assert with_pair(Open(), held, pair, Budget(money=1)) == []


def test_scouts_keep_the_budget_and_are_the_same_every_time(options: Options) -> None:
    budget = Budget(money=60.0, brigades=1, lift=30.0)
    drawn = scouts(options, budget, 60)
    assert drawn == scouts(options, budget, 60)
    assert all(options.price(opening).fits(budget) for opening in drawn)
    assert len({frozenset(opening) for opening in drawn}) == len(drawn) > 40
    assert scouts(options, Budget(money=0.0, brigades=0, lift=0.0), 5) == []


def test_no_opening_costs_more_than_the_budget(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scouting, "SCOUTS", 200)
    budget = Budget(money=60.0, brigades=1, lift=30.0)
    seen: list[Opening] = []

    def evaluate(openings: Sequence[Opening], worlds: int) -> np.ndarray:
        seen.extend(openings)
        return np.array([[float(len(opening))] for opening in openings])

    search(options, [Goal("x")], budget, evaluate)
    assert len(seen) > 100
    assert all(options.price(opening).fits(budget) for opening in seen)
    assert max(len(opening) for opening in seen) > 2
    for opening in seen[:: max(1, len(seen) // 50)]:
        forces = [force for force, _, _ in opening]
        assert len(set(forces)) == len(forces)


def test_options_respect_what_suits_a_force(world: World, options: Options) -> None:
    traits = world.traits
    for force, standings in options.places.items():
        for _, node, tier in standings:
            assert world.geography.node_usable[node]
            assert traits.airfield[node] or not traits.flies[force]
            assert traits.harbour[node] or not traits.ship[force]
            assert 1 <= tier <= 4


def test_an_opening_in_a_run_is_the_start_of_a_scenario_that_lists_it(
    world: World, options: Options, tmp_path: Path
) -> None:
    budget = Budget()
    opening = options.further(options.further((), budget)[7], budget)[40]
    found = Found(opening, options.price(opening), (1.0,), 1.0)
    folder = write_scenario(world, HERE, found, 1, tmp_path)
    assert check([str(folder)]) == []
    written = load_world(folder)
    states = opening_states(world, [(), opening, opening[:1]])
    assert states.digests()[1] == initial_state(written).digest()
    assert states.digests()[0] == initial_state(world).digest()
    assert len(set(states.digests())) == 3
    assert told(world, opening).count(";") == 1


def test_openings_are_judged_in_worlds_of_the_same_luck(world: World, options: Options) -> None:
    goals = [Goal("presence"), Goal("cost", -1.0), Goal("success")]
    evaluate = evaluator(world, goals, 1, "hold", 5)
    more = options.further((), Budget())[:3]
    together = evaluate([(), *more], 4)
    alone = evaluate([more[1]], 4)
    assert (together[2] == alone[0]).all()
    assert together.shape == (4, 3)
    assert ((together[:, 2] >= 0.0) & (together[:, 2] <= 1.0)).all()
    assert score(world, initial_state(world))["cost"][0] <= together[1:, 1].max()


def test_a_brigade_is_found_where_presence_is_sought(
    world: World, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "RACE", (1, 2))
    monkeypatch.setattr(scouting, "SCOUTS", 30)
    goals = [Goal("presence")]
    found = search(options, goals, Budget(brigades=1, money=60.0),
                   evaluator(world, goals, 1, "hold", 5))  # fmt: skip
    kinds = {world.forces[force].type for force, _, _ in found[0].opening}
    assert kinds & {"light_bde", "mech_bde", "battlegroup", "infantry_bn"}
    nothing = next(one for one in found if not one.opening)
    assert found[0].worth > nothing.worth


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=30))
def test_the_front_holds_what_nothing_beats_and_nothing_else(points: list[tuple[int, int]]) -> None:
    goals = [Goal("a"), Goal("b", -2.0)]
    found = [Found(((n, 0, 1),), Price(0, 0, 0), (float(x), float(y)), 0.0)
             for n, (x, y) in enumerate(points)]  # fmt: skip
    kept = {one.reached for one in front(found, goals)}
    for one in found:
        x, y = one.reached
        beaten = any((a >= x and b <= y) and (a > x or b < y) for a, b in points)
        assert (one.reached in kept) != beaten
    assert len(front(found, goals)) == len(kept)


def test_searches_under_several_weights_trace_the_front(options: Options) -> None:
    few = Few(options)

    def evaluate(openings: Sequence[Opening], worlds: int) -> np.ndarray:
        return np.array([[len(o) ** 0.5, float(len(o))] for o in openings])

    goals = [Goal("a"), Goal("b", -0.3)]
    assert len(weightings(goals)) == 5
    found = search_front(few, goals, Budget(money=6.0), evaluate)
    sizes = {len(one.opening) for one in front(found, goals)}
    assert sizes == set(range(7))
    drawing = ElementTree.fromstring(picture(few.world, goals, found, front(found, goals)))
    assert len(drawing.findall("{http://www.w3.org/2000/svg}circle")) == len(found) + len(sizes)


def test_like_forces_that_change_places_are_one_line_of_the_account(
    world: World, options: Options
) -> None:
    kinds: dict[tuple[str, str], list[int]] = {}
    for force in options.places:
        one = world.forces[force]
        kinds.setdefault((one.actor, one.type), []).append(force)
    first, second = next(like for like in kinds.values() if len(like) > 1)[:2]
    _, here, tier = options.places[first][0]
    _, there, _ = options.places[first][1]
    found = [
        Found(opening, options.price(opening), (1.0,), 1.0)
        for opening in (
            ((first, here, tier), (second, there, tier)),
            ((first, there, tier), (second, here, tier)),
            ((first, here, tier),),
        )
    ]
    text = account(world, [Goal("presence")], found, [], "call")
    assert "3 openings were judged" in text
    rows = [line for line in text.splitlines() if line.startswith(("| 1 ", "| 2 ", "| 3 "))]
    assert len(rows) == 2


def test_a_search_that_is_no_longer_wanted_stops(options: Options) -> None:
    few = Few(options)
    with pytest.raises(Stopped):
        search(few, [Goal("x")], Budget(), planted(few, 0.0), lambda words: False)


def test_the_command_writes_table_picture_and_scenarios(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "RACE", (1, 2))
    monkeypatch.setattr(scouting, "SCOUTS", 30)
    monkeypatch.setattr(searching, "MOST_STEPS", 1)
    monkeypatch.setattr(searching, "MOST_PAIRS", 1)
    out = tmp_path / "found"
    call = ["search", HERE, "--turns", "1", "--money", "30", "--brigades", "1"]
    goals = ["--goal", "presence", "--goal", "cost=-0.1"]
    assert main([*call, *goals, "--scenarios", "1", "--json", "--out", str(out)]) == 0
    told_of = json.loads(capsys.readouterr().out)
    assert told_of["front"]
    assert {path.name for path in out.iterdir()} == {"search.md", "front.svg", "opening-1"}
    assert main(["check", str(out / "opening-1")]) == 0
    assert "not advice" in (out / "search.md").read_text()
    assert main([*call, "--out", str(out)]) == 1
    assert main([*call, "--goal", "presense", "--out", str(tmp_path / "b")]) == 2
    assert "did you mean 'presence'" in capsys.readouterr().err
