"""Red lines: what a government said it would not put up with, and what it costs to cross one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.conditions import Condition, compile_condition
from tabletop.rules.effects import Effects, compile_effects
from tabletop.rules.tally import tally
from tabletop.world.actors import OUTSIDE_ROLES
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Line:
    """A red line that was read: whose it is, when it is crossed, and what follows at once."""

    actor: int
    crossed: Condition | None
    effects: Effects


def _lines(world: World) -> tuple[_Line, ...]:
    """Return the red lines of all actors in the order of the dimension, read once for a world."""
    kept = vars(world)
    if "red_lines_read" not in kept:
        kept["red_lines_read"] = tuple(
            _Line(
                a,
                compile_condition(line.when, world.index) if line.when else None,
                compile_effects(line.effects, world.index),
            )
            for a, actor in enumerate(world.actors)
            for line in actor.red_lines
        )
    found: tuple[_Line, ...] = kept["red_lines_read"]
    return found


def _owners(world: World) -> NDArray[np.int64]:
    """Return the actor of each red line whose crossing its own government minds, or -1, [line]."""
    minds = [actor.role not in OUTSIDE_ROLES for actor in world.actors]
    return np.array(
        [one.actor if minds[one.actor] else -1 for one in _lines(world)], dtype=np.int64
    )


def crossed(world: World, state: State) -> Bools:
    """Tell which red lines are crossed now, [run, red line]."""
    found = np.zeros(state.red_line.shape, dtype=np.bool_)
    for i, line in enumerate(_lines(world)):
        if line.crossed is not None:
            found[:, i] = line.crossed(state)
    return found


def mind_red_lines(world: World, state: State, luck: Luck) -> None:
    """A red line that is crossed costs its government's will and its public's support at once.

    Adversaries and powers outside lose neither; what they do about it stands in the line's own
    effects.  Source: the actors' red lines are public positions; what they cost is assumed.
    """
    del luck
    now = crossed(world, state)
    new = now & (state.red_line == 0)
    state.red_line = now
    owners, d = _owners(world), world.doctrine
    minded = tally(state.runs, owners, new.astype(np.float64), len(world.actors))
    state.willingness = state.willingness - d.red_line_willingness * minded
    state.domestic_support = state.domestic_support - d.red_line_support * minded
    for i, line in enumerate(_lines(world)):
        if new[:, i].any():
            line.effects.apply(world, state, new[:, i])
    state.clip("willingness", "domestic_support")


def resentment(world: World, state: State) -> Floats:
    """What lines that stay crossed take from each government's own position, [run, actor]."""
    held = (state.red_line != 0).astype(np.float64)
    lines = tally(state.runs, _owners(world), held, len(world.actors))
    return np.asarray(world.doctrine.red_line_stays * lines)
