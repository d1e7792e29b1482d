"""Stills of the map: complete, readable by any program, and in nobody's way."""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree

import numpy as np
import pytest

from tabletop.analysis.still import Ground, draw_still, ground_of, window_of
from tabletop.analysis.still.ground import clipped
from tabletop.analysis.still.labels import Room
from tabletop.analysis.still.scene import scene_of
from tabletop.analysis.typesetting import TypesettingFault, png_of, typeset
from tabletop.rules.turn import initial_state
from tabletop.world.state import State
from tests.worlds import real_world, small_world

SVG = "{http://www.w3.org/2000/svg}"


@cache
def _ground() -> Ground:
    return ground_of(real_world(), window_of(real_world()))


def _drawn(state: State, title: str = "Turn 1", marking: str = "EXERCISE") -> str:
    world = real_world()
    return draw_still(world, _ground(), scene_of(world, state), title=title, marking=marking)


def _texts(svg: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_still_names_every_sector_in_sight_with_its_tension() -> None:
    world = real_world()
    state = initial_state(world)
    state.tension[0] = np.arange(len(world.geography.sectors)) * 5.0
    texts = _texts(_drawn(state))
    named = [i for i, sector in enumerate(world.geography.sectors)
             if f"{sector.id}  {5 * i}" in texts]  # fmt: skip
    assert len(named) >= 16  # of 18; a badge may find no room


def test_every_place_with_forces_shows_one_symbol_for_each_side() -> None:
    world = real_world()
    scene = scene_of(world, initial_state(world))
    svg = draw_still(world, _ground(), scene, title="", marking="")
    places = _ground().window.at(world.geography.node_xy[[group.node for group in scene.groups]])
    inside = [x for x, _ in places if 0 <= x <= _ground().window.width]
    symbols = [one for one in ElementTree.fromstring(svg).iter(f"{SVG}g")
               if (one.get("transform") or "").startswith("translate(")
               and "scale(0.23)" in (one.get("transform") or "")]  # fmt: skip
    assert 20 <= len(symbols) <= len(inside)


def test_forces_at_home_that_are_only_offered_are_not_drawn() -> None:
    world = small_world()
    state = initial_state(world)
    before = len(scene_of(world, state).groups)
    offered = int(np.flatnonzero(state.status[0] == 0)[0])
    state.status[0, offered] = 1
    assert len(scene_of(world, state).groups) == before
    state.status[0, offered] = 2
    assert len(scene_of(world, state).groups) >= before


def test_words_of_a_scenario_cannot_become_markup() -> None:
    svg = _drawn(initial_state(real_world()), "</text><script>x</script>\x00", "<b>&")
    assert "<script" not in svg
    assert "</text><script>x</script>" in _texts(svg)
    assert "<b>&" in _texts(svg)


def test_a_ukrainian_symbol_never_stands_on_the_other_side_of_the_line() -> None:
    world = real_world()
    scene = scene_of(world, initial_state(world))
    from tabletop.analysis.still.drawing import _Drawing

    drawing = _Drawing(world, _ground(), scene)
    for group in scene.groups:
        part = drawing.symbol(group)
        if not part or group.side != "ukraine":
            continue
        x, y = (float(n) for n in part.split("translate(")[1].split(")")[0].split(","))
        assert drawing._on_its_side(group, x + 23, y + 23), world.geography.nodes[group.node].id


def test_the_land_is_cut_at_the_edges_of_the_picture() -> None:
    window = _ground().window
    ring = np.array([(-900.0, -900.0), (5000.0, -900.0), (5000.0, 5000.0), (-900.0, 5000.0)])
    cut = clipped(ring, window)
    assert cut.min() >= -41
    assert (cut.max(axis=0) <= (window.width + 41, window.height + 41)).all()
    assert len(clipped(ring + 9000, window)) == 0


def test_no_two_labels_share_any_room() -> None:
    room = Room(400, 300)
    boxes = [room.beside(200 + i, 150, 60, 14, 5, 9) for i in range(40)]
    placed = [box for box in boxes if box is not None]
    assert 8 <= len(placed) < 40
    for i, one in enumerate(placed):
        for other in placed[:i]:
            apart = (one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1]
                     or other[3] <= one[1])  # fmt: skip
            assert apart


def test_a_still_becomes_a_png_of_the_size_that_is_asked_for() -> None:
    png = png_of(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>', 40, 20, ppi=144
    )
    assert png.startswith(b"\x89PNG")
    assert tuple(int.from_bytes(png[at : at + 4], "big") for at in (16, 20)) == (80, 40)


def test_a_page_that_cannot_be_set_is_a_fault_with_a_reason() -> None:
    with pytest.raises(TypesettingFault, match="file not found"):
        typeset('#image("none.svg")', {})
