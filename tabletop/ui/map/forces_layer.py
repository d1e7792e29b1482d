"""Forces on the map: APP-6 symbols, gathered into stacks where it is crowded, and journeys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from tabletop.ui.map.canvas import Canvas, Hit
from tabletop.ui.map.labels import Box
from tabletop.ui.map.palette import dashed, pen
from tabletop.ui.map.picture import Journey, Picture, Standing
from tabletop.ui.map.symbols import Symbol
from tabletop.world.variables import NEVER

if TYPE_CHECKING:
    from tabletop.world.world import World

SIZE = 1.35
"""Height of a unit's frame in lines of text."""
PITCH = 2.9
"""Width kept for one symbol in lines of text."""
SIDES = ("coalition", "us", "ukraine", "russia")
"""Order of the symbols at one place, from left to right."""
Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Stack:
    """Forces of one side drawn as one symbol; ``node`` is the place they are drawn at."""

    node: int
    side: str
    forces: tuple[int, ...]
    ready: bool


@dataclass(slots=True)
class _Cluster:
    node: int
    at: QPointF
    standing: list[Standing]

    def stacks(self) -> list[Stack]:
        found: dict[tuple[str, bool], list[int]] = {}
        for one in self.standing:
            found.setdefault((one.side, one.ready), []).extend(one.forces)
        ordered = sorted(found, key=lambda key: (_rank(key[0]), not key[1]))
        return [Stack(self.node, side, tuple(found[side, ok]), ok) for side, ok in ordered]

    def box(self, unit: float) -> Box:
        wide = PITCH * unit * len({(one.side, one.ready) for one in self.standing})
        x, foot = self.at.x() - wide / 2, self.at.y() - 0.4 * unit
        return (x, foot - 3.1 * unit, x + wide, foot)

    @property
    def weight(self) -> int:
        return sum(len(one.forces) for one in self.standing)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def gather(
    standing: Sequence[Standing], where: Callable[[int], QPointF], unit: float
) -> list[list[Stack]]:
    """Gather forces into stacks so that no two symbols overlap; one inner list for each place.

    Places whose symbols would overlap are drawn together at the one with most forces.
    """
    clusters: dict[int, _Cluster] = {}
    for one in standing:
        clusters.setdefault(one.node, _Cluster(one.node, where(one.node), [])).standing.append(one)
    left = sorted(clusters.values(), key=lambda c: (-c.weight, c.node))
    merged = True
    while merged:
        merged = False
        kept: list[_Cluster] = []
        boxes: list[Box] = []
        for cluster in left:
            box = cluster.box(unit)
            host = next((i for i, other in enumerate(boxes) if _meet(box, other)), None)
            if host is None:
                kept.append(cluster)
                boxes.append(box)
            else:
                kept[host].standing += cluster.standing
                boxes[host] = kept[host].box(unit)
                merged = True
        left = kept
    return [cluster.stacks() for cluster in left]


def _rank(side: str) -> int:
    return SIDES.index(side) if side in SIDES else len(SIDES)


def paint_forces(canvas: Canvas) -> Iterator[None]:
    """Step by step, paint all forces that stand or gather somewhere."""
    area = canvas.area.adjusted(-99, -99, 99, 99)
    inside = [s for s in canvas.picture.standing if area.contains(canvas.node_at(s.node))]
    gathered = gather(inside, canvas.node_at, canvas.unit)
    yield
    for number, stacks in enumerate(gathered):
        if number % 8 == 7:
            yield
        foot = canvas.node_at(stacks[0].node)
        step = PITCH * canvas.unit
        left = foot.x() - step * (len(stacks) - 1) / 2
        for i, stack in enumerate(stacks):
            at = QPointF(left + i * step, foot.y() - 2.35 * canvas.unit)
            paint_stack(canvas, at, stack)


def paint_stack(canvas: Canvas, at: QPointF, stack: Stack) -> None:
    """Paint one stack round ``at``: its leading symbol, how many there are, and whose they are."""
    world, unit = canvas.ground.world, canvas.unit
    symbol = leading_symbol(world, canvas.picture, stack.forces, unit, planned=not stack.ready)
    art = canvas.symbols.art(symbol, canvas.ratio, canvas.theme)
    box = art.box.translated(at)
    if len(stack.forces) > 1:
        canvas.painter.setPen(pen(canvas.theme.colour("line_casing"), 1))
        canvas.painter.setBrush(canvas.theme.colour("panel"))
        half = QPointF(0.75 * symbol.size, 0.5 * symbol.size)
        for shift in (4.0, 2.0):
            corner = at + QPointF(shift, -shift)
            canvas.painter.drawRect(QRectF(corner - half, corner + half))
    art.draw(canvas.painter, at)
    words = whose(world, stack.forces)
    caption = at + QPointF(0, art.foot + 0.55 * unit)
    box = box.united(
        canvas.lettering.draw_centred(canvas.painter, caption, words, canvas.letters.caption)
    )
    if len(stack.forces) > 1:
        corner = at + QPointF(0.75 * symbol.size + 2, -0.5 * symbol.size - 1)
        box = box.united(
            canvas.lettering.draw_centred(
                canvas.painter, corner, str(len(stack.forces)), canvas.letters.count
            )
        )
    canvas.take(box)
    canvas.hits.append(force_hit(stack.node, stack.forces, box))


def force_hit(node: int, forces: tuple[int, ...], box: QRectF) -> Hit:
    """Return what is found under a symbol: one force, or a stack at a node."""
    if len(forces) == 1:
        return Hit("force", forces[0], box, forces)
    return Hit("stack", node, box, forces)


def leading_symbol(
    world: World, picture: Picture, forces: Sequence[int], unit: float, *, planned: bool = False
) -> Symbol:
    """Return the symbol of the type that most of the forces have, with their mean readiness."""
    kinds = Counter(world.forces[force].type for force in forces)
    kind = kinds.most_common(1)[0][0]
    readiness = [picture.readiness[force] for force in forces if force < len(picture.readiness)]
    tenth = round(sum(readiness) / len(readiness) / 10) if readiness else -1
    side = str(world.side[forces[0]])
    return Symbol(world.force_types[kind].symbol, side, round(SIZE * unit), tenth, planned)


def whose(world: World, forces: Sequence[int]) -> str:
    """Say whose forces these are: one or two actors by code, more by number."""
    codes = list(dict.fromkeys(actor_code(world, force) for force in forces))
    return " ".join(codes) if len(codes) <= 2 else f"{codes[0]} +{len(codes) - 1}"


def actor_code(world: World, force: int) -> str:
    """Return the short code of a force's actor."""
    actor = world.actors[int(world.force_actor[force])]
    return (actor.iso2 or actor.id).upper()[:6]


def paint_journeys(canvas: Canvas) -> None:
    """Paint forces on the move: the way behind thin, the way ahead with an arrow.

    The symbol keeps clear of both ends, where others may stand.
    """
    for journey in canvas.picture.journeys:
        points = [canvas.node_at(node) for node in journey.nodes]
        here, ahead = _between(points, journey.done)
        colour = canvas.theme.colour("route")
        canvas.painter.setPen(dashed(canvas.theme.colour("route", 0.55), 2, (1, 2)))
        canvas.painter.drawPolyline(QPolygonF([*_behind(points, ahead), here]))
        canvas.painter.setPen(pen(canvas.theme.colour("halo", 0.8), 5.5))
        canvas.painter.drawPolyline(QPolygonF([here, *ahead]))
        canvas.painter.setPen(pen(colour, 2.6))
        canvas.painter.drawPolyline(QPolygonF([here, *ahead]))
        arrow_head(canvas, [here, *ahead], 0.75 * canvas.unit)


def paint_travellers(canvas: Canvas, say: Say) -> None:
    """Paint the symbols of the forces on the move, with the turn of their arrival."""
    for journey in canvas.picture.journeys:
        points = [canvas.node_at(node) for node in journey.nodes]
        _traveller(canvas, points, journey, say)


def _between(points: list[QPointF], done: float) -> tuple[QPointF, list[QPointF]]:
    return split_way(points, min(0.88, max(0.12, done)))


def _behind(points: list[QPointF], ahead: list[QPointF]) -> list[QPointF]:
    return points[: len(points) - len(ahead)]


ASIDE = (0.0, 0.05, -0.05, 0.1, -0.1, 0.16, -0.16, 0.23, -0.23, 0.31, -0.31, 0.4, -0.4)
"""Shares of its way by which a symbol is moved from where it is, to cover no other symbol."""
BESIDE = (0.0, 2.0, -2.0, 4.0, -4.0)
"""Lines of text above or below its way where a symbol goes when the way itself is full."""


def _free_on_way(
    canvas: Canvas, points: list[QPointF], done: float, boxes: Sequence[QRectF]
) -> QPointF:
    """Return a point on or beside a way, near ``done``, where ``boxes`` round it cover nothing."""
    taken = [hit.box for hit in canvas.hits if hit.kind in ("force", "stack")]
    for aside in BESIDE:
        for shift in ASIDE:
            share = done + shift
            if 0.06 <= share <= 0.94:
                at = split_way(points, share)[0] + QPointF(0, aside * canvas.unit)
                here = [box.translated(at) for box in boxes]
                if not any(one.intersects(other) for one in here for other in taken):
                    return at
    return _between(points, done)[0]


def _traveller(canvas: Canvas, points: list[QPointF], journey: Journey, say: Say) -> None:
    world = canvas.ground.world
    symbol = leading_symbol(world, canvas.picture, journey.forces, canvas.unit, planned=True)
    art = canvas.symbols.art(symbol, canvas.ratio, canvas.theme)
    number = f"{len(journey.forces)} × " if len(journey.forces) > 1 else ""
    when = arrival_words(journey, say)
    words = f"{number}{whose(world, journey.forces)} {when}"
    size = canvas.lettering.size(words, canvas.letters.arrival)
    down = QPointF(0, art.foot + canvas.unit * 0.6)
    plate = QRectF(down - QPointF(size.width(), size.height()) / 2, size)
    share = min(0.88, max(0.12, journey.done))
    here = _free_on_way(canvas, points, share, (art.box, plate))
    art.draw(canvas.painter, here)
    box = canvas.lettering.draw_centred(canvas.painter, here + down, words, canvas.letters.arrival)
    whole = box.united(art.box.translated(here))
    canvas.take(whole)
    canvas.hits.append(force_hit(journey.nodes[-1], journey.forces, whole))


def arrival_words(journey: Journey, say: Say) -> str:
    """Say when a journey ends."""
    if journey.arrival >= NEVER:
        return say("on the way")
    verb = say("back in turn") if journey.returning else say("arrives turn")
    return f"{verb} {journey.arrival}"


def split_way(points: Sequence[QPointF], share: float) -> tuple[QPointF, list[QPointF]]:
    """Return the point after ``share`` (0 to 1) of a way, and the points still ahead of it."""
    lengths = [hypot(b.x() - a.x(), b.y() - a.y()) for a, b in pairwise(points)]
    left = share * sum(lengths)
    for i, length in enumerate(lengths):
        if left < length:
            part = left / length
            return points[i] + (points[i + 1] - points[i]) * part, list(points[i + 1 :])
        left -= length
    return points[-1], [points[-1]]


def arrow_head(canvas: Canvas, way: Sequence[QPointF], size: float) -> None:
    """Paint an arrow head at the end of a way."""
    tip = way[-1]
    tail = next((p for p in reversed(way[:-1]) if _far(p, tip) > 1), None)
    if tail is None:
        return
    step = (tip - tail) / _far(tail, tip)
    across = QPointF(-step.y(), step.x()) * (size / 2)
    canvas.painter.setPen(pen(canvas.theme.colour("halo"), 1))
    canvas.painter.setBrush(canvas.theme.colour("route"))
    neck = tip - step * size
    canvas.painter.drawPolygon(QPolygonF([tip, neck + across, neck - across]))


def _far(a: QPointF, b: QPointF) -> float:
    return hypot(a.x() - b.x(), a.y() - b.y())
