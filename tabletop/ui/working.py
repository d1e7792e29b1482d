"""Work beside the desk: something that takes long runs in a thread and tells how far it is."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from threading import Lock, Thread
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal

POLL_MS = 20
Tell = Callable[[str, int, int], None]
"""Called with what is being done, the steps done and how many there are."""


class Cancelled(Exception):
    """Somebody no longer wants what is being worked out."""


class _Task:
    """What the thread and the desk both know of; nothing of Qt, so that either may be the last."""

    def __init__(self, doing: Callable[[Tell], Any], let_go: Callable[[Any], object]) -> None:
        self._doing = doing
        self._let_go = let_go
        self._lock = Lock()
        self.unwanted = False
        self.now: tuple[str, int, int] | None = None
        self._found: tuple[bool, Any] | None = None

    def run(self) -> None:
        try:
            found = (True, self._doing(self._tell))
        except BaseException as fault:  # raised or told where the desk can say so
            found = (False, fault)
        with self._lock:
            if not self.unwanted:
                self._found = found
                return
        self._drop(found)

    def _tell(self, what: str, done: int, steps: int) -> None:
        if self.unwanted:
            raise Cancelled
        self.now = (what, done, steps)

    def take(self) -> tuple[bool, Any] | None:
        """Return whether it went well and what came of it, once; None before."""
        with self._lock:
            found, self._found = self._found, None
        return found

    def leave(self) -> None:
        """Want it no longer; what has come of it and was not taken is let go of."""
        with self._lock:
            self.unwanted = True
        found = self.take()
        if found is not None:
            self._drop(found)

    def _drop(self, found: tuple[bool, Any]) -> None:
        if found[0]:
            self._let_go(found[1])


class Work(QObject):
    """Does one thing in a thread of its own.

    ``done`` carries what it returned, ``failed`` the exception that it raised, ``moved`` what it
    does now and how far it is; all are said in the thread of the desk.  Cancelled work says none
    of them any more and ends where it tells next; what it returned all the same is given to
    ``let_go``, in whichever thread comes last.
    """

    done = Signal(object)
    failed = Signal(object)
    moved = Signal(str, int, int)

    def __init__(
        self,
        doing: Callable[[Tell], Any],
        parent: QObject,
        let_go: Callable[[Any], object] = lambda found: None,
    ) -> None:
        super().__init__(parent)
        self._task = task = _Task(doing, let_go)
        self._said: tuple[str, int, int] | None = None
        self._look = QTimer(self, interval=POLL_MS)
        self._look.timeout.connect(self._poll)
        self._thread = Thread(target=task.run)  # Python waits for it before it ends
        self.destroyed.connect(lambda: task.leave())

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
        self._task.leave()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _poll(self) -> None:
        task = self._task
        if task.unwanted:
            self._look.stop()
            return
        if task.now is not None and task.now != self._said:
            self._said = task.now
            self.moved.emit(*task.now)
        found = task.take()
        if found is None:
            return
        self._look.stop()
        self.deleteLater()
        well, what = found
        (self.done if well else self.failed).emit(what)


_begun: list[QThread] = []


def begin(thread: QThread, priority: QThread.Priority = QThread.Priority.InheritPriority) -> None:
    """Start a thread that may outlast the window it works for: Qt must not lose it meanwhile."""
    atexit.register(_wait)
    for one in [one for one in _begun if one.isFinished()]:
        one.wait()  # it has, but for its last few steps
        _begun.remove(one)
    thread.setParent(None)
    _begun.append(thread)
    thread.start(priority)


def leave(thread: QThread) -> None:
    """Want nothing more of a thread that was begun, and do not wait for it.

    It ends where it looks up next; only the end of the program waits for those that have not.
    """
    thread.requestInterruption()


def _wait() -> None:
    while _begun:
        _begun[-1].requestInterruption()
        _begun[-1].wait()
        _begun.pop()
