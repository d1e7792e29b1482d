"""One moment as GeoJSON (RFC 7946): places, forces, sectors, links and areas with their values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tabletop.analysis.report.reading import state_of
from tabletop.session.moment import date_of
from tabletop.session.replay import Replay
from tabletop.world.state import State
from tabletop.world.variables import FORCE_STATUS, VARIABLES
from tabletop.world.world import World

DIGITS = 6
"""Decimals of a degree, about a tenth of a metre."""
Feature = dict[str, Any]


def geojson_at(replay: Replay, seq: int) -> bytes:
    """Write the moment after entry ``seq`` as a FeatureCollection.

    The whole truth is in it, as the facilitator sees it.  Raises ``LookupError`` for a number that
    is not there.
    """
    state, world = state_of(replay, seq), replay.world
    turn = replay.course.marks[seq].turn
    collection = {
        "type": "FeatureCollection",
        "features": [
            *_sectors(world, state), *_areas(world, state), *_links(world, state),
            *_nodes(world, state), *_forces(world, state),
        ],
        "marking": world.scenario.marking,
        "note": "Exercise approximation, not a legal line; not a prediction.",
        "entry": seq,
        "turn": turn,
        "date": date_of(world.scenario, turn).isoformat(),
    }  # fmt: skip
    return (json.dumps(collection, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _feature(id: str, kind: str, shape: str, places: Any, **properties: Any) -> Feature:
    return {
        "type": "Feature", "id": f"{kind}/{id}",
        "geometry": None if places is None else {"type": shape, "coordinates": places},
        "properties": {"kind": kind, "id": id, **properties},
    }  # fmt: skip


def _values(state: State, dimension: str, place: int) -> dict[str, Any]:
    """Return every variable of one thing, by name; words stand for codes."""
    found: dict[str, Any] = {}
    for var in VARIABLES:
        if var.per == (dimension,):
            value = getattr(state, var.name)[0, place].item()
            found[var.name] = (
                var.values[value] if var.kind == "enum" else bool(value) if var.kind == "bool"
                else value
            )  # fmt: skip
    return found


def _place(lon: float, lat: float) -> list[float]:
    return [round(float(lon), DIGITS), round(float(lat), DIGITS)]


def _sectors(world: World, state: State) -> Iterator[Feature]:
    for i, sector in enumerate(world.geography.sectors):
        yield _feature(
            sector.id, "sector", "LineString", [_place(*point) for point in sector.points],
            name=sector.name, on_line=sector.on_line, **_values(state, "sector", i),
        )  # fmt: skip


def _areas(world: World, state: State) -> Iterator[Feature]:
    for kind, areas in (("air_area", world.geography.air_areas),
                        ("sea_area", world.geography.sea_areas)):  # fmt: skip
        for i, area in enumerate(areas):
            yield _feature(area.id, kind, "Polygon", [ring_of(area.ring)], name=area.name,
                           **_values(state, kind, i))  # fmt: skip


def ring_of(points: Sequence[tuple[float, float]]) -> list[list[float]]:
    """Return an outer ring as RFC 7946 wants it: closed, and counter-clockwise."""
    ring = [_place(*point) for point in points]
    if ring[0] != ring[-1]:
        ring.append(ring[0])
    x, y = np.array(ring).T
    twice = float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())
    return ring if twice > 0 else ring[::-1]


def _links(world: World, state: State) -> Iterator[Feature]:
    geo = world.geography
    for i, link in enumerate(geo.links):
        ends = [geo.nodes[int(n)] for n in geo.link_ends[i]]
        yield _feature(
            link.id, "link", "LineString", [_place(end.lon, end.lat) for end in ends],
            mode=link.mode, km=link.km, **_values(state, "link", i),
        )  # fmt: skip


def _nodes(world: World, state: State) -> Iterator[Feature]:
    for i, node in enumerate(world.geography.nodes):
        yield _feature(
            node.id, "node", "Point", _place(node.lon, node.lat), name=node.name,
            country=node.country, control=node.control, types=list(node.types),
            notional=node.notional, **_values(state, "node", i),
        )  # fmt: skip


def _forces(world: World, state: State) -> Iterator[Feature]:
    geo = world.geography
    for i, force in enumerate(world.forces):
        kind = world.type_of(i)
        status = FORCE_STATUS[int(state.status[0, i])]
        at = int(state.at[0, i])
        if at < 0:
            at = int(world.actor_home[world.force_actor[i]])
        node = geo.nodes[at] if 0 <= at < len(geo.nodes) and status != "lost" else None
        values = _values(state, "force", i)
        for name in ("at", "bound_for"):
            where = int(values[name])
            values[name] = geo.nodes[where].id if 0 <= where < len(geo.nodes) else None
        yield _feature(
            force.id, "force", "Point", None if node is None else _place(node.lon, node.lat),
            name=force.name, actor=force.actor, type=force.type, units=force.count,
            side=kind.side, sidc=kind.symbol, **values,
        )  # fmt: skip
