"""Reach: which air areas are covered and from where, and which sectors the land reserves reach.

Figures are those of the model: an area's cover in points, and the share of a reserve's strength
that counts in a sector from where it stands.  There are no rings of range, for the model has none.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPolygonF

from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.palette import dashed, pen
from tabletop.ui.map.writing import write_where_free

Say = Callable[[str], str]
STRONG = (1.0, 10.0, 25.0)
"""Points of cover from which an area counts as thinly, well and strongly covered."""
HATCHES = (
    Qt.BrushStyle.NoBrush, Qt.BrushStyle.Dense7Pattern, Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.Dense5Pattern,
)  # fmt: skip
LEVELS = ("no cover", "thin cover", "good cover", "strong cover")


def cover_level(points: float) -> int:
    """Return the class of an area's air cover: 0 none, 1 thin, 2 good, 3 strong."""
    return sum(points >= least for least in STRONG)


def paint_reach(canvas: Canvas) -> None:
    """Paint the covered air areas, and spokes from the reserves to the sectors they reach."""
    painter, theme = canvas.painter, canvas.theme
    for area in canvas.ground.areas:
        if area.sea or area.index >= len(canvas.picture.air_cover):
            continue
        ring = QPolygonF([canvas.at(area.ring.at(i)) for i in range(area.ring.size())])
        level = cover_level(canvas.picture.air_cover[area.index])
        painter.setBrush(QBrush(theme.colour("coalition", 0.75), HATCHES[level]))
        painter.setPen(dashed(theme.colour("coalition"), 1.6, (5, 3)))
        painter.drawPolygon(ring)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for reserve in canvas.picture.reserves:
        start = canvas.node_at(reserve.node)
        for sector, share in reserve.sectors:
            end = canvas.at(canvas.ground.sectors[sector].middle)
            for colour, width in (("halo", 2.4), ("accent", 0.8)):
                painter.setPen(pen(theme.colour(colour, 0.85), width + 3.2 * share))
                painter.drawLine(start, end)


def place_reach_words(canvas: Canvas, say: Say) -> None:
    """Write each area's cover, the batteries' points, and how much of a reserve counts where."""
    for area in canvas.ground.areas:
        if not area.sea and area.index < len(canvas.picture.air_cover):
            points = canvas.picture.air_cover[area.index]
            words = f"{say('Air cover')} {points:.0f}: {say(LEVELS[cover_level(points)])}"
            write_where_free(canvas, words, canvas.at(area.middle))
    for node, points in canvas.picture.batteries.items():
        write_where_free(canvas, f"{say('AD')} {points:.0f}", canvas.node_at(node))
    for reserve in canvas.picture.reserves:
        start = canvas.node_at(reserve.node)
        for sector, share in reserve.sectors:
            end = canvas.at(canvas.ground.sectors[sector].middle)
            write_where_free(canvas, f"{100 * share:.0f} %", start + (end - start) * 0.6)
