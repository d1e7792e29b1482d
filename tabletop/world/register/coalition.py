"""Doctrine entries: Cohesion, command, legitimacy, enablers, flank and perception."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

COALITION: tuple[Entry, ...] = ()
"""Cohesion, command, legitimacy, enablers, flank and perception."""
