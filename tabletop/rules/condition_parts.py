"""Parts of conditions: what a word or sign stands for, and how it is answered over arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.references import Reference, nearest
from tabletop.world.state import State

Array = NDArray[Any]
Answer = Callable[[State], Array]


class ConditionFault(ValueError):
    """A condition cannot be read; ``column`` counts from 1, ``message`` says why."""

    def __init__(self, column: int, message: str) -> None:
        super().__init__(f"column {column}: {message}")
        self.column = column
        self.message = message


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign of a condition; ``column`` counts from 1."""

    kind: str
    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the tree: ``kind`` is number, truth, yes (a bool variable), word or enum."""

    kind: str
    answer: Answer
    column: int
    values: tuple[str, ...] = ()
    text: str = ""


def truth(part: Part) -> Part:
    """Return ``part`` if it is true or false; raises ``ConditionFault`` otherwise."""
    if part.kind in ("truth", "yes"):
        return part
    what = "a word" if part.kind in ("word", "enum") else "a number"
    raise ConditionFault(part.column, f"{what} alone is neither true nor false; compare it")


def number(part: Part) -> Part:
    """Return ``part`` if it can be reckoned with; raises ``ConditionFault`` otherwise."""
    if part.kind in ("number", "yes"):
        return part
    what = "a word" if part.kind in ("word", "enum") else "a comparison"
    raise ConditionFault(part.column, f"{what} cannot be reckoned with as a number")


def comparable(left: Part, right: Part, sign: Word) -> tuple[Answer, Answer]:
    """Return how both sides are answered; raises ``ConditionFault`` when they do not fit."""
    kinds = {left.kind, right.kind}
    if kinds <= {"number", "yes"} or (kinds <= {"truth", "yes"} and sign.text in ("==", "!=")):
        return left.answer, right.answer
    if kinds == {"enum", "word"}:
        if sign.text not in ("==", "!="):
            raise ConditionFault(sign.column, "words can only be compared with == or !=")
        enum, word = (left, right) if left.kind == "enum" else (right, left)
        if word.text not in enum.values:
            hint = nearest(word.text, enum.values) or f"; it is one of {', '.join(enum.values)}"
            raise ConditionFault(word.column, f"{word.text!r} is not a word for it{hint}")
        return enum.answer, partial(constant, enum.values.index(word.text))
    raise ConditionFault(right.column, "the two sides cannot be compared with each other")


def variable(found: Reference, column: int) -> Part:
    """Make the part of one variable."""
    kind = {"bool": "yes", "enum": "enum"}.get(found.var.kind, "number")
    return Part(kind, partial(held, found), column, found.var.values)


def held(found: Reference, state: State) -> Array:
    """Answer with what the state holds there, [run] or [run, …]."""
    values: Array = getattr(state, found.var.name)
    where: Any = (slice(None), *found.index)
    return np.asarray(values[where])


def over(how: str, found: Reference, state: State) -> Array:
    """Answer with max, min, sum, mean, any or all over the open dimensions, [run]."""
    values = held(found, state)
    values = np.ascontiguousarray(values).reshape(state.runs, -1)
    if not values.shape[1]:
        return np.zeros(state.runs)
    answers: Array = getattr(values, how)(axis=1)
    return answers


def constant(value: float | bool, state: State) -> Array:
    """Answer with the same value for every run."""
    return np.asarray(value)


def join(how: Callable[[Array, Array], Array], left: Answer, right: Answer, state: State) -> Array:
    """Answer with two answers joined by ``how``."""
    return how(left(state), right(state))


def divide(left: Array, right: Array) -> Array:
    """Divide; a division by zero gives 0, so that every condition has an answer."""
    safe = np.where(right == 0, 1, right)
    return np.where(right == 0, 0.0, left / safe)


def negate(part: Answer, state: State) -> Array:
    """Answer with the opposite."""
    return np.logical_not(part(state))


def minus(part: Answer, state: State) -> Array:
    """Answer with the number below nothing."""
    return -part(state).astype(np.float64)
