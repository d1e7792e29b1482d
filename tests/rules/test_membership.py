"""Laws of membership: who stands with the coalition now counts, who stood with it once does not."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import tabletop.rules
from tabletop.rules.burden import compare
from tabletop.rules.capitals import shift_course
from tabletop.rules.economy import trade
from tabletop.rules.kyiv import trust_won
from tabletop.rules.measures import score
from tabletop.rules.membership import CANDIDATE, LEFT, MEMBER, OUTSIDE, allied, allied_mean
from tabletop.rules.turn import initial_state
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tests.worlds import small_world

WORLD = small_world()
LEAVER = WORLD.actor("de")
OF_THE_START = {"membership.py", "burden.py"}
"""Rules that compare the coalition with its roster at the start."""


def seen(state: State) -> tuple[float, ...]:
    """Return what rules make of sanctions, trust, aid and willingness of the allies."""
    luck = Luck.of(1, turn=1)
    pressed = state.copy()
    trade(WORLD, pressed, luck)
    shift_course(WORLD, pressed, luck)
    compare(WORLD, pressed)
    return (
        float(allied_mean(WORLD, state, state.sanctions)[0]),
        float(trust_won(WORLD, state)[0]),
        float(pressed.sanction_pressure[0]),
        float(pressed.burden_gap[0]),
        float(score(WORLD, state)["cohesion"][0]),
    )


def wanting(membership: int) -> Callable[[float], tuple[float, ...]]:
    def look(value: float) -> tuple[float, ...]:
        state = initial_state(WORLD)
        state.membership[:, LEAVER] = membership
        state.ua_aid[:] = 50.0
        for name in ("sanctions", "trust", "ua_aid", "willingness"):
            getattr(state, name)[:, LEAVER] = value
        return seen(state)

    return look


@pytest.mark.parametrize("membership", [LEFT, OUTSIDE])
def test_who_does_not_stand_with_the_coalition_counts_for_nothing(membership: int) -> None:
    look = wanting(membership)
    assert look(20.0) == look(90.0)


@pytest.mark.parametrize("membership", [MEMBER, CANDIDATE])
def test_who_stands_with_the_coalition_counts_everywhere(membership: int) -> None:
    look = wanting(membership)
    assert all(low != high for low, high in zip(look(20.0), look(90.0), strict=True))


def test_at_the_start_the_allies_are_those_of_the_roster() -> None:
    state = initial_state(WORLD, 2)
    assert (allied(state) == WORLD.is_member[None]).all()
    state.membership[1, LEAVER] = LEFT
    assert np.flatnonzero(allied(state)[0] != allied(state)[1]).tolist() == [LEAVER]


def test_no_rule_goes_by_the_roster_of_the_start() -> None:
    root = Path(tabletop.rules.__file__).parent
    found = {
        path.name
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "is_member"
    }
    assert found == OF_THE_START
