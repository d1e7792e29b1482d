"""Named views of the map: what is in the middle and how near it is, kept between starts."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tabletop.ui.map.camera import FARTHEST, NEAREST

MOST, LONGEST = 50, 60
"""Most bookmarks of a map, and most letters of a name."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A view: its name, its centre in metres, and its scale in metres to a pixel."""

    name: str
    x: float
    y: float
    scale: float


def written(bookmarks: Sequence[Bookmark]) -> str:
    """Write bookmarks as one line of JSON."""
    return json.dumps([asdict(one) for one in bookmarks], ensure_ascii=True)


def read(text: str) -> list[Bookmark]:
    """Read bookmarks; the settings file is anybody's, and what makes no sense in it is left out."""
    try:
        held = json.loads(text) if text else []
    except ValueError:
        return []
    found = []
    for one in held[:MOST] if isinstance(held, list) else []:
        try:
            name = str(one["name"]).strip()[:LONGEST]
            x, y, scale = (float(one[key]) for key in ("x", "y", "scale"))
        except (KeyError, TypeError, ValueError):
            continue
        if name and math.isfinite(x + y) and NEAREST <= scale <= FARTHEST:
            found.append(Bookmark(name, x, y, scale))
    return found


def kept(bookmarks: Sequence[Bookmark], new: Bookmark) -> list[Bookmark]:
    """Return the bookmarks with one more; it takes the place of another of the same name."""
    name = new.name.strip()[:LONGEST]
    one = Bookmark(name, new.x, new.y, new.scale)
    if any(old.name == name for old in bookmarks):
        return [one if old.name == name else old for old in bookmarks]
    return [*bookmarks, one][-MOST:]


def without(bookmarks: Sequence[Bookmark], name: str) -> list[Bookmark]:
    """Return the bookmarks without that of a name."""
    return [one for one in bookmarks if one.name != name]
