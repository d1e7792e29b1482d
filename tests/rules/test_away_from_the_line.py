"""Laws of strikes, sabotage, influence, casualties, escalation and endings."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules.casualties import danger, suffer
from tabletop.rules.codes import DEPLOYED
from tabletop.rules.drift import poisson
from tabletop.rules.ending import collapse, end, held
from tabletop.rules.escalation import escalate, signature
from tabletop.rules.findings import findings
from tabletop.rules.strikes import influence, interception, sabotage, strike
from tabletop.rules.turn import initial_state
from tabletop.rules.words import finding_sentence
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import WAYS
from tabletop.world.world import build
from tests.rules.random_states import random_state
from tests.worlds import real_geography, small_spec, small_world

WORLD = small_world()
RUNS = 400


def with_force(force: str, node: str, runs: int = 1, **changes: float) -> State:
    state = initial_state(WORLD, runs)
    i = WORLD.index["force"][force]
    state.status[:, i] = DEPLOYED
    state.at[:, i] = WORLD.index["node"][node]
    for name, value in changes.items():
        getattr(state, name)[:] = value
    return state


def test_a_kept_ceasefire_sees_no_strike_waves() -> None:
    kept, worn, war = (initial_state(WORLD, RUNS) for _ in range(3))
    kept.ceasefire_integrity[:] = 90
    worn.ceasefire_integrity[:] = 50
    war.ceasefire_status[:] = 4
    war.way_chosen[:, WAYS.index("strike")] = 1
    for state in (kept, worn, war):
        strike(WORLD, state, Luck.of(1, RUNS, turn=1))
    counts = [state.strikes.sum() / RUNS for state in (kept, worn, war)]
    assert counts[0] == 0 and 0.25 < counts[1] < 0.45 and counts[2] > 0.8
    assert (worn.energy_state <= kept.energy_state).all()
    assert worn.node_damage[:, ~WORLD.geography.node_in_ukraine].sum() == 0
    assert worn.node_damage.max() > 0


@given(st.integers(0, 100_000))
def test_more_air_defence_never_lets_more_through(seed: int) -> None:
    state = random_state(WORLD, seed)
    state.air_cover[:] = np.minimum(state.air_cover, 50)
    shot = interception(WORLD, state)
    assert ((shot >= 0) & (shot <= 1)).all()
    for name in ("ua_air_defence", "air_cover", "us_share", "eu_share"):
        better = state.copy()
        getattr(better, name)[:] += 10
        assert (interception(WORLD, better) >= shot - 1e-12).all()


def test_sabotage_hits_open_links_and_protection_prevents_some() -> None:
    runs = 3000
    bare, guarded = initial_state(WORLD, runs), initial_state(WORLD, runs)
    bare.force_protection[:], guarded.force_protection[:] = 0, 100
    for state in (bare, guarded):
        sabotage(WORLD, state, Luck.of(1, runs, turn=1))
    assert bare.sabotage.sum() > 1.5 * guarded.sabotage.sum() > 0
    closed = [not link.open_to_coalition for link in WORLD.geography.links]
    assert sum(closed) > 4 and bare.sabotage[:, closed].sum() == 0
    assert (bare.link_capacity[bare.sabotage == 1] < 100).all()
    assert (bare.link_capacity[bare.sabotage == 0] == 100).all()


def test_influence_costs_trust_at_home_and_in_kyiv() -> None:
    state = initial_state(WORLD)
    before = state.copy()
    influence(WORLD, state, Luck.of(1, turn=1, rulings={("influence_act", 0): True}))
    assert state.info_environment[0] < before.info_environment[0]
    assert state.ua_politics[0] < before.ua_politics[0]
    members = WORLD.is_member
    assert (state.domestic_support[0, members] < before.domestic_support[0, members]).all()
    assert (state.domestic_support[0, ~members] == before.domestic_support[0, ~members]).all()


def test_danger_rises_near_the_line_and_falls_behind_protection() -> None:
    gb = WORLD.actor("gb")

    def risk(node: str, **changes: float) -> float:
        return float(danger(WORLD, with_force("gb_light_bde_1", node, **changes))[0, gb])

    assert risk("kramatorsk") > risk("dnipro") > risk("lviv") >= 0
    assert risk("rzeszow") <= risk("lviv")
    assert risk("kramatorsk", force_protection=90) < risk("kramatorsk", force_protection=10)
    assert risk("kramatorsk", tension=90) > risk("kramatorsk", tension=10)
    assert risk("kramatorsk", probe_stage=3) > risk("kramatorsk")
    assert 0 < risk("kramatorsk", probe_stage=0) < 20


def test_casualties_are_counted_by_actor_and_remembered_for_two_turns() -> None:
    state = with_force("gb_light_bde_1", "kramatorsk", RUNS, tension=100, probe_stage=3)
    counts = []
    for turn in (1, 2, 3):
        before = state.casualties_coalition.copy()
        if turn == 2:
            state.casualties_coalition += 7  # an inject
        suffer(WORLD, state, Luck.of(1, RUNS, turn=turn))
        counts.append(state.casualties_coalition - before)
        if turn == 2:
            state.status[:] = 0
    assert counts[0].sum() > 0 and (counts[1] >= 7).all() and counts[2].sum() == 0
    assert (state.casualties_recent == counts[1]).all()
    others = np.arange(len(WORLD.actors)) != WORLD.actor("gb")
    assert state.casualties[:, others].sum() == 0


@given(st.floats(0, 12), st.integers(0, 50))
def test_counts_follow_their_mean(mean: float, seed: int) -> None:
    draw = Luck.of(seed, 1).uniform("count", 4000)
    counts = poisson(draw, np.full(draw.shape, mean))
    assert abs(counts.mean() - mean) < 0.25 + 0.1 * mean
    assert (np.diff(counts[0][np.argsort(draw[0])]) >= 0).all()


def test_forces_look_more_provocative_near_the_line_in_the_east_and_early() -> None:
    def looks(node: str, **changes: float) -> float:
        return float(signature(WORLD, with_force("gb_mech_bde_1", node, **changes))[0])

    idle = float(signature(WORLD, initial_state(WORLD))[0])
    assert looks("kramatorsk") > looks("vinnytsia") > looks("rzeszow") > idle
    assert np.isclose(
        looks("lviv", ceasefire_status=0), WORLD.doctrine.signature_early * looks("lviv")
    )
    assert looks("lviv", air_posture=3) > looks("lviv", air_posture=1)


def test_escalation_moves_to_what_posture_and_breaches_imply() -> None:
    def level(state: State) -> float:
        for turn in range(40):
            escalate(WORLD, state, Luck.of(1, turn=turn))
        return float(state.escalation[0])

    calm = level(initial_state(WORLD))
    firm, broken, worn = (initial_state(WORLD) for _ in range(3))
    firm.roe[:, 2] = 5
    broken.breached[:, :2] = 1
    worn.ceasefire_integrity[:] = 20
    assert 10 < calm < 40
    assert min(level(firm), level(broken), level(worn)) > calm
    crowded = initial_state(WORLD)
    crowded.status[:, WORLD.is_coalition] = DEPLOYED
    crowded.at[:, WORLD.is_coalition] = WORLD.index["node"]["kramatorsk"]
    assert calm < level(crowded) <= 100


def test_a_hollow_ceasefire_may_be_given_up_and_a_kept_one_not() -> None:
    hollow, kept = initial_state(WORLD, RUNS), initial_state(WORLD, RUNS)
    hollow.ceasefire_integrity[:] = 5
    for state in (hollow, kept):
        collapse(WORLD, state, Luck.of(1, RUNS, turn=1))
    assert 0 < (hollow.ceasefire_status == 4).mean() < 1
    assert (kept.ceasefire_status == 1).all()


def test_a_world_ends_in_crisis_or_collapse_and_scenario_conditions_are_facts() -> None:
    spec = small_spec()
    spec["scenario"]["failure"] = [{"id": "f", "when": "cohesion < 20", "says": "It fell apart."}]
    world = build(spec, real_geography())
    state = initial_state(world, 5)
    state.escalation[0] = 81
    state.ua_army[1:3] = 20
    state.ua_resilience[2] = 20
    state.cohesion[3] = 10
    before = initial_state(world)
    end(world, state, Luck.of(1, 5, turn=1))
    assert state.ended.tolist() == [1, 0, 1, 0, 0]
    assert held(world, state)["f"].tolist() == [False, False, False, True, False]
    (fact,) = [f for f in findings(world, before, state.take([3])) if f.kind == "condition"]
    assert finding_sentence(world, fact) == "Condition of failure is met: It fell apart."
    assert [f.kind for f in findings(world, state.take([3]), state.take([3]))] == []
