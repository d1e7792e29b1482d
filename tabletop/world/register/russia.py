"""Doctrine entries: Russian pressure, tests, incidents, responses and escalation."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

RUSSIA: tuple[Entry, ...] = ()
"""Russian pressure, tests, incidents, responses and escalation."""
