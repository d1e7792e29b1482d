"""The map on paper: one page with a title, what is shown, its scale bar and the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from tabletop.ui.map.export import paint_still

if TYPE_CHECKING:
    from tabletop.ui.map.view import MapView

ACROSS = 1500
"""Width of a printed map in the pixels of the screen: how large its letters are on the page."""


def ask_and_print(view: MapView, title: str) -> bool:
    """Ask for a printer and print; False when the person thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, view)
    dialog.setWindowTitle(view.tr("Print the map"))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    print_map(view, printer, title)
    return True


def print_map(view: MapView, printer: QPrinter, title: str) -> None:
    """Print what a map shows on one page, as large as the page allows."""
    painter = QPainter(printer)
    paint_page(view, painter, QRectF(printer.pageRect(QPrinter.Unit.DevicePixel)), title)
    painter.end()


def paint_page(view: MapView, painter: QPainter, page: QRectF, title: str) -> None:
    """Paint the page: the title above, the map below it in a thin frame."""
    zoom = page.width() / ACROSS
    painter.save()
    painter.scale(zoom, zoom)
    wide, high = float(ACROSS), page.height() / zoom
    font = QFont(view.font())
    font.setBold(True)
    painter.setFont(font)
    line = QFontMetricsF(font).height() * 1.8
    painter.setPen(QColor("#000000"))
    painter.drawText(QRectF(0, 0, wide, line), Qt.AlignmentFlag.AlignVCenter, title)
    size = QSize(round(wide), round(high - line))
    painter.translate(QPointF(0, line))
    painter.setClipRect(QRectF(0, 0, size.width(), size.height()))
    paint_still(view, painter, size, max(2.0, min(4.0, zoom)))
    painter.setClipping(False)
    painter.setPen(QColor("#000000"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0, 0, size.width() - 1, size.height() - 1))
    painter.restore()
