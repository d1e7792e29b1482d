"""Work beside the desk: something that takes long runs in a thread and tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

POLL_MS = 20
Tell = Callable[[str, int, int], None]
"""Called with what is being done, the steps done and how many there are."""


class Cancelled(Exception):
    """Somebody no longer wants what is being worked out."""


class Work(QObject):
    """Does one thing in a thread of its own.

    ``done`` carries what it returned, ``failed`` the exception that it raised, ``moved`` what it
    does now and how far it is; all are said in the thread of the desk.  Cancelled work says none
    of them any more and ends where it tells next.
    """

    done = Signal(object)
    failed = Signal(object)
    moved = Signal(str, int, int)

    def __init__(self, doing: Callable[[Tell], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._doing = doing
        self._unwanted = unwanted = Event()
        self._now: tuple[str, int, int] | None = None
        self._said: tuple[str, int, int] | None = None
        self._found: tuple[bool, Any] | None = None
        self._look = QTimer(self, interval=POLL_MS)
        self._look.timeout.connect(self._poll)
        self._thread = Thread(target=self._work)  # Python waits for it before it ends
        self.destroyed.connect(lambda: unwanted.set())

    def start(self) -> Work:
        """Begin; nothing is said before this has returned."""
        self._thread.start()
        self._look.start()
        return self

    @property
    def busy(self) -> bool:
        """Whether it is still at work."""
        return self._thread.is_alive()

    def cancel(self) -> None:
        """Want it no longer."""
        self._unwanted.set()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _tell(self, what: str, done: int, steps: int) -> None:
        if self._unwanted.is_set():
            raise Cancelled
        self._now = (what, done, steps)

    def _work(self) -> None:
        try:
            self._found = (True, self._doing(self._tell))
        except BaseException as fault:  # raised or told where the desk can say so
            self._found = (False, fault)

    def _poll(self) -> None:
        if self._unwanted.is_set():
            self._look.stop()
            return
        if self._now is not None and self._now != self._said:
            self._said = self._now
            self.moved.emit(*self._now)
        if self._found is None:
            return
        self._look.stop()
        well, what = self._found
        self.deleteLater()
        (self.done if well else self.failed).emit(what)
