"""Conditions, effects and targets of content, read once so that each fault has its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tabletop.content.problems import Problem
from tabletop.content.references import Used, at, known_names, used_injects
from tabletop.content.shelf import Draft, Path_
from tabletop.content.yaml import Document
from tabletop.rules.conditions import ConditionFault, compile_condition
from tabletop.rules.effects import EffectFault, compile_effects
from tabletop.rules.references import Names
from tabletop.rules.targets import TargetFault, compile_target
from tabletop.world.actors import CAVEATS
from tabletop.world.variables import ARMS, ENABLERS, FLAGS, PROGRAMMES, TIERS, WAYS


def dimension_names(draft: Draft) -> dict[str, dict[str, int]]:
    """Return the number of every name along every dimension, as a World of the draft would."""
    known = known_names(draft)
    line = _value(draft, "line_of_contact")
    links = _value(draft, "links")
    sectors = [(row, i) for i, row in enumerate(_rows(line, "sectors", "border_sectors"))]
    names: dict[str, dict[str, int]] = {
        "actor": _numbered(known["actor"]),
        "sector": {str(row.get("id")): i for row, i in sectors},
        "force": _numbered(known["force"]),
        "node": _numbered(known["node"]),
        "link": {str(row.get("id")): i for i, row in enumerate(_rows(links, "links"))},
        "inject": _numbered(known["inject of the scenario"]),
        "enabler": _numbered(ENABLERS),
        "tier": _numbered(TIERS),
        "programme": _numbered(PROGRAMMES),
        "arms": _numbered(ARMS),
        "way": _numbered(WAYS),
        "air_area": _numbered(str(row.get("id")) for row in _rows(line, "air_areas")),
        "sea_area": _numbered(str(row.get("id")) for row in _rows(line, "sea_areas")),
        "caveat": _numbered(CAVEATS),
        "flag": _numbered(FLAGS),
        "red_line": _numbered(
            f"{actor.get('id')}_{n}"
            for _, _, actor in draft.items("actors")
            for n, _ in enumerate(actor.get("red_lines") or (), 1)
        ),
    }
    for row, i in sectors:
        names["sector"].setdefault(str(row.get("slug")), i)
    for i, row in enumerate(_rows(links, "links")):
        for name in (f"{row.get('a')}-{row.get('b')}", f"{row.get('b')}-{row.get('a')}"):
            names["link"].setdefault(name, i)
    return names


def unreadable(draft: Draft, names: Names) -> Iterator[Problem]:
    """Yield a problem for every condition, effect or target that cannot be read."""
    scenario = draft.scenario
    for key in ("success", "failure"):
        for path, text in at(scenario.value, f"{key}/*/when"):
            yield from _condition(scenario, path, text, names)
    initial = scenario.value.get("initial") if isinstance(scenario.value, dict) else None
    if isinstance(initial, dict):
        whole = {key: _as_set(value) for key, value in initial.items()}
        yield from _effects(scenario, ("initial",), whole, names, "")
    for pack, path, actor in draft.items("actors"):
        for below, text in at(actor, "red_lines/*/when"):
            yield from _condition(pack.document, path + below, text, names)
        for below, pairs in at(actor, "red_lines/*/effects"):
            yield from _effects(pack.document, path + below, pairs, names, "")
    for used in used_injects(draft):
        yield from inject_faults(used, names)


def inject_faults(used: Used, names: Names) -> Iterator[Problem]:
    """Yield a problem for everything of one inject that cannot be read."""
    document, path, inject = used.document, used.path, used.inject
    if "condition" in used.use:
        where = (*used.use_path, "condition")
        yield from _condition(used.scenario, where, used.use["condition"], names)
    for below, text in at(inject, "trigger/condition"):
        yield from _condition(document, path + below, text, names)
    aimed_at: str | None = ""
    target = inject.get("target", "")
    if isinstance(target, str):
        try:
            aimed_at = compile_target(target, names).dimension
        except TargetFault as fault:
            aimed_at = None  # unknown: let $target stand anywhere
            yield document.problem((*path, "target"), f"target: {fault}")
    for pattern in ("effects", "no_response", "options/*/effects"):
        for below, pairs in at(inject, pattern):
            yield from _effects(document, path + below, pairs, names, aimed_at)


def _condition(document: Document, path: Path_, text: Any, names: Names) -> Iterator[Problem]:
    if not isinstance(text, str):
        return
    try:
        compile_condition(text, names)
    except ConditionFault as fault:
        yield document.problem(path, f"condition, character {fault.column}: {fault.message}")


def _effects(
    document: Document, path: Path_, pairs: Any, names: Names, aimed_at: str | None
) -> Iterator[Problem]:
    for key, change in pairs.items() if isinstance(pairs, dict) else ():
        if not isinstance(change, int | float | str):
            continue
        try:
            compile_effects([(key, change)], names, aimed_at)
        except EffectFault as fault:
            yield document.problem((*path, key), f"{fault.key}: {fault.message}", at_key=True)


def _as_set(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.startswith("=") else f"={value}"
    return f"={value!r}" if isinstance(value, int | float) else value


def _value(draft: Draft, part: str) -> Any:
    document = draft.map_parts.get(part)
    return document.value if document is not None else None


def _rows(value: Any, *keys: str) -> list[Mapping[str, Any]]:
    return [row for key in keys for _, row in at(value, f"{key}/*") if isinstance(row, dict)]


def _numbered(words: Any) -> dict[str, int]:
    return {word: i for i, word in enumerate(words)}
