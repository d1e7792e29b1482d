"""A stack spread out on a panel, so that each of its forces can be seen, clicked and dragged."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from tabletop.ui.map.canvas import Canvas, Hit
from tabletop.ui.map.forces_layer import actor_code, leading_symbol
from tabletop.ui.map.labels import Box
from tabletop.ui.map.palette import pen

if TYPE_CHECKING:
    from tabletop.world.world import World

CELL = (8.8, 4.3)
"""Width and height of one force's cell in lines of text."""
PAD = 0.4
CELL_TEXT = 0.92
"""Size of a cell's words against the text."""


@dataclass(frozen=True, slots=True)
class Fan:
    """A spread-out stack.

    ``anchor`` is its place in metres, ``shift`` the way from there to the panel's corner.
    """

    forces: tuple[int, ...]
    anchor: tuple[float, float]
    shift: QPointF
    columns: int
    unit: float

    @property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell in pixels."""
        return CELL[0] * self.unit, CELL[1] * self.unit

    def panel(self, anchor: QPointF) -> QRectF:
        """Return the panel when the stack is at ``anchor`` on the screen."""
        wide, high = self.cell
        rows = ceil(len(self.forces) / self.columns)
        pad = 2 * PAD * self.unit
        size = (self.columns * wide + pad, rows * high + pad)
        return QRectF(anchor.x() + self.shift.x(), anchor.y() + self.shift.y(), *size)

    def cells(self, anchor: QPointF) -> list[tuple[int, QRectF]]:
        """Return each force with its cell."""
        wide, high = self.cell
        corner = self.panel(anchor).topLeft() + QPointF(PAD, PAD) * self.unit
        return [
            (force, QRectF(corner.x() + (i % self.columns) * wide,
                           corner.y() + (i // self.columns) * high, wide, high))
            for i, force in enumerate(self.forces)
        ]  # fmt: skip

    def hits(self, anchor: QPointF) -> list[Hit]:
        """Return what can be pointed at: the panel, and the forces on it."""
        panel = Hit("panel", -1, self.panel(anchor), self.forces)
        return [panel, *(Hit("force", f, box, (f,)) for f, box in self.cells(anchor))]


def open_fan(
    forces: tuple[int, ...], anchor: tuple[float, float], at: QPointF, unit: float, window: Box
) -> Fan:
    """Spread a stack out beside ``at``, inside the window (left, top, right, bottom)."""
    left, top, right, bottom = window
    most = max(1, int((right - left - 4 * PAD * unit) // (CELL[0] * unit)))
    columns = min(most, max(1, ceil((len(forces) * CELL[1] / CELL[0]) ** 0.5 * 1.3)))
    draft = Fan(forces, anchor, QPointF(0, 0), columns, unit)
    size = draft.panel(at).size()
    # Above the stack when there is room, then below; always inside the window.
    x = min(max(at.x() - size.width() / 2, left + 4), max(left + 4, right - size.width() - 4))
    y = at.y() - size.height() - unit
    if y < top + 4:
        y = min(at.y() + unit, max(top + 4, bottom - size.height() - 4))
    return Fan(forces, anchor, QPointF(x, y) - at, columns, unit)


def paint_fan(canvas: Canvas, fan: Fan, anchor: QPointF) -> None:
    """Paint the panel with one cell for each force: symbol, owner and type."""
    painter, theme, world = canvas.painter, canvas.theme, canvas.ground.world
    panel = fan.panel(anchor)
    painter.setPen(pen(theme.colour("accent"), 1.5))
    painter.setBrush(theme.colour("panel", 0.97))
    painter.drawRoundedRect(panel, 6, 6)
    painter.drawLine(anchor, QPointF(anchor.x(), min(max(anchor.y(), panel.top()), panel.bottom())))
    metrics = QFontMetricsF(canvas.lettering.font)
    for force, box in fan.cells(anchor):
        symbol = leading_symbol(world, canvas.picture, [force], canvas.unit)
        art = canvas.symbols.art(symbol, canvas.ratio, theme)
        art.draw(painter, QPointF(box.center().x(), box.top() + 1.4 * canvas.unit))
        words = in_two_lines(metrics, cell_words(world, force), box.width() / CELL_TEXT)
        size = canvas.lettering.size(words, canvas.letters.cell)
        foot = QPointF(box.center().x(), box.bottom() - size.height() / 2)
        canvas.lettering.draw_centred(painter, foot, words, canvas.letters.cell)


def cell_words(world: World, force: int) -> str:
    """Return the words under a force on the panel: whose it is, its number, and of what type.

    What stands in brackets is left to the tip; alike forces are told apart by their numbers.
    """
    name = world.type_of(force).name.split(" (")[0]
    number = world.forces[force].name.rpartition(" ")[2]
    return f"{actor_code(world, force)} {number if number.isdigit() else ''} {name}".replace(
        "  ", " "
    )


def in_two_lines(metrics: QFontMetricsF, words: str, width: float) -> str:
    """Break words into two lines of at most ``width``, the second cut with an ellipsis."""
    first, rest = "", words.split()
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}") <= width:
        first = f"{first} {rest.pop(0)}".strip()
    if not rest:
        return first
    second = metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, width)
    return f"{first}\n{second}" if first else second
