"""Text on the map: words with a halo and words on a coloured ground, painted once and kept."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

KEPT = 2_000
"""Pictures of words that are kept."""


@dataclass(frozen=True, slots=True)
class Style:
    """How words look: ``size`` against the widget's font, a halo or a ground behind them.

    ``ground`` is the fill of a rounded plate; without it the words have a halo of ``halo``.
    """

    colour: str
    halo: str
    size: float = 1.0
    bold: bool = False
    italic: bool = False
    spacing: float = 0.0
    ground: str = ""
    rim: str = ""
    halo_width: float = 3.0


class Lettering:
    """Measures and paints words in one font and at one device pixel ratio."""

    def __init__(self, font: QFont, ratio: float) -> None:
        self.font = font
        self.ratio = ratio
        self._kept: OrderedDict[tuple[str, Style], QPixmap] = OrderedDict()

    def size(self, text: str, style: Style) -> QSizeF:
        """Return the room that ``text`` takes, halo or plate included."""
        metrics = self._metrics(style)
        lines = text.split("\n")
        wide = max(metrics.horizontalAdvance(line) for line in lines)
        across, down = _padding(style)
        return QSizeF(
            float(round(wide + 2 * across + 0.5)),
            float(round(metrics.height() * len(lines) + 2 * down + 0.5)),
        )

    def draw(self, painter: QPainter, at: QPointF, text: str, style: Style) -> None:
        """Paint ``text`` with its top left corner at ``at``."""
        painter.drawPixmap(_crisp(at, self.ratio), self.picture(text, style))

    def draw_centred(self, painter: QPainter, at: QPointF, text: str, style: Style) -> QRectF:
        """Paint ``text`` round ``at`` and return its box."""
        size = self.size(text, style)
        corner = QPointF(at.x() - size.width() / 2, at.y() - size.height() / 2)
        self.draw(painter, corner, text, style)
        return QRectF(corner, size)

    def picture(self, text: str, style: Style) -> QPixmap:
        """Return the picture of ``text``, painted at its first use."""
        key = (text, style)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        made = self._paint(text, style)
        self._kept[key] = made
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return made

    def _paint(self, text: str, style: Style) -> QPixmap:
        size = self.size(text, style)
        picture = QPixmap((size * self.ratio).toSize())
        picture.setDevicePixelRatio(self.ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._write(painter, text, style, size)
        painter.end()
        return picture

    def _write(self, painter: QPainter, text: str, style: Style, size: QSizeF) -> None:
        """Paint ``text`` into a box of ``size`` whose upper left corner is the origin."""
        metrics, font = self._metrics(style), self._font(style)
        across, down = _padding(style)
        if style.ground:
            plate = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
            painter.setBrush(QColor(style.ground))
            painter.setPen(QPen(QColor(style.rim), 1) if style.rim else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(plate, 3.5, 3.5)
        for row, line in enumerate(text.split("\n")):
            left = (size.width() - metrics.horizontalAdvance(line)) / 2 if style.ground else across
            base = QPointF(left, down + metrics.ascent() + row * metrics.height())
            if not style.ground:
                path = QPainterPath()
                path.addText(base, font, line)
                rim = QPen(QColor(style.halo), style.halo_width)
                rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.strokePath(path, rim)
            self._letters(painter, base, line, style)

    def _letters(self, painter: QPainter, base: QPointF, line: str, style: Style) -> None:
        painter.setFont(self._font(style))
        painter.setPen(QColor(style.colour))
        painter.drawText(base, line)

    def _font(self, style: Style) -> QFont:
        return _styled(self.font, style.size, style.bold, style.italic, style.spacing)

    def _metrics(self, style: Style) -> QFontMetricsF:
        return _measured(self.font, style.size, style.bold, style.italic, style.spacing)


class Ink(Lettering):
    """Letters that are painted as letters, for paper and drawings: sharp at any size."""

    def draw(self, painter: QPainter, at: QPointF, text: str, style: Style) -> None:
        """Paint ``text`` with its top left corner at ``at``."""
        painter.save()
        painter.translate(at)
        self._write(painter, text, style, self.size(text, style))
        painter.restore()

    def _letters(self, painter: QPainter, base: QPointF, line: str, style: Style) -> None:
        if style.spacing:  # of which a drawing's text knows nothing
            path = QPainterPath()
            path.addText(base, self._font(style), line)
            painter.fillPath(path, QColor(style.colour))
        else:
            super()._letters(painter, base, line, style)


@lru_cache(maxsize=64)
def _styled(font: QFont, size: float, bold: bool, italic: bool, spacing: float) -> QFont:
    made = QFont(font)
    if font.pixelSize() > 0:
        made.setPixelSize(max(7, round(font.pixelSize() * size)))
    else:
        made.setPointSizeF(max(5.0, font.pointSizeF() * size))
    made.setBold(bold)
    made.setItalic(italic)
    if spacing:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
    return made


@lru_cache(maxsize=64)
def _measured(font: QFont, size: float, bold: bool, italic: bool, spacing: float) -> QFontMetricsF:
    return QFontMetricsF(_styled(font, size, bold, italic, spacing))


def _padding(style: Style) -> tuple[float, float]:
    return (5.0, 1.5) if style.ground else (style.halo_width / 2, style.halo_width / 2)


def _crisp(at: QPointF, ratio: float) -> QPointF:
    """Move a point to a whole device pixel, so that small words stay sharp."""
    return QPointF(round(at.x() * ratio) / ratio, round(at.y() * ratio) / ratio)
