"""Finds what lies near a box without looking at everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QRectF


class Boxed(Protocol):
    """Something that lies in a box."""

    @property
    def box(self) -> QRectF:
        """The box that bounds it."""


T = TypeVar("T", bound=Boxed)


class Nearby(Generic[T]):
    """Things sorted into square cells by their boxes; they are found in the order they came.

    ``cell`` is the edge of a cell, in the unit of the boxes.
    """

    def __init__(self, cell: float, things: Iterable[T] = ()) -> None:
        self._cell = cell
        self._things: list[T] = []
        self._cells: dict[tuple[int, int], list[int]] = {}
        for thing in things:
            self.add(thing)

    def __len__(self) -> int:
        """How many things there are."""
        return len(self._things)

    def add(self, thing: T) -> None:
        """Sort one more thing in."""
        number = len(self._things)
        self._things.append(thing)
        for key in self._touched(thing.box):
            self._cells.setdefault(key, []).append(number)

    def near(self, box: QRectF) -> Sequence[T]:
        """Return the things whose boxes may touch ``box``, in the order they came."""
        if box.width() * box.height() > len(self._things) * self._cell**2:
            return self._things  # to look into so many cells would take longer
        found: set[int] = set()
        for key in self._touched(box):
            found.update(self._cells.get(key, ()))
        return [self._things[number] for number in sorted(found)]

    def _touched(self, box: QRectF) -> Iterable[tuple[int, int]]:
        left, right = floor(box.left() / self._cell), floor(box.right() / self._cell)
        top, bottom = floor(box.top() / self._cell), floor(box.bottom() / self._cell)
        return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))
