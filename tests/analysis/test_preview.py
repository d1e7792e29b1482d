"""Before and after: what the measures would be if a force stood somewhere else."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tabletop.analysis.preview import LEAST, Standing, differences
from tabletop.analysis.sending import way_of
from tabletop.content.library import load_world
from tabletop.rules.derive import derive
from tabletop.rules.measures import score
from tabletop.rules.turn import initial_state
from tabletop.world.state import State
from tabletop.world.world import World


@cache
def world() -> World:
    return load_world("reassurance-force")


def start() -> State:
    return initial_state(world())


def force(name: str) -> int:
    return world().index["force"][name]


def node(name: str) -> int:
    return world().index["node"][name]


def test_a_brigade_in_ukraine_adds_presence() -> None:
    told = differences(world(), start(), [Standing(force("gb_light_bde_1"), node("odesa"), 3)])
    presence = next(one for one in told if one.measure == "presence")
    assert presence.change > LEAST
    assert presence.after == pytest.approx(presence.before + presence.change)


def test_looking_ahead_changes_nothing() -> None:
    state = start()
    digest = state.digest()
    differences(world(), state, [Standing(force("gb_light_bde_1"), node("odesa"), 3)])
    assert state.digest() == digest


def test_before_is_what_the_scorecard_says() -> None:
    state = start()
    told = differences(world(), state, [Standing(force("gb_light_bde_1"), node("kyiv"), 3)])
    derive(world(), state)
    now = score(world(), state)
    assert told
    assert all(one.before == pytest.approx(float(now[one.measure][0])) for one in told)


def test_the_largest_change_comes_first() -> None:
    told = differences(world(), start(), [Standing(force("gb_light_bde_1"), node("kyiv"), 3)])
    changes = [abs(one.change) for one in told]
    assert changes == sorted(changes, reverse=True)


def test_standing_where_it_stands_already_changes_no_measure() -> None:
    state = start()
    one = next(
        i for i, f in enumerate(world().forces) if f.actor == "ua" and int(state.at[0, i]) >= 0
    )
    here = Standing(one, int(state.at[0, one]), int(state.tier_of[0, one]))
    assert differences(world(), state, [here]) == []


def test_a_way_is_a_chain_of_links_from_start_to_goal() -> None:
    way = way_of(world(), start(), force("gb_light_bde_1"), node("odesa"))
    assert way is not None
    assert way.nodes[0] == way.start
    assert way.nodes[-1] == way.goal == node("odesa")
    for leg, (a, b) in zip(way.legs, zip(way.nodes, way.nodes[1:], strict=False), strict=True):
        assert {leg.start, leg.end} == set(world().geography.link_ends[leg.link].tolist()) == {a, b}


def test_the_narrowest_leg_is_the_one_with_least_room() -> None:
    state = start()
    way = way_of(world(), state, force("gb_light_bde_1"), node("odesa"))
    assert way is not None and way.narrowest is not None
    assert way.narrowest.room == min(leg.room for leg in way.legs)


def test_a_full_link_makes_a_force_wait() -> None:
    state = start()
    free = way_of(world(), state, force("gb_light_bde_1"), node("lviv"))
    state.link_booked[...] = 1e6
    full = way_of(world(), state, force("gb_light_bde_1"), node("lviv"))
    assert free is not None and full is not None
    assert full.waits > 0
    assert all(leg.room == 0 for leg in full.legs)


def test_aircraft_go_by_themselves() -> None:
    way = way_of(world(), start(), force("gb_fighter_sqn_1"), node("lviv"))
    assert way is not None
    assert way.flies
    assert way.legs == ()
    assert np.isfinite(way.turns)
