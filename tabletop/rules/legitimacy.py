"""Legitimacy and unity: whether the mission is lawful, accepted and agreed among its members."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.command import friction
from tabletop.rules.coverage import usable
from tabletop.rules.drift import saturation, toward, values
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import COMMAND, FLAGS, MANDATE, STRUCTURE
from tabletop.world.world import World

Floats = NDArray[np.float64]

_PRE_DEAL = tuple(FLAGS).index("pre_deal")


def legitimacy_target(world: World, state: State) -> Floats:
    """Legitimacy that mandate, consent, conduct and company add up to, [run].

    The mandate table, + 5 for consent, − civilian harm / 10, + what observers and liaison give.
    """
    d = world.doctrine
    base = values(world, "mandate_legitimacy", MANDATE)[state.mandate]
    points = (usable(world, state) * world.points("legitimacy")[None]).sum(axis=1)
    return np.asarray(
        base
        + d.legitimacy_consent * state.ua_consent
        - d.legitimacy_no_consent * (state.ua_consent == 0)
        - d.legitimacy_harm * state.civilian_harm
        + d.legitimacy_forces * saturation(points, d.legitimacy_scale)
        - d.legitimacy_early * state.flag[:, _PRE_DEAL]
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
    members = world.is_member.astype(np.float64)
    weight = members * np.array([actor.influence for actor in world.actors])
    weight = weight / max(float(weight.sum()), 1.0)
    mean = (state.willingness * weight[None]).sum(axis=1)
    spread = np.sqrt((weight[None] * (state.willingness - mean[:, None]) ** 2).sum(axis=1))
    command = values(world, "cohesion_command", COMMAND)[state.command]
    form = values(world, "cohesion_structure", STRUCTURE)[state.structure]
    gap = saturation(np.maximum(state.funding_gap, 0.0), d.cohesion_gap_scale)
    return np.asarray(
        d.cohesion_base
        + mean
        - d.cohesion_spread * spread
        + command
        + form
        - d.cohesion_gap * gap
        + d.cohesion_info * (state.info_environment - d.info_reference)
        - friction(world, state)
    )


def cohere(world: World, state: State, luck: Luck) -> None:
    """Cohesion moves to what the members' moods, money and trust add up to."""
    d = world.doctrine
    state.cohesion = toward(state.cohesion, cohesion_target(world, state), d.cohesion_rate)
    state.clip("cohesion")
