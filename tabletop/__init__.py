"""Ceasefire Tabletop, a desktop wargame and tabletop exercise on a ceasefire line."""

__version__ = "0.1.0"
