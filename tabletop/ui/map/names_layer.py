"""The names on the map: places, oblasts, countries, seas and tiers, wherever room is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF

from tabletop.ui.map.base_layer import filled_tiers
from tabletop.ui.map.canvas import Canvas, box_of
from tabletop.ui.map.labels import place, placing
from tabletop.ui.map.network_layer import Wish, node_radius, wish_for
from tabletop.ui.map.writing import note_down
from tabletop.world.ground import Node

GREAT = 5
"""Criticality from which a town is named before the forces find their room."""
UNDER = ("force", "stack", "incident")
"""Kinds of marks that may lie on a place; a place that is hidden below one goes without a name."""


def place_great_names(canvas: Canvas) -> frozenset[int]:
    """Note down the names of capitals and of the greatest towns before forces take their room.

    Returns the places that are named.
    """
    if not {"nodes", "labels"} <= canvas.shown:
        return frozenset()
    nodes = canvas.ground.outline.nodes
    wishes = {i: wish for i, wish in _node_names(canvas).items() if is_great(nodes[i])}
    of = {id(label): i for i, (label, _) in wishes.items()}
    area = canvas.area.intersected(canvas.ground_box())
    labels = [label for label, _ in wishes.values()]
    found = place(labels, canvas.room, box_of(area), box_of(canvas.window))
    for one in found:
        left, top, right, bottom = one.box
        style = wishes[of[id(one.label)]][1]
        note_down(canvas, QRectF(left, top, right - left, bottom - top), str(one.label.key), style)
    return frozenset(of[id(one.label)] for one in found)


def is_great(node: Node) -> bool:
    """Tell whether a place is a capital or one of the towns that matter most, inside Ukraine."""
    town = "capital" in node.types or ("city" in node.types and node.criticality >= GREAT)
    return town and node.country == "UA"


def paint_names(
    canvas: Canvas, name: Callable[[str], str], named: frozenset[int]
) -> Iterator[None]:
    """Step by step, name places, oblasts, countries, seas and tiers wherever room is left.

    ``name`` translates a name of a country or sea; the places in ``named`` have theirs already.
    """
    places = _node_names(canvas) if "nodes" in canvas.shown else {}
    places = {node: wish for node, wish in places.items() if node not in named}
    wishes = [*places.values(), *_land_names(canvas, name), *_tier_names(canvas)]
    styles = {id(label): style for label, style in wishes}
    area = canvas.area.intersected(canvas.ground_box())
    labels = [label for label, _ in wishes]
    found = yield from placing(labels, canvas.room, box_of(area), box_of(canvas.window))
    for number, placed in enumerate(found):
        if number % 3 == 2:
            yield
        at = QPointF(placed.box[0], placed.box[1])
        words, style = str(placed.label.key), styles[id(placed.label)]
        canvas.lettering.draw(canvas.painter, at, words, style)
    written = {id(placed.label) for placed in found}
    for node in range(len(canvas.ground.outline.nodes) if "nodes" in canvas.shown else 0):
        at = canvas.node_at(node)
        wish = places.get(node)
        if node in named or not canvas.area.contains(at):
            continue
        if wish is None or id(wish[0]) not in written:
            canvas.leave_out("node", node, at)


def _node_names(canvas: Canvas) -> dict[int, Wish]:
    """Return the wishes for the names of places in sight, by node; the least are left out first."""
    wishes = {}
    marks = [hit.box for hit in canvas.hits if hit.kind in UNDER]
    held = {one.node for one in canvas.picture.standing} if "forces" in canvas.shown else set()
    least = 5 if canvas.camera.scale > 3_500 else 4 if canvas.camera.scale > 1_700 else 0
    for i, node in enumerate(canvas.ground.outline.nodes):
        at = canvas.node_at(i)
        if (node.criticality < least and i not in held) or not canvas.area.contains(at):
            continue
        if any(box.contains(at) for box in marks):
            continue
        capital = "capital" in node.types
        style = (
            canvas.letters.city if capital or ("city" in node.types and node.criticality >= 5)
            else canvas.letters.town if "city" in node.types else canvas.letters.place
        )  # fmt: skip
        rank = 700 if i in held else 500
        rank += 20 * node.criticality + 30 * capital + 10 * ("city" in node.types)
        wish, style = wish_for(canvas, node.name, at, style, rank, node_radius(canvas, node) + 4)
        wishes[i] = replace(wish, patient=capital or i in held), style
    return wishes


def _land_names(canvas: Canvas, name: Callable[[str], str]) -> list[Wish]:
    scale, geometry = canvas.camera.scale, canvas.ground.geometry
    if geometry is None:
        return []
    wishes = []
    for country in canvas.ground.countries:
        home = country.id == geometry.home
        wide = country.area**0.5 / scale
        if wide > 60 and not (home and scale < 500):
            style = canvas.letters.home_country if home else canvas.letters.country
            at = canvas.camera.to_screen(country.x, country.y)
            words = name(country.name).upper()
            wishes.append(wish_for(canvas, words, at, style, 620 if home else 420, canvas.unit))
    if "oblasts" in canvas.shown and scale < 900:
        for oblast in canvas.ground.oblasts:
            if oblast.area**0.5 / scale > 70:
                at = canvas.camera.to_screen(oblast.x, oblast.y)
                words = name(oblast.name)
                wishes.append(wish_for(canvas, words, at, canvas.letters.oblast, 300, canvas.unit))
    for sea, x, y in SEAS:
        at = canvas.camera.to_screen(x, y)
        wishes.append(wish_for(canvas, name(sea), at, canvas.letters.sea, 400, canvas.unit))
    return wishes


SEAS = (
    ("Black Sea", 6_030_000.0, 2_420_000.0),
    ("Sea of Azov", 6_330_000.0, 2_740_000.0),
    ("Baltic Sea", 4_860_000.0, 3_690_000.0),
    ("North Sea", 3_900_000.0, 3_700_000.0),
    ("Mediterranean Sea", 4_300_000.0, 1_650_000.0),
    ("Aegean Sea", 5_570_000.0, 1_830_000.0),
    ("Adriatic Sea", 4_800_000.0, 2_150_000.0),
)
"""Names of seas and where they go, in metres of the plane."""


def _tier_names(canvas: Canvas) -> list[Wish]:
    line = canvas.ground.line
    if "tiers" not in canvas.shown or not len(line) or canvas.camera.scale > 1_200:
        return []
    wishes = []
    shape = [s for s in canvas.ground.sectors if s.on_line]
    for tier in filled_tiers(canvas.ground):
        depth = (tier.from_km + tier.to_km) * 500
        words = f"{tier.id}  {tier.from_km:g}–{tier.to_km:g} km"
        for sector in shape[2::4]:
            at = canvas.at(sector.middle - sector.away * depth)
            wishes.append(wish_for(canvas, words, at, canvas.letters.tier, 260, 0.0))
    return wishes
