"""Stills of the map: one moment drawn as SVG from the map's own geometry, without a screen."""

from __future__ import annotations

from tabletop.analysis.still.drawing import draw_still
from tabletop.analysis.still.ground import Ground, Window, ground_of, window_of

__all__ = ["Ground", "Window", "draw_still", "ground_of", "window_of"]
