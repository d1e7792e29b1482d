"""The picture: every force is shown once, where it is, and nothing is invented."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from tabletop.ui.map.journeys_layer import split_way
from tabletop.ui.map.picture import (
    DEPLOYED,
    HOME,
    LOST,
    MOVING,
    Picture,
    tension_level,
)
from tabletop.ui.map.reading import picture_of
from tabletop.ui.map.ways import way_between
from tabletop.world.variables import FORCE_STATUS
from tests.ui.map.scenes import Snapshot, busy, force_of, node, quiet, world


def shown(picture: Picture) -> list[int]:
    """Return the forces of a picture."""
    standing = [force for one in picture.standing for force in one.forces]
    return sorted(standing + [force for one in picture.journeys for force in one.forces])


def take(scene: Snapshot) -> Picture:
    return picture_of(scene.world, scene.state, scene.opened)


@given(st.data())
def test_every_force_that_is_somewhere_is_shown_exactly_once(data: st.DataObject) -> None:
    scene = quiet()
    count, nodes = len(world().forces), len(world().geography.nodes)
    status = st.integers(0, len(FORCE_STATUS) - 1)
    chosen = data.draw(st.lists(status, min_size=count, max_size=count))
    spots = data.draw(st.lists(st.integers(0, nodes - 1), min_size=count, max_size=count))
    goals = data.draw(st.lists(st.integers(0, nodes - 1), min_size=count, max_size=count))
    scene.state.status[0], scene.state.at[0] = chosen, spots
    scene.state.bound_for[0] = goals
    travelling = np.isin(chosen, (MOVING, FORCE_STATUS.index("returning")))
    still = travelling & (np.array(spots) == np.array(goals))
    hidden = np.isin(chosen, (HOME, LOST)) | still
    assert shown(take(scene)) == np.flatnonzero(~hidden).tolist()


def test_nothing_is_shown_of_forces_at_home() -> None:
    picture = take(quiet())
    assert not picture.standing and not picture.journeys and not picture.strikes


@given(st.floats(0, 100))
def test_classes_of_tension_are_twenty_points_wide(tension: float) -> None:
    level = tension_level(tension)
    assert 20 * level <= tension <= 20 * level + 20


def test_a_journey_follows_the_network_and_knows_its_turn() -> None:
    journey = take(busy()).journeys[0]
    assert journey.arrival == 6
    assert journey.nodes[-1] == node("lviv")
    assert 0 <= journey.done <= 1
    ends = {frozenset(pair) for pair in world().geography.link_ends.tolist()}
    for a, b in pairwise(journey.nodes):
        assert frozenset((a, b)) in ends


def test_a_way_without_a_network_is_straight() -> None:
    occupied = node("simferopol")
    assert way_between(world(), node("lviv"), occupied) == (node("lviv"), occupied)


def test_only_new_strikes_are_marked() -> None:
    scene = busy()
    assert take(scene).strikes == {1: 2}
    scene.opened.strikes[:] = scene.state.strikes
    assert take(scene).strikes == {}


def test_a_force_gathers_at_its_actors_home_until_it_leaves() -> None:
    scene = quiet()
    force = force_of("de_")
    scene.state.status[0, force] = FORCE_STATUS.index("readying")
    (standing,) = take(scene).standing
    assert (standing.node, standing.ready) == (node("bremerhaven"), False)


spots = st.lists(
    st.tuples(st.floats(0, 900), st.floats(0, 700)), min_size=1, max_size=30
)  # fmt: skip


@given(spots, st.floats(0, 1))
def test_a_way_is_split_where_it_should_be(places: list[tuple[float, float]], share: float) -> None:
    way = [QPointF(*p) for p in places]
    here, ahead = split_way(way, share)
    assert ahead and ahead[-1] == way[-1]
    done = [*way[: len(way) - len(ahead)], here]
    total = walked(way)
    assert walked(done) == pytest.approx(total * share, abs=1e-6 * (1 + total))


def walked(way: list[QPointF]) -> float:
    return sum(float(hypot(b.x() - a.x(), b.y() - a.y())) for a, b in pairwise(way))


def test_the_status_of_a_force_decides_how_it_is_shown() -> None:
    scene = quiet()
    force = force_of("gb_")
    scene.state.status[0, force], scene.state.at[0, force] = DEPLOYED, node("kyiv")
    (standing,) = take(scene).standing
    assert (standing.node, standing.forces, standing.ready) == (node("kyiv"), (force,), True)
