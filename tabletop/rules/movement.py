"""Movement: getting ready, leaving by the fastest open route, arriving, and coming home.

A force needs its readiness time, then the time of its route, then the turns in which its trains
find room: every link on the way carries only the mission's share of its trains in a turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.rules import plans
from tabletop.rules.codes import DEPLOYED, HOME, MOVING, READYING, RETURNING
from tabletop.world.luck import Luck
from tabletop.world.routes import NO_ROUTE
from tabletop.world.state import State
from tabletop.world.variables import NEVER
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NOWHERE = -1
HOURS_A_DAY = 24.0
UNBOUND = 1e9
"""Room on a way that has no link."""


@dataclass(frozen=True, slots=True)
class Journey:
    """What the way of one force to each of some places is like; every array is [run, place].

    ``turns`` is the travel time without waiting, ``room`` the trains that still find room this
    turn at the narrowest link, ``slots`` the trains a turn that link carries, ``via`` the node by
    which the way leads (-1: the direct way). ``possible`` is false where no way exists.
    """

    possible: Bools
    turns: Ints
    room: Floats
    slots: Floats
    via: Ints


def train_slots(world: World, state: State) -> Floats:
    """Trains that the mission may send over each link in a turn, [run, link].

    The mission's share of the link's capacity; source: the brief's capacity rule.
    """
    kept = vars(world).setdefault("link_points", None)
    if kept is None:
        kept = np.array([float(link.capacity) for link in world.geography.links])
        vars(world)["link_points"] = kept
    doctrine = world.doctrine
    trains = doctrine.mission_lift_share * doctrine.trains_per_point * world.scenario.turn_days
    return np.asarray(kept[None] * trains * state.link_capacity / 100.0)


def origin(world: World, state: State, force: int) -> Ints:
    """Node from which a force would leave, [run]: where it is, else its home; -1 without one."""
    home = world.actor_home[world.force_actor[force]]
    return np.where(state.at[:, force] >= 0, state.at[:, force], home).astype(np.int64)


def journey(
    world: World, state: State, force: int, places: Ints, via: int | None = None
) -> Journey:
    """Work out the way of a force to each of ``places`` (node numbers), from where it is.

    Aircraft and ships go by themselves. Other forces take the fastest way with room, directly or
    by one of the map's gateways; with ``via`` (a node number) they take that way only.
    """
    shape = (state.runs, len(places))
    start = np.broadcast_to(origin(world, state, force)[:, None], shape)
    goal = np.broadcast_to(places[None], shape)
    traits, doctrine = world.traits, world.doctrine
    if traits.flies[force] or traits.ship[force]:
        turns = doctrine.ferry_turns if traits.flies[force] else doctrine.sail_turns
        free = np.full(shape, UNBOUND)
        nowhere = np.full(shape, NOWHERE)
        return Journey(np.ones(shape, np.bool_), np.full(shape, int(turns)), free, free, nowhere)
    slots = train_slots(world, state)
    left = slots - state.link_booked
    if via is not None:
        return _by_way(world, start, goal, np.full(shape, via), slots, left)
    direct = _by_way(world, start, goal, np.full(shape, NOWHERE), slots, left)
    if world.force_trains[force] <= 0.0:
        return direct
    return _around(world, start, goal, direct, slots, left)


def _around(
    world: World, start: Ints, goal: Ints, best: Journey, slots: Floats, left: Floats
) -> Journey:
    """Replace ways without room by the fastest way over a gateway that has room."""
    # Only ways that are full are looked at again; in most turns they are few.
    runs, places = np.nonzero(best.possible & (best.room <= 0.0))
    if not runs.size:
        return best
    gates = world.traits.gateways
    here, there = start[runs, places][:, None], goal[runs, places][:, None]
    via = np.broadcast_to(gates, (len(runs), len(gates)))
    other = _by_way(world, here, there, via, slots, left, runs)
    open_ways = other.possible & (other.room > 0.0)
    hours = np.where(open_ways, _hours(world, here, via, there), np.inf)
    fastest = hours.argmin(axis=1)[:, None]
    better = np.take_along_axis(open_ways, fastest, axis=1)[:, 0]

    def put(old: NDArray[Any], new: NDArray[Any]) -> NDArray[Any]:
        found = old.copy()
        chosen = np.take_along_axis(new, fastest, axis=1)[:, 0]
        found[runs[better], places[better]] = chosen[better]
        return found

    return Journey(
        best.possible,
        put(best.turns, other.turns),
        put(best.room, other.room),
        put(best.slots, other.slots),
        put(best.via, via),
    )


def _hours(world: World, start: Ints, via: Ints, goal: Ints) -> Floats:
    hours = world.geography.routes["any"].hours
    middle = np.where(via >= 0, via, start)
    return np.asarray(hours[start, middle] + hours[middle, goal], dtype=np.float64)


def _by_way(
    world: World,
    start: Ints,
    goal: Ints,
    via: Ints,
    slots: Floats,
    left: Floats,
    runs: Ints | None = None,
) -> Journey:
    """Follow the fastest routes from ``start`` over ``via`` to ``goal``, all [row, place].

    ``runs`` [row] says to which run a row belongs; without it each row is its own run.
    """
    runs = np.arange(len(left)) if runs is None else runs
    known = (start >= 0) & (goal >= 0)
    time = _hours(world, start, via, goal)
    possible = known & np.isfinite(time)
    turn_hours = HOURS_A_DAY * world.scenario.turn_days
    turns = np.ceil(np.where(possible, time, 0.0) / turn_hours).astype(np.int64)
    room, most = _narrowest((left, slots), route_links(world, start, via, goal), runs)
    return Journey(possible, np.maximum(turns, 1), room, most, via)


def _narrowest(by_link: tuple[Floats, ...], links: Ints, runs: Ints) -> list[Floats]:
    """Least value of the links of each way, for each array [run, link] of ``by_link``.

    ``links`` is [row, place, step] and ``runs`` [row]; ``UNBOUND`` for a way without links.
    """
    size = by_link[0].shape[1]
    # Column 0 of each run answers for the -1 that fills up short ways.
    more = [np.insert(values, 0, UNBOUND, axis=1).ravel() for values in by_link]
    first = (runs * (size + 1) + 1)[:, None]
    least = [np.full(links.shape[:-1], UNBOUND) for _ in by_link]
    for step in range(links.shape[-1]):
        if (links[..., step] < 0).all():
            continue
        flat = first + links[..., step]
        for found, values in zip(least, more, strict=True):
            np.minimum(found, values[flat], out=found)
    return least


def route_links(world: World, start: Ints, via: Ints, goal: Ints) -> Ints:
    """Links of the fastest way over ``via`` (-1: direct), filled up with -1, [..., step]."""
    paths = _paths(world)
    middle = np.where(via >= 0, via, start)
    first, second = paths[start, middle], paths[middle, goal]
    shape = np.broadcast_shapes(first.shape, second.shape)
    both = (np.broadcast_to(first, shape), np.broadcast_to(second, shape))
    return np.concatenate(both, axis=-1).astype(np.int64)


def _paths(world: World) -> NDArray[np.int16]:
    """Links of the fastest route between all nodes, filled up with -1, [node, node, step]."""
    kept = vars(world).get("route_paths")
    if kept is None:
        routes = world.geography.routes["any"]
        count = len(routes.next_link)
        here, goal = np.indices((count, count))
        steps = []
        while True:
            links = np.where(here == goal, NO_ROUTE, routes.next_link[here, goal])
            if not (links >= 0).any():
                break
            steps.append(links.astype(np.int16))
            here = np.where(links >= 0, routes.next_hop[here, goal], here)
        kept = np.ascontiguousarray(np.stack(steps, axis=-1))
        vars(world)["route_paths"] = kept
    found: NDArray[np.int16] = kept
    return found


def leave(world: World, state: State, force: int, to: Ints, way: Journey, runs: Bools) -> None:
    """Let a force leave for ``to`` [run] where the mask holds, and book its trains.

    ``way`` has one place for each run. A force with more trains than find room this turn waits
    for the next turns' room, and arrives that much later. Missing plans delay a force that leaves
    its home, and cost it readiness.
    """
    trains = world.force_trains[force]
    short = np.maximum(trains - way.room[:, 0], 0.0)
    wait = np.ceil(short / np.maximum(way.slots[:, 0], 1.0)).astype(np.int64)
    if trains > 0.0:
        _book(world, state, force, to, way, runs)
    state.status[runs, force] = MOVING
    state.bound_for[runs, force] = to[runs]
    from_home = state.at[:, force] < 0
    wait = wait + np.where(from_home, plans.delay(world, state), 0)
    state.readiness[:, force] -= np.where(runs & from_home, plans.errors(world, state), 0.0)
    state.clip("readiness")
    arrival = state.turn + way.turns[:, 0] + wait
    state.arrival_turn[runs, force] = np.minimum(arrival, NEVER)[runs]


def _book(world: World, state: State, force: int, to: Ints, way: Journey, runs: Bools) -> None:
    start = origin(world, state, force)
    via = way.via[:, 0]
    links = route_links(world, start, via, to)
    rows = np.arange(state.runs)
    for step in range(links.shape[1]):
        there = runs & (links[:, step] >= 0)
        state.link_booked[rows[there], links[there, step]] += world.force_trains[force]


def clear_links(world: World, state: State, luck: Luck) -> None:
    """A turn's trains have run: what was booked beyond the room waits for the next turn."""
    del luck
    state.link_booked = np.maximum(state.link_booked - train_slots(world, state), 0.0)


def repair(world: World, state: State, luck: Luck) -> None:
    """Crews repair a share of the damage to links and nodes."""
    del luck
    share = world.doctrine.link_repair
    broken = np.maximum(100.0 - state.link_capacity, 0.0)
    state.link_capacity = state.link_capacity + share * broken
    state.node_damage = state.node_damage - share * state.node_damage


def depart(world: World, state: State, luck: Luck) -> None:
    """Forces that are ready leave for their destination when their route has room.

    They leave in the order of the forces, so the first takes the room first; the others stay
    ready and try again in the next turn.
    """
    del luck
    waiting = (state.status == READYING) & (state.ready_turn <= state.turn[:, None])
    waiting &= state.bound_for >= 0
    for force in np.flatnonzero(waiting.any(axis=0)).tolist():
        to = state.bound_for[:, force].astype(np.int64)
        way = _one_each(world, state, force, to)
        goes = waiting[:, force] & way.possible[:, 0] & (way.room[:, 0] > 0.0)
        leave(world, state, force, to, way, goes)


def _one_each(world: World, state: State, force: int, to: Ints) -> Journey:
    """The way of a force to a destination that differs from run to run, one place each."""
    places = np.unique(to[to >= 0])
    ways = journey(world, state, force, places)
    column = np.searchsorted(places, np.maximum(to, places[0]))[:, None]

    def pick(values: NDArray[Any]) -> NDArray[Any]:
        return np.take_along_axis(values, column, axis=1)

    return Journey(
        pick(ways.possible), pick(ways.turns), pick(ways.room), pick(ways.slots), pick(ways.via)
    )


def arrive(world: World, state: State, luck: Luck) -> None:
    """Moving forces reach their destination, returning ones their home, when their turn comes."""
    del luck
    due = state.arrival_turn <= state.turn[:, None]
    there = due & (state.status == MOVING)
    home = due & (state.status == RETURNING)
    state.at = np.where(there, state.bound_for, np.where(home, NOWHERE, state.at))
    state.status = np.where(there, DEPLOYED, np.where(home, HOME, state.status))
    rested = state.turn[:, None] + int(world.doctrine.rest_turns)
    state.ready_turn = np.where(home, np.minimum(rested, NEVER), state.ready_turn)
    done = there | home
    state.bound_for = np.where(done, NOWHERE, state.bound_for)
    state.arrival_turn = np.where(done, NEVER, state.arrival_turn)
    state.turns_deployed = np.where(home, 0, state.turns_deployed)


def out_of_home(state: State) -> Bools:
    """Forces that stand in the theatre or are on their way to it, [run, force]."""
    status = state.status
    return np.asarray((status == READYING) | (status == MOVING) | (status == DEPLOYED))
