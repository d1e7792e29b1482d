"""Work in a process of its own: asked from the UI thread, which never waits for it.

Asking writes from a thread of its own, because a pipe that is full would make the desk stand still;
answers are fetched by a timer.
"""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

POLL_MS = 15
AT_ONCE = 20
"""Most answers that are passed on in one round of the event loop."""

Make = Callable[[], object]


class Aside(QObject):
    """One process that serves a connection; it is started with the first question.

    ``told`` carries each answer; ``failed`` says that the process ended by itself, after which the
    next question starts another.
    """

    told = Signal(object)
    failed = Signal()

    def __init__(self, serve: Callable[[Connection], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._serve = serve
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._waiting: SimpleQueue[Make | None] = SimpleQueue()
        self._look = QTimer(self, interval=POLL_MS)
        self._look.timeout.connect(self._fetch)

    @property
    def running(self) -> bool:
        """Whether there is a process."""
        return self._process is not None

    def ask(self, make: Make) -> None:
        """Send what ``make`` returns; it is called in a thread, and must only read."""
        if self._process is None:
            self._start()
        self._waiting.put(make)
        self._look.start()

    def rest(self) -> None:
        """Look for answers no longer, until the next question."""
        self._look.stop()

    def stop(self) -> None:
        """End the process; nothing is said any more."""
        self._look.stop()
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if process is None or connection is None:
            return
        self._waiting.put(None)
        process.terminate()
        process.join(1.0)
        connection.close()

    def _start(self) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=self._serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._connection, self._waiting = ours, SimpleQueue()
        Thread(target=_send, args=(ours, self._waiting), daemon=True).start()

    def _fetch(self) -> None:
        connection = self._connection
        if connection is None:
            return
        try:
            for _ in range(AT_ONCE):
                if not connection.poll():
                    return
                answer: Any = connection.recv()
                self.told.emit(answer)
                if self._connection is not connection:
                    return
        except (EOFError, OSError):
            self.stop()
            self.failed.emit()


def _send(connection: Connection, waiting: SimpleQueue[Make | None]) -> None:
    while (make := waiting.get()) is not None:
        try:
            connection.send(make())
        except (OSError, ValueError):
            return  # the process has ended; whoever fetches finds out
