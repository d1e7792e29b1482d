"""A change on the screen in small parts, each in a round of the event loop of its own.

Between two rounds the desk takes keys and clicks and paints, so that it never stands still while
many panels are brought up to a new moment.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from tabletop.ui.pace import Courtesy

Part = Callable[[], object]
RESTS = 2
"""Rounds between two parts: laying out what has changed, and painting it."""


class Rounds(QObject):
    """Does the parts of the last change one after another; a new change replaces what waits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Part] = deque()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._tick)
        self._starter = QTimer(self, interval=0, singleShot=True)
        self._starter.timeout.connect(self._timer.start)
        self._rests = 0
        self._courtesy = Courtesy()

    @property
    def busy(self) -> bool:
        """Whether something still waits to be done."""
        return bool(self._waiting)

    def plan(self, parts: Iterable[Part]) -> None:
        """Do these parts in their order, and none of those that still wait."""
        self._waiting = deque(parts)
        self._begin()

    def add(self, part: Part) -> None:
        """Do one more part after those that wait."""
        self._waiting.append(part)
        self._begin()

    def _begin(self) -> None:
        # A timer that is started here would fire at the end of this very round; one that is started
        # by another timer fires in the next.
        if self._waiting and not self._timer.isActive():
            self._starter.start()

    def settle(self) -> None:
        """Do now whatever waits."""
        while self._waiting:
            self._do_next()

    def _tick(self) -> None:
        """Do a part; what it changed is laid out and painted in the rounds before the next."""
        if self._rests:
            self._rests -= 1
        elif not self._courtesy.gives_way():
            self._do_next()
            self._rests = RESTS

    def _do_next(self) -> None:
        if self._waiting:
            self._waiting.popleft()()
        if not self._waiting:
            self._timer.stop()
