"""Whole playthroughs by chance, looked through for exceptions, faults and dead ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from tabletop.analysis.play import play_turns
from tabletop.analysis.policy import Policy
from tabletop.rules.measures import score
from tabletop.rules.turn import initial_state
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import VARIABLES, Var
from tabletop.world.world import World
from tests.sanity.any_order import AnyLawful

HALF = 0.5


@dataclass
class Dead:
    """What was found in whole playthroughs."""

    worlds: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    stuck: dict[str, float] = field(default_factory=dict)
    stuck_rows: dict[str, float] = field(default_factory=dict)
    accepted: Counter[str] = field(default_factory=Counter)
    delivered: Counter[str] = field(default_factory=Counter)
    ended: int = 0

    def add(self, world: World, before: State, after: State) -> None:
        """Count what came of the worlds of one play."""
        self.worlds += after.runs
        self.ended += int((after.ended != 0).sum())
        self.faults.update(after.faults())
        for name, values in score(world, after).items():
            if not np.isfinite(values).all():
                self.faults[f"measure {name} is not a number"] += 1
        for var in VARIABLES:
            if is_index(var) and not var.ends:
                share = share_at_an_end(var, before, after)
                self.stuck[var.name] = max(self.stuck.get(var.name, 0.0), share)
        self.stuck_rows.update(rows_at_an_end(world, before, after))
        told = (after.inject_count > 0).sum(axis=0).tolist()
        for inject, count in zip(world.injects, told, strict=True):
            self.delivered[inject.id] += count

    def too_often_stuck(self) -> dict[str, float]:
        """Return what stands at one end in more than half of the worlds of a play.

        Indices as a whole, and each of their rows: a sector, an actor, a force.
        """
        whole = {name: share for name, share in self.stuck.items() if share > HALF}
        return {**self.stuck_rows, **whole}


def play_by_chance(world: World, runs: int, seed: int, dead: Dead) -> None:
    """Play whole exercises by lawful chance; floating-point trouble is an error."""
    policy = AnyLawful(seed)
    play(world, policy, runs, seed, dead)
    dead.accepted.update(policy.accepted)


def play(world: World, policy: Policy, runs: int, seed: int, dead: Dead) -> State:
    """Play whole exercises by a policy, count what came of them, and return the last state."""
    state = initial_state(world).repeat(runs)
    before, luck = state.copy(), Luck.of(world.scenario.seed + seed, runs)
    with np.errstate(all="raise", under="ignore"):
        for after in play_turns(world, state, luck, world.scenario.turns, policy):
            dead.faults.update(after.faults())
    dead.add(world, before, state)
    return state


def is_index(var: Var) -> bool:
    """Tell whether a variable is an index from 0 to 100."""
    return var.kind == "float" and (var.low, var.high) == (0.0, 100.0) and "index" in var.unit


def share_at_an_end(var: Var, before: State, after: State) -> float:
    """Largest share of worlds and rows at one end of the scale that did not begin there."""
    start, end = getattr(before, var.name), getattr(after, var.name)
    if not end.size:
        return 0.0
    return max(float(((end == bound) & (start != bound)).mean()) for bound in (var.low, var.high))


def rows_at_an_end(world: World, before: State, after: State) -> dict[str, float]:
    """Return the rows of indices that stand at one end in more than half of the worlds.

    A row is a sector, an actor, a force; rows that began at that end do not count, nor do
    variables of whose ends the table says that they are where one may rest (``Var.ends``).
    """
    found: dict[str, float] = {}
    for var in VARIABLES:
        if not is_index(var) or not var.per or var.ends:
            continue
        start, end = getattr(before, var.name), getattr(after, var.name)
        for bound in (var.low, var.high):
            share = ((end == bound) & (start != bound)).mean(axis=0)
            for place in np.argwhere(share > HALF):
                names = (world.names[d][i] for d, i in zip(var.per, place, strict=True))
                label = f"{var.name}[{','.join(names)}]"
                found[label] = max(found.get(label, 0.0), float(share[tuple(place)]))
    return found


def unreachable(worlds: Iterable[World], delivered: Counter[str]) -> list[str]:
    """List the injects that came in no world and that no facilitator can deliver as a prompt.

    Prompts of exercise control never come by themselves: they wait in the facilitator's tray.
    """
    found = {inject.id: inject for world in worlds for inject in world.injects}
    return [
        name
        for name, inject in found.items()
        if not delivered[name] and not (inject.kind == "facilitation" and inject.trigger.manual)
    ]
