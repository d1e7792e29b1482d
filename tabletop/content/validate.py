"""Fitting a document to a pydantic model, with every misfit named at its place.

Values are judged strictly, as JSON: text never turns into a number or a truth value by itself.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, TypeVar, Union

from pydantic import BaseModel, ValidationError

from tabletop.content.forms import FORMS
from tabletop.content.problems import Problem, did_you_mean, nearest
from tabletop.content.yaml import Document, Value

Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[int | str, ...]

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "none_required": "nothing",
}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


def validate(
    model: type[Model], document: Document, problems: list[Problem], path: Sequence[str | int] = ()
) -> Model | None:
    """Return the document, or its part at ``path``, as ``model``; None when it does not fit.

    Every misfit is appended to ``problems`` at the line and column of the value or key at fault.
    Model validators take part by raising ValueError.
    """
    value = part_at(document.value, path)
    try:
        return model.model_validate_json(json.dumps(value), strict=True)
    except ValidationError as fault:
        misfits = fault.errors(include_url=False)
    said: dict[tuple[Loc, Loc], list[Any]] = {}
    for misfit in misfits:
        where, rest = _place(value, misfit["loc"])
        kind = misfit["type"]
        about = rest if kind == "missing" else ()
        said.setdefault((where, about), []).append(misfit)
    misspelt = _misspelt(model, value, misfits)
    for (where, about), together in said.items():
        if (where, about) in misspelt:
            continue  # the unknown key beside it says the right word already
        problems.append(_problem(model, document, tuple(path), value, where, together))
    return None


def part_at(value: Value, path: Sequence[str | int]) -> Value:
    """Return the part of ``value`` that keys and indices in ``path`` lead to."""
    for step in path:
        value = value[step]  # type: ignore[index]
    return value


def shown(value: Value) -> str:
    """Return a value as a short phrase for a message: ``text 'abc'``, ``a list``."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return f"text '{value if len(value) <= 40 else value[:39] + '…'}'"
    return "a list" if isinstance(value, list) else "a mapping"


def _place(value: Value, loc: Loc) -> tuple[Loc, Loc]:
    """Split a pydantic location into the steps that exist in the value and what is left.

    Names of union members and of models stand in a location without standing in the file.
    """
    where: list[int | str] = []
    rest: list[int | str] = []
    for step in loc:
        in_mapping = isinstance(value, dict) and step in value
        if in_mapping or (isinstance(value, list) and step in range(len(value))):
            value = part_at(value, (step,))
            where.append(step)
            rest.clear()
        else:
            rest.append(step)
    return tuple(where), tuple(rest)


def _misspelt(model: type[BaseModel], value: Value, misfits: Sequence[Any]) -> set[tuple[Loc, Loc]]:
    """Return (mapping, missing key) for the right words that unknown keys will be told."""
    found: set[tuple[Loc, Loc]] = set()
    for misfit in misfits:
        if misfit["type"] == "extra_forbidden":
            where, _ = _place(value, misfit["loc"])
            holder = where[:-1]
            free = _free_keys(model, misfit["loc"][:-1], part_at(value, holder))
            word = nearest(str(where[-1]), free)
            if word is not None:
                found.add((holder, (word,)))
    return found


def _problem(
    model: type[BaseModel],
    document: Document,
    base: Loc,
    value: Value,
    where: Loc,
    misfits: list[Any],
) -> Problem:
    misfit = misfits[0]
    kind, context = misfit["type"], misfit.get("ctx", {})
    found = part_at(value, where)
    path = base + where
    if kind == "missing":
        return document.problem(path, f"missing key '{misfit['loc'][-1]}'")
    if kind == "extra_forbidden":
        key = str(where[-1])
        hint = did_you_mean(key, _free_keys(model, misfit["loc"][:-1], part_at(value, where[:-1])))
        return document.problem(path, f"unknown key '{key}'{hint}", at_key=True)
    if kind == "union_tag_not_found":
        key = context["discriminator"].strip("'")
        return document.problem(path, f"missing key '{key}'")
    if kind == "union_tag_invalid":
        key = context["discriminator"].strip("'")
        choices = [choice.strip(" '") for choice in context["expected_tags"].split(",")]
        return document.problem((*path, key), _not_one_of(context["tag"], choices))
    if misfit["loc"] and misfit["loc"][-1] == "[key]":
        return document.problem(path, f"key '{where[-1]}': {_sentence(misfits, None)}", at_key=True)
    return document.problem(path, _sentence(misfits, found))


def _sentence(misfits: list[Any], found: Value) -> str:
    """Say why one value does not fit, whichever members of a union turned it down."""
    misfit = misfits[0]
    kind, context = misfit["type"], misfit.get("ctx", {})
    if kind in ("literal_error", "enum"):
        choices = [choice for one in misfits for choice in _choices(one)]
        return _not_one_of(found, choices)
    if kind in _EXPECTED:
        wanted = dict.fromkeys(
            _EXPECTED[one["type"]] for one in misfits if one["type"] in _EXPECTED
        )
        return f"expected {' or '.join(wanted)}, found {shown(found)}"
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        return f"must be {words} {context[key]:g}, found {found}"
    return _sentence_about_size(kind, context, found) or _plain_sentence(misfit)


def _sentence_about_size(kind: str, context: dict[str, Any], found: Value) -> str | None:
    if kind == "string_pattern_mismatch":
        return f"{shown(found)} is not {FORMS[context['pattern']]}"
    if kind == "string_too_short":
        least = context["min_length"]
        return "text is missing" if least == 1 else f"must have at least {least} characters"
    if kind == "string_too_long":
        return f"must have at most {context['max_length']} characters"
    if kind == "too_short":
        return f"must have at least {context['min_length']} items, has {context['actual_length']}"
    if kind == "too_long":
        return f"must have at most {context['max_length']} items, has {context['actual_length']}"
    return None


def _plain_sentence(misfit: Any) -> str:
    if misfit["type"] in ("value_error", "assertion_error"):
        return str(misfit["ctx"]["error"])
    message = str(misfit["msg"])
    return message[:1].lower() + message[1:]


def _choices(misfit: Any) -> list[str]:
    expected = str(misfit.get("ctx", {}).get("expected", ""))
    return [choice.strip(" '") for choice in expected.replace(" or ", ", ").split(", ")]


def _not_one_of(found: Value, choices: Sequence[str]) -> str:
    named = f"'{found}'" if isinstance(found, str) else shown(found)
    hint = did_you_mean(found, choices) if isinstance(found, str) else ""
    listed = ", ".join(choices[:12]) + (", …" if len(choices) > 12 else "")
    return f"{named} is not one of {listed}{hint}"


def _free_keys(model: type[BaseModel], loc: Loc, holder: Value) -> list[str]:
    """Return the keys the model at ``loc`` knows, those still free in ``holder`` first."""
    kinds: list[Any] = [model]
    for step in loc:
        kinds = [inner for kind in kinds for inner in _step(kind, step)]
    known = [
        name.alias or key
        for kind in kinds
        if _is_model(kind)
        for key, name in kind.model_fields.items()
    ]
    present = holder if isinstance(holder, dict) else {}
    return [key for key in known if key not in present]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _step(kind: Any, step: int | str) -> Iterator[Any]:
    """Yield the types one step of a pydantic location leads to from ``kind``."""
    if _is_model(kind):
        for key, info in kind.model_fields.items():
            if step in (key, info.alias):
                yield from _members(info.annotation)
        if step == kind.__name__ or _has_tag(kind, step):
            yield kind
        return
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is dict:
        yield from _members(inner[1])
    elif origin in (list, set, frozenset, tuple):
        position = (
            step if isinstance(step, int) and origin is tuple and Ellipsis not in inner else 0
        )
        yield from _members(inner[min(position, len(inner) - 1)])


def _has_tag(kind: type[BaseModel], step: int | str) -> bool:
    """Say whether a literal field of a model (its ``type:``) allows ``step``."""
    return any(
        step in typing.get_args(info.annotation)
        for info in kind.model_fields.values()
        if typing.get_origin(info.annotation) is Literal
    )


def _members(kind: Any) -> Iterator[Any]:
    """Yield the types a possibly annotated union is made of."""
    origin = typing.get_origin(kind)
    if origin is Annotated:
        yield from _members(typing.get_args(kind)[0])
    elif origin is Union or origin is types.UnionType:
        for member in typing.get_args(kind):
            yield from _members(member)
    else:
        yield kind
