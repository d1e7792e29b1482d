"""Doctrine entries: National decisions, willingness, support, mandates and caveats."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

POLITICS: tuple[Entry, ...] = ()
"""National decisions, willingness, support, mandates and caveats."""
