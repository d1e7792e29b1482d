"""Studies of sensitivity in a process of their own, for a window.

In come ``("study", Asked)`` and ``("read", path)``; out go ``("part", (done, of))``,
``("studied", (Kept, folder))`` and ``("fault", sentence)``. Ending the process stops a study, of
which nothing is kept then.
"""

from __future__ import annotations

import os
import shlex
import signal
from multiprocessing.connection import Connection
from typing import Any

from tabletop.analysis.explore.executors import WorkersLost, executor
from tabletop.analysis.policies import PolicyFault, sealed_name
from tabletop.analysis.sensitivity.asking import Asked, command_words
from tabletop.analysis.sensitivity.design import factors_of
from tabletop.analysis.sensitivity.keeping import Kept, StudyFault, read_study
from tabletop.analysis.sensitivity.study import study
from tabletop.analysis.sensitivity.sweep import Question
from tabletop.analysis.sensitivity.writing import write_study
from tabletop.content.library import world_of

NICE = 5


def serve(connection: Connection) -> None:
    """Answer questions, one after another, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the desk
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # workers are ended together with this process
    if hasattr(os, "nice"):
        os.nice(NICE)
    while True:
        try:
            answer(connection, *connection.recv())
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def answer(connection: Connection, kind: str, what: Any) -> None:
    """Answer one question; whatever is at fault is told in a sentence."""
    try:
        if kind == "study":
            _study(connection, what)
        else:
            folder = what if what.is_dir() else what.parent
            connection.send(("studied", (read_study(what), folder)))
    except (StudyFault, WorkersLost, PolicyFault) as fault:
        connection.send(("fault", str(fault)))
    except KeyError as fault:
        connection.send(("fault", f"there is no doctrine entry {fault.args[0]!r}"))
    except (OSError, ValueError, MemoryError) as fault:
        if isinstance(fault, (BrokenPipeError, ConnectionResetError)):
            raise
        connection.send(("fault", str(fault)))


def _study(connection: Connection, asked: Asked) -> None:
    world = world_of(asked.spec)
    factors = factors_of(world.doctrine, asked.entries)
    policies = tuple(sealed_name(name) for name in asked.policies)
    turns = min(asked.turns, world.scenario.turns)
    question = Question(asked.spec, asked.seed, policies, asked.runs, turns)
    asked.out.mkdir(parents=True, exist_ok=True)

    def tell(done: int, of: int) -> bool:
        connection.send(("part", (done, of)))
        return True

    found = study(question, factors, executor(asked.workers), asked.effort(len(factors)), tell)
    kept = Kept(found, world.scenario.id, world.scenario.title)
    write_study(kept, asked.out, shlex.join(command_words(asked, world.scenario.id)))
    connection.send(("studied", (kept, asked.out)))
