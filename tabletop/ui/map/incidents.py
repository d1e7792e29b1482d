"""What happened where: the incidents of an exercise by place, read from the findings of its record.

No Qt, no pixels.  A moment holds only what its seat may know, and so does this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.world.geography import Geography

PLACES: Mapping[str, str] = {
    "probe": "sector", "violations": "sector", "attributed": "sector", "misattributed": "sector",
    "strikes": "air_area", "sabotage": "link",
}  # fmt: skip
"""The kinds of finding that are incidents at a place, and what kind of place."""
MARKED = ("probe", "strikes", "sabotage")
"""The kinds that put a mark on the map; the others only stand in the list of their place."""


_KINDS = ("sector", "air_area", "link")
_MANY = 100_000


def ref_of(kind: str, index: int) -> int:
    """Return one number for a place of a kind, by which a mark on the map is found again."""
    return _KINDS.index(kind) * _MANY + index


def place_name(geo: Geography, kind: str, index: int) -> str:
    """Return the name of a place of incidents: a sector, an area of the sky, or a link."""
    if kind == "sector":
        return geo.sectors[index].name
    if kind == "air_area":
        return geo.air_areas[index].name
    a, b = (int(end) for end in geo.link_ends[index])
    return f"{geo.nodes[a].name} – {geo.nodes[b].name}"


def place_of_ref(ref: int) -> tuple[str, int]:
    """Return the kind of place and its index for a number of ``ref_of``."""
    return _KINDS[ref // _MANY], ref % _MANY


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident: the entry that brought it, its turn, and a sentence."""

    seq: int
    turn: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where something happened: ``kind`` is sector, air_area or link, ``index`` which.

    ``count`` is the number of marked incidents, ``last`` the turn of the latest of them.
    """

    kind: str
    index: int
    count: int
    last: int
    incidents: tuple[Incident, ...]


def spots_of(moment: Moment) -> tuple[Spot, ...]:
    """Return every place with incidents up to a moment, each with its incidents, oldest first."""
    from tabletop.session.moment import findings_of, telling_entries
    from tabletop.ui.spoken import finding_sentence

    found: dict[tuple[str, int], list[Incident]] = {}
    for entry in telling_entries(moment):
        if entry.seq in moment.voided:
            continue
        for fact in findings_of(entry):
            place = PLACES.get(fact.kind)
            index = moment.world.index[place].get(fact.subject) if place else None
            if place is not None and index is not None:
                words = finding_sentence(moment.world, fact)
                one = Incident(entry.seq, entry.turn, fact.kind, words)
                found.setdefault((place, index), []).append(one)
    return tuple(_spots(found))


def _spots(found: Mapping[tuple[str, int], list[Incident]]) -> Iterable[Spot]:
    for (place, index), incidents in sorted(found.items()):
        marked = [one for one in incidents if one.kind in MARKED]
        last = max((one.turn for one in marked), default=0)
        yield Spot(place, index, len(marked), last, tuple(incidents))


def by_turn(spot: Spot) -> list[tuple[int, list[Incident]]]:
    """Return a place's incidents turn by turn, the latest turn first."""
    turns: dict[int, list[Incident]] = {}
    for one in spot.incidents:
        turns.setdefault(one.turn, []).append(one)
    return sorted(turns.items(), reverse=True)
