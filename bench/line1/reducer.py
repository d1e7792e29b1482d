"""LINE-1 as a plain reducer over a dataclass: what Python costs without any of our promises."""

from __future__ import annotations

from dataclasses import dataclass

from bench.line1.workload import MOVES, NODES, ROOM, UNITS, Ground, Task


@dataclass
class Board:
    """Where the units stand; changed in place."""

    turn: int
    node: list[int]
    left: list[int]
    fatigue: list[int]
    there: list[int]

    @classmethod
    def of(cls, ground: Ground) -> Board:
        there = [0] * NODES
        for node in ground.node:
            there[node] += 1
        return cls(0, list(ground.node), [MOVES] * UNITS, [0] * UNITS, there)


def play(ground: Ground, board: Board, task: Task) -> None:
    """Carry out one order; raises ``ValueError`` when it is not lawful."""
    if task.turn != board.turn:
        board.turn, board.left = task.turn, [MOVES] * UNITS
    unit, dest = task.unit, task.dest
    if not 0 <= unit < UNITS or ground.owner[unit] != task.actor:
        raise ValueError("not yours")
    here = board.node[unit]
    cost = ground.cost[here].get(dest)
    if cost is None:
        raise ValueError("no link")
    if board.left[unit] <= 0 or board.there[dest] >= ROOM:
        raise ValueError("no moves or no room")
    board.there[here] -= 1
    board.there[dest] += 1
    board.node[unit] = dest
    board.left[unit] -= 1
    board.fatigue[unit] += cost
