"""Reads from a state what the map shows of it.

Run 0 of the state is shown.  Who may see what was settled before: a state that a seat must not
see in full has its secrets replaced already.
"""

from __future__ import annotations

import numpy as np

from tabletop.ui.map.picture import (
    DEPLOYED,
    MOVING,
    OFFERED,
    READYING,
    RETURNING,
    Journey,
    LinkMark,
    Picture,
    Reserve,
    SectorMark,
    Standing,
)
from tabletop.ui.map.ways import way_between
from tabletop.world.state import State
from tabletop.world.variables import NEVER
from tabletop.world.world import World


def picture_of(world: World, state: State, before: State | None = None) -> Picture:
    """Read run 0 of ``state``; changes and new strikes are counted since ``before``."""
    return Picture(
        turn=int(state.turn[0]),
        sectors=_sectors(state, before),
        standing=_standing(world, state),
        journeys=_journeys(world, state),
        links=_links(state),
        strikes=_new_strikes(state, before),
        damage={
            int(n): float(state.node_damage[0, n]) for n in np.flatnonzero(state.node_damage[0])
        },
        air_cover=tuple(state.air_cover[0].tolist()),
        sea_cover=tuple(state.sea_cover[0].tolist()),
        presence=tuple(state.presence[0].tolist()),
        readiness=tuple(state.readiness[0].tolist()),
        batteries=_batteries(world, state),
        reserves=_reserves(world, state),
    )


def _sectors(state: State, before: State | None) -> tuple[SectorMark, ...]:
    now = state.tension[0]
    change = now - before.tension[0] if before is not None else np.zeros_like(now)
    return tuple(
        SectorMark(
            index=i,
            tension=float(now[i]),
            change=float(change[i]),
            pressure=float(state.pressure[0, i]),
            perceived=float(state.perceived_pressure[0, i]),
            error=float(state.pressure_error[0, i]),
            stage=int(state.probe_stage[0, i]),
            breached=bool(state.breached[0, i]),
            violations=int(state.violations[0, i]),
        )
        for i in range(len(now))
    )


def place_of(world: World, state: State, force: int) -> int:
    """Return the node where a force stands or gathers; -1 when the map has no place for it."""
    at = int(state.at[0, force])
    return at if at >= 0 else int(world.actor_home[world.force_actor[force]])


def _standing(world: World, state: State) -> tuple[Standing, ...]:
    status = state.status[0]
    found: dict[tuple[int, str, bool], list[int]] = {}
    for force in np.flatnonzero(np.isin(status, (OFFERED, READYING, DEPLOYED))).tolist():
        node = place_of(world, state, force)
        if 0 <= node < len(world.geography.nodes):
            key = (node, str(world.side[force]), bool(status[force] == DEPLOYED))
            found.setdefault(key, []).append(force)
    return tuple(
        Standing(node, side, tuple(forces), ready)
        for (node, side, ready), forces in sorted(found.items())
    )


def _journeys(world: World, state: State) -> tuple[Journey, ...]:
    turn, status = int(state.turn[0]), state.status[0]
    found: dict[tuple[int, int, int, str, bool], list[int]] = {}
    for force in np.flatnonzero(np.isin(status, (MOVING, RETURNING))).tolist():
        back = bool(status[force] == RETURNING)
        start, goal = place_of(world, state, force), int(state.bound_for[0, force])
        if goal < 0 and back:
            goal = int(world.actor_home[world.force_actor[force]])
        if start >= 0 and goal >= 0 and start != goal:
            arrival = int(state.arrival_turn[0, force])
            key = (start, goal, arrival, str(world.side[force]), back)
            found.setdefault(key, []).append(force)
    journeys = []
    for (start, goal, arrival, side, back), forces in sorted(found.items()):
        turns = max(1, int(world.geography.routes["any"].travel_turns[start, goal]))
        left = turns if arrival >= NEVER else max(0, arrival - turn)
        done = min(1.0, max(0.0, 1 - left / turns))
        way = way_between(world, start, goal)
        journeys.append(Journey(way, side, tuple(forces), arrival, done, back))
    return tuple(journeys)


def _links(state: State) -> tuple[LinkMark, ...]:
    capacity, booked = state.link_capacity[0], state.link_booked[0]
    sabotage = state.sabotage[0] != 0
    odd = np.flatnonzero((capacity != 100) | (booked > 0) | sabotage)
    return tuple(
        LinkMark(i, float(capacity[i]), float(booked[i]), bool(sabotage[i])) for i in odd.tolist()
    )


RESERVES = ("uaf_reserve", "rapid_reaction_bde")
"""The types of force that are held back to go where they are needed."""
LEAST_SHARE = 0.25
"""A smaller share of a reserve in a sector is not shown."""


def _batteries(world: World, state: State) -> dict[int, float]:
    """Return the points of air defence on the ground that count at each node."""
    from tabletop.rules.coverage import usable

    points = usable(world, state)[0] * world.points("air_defence") * ~world.traits.flies
    found: dict[int, float] = {}
    for force in np.flatnonzero(points >= 0.5).tolist():
        node = int(state.at[0, force])
        if node >= 0 and str(world.side[force]) != "russia":
            found[node] = found.get(node, 0.0) + float(points[force])
    return found


def _reserves(world: World, state: State) -> tuple[Reserve, ...]:
    """Return where reserves stand and how much of them counts in each sector."""
    at = {
        int(state.at[0, force])
        for force in np.flatnonzero(state.status[0] == DEPLOYED).tolist()
        if world.forces[force].type in RESERVES and state.at[0, force] >= 0
    }
    cover = world.geography.sector_cover
    return tuple(
        Reserve(node, tuple(
            (sector, float(cover[node, sector]))
            for sector in np.flatnonzero(cover[node] >= LEAST_SHARE).tolist()
        ))
        for node in sorted(at)
    )  # fmt: skip


def _new_strikes(state: State, before: State | None) -> dict[int, int]:
    if before is None:
        return {}
    new = state.strikes[0] - before.strikes[0]
    return {int(area): int(new[area]) for area in np.flatnonzero(new > 0)}
