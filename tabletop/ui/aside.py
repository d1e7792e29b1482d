"""Work in a process of its own: asked from the UI thread, which never waits for it.

Asking writes from a thread of its own, because a pipe that is full would make the desk stand still;
answers are fetched by a timer.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
from collections.abc import Callable
from functools import partial
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

QUIET = "ignore:resource_tracker:UserWarning"
"""Ending a process with all its workers leaves locks for Python to tidy up: that is no news."""

Make = Callable[[], object]
Held = tuple["BaseProcess", "Connection", "SimpleQueue[Make | None]", Thread]


class Aside(QObject):
    """One process that serves a connection; it is started with the first question.

    ``told`` carries each answer; ``failed`` says that the process ended by itself, after which the
    next question starts another.  ``crew`` lets the process have processes of its own, which end
    with it when it leads a group (``os.setpgid``).
    """

    told = Signal(object)
    failed = Signal()

    def __init__(
        self, serve: Callable[[Connection], None], parent: QObject | None = None,
        crew: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._serve, self._crew = serve, crew
        self._held: list[Held] = []
        held = self._held
        self.destroyed.connect(lambda: _end(held))
        if crew:  # Python would wait for such a process before it ends
            end = partial(_end, held)
            atexit.register(end)
            self.destroyed.connect(lambda: atexit.unregister(end))
        self._look = QTimer(self, interval=POLL_MS)
        self._look.timeout.connect(self._fetch)

    @property
    def running(self) -> bool:
        """Whether there is a process."""
        return bool(self._held)

    @property
    def process(self) -> BaseProcess | None:
        """The process, while there is one."""
        return self._held[0][0] if self._held else None

    def ask(self, make: Make) -> None:
        """Send what ``make`` returns; it is called in a thread, and must only read."""
        if not self._held:
            self._start()
        self._held[0][2].put(make)
        self._look.start()

    def rest(self) -> None:
        """Look for answers no longer, until the next question."""
        self._look.stop()

    def stop(self) -> None:
        """End the process; nothing is said any more."""
        self._look.stop()
        _end(self._held)

    def _start(self) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")
        os.environ.setdefault("PYTHONWARNINGS", QUIET)
        ours, theirs = context.Pipe()
        process = context.Process(target=self._serve, args=(theirs,),
                                  daemon=not self._crew)  # fmt: skip
        process.start()
        theirs.close()
        waiting: SimpleQueue[Make | None] = SimpleQueue()
        sender = Thread(target=_send, args=(ours, waiting), daemon=True)
        sender.start()
        self._held.append((process, ours, waiting, sender))

    def _fetch(self) -> None:
        if not self._held:
            return
        connection = self._held[0][1]
        try:
            for _ in range(AT_ONCE):
                if not connection.poll():
                    return
                answer: Any = connection.recv()
                self.told.emit(answer)
                if not self._held or self._held[0][1] is not connection:
                    return
        except (EOFError, OSError):
            self.stop()
            self.failed.emit()


def _end(held: list[Held]) -> None:
    """End the process that is held; it may be called when the object is gone already."""
    while held:
        process, connection, waiting, sender = held.pop()
        waiting.put(None)
        _end_group(process)
        process.terminate()
        process.join(1.0)
        sender.join(1.0)  # nobody reads any more, so that it cannot be held up
        connection.close()


def _end_group(process: BaseProcess) -> None:
    """End the processes that a process has started, if it leads a group of its own."""
    pid = process.pid
    if pid is None or not hasattr(os, "killpg"):
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):  # it has ended already
        if os.getpgid(pid) == pid:
            os.killpg(pid, signal.SIGTERM)


def _send(connection: Connection, waiting: SimpleQueue[Make | None]) -> None:
    while (make := waiting.get()) is not None:
        try:
            connection.send(make())
        except (OSError, ValueError, TypeError):  # TypeError: closed in the middle of a write
            return  # the process has ended; whoever fetches finds out
