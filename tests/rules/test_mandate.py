"""Laws of mandates: stronger ones replace weaker ones, and vetoes have their price."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules import mandate
from tabletop.rules.orders import carry_out, parse_order
from tabletop.world.luck import Luck
from tabletop.world.variables import MANDATE, NEVER
from tests.rules.order_cases import WORLD, number, open_state, put


@given(st.sampled_from(MANDATE), st.floats(0, 100), st.sampled_from(MANDATE))
def test_a_won_mandate_never_lowers_legitimacy_nor_the_basis(old, legitimacy, new):
    state = open_state()
    put("mandate", old)(state)
    state.legitimacy[:] = legitimacy
    before = mandate.basis_now(WORLD, state)[0]
    won = np.full(1, MANDATE.index(new), dtype=np.int8)
    mandate.adopt(WORLD, state, won, np.ones(1, dtype=bool))
    assert state.legitimacy[0] >= legitimacy
    assert mandate.basis_now(WORLD, state)[0] >= before


def test_a_mandate_of_the_council_is_the_strongest_basis():
    assert mandate.basis(WORLD).argmax() == MANDATE.index("unsc")


@pytest.mark.parametrize("ruling", [True, False])
@pytest.mark.parametrize("route", MANDATE[1:])
def test_each_route_is_decided_when_it_is_due(route, ruling):
    state = open_state()
    put("mandate", "none")(state)
    state.hu_government[:] = 0
    order = parse_order({"type": "seek_mandate", "actor": "gb", "mandate": route})
    assert carry_out(WORLD, state, order).tolist() == [0]
    due = int(state.mandate_due[0])
    index = MANDATE.index(route)
    luck = Luck.of(1, rulings={("mandate", index): ruling})
    while state.turn[0] < due:
        assert state.mandate[0] == 0
        state.turn += 1
        luck.turn = int(state.turn[0])
        mandate.negotiate(WORLD, state, luck)
    assert state.mandate[0] == (index if ruling else 0)
    assert state.mandate_sought[0] == 0 and state.mandate_due[0] == NEVER
    vetoed = state.flag[0, number("flag", "unsc_vetoed")]
    assert vetoed == int(not ruling and route in ("unsc", "monitors_treaty"))


def test_obstruction_closes_the_routes_that_need_everybody():
    state = open_state()
    put("us_backstop", 60)(state)
    put("hu_government", "cooperative")(state)
    free, _ = mandate.odds(WORLD, state)
    put("hu_government", "obstructive")(state)
    blocked, terms = mandate.odds(WORLD, state)
    closed = {MANDATE[i] for i in np.flatnonzero(blocked[0] < free[0])}
    assert closed == {"eu", "nato"}
    assert set(terms) == {"base", "members", "Moscow"}


def test_talks_of_the_five_help_in_the_council_and_nowhere_else():
    state = open_state()
    before, _ = mandate.odds(WORLD, state)
    put("flag", 1, "flag:p5_format")(state)
    after, _ = mandate.odds(WORLD, state)
    helped = {MANDATE[i] for i in np.flatnonzero(after[0] > before[0])}
    assert helped == {"unsc", "monitors_treaty"}


def test_odds_are_chances_whatever_the_world_is_like():
    chance = np.random.default_rng(2)
    state = open_state().repeat(100)
    for name in ("cohesion", "us_backstop", "ru_patience"):
        getattr(state, name)[:] = chance.uniform(0, 100, 100)
    state.flag[:] = chance.integers(0, 2, state.flag.shape)
    odds, _ = mandate.odds(WORLD, state)
    assert (odds >= 0).all() and (odds <= 1).all() and (odds[:, 0] == 0).all()


def test_a_run_negotiates_alike_alone_and_in_a_batch():
    batch = open_state().repeat(30)
    batch.mandate_sought[:] = np.arange(30) % len(MANDATE)
    batch.mandate_due[:] = 5
    alone = batch.take([17])
    mandate.negotiate(WORLD, batch, Luck.of(9, 30, turn=5))
    mandate.negotiate(WORLD, alone, Luck.of(9, [17], turn=5))
    assert batch.take([17]).digest() == alone.digest()
