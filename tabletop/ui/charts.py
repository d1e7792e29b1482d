"""Small charts: a line over the turns, a bar for odds, a bar for a sum's term.

Each is a paint function for delegates of tables and, where one stands alone, a widget around it.
No chart says anything by colour alone: the numbers stand beside it, and in its accessible text.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from tabletop.ui.theme import DARK, LIGHT, THEMES, Theme

THIN, THICK = 1.0, 1.8
"""Widths of pens in points of the screen."""


def theme_of(palette: QPalette) -> Theme:
    """Return the theme that a palette was made from, or the one nearest to it."""
    window = palette.color(QPalette.ColorRole.Window)
    for theme in THEMES.values():
        if QColor(theme.window) == window:
            return theme
    return DARK if window.lightnessF() < 0.5 else LIGHT


def scale_of(values: Sequence[float], low: float | None, high: float | None) -> tuple[float, float]:
    """Return the ends of a scale that holds ``values``; an open end is taken from the values."""
    bottom = min(values, default=0.0) if low is None else low
    top = max(values, default=1.0) if high is None else high
    return (bottom, top) if top > bottom else (bottom - 0.5, bottom + 0.5)


def paint_line(
    painter: QPainter, box: QRectF, values: Sequence[float], ends: tuple[float, float],
    line: QColor, base: QColor,
) -> None:  # fmt: skip
    """Draw values from left to right between the ``ends`` of the scale; the last has a dot."""
    if not values or box.width() < 4 or box.height() < 4:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    dot = min(2.6, box.height() / 5)
    inner = box.adjusted(dot + 1, dot + 1, -dot - 1, -dot - 1)
    step = inner.width() / max(len(values) - 1, 1)
    span = ends[1] - ends[0]

    def point(i: int, value: float) -> QPointF:
        share = min(max((value - ends[0]) / span, 0.0), 1.0)
        return QPointF(inner.left() + i * step, inner.bottom() - share * inner.height())

    painter.setPen(QPen(base, THIN, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(box.left(), inner.bottom()), QPointF(box.right(), inner.bottom()))
    points = [point(i, value) for i, value in enumerate(values)]
    painter.setPen(QPen(line, THICK))
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(line)
    painter.drawEllipse(points[-1], dot, dot)
    painter.restore()


def paint_share(painter: QPainter, box: QRectF, share: float, ground: QColor, ink: QColor) -> None:
    """Fill a box with ``ink`` from the left to ``share`` (0 to 1), the rest with ``ground``."""
    painter.fillRect(box, ground)
    filled = QRectF(box)
    filled.setWidth(box.width() * min(max(share, 0.0), 1.0))
    painter.fillRect(filled, ink)


def paint_term(
    painter: QPainter, box: QRectF, value: float, ends: tuple[float, float], theme: Theme
) -> None:
    """Draw what a term adds to a sum: to the right of zero when it adds, to the left otherwise."""
    painter.save()
    low, high = min(ends[0], 0.0), max(ends[1], 0.0)
    span = (high - low) or 1.0
    zero = box.left() + box.width() * (0.0 - low) / span
    length = box.width() * value / span
    height = min(box.height() * 0.6, 12.0)
    top = box.center().y() - height / 2
    bar = QRectF(zero, top, length, height).normalized()
    painter.fillRect(bar, theme.colour("accent" if value >= 0 else "warn"))
    if value < 0:  # hatched as well, so that the side does not hang on the colour
        painter.fillRect(bar, _hatch(theme))
    painter.setPen(QPen(theme.colour("text_dim"), THIN))
    painter.drawLine(QPointF(zero, box.top()), QPointF(zero, box.bottom()))
    painter.restore()


def _hatch(theme: Theme) -> QBrush:
    return QBrush(theme.colour("panel"), Qt.BrushStyle.BDiagPattern)


class Sparkline(QWidget):
    """A line of values over the turns; the text beside it says the same in numbers."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._values: tuple[float, ...] = ()
        self._ends = (0.0, 1.0)

    def show_values(
        self, values: Sequence[float], low: float | None = 0.0, high: float | None = 100.0
    ) -> None:
        """Show values, one for each turn, on a scale from ``low`` to ``high`` (None: open)."""
        self._values = tuple(values)
        self._ends = scale_of(self._values, low, high)
        said = ", ".join(f"{value:.0f}" for value in self._values)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    @property
    def values(self) -> tuple[float, ...]:
        """The values shown."""
        return self._values

    def sizeHint(self) -> QSize:
        """Wide enough for a dozen turns."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 14, round(metrics.height() * 1.5))

    def minimumSizeHint(self) -> QSize:
        """Half of that."""
        hint = self.sizeHint()
        return QSize(hint.width() // 2, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        paint_line(painter, QRectF(self.rect()), self._values, self._ends,
                   theme.colour("accent"), theme.colour("border"))  # fmt: skip
