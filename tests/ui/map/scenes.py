"""Moments and maps for the tests of the map: a busy turn of the small world."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tabletop.session.record import Entry
from tabletop.ui.map.geometry import MapGeometry, load_geometry
from tabletop.ui.map.picture import DEPLOYED, MOVING, OFFERED
from tabletop.world.state import State
from tabletop.world.world import World, build
from tests.worlds import real_geography, small_spec

SYMBOLS = {
    "coalition": "10031000151211000000", "us": "10031000151211000000",
    "ukraine": "10031000181211020000", "russia": "10061000221211020000",
}  # fmt: skip


@dataclass(frozen=True)
class Snapshot:
    """As much of a Moment as the map reads."""

    world: World
    state: State
    opened: State
    seat: str | None = None
    entries: tuple[Entry, ...] = ()
    voided: frozenset[int] = frozenset()
    course: None = None


@cache
def geometry() -> MapGeometry:
    """Return the land of the map that ships with the product."""
    root = Path(__file__).resolve().parents[3]
    return load_geometry(root / "maps" / "ukraine" / "geometry.npz")


@cache
def world() -> World:
    """Return the small world with real symbol codes."""
    spec: dict[str, Any] = small_spec()
    for kind in spec["force_types"]:
        kind["symbol"] = SYMBOLS[kind["side"]]
    return build(spec, real_geography())


def force_of(kind: str, place: World | None = None) -> int:
    """Return the first force whose id starts with ``kind``."""
    forces = (place or world()).forces
    return next(i for i, force in enumerate(forces) if force.id.startswith(kind))


def node(name: str) -> int:
    """Return the index of a node."""
    return world().index["node"][name]


def quiet() -> Snapshot:
    """Return a moment in which nothing stands anywhere."""
    state = State.blank(world().sizes, 1)
    return Snapshot(world(), state, state.copy())


def busy() -> Snapshot:
    """Return a moment with stacks, journeys, incidents and every class of tension."""
    place = world()
    opened = State.blank(place.sizes, 1)
    state = opened.copy()
    state.turn[:] = 5
    rng = np.random.default_rng(3)
    count = len(place.geography.sectors)
    opened.tension[:] = np.linspace(5, 95, count)
    state.tension[:] = np.clip(opened.tension + rng.integers(-9, 10, count), 0, 100)
    state.pressure[:] = rng.uniform(10, 90, count)
    state.perceived_pressure[:] = rng.uniform(10, 90, count)
    state.presence[:] = rng.uniform(0, 40, count)
    state.probe_stage[0, [6, 8, 10]] = (1, 2, 3)
    state.breached[0, 10] = 1
    state.strikes[0, 1] = 2
    state.sabotage[0, 1] = 1
    state.link_capacity[0, 1] = 50
    state.air_cover[:], state.sea_cover[:] = 12, 7
    places = {
        "ua": ("kharkiv", "kramatorsk", "zaporizhzhia", "mykolaiv", "sumy", "kryvyi_rih"),
        "ru": ("belgorod", "donetsk", "donetsk", "melitopol", "melitopol", "simferopol"),
    }
    for i, force in enumerate(place.forces):
        state.readiness[0, i] = 30 + (i * 17) % 70
        if force.actor in places:
            number = int(force.id.rsplit("_", 1)[1]) - 1
            spots = places[force.actor]
            state.status[0, i], state.at[0, i] = DEPLOYED, node(spots[number % len(spots)])
        elif force.actor in ("gb", "fr") and place.type_of(i).deployable:
            state.status[0, i] = DEPLOYED
            state.at[0, i] = node(("lviv", "kyiv", "odesa", "lviv")[i % 4])
        elif force.actor == "nl":
            state.status[0, i], state.bound_for[0, i] = MOVING, node("lviv")
            state.arrival_turn[0, i] = 6
        elif force.actor in ("de", "pl"):
            state.status[0, i] = OFFERED
    return Snapshot(place, state, opened)
