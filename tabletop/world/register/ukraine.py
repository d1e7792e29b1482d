"""Doctrine entries: Ukraine, its army, society and energy, and the economy of the war."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

UKRAINE: tuple[Entry, ...] = ()
"""Ukraine, its army, society and energy, and the economy of the war."""
