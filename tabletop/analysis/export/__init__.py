"""Exports of a record for other programs: tables, states, GeoJSON, MSEL and map stills."""

from __future__ import annotations

from tabletop.analysis.export.bundle import EXPORTS, write_exports

__all__ = ["EXPORTS", "write_exports"]
