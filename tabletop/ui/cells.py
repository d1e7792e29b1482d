"""What the desk notices of the cells beside the record: refused tries, and who says it is ready.

It is kept for this sitting alone: only what was accepted belongs to the record.
"""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QObject, Signal


class Cells(QObject):
    """Counts, for each turn and seat, tries that were refused, and holds who is ready.

    ``changed`` says that something else is known now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tries: Counter[tuple[int, str]] = Counter()
        self._ready: set[tuple[int, str]] = set()

    def refused(self, turn: int, seat: str) -> None:
        """Count a refused try."""
        self._tries[turn, seat] += 1
        self.changed.emit()

    def tries(self, turn: int, seat: str) -> int:
        """Return how many tries of a seat were refused in a turn."""
        return self._tries[turn, seat]

    def set_ready(self, turn: int, seat: str, on: bool) -> None:
        """Note that a cell has given all its orders of a turn, or has more to say."""
        (self._ready.add if on else self._ready.discard)((turn, seat))
        self.changed.emit()

    def is_ready(self, turn: int, seat: str) -> bool:
        """Tell whether a cell said that it is ready."""
        return (turn, seat) in self._ready
