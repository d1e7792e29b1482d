"""What the staff policy does beside the force: plans, answers, arms, programmes, errands, relief.

Every function returns orders with the runs in which it would give them.  Errands take the one
initiative of a government in a turn, so they go round among the members that lead nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.policy import Bools
from tabletop.analysis.staff_frame import Wish, in_turn, leads
from tabletop.rules.codes import DEPLOYED, code
from tabletop.rules.membership import members
from tabletop.rules.orders.answers import PrepareResponse, SetAttackAnswer
from tabletop.rules.orders.capitals import AddressParliament, LobbyCongress
from tabletop.rules.orders.concept import Relieve
from tabletop.rules.orders.diplomacy import Demarche
from tabletop.rules.orders.flank import ReinforceFlank
from tabletop.rules.orders.form import AssignStaff
from tabletop.rules.orders.support import DeliverArms, FundProgramme
from tabletop.world.state import State
from tabletop.world.variables import ARMS, PROGRAMMES
from tabletop.world.world import World

Floats = NDArray[np.float64]

PLANS = ("operations", "mandate", "money", "manpower")
PLAN_VARIABLES = ("plan_maturity", "plan_mandate", "plan_money", "plan_manpower")
PLAN_READY = 70.0
ANSWERS = {"violation": "protest", "probe": "air_patrol", "breakthrough": "reserve"}
"""Step that the staff prepares for each event."""

STOCK_LOW, ARMY_LOW, AIR_DEFENCE_LOW = 55.0, 60.0, 55.0
FLANK_WORRIES, FLANK_ALARM = 45.0, 60.0
PROGRAMME_SHARE = 0.25  # of its full cost, paid by each of the first four members
WORN_READINESS, WORN_TOUR = 75.0, 0.6
RELIEFS_A_TURN = 2
EVERY = 2  # turns between deliveries of a class of arms


def plans(world: World, state: State) -> Iterator[Wish]:
    """Put the planning staffs to the weakest plan, until all are good enough."""
    first = world.actors[leads(world)[0]].id
    held = np.stack([getattr(state, name) for name in PLAN_VARIABLES], axis=1)
    weakest = np.argmin(held, axis=1)
    lacking = held.min(axis=1) < PLAN_READY
    for number, work in enumerate(PLANS):
        order = AssignStaff.model_validate({"actor": first, "work": work})
        # Staffs are not moved about for small differences.
        yield order, lacking & (weakest == number) & (state.turn % EVERY == 1)


def answers(world: World, state: State) -> Iterator[Wish]:
    """Prepare an answer to each kind of breach, and settle who answers an attack."""
    first = world.actors[leads(world)[0]].id
    for event, step in ANSWERS.items():
        unprepared = getattr(state, f"answer_{event}") == code(f"answer_{event}", "none")
        order = PrepareResponse.model_validate({
            "actor": first, "event": event, "step": step,
            "intent": "Know the answer before it is needed.",
        })  # fmt: skip
        yield order, unprepared
    undefined = state.attack_answer == code("attack_answer", "undefined")
    yield SetAttackAnswer(actor=first, answer="coalition", intent="One for all."), undefined


def arms(world: World, state: State) -> Iterator[Wish]:
    """Deliver what the Ukrainian army lacks most, one government after the other."""
    turn = int(state.turn[0])
    if turn % EVERY != 0:
        return
    needs = {"air_defence": state.ua_air_defence < AIR_DEFENCE_LOW,
             "artillery": state.ua_army < ARMY_LOW}  # fmt: skip
    for place, (kind, lacks) in enumerate(needs.items()):
        low = state.arms_stock[:, ARMS.index(kind)] < STOCK_LOW
        for actor, who in in_turn(world, state, place):
            name = world.actors[actor].id
            yield (
                DeliverArms(actor=name, arms=kind, intent="Kyiv is short of it."),
                lacks & low & who,
            )


def programmes(world: World, state: State) -> Iterator[Wish]:
    """Share the cost of the shield and of depots among a few members, once and for long."""
    cost = [getattr(world.doctrine, f"programme_cost_{name}") for name in PROGRAMMES]
    for name in ("essi", "depots"):
        place = PROGRAMMES.index(name)
        amount = round(cost[place] * PROGRAMME_SHARE, 1)
        short = state.programme_money[:, :, place].sum(axis=1) < cost[place]
        rank = np.cumsum(members(state), axis=1) * members(state)
        for actor in np.flatnonzero(((rank > 0) & (rank <= 1.0 / PROGRAMME_SHARE)).any(axis=0)):
            mine = (rank[:, actor] > 0) & (rank[:, actor] <= 1.0 / PROGRAMME_SHARE)
            unpaid = state.programme_money[:, actor, place] == 0.0
            order = FundProgramme(actor=world.actors[actor].id, programme=name, amount=amount,
                                  intent="Europe needs its own.")  # fmt: skip
            yield order, short & mine & unpaid


def errands(world: World, state: State) -> Iterator[Wish]:
    """Send members on errands: to publics, to Kyiv, to Washington and to Beijing."""
    turn = int(state.turn[0])
    everywhere = np.ones(state.runs, dtype=np.bool_)
    wanted: list[tuple[str, Bools]] = [
        ("prebunk", state.prebunked < 30.0),
        ("consult_kyiv", state.ua_satisfaction < 55.0),
        ("lobby_congress", state.us_congress < 55.0),
        ("engage_china", (state.cn_stance > 50.0) & (turn % EVERY == 0)),
        ("calm", state.escalation > 70.0),
    ]
    for place, (errand, wish) in enumerate(wanted):
        for actor, who in in_turn(world, state, place + 1):
            name = world.actors[actor].id
            if errand == "lobby_congress":
                yield LobbyCongress(actor=name, intent="Keep America close."), wish & who
            else:
                order = Demarche.model_validate({"actor": name, "errand": errand})
                yield order, wish & who & everywhere


def home_front(world: World, state: State) -> Iterator[Wish]:
    """Inform every parliament whose units are out, in time."""
    due = (state.turns_since_deploy > 0) & (state.parliament_informed == 0)
    for actor in np.flatnonzero(due.any(axis=0)).tolist():
        yield AddressParliament(actor=world.actors[actor].id, act="inform"), due[:, actor]


def flank(world: World, state: State) -> Iterator[Wish]:
    """Reinforce the eastern flank while it is at risk, a step at a time."""
    first = world.actors[leads(world)[0]].id
    level = np.where(state.nato_flank_risk > FLANK_ALARM, 2, 1)
    worried = state.nato_flank_risk > FLANK_WORRIES
    for to in (1, 2):
        order = ReinforceFlank(actor=first, level=to, intent="Leave no gap behind the force.")
        yield order, worried & (level == to) & (state.flank_posture < to)


def reliefs(world: World, state: State) -> Iterator[Wish]:
    """Relieve the most worn forces whose government has units left, two a turn."""
    worn = (state.status == DEPLOYED) & world.is_coalition[None]
    worn &= state.readiness < WORN_READINESS
    worn &= state.turns_deployed > WORN_TOUR * world.doctrine.tour_turns
    chosen = worn & (np.cumsum(worn, axis=1) <= RELIEFS_A_TURN)
    for force in np.flatnonzero(chosen.any(axis=0)).tolist():
        one = world.forces[force]
        yield Relieve(actor=one.actor, force=one.id, intent="Fresh people."), chosen[:, force]
