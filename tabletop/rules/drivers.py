"""Drivers: the events that move a government's willingness, read off the state of the world.

Each actor names the events it minds and by how much (``willingness_drivers``). An event counts as
long as it lasts; events that are over in a moment are told by injects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.agreement import preferred
from tabletop.rules.america import drawn_in
from tabletop.rules.caveats import holds
from tabletop.rules.codes import AUTHORISED, NO_MANDATE, REFUSED, UNSC, code
from tabletop.rules.red_lines import resentment
from tabletop.world.state import State
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Event = Callable[[World, State], Bools]

PEACE = code("ceasefire_status", "peace")
CEASEFIRE = code("ceasefire_status", "ceasefire")
OBSTRUCTIVE = code("hu_government", "obstructive")


def _flag(name: str) -> Event:
    return lambda world, state: np.asarray(state.flag[:, world.index["flag"][name]] != 0)


def _council(world: World, state: State) -> Bools:
    return np.asarray(state.mandate == UNSC)


def _clear_mandate(world: World, state: State) -> Bools:
    clear = state.clarity >= world.doctrine.driver_clarity
    return np.asarray((state.mandate != NO_MANDATE) & clear)


def _backstop_high(world: World, state: State) -> Bools:
    return np.asarray(state.us_backstop > world.doctrine.driver_backstop_high)


def _backstop_low(world: World, state: State) -> Bools:
    return np.asarray(state.us_backstop < world.doctrine.driver_backstop_low)


def _backstop_enough(world: World, state: State) -> Bools:
    return np.asarray(state.us_backstop >= world.doctrine.backstop_needed)


def _provoked(world: World, state: State) -> Bools:
    return np.asarray(state.violations.sum(axis=1) >= world.doctrine.driver_violations)


def _flank(world: World, state: State) -> Bools:
    return np.asarray(state.nato_flank_risk > world.doctrine.driver_flank)


def _belarus(world: World, state: State) -> Bools:
    return np.asarray(state.by_tension > world.doctrine.driver_belarus)


def _agreed(world: World, state: State) -> Bools:
    return np.asarray((state.ceasefire_status == CEASEFIRE) | _peace(world, state))


def _peace(world: World, state: State) -> Bools:
    return np.asarray(state.ceasefire_status == PEACE)


def _hungary(world: World, state: State) -> Bools:
    return np.asarray(state.hu_government == OBSTRUCTIVE)


def _mines(world: World, state: State) -> Bools:
    return np.asarray(state.maritime_access < world.doctrine.driver_sea)


def _hostages(world: World, state: State) -> Bools:
    return np.asarray(state.casualties_observers > 0)


def _straits(world: World, state: State) -> Bools:
    if "tr" not in world.index["actor"]:
        return np.zeros(state.runs, dtype=np.bool_)
    return ~holds(world, state, world.actor("tr"), "montreux_strict")


WORLD_EVENTS: Mapping[str, Event] = MappingProxyType(
    {
        "un_mandate": _council,
        "mandate_un": _council,
        "mandate_clear": _clear_mandate,
        "us_backstop_over_60": _backstop_high,
        "us_backstop_below_40": _backstop_low,
        "us_support": _backstop_enough,
        "ru_provocation": _provoked,
        "ru_probe_on_nato": _flank,
        "belarus_exercise": _belarus,
        "ceasefire_signed": _agreed,
        "peace_agreement_signed": _peace,
        "p5_format": _flag("p5_format"),
        "french_domestic_crisis": _flag("fr_vote_risky"),
        "hungary_veto": _hungary,
        "black_sea_mine_incident": _mines,
        "observer_hostage": _hostages,
        "straits_concession": _straits,
    }
)
"""Events of the world that last, each with the test that says whether it holds, [run]."""

OWN_EVENTS = ("own_casualties_over_10", "domestic_vote_won", "domestic_vote_lost")
"""Events at an actor's own home."""


def _own(world: World, state: State, event: str) -> Bools:
    if event == "own_casualties_over_10":
        return np.asarray(state.casualties > world.doctrine.driver_casualties)
    stage = AUTHORISED if event == "domestic_vote_won" else REFUSED
    return np.asarray(state.decision == stage)


def weights(world: World, event: str) -> Floats:
    """How much an event moves each actor's willingness, [actor]."""
    return np.array([dict(actor.drivers).get(event, 0.0) for actor in world.actors])


def push(world: World, state: State) -> Floats:
    """Sum of the drivers that hold now, in points of willingness, [run, actor]."""
    total = np.zeros(state.willingness.shape)
    for event, test in WORLD_EVENTS.items():
        weight = weights(world, event)
        if weight.any():
            total += test(world, state)[:, None] * weight[None]
    for event in OWN_EVENTS:
        weight = weights(world, event)
        if weight.any():
            total += _own(world, state, event) * weight[None]
    return total + drawn_in(world, state) + preferred(world, state) - resentment(world, state)
