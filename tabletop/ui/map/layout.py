"""The layers above the ground: first everything finds its room, then it is painted, lowest first.

What comes earlier keeps its room from what comes later, so this is also the order in which things
are left out where it is crowded, the last first: incidents of the turn, sectors' labels (the
tensest before the others), names of the greatest towns, numbers of layers that were switched on,
forces, which gather instead, forces on the way, damage, earlier incidents, and names by rank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tabletop.ui.map import (
    badges,
    forces_layer,
    heat_layer,
    incident_layer,
    journeys_layer,
    line_layer,
    names_layer,
    network_layer,
    reach_layer,
)
from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.incident_layer import Burst
from tabletop.ui.map.journeys_layer import Traveller
from tabletop.ui.map.network_layer import Damage
from tabletop.ui.map.stacks import Group
from tabletop.ui.map.writing import paint_notes

Say = Callable[[str], str]


def paint_layers(canvas: Canvas, say: Say) -> Iterator[None]:
    """Step by step, paint every layer above the ground that is shown."""
    shown = canvas.shown
    yield from _ground_work(canvas)
    bursts: list[Burst] = []
    groups: list[Group] = []
    travellers: list[Traveller] = []
    damage: list[Damage] = []
    if "incidents" in shown:
        bursts = incident_layer.place_bursts(canvas)
        yield
    told = yield from badges.place_badges(canvas, heat_layer.heat_told(canvas, say))
    named = names_layer.place_great_names(canvas)
    yield from _place_words(canvas, say)
    ties = badges.ties_of(canvas, told)
    if "forces" in shown:
        groups = yield from forces_layer.place_forces(canvas, ties)
        travellers = yield from journeys_layer.place_travellers(canvas, say)
    if "incidents" in shown:
        damage = network_layer.place_damage(canvas)
        yield
    badges.paint_ties(canvas, ties)
    forces_layer.paint_ties(canvas, groups)
    network_layer.paint_damage(canvas, damage)
    yield
    if "forces" in shown:
        journeys_layer.paint_journeys(canvas)
        yield from forces_layer.paint_forces(canvas, groups)
        yield
        journeys_layer.paint_travellers(canvas, travellers)
    network_layer.paint_crosses(canvas, damage)
    incident_layer.paint_bursts(canvas, bursts)
    badges.paint_badges(canvas, told)
    yield
    if "incidents" in shown:
        incident_layer.paint_history(canvas)
        yield
    paint_notes(canvas)
    if "labels" in shown:
        yield from names_layer.paint_names(canvas, say, named)


def _ground_work(canvas: Canvas) -> Iterator[None]:
    """Paint what lies on the ground and gives way to nothing."""
    shown = canvas.shown
    if "areas" in shown:
        network_layer.paint_areas(canvas)
        yield
    if "reach" in shown:
        reach_layer.paint_reach(canvas)
        yield
    if "routes" in shown:
        yield from network_layer.paint_links(canvas)
        yield
    line_layer.paint_line(canvas)
    yield
    if "nodes" in shown:
        network_layer.paint_nodes(canvas)
        yield
    if "coverage" in shown:
        line_layer.paint_coverage(canvas)
    heat_layer.paint_heat(canvas)
    yield


def _place_words(canvas: Canvas, say: Say) -> Iterator[None]:
    """Find room for the numbers and names of layers that somebody has switched on."""
    shown = canvas.shown
    if "coverage" in shown:
        line_layer.place_coverage_numbers(canvas)
        yield
    if "reach" in shown:
        reach_layer.place_reach_words(canvas, say)
        yield
    if "areas" in shown:
        network_layer.place_area_names(canvas)
        yield
