"""What changes under the hand: destinations, the carried force, the focus, and short notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.forces_layer import arrow_head, leading_symbol
from tabletop.ui.map.interaction import LAWFUL
from tabletop.ui.map.lettering import Style
from tabletop.ui.map.palette import dashed, pen
from tabletop.ui.map.ways import way_between

WRAP = 46
"""Characters in a line of a note."""


@dataclass(frozen=True, slots=True)
class Note:
    """A short text beside a point of the window."""

    words: str
    at: QPointF
    lawful: bool | None = None


def paint_destinations(canvas: Canvas, destinations: Mapping[int, int]) -> None:
    """Ring the lawful destinations in colour with a tick, and dim the others with a bar."""
    painter, theme = canvas.painter, canvas.theme
    good, bad = theme.colour("lawful"), theme.colour("unlawful")
    radius = canvas.unit * 0.54
    tick = [QPointF(-0.45, 0.0), QPointF(-0.1, 0.38), QPointF(0.5, -0.4)]
    for node, code in sorted(destinations.items(), key=lambda item: item[1] == LAWFUL):
        at = canvas.node_at(node)
        if not canvas.area.contains(at):
            continue
        if code == LAWFUL:
            painter.setBrush(theme.colour("panel", 0.85))
            painter.setPen(pen(theme.colour("halo"), 5))
            painter.drawEllipse(at, radius, radius)
            painter.setPen(pen(good, 2.8))
            painter.drawEllipse(at, radius, radius)
            painter.drawPolyline(QPolygonF([at + p * radius for p in tick]))
        else:
            small = radius * 0.72
            painter.setBrush(theme.colour("halo", 0.6))
            painter.setPen(pen(bad, 1.4))
            painter.drawEllipse(at, small, small)
            arm = QPointF(0.6, 0.6) * small
            painter.drawLine(at - arm, at + arm)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_way(canvas: Canvas, start: int, goal: int, lawful: bool) -> None:
    """Paint the way that a force would take."""
    nodes = way_between(canvas.ground.world, start, goal) if lawful else (start, goal)
    way = [canvas.node_at(node) for node in nodes]
    canvas.painter.setPen(pen(canvas.theme.colour("halo", 0.8), 6))
    canvas.painter.drawPolyline(QPolygonF(way))
    if lawful:
        canvas.painter.setPen(pen(canvas.theme.colour("route"), 3))
    else:
        canvas.painter.setPen(dashed(canvas.theme.colour("unlawful"), 2, (3, 3)))
    canvas.painter.drawPolyline(QPolygonF(way))
    if lawful:
        arrow_head(canvas, way, canvas.unit)


def paint_carried(canvas: Canvas, force: int, at: QPointF) -> None:
    """Paint the symbol of the carried force in the hand."""
    symbol = leading_symbol(
        canvas.ground.world, canvas.picture, [force], canvas.unit * 1.15, planned=False
    )
    canvas.painter.setOpacity(0.9)
    canvas.symbols.art(symbol, canvas.ratio, canvas.theme).draw(canvas.painter, at)
    canvas.painter.setOpacity(1.0)


def paint_focus(canvas: Canvas, box: QRectF) -> None:
    """Paint the frame of what the keyboard is at: two colours, so that it shows on any ground."""
    wide = box.adjusted(-4, -4, 4, 4)
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    canvas.painter.setPen(pen(canvas.theme.colour("halo"), 5))
    canvas.painter.drawRoundedRect(wide, 5, 5)
    canvas.painter.setPen(pen(canvas.theme.colour("focus"), 2.5))
    canvas.painter.drawRoundedRect(wide, 5, 5)


def paint_note(canvas: Canvas, note: Note, window: QRectF) -> QRectF:
    """Paint a note beside its point, inside the window; returns its box."""
    style: Style = canvas.letters.note
    if note.lawful is not None:
        style = canvas.letters.lawful if note.lawful else canvas.letters.unlawful
    words = wrapped(note.words)
    size = canvas.lettering.size(words, style)
    x = note.at.x() + canvas.unit
    y = note.at.y() + canvas.unit
    if x + size.width() > window.right() - 4:
        x = note.at.x() - canvas.unit - size.width()
    if y + size.height() > window.bottom() - 4:
        y = note.at.y() - canvas.unit - size.height()
    at = QPointF(max(window.left() + 4, x), max(window.top() + 4, y))
    canvas.lettering.draw(canvas.painter, at, words, style)
    return QRectF(at, size)


def wrapped(words: str) -> str:
    """Break words into lines of a readable length."""
    lines: list[str] = []
    for paragraph in words.splitlines():
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > WRAP:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return "\n".join(lines)
