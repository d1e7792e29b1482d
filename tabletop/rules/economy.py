"""Economy: sanctions, Russian revenue, energy prices and the sea corridor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.arms import reach_used
from tabletop.rules.drift import by_actor, saturation, toward
from tabletop.rules.membership import allied_mean
from tabletop.rules.russia import at_war
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

Floats = NDArray[np.float64]


def transatlantic(world: World, state: State, variable: str) -> tuple[Floats, Floats]:
    """What America and what Europe do of a measure against Russia's trade, index, both [run].

    Europe does what the Union has decided or what its members do on their own.
    """
    held = getattr(state, variable)
    none = np.zeros(state.runs)
    america, union = (
        held[:, world.actor(name)] if name in world.index["actor"] else none
        for name in ("us", "eu")
    )
    return np.asarray(america), np.maximum(union, allied_mean(world, state, held))


def joint_tariffs(world: World, state: State) -> Floats:
    """Tariffs that America and Europe raise together, [run]: one side alone moves nobody."""
    america, europe = transatlantic(world, state, "tariffs")
    return np.minimum(america, europe)


def stopped_imports(world: World, state: State) -> Floats:
    """Members' imports of Russian oil that have stopped since the start, index points, [run].

    A ban by the Union counts for all.
    """
    less = np.maximum(by_actor(world, "oil_imports")[None] - state.oil_imports, 0.0)
    stopped = allied_mean(world, state, less)
    if "eu" in world.index["actor"]:
        stopped = np.maximum(stopped, less[:, world.actor("eu")])
    return stopped


def market_loss(world: World, state: State) -> Floats:
    """Revenue that Russia loses on markets for good, index points, [run] [seed 002, 003, 004].

    Members' imports that have stopped, a lower price cap, secondary sanctions, a lower price of
    oil, and refineries that long reach puts out of work while the war goes on.
    """
    d = world.doctrine
    stopped = stopped_imports(world, state)
    america, europe = transatlantic(world, state, "secondary_sanctions")
    secondary = d.secondary_american * america + (1.0 - d.secondary_american) * europe
    return np.asarray(
        d.revenue_imports * stopped
        + d.revenue_cap * (d.cap_reference - state.price_cap)
        + d.revenue_secondary * secondary
        - d.revenue_oil_price * (state.oil_price - d.oil_price_reference)
        + d.deep_strike_revenue * reach_used(world, state) * at_war(state)
    )


def trade(world: World, state: State, luck: Luck) -> None:
    """Sanctions press with delay, revenue follows with more delay, prices come to rest.

    Pressure moves to the members' mean severity, weighted by influence; revenue to what that
    pressure leaves [brief: revenue falls with a lag of two turns].
    """
    d = world.doctrine
    severity = allied_mean(world, state, state.sanctions)
    target = d.sanction_base + d.sanction_severity * (severity - d.sanction_severity_reference)
    state.sanction_pressure = toward(state.sanction_pressure, target, d.sanction_rate)
    # A high price in Europe helps only as far as Europe still buys; a low one hurts everywhere.
    still_sold = 1.0 - stopped_imports(world, state) / d.oil_imports_typical
    still_sold = np.where(state.energy_price > 0.0, np.clip(still_sold, 0.0, 1.0), 1.0)
    target = (
        d.revenue_base
        - d.revenue_sanctions * (state.sanction_pressure - d.sanction_base)
        + d.revenue_price * state.energy_price * still_sold
        - market_loss(world, state)
    )
    state.ru_revenue = toward(state.ru_revenue, target, d.revenue_rate)
    state.energy_price = toward(state.energy_price, 0.0, d.price_rate)
    state.oil_price = toward(state.oil_price, d.oil_price_reference, d.oil_price_rate)
    flow = d.dual_use_base + d.dual_use_china * (state.cn_stance - d.china_reference)
    flow = flow - d.dual_use_tariffs * joint_tariffs(world, state)
    state.dual_use_flow = toward(state.dual_use_flow, flow, d.dual_use_rate)
    state.clip("sanction_pressure", "ru_revenue", "energy_price", "oil_price", "dual_use_flow")


def sail(world: World, state: State, luck: Luck) -> None:
    """The sea corridor is as free as patrols and mine clearing keep it and escalation lets it."""
    d = world.doctrine
    patrols = saturation(state.sea_cover.sum(axis=1), d.sea_scale)
    target = d.sea_base + d.sea_gain * patrols - d.sea_escalation * state.escalation
    state.maritime_access = toward(state.maritime_access, target, d.sea_rate)
    state.clip("maritime_access")
