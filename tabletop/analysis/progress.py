"""A progress bar on stderr for work that takes more than a second."""

from __future__ import annotations

import sys
import time
from typing import TextIO

WIDTH = 30
SILENT_SECONDS = 1.0


class Progress:
    """Shows how far some work has come; silent while it is quick.

    On a terminal it draws one line over and over; elsewhere it says nothing, so that logs stay
    clean.
    """

    def __init__(self, title: str, steps: int, stream: TextIO | None = None) -> None:
        self.title = title
        self.steps = max(1, steps)
        self.stream = sys.stderr if stream is None else stream
        self._begun = time.monotonic()
        self._drawn = False

    def step(self, done: int, note: str = "") -> None:
        """Show that ``done`` of the steps are done."""
        if not self.stream.isatty() or time.monotonic() - self._begun < SILENT_SECONDS:
            return
        full = WIDTH * min(done, self.steps) // self.steps
        bar = "█" * full + "░" * (WIDTH - full)
        self.stream.write(f"\r\x1b[K{self.title} {bar} {done}/{self.steps} {note}")
        self.stream.flush()
        self._drawn = True

    def left(self, done: int) -> str:
        """Return about how long the rest takes, in words; empty before anything is known."""
        if not done:
            return ""
        seconds = (time.monotonic() - self._begun) / done * (self.steps - done)
        return (
            f"about {seconds:.0f} s left" if seconds < 120 else f"about {seconds / 60:.0f} min left"
        )

    def close(self) -> None:
        """Wipe the bar."""
        if self._drawn:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self._drawn = False
