"""The way of a journey over the links of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabletop.world.world import World


def way_between(world: World, start: int, goal: int) -> tuple[int, ...]:
    """Return the nodes of the fastest way; the straight one when the network has none."""
    try:
        links = world.geography.route("any", start, goal)
    except LookupError:
        return (start, goal)
    way = [start]
    for link in links:
        a, b = (int(end) for end in world.geography.link_ends[link])
        way.append(b if way[-1] == a else a)
    return tuple(way)
