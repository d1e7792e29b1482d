"""Sentences about the ways in which Russia tests, and about why an order to test is refused."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tabletop.rules.red import CAME_OFF
from tabletop.rules.refusals import Refusal

_SAID: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "drone": (
            "Drones crossed into the airspace of the allies",
            "Drones on their way into allied airspace were stopped",
        ),
        "cyber": (
            "A cyber attack hit the networks of the force",
            "A cyber attack on the networks of the force was fended off",
        ),
        "energy": (
            "The Ukrainian grid was put under pressure",
            "Pressure on the Ukrainian grid came to nothing",
        ),
        "mines": (
            "Mines were found in the Black Sea corridor",
            "Mines were cleared before they closed the Black Sea corridor",
        ),
        "hostage": (
            "People of the mission were seized and held",
            "An attempt to seize people of the mission failed",
        ),
        "walk_out": (
            "The Russian delegation walked out of the talks",
            "The Russian delegation threatened to walk out and stayed",
        ),
        "belarus": (
            "Troops on the Belarusian axis moved towards the border",
            "A move on the Belarusian axis was called off",
        ),
    }
)
"""For each way: what is said when it came off, and when it was foiled."""


def way_sentence(way: str, numbers: Mapping[str, float]) -> str:
    """Say how a test went, and whether it was attributed in public."""
    came, foiled = _SAID[way]
    told = came if numbers["result"] == CAME_OFF else foiled
    return f"{told}; {'attributed in public' if numbers['attributed'] else 'not attributed'}."


WAY_WORDS = {
    Refusal.NOT_ADVERSARY: (
        "{actor} does not test the coalition.",
        "Let Russia, Belarus or North Korea do it.",
    ),
    Refusal.WAY_TAKEN: (
        "This test has been ordered in this turn already.",
        "Choose another way, or wait for turn {next_turn}.",
    ),
    Refusal.WAYS_FULL: (
        "Moscow has ordered as many tests as it can steer in one turn.",
        "Wait for turn {next_turn}.",
    ),
    Refusal.NO_OPENING: (
        "There is no opening for this test: nobody to hold, no corridor, no border or no talks.",
        "Choose another way, such as disinformation.",
    ),
    Refusal.TARGET_UNFIT: (
        "This test is not aimed at such a target.",
        "Name a sector for a probe, an air area for strikes, or a link for sabotage.",
    ),
}
"""Reason and remedy of the refusals about tests."""
