"""Agreement: talks on a ceasefire, a peace or a frozen line, and the force Moscow would accept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.caveats import holders
from tabletop.rules.codes import MONITORS, UNSC, code
from tabletop.rules.coverage import in_ukraine
from tabletop.rules.drift import values
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.traits import BRIGADE
from tabletop.world.variables import CEASEFIRE_STATUS, COMPOSITION, NEVER
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

NOTHING = code("agreement_sought", "none")
NO_NATO_BRIGADES = COMPOSITION.index("no_nato_brigades")
NEUTRAL = COMPOSITION.index("neutral")


def talks_odds(world: World, state: State) -> tuple[Floats, dict[str, Floats]]:
    """Chance that talks reach each state of the agreement now, [run, status], and its terms.

    A patient and doubtful Moscow agrees more easily, and Europe's seat helps; a frozen line is
    easier to have than a peace [seed 000, 002, 003: three different things].
    """
    d = world.doctrine
    base = np.broadcast_to(
        values(world, "talks_odds", CEASEFIRE_STATUS), (state.runs, len(CEASEFIRE_STATUS))
    )
    terms = {
        "base": base,
        "patience": (d.talks_patience * (state.ru_patience / 100.0 - 0.5))[:, None],
        "confidence": (-d.talks_confidence * (state.ru_confidence / 100.0 - 0.5))[:, None],
        "Europe's seat": (d.talks_seat * (state.europe_seat - d.talks_seat_reference) / 100.0)[
            :, None
        ],
    }
    total = np.zeros(base.shape)
    for term in terms.values():
        total = total + term
    return np.where(base > 0.0, np.clip(total, 0.0, 1.0), 0.0), terms


def conclude(world: World, state: State, luck: Luck) -> None:
    """Talks that are due end: a new state of the agreement, or less patience in Moscow.

    The contest is called ``agreement``, its index the state's place in ``CEASEFIRE_STATUS``.
    """
    d = world.doctrine
    due = (state.agreement_due <= state.turn) & (state.agreement_sought != NOTHING)
    sought = state.agreement_sought.astype(np.int64)
    where = due[:, None] & (sought[:, None] == np.arange(len(CEASEFIRE_STATUS))[None])
    odds, terms = talks_odds(world, state)
    won = np.asarray(luck.contest("agreement", odds, "agreement", where, terms).any(axis=1))
    least = values(world, "talks_integrity", CEASEFIRE_STATUS)[sought]
    price = values(world, "talks_politics", CEASEFIRE_STATUS)[sought]
    state.ceasefire_status = np.where(won, sought, state.ceasefire_status)
    state.ceasefire_integrity = np.where(
        won, np.maximum(state.ceasefire_integrity, least), state.ceasefire_integrity
    )
    state.ua_politics = state.ua_politics - np.where(won, price, 0.0)
    state.ru_patience = state.ru_patience - np.where(due & ~won, d.talks_failure, 0.0)
    state.agreement_sought = np.where(due, NOTHING, state.agreement_sought)
    state.agreement_due = np.where(due, NEVER, state.agreement_due)
    state.clip("ceasefire_integrity", "ua_politics", "ru_patience")


def acceptance_of_forces(world: World) -> Floats:
    """How far Moscow would accept each force in Ukraine, 0–100, [force] [seed 000, 002]."""
    kept = vars(world).get("acceptance_of_forces")
    if kept is None:
        d, traits = world.doctrine, world.traits
        ally = allied(world)
        fighting = np.where(traits.level == BRIGADE, d.accept_ally_brigade, d.accept_ally_combat)
        watching = np.where(ally, d.accept_ally_observer, d.accept_observer)
        others = np.where(traits.combat, fighting, d.accept_ally_unarmed)
        kept = np.where(ally, others, d.accept_neutral)
        kept = vars(world)["acceptance_of_forces"] = np.where(traits.observer, watching, kept)
    found: Floats = kept
    return found


def allied(world: World) -> Bools:
    """Forces of NATO states, [force]."""
    return np.asarray(world.traits.group("NATO")[world.force_actor])


def left_out(world: World, state: State, force: int) -> Bools:
    """Tell where the offered composition keeps a force out of Ukraine, [run]."""
    if not allied(world)[force]:
        return np.zeros(state.runs, dtype=np.bool_)
    traits = world.traits
    brigade = (state.composition == NO_NATO_BRIGADES) & bool(traits.level[force] == BRIGADE)
    fights = (state.composition == NEUTRAL) & bool(traits.combat[force])
    return np.asarray(brigade | fights)


def acceptance(world: World, state: State) -> Floats:
    """How far Moscow would accept the force as it stands and is offered, 0–100, [run].

    The mean over the people in Ukraine, by who they are, and what the offered composition and a
    mandate of the Security Council add.
    """
    d = world.doctrine
    here = in_ukraine(world, state) & world.is_coalition[None]
    people = here * world.force_people[None]
    whole = people.sum(axis=1)
    total = (people * acceptance_of_forces(world)[None]).sum(axis=1)
    mean = np.where(whole > 0.0, total / np.maximum(whole, 1.0), d.accept_empty)
    offer = values(world, "accept_offer", COMPOSITION)[state.composition]
    council = d.accept_council * (state.mandate == UNSC)
    return np.asarray(np.clip(mean + offer + council, 0.0, 100.0))


def preferred(world: World, state: State) -> Floats:
    """Willingness of states that would rather have Moscow or the Council agree, [run, actor].

    They hesitate the less acceptable the force is, but nobody gives Moscow a veto [seed 000, 003].
    """
    d = world.doctrine
    accepted = (state.ru_acceptance - d.accept_reference) / 100.0
    moscow = d.preferred_moscow * holders(world, state, "ru_consent_preferred") * accepted[:, None]
    council = np.isin(state.mandate, (UNSC, MONITORS))[:, None]
    united = holders(world, state, "un_mandate_preferred") & council
    return np.asarray(moscow + d.preferred_council * united)


def weigh_composition(world: World, state: State, luck: Luck) -> None:
    """Moscow looks at who is in the force; patience follows in :func:`russia.intend`."""
    del luck
    state.ru_acceptance = acceptance(world, state)
