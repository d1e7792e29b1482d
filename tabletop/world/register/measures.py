"""Doctrine entries: Shapes and weights of the measures."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

MEASURES: tuple[Entry, ...] = ()
"""Shapes and weights of the measures."""
