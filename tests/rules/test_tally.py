"""Laws of sums over forces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules.tally import tally, where_they_are


@given(st.integers(1, 6), st.integers(0, 12), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_each_sum_is_what_a_loop_would_add_up(runs, forces, size, seed):
    chance = np.random.default_rng(seed)
    index = chance.integers(-1, size, (runs, forces))
    weight = chance.normal(size=(runs, forces))
    expected = np.zeros((runs, size))
    for run in range(runs):
        for force in range(forces):
            if index[run, force] >= 0:
                expected[run, index[run, force]] += weight[run, force]
    assert np.array_equal(tally(runs, index, weight, size), expected)


def test_a_run_has_the_same_sums_alone_and_among_a_thousand():
    chance = np.random.default_rng(1)
    index, weight = chance.integers(-1, 9, (1000, 40)), chance.normal(size=(1000, 40))
    together = tally(1000, index, weight, 9)
    alone = tally(1, index[617:618], weight[617:618], 9)
    assert together[617].tobytes() == alone[0].tobytes()


def test_one_index_serves_every_run():
    sums = tally(2, np.array([0, 0, -1]), np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 9.0]]), 2)
    assert sums.tolist() == [[3.0, 0.0], [8.0, 0.0]]


def test_an_index_outside_is_refused():
    with pytest.raises(ValueError, match="not below 2"):
        tally(1, np.array([2]), np.array([1.0]), 2)


@given(st.integers(1, 6), st.integers(0, 12), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_each_force_reads_what_holds_in_its_own_run_where_it_is(runs, forces, size, seed):
    chance = np.random.default_rng(seed)
    index, table = chance.integers(0, size, (runs, forces)), chance.normal(size=(runs, size))
    found = where_they_are(table, index)
    assert found.shape == (runs, forces)
    assert all(found[r, f] == table[r, index[r, f]] for r in range(runs) for f in range(forces))


@pytest.mark.parametrize("outside", [-1, 3])
def test_a_place_that_is_not_in_the_table_is_refused(outside):
    with pytest.raises(ValueError, match="not in 0"):
        where_they_are(np.zeros((2, 3)), np.array([[0], [outside]]))


def test_sums_do_not_depend_on_how_the_runs_are_cut(monkeypatch):
    chance = np.random.default_rng(2)
    index, weight = chance.integers(-1, 9, (50, 40)), chance.normal(size=(50, 40))
    whole = tally(50, index, weight, 9)
    for block in (1, 79, 80, 81, 10_000):
        monkeypatch.setattr("tabletop.rules.tally.BLOCK", block)
        assert tally(50, index, weight, 9).tobytes() == whole.tobytes()
