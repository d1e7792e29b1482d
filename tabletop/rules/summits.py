"""Summits: decisions for leaders, what they cost between summits, and what a summit brings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.codes import code
from tabletop.rules.membership import members
from tabletop.rules.sustainment import funding_limit
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import NEVER, SUMMIT_AGENDA
from tabletop.world.world import World

Bools = NDArray[np.bool_]

NO_AGENDA = code("summit_agenda", "none")


def summit_now(state: State) -> Bools:
    """Tell where the leaders meet in this turn, [run]."""
    return np.asarray(state.next_summit == state.turn)


def charge(world: World, state: State, runs: Bools) -> None:
    """Take the price in unity of a decision for leaders that is taken without a summit."""
    alone = runs & ~summit_now(state)
    state.cohesion = state.cohesion - np.where(alone, world.doctrine.summit_price, 0.0)
    state.clip("cohesion")


def meet(world: World, state: State, luck: Luck) -> None:
    """A summit does what it was called for; the next one is in the calendar.

    Source: the calendar of summits in seed 000 to 004.
    """
    del luck
    d = world.doctrine
    held = summit_now(state)

    def about(word: str) -> Bools:
        return np.asarray(held & (state.summit_agenda == SUMMIT_AGENDA.index(word)))

    state.cohesion += d.summit_unity * about("unity")
    state.willingness += d.summit_forces * (about("forces")[:, None] & members(state))
    state.europe_seat += d.summit_talks * about("talks")
    most = world.traits.actor_numbers("funding_max") * d.summit_money
    room = np.maximum(funding_limit(world, state) - state.pledged - state.ua_aid, 0.0)
    more = np.minimum(most[None], room) * (about("money")[:, None] & members(state))
    state.pledged = state.pledged + more
    state.last_summit = np.where(held, state.turn, state.last_summit)
    after = np.minimum(state.turn + int(d.summit_every), NEVER)
    state.next_summit = np.where(held, after, state.next_summit)
    state.summit_agenda = np.where(held, NO_AGENDA, state.summit_agenda)
    state.clip("cohesion", "willingness", "europe_seat", "pledged")
