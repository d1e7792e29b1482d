"""Ways through the transport network: the fastest route between any two places, for each mode.

Everything is worked out once, with networkx, and handed on as plain arrays. Times are whole
minutes, so that equal routes are exactly equal and every answer is the same on every machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.world.ground import Link

# What may be used under each name. "any" is what a force takes that may change from one mode to
# another on its way.
MODES: Mapping[str, tuple[str, ...]] = {
    "land": ("rail", "road"),
    "rail": ("rail",),
    "road": ("road",),
    "sea": ("sea",),
    "air": ("air",),
    "any": ("rail", "road", "sea", "air"),
}
NO_ROUTE = -1
ROUTE_ARRAYS = (
    "distance_km",
    "route_km",
    "hours",
    "travel_turns",
    "bottleneck",
    "next_hop",
    "next_link",
)


@dataclass(frozen=True, slots=True)
class Planning:
    """The planning figures of movement.

    Days in a turn, km/h by mode, hours of handling added to every leg of a mode (loading and
    slots of an airlift), turns of delay at a change of gauge.
    """

    turn_days: float
    speed_km_h: Mapping[str, float]
    handling_hours: Mapping[str, float]
    gauge_break_turns: float

    @classmethod
    def of(cls, spec: Mapping[str, Any]) -> "Planning":
        """Read the ``planning`` mapping of links.yaml."""
        speeds = {str(mode): float(speed) for mode, speed in spec["speed_km_h"].items()}
        handling = {str(mode): float(time) for mode, time in spec["handling_hours"].items()}
        return cls(float(spec["turn_days"]), speeds, handling, float(spec["gauge_break_turns"]))

    @property
    def turn_minutes(self) -> int:
        """Minutes in one turn."""
        return round(self.turn_days * 24 * 60)

    def minutes(self, link: Link) -> int:
        """Minutes a convoy needs for the link, handling and change of gauge included."""
        hours = link.km / self.speed_km_h[link.mode] + self.handling_hours.get(link.mode, 0.0)
        delay = self.gauge_break_turns * self.turn_minutes if link.gauge == "break" else 0
        return max(1, round(hours * 60) + round(delay))


@dataclass(frozen=True, slots=True, eq=False)
class Routes:
    """The best routes of one mode between all nodes; every array is [node, node] (from, to).

    ``distance_km`` is the shortest way in km, whatever its speed (inf when there is none).
    All others describe the fastest way, and among equally fast ones the widest: ``route_km`` its
    length, ``hours`` its time with gauge breaks (both inf when none), ``travel_turns`` the turns
    it takes (0 in place, NO_ROUTE when none), ``bottleneck`` the least capacity on it (0 when
    none, the largest int16 in place), ``next_hop`` and ``next_link`` the first step (NO_ROUTE
    when none or in place).
    """

    distance_km: NDArray[np.float32]
    route_km: NDArray[np.float32]
    hours: NDArray[np.float32]
    travel_turns: NDArray[np.int16]
    bottleneck: NDArray[np.int16]
    next_hop: NDArray[np.int16]
    next_link: NDArray[np.int16]

    def route(self, a: int, b: int) -> list[int]:
        """List the links of the fastest way from node ``a`` to node ``b``, in order.

        Empty when ``a`` is ``b``. Raises LookupError when there is no way.
        """
        links: list[int] = []
        here = a
        while here != b:
            if self.next_hop[here, b] == NO_ROUTE:
                raise LookupError(f"no route from node {a} to node {b}")
            links.append(int(self.next_link[here, b]))
            here = int(self.next_hop[here, b])
        return links


def find_routes(
    node_index: Mapping[str, int], links: Sequence[Link], planning: Planning, modes: Sequence[str]
) -> dict[str, NDArray[Any]]:
    """Work out the arrays of Routes for the links whose mode is one of ``modes``.

    Links not open to the coalition are left out. Raises KeyError when a mode has no speed.
    """
    steps = [
        (node_index[link.a], node_index[link.b], index, link, planning.minutes(link))
        for index, link in enumerate(links)
        if link.open_to_coalition and link.mode in modes
    ]
    node_count = len(node_index)
    minutes = _least(node_count, [(a, b, cost) for a, b, _, _, cost in steps])
    distance = _least(node_count, [(a, b, link.km) for a, b, _, link, _ in steps])
    neighbours: list[list[tuple[int, int, Link, int]]] = [[] for _ in range(node_count)]
    for a, b, index, link, cost in steps:
        neighbours[a].append((b, index, link, cost))
        neighbours[b].append((a, index, link, cost))
    found = _walk_back(minutes, neighbours)
    turns = np.full(minutes.shape, NO_ROUTE, dtype=np.int16)
    reached = np.isfinite(minutes)
    turns[reached] = np.ceil(minutes[reached] / planning.turn_minutes)
    return {
        "distance_km": distance.astype(np.float32),
        "hours": (minutes / 60).astype(np.float32),
        "travel_turns": turns,
        **found,
    }


def _least(node_count: int, edges: Sequence[tuple[int, int, float]]) -> NDArray[np.float64]:
    """Return the least total weight [node, node] over undirected, perhaps parallel, edges."""
    import networkx as nx

    graph: nx.MultiGraph[int] = nx.MultiGraph()
    graph.add_nodes_from(range(node_count))
    graph.add_weighted_edges_from(edges)
    least = nx.floyd_warshall_numpy(graph, nodelist=list(range(node_count)), weight="weight")
    return np.asarray(least, dtype=np.float64)


def _walk_back(
    minutes: NDArray[np.float64], neighbours: Sequence[Sequence[tuple[int, int, Link, int]]]
) -> dict[str, NDArray[Any]]:
    """Find the first step of each fastest route, the widest one among equals.

    For each target the nodes are taken in the order of their time to it, so that the rest of
    every route is known when its first step is chosen.
    """
    count = len(minutes)
    next_hop = np.full((count, count), NO_ROUTE, dtype=np.int16)
    next_link = np.full((count, count), NO_ROUTE, dtype=np.int16)
    width = np.zeros((count, count), dtype=np.int16)
    length = np.full((count, count), np.inf, dtype=np.float32)
    for target in range(count):
        to_target = minutes[:, target]
        widths, lengths = [0] * count, [float("inf")] * count
        widths[target], lengths[target] = np.iinfo(np.int16).max, 0.0
        for node in np.argsort(to_target, kind="stable").tolist():
            if node == target or not np.isfinite(to_target[node]):
                continue
            best = min(
                (-min(link.capacity, widths[hop]), link.km + lengths[hop], index, hop)
                for hop, index, link, cost in neighbours[node]
                if cost + to_target[hop] == to_target[node]
            )
            widths[node], lengths[node] = -best[0], best[1]
            next_link[node, target], next_hop[node, target] = best[2], best[3]
        width[:, target], length[:, target] = widths, lengths
    return {
        "route_km": length,
        "bottleneck": width,
        "next_hop": next_hop,
        "next_link": next_link,
    }
