"""The lanes of the timeline: marks of every kind in their turns, and a scrubber."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tabletop.ui.theme import Theme
from tabletop.ui.timeline_model import LANES, Mark, Timeline

SHAPES = {
    "turn": "bar", "phase": "tick", "clock": "pause", "inject": "diamond", "planned": "ring",
    "order": "triangle", "ruling": "square", "note": "dot", "incident": "burst",
}  # fmt: skip
"""The shape of each kind of mark, so that colour is never the only sign."""


class Lanes(QWidget):
    """Paints the lanes and lets a person pull the scrubber; ``looked`` carries an entry number."""

    looked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._timeline: Timeline | None = None
        self._ground: tuple[tuple[object, ...], QPixmap] | None = None
        self.seq = 0
        self.zoom = 1.0
        self.describe: Callable[[int], str] = str
        self._letters: tuple[float, float] | None = None
        self._weighed: Mapping[int, str] = {}
        self._titles = {
            "play": self.tr("Play"),
            "injects": self.tr("Injects"),
            "orders": self.tr("Orders"),
            "rulings": self.tr("Rulings"),
            "incidents": self.tr("Incidents"),
        }
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Timeline"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    # -- where things are --------------------------------------------------------------------

    @property
    def timeline(self) -> Timeline | None:
        """What is shown; None before the first moment."""
        return self._timeline

    @timeline.setter
    def timeline(self, timeline: Timeline | None) -> None:
        self._timeline = timeline
        self._ground = None

    @property
    def weighed(self) -> Mapping[int, str]:
        """Entries that mattered, with what each did in words; they wear a ring."""
        return self._weighed

    @weighed.setter
    def weighed(self, weighed: Mapping[int, str]) -> None:
        self._weighed = dict(weighed)
        self._ground = None
        self.update()

    @property
    def unit(self) -> float:
        """The height of a line of text."""
        return self._measured()[0]

    @property
    def margin(self) -> float:
        """The width of the lanes' titles."""
        return self._measured()[1]

    def _measured(self) -> tuple[float, float]:
        """Return the height of a line and the width of the titles; every mark asks for them."""
        if self._letters is None:
            metrics = QFontMetricsF(self.font())
            widest = max(metrics.horizontalAdvance(one) for one in self._titles.values())
            self._letters = (metrics.height(), widest + metrics.height())
        return self._letters

    @property
    def head(self) -> float:
        """The height of the turn numbers, and of the scrubber's head below them."""
        return self.unit * 1.6

    @property
    def numbers(self) -> float:
        """The height of the turn numbers alone."""
        return self.unit * 1.15

    def sizeHint(self) -> QSize:
        """As wide as one row."""
        return QSize(400, int(self.head + self.unit * 1.15 * len(LANES) + 4))

    def minimumSizeHint(self) -> QSize:
        """As small as it can be read."""
        return QSize(int(self.margin + 60), int(self.head + self.unit * 0.9 * len(LANES)))

    def x_of(self, place: float) -> float:
        """Return the pixel column of a place in turns."""
        turns = (self.timeline.turns if self.timeline else 1) + 1
        return self.margin + place / turns * (self.width() - self.margin - 8)

    def place_of(self, x: float) -> float:
        """Return the place in turns at a pixel column."""
        turns = (self.timeline.turns if self.timeline else 1) + 1
        return (x - self.margin) / max(1.0, self.width() - self.margin - 8) * turns

    def lane_y(self, lane: str) -> float:
        """Return the middle of a lane."""
        height = (self.height() - self.head) / len(LANES)
        return self.head + height * (LANES.index(lane) + 0.5)

    def mark_at(self, point: QPointF) -> Mark | None:
        """Return the mark under a point."""
        near = None
        best = self.unit * 0.7
        for mark in self.timeline.marks if self.timeline else ():
            off = abs(self.x_of(mark.place) - point.x())
            if abs(self.lane_y(mark.lane) - point.y()) < self.unit * 0.7 and off < best:
                near, best = mark, off
        return near

    # -- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lanes, the marks and the scrubber."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._painted())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.timeline is not None:
            self._paint_scrubber(painter, self.timeline)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.theme.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _painted(self) -> QPixmap:
        """Return the lanes with their marks, painted anew only when something in them changed."""
        scale = self.devicePixelRatioF()
        key = (self.size().toTuple(), scale, self.theme, self._measured())
        if self._ground is not None and self._ground[0] == key:
            return self._ground[1]
        picture = QPixmap(self.size() * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(QColor(self.theme.panel))
        painter = QPainter(picture)
        painter.setFont(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lanes(painter)
        if self.timeline is not None:
            self._paint_turns(painter, self.timeline)
            for mark in self.timeline.marks:
                self._paint_mark(painter, mark)
        painter.end()
        self._ground = (key, picture)
        return picture

    def _paint_lanes(self, painter: QPainter) -> None:
        height = (self.height() - self.head) / len(LANES)
        for i, lane in enumerate(LANES):
            row = QRectF(0, self.head + i * height, self.width(), height)
            if i % 2 == 0:
                painter.fillRect(row, QColor(self.theme.raised))
            painter.setPen(QColor(self.theme.text))
            painter.drawText(
                QRectF(6, row.top(), self.margin - 8, height),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._titles[lane],
            )  # fmt: skip

    def _paint_turns(self, painter: QPainter, timeline: Timeline) -> None:
        metrics = QFontMetricsF(self.font())
        wide = self.x_of(2) - self.x_of(1)
        long = self.tr("Turn {n}")
        fits = metrics.horizontalAdvance(long.format(n=timeline.turns)) < wide - 6
        for turn in range(0, timeline.turns + 1):
            x = self.x_of(turn)
            painter.setPen(QPen(QColor(self.theme.border), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
            text = long.format(n=turn) if fits else str(turn)
            if turn == 0:
                text = self.tr("Start") if fits else ""
            painter.setPen(QColor(self.theme.text_dim))
            area = QRectF(x + 3, 0, wide - 4, self.numbers)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        theme = self.theme
        colour = {
            "inject": theme.accent, "planned": theme.accent, "order": theme.good,
            "ruling": theme.warn, "incident": theme.bad,
        }.get(mark.kind, theme.text)  # fmt: skip
        size = self.unit * 0.32
        at = QPointF(self.x_of(mark.place), self.lane_y(mark.lane))
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.setBrush(QColor(colour) if mark.stands else Qt.BrushStyle.NoBrush)
        draw_mark(painter, SHAPES[mark.kind], at, size)
        if not mark.stands:
            painter.drawLine(at - QPointF(size, -size), at + QPointF(size, -size))
        if mark.seq in self._weighed:
            painter.setPen(QPen(QColor(theme.text), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, size * 1.7, size * 1.7)

    def _paint_scrubber(self, painter: QPainter, timeline: Timeline) -> None:
        x = self.x_of(timeline.places.get(self.seq, 0.0))
        past = self.seq < timeline.last
        colour = QColor(self.theme.warn if past else self.theme.accent)
        painter.setPen(QPen(colour, 2))
        top = self.numbers + 1.0  # the head hides no number
        painter.drawLine(QPointF(x, top), QPointF(x, self.height()))
        painter.setBrush(colour)
        h = self.head - top
        painter.drawPolygon(
            QPolygonF([QPointF(x - h, top), QPointF(x + h, top), QPointF(x, top + h)])
        )

    # -- hands -------------------------------------------------------------------------------

    def _look_at(self, x: float) -> None:
        if self.timeline is not None:
            seq = self.timeline.nearest(self.place_of(x))
            if seq != self.seq:
                self.looked.emit(seq)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the entry under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            mark = self.mark_at(event.position())
            if mark is not None and mark.seq is not None:
                self.looked.emit(mark.seq)
            else:
                self._look_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull the scrubber."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_at(event.position().x())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the window around."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys that mean something here."""
        timeline = self.timeline
        if timeline is None:
            super().keyPressEvent(event)
            return
        order = sorted(timeline.places)
        here = max((i for i, seq in enumerate(order) if seq <= self.seq), default=0)
        turns = [order.index(m.seq) for m in timeline.marks if m.kind == "turn" and m.seq]
        last = len(order) - 1
        goal = {
            Qt.Key.Key_Left: here - 1,
            Qt.Key.Key_Right: here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_PageUp: max((i for i in turns if i < here), default=0),
            Qt.Key.Key_PageDown: min((i for i in turns if i > here), default=last),
        }.get(Qt.Key(event.key()))
        if goal is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self.looked.emit(order[max(0, min(last, goal))])

    def changeEvent(self, event: QEvent) -> None:
        """Measure the letters again when they have another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._letters = None

    def event(self, event: QEvent) -> bool:
        """Say what a mark stands for."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self.mark_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.describe_mark(mark) if mark else "", self)
            return True
        return super().event(event)

    def describe_mark(self, mark: Mark) -> str:
        """Say what a mark stands for."""
        if mark.seq is None:
            return self.tr("Planned for turn {turn}: {title}").format(
                turn=int(mark.place), title=mark.subject
            )
        said = self.describe(mark.seq)
        weight = self._weighed.get(mark.seq)
        return f"{said}\n{weight}" if weight else said


def draw_mark(painter: QPainter, shape: str, at: QPointF, r: float) -> None:
    """Draw a mark of a shape around a point, ``r`` pixels to each side."""
    x, y = at.x(), at.y()
    if shape == "bar":
        painter.drawRect(QRectF(x - r * 0.3, y - r * 1.4, r * 0.6, r * 2.8))
    elif shape == "tick":
        painter.drawLine(QPointF(x, y - r), QPointF(x, y + r))
    elif shape == "pause":
        painter.drawRect(QRectF(x - r * 0.7, y - r, r * 0.4, r * 2))
        painter.drawRect(QRectF(x + r * 0.3, y - r, r * 0.4, r * 2))
    elif shape == "square":
        painter.drawRect(QRectF(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8))
    elif shape == "dot":
        painter.drawEllipse(at, r * 0.7, r * 0.7)
    elif shape == "ring":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, r * 0.8, r * 0.8)
    elif shape == "diamond":
        far = r * 1.2
        corners = [(x, y - far), (x + far, y), (x, y + far), (x - far, y)]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    elif shape == "triangle":
        corners = [(x - r, y - r), (x + r * 1.1, y), (x - r, y + r)]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    else:
        for dx, dy in ((1, 0), (0, 1), (0.7, 0.7), (0.7, -0.7)):
            way = QPointF(dx * r * 1.2, dy * r * 1.2)
            painter.drawLine(at - way, at + way)
