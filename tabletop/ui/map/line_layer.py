"""The line: sectors by tension, the pressure on them, their presence, and what happened there."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPolygonF

from tabletop.ui.map.canvas import Canvas, Hit, clipped, nearest_in
from tabletop.ui.map.ground import SectorShape
from tabletop.ui.map.palette import pen, sector_pens
from tabletop.ui.map.picture import SectorMark
from tabletop.ui.map.writing import write_where_free

LINE_WIDTH = 0.42
"""Width of a sector of the line in lines of text; a watched border has two thirds of it."""
NAMES_BELOW = 700.0
"""Metres in a pixel below which sector labels give the name as well."""
LONGEST_BAR = 3.6
"""Length of the longest bar of presence, in lines of text."""
TREND = ((3.0, " ▲"), (-3.0, " ▼"))
"""A change of tension by this much in a turn is marked."""


def paint_line(canvas: Canvas) -> None:
    """Paint every sector that is shown, coloured and patterned by its tension."""
    if not canvas.picture.sectors:
        paint_bare_line(canvas)
    for mark in shown_sectors(canvas):
        shape = canvas.ground.sectors[mark.index]
        width = _width(canvas, shape)
        pixels = tuple(canvas.at(shape.line.at(i)) for i in range(shape.line.size()))
        line = QPolygonF(list(pixels))
        for stroke in sector_pens(canvas.theme, mark.level, width):
            canvas.painter.setPen(stroke)
            canvas.painter.drawPolyline(line)
        _ends(canvas, pixels, width)
        canvas.hits.append(Hit("sector", mark.index, line.boundingRect(), line=pixels))
        _keep_free(canvas, pixels, width)


def paint_bare_line(canvas: Canvas) -> None:
    """Paint the sectors while nothing is known of them yet: plain, without a colour of tension."""
    for shape in canvas.ground.sectors:
        if _layer(shape) in canvas.shown:
            width = _width(canvas, shape)
            pixels = tuple(canvas.at(shape.line.at(i)) for i in range(shape.line.size()))
            for colour, wide in (("line_casing", width), ("panel", 0.6 * width)):
                canvas.painter.setPen(pen(canvas.theme.colour(colour), wide))
                canvas.painter.drawPolyline(QPolygonF(pixels))
            _ends(canvas, pixels, width)
            _keep_free(canvas, pixels, width)


def _width(canvas: Canvas, shape: SectorShape) -> float:
    return canvas.unit * LINE_WIDTH * (1.0 if shape.on_line else 0.66)


def _layer(shape: SectorShape) -> str:
    return "line" if shape.on_line else "borders"


def _keep_free(canvas: Canvas, pixels: tuple[QPointF, ...], width: float) -> None:
    """Keep names off the line."""
    half = QPointF(width, width) / 2
    inside = canvas.area
    for a, b in pairwise(pixels):
        steps = max(1, int((b - a).manhattanLength() / (2 * width)))
        for i in range(steps):
            at = a + (b - a) * (i / steps)
            if inside.contains(at):
                canvas.take(QRectF(at - half, at + half))


def _ends(canvas: Canvas, pixels: tuple[QPointF, ...], width: float) -> None:
    """Mark both ends of a sector with a short bar across the line."""
    canvas.painter.setPen(pen(canvas.theme.colour("line_casing"), 1.6))
    for end, inner in ((pixels[0], pixels[1]), (pixels[-1], pixels[-2])):
        turn = atan2(end.y() - inner.y(), end.x() - inner.x()) + pi / 2
        arm = QPointF(cos(turn), sin(turn)) * (width * 0.9 + 2)
        canvas.painter.drawLine(end - arm, end + arm)


def shown_sectors(canvas: Canvas) -> list[SectorMark]:
    """Return the sectors whose layer is shown."""
    sectors = canvas.ground.sectors
    return [mark for mark in canvas.picture.sectors if _layer(sectors[mark.index]) in canvas.shown]


def sector_words(canvas: Canvas, mark: SectorMark) -> str:
    """Return the label of a sector: name, tension and trend."""
    sector = canvas.ground.outline.sectors[mark.index]
    trend = next(
        (sign for step, sign in TREND if abs(mark.change) >= 3 and (mark.change > 0) == (step > 0)),
        "",
    )
    number = f"{mark.tension:.0f}{trend}"
    if canvas.camera.scale < NAMES_BELOW:
        return f"{sector.id} {short_name(sector.name)}\n{number}"
    return f"{sector.id}  {number}"


def short_name(name: str) -> str:
    """Return a sector's name without the word that every sector has, and without brackets."""
    return name.split(" (")[0].removesuffix(" sector").removesuffix(" border")


@dataclass(frozen=True, slots=True)
class Badge:
    """The label of a sector that found room."""

    mark: SectorMark
    words: str
    box: QRectF


STEPS = tuple(
    (out, along) for out in (1.1, 2.4, -1.3, 3.8, -2.6, 5.2, -4.0) for along in (0.0, 1.6, -1.6)
)
"""Places of a sector's label in lines of text: away from the line, and along it.

The nearest is best; the near side of the line belongs to the forces.
"""
FARTHER = tuple((out, along) for out in (1.1, 3.8, 6.4, -5.2) for along in (3.2, -3.2, 5.4, -5.4))
"""More places; a label that fits in none of them is left out."""
CROSSED, NEAR_SIDE = 2.5, 1.2
"""Lines of text that a label goes farther to cross one thing less, and to be on the far side."""


def place_badges(
    canvas: Canvas, more: Callable[[SectorMark], str]
) -> Generator[None, None, list[Badge]]:
    """Step by step, find room for the sectors' labels, the tensest first.

    A label stands where its line to the sector crosses no other label, if it can.
    What there is ``more`` to say stands in a second line if there is room for that.
    One without room is left out: its sector still shows its class, and tells the rest on a hover.
    """
    badges: list[Badge] = []
    for mark in sorted(shown_sectors(canvas), key=lambda m: (-m.tension, m.index)):
        yield
        middle = canvas.at(canvas.ground.sectors[mark.index].middle)
        plain, added = sector_words(canvas, mark), more(mark)
        box, words = None, plain
        for words in (f"{plain}\n{added}", plain) if added else (plain,):
            size = canvas.lettering.size(words, canvas.letters.tension[mark.level])
            box = _best_box(canvas, mark, size, [badge.box for badge in badges])
            if box is not None:
                break
        if box is not None:
            canvas.take_mark(box)
            badges.append(Badge(mark, words, box))
        elif canvas.area.contains(middle):
            canvas.leave_out("sector", mark.index, middle)
    return badges


def _best_box(
    canvas: Canvas, mark: SectorMark, size: QSizeF, others: Sequence[QRectF]
) -> QRectF | None:
    shape = canvas.ground.sectors[mark.index]
    middle = canvas.at(shape.middle)
    away = QPointF(shape.away.x(), -shape.away.y())
    half = (abs(away.x()) * size.width() + abs(away.y()) * size.height()) / 2
    on = QPointF(-away.y(), away.x())
    best: tuple[float, QRectF] | None = None
    for step, along in (*STEPS, *FARTHER):
        far = hypot(step, along)
        if best is not None and best[0] <= far:
            continue
        spot = middle + away * (canvas.unit * step + (half if step > 0 else -half))
        spot += on * (along * canvas.unit)
        box = QRectF(spot - QPointF(size.width(), size.height()) / 2, size)
        if canvas.inside(middle, box) and canvas.is_free(box):
            tip = nearest_in(box, middle)
            crossed = sum(clipped(middle, tip, other) is not None for other in others)
            cost = far + CROSSED * crossed + (NEAR_SIDE if step < 0 else 0.0)
            if best is None or cost < best[0]:
                best = cost, box
    return None if best is None else best[1]


def ties_of(canvas: Canvas, badges: Sequence[Badge]) -> list[tuple[QPointF, QPointF]]:
    """Return the lines that tie the labels to their sectors."""
    middles = (canvas.at(canvas.ground.sectors[one.mark.index].middle) for one in badges)
    return [(at, nearest_in(one.box, at)) for one, at in zip(badges, middles, strict=True)]


def paint_ties(canvas: Canvas, ties: Sequence[tuple[QPointF, QPointF]]) -> None:
    """Paint the thin lines that tie labels to their sectors; everything else lies over them."""
    canvas.painter.setPen(pen(canvas.theme.colour("line_casing", 0.8), 1.1))
    for start, end in ties:
        canvas.painter.drawLine(start, end)


def paint_badges(canvas: Canvas, badges: Sequence[Badge]) -> None:
    """Paint the sectors' labels."""
    for badge in badges:
        style = canvas.letters.tension[badge.mark.level]
        canvas.lettering.draw(canvas.painter, badge.box.topLeft(), badge.words, style)
        canvas.hits.append(Hit("sector", badge.mark.index, badge.box))


def paint_coverage(canvas: Canvas) -> None:
    """Paint the presence that covers each sector as a bar on the near side."""
    for mark in shown_sectors(canvas):
        foot, tip = _bar(canvas, mark)
        canvas.painter.setPen(pen(canvas.theme.colour("line_casing"), canvas.unit * 0.5, flat=True))
        canvas.painter.drawLine(foot, tip)
        canvas.painter.setPen(pen(canvas.theme.colour("coalition"), canvas.unit * 0.36, flat=True))
        canvas.painter.drawLine(foot, tip)


def place_coverage_numbers(canvas: Canvas) -> None:
    """Write the points of presence beside the bars, where there is room."""
    for mark in sorted(shown_sectors(canvas), key=lambda m: -canvas.picture.presence[m.index]):
        _, tip = _bar(canvas, mark)
        near = canvas.ground.sectors[mark.index].away
        at = tip + QPointF(-near.x(), near.y()) * canvas.unit * 0.8
        write_where_free(canvas, f"{canvas.picture.presence[mark.index]:.0f}", at)


def _bar(canvas: Canvas, mark: SectorMark) -> tuple[QPointF, QPointF]:
    """Return foot and tip of a sector's bar; the longest belongs to the most presence."""
    most = max((*canvas.picture.presence, 1.0))
    shape = canvas.ground.sectors[mark.index]
    near = QPointF(-shape.away.x(), shape.away.y())
    foot = canvas.at(shape.middle) + near * (canvas.unit * 0.4)
    share = canvas.picture.presence[mark.index] / most
    return foot, foot + near * (share * LONGEST_BAR * canvas.unit)
