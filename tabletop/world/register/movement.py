"""Doctrine entries: Movement, capacity, readiness, sustainment and money."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

MOVEMENT: tuple[Entry, ...] = ()
"""Movement, capacity, readiness, sustainment and money."""
