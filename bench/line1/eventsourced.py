"""LINE-1 with the library eventsourcing: one aggregate, an event for each order, snapshots."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from bench.line1.workload import MOVES, NODES, ROOM, UNITS, Ground, Task

GROUND: list[Ground] = []
"""The map; an aggregate holds only what changes."""


class Line(Aggregate):
    """The board; every accepted order is an event."""

    @event("Begun")
    def __init__(self, node: list[int]) -> None:
        self.turn = 0
        self.node = node
        self.left = [MOVES] * UNITS
        self.fatigue = [0] * UNITS
        self.there = [0] * NODES
        for place in node:
            self.there[place] += 1

    def move(self, turn: int, actor: int, unit: int, dest: int) -> None:
        """Judge an order and trigger its event."""
        left = MOVES if turn != self.turn else self.left[unit]
        if not 0 <= unit < UNITS or GROUND[0].owner[unit] != actor:
            raise ValueError("not yours")
        if dest not in GROUND[0].cost[self.node[unit]] or left <= 0 or self.there[dest] >= ROOM:
            raise ValueError("not lawful")
        self.moved(turn, actor, unit, dest)

    @event("Moved")
    def moved(self, turn: int, actor: int, unit: int, dest: int) -> None:
        if turn != self.turn:
            self.turn, self.left = turn, [MOVES] * UNITS
        here = self.node[unit]
        self.fatigue[unit] += GROUND[0].cost[here][dest]
        self.there[here] -= 1
        self.there[dest] += 1
        self.node[unit] = dest
        self.left[unit] -= 1


def begin(ground: Ground) -> Line:
    """Return a new aggregate, in memory alone."""
    GROUND[:] = [ground]
    return Line(list(ground.node))


def play(line: Line, task: Task) -> None:
    """Take one order through the aggregate."""
    line.move(task.turn, task.actor, task.unit, task.dest)


def application(path: Path | None = None) -> Application[UUID]:
    """Return an application that keeps events in memory or in a SQLite file."""
    env: dict[str, Any] = {} if path is None else {
        "PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)
    }  # fmt: skip
    return Application(env={**env, "IS_SNAPSHOTTING_ENABLED": "y"})
