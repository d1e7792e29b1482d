"""MC-1 in this engine's own API: a State of many worlds, rules over it, keyed luck.

Nothing here is made for speed that the engine's own rules do not do too: draws are keyed by world,
turn, purpose and index, so world 17 is the same alone and in any batch (a test plays both).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.mc1 import definition as mc1
from tabletop.rules.tally import tally, where_they_are
from tabletop.world.luck import Luck
from tabletop.world.state import State

ORDER = (
    ("turn", "<i4"), ("sector", "<i4"), ("strength", "<f8"), ("tension", "<f8"), ("hit", "|i1"),
    ("incidents", "<i4"),
)  # fmt: skip
SEED = 20240601
BATCH = 96
"""Worlds played at once: so many that their arrays stay in the processor's cache."""

SIDE = np.where(np.arange(mc1.UNITS) % 2 == 0, 0, mc1.SECTORS).astype("<i4")
"""Ours are counted in the first sectors of a table, theirs in as many after them."""


def begin(worlds: int) -> State:
    """Return the opening state of so many worlds."""
    shapes = {"turn": (), "incidents": (), "sector": (mc1.UNITS,), "strength": (mc1.UNITS,)}
    arrays = {
        name: np.zeros((worlds, *shapes.get(name, (mc1.SECTORS,))), dtype) for name, dtype in ORDER
    }
    arrays["sector"] += np.arange(mc1.UNITS, dtype="<i4") % mc1.SECTORS
    arrays["strength"] += mc1.FULL
    arrays["tension"] += mc1.CALM
    return State(arrays, ORDER)


def shift(state: State, luck: Luck) -> None:
    """Units move to a neighbouring sector, half of them either way."""
    chance = luck.uniform("shift", mc1.UNITS)
    moves = chance < mc1.SHIFT
    step = np.where(chance[moves] < mc1.SHIFT / 2, 1, -1)
    state.sector[moves] = (state.sector[moves] + step) % mc1.SECTORS


def clash(state: State, luck: Luck) -> None:
    """Incidents happen by tension and balance, and raise or lower tension."""
    strength = tally(state.runs, state.sector + SIDE, state.strength, 2 * mc1.SECTORS)
    ours, theirs = np.split(strength, 2, axis=1)
    there = ours + theirs
    balance = np.divide(ours, there, out=np.full_like(there, 0.5), where=there > 0.0)
    odds = mc1.BASE + mc1.BY_TENSION * state.tension + mc1.BY_BALANCE * np.abs(balance - 0.5)
    hit = luck.contest("incident", np.minimum(mc1.MOST, odds), "sector")
    state.hit = hit
    state.incidents += hit.sum(axis=1, dtype="<i4")
    state.tension = np.clip(state.tension + np.where(hit, mc1.RISE, -mc1.FALL), 0.0, 1.0)


def wear(state: State, luck: Luck) -> None:
    """Units where an incident happened lose strength."""
    loss = luck.uniform("wear", mc1.UNITS)
    loss *= where_they_are(mc1.WEAR * state.hit, state.sector)
    state.strength -= loss
    np.maximum(0.0, state.strength, out=state.strength)


TURN: tuple[Callable[[State, Luck], None], ...] = (shift, clash, wear)


def play_many(worlds: int, first: int = 0) -> list[mc1.Result]:
    """Play the worlds ``first`` … ``first + worlds - 1``, a batch at a time."""
    results: list[mc1.Result] = []
    for start in range(first, first + worlds, BATCH):
        runs = np.arange(start, min(start + BATCH, first + worlds))
        state, luck = begin(len(runs)), Luck.of(SEED, runs)
        for turn in range(1, mc1.TURNS + 1):
            state.turn += 1
            luck.turn = turn
            for rule in TURN:
                rule(state, luck)
        left = state.strength.sum(axis=1)
        results += zip(left.tolist(), state.incidents.tolist(), strict=True)
    return results
