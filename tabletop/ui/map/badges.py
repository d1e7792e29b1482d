"""The labels of sectors: where they stand, and how short they become where it is crowded.

Where there is room each says all it can, in the usual letters.  Where one would be left out, all
are written small: every sector first gets its number, by a longer line if need be, and then each
says more as far as room is left, the tensest first at each step, so that none says everything
while another says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot, inf

from PySide6.QtCore import QPointF, QRectF, QSizeF

from tabletop.ui.map.canvas import Canvas, Hit, box_of, clipped, nearest_in
from tabletop.ui.map.labels import overlap, within
from tabletop.ui.map.lettering import Style
from tabletop.ui.map.line_layer import shown_sectors
from tabletop.ui.map.palette import pen
from tabletop.ui.map.picture import SectorMark

Step = tuple[float, float]
"""Lines of text away from the line, and along it."""
NAMES_BELOW = 700.0
"""Metres in a pixel below which sector labels give the name as well."""
TREND = ((3.0, " ▲"), (-3.0, " ▼"))
"""A change of tension by this much in a turn is marked."""


def _nearest_first(*grids: tuple[tuple[float, ...], tuple[float, ...]]) -> tuple[Step, ...]:
    every = {(out, along) for outs, alongs in grids for out in outs for along in alongs}
    return tuple(sorted(every, key=lambda step: (hypot(*step), -step[0], -step[1])))


NEAR = (1.1, 2.4, -1.3, 3.8, -2.6, 5.2, -4.0), (0.0, 1.6, -1.6)
FARTHER = (1.1, 3.8, 6.4, -5.2), (3.2, -3.2, 5.4, -5.4)
FARTHEST = (
    (0.0, 2.4, 5.2, 7.8, 9.4, -2.6, -6.6, -8.0),
    (0.0, 2.4, -2.4, 4.3, -4.3, 6.8, -6.8, 8.4, -8.4),
)
STEPS = _nearest_first(NEAR, FARTHER)
"""Places of a sector's label in lines of text: away from the line, and along it.

The nearest is best; the near side of the line belongs to the forces.
"""
FAR_STEPS = _nearest_first(NEAR, FARTHER, FARTHEST)
"""The same with places at the end of a long line, for a label that would be left out otherwise."""
CROSSED, NEAR_SIDE = 2.5, 1.2
"""Lines of text that a label goes farther to cross one thing less, and to be on the far side."""
FAR = 3.0
"""Lines of text from its sector at which a label is far away."""
TRIED = 8
"""Places that are looked at in one step."""

Wording = tuple[str, ...]
"""Words of a label, and the same in another shape."""
Wordings = Mapping[int, Sequence[Wording]]
"""What the labels may say, by sector, the most first."""


@dataclass(frozen=True, slots=True)
class Badge:
    """The label of a sector that found room."""

    mark: SectorMark
    words: str
    style: Style
    box: QRectF


def sector_words(canvas: Canvas, mark: SectorMark) -> str:
    """Return the label of a sector: name, tension and trend."""
    sector = canvas.ground.outline.sectors[mark.index]
    if canvas.camera.scale < NAMES_BELOW:
        return f"{sector.id} {short_name(sector.name)}\n{_number(mark)}"
    return f"{sector.id}  {_number(mark)}"


def _number(mark: SectorMark) -> str:
    """Return the tension of a sector, and which way it has gone."""
    trend = next(
        (sign for step, sign in TREND if abs(mark.change) >= 3 and (mark.change > 0) == (step > 0)),
        "",
    )
    return f"{mark.tension:.0f}{trend}"


def short_name(name: str) -> str:
    """Return a sector's name without the word that every sector has, and without brackets."""
    return name.split(" (")[0].removesuffix(" sector").removesuffix(" border")


def wordings(canvas: Canvas, mark: SectorMark, added: str) -> list[Wording]:
    """Return what a label may say, the most first.

    All of it, without what is ``added``, without its name, and the number of the sector alone.
    """
    plain, sector = sector_words(canvas, mark), canvas.ground.outline.sectors[mark.index].id
    number = _number(mark)
    found: list[Wording] = [(f"{plain}\n{added}",)] if added else []
    found += [(plain,)] if canvas.camera.scale < NAMES_BELOW else []
    return [*found, (f"{sector}  {number}", f"{sector}\n{number}"), (sector,)]


def place_badges(
    canvas: Canvas, more: Callable[[SectorMark], str]
) -> Generator[None, None, list[Badge]]:
    """Step by step, find room for the sectors' labels, the tensest first.

    A label stands where its line to the sector crosses no other label or line, if it can.
    What there is ``more`` to say stands in a line of its own if there is room for that.
    One without room in any form is left out: its sector still shows its class, and tells the rest
    on a hover.
    """
    every = sorted(shown_sectors(canvas), key=lambda m: (-m.tension, m.index))
    say = {mark.index: wordings(canvas, mark, more(mark)) for mark in every}
    marks = [mark for mark in every if canvas.area.contains(_middle(canvas, mark))]
    badges = yield from _in_full(canvas, marks, say)
    if len(badges) < len(marks):
        badges = yield from _in_short(canvas, marks, say)
    found = {badge.mark.index for badge in badges}
    for mark in marks:
        if mark.index not in found:
            canvas.leave_out("sector", mark.index, _middle(canvas, mark))
    for badge in badges:
        canvas.take_mark(badge.box)
    return badges


def _in_full(
    canvas: Canvas, marks: Sequence[SectorMark], say: Wordings
) -> Generator[None, None, list[Badge]]:
    """Place labels in their usual letters, with tension; stop at the first without room."""
    badges: list[Badge] = []
    for mark in marks:
        style = canvas.letters.tension[mark.level]
        for words, *_ in say[mark.index][:-1]:
            badge = yield from _find(canvas, mark, (words,), style, badges, STEPS)
            if badge is not None:
                badges.append(badge)
                break
        else:
            return badges
    return badges


def _in_short(
    canvas: Canvas, marks: Sequence[SectorMark], say: Wordings
) -> Generator[None, None, list[Badge]]:
    """Place labels in small letters: first all as short as can be, then with more to say."""
    found: dict[int, Badge] = {}
    most = max((len(one) for one in say.values()), default=0)
    for time, length in enumerate((1, 2, *range(2, most + 1))):
        for mark in marks:
            if length > len(say[mark.index]) or (time and mark.index not in found):
                continue
            if time == 2 and not _is_far(canvas, found[mark.index]):
                continue  # one that had to go far may stand nearer now that others have moved
            others = [badge for badge in found.values() if badge.mark is not mark]
            words, style = say[mark.index][-length], canvas.letters.tension_small[mark.level]
            steps = FAR_STEPS if length <= 2 else STEPS
            badge = yield from _find(canvas, mark, words, style, others, steps)
            if badge is not None:
                found[mark.index] = badge
    return [found[mark.index] for mark in marks if mark.index in found]


def _is_far(canvas: Canvas, badge: Badge) -> bool:
    (start, end), *_ = ties_of(canvas, [badge])
    return (end - start).manhattanLength() > FAR * canvas.unit


def _find(
    canvas: Canvas,
    mark: SectorMark,
    wording: Wording,
    style: Style,
    others: Sequence[Badge],
    steps: Sequence[Step],
) -> Generator[None, None, Badge | None]:
    """Return a label in the shape of a wording that finds the best room beside the others."""
    best, found = inf, None
    for words in wording:
        yield
        size = canvas.lettering.size(words, style)
        cost, box = yield from _best_box(canvas, mark, size, others, steps)
        if cost < best:
            best, found = cost, Badge(mark, words, style, box)
    return found


def _best_box(
    canvas: Canvas,
    mark: SectorMark,
    size: QSizeF,
    others: Sequence[Badge],
    steps: Sequence[Step],
) -> Generator[None, None, tuple[float, QRectF]]:
    """Look for the nearest free place, where nearer means fewer crossed labels and lines too.

    Returns how far it is, in lines of text; infinity when there is none.
    """
    middle = _middle(canvas, mark)
    unit, wide, high = canvas.unit, size.width(), size.height()
    away = canvas.ground.sectors[mark.index].away
    away_x, away_y = away.x(), -away.y()
    half = (abs(away_x) * wide + abs(away_y) * high) / 2
    left, top = middle.x() - wide / 2, middle.y() - high / 2
    area = box_of(canvas.window if canvas.window.contains(middle) else canvas.area)
    boxes = [one.box for one in others]
    taken = [box_of(box) for box in boxes]
    ties = ties_of(canvas, others)
    best = inf, QRectF()
    for number, (step, along) in enumerate(steps, 1):
        if number % TRIED == 0:
            yield
        far = hypot(step, along)
        if best[0] <= far:
            break
        out = unit * step + (half if step > 0 else -half)
        x = left + away_x * out - away_y * along * unit
        y = top + away_y * out + away_x * along * unit
        spot = x, y, x + wide, y + high
        if not within(spot, area) or any(overlap(spot, one) for one in taken):
            continue
        if canvas.room.free(spot):
            box = QRectF(x, y, wide, high)
            tip = nearest_in(box, middle)
            crossed = sum(clipped(middle, tip, other) is not None for other in boxes)
            crossed += sum(clipped(start, end, box) is not None for start, end in ties)
            cost = far + CROSSED * crossed + (NEAR_SIDE if step < 0 else 0.0)
            if cost < best[0]:
                best = cost, box
    return best


def _middle(canvas: Canvas, mark: SectorMark) -> QPointF:
    return canvas.at(canvas.ground.sectors[mark.index].middle)


def ties_of(canvas: Canvas, badges: Sequence[Badge]) -> list[tuple[QPointF, QPointF]]:
    """Return the lines that tie the labels to their sectors."""
    middles = (_middle(canvas, one.mark) for one in badges)
    return [(at, nearest_in(one.box, at)) for one, at in zip(badges, middles, strict=True)]


def paint_ties(canvas: Canvas, ties: Sequence[tuple[QPointF, QPointF]]) -> None:
    """Paint the thin lines that tie labels to their sectors; everything else lies over them."""
    canvas.painter.setPen(pen(canvas.theme.colour("line_casing", 0.8), 1.1))
    for start, end in ties:
        canvas.painter.drawLine(start, end)


def paint_badges(canvas: Canvas, badges: Sequence[Badge]) -> None:
    """Paint the sectors' labels."""
    for badge in badges:
        canvas.lettering.draw(canvas.painter, badge.box.topLeft(), badge.words, badge.style)
        canvas.hits.append(Hit("sector", badge.mark.index, badge.box))
