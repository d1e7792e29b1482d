"""Red lines: each can be crossed, and a government minds it when one of its own is."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import pytest

from tabletop.content.library import names, resolve
from tabletop.rules.red_lines import crossed
from tabletop.rules.turn import initial_state
from tabletop.rules.words import place_name
from tabletop.world.actors import RedLine
from tabletop.world.state import State
from tabletop.world.world import World, build
from tests.rules.random_states import random_state
from tests.systems.playing import Table
from tests.worlds import real_geography, real_world, small_spec

WAR = {"type": "name_mission", "actor": "fr", "label": "war_fighting"}


def lines(world: World) -> list[tuple[str, RedLine]]:
    found = [(f"{a.id}_{n}", line) for a in world.actors for n, line in enumerate(a.red_lines, 1)]
    assert [name for name, _ in found] == list(world.names["red_line"])
    return found


def anything(world: World) -> State:
    """Four thousand states in which everything may be as it is not."""
    return random_state(world, 5, 4000)


@pytest.mark.parametrize("scenario", names())
def test_every_red_line_that_ships_says_when_it_is_crossed(scenario: str) -> None:
    for actor in resolve(scenario)["actors"]:
        for line in actor["red_lines"]:
            assert line["says"] and line["when"], (actor["id"], line)


def test_every_red_line_can_be_crossed_and_can_be_kept() -> None:
    world = real_world()
    found = crossed(world, anything(world))
    for i, (name, line) in enumerate(lines(world)):
        assert found[:, i].any(), (name, line.when)
    assert not crossed(world, initial_state(world)).any()


def test_a_crossed_line_costs_will_and_support_and_is_told() -> None:
    kept, broken = Table(real_world()), Table(real_world())
    broken.order(**WAR)
    for play in (kept, broken):
        play.turn()
    assert broken.get("red_line", "it_1") == 1 and kept.get("red_line", "it_1") == 0
    d = kept.world.doctrine
    lost = kept.get("willingness", "it") - broken.get("willingness", "it")
    assert lost >= d.red_line_willingness - 1e-9
    # Not everybody's: Rome minds it more than London, which drew no such line.
    assert lost > kept.get("willingness", "gb") - broken.get("willingness", "gb") + 3
    assert broken.get("domestic_support", "it") < kept.get("domestic_support", "it") - 1
    assert broken.measure("cohesion") < kept.measure("cohesion")
    assert "A red line is crossed: Italy, no combat role." in broken.said()


def test_the_loss_is_taken_once_and_what_stays_weighs_on_until_the_line_is_kept_again() -> None:
    kept, once, back = Table(real_world()), Table(real_world()), Table(real_world())
    for play in (once, back):
        play.order(**WAR)
    for play in (kept, once, back):
        play.turn()
    first = kept.get("willingness", "it") - once.get("willingness", "it")
    back.order(type="name_mission", actor="fr", label="reassurance")
    for play in (kept, once, back):
        play.turn(6)
    second = kept.get("willingness", "it") - once.get("willingness", "it")
    assert 0 < second < 2 * first
    assert back.get("red_line", "it_1") == 0
    assert back.get("willingness", "it") > once.get("willingness", "it")
    assert "A red line is no longer crossed: Italy, no combat role." in back.said()


def test_a_line_has_its_own_effects_once_and_moscow_minds_brigades() -> None:
    plain, sent = Table(real_world()), Table(real_world())
    for play in (plain, sent):
        play.put("ru_patience", 60)
    sent.stand("gb_light_bde_1", "kyiv")
    for play in (plain, sent):
        play.turn()
    assert sent.get("red_line", "ru_1") == 1
    assert sent.get("ru_patience") < plain.get("ru_patience") - 3
    assert sent.get("willingness", "ru") == 0


def test_what_is_crossed_at_the_start_surprises_nobody() -> None:
    spec = small_spec()
    spec["actors"][5]["red_lines"] = [{"says": "no hubs", "when": 'force_posture == "hubs"'}]
    world = build(spec, real_geography())
    start = initial_state(world)
    assert start.red_line.tolist() == [[1]]
    play = Table(world)
    play.turn()
    before = world.actors[5].willingness
    assert play.get("willingness", world.actors[5].id) > before - 3


def test_a_line_of_an_old_session_is_words_alone() -> None:
    spec = deepcopy(small_spec())
    spec["actors"][0]["red_lines"] = ["no frontier posts"]
    world = build(spec, real_geography())
    assert not np.any(crossed(world, random_state(world, 2, 50))[:, 0])
    assert place_name(world, "red_line", "gb_1").endswith("no frontier posts")
