"""The ground of an exercise: places, links, sectors, areas and tiers, and what is near what.

A map's four files, parsed, make a *spec*: ``{"map": …, "line_of_contact": …, "nodes": …,
"links": …}``. ``geography_arrays`` works out everything that costs time; its arrays may be kept
beside the map and given back to ``Geography.assemble`` as long as ``spec_digest`` agrees.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from hashlib import sha256
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from tabletop.world import proximity
from tabletop.world.ground import (
    Area,
    Node,
    Sector,
    Tier,
    areas_of,
    nodes_of,
    sectors_of,
    tiers_of,
)
from tabletop.world.routes import MODES, ROUTE_ARRAYS, Link, Planning, Routes, find_routes

__all__ = [
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
    "spec_digest",
]

# Raise when the meaning of a computed array changes, so that kept arrays are worked out again.
ARRAYS_VERSION = 1
SPEC_PARTS = ("map", "line_of_contact", "nodes", "links")
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
    sectors: tuple[Sector, ...]
    areas: tuple[Area, ...]
    tiers: tuple[Tier, ...]
    node_index: Mapping[str, int]
    link_index: Mapping[str, int]
    sector_index: Mapping[str, int]
    slug_index: Mapping[str, int]  # sectors again, by the slug used in conditions
    area_index: Mapping[str, int]
    tier_index: Mapping[str, int]
    routes: Mapping[str, Routes]  # by mode: land, rail, road, sea, air, any

    node_in_ukraine: NDArray[np.bool_]  # [node] inside the recognised borders
    node_usable: NDArray[np.bool_]  # [node] not under the adversary's control
    node_criticality: NDArray[np.float32]  # [node] 1 to 5
    seed_km_to_line: NDArray[np.float32]  # [node] the planning value written in nodes.yaml
    sector_on_line: NDArray[np.bool_]  # [sector] false for the watched borders
    sector_length_km: NDArray[np.float32]  # [sector]

    node_xy: NDArray[np.float64] = field(metadata=_COMPUTED)  # [node, 2] metres
    sector_xy: NDArray[np.float64] = field(
        metadata=_COMPUTED
    )  # [point, 2] metres, all sectors end to end
    sector_offsets: NDArray[np.int32] = field(metadata=_COMPUTED)  # [sector + 1]
    area_xy: NDArray[np.float64] = field(
        metadata=_COMPUTED
    )  # [point, 2] metres, all areas end to end
    area_offsets: NDArray[np.int32] = field(metadata=_COMPUTED)  # [area + 1]
    km_to_line: NDArray[np.float32] = field(
        metadata=_COMPUTED
    )  # [node] straight to the line of contact
    node_sector: NDArray[np.int16] = field(
        metadata=_COMPUTED
    )  # [node] nearest sector of a node in Ukraine
    sector_cover: NDArray[np.float32] = field(metadata=_COMPUTED)  # [node, sector] 0..1
    air_area_of_node: NDArray[np.int16] = field(
        metadata=_COMPUTED
    )  # [node] index in areas; in Ukraine only
    air_area_of_sector: NDArray[np.int16] = field(metadata=_COMPUTED)  # [sector] index in areas
    east_of_dnipro: NDArray[np.bool_] = field(metadata=_COMPUTED)  # [node]

    @classmethod
    def assemble(cls, spec: Mapping[str, Any], arrays: Arrays) -> Self:
        """Put a spec and the arrays worked out from it together.

        Raises ValueError when an array is missing or does not fit the spec.
        """
        nodes, links, sectors, areas = _nouns(spec)
        line, chart = spec["line_of_contact"], spec["map"]
        _fit(arrays, len(nodes), len(sectors), len(areas))
        adversary = set(spec["nodes"]["adversary_controls"])
        tiers = tiers_of(line)
        taken = {one.name: _frozen(arrays[one.name]) for one in fields(cls) if one.metadata}
        return cls(
            id=chart["id"],
            title=chart["title"],
            status=chart["status"],
            bounds=chart["bounds"],
            home=chart["home"],
            planning=Planning.of(spec["links"]["planning"]),
            nodes=nodes,
            links=links,
            sectors=sectors,
            areas=areas,
            tiers=tiers,
            node_index={node.id: i for i, node in enumerate(nodes)},
            link_index={link.id: i for i, link in enumerate(links)},
            sector_index={sector.id: i for i, sector in enumerate(sectors)},
            slug_index={sector.slug: i for i, sector in enumerate(sectors)},
            area_index={area.id: i for i, area in enumerate(areas)},
            tier_index={tier.id: i for i, tier in enumerate(tiers)},
            routes={
                mode: Routes(**{name: _frozen(arrays[f"{mode}_{name}"]) for name in ROUTE_ARRAYS})
                for mode in MODES
            },
            node_in_ukraine=_frozen([node.country == "UA" for node in nodes], np.bool_),
            node_usable=_frozen([node.control not in adversary for node in nodes], np.bool_),
            node_criticality=_frozen([node.criticality for node in nodes], np.float32),
            seed_km_to_line=_frozen([node.km_to_line for node in nodes], np.float32),
            sector_on_line=_frozen([sector.on_line for sector in sectors], np.bool_),
            sector_length_km=_frozen([sector.length_km for sector in sectors], np.float32),
            **taken,
        )

    def route(self, mode: str, a: int, b: int) -> tuple[int, ...]:
        """List the links of the fastest way of a mode from node ``a`` to node ``b``, in order.

        Empty when ``a`` is ``b``. Raises LookupError when there is no such way or mode.
        """
        return self.routes[mode].route(a, b)


def build_geography(spec: Mapping[str, Any]) -> Geography:
    """Work out the geography of a spec from nothing but the spec."""
    return Geography.assemble(spec, geography_arrays(spec))


def spec_digest(*parts: bytes) -> str:
    """Return the sha256 that ties kept arrays to the files they come from.

    ``parts`` are the bytes of the files in the order of SPEC_PARTS; line ends do not count.
    """
    digest = sha256(f"geography {ARRAYS_VERSION}".encode())
    for part in parts:
        text = part.replace(b"\r\n", b"\n")
        digest.update(len(text).to_bytes(8, "big"))
        digest.update(text)
    return digest.hexdigest()


def geography_arrays(spec: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    """Work out every array that costs time: the plane, what is near what, and all routes.

    Returns arrays named like the fields of Geography, and ``<mode>_<field of Routes>``.
    Raises ValueError when a link names an unknown node.
    """
    from tabletop.world.projection import to_plane

    nodes, links, sectors, areas = _nouns(spec)
    planning = Planning.of(spec["links"]["planning"])
    lonlat = np.array([(node.lon, node.lat) for node in nodes], dtype=np.float64)
    node_xy = to_plane(lonlat)
    lines = [to_plane(sector.points) for sector in sectors]
    rings = [to_plane(area.ring) for area in areas]
    arrays: dict[str, NDArray[Any]] = {"node_xy": node_xy}
    arrays["sector_xy"], arrays["sector_offsets"] = _end_to_end(lines)
    arrays["area_xy"], arrays["area_offsets"] = _end_to_end(rings)
    arrays |= _what_is_near(spec, nodes, sectors, areas, node_xy, lines, rings)
    river = next(one for one in spec["map"]["rivers"] if one["id"] == "dnipro")
    arrays["east_of_dnipro"] = proximity.east_of(np.array(river["points"], np.float64), lonlat)
    for mode, carriers in MODES.items():
        found = find_routes(len(nodes), links, planning, carriers)
        arrays |= {f"{mode}_{name}": array for name, array in found.items()}
    return arrays


def _what_is_near(
    spec: Mapping[str, Any],
    nodes: Sequence[Node],
    sectors: Sequence[Sector],
    areas: Sequence[Area],
    node_xy: NDArray[np.float64],
    lines: Sequence[NDArray[np.float64]],
    rings: Sequence[NDArray[np.float64]],
) -> dict[str, NDArray[Any]]:
    """Work out distances to the line, nearest sectors and air areas, and cover."""
    limits = spec["map"]["coverage"]
    abroad = np.array([node.country != "UA" for node in nodes])
    not_held = np.array([node.country != "UA" or node.control != "UA" for node in nodes])
    on_line = np.array([sector.on_line for sector in sectors])
    to_sector = proximity.distances_to_lines(node_xy, lines)
    node_sector = proximity.nearest(to_sector, limits["nearest_sector_km"])
    node_sector[abroad] = proximity.NOWHERE
    cover = proximity.falling_cover(to_sector, limits["full_cover_km"], limits["no_cover_km"])
    cover[not_held] = 0.0
    air_only = np.where([area.kind == "air" for area in areas], 0.0, np.inf)
    to_air = proximity.distances_to_areas(node_xy, rings) + air_only
    air_area_of_node = proximity.nearest(to_air, limits["nearest_air_area_km"])
    air_area_of_node[abroad] = proximity.NOWHERE
    from_middle = proximity.distances_to_areas(proximity.midpoints(lines), rings) + air_only
    return {
        "km_to_line": to_sector[:, on_line].min(axis=1).astype(np.float32),
        "node_sector": node_sector,
        "sector_cover": cover,
        "air_area_of_node": air_area_of_node,
        "air_area_of_sector": proximity.nearest(from_middle, np.inf),
    }


def _nouns(
    spec: Mapping[str, Any],
) -> tuple[tuple[Node, ...], tuple[Link, ...], tuple[Sector, ...], tuple[Area, ...]]:
    nodes = nodes_of(spec["nodes"])
    index = {node.id: i for i, node in enumerate(nodes)}
    links = []
    for row in spec["links"]["links"]:
        unknown = [row[end] for end in ("a", "b") if row[end] not in index]
        if unknown:
            raise ValueError(f"link {row['id']} names an unknown node {unknown[0]!r}")
        links.append(
            Link(
                id=row["id"],
                a=index[row["a"]],
                b=index[row["b"]],
                mode=row["mode"],
                km=float(row["km"]),
                capacity=int(row["capacity"]),
                vulnerability=int(row["vulnerability"]),
                gauge=row.get("gauge", ""),
                usable_by=row["usable_by"],
                notes=row.get("notes", ""),
            )
        )
    line = spec["line_of_contact"]
    return nodes, tuple(links), sectors_of(line), areas_of(line)


def _end_to_end(
    pieces: Sequence[NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    offsets = np.cumsum([0, *(len(piece) for piece in pieces)], dtype=np.int32)
    return np.concatenate([np.empty((0, 2)), *pieces]), offsets


def _fit(arrays: Arrays, nodes: int, sectors: int, areas: int) -> None:
    """Raise ValueError unless every needed array is there in the right shape."""
    shapes: dict[str, tuple[int, ...]] = {
        "node_xy": (nodes, 2),
        "sector_offsets": (sectors + 1,),
        "area_offsets": (areas + 1,),
        "km_to_line": (nodes,),
        "node_sector": (nodes,),
        "sector_cover": (nodes, sectors),
        "air_area_of_node": (nodes,),
        "air_area_of_sector": (sectors,),
        "east_of_dnipro": (nodes,),
        **{f"{mode}_{name}": (nodes, nodes) for mode in MODES for name in ROUTE_ARRAYS},
    }
    for name in ("sector", "area"):
        offsets = arrays.get(f"{name}_offsets")
        shapes[f"{name}_xy"] = (int(offsets[-1]) if offsets is not None else 0, 2)
    for name, shape in shapes.items():
        if name not in arrays:
            raise ValueError(f"the array {name!r} is missing")
        if arrays[name].shape != shape:
            have = list(arrays[name].shape)
            raise ValueError(f"the array {name!r} has the shape {have}, not {list(shape)}")


def _frozen(values: Any, dtype: Any = None) -> NDArray[Any]:
    array = np.array(values, dtype=dtype)
    array.setflags(write=False)
    return array
