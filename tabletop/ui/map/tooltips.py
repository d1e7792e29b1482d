"""What the map says about the thing under the mouse or the keyboard's focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tabletop.ui.map.canvas import Hit
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.picture import LEVELS, PROBE_WORDS, Picture

if TYPE_CHECKING:
    from tabletop.world.world import World

LISTED = 12
"""Forces of a stack that are listed by name."""
Say = Callable[[str], str]


def words_for(hit: Hit, ground: Ground, picture: Picture, say: Say) -> str:
    """Return a few lines about what was hit; empty when there is nothing to say."""
    if hit.kind == "sector":
        return sector_words(hit.index, ground, picture, say)
    if hit.kind == "node":
        return node_words(hit.index, ground, picture, say)
    if hit.kind in ("force", "stack"):
        return force_words(hit.members, ground.world, picture, say)
    if hit.kind == "area":
        return area_words(hit.index, ground, picture, say)
    return ""


def sector_words(index: int, ground: Ground, picture: Picture, say: Say) -> str:
    """Describe a sector: tension in number and word, estimate of pressure, and its events."""
    sector = ground.outline.sectors[index]
    lines = [f"{sector.id}  {sector.name}"]
    if sector.terrain:
        lines.append(sector.terrain)
    lines.append(f"{sector.length_km:.0f} km")
    if index < len(picture.sectors):
        mark = picture.sectors[index]
        change = f" ({mark.change:+.0f})" if abs(mark.change) >= 0.5 else ""
        lines.append(f"{say('Tension')} {mark.tension:.0f}{change}: {say(LEVELS[mark.level])}")
        lines.append(f"{say('Estimated pressure')} {mark.perceived:.0f} ± {mark.error:.0f}")
        if mark.stage:
            lines.append(say(PROBE_WORDS[mark.stage]).capitalize())
        if mark.breached:
            lines.append(say("The line is broken here"))
        if mark.violations:
            lines.append(f"{say('Breaches this turn')}: {mark.violations}")
    if index < len(picture.presence):
        lines.append(f"{say('Presence')} {picture.presence[index]:.0f}")
    return "\n".join(lines)


def node_words(index: int, ground: Ground, picture: Picture, say: Say) -> str:
    """Describe a place: kind, country, distance from the line, damage and who stands there."""
    node = ground.outline.nodes[index]
    kinds = ", ".join(kind.replace("_", " ") for kind in node.types)
    lines = [f"{node.name} ({node.country})", kinds]
    if node.country == "UA" and ground.settled:
        lines.append(f"{ground.geography.km_to_line[index]:.0f} km {say('from the line')}")
    if node.control != node.country:
        lines.append(f"{say('Held by')} {node.control}")
    if node.notional:
        lines.append(say("Notional: an invention of the exercise"))
    if picture.damage.get(index):
        lines.append(f"{say('Damage')} {picture.damage[index]:.0f} %")
    here = [f for s in picture.standing if s.node == index for f in s.forces]
    if here:
        lines += ["", *listed(here, ground.world, picture, say)]
    return "\n".join(lines)


def force_words(forces: Sequence[int], world: World, picture: Picture, say: Say) -> str:
    """Describe a force, or list those of a stack."""
    lines = listed(forces, world, picture, say)
    for journey in picture.journeys:
        if set(forces) <= set(journey.forces):
            goal = world.geography.nodes[journey.nodes[-1]].name
            lines.append(f"{say('On the way to')} {goal}, {say('turn')} {journey.arrival}")
    return "\n".join(lines)


def listed(forces: Sequence[int], world: World, picture: Picture, say: Say) -> list[str]:
    """List forces by name with their readiness, at most ``LISTED`` of them."""
    lines = []
    for force in forces[:LISTED]:
        ready = f", {say('readiness')} {picture.readiness[force]:.0f}" if picture.readiness else ""
        lines.append(f"{world.forces[force].name}{ready}")
    if len(forces) > LISTED:
        lines.append(f"… {say('and')} {len(forces) - LISTED} {say('more')}")
    return lines


def area_words(index: int, ground: Ground, picture: Picture, say: Say) -> str:
    """Describe a sea area (index from 0) or an air area (-1 - index)."""
    sea = index >= 0
    number = index if sea else -1 - index
    area = (ground.outline.sea_areas if sea else ground.outline.air_areas)[number]
    cover = picture.sea_cover if sea else picture.air_cover
    value = f"\n{say('Cover')} {cover[number]:.0f}" if number < len(cover) else ""
    return f"{area.id}  {area.name}{value}"
