"""Estimates: what a seat knows of the other side is an estimate with an error, not the truth.

Coalition seats guess what Moscow intends; seats of adversaries guess how Ukraine and the force
really stand.  An estimate is drawn once for each turn and side, so that all seats of a side, and
everybody who looks back, see the same number.
"""

from __future__ import annotations

import numpy as np

from tabletop.rules.perception import guess_error
from tabletop.session.seats import is_red
from tabletop.world.luck import Luck
from tabletop.world.scenario import Seat
from tabletop.world.state import Array, State
from tabletop.world.variables import BY_NAME
from tabletop.world.world import World

OF_MOSCOW = (
    "ru_patience", "ru_probe_appetite", "ru_confidence", "ru_reserve", "ru_acceptance",
    "ru_revenue", "dual_use_flow", "ru_strength", "resolve_perception",
)  # fmt: skip
"""What only Moscow knows: its mind, its books, its army, and what it thinks of the coalition."""
SEALED = ("way_value", "way_chosen", "way_target", "red_hand", "offensive_turns")
"""What Moscow plans and has learnt, of which others see nothing."""
COUNTED = ("ru_strength",)
"""Amounts of which a guess is wrong by a part of the amount, not of the scale."""
OF_THE_COALITION = ("ua_army", "ua_air_defence", "force_protection", "supply_stock", "clarity")
"""What only Kyiv and the coalition know."""


def guessed(world: World, seat: Seat) -> tuple[str, ...]:
    """Return the names of the variables that a seat can only guess."""
    if seat.role in ("facilitator", "evaluator"):
        return ()
    return OF_THE_COALITION if is_red(world, seat) else OF_MOSCOW


def error_of(world: World, state: State, seat: Seat, name: str) -> float | None:
    """Return the standard error of a seat's estimate in the variable's unit.

    None when the seat knows the variable as it is; of many places the mean.
    """
    if name not in guessed(world, seat):
        return None
    coalition, red = guess_error(world, state)
    points = red if is_red(world, seat) else coalition
    return float(points[0]) * float(np.mean(scale_of(name, getattr(state, name))))


def put_estimates(world: World, state: State, seat: Seat, seed: int) -> None:
    """Replace in place what a seat can only guess by its estimate of this turn, in range.

    What Moscow keeps to itself looks as it did at first.
    """
    side = "red" if is_red(world, seat) else "coalition"
    if side == "coalition" and seat.role not in ("facilitator", "evaluator"):
        for name in SEALED:
            getattr(state, name)[...] = BY_NAME[name].start
    points = guess_error(world, state)[1 if side == "red" else 0]
    for name in guessed(world, seat):
        array = getattr(state, name)
        error = float(points[0]) * scale_of(name, array)
        luck = Luck.of(seed, 1, turn=int(state.turn[0]))
        places = array.shape[1] if array.ndim > 1 else 1
        array += error * luck.normal(f"estimate/{side}/{name}", places).reshape(array.shape)
        state.clip(name)


def withheld(world: World, seat: Seat) -> tuple[str, ...]:
    """Return the variables whose true course a seat must not be shown."""
    if seat.role in ("facilitator", "evaluator"):
        return ()
    sealed = () if is_red(world, seat) else ("pressure", *SEALED)
    return (*sealed, *guessed(world, seat))


def scale_of(name: str, held: Array) -> Array | float:
    """What one point of 100 is in the variable's unit: of its scale, or of the amount held."""
    if name in COUNTED:
        return np.asarray(held / 100.0)
    var = BY_NAME[name]
    return (var.high - var.low) / 100.0
