"""What the staff policy does with forces: offer, send, shift, and call home what nobody pays for.

The staff has a plan: how many of each type it wants in the theatre, what matters first, and where
each kind of force is best placed.  Which run gets which force is worked out for all runs at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.policy import Bools
from tabletop.analysis.staff_frame import Wish, authorised
from tabletop.rules.codes import DEPLOYED, HOME, MOVING, OFFERED, READYING, RETURNING
from tabletop.rules.movement import journey
from tabletop.rules.orders.deployment import (
    Deploy,
    Offer,
    Redeploy,
    Withdraw,
    deploy_codes,
    redeploy_codes,
)
from tabletop.rules.orders.money import Train
from tabletop.rules.orders.moves import usual_tiers
from tabletop.rules.politics import willingness_needed
from tabletop.rules.sustainment import spare_money
from tabletop.world.state import State
from tabletop.world.traits import NICHE
from tabletop.world.variables import FORCE_POSTURE, NEVER
from tabletop.world.world import World

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

WANTED: dict[str, int] = {
    "hq_coord": 1, "us_monitor_cell": 1, "stratcom_team": 1, "logistics_bn": 4, "light_bde": 2,
    "battlegroup": 2, "counter_uas": 2, "fighter_sqn": 3, "gbad_medium": 3, "training_bn": 5,
    "medical_role2": 2, "isr_uas_sqn": 1, "isr_air_det": 1, "aew_det": 1, "mcm_group": 2,
    "engineer_bn": 2, "infantry_bn": 2, "observer_coy": 4, "civ_monitors": 3, "monitor_tech": 1,
    "tanker_det": 1, "ew_cyber_team": 1, "mech_bde": 1, "gbad_long": 1, "hq_division": 1,
    "demining_coy": 2, "fires_long": 1, "transport_sqn": 1,
}  # fmt: skip
"""How many of each type the staff wants in the theatre; the first matter most."""

GROUND = ("light_bde", "battlegroup", "mech_bde", "infantry_bn", "fires_long")
NOT_UNDER: dict[str, tuple[str, ...]] = {
    "hubs": GROUND, "air_sea": (*GROUND, "engineer_bn", "observer_coy", "civ_monitors"),
    "tripwire": ("mech_bde", "fires_long"), "multi_brigade": (),
    "observers": (*GROUND, "fighter_sqn", "gbad_long"),
}  # fmt: skip
"""Types that have no place in a declared concept of the force."""

OFFERS_A_TURN, DEPLOYMENTS_A_TURN, SURGES_A_TURN = 6, 6, 1
AHEAD = 400.0  # EUR m a month by which offers may run ahead of the pledges that follow them
SHIFT_FACTOR = 1.6  # a place must be this much needier before a brigade moves
SETTLED_TURNS = 3
GAP_TURNS = 3
MOBILE = ("light_bde", "battlegroup", "mech_bde")
REAR = ("hub_west", "vinnytsia", "hub_centre", "lviv", "khmelnytskyi")
FORWARD = ("hub_dnipro", "hub_centre", "poltava", "kropyvnytskyi", "hub_south", "kyiv", "vinnytsia")
WATCH = ("kupiansk", "nikopol", "orikhiv", "kherson", "ochakiv")
CAPITAL = ("kyiv", "hub_centre", "hub_west")
AIRFIELDS = ("rzeszow", "mk_airbase", "apt_lviv", "warsaw", "bucharest")
HARBOURS = ("constanta", "varna", "port_izmail", "port_chornomorsk")


@dataclass(frozen=True)
class Plan:
    """The staff's plan for one world: forces in order of weight, and where each may stand."""

    forces: Ints
    kind: Ints  # [plan] number of the type in WANTED
    wanted: Ints  # [type]
    needed: Floats  # [plan] willingness that sending the force asks for
    fits: Bools  # [posture, plan] has a place in the declared concept
    niche: Bools  # [plan] needs a national authorisation even outside Ukraine
    places: tuple[Ints, ...]  # [plan] node numbers
    mobile: Bools  # [plan]
    union: Ints  # every node in places


def plan_of(world: World) -> Plan:
    """Return the staff's plan for a world; it is made once."""
    kept = vars(world).get("staff_plan")
    if isinstance(kept, Plan):
        return kept
    kinds = list(WANTED)
    chosen = [
        f for f, force in enumerate(world.forces)
        if force.type in WANTED and world.is_coalition[f] and world.traits.deployable[f]
    ]  # fmt: skip
    chosen.sort(key=lambda f: (kinds.index(world.forces[f].type), f))
    forces = np.array(chosen, dtype=np.int64)
    places = tuple(_places(world, f) for f in chosen)
    made = Plan(
        forces,
        np.array([kinds.index(world.forces[f].type) for f in chosen], dtype=np.int64),
        np.array([WANTED[kind] for kind in kinds], dtype=np.int64),
        np.array([willingness_needed(world, f) for f in chosen], dtype=np.float64),
        np.array(
            [
                [world.forces[f].type not in NOT_UNDER[name] for f in chosen]
                for name in FORCE_POSTURE
            ],
            dtype=np.bool_,
        ),
        np.asarray(world.traits.level[forces] >= NICHE),
        places,
        np.array([world.forces[f].type in MOBILE for f in chosen], dtype=np.bool_),
        np.unique(np.concatenate([np.empty(0, dtype=np.int64), *places])),
    )
    vars(world)["staff_plan"] = made
    return made


def _places(world: World, force: int) -> Ints:
    """Return where a force of this kind may stand, the usual place first."""
    traits, kind = world.traits, world.forces[force].type
    if traits.flies[force]:
        names: tuple[str, ...] = AIRFIELDS
    elif traits.ship[force]:
        names = HARBOURS
    elif traits.observer[force]:
        names = WATCH
    elif kind in MOBILE or kind in ("infantry_bn", "engineer_bn", "counter_uas", "fires_long"):
        names = FORWARD
    elif kind.startswith(("hq", "gbad", "us_")):
        names = CAPITAL
    else:
        names = REAR
    index = world.index["node"]
    return np.array([index[name] for name in names if name in index], dtype=np.int64)


def offers(world: World, state: State) -> Iterator[Wish]:
    """Offer what the plan still lacks, the weightiest first, as far as will and money reach."""
    plan = plan_of(world)
    if not len(plan.forces):
        return
    status = state.status[:, plan.forces]
    actor = world.force_actor[plan.forces]
    active = (status != HOME) & (status != RETURNING)
    resting = (state.ready_turn[:, plan.forces] > state.turn[:, None]) & (
        state.ready_turn[:, plan.forces] != NEVER
    )
    fit = (status == HOME) & ~resting & (state.recalled[:, actor] == 0)
    fit &= state.willingness[:, actor] >= plan.needed
    fit &= authorised(state)[:, actor] | ~plan.niche
    fit &= plan.fits[state.force_posture]
    wish = np.zeros(fit.shape, dtype=np.bool_)
    for kind, most in enumerate(plan.wanted.tolist()):
        columns = plan.kind == kind
        room = most - active[:, columns].sum(axis=1)
        wish[:, columns] = fit[:, columns] & (np.cumsum(fit[:, columns], axis=1) <= room[:, None])
    promised = (status == OFFERED) | (status == READYING)
    cost = world.force_cost[plan.forces]
    budget = spare_money(world, state) - (promised * cost).sum(axis=1) + AHEAD
    wish &= np.cumsum(wish * cost, axis=1) <= budget[:, None]
    wish &= np.cumsum(wish, axis=1) <= OFFERS_A_TURN
    for column in np.flatnonzero(wish.any(axis=0)).tolist():
        force = world.forces[plan.forces[column]]
        order = Offer(actor=force.actor, force=force.id, intent="The plan needs it.")
        yield order, wish[:, column]


def deployments(world: World, state: State) -> Iterator[Wish]:
    """Send offered forces to the neediest of their places that is lawful."""
    plan = plan_of(world)
    offered = (state.status[:, plan.forces] == OFFERED) & plan.fits[state.force_posture]
    need = place_need(world, state)
    taken = np.zeros((state.runs, len(world.geography.nodes)))
    sent = np.zeros(state.runs, dtype=np.int64)
    for column in np.flatnonzero(offered.any(axis=0)).tolist():
        force, places = int(plan.forces[column]), plan.places[column]
        may = offered[:, column] & (sent < DEPLOYMENTS_A_TURN)
        if not len(places) or not may.any():
            continue
        tiers = usual_tiers(world, force, places)
        rows, some = np.flatnonzero(may), state.only(may)
        way = journey(world, some, force, places)
        lawful = deploy_codes(world, some, force, places, tiers, way) == 0
        here = np.ix_(rows, places)
        best = _best(need[here] / (1.0 + taken[here]), lawful)
        goes = lawful.any(axis=1)
        sent[rows[goes]] += 1
        for k, place in enumerate(places.tolist()):
            wish = np.zeros(state.runs, dtype=np.bool_)
            wish[rows[goes & (best == k)]] = True
            if wish.any():
                taken[wish, place] += 1.0
                yield _deploy(world, force, place, int(tiers[k])), wish


def _deploy(world: World, force: int, place: int, tier: int) -> Deploy:
    one, node = world.forces[force], world.geography.nodes[place]
    return Deploy.model_validate({
        "actor": one.actor, "force": one.id, "to": node.id, "tier": tier,
        "intent": f"Stand at {node.name}.",
        "rationale": "The neediest of the places that are open to it.",
    })  # fmt: skip


def place_need(world: World, state: State) -> Floats:
    """Return how much each place is in need of forces, [run, node].

    Pressure as it is perceived and tension of the sectors that a place covers, less where
    presence is thick already; far places keep a small need, and so do places of no plan.
    """
    strain = (state.perceived_pressure + state.tension) / (1.0 + state.presence)
    places = plan_of(world).union
    cover = world.geography.sector_cover[places].astype(np.float64)
    need = np.ones((state.runs, len(world.geography.nodes)))
    need[:, places] += (strain[:, None, :] * cover[None]).sum(axis=2)
    return need


def _best(need: Floats, lawful: Bools) -> Ints:
    """Return the neediest lawful place of each run, [run]; the first of equals."""
    return np.asarray(np.argmax(np.where(lawful, need, -1.0), axis=1))


def shifts(world: World, state: State) -> Iterator[Wish]:
    """Shift at most one settled brigade or battlegroup to where it is needed much more."""
    plan = plan_of(world)
    need = place_need(world, state)
    free = np.ones(state.runs, dtype=np.bool_)
    for column in np.flatnonzero(plan.mobile).tolist():
        force, places = int(plan.forces[column]), plan.places[column]
        settled = (state.status[:, force] == DEPLOYED) & (
            state.turns_deployed[:, force] >= SETTLED_TURNS
        )
        settled &= free
        if not settled.any():
            continue
        here = np.take_along_axis(need, np.maximum(state.at[:, force], 0)[:, None], axis=1)[:, 0]
        better = need[:, places] > SHIFT_FACTOR * here[:, None]
        if not (settled[:, None] & better).any():
            continue
        tiers = usual_tiers(world, force, places)
        way = journey(world, state, force, places)
        lawful = (redeploy_codes(world, state, force, places, tiers, way) == 0) & better
        best, goes = _best(need[:, places], lawful), settled & lawful.any(axis=1)
        free &= ~goes
        one = world.forces[force]
        for k, place in enumerate(places.tolist()):
            wish = goes & (best == k)
            if wish.any():
                node = world.geography.nodes[place]
                yield Redeploy.model_validate({
                    "actor": one.actor, "force": one.id, "to": node.id, "tier": int(tiers[k]),
                    "intent": f"Thicken the line behind {node.name}.",
                    "rationale": "Tension and estimated pressure are far higher there.",
                }), wish  # fmt: skip


def cuts(world: World, state: State) -> Iterator[Wish]:
    """When the mission has been short of money for long, call the least weighty force home."""
    plan = plan_of(world)
    broke = state.gap_turns >= GAP_TURNS
    out = np.isin(state.status[:, plan.forces], (DEPLOYED, MOVING)) & broke[:, None]
    out &= world.force_cost[plan.forces] > 0.0
    if not out.any():
        return
    last = out.shape[1] - 1 - np.argmax(out[:, ::-1], axis=1)
    for column in np.unique(last[out.any(axis=1)]).tolist():
        force = world.forces[plan.forces[column]]
        order = Withdraw(actor=force.actor, force=force.id, intent="Live within the means.")
        yield order, out[:, column] & (last == column)


def surges(world: World, state: State) -> Iterator[Wish]:
    """Let one rested training force a turn do more than usual."""
    plan = plan_of(world)
    trainers = plan.kind == list(WANTED).index("training_bn")
    forces = plan.forces[trainers]
    if not len(forces):
        return
    fresh = (state.status[:, forces] == DEPLOYED) & (
        state.readiness[:, forces] >= world.doctrine.train_least + world.doctrine.train_readiness
    )
    wish = fresh & (np.cumsum(fresh, axis=1) <= SURGES_A_TURN)
    for column in np.flatnonzero(wish.any(axis=0)).tolist():
        force = world.forces[forces[column]]
        yield Train(actor=force.actor, force=force.id), wish[:, column]
