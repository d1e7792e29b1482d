"""Capitals: what governments let their units do, what partners host, and Washington's course."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.caveats import holders, truce
from tabletop.rules.codes import IN_UKRAINE, REAR_ONLY, REFUSE
from tabletop.rules.drift import toward
from tabletop.rules.membership import allied
from tabletop.rules.movement import out_of_home
from tabletop.rules.withdrawal import send_home
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import HUB_ROLE, NEVER
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

LOGISTICS_HUB = HUB_ROLE.index("logistics")
TRAINING_HUB = HUB_ROLE.index("training")
TURKEY = "tr"
GROUND = "no_ground_in_ukraine"


def french_vote_turn(world: World) -> int:
    """Turns of deployment before the French vote to continue; the scenario may set another.

    Sources disagree on the months: three [seed 004] or four [Constitution, article 35].
    """
    d = world.doctrine
    turns = int(d.french_parliament_months * d.days_a_month / world.scenario.turn_days)
    return max(turns, 1)


def inform_turns(world: World) -> int:
    """Turns of deployment within which parliament is informed in time."""
    return int(np.ceil(world.doctrine.inform_days / world.scenario.turn_days))


def persuaded(world: World, state: State) -> Bools:
    """Governments whose units may enter Ukraine although they started otherwise, [run, actor]."""
    started = np.array([GROUND in actor.caveats for actor in world.actors])
    return np.asarray((state.troop_policy == IN_UKRAINE) & started[None])


def settle_policy(world: World, state: State, luck: Luck) -> None:
    """The policy of each government follows its caveat; a persuaded one may step back.

    It steps back when its public or, where it asks for that, the American backstop is gone; its
    ground units in Ukraine then go home [seed 000, 002, 004].
    """
    del luck
    d = world.doctrine
    held = holders(world, state, GROUND)
    open_to = np.where(held, REAR_ONLY, IN_UKRAINE)
    state.troop_policy = np.where(state.troop_policy == REFUSE, REFUSE, open_to)
    alone = holders(world, state, "us_backstop_required")
    alone &= (state.us_backstop < d.retreat_backstop)[:, None]
    back = persuaded(world, state) & ((state.domestic_support < d.retreat_support) | alone)
    step_back(world, state, back)
    gone = ~truce(state)
    state.flag[gone, world.index["flag"]["sea_command"]] = 0


def step_back(world: World, state: State, actors: Bools) -> None:
    """Let the ``actors`` [run, actor] allow no ground units in Ukraine, and call theirs home."""
    state.troop_policy = np.where(actors, REAR_ONLY, state.troop_policy)
    state.caveat[:, :, world.index["caveat"][GROUND]] |= actors
    send_home(world, state, actors[:, world.force_actor] & in_ukraine(world, state))


def in_ukraine(world: World, state: State) -> Bools:
    """Ground units of the mission that are in Ukraine or bound for it, [run, force]."""
    place = np.where(state.bound_for >= 0, state.bound_for, state.at)
    inside = (place >= 0) & world.geography.node_in_ukraine[np.maximum(place, 0)]
    fit = world.is_coalition & world.traits.on_ground
    return np.asarray(out_of_home(state) & inside & fit[None])


def hubs(state: State, role: int) -> NDArray[np.int64]:
    """Count the neighbours that host a hub of this role, [run]."""
    return np.asarray((state.hub_role == role).sum(axis=1))


def obstructed_by_turkey(world: World, state: State) -> Bools:
    """Tell whether Turkey stands in the way of a decision of NATO, [run] [seed 000, 001]."""
    place = world.index["actor"].get(TURKEY)
    if place is None:
        return np.zeros(state.runs, dtype=np.bool_)
    asked = state.flag[:, world.index["flag"]["sea_command"]] != 0
    return np.asarray((state.willingness[:, place] < world.doctrine.turkey_nato) & ~asked)


def shift_course(world: World, state: State, luck: Luck) -> None:
    """American policy shifts at set dates, one contest each: closer or further away.

    The chance of closer is the mood of Congress, which comes to rest higher while Europe pays for
    arms [seed 000, 003, 004].
    """
    d = world.doctrine
    aid = (state.ua_aid * allied(state)).sum(axis=1)
    rest = d.congress_rest + d.congress_buys * (aid >= d.us_buys_aid)
    state.us_congress = toward(state.us_congress, rest, d.congress_rate)
    due = state.us_shift_turn <= state.turn
    odds = (state.us_congress / 100.0)[:, None]
    closer = luck.contest("us_shift", odds, "", due[:, None], {"mood of Congress": odds})[:, 0]
    state.us_backstop += np.where(due, np.where(closer, d.us_shift, -d.us_shift), 0.0)
    later = np.minimum(state.turn + int(d.us_shift_every), NEVER)
    state.us_shift_turn = np.where(due, later, state.us_shift_turn)
    state.clip("us_congress", "us_backstop")
