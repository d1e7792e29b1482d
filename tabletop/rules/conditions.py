"""Conditions: the small language in which triggers and end conditions are written.

A condition is compared, never executed: it is cut into words, built into a tree of known parts and
answered over arrays.  ``tension[kupiansk] > 60 and us_backstop < 40`` is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.references import Names, Reference, ReferenceFault, nearest, refer
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME

Bools = NDArray[np.bool_]
Array = NDArray[Any]
Answer = Callable[[State], Array]

LONGEST = 1000
"""Most characters of a condition."""
MOST_WORDS = 300
"""Most words and signs of a condition."""
LONGEST_NUMBER = 12
"""Most digits of a number."""
DEEPEST = 40
"""Most brackets and negations inside one another."""

_WORDS = re.compile(
    r"(?P<space>\s+)|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<text>\"[^\"]*\"|'[^']*')|(?P<index>\[[^\[\]]*\])|(?P<sign>==|!=|<=|>=|[-+*/<>(),])"
)
_COMPARE = {
    "==": np.equal, "!=": np.not_equal, "<": np.less,
    "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip
_FOLD = {"min": np.minimum, "max": np.maximum}
_OVER = ("max", "min", "sum", "mean", "any", "all")
_RESERVED = ("and", "or", "not", "true", "false", *_OVER)


class ConditionFault(ValueError):
    """A condition cannot be read; ``column`` counts from 1, ``message`` says why."""

    def __init__(self, column: int, message: str) -> None:
        super().__init__(f"column {column}: {message}")
        self.column = column
        self.message = message


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that was read; call it with a state for its answer, bool [run]."""

    text: str
    answer: Answer

    def __call__(self, state: State) -> Bools:
        """Tell for each run whether the condition holds."""
        with np.errstate(all="ignore"):
            found = np.asarray(self.answer(state), dtype=np.bool_)
        return np.array(np.broadcast_to(found, (state.runs,)))


def compile_condition(text: str, names: Names) -> Condition:
    """Read a condition; ``names`` are the names along every dimension (``World.index``).

    Raises ``ConditionFault`` with the column and, where there is one, the nearest right word.
    """
    parts = _Reader(text, names)
    answer = parts.read()
    return Condition(text, answer)


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    text: str
    column: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the tree: ``kind`` is number, truth, yes (a bool variable), word or enum."""

    kind: str
    answer: Answer
    column: int
    values: tuple[str, ...] = ()
    text: str = ""


def _cut(text: str) -> list[_Word]:
    if len(text) > LONGEST:
        raise ConditionFault(LONGEST, f"the condition is longer than {LONGEST} characters")
    words, at = [], 0
    while at < len(text):
        found = _WORDS.match(text, at)
        if found is None or found.lastgroup is None:
            raise ConditionFault(at + 1, f"{text[at]!r} has no place in a condition")
        if found.lastgroup == "number" and len(found.group()) > LONGEST_NUMBER:
            raise ConditionFault(at + 1, f"the number is longer than {LONGEST_NUMBER} digits")
        if found.lastgroup != "space":
            words.append(_Word(found.lastgroup, found.group(), at + 1))
        at = found.end()
        if len(words) > MOST_WORDS:
            raise ConditionFault(at, f"the condition has more than {MOST_WORDS} words and signs")
    words.append(_Word("end", "", len(text) + 1))
    return words


class _Reader:
    """Reads a condition by descent; every method reads one level of binding."""

    def __init__(self, text: str, names: Names) -> None:
        self.names = names
        self.words = _cut(text)
        self.at = 0
        self.depth = 0

    @property
    def word(self) -> _Word:
        return self.words[self.at]

    def take(self, *texts: str) -> _Word | None:
        word = self.word
        if word.kind in ("sign", "name") and word.text in texts:
            self.at += 1
            return word
        return None

    def expect(self, text: str) -> None:
        if self.take(text) is None:
            raise ConditionFault(self.word.column, f"here should be {text!r}{_instead(self.word)}")

    def read(self) -> Answer:
        part = self.either()
        if self.word.kind != "end":
            raise ConditionFault(
                self.word.column,
                f"{self.word.text!r} does not go on from what stands before it"
                f"{nearest(self.word.text, ('and', 'or'))}",
            )
        return _truth(part).answer

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ConditionFault(self.word.column, "the condition is nested too deeply")

    def either(self) -> _Part:
        self.deeper()
        part = self.both()
        while self.take("or"):
            left, right = _truth(part), _truth(self.both())
            part = _Part(
                "truth", partial(_join, np.logical_or, left.answer, right.answer), part.column
            )
        self.depth -= 1
        return part

    def both(self) -> _Part:
        part = self.negated()
        while self.take("and"):
            left, right = _truth(part), _truth(self.negated())
            part = _Part(
                "truth", partial(_join, np.logical_and, left.answer, right.answer), part.column
            )
        return part

    def negated(self) -> _Part:
        word = self.take("not")
        if word is None:
            return self.compared()
        self.deeper()
        part = _truth(self.negated())
        self.depth -= 1
        return _Part("truth", partial(_not, part.answer), word.column)

    def compared(self) -> _Part:
        left = self.added()
        if self.word.kind != "sign" or self.word.text not in _COMPARE:
            return left
        answers: list[Answer] = []
        while (sign := self.take(*_COMPARE)) is not None:
            right = self.added()
            one, other = _comparable(left, right, sign)
            answers.append(partial(_join, _COMPARE[sign.text], one, other))
            left = right
        whole = answers[0]
        for answer in answers[1:]:
            whole = partial(_join, np.logical_and, whole, answer)
        return _Part("truth", whole, left.column)

    def added(self) -> _Part:
        part = self.multiplied()
        while (sign := self.take("+", "-")) is not None:
            how = np.add if sign.text == "+" else np.subtract
            left, right = _number(part), _number(self.multiplied())
            part = _Part("number", partial(_join, how, left.answer, right.answer), part.column)
        return part

    def multiplied(self) -> _Part:
        part = self.signed()
        while (sign := self.take("*", "/")) is not None:
            how = np.multiply if sign.text == "*" else _divide
            left, right = _number(part), _number(self.signed())
            part = _Part("number", partial(_join, how, left.answer, right.answer), part.column)
        return part

    def signed(self) -> _Part:
        sign = self.take("-")
        if sign is None:
            return self.atom()
        self.deeper()
        part = _number(self.signed())
        self.depth -= 1
        return _Part("number", partial(_minus, part.answer), sign.column)

    def atom(self) -> _Part:
        word = self.word
        self.at += 1
        if word.kind == "number":
            return _Part("number", partial(_constant, float(word.text)), word.column)
        if word.kind == "text":
            return _Part("word", partial(_constant, 0.0), word.column, text=word.text[1:-1])
        if word.kind == "sign" and word.text == "(":
            part = self.either()
            self.expect(")")
            return part
        if word.kind == "name":
            return self.named(word)
        self.at -= 1
        raise ConditionFault(word.column, f"here should be a variable or a number{_instead(word)}")

    def named(self, word: _Word) -> _Part:
        if word.text in ("true", "false"):
            return _Part("truth", partial(_constant, word.text == "true"), word.column)
        if word.text in _OVER and self.word.text == "(":
            return self.folded(word)
        if word.text in _RESERVED:
            raise ConditionFault(word.column, f"{word.text!r} cannot stand here")
        if self.word.text == "(" and word.text not in BY_NAME:
            hint = nearest(word.text, _OVER)
            raise ConditionFault(word.column, f"{word.text!r} is not a function here{hint}")
        found = self.reference(word)
        if found.open:
            some = " and ".join(found.open)
            raise ConditionFault(
                word.column,
                f"{word.text} is one for each {some}: name it as in {word.text}[…], "
                f"or ask for max({word.text})",
            )
        return _variable(found, word.column)

    def reference(self, word: _Word) -> Reference:
        starts, indexes = [word.column], []
        if self.word.kind == "index":
            start = self.word.column + 1
            for piece in self.word.text[1:-1].split(","):
                starts.append(start + len(piece) - len(piece.lstrip()))
                indexes.append(piece.strip())
                start += len(piece) + 1
            self.at += 1
        try:
            return refer(word.text, indexes, self.names, "")
        except ReferenceFault as fault:
            raise ConditionFault(starts[min(fault.part, len(starts) - 1)], str(fault)) from None

    def folded(self, how: _Word) -> _Part:
        self.expect("(")
        self.deeper()
        whole = self.whole_variable(how)
        if whole is None:
            whole = self.listed(how)
        self.depth -= 1
        self.expect(")")
        return whole

    def whole_variable(self, how: _Word) -> _Part | None:
        """Read ``max(tension)``: a variable with an open dimension and nothing else."""
        start, word = self.at, self.word
        if word.kind != "name" or word.text not in BY_NAME or not BY_NAME[word.text].per:
            return None
        self.at += 1
        found = self.reference(word)
        if not found.open:
            self.at = start
            return None
        if found.var.kind == "enum":
            raise ConditionFault(word.column, f"{word.text} holds words; name one of them")
        logical = how.text in ("any", "all")
        if logical and found.var.kind != "bool":
            raise ConditionFault(word.column, f"{how.text}() takes a yes/no variable")
        kind = "truth" if logical else "number"
        return _Part(kind, partial(_over, how.text, found), how.column)

    def listed(self, how: _Word) -> _Part:
        if how.text not in _FOLD:
            raise ConditionFault(
                self.word.column, f"{how.text}() takes a variable that is one for each of something"
            )
        parts = [_number(self.added())]
        while self.take(","):
            parts.append(_number(self.added()))
        answer = parts[0].answer
        for part in parts[1:]:
            answer = partial(_join, _FOLD[how.text], answer, part.answer)
        return _Part("number", answer, how.column)


def _instead(word: _Word) -> str:
    return ", not the end" if word.kind == "end" else f", not {word.text!r}"


def _truth(part: _Part) -> _Part:
    if part.kind in ("truth", "yes"):
        return part
    what = "a word" if part.kind in ("word", "enum") else "a number"
    raise ConditionFault(part.column, f"{what} alone is neither true nor false; compare it")


def _number(part: _Part) -> _Part:
    if part.kind in ("number", "yes"):
        return part
    what = "a word" if part.kind in ("word", "enum") else "a comparison"
    raise ConditionFault(part.column, f"{what} cannot be reckoned with as a number")


def _comparable(left: _Part, right: _Part, sign: _Word) -> tuple[Answer, Answer]:
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
        return enum.answer, partial(_constant, enum.values.index(word.text))
    raise ConditionFault(right.column, "the two sides cannot be compared with each other")


def _variable(found: Reference, column: int) -> _Part:
    kind = {"bool": "yes", "enum": "enum"}.get(found.var.kind, "number")
    return _Part(kind, partial(_held, found), column, found.var.values)


def _held(found: Reference, state: State) -> Array:
    values: Array = getattr(state, found.var.name)
    where: Any = (slice(None), *found.index)
    return np.asarray(values[where])


def _over(how: str, found: Reference, state: State) -> Array:
    values = _held(found, state)
    values = np.ascontiguousarray(values).reshape(state.runs, -1)
    if not values.shape[1]:
        return np.zeros(state.runs)
    answers: Array = getattr(values, how)(axis=1)
    return answers


def _constant(value: float | bool, state: State) -> Array:
    return np.asarray(value)


def _join(how: Callable[[Array, Array], Array], left: Answer, right: Answer, state: State) -> Array:
    return how(left(state), right(state))


def _divide(left: Array, right: Array) -> Array:
    """Divide; a division by zero gives 0, so that every condition has an answer."""
    safe = np.where(right == 0, 1, right)
    return np.where(right == 0, 0.0, left / safe)


def _not(part: Answer, state: State) -> Array:
    return np.logical_not(part(state))


def _minus(part: Answer, state: State) -> Array:
    return -part(state).astype(np.float64)
