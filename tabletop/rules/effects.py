"""Effects: the changes that injects, their options and scenarios write down.

``"tension[$target]": 20`` adds, ``"mandate": "=treaty"`` sets; what may be changed and how follows
from the table of variables.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.references import (
    AIMED,
    MADE_BY_RULES,
    TARGET,
    Names,
    Reference,
    ReferenceFault,
    nearest,
    number_of,
    refer,
)
from tabletop.rules.withdrawal import away, send_home
from tabletop.world.state import State
from tabletop.world.variables import Var
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Change = float | int | str | bool
CONTINGENT = "contingent"
"""Key that calls a share of an actor's units home: ``contingent[gb]: -0.5``."""

LARGEST = 1e6
"""Largest number an effect may add or set."""

_KEY = re.compile(r"\s*([A-Za-z_][A-Za-z_0-9]*)\s*(?:\[([^\[\]]*)\])?\s*")


class EffectFault(ValueError):
    """An effect cannot be read; ``key`` tells which."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(f"{key}: {message}")
        self.key = key
        self.message = message


@dataclass(frozen=True, slots=True)
class _Step:
    """One change: ``value`` is added to what ``at`` names, or takes its place."""

    at: Reference
    sets: bool
    value: float | int


@dataclass(frozen=True, slots=True)
class _Recall:
    """A share of the units of an actor (``AIMED``: of the target) that is called home."""

    actor: int
    share: float


@dataclass(frozen=True, slots=True)
class Effects:
    """Changes that were read, in the order in which they were written."""

    steps: tuple[_Step | _Recall, ...]

    def apply(self, world: World, state: State, runs: Bools, target: Ints | None = None) -> None:
        """Make the changes where ``runs`` [run] is true, then bring them into range.

        ``target`` [run] is the number of what the inject was aimed at; a run whose target is -1
        is spared the changes that name ``$target``.
        """
        aim = np.full(state.runs, -1, dtype=np.int64) if target is None else target
        for step in self.steps:
            if isinstance(step, _Recall):
                _recall(world, state, step, runs, aim)
                continue
            _change(state, step, runs, aim)
            state.clip(step.at.var.name)


def compile_effects(
    pairs: Iterable[tuple[str, Change]], names: Names, aimed_at: str | None = None
) -> Effects:
    """Read pairs of key and change; ``aimed_at`` is the dimension that ``$target`` belongs to.

    Raises ``EffectFault`` that names the key and, where there is one, the nearest right word.
    """
    return Effects(tuple(_step(key, change, names, aimed_at) for key, change in pairs))


def _step(key: str, change: Change, names: Names, aimed_at: str | None) -> _Step | _Recall:
    found = _KEY.fullmatch(key)
    if found is None:
        raise EffectFault(key, "is not of the form variable or variable[name]")
    name, inside = found.groups()
    words = [word.strip() for word in inside.split(",")] if inside is not None else []
    if name == CONTINGENT:
        return _recall_of(key, words, change, names, aimed_at)
    try:
        at = refer(name, words, names, aimed_at)
    except ReferenceFault as fault:
        raise EffectFault(key, str(fault)) from None
    if at.var.name in MADE_BY_RULES:
        raise EffectFault(key, f"{at.var.name} is worked out by the rules and cannot be written")
    return _Step(at, *_value(key, at.var, change))


def _value(key: str, var: Var, change: Change) -> tuple[bool, float | int]:
    """Return whether the change sets, and its number."""
    sets = var.kind in ("bool", "enum")
    if isinstance(change, str):
        word = change.strip()
        sets, word = sets or word.startswith("="), word.removeprefix("=").strip()
        if var.kind == "enum":
            if word not in var.values:
                hint = nearest(word, var.values) or f"; it is one of {', '.join(var.values)}"
                raise EffectFault(key, f"{word!r} is not a word for {var.name}{hint}")
            return True, var.values.index(word)
        if not sets:
            raise EffectFault(key, f"takes a number to add, or '={word}' to set")
        try:
            change = float(word)
        except ValueError:
            raise EffectFault(key, f"{word!r} is not a number") from None
    elif var.kind == "enum":
        raise EffectFault(key, f"{var.name} takes a word: {', '.join(var.values)}")
    number = float(change)
    if not math.isfinite(number) or abs(number) > LARGEST:
        raise EffectFault(key, f"{change!r} is not a number up to {LARGEST:g}")
    if var.kind == "bool" and number not in (0, 1):
        raise EffectFault(key, f"{var.name} is yes (1) or no (0), not {number:g}")
    if var.kind == "float":
        return sets, number
    if not number.is_integer():
        raise EffectFault(key, f"{var.name} counts in whole numbers, not {number:g}")
    return sets, int(number)


def _recall_of(
    key: str, words: list[str], change: Change, names: Names, aimed_at: str | None
) -> _Recall:
    if len(words) != 1:
        raise EffectFault(key, "names one actor, as in contingent[gb]")
    if isinstance(change, str) or not -1 <= change <= 0:
        raise EffectFault(key, "takes a share between -1 (all units go home) and 0")
    if words[0] == TARGET:
        if aimed_at not in (None, "actor"):
            raise EffectFault(key, f"takes an actor, but {TARGET} is not one")
        return _Recall(AIMED, -float(change))
    actor = number_of(words[0], "actor", names)
    if actor is None:
        raise EffectFault(key, f"there is no actor {words[0]!r}{nearest(words[0], names['actor'])}")
    return _Recall(actor, -float(change))


def _change(state: State, step: _Step, runs: Bools, aim: Ints) -> None:
    held: NDArray[Any] = getattr(state, step.at.var.name)
    rows = np.flatnonzero(runs & (aim >= 0)) if AIMED in step.at.index else np.flatnonzero(runs)
    where: Any = (rows, *(aim[rows] if i == AIMED else i for i in step.at.index))
    if step.sets:
        held[where] = step.value
    else:
        # Widened, so that a small integer type cannot wrap round before the clip.
        new = held[where].astype(np.float64) + step.value
        held[where] = np.clip(new, step.at.var.low, step.at.var.high)


def _recall(world: World, state: State, step: _Recall, runs: Bools, aim: Ints) -> None:
    """Send the actor's units home, the last of its list first, rounded to whole units."""
    actor = aim if step.actor == AIMED else np.full(state.runs, step.actor, dtype=np.int64)
    there = world.is_coalition[None] & (world.force_actor[None] == actor[:, None])
    there = there & away(state) & (runs & (actor >= 0))[:, None]
    wanted = np.floor(step.share * there.sum(axis=1) + 0.5)
    from_last = np.cumsum(there[:, ::-1], axis=1)[:, ::-1]
    send_home(world, state, there & (from_last <= wanted[:, None]))
