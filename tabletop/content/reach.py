"""Whether a condition can ever hold, found by asking it about many worlds at once.

Each variable of the condition takes the ends of its range and the values around every number the
condition mentions. That is complete for comparisons with numbers and words, which nearly all
conditions are; where variables are reckoned with each other it may miss a rare yes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import cast

import numpy as np

from tabletop.rules.conditions import compile_condition
from tabletop.rules.references import refer
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, Var

MOST_WORLDS = 4096
_STRIDE = 2_654_435_761  # an odd prime: walks all combinations without a pattern
_MENTION = re.compile(r"([A-Za-z_][A-Za-z_0-9]*)\s*(?:\[([^\[\]]*)\])?")
_NUMBER = re.compile(r"(?<![A-Za-z_0-9])\d+(?:\.\d+)?")
_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")
_INDEX = re.compile(r"\[[^\[\]]*\]")

Allowed = Mapping[str, Iterable[float]]


def can_hold(text: str, names: Mapping[str, Mapping[str, int]], allowed: Allowed) -> bool:
    """Tell whether some world makes the condition true.

    ``names`` number the names along every dimension; ``allowed`` limits variables, such as the
    turn, to the values they can take. Raises ConditionFault when the condition cannot be read.
    """
    condition = compile_condition(text, names)
    bare = _TEXT.sub(" ", text)
    numbers = [float(found) for found in _NUMBER.findall(_INDEX.sub(" ", bare))]
    asked: dict[tuple[str, tuple[int, ...]], list[float]] = {}
    for name, inside in _MENTION.findall(bare):
        if name in BY_NAME:
            words = [word.strip() for word in inside.split(",")] if inside else []
            at = refer(name, words, names)
            asked[name, at.index] = _values(at.var, numbers, allowed)
    total = math.prod(len(values) for values in asked.values())
    runs = min(total, MOST_WORLDS)
    pick = np.arange(runs, dtype=np.int64)
    if total > runs:
        pick = np.array([i * _STRIDE % total for i in range(runs)], dtype=np.int64)
    world = SimpleNamespace(runs=runs)
    for (name, index), values in asked.items():
        var = BY_NAME[name]
        if not hasattr(world, name):
            sizes = [max(names[dim].values(), default=0) + 1 for dim in var.per]
            setattr(world, name, np.zeros((runs, *sizes), dtype=var.dtype))
        held = getattr(world, name)
        drawn = np.array(values)[pick % len(values)]
        held[(slice(None), *index)] = drawn.reshape(runs, *[1] * (held.ndim - 1 - len(index)))
        pick = pick // len(values)
    return bool(condition(cast(State, world)).any())


def _values(var: Var, numbers: list[float], allowed: Allowed) -> list[float]:
    if var.name in allowed:
        return sorted({float(value) for value in allowed[var.name]}) or [float(var.low)]
    if var.kind in ("bool", "enum"):
        return [float(value) for value in range(int(var.low), int(var.high) + 1)]
    step = 1.0 if var.kind == "int" else 0.01
    around = {number + shift for number in numbers for shift in (-step, 0.0, step)}
    inside = {value for value in around if var.low <= value <= var.high}
    return sorted({float(var.low), float(var.high)} | inside)
