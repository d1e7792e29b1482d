"""What changes under the hand: destinations, the carried force, the focus, and short notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPolygonF

from tabletop.ui.map.advice import WayMark
from tabletop.ui.map.canvas import Canvas, box_of
from tabletop.ui.map.forces_layer import leading_symbol
from tabletop.ui.map.interaction import LAWFUL
from tabletop.ui.map.journeys_layer import arrow_head
from tabletop.ui.map.labels import Room
from tabletop.ui.map.palette import dashed, pen

WRAP = 54
"""Characters in a line of a note, where the window is wide enough."""
RING = (0.3, 0.54)
"""Least and largest radius of the ring round a destination, in lines of text."""


@dataclass(frozen=True, slots=True)
class Note:
    """A short text beside a point of the window."""

    words: str
    at: QPointF
    lawful: bool | None = None


def paint_destinations(canvas: Canvas, destinations: Mapping[int, int]) -> None:
    """Ring the lawful destinations in colour with a tick, and dim the others with a bar.

    The ring is broken where only some of several forces may go, and small where places lie close
    together.
    """
    painter, theme = canvas.painter, canvas.theme
    good, bad = theme.colour("lawful"), theme.colour("unlawful")
    least, most = (canvas.unit * share for share in RING)
    spacing = canvas.ground.spacing
    tick = [QPointF(-0.45, 0.0), QPointF(-0.1, 0.38), QPointF(0.5, -0.4)]
    for node, code in sorted(destinations.items(), key=lambda item: item[1] <= LAWFUL):
        at = canvas.node_at(node)
        if not canvas.area.contains(at):
            continue
        radius = min(most, max(least, 0.5 * spacing[node] / canvas.camera.scale))
        if code <= LAWFUL:
            painter.setBrush(theme.colour("panel", 0.85))
            painter.setPen(pen(theme.colour("halo"), 5))
            painter.drawEllipse(at, radius, radius)
            painter.setPen(pen(good, 2.8) if code == LAWFUL else dashed(good, 2.8, (1.0, 0.9)))
            painter.drawEllipse(at, radius, radius)
            painter.setPen(pen(good, 2.8))
            painter.drawPolyline(QPolygonF([at + p * radius for p in tick]))
        else:
            small = radius * 0.72
            painter.setBrush(theme.colour("halo", 0.6))
            painter.setPen(pen(bad, 1.4))
            painter.drawEllipse(at, small, small)
            arm = QPointF(0.6, 0.6) * small
            painter.drawLine(at - arm, at + arm)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_way(canvas: Canvas, mark: WayMark) -> None:
    """Paint the way that a force would take, with the room for trains on each leg."""
    way = [canvas.node_at(node) for node in mark.nodes]
    painter, theme = canvas.painter, canvas.theme
    painter.setPen(pen(theme.colour("halo", 0.8), 6))
    painter.drawPolyline(QPolygonF(way))
    painter.setPen(pen(theme.colour("route"), 3))
    painter.drawPolyline(QPolygonF(way))
    for leg in mark.legs:
        if leg.narrow:
            painter.setPen(dashed(theme.colour("bad"), 4, (1.6, 1.2)))
            painter.drawLine(canvas.node_at(leg.start), canvas.node_at(leg.end))
    arrow_head(canvas, way, canvas.unit)
    _leg_words(canvas, mark)


def _leg_words(canvas: Canvas, mark: WayMark) -> None:
    """Write the room on the legs that are long enough for it; the narrow ones come first."""
    room = Room()
    for leg in sorted(mark.legs, key=lambda one: not one.narrow):
        middle = (canvas.node_at(leg.start) + canvas.node_at(leg.end)) / 2
        style = canvas.letters.warning if leg.narrow else canvas.letters.arrival
        size = canvas.lettering.size(leg.words, style)
        box = QRectF(middle - QPointF(size.width(), size.height()) / 2, size)
        if canvas.area.contains(box) and room.free(box_of(box)):
            room.take(box_of(box))
            canvas.lettering.draw(canvas.painter, box.topLeft(), leg.words, style)


def paint_straight(canvas: Canvas, start: int, goal: int) -> None:
    """Paint that there is no lawful way to a place."""
    canvas.painter.setPen(pen(canvas.theme.colour("halo", 0.8), 6))
    canvas.painter.drawLine(canvas.node_at(start), canvas.node_at(goal))
    canvas.painter.setPen(dashed(canvas.theme.colour("unlawful"), 2, (3, 3)))
    canvas.painter.drawLine(canvas.node_at(start), canvas.node_at(goal))


def paint_carried(canvas: Canvas, forces: Sequence[int], at: QPointF) -> None:
    """Paint the symbol of the carried forces in the hand, with their number."""
    symbol = leading_symbol(
        canvas.ground.world, canvas.picture, forces, canvas.unit * 1.15, planned=False
    )
    canvas.painter.setOpacity(0.9)
    canvas.symbols.art(symbol, canvas.ratio, canvas.theme).draw(canvas.painter, at)
    canvas.painter.setOpacity(1.0)
    if len(forces) > 1:
        corner = at + QPointF(0.75 * symbol.size + 2, -0.5 * symbol.size - 1)
        canvas.lettering.draw_centred(
            canvas.painter, corner, str(len(forces)), canvas.letters.count
        )


def paint_focus(canvas: Canvas, box: QRectF) -> None:
    """Paint the frame of what the keyboard is at: two colours, so that it shows on any ground."""
    wide = box.adjusted(-4, -4, 4, 4)
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    canvas.painter.setPen(pen(canvas.theme.colour("halo"), 5))
    canvas.painter.drawRoundedRect(wide, 5, 5)
    canvas.painter.setPen(pen(canvas.theme.colour("focus"), 2.5))
    canvas.painter.drawRoundedRect(wide, 5, 5)


def paint_note(canvas: Canvas, note: Note, window: QRectF) -> QRectF:
    """Paint a note beside its point, inside the window; returns its box.

    The first paragraph is bold; whether it is lawful shows in the frame, the colour and a sign.
    """
    theme, painter = canvas.theme, canvas.painter
    ink, sign = "text", ""
    if note.lawful is not None:
        ink, sign = ("lawful", "✓ ") if note.lawful else ("bad", "✕ ")
    head, _, rest = note.words.partition("\n")
    plain, bold = canvas.lettering.font, QFont(canvas.lettering.font)
    bold.setBold(True)
    metrics = {False: QFontMetricsF(plain), True: QFontMetricsF(bold)}
    most = min(WRAP, int((window.width() - 24) / metrics[True].averageCharWidth()))
    rows = [(line, bold, ink) for line in wrapped(sign + head, most).split("\n")]
    rows += [(line, plain, "text") for line in wrapped(rest, most).split("\n") if line]
    wide = max(metrics[font.bold()].horizontalAdvance(line) for line, font, _ in rows)
    high = metrics[True].height()
    box = QRectF(0, 0, wide + 16, high * len(rows) + 8)
    box.moveTopLeft(_beside(note.at, box, canvas.unit, window))
    painter.setPen(pen(theme.colour("border" if note.lawful is None else ink), 1.6))
    painter.setBrush(theme.colour("panel", 0.97))
    painter.drawRoundedRect(box, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row, (line, font, colour) in enumerate(rows):
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        base = box.top() + 4 + row * high + metrics[True].ascent()
        painter.drawText(QPointF(box.left() + 8, base), line)
    return box


def _beside(at: QPointF, box: QRectF, unit: float, window: QRectF) -> QPointF:
    """Return the corner of a box beside a point, inside the window."""
    x, y = at.x() + unit, at.y() + unit
    if x + box.width() > window.right() - 4:
        x = at.x() - unit - box.width()
    if y + box.height() > window.bottom() - 4:
        y = at.y() - unit - box.height()
    return QPointF(max(window.left() + 4, x), max(window.top() + 4, y))


def wrapped(words: str, most: int = WRAP) -> str:
    """Break words into lines of a readable length, ``most`` characters or one word."""
    lines: list[str] = []
    for paragraph in words.splitlines():
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > most:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return "\n".join(lines)
