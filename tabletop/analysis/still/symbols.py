"""APP-6 symbols for stills: each drawn once by milsymbol, then placed many times."""

from __future__ import annotations

import re
from functools import lru_cache

_WRAP = re.compile(r"^<svg\b[^>]*viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>$", re.DOTALL)
_FRIEND_FILL = "rgb(128,224,255)"
UKRAINE = "#a8bcff"
"""Fill of Ukrainian frames; both are friends, and a reader wants to tell them apart."""
BOX = (-80.0, -125.0, 80.0, 75.0)
"""About what a symbol covers round its middle, in the units of milsymbol."""


@lru_cache(maxsize=512)
def drawing_of(sidc: str, side: str) -> str:
    """Return the inside of a symbol's drawing, its middle at (100, 100); a frame if unknown."""
    from milsymbol import Symbol

    code = sidc.ljust(20, "0") if sidc.isdigit() else sidc
    symbol = Symbol(code, size=100)
    match = _WRAP.match(symbol.as_svg()) if symbol.is_valid() else None
    if match is None:
        return _frame(side)
    inside = match.group(2)
    return inside.replace(_FRIEND_FILL, UKRAINE) if side == "ukraine" else inside


def _frame(side: str) -> str:
    if side == "russia":
        path, fill = "M100 28L172 100 100 172 28 100Z", "#ff8080"
        return f'<path d="{path}" fill="{fill}" stroke="#000" stroke-width="4"/>'
    fill = UKRAINE if side == "ukraine" else "#80e0ff"
    return f'<path d="M25 50H175V150H25Z" fill="{fill}" stroke="#000" stroke-width="4"/>'
