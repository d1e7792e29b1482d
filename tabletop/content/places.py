"""Where content lies: in the checkout, or inside an installed package."""

from __future__ import annotations

from pathlib import Path

SHELVES = {
    "actors": "scenarios/actors",
    "forces": "scenarios/forces",
    "injects": "injects",
    "maps": "maps",
}
"""Folders of the library by kind; a scenario that brings its own packs calls them by the kind."""

SPEC_FORMAT = 1
"""Version of the resolved scenario."""

CODE = Path(__file__).resolve().parent.parent
"""The folder of the package."""


def content_root() -> Path:
    """Return the folder that holds the shipped content: inside a wheel, else the checkout."""
    inside = CODE / "_content"
    return inside if inside.is_dir() else CODE.parent
