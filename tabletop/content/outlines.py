"""The outline kept beside a map, for showing the map before its scenario has been read."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tabletop.content.places import content_root
from tabletop.world.ground import SPEC_PARTS, fingerprint
from tabletop.world.outline import Outline

_MAP = re.compile(rb"^map:[ \t]+([a-z][a-z0-9_-]*)[ \t]*(?:#[^\n]*)?\r?$", re.MULTILINE)
"""The line of a scenario that names its map; at the edge of the file YAML has no other meaning."""


def map_of(folder: Path) -> Path | None:
    """Return the folder of the shipped map on which the scenario in ``folder`` plays.

    None when that cannot be told from one line of the scenario, when the scenario brings its own
    map, or when there is no such map: then the scenario must be read first.
    """
    try:
        named = _MAP.findall((folder / "scenario.yaml").read_bytes())
    except OSError:
        return None
    if len(named) != 1:
        return None
    name = named[0].decode("ascii")
    shipped = content_root() / "maps" / name
    return shipped if shipped.is_dir() and not (folder / "maps" / name).exists() else None


def kept_outline(map_folder: Path) -> Outline | None:
    """Return the outline kept beside a map; None when the map's files are not those it is made of.

    A missing, broken or outdated file only costs the time until the map is seen.
    """
    try:
        kept = json.loads((map_folder / "outline.json").read_bytes())
        parts = [(map_folder / f"{part}.yaml").read_bytes() for part in SPEC_PARTS]
        return Outline.read(kept) if kept["made_of"] == fingerprint(*parts) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
