"""Marks of what happened: large stars for this turn, small ones where something was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from tabletop.ui.map.canvas import Canvas, Hit
from tabletop.ui.map.incidents import Spot, ref_of
from tabletop.ui.map.line_layer import shown_sectors
from tabletop.ui.map.palette import pen

OUTER = 1.05
"""How far the points of a star reach, in lines of text."""


@dataclass(frozen=True, slots=True)
class Burst:
    """A mark of this turn that found room: its place, and the short word in it."""

    kind: str
    index: int
    at: QPointF
    words: str
    strong: bool


def place_bursts(canvas: Canvas) -> list[Burst]:
    """Find room for the marks of probes, breaches and strikes of the turn, the worst first."""
    wishes: list[tuple[float, Burst, Sequence[QPointF]]] = []
    for mark in shown_sectors(canvas):
        if mark.stage or mark.breached:
            shape = canvas.ground.sectors[mark.index]
            letter = "!" if mark.breached else "RCB"[mark.stage - 1]
            strong = mark.stage == 3 or mark.breached
            one = Burst("sector", mark.index, canvas.at(shape.middle), letter, strong)
            rank = 10.0 * mark.breached + mark.stage + mark.tension / 1000
            wishes.append((rank, one, _along(canvas, shape.line, one.at)))
    areas = {(area.sea, area.index): area for area in canvas.ground.areas}
    for index, count in canvas.picture.strikes.items():
        area = areas.get((False, index))
        if area is not None:
            one = Burst("air_area", index, canvas.at(area.middle), f"×{count}", False)
            wishes.append((1.0, one, ()))
    found = []
    for _, one, line in sorted(wishes, key=lambda wish: -wish[0]):
        at = _free_spot(canvas, one.at, line, canvas.unit * OUTER)
        if at is not None:
            canvas.take_mark(_square(at, canvas.unit * OUTER))
            found.append(replace(one, at=at))
        elif canvas.area.contains(one.at):
            canvas.leave_out("incident", ref_of(one.kind, one.index), one.at)
    return found


def paint_bursts(canvas: Canvas, bursts: Sequence[Burst]) -> None:
    """Mark probes, breaches and strikes of the turn with a star and its number or letter."""
    for one in bursts:
        burst(canvas, one.at, one.words, strong=one.strong)
        _here(canvas, one.kind, one.index, one.at, canvas.unit)


def _along(canvas: Canvas, line: QPolygonF, middle: QPointF) -> list[QPointF]:
    """Return the corners of a sector, those nearest to its middle first."""
    corners = (canvas.at(line.at(i)) for i in range(line.size()))
    return sorted(corners, key=lambda p: (p - middle).manhattanLength())


def _free_spot(
    canvas: Canvas, middle: QPointF, line: Sequence[QPointF], half: float
) -> QPointF | None:
    """Return a point near a middle where a mark covers nothing; None when there is none."""
    aside = [
        middle + QPointF(x, y) * canvas.unit
        for far in (1.6, 2.6, 3.6)
        for x, y in ((far, 0.0), (0.0, -far), (far, -far), (0.0, far), (-far, 0.0))
    ]
    for at in (middle, *line, *aside):
        box = _square(at, half)
        if canvas.inside(middle, box) and canvas.is_unmarked(box):
            return at
    return None


def _square(at: QPointF, half: float) -> QRectF:
    return QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)


def burst(canvas: Canvas, at: QPointF, words: str, *, strong: bool) -> None:
    """Paint an eight-pointed star with a short word in it."""
    outer, inner = canvas.unit * OUTER, canvas.unit * 0.68
    points = [
        at + QPointF(cos(i * pi / 8), sin(i * pi / 8)) * (outer if i % 2 else inner)
        for i in range(16)
    ]
    bad = canvas.theme.colour("bad")
    canvas.painter.setPen(pen(bad, 1.8))
    canvas.painter.setBrush(bad if strong else canvas.theme.colour("panel"))
    canvas.painter.drawPolygon(QPolygonF(points))
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    font = canvas.lettering.font
    canvas.painter.setFont(font)
    canvas.painter.setPen(canvas.theme.colour("panel" if strong else "bad"))
    canvas.painter.drawText(_square(at, outer), Qt.AlignmentFlag.AlignCenter, words)


def _here(canvas: Canvas, kind: str, index: int, at: QPointF, size: float) -> None:
    """Let the mark be found under the mouse."""
    canvas.hits.append(Hit("incident", ref_of(kind, index), _square(at, size)))


def paint_history(canvas: Canvas) -> None:
    """Mark the places where something happened in earlier turns, with how often."""
    marked = {(hit.kind, hit.index) for hit in canvas.hits}
    size = 0.62 * canvas.unit
    for spot in canvas.picture.spots:
        ref = ref_of(spot.kind, spot.index)
        if not spot.count or ("incident", ref) in marked:
            continue
        middle, line = _place(canvas, spot)
        if middle is None or not canvas.area.contains(middle):
            continue
        at = _free_spot(canvas, middle, line, size)
        if at is None:
            canvas.leave_out("incident", ref, middle)
            continue
        small_star(canvas, at, size, str(spot.count))
        canvas.take_mark(_square(at, size))
        _here(canvas, spot.kind, spot.index, at, size)


def _place(canvas: Canvas, spot: Spot) -> tuple[QPointF | None, Sequence[QPointF]]:
    """Return where a place's small mark goes, and points on its line; None when it is not shown."""
    ground = canvas.ground
    if spot.kind == "link":
        if "routes" not in canvas.shown:
            return None, ()
        start, end = (canvas.at(point) for point in ground.links[spot.index])
        return (start + end) / 2, [start + (end - start) * share for share in (0.4, 0.6, 0.3, 0.7)]
    if spot.kind == "air_area":
        found = next((a for a in ground.areas if not a.sea and a.index == spot.index), None)
        return (None if found is None else canvas.at(found.middle)), ()
    if spot.index not in {mark.index for mark in shown_sectors(canvas)}:
        return None, ()
    shape = ground.sectors[spot.index]
    middle = canvas.at(shape.middle)
    return middle, _along(canvas, shape.line, middle)


def small_star(canvas: Canvas, at: QPointF, size: float, words: str) -> None:
    """Paint the mark of earlier incidents, with how many there were."""
    points = [
        at + QPointF(cos(i * pi / 8), sin(i * pi / 8)) * (size if i % 2 else 0.72 * size)
        for i in range(16)
    ]
    painter, theme = canvas.painter, canvas.theme
    painter.setPen(pen(theme.colour("text_dim"), 1.2))
    painter.setBrush(theme.colour("panel"))
    painter.drawPolygon(QPolygonF(points))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    font = canvas.lettering.font
    small = type(font)(font)
    if font.pixelSize() > 0:
        small.setPixelSize(max(7, round(0.75 * font.pixelSize())))
    else:
        small.setPointSizeF(max(5.0, 0.75 * font.pointSizeF()))
    painter.setFont(small)
    painter.setPen(theme.colour("text"))
    painter.drawText(_square(at, size), Qt.AlignmentFlag.AlignCenter, words)
