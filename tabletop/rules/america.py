"""America: what its backing is worth, what it promises, sells and lends, and who it draws in."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.caveats import holders
from tabletop.rules.codes import code
from tabletop.rules.drift import saturation, toward, values
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import ENABLERS, NEVER, PROMISE
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

NO_PROMISE = code("us_promise", "none")
STRIKE = ENABLERS.index("strike")
OPTIONS = ("us_air_option", "us_sea_option")
BACKSTOP_LOW = "us_backstop_below_40"
"""Driver of those who say themselves how much a low backstop matters to them."""


def _flag(world: World, state: State, name: str) -> Bools:
    return np.asarray(state.flag[:, world.index["flag"][name]] != 0)


def autonomy(state: State) -> Floats:
    """How far Europe has the enablers by itself, 0–100, [run]: the mean of its shares."""
    return np.asarray(state.eu_share.sum(axis=1) / len(ENABLERS))


def autonomy_won(world: World, state: State) -> Floats:
    """Share of what Europe lacked at the start that it has built since, 0–1, [run]."""
    start = float(values(world, "start_eu_share", ENABLERS).sum()) / len(ENABLERS)
    return np.asarray(np.maximum(autonomy(state) - start, 0.0) / max(100.0 - start, 1.0))


def backing(world: World, state: State) -> Floats:
    """What American backing is worth to those who count on it, 0–100, [run].

    The backstop times how clear the promise is [seed 000, 002, 003]; what Europe has built of the
    enablers makes up for a part of what is missing [seed 000].
    """
    d = world.doctrine
    clear = 1.0 + d.backing_clarity * (state.us_clarity - d.backing_clarity_reference) / 100.0
    lent = np.clip(state.us_backstop * clear, 0.0, 100.0)
    return np.asarray(lent + d.backing_autonomy * autonomy_won(world, state) * (100.0 - lent))


def strike_backing(world: World, state: State) -> Floats:
    """Share of the American strike threat that is there, lent or replaced, 0–1, [run].

    European long-range strike built since the start takes the place of a part that America does
    not lend [seed 004: ELSA].
    """
    start = float(values(world, "start_eu_share", ENABLERS)[STRIKE])
    built = np.maximum(state.eu_share[:, STRIKE] - start, 0.0) / max(100.0 - start, 1.0)
    lent = backing(world, state) / 100.0
    return np.asarray(lent + world.doctrine.strike_replaced * built * (1.0 - lent))


def promise_odds(world: World, state: State) -> tuple[Floats, dict[str, Any]]:
    """Chance that Washington gives each form of assurance, [run, form], and its terms."""
    d = world.doctrine
    base = np.broadcast_to(values(world, "promise_odds", PROMISE), (state.runs, len(PROMISE)))
    mood = d.promise_backstop * (state.us_backstop - d.us_backstop_reference) / 100.0
    terms = {"base": base, "backstop": mood[:, None]}
    return np.where(base > 0.0, np.clip(base + mood[:, None], 0.0, 1.0), 0.0), terms


def hear_america(world: World, state: State, luck: Luck) -> None:
    """Washington answers a request for an assurance; a promise makes its backing clearer.

    The contest is called ``us_promise``, its index the form's place in ``PROMISE``. A statement or
    more is an endorsement of the force as well.
    """
    due = (state.us_promise_due <= state.turn) & (state.us_promise_sought != NO_PROMISE)
    sought = state.us_promise_sought.astype(np.int64)
    where = due[:, None] & (sought[:, None] == np.arange(len(PROMISE))[None])
    odds, terms = promise_odds(world, state)
    won = np.asarray(luck.contest("us_promise", odds, "us_promise", where, terms).any(axis=1))
    clear = values(world, "promise_clarity", PROMISE)[sought]
    state.us_promise = np.where(won, np.maximum(sought, state.us_promise), state.us_promise)
    state.us_clarity = np.where(won, np.maximum(state.us_clarity, clear), state.us_clarity)
    state.flag[won, world.index["flag"]["us_endorsed"]] = 1
    state.us_promise_sought = np.where(due, NO_PROMISE, state.us_promise_sought)
    state.us_promise_due = np.where(due, NEVER, state.us_promise_due)


def buy_in_america(world: World, state: State, luck: Luck) -> None:
    """Arms bought for cash warm Washington and help Ukrainian air defence; the price follows.

    The cooler Washington, the dearer its arms; without payment_required it gives them. Support
    that America lends ends when the backstop falls under ``option_keep``.
    """
    del luck
    d = world.doctrine
    spent = state.us_arms.sum(axis=1) * 100.0 / state.us_price
    bought = saturation(spent, d.arms_scale)
    state.us_backstop = state.us_backstop + d.arms_gain * bought
    sold = holders(world, state, "payment_required").any(axis=1)
    state.ua_air_defence = state.ua_air_defence + d.arms_air_defence * np.where(sold, bought, 1.0)
    price = 100.0 + d.arms_price_slope * (d.us_backstop_reference - state.us_backstop)
    state.us_price = toward(state.us_price, price, d.arms_price_rate)
    over = state.us_backstop < d.option_keep
    for option in OPTIONS:
        state.flag[over, world.index["flag"][option]] = 0
    state.clip("us_backstop", "ua_air_defence", "us_price")


def arms_cost(world: World, state: State) -> Floats:
    """What American arms and American support cost the mission, EUR m a month, [run]."""
    lent = sum(_flag(world, state, option).astype(np.float64) for option in OPTIONS)
    return np.asarray(state.us_arms.sum(axis=1) + world.doctrine.option_cost * lent)


def air_points(world: World, state: State) -> Floats:
    """Air cover over each area that American air support adds, points, [run]."""
    return np.asarray(world.doctrine.option_air * _flag(world, state, "us_air_option"))


def sea_points(world: World, state: State) -> Floats:
    """Cover of each sea area that American ships add, points, [run]."""
    return np.asarray(world.doctrine.option_sea * _flag(world, state, "us_sea_option"))


def reach_points(world: World, state: State) -> Floats:
    """Reach that American air support adds to punishment, points, [run]."""
    return np.asarray(world.doctrine.option_punishment * _flag(world, state, "us_air_option"))


def drawn_in(world: World, state: State) -> Floats:
    """Willingness that Washington adds by an endorsement or takes by its absence, [run, actor].

    Only states that need or prefer an American backstop listen [seed 004]. Those that prefer one
    hesitate while it is low, unless the event is among their own drivers already.
    """
    d = world.doctrine
    prefers = holders(world, state, "us_backstop_preferred")
    listens = holders(world, state, "us_backstop_required") | prefers
    endorsed = _flag(world, state, "us_endorsed")[:, None]
    unsaid = np.array([BACKSTOP_LOW not in dict(actor.drivers) for actor in world.actors])
    low = (state.us_backstop < d.driver_backstop_low)[:, None]
    added = d.endorsement_willingness * (listens & endorsed)
    return np.asarray(added - d.preferred_backstop * (prefers & unsaid[None] & low))


def warning(world: World, state: State) -> Floats:
    """Days of warning before an attack that surveillance gives, [run].

    Below reliable surveillance it falls to days [seed 001].
    """
    d = world.doctrine
    days = d.warning_full * state.isr_coverage / 100.0
    dark = state.isr_coverage < d.isr_reliable
    return np.asarray(np.where(dark, d.warning_dark * days, days))


def surprise(world: World, state: State) -> Floats:
    """Share of the chance of holding an offensive that too little warning takes, 0–1, [run]."""
    d = world.doctrine
    short = np.maximum(1.0 - state.warning_days / d.warning_needed, 0.0)
    return np.asarray(d.surprise_loss * short)
