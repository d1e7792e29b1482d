"""Work in a process of its own: asked from the UI thread, which never waits for it.

A thread starts the process and writes the questions, because a pipe that is full would make the
desk stand still; another reads the answers, which a timer passes on; a third waits for the end.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from tabletop.ui.pace import pace

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

POLL_MS = 15
GRACE = 30.0
"""Seconds that a process has to finish what it is in the middle of, once its end was asked for."""

QUIET = "ignore:resource_tracker:UserWarning"
"""Ending a process with all its workers leaves locks for Python to tidy up: that is no news."""

Make = Callable[[], object]
Serve = Callable[["Connection"], None]
_ENDED = object()
"""Comes after the last answer of a process."""


class Aside(QObject):
    """One process that serves a connection; it is started with the first question.

    ``serve_of`` returns what serves it, and is called in a thread: it may load what takes long.
    ``told`` carries each answer; ``failed`` says that the process ended by itself, after which the
    next question starts another.  ``crew`` lets the process have processes of its own, which end
    with it when it leads a group (``os.setpgid``).
    """

    told = Signal(object)
    failed = Signal()

    def __init__(
        self, serve_of: Callable[[], Serve], parent: QObject | None = None, crew: bool = False
    ) -> None:
        super().__init__(parent)
        self._serve_of, self._crew = serve_of, crew
        self._held: list[_Held] = []
        held = self._held
        self.destroyed.connect(lambda: _end(held))
        self._look = QTimer(self, interval=POLL_MS)
        self._look.timeout.connect(self._fetch)

    @property
    def running(self) -> bool:
        """Whether there is a process, or will be in a moment."""
        return bool(self._held)

    @property
    def process(self) -> BaseProcess | None:
        """The process, once it has been started."""
        return self._held[0].process if self._held else None

    def ask(self, make: Make) -> None:
        """Send what ``make`` returns; it is called in a thread, and must only read."""
        if not self._held:
            self._held.append(_Held(self._serve_of, self._crew))
        self._held[0].waiting.put(make)
        self._look.start()

    def rest(self) -> None:
        """Look for answers no longer, until the next question."""
        self._look.stop()

    def stop(self) -> None:
        """End the process; nothing is said any more."""
        self._look.stop()
        _end(self._held)

    def _fetch(self) -> None:
        """Pass answers on, until the round has done enough or somebody wants no more of them."""
        held = self._held[0] if self._held else None
        while held is not None and self._held and self._held[0] is held:
            try:
                answer = held.answers.get_nowait()
            except Empty:
                return
            if answer is _ENDED:
                self.stop()
                self.failed.emit()
                return
            self.told.emit(answer)
            if pace().enough or not self._look.isActive():
                return


class _Held:
    """A process with its pipe and threads; nothing of Qt, so that it may outlast the window."""

    def __init__(self, serve_of: Callable[[], Serve], crew: bool) -> None:
        self.process: BaseProcess | None = None
        self.waiting: SimpleQueue[Make | None] = SimpleQueue()
        self.answers: SimpleQueue[Any] = SimpleQueue()
        self._serve_of, self._crew = serve_of, crew
        self._unwanted = False
        self._sender = Thread(target=self._run, name="asking", daemon=True)
        self._sender.start()
        if crew:  # Python would wait for such a process before it ends
            atexit.register(self.leave)

    def _run(self) -> None:
        """Start the process, and send what is asked until nothing more is wanted of it."""
        try:
            self._serve()
        finally:
            self.answers.put(_ENDED)
            atexit.unregister(self.leave)

    def _serve(self) -> None:
        from multiprocessing import get_context

        os.environ.setdefault("PYTHONWARNINGS", QUIET)
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        with ours:
            with theirs:
                process = context.Process(target=self._serve_of(), args=(theirs,),
                                          daemon=not self._crew)  # fmt: skip
                process.start()
            self.process = process
            if self._unwanted:
                _kill(process)
            reader = Thread(target=self._read, args=(ours,), name="answers", daemon=True)
            reader.start()
            while (make := self.waiting.get()) is not None:
                with contextlib.suppress(OSError, ValueError, TypeError):  # the reader finds out
                    ours.send(make())
            process.join(GRACE)
            process.kill()
            reader.join()

    def _read(self, connection: Connection) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                self.answers.put(connection.recv())
        self.answers.put(_ENDED)

    def leave(self) -> None:
        """Have the process end now, or as soon as it has begun, and do not wait for that."""
        self._unwanted = True
        if self.process is not None:
            _kill(self.process)
        self.waiting.put(None)


def _end(held: list[_Held]) -> None:
    """End the process that is held; it may be called when the object is gone already."""
    while held:
        held.pop().leave()


def _kill(process: BaseProcess) -> None:
    """End a process, and those that it has started if it leads a group of its own."""
    pid = process.pid
    if pid is not None and hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):  # it has ended already
            if os.getpgid(pid) == pid:
                os.killpg(pid, signal.SIGTERM)
    process.terminate()
