"""A condition that can hold is never called impossible, and an impossible one is found out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.content.reach import can_hold
from tabletop.rules.conditions import ConditionFault
from tabletop.world.variables import FLAGS

NAMES = {
    "actor": {"gb": 0, "fr": 1, "de": 2},
    "sector": {"S01": 0, "sumy": 0, "S02": 1, "kupiansk": 1},
    "caveat": {"rear_only": 0, "no_combat": 1},
    "flag": {name: i for i, name in enumerate(FLAGS)},
    **{
        name: {"x": 0}
        for name in ("force", "node", "link", "inject", "enabler", "tier", "air_area", "sea_area")
    },
}
EVER: dict[str, list[float]] = {}


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "tension[kupiansk] > 60 and us_backstop < 40",
        "tension[S01] > 60 and tension[S02] < 10",
        "us_backstop >= 100",
        "not us_backstop > 0",
        'mandate == "unsc" and mission_phase != "deployed"',
        "flag[unsc_tabled] and not flag[unsc_vetoed]",
        "caveat[de, no_combat]",
        "max(tension) > 99 and min(tension) > 99",
        "sum(violations) >= 3",
        "10 < cohesion < 10.02",
        "willingness[de] + willingness[fr] > 199",
        "turns_since_deploy[fr] >= french_vote_turn",
        "us_backstop / 2 > 49",
        "casualties_coalition == 17",
    ],
)
def test_what_can_hold_is_not_called_impossible(text: str) -> None:
    assert can_hold(text, NAMES, EVER)


@pytest.mark.parametrize(
    "text",
    [
        "false",
        "us_backstop > 100",
        "us_backstop < 0 or cohesion < 0",
        "tension[sumy] > 60 and tension[S01] < 60",
        'mandate == "unsc" and mandate == "none"',
        "flag[unsc_tabled] and not flag[unsc_tabled]",
        "max(tension) > 100",
        "not true",
        "2 > 3",
        "casualties_coalition > 3 and casualties_coalition < 4",
    ],
)
def test_what_cannot_hold_is_found_out(text: str) -> None:
    assert not can_hold(text, NAMES, EVER)


def test_the_turns_and_seasons_that_come_are_a_limit() -> None:
    assert can_hold("turn >= 13", NAMES, {"turn": [12, 13]})
    assert not can_hold("turn >= 13", NAMES, {"turn": [11, 12]})
    assert not can_hold('season == "autumn"', NAMES, {"season": [0, 1]})


def test_a_condition_that_cannot_be_read_is_a_fault() -> None:
    with pytest.raises(ConditionFault):
        can_hold("tenson > 3", NAMES, EVER)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["cohesion", "legitimacy", "escalation"]),
            st.sampled_from(["<", "<=", ">", ">=", "=="]),
            st.integers(-10, 110),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_joined_comparisons_hold_exactly_when_a_value_satisfies_them(
    parts: list[tuple[str, str, int]],
) -> None:
    text = " and ".join(f"{name} {sign} 0 - {-number}" if number < 0 else f"{name} {sign} {number}"
                        for name, sign, number in parts)  # fmt: skip
    halves = [n / 2 for n in range(201)]  # numbers are whole, so halves reach every gap
    tests = {"<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__,
             "==": float.__eq__}  # fmt: skip
    possible = all(
        any(
            all(tests[sign](value, float(limit)) for name, sign, limit in parts if name == one)
            for value in halves
        )
        for one, _, _ in parts
    )
    assert can_hold(text, NAMES, EVER) == possible
