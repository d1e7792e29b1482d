"""The page on time to an event: the share of worlds still without it after each turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from tabletop.ui import explore_model as model
from tabletop.ui.cell_marks import COLOURS, STYLES
from tabletop.ui.charts import theme_of
from tabletop.ui.panels.panel import Say
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import number

if TYPE_CHECKING:
    from tabletop.analysis.explore.serving import Shown

MOST_CURVES = len(COLOURS)
MOST_TOLD = 3
"""Cells of which a sentence is said besides."""
BAND = 34
"""How solid (of 255) the band of an interval is."""


class Steps(QWidget):
    """Falling steps over the turns, one for each cell, with the band of their 95 % interval."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curves: Sequence[model.Standing] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_curves(self, curves: Sequence[model.Standing]) -> None:
        """Show other curves, the first few of them."""
        self.curves = curves[:MOST_CURVES]
        self.setAccessibleDescription("; ".join(model.standing_words(one) for one in self.curves))
        self.setToolTip("\n".join(model.standing_words(one) for one in self.curves))
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the least in which steps can be told apart."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 40, metrics.height() * 8)

    def sizeHint(self) -> QSize:
        """Ask for a good part of a window."""
        return self.minimumSizeHint() * 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scale, steps, and at the right which cell is which."""
        painter, theme = QPainter(self), theme_of(self.palette())
        painter.fillRect(self.rect(), theme.colour("panel"))
        if self.curves:
            metrics = self.fontMetrics()
            side, line = metrics.horizontalAdvance("100 %") + 10, metrics.height()
            names = max(metrics.horizontalAdvance(self._name(n)) for n in range(len(self.curves)))
            right = min(names + 40, self.width() // 3)
            box = QRectF(side, line, self.width() - side - right, self.height() - 2.6 * line)
            if box.width() > side and box.height() > line:
                self._paint_scale(painter, box)
                for n, one in enumerate(self.curves):
                    self._paint_curve(painter, box, n, one)
                self._paint_names(painter, box, right)
        painter.end()

    def _name(self, n: int) -> str:
        return f"{n + 1}: {self.curves[n].title}"

    def _paint_scale(self, painter: QPainter, box: QRectF) -> None:
        theme, line = theme_of(self.palette()), self.fontMetrics().height()
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            y = box.bottom() - box.height() * share
            painter.setPen(QPen(theme.colour("border"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(theme.colour("text_dim"))
            words = f"{number(100 * share)} %"
            painter.drawText(QRectF(0, y - line / 2, box.left() - 5, line),
                             Qt.AlignmentFlag.AlignRight, words)  # fmt: skip
        turns = len(self.curves[0].share)
        wide = self.fontMetrics().horizontalAdvance("88") * 1.8
        every = max(1, int(wide * turns / max(box.width(), 1.0) + 0.99))
        for turn in range(every, turns + 1, every):
            x = box.left() + box.width() * turn / turns
            at = QRectF(x - 40, box.bottom() + 2, 80, line)
            painter.drawText(at, Qt.AlignmentFlag.AlignHCenter, str(turn))

    def _steps(self, box: QRectF, values: Sequence[float]) -> list[QPointF]:
        """Return the corners of steps: what is so after a turn stands until the next."""
        wide, y = box.width() / len(values), box.top()
        found = [QPointF(box.left(), y)]
        for turn, value in enumerate(values, start=1):
            x = box.left() + wide * turn
            found.append(QPointF(x, y))
            y = box.bottom() - box.height() * float(value)
            found.append(QPointF(x, y))
        return found

    def _paint_curve(self, painter: QPainter, box: QRectF, n: int, one: model.Standing) -> None:
        colour = theme_of(self.palette()).colour(COLOURS[n])
        band = QColor(colour)
        band.setAlpha(BAND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(band)
        painter.drawPolygon(QPolygonF(self._steps(box, one.low) + self._steps(box, one.high)[::-1]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2, STYLES[n]))
        painter.drawPolyline(QPolygonF(self._steps(box, one.share)))

    def _paint_names(self, painter: QPainter, box: QRectF, wide: int) -> None:
        """Name the curves at their ends, pushed apart where they would lie on each other."""
        theme, metrics = theme_of(self.palette()), self.fontMetrics()
        line = metrics.height()
        ends = [box.bottom() - box.height() * float(one.share[-1]) for one in self.curves]
        order = sorted(range(len(ends)), key=lambda n: ends[n])
        y = 0.0
        places: dict[int, float] = {}
        for n in order:
            y = max(y, ends[n] - line / 2)
            places[n] = y
            y += line
        over = max(0.0, y - self.height())
        for n, top in places.items():
            painter.setPen(QPen(theme.colour(COLOURS[n]), 2, STYLES[n]))
            at = top - over + line / 2
            painter.drawLine(QPointF(box.right() + 3, ends[n]), QPointF(box.right() + 24, at))
            painter.setPen(theme.colour("text"))
            name = metrics.elidedText(self._name(n), Qt.TextElideMode.ElideRight, wide - 32)
            painter.drawText(QRectF(box.right() + 28, top - over, wide - 30, line),
                             Qt.AlignmentFlag.AlignLeft, name)  # fmt: skip


class TimePage(QWidget):
    """How long worlds stay without an event, as steps and in a table."""

    def __init__(self, result: Shown) -> None:
        super().__init__()
        self._result = result
        self.event_box = QComboBox()
        self.event_box.setAccessibleName(self.tr("Time to which event"))
        for event in result.firsts:
            words = self.tr("Time to {}").format(model.event_title(event))
            self.event_box.addItem(words, event)
        self.event_box.setCurrentIndex(max(0, self.event_box.findData("breach")))
        self.steps = Steps()
        self.steps.setAccessibleName(self.tr("Share of worlds still without it"))
        self.table = RowView(self.tr("Worlds still without it"), (
            Column(self.tr("After turn"), lambda r: str(r.turn), lambda r: r.turn, True),
            *(_column(title, n) for n, title in enumerate(result.cells)),
        ), lambda r: r.turn)  # fmt: skip
        self.table.stretch(0)
        self.middle = Say()
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(self.steps)
        halves.addWidget(self.table)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.addWidget(self.event_box)
        column.addWidget(self.middle)
        column.addWidget(halves, 1)
        column.addWidget(Say(self.tr(
            "Share of worlds still without it after each turn played (Kaplan and Meier's curve), "
            "with Wilson's 95 % interval."), dim=True))  # fmt: skip
        self.event_box.currentIndexChanged.connect(self._show)
        self._show()

    def _show(self) -> None:
        event = str(self.event_box.currentData())
        curves = [model.standing(self._result, event, n) for n in range(len(self._result.cells))]
        self.steps.show_curves(curves)
        self.table.show_rows([
            model.StandingRow(turn + 1, tuple(curves)) for turn in range(self._result.turns)
        ])  # fmt: skip
        told = [model.middle_words(one) for one in curves] if len(curves) <= MOST_TOLD else []
        if len(curves) > MOST_CURVES:
            told.append(self.tr("{} more cells are in the table.").format(
                len(curves) - MOST_CURVES))  # fmt: skip
        self.middle.say("; ".join(told))


def _column(title: str, n: int) -> Column:
    return Column(
        title, lambda r: model.still_words(r.curves[n], r.turn - 1),
        lambda r: float(np.asarray(r.curves[n].share)[r.turn - 1]),
    )  # fmt: skip
