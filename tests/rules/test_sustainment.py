"""Laws of sustainment: money is spent once, and what is not paid or fed wears out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules import sustainment
from tabletop.rules.casualties import force_danger, suffer
from tabletop.rules.codes import DEPLOYED
from tabletop.rules.movement import out_of_home
from tabletop.rules.refusals import Refusal
from tabletop.rules.tally import tally
from tabletop.world.luck import Luck
from tests.rules.order_cases import (
    ACCEPTED,
    BDE,
    WORLD,
    number,
    offered,
    open_state,
    put,
    stands,
)

LUCK = Luck.of(1)
STAND = tuple(
    f for f in range(len(WORLD.forces)) if WORLD.is_coalition[f] and WORLD.traits.deployable[f]
)
PLACES = st.lists(st.sampled_from(STAND), max_size=15, unique=True)


def _out(forces, pledges):
    state = open_state()
    state.status[:, forces] = DEPLOYED
    state.at[:, forces] = number("node", "kyiv")
    state.pledged[:] = pledges
    sustainment.spend(WORLD, state, LUCK)
    return state


@given(PLACES, st.lists(st.floats(0, 300), min_size=18, max_size=18), st.booleans())
def test_no_more_is_paid_than_was_pledged_and_no_more_than_is_needed(forces, pledges, common):
    state = _out(forces, np.array(pledges))
    put("flag", int(common), "flag:common_fund")(state)
    sustainment.spend(WORLD, state, LUCK)
    cost = sustainment.cost_of(state, WORLD)
    covered = float((cost * (state.paid != 0)).sum())
    assert covered <= sum(pledges) + 0.5
    assert state.money_paid[0] <= min(sum(pledges), state.money_needed[0]) + 0.5
    assert state.money_needed[0] == pytest.approx(cost.sum())


@given(PLACES, st.floats(0, 300), st.floats(0, 300))
def test_more_money_never_leaves_more_forces_unpaid(forces, one, other):
    low, high = sorted((one, other))
    eu = number("actor", "eu")

    def unpaid(amount):
        pledges = np.zeros(len(WORLD.actors))
        pledges[eu] = amount
        return int((_out(forces, pledges).paid == 0).sum())

    assert unpaid(high) <= unpaid(low)


@given(
    st.floats(0, 100), st.floats(0, 100), st.integers(0, 40), st.floats(0, 90),
    st.integers(0, 6),
)  # fmt: skip
def test_an_unpaid_force_never_gains_readiness(ready, strong, deployed, supply, status):
    state = open_state()
    state.paid[:] = 0
    state.readiness[:] = ready
    state.strength[:] = strong
    state.turns_deployed[:] = deployed
    state.supply_stock[:] = supply
    state.status[:] = status
    before = state.readiness.copy(), state.strength.copy()
    for _ in range(3):
        sustainment.rotate(WORLD, state, LUCK)
        sustainment.sustain(WORLD, state, LUCK)
        assert (state.readiness <= before[0]).all() and (state.strength <= before[1]).all()


def test_an_actor_pays_for_its_own_forces_first():
    state = _out([number("force", BDE), number("force", "fr_mech_bde_1")], 0.0)
    assert state.paid[0, number("force", BDE)] == 0
    put("pledged", 38, "actor:gb")(state)
    sustainment.spend(WORLD, state, LUCK)
    assert state.paid[0, number("force", BDE)] == 1
    assert state.paid[0, number("force", "fr_mech_bde_1")] == 0


def test_a_common_fund_lets_more_of_what_is_left_reach_others():
    force = number("force", "fr_mech_bde_1")
    state = _out([force], 0.0)
    put("pledged", 70, "actor:eu")(state)
    sustainment.spend(WORLD, state, LUCK)
    assert state.paid[0, force] == 0
    put("flag", 1, "flag:common_fund")(state)
    sustainment.spend(WORLD, state, LUCK)
    assert state.paid[0, force] == 1


def test_a_gap_that_lasts_empties_the_stock():
    poor, rich = open_state(), open_state()
    for state in (poor, rich):
        stands(BDE, "kyiv")(state)
    poor.pledged[:] = 0
    for state in (poor, rich):
        for _ in range(8):
            sustainment.spend(WORLD, state, LUCK)
            sustainment.supply(WORLD, state, LUCK)
    assert poor.gap_turns[0] == 8 and rich.gap_turns[0] == 0
    assert poor.supply_stock[0] < rich.supply_stock[0]


def test_a_force_that_has_stood_its_tour_is_relieved_unless_rotation_is_put_off():
    for delayed in (0, 1):
        state = open_state()
        stands(BDE, "kyiv")(state)
        put("flag", delayed, "flag:rotation_delay")(state)
        f = number("force", BDE)
        state.turns_deployed[:, f] = 12
        state.readiness[:, f] = 30
        sustainment.rotate(WORLD, state, LUCK)
        assert state.turns_deployed[0, f] == (13 if delayed else 0)
        assert state.readiness[0, f] == (30 if delayed else 80)


def test_tired_forces_lose_readiness_and_rested_ones_gain():
    state = open_state()
    stands(BDE, "kyiv")(state)
    f = number("force", BDE)
    state.turns_deployed[:, f] = 14
    before = float(state.readiness[0, f])
    sustainment.sustain(WORLD, state, LUCK)
    assert state.readiness[0, f] < before
    state.turns_deployed[:, f] = 1
    before = float(state.readiness[0, f])
    sustainment.sustain(WORLD, state, LUCK)
    assert state.readiness[0, f] > before


def test_the_more_is_deployed_the_harder_it_is_to_relieve():
    ratios = []
    for count in (0, 1, 2):
        state = open_state()
        for force in ("gb_light_bde_1", "gb_mech_bde_1")[:count]:
            stands(force, "kyiv")(state)
        sustainment.rotate(WORLD, state, LUCK)
        ratios.append(float(state.sustain_ratio[0]))
    assert ratios[0] >= ratios[1] > ratios[2] > 0.0


def test_what_is_spare_is_what_an_order_may_still_spend():
    state = open_state()
    offered(BDE)(state)
    spare = float(sustainment.spare_money(WORLD, state, number("actor", "gb"))[0])
    from tabletop.rules.orders import carry_out, parse_order

    assert carry_out(WORLD, state, parse_order(ACCEPTED[2][0])).tolist() == [Refusal.LAWFUL]
    assert sustainment.spare_money(WORLD, state, number("actor", "gb"))[0] == pytest.approx(
        spare - 38.0
    )


def test_a_run_is_sustained_alike_alone_and_in_a_batch():
    chance = np.random.default_rng(5)
    batch = open_state().repeat(40)
    batch.status[:] = chance.integers(0, 7, batch.status.shape)
    batch.pledged[:] = chance.uniform(0, 200, batch.pledged.shape)
    batch.turns_deployed[:] = chance.integers(0, 20, batch.turns_deployed.shape)
    alone = batch.take([23])
    for state in (batch, alone):
        for rule in (
            sustainment.spend, sustainment.supply, sustainment.rotate, sustainment.sustain,
        ):  # fmt: skip
            rule(WORLD, state, LUCK)
    assert batch.take([23]).digest() == alone.digest()


def test_spare_units_of_one_state_do_not_relieve_those_of_another():
    state = open_state()
    spare = WORLD.doctrine.relief_spare
    for few in ("gb_training_bn_1", "fr_mech_bde_1"):
        stands(few, "kyiv")(state)
    sustainment.rotate(WORLD, state, LUCK)
    out = out_of_home(state) & WORLD.is_coalition[None]
    people = tally(1, WORLD.force_actor, out * WORLD.force_people[None], len(WORLD.actors))
    own = sustainment.relief_ratio(WORLD, state)
    mean = (np.minimum(own, spare) * people).sum() / people.sum()
    assert (own[people > 0] > spare).any()
    assert state.sustain_ratio[0] == pytest.approx(mean)
    assert mean <= spare


def test_damage_to_the_logistic_chain_lasts_and_mends():
    hit, whole = open_state(), open_state()
    for state in (hit, whole):
        for _ in range(20):
            sustainment.supply(WORLD, state, LUCK)
    hit.logistics_capacity -= 20
    left = []
    for _ in range(4):
        for state in (hit, whole):
            sustainment.supply(WORLD, state, LUCK)
        left.append(float(whole.logistics_capacity[0] - hit.logistics_capacity[0]))
    assert 20 > left[0] > 10
    assert left == sorted(left, reverse=True) and left[-1] > 0
    assert 0 < whole.logistics_capacity[0] < 100


@given(st.floats(0, 100), st.floats(0, 100))
def test_readiness_and_strength_come_to_rest_inside_their_scale(ready, strong):
    state = open_state()
    f = number("force", BDE)
    state.readiness[:], state.strength[:] = ready, strong
    for _ in range(60):
        sustainment.sustain(WORLD, state, LUCK)
    rest, manning = WORLD.doctrine.ready_rest, WORLD.doctrine.strength_manning
    assert state.readiness[0, f] == pytest.approx(rest)
    assert state.strength[0, f] == pytest.approx(manning, abs=0.1)


def test_casualties_thin_the_forces_that_stood_in_danger_and_no_others():
    state = open_state()
    stands(BDE, "kramatorsk")(state)
    state.tension[:] = 100
    state.force_protection[:] = 0
    before = state.strength.copy()
    weight = force_danger(WORLD, state)
    for turn in range(1, 40):
        suffer(WORLD, state, Luck.of(1, turn=turn))
    f = number("force", BDE)
    assert weight[0, f] > 0 and state.casualties_coalition[0] > 0
    assert state.strength[0, f] < before[0, f]
    safe = weight[0] == 0
    assert (state.strength[0, safe] == before[0, safe]).all()
