"""Economy: sanctions, Russian revenue, energy prices and the sea corridor."""

from __future__ import annotations

import numpy as np

from tabletop.rules.drift import saturation, toward
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World


def trade(world: World, state: State, luck: Luck) -> None:
    """Sanctions press with delay, revenue follows with more delay, prices come to rest.

    Pressure moves to the members' mean severity, weighted by influence; revenue to what that
    pressure leaves [brief: revenue falls with a lag of two turns].
    """
    d = world.doctrine
    weight = world.is_member * np.array([actor.influence for actor in world.actors])
    severity = (state.sanctions * weight[None]).sum(axis=1) / max(float(weight.sum()), 1.0)
    target = d.sanction_base + d.sanction_severity * (severity - d.sanction_severity_reference)
    state.sanction_pressure = toward(state.sanction_pressure, target, d.sanction_rate)
    target = (
        d.revenue_base
        - d.revenue_sanctions * (state.sanction_pressure - d.sanction_base)
        + d.revenue_price * state.energy_price
    )
    state.ru_revenue = toward(state.ru_revenue, target, d.revenue_rate)
    state.energy_price = toward(state.energy_price, 0.0, d.price_rate)
    state.clip("sanction_pressure", "ru_revenue", "energy_price")


def sail(world: World, state: State, luck: Luck) -> None:
    """The sea corridor is as free as patrols and mine clearing keep it and escalation lets it."""
    d = world.doctrine
    patrols = saturation(state.sea_cover.sum(axis=1), d.sea_scale)
    target = d.sea_base + d.sea_gain * patrols - d.sea_escalation * state.escalation
    state.maritime_access = toward(state.maritime_access, target, d.sea_rate)
    state.clip("maritime_access")
