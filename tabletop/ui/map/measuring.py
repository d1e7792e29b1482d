"""Measuring on the map: kilometres along the ground, and turns by road between two places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.palette import dashed, pen

if TYPE_CHECKING:
    from tabletop.world.geography import Geography

Say = Callable[[str], str]
Km = Callable[[tuple[float, float], tuple[float, float]], float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a measurement in metres; ``node`` is the place it lies on, -1 for none."""

    x: float
    y: float
    node: int = -1


@dataclass(slots=True)
class Measurement:
    """What is being measured: points put down so far, and whether more are put down."""

    marks: list[Mark] = field(default_factory=list)
    on: bool = False

    def put(self, mark: Mark) -> None:
        """Put down a point."""
        self.marks.append(mark)

    def back(self) -> bool:
        """Take the last point up again; returns whether there was one."""
        if not self.marks:
            return False
        self.marks.pop()
        return True

    def stop(self) -> bool:
        """Measure no longer; returns whether anything was measured."""
        was = self.on or bool(self.marks)
        self.marks.clear()
        self.on = False
        return was


def length_km(marks: Sequence[Mark], km: Km) -> float:
    """Return the length of a line in km; ``km`` measures between two points in metres."""
    return sum(km((a.x, a.y), (b.x, b.y)) for a, b in pairwise(marks))


def words_of(marks: Sequence[Mark], km: Km, geography: Geography | None, say: Say) -> str:
    """Say how long a line is, and between two places how many turns it is by road."""
    if len(marks) < 2:
        return say("Click where to measure from and to; Backspace takes a point up, Esc ends.")
    lines = [f"{length_km(marks, km):.0f} km {say('along the ground')}"]
    first, last = marks[0].node, marks[-1].node
    if geography is not None and first >= 0 and last >= 0 and first != last:
        lines.append(f"{geography.nodes[first].name} – {geography.nodes[last].name}")
        lines.append(road_words(geography, first, last, say))
    return "\n".join(lines)


def road_words(geography: Geography, start: int, goal: int, say: Say) -> str:
    """Say how far and how many turns it is by road, as the map's routes have it."""
    roads = geography.routes["road"]
    turns = int(roads.travel_turns[start, goal])
    if turns < 0:
        return say("no way by road alone")
    unit = say("turn") if turns == 1 else say("turns")
    km, hours = float(roads.route_km[start, goal]), float(roads.hours[start, goal])
    return f"{say('by road')}: {km:.0f} km, {hours:.0f} h, {turns} {unit}"


def paint_measured(canvas: Canvas, marks: Sequence[Mark], words: str) -> None:
    """Paint the line with its points, and the words beside its end."""
    if not marks:
        return
    way = [canvas.camera.to_screen(mark.x, mark.y) for mark in marks]
    painter, theme = canvas.painter, canvas.theme
    for stroke in (pen(theme.colour("halo", 0.9), 5), dashed(theme.colour("accent"), 2.4, (4, 2))):
        painter.setPen(stroke)
        painter.drawPolyline(QPolygonF(way))
    painter.setBrush(theme.colour("panel"))
    painter.setPen(pen(theme.colour("accent"), 2))
    for mark, at in zip(marks, way, strict=True):
        size = 0.34 if mark.node >= 0 else 0.22
        painter.drawEllipse(at, size * canvas.unit, size * canvas.unit)
    size_of = canvas.lettering.size(words, canvas.letters.note)
    at = way[-1] + QPointF(canvas.unit * 0.8, -size_of.height() - canvas.unit * 0.4)
    x = min(max(4.0, at.x()), canvas.area.right() - size_of.width() - 4)
    y = min(max(4.0, at.y()), canvas.area.bottom() - size_of.height() - 4)
    canvas.lettering.draw(painter, QPointF(x, y), words, canvas.letters.note)
