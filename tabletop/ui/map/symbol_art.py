"""SVG drawings of APP-6 symbols: kept in a file, asked of milsymbol only when one is new.

milsymbol takes about half a second to load, more than the desk may stand still.  Its drawings are
therefore kept in the person's cache folder, and new ones are made by a second process while the
map shows plain frames.  The second process runs this file.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

VERSION = 1
LARGEST = 8_000_000
"""Bytes of a cache file beyond which it is not read."""
BASELINE = 0.36
"""Part of the font size by which QtSvg, which knows no ``dominant-baseline``, must lower a text."""
_TEXT = re.compile(r"<text\b[^>]*>")
_Y = re.compile(r'(\sy=")(-?[\d.]+)(")')
_SIZE = re.compile(r'\sfont-size="([\d.]+)')
_BASE = re.compile(r'\sdominant-baseline="(?:middle|central)"')


def complete(sidc: str) -> str:
    """Return a symbol code as milsymbol reads it: number codes have 20 digits."""
    return sidc.ljust(20, "0") if sidc.isdigit() else sidc


def draw(sidcs: Iterable[str]) -> dict[str, str]:
    """Draw symbols with milsymbol; a code it does not know gives an empty string."""
    from milsymbol import Symbol

    drawn = {}
    for sidc in sidcs:
        symbol = Symbol(complete(sidc), size=100)
        drawn[sidc] = lowered(symbol.as_svg()) if symbol.is_valid() else ""
    return drawn


def lowered(svg: str) -> str:
    """Move texts that are centred on their baseline to where QtSvg must draw them."""

    def move(match: re.Match[str]) -> str:
        tag = match.group()
        size = _SIZE.search(tag)
        if size is None or not _BASE.search(tag):
            return tag
        drop = BASELINE * float(size.group(1))
        return _Y.sub(lambda y: f"{y[1]}{float(y[2]) + drop:g}{y[3]}", _BASE.sub("", tag))

    return _TEXT.sub(move, svg)


def broken(svg: str) -> str:
    """Break the frame of a drawing, as APP-6 shows a unit that is not there yet.

    milsymbol draws every status alike; the frame is the first thing it draws.
    """
    return re.sub(r"<(path|circle)\b", r'<\1 stroke-dasharray="16,10"', svg, count=1)


def cache_file() -> Path:
    """Return the file that keeps the drawings."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("ceasefire-tabletop", appauthor=False)) / f"symbols-{VERSION}.json"


def read_kept(path: Path) -> dict[str, str]:
    """Read kept drawings; a file that is missing, too large or damaged counts as empty."""
    try:
        if path.stat().st_size > LARGEST:
            return {}
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(held, dict):
        return {}
    return {
        key: svg
        for key, svg in held.items()
        if isinstance(svg, str) and (not svg or svg.startswith("<svg"))
    }


def write_kept(path: Path, drawings: Mapping[str, str]) -> bool:
    """Keep drawings; returns false when the folder cannot be written, which does no harm."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(dict(drawings)), encoding="utf-8")
        part.replace(path)
    except OSError:
        return False
    return True


def command(answer: Path, sidcs: Iterable[str]) -> tuple[str, list[str]]:
    """Return the program and arguments that write drawings to ``answer`` as one JSON object."""
    return sys.executable, ["-P", str(Path(__file__).resolve()), str(answer), *sidcs]


if __name__ == "__main__":
    write_kept(Path(sys.argv[1]), draw(sys.argv[2:]))
