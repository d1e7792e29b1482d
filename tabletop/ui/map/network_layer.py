"""Places and the links between them with their damage, and sea and air areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from tabletop.ui.map.canvas import Canvas, Hit, box_of, clipped
from tabletop.ui.map.incidents import ref_of
from tabletop.ui.map.labels import Label, place
from tabletop.ui.map.lettering import Style
from tabletop.ui.map.palette import dashed, pen
from tabletop.ui.map.picture import LinkMark
from tabletop.ui.map.writing import note_down
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
SABOTAGE = "sabotage"
ARM = 0.4
"""Half the size of a cross, in lines of text."""


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


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged link, where it is crossed out, and what is left of it; empty without room."""

    mark: LinkMark
    at: QPointF | None
    words: str
    plate: QRectF


ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Shares of a link at which it may be crossed out, the best first."""


def place_damage(canvas: Canvas) -> list[Damage]:
    """Find room for the crosses on damaged links, and for what is left of them, worst first."""
    found = []
    hurt = [mark for mark in canvas.picture.links if mark.capacity < 100 or mark.sabotage]
    for mark in sorted(hurt, key=lambda one: one.capacity):
        start, end = (canvas.at(p) for p in canvas.ground.links[mark.index])
        words = f"{mark.capacity:.0f} %" + (f" {SABOTAGE}" if mark.sabotage else "")
        half = QPointF(ARM, ARM) * (canvas.unit * 1.2)
        spots = (start + (end - start) * share for share in ALONG)
        at = next(
            (p for p in spots if canvas.area.contains(p)
             and canvas.is_unmarked(QRectF(p - half, p + half))), None
        )  # fmt: skip
        plate = QRectF()
        if at is not None:
            canvas.take_mark(QRectF(at - half, at + half))
            wish, _ = wish_for(canvas, words, at, canvas.letters.warning, 900, half.x() + 3)
            for one in place([wish], canvas.room, box_of(canvas.area), box_of(canvas.window)):
                left, top, right, bottom = one.box
                plate = QRectF(left, top, right - left, bottom - top)
                canvas.take_mark(plate)
        elif canvas.area.contains((start + end) / 2):
            canvas.leave_out("incident", ref_of("link", mark.index), (start + end) / 2)
        found.append(Damage(mark, at, words, plate))
    return found


def paint_damage(canvas: Canvas, damage: Sequence[Damage]) -> None:
    """Cross out the links that are damaged, and say what is left of them where there is room."""
    for one in damage:
        start, end = (canvas.at(p) for p in canvas.ground.links[one.mark.index])
        canvas.painter.setPen(dashed(canvas.theme.colour("bad"), 2.4, (2, 1.5)))
        canvas.painter.drawLine(start, end)


def paint_crosses(canvas: Canvas, damage: Sequence[Damage]) -> None:
    """Paint the crosses on damaged links and what is left of them."""
    bad, arm = canvas.theme.colour("bad"), canvas.unit * ARM
    known = {spot.index for spot in canvas.picture.spots if spot.kind == "link"}
    for one in damage:
        if one.at is None:
            continue
        for stroke in (pen(canvas.theme.colour("halo"), 5), pen(bad, 2.4)):
            canvas.painter.setPen(stroke)
            canvas.painter.drawLine(one.at - QPointF(arm, arm), one.at + QPointF(arm, arm))
            canvas.painter.drawLine(one.at - QPointF(-arm, arm), one.at + QPointF(-arm, arm))
        if one.mark.index in known:
            box = QRectF(one.at.x() - arm, one.at.y() - arm, 2 * arm, 2 * arm)
            canvas.hits.append(Hit("incident", ref_of("link", one.mark.index), box))
        if not one.plate.isNull():
            at, style = one.plate.topLeft(), canvas.letters.warning
            canvas.lettering.draw(canvas.painter, at, one.words, style)


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


def place_area_names(canvas: Canvas) -> None:
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
            if canvas.inside(at, box) and canvas.is_free(box):
                note_down(canvas, box, words, canvas.letters.area)
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


def wish_for(
    canvas: Canvas, words: str, at: QPointF, style: Style, rank: float, reach: float
) -> Wish:
    """Return the wish for words beside a point, and the style they are written in."""
    size = canvas.lettering.size(words, style)
    return Label(words, at.x(), at.y(), size.width(), size.height(), rank, reach), style
