"""How colours look to people who see fewer of them, and how far two colours then lie apart.

The simulation is that of Machado, Oliveira and Fernandes (2009) at full severity; distance is the
CIE 1976 difference in L*a*b* (D65), of which about 2 can just be noticed side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Triple = tuple[float, float, float]

SIGHTS: Mapping[str, tuple[Triple, Triple, Triple]] = MappingProxyType(
    {
        "protanopia": (
            (0.152286, 1.052583, -0.204868),
            (0.114503, 0.786281, 0.099216),
            (-0.003882, -0.048116, 1.051998),
        ),
        "deuteranopia": (
            (0.367322, 0.860646, -0.227968),
            (0.280085, 0.672501, 0.047413),
            (-0.011820, 0.042940, 0.968881),
        ),
        "tritanopia": (
            (1.255528, -0.076749, -0.178779),
            (-0.078411, 0.930809, 0.147602),
            (0.004733, 0.691367, 0.303900),
        ),
    }
)
"""Matrices over linear red, green and blue."""
WHITE = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> Triple:
    """Return ``#rrggbb`` as linear red, green and blue, 0 to 1 (sRGB, IEC 61966-2-1)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def seen(colour: str, sight: str) -> Triple:
    """Return a colour as linear parts as somebody with a sight sees it; ``normal`` changes nothing.

    Raises ``KeyError`` for a sight that is not in ``SIGHTS``.
    """
    parts = linear(colour)
    if sight == "normal":
        return parts
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, parts, strict=True))))
        for row in SIGHTS[sight]
    )
    return red, green, blue


def lab(parts: Triple) -> Triple:
    """Return linear red, green and blue as L*, a*, b*."""
    red, green, blue = parts
    x = 0.4124564 * red + 0.3575761 * green + 0.1804375 * blue
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = 0.0193339 * red + 0.1191920 * green + 0.9503041 * blue
    fx, fy, fz = (_bent(value / white) for value, white in zip((x, y, z), WHITE, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _bent(value: float) -> float:
    return float(value ** (1 / 3)) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def apart(one: str, other: str, sight: str = "normal") -> float:
    """Return how far two colours lie apart for somebody with a sight (CIE 1976)."""
    pairs = zip(lab(seen(one, sight)), lab(seen(other, sight)), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)
