"""How much the present round of the event loop has done: what can wait leaves it at that.

A round that paints, lays out and fills a panel would be a long one if everything that works a
little at a time took its share of it as well; between two rounds the desk takes keys and clicks.
"""

from __future__ import annotations

from functools import lru_cache
from time import thread_time

from PySide6.QtCore import QCoreApplication, QObject

ENOUGH = 0.004
"""Seconds of the processor after which a round has done enough."""
PATIENCE = 6
"""Rounds in a row that one piece of work lets pass: where all are long, it must come to its end."""


class Pace(QObject):
    """Takes the time of each round of the event loop."""

    def __init__(self, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self._thread = parent.thread()  # else its dispatcher is soon forgotten
        self._began = thread_time()
        self._thread.eventDispatcher().awake.connect(self._begin)

    def _begin(self) -> None:
        self._began = thread_time()

    @property
    def enough(self) -> bool:
        """Whether the present round has done enough."""
        return thread_time() - self._began > ENOUGH


@lru_cache(maxsize=1)
def pace() -> Pace:
    """Return the pace of this program; it lives as long as the application does."""
    app = QCoreApplication.instance()
    assert app is not None, "there are no rounds before there is an application"
    return Pace(app)


class Courtesy:
    """Lets one piece of work pass the rounds that have done enough, but not for ever."""

    def __init__(self) -> None:
        self._pace = pace()
        self._passed = 0

    def gives_way(self) -> bool:
        """Tell whether to leave the present round alone."""
        if self._passed < PATIENCE and self._pace.enough:
            self._passed += 1
            return True
        self._passed = 0
        return False
