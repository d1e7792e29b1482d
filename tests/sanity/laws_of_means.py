"""Statements about means: sanctions, the network, the air, America's share, Ukraine's strength."""

from __future__ import annotations

import numpy as np

from tabletop.rules.economy import trade
from tabletop.rules.measures import score
from tabletop.rules.strikes import influence, interception, sabotage, strike
from tabletop.rules.sustainment import supply
from tabletop.rules.ukraine import consent, deploy_strength, endure, power, regenerate
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import ENABLERS
from tabletop.world.world import World
from tests.sanity.law import Floats, Pair, at, heard, law, pick, played, raised, set_to, twin

_LIFT = ENABLERS.index("lift")
TURNS = 3
"""Turns over which lagging rules are followed."""


def revenue(world: World, state: State, luck: Luck) -> Floats:
    """Russian revenue after each of some turns of trade, [run, turn]."""
    found, after = [], state.copy()
    for _ in range(TURNS):
        trade(world, after, luck)
        found.append(after.ru_revenue.copy())
    return np.stack(found, axis=1)


@law
def sanctions_and_revenue(world: World, state: State, luck: Luck) -> Pair:
    """More severe sanctions never raise Russian revenue.

    Whatever is banned must be sold elsewhere, at a discount or not at all.
    """
    actor = pick(luck, "actor", world.sizes["actor"])
    more = twin(state, sanctions=lambda held: raised(held, actor, 30.0))
    return Pair(revenue(world, more, luck), revenue(world, state, luck))


@law
def imports_and_revenue(world: World, state: State, luck: Luck) -> Pair:
    """A lower price cap and fewer imports never raise Russian revenue.

    Both take away buyers who pay the full price.
    """
    less = twin(state, price_cap=-8.0, oil_imports=-20.0)
    return Pair(revenue(world, less, luck), revenue(world, state, luck))


@law
def secondary_sanctions_and_revenue(world: World, state: State, luck: Luck) -> Pair:
    """Secondary sanctions and tariffs on buyers never raise revenue or the flow of dual-use goods.

    Third parties must choose between two markets.
    """
    found = []
    for one in (twin(state, secondary_sanctions=20.0, tariffs=20.0), state):
        after = played(world, one, luck, trade, trade)
        found.append(np.stack([after.ru_revenue, after.dual_use_flow], axis=1))
    return Pair(*found)


@law
def sabotage_and_links(world: World, state: State, luck: Luck) -> Pair:
    """Sabotage never raises the capacity of any link, nor of the logistic chain.

    What is blown up carries nothing until it is repaired.
    """
    after = played(world, state, luck, sabotage)
    return Pair(
        np.column_stack([after.link_capacity, after.logistics_capacity]),
        np.column_stack([state.link_capacity, state.logistics_capacity]),
    )


@law
def protection_and_sabotage(world: World, state: State, luck: Luck) -> Pair:
    """Better protection never makes sabotage likelier.

    Guards and cameras are what a saboteur looks out for.
    """
    found = []
    for one in (twin(state, force_protection=20.0), state):
        ear = heard(luck)
        played(world, one, ear, sabotage)
        found.append(ear.odds["sabotage"])
    return Pair(*found)


@law
def escalation_and_hybrid(world: World, state: State, luck: Luck) -> Pair:
    """More escalation never makes sabotage or an act of influence less likely.

    Deniable means are used more the higher the stakes.
    """
    found = []
    for one in (state, twin(state, escalation=20.0)):
        ear = heard(luck)
        played(world, one, ear, sabotage, influence)
        found.append(np.column_stack([ear.odds["sabotage"], ear.odds["influence_act"]]))
    return Pair(*found)


@law
def warning_and_influence(world: World, state: State, luck: Luck) -> Pair:
    """A public warned beforehand, in a friendlier information space, is never easier to mislead.

    A lie that has been foretold convinces fewer.
    """
    found = []
    for one in (twin(state, prebunked=20.0, info_environment=10.0), state):
        ear = heard(luck)
        played(world, one, ear, influence)
        found.append(ear.odds["influence_act"])
    return Pair(*found)


def strike_harm(world: World, state: State, luck: Luck) -> Floats:
    """Expected part of a wave of strikes that comes through over each area, [run, air_area]."""
    ear = heard(luck)
    through = 1.0 - interception(world, state)
    played(world, state, ear, strike)
    return np.asarray(ear.weights["strike_area"] * ear.odds["strike_wave"] * through)


@law
def cover_and_strikes(world: World, state: State, luck: Luck) -> Pair:
    """More coalition air defence over an area never raises the harm of strikes there.

    More is shot down, and strikes go where less is; other areas may suffer for it.
    """
    area = pick(luck, "area", world.sizes["air_area"])
    more = twin(state, air_cover=lambda held: raised(held, area, 5.0))
    harm = (at(strike_harm(world, one, luck), area) for one in (more, state))
    return Pair(*harm)


@law
def air_defence_and_strikes(world: World, state: State, luck: Luck) -> Pair:
    """Stronger Ukrainian air defence never raises the harm of strikes as a whole.

    It stands everywhere, so there is nowhere to turn to.
    """
    more = twin(state, ua_air_defence=10.0)
    harm = (strike_harm(world, one, luck).sum(axis=1) for one in (more, state))
    return Pair(*harm)


@law
def lift_and_supplies(world: World, state: State, luck: Luck) -> Pair:
    """Losing American lift never raises the stock of supplies.

    What cannot be flown in must wait for trains and ships.
    """
    less = state.copy()
    less.us_share[:, _LIFT] = 0.0
    found = []
    for one in (less, state):
        after = played(world, one, luck, supply)
        found.append(np.stack([after.supply_stock, after.logistics_capacity], axis=1))
    return Pair(*found)


@law
def backstop_and_deterrence(world: World, state: State, luck: Luck) -> Pair:
    """A weaker American backstop never raises punishment, credibility or deterrence.

    Much of what an attacker must fear elsewhere is American.
    """
    found = []
    for one in (twin(state, us_backstop=-20.0), state):
        measures = score(world, one)
        words = ("punishment", "credibility", "deterrence")
        found.append(np.stack([measures[word] for word in words], axis=1))
    return Pair(*found)


@law
def europe_and_punishment(world: World, state: State, luck: Luck) -> Pair:
    """Enablers that Europe builds never lower punishment.

    They add to what America lends, or take its place.
    """
    more = twin(state, eu_share=15.0)
    return Pair(score(world, state)["punishment"], score(world, more)["punishment"])


@law
def pillars_and_army(world: World, state: State, luck: Luck) -> Pair:
    """Better training, equipment and money never slow the regeneration of the Ukrainian army.

    The army grows by its weakest pillar; raising all of them raises that one.
    """
    more = twin(state, ua_training=10.0, ua_equipment=10.0, ua_money=10.0)
    return Pair(*(played(world, one, luck, regenerate).ua_army for one in (state, more)))


@law
def aid_and_army(world: World, state: State, luck: Luck) -> Pair:
    """More aid never weakens the Ukrainian army.

    Money buys equipment and pays soldiers.
    """
    actor = pick(luck, "actor", world.sizes["actor"])
    more = twin(state, ua_aid=lambda held: raised(held, actor, 50.0))
    found = []
    for one in (state, more):
        after = played(world, one, luck, regenerate, regenerate)
        found.append(np.stack([after.ua_army, after.ua_equipment, after.ua_money], axis=1))
    return Pair(*found)


@law
def army_and_line(world: World, state: State, luck: Luck) -> Pair:
    """A better regenerated Ukrainian army is never weaker in any sector.

    The same brigades stand there, fuller and better trained.
    """
    found = []
    for one in (state, twin(state, ua_army=10.0)):
        deploy_strength(world, one)
        found.append(one.ua_strength)
    return Pair(*found)


@law
def power_and_refugees(world: World, state: State, luck: Luck) -> Pair:
    """A grid in better state never drives more people out of the country.

    Cold and dark homes are what people leave first.
    """
    more = twin(state, energy_state=15.0)
    return Pair(*(played(world, one, luck, power).refugee_flow for one in (more, state)))


@law
def breach_and_resilience(world: World, state: State, luck: Luck) -> Pair:
    """A broken line never raises the resilience of Ukrainian society.

    Fear and flight cost more than defiance gives in these weeks.
    """
    broken, whole = twin(state, breached=set_to(1)), twin(state, breached=set_to(0))
    return Pair(*(played(world, one, luck, endure).ua_resilience for one in (broken, whole)))


@law
def stability_and_consent(world: World, state: State, luck: Luck) -> Pair:
    """A steadier and better satisfied Kyiv never withdraws its consent more easily.

    Only a government in crisis, or let down, sends friends away.
    """
    found = []
    for one in (twin(state, ua_politics=15.0, ua_satisfaction=15.0), state):
        ear = heard(luck)
        odds = np.zeros(one.runs)
        after = played(world, one, ear, consent)
        odds[:] = ear.odds["consent_withdrawn"][:, 0]
        asked = (one.ua_consent == 1) & (_shaky(world, one))
        found.append(np.stack([odds * asked, (after.ua_consent == 0) & asked], axis=1))
    return Pair(*found)


def _shaky(world: World, state: State) -> Floats:
    d = world.doctrine
    crisis = state.ua_politics < d.consent_politics
    return np.asarray(crisis | (state.ua_satisfaction < d.consent_satisfaction))
