"""What a result says about its worlds: odds, intervals, time to an event, regret."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.analysis.explore.plan import Plan
from tabletop.analysis.explore.results import ResultSet, Share
from tabletop.analysis.explore.summary import summary
from tabletop.rules.measures import MEASURES


def test_wilsons_interval_is_the_published_one() -> None:
    """Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662."""
    low, high = Share(81, 263).interval
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


@given(st.integers(1, 5000), st.data())
def test_an_interval_holds_its_share_and_stays_within_one(trials: int, data: st.DataObject) -> None:
    share = Share(data.draw(st.integers(0, trials)), trials)
    low, high = share.interval
    assert 0.0 <= low <= share.odds + 1e-12
    assert share.odds - 1e-12 <= high <= 1.0


def test_no_worlds_say_nothing() -> None:
    assert math.isnan(Share(0, 0).odds)
    assert Share(0, 0).interval == (0.0, 1.0)


def test_every_column_has_a_value_for_every_cell_world_and_turn(
    small: Plan, result: ResultSet
) -> None:
    for name in result.names:
        assert result.column(name).shape == (2, small.runs, small.turns)
    assert (result.column("run")[:, :, 0] == np.arange(3, 15)).all()
    assert (result.column("turn")[..., 0] == 1).all()
    assert (result.column("cell")[1] == 1).all()


def put(result: ResultSet, column: str, values: np.ndarray) -> ResultSet:
    """Open the result anew with other values in one column."""
    other = ResultSet(result.path)
    other.column(column)[:] = values
    return other


def test_odds_count_worlds_in_which_an_event_came_in_time(result: ResultSet) -> None:
    happens = np.zeros((2, 12, 2), dtype=bool)
    happens[0, :4, 0] = True
    happens[0, 4:6, 1] = True
    made = put(result, "event_breach", happens)
    assert made.first("breach")[0].tolist() == [1] * 4 + [2] * 2 + [0] * 6
    assert made.odds(0, "breach") == Share(6, 12)
    assert made.odds(0, "breach", by=1) == Share(4, 12)
    assert made.odds_at_end(0, "breach") == Share(2, 12)
    standing, low, high = made.standing(0, "breach")
    assert standing.tolist() == pytest.approx([8 / 12, 6 / 12])
    assert (low <= standing).all()
    assert (standing <= high).all()


def test_conditional_odds_look_only_at_worlds_that_met_the_condition(result: ResultSet) -> None:
    breach, leaves = np.zeros((2, 12, 2), dtype=bool), np.zeros((2, 12, 2), dtype=bool)
    leaves[0, :6, 0] = True
    leaves[0, 6:8, 1] = True
    breach[0, 3:9, 1] = True
    made = put(put(result, "event_breach", breach), "event_breach", breach)
    made.column("event_us_withdraws")[:] = leaves
    assert made.odds_given(0, "breach", "us_withdraws", 1) == Share(3, 6)
    assert made.odds_given(0, "breach", "us_withdraws", 2) == Share(5, 8)
    assert made.odds_given(0, "breach", "us_withdraws", 1, absent=True) == Share(3, 6)
    assert made.odds_given(1, "breach", "us_withdraws", 2) == Share(0, 0)


def test_regret_is_what_the_best_cell_of_the_same_world_would_have_given(
    result: ResultSet,
) -> None:
    high = np.zeros((2, 12, 2))
    high[0, :, -1], high[1, :, -1] = 40.0, np.arange(12) + 35.0
    assert put(result, "cohesion", high).regret("cohesion").tolist() == [
        [max(0.0, value - 5.0) for value in range(12)],
        [max(0.0, 5.0 - value) for value in range(12)],
    ]
    low = put(result, "escalation", high).regret("escalation")
    assert (low.min(axis=0) == 0.0).all()
    assert low[0].tolist() == [max(0.0, 5.0 - value) for value in range(12)]


def test_quantiles_are_taken_over_worlds(result: ResultSet) -> None:
    values = np.zeros((2, 12, 2))
    values[1, :, 1] = np.arange(12)
    made = put(result, "cohesion", values).quantiles("cohesion", (0.0, 0.5, 1.0))
    assert made[:, 1, 1].tolist() == [0.0, 5.5, 11.0]


def test_the_summary_names_cells_measures_events_and_says_what_it_is_not(
    small: Plan, result: ResultSet
) -> None:
    text = summary(result)
    assert "Not a prediction" in text
    assert small.digest in text
    for measure in MEASURES.values():
        assert measure.title in text
    for name in (*result.events, *result.conditions, "staff, gloomy", "`integrity_mend` = 1.0"):
        assert name in text
    assert "## Regret" in text
    assert "nan" not in text


def test_an_unknown_name_is_a_key_error(result: ResultSet) -> None:
    for ask in (result.column, result.happening, result.first):
        with pytest.raises(KeyError):
            ask("no_such_thing")
