"""What the map shows of one moment, as plain facts: no Qt, no pixels, no arrays.

``reading.picture_of`` reads them from a state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tabletop.ui.map.incidents import Spot
from tabletop.world.variables import FORCE_STATUS

LEVELS = ("calm", "watchful", "tense", "high", "critical")
"""Classes of tension, each 20 points wide."""
HOME, OFFERED, READYING, MOVING, DEPLOYED, RETURNING, LOST = range(len(FORCE_STATUS))
PROBE_WORDS = ("", "probe repelled", "probe contained", "probe broke through")


@dataclass(frozen=True, slots=True)
class SectorMark:
    """One sector: values 0–100, ``stage`` as in the variable ``probe_stage``."""

    index: int
    tension: float
    change: float
    pressure: float
    perceived: float
    error: float
    stage: int
    breached: bool
    violations: int

    @property
    def level(self) -> int:
        """Class of tension, 0 calm to 4 critical."""
        return tension_level(self.tension)


@dataclass(frozen=True, slots=True)
class Standing:
    """Forces of one side at one node; ``ready`` false while they only gather there."""

    node: int
    side: str
    forces: tuple[int, ...]
    ready: bool


@dataclass(frozen=True, slots=True)
class Journey:
    """Forces that travel together along ``nodes``; ``done`` is the share of the way behind."""

    nodes: tuple[int, ...]
    side: str
    forces: tuple[int, ...]
    arrival: int
    done: float
    returning: bool


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A link that does not work as usual, or is booked: capacity in % of normal."""

    index: int
    capacity: float
    booked: float
    sabotage: bool


@dataclass(frozen=True, slots=True)
class Reserve:
    """Land reserves at a node, and the share of their strength that counts in each sector."""

    node: int
    sectors: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the map shows of a moment."""

    turn: int = 0
    sectors: tuple[SectorMark, ...] = ()
    standing: tuple[Standing, ...] = ()
    journeys: tuple[Journey, ...] = ()
    links: tuple[LinkMark, ...] = ()
    strikes: Mapping[int, int] = field(default_factory=dict)
    damage: Mapping[int, float] = field(default_factory=dict)
    air_cover: tuple[float, ...] = ()
    sea_cover: tuple[float, ...] = ()
    presence: tuple[float, ...] = ()
    readiness: tuple[float, ...] = ()
    spots: tuple[Spot, ...] = ()
    batteries: Mapping[int, float] = field(default_factory=dict)
    reserves: tuple[Reserve, ...] = ()


def tension_level(tension: float) -> int:
    """Return the class of a tension of 0–100: 0 calm to 4 critical."""
    return min(len(LEVELS) - 1, max(0, int(tension // 20)))
