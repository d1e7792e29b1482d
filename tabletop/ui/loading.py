"""Loads what windows need a little at a time, each piece in a round of the event loop of its own.

PySide makes its classes and enums when they are first used, and two threads that do so at once
bring the program down. So whatever has to do with Qt is loaded in the thread of the windows;
threads load only what rules and sessions need.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

from tabletop.ui.pace import Courtesy

AT_ONCE = 30
"""Names of a module of Qt that are used for the first time in one round."""

Piece = Callable[[], object]


class Loading(QObject):
    """Loads pieces; ``moved`` says how many of how many are there, ``done`` that all are."""

    moved = Signal(int, int)
    done = Signal()

    def __init__(self, pieces: Iterable[Piece], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting = deque(pieces)
        self._all = len(self._waiting)
        self._courtesy = Courtesy()
        self._timer = QTimer(self, interval=1)  # one of 0 may fire twice in a round
        self._timer.timeout.connect(self._tick)

    @property
    def busy(self) -> bool:
        """Whether something still waits to be loaded."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin; nothing is said before this has returned."""
        self._timer.start()

    def stop(self) -> None:
        """Load no more, and say nothing."""
        self._timer.stop()

    def _tick(self) -> None:
        if self._waiting and self._courtesy.gives_way():
            return
        if self._waiting:
            self._waiting.popleft()()
            self.moved.emit(self._all - len(self._waiting), self._all)
        else:
            self._timer.stop()
            self.done.emit()


def modules(names: Iterable[str]) -> list[Piece]:
    """Return a piece for each of these modules that is not loaded yet."""
    return [partial(import_module, name) for name in names if name not in sys.modules]


def all_of(name: str) -> list[Piece]:
    """Return pieces that use every name of a module of Qt once, so that later it is at hand."""

    def use(names: list[str]) -> None:
        module = import_module(name)
        for one in names:
            getattr(module, one)

    names = [one for one in dir(import_module(name)) if not one.startswith("_")]
    return [partial(use, names[at : at + AT_ONCE]) for at in range(0, len(names), AT_ONCE)]
