"""Worlds in which the statements are tried: states at random, and states that were played."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import VARIABLES
from tabletop.world.world import World
from tests.rules.random_states import random_state
from tests.sanity import laws_of_means, laws_of_the_coalition, laws_of_the_line
from tests.sanity.law import LAWS, Finding, Law, try_law

LAW_MODULES = (laws_of_the_line, laws_of_the_coalition, laws_of_means)
"""Where the statements are written; importing them enters them into ``LAWS``."""
OUT = (0.12, 0.4)
"""Shares of all forces that stand in the theatre: a small force, and a crowd."""
POINTS = 100.0
"""Amounts that range beyond this are drawn with most of their weight near zero."""


def worlds_at_random(world: World, seed: int, runs: int) -> State:
    """Return worlds whose every variable is drawn at random, [run]; odd seeds are crowded.

    Points, money and counts saturate in most rules: drawn evenly from their whole range they
    would nearly always stand where nothing moves any more, so most of them are made small.
    """
    state = random_state(world, seed, runs, deployed=OUT[seed % 2])
    chance = np.random.default_rng(seed + 1)
    for var in VARIABLES:
        held = getattr(state, var.name)
        small = var.low == 0.0 and POINTS < var.high < 9999 and not var.name.startswith("inject")
        if small and var.kind in ("float", "int") and var.name not in ("at", "bound_for", "turn"):
            setattr(state, var.name, (held * chance.random(held.shape) ** 4).astype(held.dtype))
    assert state.faults() == []
    return state


def try_all(world: World, state: State, luck: Luck) -> Iterator[Finding]:
    """Try every law in every run of a state."""
    for law in all_laws():
        yield try_law(law, world, state, luck)


def all_laws() -> list[Law]:
    """Return every law: the line first, then the coalition, then means."""
    places = [module.__name__ for module in LAW_MODULES]
    return sorted(LAWS.values(), key=lambda law: places.index(law.holds.__module__))
