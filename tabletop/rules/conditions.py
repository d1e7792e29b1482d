"""Conditions: the small language in which triggers and end conditions are written.

A condition is compared, never executed: it is cut into words, built into a tree of known parts and
answered over arrays.  ``tension[kupiansk] > 60 and us_backstop < 40`` is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.condition_parts import (
    Answer,
    ConditionFault,
    Part,
    Word,
    comparable,
    constant,
    divide,
    join,
    minus,
    negate,
    number,
    over,
    truth,
    variable,
)
from tabletop.rules.references import Names, Reference, ReferenceFault, nearest, refer
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME

Bools = NDArray[np.bool_]

__all__ = ["Condition", "ConditionFault", "compile_condition"]

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


def cut(text: str) -> list[Word]:
    """Cut a condition into words and signs, the end last; raises ``ConditionFault``."""
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
            words.append(Word(found.lastgroup, found.group(), at + 1))
        at = found.end()
        if len(words) > MOST_WORDS:
            raise ConditionFault(at, f"the condition has more than {MOST_WORDS} words and signs")
    words.append(Word("end", "", len(text) + 1))
    return words


class _Reader:
    """Reads a condition by descent; every method reads one level of binding."""

    def __init__(self, text: str, names: Names) -> None:
        self.names = names
        self.words = cut(text)
        self.at = 0
        self.depth = 0

    @property
    def word(self) -> Word:
        return self.words[self.at]

    def take(self, *texts: str) -> Word | None:
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
        return truth(part).answer

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ConditionFault(self.word.column, "the condition is nested too deeply")

    def either(self) -> Part:
        self.deeper()
        part = self.both()
        while self.take("or"):
            left, right = truth(part), truth(self.both())
            part = Part(
                "truth", partial(join, np.logical_or, left.answer, right.answer), part.column
            )
        self.depth -= 1
        return part

    def both(self) -> Part:
        part = self.negated()
        while self.take("and"):
            left, right = truth(part), truth(self.negated())
            part = Part(
                "truth", partial(join, np.logical_and, left.answer, right.answer), part.column
            )
        return part

    def negated(self) -> Part:
        word = self.take("not")
        if word is None:
            return self.compared()
        self.deeper()
        part = truth(self.negated())
        self.depth -= 1
        return Part("truth", partial(negate, part.answer), word.column)

    def compared(self) -> Part:
        left = self.added()
        if self.word.kind != "sign" or self.word.text not in _COMPARE:
            return left
        answers: list[Answer] = []
        while (sign := self.take(*_COMPARE)) is not None:
            right = self.added()
            one, other = comparable(left, right, sign)
            answers.append(partial(join, _COMPARE[sign.text], one, other))
            left = right
        whole = answers[0]
        for answer in answers[1:]:
            whole = partial(join, np.logical_and, whole, answer)
        return Part("truth", whole, left.column)

    def added(self) -> Part:
        part = self.multiplied()
        while (sign := self.take("+", "-")) is not None:
            how = np.add if sign.text == "+" else np.subtract
            left, right = number(part), number(self.multiplied())
            part = Part("number", partial(join, how, left.answer, right.answer), part.column)
        return part

    def multiplied(self) -> Part:
        part = self.signed()
        while (sign := self.take("*", "/")) is not None:
            how = np.multiply if sign.text == "*" else divide
            left, right = number(part), number(self.signed())
            part = Part("number", partial(join, how, left.answer, right.answer), part.column)
        return part

    def signed(self) -> Part:
        sign = self.take("-")
        if sign is None:
            return self.atom()
        self.deeper()
        part = number(self.signed())
        self.depth -= 1
        return Part("number", partial(minus, part.answer), sign.column)

    def atom(self) -> Part:
        word = self.word
        self.at += 1
        if word.kind == "number":
            return Part("number", partial(constant, float(word.text)), word.column)
        if word.kind == "text":
            return Part("word", partial(constant, 0.0), word.column, text=word.text[1:-1])
        if word.kind == "sign" and word.text == "(":
            part = self.either()
            self.expect(")")
            return part
        if word.kind == "name":
            return self.named(word)
        self.at -= 1
        raise ConditionFault(word.column, f"here should be a variable or a number{_instead(word)}")

    def named(self, word: Word) -> Part:
        if word.text in ("true", "false"):
            return Part("truth", partial(constant, word.text == "true"), word.column)
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
        return variable(found, word.column)

    def reference(self, word: Word) -> Reference:
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

    def folded(self, how: Word) -> Part:
        self.expect("(")
        self.deeper()
        whole = self.whole_variable(how)
        if whole is None:
            whole = self.listed(how)
        self.depth -= 1
        self.expect(")")
        return whole

    def whole_variable(self, how: Word) -> Part | None:
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
        return Part(kind, partial(over, how.text, found), how.column)

    def listed(self, how: Word) -> Part:
        if how.text not in _FOLD:
            raise ConditionFault(
                self.word.column, f"{how.text}() takes a variable that is one for each of something"
            )
        parts = [number(self.added())]
        while self.take(","):
            parts.append(number(self.added()))
        answer = parts[0].answer
        for part in parts[1:]:
            answer = partial(join, _FOLD[how.text], answer, part.answer)
        return Part("number", answer, how.column)


def _instead(word: Word) -> str:
    return ", not the end" if word.kind == "end" else f", not {word.text!r}"
