"""Colours that mean something lie apart for everybody, and are never the only sign."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from tabletop.ui.colour_sight import SIGHTS, apart, lab, linear, seen
from tabletop.ui.theme import THEMES, Theme

APART = 14.0
"""Least distance of two colours that tell things apart; about 2 can just be noticed."""
BANDS_APART = 11.0
"""The same for the bands of tiers, which are large, lie in order and carry their names."""
every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
every_sight = pytest.mark.parametrize("sight", ["normal", *SIGHTS])


def groups(theme: Theme) -> dict[str, list[str]]:
    return {
        "judgement": [theme.good, theme.warn, theme.bad],
        "places for a force": [theme.lawful, theme.unlawful, theme.bad],
        "tension": [fill for fill, _ in theme.tension],
        "sides": [theme.coalition, theme.ukraine, theme.adversary, theme.neutral],
        "lanes of the timeline": [theme.accent, theme.good, theme.bad],
        "forces on the way, links, damage": [theme.route, theme.link, theme.bad],
        "sea and land links, damage": [theme.sea_link, theme.link, theme.bad],
    }


@every_theme
@every_sight
def test_colours_that_mean_something_lie_apart_for_every_sight(theme: Theme, sight: str) -> None:
    for what, colours in groups(theme).items():
        for one, other in combinations(colours, 2):
            distance = apart(one, other, sight)
            assert distance >= APART, f"{what}: {one} and {other} are {distance:.1f} apart"
    for one, other in combinations(theme.tier_bands, 2):
        assert apart(one, other, sight) >= BANDS_APART


def told(theme: Theme) -> list[str]:
    """Return the rows of the page on colours for a theme."""
    return [
        f"| {theme.title} | {what} | " + " | ".join(
            f"{min(apart(a, b, sight) for a, b in combinations(colours, 2)):.0f}"
            for sight in ("normal", *SIGHTS)
        ) + " |"
        for what, colours in {**groups(theme), "bands of tiers": list(theme.tier_bands)}.items()
    ]  # fmt: skip


@every_theme
def test_the_page_on_colours_gives_the_distances_as_they_are(theme: Theme) -> None:
    page = (Path(__file__).parents[2] / "docs" / "colours.md").read_text(encoding="utf-8")
    for row in told(theme):
        assert row in page


def test_the_simulation_leaves_greys_alone_and_takes_red_from_green_away() -> None:
    for sight in SIGHTS:
        for grey in ("#000000", "#808080", "#ffffff"):
            assert seen(grey, sight) == pytest.approx(linear(grey), abs=0.01)
    red, green = "#b3261e", "#18703a"
    assert apart(red, green, "deuteranopia") < apart(red, green) / 3
    with pytest.raises(KeyError):
        seen(red, "nobody's")


def test_lab_is_that_of_the_standard() -> None:
    assert lab(linear("#ffffff")) == pytest.approx((100.0, 0.0, 0.0), abs=0.05)
    assert lab(linear("#ff0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.1)
    assert lab(linear("#0000ff")) == pytest.approx((32.30, 79.19, -107.86), abs=0.1)
