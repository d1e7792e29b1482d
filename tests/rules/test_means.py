"""Laws of means: Ukraine, enablers, economy, flank, law, unity, and what is seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules.codes import DEPLOYED
from tabletop.rules.economy import sail, trade
from tabletop.rules.enablers import build_in_europe, clarify, enabled, lean_on_america, protect
from tabletop.rules.flank import stretch
from tabletop.rules.legitimacy import cohere, cohesion_target, legitimacy_target, legitimate
from tabletop.rules.perception import estimate, impress, inform, pressure_error
from tabletop.rules.turn import Rule, initial_state
from tabletop.rules.ukraine import consent, deploy_strength, endure, power, regenerate
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import ENABLERS, MANDATE
from tabletop.world.world import build
from tests.rules.random_states import random_state
from tests.worlds import real_geography, small_spec, small_world

WORLD = small_world()


def settle(rule: Rule, turns: int = 60, runs: int = 1, **changes: object) -> State:
    """Let one rule work for many turns on a start that was changed as told."""
    state = initial_state(WORLD, runs)
    for name, value in changes.items():
        getattr(state, name)[:] = value
    for turn in range(turns):
        rule(WORLD, state, Luck.of(1, runs, turn=turn))
    assert state.faults() == []
    return state


def put(state: State, type_name: str, node: str) -> None:
    forces = WORLD.is_type(type_name)
    assert forces.any()
    state.status[:, forces] = DEPLOYED
    state.at[:, forces] = WORLD.index["node"][node]


@given(st.integers(0, 100_000), st.sampled_from(["ua_training", "ua_equipment", "ua_money"]))
def test_the_army_follows_its_weakest_pillar(seed: int, pillar: str) -> None:
    state = random_state(WORLD, seed)
    pillars = ("ua_training", "ua_equipment", "ua_money")
    state.ua_morale[:] = WORLD.doctrine.morale_rest  # nobody deserts
    before = float(state.ua_army[0])
    regenerate(WORLD, state, Luck.of(1, turn=1))
    weakest = min(float(getattr(state, name)[0]) for name in pillars)
    moved = float(state.ua_army[0]) - before
    assert abs(moved) <= WORLD.doctrine.army_step + 1e-9
    assert moved * (weakest - before) >= 0
    assert getattr(state, pillar)[0] >= weakest


def test_training_and_money_regenerate_only_together() -> None:
    def army(trained: bool, aid: float) -> float:
        state = initial_state(WORLD)
        if trained:
            put(state, "training_bn", "lviv")
            put(state, "regen_bde", "lviv")
        state.ua_aid[:, WORLD.actor("de")] = aid
        for turn in range(60):
            regenerate(WORLD, state, Luck.of(1, turn=turn))
        return float(state.ua_army[0])

    assert army(True, 4000) > max(army(False, 4000), army(True, 0)) + 1
    assert army(False, 0) <= min(army(False, 4000), army(True, 0)) + 1e-6


def test_ukrainian_points_are_shared_out_and_never_doubled() -> None:
    state = initial_state(WORLD)
    d = WORLD.doctrine
    level = d.army_floor + (1 - d.army_floor) * state.ua_army / 100
    empty = state.copy()
    empty.status[:] = 0
    deploy_strength(WORLD, empty)
    added = (state.ua_strength - empty.ua_strength).sum() / level[0]
    ukrainian = (WORLD.side == "ukraine") & (state.status[0] == DEPLOYED)
    points = (WORLD.points("deterrence_denial") * ukrainian).sum()
    assert 0 < added <= points * (state.readiness.max() / 100) * (1 + 1e-9)


def test_the_grid_suffers_in_winter_and_the_plant_with_it() -> None:
    winter, summer = settle(power, season=0), settle(power, season=2)
    assert winter.energy_state[0] < summer.energy_state[0]
    assert winter.znpp_risk[0] > summer.znpp_risk[0]
    dark = settle(power, turns=3, energy_state=5, civilian_harm=80)
    assert dark.refugee_flow[0] > winter.refugee_flow[0]


def test_society_holds_by_power_trust_and_a_reliable_partner() -> None:
    usual = settle(endure)
    for changes in ({"energy_state": 10}, {"civilian_harm": 90}, {"info_environment": 5},
                    {"us_pressure_on_ua": 95}, {"breached": 1}):  # fmt: skip
        worse = settle(endure, **changes)
        assert worse.ua_resilience[0] < usual.ua_resilience[0]
        assert worse.ua_politics[0] < usual.ua_politics[0]
    assert abs(usual.ua_resilience[0] - 55) < 5 and abs(usual.ua_politics[0] - 60) < 5


def test_only_a_government_in_deep_crisis_withdraws_its_consent() -> None:
    shaky = settle(consent, turns=1, runs=300, ua_politics=5)
    assert 0.05 < (shaky.ua_consent == 0).mean() < 0.8
    bilateral = MANDATE.index("bilateral")
    assert ((shaky.mandate == bilateral) == (shaky.ua_consent == 1)).all()
    assert settle(consent, ua_politics=40).ua_consent[0] == 1


def test_american_means_go_with_the_backstop_and_european_ones_grow_slowly() -> None:
    def isr(backstop: float, invested: float) -> State:
        state = initial_state(WORLD)
        state.eu_investment[:] = invested
        for turn in range(12):
            state.us_backstop[:] = backstop
            lean_on_america(WORLD, state, Luck.of(1, turn=turn))
            build_in_europe(WORLD, state, Luck.of(1, turn=turn))
        assert state.faults() == []
        return state

    gone, stays, built = isr(0, 0), isr(45, 0), isr(0, 3)
    i = ENABLERS.index("isr")
    assert gone.us_share[0, i] < 15 < stays.us_share[0, i]
    assert gone.isr_coverage[0] < built.isr_coverage[0] < stays.isr_coverage[0]
    assert np.isclose(built.eu_share[0, i] - gone.eu_share[0, i], 36)
    for enabler in ENABLERS:
        assert enabled(WORLD, gone, enabler)[0] <= enabled(WORLD, stays, enabler)[0]


def test_the_american_course_wanders_without_a_side() -> None:
    state = settle(lean_on_america, turns=1, runs=4000)
    step = state.us_backstop - 45
    assert abs(step.mean()) < 0.3
    assert 3.5 < step.std() < 4.5
    bought = initial_state(WORLD, 4000)
    bought.ua_aid[:, WORLD.actor("de")] = 4000
    lean_on_america(WORLD, bought, Luck.of(1, 4000, turn=0))
    assert np.allclose(bought.us_backstop - state.us_backstop, WORLD.doctrine.us_buys)


def test_guards_protect_and_crowds_need_more_of_them() -> None:
    state = initial_state(WORLD)
    put(state, "infantry_bn", "lviv")
    guarded, crowded = state.copy(), state.copy()
    crowded.coalition_people[:] = 60000
    bare = initial_state(WORLD)
    for one in (guarded, crowded, bare):
        protect(WORLD, one, Luck.of(1, turn=1))
    assert guarded.force_protection[0] > crowded.force_protection[0] > bare.force_protection[0]


def test_a_clearer_rule_and_a_firmer_form_make_a_clearer_guarantee() -> None:
    levels = [settle(clarify, intervention_rule=rule).clarity[0] for rule in range(4)]
    assert levels == sorted(levels) and levels[0] < levels[3]
    assert settle(clarify, structure=2).clarity[0] > settle(clarify, structure=0).clarity[0]


def test_sanctions_cost_revenue_with_delay() -> None:
    state = initial_state(WORLD)
    state.sanctions[:] = 90
    start = float(state.ru_revenue[0])
    course = []
    for turn in range(30):
        trade(WORLD, state, Luck.of(1, turn=turn))
        course.append(start - float(state.ru_revenue[0]))
    assert course[0] < course[2] < course[29]
    assert course[0] < 0.15 * course[29]
    assert abs(settle(trade).ru_revenue[0] - 60) < 1e-6


def test_patrols_open_the_sea_and_escalation_closes_it() -> None:
    usual = settle(sail).maritime_access[0]
    assert settle(sail, sea_cover=20).maritime_access[0] > usual
    assert settle(sail, escalation=90).maritime_access[0] < usual


def test_the_flank_pays_for_brigades_and_batteries_of_allies_only() -> None:
    spec = small_spec()
    austria = next(actor for actor in spec["actors"] if actor["id"] == "at")
    austria["contributions"] += [{"type": "gbad_long", "max": 1}, {"type": "mech_bde", "max": 1}]
    world = build(spec, real_geography())

    def risk(*forces: str) -> float:
        state = initial_state(world)
        for force in forces:
            i = world.index["force"][force]
            state.status[:, i] = DEPLOYED
            state.at[:, i] = world.index["node"]["lviv"]
        for turn in range(60):
            stretch(world, state, Luck.of(1, turn=turn))
        return float(state.nato_flank_risk[0])

    usual = risk()
    assert np.isclose(risk("gb_mech_bde_1") - usual, world.doctrine.flank_brigade)
    assert np.isclose(risk("fr_gbad_long_1") - usual, world.doctrine.flank_battery)
    assert risk("at_mech_bde_1") == risk("at_gbad_long_1") == risk("gb_training_bn_1") == usual


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [("none", "bilateral"), ("bilateral", "treaty"), ("treaty", "nato"), ("treaty", "unsc"),
     ("nato", "unsc"), ("eu", "unsc"), ("monitors_treaty", "unsc")],
)  # fmt: skip
def test_a_stronger_mandate_is_more_legitimate(weaker: str, stronger: str) -> None:
    values = [
        settle(legitimate, mandate=MANDATE.index(word)).legitimacy[0] for word in (weaker, stronger)
    ]
    assert values[0] < values[1]


@given(st.integers(0, 100_000))
def test_a_security_council_mandate_never_lowers_legitimacy(seed: int) -> None:
    state = random_state(WORLD, seed)
    before = legitimacy_target(WORLD, state)[0]
    state.mandate[:] = MANDATE.index("unsc")
    assert legitimacy_target(WORLD, state)[0] >= before
    state.ua_consent[:] = 1
    with_consent = legitimacy_target(WORLD, state)[0]
    state.ua_consent[:] = 0
    assert legitimacy_target(WORLD, state)[0] < with_consent


def test_unity_follows_moods_their_spread_and_money() -> None:
    state = initial_state(WORLD)
    usual = cohesion_target(WORLD, state)[0]
    keener, split, broke = state.copy(), state.copy(), state.copy()
    keener.willingness[:] += 8
    split.willingness[:, WORLD.actor("gb")] += 12
    split.willingness[:, WORLD.actor("fr")] -= 12
    broke.funding_gap[:] = 200
    assert cohesion_target(WORLD, keener)[0] > usual
    assert cohesion_target(WORLD, split)[0] < usual
    assert cohesion_target(WORLD, broke)[0] < usual
    assert settle(cohere).cohesion[0] == pytest.approx(usual, abs=0.1)


def test_moscow_is_impressed_by_unity_clarity_rules_backing_and_force() -> None:
    usual = settle(impress).resolve_perception[0]
    for changes in ({"cohesion": 90}, {"clarity": 90}, {"us_backstop": 90}, {"roe": 5},
                    {"coalition_people": 30000}):  # fmt: skip
        assert settle(impress, **changes).resolve_perception[0] > usual


def test_the_information_space_comes_to_rest_in_the_middle() -> None:
    for start in (5, 95):
        assert abs(settle(inform, info_environment=start).info_environment[0] - 50) < 1


@given(st.integers(0, 100_000))
def test_better_eyes_never_make_the_estimate_worse(seed: int) -> None:
    state = random_state(WORLD, seed)
    error = pressure_error(WORLD, state)
    assert (error >= 0).all()
    for name in ("isr_coverage", "monitoring"):
        better = state.copy()
        getattr(better, name)[:] = np.minimum(getattr(better, name) + 10, 1000)
        better.isr_coverage[:] = np.minimum(better.isr_coverage, 100)
        assert (pressure_error(WORLD, better) <= error + 1e-12).all()


def test_the_estimate_is_unbiased_and_as_wrong_as_it_says() -> None:
    state = initial_state(WORLD, 4000)
    state.pressure[:] = 50
    estimate(WORLD, state, Luck.of(3, 4000, turn=1))
    error = (state.perceived_pressure - state.pressure)[:, 3]
    assert abs(error.mean()) < 0.5
    assert np.isclose(error.std(), state.pressure_error[0, 3], rtol=0.1)
