"""Reference pages, written from the tables that the program itself runs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from tabletop.rules.measures import MEASURES
from tabletop.rules.orders import ORDERS, Order
from tabletop.rules.orders.base import Named
from tabletop.world.doctrine import Entry
from tabletop.world.register import ENTRIES
from tabletop.world.variables import DIMENSIONS, VARIABLES, Var

NOTE = "<!-- Written by scripts/reference from the program's own tables; do not edit. -->"


def pages() -> dict[str, str]:
    """Return every reference page by its file name."""
    return {
        "variables.md": _page(_variables()),
        "doctrine.md": _page(_doctrine()),
        "measures.md": _page(_measures()),
        "orders.md": _page(_orders()),
    }


def _page(lines: Iterable[str]) -> str:
    return "\n".join([NOTE, "", *lines]).rstrip() + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(' '.join(cell.replace('|', '/').split()) for cell in row)} |"
    yield ""


def _number(value: float) -> str:
    return f"{value:.6g}"


# -- variables ---------------------------------------------------------------------------------


def _variables() -> Iterator[str]:
    yield from ("# State variables", "")
    yield "Everything that may change during an exercise. Conditions and effects name a variable"
    yield "as `name` or `name[index]`; its first dimension, the run, is never written."
    yield from ("", "## Dimensions", "")
    yield from _table(("Dimension", "Counts"), DIMENSIONS.items())
    by_shape: dict[tuple[str, ...], list[Var]] = {}
    for var in VARIABLES:
        by_shape.setdefault(var.per, []).append(var)
    for per, found in by_shape.items():
        yield from (f"## {' and '.join(f'Per {dim}' for dim in per) or 'Whole exercise'}", "")
        yield from _table(
            ("Variable", "Unit", "Range", "Start", "Meaning"),
            ((f"`{v.name}`", v.unit, _range(v), str(v.start), _meaning(v)) for v in found),
        )


def _meaning(var: Var) -> str:
    return f"{var.says} Its ends: {var.ends}." if var.ends else var.says


def _range(var: Var) -> str:
    if var.values:
        return ", ".join(f"`{value}`" for value in var.values)
    if var.kind == "bool":
        return "0 or 1"
    return f"{_number(var.low)} … {_number(var.high)}"


# -- doctrine ----------------------------------------------------------------------------------


def _doctrine() -> Iterator[str]:
    yield from ("# Doctrine", "")
    yield "Every number that the rules use. A scenario may change any of them in its"
    yield "`doctrine.yaml`. Most are planning values for play, not measurements."
    yield ""
    by_subject: dict[str, list[Entry]] = {}
    for entry in sorted(ENTRIES, key=lambda entry: entry.name):
        by_subject.setdefault(entry.name.split("_")[0], []).append(entry)
    yield from _table(
        ("Entry", "Value", "Range", "Unit", "Confidence", "Source", "Meaning"),
        (
            (f"`{e.name}`", _number(e.value), f"{_number(e.low)} … {_number(e.high)}", e.unit,
             e.confidence, e.source, e.says)
            for entries in by_subject.values()
            for e in entries
        ),
    )  # fmt: skip


# -- measures ----------------------------------------------------------------------------------


def _measures() -> Iterator[str]:
    yield from ("# Measures", "")
    yield "The scorecard. Each measure is the sum of its terms; a scenario may set the weight of"
    yield "a term under `weights`. Indices are held within 0 and 100."
    yield ""
    for measure in MEASURES.values():
        yield from (f"## {measure.title} (`{measure.name}`)", "", measure.says, "")
        yield f"Unit: {measure.unit}. Better: {measure.better}."
        formula = " ".join((measure.work.__doc__ or "").split())
        yield from ("", f"How: {formula}", "")
        yield from _table(
            ("Term", "Meaning", "Weight", "Variables"),
            (
                (f"`{t.name}`", t.title, f"`{t.weight}`" if t.weight else "1",
                 ", ".join(f"`{v}`" for v in t.variables) or "–")
                for t in measure.terms
            ),
        )  # fmt: skip


# -- orders ------------------------------------------------------------------------------------


def _orders() -> Iterator[str]:
    yield from ("# Orders", "")
    yield "What a seat may ask for. Every order has an `actor` for whom it is given and may carry"
    yield "an `intent` and a `rationale`, up to 300 characters each."
    yield ""
    for name, model in ORDERS.items():
        says = " ".join((model.__doc__ or "").split())
        yield from (f"## `{name}`", "", says, "")
        schema = model.model_json_schema()
        rows = [
            (f"`{field}`", _named(model, field) or _takes(part, schema), _default(part))
            for field, part in schema["properties"].items()
            if field not in ("type", "actor", "intent", "rationale")
        ]
        if rows:
            yield from _table(("Field", "Takes", "When left out"), rows)


def _named(model: type[Order], field: str) -> str:
    """Say what a field names, empty when it names nothing."""
    part = model.model_fields[field]
    marks = [*part.metadata, *(m for kind in get_args(part.annotation) for m in get_args(kind))]
    for mark in marks:
        if isinstance(mark, Named):
            return f"id of {'an' if mark.dimension[0] in 'aeiou' else 'a'} {mark.dimension}"
    return ""


def _default(part: dict[str, Any]) -> str:
    if "default" not in part:
        return "must be given"
    return "nothing" if part["default"] in (None, "") else f"`{part['default']}`"


def _takes(part: dict[str, Any], schema: dict[str, Any]) -> str:
    if "$ref" in part:
        return _takes(schema["$defs"][part["$ref"].split("/")[-1]], schema)
    if "enum" in part:
        return ", ".join(f"`{value}`" for value in part["enum"])
    if "const" in part:
        return f"`{part['const']}`"
    if "anyOf" in part:
        return " or ".join(_takes(one, schema) for one in part["anyOf"])
    low, high = part.get("minimum"), part.get("maximum")
    kind = {"integer": "whole number", "number": "number", "boolean": "yes or no",
            "string": "text", "null": "nothing"}.get(part.get("type", ""), "value")  # fmt: skip
    if low is not None or high is not None:
        ends = ("" if end is None else _number(end) for end in (low, high))
        return f"{kind}, {' … '.join(ends)}"
    return kind
