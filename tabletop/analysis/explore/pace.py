"""How long an exploration will take: a few worlds are played beforehand under each policy.

A turn of many worlds costs something at once and something for each world; both are measured with
a small and a larger batch of the very worlds that are asked for.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tabletop.analysis.explore.origin import Origin
from tabletop.analysis.explore.plan import CHUNK
from tabletop.analysis.play import play_turns
from tabletop.analysis.policies import find_policy
from tabletop.content.library import world_of
from tabletop.rules.measures import score
from tabletop.rules.turn import initial_state
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

FEW, MANY = 10, 120
"""Worlds of the two batches."""
TURNS = 2
START_SECONDS = 2.5
"""What starting further processes takes, once."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What a policy costs: seconds of a turn at once, and for each world."""

    turn: float
    world: float

    def seconds(self, worlds: int, turns: int) -> float:
        """Return the seconds of so many worlds in batches of the usual size."""
        batches = -(-worlds // CHUNK)
        return turns * (batches * self.turn + worlds * self.world)


def paces(origin: Origin, policies: Sequence[str], seed: int) -> dict[str, Pace]:
    """Measure each policy from where an exploration begins; raises ``PolicyFault``."""
    world = world_of(origin.spec)
    start = initial_state(world) if origin.start is None else State.unpack(origin.start)
    turns = max(1, min(TURNS, origin.turns_left))
    _timed(world, start, "hold", FEW, seed, turns)  # what is built once is not counted
    found = {}
    for name in policies:
        few = _timed(world, start, name, FEW, seed, turns)
        many = _timed(world, start, name, MANY, seed, turns)
        each = max((many - few) / (MANY - FEW), 1e-7)
        found[name] = Pace(max(few - FEW * each, 0.0), each)
    return found


def _timed(world: World, start: State, policy: str, worlds: int, seed: int, turns: int) -> float:
    """Return the seconds of a turn."""
    began = time.perf_counter()
    state = start.repeat(worlds)
    luck = Luck.of(seed, np.arange(worlds))
    for turn in play_turns(world, state, luck, turns, find_policy(policy)):
        score(world, turn)
    return (time.perf_counter() - began) / turns


def seconds(
    paces: Mapping[str, Pace], policies: Sequence[str], cells: int, runs: int, turns: int,
    workers: int,
) -> float | None:  # fmt: skip
    """Estimate the seconds of an exploration; None while a policy has not been measured.

    ``cells`` counts all cells, shared evenly among the policies.
    """
    if not policies or any(name not in paces for name in policies):
        return None
    each = cells // len(policies)
    alone = sum(paces[name].seconds(runs, turns) for name in policies) * each
    jobs = cells * -(-runs // CHUNK)
    hands = max(1, min(workers, jobs))
    return alone / hands + (START_SECONDS if hands > 1 else 0.0)
