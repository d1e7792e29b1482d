"""Names and numbers about places, tiers and ways, for the sentences of refusals."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.movement import journey, origin, route_links, train_slots
from tabletop.rules.orders.base import Order
from tabletop.rules.orders.deployment import destinations
from tabletop.rules.orders.moves import tier_bands, usual_tiers
from tabletop.world.state import State
from tabletop.world.world import World

Bools = NDArray[np.bool_]


def number(value: float) -> str:
    """Write a number with at most one decimal."""
    return f"{round(float(value), 1):g}"


class PlaceFacts:
    """What a sentence may say about the place that an order names, in the first run."""

    def __init__(self, world: World, state: State, order: Order) -> None:
        self.world = world
        self.state = state if state.runs == 1 else state.take([0])
        self.order = order

    @cached_property
    def f(self) -> int:
        """Number of the force of the order; -1 when it has none."""
        name = getattr(self.order, "force", None) or getattr(self.order, "package", None)
        return self.world.index["force"].get(name, -1) if isinstance(name, str) else -1

    @cached_property
    def n(self) -> int:
        """Number of the place of the order: where it sends a force, else where the force is."""
        name = getattr(self.order, "to", None)
        found = self.world.index["node"].get(name, -1) if isinstance(name, str) else -1
        return found if found >= 0 or self.f < 0 else int(self.state.at[0, self.f])

    def node_name(self, node: int) -> str:
        """Name of a place."""
        return self.world.geography.nodes[node].name if node >= 0 else "its home"

    @property
    def place(self) -> str:
        """Name of the order's place."""
        return self.node_name(self.n)

    @property
    def origin(self) -> str:
        """Name of the place the force would leave from."""
        return self.node_name(int(origin(self.world, self.state, self.f)[0]))

    @cached_property
    def _lawful(self) -> Bools:
        codes = destinations(self.world, self.state, self.f)
        return np.array([code == 0 for _, code in codes])

    def nearest(self, fit: Bools) -> str:
        """Name of the nearest other place that fits, a lawful one when there is any."""
        fit = fit & self.world.geography.node_usable
        lawful = fit & self._lawful if self.f >= 0 else fit
        chosen = lawful if lawful.any() else fit
        if not chosen.any():
            return "none on this map"
        xy = self.world.geography.node_xy
        far = np.hypot(*(xy - xy[max(self.n, 0)]).T)
        return self.node_name(int(np.where(chosen, far, np.inf).argmin()))

    @property
    def near_place(self) -> str:
        """A place near by that the adversary does not hold."""
        return self.nearest(self.world.geography.node_usable)

    @property
    def outside_place(self) -> str:
        """A place near by outside Ukraine."""
        return self.nearest(~self.world.geography.node_in_ukraine)

    @property
    def west_place(self) -> str:
        """A place near by west of the Dnipro."""
        geo = self.world.geography
        return self.nearest(geo.node_in_ukraine & ~geo.east_of_dnipro)

    @property
    def rear_place(self) -> str:
        """A place near by far enough from the line for rear-only units."""
        geo = self.world.geography
        far = geo.km_to_line > self.world.doctrine.rear_km
        return self.nearest(far & geo.node_in_ukraine)

    @property
    def airfield(self) -> str:
        """An airfield near by."""
        return self.nearest(self.world.traits.airfield)

    @property
    def harbour(self) -> str:
        """A harbour near by."""
        return self.nearest(self.world.traits.harbour)

    @property
    def place_host(self) -> str:
        """Actor on whose land the place lies."""
        host = int(self.world.traits.node_host[self.n])
        return self.world.actors[host].name if host >= 0 else "nobody"

    @property
    def km(self) -> str:
        """Distance of the place from the line, in km."""
        return number(np.round(self.world.geography.km_to_line[self.n]))

    @cached_property
    def tier(self) -> int:
        """Tier that the order asks for, the usual one when it names none."""
        asked = getattr(self.order, "tier", None)
        return int(asked) if asked is not None else self.usual_tier

    @property
    def usual_tier(self) -> int:
        """Tier in which the force would usually stand at the place."""
        return int(usual_tiers(self.world, self.f, np.array([max(self.n, 0)]))[0])

    @property
    def from_km(self) -> str:
        """Least distance of the tier from the line."""
        return number(max(tier_bands(self.world)[self.tier - 1][0], 0.0))

    @property
    def to_km(self) -> str:
        """Most distance of the tier from the line."""
        return number(tier_bands(self.world)[self.tier - 1][1])

    @property
    def tier3_km(self) -> str:
        """Least distance of the coalition's tier from the line."""
        return number(tier_bands(self.world)[2][0])

    @property
    def band_place(self) -> str:
        """A place near by inside the band of the tier."""
        near, far = tier_bands(self.world)[self.tier - 1]
        geo = self.world.geography
        km = geo.km_to_line
        return self.nearest(geo.node_in_ukraine & (near <= km) & (km <= far))

    @property
    def via_words(self) -> str:
        """The place by which the order wants to go, in words."""
        via = getattr(self.order, "via", None)
        return f" via {self.node_name(self.world.index['node'][via])}" if via else ""

    @property
    def or_direct(self) -> str:
        """A hint for orders that name a way."""
        return ", or name no way" if getattr(self.order, "via", None) else ""

    @cached_property
    def _narrow(self) -> int:
        """Link with the least room on the way that the order would take."""
        via = getattr(self.order, "via", None)
        start = origin(self.world, self.state, self.f)
        middle = np.array([-1 if via is None else self.world.index["node"][via]])
        way = route_links(self.world, start, middle, np.array([self.n]))[0]
        links: list[int] = [link for link in way.tolist() if link >= 0]
        room = train_slots(self.world, self.state)[0] - self.state.link_booked[0]
        return min(links, key=lambda link: float(room[link]))

    @property
    def link(self) -> str:
        """Name of the link with the least room."""
        link = self.world.geography.links[self._narrow]
        index = self.world.index["node"]
        return f"{self.node_name(index[link.a])}–{self.node_name(index[link.b])}"

    @property
    def booked(self) -> str:
        """Trains booked on that link."""
        return number(np.floor(self.state.link_booked[0, self._narrow]))

    @property
    def slots(self) -> str:
        """Trains that the mission may send over that link in a turn."""
        return number(np.floor(train_slots(self.world, self.state)[0, self._narrow]))

    @property
    def full_remedy(self) -> str:
        """When there is room again, and another way that has room now."""
        slots = float(train_slots(self.world, self.state)[0, self._narrow])
        if slots < 1.0:
            again = f"Wait until {self.link} is repaired"
        else:
            turns = int(self.state.link_booked[0, self._narrow] // slots)
            again = f"Order it again in turn {int(self.state.turn[0]) + max(turns, 1)}"
        other = self._other_way()
        return f"{again}, or go via {other}." if other else f"{again}; no other crossing has room."

    def _other_way(self) -> str:
        """A crossing by which there is room; empty when there is none."""
        goal = np.array([self.n])
        for gate in self.world.traits.gateways.tolist():
            way = journey(self.world, self.state, self.f, goal, gate)
            if way.possible[0, 0] and way.room[0, 0] > 0.0:
                return self.node_name(gate)
        return ""

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)
