"""Stills of the map as files: a PNG picture or an SVG drawing, of the map alone or as a sheet.

Everything is painted step by step, so that the desk may do it between other things.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from tabletop.ui.map import furniture
from tabletop.ui.map.still import painting

if TYPE_CHECKING:
    from tabletop.ui.map.sheet import Caption
    from tabletop.ui.map.view import MapView

T = TypeVar("T")
DRAWN = 3.0
"""Pixels in a pixel of the symbols in a drawing, which are pictures in it."""
__all__ = ["png_bytes", "png_of", "svg_of", "write_png", "write_svg"]


def _all(
    view: MapView, painter: QPainter, size: QSize, ratio: float, caption: Caption | None
) -> Iterator[None]:
    """Paint the map alone, or a sheet when there is a caption."""
    if view.ground is None:
        return
    if caption is None:
        yield from painting(view, painter, size, ratio, view.theme)
    else:
        from tabletop.ui.map.sheet import paint_sheet

        yield from paint_sheet(view, painter, size, ratio, caption)


def png_of(
    view: MapView, size: QSize, ratio: float, caption: Caption | None = None
) -> Generator[None, None, QImage]:
    """Step by step, paint a picture of ``size`` logical pixels and return it."""
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    try:
        yield from _all(view, painter, size, ratio, caption)
    finally:
        painter.end()
    return image


def svg_of(
    view: MapView, size: QSize, caption: Caption | None = None
) -> Generator[None, None, bytes]:
    """Step by step, make a drawing of ``size`` pixels and return its text."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(size)
    drawing.setResolution(view.logicalDpiY())  # else letters are smaller than their room
    drawing.setViewBox(QRect(0, 0, size.width(), size.height()))
    status = view.translate(furniture.STATUS)
    drawing.setTitle(status if caption is None else caption.title)
    drawing.setDescription(status if caption is None else "\n".join(caption.lines))
    painter = QPainter(drawing)
    try:
        yield from _all(view, painter, size, DRAWN, caption)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def png_bytes(image: QImage) -> bytes:
    """Return a picture as the contents of a PNG file; ValueError when it cannot be one.

    It may be called in any thread.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise ValueError("the picture is too large")
    return bytes(buffer.data().data())


def write_png(view: MapView, path: Path, size: QSize, ratio: float) -> None:
    """Write a PNG picture of the map alone, ``size`` logical pixels; OSError when that fails."""
    path.write_bytes(png_bytes(_finish(png_of(view, size, ratio))))


def write_svg(view: MapView, path: Path, size: QSize) -> None:
    """Write an SVG drawing of the map alone, ``size`` pixels; OSError when that fails."""
    path.write_bytes(_finish(svg_of(view, size)))


def _finish(steps: Generator[None, None, T]) -> T:
    """Do all steps at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
