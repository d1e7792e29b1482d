"""The legend as a panel on the map: it scrolls where the map is too small for all of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.floating import EDGE, FloatingPanel
from tabletop.ui.map.legend import legend_size, paint_legend, rows_of
from tabletop.ui.map.lettering import Lettering
from tabletop.ui.map.tape import Tape
from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.ui.map.view import MapView


LEAST = 0.7
"""Size of the smallest letters of a legend, against the usual ones."""


class LegendSheet(QWidget):
    """All rows of the legend; the words are in its description for those who hear them."""

    def __init__(self, view: MapView) -> None:
        super().__init__()
        self._map = view
        self._room = (0.0, 0.0)
        self._share = 1.0
        self.setAccessibleName(view.tr("Legend"))

    def fit(self, width: float, height: float) -> QRectF:
        """Lay the legend out for a window of a size; returns its box.

        Where the longest row is too wide all are written smaller.
        """
        self._room, self._share = (width, height), 1.0
        canvas = self._canvas(Tape())
        wide = legend_size(canvas, rows_of(canvas, self._map.translate), 1).width()
        self._share = max(LEAST, min(1.0, width / wide))
        canvas = self._canvas(Tape())
        box = self._paint(canvas)
        self.setFixedSize(round(box.width()) + 1, round(box.height()) + 1)
        words = [row.words for row in rows_of(canvas, self._map.translate)]
        self.setAccessibleDescription(", ".join(words))
        return box

    def _canvas(self, painter: QPainter) -> Canvas:
        view = self._map
        assert view.ground is not None, "a legend tells of a ground"
        look = view.look
        canvas = view.composer.canvas(painter, look, view.camera, view.ground, view.picture)
        if self._share == 1.0:
            return canvas
        font = QFont(look.font)
        font.setPointSizeF(font.pointSizeF() * self._share)
        letters = Lettering(font, look.ratio)
        return replace(canvas, lettering=letters, unit=canvas.unit * self._share)

    def _paint(self, canvas: Canvas) -> QRectF:
        width, height = self._room
        return paint_legend(canvas, QPointF(0, 0), height, self._map.translate, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        if self._map.ground is not None:
            painter = QPainter(self)
            self._paint(self._canvas(painter))
            painter.end()


class LegendPanel(FloatingPanel):
    """The legend in the upper left corner of the map."""

    def __init__(self, view: MapView, theme: Theme) -> None:
        super().__init__(view.tr("Legend"), view, theme)
        self._map = view
        self.sheet = LegendSheet(view)
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(self.title.text())
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(self.area)

    def show_rows(self) -> None:
        """Open the legend, or fit it to another size of the map, of its text, or another theme."""
        view = self._map
        if view.ground is None:
            return
        unit = view.unit
        wide = view.width() - view.buttons_width - 4 * EDGE - 2 * unit
        high = view.height() - 5.5 * unit
        box = self.sheet.fit(max(wide, 8 * unit), max(high, 4 * unit))
        bar = self.area.verticalScrollBar().sizeHint().width() + 2
        over = box.height() > high
        if over:  # and then narrower, to leave room for the scroll bar
            box = self.sheet.fit(max(wide - bar, 8 * unit), max(high, 4 * unit))
        self.area.setFixedSize(
            round(min(box.width() + (bar if over else 2), wide)), round(min(box.height() + 2, high))
        )
        self.sheet.update()
        self.open_at(QPoint(EDGE, EDGE))
