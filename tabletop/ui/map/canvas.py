"""What every layer paints on, and what can be found under the mouse afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from tabletop.ui.map.camera import Camera
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.labels import Box, Room
from tabletop.ui.map.lettering import Lettering, Style
from tabletop.ui.map.palette import Letters
from tabletop.ui.map.picture import Picture
from tabletop.ui.map.symbols import SymbolStore
from tabletop.ui.theme import Theme

USUAL = 15.0
"""Height of a line of text at which lines have their usual width."""
NEAR = 7.0
"""Pixels within which a line counts as touched."""
LEFT_OUT = "no room: "
"""Begins the kind of a hit for something that is not painted, because it found no room."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was painted and can be pointed at.

    ``kind`` is force, stack, node, sector, area or incident; after ``LEFT_OUT`` it is something
    that found no room, whose box is empty.  ``index`` is that of the thing itself; ``members`` are
    the forces of a stack or journey.  ``line`` is set for what is touched along a line and not in
    its box.
    """

    kind: str
    index: int
    box: QRectF
    members: tuple[int, ...] = ()
    line: tuple[QPointF, ...] = ()

    @property
    def centre(self) -> QPointF:
        """The middle of the box, or of the line."""
        return self.line[len(self.line) // 2] if self.line else self.box.center()

    def holds(self, point: QPointF) -> bool:
        """Tell whether the thing is under ``point``."""
        if not self.box.adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(point):
            return False
        if self.line:
            return distance_to_line(point, self.line) <= NEAR
        return self.box.contains(point)

    def moved(self, by: QPointF) -> Hit:
        """Return the same thing somewhere else."""
        line = tuple(p + by for p in self.line)
        return Hit(self.kind, self.index, self.box.translated(by), self.members, line)


@dataclass(slots=True)
class Canvas:
    """Painter, view, look and content of one painting of the map.

    ``camera`` covers the whole picture, margins included; ``seen`` is the part of it inside the
    window, empty when the picture is the window.  ``unit`` is the height of a line of text in
    pixels: sizes follow it.  ``marks`` is the room of symbols, incidents and their labels, ``room``
    that of all words, which keep off places and lines as well.  ``notes`` are words with their
    room that are yet to be painted.
    """

    painter: QPainter
    camera: Camera
    theme: Theme
    letters: Letters
    lettering: Lettering
    symbols: SymbolStore
    ratio: float
    unit: float
    shown: frozenset[str]
    ground: Ground
    picture: Picture
    seen: QRectF = field(default_factory=QRectF)
    room: Room = field(default_factory=Room)
    marks: Room = field(default_factory=Room)
    notes: list[tuple[QPointF, str, Style]] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)

    @property
    def thick(self) -> float:
        """How much thicker than usual lines are, to match the text."""
        return max(1.0, self.unit / USUAL)

    @property
    def area(self) -> QRectF:
        """The whole picture, in pixels."""
        return QRectF(0, 0, self.camera.width, self.camera.height)

    def at(self, point: QPointF) -> QPointF:
        """Turn metres into pixels of this picture."""
        return self.camera.to_screen(point.x(), point.y())

    def ground_point(self, point: QPointF) -> QPointF:
        """Turn pixels of this picture into metres."""
        return QPointF(*self.camera.to_world(point))

    def node_at(self, node: int) -> QPointF:
        """Return where a node is, in pixels of this picture."""
        return self.camera.to_screen(*self.ground.nodes[node])

    def ground_box(self) -> QRectF:
        """The part of the plane that the map has, in pixels of this picture."""
        if self.ground.geometry is None:
            return self.area
        window = self.ground.geometry.window
        return QRectF(self.at(window.topLeft()), self.at(window.bottomRight())).normalized()

    def take(self, box: QRectF) -> None:
        """Keep labels out of a box."""
        self.room.take(box_of(box))

    def is_free(self, box: QRectF) -> bool:
        """Tell whether words in a box cover nothing: no mark, place or line, and no other words."""
        return self.room.free(box_of(box))

    def take_mark(self, box: QRectF) -> None:
        """Keep labels and other marks out of a box; a mark itself may lie on places and lines."""
        self.marks.take(box_of(box))
        self.take(box)

    def is_unmarked(self, box: QRectF) -> bool:
        """Tell whether a mark in a box would cover no other mark and no label of one."""
        return self.marks.free(box_of(box))

    @property
    def window(self) -> QRectF:
        """The part of the picture in which marks are best: what is seen, or all of it."""
        return self.area if self.seen.isNull() else self.seen

    def inside(self, anchor: QPointF, box: QRectF) -> bool:
        """Tell whether a mark for ``anchor`` may lie in a box: what is seen stays in sight."""
        return (self.window if self.window.contains(anchor) else self.area).contains(box)

    def leave_out(self, kind: str, index: int, at: QPointF, members: tuple[int, ...] = ()) -> None:
        """Note that something at a point found no room, so that people can be told."""
        self.hits.append(Hit(LEFT_OUT + kind, index, QRectF(at, at), members))


def box_of(rect: QRectF) -> Box:
    """Return a rectangle as left, top, right, bottom."""
    return (rect.left(), rect.top(), rect.right(), rect.bottom())


def topmost(hits: Sequence[Hit], point: QPointF, kinds: frozenset[str] | None = None) -> Hit | None:
    """Return what was painted last under ``point``, among ``kinds`` when given."""
    for hit in reversed(hits):
        if (kinds is None or hit.kind in kinds) and hit.holds(point):
            return hit
    return None


def distance_to_line(point: QPointF, line: Sequence[QPointF]) -> float:
    """Return the distance in pixels from a point to a polyline."""
    if len(line) == 1:
        return hypot(point.x() - line[0].x(), point.y() - line[0].y())
    best = float("inf")
    for a, b in pairwise(line):
        dx, dy = b.x() - a.x(), b.y() - a.y()
        length = dx * dx + dy * dy
        t = 0.0
        if length:
            t = ((point.x() - a.x()) * dx + (point.y() - a.y()) * dy) / length
            t = min(1.0, max(0.0, t))
        best = min(best, hypot(point.x() - a.x() - t * dx, point.y() - a.y() - t * dy))
    return best


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


def nearest_in(box: QRectF, point: QPointF) -> QPointF:
    """Return the point of a box that is nearest to another point."""
    return QPointF(
        min(max(point.x(), box.left()), box.right()), min(max(point.y(), box.top()), box.bottom())
    )
