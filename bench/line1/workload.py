"""LINE-1: 90 nodes, 150 links, 150 units, 40 actors, and up to 100,000 orders, all lawful.

An order is lawful when the unit exists, the actor owns it, the destination is linked to the unit's
node, moves are left (3 a turn) and fewer than 12 units stand at the destination.  It moves the
unit, uses up a move and adds the link's cost to the unit's fatigue.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

SEED = 20240601
NODES, LINKS, UNITS, ACTORS, MOVES, ROOM = 90, 150, 150, 40, 3, 12
MOST = 100_000


@dataclass(frozen=True)
class Ground:
    """The map, and where the units stand at first: ``cost[a][b]`` of each link both ways."""

    cost: tuple[dict[int, int], ...]
    owner: tuple[int, ...]
    node: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One order: in which turn which actor sends which unit where."""

    turn: int
    actor: int
    unit: int
    dest: int


@cache
def workload() -> tuple[Ground, tuple[Task, ...], dict[int, int]]:
    """Return the ground, the orders, and the checksums after 10,000 and 100,000 of them."""
    rng = random.Random(SEED)
    links = _links(rng)
    cost: tuple[dict[int, int], ...] = tuple({} for _ in range(NODES))
    for a, b in sorted(links):
        cost[a][b] = cost[b][a] = rng.randint(1, 5)
    owner = tuple(i % ACTORS for i in range(UNITS))
    first = tuple(rng.randrange(NODES) for _ in range(UNITS))
    node, left, fatigue, there = list(first), [MOVES] * UNITS, [0] * UNITS, [0] * NODES
    for place in node:
        there[place] += 1
    turn, tasks, sums = 0, [], {}
    for i in range(MOST):
        if i // 150 != turn:
            turn, left = i // 150, [MOVES] * UNITS
        while True:
            unit = rng.randrange(UNITS)
            if left[unit] <= 0:
                continue
            dest = rng.choice(sorted(cost[node[unit]]))
            if there[dest] < ROOM:
                break
        there[node[unit]] -= 1
        fatigue[unit] += cost[node[unit]][dest]
        node[unit] = dest
        there[dest] += 1
        left[unit] -= 1
        tasks.append(Task(turn, owner[unit], unit, dest))
        if i + 1 in (10_000, MOST):
            sums[i + 1] = checksum(node, fatigue)
    return Ground(cost, owner, first), tuple(tasks), sums


def _links(rng: random.Random) -> set[tuple[int, int]]:
    """Link all nodes by a shortest tree, then add the shortest links that are left."""
    points = [(rng.random(), rng.random()) for _ in range(NODES)]

    def far(a: int, b: int) -> float:
        return (points[a][0] - points[b][0]) ** 2 + (points[a][1] - points[b][1]) ** 2

    links: set[tuple[int, int]] = set()
    seen = {0}
    while len(seen) < NODES:
        ways = ((a, b) for a in seen for b in range(NODES) if b not in seen)
        a, b = min(ways, key=lambda way: far(*way))
        links.add((min(a, b), max(a, b)))
        seen.add(b)
    every = ((a, b) for a in range(NODES) for b in range(a + 1, NODES))
    for a, b in sorted(every, key=lambda way: far(*way)):
        if len(links) >= LINKS:
            break
        links.add((a, b))
    return links


def checksum(nodes: list[int], fatigue: list[int]) -> int:
    """Return one number that tells whether somebody played the orders as they were meant."""
    total = 0
    for i in range(UNITS):
        total = (total + (int(nodes[i]) * 31 + int(fatigue[i]) * 7) * (i + 1)) % 2147483647
    return total
