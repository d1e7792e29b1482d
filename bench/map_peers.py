"""The two peers of the desk's map, drawing what it draws, with the settings that suit them best.

A QGraphicsView that is moved by its scroll bars shifts what is on the screen and paints only what
comes into sight, as long as nothing lies over it.  That is the peer which goals are against.  The
desk's map has buttons, a scale bar and a status line over it, so the view is measured once more
with such widgets over it ("furnished"), which makes Qt paint the whole viewport; for information.

Both peers are given the same land (one level of detail), borders, line, links and markers as
shapes, and the same symbols, names and plates as ready pictures that keep their size.  Neither
works out which symbols and names find room at another scale; the desk's map does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import (
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QLabel,
    QToolButton,
    QWidget,
)

Frame = Callable[[int], None]


@dataclass(frozen=True)
class Sprite:
    """A picture that keeps its size: its anchor in metres, and the corner from the anchor."""

    x: float
    y: float
    corner: QPointF
    picture: QPixmap


@dataclass(frozen=True)
class Stroke:
    """Lines in metres, one pen in device pixels."""

    lines: list[QPolygonF]
    pen: QPen


@dataclass(frozen=True)
class Content:
    """What every side draws."""

    window: QRectF
    sea: QColor
    fills: list[tuple[QPainterPath, QBrush]]
    strokes: list[Stroke]
    markers: list[tuple[float, float, float]]
    sprites: list[Sprite]


@dataclass(frozen=True)
class Side:
    """A side of the comparison: it pans by pixels, zooms by a factor, and goes back."""

    name: str
    widget: QWidget
    pan: Callable[[float, float], None]
    zoom: Callable[[float], None]
    home: Callable[[], None]
    finish: Callable[[], object] = lambda: None
    """Does what a pan has left to do."""


def graphics_view(
    content: Content,
    size: tuple[int, int],
    centre: tuple[float, float],
    scale: float,
    *,
    furnished: bool = False,
) -> Side:
    """Make a plain QGraphicsView that is moved by its scroll bars; ``furnished``: with widgets."""
    scene = QGraphicsScene()
    view = QGraphicsView(scene)
    scene.setParent(view)  # the view does not keep its scene
    scene.setSceneRect(content.window)
    scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
    view.setBackgroundBrush(content.sea)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
    view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
    for policy in (view.setHorizontalScrollBarPolicy, view.setVerticalScrollBarPolicy):
        policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setFrameShape(QGraphicsView.Shape.NoFrame)
    view.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
    for path, brush in content.fills:
        scene.addPath(path, QPen(Qt.PenStyle.NoPen), brush)
    for stroke in content.strokes:
        for line in stroke.lines:
            path = QPainterPath()
            path.addPolygon(line)
            scene.addPath(path, stroke.pen)
    for x, y, radius in content.markers:
        scene.addItem(_marker(x, y, radius))
    for sprite in content.sprites:
        scene.addItem(_sprite(sprite))
    view.resize(*size)

    def home() -> None:
        view.resetTransform()
        view.scale(1 / scale, -1 / scale)
        view.centerOn(*centre)

    def pan(dx: float, dy: float) -> None:
        across, down = view.horizontalScrollBar(), view.verticalScrollBar()
        across.setValue(across.value() - round(dx))
        down.setValue(down.value() - round(dy))

    if furnished:
        furnish(view)
    view.show()
    home()
    name = "furnished QGraphicsView" if furnished else "QGraphicsView"
    return Side(name, view, pan, lambda factor: view.scale(factor, factor), home)


def pyqtgraph_plot(
    content: Content, size: tuple[int, int], centre: tuple[float, float], scale: float
) -> Side:
    """Make a plot of pyqtgraph: curves for the lines, one scatter for the markers.

    Raises ``ImportError`` when it is not installed.
    """
    import pyqtgraph as pg

    pg.setConfigOptions(antialias=True)
    plot: Any = pg.PlotWidget()
    plot.hideAxis("left")
    plot.hideAxis("bottom")
    plot.hideButtons()
    plot.setMenuEnabled(False)
    plot.setBackground(content.sea)
    box = plot.getViewBox()
    box.setAspectLocked(True)
    box.disableAutoRange()
    for path, brush in content.fills:
        item = pg.QtWidgets.QGraphicsPathItem(path)
        item.setPen(QPen(Qt.PenStyle.NoPen))
        item.setBrush(brush)
        plot.addItem(item, ignoreBounds=True)
    gap = np.full((1, 2), np.nan)
    for stroke in content.strokes:
        parts = [
            part
            for line in stroke.lines
            for part in (np.array([(p.x(), p.y()) for p in line.toList()]), gap)
        ]
        xy = np.concatenate(parts)
        plot.addItem(pg.PlotCurveItem(xy[:, 0], xy[:, 1], pen=stroke.pen, connect="finite"),
                     ignoreBounds=True)  # fmt: skip
    if content.markers:
        xyr = np.array(content.markers)
        plot.addItem(pg.ScatterPlotItem(xyr[:, 0], xyr[:, 1], size=2 * xyr[:, 2], pen="w",
                                        brush="#333"), ignoreBounds=True)  # fmt: skip
    for sprite in content.sprites:
        plot.addItem(_sprite(sprite), ignoreBounds=True)
    plot.resize(*size)
    furnish(plot)
    plot.show()

    def home() -> None:
        wide, high = size[0] * scale, size[1] * scale
        area = QRectF(centre[0] - wide / 2, centre[1] - high / 2, wide, high)
        box.setRange(area, padding=0)

    def pan(dx: float, dy: float) -> None:
        across, down = box.viewPixelSize()
        box.translateBy(x=-dx * across, y=dy * down)

    home()
    return Side("pyqtgraph", plot, pan, lambda factor: box.scaleBy((1 / factor, 1 / factor)), home)


def furnish(view: QWidget) -> None:
    """Put over a view what the desk's map has over it: buttons, a scale bar and a status line."""
    for i, sign in enumerate("+−⌂☰?"):
        button = QToolButton(view)
        button.setText(sign)
        button.setGeometry(view.width() - 40, 8 + 35 * i, 32, 32)
    for words, down in (("EXERCISE APPROXIMATION — not a legal line", 24), ("100 km", 44)):
        label = QLabel(words, view)
        label.move(8, view.height() - down)


def _marker(x: float, y: float, radius: float) -> QGraphicsItem:
    item = QGraphicsEllipseItem(-radius, -radius, 2 * radius, 2 * radius)
    item.setPos(x, y)
    item.setPen(QPen(QColor("#fff"), 1))
    item.setBrush(QColor("#333"))
    item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
    return item


def _sprite(sprite: Sprite) -> QGraphicsItem:
    item = QGraphicsPixmapItem(sprite.picture)
    item.setOffset(sprite.corner)
    item.setPos(sprite.x, sprite.y)
    item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
    return item
