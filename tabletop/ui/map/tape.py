"""A painter that writes down what is painted, so that any part of it can be painted later.

The layers decide once what stands where; a pan then paints only the strips that come into sight.
A QPicture would do the same, but copies every ready picture and cannot leave out what is far away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPixmap, QPolygonF

from tabletop.ui.map.nearby import Nearby

PAUSE = 6
"""Strokes painted in one step."""
CELL = 256.0
"""Pixels along the edge of a cell in which strokes are sorted."""
SPARE = 2.0
"""Pixels by which a stroke may reach beyond its box and half its pen."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One call of a painter, with its state at the time and the box of what it touches."""

    box: QRectF
    pen: QPen
    brush: QBrush
    font: QFont | None
    draw: Callable[..., None]
    what: tuple[Any, ...]


class Tape(QPainter):
    """Takes the calls that the layers make and keeps them in their order; paints nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._pen, self._brush = QPen(), QBrush()
        self._font: QFont | None = None
        self._strokes: Nearby[Stroke] = Nearby(CELL)

    def __len__(self) -> int:
        """How many calls were kept."""
        return len(self._strokes)

    def setRenderHint(self, *_: Any) -> None:
        """Ignore it: everything is played with smooth edges."""

    def setPen(self, pen: Any) -> None:
        """Keep the pen for what follows."""
        self._pen = pen if isinstance(pen, QPen) else QPen(pen)

    def setBrush(self, brush: Any) -> None:
        """Keep the brush for what follows."""
        self._brush = brush if isinstance(brush, QBrush) else QBrush(brush)

    def setFont(self, font: Any) -> None:
        """Keep the font for what follows."""
        self._font = QFont(font)

    def drawPixmap(self, *what: Any) -> None:
        """Keep a ready picture at a point."""
        at: QPointF = what[0]
        picture: QPixmap = what[1]
        self._keep(QRectF(at, picture.deviceIndependentSize()), QPainter.drawPixmap, what)

    def drawLine(self, *what: Any) -> None:
        """Keep a line between two points."""
        self._keep(QRectF(what[0], what[1]).normalized(), QPainter.drawLine, what)

    def drawPolyline(self, *what: Any) -> None:
        """Keep a line through several points."""
        line: QPolygonF = what[0]
        self._keep(line.boundingRect(), QPainter.drawPolyline, what)

    def drawPolygon(self, *what: Any) -> None:
        """Keep a polygon."""
        ring: QPolygonF = what[0]
        self._keep(ring.boundingRect(), QPainter.drawPolygon, what)

    def drawEllipse(self, *what: Any) -> None:
        """Keep an ellipse round a point."""
        at, across, down = what
        box = QRectF(at.x() - across, at.y() - down, 2 * across, 2 * down)
        self._keep(box, QPainter.drawEllipse, what)

    def drawRect(self, *what: Any) -> None:
        """Keep a rectangle."""
        self._keep(what[0], QPainter.drawRect, what)

    def drawRoundedRect(self, *what: Any) -> None:
        """Keep a rectangle with round corners."""
        self._keep(what[0], QPainter.drawRoundedRect, what)

    def drawText(self, *what: Any) -> Any:
        """Keep words in a rectangle, which they may be wider than."""
        box: QRectF = what[0]
        room = box.width() + box.height()
        self._keep(box.adjusted(-room, -room, room, room), QPainter.drawText, what)

    def fillRect(self, *what: Any) -> None:
        """Keep a filled rectangle."""
        self._keep(what[0], QPainter.fillRect, what)

    def _keep(self, box: QRectF, draw: Callable[..., None], what: tuple[Any, ...]) -> None:
        reach = self._pen.widthF() + SPARE
        room = box.adjusted(-reach, -reach, reach, reach)
        self._strokes.add(Stroke(room, self._pen, self._brush, self._font, draw, what))

    def play(self, painter: QPainter, area: QRectF) -> Iterator[None]:
        """Paint step by step what touches ``area``, both in pixels of the tape."""
        pen, brush, font = QPen(), QBrush(), None
        painter.setPen(QPen(QColor("black")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painted = 0
        for one in self._strokes.near(area):
            if not one.box.intersects(area):
                continue
            if one.pen is not pen:
                pen = one.pen
                painter.setPen(pen)
            if one.brush is not brush:
                brush = one.brush
                painter.setBrush(brush)
            if one.font is not None and one.font is not font:
                font = one.font
                painter.setFont(font)
            one.draw(painter, *one.what)
            painted += 1
            if painted % PAUSE == 0:
                yield
