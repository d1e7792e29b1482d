"""What the files of a map hold: places, links, the line with its sectors, areas and tiers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tabletop.content.forms import COUNTRY
from tabletop.content.schema import Content, Id, Line, Text

Lon = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-90, le=90)]
LonLat = tuple[Lon, Lat]
Km = Annotated[float, Field(ge=0, le=20_000)]
Country = Annotated[str, StringConstraints(pattern=COUNTRY)]
Level = Annotated[int, Field(ge=1, le=5)]
Named = dict[str, str]


class Bounds(Content):
    """A window in degrees."""

    west: Lon
    south: Lat
    east: Lon
    north: Lat


class Centre(Content):
    """A point in degrees."""

    lon: Lon
    lat: Lat


class Coverage(Content):
    """How far a force at a place covers a sector, in km."""

    full_cover_km: Km
    no_cover_km: Km
    nearest_sector_km: Km
    nearest_air_area_km: Km
    nearest_sea_area_km: Km
    certainty: Line


class River(Content):
    """A river that tells one bank from the other."""

    id: Id
    name: Line
    certainty: Line
    points: list[LonLat] = Field(min_length=2)


class MapFile(Content):
    """``maps/<map>/map.yaml``."""

    id: Id
    title: Line
    status: Line
    borders: Text
    crs: Line
    projection: Line
    bounds: Bounds
    centre: Centre
    home: Bounds
    files: Named
    coverage: Coverage
    rivers: list[River]


class NodeSpec(Content):
    """A place a force may stand in, arrive at or pass through."""

    id: Id
    name: Line
    lon: Lon
    lat: Lat
    country: Country
    control: Country
    zone: Id
    types: list[Id]
    criticality: Level
    km_to_line: Km
    notional: bool = False
    notes: str = ""


class NodesFile(Content):
    """``maps/<map>/nodes.yaml``."""

    title: Line
    crs: Line
    sources: Text
    scope: Text
    zones: Named
    adversary_controls: list[Country]
    nodes: list[NodeSpec]


class LinkSpec(Content):
    """A way between two nodes, in both directions; capacity 0 means closed."""

    id: Id
    a: Id
    b: Id
    mode: Literal["rail", "road", "sea", "air", "border"]
    km: Km
    capacity: Annotated[float, Field(ge=0, le=100)]
    vulnerability: Level
    gauge: Literal["", "1435", "1520", "break"] = ""
    usable_by: Literal["coalition", "russia", "belarus", "adversary", "none"]
    notes: str = ""


class PlanningSpec(Content):
    """Planning speeds and delays."""

    turn_days: Annotated[int, Field(ge=1, le=365)]
    speed_km_h: dict[Id, Annotated[float, Field(gt=0, le=2000)]]
    handling_hours: dict[Id, Annotated[float, Field(ge=0, le=1000)]]
    gauge_break_turns: Annotated[int, Field(ge=0, le=20)]
    certainty: Text


class LinksFile(Content):
    """``maps/<map>/links.yaml``."""

    title: Line
    km: Text
    capacity: Text
    vulnerability: Text
    gauge: Text
    planning: PlanningSpec
    links: list[LinkSpec]


class PointSpec(Content):
    """A point of the line of contact."""

    i: Annotated[int, Field(ge=0)]
    lon: Lon
    lat: Lat
    near: str = ""


class SectorSpec(Content):
    """A stretch of the line, from one of its points to another."""

    id: Id
    slug: Id
    name: Line
    kind: Literal["contact", "river", "water", "border"]
    terrain: str = ""
    first_point: Annotated[int, Field(ge=0)]
    last_point: Annotated[int, Field(ge=0)]
    length_km: Km
    notes: str = ""


class BorderSectorSpec(Content):
    """A watched border behind which no front lies."""

    id: Id
    slug: Id
    name: Line
    kind: Literal["border"]
    neighbour: Country
    terrain: str = ""
    length_km: Km
    notes: str = ""
    points: list[LonLat] = Field(min_length=2)


class AreaSpec(Content):
    """An area of the sea or of the air; the ring is closed."""

    id: Id
    slug: Id
    name: Line
    kind: Literal["sea", "air"]
    ring: list[LonLat] = Field(min_length=4)


class TierSpec(Content):
    """A layer of presence behind the line."""

    id: Id
    name: Line
    offset_km_from_line: tuple[Km, Km]
    holder: Line
    seed: str = ""
    certainty: str = ""


class LineFile(Content):
    """``maps/<map>/line_of_contact.yaml``."""

    title: Line
    status: Line
    as_of: Line
    crs: Line
    disclaimer: Text
    check: Text
    border_source: Text
    total_length_km: Km
    points: list[PointSpec] = Field(min_length=2)
    sectors: list[SectorSpec]
    border_sectors: list[BorderSectorSpec]
    sea_areas: list[AreaSpec]
    air_areas: list[AreaSpec]
    tiers: list[TierSpec]


MAP_FILES: dict[str, type[Content]] = {
    "map": MapFile,
    "line_of_contact": LineFile,
    "nodes": NodesFile,
    "links": LinksFile,
}
"""The files of a map and what they hold."""
