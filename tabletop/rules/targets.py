"""Targets: what an inject is aimed at, chosen by the rule that its author wrote."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.codes import DEPLOYED
from tabletop.rules.references import Names, nearest, number_of
from tabletop.rules.tally import tally
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, DIMENSIONS
from tabletop.world.world import World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GROUND_CONTRIBUTOR = "contributor with ground units"
"""Rule for actors: one that has land forces in Ukraine, more likely the more it has."""

RANDOM = "random"
_WEIGHTED = {"random weighted by low ": "low", "random weighted by high ": "high"}
_BEST = {"lowest ": "lowest", "highest ": "highest"}


class TargetFault(ValueError):
    """A target rule cannot be read."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target rule that was read.

    ``how`` is none, among, random, low, high, lowest, highest or contributor; ``variable`` is what
    the last but one go by and ``among`` the numbers to choose from.
    """

    dimension: str
    how: str
    variable: str = ""
    among: tuple[int, ...] = ()

    def choose(self, world: World, state: State, luck: Luck, purpose: str) -> Ints:
        """Return what is aimed at in each run, [run]; -1 where there is nothing."""
        if self.how == "none":
            return np.full(state.runs, -1, dtype=np.int64)
        if self.how in ("lowest", "highest"):
            values = self._values(world, state)
            # Argmax of the negated values, so that the first of equals is chosen either way.
            best = np.argmax(-values if self.how == "lowest" else values, axis=1)
            return np.asarray(best, dtype=np.int64)
        return luck.choice(purpose, self._weights(world, state))

    def _values(self, world: World, state: State) -> Floats:
        values = getattr(state, self.variable).astype(np.float64)
        if self.dimension != "sector":
            return np.asarray(values)
        # The watched borders have no line that could be crossed.
        off = -np.inf if self.how in ("high", "highest") else np.inf
        return np.where(world.geography.sector_on_line[None], values, off)

    def _weights(self, world: World, state: State) -> Floats:
        size = world.sizes[self.dimension]
        if self.how == "among":
            chosen = np.isin(np.arange(size), self.among)
            return np.tile(chosen.astype(np.float64), (state.runs, 1))
        if self.how == "contributor":
            return ground_units(world, state)
        if self.how == RANDOM:
            line = world.geography.sector_on_line if self.dimension == "sector" else True
            return np.tile(np.where(line, 1.0, np.zeros(size)), (state.runs, 1))
        values = self._values(world, state)
        open_to = np.isfinite(values)
        known = np.where(open_to, values, 0.0)
        # Up to one part of chance stays everywhere, so that no place is ever safe.
        span = np.maximum(known.max(axis=1, keepdims=True), 1.0)
        share = known / span
        weight = (1.0 - share if self.how == "low" else share) + world.doctrine.target_floor
        return np.where(open_to, weight, 0.0)


def ground_units(world: World, state: State) -> Floats:
    """Number of each actor's land forces of the mission that stand in Ukraine, [run, actor]."""
    mask = (state.status == DEPLOYED) & (world.is_land & world.is_coalition)[None]
    mask &= (state.at >= 0) & world.geography.node_in_ukraine[state.at]
    return tally(state.runs, world.force_actor, mask, world.sizes["actor"])


def compile_target(text: str, names: Names) -> Target:
    """Read a target rule such as ``sector: highest tension`` or ``node: hub_west, hub_south``.

    Raises ``TargetFault`` with the nearest right word where there is one.
    """
    if not text.strip():
        return Target("", "none")
    dimension, colon, rule = (part.strip() for part in text.partition(":"))
    if not colon or dimension not in DIMENSIONS:
        hint = nearest(dimension, DIMENSIONS)
        raise TargetFault(f"a target begins with what it is, as in 'sector: random'{hint}")
    if rule == RANDOM:
        return Target(dimension, RANDOM)
    if rule == GROUND_CONTRIBUTOR:
        if dimension != "actor":
            raise TargetFault(f"a {dimension} is not a {GROUND_CONTRIBUTOR}")
        return Target(dimension, "contributor")
    for start, how in (_WEIGHTED | _BEST).items():
        if rule.startswith(start):
            return Target(dimension, how, _variable(rule.removeprefix(start).strip(), dimension))
    numbers = []
    for word in rule.split(","):
        number = number_of(word.strip(), dimension, names)
        if number is None:
            hint = nearest(word.strip(), names[dimension])
            raise TargetFault(f"there is no {dimension} {word.strip()!r}{hint}")
        numbers.append(number)
    return Target(dimension, "among", among=tuple(numbers))


def _variable(word: str, dimension: str) -> str:
    known = [v.name for v in BY_NAME.values() if v.per == (dimension,) and v.kind != "enum"]
    if word not in known:
        raise TargetFault(f"{word!r} is not a variable of each {dimension}{nearest(word, known)}")
    return word
