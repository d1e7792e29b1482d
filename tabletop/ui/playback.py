"""Steps through the record of a session by itself, at a chosen speed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from tabletop.ui.bridge import Replayer

PLAY_MS = 1200
"""Time between two entries at normal speed."""
SPEEDS = (0.5, 1.0, 2.0, 5.0, 20.0)


class Playback(QObject):
    """Plays a record entry by entry; ``playing`` tells when it begins and when it stops.

    ``record`` returns whose record is played, None when there is none yet.
    """

    playing = Signal(bool)
    speedChanged = Signal(float)

    def __init__(self, record: Callable[[], Replayer | None], parent: QObject) -> None:
        super().__init__(parent)
        self._record = record
        self.speed = 1.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    def toggle(self) -> None:
        """Step through the record, from its beginning when it is at its end; or stop stepping."""
        record = self._record()
        if record is None:
            return
        if self._timer.isActive():
            self.stop()
            return
        if not record.looking_back:
            record.look(0)
        self._timer.start(int(PLAY_MS / self.speed))
        self.playing.emit(True)

    def stop(self) -> None:
        """Stop stepping through the record."""
        if self._timer.isActive():
            self._timer.stop()
            self.playing.emit(False)

    def set_speed(self, speed: float) -> None:
        """Step so many times as fast as normally."""
        self.speed = speed
        self.speedChanged.emit(speed)
        if self._timer.isActive():
            self._timer.start(int(PLAY_MS / speed))

    def shift(self, by: int) -> None:
        """Go to the next higher (1) or lower (-1) of the usual speeds."""
        near = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - self.speed))
        self.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, near + by))])

    def look(self, go: Callable[[Replayer], None]) -> None:
        """Stop stepping and let a person go to a place in the record."""
        self.stop()
        record = self._record()
        if record is not None:
            go(record)

    def _step(self) -> None:
        record = self._record()
        was = -1 if record is None else record.seq
        if record is not None and record.looking_back:
            record.step(1)
        if record is None or record.seq in (was, record.last):  # it may come to a broken entry
            self.stop()
