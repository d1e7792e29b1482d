"""Conditions in words: ``us_backstop < 40`` as people say it.

Nothing in the rules imports this module; the desk and the report do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from tabletop.rules.condition_parts import ConditionFault, Word
from tabletop.rules.conditions import cut
from tabletop.rules.order_titles import VALUES
from tabletop.rules.words import place_name, variable_title
from tabletop.world.variables import BY_NAME, FLAGS
from tabletop.world.world import World

_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "==": "is", "!=": "is not", "<": "below", "<=": "at most", ">": "above", ">=": "at least",
        "+": "+", "-": "−", "*": "×", "/": "÷", ",": ",", "(": "(", ")": ")",
    }
)  # fmt: skip
_FOLDS: Mapping[str, str] = MappingProxyType(
    {
        "max": "the highest of", "min": "the lowest of", "sum": "the sum of",
        "mean": "the average of", "any": "any of", "all": "all of",
    }
)  # fmt: skip
_LINKS = ("and", "or", "not")
_TIGHT_BEFORE, _TIGHT_AFTER = (",", ")"), ("(",)


def condition_words(world: World, text: str, say: Callable[[str], str] = str) -> str:
    """Say a condition as people read it; names of variables stand in quotes.

    ``say`` translates the title of a variable or the word for a sign.  A text that is no condition
    is returned as it is.
    """
    try:
        words = cut(text)
    except ConditionFault:
        return text
    said = "".join(_spaced(_phrases(world, words, say)))
    return said[:1].upper() + said[1:]


def _word(code: str) -> str:
    return VALUES.get(code, code.replace("_", " "))


def _spaced(phrases: Iterator[str]) -> Iterator[str]:
    before = "("
    for phrase in phrases:
        tight = before in _TIGHT_AFTER or phrase in _TIGHT_BEFORE
        yield phrase if tight else f" {phrase}"
        before = phrase


def _phrases(world: World, words: Sequence[Word], say: Callable[[str], str]) -> Iterator[str]:
    for at, word in enumerate(words):
        after = words[at + 1] if word.kind != "end" else word
        if word.kind in ("end", "index"):
            continue
        if word.kind == "text":
            plain = word.text[1:-1]
            yield say(_word(plain))
        elif word.kind == "sign":
            yield say(_SIGNS[word.text])
        elif word.kind == "number":
            yield f"{float(word.text):g}"
        elif word.text in _LINKS:
            yield say(word.text)
        elif word.text in ("true", "false"):
            yield say("always" if len(words) == 2 else "yes" if word.text == "true" else "no")
        elif after.text == "(" and word.text in _FOLDS:
            yield say(_FOLDS[word.text])
        else:
            yield _variable(world, word.text, after, words[at + 2 :], say)


def _variable(
    world: World, name: str, index: Word, rest: Sequence[Word], say: Callable[[str], str]
) -> str:
    """Say a variable with the places it is asked for, and that a bare yes/no one holds."""
    places = [part.strip() for part in index.text[1:-1].split(",")] if index.kind == "index" else []
    if name == "flag" and len(places) == 1:
        title = FLAGS.get(places[0], places[0].replace("_", " ")).rstrip(".")
        return f"“{say(title)}”"
    var = BY_NAME.get(name)
    dims = var.per if var is not None else ()
    where = [
        place_name(world, dim, place) for dim, place in zip(dims, places, strict=False) if place
    ]
    said = f"“{say(variable_title(name))}”" + (f" ({', '.join(where)})" if where else "")
    follows = index if index.kind != "index" else (rest[0] if rest else index)
    is_compared = follows.text in ("==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/")
    if var is not None and var.kind == "bool" and not is_compared and follows.text != ")":
        return f"{said}: {say('yes')}"
    return said
