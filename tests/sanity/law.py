"""What a monotone statement is: two worlds under the same luck that differ in one thing.

A statement gets many worlds at once, changes one thing in a copy and says which arrays must not
rise, or not fall, because of it. A world violates it when any of its numbers moves the wrong way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SLACK = 1e-9
"""Differences of sums that mean the same."""


@dataclass(frozen=True)
class Pair:
    """Paired numbers [run, ...]: ``less`` must be nowhere above ``more``."""

    less: NDArray[Any]
    more: NDArray[Any]

    def gap(self) -> Floats:
        """Smallest lead of ``more`` in each run, [run]; below zero the statement is violated."""
        lead = self._lead()
        return np.asarray(lead.reshape(len(lead), -1).min(axis=1))

    def moved(self) -> Bools:
        """Tell in which runs the change made any difference at all, [run]."""
        lead = np.abs(self._lead())
        return np.asarray(lead.reshape(len(lead), -1).max(axis=1) > SLACK)

    def _lead(self) -> Floats:
        return np.asarray(self.more, dtype=np.float64) - np.asarray(self.less, dtype=np.float64)


Statement = Callable[[World, State, Luck], Pair]


@dataclass(frozen=True)
class Law:
    """A statement with its words; its name is that of the function."""

    name: str
    says: str
    reason: str
    holds: Statement


@dataclass(frozen=True)
class Finding:
    """What came of a law in some worlds: how many were tried, violate it, or were moved by it."""

    law: Law
    worlds: int
    violations: int
    moved: int
    first: int = -1

    def __add__(self, other: Finding) -> Finding:
        first = self.first if self.first >= 0 else other.first
        return Finding(
            self.law,
            self.worlds + other.worlds,
            self.violations + other.violations,
            self.moved + other.moved,
            first,
        )


LAWS: dict[str, Law] = {}
"""Every law by name, in the order in which they are written."""


def law(statement: Statement) -> Statement:
    """Enter a statement into ``LAWS``: first line of its docstring the law, the rest its reason."""
    says, _, reason = (statement.__doc__ or "").partition("\n\n")
    name = statement.__name__
    LAWS[name] = Law(name, " ".join(says.split()), " ".join(reason.split()), statement)
    return statement


def try_law(law: Law, world: World, state: State, luck: Luck) -> Finding:
    """Try a law in every run of a state; the state is left as it was."""
    pair = law.holds(world, state.copy(), luck)
    broken = pair.gap() < -SLACK
    first = int(np.argmax(broken)) if broken.any() else -1
    return Finding(law, state.runs, int(broken.sum()), int(pair.moved().sum()), first)


def twin(state: State, **changes: Any) -> State:
    """Return a copy with some variables changed: a number is added, a function is applied.

    The copy is brought into range.
    """
    other = state.copy()
    for name, change in changes.items():
        held = getattr(other, name)
        setattr(other, name, change(held) if callable(change) else held + change)
    other.clip(*changes)
    return other


def set_to(value: float) -> Callable[[NDArray[Any]], NDArray[Any]]:
    """Return a change that puts ``value`` everywhere."""
    return lambda held: np.full_like(held, value)


def both(first: State, second: State, act: Callable[[State], Any]) -> tuple[Any, Any]:
    """Do the same to two states and return what came of each."""
    return act(first), act(second)


@dataclass(slots=True)
class Listener(Luck):
    """Luck that remembers the odds of every contest and the weights of every choice, all runs."""

    odds: dict[str, Floats] = field(default_factory=dict)
    weights: dict[str, Floats] = field(default_factory=dict)

    def contest(
        self,
        purpose: str,
        odds: Floats,
        dimension: str,
        where: Bools | None = None,
        terms: Mapping[str, Floats | float] | None = None,
    ) -> Bools:
        """Decide as ever, and remember the odds, [run, n]."""
        self.odds[purpose] = np.clip(odds, 0.0, 1.0)
        return Luck.contest(self, purpose, odds, dimension, where, terms)

    def choice(self, purpose: str, weights: Floats) -> NDArray[np.int64]:
        """Choose as ever, and remember the chance of each, [run, n]."""
        total = weights.sum(axis=1, keepdims=True)
        self.weights[purpose] = weights / np.where(total > 0.0, total, 1.0)
        return Luck.choice(self, purpose, weights)


def heard(luck: Luck) -> Listener:
    """Return a listener with the same luck."""
    return Listener(luck.seed, luck.runs, luck.turn, luck.rulings)


def pick(luck: Luck, what: str, size: int) -> NDArray[np.int64]:
    """Draw one of ``size`` things for each run, [run]."""
    return (luck.uniform(f"law/{what}")[:, 0] * size).astype(np.int64)


def at(values: NDArray[Any], chosen: NDArray[np.int64]) -> NDArray[Any]:
    """Return the chosen column of each run, [run]."""
    return np.asarray(values[np.arange(len(chosen)), chosen])


def raised(values: NDArray[Any], chosen: NDArray[np.int64], amount: float) -> NDArray[Any]:
    """Return a copy in which the chosen column of each run is higher by ``amount``."""
    found = values.copy()
    found[np.arange(len(chosen)), chosen] += np.asarray(amount).astype(values.dtype)
    return found


def played(world: World, state: State, luck: Luck, *rules: Any) -> State:
    """Play some rules on a copy of the state and return it."""
    after = state.copy()
    for rule in rules:
        rule(world, after, luck)
    return after
