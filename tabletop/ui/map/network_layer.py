"""Places and the links between them, sea and air areas, and the names of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from tabletop.ui.map.base_layer import filled_tiers
from tabletop.ui.map.canvas import Canvas, Hit, box_of
from tabletop.ui.map.incidents import ref_of
from tabletop.ui.map.labels import Label, place
from tabletop.ui.map.lettering import Style
from tabletop.ui.map.palette import dashed, pen
from tabletop.world.ground import Node

KEY_LINKS_ABOVE = 1_600.0
"""Metres in a pixel above which only links of high capacity are painted."""
MAIN_LINK = 7
"""Capacity from which a link is painted thicker."""
SHAPES = {
    "crossing": "diamond", "port": "anchor", "naval": "anchor", "chokepoint": "anchor",
    "maritime": "anchor", "airport": "triangle", "hq_site": "pentagon", "capital": "star",
    "npp": "hexagon", "hub": "square", "staging": "square", "training": "square",
    "city": "circle",
}  # fmt: skip
"""Marker of a place by the first of its types that is listed here; other places are dots."""
ORDER = tuple(SHAPES)


def paint_links(canvas: Canvas) -> Iterator[None]:
    """Step by step, paint the links: solid road, ticked rail, dashed sea, dotted air."""
    geo, theme = canvas.ground.outline, canvas.theme
    marks = {mark.index: mark for mark in canvas.picture.links}
    area = canvas.area
    drawn = 0
    for i, (link, (a, b)) in enumerate(zip(geo.links, canvas.ground.links, strict=True)):
        mark = marks.get(i)
        hurt = mark is not None and (mark.capacity < 100 or mark.sabotage)
        if canvas.camera.scale > KEY_LINKS_ABOVE and link.capacity < 6 and not hurt:
            continue
        start, end = canvas.at(a), canvas.at(b)
        wide = canvas.thick * (1.8 if link.capacity >= MAIN_LINK else 1.0)
        colour = theme.colour("sea_link" if link.mode in ("sea", "air") else "link", 0.75)
        canvas.painter.setPen(
            dashed(colour, wide, (4, 3)) if link.mode == "sea"
            else dashed(colour, wide, (1, 3)) if link.mode == "air"
            else dashed(colour, wide, (7, 1.5)) if link.mode == "rail"
            else pen(colour, wide)
        )  # fmt: skip
        inside = clipped(start, end, area)
        if inside is not None:
            canvas.painter.drawLine(*inside)
            drawn += 1
            if drawn % 12 == 0:
                yield


def clipped(a: QPointF, b: QPointF, area: QRectF) -> tuple[QPointF, QPointF] | None:
    """Return the part of a line inside an area; None when there is none.

    Qt works out every dash of a line, also those far outside the picture.
    """
    way = b - a
    first, last = 0.0, 1.0
    for start, step, low, high in (
        (a.x(), way.x(), area.left(), area.right()),
        (a.y(), way.y(), area.top(), area.bottom()),
    ):
        if step == 0:
            if not low <= start <= high:
                return None
            continue
        enter, leave = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, enter), min(last, leave)
    return (a + way * first, a + way * last) if first <= last else None


def paint_damage(canvas: Canvas) -> None:
    """Cross out the links that are damaged, and say what is left of them where there is room."""
    bad = canvas.theme.colour("bad")
    wishes = []
    for mark in canvas.picture.links:
        if mark.capacity >= 100 and not mark.sabotage:
            continue
        start, end = (canvas.at(p) for p in canvas.ground.links[mark.index])
        canvas.painter.setPen(dashed(bad, 2.4, (2, 1.5)))
        canvas.painter.drawLine(start, end)
        middle = (start + end) / 2
        arm = canvas.unit * 0.4
        canvas.painter.setPen(pen(canvas.theme.colour("halo"), 5))
        for stroke in (pen(canvas.theme.colour("halo"), 5), pen(bad, 2.4)):
            canvas.painter.setPen(stroke)
            canvas.painter.drawLine(middle + QPointF(-arm, -arm), middle + QPointF(arm, arm))
            canvas.painter.drawLine(middle + QPointF(-arm, arm), middle + QPointF(arm, -arm))
        if any(spot.kind == "link" and spot.index == mark.index for spot in canvas.picture.spots):
            box = QRectF(middle.x() - arm, middle.y() - arm, 2 * arm, 2 * arm)
            canvas.hits.append(Hit("incident", ref_of("link", mark.index), box))
        words = f"{mark.capacity:.0f} %" + (f" {SABOTAGE}" if mark.sabotage else "")
        wishes.append(_wish(canvas, words, middle, canvas.letters.warning, 900, arm + 3))
    for placed in place([label for label, _ in wishes], canvas.room, box_of(canvas.area)):
        at = QPointF(placed.box[0], placed.box[1])
        canvas.lettering.draw(canvas.painter, at, str(placed.label.key), canvas.letters.warning)


SABOTAGE = "sabotage"


def paint_areas(canvas: Canvas) -> None:
    """Outline the sea and air areas."""
    theme = canvas.theme
    for area in canvas.ground.areas:
        ring = QPolygonF([canvas.at(area.ring.at(i)) for i in range(area.ring.size())])
        colour = theme.colour("sea_label")
        colour.setAlphaF(0.08)
        canvas.painter.setBrush(colour)
        pattern = (6.0, 3.0) if area.sea else (2.0, 4.0)
        canvas.painter.setPen(dashed(theme.colour("sea_label", 0.8), 1.3, pattern))
        canvas.painter.drawPolygon(ring)
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_area_names(canvas: Canvas) -> None:
    """Name the sea and air areas with the cover over them, where there is room."""
    geo = canvas.ground.outline
    for area in canvas.ground.areas:
        noun = (geo.sea_areas if area.sea else geo.air_areas)[area.index]
        cover = (canvas.picture.sea_cover if area.sea else canvas.picture.air_cover) or (0.0,) * 99
        kind = "naval" if area.sea else "air"
        words = f"{noun.id} {noun.name.split(' (')[0]}\n{kind} cover {cover[area.index]:.0f}"
        size = canvas.lettering.size(words, canvas.letters.area)
        at, half = canvas.at(area.middle), QPointF(size.width(), size.height()) / 2
        for shift in (0.0, 1.5, -1.5, 3.0, -3.0, 4.5, -4.5):
            box = QRectF(at - half, at + half).translated(0, shift * canvas.unit * 1.2)
            if canvas.room.free(box_of(box)):
                canvas.lettering.draw(canvas.painter, box.topLeft(), words, canvas.letters.area)
                canvas.take(box)
                number = area.index if area.sea else -1 - area.index
                canvas.hits.append(Hit("area", number, box))
                break


def paint_nodes(canvas: Canvas) -> None:
    """Paint the marker of every place in sight; damaged ones are crossed out in red."""
    for i, node in enumerate(canvas.ground.outline.nodes):
        at = canvas.node_at(i)
        if not canvas.area.contains(at):
            continue
        radius = node_radius(canvas, node)
        paint_marker(canvas, at, marker(node), radius, usable=node.control not in ("RU", "BY"))
        if canvas.picture.damage.get(i):
            canvas.painter.setPen(pen(canvas.theme.colour("bad"), 2))
            arm = QPointF(radius, radius)
            canvas.painter.drawLine(at - arm, at + arm)
        box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        canvas.take(box)
        grown = max(0.0, 8.0 - radius)
        canvas.hits.append(Hit("node", i, box.adjusted(-grown, -grown, grown, grown)))


def node_radius(canvas: Canvas, node: Node) -> float:
    """Return the radius of a place's marker in pixels: larger when it matters more."""
    nearer = 1.0 if canvas.camera.scale < 900 else 0.8
    return canvas.unit * (0.14 + 0.035 * node.criticality) * nearer


def marker(node: Node) -> str:
    """Return the shape of a place's marker."""
    return next((SHAPES[kind] for kind in ORDER if kind in node.types), "dot")


def paint_marker(canvas: Canvas, at: QPointF, shape: str, radius: float, usable: bool) -> None:
    """Paint one marker; hollow where a coalition force may not use the place."""
    theme, painter = canvas.theme, canvas.painter
    painter.setPen(pen(theme.colour("halo" if usable else "node"), 1.1))
    painter.setBrush(theme.colour("node") if usable else theme.colour("halo"))
    draw = _MARKERS.get(shape)
    if draw is not None:
        points = [at + QPointF(x, y) * radius * 1.25 for x, y in draw]
        painter.drawPolygon(QPolygonF(points))
    else:
        painter.drawEllipse(at, radius, radius)
    if shape == "anchor":
        painter.setPen(pen(theme.colour("halo" if usable else "node"), 1.1))
        painter.drawLine(at - QPointF(0, radius), at + QPointF(0, radius))
        painter.drawLine(at - QPointF(radius * 0.6, 0), at + QPointF(radius * 0.6, 0))


_MARKERS: dict[str, tuple[tuple[float, float], ...]] = {
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "square": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
    "triangle": ((0, -1), (0.95, 0.75), (-0.95, 0.75)),
    "pentagon": ((0, -1), (0.95, -0.3), (0.6, 0.85), (-0.6, 0.85), (-0.95, -0.3)),
    "hexagon": ((1, 0), (0.5, 0.87), (-0.5, 0.87), (-1, 0), (-0.5, -0.87), (0.5, -0.87)),
    "star": ((0, -1.3), (0.35, -0.4), (1.25, -0.4), (0.55, 0.2), (0.8, 1.1), (0, 0.55),
             (-0.8, 1.1), (-0.55, 0.2), (-1.25, -0.4), (-0.35, -0.4)),
}  # fmt: skip

Wish = tuple[Label, Style]


def paint_names(canvas: Canvas, name: Callable[[str], str]) -> Iterator[None]:
    """Step by step, name places, oblasts, countries, seas and tiers wherever room is left.

    ``name`` translates a name of a country or sea.
    """
    wishes: list[Wish] = []
    if "nodes" in canvas.shown:
        wishes += _node_names(canvas)
    wishes += _land_names(canvas, name)
    wishes += _tier_names(canvas)
    styles = {id(label): style for label, style in wishes}
    area = canvas.area.intersected(canvas.ground_box())
    found = place([label for label, _ in wishes], canvas.room, box_of(area))
    yield
    for number, placed in enumerate(found):
        if number % 15 == 14:
            yield
        at = QPointF(placed.box[0], placed.box[1])
        words, style = str(placed.label.key), styles[id(placed.label)]
        canvas.lettering.draw(canvas.painter, at, words, style)


def _wish(canvas: Canvas, words: str, at: QPointF, style: Style, rank: float, reach: float) -> Wish:
    size = canvas.lettering.size(words, style)
    return Label(words, at.x(), at.y(), size.width(), size.height(), rank, reach), style


def _node_names(canvas: Canvas) -> list[Wish]:
    wishes = []
    held = {one.node for one in canvas.picture.standing} if "forces" in canvas.shown else set()
    least = 5 if canvas.camera.scale > 3_500 else 4 if canvas.camera.scale > 1_700 else 0
    for i, node in enumerate(canvas.ground.outline.nodes):
        at = canvas.node_at(i)
        if (node.criticality < least and i not in held) or not canvas.area.contains(at):
            continue
        capital = "capital" in node.types
        style = (
            canvas.letters.city if capital or ("city" in node.types and node.criticality >= 5)
            else canvas.letters.town if "city" in node.types else canvas.letters.place
        )  # fmt: skip
        rank = 700 if i in held else 500
        rank += 20 * node.criticality + 30 * capital + 10 * ("city" in node.types)
        wish, style = _wish(canvas, node.name, at, style, rank, node_radius(canvas, node) + 4)
        wishes.append((replace(wish, patient=capital or i in held), style))
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
            wishes.append(_wish(canvas, words, at, style, 620 if home else 420, canvas.unit))
    if "oblasts" in canvas.shown and scale < 900:
        for oblast in canvas.ground.oblasts:
            if oblast.area**0.5 / scale > 70:
                at = canvas.camera.to_screen(oblast.x, oblast.y)
                words = name(oblast.name)
                wishes.append(_wish(canvas, words, at, canvas.letters.oblast, 300, canvas.unit))
    for sea, x, y in SEAS:
        at = canvas.camera.to_screen(x, y)
        wishes.append(_wish(canvas, name(sea), at, canvas.letters.sea, 400, canvas.unit))
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
            wishes.append(_wish(canvas, words, at, canvas.letters.tier, 260, 0.0))
    return wishes
