"""A still of the map: what a view shows, painted step by step in another size and theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter

from tabletop.ui.map import furniture
from tabletop.ui.map.base_layer import paint_base
from tabletop.ui.map.composer import Look, paint_layers
from tabletop.ui.map.lettering import Ink
from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.ui.map.canvas import Canvas
    from tabletop.ui.map.painted import PaintedMap


def still_canvas(
    view: PaintedMap, painter: QPainter, size: QSize, ratio: float, theme: Theme
) -> Canvas:
    """Return the canvas of a still: what a view shows, in another size and theme.

    The same ground is in the middle and all of it that the window shows is in the picture.
    ``ratio`` is the number of pixels in a pixel of the symbols, which are pictures.
    """
    assert view.ground is not None, "a still is of some ground"
    zoom = min(size.width() / view.camera.width, size.height() / view.camera.height)
    camera = replace(view.camera.resized(size.width(), size.height()),
                     scale=view.camera.scale / zoom)  # fmt: skip
    look = Look(camera, theme, view.layers, view.font(), view.devicePixelRatioF())
    canvas = view.composer.canvas(painter, look, camera, view.ground, view.picture)
    canvas.lettering, canvas.ratio = Ink(view.font(), ratio), ratio
    return canvas


def painting(
    view: PaintedMap, painter: QPainter, size: QSize, ratio: float, theme: Theme
) -> Iterator[None]:
    """Step by step, paint what a view shows, with its status line and scale bar."""
    view.fetch_symbols()
    thin = painter.device().devicePixelRatio() * painter.worldTransform().m11()
    canvas = still_canvas(view, painter, size, ratio, theme)
    painter.save()
    yield from paint_base(
        painter, canvas.camera, canvas.ground, theme, canvas.shown, canvas.thick * thin
    )
    painter.restore()
    canvas.take_mark(furniture.room_of(canvas, canvas.area, view.translate))
    yield from paint_layers(canvas, view.translate)
    furniture.paint_furniture(canvas, canvas.area, view.translate)
