"""Laws of the policies: lawful, blind to what is hidden, and the same alone and among others."""

from __future__ import annotations

import numpy as np
import pytest

from tabletop.analysis.answers import WORTH, best_answers, option_value
from tabletop.analysis.play import play_turns
from tabletop.analysis.policies import POLICIES
from tabletop.analysis.policy import Answers, Orders
from tabletop.analysis.staff_forces import GROUND, place_need
from tabletop.analysis.view import chance_of
from tabletop.content.library import load_world
from tabletop.rules import triggers
from tabletop.rules.codes import HOME, code
from tabletop.rules.orders import carry_out, judge
from tabletop.rules.sustainment import funding_limit
from tabletop.rules.turn import adjudicate, begin_turn, initial_state
from tabletop.world.injects import Option
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME
from tabletop.world.world import World
from tests.worlds import real_world, small_world

NAMES = tuple(POLICIES)
HIDDEN = ("pressure", "ru_patience", "ru_probe_appetite", "ru_confidence", "resolve_perception",
          "ru_reserve", "ru_strength", "offensive_turns")  # fmt: skip


def opened(turns: int = 3) -> tuple[State, Luck]:
    """Return a shipped world some turns into play, with its injects of the turn delivered."""
    world = real_world()
    state, luck = initial_state(world), Luck.of(3, 1)
    for _ in play_turns(world, state, luck, turns, POLICIES["staff"]):
        pass
    begin_turn(world, state, luck)
    luck.turn = int(state.turn[0])
    due = triggers.due(world, state, luck)
    for inject in np.flatnonzero(due[0]).tolist():
        triggers.deliver(world, state, luck, inject, due[:, inject])
    return state, luck


def plain(answers: Answers, orders: Orders) -> list[object]:
    return [
        *((inject, option, runs.tolist()) for inject, option, runs in answers),
        *((order.model_dump(), runs.tolist()) for order, runs in orders),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_order_of_a_policy_is_lawful_where_it_is_given(name: str) -> None:
    state, luck = opened()
    for order, runs in POLICIES[name].choose(real_world(), state, luck):
        assert runs.any()
        assert (judge(real_world(), state, order)[runs] == 0).all()


@pytest.mark.parametrize("name", NAMES)
def test_a_policy_does_not_change_what_it_looks_at(name: str) -> None:
    state, luck = opened()
    before = state.digest()
    POLICIES[name].answer(real_world(), state, luck)
    POLICIES[name].choose(real_world(), state, luck)
    assert state.digest() == before


def hide(state: State, variable: str, seed: int) -> None:
    """Put anything at all into a variable."""
    var, array = BY_NAME[variable], getattr(state, variable)
    anything = np.random.default_rng(seed).uniform(var.low, var.high, array.shape)
    array[...] = anything.astype(array.dtype)


@pytest.mark.parametrize("variable", HIDDEN)
def test_the_staff_does_not_see_what_is_hidden_from_seats(variable: str) -> None:
    world, staff = real_world(), POLICIES["staff"]
    for turns in (1, 2, 5):
        state, luck = opened(turns)
        seen = plain(staff.answer(world, state, luck), staff.choose(world, state, luck))
        for seed in range(3):
            hide(state, variable, seed)
            assert plain(staff.answer(world, state, luck), staff.choose(world, state, luck)) == seen


def test_the_staff_does_see_what_seats_may_see() -> None:
    world, staff = real_world(), POLICIES["staff"]
    changed = set()
    for turns in (1, 2, 5):
        for variable in ("perceived_pressure", "cohesion", "willingness", "us_backstop"):
            state, luck = opened(turns)
            seen = plain(staff.answer(world, state, luck), staff.choose(world, state, luck))
            hide(state, variable, 1)
            if plain(staff.answer(world, state, luck), staff.choose(world, state, luck)) != seen:
                changed.add(variable)
    assert changed == {"perceived_pressure", "cohesion", "willingness", "us_backstop"}


@pytest.mark.parametrize("name", NAMES)
def test_a_run_is_played_the_same_alone_and_among_others(name: str) -> None:
    world = real_world()
    turns, runs = 4, 5
    together = initial_state(world, runs)
    for _ in play_turns(world, together, Luck.of(11, runs), turns, POLICIES[name]):
        pass
    for run in (0, runs - 1):
        alone = initial_state(world)
        for _ in play_turns(world, alone, Luck.of(11, [run]), turns, POLICIES[name]):
            pass
        assert alone.digest() == together.take([run]).digest()


@pytest.mark.parametrize("name", NAMES)
def test_a_world_played_by_a_policy_stays_in_range(name: str) -> None:
    world = small_world()
    state = initial_state(world, 3)
    for after in play_turns(world, state, Luck.of(5, 3), 6, POLICIES[name]):
        assert after.faults() == []


def test_the_staff_raises_a_force_and_holding_does_not() -> None:
    world = real_world()
    people = {}
    for name in ("hold", "staff"):
        state = initial_state(world)
        for after in play_turns(world, state, Luck.of(1, 1), 8, POLICIES[name]):
            people[name] = int(after.coalition_people[0])
    assert people["staff"] > people["hold"] + 2000


def test_the_staff_sees_pressure_as_it_is_perceived() -> None:
    world = real_world()
    state, _ = opened()
    calm = place_need(world, state)
    sector = world.index["sector"]["kupiansk"]
    state.perceived_pressure[0, sector] = 100
    near = world.index["node"]["poltava"]
    assert place_need(world, state)[0, near] > calm[0, near]


def test_the_staff_answers_every_waiting_inject_that_has_options() -> None:
    state, _ = opened()
    world = real_world()
    waiting = {
        i for i, inject in enumerate(world.injects)
        if inject.options and state.inject_status[0, i] == triggers.DELIVERED
    }  # fmt: skip
    assert {inject for inject, _, runs in best_answers(world, state) if runs[0]} == waiting


def test_an_option_is_worth_the_sum_of_its_effects_and_more_in_trouble() -> None:
    state = initial_state(small_world())
    option = Option("a", "A.", (("cohesion", 4), ("escalation", 2)), ())
    state.cohesion[0], state.escalation[0] = 60, 40
    plain_value = option_value(state, option)[0]
    assert plain_value == pytest.approx(4 * WORTH["cohesion"] + 2 * WORTH["escalation"])
    state.cohesion[0] = 25
    assert option_value(state, option)[0] > plain_value


def test_every_variable_that_options_are_judged_by_exists() -> None:
    assert set(WORTH) - {"contingent"} <= set(BY_NAME)


def test_the_staff_keeps_to_the_declared_concept() -> None:
    world = load_world("air-only")
    state = initial_state(world, 4)
    ground = np.array([world.forces[f].type in GROUND for f in range(len(world.forces))])
    begun = state.status.copy()
    for after in play_turns(world, state, Luck.of(1, 4), 10, POLICIES["staff"]):
        assert (after.force_posture == code("force_posture", "air_sea")).all()
    grown = (state.status != begun) & (state.status != HOME) & world.is_coalition[None]
    assert not grown[:, ground].any()
    assert grown[:, ~ground].any()


def test_the_staff_asks_for_no_more_money_than_the_mission_may_need() -> None:
    world = load_world("tripwire")
    state = initial_state(world, 8)
    for after in play_turns(world, state, Luck.of(1, 8), 13, POLICIES["staff"]):
        able = funding_limit(world, after).sum(axis=1)
    assert (state.funding_gap <= 0.0).all()
    assert (state.pledged.sum(axis=1) < 3.0 * state.money_needed).all()
    assert (state.pledged.sum(axis=1) < 0.5 * able).all()


def test_the_staff_knows_many_kinds_of_order() -> None:
    given = set()
    for name in ("pre-deal", "american-shock"):
        world = load_world(name)
        state, luck = initial_state(world, 6), Luck.of(2, 6)
        for _ in range(world.scenario.turns):
            begin_turn(world, state, luck)
            luck.turn = int(state.turn[0])
            for order, runs in POLICIES["staff"].choose(world, state, luck):
                assert (carry_out(world, state, order, runs)[runs] >= 0).all()
                given.add(order.type)
            adjudicate(world, state, luck)
    assert len(given) >= 24
    newer = {"assign_staff", "deliver_arms", "demarche", "fund_programme", "prepare_response"}
    assert newer | {"relieve", "reinforce_flank", "lobby_congress", "address_parliament"} <= given


class Spy:
    """A policy that writes down the luck and the view it is given."""

    name, says = "spy", "Watches."

    def __init__(self, side: str) -> None:
        self.side = side
        self.lucks: list[Luck] = []
        self.views: list[State] = []

    def answer(self, world: World, view: State, luck: Luck) -> Answers:
        self.lucks.append(luck)
        return []

    def choose(self, world: World, view: State, luck: Luck) -> Orders:
        self.lucks.append(luck)
        self.views.append(view)
        return []


@pytest.mark.parametrize("side", ["coalition", "red"])
def test_a_policy_can_neither_foresee_a_draw_nor_take_the_errors_off_its_estimates(
    side: str,
) -> None:
    world, spy = real_world(), Spy(side)
    state, luck = initial_state(world), Luck.of(3, 1, ledger=[])
    for _ in play_turns(world, state, luck, 3, spy):
        pass
    assert luck.ledger
    own = spy.lucks[-1]
    assert (own.turn, own.runs.tolist()) == (luck.turn, luck.runs.tolist())
    for outcome in luck.ledger:
        foreseen = own.uniform(outcome.purpose, outcome.index + 1)[0, outcome.index]
        real = luck.uniform(outcome.purpose, outcome.index + 1)[0, outcome.index]
        assert foreseen != real, outcome.purpose
    guessed = f"estimate/{side}/ru_reserve"
    assert not np.allclose(own.normal(guessed, 9), luck.normal(guessed, 9))
    assert own.ledger is None
    assert not own.rulings
    with pytest.raises(ValueError, match="read-only"):
        spy.views[-1].tension[:] = 0.0


def test_the_chance_of_a_policy_is_its_worlds_alone_and_among_others() -> None:
    alone = chance_of(Luck.of(3, np.array([17]), turn=4)).uniform("policy/a", 5)
    among = chance_of(Luck.of(3, 40, turn=4)).uniform("policy/a", 5)
    assert np.array_equal(alone[0], among[17])
    assert not np.array_equal(among[0], among[1])
    other = chance_of(Luck.of(4, 40, turn=4)).uniform("policy/a", 5)
    assert not np.array_equal(among, other)
