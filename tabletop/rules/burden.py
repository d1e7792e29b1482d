"""Burden: who gives how much, money from frozen reserves, and budgets under strain."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.caveats import holders
from tabletop.rules.drift import Terms, by_actor, values
from tabletop.rules.membership import allied
from tabletop.rules.sustainment import start_aid
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import FROZEN_ASSETS
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
MILLIONS_A_BILLION = 1000.0


def shares(world: World, aid: Floats, who: Bools) -> tuple[Floats, Floats]:
    """Share of the aid, and of the wealth, of each of those ``who`` give, both [.., actor]."""
    given = aid * who
    total = np.maximum(given.sum(axis=-1, keepdims=True), 1.0)
    wealth = by_actor(world, "wealth") * who
    whole = np.maximum(wealth.sum(axis=-1, keepdims=True), 1.0)
    return np.asarray(given / total), np.asarray(wealth / whole)


def unevenness(world: World, aid: Floats, who: Bools) -> Floats:
    """How unevenly aid is given, 0–100: half the sum of what shares differ by [seed 004].

    ``aid`` is in EUR m a month, ``who`` those that stand with the coalition, both [.., actor].
    """
    given, owned = shares(world, aid, who)
    return np.asarray(50.0 * np.abs(given - owned).sum(axis=-1))


def compare(world: World, state: State) -> None:
    """Write each actor's burden, and how uneven it is among the members, from the aid they give.

    An actor that is no member has a burden of 1.
    """
    given, owned = shares(world, state.ua_aid, allied(state))
    state.burden = np.divide(given, owned, out=np.ones(given.shape), where=owned > 0.0)
    state.burden_gap = unevenness(world, state.ua_aid, allied(state))
    state.clip("burden", "burden_gap")


def more_uneven(world: World, state: State) -> Floats:
    """By how much the burden has become less even since the start, index points, [run]."""
    kept = vars(world).get("start_unevenness")
    if kept is None:
        kept = float(unevenness(world, start_aid(world), world.is_member))
        vars(world)["start_unevenness"] = kept
    return np.asarray(state.burden_gap - kept)


def share_burden(world: World, state: State, luck: Luck) -> None:
    """Aid adds up, and everybody can see who gives less than its wealth would let it.

    Pledges of a government without support at home are squeezed, unless voted for several years
    [seed 003].
    """
    del luck
    d = world.doctrine
    poor = (state.domestic_support < d.squeeze_support) & (state.multi_year == 0)
    state.pledged *= np.where(poor, 1.0 - d.squeeze_rate, 1.0)
    months = world.scenario.turn_days / d.days_a_month
    state.aid_total += state.ua_aid * months / MILLIONS_A_BILLION
    state.clip("pledged", "aid_total")
    compare(world, state)


def draw_on_assets(world: World, state: State, luck: Luck) -> None:
    """Frozen reserves pay as far as Europe uses them; a court abroad may answer with a seizure.

    One contest a turn; Belgium, which keeps the reserves, bears the risk [seed 004].
    """
    d = world.doctrine
    state.asset_money = values(world, "assets", FROZEN_ASSETS)[state.frozen_assets]
    odds = values(world, "seizure_odds", FROZEN_ASSETS)[state.frozen_assets]
    terms: Terms = {"use of the reserves": odds[:, None]}
    used = state.frozen_assets > 0
    seized = luck.contest("asset_seizure", odds[:, None], "", used[:, None], terms)[:, 0]
    state.extra_cost += d.seizure_cost * seized
    keeper = holders(world, state, "euroclear_liability")
    state.willingness -= d.seizure_willingness * (seized[:, None] & keeper)
    state.clip("extra_cost", "willingness")
