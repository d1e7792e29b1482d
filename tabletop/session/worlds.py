"""The world inside a session file, built again from what the file embeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tabletop.session.packing import Arrays
from tabletop.session.record import BrokenRecord
from tabletop.world.geography import Geography, geography_arrays
from tabletop.world.world import World, build

MAX_FORCES = 20_000
"""Most forces that a scenario may have; a real one has hundreds."""


def ground_of(spec: Mapping[str, Any], arrays: Arrays | None = None) -> Arrays:
    """Return the geography arrays of a resolved scenario, worked out unless they are given."""
    return geography_arrays(spec["map"]) if arrays is None else arrays


def world_of(spec: Mapping[str, Any], arrays: Arrays) -> World:
    """Build the world of a resolved scenario and its geography arrays.

    Raises ``BrokenRecord`` when they do not describe one; they may come from anybody's file.
    """
    try:
        units = sum(c["max"] for actor in spec["actors"] for c in actor["contributions"])
        if units > MAX_FORCES:
            raise BrokenRecord(f"the scenario inside has {units} units, more than any real one")
        return build(spec, Geography.assemble(spec["map"], arrays))
    except (LookupError, TypeError, ValueError, AttributeError) as fault:
        what = f"{type(fault).__name__}: {fault}"
        raise BrokenRecord(f"the scenario inside cannot be used ({what})") from fault
