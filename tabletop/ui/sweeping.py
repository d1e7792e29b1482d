"""Garbage that refers to itself: collected in the thread of the windows alone, and never for long.

Python would look for it in whichever thread makes something new, and what is a window must not be
taken apart in another thread; and from time to time it would look through everything there is,
which takes a tenth of a second.  So it looks only here, by a clock, through what is new; what has
lasted is set aside for good.  A desk that is closed is taken apart by hand, so that nothing of it
has to be looked for.
"""

from __future__ import annotations

import gc
from functools import partial
from time import thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from tabletop.ui.pace import Courtesy

if TYPE_CHECKING:
    from tabletop.ui.map.composer import Composer

EVERY_MS = 100
YOUNG, MIDDLE = 2000, 10
"""New objects, and looks through these, from which a look through them, or both, is due."""
OLD = 60
"""Looks through both after which all that was not set aside is looked through."""
AT_ONCE = 200
"""Parts of a closed window that are taken apart in one round of the event loop."""
LONG = 0.010
"""Seconds of a look from which everything that it found in use is set aside."""


class Sweeper(QObject):
    """Takes the collecting of garbage over from Python until it is destroyed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = 0
        self._courtesy = Courtesy()
        gc.disable()
        self.destroyed.connect(lambda: gc.enable())
        self._clock = QTimer(self, interval=EVERY_MS)
        self._clock.timeout.connect(self.sweep)
        self._clock.start()

    def sweep(self) -> None:
        """Look through what is due, which takes some milliseconds at most."""
        if self._courtesy.gives_way():
            return
        young, middle, _ = gc.get_count()
        if middle > MIDDLE:
            self._looks += 1
            self._look(2 if self._looks % OLD == 0 else 1)
        elif young > YOUNG:
            self._look(0)

    def _look(self, generation: int) -> None:
        began = thread_time()
        gc.collect(generation)
        if thread_time() - began > LONG:
            gc.freeze()


def forget(window: QWidget) -> None:
    """Let Qt destroy a window, or what was one, and let its parts forget each other after that."""
    left = parts_of(window)
    window.destroyed.connect(lambda: QTimer.singleShot(0, partial(take_apart, *left)))
    window.deleteLater()


def parts_of(window: QObject) -> tuple[list[QObject], list[Composer]]:
    """List a window and all that belongs to it, and what paints its maps."""
    from tabletop.ui.map.surface import MapSurface

    maps = [one.composer for one in window.findChildren(MapSurface)]
    return [window, *window.findChildren(QObject)], maps


def take_apart(parts: list[QObject], composers: list[Composer]) -> None:
    """Let the parts of a window that Qt has destroyed forget each other, and so be freed."""
    while composers:
        composers.pop().stop()
    for _ in range(min(AT_ONCE, len(parts))):
        getattr(parts.pop(), "__dict__", {}).clear()
    if parts:  # the rest in later rounds of the event loop
        QTimer.singleShot(1, partial(take_apart, parts, composers))
