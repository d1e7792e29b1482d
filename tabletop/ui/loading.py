"""Loads what windows need a little at a time, each piece in a round of the event loop of its own.

PySide makes its classes and enums when they are first used, and two threads that do so at once
bring the program down. So whatever has to do with Qt is loaded in the thread of the windows;
threads load only what rules and sessions need.
"""

from __future__ import annotations

import sys
from ast import Module, parse
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from tabletop.ui.pace import Courtesy

Piece = Callable[[], object]

_half: dict[str, deque[Piece]] = {}
"""Packages of which some statements wait to be done."""
AT_ONCE = 30
"""Names of a module of Qt that are used for the first time in one round."""


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


def in_parts(name: str) -> list[Piece]:
    """Return pieces that load a package one statement of its ``__init__`` after another.

    For a package that loads so much that it would hold a round up. Until the last piece is done
    nobody else may load it: ``whole`` does what is left.
    """
    if name in sys.modules:
        return list(_half.get(name, ()))
    spec = find_spec(name)
    assert spec is not None and spec.origin is not None, f"{name} is installed"
    module = module_from_spec(spec)
    sys.modules[name] = module
    statements = parse(Path(spec.origin).read_text("utf-8"), spec.origin).body
    parts = _half[name] = deque[Piece]()

    def run_next() -> None:
        if parts:
            code = statements[len(statements) - len(parts)]
            exec(compile(Module([code], []), str(spec.origin), "exec"), module.__dict__)
            parts.popleft()

    parts.extend(run_next for _ in statements)
    return list(parts)


def whole(name: str) -> None:
    """Load now what is left of a package that was being loaded in parts, or all of it."""
    while parts := _half.get(name):
        parts[0]()
    import_module(name)


def charts() -> list[Piece]:
    """Return the pieces of what charts are drawn with."""
    return in_parts("pyqtgraph")


def all_of(name: str) -> list[Piece]:
    """Return pieces that use every name of a module of Qt once, so that later it is at hand."""

    def use(names: list[str]) -> None:
        module = import_module(name)
        for one in names:
            getattr(module, one)

    names = [one for one in dir(import_module(name)) if not one.startswith("_")]
    return [partial(use, names[at : at + AT_ONCE]) for at in range(0, len(names), AT_ONCE)]
