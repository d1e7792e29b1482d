"""Laws of triggers: what is due, what a delivery does, and what silence costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tabletop.rules.codes import DEPLOYED
from tabletop.rules.effects import EffectFault
from tabletop.rules.targets import TargetFault, compile_target
from tabletop.rules.triggers import (
    ANSWERED,
    DELIVERED,
    EXPIRED,
    IDLE,
    choose_target,
    defer,
    deliver,
    due,
    expire,
    respond,
    skip,
    table,
)
from tabletop.rules.turn import begin_turn, initial_state
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import NEVER
from tabletop.world.world import World, build
from tests.worlds import real_geography, real_world, small_spec, small_world

WORLD = small_world()
PROBE = WORLD.index["inject"]["probe"]
RUNS = 40
ALL = np.ones(RUNS, dtype=np.bool_)
HALF = np.arange(RUNS) % 2 == 0


def at_turn(turn: int, world: World = WORLD, runs: int = RUNS) -> tuple[State, Luck]:
    state, luck = initial_state(world, runs), Luck.of(5, runs)
    for number in range(1, turn + 1):
        begin_turn(world, state, luck)
        luck.turn = number
    return state, luck


def due_ids(turn: int, state: State, luck: Luck, run: int = 0) -> list[str]:
    found = due(WORLD, state, luck)[run]
    return [inject.id for inject, yes in zip(WORLD.injects, found, strict=True) if yes]


def with_trigger(**changes: Any) -> World:
    spec = small_spec()
    tray = next(inject for inject in spec["injects"] if inject["id"] == "tray")
    tray["trigger"] |= {"condition": "false"}
    spec["injects"][0]["trigger"] |= changes
    return build(spec, real_geography())


def test_a_scheduled_inject_is_due_in_its_turn_and_stays_due_until_dealt_with() -> None:
    assert "scheduled" not in due_ids(1, *at_turn(1))
    state, luck = at_turn(2)
    assert due(WORLD, state, luck)[:, 0].all()
    state, luck = at_turn(3)
    assert due(WORLD, state, luck)[:, 0].all()
    deliver(WORLD, state, luck, "scheduled", ALL)
    assert not due(WORLD, state, luck)[:, 0].any()


def test_a_conditional_inject_waits_for_its_condition_window_and_draw() -> None:
    trigger = {"turn": None, "earliest": 2, "latest": 3, "condition": "us_backstop < 40",
               "probability": 1.0}  # fmt: skip
    world = with_trigger(**trigger)
    for turn, expected in ((1, False), (2, True), (3, True), (4, False)):
        state, luck = at_turn(turn, world)
        assert not due(world, state, luck)[:, 0].any()
        state.us_backstop[:] = 10
        assert due(world, state, luck)[:, 0].all() == expected
    never = with_trigger(**trigger | {"probability": 0.0})
    state, luck = at_turn(2, never)
    state.us_backstop[:] = 10
    assert not due(never, state, luck)[:, 0].any()


def test_the_draw_of_a_trigger_depends_on_its_probability() -> None:
    state, luck = at_turn(1, runs=RUNS)
    state.tension[:, 0] = 90
    share = due(WORLD, state, luck)[:, PROBE].mean()
    assert 0.5 < share < 1.0  # its probability is 0.8


def test_a_delivery_changes_only_its_runs_and_starts_its_clock() -> None:
    state, luck = at_turn(2)
    before = state.copy()
    deliver(WORLD, state, luck, "probe", HALF)
    assert state.take(np.flatnonzero(~HALF)).digest() == before.take(np.flatnonzero(~HALF)).digest()
    assert (state.inject_status[HALF, PROBE] == DELIVERED).all()
    assert (state.inject_turn[HALF, PROBE] == 2).all()
    assert (state.inject_count[HALF, PROBE] == 1).all()
    aim = state.inject_target[HALF, PROBE]
    assert (state.tension[HALF, aim] > before.tension[HALF, aim]).all()
    assert len(set(aim.tolist())) > 1  # the target was drawn run by run


def test_a_fixed_target_is_taken_as_it_is() -> None:
    state, luck = at_turn(1)
    deliver(WORLD, state, luck, PROBE, ALL, target=4)
    assert (state.inject_target[:, PROBE] == 4).all()


def test_an_answer_counts_once_and_only_where_one_is_waited_for() -> None:
    state, luck = at_turn(1)
    deliver(WORLD, state, luck, "probe", HALF)
    before = state.copy()
    respond(WORLD, state, luck, "probe", "a", ALL)
    raised = state.resolve_perception - before.resolve_perception
    assert raised.tolist() == np.where(HALF, 4, 0).tolist()
    assert (state.inject_status[:, PROBE] == np.where(HALF, ANSWERED, IDLE)).all()
    again = state.copy()
    respond(WORLD, again, luck, "probe", "b", ALL)
    assert again.digest() == state.digest()


def test_an_answer_in_words_is_an_answer_without_effects() -> None:
    state, luck = at_turn(1)
    deliver(WORLD, state, luck, "probe", ALL)
    before = state.copy()
    respond(WORLD, state, luck, "probe", None, ALL)
    assert set(before.changed(state)) == {"inject_status"}


def test_a_branch_comes_due_after_its_delay_by_luck() -> None:
    state, luck = at_turn(1)
    deliver(WORLD, state, luck, "tray", ALL)
    respond(WORLD, state, luck, "tray", "b", ALL)
    planned = state.inject_due[:, PROBE]
    assert set(planned.tolist()) == {2, NEVER}
    begin_turn(WORLD, state, luck)
    luck.turn = 2
    assert (due(WORLD, state, luck)[:, PROBE] >= (planned == 2)).all()


def test_silence_has_its_effect_after_the_deadline_and_only_once() -> None:
    state, luck = at_turn(1)
    deliver(WORLD, state, luck, "probe", HALF)
    before = state.copy()
    expire(WORLD, state)
    lost = before.resolve_perception - state.resolve_perception
    assert lost.tolist() == np.where(HALF, 4, 0).tolist()
    assert (state.inject_status[HALF, PROBE] == EXPIRED).all()
    again = state.copy()
    expire(WORLD, again)
    assert again.digest() == state.digest()


def test_a_longer_deadline_gives_more_turns() -> None:
    spec = small_spec()
    spec["injects"][0]["deadline"] = 2
    world = build(spec, real_geography())
    state, luck = at_turn(1, world)
    deliver(world, state, luck, "scheduled", ALL)
    expire(world, state)
    assert (state.inject_status[:, 0] == DELIVERED).all()
    begin_turn(world, state, luck)
    expire(world, state)
    assert (state.inject_status[:, 0] == EXPIRED).all()


def test_news_that_asks_nothing_is_never_left_unanswered() -> None:
    spec = small_spec()
    spec["injects"][0] |= {"options": [], "no_response": {}}
    world = build(spec, real_geography())
    state, luck = at_turn(1, world)
    deliver(world, state, luck, "scheduled", ALL)
    expire(world, state)
    assert (state.inject_status[:, 0] == ANSWERED).all()


def test_a_skipped_inject_is_gone_and_a_repeatable_one_may_come_again() -> None:
    state, luck = at_turn(2)
    state.tension[:, 0] = 90
    skip(WORLD, state, "scheduled", ALL)
    skip(WORLD, state, "probe", ALL)
    assert not due(WORLD, state, luck)[:, [0, PROBE]].any()
    begin_turn(WORLD, state, luck)
    luck.turn = 3
    assert not due(WORLD, state, luck)[:, 0].any()
    assert due(WORLD, state, luck)[:, PROBE].any()


def test_a_deferred_inject_comes_in_its_new_turn() -> None:
    state, luck = at_turn(2)
    defer(WORLD, state, "scheduled", 4, ALL)
    assert not due(WORLD, state, luck)[:, 0].any()
    state.turn[:] = luck.turn = 4
    assert due(WORLD, state, luck)[:, 0].all()


def test_nothing_comes_twice_in_a_turn_nor_ever_when_it_may_not_repeat() -> None:
    state, luck = at_turn(1)
    state.tension[:] = 90
    for inject in ("probe", "tray"):
        deliver(WORLD, state, luck, inject, ALL)
        respond(WORLD, state, luck, inject, "a", ALL)
    tray = WORLD.index["inject"]["tray"]
    assert not due(WORLD, state, luck)[:, [PROBE, tray]].any()
    seen = np.zeros(2, dtype=np.bool_)
    for turn in range(2, 9):
        state.turn[:] = luck.turn = turn
        seen |= due(WORLD, state, luck)[:, [PROBE, tray]].any(axis=0)
    assert seen.tolist() == [True, False]


def test_an_ended_world_gets_no_injects() -> None:
    state, luck = at_turn(2)
    state.ended[:] = HALF
    assert due(WORLD, state, luck)[:, 0].tolist() == (~HALF).tolist()


def chosen(rule: str, state: State) -> set[int]:
    luck = Luck.of(9, state.runs, turn=2)
    return set(compile_target(rule, WORLD.index).choose(WORLD, state, luck, "t").tolist())


def test_targets_follow_their_rule() -> None:
    state, _ = at_turn(1, runs=300)
    state.tension[:, 5] = 99
    state.presence[:, :10] = 30
    names = WORLD.index["sector"]
    assert chosen("sector: highest tension", state) == {5}
    assert chosen("sector: S01, S08", state) == {names["S01"], names["S08"]}
    assert chosen("link: warsaw-lublin", state) == {WORLD.index["link"]["warsaw-lublin"]}
    line = set(np.flatnonzero(WORLD.geography.sector_on_line).tolist())
    assert chosen("sector: random", state) == line
    drawn = compile_target("sector: random weighted by low presence", WORLD.index)
    picks = drawn.choose(WORLD, state, Luck.of(9, 300, turn=2), "t")
    assert (picks < 10).mean() < 0.5  # ten of fourteen sectors, but the well covered ones
    assert set(picks.tolist()) <= line
    assert chosen("", state) == {-1}
    assert chosen("actor: contributor with ground units", state) >= {WORLD.actor("gb")}


def test_without_ground_units_nobody_is_aimed_at() -> None:
    state, _ = at_turn(1)
    state.status[state.status == DEPLOYED] = 0
    assert chosen("actor: contributor with ground units", state) == {-1}


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("sectr: random", "did you mean 'sector'"),
        ("sector: highest tensoin", "did you mean 'tension'"),
        ("sector: kupiask", "did you mean 'kupiansk'"),
        ("sector: highest willingness", "not a variable of each sector"),
        ("node: contributor with ground units", "is not a contributor"),
        ("kupiansk", "begins with what it is"),
    ],
)
def test_a_target_that_cannot_be_read_is_refused(rule: str, part: str) -> None:
    with pytest.raises(TargetFault, match=part.replace("'", ".")):
        compile_target(rule, WORLD.index)


def test_an_effect_must_fit_the_kind_of_target() -> None:
    spec = small_spec()
    spec["injects"][0] |= {"target": "actor: de", "effects": {"tension[$target]": 1}}
    with pytest.raises(EffectFault):
        table(build(spec, real_geography()))


def test_every_inject_of_the_shipped_scenario_can_be_delivered_and_answered() -> None:
    world = real_world()
    for i, inject in enumerate(world.injects):
        for option in [*range(len(inject.options)), None]:
            state, luck = initial_state(world, 2), Luck.of(1, 2, turn=1)
            state.turn[:] = 1
            first = np.array([True, False])
            untouched = state.take([1]).digest()
            deliver(world, state, luck, i, first)
            if option is None:
                expire(world, state)
            else:
                respond(world, state, luck, i, option, first)
            assert state.faults() == [], inject.id
            assert state.take([1]).digest() == untouched, inject.id


def test_choosing_a_target_changes_nothing() -> None:
    state, luck = at_turn(1)
    before = state.digest()
    choose_target(WORLD, state, luck, "probe")
    assert state.digest() == before
