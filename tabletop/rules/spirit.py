"""Spirit: the morale of the Ukrainian army, and the elections that a truce makes possible."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.caveats import truce
from tabletop.rules.drift import Terms, saturation, toward
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import ELECTION
from tabletop.world.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ORDERLY, DISRUPTED = ELECTION.index("orderly"), ELECTION.index("disrupted")


def hearten(world: World, state: State, luck: Luck) -> None:
    """Morale goes to where truce, allies, power, a whole line and Kyiv's demands put it.

    Source: seed 003, 004 name the danger that the army wears out before any deal.
    """
    del luck
    d = world.doctrine
    beside = saturation(state.coalition_people, d.morale_people)
    target = (
        d.morale_rest
        - d.morale_war * ~truce(state)
        + d.morale_demands * (state.ua_satisfaction - d.demands_base)
        + d.morale_energy * (state.energy_state - d.energy_reference)
        - d.morale_breach * state.breached.sum(axis=1)
        + d.morale_allies * beside
    )
    state.ua_morale = toward(state.ua_morale, target, d.morale_rate)
    state.clip("ua_morale")


def fights(world: World, state: State) -> Floats:
    """Share of its counted strength with which the army fights, [run]; 1 at rest."""
    d = world.doctrine
    return np.asarray(1.0 + d.morale_strength * (state.ua_morale - d.morale_rest) / 100.0)


def recruits(world: World, state: State) -> Floats:
    """What morale adds to the training pillar, or takes from it, index points, [run]."""
    return np.asarray(
        world.doctrine.morale_recruits * (state.ua_morale - world.doctrine.morale_rest)
    )


def deserted(world: World, state: State) -> Floats:
    """What low morale takes from the army whatever its pillars are, index points, [run]."""
    d = world.doctrine
    return np.asarray(d.morale_desertion * np.maximum(d.morale_rest - state.ua_morale, 0.0))


def may_vote(world: World, state: State) -> Bools:
    """Tell where martial law may be lifted for a vote: a truce that is kept well enough, [run]."""
    return truce(state) & (state.ceasefire_integrity >= world.doctrine.election_least)


def election_odds(world: World, state: State) -> tuple[Floats, Terms]:
    """Chance that a vote is orderly, [run], and the terms it is made of."""
    d = world.doctrine
    terms: Terms = {
        "usual": d.election_odds * np.ones(state.runs),
        "truce": d.election_calm * (state.ceasefire_integrity - d.election_kept) / 100.0,
        "information space": d.election_info * (state.info_environment - d.info_reference) / 100.0,
        "observers": d.election_observers * (state.observers_deployed != 0),
    }
    total = np.zeros(state.runs)
    for term in terms.values():
        total = total + term
    return np.clip(total, 0.0, 1.0), terms


def _held(world: World, state: State, luck: Luck, where: Bools) -> Bools:
    """Tell where a vote that is held is orderly, [run]; nothing is drawn when none is held."""
    if not where.any():  # luck is keyed, so what is not drawn here changes no other draw
        return where
    odds, terms = election_odds(world, state)
    columns: Terms = {name: np.asarray(term)[:, None] for name, term in terms.items()}
    found = luck.contest("election", odds[:, None], "", where[:, None], columns)
    return np.asarray(found[:, 0])


def vote_in_ukraine(world: World, state: State, luck: Luck) -> None:
    """A vote that was set comes nearer and is held, or called off when the truce is gone.

    The contest is called ``election``. An orderly vote makes Kyiv more stable and better accepted;
    a disrupted one shakes it.
    """
    d = world.doctrine
    pending = state.ua_election_in >= 0
    off = pending & ~may_vote(world, state)
    state.ua_politics = state.ua_politics - d.election_called_off * off
    held = pending & ~off & (state.ua_election_in == 0)
    orderly = _held(world, state, luck, held)
    lost = held & ~orderly
    state.ua_politics = state.ua_politics + d.election_politics * orderly - d.election_lost * lost
    state.legitimacy = state.legitimacy + d.election_legitimacy * orderly
    state.ua_election = np.where(orderly, ORDERLY, np.where(lost, DISRUPTED, state.ua_election))
    left = np.where(pending & ~off & ~held, state.ua_election_in - 1, -1)
    state.ua_election_in = left
    state.clip("ua_politics", "legitimacy")
