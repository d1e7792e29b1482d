"""The ground of an exercise: places, links, sectors, areas and tiers, and what is near what.

``map_spec`` joins a map's four files into one plain mapping. ``geography_arrays`` works out
everything that costs time; its arrays may be kept beside the map and given back to
``Geography.assemble`` as long as ``spec_digest`` of the four files agrees.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from tabletop.world import proximity
from tabletop.world.ground import (
    SPEC_PARTS,
    Area,
    Link,
    Node,
    Sector,
    Tier,
    areas_of,
    links_of,
    nodes_of,
    sectors_of,
    spec_digest,
    tiers_of,
)
from tabletop.world.routes import MODES, ROUTE_ARRAYS, Planning, Routes, find_routes

__all__ = [
    "SPEC_PARTS",
    "Area",
    "Geography",
    "Link",
    "Node",
    "Planning",
    "Routes",
    "Sector",
    "Tier",
    "build_geography",
    "geography_arrays",
    "map_spec",
    "spec_digest",
]

Spec = Mapping[str, Any]
Arrays = Mapping[str, NDArray[Any]]
_COMPUTED = {"computed": True}  # marks the fields that geography_arrays works out


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Geography:
    """The ground as nouns and as arrays; nothing of it changes during an exercise.

    Metres are those of the map's plane (EPSG:3035). Indices follow the tuples; -1 is "none".
    Polylines and rings lie end to end in one array: that of item i is
    ``xy[offsets[i]:offsets[i + 1]]``.
    """

    id: str
    title: str
    status: str
    bounds: Mapping[str, float]
    home: Mapping[str, float]
    planning: Planning
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    sectors: tuple[Sector, ...]  # those of the line from north to south, then the borders
    sea_areas: tuple[Area, ...]
    air_areas: tuple[Area, ...]
    tiers: tuple[Tier, ...]
    routes: Mapping[str, Routes]  # by mode: land, rail, road, sea, air, any

    link_ends: NDArray[np.int32]  # [link, 2] node indices
    node_in_ukraine: NDArray[np.bool_]  # [node] inside the recognised borders
    node_usable: NDArray[np.bool_]  # [node] not under the adversary's control
    node_criticality: NDArray[np.float64]  # [node] 1 to 5
    seed_km_to_line: NDArray[np.float64]  # [node] the planning value written with the node
    sector_on_line: NDArray[np.bool_]  # [sector] false for the watched borders
    sector_length_km: NDArray[np.float64]  # [sector]

    node_xy: NDArray[np.float64] = field(metadata=_COMPUTED)  # [node, 2] metres
    sector_xy: NDArray[np.float64] = field(metadata=_COMPUTED)  # [point, 2] metres
    sector_offsets: NDArray[np.int32] = field(metadata=_COMPUTED)  # [sector + 1]
    sea_area_xy: NDArray[np.float64] = field(metadata=_COMPUTED)  # [point, 2] metres
    sea_area_offsets: NDArray[np.int32] = field(metadata=_COMPUTED)  # [sea area + 1]
    air_area_xy: NDArray[np.float64] = field(metadata=_COMPUTED)  # [point, 2] metres
    air_area_offsets: NDArray[np.int32] = field(metadata=_COMPUTED)  # [air area + 1]
    km_to_line: NDArray[np.float64] = field(metadata=_COMPUTED)  # [node] straight, to the line
    node_sector: NDArray[np.int64] = field(metadata=_COMPUTED)  # [node] nearest; in Ukraine only
    sector_cover: NDArray[np.float64] = field(metadata=_COMPUTED)  # [node, sector] 0..1
    air_area_of_node: NDArray[np.int64] = field(metadata=_COMPUTED)  # [node] in Ukraine only
    air_area_of_sector: NDArray[np.int64] = field(metadata=_COMPUTED)  # [sector]
    sea_area_of_node: NDArray[np.int64] = field(metadata=_COMPUTED)  # [node] ports only
    east_of_dnipro: NDArray[np.bool_] = field(metadata=_COMPUTED)  # [node]

    @classmethod
    def assemble(cls, spec: Spec, arrays: Arrays) -> Self:
        """Put a spec and the arrays worked out from it together.

        Raises ValueError when an array is missing or does not fit the spec.
        """
        nodes, links, sectors = nodes_of(spec["nodes"]), links_of(spec), sectors_of(spec)
        sea_areas, air_areas = areas_of(spec["sea_areas"]), areas_of(spec["air_areas"])
        planning = Planning.of(spec["planning"])
        _fit(arrays, len(nodes), len(sectors), len(sea_areas), len(air_areas), planning)
        node_index = {node.id: i for i, node in enumerate(nodes)}
        adversary = set(spec["adversary_controls"])
        computed = {one.name: _frozen(arrays[one.name]) for one in fields(cls) if one.metadata}
        return cls(
            id=spec["id"],
            title=spec["title"],
            status=spec["status"],
            bounds=spec["bounds"],
            home=spec["home"],
            planning=planning,
            nodes=nodes,
            links=links,
            sectors=sectors,
            sea_areas=sea_areas,
            air_areas=air_areas,
            tiers=tiers_of(spec["tiers"]),
            routes={
                mode: Routes(**{name: _frozen(arrays[f"{mode}_{name}"]) for name in ROUTE_ARRAYS})
                for mode in MODES
            },
            link_ends=_frozen([(node_index[k.a], node_index[k.b]) for k in links], np.int32),
            node_in_ukraine=_frozen([node.country == "UA" for node in nodes], np.bool_),
            node_usable=_frozen([node.control not in adversary for node in nodes], np.bool_),
            node_criticality=_frozen([node.criticality for node in nodes], np.float64),
            seed_km_to_line=_frozen([node.km_to_line for node in nodes], np.float64),
            sector_on_line=_frozen([sector.on_line for sector in sectors], np.bool_),
            sector_length_km=_frozen([sector.length_km for sector in sectors], np.float64),
            **computed,
        )

    def route(self, mode: str, a: int, b: int) -> list[int]:
        """List the links of the fastest way of a mode from node ``a`` to node ``b``, in order.

        Empty when ``a`` is ``b``. Raises LookupError when there is no such way or mode.
        """
        return self.routes[mode].route(a, b)


def map_spec(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Join a map's files, parsed and by the names of SPEC_PARTS, into the spec of a geography.

    Raises KeyError when a file or one of its keys is missing.
    """
    return {key: parts[part][key] for part, keys in SPEC_PARTS.items() for key in keys}


def build_geography(spec: Spec) -> Geography:
    """Work out the geography of a spec from nothing but the spec."""
    return Geography.assemble(spec, geography_arrays(spec))


def geography_arrays(spec: Spec) -> dict[str, NDArray[Any]]:
    """Work out every array that costs time: the plane, what is near what, and all routes.

    Returns arrays named like the fields of Geography, ``<mode>_<field of Routes>``, and the
    length of the turn they hold for. Raises ValueError when a link names an unknown node.
    """
    nodes, links = nodes_of(spec["nodes"]), links_of(spec)
    planning = Planning.of(spec["planning"])
    node_index = {node.id: i for i, node in enumerate(nodes)}
    arrays = _what_is_near(spec, nodes)
    arrays["turn_days"] = np.array(planning.turn_days)
    for mode, carriers in MODES.items():
        found = find_routes(node_index, links, planning, carriers)
        arrays |= {f"{mode}_{name}": array for name, array in found.items()}
    return arrays


def _what_is_near(spec: Spec, nodes: Sequence[Node]) -> dict[str, NDArray[Any]]:
    """Work out the plane, distances to the line, nearest sectors and areas, cover, and banks."""
    from tabletop.world.projection import to_plane

    sectors, limits = sectors_of(spec), spec["coverage"]
    lonlat = np.array([(node.lon, node.lat) for node in nodes], dtype=np.float64)
    node_xy = to_plane(lonlat)
    lines = [to_plane(sector.points) for sector in sectors]
    sea = [to_plane(area.ring) for area in areas_of(spec["sea_areas"])]
    air = [to_plane(area.ring) for area in areas_of(spec["air_areas"])]
    river = next(one for one in spec["rivers"] if one["id"] == "dnipro")
    abroad = np.array([node.country != "UA" for node in nodes])
    held = np.array([node.country == "UA" and node.control == "UA" for node in nodes])
    inland = np.array(["port" not in node.types for node in nodes])
    on_line = np.array([sector.on_line for sector in sectors])

    to_sector = proximity.distances_to_lines(node_xy, lines)
    cover = proximity.falling_cover(to_sector, limits["full_cover_km"], limits["no_cover_km"])
    node_sector = proximity.nearest(to_sector, limits["nearest_sector_km"])
    to_air = proximity.distances_to_areas(node_xy, air)
    air_area = proximity.nearest(to_air, limits["nearest_air_area_km"])
    to_sea = proximity.distances_to_areas(node_xy, sea)
    sea_area = proximity.nearest(to_sea, limits["nearest_sea_area_km"])
    from_middle = proximity.distances_to_areas(proximity.midpoints(lines), air)
    sector_xy, sector_offsets = _end_to_end(lines)
    sea_area_xy, sea_area_offsets = _end_to_end(sea)
    air_area_xy, air_area_offsets = _end_to_end(air)
    return {
        "node_xy": node_xy,
        "sector_xy": sector_xy,
        "sector_offsets": sector_offsets,
        "sea_area_xy": sea_area_xy,
        "sea_area_offsets": sea_area_offsets,
        "air_area_xy": air_area_xy,
        "air_area_offsets": air_area_offsets,
        "km_to_line": to_sector[:, on_line].min(axis=1),
        "node_sector": np.where(abroad, proximity.NOWHERE, node_sector),
        "sector_cover": np.where(held[:, None], cover, 0.0),
        "air_area_of_node": np.where(abroad, proximity.NOWHERE, air_area),
        "air_area_of_sector": proximity.nearest(from_middle, np.inf),
        "sea_area_of_node": np.where(inland, proximity.NOWHERE, sea_area),
        "east_of_dnipro": proximity.east_of(np.array(river["points"], np.float64), lonlat),
    }


def _end_to_end(
    pieces: Sequence[NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    offsets = np.cumsum([0, *(len(piece) for piece in pieces)], dtype=np.int32)
    return np.concatenate([np.empty((0, 2)), *pieces]), offsets


def _fit(
    arrays: Arrays, nodes: int, sectors: int, sea_areas: int, air_areas: int, planning: Planning
) -> None:
    """Raise ValueError unless every needed array is there in the right shape."""
    shapes: dict[str, tuple[int, ...]] = {
        "turn_days": (),
        "node_xy": (nodes, 2),
        "sector_offsets": (sectors + 1,),
        "sea_area_offsets": (sea_areas + 1,),
        "air_area_offsets": (air_areas + 1,),
        "km_to_line": (nodes,),
        "node_sector": (nodes,),
        "sector_cover": (nodes, sectors),
        "air_area_of_node": (nodes,),
        "air_area_of_sector": (sectors,),
        "sea_area_of_node": (nodes,),
        "east_of_dnipro": (nodes,),
        **{f"{mode}_{name}": (nodes, nodes) for mode in MODES for name in ROUTE_ARRAYS},
    }
    for name in ("sector", "sea_area", "air_area"):
        offsets = arrays.get(f"{name}_offsets")
        shapes[f"{name}_xy"] = (0 if offsets is None else int(offsets[-1]), 2)
    for name, shape in shapes.items():
        if name not in arrays:
            raise ValueError(f"the array {name!r} is missing")
        if arrays[name].shape != shape:
            have = list(arrays[name].shape)
            raise ValueError(f"the array {name!r} has the shape {have}, not {list(shape)}")
    if float(arrays["turn_days"]) != planning.turn_days:
        raise ValueError(f"the arrays hold for turns of {float(arrays['turn_days']):g} days")


def _frozen(values: Any, dtype: Any = None) -> NDArray[Any]:
    array = np.array(values, dtype=dtype)
    array.setflags(write=False)
    return array
