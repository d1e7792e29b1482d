"""What a still shows of a moment, read from run 0 of a state: plain facts, no pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tabletop.world.state import State
from tabletop.world.variables import FORCE_STATUS, NEVER
from tabletop.world.world import World

HOME, OFFERED, READYING, MOVING, DEPLOYED, RETURNING, LOST = range(len(FORCE_STATUS))


@dataclass(frozen=True, slots=True)
class SectorMark:
    """A sector: tension 0–100 and its change, and what happened there this turn."""

    index: int
    id: str
    on_line: bool
    tension: float
    change: float
    probe: int
    breached: bool

    @property
    def level(self) -> int:
        """Class of tension, 0 calm to 4 critical."""
        return min(4, max(0, int(self.tension // 20)))


@dataclass(frozen=True, slots=True)
class Group:
    """Forces of one side at one place: ``sidc`` is the symbol of the largest, ``units`` all."""

    node: int
    side: str
    sidc: str
    units: int
    ready: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Way:
    """Forces that travel together along ``nodes``."""

    nodes: tuple[int, ...]
    units: int
    arrival: int | None
    returning: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything of a still that changes from turn to turn."""

    sectors: tuple[SectorMark, ...]
    groups: tuple[Group, ...]
    ways: tuple[Way, ...]


def scene_of(world: World, state: State, before: State | None = None) -> Scene:
    """Read run 0 of a state; changes of tension are counted since ``before``."""
    return Scene(
        tuple(_sectors(world, state, before)),
        tuple(_groups(world, state)),
        tuple(_ways(world, state)),
    )


def _sectors(world: World, state: State, before: State | None) -> Iterator[SectorMark]:
    for i, sector in enumerate(world.geography.sectors):
        now = float(state.tension[0, i])
        change = 0.0 if before is None else now - float(before.tension[0, i])
        yield SectorMark(i, sector.id, sector.on_line, now, change, int(state.probe_stage[0, i]),
                         bool(state.breached[0, i]))  # fmt: skip


def _place(world: World, state: State, force: int) -> int:
    at = int(state.at[0, force])
    return at if at >= 0 else int(world.actor_home[world.force_actor[force]])


def _side(world: World, force: int) -> str:
    side = str(world.side[force])
    return "coalition" if side == "us" else side


def _groups(world: World, state: State) -> Iterator[Group]:
    status = state.status[0]
    found: dict[tuple[int, str, bool], list[int]] = {}
    for force in np.flatnonzero(np.isin(status, (OFFERED, READYING, DEPLOYED))).tolist():
        node = _place(world, state, force)
        ready = bool(status[force] == DEPLOYED)
        # Units that only stand offered at home tell nothing of the ground.
        if 0 <= node < len(world.geography.nodes) and (ready or status[force] == READYING):
            found.setdefault((node, _side(world, force), ready), []).append(force)
    for (node, side, ready), forces in sorted(found.items()):
        largest = max(forces, key=lambda force: (world.force_people[force], -force))
        units = int(sum(world.force_count[force] for force in forces))
        people = float(sum(world.force_people[force] for force in forces))
        yield Group(node, side, world.type_of(largest).symbol, units, ready,
                    people * (2 if ready else 1))  # fmt: skip


def _ways(world: World, state: State) -> Iterator[Way]:
    found: dict[tuple[int, int, int, bool], list[int]] = {}
    for force in np.flatnonzero(np.isin(state.status[0], (MOVING, RETURNING))).tolist():
        back = bool(state.status[0, force] == RETURNING)
        start, goal = _place(world, state, force), int(state.bound_for[0, force])
        if goal < 0 and back:
            goal = int(world.actor_home[world.force_actor[force]])
        if start >= 0 and goal >= 0 and start != goal:
            key = (start, goal, int(state.arrival_turn[0, force]), back)
            found.setdefault(key, []).append(force)
    for (start, goal, arrival, back), forces in sorted(found.items()):
        units = int(sum(world.force_count[force] for force in forces))
        turn = None if arrival >= NEVER else arrival
        yield Way(_nodes(world, start, goal), units, turn, back)


def _nodes(world: World, start: int, goal: int) -> tuple[int, ...]:
    """Return the nodes of the fastest way; the straight one when the network has none."""
    try:
        links = world.geography.route("any", start, goal)
    except LookupError:
        return (start, goal)
    way = [start]
    for link in links:
        a, b = (int(end) for end in world.geography.link_ends[link])
        way.append(b if way[-1] == a else a)
    return tuple(way)
