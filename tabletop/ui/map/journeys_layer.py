"""Forces on the move: the way behind thin, the way ahead with an arrow, and their symbols.

Symbols that would cover something join others on the way; none is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from tabletop.ui.map.canvas import Canvas, box_of
from tabletop.ui.map.forces_layer import Face, face_of, force_hit, round_about
from tabletop.ui.map.labels import overlap
from tabletop.ui.map.palette import dashed, pen
from tabletop.ui.map.picture import Journey
from tabletop.world.variables import NEVER

Say = Callable[[str], str]


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


def _between(points: list[QPointF], done: float) -> tuple[QPointF, list[QPointF]]:
    return split_way(points, min(0.88, max(0.12, done)))


def _behind(points: list[QPointF], ahead: list[QPointF]) -> list[QPointF]:
    return points[: len(points) - len(ahead)]


@dataclass(frozen=True, slots=True)
class Traveller:
    """Journeys drawn as one symbol with the middle of its frame at ``at``, and words below it."""

    journeys: tuple[Journey, ...]
    face: Face
    words: str
    plate: QPointF
    at: QPointF
    room: QRectF

    @property
    def forces(self) -> tuple[int, ...]:
        """All forces on these journeys."""
        return tuple(force for journey in self.journeys for force in journey.forces)

    @property
    def box(self) -> QRectF:
        """All the room that it takes."""
        return self.room.translated(self.at)

    def at_place(self, at: QPointF) -> Traveller:
        """Return the same symbol somewhere else."""
        return replace(self, at=at)


def place_travellers(canvas: Canvas, say: Say) -> Generator[None, None, list[Traveller]]:
    """Step by step, find room for the symbols of the forces on the move, on or beside their ways.

    One without room is written shorter, then joins the nearest of the others.
    """
    found: list[Traveller] = []
    for journey in canvas.picture.journeys:
        yield
        one = next(
            (placed for short in (False, True)
             if (placed := _find_room(canvas, _made(canvas, (journey,), say, short), found))),
            None,
        )  # fmt: skip
        if one is not None:
            found.append(one)
        elif not _join(canvas, journey, found, say):
            at = split_way(_points(canvas, journey), journey.done)[0]
            if canvas.area.contains(at):
                canvas.leave_out("force", journey.nodes[-1], at, journey.forces)
    for one in found:
        canvas.take_mark(one.box)
    return found


def _join(canvas: Canvas, journey: Journey, found: list[Traveller], say: Say) -> bool:
    """Let a journey without room of its own join the nearest that has; False when none can."""
    here = split_way(_points(canvas, journey), journey.done)[0]
    for host in sorted(found, key=lambda one: _far(one.at, here)):
        others = [one for one in found if one is not host]
        for short in (False, True):
            both = _made(canvas, (*host.journeys, journey), say, short).at_place(host.at)
            if _is_free(canvas, both.box, others):
                found[found.index(host)] = both
                return True
    return False


def _made(canvas: Canvas, journeys: tuple[Journey, ...], say: Say, short: bool) -> Traveller:
    forces = tuple(force for journey in journeys for force in journey.forces)
    face = face_of(canvas, forces, planned=True)
    words = travel_words(journeys, face.words, say, short=short)
    plate = QPointF(0, face.art.foot + canvas.unit * 0.6)
    size = canvas.lettering.size(words, canvas.letters.arrival)
    room = face.art.box.united(round_about(plate, size))
    return Traveller(journeys, face, words, plate, QPointF(), room)


def travel_words(journeys: Sequence[Journey], who: str, say: Say, *, short: bool) -> str:
    """Say how many are on the way, whose, and when they arrive: ``2 × FR arrives turn 9``."""
    count = sum(len(journey.forces) for journey in journeys)
    number = f"{count} × " if count > 1 else ""
    whens = list(dict.fromkeys(arrival_words(journey, say) for journey in journeys))
    turns = [journey.arrival for journey in journeys if journey.arrival < NEVER]
    if short or len(whens) > 1:
        first, last = min(turns, default=0), max(turns, default=0)
        span = f"{first}–{last}" if first != last else f"{first}"
        when = f"▸ {span}" if turns else "▸"
    else:
        when = whens[0]
    return f"{number}{who} {when}"


def _points(canvas: Canvas, journey: Journey) -> list[QPointF]:
    return [canvas.node_at(node) for node in journey.nodes]


ASIDE = (0.0, 0.05, -0.05, 0.1, -0.1, 0.16, -0.16, 0.23, -0.23, 0.31, -0.31, 0.4, -0.4)
"""Shares of its way by which a symbol is moved from where it is, to cover no other symbol."""
BESIDE = (0.0, 2.0, -2.0, 4.0, -4.0)
"""Lines of text above or below its way where a symbol goes when the way itself is full."""


def _find_room(canvas: Canvas, one: Traveller, others: Sequence[Traveller]) -> Traveller | None:
    """Return a symbol at a free point on or beside its way, the nearest to where it is."""
    (journey,) = one.journeys
    points, done = _points(canvas, journey), min(0.88, max(0.12, journey.done))
    seen = canvas.window.contains(split_way(points, done)[0])
    for aside in BESIDE:
        for shift in ASIDE:
            share = done + shift
            if 0.06 <= share <= 0.94:
                at = split_way(points, share)[0] + QPointF(0, aside * canvas.unit)
                box = one.room.translated(at)
                inside = canvas.window.contains(box) if seen else canvas.area.contains(box)
                if inside and _is_free(canvas, box, others):
                    return one.at_place(at)
    return None


def _is_free(canvas: Canvas, box: QRectF, others: Sequence[Traveller]) -> bool:
    edges = box_of(box)
    return canvas.marks.free(edges) and not any(overlap(edges, box_of(o.box)) for o in others)


def paint_travellers(canvas: Canvas, travellers: Sequence[Traveller]) -> None:
    """Paint the symbols of the forces on the move, with the turn of their arrival."""
    for one in travellers:
        one.face.art.draw(canvas.painter, one.at)
        canvas.lettering.draw_centred(
            canvas.painter, one.at + one.plate, one.words, canvas.letters.arrival
        )
        canvas.hits.append(force_hit(one.journeys[-1].nodes[-1], one.forces, one.box))


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
