"""The legend: what the lines, frames and marks of the map mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil, inf

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPen, QPolygonF

from tabletop.ui.map.base_layer import filled_tiers
from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.heat_layer import ribbon_pens
from tabletop.ui.map.incident_layer import small_star
from tabletop.ui.map.network_layer import paint_marker
from tabletop.ui.map.palette import dashed, pen, sector_pens
from tabletop.ui.map.picture import LEVELS
from tabletop.ui.map.reach_layer import HATCHES
from tabletop.ui.map.symbols import frame_colour
from tabletop.ui.theme import shade

Say = Callable[[str], str]
Draw = Callable[[Canvas, QPointF], None]
ROW = 1.3
"""Height of a row in lines of text."""
SAMPLE = 3.0
"""Width of a sample in lines of text."""
PLACES = (
    ("circle", "City"), ("star", "Capital"), ("square", "Hub or base"), ("diamond", "Crossing"),
    ("anchor", "Port"), ("triangle", "Airport"), ("hexagon", "Nuclear plant"),
    ("pentagon", "Headquarters"),
)  # fmt: skip
INCIDENTS = (("R", "Probe repelled"), ("C", "Probe contained"), ("B", "Probe broke through"),
             ("!", "Line broken"), ("×", "Strikes, how many"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a sample and words, or a heading without a sample.

    ``layers`` are those whose marks it explains; without any it belongs to every map.
    """

    words: str
    draw: Draw | None = None
    layers: frozenset[str] = frozenset()


def of_layers(layers: str, rows: Sequence[Row]) -> list[Row]:
    """Return rows that explain layers, named in one text."""
    return [replace(row, layers=row.layers or frozenset(layers.split())) for row in rows]


def rows_of(canvas: Canvas, say: Say) -> list[Row]:
    """Return all rows of the legend."""
    theme = canvas.theme
    link, sea, bad = (theme.colour(name) for name in ("link", "sea_link", "bad"))
    tension = [
        Row(f"{20 * i}–{20 * i + 20}  {say(name)}", _sector(i)) for i, name in enumerate(LEVELS)
    ]
    lines = (
        ("Road", pen(link, 2)), ("Railway", dashed(link, 2, (7, 1.5))),
        ("Sea", dashed(sea, 2, (4, 3))), ("Air", dashed(sea, 2, (1, 3))),
        ("Damaged", dashed(bad, 2.4, (2, 1.5))),
        ("Forces on the way", pen(theme.colour("route"), 3)),
    )  # fmt: skip

    def stroke(with_pen: QPen) -> Draw:
        def draw(on: Canvas, at: QPointF) -> None:
            on.painter.setPen(with_pen)
            on.painter.drawLine(at, at + QPointF(SAMPLE * on.unit, 0))

        return draw

    return [
        *of_layers("line borders", [Row(say("Tension of a sector")), *tension]),
        *of_layers("pressure truth", [
            Row(say("Pressure")),
            *of_layers("pressure", [Row(say("Estimated"), _heat(broken=True))]),
            *of_layers("truth", [Row(say("True, facilitator only"), _heat())]),
        ]),
        *of_layers("tiers", _tiers(canvas, say)),
        *of_layers("forces", [
            Row(say("Forces")),
            Row(say("Coalition"), _frame("coalition")), Row(say("Ukraine"), _frame("ukraine")),
            Row(say("Russia"), _frame("russia")),
            Row(say("Gathering or moving"), _frame("coalition", broken=True)),
            Row(say("A headquarters, by its staff"), _frame("coalition", staff=True)),
            Row(say("How many stand together"), _plate("3", count=True)),
            Row(say("Readiness, 0 to 100 %"), _readiness),
            Row(say("Arrives in turn 9"), _plate("▸ 9")),
        ]),
        *of_layers("nodes", [
            Row(say("Places")), *(Row(say(words), _marker(shape)) for shape, words in PLACES),
        ]),
        *of_layers("routes", [
            Row(say("Routes")), *(Row(say(words), stroke(line)) for words, line in lines),
        ]),
        *of_layers("reach", [
            Row(say("Reach")), Row(say("Air cover: thin, good, strong"), _cover),
            Row(say("From a reserve to its sectors"), stroke(pen(theme.colour("accent"), 2.4))),
        ]),
        *of_layers("incidents", [
            Row(say("Incidents")), *(Row(say(words), _letter(sign)) for sign, words in INCIDENTS),
            Row(say("Earlier incidents, how many"), _earlier),
        ]),
    ]  # fmt: skip


def rows_shown(canvas: Canvas, say: Say) -> list[Row]:
    """Return the rows of the legend that explain something on the map as it is shown."""
    return [row for row in rows_of(canvas, say) if not row.layers or row.layers & canvas.shown]


def paint_legend(
    canvas: Canvas, corner: QPointF, height: float, say: Say, width: float = inf
) -> QRectF:
    """Paint the legend from its upper left corner, in as many columns as ``height`` asks for.

    There are no more columns than fit ``width``, but one.  Returns its box.
    """
    rows = rows_of(canvas, say)
    columns = legend_columns(canvas, rows, height, width)
    box = QRectF(corner, legend_size(canvas, rows, columns))
    canvas.painter.setPen(pen(canvas.theme.colour("border"), 1))
    canvas.painter.setBrush(canvas.theme.colour("panel", 0.97))
    canvas.painter.drawRoundedRect(box, 5, 5)
    paint_rows(canvas, corner, rows, columns)
    return box


def legend_columns(canvas: Canvas, rows: Sequence[Row], height: float, width: float = inf) -> int:
    """Return in how many columns rows fit a height; no more than fit a width, but one."""
    most = max(4, int((height - canvas.unit) // (ROW * canvas.unit)))
    wide = _column(canvas, rows)
    return min(ceil(len(rows) / most), max(1, int(min(width, 1e6) // wide)))


def legend_size(canvas: Canvas, rows: Sequence[Row], columns: int) -> QSizeF:
    """Return the size of a legend in so many columns."""
    tall = ceil(len(rows) / columns)
    return QSizeF(_column(canvas, rows) * columns, (tall * ROW + 0.6) * canvas.unit)


def _column(canvas: Canvas, rows: Sequence[Row]) -> float:
    metrics = QFontMetricsF(canvas.lettering.font)
    longest = max((metrics.horizontalAdvance(row.words) for row in rows), default=0.0)
    return longest + (SAMPLE + 1.9) * canvas.unit


def paint_rows(canvas: Canvas, corner: QPointF, rows: Sequence[Row], columns: int) -> None:
    """Paint rows in columns, from the upper left corner."""
    unit, painter, theme = canvas.unit, canvas.painter, canvas.theme
    wide, tall = _column(canvas, rows), ceil(len(rows) / columns)
    for i, row in enumerate(rows):
        column, line = divmod(i, tall)
        at = corner + QPointF(column * wide + 0.7 * unit, ((line + 0.5) * ROW + 0.3) * unit)
        if row.draw is not None:
            row.draw(canvas, at)
        painter.setFont(canvas.lettering.font)
        painter.setPen(theme.colour("text" if row.draw else "text_dim"))
        indent = (SAMPLE + 0.6) * unit if row.draw else 0.0
        spot = QRectF(at.x() + indent, at.y() - unit, wide, 2 * unit)
        painter.drawText(
            spot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.words
        )


def _sector(level: int) -> Draw:
    def draw(canvas: Canvas, at: QPointF) -> None:
        for stroke in sector_pens(canvas.theme, level, canvas.unit * 0.45):
            canvas.painter.setPen(stroke)
            canvas.painter.drawLine(at, at + QPointF(SAMPLE * canvas.unit, 0))

    return draw


def _tiers(canvas: Canvas, say: Say) -> list[Row]:
    tiers = zip(filled_tiers(canvas.ground), canvas.theme.tier_bands, strict=False)
    rows = [
        Row(f"{tier.id}  {tier.from_km:g}–{tier.to_km:g} km", _band(colour))
        for tier, colour in tiers
    ]
    return [Row(say("Tiers along the line")), *rows] if rows else []


def _band(colour: str) -> Draw:
    def draw(canvas: Canvas, at: QPointF) -> None:
        box = QRectF(at.x(), at.y() - 0.4 * canvas.unit, SAMPLE * canvas.unit, 0.8 * canvas.unit)
        canvas.painter.fillRect(box, canvas.theme.colour("home_land"))
        canvas.painter.fillRect(box, shade(colour, 0.55))

    return draw


def _heat(*, broken: bool = False) -> Draw:
    def draw(canvas: Canvas, at: QPointF) -> None:
        end = at + QPointF(SAMPLE * canvas.unit, 0)
        for stroke in ribbon_pens(canvas.theme, 45.0, canvas.unit * 0.4, broken=broken):
            canvas.painter.setPen(stroke)
            canvas.painter.drawLine(at, end)

    return draw


def _cover(canvas: Canvas, at: QPointF) -> None:
    third = SAMPLE * canvas.unit / 3
    canvas.painter.setPen(dashed(canvas.theme.colour("coalition"), 1, (3, 2)))
    for i, hatch in enumerate(HATCHES[1:]):
        canvas.painter.setBrush(QBrush(canvas.theme.colour("coalition", 0.75), hatch))
        box = QRectF(at.x() + i * third, at.y() - 0.4 * canvas.unit, third, 0.8 * canvas.unit)
        canvas.painter.drawRect(box)
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)


def _earlier(canvas: Canvas, at: QPointF) -> None:
    small_star(canvas, at + QPointF(SAMPLE / 2 * canvas.unit, 0), 0.6 * canvas.unit, "2")


def _frame(side: str, *, broken: bool = False, staff: bool = False) -> Draw:
    def draw(canvas: Canvas, at: QPointF) -> None:
        stroke = pen(canvas.theme.colour("line_casing"), 1.2)
        if broken:
            stroke.setStyle(Qt.PenStyle.DashLine)
        canvas.painter.setPen(stroke)
        canvas.painter.setBrush(frame_colour(side, canvas.theme))
        middle, half = at + QPointF(SAMPLE / 2 * canvas.unit, 0), 0.45 * canvas.unit
        if side == "russia":
            reach = half * 1.25
            ring = [QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]
            canvas.painter.drawPolygon(QPolygonF([middle + p for p in ring]))
        else:
            box = QRectF(middle.x() - 1.5 * half, middle.y() - half, 3 * half, 2 * half)
            canvas.painter.drawRect(box)
            if staff:
                foot = box.bottomLeft() + QPointF(0, 0.6 * half)
                canvas.painter.drawLine(box.bottomLeft(), foot)

    return draw


def _plate(words: str, *, count: bool = False) -> Draw:
    def draw(canvas: Canvas, at: QPointF) -> None:
        style = canvas.letters.count if count else canvas.letters.arrival
        middle = at + QPointF(SAMPLE / 2 * canvas.unit, 0)
        canvas.lettering.draw_centred(canvas.painter, middle, words, style)

    return draw


def _readiness(canvas: Canvas, at: QPointF) -> None:
    wide, high = 2.0 * canvas.unit, max(3.0, 0.25 * canvas.unit)
    box = QRectF(at.x() + 0.5 * canvas.unit, at.y() - high / 2, wide, high)
    canvas.painter.setPen(pen(canvas.theme.colour("line_casing"), 0.8))
    canvas.painter.setBrush(canvas.theme.colour("panel"))
    canvas.painter.drawRect(box)
    canvas.painter.fillRect(box.adjusted(0.5, 0.5, -0.3 * wide, -0.5), canvas.theme.colour("good"))


def _marker(shape: str) -> Draw:
    def draw(canvas: Canvas, at: QPointF) -> None:
        middle = at + QPointF(SAMPLE / 2 * canvas.unit, 0)
        paint_marker(canvas, middle, shape, canvas.unit * 0.32, usable=True)

    return draw


def _letter(sign: str) -> Draw:
    def draw(canvas: Canvas, at: QPointF) -> None:
        canvas.lettering.draw_centred(
            canvas.painter, at + QPointF(SAMPLE / 2 * canvas.unit, 0), sign, canvas.letters.warning
        )

    return draw
