"""Every shipped scenario can be played to its end: what must hold, whoever decides.

Forty worlds of each scenario are played once by nobody (``hold``) and once by the staff.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from tabletop.analysis.play import deliver_due
from tabletop.analysis.policies import POLICIES
from tabletop.content.library import load_world, names
from tabletop.rules import triggers
from tabletop.rules.conditions import compile_condition
from tabletop.rules.measures import score
from tabletop.rules.orders import carry_out
from tabletop.rules.start import initial_state
from tabletop.rules.turn import adjudicate, begin_turn
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import VARIABLES, WAYS
from tabletop.world.world import World
from tests.sanity.playthroughs import is_index, rows_at_an_end, share_at_an_end

RUNS = 40
SCENARIOS = ("air-only", "american-shock", "pre-deal", "reassurance-force", "tripwire")
WRITTEN_FOR = (
    "london", "paris", "berlin", "warsaw", "rome", "ankara", "washington", "kyiv", "moscow",
    "facilitator",
)  # fmt: skip

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Played:
    """What came of a scenario: its worlds before and after, measures after each turn, orders."""

    world: World
    before: State
    after: State
    measures: tuple[Mapping[str, Floats], ...]
    delivered: frozenset[str]
    orders: int
    refused: int
    ways: frozenset[str]


@cache
def played(name: str, policy: str) -> Played:
    """Play all turns of a scenario; floating-point trouble is an error."""
    world = load_world(name)
    state = initial_state(world, RUNS)
    before, luck = state.copy(), Luck.of(world.scenario.seed, RUNS)
    measures, delivered, orders, refused = [], set(), 0, 0
    ways = np.zeros(len(WAYS), dtype=np.bool_)
    with np.errstate(all="raise", under="ignore"):
        for _ in range(world.scenario.turns):
            begin_turn(world, state, luck)
            luck.turn = int(state.turn[0])
            deliver_due(world, state, luck)
            delivered |= set(np.flatnonzero((state.inject_count > 0).any(axis=0)).tolist())
            for inject, option, runs in POLICIES[policy].answer(world, state, luck):
                triggers.respond(world, state, luck, inject, option, runs)
            for order, runs in POLICIES[policy].choose(world, state, luck):
                codes = carry_out(world, state, order, runs)
                orders += int(runs.sum())
                refused += int((runs & (codes != 0)).sum())
            adjudicate(world, state, luck)
            measures.append(score(world, state))
            ways |= (state.way_chosen == 1).any(axis=0)
    told = frozenset(world.injects[number].id for number in delivered)
    chosen = frozenset(way for way, held in zip(WAYS, ways.tolist(), strict=True) if held)
    return Played(world, before, state, tuple(measures), told, orders, refused, chosen)


every_play = pytest.mark.parametrize(
    ("name", "policy"), list(product(SCENARIOS, ("hold", "staff")))
)
every_scenario = pytest.mark.parametrize("name", SCENARIOS)


def test_all_shipped_scenarios_are_played_here() -> None:
    assert tuple(names()) == SCENARIOS


@every_play
def test_every_number_stays_finite_and_in_its_range(name: str, policy: str) -> None:
    play = played(name, policy)
    for var in VARIABLES:
        held = getattr(play.after, var.name)
        assert np.isfinite(held).all(), var.name
        assert (held >= var.low).all() and (held <= var.high).all(), var.name
    for turn in play.measures:
        assert all(np.isfinite(values).all() for values in turn.values())


@every_play
def test_no_index_is_driven_to_an_end_of_its_scale_in_most_worlds(name: str, policy: str) -> None:
    play = played(name, policy)
    indices = [var for var in VARIABLES if is_index(var) and not var.ends]
    assert len(indices) > 30
    stuck = {var.name: share_at_an_end(var, play.before, play.after) for var in indices}
    assert {var: share for var, share in stuck.items() if share > 0.5} == {}


@every_play
def test_no_row_of_an_index_is_driven_to_an_end_of_its_scale(name: str, policy: str) -> None:
    play = played(name, policy)
    assert rows_at_an_end(play.world, play.before, play.after) == {}


@every_play
def test_russia_chooses_every_way_to_test_in_some_world(name: str, policy: str) -> None:
    assert played(name, policy).ways == set(WAYS)


@every_play
def test_russia_leans_on_every_sector_on_some_more_than_on_others(name: str, policy: str) -> None:
    play = played(name, policy)
    going = play.after.pressure[play.after.ended == 0]
    assert (going > 0.0).all()
    mean = going.mean(axis=0)
    assert mean.max() > 2.0 * mean.min()


@every_scenario
def test_the_staff_meets_few_refusals(name: str) -> None:
    play = played(name, "staff")
    assert play.orders > 20 * RUNS
    assert play.refused < 0.15 * play.orders


@every_scenario
def test_worlds_differ_but_not_wildly(name: str) -> None:
    play = played(name, "staff")
    spread = {measure: float(np.std(values)) for measure, values in play.measures[-1].items()}
    indices = [measure for measure in spread if measure != "cost"]
    assert sum(spread[measure] > 0.5 for measure in indices) >= 8
    assert all(spread[measure] < 30.0 for measure in indices)


@every_scenario
def test_a_sensible_staff_does_better_than_nobody(name: str) -> None:
    idle, busy = played(name, "hold"), played(name, "staff")
    for measure in ("cohesion", "deterrence", "legitimacy"):
        assert busy.measures[-1][measure].mean() > idle.measures[-1][measure].mean(), measure


@every_scenario
def test_most_worlds_of_the_staff_reach_the_last_turn(name: str) -> None:
    assert played(name, "staff").after.ended.mean() < 0.5


@every_scenario
def test_no_scenario_begins_at_its_end(name: str) -> None:
    world = load_world(name)
    state = initial_state(world)
    for row in world.scenario.failure:
        assert not compile_condition(row.when, world.index)(state).any(), row.id


@every_scenario
def test_success_is_open_to_the_staff_and_given_to_nobody(name: str) -> None:
    idle, busy = played(name, "hold"), played(name, "staff")
    held = {
        row.id: (_share(idle, row.when), _share(busy, row.when))
        for row in idle.world.scenario.success
    }
    assert any(share > 0.0 for _, share in held.values())
    assert any(share < 0.5 for share, _ in held.values())


@every_scenario
def test_every_storyline_gets_under_way_by_itself(name: str) -> None:
    play = played(name, "staff")
    lines = play.world.scenario.storylines
    assert len(lines) >= 2
    for line in lines:
        assert play.delivered & {inject for inject, _ in line.injects}, line.id


@every_scenario
def test_every_main_seat_has_a_page_with_all_it_needs(name: str) -> None:
    seats = {seat.id: seat for seat in load_world(name).scenario.seats}
    assert set(WRITTEN_FOR) <= set(seats)
    for seat in WRITTEN_FOR:
        page = seats[seat].briefing
        assert 200 <= len(page.split()) <= 550, seat
        assert page.startswith("**Situation.** "), seat
        for part in ("**What binds you.** ", "**Objectives**"):
            assert part in page, (seat, part)
        assert "[estimate/assumption]" in page, seat
        if seat != "facilitator":
            for part in ("**Your position.** ", "**What you can offer.** ", "do not know**"):
                assert part in page, (seat, part)
            assert "[seed" in page and "public source" in page, seat


@every_scenario
def test_forces_that_stand_at_the_start_stand_where_their_caveats_let_them(name: str) -> None:
    world = load_world(name)
    state, inside = initial_state(world), world.geography.node_in_ukraine
    barred = world.index["caveat"]["no_ground_in_ukraine"]
    for force, node, tier in world.scenario.deployments:
        number = world.index["force"][force]
        actor, place = world.force_actor[number], world.index["node"][node]
        if world.is_coalition[number] and inside[place] and tier < 4:
            assert not state.caveat[0, actor, barred], force
    standing = {force for force, _, _ in world.scenario.deployments}
    assert not {"gb_light_bde_1", "gb_mech_bde_1"} <= standing


def _share(play: Played, condition: str) -> float:
    return float(compile_condition(condition, play.world.index)(play.after).mean())
