"""Faults of a map that form alone does not show: crossings, gaps, places nobody can reach."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tabletop.content.problems import Problem
from tabletop.content.shelf import MAP_PARTS, called, mappings
from tabletop.content.yaml import Document
from tabletop.world.geography import Geography, geography_arrays, map_spec
from tabletop.world.shapes import feature_faults, line_crossing, ring_fault

Parts = Mapping[str, Document]
LAYERS = ("countries", "oblasts")


def map_faults(parts: Parts) -> Iterator[Problem]:
    """Yield the faults of a map whose files all fit their models."""
    line = parts["line_of_contact"]
    yield from _line_faults(line)
    yield from _ring_faults(line)
    yield from _places_outside(parts)
    yield from _unreachable(parts)


def layer_faults(folder: Path, root: Path) -> Iterator[Problem]:
    """Yield the faults of a map's GeoJSON layers: unreadable, invalid or out of range."""
    for layer in LAYERS:
        file = folder / f"{layer}.geojson"
        name = called(file, root)
        try:
            collection = json.loads(file.read_bytes())
            found = list(feature_faults(collection))
        except FileNotFoundError:
            yield Problem(name, 1, 1, "the file is missing")
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
            yield Problem(name, 1, 1, f"the file is not GeoJSON: {fault}")
        else:
            for index, feature, why in found:
                yield Problem(name, 1, 1, f"feature {index} ({feature}): {why}")


def _line_faults(line: Document) -> Iterator[Problem]:
    value: Any = line.value
    points = [(point["lon"], point["lat"]) for point in value["points"]]
    crossing = line_crossing(points)
    if crossing is not None:
        lon, lat = crossing
        yield line.problem(("points",), f"the line crosses itself near {lon:.3f} {lat:.3f}")
    for path, point in mappings(value, "points"):
        if point["i"] != path[-1]:
            yield line.problem((*path, "i"), f"this is point {path[-1]}, not {point['i']}")
    last = 0
    for path, sector in mappings(value, "sectors"):
        start, end = sector["first_point"], sector["last_point"]
        if end >= len(points):
            message = f"there is no point {end}; the line has points 0 to {len(points) - 1}"
            yield line.problem((*path, "last_point"), message)
        elif start >= end:
            message = f"the sector ends at point {end}, before it begins at {start}"
            yield line.problem((*path, "last_point"), message)
        if start != last:
            message = f"the sector begins at point {start}; the one before it ends at {last}"
            yield line.problem((*path, "first_point"), message)
        last = end
    for path, sector in mappings(value, "border_sectors"):
        crossing = line_crossing(sector["points"])
        if crossing is not None:
            lon, lat = crossing
            message = f"the border crosses itself near {lon:.3f} {lat:.3f}"
            yield line.problem((*path, "points"), message)


def _ring_faults(line: Document) -> Iterator[Problem]:
    for key in ("sea_areas", "air_areas"):
        for path, area in mappings(line.value, key):
            fault = ring_fault(area["ring"])
            if fault is not None:
                yield line.problem((*path, "ring"), f"area {area['id']}: {fault}")


def _places_outside(parts: Parts) -> Iterator[Problem]:
    chart: Any = parts["map"].value
    box = chart["bounds"]
    for path, node in mappings(parts["nodes"].value, "nodes"):
        if not (
            box["west"] <= node["lon"] <= box["east"]
            and box["south"] <= node["lat"] <= box["north"]
        ):
            message = f"node '{node['id']}' lies outside the bounds of the map"
            yield parts["nodes"].problem((*path, "lon"), message)


def _unreachable(parts: Parts) -> Iterator[Problem]:
    """Yield usable nodes that no usable links join to the rest of the network."""
    spec = map_spec({part: parts[part].value for part in MAP_PARTS})  # type: ignore[misc]
    ground = Geography.assemble(spec, geography_arrays(spec))
    near = ground.routes["any"].distance_km < float("inf")
    size = near.sum(axis=1)
    for i, (path, node) in enumerate(mappings(parts["nodes"].value, "nodes")):
        if ground.node_usable[i] and size[i] * 2 < size.max():
            message = f"no usable links lead to node '{node['id']}' from the rest of the network"
            yield parts["nodes"].problem((*path, "id"), message)
