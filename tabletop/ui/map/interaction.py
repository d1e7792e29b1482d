"""Mouse gestures and keys, turned into intents; nothing here paints or knows the rules.

A force is picked up by dragging it, or with Enter; it is dropped by letting go, or with Enter
again.  The map answers what lies where; the intents go back to the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QPointF

from tabletop.ui.map.canvas import Hit

FORCE_KINDS = frozenset({"force", "stack"})
LAWFUL, PARTLY = 0, -1
"""Codes of destinations; PARTLY is lawful for some of several forces.  Refusals are above 0."""


class Phase(Enum):
    """What the hand is doing."""

    IDLE = "idle"
    PRESSED = "pressed"
    PANNING = "panning"
    CARRYING = "carrying"
    FRAMING = "framing"


class Board(Protocol):
    """What a gesture asks of the map and tells it."""

    def hit(self, point: QPointF, kinds: frozenset[str] | None = None) -> Hit | None:
        """Return the topmost thing under a point."""

    def drop_node(self, point: QPointF) -> int:
        """Return the node on which something let go at a point would land; -1 for none."""

    def pan(self, dx: float, dy: float) -> None:
        """Move the ground by so many pixels."""

    def clicked(self, hit: Hit | None, point: QPointF) -> None:
        """Something, or nothing, was clicked."""

    def picked_up(self, force: int) -> None:
        """A force was picked up; the map asks where it may go."""

    def carried(self, point: QPointF, node: int) -> None:
        """The force that is carried is over a point, and over a node unless that is -1."""

    def dropped(self, force: int, node: int) -> None:
        """The force that was carried was put down at a node."""

    def put_back(self, force: int) -> None:
        """The force that was carried goes back to where it was."""

    def toggled(self, hit: Hit) -> None:
        """A symbol was clicked to be chosen, or chosen no longer."""

    def framing(self, start: QPointF, end: QPointF, *, done: bool) -> None:
        """A frame is drawn round forces; ``done`` when the button came up."""

    def chosen_under(self, hit: Hit | None) -> int:
        """Return a chosen force under a symbol, which drags all chosen ones; -1 for none."""


@dataclass(slots=True)
class Gesture:
    """The state of the hand over the map.

    ``threshold`` is the way in pixels that the mouse goes before a press becomes a drag.
    """

    board: Board
    threshold: float
    phase: Phase = Phase.IDLE
    force: int = -1
    by_key: bool = False
    _start: QPointF | None = None
    _last: QPointF | None = None
    _under: Hit | None = None
    _choosing: bool = False

    @property
    def carrying(self) -> bool:
        """Tell whether a force is in the hand."""
        return self.phase is Phase.CARRYING

    def press(self, point: QPointF, *, choose: bool = False, frame: bool = False) -> None:
        """The button went down; ``choose`` (Ctrl) adds to the chosen, ``frame`` (Shift) draws."""
        if self.carrying and self.by_key:
            # A force picked up with a key may be put down with the mouse.
            self._start = self._last = point
            return
        self._start = self._last = point
        self._under, self._choosing = self.board.hit(point), choose
        self.phase = Phase.FRAMING if frame else Phase.PRESSED

    def move(self, point: QPointF) -> None:
        """The mouse moved, with the button down or a force in the hand."""
        if self.phase is Phase.PRESSED and self._start is not None:
            way = point - self._start
            if max(abs(way.x()), abs(way.y())) < self.threshold:
                return
            under = self._under
            chosen = self.board.chosen_under(under)
            if chosen >= 0:
                self.pick_up(chosen, by_key=False)
            elif under is not None and under.kind == "force":
                self.pick_up(under.index, by_key=False)
            elif under is not None and under.kind == "stack":
                self.phase = Phase.IDLE  # which of them is meant? it is spread out, as by a click
                self.board.clicked(under, point)
                return
            else:
                self.phase = Phase.PANNING
        if self.phase is Phase.PANNING and self._last is not None:
            step = point - self._last
            self.board.pan(step.x(), step.y())
        elif self.phase is Phase.FRAMING and self._start is not None:
            self.board.framing(self._start, point, done=False)
        elif self.carrying:
            self.board.carried(point, self.board.drop_node(point))
        self._last = point

    def release(self, point: QPointF) -> None:
        """The button came up."""
        phase, self.phase = self.phase, Phase.IDLE
        if phase is Phase.PRESSED:
            under = self._under
            if self._choosing and under is not None and under.kind in FORCE_KINDS:
                self.board.toggled(under)
            else:
                self.board.clicked(under, point)
        elif phase is Phase.FRAMING and self._start is not None:
            self.board.framing(self._start, point, done=True)
        elif phase is Phase.CARRYING:
            self.phase = phase
            self.put_down(self.board.drop_node(point))

    def pick_up(self, force: int, *, by_key: bool) -> None:
        """Take a force into the hand."""
        self.phase, self.force, self.by_key = Phase.CARRYING, force, by_key
        self.board.picked_up(force)

    def put_down(self, node: int) -> None:
        """Let the carried force go at a node; -1 puts it back."""
        force, self.force = self.force, -1
        self.phase, self.by_key = Phase.IDLE, False
        if node < 0:
            self.board.put_back(force)
        else:
            self.board.dropped(force, node)

    def cancel(self) -> bool:
        """Give up what the hand is doing; returns whether there was anything to give up."""
        busy = self.phase is not Phase.IDLE
        if self.carrying:
            self.put_down(-1)
        self.phase = Phase.IDLE
        return busy


def next_in_direction(
    here: QPointF, spots: Sequence[tuple[int, QPointF]], dx: int, dy: int
) -> int | None:
    """Return the nearest spot that lies in a direction from ``here``; None when there is none.

    Distance across the direction counts double, so that an arrow key goes mostly straight.
    """

    def cost(item: tuple[int, QPointF]) -> float:
        way = item[1] - here
        along = way.x() * dx + way.y() * dy
        across = abs(way.x() * dy) + abs(way.y() * dx)
        return along + 2 * across

    ahead = [
        spot for spot in spots
        if (spot[1].x() - here.x()) * dx + (spot[1].y() - here.y()) * dy > 2.0
    ]  # fmt: skip
    return min(ahead, key=cost)[0] if ahead else None


def cycle(count: int, current: int, step: int) -> int | None:
    """Return the next index in an order of ``count`` things; None beyond either end."""
    if not count:
        return None
    after = (0 if step > 0 else count - 1) if current < 0 else current + step
    return after if 0 <= after < count else None
