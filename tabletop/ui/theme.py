"""The colours of the desk: one set of named colours for each theme, with tested contrast.

Everything that is drawn takes its colours from a :class:`Theme`; nothing names a colour itself.
Texts reach a contrast of at least 4.5 : 1 on the ground named beside them, marks at least 3 : 1
(WCAG 2.2, success criteria 1.4.3 and 1.4.11).

Colours that tell things apart keep to the hues of Okabe and Ito (bluish green, orange, vermilion,
blue, reddish purple), darkened or lightened until they reach these contrasts, and lie apart for
people with protanopia, deuteranopia and tritanopia too: see ``colour_sight``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtGui import QColor, QGuiApplication, QPalette

Band = tuple[str, str]
"""A fill colour and the colour of text on it."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colours as ``#rrggbb``.

    ``tension`` holds five bands from calm to critical, ``rating`` three from good to bad.
    """

    name: str
    title: str
    dark: bool
    # the desk
    window: str
    panel: str
    raised: str
    border: str
    text: str
    text_dim: str
    accent: str
    on_accent: str
    focus: str
    good: str
    warn: str
    bad: str
    tension: tuple[Band, Band, Band, Band, Band]
    # the map
    sea: str
    land: str
    home_land: str
    coast: str
    frontier: str
    oblast: str
    home_border: str
    label: str
    label_dim: str
    sea_label: str
    halo: str
    link: str
    sea_link: str
    node: str
    tier_bands: tuple[str, str, str]
    line_casing: str
    route: str
    lawful: str
    unlawful: str
    coalition: str
    ukraine: str
    adversary: str
    neutral: str

    def colour(self, name: str, alpha: float = 1.0) -> QColor:
        """Return the named colour with an opacity of 0 to 1; AttributeError for another name."""
        return shade(getattr(self, name), alpha)


def shade(colour: str, alpha: float = 1.0) -> QColor:
    """Return ``#rrggbb`` as a colour with an opacity of 0 to 1."""
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made


LIGHT = Theme(
    name="light",
    title="Light",
    dark=False,
    window="#f3f4f6",
    panel="#ffffff",
    raised="#e8ebef",
    border="#868e99",
    text="#1b2027",
    text_dim="#4d5661",
    accent="#0b5cad",
    on_accent="#ffffff",
    focus="#0b5cad",
    good="#0c503a",
    warn="#8e670e",
    bad="#892111",
    tension=(
        ("#dcebd5", "#1b2027"),
        ("#f6e39a", "#1b2027"),
        ("#f2a65a", "#1b2027"),
        ("#c8402f", "#ffffff"),
        ("#5c0f3a", "#ffffff"),
    ),
    sea="#cfe0ec",
    land="#f1efe9",
    home_land="#fdfcf6",
    coast="#7b94a8",
    frontier="#a39c90",
    oblast="#cfc8b8",
    home_border="#5a554b",
    label="#23282f",
    label_dim="#535b66",
    sea_label="#2c5573",
    halo="#fdfcf6",
    link="#9a8f7d",
    sea_link="#3f7fae",
    node="#3a414b",
    tier_bands=("#dcb0cc", "#a3c2ee", "#e2ecc2"),
    line_casing="#23282f",
    route="#0b5cad",
    lawful="#0c503a",
    unlawful="#6b7280",
    coalition="#80e0ff",
    ukraine="#9aa6ff",
    adversary="#ff8080",
    neutral="#aaffaa",
)

DARK = Theme(
    name="dark",
    title="Dark",
    dark=True,
    window="#171a1f",
    panel="#1f242b",
    raised="#2b323b",
    border="#77818e",
    text="#eceff3",
    text_dim="#b3bcc8",
    accent="#7db8f5",
    on_accent="#0d1620",
    focus="#9ccbff",
    good="#4fe0b0",
    warn="#ebc037",
    bad="#f5735c",
    tension=(
        ("#2f4a37", "#f4f6f8"),
        ("#7a6b18", "#ffffff"),
        ("#f5b04b", "#14171c"),
        ("#f0573f", "#14171c"),
        ("#ffb3dc", "#14171c"),
    ),
    sea="#10202e",
    land="#23272c",
    home_land="#30353b",
    coast="#4f6b82",
    frontier="#5d6672",
    oblast="#474e57",
    home_border="#a7afb9",
    label="#eef1f5",
    label_dim="#b9c1cc",
    sea_label="#8fbfe0",
    halo="#171a1f",
    link="#737b87",
    sea_link="#5f9fcf",
    node="#d5dae1",
    tier_bands=("#80446e", "#2c5484", "#3a4a2c"),
    line_casing="#f4f6f8",
    route="#7db8f5",
    lawful="#4fe0b0",
    unlawful="#8f98a5",
    coalition="#80e0ff",
    ukraine="#9aa6ff",
    adversary="#ff8080",
    neutral="#aaffaa",
)

HIGH_CONTRAST = Theme(
    name="high_contrast",
    title="High contrast",
    dark=True,
    window="#000000",
    panel="#000000",
    raised="#141414",
    border="#ffffff",
    text="#ffffff",
    text_dim="#e6e6e6",
    accent="#ffe14d",
    on_accent="#000000",
    focus="#ffe14d",
    good="#7cfed4",
    warn="#eeb85b",
    bad="#e47661",
    tension=(
        ("#1f3d1f", "#ffffff"),
        ("#6b5d00", "#ffffff"),
        ("#ffae42", "#000000"),
        ("#ff7a66", "#000000"),
        ("#ffd0ec", "#000000"),
    ),
    sea="#000a14",
    land="#161616",
    home_land="#262626",
    coast="#8fb4d0",
    frontier="#9a9a9a",
    oblast="#6b6b6b",
    home_border="#ffffff",
    label="#ffffff",
    label_dim="#e0e0e0",
    sea_label="#b5dcff",
    halo="#000000",
    link="#a8a8a8",
    sea_link="#86c5ff",
    node="#ffffff",
    tier_bands=("#7a2a66", "#1d4c88", "#35511c"),
    line_casing="#ffffff",
    route="#ffe14d",
    lawful="#7cfed4",
    unlawful="#a0a0a0",
    coalition="#80e0ff",
    ukraine="#9aa6ff",
    adversary="#ff8080",
    neutral="#aaffaa",
)

THEMES: Mapping[str, Theme] = MappingProxyType(
    {theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)}
)
"""Every theme by name."""


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def system_theme() -> Theme:
    """Return the light or the dark theme, whichever the person's desktop uses."""
    from PySide6.QtCore import Qt

    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def palette(theme: Theme) -> QPalette:
    """Return the theme as the palette of an application."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    pairs = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.panel,
        role.AlternateBase: theme.raised,
        role.Text: theme.text,
        role.PlaceholderText: theme.text_dim,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.focus,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.raised,
        role.Mid: theme.border,
        role.Dark: theme.border,
        role.Shadow: theme.border,
    }
    for name, colour in pairs.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(group.Disabled, name, shade(theme.text_dim, 0.75))
    made.setColor(group.Disabled, role.Highlight, QColor(theme.raised))
    return made
