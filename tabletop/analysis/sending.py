"""The way of a force to a place, as people ask for it: turns, legs, and the narrowest of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tabletop.rules.movement import journey, origin, train_slots
from tabletop.world.state import State
from tabletop.world.world import World


@dataclass(frozen=True, slots=True)
class Leg:
    """A link of a way: its number, its two ends in the order of the way, and its trains.

    ``room`` is how many trains still find room on it this turn, ``slots`` how many it carries.
    """

    link: int
    start: int
    end: int
    mode: str
    room: float
    slots: float


@dataclass(frozen=True, slots=True)
class Way:
    """The way of a force: turns on it, turns of waiting for room, its legs, and its trains.

    ``flies`` is true for what goes by itself, by air or by sea; it has no legs.
    """

    start: int
    goal: int
    turns: int
    waits: int
    trains: float
    legs: tuple[Leg, ...]
    flies: bool

    @property
    def nodes(self) -> tuple[int, ...]:
        """The places on the way, from start to goal."""
        return (self.start, *(leg.end for leg in self.legs)) if self.legs else (
            self.start, self.goal)  # fmt: skip

    @property
    def narrowest(self) -> Leg | None:
        """The leg with the least room; None when there is none."""
        return min(self.legs, key=lambda leg: leg.room, default=None)


def way_of(world: World, state: State, force: int, goal: int) -> Way | None:
    """Return the way that a force would take to a node, in run 0; None when there is none.

    The rules decide it (``rules.movement.journey``): the fastest way, or one over a gateway when
    the fastest is full.
    """
    one = state if state.runs == 1 else state.take([0])
    start = int(origin(world, one, force)[0])
    found = journey(world, one, force, np.array([goal]))
    if start < 0 or not found.possible[0, 0]:
        return None
    flies = bool(world.traits.flies[force] or world.traits.ship[force])
    trains = float(world.force_trains[force])
    legs = () if flies else tuple(_legs(world, one, start, int(found.via[0, 0]), goal))
    short = max(0.0, trains - float(found.room[0, 0]))
    waits = 0 if flies else int(np.ceil(short / max(1.0, float(found.slots[0, 0]))))
    return Way(start, goal, int(found.turns[0, 0]), waits, trains, legs, flies)


def _legs(world: World, state: State, start: int, via: int, goal: int) -> Iterator[Leg]:
    geo = world.geography
    slots = train_slots(world, state)[0]
    left = slots - state.link_booked[0]
    stops = (start, goal) if via < 0 else (start, via, goal)
    here = start
    for a, b in pairwise(stops):
        for link in geo.route("any", a, b):
            ends = [int(end) for end in geo.link_ends[link]]
            there = ends[1] if ends[0] == here else ends[0]
            room = max(0.0, float(left[link]))
            yield Leg(link, here, there, geo.links[link].mode, room, float(slots[link]))
            here = there
