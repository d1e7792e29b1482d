"""Mandates: the routes to a legal basis, how long they take, and who may stop them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.capitals import obstructed_by_turkey
from tabletop.rules.caveats import statute
from tabletop.rules.codes import NO_MANDATE, code
from tabletop.rules.drift import values
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import MANDATE, NEVER
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

OBSTRUCTIVE = code("hu_government", "obstructive")
OBSERVERS_ONLY = code("force_posture", "observers")


def basis(world: World) -> Floats:
    """Legitimacy that each legal basis gives by itself, [mandate].

    Source: the brief's table of mandates; seed document 003 names the routes.
    """
    return values(world, "mandate_legitimacy", MANDATE)


def basis_now(world: World, state: State) -> Floats:
    """Legitimacy that the legal basis now in force gives by itself, [run]."""
    return np.asarray(basis(world)[state.mandate])


def turns_needed(world: World) -> NDArray[np.int64]:
    """Turns from seeking each mandate to the decision on it, [mandate]."""
    turns = [0.0] + [getattr(world.doctrine, f"turns_{route}") for route in MANDATE[1:]]
    return np.array(turns, dtype=np.int64)


def odds(world: World, state: State) -> tuple[Floats, dict[str, Floats]]:
    """Chance that each route succeeds now, [run, mandate], and the terms it is made of.

    The Security Council can be stopped by any permanent member, the Union by any of its members,
    NATO by any ally; a treaty needs the unity of those who sign, an invitation needs Kyiv.
    """
    doctrine = world.doctrine
    base = np.array([0.0] + [getattr(doctrine, f"odds_{route}") for route in MANDATE[1:]])
    blocked = state.hu_government == OBSTRUCTIVE
    all_of_union = statute(world, state, "eu", "unanimity_for_cfsp")
    all_allies = statute(world, state, "nato", "consensus")
    hindered = doctrine.odds_obstruction
    factor = np.ones((state.runs, len(MANDATE)))
    factor[:, MANDATE.index("eu")] = np.where(blocked & all_of_union, hindered, 1.0)
    factor[:, _NATO] = np.minimum(state.us_backstop / world.doctrine.backstop_needed, 1.0)
    factor[:, _NATO] *= np.where(blocked & all_allies, hindered, 1.0)
    agree = (1.0 - doctrine.odds_per_ally) ** doctrine.nato_members
    factor[:, _NATO] *= np.where(all_allies, agree, 1.0)
    turkish = obstructed_by_turkey(world, state) & all_allies
    factor[:, _NATO] *= np.where(turkish, hindered, 1.0)
    # An alliance that has been asked to command finds its consensus sooner.
    asked = 1.0 + doctrine.odds_nato_asked * _flag(world, state, "nato_c2_asked")
    factor[:, _NATO] *= asked
    factor[:, MANDATE.index("treaty")] = np.minimum(state.cohesion / 100.0 + 0.5, 1.0)
    factor[:, MANDATE.index("bilateral")] = state.ua_consent
    council = np.isin(np.arange(len(MANDATE)), [MANDATE.index("unsc"), _MONITORS])
    veto = statute(world, state, "un", "p5_veto")
    # Without a veto Moscow can help a draft, but it cannot stop one.
    mood = _moscow(world, state)
    moscow = np.where(veto, mood, np.maximum(mood, 0.0))[:, None] * council[None]
    chance = np.clip(base[None] * factor + moscow, 0.0, 1.0)
    # A vetoed draft is dead until the five talk again.
    stopped = _flag(world, state, "unsc_vetoed") & ~_flag(world, state, "p5_format")
    dead = (stopped & veto)[:, None]
    chance = np.where(dead & council[None], 0.0, chance)
    terms = {"base": np.broadcast_to(base, chance.shape), "members": factor, "Moscow": moscow}
    return chance, terms


_MONITORS = MANDATE.index("monitors_treaty")
_NATO = MANDATE.index("nato")


def _moscow(world: World, state: State) -> Floats:
    """What Moscow's mood adds to a chance in the Security Council, [run]."""
    doctrine = world.doctrine
    five = np.where(_flag(world, state, "p5_format"), doctrine.odds_p5, 0.0)
    neutral = np.where(state.force_posture == OBSERVERS_ONLY, doctrine.odds_neutral, 0.0)
    composed = doctrine.accept_votes * (state.ru_acceptance - doctrine.accept_reference) / 100.0
    five = five + composed
    return np.asarray(five + neutral + doctrine.odds_patience * (state.ru_patience / 100.0 - 0.5))


def _flag(world: World, state: State, name: str) -> Bools:
    return np.asarray(state.flag[:, world.index["flag"][name]] != 0)


def negotiate(world: World, state: State, luck: Luck) -> None:
    """A mandate that is due is decided; a won one counts when it is stronger than the old.

    The contest is called ``mandate``, its index the route's place in ``MANDATE``.
    """
    routes = np.arange(len(MANDATE))
    due = (state.mandate_due <= state.turn) & (state.mandate_sought != NO_MANDATE)
    where = due[:, None] & (state.mandate_sought[:, None] == routes[None])
    chance, terms = odds(world, state)
    won = np.asarray(luck.contest("mandate", chance, "mandate", where, terms).any(axis=1))
    lost = due & ~won
    council = np.isin(state.mandate_sought, [MANDATE.index("unsc"), _MONITORS])
    _set_flag(world, state, "unsc_vetoed", lost & council & statute(world, state, "un", "p5_veto"))
    _set_flag(world, state, "unsc_monitors", won & council)
    state.flag[due & council, world.index["flag"]["unsc_tabled"]] = 0
    adopt(world, state, state.mandate_sought.copy(), won)
    state.mandate_sought = np.where(due, NO_MANDATE, state.mandate_sought)
    state.mandate_due = np.where(due, NEVER, state.mandate_due)


def _set_flag(world: World, state: State, name: str, runs: Bools) -> None:
    state.flag[runs, world.index["flag"][name]] = 1


def adopt(world: World, state: State, mandate: NDArray[np.int8], runs: Bools) -> None:
    """Put a mandate [run] into force where the mask holds and it is a stronger basis.

    Legitimacy gains a part of the difference, so a stronger basis never lowers it.
    """
    gain = basis(world)[mandate] - basis_now(world, state)
    better = runs & (gain > 0.0)
    uplift = world.doctrine.mandate_uplift * np.maximum(gain, 0.0)
    state.legitimacy = state.legitimacy + np.where(better, uplift, 0.0)
    state.mandate = np.where(better, mandate, state.mandate)
    state.clip("legitimacy")
