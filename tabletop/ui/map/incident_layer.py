"""Marks of what happened: large stars for this turn, small ones where something was before."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from tabletop.ui.map.canvas import Canvas, Hit
from tabletop.ui.map.incidents import Spot, ref_of
from tabletop.ui.map.line_layer import shown_sectors
from tabletop.ui.map.palette import pen


def paint_incidents(canvas: Canvas) -> None:
    """Mark probes, breaches and strikes of the turn with a star and its number or letter."""
    for mark in shown_sectors(canvas):
        if mark.stage or mark.breached:
            shape = canvas.ground.sectors[mark.index]
            letter = "!" if mark.breached else "RCB"[mark.stage - 1]
            at = _free_spot(canvas, shape.line, canvas.at(shape.middle))
            burst(canvas, at, letter, strong=mark.stage == 3 or mark.breached)
            _here(canvas, "sector", mark.index, at, canvas.unit)
    areas = {(area.sea, area.index): area for area in canvas.ground.areas}
    for index, count in canvas.picture.strikes.items():
        area = areas.get((False, index))
        if area is not None:
            at = canvas.at(area.middle)
            burst(canvas, at, f"×{count}", strong=False)
            _here(canvas, "air_area", index, at, canvas.unit)


def _free_spot(canvas: Canvas, line: QPolygonF, middle: QPointF) -> QPointF:
    """Return a point on a sector where a mark covers no symbol; its middle when there is none."""
    half = QPointF(canvas.unit, canvas.unit)
    corners = sorted(
        (canvas.at(line.at(i)) for i in range(line.size())),
        key=lambda p: (p - middle).manhattanLength(),
    )
    aside = [
        middle + QPointF(x, y) * canvas.unit
        for far in (1.6, 2.6, 3.6)
        for x, y in ((far, 0.0), (0.0, -far), (far, -far), (0.0, far), (-far, 0.0))
    ]
    taken = [hit.box for hit in canvas.hits if hit.kind in ("force", "stack", "incident")]
    for at in (middle, *corners, *aside):
        here = QRectF(at - half, at + half)
        if not any(box.intersects(here) for box in taken):
            return at
    return middle


def burst(canvas: Canvas, at: QPointF, words: str, *, strong: bool) -> None:
    """Paint an eight-pointed star with a short word in it."""
    outer, inner = canvas.unit * 1.05, canvas.unit * 0.68
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
    box = QRectF(at.x() - outer, at.y() - outer, 2 * outer, 2 * outer)
    canvas.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    canvas.take(box)


def _here(canvas: Canvas, kind: str, index: int, at: QPointF, size: float) -> None:
    """Let the mark be found under the mouse."""
    box = QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)
    canvas.hits.append(Hit("incident", ref_of(kind, index), box))


def paint_history(canvas: Canvas) -> None:
    """Mark the places where something happened in earlier turns, with how often."""
    marked = {(hit.kind, hit.index) for hit in canvas.hits}
    for spot in canvas.picture.spots:
        if not spot.count or ("incident", ref_of(spot.kind, spot.index)) in marked:
            continue
        at = _place(canvas, spot)
        if at is None or not canvas.area.contains(at):
            continue
        size = 0.62 * canvas.unit
        small_star(canvas, at, size, str(spot.count))
        _here(canvas, spot.kind, spot.index, at, size)


def _place(canvas: Canvas, spot: Spot) -> QPointF | None:
    """Return where a place's small mark goes; None when its layer is not shown."""
    ground = canvas.ground
    if spot.kind == "link":
        start, end = (canvas.at(point) for point in ground.links[spot.index])
        return (start + end) / 2 if "routes" in canvas.shown else None
    if spot.kind == "air_area":
        found = next((a for a in ground.areas if not a.sea and a.index == spot.index), None)
        return None if found is None else canvas.at(found.middle)
    if spot.index not in {mark.index for mark in shown_sectors(canvas)}:
        return None
    shape = ground.sectors[spot.index]
    return _free_spot(canvas, shape.line, canvas.at(shape.middle))


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
    box = QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    canvas.take(box)
