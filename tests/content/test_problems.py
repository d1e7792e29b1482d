"""Problems sort as they stand in the file, and offer the nearest right word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.content.problems import ContentFault, Problem, did_you_mean, nearest

WORDS = ["willingness", "domestic_support", "tension", "us_backstop", "France"]


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("wilingness", "willingness"),
        ("Domestic Support", "domestic_support"),
        ("domestic-suport", "domestic_support"),
        ("TENSION", "tension"),
        ("france", "France"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_offered_and_nothing_far_fetched(word: str, right: str | None) -> None:
    assert nearest(word, WORDS) == right
    assert did_you_mean(word, WORDS) == ("" if right is None else f"; did you mean '{right}'?")


@given(st.text(), st.lists(st.text()))
def test_the_nearest_word_is_always_one_of_the_choices(word: str, choices: list[str]) -> None:
    found = nearest(word, choices)
    assert found is None or found in choices


def test_a_fault_tells_its_problems_in_file_order_and_each_once() -> None:
    late, early = Problem("a.yaml", 10, 1, "late"), Problem("a.yaml", 9, 80, "early")
    fault = ContentFault([late, early, late])
    assert fault.problems == (early, late)
    assert str(fault) == "a.yaml:9:80: early\na.yaml:10:1: late"
