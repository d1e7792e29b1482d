"""Designs meet every slice of every range, and indices are those of functions with known ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.analysis.sensitivity.design import (
    Factor,
    factors_of,
    latin,
    one_at_a_time,
    saltelli,
)
from tabletop.analysis.sensitivity.indices import ranks_agree, sobol
from tabletop.world.doctrine import Doctrine
from tabletop.world.register import ENTRIES

PI = tuple(Factor(name, 0.0, -np.pi, np.pi) for name in ("x", "y", "z"))


def ishigami(points: np.ndarray, a: float = 7.0, b: float = 0.1) -> np.ndarray:
    x, y, z = points.T
    return np.sin(x) + a * np.sin(y) ** 2 + b * z**4 * np.sin(x)


def test_indices_of_ishigamis_function_are_the_known_ones() -> None:
    """First-order 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437 (Ishigami and Homma, 1990)."""
    found = sobol(ishigami(saltelli(PI, 2048, 1)), 3)
    assert found.first == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert found.total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    for value, (low, high) in zip(
        [*found.first, *found.total],
        [*found.first_interval.T, *found.total_interval.T],
        strict=True,
    ):
        assert low <= value <= high


@settings(max_examples=10)
@given(st.lists(st.floats(0.1, 5.0), min_size=2, max_size=3))
def test_a_sum_has_no_interactions(weights: list[float]) -> None:
    factors = tuple(Factor(str(i), 0.0, 0.0, 1.0) for i in range(len(weights)))
    found = sobol(saltelli(factors, 512, 3) @ np.array(weights), len(weights))
    share = np.array(weights) ** 2 / (np.array(weights) ** 2).sum()
    assert found.first == pytest.approx(share, abs=0.05)
    assert found.total == pytest.approx(share, abs=0.05)


def test_what_does_not_vary_has_no_indices() -> None:
    found = sobol(np.full(5 * 16, 42.0), 3)
    assert found.first.tolist() == found.total.tolist() == [0.0] * 3


@given(st.integers(2, 40), st.integers(1, 6), st.integers(0, 99))
def test_a_latin_hypercube_meets_every_slice_once(points: int, many: int, seed: int) -> None:
    factors = tuple(Factor(str(i), 5.0, 2.0, 12.0) for i in range(many))
    cube = latin(factors, points, seed)
    slices = np.floor((cube - 2.0) / 10.0 * points).astype(int)
    assert (np.sort(slices, axis=0) == np.arange(points)[:, None]).all()


def test_designs_repeat_themselves_by_seed() -> None:
    assert (latin(PI, 9, 4) == latin(PI, 9, 4)).all()
    assert (latin(PI, 9, 4) != latin(PI, 9, 5)).any()
    assert (saltelli(PI, 8, 4) == saltelli(PI, 8, 4)).all()


def test_the_number_of_points_of_saltellis_design_is_a_power_of_two() -> None:
    with pytest.raises(ValueError, match="power of two"):
        saltelli(PI, 24, 1)


def test_one_at_a_time_leaves_all_others_at_their_base() -> None:
    factors = (Factor("a", 3.0, 1.0, 4.0), Factor("b", 7.0, 6.0, 9.0))
    assert one_at_a_time(factors).tolist() == [[3, 7], [1, 7], [4, 7], [3, 6], [3, 9]]


def test_a_planted_factor_is_screened_out_of_hundreds_and_noise_is_not() -> None:
    rng = np.random.default_rng(8)
    points = rng.random((200, 400))
    values = 3.0 * points[:, 137] ** 3 - points[:, 20] + rng.normal(size=200) * 0.1
    rho, clear = ranks_agree(points, values)
    assert set(np.flatnonzero(clear)) == {20, 137}
    assert rho[137] > 0.5
    assert rho[20] < 0.0
    noise = [ranks_agree(points, rng.normal(size=200))[1].any() for _ in range(60)]
    assert np.mean(noise) < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 60)


def test_rank_correlation_is_spearmans() -> None:
    from scipy.stats import spearmanr

    rng = np.random.default_rng(3)
    x, y = rng.random((30, 2)).round(1), rng.random(30).round(1)
    rho, _ = ranks_agree(x, y)
    assert rho == pytest.approx([spearmanr(x[:, i], y).statistic for i in (0, 1)])


def test_factors_are_the_entries_with_a_range() -> None:
    doctrine = Doctrine(ENTRIES, {"integrity_mend": 99.0})
    found = factors_of(doctrine)
    assert len(found) > 500
    for one in found:
        assert one.low <= one.base <= one.high
        assert one.low < one.high
    (own,) = factors_of(doctrine, ["integrity_mend"])
    assert own.high == 99.0
    with pytest.raises(KeyError):
        factors_of(doctrine, ["no_such_entry"])
