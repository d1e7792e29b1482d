"""The themes: every text and every mark can be read on its ground."""

from __future__ import annotations

import pytest

from tabletop.ui.map.palette import TENSION_PATTERNS, letters
from tabletop.ui.theme import THEMES, Theme, contrast, palette

every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))


@every_theme
def test_text_reaches_four_and_a_half_to_one(theme: Theme) -> None:
    pairs = [(t, g) for t in ("text", "text_dim") for g in ("window", "panel", "raised")]
    pairs += [("on_accent", "accent"), ("accent", "panel"), ("good", "panel"), ("warn", "panel")]
    pairs += [("bad", "panel"), ("bad", "window"), ("accent", "window")]
    for text, ground in pairs:
        ratio = contrast(getattr(theme, text), getattr(theme, ground))
        assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"


@every_theme
def test_names_on_the_map_reach_it_on_every_ground_they_may_lie_on(theme: Theme) -> None:
    for text in ("label", "label_dim"):
        for ground in ("land", "home_land", "halo", "sea"):
            ratio = contrast(getattr(theme, text), getattr(theme, ground))
            assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"
    assert contrast(theme.sea_label, theme.sea) >= 4.5


@every_theme
def test_every_letter_style_can_be_read_on_its_own_plate_or_halo(theme: Theme) -> None:
    styles = letters(theme)
    for name in styles.__slots__:
        held = getattr(styles, name)
        for style in held if isinstance(held, tuple) else (held,):
            assert contrast(style.colour, style.ground or style.halo) >= 4.5, name


@every_theme
def test_marks_reach_three_to_one(theme: Theme) -> None:
    for mark in ("lawful", "focus", "route", "bad", "node", "line_casing", "unlawful"):
        for ground in ("land", "home_land"):
            ratio = contrast(getattr(theme, mark), getattr(theme, ground))
            assert ratio >= 3.0, f"{mark} on {ground}: {ratio:.2f}"


@every_theme
def test_tension_can_be_told_without_colour(theme: Theme) -> None:
    assert len(theme.tension) == len(TENSION_PATTERNS) == len(set(TENSION_PATTERNS)) == 5
    for ground, ink in theme.tension:
        assert contrast(ground, ink) >= 4.5


@every_theme
def test_a_palette_takes_the_colours_of_its_theme(theme: Theme) -> None:
    made = palette(theme)
    assert made.window().color().name() == theme.window
    assert made.windowText().color().name() == theme.text


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == pytest.approx(1.0)
