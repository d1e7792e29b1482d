"""Labels that never overlap: the important ones first, the others where room is left."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""
CELL = 96.0
GAP = 2.0
"""Pixels kept free between two labels."""


@dataclass(frozen=True, slots=True)
class Label:
    """A wish for a label of ``width`` × ``height`` pixels beside a point.

    ``reach`` is the distance kept from the point; 0 puts the label on the point itself.  A higher
    ``priority`` is placed earlier; equal ones in the order given.  A ``patient`` label would
    rather stand farther off than not at all.
    """

    key: object
    x: float
    y: float
    width: float
    height: float
    priority: float
    reach: float = 0.0
    patient: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A label that found room, and its box."""

    label: Label
    box: Box


class Room:
    """The space that is still free: boxes in a grid, so that asking is quick."""

    def __init__(self, taken: Iterable[Box] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in taken:
            self.take(box)

    def take(self, box: Box) -> None:
        """Mark a box as taken."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def free(self, box: Box) -> bool:
        """Tell whether a box overlaps nothing."""
        return not any(
            overlap(box, other) for cell in _cells(box) for other in self._cells.get(cell, ())
        )


def overlap(one: Box, other: Box) -> bool:
    """Tell whether two boxes share any area or lie closer than ``GAP``."""
    return (
        one[0] < other[2] + GAP
        and other[0] < one[2] + GAP
        and one[1] < other[3] + GAP
        and other[1] < one[3] + GAP
    )


def place(
    labels: Sequence[Label], room: Room, area: Box, window: Box | None = None
) -> list[Placed]:
    """Place as many labels as find room, inside ``area``; no two of them overlap.

    Each takes the first free of its eight places round the point (right first), or its only
    place when it has no reach.  A label whose point is in the ``window`` stays in it, and no other
    label reaches over its edge.  ``room`` is marked accordingly.
    """
    steps = placing(labels, room, area, window)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return list(end.value)


def placing(
    labels: Sequence[Label], room: Room, area: Box, window: Box | None = None
) -> Generator[None, None, list[Placed]]:
    """Place labels as :func:`place` does, step by step."""
    placed = []
    for number, label in enumerate(sorted(labels, key=lambda one: -one.priority)):
        if number % 4 == 3:
            yield
        for box in candidates(label):
            if within(box, area) and may_stand(label, box, window) and room.free(box):
                room.take(box)
                placed.append(Placed(label, box))
                break
    return placed


def within(box: Box, area: Box) -> bool:
    """Tell whether a box lies inside an area."""
    return box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]


def may_stand(label: Label, box: Box, window: Box | None) -> bool:
    """Tell whether a label's box keeps to its side of the window's edge."""
    if window is None:
        return True
    if within((label.x, label.y, label.x, label.y), window):
        return within(box, window)
    return not overlap(box, window)


def candidates(label: Label) -> list[Box]:
    """Return the boxes a label may take, best first."""
    w, h = label.width, label.height
    middle_x, middle_y = label.x - w / 2, label.y - h / 2
    corners = [] if label.reach else [(middle_x, middle_y)]
    rings = (label.reach, label.reach + 0.6 * h, label.reach + 1.2 * h)
    for r in rings[: 0 if not label.reach else 3 if label.patient else 1]:
        right, left = label.x + r, label.x - r - w
        below, above = label.y + r, label.y - r - h
        near = 0.7 * r
        corners += [
            (right, middle_y),
            (middle_x, below),
            (left, middle_y),
            (middle_x, above),
            (label.x + near, label.y + near),
            (label.x - near - w, label.y + near),
            (label.x + near, label.y - near - h),
            (label.x - near - w, label.y - near - h),
        ]
    return [(x, y, x + w, y + h) for x, y in corners]


def _cells(box: Box) -> Iterable[tuple[int, int]]:
    across = range(int((box[0] - GAP) // CELL), int((box[2] + GAP) // CELL) + 1)
    down = range(int((box[1] - GAP) // CELL), int((box[3] + GAP) // CELL) + 1)
    return [(i, j) for i in across for j in down]
