"""Withdrawal: units leave the theatre by the way they came."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.codes import DEPLOYED, MOVING, RETURNING
from tabletop.world.state import State
from tabletop.world.world import World

Bools = NDArray[np.bool_]


def away(state: State) -> Bools:
    """Forces that stand in the theatre or are on their way to it, [run, force]."""
    return np.asarray((state.status == DEPLOYED) | (state.status == MOVING))


def send_home(world: World, state: State, forces: Bools) -> None:
    """Let the ``forces`` [run, force] start for home; the way takes as long as the way in.

    A force without an assembly area, or without a way to it, is home after one turn.
    """
    travel = world.geography.routes["any"].travel_turns
    home = world.actor_home[world.force_actor]
    known = (state.at >= 0) & (home >= 0)[None]
    turns = np.where(known, travel[state.at, np.maximum(home, 0)[None]], 1)
    arrival = state.turn[:, None] + np.maximum(turns, 1)
    state.status = np.where(forces, RETURNING, state.status)
    state.bound_for = np.where(forces, home, state.bound_for)
    state.arrival_turn = np.where(forces, arrival, state.arrival_turn)
