"""Words and colours of drawings: escaped text as SVG, and what the colours of a still mean."""

from __future__ import annotations

from html import escape

FONT = "'Source Sans Pro', 'Noto Sans', Helvetica, Arial, sans-serif"
SEA, LAND, HOME, COAST, OBLAST, INK, DIM = (
    "#cfe0ec", "#f1efe9", "#fdfcf6", "#8fa3b3", "#d8d2c4", "#23282f", "#6a7280",
)  # fmt: skip
LEVELS = ("calm", "watchful", "tense", "high", "critical")
"""Classes of tension, each 20 points wide."""
TENSION = (
    ("#dcebd5", "#1b2027", ""), ("#f6e39a", "#1b2027", "1 7"), ("#f2a65a", "#1b2027", "4 4"),
    ("#c8402f", "#ffffff", "2 2"), ("#5c0f3a", "#ffffff", "none"),
)  # fmt: skip
"""Fill, ink and dashes for each class; the dashes tell the class without any colour."""


def printable(text: str) -> str:
    """Return a text as XML may hold it: control characters left out, markup escaped."""
    return escape("".join(c for c in text if c.isprintable()), quote=True)


def write(
    x: float, y: float, words: str, size: float, colour: str, *, bold: bool = False,
    anchor: str = "start", halo: str = "", spacing: float = 0.0,
) -> str:  # fmt: skip
    """Return words as SVG; with a halo they stand on a rim of that colour."""
    weight = ' font-weight="600"' if bold else ""
    apart = f' letter-spacing="{spacing:g}"' if spacing else ""
    head = (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}" '
        f'text-anchor="{anchor}"{weight}{apart}'
    )
    plain = f"{head}>{printable(words)}</text>"
    if not halo:
        return plain
    rim = f' stroke="{halo}" stroke-width="3.4" stroke-linejoin="round"'
    return f"{head}{rim}>{printable(words)}</text>{plain}"


def line(path: str, colour: str, width: float, more: str = "") -> str:
    """Return a path as a stroke without a fill."""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"{more}/>'
