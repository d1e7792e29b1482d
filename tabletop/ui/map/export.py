"""Stills of the map: a PNG picture or an SVG drawing of what is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from tabletop.ui.map import furniture
from tabletop.ui.map.base_layer import paint_base
from tabletop.ui.map.composer import Look, paint_layers

if TYPE_CHECKING:
    from tabletop.ui.map.view import MapView

__all__ = ["paint_still", "write_png", "write_svg"]


def paint_still(view: MapView, painter: QPainter, size: QSize, ratio: float) -> None:
    """Paint what a view shows, with its status line and scale bar, in another size.

    The same ground is in the middle and all of it that the window shows is in the picture.
    """
    if view.ground is None:
        return
    view.fetch_symbols()
    wide, high = view.camera.width, view.camera.height
    zoom = min(size.width() / wide, size.height() / high)
    camera = replace(view.camera.resized(size.width(), size.height()),
                     scale=view.camera.scale / zoom)  # fmt: skip
    look = Look(camera, view.theme, view.layers, view.font(), ratio)
    composer = view.composer
    thin = look.thick * painter.device().devicePixelRatio()
    painter.save()
    for _ in paint_base(painter, camera, view.ground, view.theme, view.layers, thin):
        pass
    painter.restore()
    canvas = composer.canvas(painter, look, camera, view.ground, view.picture)
    canvas.take_mark(furniture.room_of(canvas, canvas.area, view.translate))
    for _ in paint_layers(canvas, view.translate):
        pass
    furniture.paint_furniture(canvas, canvas.area, view.translate)


def write_png(view: MapView, path: Path, size: QSize, ratio: float) -> None:
    """Write a PNG picture of ``size`` logical pixels; OSError when that fails."""
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_still(view, painter, size, ratio)
    painter.end()
    _write(path, lambda buffer: bool(image.save(buffer, "PNG")))  # type: ignore[call-overload]


def write_svg(view: MapView, path: Path, size: QSize) -> None:
    """Write an SVG drawing of ``size`` pixels; OSError when that fails."""

    def draw(buffer: QBuffer) -> bool:
        drawing = QSvgGenerator()
        drawing.setOutputDevice(buffer)
        drawing.setSize(size)
        drawing.setViewBox(QRect(0, 0, size.width(), size.height()))
        drawing.setTitle(view.translate(furniture.STATUS))
        painter = QPainter(drawing)
        paint_still(view, painter, size, 2.0)
        return bool(painter.end())

    _write(path, draw)


def _write(path: Path, draw: Callable[[QBuffer], bool]) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not draw(buffer):
        raise OSError(f"the map could not be drawn for {path}")
    path.write_bytes(bytes(buffer.data().data()))
