"""Legitimacy and unity: whether the mission is lawful, accepted and agreed among its members."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.burden import more_uneven
from tabletop.rules.command import friction
from tabletop.rules.concept import frame_legitimacy
from tabletop.rules.coverage import usable
from tabletop.rules.drift import saturation, toward, values
from tabletop.rules.institution import decay, three_unity
from tabletop.rules.membership import form_legitimacy, form_unity, members, narrow, resolute
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import COMMAND, FLAGS, MANDATE, STRUCTURE
from tabletop.world.world import World

Floats = NDArray[np.float64]

_PRE_DEAL = tuple(FLAGS).index("pre_deal")
_BYPASS = tuple(FLAGS).index("eu_bypass")


def legitimacy_target(world: World, state: State) -> Floats:
    """Legitimacy that mandate, consent, conduct and company add up to, [run].

    The mandate table, + 5 for consent, − civilian harm / 10, + what observers, liaison and
    partners from outside Europe give.
    """
    d = world.doctrine
    base = values(world, "mandate_legitimacy", MANDATE)[state.mandate]
    points = (usable(world, state) * world.points("legitimacy")[None]).sum(axis=1)
    return np.asarray(
        base
        + d.legitimacy_consent * state.ua_consent
        - d.legitimacy_no_consent * (state.ua_consent == 0)
        - d.legitimacy_harm * state.civilian_harm
        + d.legitimacy_partner * state.partner_status.sum(axis=1)
        + d.legitimacy_forces * saturation(points, d.legitimacy_scale)
        - d.legitimacy_early * state.flag[:, _PRE_DEAL]
        + form_legitimacy(world, state)
        + frame_legitimacy(world, state)
        - d.bypass_legitimacy * state.flag[:, _BYPASS]
    )


def legitimate(world: World, state: State, luck: Luck) -> None:
    """Legitimacy moves to what mandate, consent and conduct add up to."""
    d = world.doctrine
    target = legitimacy_target(world, state)
    state.legitimacy = toward(state.legitimacy, target, d.legitimacy_rate)
    state.clip("legitimacy")


def cohesion_target(world: World, state: State) -> Floats:
    """Unity that the members' moods add up to, [run].

    Mean willingness weighted by influence, less a part of its spread, adjusted for command, form,
    money, trust, and the friction of many contingents and caveats.
    """
    d = world.doctrine
    mood = _mood(world, state, members(state))
    # A kernel is more of one mind, but it does not make the others disappear.
    few = _mood(world, state, resolute(world, state))
    mood = mood + np.where(narrow(state), d.kernel_share * (few - mood), 0.0)
    command = values(world, "cohesion_command", COMMAND)[state.command]
    under = values(world, "cohesion_mandate", MANDATE)[state.mandate]
    form = values(world, "cohesion_structure", STRUCTURE)[state.structure]
    gap = saturation(np.maximum(state.funding_gap, 0.0), d.cohesion_gap_scale)
    return np.asarray(
        d.cohesion_base
        + mood
        + command
        + under
        + form
        - d.cohesion_gap * gap
        + d.cohesion_info * (state.info_environment - d.info_reference)
        - friction(world, state)
        - d.burden_cohesion * more_uneven(world, state)
        + form_unity(world, state)
        + three_unity(world, state)
    )


def _mood(world: World, state: State, who: NDArray[np.bool_]) -> Floats:
    """Mean willingness of ``who`` [run, actor] by influence, less a part of its spread, [run]."""
    weight = who * world.traits.actor_numbers("influence")[None]
    weight = weight / np.maximum(weight.sum(axis=1), 1.0)[:, None]
    mean = (state.willingness * weight).sum(axis=1)
    spread = np.sqrt((weight * (state.willingness - mean[:, None]) ** 2).sum(axis=1))
    return np.asarray(mean - world.doctrine.cohesion_spread * spread)


def cohere(world: World, state: State, luck: Luck) -> None:
    """Cohesion moves to what the members' moods, money and trust add up to.

    A permanent structure slows its decay [seed 001].
    """
    aim = cohesion_target(world, state)
    pace = np.where(aim < state.cohesion, decay(world, state), 1.0)
    state.cohesion += world.doctrine.cohesion_rate * pace * (aim - state.cohesion)
    state.clip("cohesion")
