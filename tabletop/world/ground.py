"""The nouns of the ground: places, links, sectors, areas and tiers, as a map's files name them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

# Raise when the meaning of a computed array changes, so that kept arrays are worked out again.
ARRAYS_VERSION = 2
# What each of a map's files gives to its spec; the order is that of spec_digest.
SPEC_PARTS: Mapping[str, tuple[str, ...]] = {
    "map": ("id", "title", "status", "borders", "bounds", "home", "files", "coverage", "rivers"),
    "line_of_contact": (
        "points",
        "sectors",
        "border_sectors",
        "sea_areas",
        "air_areas",
        "tiers",
        "disclaimer",
        "as_of",
    ),
    "nodes": ("adversary_controls", "nodes"),
    "links": ("planning", "links"),
}
LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A place a force may stand in, arrive at or pass through."""

    id: str
    name: str
    lon: float
    lat: float
    country: str
    control: str
    zone: str
    types: tuple[str, ...]
    criticality: int
    km_to_line: float
    notional: bool
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A transport link between the nodes ``a`` and ``b`` (ids), usable in both directions."""

    id: str
    a: str
    b: str
    mode: str
    km: float
    capacity: int
    vulnerability: int
    usable_by: str
    gauge: str = ""
    notes: str = ""

    @property
    def open_to_coalition(self) -> bool:
        """Whether a coalition force may use the link at all."""
        return self.usable_by == "coalition" and self.capacity > 0


@dataclass(frozen=True, slots=True)
class Sector:
    """A stretch of the line of contact, or of a watched border behind which no front lies.

    ``kind`` is contact, river, water or border; ``on_line`` tells the stretches of the line
    from the watched borders, whose ``neighbour`` is a country code.
    """

    id: str
    slug: str
    name: str
    kind: str
    points: tuple[LonLat, ...]
    length_km: float
    on_line: bool
    terrain: str = ""
    neighbour: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the sea or of the air; ``ring`` is closed."""

    id: str
    slug: str
    name: str
    kind: str
    ring: tuple[LonLat, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """A layer of presence, ``from_km`` to ``to_km`` behind the line."""

    id: str
    name: str
    from_km: float
    to_km: float
    holder: str
    seed: str = ""
    certainty: str = ""


def spec_digest(*parts: bytes) -> str:
    """Return the sha256 that ties kept arrays to the files they come from.

    ``parts`` are the bytes of the files in the order of SPEC_PARTS; line ends do not count.
    """
    from hashlib import sha256  # takes longer to load than all else here; a start goes without

    digest = sha256(f"geography {ARRAYS_VERSION}".encode())
    for part in parts:
        text = part.replace(b"\r\n", b"\n")
        digest.update(len(text).to_bytes(8, "big"))
        digest.update(text)
    return digest.hexdigest()


def fingerprint(*parts: bytes) -> str:
    """Return what ties a kept outline to the files it comes from; as ``spec_digest``, but quick.

    It tells a changed file from the right one; it is no seal.
    """
    texts = (part.replace(b"\r\n", b"\n") for part in parts)
    return " ".join([str(ARRAYS_VERSION), *(f"{len(text)}-{crc32(text):08x}" for text in texts)])


def nodes_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Node, ...]:
    """Read the places of a map."""
    return tuple(
        Node(**{**row, "types": tuple(row["types"]), "km_to_line": float(row["km_to_line"])})
        for row in rows
    )


def links_of(spec: Mapping[str, Any]) -> tuple[Link, ...]:
    """Read the links of a map; raises ValueError when one names an unknown node."""
    known = {node["id"] for node in spec["nodes"]}
    links = []
    for row in spec["links"]:
        unknown = [row[end] for end in ("a", "b") if row[end] not in known]
        if unknown:
            raise ValueError(f"link {row['id']} names an unknown node {unknown[0]!r}")
        links.append(Link(**{**row, "km": float(row["km"]), "capacity": int(row["capacity"])}))
    return tuple(links)


def sectors_of(spec: Mapping[str, Any]) -> tuple[Sector, ...]:
    """Read the sectors of a map: first those of the line, then the watched borders."""
    line = [(float(point["lon"]), float(point["lat"])) for point in spec["points"]]
    on_line = [
        _sector(row, tuple(line[row["first_point"] : row["last_point"] + 1]), on_line=True)
        for row in spec["sectors"]
    ]
    borders = [_sector(row, _pairs(row["points"]), on_line=False) for row in spec["border_sectors"]]
    return (*on_line, *borders)


def areas_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Area, ...]:
    """Read areas of the sea or of the air."""
    return tuple(
        Area(row["id"], row["slug"], row["name"], row["kind"], _pairs(row["ring"])) for row in rows
    )


def tiers_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Tier, ...]:
    """Read the tiers behind the line."""
    tiers = []
    for row in rows:
        near, far = row["offset_km_from_line"]
        tiers.append(
            Tier(
                id=row["id"],
                name=row["name"],
                from_km=float(near),
                to_km=float(far),
                holder=row["holder"],
                seed=row.get("seed", ""),
                certainty=row.get("certainty", ""),
            )
        )
    return tuple(tiers)


def _sector(row: Mapping[str, Any], points: tuple[LonLat, ...], *, on_line: bool) -> Sector:
    return Sector(
        id=row["id"],
        slug=row["slug"],
        name=row["name"],
        kind=row["kind"],
        points=points,
        length_km=float(row["length_km"]),
        on_line=on_line,
        terrain=row.get("terrain", ""),
        neighbour=row.get("neighbour", ""),
        notes=row.get("notes", ""),
    )


def _pairs(points: Any) -> tuple[LonLat, ...]:
    return tuple((float(lon), float(lat)) for lon, lat in points)
