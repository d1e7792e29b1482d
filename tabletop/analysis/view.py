"""What a side sees of many worlds at once: the view by which a policy decides.

It is a State like the truth, shared where the side knows the truth and read-only throughout, so a
policy can neither learn nor change what a seat could not.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.perception import guess_error
from tabletop.session.estimates import OF_MOSCOW, OF_THE_COALITION, SEALED, scale_of
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, NEVER
from tabletop.world.world import World

COALITION, RED = "coalition", "red"


def view_of(world: World, state: State, luck: Luck, side: str = COALITION) -> State:
    """Return what a side sees of every run; the rules are those of the seats' views.

    The coalition sees estimates of what only Moscow knows and of pressure, and nothing of its
    plans; Moscow sees estimates of how Ukraine and the force stand. Nobody sees what is to come.
    Each world's estimates are drawn by its own luck.
    """
    coalition_error, red_error = guess_error(world, state)
    guessed, points = (
        (OF_MOSCOW, coalition_error) if side == COALITION else (OF_THE_COALITION, red_error)
    )
    seen: dict[str, NDArray[Any]] = {
        name: _estimate(state, luck, side, name, points) for name in guessed
    }
    if side == COALITION:
        seen["pressure"] = state.perceived_pressure
        for name in SEALED:
            var = BY_NAME[name]
            seen[name] = np.full_like(getattr(state, name), var.code(var.start))
    seen["misattributed"] = np.zeros_like(state.misattributed)
    seen["inject_due"] = np.where(state.inject_turn < 0, NEVER, state.inject_due)
    return state.shown(seen)


def chance_of(luck: Luck) -> Luck:
    """Return the luck by which a policy draws: of the same worlds and turn, but of another seed.

    By the luck of the game it could foresee every draw of the turn in hand, and take the errors off
    the estimates that it is shown.
    """
    return Luck(_own_seed(luck.seed), luck.runs, luck.turn)


@lru_cache(maxsize=64)
def _own_seed(seed: int) -> int:
    words = hashlib.blake2b(f"policy/{seed}".encode(), digest_size=8)
    return int.from_bytes(words.digest(), "little")


def _estimate(
    state: State, luck: Luck, side: str, name: str, points: NDArray[np.float64]
) -> NDArray[Any]:
    """Return a variable with an error of so many points of a scale of 100, [run, …]."""
    var, truth = BY_NAME[name], getattr(state, name)
    size = int(np.prod(truth.shape[1:], dtype=np.int64))
    error = luck.normal(f"estimate/{side}/{name}", size) * points[:, None]
    guess = truth + error.reshape(truth.shape) * scale_of(name, truth)
    held: NDArray[Any] = np.clip(guess, var.low, var.high).astype(truth.dtype)
    return held
