"""Perception: what Moscow believes of the coalition, and the coalition of Moscow."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.america import backing
from tabletop.rules.concept import concept_resolve
from tabletop.rules.coverage import usable
from tabletop.rules.drift import saturation, toward
from tabletop.rules.incidents import command_speed
from tabletop.rules.institution import institution_resolve
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import TIERS
from tabletop.world.world import World

Floats = NDArray[np.float64]

_T3 = TIERS.index("T3")


def impress(world: World, state: State, luck: Luck) -> None:
    """How firm the coalition looks follows unity, clarity, rules, backing and deployed force."""
    d = world.doctrine
    force = 100.0 * saturation(state.coalition_people.astype(np.float64), d.resolve_people)
    target = (
        d.resolve_cohesion * state.cohesion
        + d.resolve_clarity * state.clarity
        + d.resolve_backstop * backing(world, state)
        + d.resolve_force * force
        + d.resolve_roe * state.roe[:, _T3]
        + institution_resolve(world, state)
        + concept_resolve(world, state)
        + d.resolve_command * (command_speed(world, state) - d.resolve_command_reference)
        + d.signal_resolve * state.nuclear_signal
    )
    state.resolve_perception = toward(state.resolve_perception, target, d.resolve_rate)
    state.clip("resolve_perception")


def inform(world: World, state: State, luck: Luck) -> None:
    """The information space comes to rest; communication teams win it over, about 3 for one."""
    d = world.doctrine
    teams = usable(world, state) * (world.is_type("stratcom_team") * world.force_count)[None]
    won = d.info_stratcom * saturation(teams.sum(axis=1), d.info_stratcom_scale)
    pull = d.info_rate * (d.info_reference - state.info_environment)
    state.info_environment += won + pull
    state.clip("info_environment")


def pressure_error(world: World, state: State) -> Floats:
    """Standard error of the estimate of pressure, points, [run, sector].

    Large in the dark; surveillance and monitoring on the spot make it small.
    """
    d = world.doctrine
    dark = d.error_room - state.isr_coverage[:, None] / 100.0
    watched = saturation(state.monitoring, d.monitoring_scale)
    return np.asarray(d.error_base * dark * (1.0 - d.error_monitoring * watched))


def guess_error(world: World, state: State) -> tuple[Floats, Floats]:
    """Standard error, in points of 100, of what each side guesses of the other, [run] each.

    First the coalition's guess of what Moscow intends, which surveillance makes better; then
    Moscow's guess of how the coalition and Ukraine stand.
    """
    d = world.doctrine
    coalition = d.guess_error * (d.error_room - state.isr_coverage / 100.0)
    return np.asarray(coalition), np.full_like(coalition, d.guess_error_red)


def estimate(world: World, state: State, luck: Luck) -> None:
    """The coalition's estimate of pressure is the truth plus an error that eyes make smaller."""
    state.pressure_error = pressure_error(world, state)
    state.clip("pressure_error")
    error = state.pressure_error * luck.normal("pressure_error", world.sizes["sector"])
    state.perceived_pressure = state.pressure + error
    state.clip("perceived_pressure")
