"""Outlooks in a process of their own: the newest question is answered, older ones are dropped.

Messages are plain tuples over a pipe. In come ``("world", spec)`` once, then ``("ask", Asked)``;
out go ``(number, kind, what)``: ``part`` with a share of the way, ``look`` with a Looked,
``change`` with a Comparison, ``refused`` with a code, ``fault`` with a sentence. A first answer
from few worlds comes at once, the full one follows.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import Any

from tabletop.analysis.outlook import Looked, Question, Stale, differ, look
from tabletop.content.library import world_of
from tabletop.rules.orders import OrderFault, judge, parse_order
from tabletop.world.state import State
from tabletop.world.world import World

FEW = 100
"""Worlds of the first answer."""
NICE = 5
"""How far this work stands back behind the desk's own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it travels: ``state`` is packed, ``orders`` are plain data."""

    number: int
    state: bytes
    phase: str
    seed: int
    rulings: tuple[tuple[str, int, bool], ...]
    policy: str
    worlds: int
    turns: int
    orders: tuple[Mapping[str, Any], ...] = ()


def serve(connection: Connection) -> None:
    """Answer questions until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the desk
    if hasattr(os, "nice"):
        os.nice(NICE)
    service = Service(connection)
    while True:
        try:
            service.answer(service.newest())
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


class Service:
    """Answers questions that come over a connection; outlooks without orders are kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._world: World | None = None
        self._base: tuple[object, dict[int, Looked]] = (None, {})
        self._told = 0.0

    def newest(self) -> Asked:
        """Wait for a question and return the newest; raises ``EOFError`` when nobody asks."""
        asked: Asked | None = None
        while asked is None or self._connection.poll():
            kind, what = self._connection.recv()
            if kind == "world":
                self._world = world_of(what)
                self._base = (None, {})
            else:
                asked = what
        return asked

    def answer(self, asked: Asked) -> None:
        """Answer a question, in two steps, unless a newer one comes in."""
        try:
            self._answer(asked)
        except Stale:
            return
        except (OrderFault, ValueError, LookupError, ArithmeticError, MemoryError) as fault:
            self._say(asked, "fault", f"{type(fault).__name__}: {fault}")

    def _answer(self, asked: Asked) -> None:
        world = self._world
        assert world is not None, "the world is told first"
        state = State.unpack(asked.state)
        question = Question(
            world, state, asked.phase, asked.seed,
            {(purpose, index): result for purpose, index, result in asked.rulings},
            asked.policy, asked.worlds, asked.turns,
        )  # fmt: skip
        orders = [parse_order(one) for one in asked.orders]
        codes = [int(judge(world, state, one)[0]) for one in orders]
        if orders and all(codes):
            self._say(asked, "refused", codes[0])
            return
        key = replace(asked, number=0, orders=())
        if self._base[0] != key:
            self._base = (key, {})
        steps = [n for n in (FEW, asked.worlds) if n <= asked.worlds]
        self._told, whole = 0.0, sum(dict.fromkeys(steps)) * (2 if orders else 1)
        for worlds in dict.fromkeys(steps):
            share = worlds / whole / asked.turns
            part = replace(question, worlds=worlds)
            base = self._base[1].get(worlds)
            if base is None:
                base = self._base[1][worlds] = look(part, (), lambda: self._stale(asked, share))  # noqa: B023
                self._say(asked, "look", base)
            elif not orders:
                self._say(asked, "look", base)
            if orders:
                then = look(part, orders, lambda: self._stale(asked, share))  # noqa: B023
                self._say(asked, "change", differ(base, then))

    def _stale(self, asked: Asked, share: float) -> bool:
        """Tell how far the work has come, and whether something newer waits."""
        self._say(asked, "part", min(1.0, self._told))
        self._told += share
        return self._connection.poll()

    def _say(self, asked: Asked, kind: str, what: object) -> None:
        self._connection.send((asked.number, kind, what))
