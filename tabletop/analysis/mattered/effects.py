"""How much each omission changes each measure: paired differences, their error, and noise.

A difference is *with* minus *without*, taken world by world under the same luck. Its interval is
Student's; whether it is more than noise is told by a sign-flip test, which asks nothing of the
shape of the differences, with Holm's correction over all omissions of a measure (S. Holm, 1979).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.mattered.again import Played, play_again
from tabletop.analysis.mattered.script import Omission, Script, omissions, script_of
from tabletop.rules.measures import MEASURES
from tabletop.session.replay import Replay
from tabletop.world.state import State

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

WORLDS = 64
"""Worlds in which everything is played again: the session's own first, then its neighbours."""
FLIPS = 20_000
LEVEL = 0.05
"""Family-wise odds of calling noise an effect."""
PAIRED = 6
"""How many of the strongest omissions are also left out two by two."""
TIE = 1e-9
FALLS = 0.5
"""Part of the worlds in which an act must be unlawful without another to be no pair with it."""
MOST_NEEDED = 200
"""More worlds than are ever needed to tell something from chance."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What each omission did to each measure after the last turn; arrays [omission, measure].

    ``mean`` is with minus without; ``low`` and ``high`` its 95 % interval; ``noise`` tells that it
    cannot be told from chance; ``dropped`` [omission] are the acts that were no longer lawful
    without it, on average over worlds. ``pairs`` are the strongest pairs, with how much the effect
    of both differs from the sum of their effects. ``faithful`` tells that nothing left out led to
    the very state that the session has; otherwise rules have changed since.
    """

    omissions: tuple[Omission, ...]
    mean: Floats
    low: Floats
    high: Floats
    noise: Bools
    dropped: Floats
    pairs: tuple[Pair, ...]
    worlds: int
    faithful: bool
    base: Floats
    """Mean of each measure with nothing left out, [measure]."""

    def ranked(self, measure: str) -> list[int]:
        """Return numbers of omissions by the size of their effect, those beyond noise first."""
        column = list(MEASURES).index(measure)
        return sorted(
            range(len(self.omissions)),
            key=lambda i: (bool(self.noise[i, column]), -abs(float(self.mean[i, column])), i),
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two omissions and their interaction on one measure, with its 95 % interval."""

    one: int
    other: int
    measure: str
    interaction: float
    low: float
    high: float
    noise: bool


def what_mattered(
    replay: Replay,
    worlds: int = WORLDS,
    tell: Callable[[int, int], bool] | None = None,
    left_out: Sequence[Omission] | None = None,
) -> Effects:
    """Find what mattered in a session; ``tell`` as in :func:`play_again`, pairs included.

    Raises ``ValueError`` when no turn was decided or the session has other variables than today's
    rules, and ``Cancelled``.
    """
    start = replay.state_at(0)
    if start.is_foreign:
        raise ValueError(
            "this session was recorded by another version, with other variables; today's rules "
            "cannot play it again"
        )
    script = script_of(replay)
    if not script.turns:
        raise ValueError("no turn of this session has been decided, so nothing mattered yet")
    found = tuple(omissions(replay, script) if left_out is None else left_out)
    heading = replay.journal.heading
    runs = [heading.run + i for i in range(worlds)]
    cases = [frozenset[int](), *(one.entries for one in found)]
    each = worlds * len(script.turns)
    # How many pairs there will be is not known yet, only how many at most.
    whole = each * (len(cases) + comb(min(PAIRED, len(found)), 2))

    def after(played_before: int) -> Callable[[int, int], bool]:
        return lambda done, _: tell is None or tell(played_before + done, whole)

    played = play_again(replay.world, start, heading.seed, runs, script, cases, after(0))
    effects = of_measures(found, played, worlds, played.digest == script.digest)
    paired = _with_pairs(effects, replay, start, runs, script, played, after(each * len(cases)))
    if tell is not None:
        tell(whole, whole)
    return paired


def warning(replay: Replay, worlds: int) -> str:
    """Say in a sentence that so few worlds can tell nothing from chance; empty if they can."""
    cases = len(omissions(replay, script_of(replay)))
    if can_tell(worlds, cases):
        return ""
    enough = next(n for n in range(worlds, MOST_NEEDED) if can_tell(n, cases))
    what = "1 world" if worlds == 1 else f"{worlds} worlds"
    return (
        f"In {what} no effect can be told from chance: among {cases} acts and seats left out that "
        f"takes at least {enough}."
    )


def can_tell(worlds: int, cases: int) -> bool:
    """Tell whether an effect of the same sign in all worlds would pass for more than noise."""
    return bool(beyond_noise(np.ones((1, worlds)), LEVEL / max(1, cases))[0])


def of_measures(
    found: tuple[Omission, ...], played: Played, worlds: int, faithful: bool
) -> Effects:
    """Compare every case with the first, in which nothing is left out."""
    base, without = played.measures[0], played.measures[1:]
    difference = base[None] - without
    difference[np.abs(difference) < TIE] = 0.0
    mean, low, high = interval(difference)
    noise = np.stack(
        [~beyond_noise(difference[:, :, m]) for m in range(difference.shape[2])], axis=1
    ) if len(found) else np.zeros((0, base.shape[1]), dtype=np.bool_)  # fmt: skip
    # Some acts are unlawful in another world anyway; only what is lost besides counts.
    dropped = np.maximum(0.0, played.dropped[1:] - played.dropped[0])
    return Effects(found, mean, low, high, noise, dropped, (), worlds, faithful, base.mean(axis=0))


def interval(difference: Floats) -> tuple[Floats, Floats, Floats]:
    """Return mean and Student's 95 % interval over worlds of [case, world, measure]."""
    from scipy.stats import t

    worlds = difference.shape[1]
    mean = difference.mean(axis=1)
    if worlds < 2:
        return mean, np.full_like(mean, -np.inf), np.full_like(mean, np.inf)
    reach = t.ppf(0.975, worlds - 1) * difference.std(axis=1, ddof=1) / np.sqrt(worlds)
    return mean, mean - reach, mean + reach


def beyond_noise(difference: Floats, level: float = LEVEL) -> Bools:
    """Tell which of [case, world] paired differences are more than noise, all cases together.

    Under no effect a world's difference is as likely to have either sign. The share of random
    flips of signs whose mean is as large is the odds of that by chance; Holm's steps keep the odds
    of even one false finding among all cases below ``level``.
    """
    cases, worlds = difference.shape
    flips = max(FLIPS, int(2 * cases / level))  # fewer could not show odds as low as Holm asks for
    signs = np.random.default_rng(worlds).integers(0, 2, (flips, worlds)) * 2.0 - 1.0
    reached = np.abs(difference.sum(axis=1)) - TIE
    as_large = np.zeros(cases, dtype=np.int64)
    for some in np.array_split(signs, -(-flips // FLIPS)):  # bounds memory
        as_large += (np.abs(some @ difference.T) >= reached[None]).sum(axis=0)
    chance = (1.0 + as_large) / (1.0 + flips)
    found = np.zeros(cases, dtype=np.bool_)
    for step, case in enumerate(np.argsort(chance, kind="stable")):
        if chance[case] > level / (cases - step):
            break
        found[case] = True
    return found


def _with_pairs(
    effects: Effects,
    replay: Replay,
    start: State,
    runs: list[int],
    script: Script,
    played: Played,
    tell: Callable[[int, int], bool],
) -> Effects:
    """Leave the strongest out two by two, and keep what their sum does not explain.

    A pair of which one falls with the other, as an answer with its inject, is none.
    """
    single = [i for i, one in enumerate(effects.omissions) if one.kind != "seat"]
    spread = played.measures[0].std(axis=0) + 1.0
    weight = np.where(effects.noise, 0.0, np.abs(effects.mean) / spread[None])
    strongest = sorted(single, key=lambda i: -float(weight[i].max(initial=0.0)))[:PAIRED]
    strongest = [i for i in strongest if weight[i].max(initial=0.0) > 0.0]
    couples = list(combinations(sorted(strongest), 2))
    if not couples:
        return effects
    cases = [effects.omissions[a].entries | effects.omissions[b].entries for a, b in couples]
    again = play_again(replay.world, start, replay.journal.heading.seed, runs, script, cases, tell)
    base, without, both = played.measures[0], played.measures[1:], again.measures
    # (base − both) − (base − one) − (base − other)
    extra = np.stack([
        without[a] + without[b] - base - both[n] for n, (a, b) in enumerate(couples)
    ])  # fmt: skip
    # What one alone loses as unlawful and both together do not is the other.
    falls = [max(played.dropped[1 + a], played.dropped[1 + b]) - again.dropped[n] > FALLS
             for n, (a, b) in enumerate(couples)]  # fmt: skip
    extra[np.abs(extra) < TIE] = 0.0
    mean, low, high = interval(extra)
    pairs = []
    for m, name in enumerate(MEASURES):
        clear = beyond_noise(extra[:, :, m])
        for n, (a, b) in enumerate(couples):
            if clear[n] and not falls[n]:
                pairs.append(Pair(a, b, name, float(mean[n, m]), float(low[n, m]),
                                  float(high[n, m]), False))  # fmt: skip
    scale = {name: float(spread[m]) for m, name in enumerate(MEASURES)}
    pairs.sort(key=lambda pair: -abs(pair.interaction) / scale[pair.measure])
    return replace(effects, pairs=tuple(pairs))
