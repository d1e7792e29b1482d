"""Endings: when the agreement breaks, the world slides into crisis or collapses."""

from __future__ import annotations

import numpy as np

from tabletop.rules.conditions import Condition, compile_condition
from tabletop.rules.drift import Terms
from tabletop.rules.russia import at_war
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import CEASEFIRE_STATUS
from tabletop.world.world import World

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
    """The world has ended when a crisis, a collapse of Ukraine or a failure of the scenario is in.

    Escalation above 80 is a crisis [seed 004]; regeneration and resilience both under 25 are a
    collapse [seed 003].
    """
    d = world.doctrine
    crisis = state.escalation > d.crisis_escalation
    fallen = (state.ua_army < d.collapse_level) & (state.ua_resilience < d.collapse_level)
    over = crisis | fallen
    for condition in failures(world):
        over |= condition(state)
    state.ended = np.where(over, 1, state.ended)


def failures(world: World) -> tuple[Condition, ...]:
    """Return the scenario's conditions of failure, read once for each world."""
    kept = vars(world)
    if "failure_conditions" not in kept:
        conditions = world.scenario.failure
        kept["failure_conditions"] = tuple(
            compile_condition(one.when, world.index) for one in conditions
        )
    found: tuple[Condition, ...] = kept["failure_conditions"]
    return found
