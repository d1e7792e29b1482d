"""Laws of doctrine: defaults, what a scenario says, and what a session was played with."""

from __future__ import annotations

import math

import pytest

from tabletop.world.doctrine import Doctrine
from tabletop.world.register import ENTRIES


def test_every_entry_is_sound() -> None:
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES)
    for entry in ENTRIES:
        assert math.isfinite(entry.value) and entry.low <= entry.value <= entry.high, entry.name
        assert entry.says.endswith(".") and entry.unit and entry.source, entry.name
        assert entry.confidence in ("high", "medium", "low", "assumption"), entry.name


def test_a_scenario_counts_more_than_what_was_recorded_and_that_more_than_defaults() -> None:
    first, second, third = (entry.name for entry in ENTRIES[:3])
    recorded = {first: 7.5, second: 8.5, "an_entry_that_has_gone": 1.0}
    doctrine = Doctrine(ENTRIES, {second: 9.5}, recorded)
    assert (getattr(doctrine, first), getattr(doctrine, second)) == (7.5, 9.5)
    assert getattr(doctrine, third) == ENTRIES[2].value
    assert doctrine.is_changed(second) and not doctrine.is_changed(first)
    assert doctrine.values()[first] == 7.5


def test_an_unknown_entry_is_refused() -> None:
    with pytest.raises(KeyError, match="no doctrine entry"):
        Doctrine(ENTRIES, {"an_entry_that_never_was": 1.0})
    with pytest.raises(AttributeError):
        _ = Doctrine(ENTRIES).an_entry_that_never_was
