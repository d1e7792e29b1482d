"""Forces on the map: APP-6 symbols, gathered into stacks where it is crowded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF

from tabletop.ui.map.canvas import Canvas, Hit, nearest_in
from tabletop.ui.map.palette import pen
from tabletop.ui.map.picture import Picture
from tabletop.ui.map.stacks import Group, Stack, Surroundings, gather
from tabletop.ui.map.symbols import Art, Symbol

if TYPE_CHECKING:
    from tabletop.world.world import World

SIZE = 1.35
"""Height of a unit's frame in lines of text."""
BEHIND = (4.0, 2.0)
"""Pixels by which the cards behind the symbol of a stack stand out."""


@dataclass(frozen=True, slots=True)
class Face:
    """What one stack looks like: its symbol, whose it is, and its room round the frame's middle.

    ``caption`` and ``count`` are the middles of the words below and of the number at the corner.
    """

    symbol: Symbol
    art: Art
    words: str
    caption: QPointF
    count: QPointF
    box: QRectF


Tie = tuple[QPointF, QPointF]


def place_forces(canvas: Canvas, ties: Sequence[Tie]) -> Generator[None, None, list[Group]]:
    """Step by step, find room for all forces that stand or gather somewhere.

    They rather keep off the ``ties`` of the sectors' labels.
    """
    inside = [s for s in canvas.picture.standing if canvas.area.contains(canvas.node_at(s.node))]
    faces: dict[Stack, QRectF] = {}

    def measure(stack: Stack) -> QRectF:
        if stack not in faces:
            faces[stack] = face_of(canvas, stack.forces, planned=not stack.ready).box
        return faces[stack]

    ground = canvas.ground

    def may(russian: bool, foot: QPointF, at: QPointF) -> bool:
        here, place = canvas.ground_point(at), canvas.ground_point(foot)
        if russian:
            return not ground.is_held(here) or ground.is_held(place)
        if ground.is_near(place) and not ground.is_near(here):
            return False
        return not ground.is_hostile(here) or ground.is_hostile(place)

    around = Surroundings(canvas.marks, canvas.room, canvas.window, canvas.unit, may, ties)
    groups, homeless = yield from gather(inside, canvas.node_at, measure, around)
    for group in groups:
        canvas.take_mark(group.box)
    for stack in homeless:
        canvas.leave_out("force", stack.node, canvas.node_at(stack.node), stack.forces)
    return groups


def paint_ties(canvas: Canvas, groups: Sequence[Group]) -> None:
    """Tie the groups that stand aside to their places by thin lines; symbols lie over them."""
    canvas.painter.setPen(pen(canvas.theme.colour("line_casing", 0.8), 1.1))
    for group in groups:
        if group.aside:
            canvas.painter.drawLine(group.foot, nearest_in(group.box, group.foot))


def paint_forces(canvas: Canvas, groups: Sequence[Group]) -> Iterator[None]:
    """Step by step, paint the groups where they found room."""
    for number, group in enumerate(groups):
        if number % 4 == 3:
            yield
        for stack, at in zip(group.stacks, group.spots, strict=True):
            paint_stack(canvas, at, stack)


def face_of(canvas: Canvas, forces: tuple[int, ...], *, planned: bool) -> Face:
    """Return what a stack looks like and how much room that takes."""
    world, unit = canvas.ground.world, canvas.unit
    symbol = leading_symbol(world, canvas.picture, forces, unit, planned=planned)
    art = canvas.symbols.art(symbol, canvas.ratio, canvas.theme)
    words = whose(world, forces)
    size = canvas.lettering.size(words, canvas.letters.caption)
    caption = QPointF(0, art.foot + 0.55 * unit)
    count = QPointF(0.75 * symbol.size + 2, -0.5 * symbol.size - 1)
    box = art.box.united(round_about(caption, size))
    if len(forces) > 1:
        box = box.united(frame_box(symbol, BEHIND[0]))
        number = canvas.lettering.size(str(len(forces)), canvas.letters.count)
        box = box.united(round_about(count, number))
    return Face(symbol, art, words, caption, count, box)


def round_about(middle: QPointF, size: QSizeF) -> QRectF:
    """Return a box of a size round a point."""
    return QRectF(middle - QPointF(size.width(), size.height()) / 2, size)


def frame_box(symbol: Symbol, shift: float) -> QRectF:
    """Return a unit's frame round its middle, moved up and to the right."""
    half = QPointF(0.75 * symbol.size, 0.5 * symbol.size)
    middle = QPointF(shift, -shift)
    return QRectF(middle - half, middle + half)


def paint_stack(canvas: Canvas, at: QPointF, stack: Stack) -> None:
    """Paint one stack round ``at``: its leading symbol, how many there are, and whose they are."""
    face, many = face_of(canvas, stack.forces, planned=not stack.ready), len(stack.forces)
    letters, painter = canvas.letters, canvas.painter
    if many > 1:
        painter.setPen(pen(canvas.theme.colour("line_casing"), 1))
        painter.setBrush(canvas.theme.colour("panel"))
        for shift in BEHIND:
            painter.drawRect(frame_box(face.symbol, shift).translated(at))
    face.art.draw(painter, at)
    canvas.lettering.draw_centred(painter, at + face.caption, face.words, letters.caption)
    if many > 1:
        canvas.lettering.draw_centred(painter, at + face.count, str(many), letters.count)
    canvas.hits.append(force_hit(stack.node, stack.forces, face.box.translated(at)))


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
