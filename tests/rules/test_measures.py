"""Laws of the measures: terms add up, the scale holds, and the ranks of six known postures."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules.measures import MEASURES, explain, score
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, CEASEFIRE_STATUS, FORCE_STATUS, MANDATE, VARIABLES
from tabletop.world.world import World, build
from tests.worlds import real_geography, real_world, small_spec, small_world

DEPLOYED = FORCE_STATUS.index("deployed")

# Who stands where in the six postures that the rank test compares: (type, number, node).
TRIPWIRE = [
    ("light_bde", 1, "vinnytsia"), ("battlegroup", 2, "hub_centre"),
    ("training_bn", 5, "hub_west"), ("counter_uas", 2, "hub_centre"),
    ("logistics_bn", 2, "hub_west"), ("hq_coord", 1, "kyiv"), ("fighter_sqn", 2, "rzeszow"),
    ("gbad_medium", 2, "hub_west"), ("mcm_group", 1, "constanta"),
    ("medical_role2", 1, "hub_west"),
]  # fmt: skip
AIR_AND_SEA = [
    ("fighter_sqn", 6, "rzeszow"), ("fighter_sqn", 3, "mk_airbase"),
    ("fighter_det", 3, "apt_lviv"), ("tanker_det", 3, "rzeszow"), ("aew_det", 2, "mk_airbase"),
    ("gbad_long", 4, "kyiv"), ("gbad_medium", 6, "odesa"), ("counter_uas", 4, "lviv"),
    ("isr_air_det", 2, "mk_airbase"), ("hq_coord", 1, "kyiv"), ("logistics_bn", 1, "hub_west"),
]  # fmt: skip
BRIGADES = [
    ("mech_bde", 3, "hub_dnipro"), ("light_bde", 2, "hub_centre"),
    ("fires_long", 2, "hub_centre"), ("fighter_sqn", 5, "rzeszow"), ("gbad_long", 3, "kyiv"),
    ("gbad_medium", 4, "dnipro"), ("counter_uas", 4, "hub_dnipro"),
    ("engineer_bn", 3, "hub_centre"), ("logistics_bn", 6, "hub_west"),
    ("medical_role2", 3, "hub_centre"), ("hq_division", 1, "hub_centre"),
    ("training_bn", 5, "hub_west"), ("isr_uas_sqn", 2, "hub_centre"),
]  # fmt: skip
CASES: dict[str, tuple[list[tuple[str, int, str]], dict[str, Any]]] = {
    "none": ([], {}),
    "tripwire": (TRIPWIRE, {}),
    "air and sea": (AIR_AND_SEA, {}),
    "brigades": (BRIGADES, {"cohesion": 50, "resolve_perception": 60}),
    "brigades alone": (
        BRIGADES, {"us_backstop": 10, "cohesion": 45, "resolve_perception": 45}
    ),
    "tripwire early": (
        TRIPWIRE, {"ceasefire_status": CEASEFIRE_STATUS.index("none"), "cohesion": 50,
                   "resolve_perception": 62, "mandate": MANDATE.index("bilateral")},
    ),
}  # fmt: skip
# What the reference arithmetic of the domain brief gives for the same six postures.
REFERENCE = {
    "presence": [0, 28, 6, 62, 62, 28],
    "denial": [50, 52, 56, 64, 64, 52],
    "punishment": [0, 23, 51, 49, 32, 23],
    "deterrence": [50, 67, 76, 81, 78, 67],
    "escalation": [15, 26, 44, 58, 58, 37],
    "flank": [20, 26, 36, 62, 62, 26],
    "civilian_protection": [44, 62, 74, 72, 72, 62],
}


@cache
def posture_world() -> World:
    """Return a world with one actor that owns every shipped type in plenty."""
    spec = small_spec()
    types = deepcopy(real_world().spec["force_types"])
    wanted = {kind for forces, _ in CASES.values() for kind, _, _ in forces}
    spec["force_types"] = [one for one in types if one["id"] in wanted]
    giver = next(a for a in spec["actors"] if a["id"] == "gb")
    giver["contributions"] = [{"type": kind, "max": 9} for kind in sorted(wanted)]
    spec["actors"] = [giver]
    spec["scenario"]["deployments"] = []
    return build(spec, real_geography())


def posture(name: str) -> State:
    world = posture_world()
    forces, values = CASES[name]
    state = State.blank(world.sizes, 1)
    values = {"us_backstop": 50, "resolve_perception": 50, "ua_army": 60, **values}
    for variable, value in values.items():
        getattr(state, variable)[:] = value
    used: dict[str, int] = {}
    for kind, number, node in forces:
        for _ in range(number):
            used[kind] = used.get(kind, 0) + 1
            force = world.index["force"][f"gb_{kind}_{used[kind]}"]
            state.status[0, force] = DEPLOYED
            state.at[0, force] = world.index["node"][node]
            state.readiness[0, force] = 100
    return state


def settled(name: str, measure: str) -> float:
    """Return the measure of a posture once the risks have settled where the forces drive them."""
    terms = explain(posture_world(), posture(name), measure).terms
    return sum(term.contribution for term in terms if term.name not in ("events", "army"))


@pytest.mark.parametrize("measure", [m for m in REFERENCE if m != "escalation"])
def test_six_known_postures_score_as_in_the_reference_arithmetic(measure: str) -> None:
    scores = [settled(case, measure) for case in CASES]
    expected = list(REFERENCE[measure])
    if measure == "flank":  # its level without any force is doctrine of its own
        scores = [one - scores[0] for one in scores]
        expected = [one - expected[0] for one in expected]
    assert scores == pytest.approx(expected, abs=2.0)


@pytest.mark.parametrize("measure", ["presence", "deterrence", "escalation", "flank"])
def test_six_known_postures_keep_their_rank(measure: str) -> None:
    scores = [float(score(posture_world(), posture(case))[measure][0]) for case in CASES]
    for i, here in enumerate(REFERENCE[measure]):
        for j, there in enumerate(REFERENCE[measure]):
            if here < there:
                assert scores[i] < scores[j]


@st.composite
def states(draw: st.DrawFn, runs: int = 3) -> State:
    """Draw states whose every variable lies anywhere in its declared range."""
    world = small_world()
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    state = State.blank(world.sizes, runs)
    for var in VARIABLES:
        array = getattr(state, var.name)
        if var.unit == "node number":
            array[:] = random.integers(-1, world.sizes["node"], array.shape)
        elif var.kind == "float":
            array[:] = random.uniform(var.low, var.high, array.shape)
        else:
            array[:] = random.integers(int(var.low), int(var.high) + 1, array.shape)
    return state


@given(states())
def test_the_contributions_of_a_measure_add_up_to_it(state: State) -> None:
    scores = score(small_world(), state)
    for name in MEASURES:
        for run in range(state.runs):
            explained = explain(small_world(), state, name, run)
            assert explained.value == scores[name][run]
            whole = sum(term.contribution for term in explained.terms)
            assert whole == pytest.approx(explained.value, abs=1e-8)


@given(states())
def test_every_index_stays_on_its_scale_and_is_a_number(state: State) -> None:
    for name, value in score(small_world(), state).items():
        assert np.isfinite(value).all()
        assert (value >= 0).all()
        if MEASURES[name].unit == "0–100":
            assert (value <= 100).all()


@given(states(runs=5), st.integers(0, 4))
def test_a_run_scores_the_same_alone_and_among_others(state: State, run: int) -> None:
    together, alone = score(small_world(), state), score(small_world(), state.take([run]))
    for name in MEASURES:
        assert together[name][run] == alone[name][0]


def test_every_term_reads_declared_variables_and_registered_weights() -> None:
    doctrine = small_world().doctrine
    for measure in MEASURES.values():
        assert len({term.name for term in measure.terms}) == len(measure.terms)
        for term in measure.terms:
            assert all(variable in BY_NAME for variable in term.variables)
            assert not term.weight or term.weight in doctrine


def test_a_weight_of_the_scenario_replaces_that_of_doctrine() -> None:
    spec = small_spec()
    spec["scenario"]["weights"] = {"resilience": {"army": 0.6}}
    world = build(spec, real_geography())
    state = State.blank(world.sizes, 1)
    plain = score(small_world(), state)["resilience"][0]
    assert score(world, state)["resilience"][0] == pytest.approx(plain + 0.3 * 60)
