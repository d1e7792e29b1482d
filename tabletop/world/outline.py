"""The outline of a map: whatever of its ground can be seen, as nouns and plain numbers.

A ``Geography`` is what the rules play on. Its outline is light enough to be read before anything
else: neither arrays nor routes, only what stands where. It is kept beside the map as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self

from tabletop.world.ground import (
    Area,
    Link,
    Node,
    Sector,
    Tier,
    areas_of,
    links_of,
    nodes_of,
    sectors_of,
    tiers_of,
)

if TYPE_CHECKING:
    from tabletop.world.geography import Geography

Point = tuple[float, float]
"""Metres of the map's plane."""
Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """What can be seen of a map; indices are those of its Geography.

    ``node_xy`` [node] are points, ``sector_xy`` [sector] polylines, ``sea_xy`` [sea area] and
    ``air_xy`` [air area] rings, all in metres; ``link_ends`` [link] are two node indices;
    ``node_usable`` [node] is false under the adversary's control.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    sectors: tuple[Sector, ...]
    sea_areas: tuple[Area, ...]
    air_areas: tuple[Area, ...]
    tiers: tuple[Tier, ...]
    node_xy: Line
    node_usable: tuple[bool, ...]
    link_ends: tuple[tuple[int, int], ...]
    sector_xy: tuple[Line, ...]
    sea_xy: tuple[Line, ...]
    air_xy: tuple[Line, ...]

    @classmethod
    def of(cls, geo: Geography) -> Self:
        """Return the outline of a geography."""
        return cls(
            nodes=geo.nodes, links=geo.links, sectors=geo.sectors, sea_areas=geo.sea_areas,
            air_areas=geo.air_areas, tiers=geo.tiers,
            node_xy=_line(geo.node_xy.tolist()),
            node_usable=tuple(geo.node_usable.tolist()),
            link_ends=tuple((int(a), int(b)) for a, b in geo.link_ends.tolist()),
            sector_xy=_parts(geo.sector_xy.tolist(), geo.sector_offsets.tolist()),
            sea_xy=_parts(geo.sea_area_xy.tolist(), geo.sea_area_offsets.tolist()),
            air_xy=_parts(geo.air_area_xy.tolist(), geo.air_area_offsets.tolist()),
        )  # fmt: skip

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return the outline that ``outline_data`` wrote.

        Raises KeyError, TypeError or ValueError when it is incomplete or does not fit together.
        """
        spec = kept["map"]
        nodes, links = nodes_of(spec["nodes"]), links_of(spec)
        index = {node.id: i for i, node in enumerate(nodes)}
        adversary = set(spec["adversary_controls"])
        made = cls(
            nodes=nodes, links=links, sectors=sectors_of(spec),
            sea_areas=areas_of(spec["sea_areas"]), air_areas=areas_of(spec["air_areas"]),
            tiers=tiers_of(spec["tiers"]),
            node_xy=_line(kept["node_xy"]),
            node_usable=tuple(node.control not in adversary for node in nodes),
            link_ends=tuple((index[link.a], index[link.b]) for link in links),
            sector_xy=tuple(_line(line) for line in kept["sector_xy"]),
            sea_xy=tuple(_line(ring) for ring in kept["sea_xy"]),
            air_xy=tuple(_line(ring) for ring in kept["air_xy"]),
        )  # fmt: skip
        for nouns, shapes in (
            (made.nodes, made.node_xy), (made.sectors, made.sector_xy),
            (made.sea_areas, made.sea_xy), (made.air_areas, made.air_xy),
        ):  # fmt: skip
            if len(nouns) != len(shapes):
                raise ValueError(f"{len(nouns)} things, but {len(shapes)} shapes")
        return made


def outline_data(spec: Mapping[str, Any], geo: Geography, made_of: str) -> dict[str, Any]:
    """Return a map's outline as plain data; ``made_of`` is the ``fingerprint`` of its files."""
    seen = Outline.of(geo)
    needed = ("nodes", "links", "adversary_controls", "points", "sectors", "border_sectors",
              "sea_areas", "air_areas", "tiers")  # fmt: skip
    return {
        "made_of": made_of,
        "map": {name: spec[name] for name in needed},
        "node_xy": seen.node_xy,
        "sector_xy": seen.sector_xy,
        "sea_xy": seen.sea_xy,
        "air_xy": seen.air_xy,
    }


def _line(points: Sequence[Sequence[float]]) -> Line:
    return tuple((float(x), float(y)) for x, y in points)


def _parts(points: Sequence[Sequence[float]], offsets: Sequence[int]) -> tuple[Line, ...]:
    return tuple(_line(points[start:end]) for start, end in pairwise(offsets))
