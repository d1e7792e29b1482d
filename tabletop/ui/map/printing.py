"""The map on paper: a sheet on one page."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from tabletop.ui.map.sheet import ACROSS, Caption, paint_sheet

if TYPE_CHECKING:
    from tabletop.ui.map.view import MapView

CRISP = 2.0, 4.0
"""Fewest and most pixels in a pixel of the symbols on a page."""


def ask_for_printer(view: MapView, title: str) -> QPrinter | None:
    """Ask for a printer; None when the person thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, view)
    dialog.setWindowTitle(view.tr("Print the map"))
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    return printer if accepted else None


def printing(view: MapView, printer: QPrinter, caption: Caption) -> Generator[None, None, None]:
    """Step by step, print what a map shows on one page; ValueError when the printer refuses."""
    painter = QPainter()
    if not painter.begin(printer):
        raise ValueError(view.tr("the printer does not answer"))
    try:
        page = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
        yield from paint_page(view, painter, QRectF(0, 0, page.width(), page.height()), caption)
    finally:
        painter.end()


def paint_page(view: MapView, painter: QPainter, page: QRectF, caption: Caption) -> Iterator[None]:
    """Step by step, paint a sheet that fills a page."""
    wide = ACROSS * view.unit
    zoom = page.width() / wide
    low, high = CRISP
    painter.save()
    painter.translate(page.topLeft())
    painter.scale(zoom, zoom)
    size = QSize(round(wide), round(page.height() / zoom))
    yield from paint_sheet(view, painter, size, max(low, min(high, zoom)), caption)
    painter.restore()
