"""Laws of coverage: forces count where they stand, as far as they may and can act."""

from __future__ import annotations

import numpy as np
import pytest

from tabletop.rules import coverage
from tabletop.rules.codes import code
from tests.rules.order_cases import (
    BDE,
    OBS,
    SHIP,
    WORLD,
    given,
    number,
    offered,
    open_state,
    put,
    stands,
)

JET = "gb_fighter_sqn_1"


def _derived(*changes):
    state = open_state()
    for change in changes:
        change(state)
    coverage.derive(WORLD, state)
    return state


def test_a_force_covers_only_where_it_stands():
    empty, there = _derived(), _derived(stands(BDE, "poltava"))
    gain = there.presence - empty.presence
    cover = WORLD.geography.sector_cover[number("node", "poltava")]
    assert ((gain[0] > 1e-9) == (cover > 0)).all()
    assert gain[0].argmax() == cover.argmax()


@pytest.mark.parametrize(
    "change",
    [
        put("readiness", 40, f"force:{BDE}"),
        put("strength", 50, f"force:{BDE}"),
        put("paid", 0, f"force:{BDE}"),
        put("roe", 1, "tier:T3"),
        put("caveat", 1, "actor:gb", "caveat:no_combat"),
        put("covered", 0),
    ],
)
def test_what_holds_a_force_back_lowers_its_denial(change):
    free = _derived(stands(BDE, "poltava"))
    held = _derived(stands(BDE, "poltava"), change)
    assert held.denial.sum() < free.denial.sum()


def test_a_force_that_may_not_fight_denies_nothing():
    held = _derived(stands(BDE, "poltava"), put("caveat", 1, "actor:gb", "caveat:no_combat"))
    assert held.denial.sum() == 0.0


def test_observers_watch_and_never_deny():
    empty, there = _derived(), _derived(stands(OBS, "kherson", 1))
    assert there.monitoring.sum() > empty.monitoring.sum()
    assert there.denial.sum() == 0.0
    assert there.observers_deployed[0] == 1 and empty.observers_deployed[0] == 0


def test_presence_and_denial_are_the_coalitions_alone():
    state = _derived(stands("ua_uaf_bde_1", "poltava", 2))
    assert state.presence.sum() == 0.0 and state.denial.sum() == 0.0


def test_aircraft_on_call_count_by_the_air_posture():
    levels = []
    for posture in ("off", "alert", "patrol", "enforcement"):
        state = _derived(stands(JET, "mk_airbase", 4), put("air_posture", posture))
        levels.append(float(state.air_cover.sum()))
    assert levels == sorted(levels) and levels[0] == 0.0 and len(set(levels)) == 4


def test_ships_cover_the_sea_they_lie_at():
    state = _derived(stands(SHIP, "odesa"))
    area = WORLD.geography.sea_area_of_node[number("node", "odesa")]
    assert np.flatnonzero(state.sea_cover[0]).tolist() == [area]


def test_people_and_brigades_are_counted_inside_ukraine_only():
    inside = _derived(stands(BDE, "kyiv"))
    outside = _derived(stands(BDE, "rzeszow"))
    assert inside.coalition_brigades[0] == outside.coalition_brigades[0] + 1
    assert inside.coalition_people[0] == outside.coalition_people[0] + 3200


def test_deriving_twice_is_deriving_once():
    state = _derived(stands(BDE, "poltava"), stands(JET, "mk_airbase", 4))
    before = state.digest()
    coverage.derive(WORLD, state)
    assert state.digest() == before


def test_only_what_is_deployed_counts():
    assert _derived(offered(BDE)).digest() != _derived(stands(BDE, "kyiv")).digest()
    quiet = _derived(offered(BDE))
    assert quiet.presence.tobytes() == _derived().presence.tobytes()


def test_enough_people_turn_deploying_into_deployed():
    state = _derived(stands(BDE, "kyiv"), put("mission_phase", "deploying"))
    coverage.settle_phase(WORLD, state, None)
    assert state.mission_phase[0] == code("mission_phase", "deployed")
    few = _derived(put("mission_phase", "deploying"))
    coverage.settle_phase(WORLD, few, None)
    assert few.mission_phase[0] == code("mission_phase", "deploying")
    gone = _derived(put("mission_phase", "deployed"))
    coverage.settle_phase(WORLD, gone, None)
    assert gone.mission_phase[0] == code("mission_phase", "deploying")


def test_a_run_is_covered_alike_alone_and_in_a_batch():
    batch = open_state().repeat(50)
    chance = np.random.default_rng(3)
    batch.at[:] = chance.integers(-1, len(WORLD.geography.nodes), batch.at.shape)
    batch.status[:] = chance.integers(0, 6, batch.status.shape)
    batch.readiness[:] = chance.uniform(0, 100, batch.readiness.shape)
    alone = batch.take([31])
    coverage.derive(WORLD, batch)
    coverage.derive(WORLD, alone)
    assert batch.take([31]).digest() == alone.digest()


def test_a_caveat_given_up_frees_a_force_for_combat():
    bn = "es_infantry_bn_1"
    held = _derived(stands(bn, "kryvyi_rih"))
    freed = _derived(
        stands(bn, "kryvyi_rih"), given(type="negotiate_caveat", actor="es", caveat="no_combat")
    )
    assert freed.denial.sum() > held.denial.sum()


def test_closing_a_gap_in_support_helps_every_force_that_needs_it():
    alone = _derived(stands(BDE, "poltava"))
    half = _derived(stands(BDE, "poltava"), stands("gb_logistics_bn_1", "lviv"))
    whole = _derived(
        stands(BDE, "poltava"),
        stands("gb_logistics_bn_1", "lviv"),
        stands("de_gbad_long_1", "lviv"),
    )
    brigade = number("force", BDE)
    unmet = [coverage.unmet_needs(WORLD, state)[0, brigade] for state in (alone, half, whole)]
    assert unmet == [1.0, 0.5, 0.0]
    assert alone.denial.sum() < half.denial.sum() < whole.denial.sum()
