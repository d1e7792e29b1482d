"""Laws of the ways to test: how Moscow chooses, what follows, what it learns, and play by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.analysis.random_policy import RandomLawful
from tabletop.rules.findings import findings
from tabletop.rules.orders import carry_out, parse_order
from tabletop.rules.red import CAME_OFF, ELSEWHERE, FOILED
from tabletop.rules.refusals import Refusal
from tabletop.rules.turn import adjudicate, begin_turn, initial_state
from tabletop.rules.ways import (
    choose_ways,
    expected_cost,
    expected_gain,
    go_other_ways,
    impossible,
    learn,
    openings,
    patience_weight,
    way_weights,
)
from tabletop.rules.words import finding_sentence
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import WAYS
from tests.rules.random_states import random_state
from tests.worlds import small_world

WORLD = small_world()
RUNS = 400
MOVED = {
    "drone": ("nato_flank_risk", 1), "cyber": ("isr_coverage", -1), "energy": ("energy_state", -1),
    "mines": ("maritime_access", -1), "hostage": ("attribution_confidence", -1),
    "walk_out": ("ceasefire_integrity", -1), "belarus": ("by_tension", 1),
}  # fmt: skip
HAPPENS = {
    "armed_probe": ("probe", "probes"), "strike": ("strike_wave", "strikes"),
    "sabotage": ("sabotage", "sabotage"),
}  # fmt: skip


def eager(runs: int = 1) -> State:
    """Return a state in which every way is open and tempting."""
    state = initial_state(WORLD, runs)
    state.turn[:] = 1
    state.ru_probe_appetite[:] = 100
    state.resolve_perception[:] = 5
    state.ru_patience[:] = 30
    state.observers_deployed[:] = 1
    state.by_tension[:] = 80
    state.ceasefire_integrity[:] = 60
    state.energy_state[:] = 30
    return state


def ordered(state: State, **order: str) -> State:
    """Give an order of Red by hand that must be lawful."""
    given_order = parse_order({"type": "test", "actor": "ru", **order})
    assert (carry_out(WORLD, state, given_order) == Refusal.LAWFUL).all()
    return state


def index(way: str) -> int:
    return WAYS.index(way)


def test_every_way_is_chosen_by_somebody_and_never_more_than_two_a_turn() -> None:
    state = eager(RUNS)
    choose_ways(WORLD, state, Luck.of(1, RUNS, turn=1))
    assert (state.way_chosen.sum(axis=0) > 0).all()
    assert state.way_chosen.sum(axis=1).max() == int(WORLD.doctrine.ways_a_turn)


def test_a_patient_moscow_on_whose_side_time_is_waits_more_often() -> None:
    hasty, patient = eager(RUNS), eager(RUNS)
    patient.ru_patience[:] = 95
    patient.us_track[:] = 60
    assert (patience_weight(WORLD, patient) > patience_weight(WORLD, hasty)).all()
    for state in (hasty, patient):
        choose_ways(WORLD, state, Luck.of(1, RUNS, turn=1))
    assert patient.way_chosen.sum() < hasty.way_chosen.sum()
    assert (patient.way_chosen.sum(axis=1) == 0).any()


@given(st.integers(0, 100_000), st.floats(0, 60), st.floats(0, 60))
def test_more_resolve_or_better_evidence_makes_no_way_more_tempting(
    seed: int, resolve: float, evidence: float
) -> None:
    weak = random_state(WORLD, seed)
    firm = weak.copy()
    firm.resolve_perception = np.minimum(firm.resolve_perception + resolve, 100)
    firm.attribution_confidence = np.minimum(firm.attribution_confidence + evidence, 100)
    assert (way_weights(WORLD, firm) <= way_weights(WORLD, weak) + 1e-12).all()


@given(st.integers(0, 100_000))
def test_a_closed_way_is_never_chosen(seed: int) -> None:
    state = random_state(WORLD, seed, runs=8)
    state.red_hand[:] = 0
    choose_ways(WORLD, state, Luck.of(seed, 8, turn=3))
    assert not (impossible(WORLD, state) & (state.way_chosen == 1)).any()


@pytest.mark.parametrize("way", ELSEWHERE)
def test_a_way_away_from_the_line_moves_what_it_is_aimed_at_only_when_it_comes_off(
    way: str,
) -> None:
    name, sign = MOVED[way]
    start = ordered(eager(), way=way)
    foiled, came = start.copy(), start.copy()
    for state, result in ((foiled, False), (came, True)):
        luck = Luck.of(1, turn=1, rulings={("way_comes_off", index(way)): result})
        go_other_ways(WORLD, state, luck)
    assert foiled.way_result[0, index(way)] == FOILED
    assert came.way_result[0, index(way)] == CAME_OFF
    assert came.way_count[0, index(way)] == foiled.way_count[0, index(way)] == 1
    assert getattr(foiled, name)[0] == getattr(start, name)[0]
    assert sign * (getattr(came, name)[0] - getattr(start, name)[0]) > 0
    told = {
        finding_sentence(WORLD, one)
        for after in (foiled, came)
        for one in findings(WORLD, start, after)
        if one.kind == "way"
    }
    assert len(told) == 2


@pytest.mark.parametrize("way", HAPPENS)
def test_what_is_ordered_by_hand_takes_place_and_nothing_else_does(way: str) -> None:
    state = ordered(eager(20), way=way)
    state.force_protection[:] = 0
    adjudicate(WORLD, state, Luck.of(3, 20, turn=1))
    counts = {name: getattr(state, name).sum(axis=1) for _, name in HAPPENS.values()}
    for other, (_, name) in HAPPENS.items():
        assert (counts[name] > 0).all() if other == way else (counts[name] == 0).all()
    assert (state.way_count.sum(axis=1) == 1).all()


def test_disinformation_ordered_by_hand_wears_the_information_space() -> None:
    told, quiet = ordered(eager(50), way="disinformation"), ordered(eager(50), way="wait")
    for state in (told, quiet):
        adjudicate(WORLD, state, Luck.of(3, 50, turn=1))
    assert told.info_environment.mean() < quiet.info_environment.mean()
    assert quiet.way_count.sum() == 0


def test_a_test_by_hand_goes_where_it_is_aimed() -> None:
    sector, link = WORLD.names["sector"][3], WORLD.names["link"][2]
    state = ordered(ordered(eager(10), way="armed_probe", sector=sector), way="sabotage", link=link)
    state.force_protection[:] = 0
    adjudicate(WORLD, state, Luck.of(3, 10, turn=1))
    assert (np.flatnonzero(state.probes.sum(axis=0)) == [3]).all()
    assert (np.flatnonzero(state.sabotage.sum(axis=0)) == [2]).all()


def test_the_hand_is_lifted_when_the_next_turn_begins() -> None:
    state = ordered(eager(), way="armed_probe", sector=WORLD.names["sector"][3])
    begin_turn(WORLD, state, Luck.of(1, turn=2))
    assert not state.red_hand.any() and not state.way_chosen.any()
    assert (state.way_target == -1).all()


def test_what_goes_unanswered_pays_and_what_is_named_answered_or_foiled_does_not() -> None:
    base = eager()
    base.way_value[:] = 50
    cyber = index("cyber")
    base.way_result[:, cyber] = CAME_OFF
    unanswered, named, answered, foiled = (base.copy() for _ in range(4))
    named.way_attributed[:, cyber] = 1
    statement = {"type": "make_statement", "actor": "gb", "subject": "red_lines"}
    assert carry_out(WORLD, answered, parse_order(statement)).tolist() == [0]
    foiled.way_result[:, cyber] = FOILED
    for state in (unanswered, named, answered, foiled):
        learn(WORLD, state, Luck.of(1, turn=1))
    assert unanswered.way_value[0, cyber] > 50
    for state in (named, answered, foiled):
        assert state.way_value[0, cyber] < 50
        assert way_weights(WORLD, state)[0, cyber] < way_weights(WORLD, unanswered)[0, cyber]
    assert unanswered.way_value[0, index("mines")] == 50


def test_a_run_chooses_alone_as_it_does_among_many() -> None:
    many, alone = eager(6), eager(1)
    luck, lone = Luck.of(5, 6), Luck.of(5, [4])
    for turn in (1, 2, 3):
        luck.turn = lone.turn = turn
        for state, chance in ((many, luck), (alone, lone)):
            adjudicate(WORLD, state, chance)
            if turn < 3:
                begin_turn(WORLD, state, chance)
    assert many.take([4]).digest() == alone.digest()


def test_chance_orders_tests_by_hand_too() -> None:
    state = eager(RUNS)
    orders = RandomLawful().choose(WORLD, state, Luck.of(2, RUNS, turn=1))
    assert "test" in {order.type for order, _ in orders}


def test_what_hardly_pays_is_tried_now_and_then_and_less_the_less_it_pays() -> None:
    state = eager()
    state.resolve_perception[:] = 95
    state.attribution_confidence[:] = 95
    net = (expected_gain(WORLD, state) - expected_cost(WORLD, state))[0]
    weight = way_weights(WORLD, state)[0]
    order = np.argsort(net)
    assert (net < 0).any() and (weight > 0).all()
    assert (np.diff(weight[order]) > 0).all()
    assert (weight[net < 0] < WORLD.doctrine.way_misjudged).all()


def test_who_has_no_wish_to_test_is_drawn_to_no_way() -> None:
    state = eager()
    state.ru_probe_appetite[:] = 0
    assert (way_weights(WORLD, state) == 0).all()


def test_people_of_the_mission_may_be_seized_where_no_observers_stand() -> None:
    found = []
    for observers, people in ((0, 0), (0, 300), (0, 8000), (1, 8000)):
        state = eager()
        state.observers_deployed[:] = observers
        state.coalition_people[:] = people
        found.append(float(openings(WORLD, state)[0, index("hostage")]))
    assert found[0] == 0 < found[1] < found[2] < found[3]
    guarded = eager()
    guarded.force_protection[:] = 100
    assert openings(WORLD, guarded)[0, index("hostage")] < found[3]


@pytest.mark.parametrize(("way", "cover"), [("drone", "air_cover"), ("mines", "sea_cover")])
def test_drones_and_mines_look_for_the_gap_that_is_left(way: str, cover: str) -> None:
    def width(*points: float) -> float:
        state = eager()
        getattr(state, cover)[0] = np.resize(points, getattr(state, cover).shape[1])
        return float(openings(WORLD, state)[0, index(way)])

    size = getattr(eager(), cover).shape[1]
    everywhere, nowhere, gap = [40.0] * size, [0.0] * size, [40.0] * (size - 1) + [0.0]
    assert width(*everywhere) < width(*nowhere)
    if size > 1:
        assert width(*gap) == width(*nowhere)
