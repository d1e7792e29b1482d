"""Laws of luck: draws are keyed, fair and independent; rulings replace exactly one result."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.world.luck import Luck

seeds = st.integers(-(2**63), 2**63 - 1)


@given(seeds, st.integers(0, 10_000), st.integers(0, 60), st.integers(1, 20))
def test_a_run_draws_the_same_alone_and_among_others(
    seed: int, run: int, turn: int, size: int
) -> None:
    alone = Luck.of(seed, [run], turn=turn)
    among = Luck.of(seed, [3, run, 9_999], turn=turn)
    assert np.array_equal(alone.uniform("probe", size)[0], among.uniform("probe", size)[1])
    assert np.array_equal(alone.normal("drift", size)[0], among.normal("drift", size)[1])


@given(seeds, st.integers(0, 20))
def test_an_entry_does_not_depend_on_how_many_are_drawn(seed: int, index: int) -> None:
    luck = Luck.of(seed, 2)
    assert np.array_equal(luck.uniform("a", 30)[:, index], luck.uniform("a", index + 1)[:, index])
    assert np.array_equal(
        luck.uniform_at("a", np.array([index]))[:, 0], luck.uniform("a", 30)[:, index]
    )


def test_draws_are_uniform_and_uncorrelated_between_keys() -> None:
    luck = Luck.of(7, 4000)
    draws = luck.uniform("probe", 25)
    counts, _ = np.histogram(draws, 20, (0.0, 1.0))
    expected = draws.size / 20
    chi = float(((counts - expected) ** 2 / expected).sum())
    assert chi < 45.3  # 19 degrees of freedom, one in 1,600
    later = Luck.of(7, 4000, turn=1).uniform("probe", 25)
    other = luck.uniform("strike", 25)
    for pair in (later, other, np.roll(draws, 1, axis=0), np.roll(draws, 1, axis=1)):
        assert abs(np.corrcoef(draws.ravel(), pair.ravel())[0, 1]) < 0.0125


def test_normal_draws_have_mean_zero_and_deviation_one() -> None:
    draws = Luck.of(3, 5000).normal("drift", 10)
    assert abs(draws.mean()) < 0.02
    assert abs(draws.std() - 1.0) < 0.02


def test_choice_follows_the_weights_and_knows_no_choice() -> None:
    weights = np.tile([0.0, 1.0, 3.0], (8000, 1))
    chosen = Luck.of(1, 8000).choice("sector", weights)
    shares = np.bincount(chosen, minlength=3) / 8000
    assert shares[0] == 0.0
    assert abs(shares[2] - 0.75) < 0.02
    assert (Luck.of(1, 3).choice("sector", np.zeros((3, 4))) == -1).all()


def test_the_draw_is_the_same_in_another_process() -> None:
    code = "from tabletop.world.luck import Luck; print(Luck.of(11, [5]).uniform('x', 3).tolist())"
    there = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert there == str(Luck.of(11, [5]).uniform("x", 3).tolist())


def test_a_ruling_replaces_one_result_and_is_written_down() -> None:
    odds = np.full((2, 5), 0.5)
    drawn = Luck.of(4, 2, ledger=[])
    plain = drawn.contest("probe", odds, "sector", terms={"appetite": 0.4})
    ruled = Luck.of(4, 2, rulings={("probe", 3): not plain[0, 3]}, ledger=[])
    forced = ruled.contest("probe", odds, "sector")
    assert (forced[:, 3] == (not plain[0, 3])).all()
    assert np.array_equal(np.delete(forced, 3, axis=1), np.delete(plain, 3, axis=1))
    assert drawn.ledger is not None and ruled.ledger is not None
    assert [o.result for o in drawn.ledger] == plain[0].tolist()
    assert [o.ruled for o in ruled.ledger] == [False, False, False, True, False]
    assert ruled.ledger[3].drawn == plain[0, 3]
    assert drawn.ledger[0].terms == (("appetite", 0.4),)


def test_a_contest_that_does_not_take_place_is_never_won() -> None:
    where = np.array([[True, False]])
    luck = Luck.of(1, 1, rulings={("probe", 1): True}, ledger=[])
    assert not luck.contest("probe", np.ones((1, 2)), "sector", where)[0, 1]
    assert luck.ledger is not None
    assert [o.index for o in luck.ledger] == [0]


@pytest.mark.parametrize(
    ("seed", "run", "turn", "purpose", "index", "draw"),
    [
        (0, 0, 0, "", 0, 0.8426247451593812),
        (7, 0, 1, "probe", 3, 0.7099720695617571),
        (-1, 4711, 13, "strike", 17, 0.9600155769271176),
        (9223372036854775807, 9223372036854775808, 60, "wear", 149, 0.3038917907825829),
        (20240601, 9999, 24, "incident", 11, 0.21244408123345015),
    ],
)
def test_a_draw_is_what_it_was_in_the_first_version(
    seed: int, run: int, turn: int, purpose: str, index: int, draw: float
) -> None:
    """Recorded sessions and the worlds of old explorations rest on these very numbers."""
    luck = Luck.of(seed, [run], turn=turn)
    assert luck.uniform(purpose, index + 1)[0, index] == draw
    assert luck.uniform_at(purpose, np.array([index]))[0, 0] == draw


def test_draws_do_not_depend_on_how_many_are_stirred_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = Luck.of(5, 60, turn=3).uniform("probe", 40)
    for block in (1, 79, 80, 81, 100_000):
        monkeypatch.setattr("tabletop.world.luck._BLOCK", block)
        assert (Luck.of(5, 60, turn=3).uniform("probe", 40) == whole).all()


def test_a_luck_that_drew_much_draws_little_the_same_and_keeps_no_earlier_answer() -> None:
    luck = Luck.of(5, 60)
    much = luck.uniform("probe", 40)
    kept = much.copy()
    assert (luck.uniform("probe", 2) == kept[:, :2]).all()
    luck.uniform("strike", 40)
    assert (much == kept).all()
