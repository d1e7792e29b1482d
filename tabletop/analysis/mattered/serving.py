"""What mattered, worked out in a process of its own for a window.

In comes ``(path, branch, worlds)``, and True after it when people are to be left out of the words;
out go ``("warned", sentence)`` when so few worlds can tell nothing, ``("part", (done, of))``, then
``("found", Effects)`` or ``("fault", sentence)``.
"""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection
from typing import Any

from tabletop.analysis.export.anonymous import anonymous
from tabletop.analysis.mattered.effects import warning, what_mattered
from tabletop.session.journal import JournalFault
from tabletop.session.session import Session

NICE = 5


def serve(connection: Connection) -> None:
    """Answer questions, one after another, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the desk
    if hasattr(os, "nice"):
        os.nice(NICE)
    while True:
        try:
            answer(connection, *connection.recv())
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def answer(
    connection: Connection, path: Any, branch: int, worlds: int, hidden: bool = False
) -> None:
    """Find what mattered in a session file and tell it."""

    def tell(done: int, of: int) -> bool:
        connection.send(("part", (done, of)))
        return True

    try:
        with Session.open(path, read_only=True, branch=branch) as session:
            replay = anonymous(session.replay, ())[0] if hidden else session.replay
            if said := warning(replay, worlds):
                connection.send(("warned", said))
            connection.send(("found", what_mattered(replay, worlds, tell)))
    except (JournalFault, ValueError, MemoryError) as fault:
        words = str(fault) or type(fault).__name__
        words += "" if words.endswith(".") else "."
        connection.send(("fault", words[0].upper() + words[1:]))
