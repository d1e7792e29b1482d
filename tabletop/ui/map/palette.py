"""How the map looks in a theme: lines, patterns and letter styles, all in the theme's colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from tabletop.ui.map.lettering import Style
from tabletop.ui.theme import Theme

TENSION_PATTERNS: tuple[tuple[float, ...], ...] = (
    (),
    (0.5, 3.5),
    (1.6, 1.6),
    (0.5, 0.6),
    (1000.0, 0.001),
)
"""Dashes painted along a sector for each class of tension, in widths of the inner stroke.

Nothing, far dots, dashes, bars, a solid core: the class can be told without any colour.
"""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letter styles of the map."""

    country: Style
    home_country: Style
    oblast: Style
    sea: Style
    city: Style
    town: Style
    place: Style
    tier: Style
    area: Style
    caption: Style
    cell: Style
    count: Style
    warning: Style
    note: Style
    status: Style
    arrival: Style
    tension: tuple[Style, ...]
    tension_small: tuple[Style, ...]
    lawful: Style
    unlawful: Style


@lru_cache(maxsize=8)
def letters(theme: Theme) -> Letters:
    """Return the letter styles of a theme."""
    halo = theme.halo
    return Letters(
        country=Style(theme.label_dim, halo, 1.05, spacing=2.5),
        home_country=Style(theme.label, halo, 1.35, bold=True, spacing=5.0),
        oblast=Style(theme.label_dim, halo, 0.85, italic=True),
        sea=Style(theme.sea_label, theme.sea, 1.1, italic=True, spacing=2.0),
        city=Style(theme.label, halo, 1.05, bold=True),
        town=Style(theme.label, halo, 0.95),
        place=Style(theme.label_dim, halo, 0.88),
        tier=Style(theme.label_dim, halo, 0.85, bold=True),
        area=Style(theme.sea_label, halo, 0.9, italic=True),
        caption=Style(theme.text, halo, 0.8, bold=True, ground=theme.panel, rim=theme.border),
        cell=Style(theme.text, halo, 0.82, ground=theme.panel),
        count=Style(theme.on_accent, halo, 0.82, bold=True, ground=theme.accent, rim=theme.panel),
        warning=Style(theme.bad, halo, 0.9, bold=True, ground=theme.panel, rim=theme.bad),
        note=Style(theme.text, halo, 0.95, ground=theme.panel, rim=theme.border),
        status=Style(theme.text, halo, 0.85, bold=True, ground=theme.panel, rim=theme.border),
        arrival=Style(theme.route, halo, 0.82, bold=True, ground=theme.panel, rim=theme.route),
        tension=_tension(theme, 0.9),
        tension_small=_tension(theme, 0.72),
        lawful=Style(theme.lawful, halo, 1.0, bold=True, ground=theme.panel, rim=theme.lawful),
        unlawful=Style(theme.text, halo, 0.95, ground=theme.panel, rim=theme.bad),
    )


def _tension(theme: Theme, size: float) -> tuple[Style, ...]:
    return tuple(
        Style(ink, theme.halo, size, bold=True, ground=ground, rim=theme.line_casing)
        for ground, ink in theme.tension
    )


def pen(
    colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine, flat: bool = False
) -> QPen:
    """Return a pen of a width in logical pixels, for painting in pixels of the window."""
    made = QPen(colour, width, style)
    made.setCapStyle(Qt.PenCapStyle.FlatCap if flat else Qt.PenCapStyle.RoundCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return made


def ground_pen(
    colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine, flat: bool = False
) -> QPen:
    """Return a pen of a width in device pixels, for painting in metres of the plane."""
    made = pen(colour, width, style, flat)
    made.setCosmetic(True)
    return made


def dashed(colour: QColor, width: float, pattern: tuple[float, ...]) -> QPen:
    """Return a pen with its own dashes, in widths of the pen."""
    made = pen(colour, width, flat=True)
    made.setDashPattern(list(pattern))
    return made


def sector_pens(theme: Theme, level: int, width: float) -> list[QPen]:
    """Return the strokes of a sector of the given tension class, the lowest first."""
    fill, ink = theme.tension[level]
    pens = [
        pen(theme.colour("line_casing"), width + 3, flat=True),
        pen(QColor(fill), width, flat=True),
    ]
    if TENSION_PATTERNS[level]:
        pens.append(dashed(QColor(ink), width * 0.45, TENSION_PATTERNS[level]))
    return pens
