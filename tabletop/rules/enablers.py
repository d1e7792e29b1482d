"""Enablers: what the coalition borrows from America and what Europe builds for itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.america import autonomy, warning
from tabletop.rules.coverage import usable
from tabletop.rules.drift import saturation, toward, values
from tabletop.rules.membership import allied, allied_mean
from tabletop.rules.programmes import built
from tabletop.rules.tasks import focus
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import ENABLERS, INTERVENTION_RULE, STRUCTURE
from tabletop.world.world import World

Floats = NDArray[np.float64]

_ISR = ENABLERS.index("isr")


def enabled(world: World, state: State, enabler: str) -> Floats:
    """How far the force has an enabler, from America and Europe together, 0–1, [run]."""
    i = ENABLERS.index(enabler)
    return np.asarray(np.minimum(state.us_share[:, i] + state.eu_share[:, i], 100.0) / 100.0)


def isr_target(world: World, state: State) -> Floats:
    """Surveillance that the present means add up to, 0–100, [run].

    American share, European share and the mission's own sensors; it never rises when the
    American share falls.
    """
    d = world.doctrine
    share = usable(world, state) * focus(world, state, "isr")
    points = (share * (world.points("isr") * world.is_coalition)[None]).sum(axis=1)
    return np.asarray(
        d.isr_american * state.us_share[:, _ISR]
        + d.isr_european * state.eu_share[:, _ISR]
        + 100.0 * d.isr_forces * saturation(points, d.isr_scale)
        + d.isr_pool * state.flag[:, world.index["flag"]["isr_pool"]]
    )


def lean_on_america(world: World, state: State, luck: Luck) -> None:
    """The American backstop wanders, rises when Europe buys arms or stops oil, and carries shares.

    A step of standard deviation 4 a turn; +2 while Europe pays for arms; +3 while it has cut the
    imports [brief: seed 001, 003; sizes for play].
    """
    d = world.doctrine
    step = d.us_step * luck.normal("us_backstop")[:, 0]
    aid = (state.ua_aid * allied(state)).sum(axis=1)
    severity = allied_mean(world, state, state.sanctions)
    buys = d.us_buys * (aid >= d.us_buys_aid)
    oil = d.us_oil * (severity >= d.us_oil_sanctions)
    pull = d.us_return * (d.us_backstop_reference - state.us_backstop)
    state.us_backstop += step + buys + oil + pull
    state.us_pressure_on_ua = toward(
        state.us_pressure_on_ua, d.us_pressure_reference, d.us_pressure_rate
    )
    state.clip("us_backstop", "us_pressure_on_ua")
    full = values(world, "start_us_share", ENABLERS)[None]
    backed = np.minimum(state.us_backstop / d.us_backstop_reference, d.us_share_most)
    # A generous America lends a part of what it has kept back, and never all.
    less, more = np.minimum(backed, 1.0)[:, None], np.maximum(backed - 1.0, 0.0)[:, None]
    lent = full * less + (100.0 - full) * more
    state.us_share = toward(state.us_share, lent, d.us_share_rate)
    state.clip("us_share")


def build_in_europe(world: World, state: State, luck: Luck) -> None:
    """European shares grow by what is invested, slowly; surveillance follows both shares."""
    d = world.doctrine
    state.eu_share += state.eu_investment
    state.clip("eu_share")
    state.isr_coverage = toward(state.isr_coverage, isr_target(world, state), d.isr_rate)
    state.clip("isr_coverage")
    state.autonomy_index = autonomy(state)
    state.warning_days = warning(world, state)


def protect(world: World, state: State, luck: Luck) -> None:
    """Protection of sites and people follows guards, counter-drone units and a common rule."""
    d = world.doctrine
    points = usable(world, state) * (world.points("protection") * world.is_coalition)[None]
    points = points * focus(world, state, "protection")
    exposed = np.maximum(state.coalition_people, 1) / d.protection_people
    cover = saturation(points.sum(axis=1) / np.sqrt(exposed + 1.0), d.protection_scale)
    rule = d.protection_rule * state.flag[:, world.index["flag"]["roe_common"]]
    shield = d.essi_protection * built(state, "essi")
    target = d.protection_base + d.protection_gain * cover + rule + shield
    state.force_protection = toward(state.force_protection, target, d.protection_rate)
    state.clip("force_protection")


def clarify(world: World, state: State, luck: Luck) -> None:
    """How clear the guarantee is follows from the written rule and the coalition's form."""
    d = world.doctrine
    rule = values(world, "clarity", INTERVENTION_RULE)[state.intervention_rule]
    form = values(world, "clarity", STRUCTURE)[state.structure]
    state.clarity = toward(state.clarity, rule + form, d.clarity_rate)
    state.clip("clarity")
