"""Endings: when the agreement breaks, the world slides into crisis or Ukraine collapses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.conditions import Condition, compile_condition
from tabletop.rules.drift import Terms
from tabletop.rules.russia import at_war
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import CEASEFIRE_STATUS
from tabletop.world.world import World

Bools = NDArray[np.bool_]

_COLLAPSED = CEASEFIRE_STATUS.index("collapsed")


def collapse(world: World, state: State, luck: Luck) -> None:
    """A ceasefire that is hardly kept may be given up, one contest a turn."""
    d = world.doctrine
    hollow = (state.ceasefire_integrity < d.collapse_integrity) & ~at_war(state)
    odds = d.collapse_chance + (d.collapse_patience - state.ru_patience) / 100.0
    terms: Terms = {
        "hollow ceasefire": d.collapse_chance,
        "Russian impatience": ((d.collapse_patience - state.ru_patience) / 100.0)[:, None],
    }
    given_up = luck.contest("ceasefire_collapses", odds[:, None], "", hollow[:, None], terms)[:, 0]
    state.ceasefire_status = np.where(given_up, _COLLAPSED, state.ceasefire_status)


def end(world: World, state: State, luck: Luck) -> None:
    """The world has ended when a crisis or the collapse of Ukraine is in.

    Escalation above 80 is a crisis [seed 004]; regeneration and resilience both under 25 are a
    collapse [seed 003].  The scenario's own conditions of success and failure end nothing: they
    are facts for the debrief (:func:`held`).
    """
    state.ended = np.where(in_crisis(world, state) | fallen(world, state), 1, state.ended)


def in_crisis(world: World, state: State) -> Bools:
    """Tell in which runs escalation has become a crisis, [run]."""
    return np.asarray(state.escalation > world.doctrine.crisis_escalation)


def fallen(world: World, state: State) -> Bools:
    """Tell in which runs Ukraine can hold no longer, [run]."""
    least = world.doctrine.collapse_level
    return np.asarray((state.ua_army < least) & (state.ua_resilience < least))


def held(world: World, state: State) -> dict[str, Bools]:
    """Tell which of the scenario's conditions of success and failure hold, [run] for each id."""
    return {name: condition(state) for name, condition in _conditions(world).items()}


def _conditions(world: World) -> dict[str, Condition]:
    """Return the scenario's conditions by id, read once for each world."""
    kept = vars(world)
    if "end_conditions" not in kept:
        conditions = (*world.scenario.success, *world.scenario.failure)
        kept["end_conditions"] = {
            one.id: compile_condition(one.when, world.index) for one in conditions
        }
    found: dict[str, Condition] = kept["end_conditions"]
    return found
