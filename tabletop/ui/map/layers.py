"""The layers of the map that a person may show or hide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: its name, its title, whether it is shown at first, and what it tells.

    A ``ground`` layer is part of the picture below everything else.
    """

    id: str
    title: str
    shown: bool
    says: str
    ground: bool = False


_ALL = (
    Layer("oblasts", "Oblasts", True, "Borders and names of oblasts.", ground=True),
    Layer("beyond", "Beyond the line", True, "Ukrainian land on the far side of the line.", True),
    Layer("tiers", "Tiers", True, "Bands behind the line that each tier holds.", ground=True),
    Layer("line", "Line and sectors", True, "The line of contact, its sectors and their tension."),
    Layer("borders", "Border sectors", True, "Watched stretches of the border."),
    Layer("areas", "Sea and air areas", False, "Sea and air areas with the cover over them."),
    Layer("routes", "Routes", True, "Rail, road, sea and air links, with damage."),
    Layer("nodes", "Places", True, "Towns, hubs, ports, crossings and headquarters."),
    Layer("labels", "Names", True, "Names of places, countries and seas."),
    Layer("forces", "Forces", True, "Forces that stand, gather or move."),
    Layer(
        "incidents",
        "Incidents",
        True,
        "Probes, strikes and sabotage: large marks for this turn, small ones for earlier turns.",
    ),
    Layer("coverage", "Coverage", False, "Presence of land forces that covers each sector."),
    Layer(
        "reach",
        "Reach of air defence and reserves",
        False,
        "Cover of the air areas, batteries with their points, and the sectors reserves reach.",
    ),
    Layer(
        "pressure",
        "Heat: estimated pressure",
        False,
        "Pressure on each sector as it is estimated, with its error.",
    ),
    Layer(
        "truth",
        "Heat: true pressure",
        False,
        "The true pressure on each sector, and how far off the estimate is; facilitator only.",
    ),
)

LAYERS: Mapping[str, Layer] = MappingProxyType({layer.id: layer for layer in _ALL})
"""Every layer by name, in the order in which they are listed and painted."""
SHOWN = frozenset(layer.id for layer in _ALL if layer.shown)
"""The layers shown at first."""
GROUND = frozenset(layer.id for layer in _ALL if layer.ground)
"""The layers that are part of the ground."""
SECRET = frozenset({"truth"})
"""Layers that only a facilitator may be shown."""


def layers_note(shown: frozenset[str]) -> str:
    """Write down how the shown layers differ from those shown at first; secret ones are left out.

    A layer that a later version adds is then shown as that version means it to be.
    """
    more, less = sorted(shown - SHOWN - SECRET), sorted(SHOWN - shown)
    return " ".join([*(f"+{name}" for name in more), *(f"-{name}" for name in less)])


def layers_from(note: str) -> dict[str, bool]:
    """Read what was written down: layers and whether they are shown; nonsense is left aside."""
    words = (word for word in note.split() if word[1:] in LAYERS and word[1:] not in SECRET)
    return {word[1:]: word[0] == "+" for word in words if word[0] in "+-"}
