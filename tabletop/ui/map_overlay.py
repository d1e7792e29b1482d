"""A sheet over a map that follows its view: rings round what differs, and forces on their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.ui.map.view import MapView

MOVE_MS = 650
"""How long forces take from one state to the next."""
MOST_MOVES = 60
"""Ways that are drawn at once; when more forces move, the whole map has changed anyway."""


class Overlay(QWidget):
    """Lies over a map and lets every click through."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(view.rect())
        view.installEventFilter(self)
        view.viewChanged.connect(self.update)
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the map."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.view.rect())
        return False


class Rings(Overlay):
    """Rings round places of the map, each with a short word beside it."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.places: Mapping[int, str] = {}
        self.chosen: int | None = None

    def show_rings(self, places: Mapping[int, str], chosen: int | None = None) -> None:
        """Ring nodes; the chosen one twice."""
        self.places, self.chosen = dict(places), chosen
        self.setAccessibleDescription(", ".join(self.places.values()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rings."""
        if self.view.ground is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, unit = self.view.theme, self.view.unit
        for node, words in self.places.items():
            at = self.view.node_at(node)
            if not self.rect().adjusted(-40, -40, 40, 40).contains(at.toPoint()):
                continue
            for colour, wide in (("panel", 6.0), ("bad", 2.6)):
                painter.setPen(QPen(theme.colour(colour), wide))
                painter.drawEllipse(at, 1.5 * unit, 1.5 * unit)
            if node == self.chosen:
                painter.setPen(QPen(theme.colour("bad"), 2.6, Qt.PenStyle.DashLine))
                painter.drawEllipse(at, 2.1 * unit, 2.1 * unit)
            self._say(painter, at + QPointF(1.7 * unit, 0.4 * unit), words)

    def _say(self, painter: QPainter, at: QPointF, words: str) -> None:
        metrics = painter.fontMetrics()
        box = QRectF(at.x() - 2, at.y() - metrics.ascent(), metrics.horizontalAdvance(words) + 4,
                     metrics.height())  # fmt: skip
        painter.fillRect(box, self.view.theme.colour("panel"))
        painter.setPen(self.view.theme.colour("bad"))
        painter.drawText(at, words)


@dataclass(frozen=True)
class Move:
    """Forces of one side that go from a node along others to the last."""

    nodes: tuple[int, ...]
    forces: tuple[int, ...]


def moves_between(before: Moment, after: Moment) -> list[Move]:
    """List which forces stand somewhere else in a later moment, gathered by way and side.

    A force that was not on the map, or is not any more, does not move.
    """
    import numpy as np

    from tabletop.ui.map.picture import DEPLOYED, LOST
    from tabletop.ui.map.reading import place_of
    from tabletop.ui.map.ways import way_between

    world, one, other = after.world, before.state, after.state
    if before.world is not world or one.at.shape != other.at.shape:
        return []
    changed = (one.at[0] != other.at[0]) | (one.status[0] != other.status[0])
    found: dict[tuple[int, int, str], list[int]] = {}
    nodes = len(world.geography.nodes)
    for force in np.flatnonzero(changed & (other.status[0] != LOST)).tolist():
        start, goal = place_of(world, one, force), place_of(world, other, force)
        arrived = int(other.status[0, force]) == DEPLOYED or goal != start
        if 0 <= start < nodes and 0 <= goal < nodes and start != goal and arrived:
            found.setdefault((start, goal, str(world.side[force])), []).append(force)
    return [
        Move(way_between(world, start, goal), tuple(forces))
        for (start, goal, _), forces in sorted(found.items())
    ]


class MovingForces(Overlay):
    """Lets forces glide from where they stood in one moment to where they stand in the next."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.moves: Sequence[Move] = ()
        self.share = 1.0
        self._animation = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._animation.valueChanged.connect(self._at)
        self._animation.finished.connect(self._over)
        self.hide()

    def play(self, before: Moment, after: Moment, ms: int = MOVE_MS) -> bool:
        """Begin to show the moves between two moments; False when nothing moves."""
        self._animation.stop()
        self.moves = moves_between(before, after)[:MOST_MOVES]
        if not self.moves or ms <= 0:
            self._over()
            return False
        self.show()
        self.raise_()
        self._animation.setDuration(ms)
        self._animation.start()
        return True

    def _at(self, share: float) -> None:
        self.share = float(share)
        self.update()

    def _over(self) -> None:
        self.moves, self.share = (), 1.0
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each way, and its forces at the share of it that is behind them."""
        if self.view.ground is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for move in self.moves:
            self._paint(painter, move)

    def _paint(self, painter: QPainter, move: Move) -> None:
        from tabletop.ui.map.forces_layer import leading_symbol, whose
        from tabletop.ui.map.journeys_layer import split_way
        from tabletop.ui.map.symbols import SymbolStore

        view, ground = self.view, self.view.ground
        world = None if ground is None else ground.world
        if world is None:
            return
        points = [view.node_at(node) for node in move.nodes]
        here, ahead = split_way(points, self.share)
        behind = [*points[: len(points) - len(ahead)], here]
        for colour, wide in (("panel", 6.0), ("accent", 3.0)):
            painter.setPen(QPen(view.theme.colour(colour), wide))
            painter.drawPolyline(behind)
        symbol = leading_symbol(world, view.picture, move.forces, view.unit)
        art = SymbolStore.shared().art(symbol, self.devicePixelRatioF(), view.theme)
        art.draw(painter, here)
        painter.setPen(view.theme.colour("text"))
        words = whose(world, move.forces)
        if len(move.forces) > 1:
            words = f"{len(move.forces)} × {words}"
        painter.drawText(here + QPointF(-view.unit, art.foot + view.unit), words)
