"""Estimates: what a seat knows of the other side is an estimate with an error, not the truth.

Coalition seats guess what Moscow intends; seats of adversaries guess how Ukraine and the force
really stand.  An estimate is drawn once for each turn and side, so that all seats of a side, and
everybody who looks back, see the same number.
"""

from __future__ import annotations

from tabletop.rules.perception import guess_error
from tabletop.session.seats import is_red
from tabletop.world.luck import Luck
from tabletop.world.scenario import Seat
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME
from tabletop.world.world import World

OF_MOSCOW = ("ru_patience", "ru_probe_appetite", "ru_confidence", "ru_reserve")
"""What only Moscow knows."""
SEALED = ("way_value", "way_chosen", "way_target", "red_hand")
"""What Moscow plans and has learnt, of which others see nothing."""
OF_THE_COALITION = ("ua_army", "ua_air_defence", "force_protection", "supply_stock", "clarity")
"""What only Kyiv and the coalition know."""


def guessed(world: World, seat: Seat) -> tuple[str, ...]:
    """Return the names of the variables that a seat can only guess."""
    if seat.role in ("facilitator", "evaluator"):
        return ()
    return OF_THE_COALITION if is_red(world, seat) else OF_MOSCOW


def error_of(world: World, state: State, seat: Seat, name: str) -> float | None:
    """Return the standard error of a seat's estimate in the variable's unit.

    None when the seat knows the variable as it is.
    """
    if name not in guessed(world, seat):
        return None
    coalition, red = guess_error(world, state)
    points = red if is_red(world, seat) else coalition
    return float(points[0]) * _span(name)


def put_estimates(world: World, state: State, seat: Seat, seed: int) -> None:
    """Replace in place what a seat can only guess by its estimate of this turn, in range.

    What Moscow keeps to itself looks as it did at first.
    """
    side = "red" if is_red(world, seat) else "coalition"
    if side == "coalition" and seat.role not in ("facilitator", "evaluator"):
        for name in SEALED:
            getattr(state, name)[...] = BY_NAME[name].start
    for name in guessed(world, seat):
        array = getattr(state, name)
        error = error_of(world, state, seat, name) or 0.0
        luck = Luck.of(seed, 1, turn=int(state.turn[0]))
        array += error * luck.normal(f"estimate/{side}/{name}")[:, 0]
        state.clip(name)


def _span(name: str) -> float:
    """Part of a scale of 100 that the variable's own scale is."""
    var = BY_NAME[name]
    return (var.high - var.low) / 100.0
