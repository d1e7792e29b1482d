"""Keyed luck: every draw depends only on (seed, run, turn, purpose, index).

There is no stream that draws could be taken from in another order, so run 17 of 10,000 is the same
alone and in the batch, taking an order back cannot fish for a better roll, and two policies are
compared under the same luck.  The generator is a counter-based hash: four rounds of the SplitMix64
finaliser (Steele, Lea and Flood, 2014, https://doi.org/10.1145/2660193.2660195).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_GOLDEN = 0x9E3779B97F4A7C15
_MIX1 = 0xBF58476D1CE4E5B9
_MIX2 = 0x94D049BB133111EB
_WORD = 0xFFFFFFFFFFFFFFFF
_UNIT = np.array(2.0**-53)
_BLOCK = 1 << 13
"""Words that are stirred at once: they stay in the processor's cache through all passes."""


def _word(value: int) -> Words:
    return np.array(value, dtype=np.uint64)


# Numbers that arrays meet are arrays themselves: a number of Python costs more than a short array.
_ONE, _BY_GOLDEN, _BY_MIX1, _BY_MIX2 = map(_word, (1, _GOLDEN, _MIX1, _MIX2))
_11, _27, _30, _31 = map(_word, (11, 27, 30, 31))


def _mix(word: int) -> int:
    """Return a word of 64 bits stirred by SplitMix64's finaliser."""
    word = (word ^ word >> 30) * _MIX1 & _WORD
    word = (word ^ word >> 27) * _MIX2 & _WORD
    return word ^ word >> 31


def _stir(words: Words, spare: Words) -> Words:
    """Do to all ``words`` what :func:`_mix` does to one; in place, ``spare`` is of their shape."""
    words ^= np.right_shift(words, _30, spare)
    words *= _BY_MIX1
    words ^= np.right_shift(words, _27, spare)
    words *= _BY_MIX2
    words ^= np.right_shift(words, _31, spare)
    return words


@lru_cache(maxsize=256)
def _columns(size: int) -> Words:
    """Return what the index numbers 0 … size - 1 add to a row's key; shared, not to be written."""
    found = _offsets(np.arange(size, dtype=np.uint64))
    found.setflags(write=False)
    return found


def _offsets(index: NDArray[Any]) -> Words:
    return (index.astype(np.uint64) + _ONE) * _BY_MIX1


@lru_cache(maxsize=4096)
def _key(seed: int, purpose: str) -> int:
    name = int.from_bytes(hashlib.blake2b(purpose.encode(), digest_size=8).digest(), "little")
    return _mix(_mix((seed & _WORD) + _GOLDEN & _WORD) ^ name)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One contested outcome of a turn, as drawn or as ruled, for one run.

    ``purpose`` names the contest, ``index`` what it is about (a sector, an actor …), ``odds`` the
    chance of "yes", ``draw`` the number drawn in [0, 1); the drawn result is ``draw < odds``.
    ``terms`` lists what the odds are made of.  ``ruled`` tells whether a ruling replaced the draw.
    """

    purpose: str
    index: int
    dimension: str
    odds: float
    draw: float
    drawn: bool
    result: bool
    ruled: bool
    terms: tuple[tuple[str, float], ...]


def _no_room() -> Words:
    return np.empty(0, dtype=np.uint64)


@dataclass(slots=True)
class Luck:
    """The chance of some runs: keyed draws, rulings that replace them, and a ledger of contests.

    ``runs`` are the numbers of the runs, one per row of the State.  ``rulings`` maps
    (purpose, index) to the result that the facilitator decided; ``ruled_in`` says for some of them
    in which rows they hold, [run].  With a ``ledger`` every contest of the first run is written
    down; without one nothing is kept.
    """

    seed: int
    runs: Words
    turn: int = 0
    rulings: Mapping[tuple[str, int], bool] = field(default_factory=dict)
    ledger: list[Outcome] | None = None
    ruled_in: Mapping[tuple[str, int], Bools] = field(default_factory=dict)
    _room: Words = field(default_factory=_no_room, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, seed: int, runs: int | Sequence[int] | NDArray[Any] = 1, **more: Any) -> Luck:
        """Make the luck of ``runs`` runs (a number: runs 0 … n-1; or the run numbers)."""
        numbers = np.arange(runs) if isinstance(runs, int) else np.asarray(runs)
        return cls(seed, numbers.astype(np.uint64), **more)

    def uniform(self, purpose: str, size: int = 1) -> Floats:
        """Draw numbers in [0, 1), shape [run, size]; entry j is keyed by index j."""
        return self._drawn(purpose, _columns(size))

    def uniform_at(self, purpose: str, index: NDArray[Any]) -> Floats:
        """Draw numbers in [0, 1) for the given index numbers, shape [run, len(index)]."""
        return self._drawn(purpose, _offsets(index))

    def _drawn(self, purpose: str, columns: Words) -> Floats:
        rows = self._rows(purpose)
        drawn = np.empty((len(rows), len(columns)))
        each = max(1, _BLOCK // max(1, len(columns)))
        words, spare = self._scratch(min(each, len(rows)), len(columns))
        for at in range(0, len(rows), each):
            some = drawn[at : at + each]
            here, there = words[: len(some)], spare[: len(some)]
            np.add(rows[at : at + each, None], columns, here)
            np.right_shift(_stir(here, there), _11, here)
            some[...] = here.view(np.int64)  # 53 bits: the same number, and quicker from signed
            some *= _UNIT
        return drawn

    def _scratch(self, rows: int, columns: int) -> Words:
        """Return two tables to stir words in; kept, since asking the system for them is slow."""
        size = 2 * rows * columns
        if len(self._room) < size:
            self._room = np.empty(size, dtype=np.uint64)
        return self._room[:size].reshape(2, rows, columns)

    def _rows(self, purpose: str) -> Words:
        """Return the key of each run for this seed, turn and purpose."""
        key = _mix(_key(self.seed, purpose) + self.turn * _GOLDEN & _WORD)
        rows = self.runs + _ONE
        rows *= _BY_GOLDEN
        rows += _word(key)
        return _stir(rows, np.empty_like(rows))

    def normal(self, purpose: str, size: int = 1) -> Floats:
        """Draw standard normal numbers, shape [run, size] (Box and Muller)."""
        u = self.uniform(purpose + "/u", size)
        v = self.uniform(purpose + "/v", size)
        return np.asarray(np.sqrt(-2.0 * np.log1p(-u)) * np.cos(2.0 * np.pi * v))

    def choice(self, purpose: str, weights: Floats) -> NDArray[np.int64]:
        """Draw one column for each run with chance proportional to ``weights`` [run, n].

        A run whose weights are all zero gets -1.
        """
        total = np.cumsum(np.maximum(weights, 0.0), axis=1)
        point = self.uniform(purpose)[:, 0] * total[:, -1]
        chosen = (total <= point[:, None]).sum(axis=1)
        return np.where(total[:, -1] > 0.0, np.minimum(chosen, weights.shape[1] - 1), -1)

    def contest(
        self,
        purpose: str,
        odds: Floats,
        dimension: str,
        where: Bools | None = None,
        terms: Mapping[str, Floats | float] | None = None,
    ) -> Bools:
        """Decide a contested outcome, shape [run, n], by the draw or by a ruling.

        ``odds`` [run, n] are chances of "yes"; ``where`` [run, n] says which contests take place
        (elsewhere the answer is no).  ``terms`` name what the odds are made of, for the desk.
        """
        odds = np.clip(odds, 0.0, 1.0)
        draw = self.uniform(purpose, odds.shape[1])
        result: Bools = draw < odds
        for (name, index), ruled in self.rulings.items():
            if name == purpose and 0 <= index < odds.shape[1]:
                where_ruled = self.ruled_in.get((name, index), True)
                result[:, index] = np.where(where_ruled, ruled, result[:, index])
        if where is not None:
            result &= where
        if self.ledger is not None:
            self._write(purpose, odds, draw, result, dimension, where, terms or {})
        return result

    def _write(
        self,
        purpose: str,
        odds: Floats,
        draw: Floats,
        result: Bools,
        dimension: str,
        where: Bools | None,
        terms: Mapping[str, Floats | float],
    ) -> None:
        assert self.ledger is not None
        for index in range(odds.shape[1]):
            if where is not None and not where[0, index]:
                continue
            parts = tuple(
                (name, float(np.broadcast_to(value, odds.shape)[0, index]))
                for name, value in terms.items()
            )
            chance, number = float(odds[0, index]), float(draw[0, index])
            self.ledger.append(
                Outcome(
                    purpose,
                    index,
                    dimension,
                    chance,
                    number,
                    number < chance,
                    bool(result[0, index]),
                    (purpose, index) in self.rulings,
                    parts,
                )
            )
