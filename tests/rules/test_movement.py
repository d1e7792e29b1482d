"""Laws of movement: nobody is faster than the network, and no train runs twice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules.codes import DEPLOYED, HOME, MOVING, READYING, RETURNING
from tabletop.rules.movement import arrive, clear_links, depart, journey, repair, train_slots
from tabletop.rules.orders import carry_out, parse_order
from tabletop.rules.withdrawal import send_home
from tabletop.world.luck import Luck
from tests.rules.order_cases import BDE, WORLD, deploy, number, offered, open_state, put, stands

LUCK = Luck.of(1)
HEAVY = "gb_mech_bde_1"


def _play(state, turns):
    for _ in range(turns):
        state.turn += 1
        clear_links(WORLD, state, LUCK)
        depart(WORLD, state, LUCK)
        arrive(WORLD, state, LUCK)


def test_a_ready_force_travels_and_arrives_in_the_turn_that_was_said():
    state = open_state()
    offered(BDE)(state)
    carry_out(WORLD, state, parse_order(deploy(BDE, "kyiv")))
    f = number("force", BDE)
    assert state.status[0, f] == MOVING
    due = int(state.arrival_turn[0, f])
    _play(state, due - int(state.turn[0]) - 1)
    assert state.status[0, f] == MOVING
    _play(state, 1)
    assert (state.status[0, f], state.at[0, f]) == (DEPLOYED, number("node", "kyiv"))
    assert state.bound_for[0, f] == -1


def test_a_force_that_is_not_ready_leaves_by_itself_when_it_is():
    state = open_state()
    offered(BDE, ready=False)(state)
    carry_out(WORLD, state, parse_order(deploy(BDE, "kyiv")))
    f = number("force", BDE)
    _play(state, 1)
    assert state.status[0, f] == READYING
    _play(state, 1)
    assert state.status[0, f] == MOVING


def test_more_trains_than_room_cost_turns():
    state = open_state()
    offered(BDE)(state)
    offered(HEAVY)(state)
    for force in (BDE, HEAVY):
        carry_out(WORLD, state, parse_order(deploy(force, "lviv")))
    light, heavy = (int(state.arrival_turn[0, number("force", f)]) for f in (BDE, HEAVY))
    assert heavy > light > state.turn[0]


def test_booked_trains_wait_until_every_one_has_run():
    state = open_state()
    offered(HEAVY)(state)
    carry_out(WORLD, state, parse_order(deploy(HEAVY, "lviv")))
    booked = state.link_booked.copy()
    slots = train_slots(WORLD, state)
    assert booked.max() == WORLD.force_trains[number("force", HEAVY)]
    clear_links(WORLD, state, LUCK)
    assert np.allclose(state.link_booked, np.maximum(booked - slots, 0.0))


def test_forces_that_find_no_room_wait_and_the_first_goes_first():
    state = open_state()
    for force in (BDE, HEAVY):
        offered(force, ready=False)(state)
        carry_out(WORLD, state, parse_order(deploy(force, "kyiv")))
    state.turn += 2
    narrow = train_slots(WORLD, state)
    state.link_booked[:] = narrow - 1.0
    depart(WORLD, state, LUCK)
    moved = [int(state.status[0, number("force", f)]) for f in (BDE, HEAVY)]
    assert moved == [MOVING, READYING]


def test_a_full_direct_way_is_left_for_a_crossing_with_room():
    state = open_state()
    offered(BDE)(state)
    put("link_booked", 1e4, "link:L078")(state)
    assert carry_out(WORLD, state, parse_order(deploy(BDE, "kyiv"))).tolist() == [0]
    assert state.link_booked[0, number("link", "L078")] == 1e4


@given(st.integers(0, 90), st.floats(0, 150), st.floats(0, 40))
def test_room_is_never_more_than_any_link_of_the_way_has(node, capacity, booked):
    state = open_state()
    state.link_capacity[:] = capacity
    state.link_booked[:] = booked
    f = number("force", BDE)
    way = journey(WORLD, state, f, np.array([node]))
    if not way.possible[0, 0] or node == WORLD.actor_home[WORLD.force_actor[f]]:
        return
    free = train_slots(WORLD, state)[0] - state.link_booked[0]
    links = WORLD.geography.route("any", int(WORLD.actor_home[0]), node)
    if way.via[0, 0] < 0:
        assert way.room[0, 0] == pytest.approx(min(free[link] for link in links))
    assert way.turns[0, 0] >= 1


@given(st.lists(st.tuples(st.sampled_from(WORLD.names["force"]), st.integers(0, 90)), max_size=8))
def test_a_run_moves_alike_alone_and_in_a_batch(moves):
    alone = open_state()
    batch = open_state().repeat(5)
    batch.link_booked[:] = np.arange(5.0)[:, None] * 5.0
    alone.link_booked[:] = 15.0
    for state in (alone, batch):
        for force, node in moves:
            f = number("force", force)
            state.status[:, f] = READYING
            state.ready_turn[:, f] = 6
            state.bound_for[:, f] = node
        for _ in range(4):
            _play(state, 1)
    assert batch.take([3]).digest() == alone.digest()


def test_a_withdrawn_force_comes_home_and_rests():
    state = open_state()
    stands(BDE, "kyiv")(state)
    f = number("force", BDE)
    forces = np.zeros(state.status.shape, dtype=bool)
    forces[:, f] = True
    send_home(WORLD, state, forces)
    assert state.status[0, f] == RETURNING
    _play(state, 3)
    assert (state.status[0, f], state.at[0, f]) == (HOME, -1)
    order = parse_order({"type": "offer", "actor": "gb", "force": BDE})
    assert carry_out(WORLD, state, order)[0] != 0


def test_repair_brings_links_and_nodes_back_but_never_beyond():
    state = open_state()
    state.link_capacity[:] = 20.0
    state.node_damage[:] = 80.0
    for _ in range(40):
        before = state.link_capacity.copy(), state.node_damage.copy()
        repair(WORLD, state, LUCK)
        assert (state.link_capacity >= before[0]).all() and (state.link_capacity <= 100).all()
        assert (state.node_damage <= before[1]).all() and (state.node_damage >= 0).all()
    assert state.link_capacity.min() > 99.0
