"""Names that content uses, and whether what they name is there.

The table says where names stand; values are looked at as written, so dangling names are found even
in a file that has other faults.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tabletop.content.problems import Problem, did_you_mean
from tabletop.content.shelf import Draft, Path_, mappings
from tabletop.content.yaml import Document

Known = Mapping[str, Iterable[str]]

Table = tuple[tuple[str, str], ...]
"""Where names stand, as patterns of paths, and what each names."""

IN_SCENARIO: Table = (
    ("seats/*/actors/*", "actor"),
    ("objectives/*/measures/*", "measure"),
    ("objectives/*/seats/*", "seat"),
    ("objectives/*/tasks/*/orders/*", "order"),
    ("deployments/*/force", "force"),
    ("deployments/*/node", "node"),
    ("measures/*", "measure"),
    ("injects/*/use", "inject"),
    ("injects/*/objectives/*", "objective"),
    ("storylines/*/injects/*/inject", "inject of the scenario"),
)
IN_PACKS: Mapping[str, Table] = {
    "actors": (
        ("actors/*/home", "node"),
        ("actors/*/contributions/*/type", "force type"),
        ("actors/*/caveats/*", "caveat"),
    ),
    "forces": (("force_types/*/needs/*", "force type"),),
    "injects": (),
}
IN_INJECT: Table = (
    ("addressees/*", "addressee"),
    ("objectives/*", "objective"),
    ("options/*/branches/*/inject", "inject of the scenario"),
)
IN_MAP: Mapping[str, Table] = {
    "nodes": (("nodes/*/zone", "zone"),),
    "links": (("links/*/a", "node"), ("links/*/b", "node")),
    "line_of_contact": (),
    "map": (),
}
EVERYBODY = ("coalition_command", "all")
"""Addressees that are neither an actor nor a seat."""


@dataclass(frozen=True)
class Used:
    """An inject that a scenario uses: where it is written, and what the scenario changes.

    ``path`` leads to the inject in its pack, ``use_path`` to its row in the scenario.
    """

    scenario: Document
    document: Document
    path: Path_
    inject: Mapping[str, Any]
    use_path: Path_
    use: Mapping[str, Any]

    def trigger(self, key: str, default: Any = None) -> Any:
        """Return a part of the trigger as the scenario has it."""
        if self.use.get(key) is not None:
            return self.use[key]
        trigger = self.inject.get("trigger")
        return trigger.get(key, default) if isinstance(trigger, dict) else default


def at(value: Any, pattern: str) -> Iterator[tuple[Path_, Any]]:
    """Yield path and value of every place that ``pattern`` leads to; ``*`` is any item."""
    places: list[tuple[Path_, Any]] = [((), value)]
    for step in pattern.split("/"):
        places = [((*path, key), inner) for path, held in places for key, inner in _go(held, step)]
    yield from places


def used_injects(draft: Draft) -> list[Used]:
    """Return the injects that the scenario uses and that exist, in its order, each once."""
    shelf: dict[str, tuple[Document, Path_, Mapping[str, Any]]] = {}
    for pack, path, inject in draft.items("injects"):
        shelf.setdefault(f"{pack.name}/{inject.get('id')}", (pack.document, path, inject))
    found: dict[str, Used] = {}
    for use_path, use in mappings(draft.scenario.value, "injects"):
        name = str(use.get("use"))
        if name in shelf and name not in found:
            found[name] = Used(draft.scenario, *shelf[name], use_path, use)
    return list(found.values())


def known_names(draft: Draft) -> dict[str, list[str]]:
    """Return all names of a draft by what they name."""
    from tabletop.rules.measures import MEASURES
    from tabletop.rules.orders import ORDERS
    from tabletop.world.actors import CAVEATS

    parts = {name: part.value for name, part in draft.map_parts.items()}
    scenario = draft.scenario.value
    actors = [str(actor.get("id")) for _, _, actor in draft.items("actors")]
    seats = _texts(scenario, "seats/*/id")
    zones = parts.get("nodes")
    return {
        "actor": actors,
        "seat": seats,
        "addressee": [*actors, *seats, *EVERYBODY],
        "measure": list(MEASURES),
        "caveat": list(CAVEATS),
        "order": list(ORDERS),
        "objective": _texts(scenario, "objectives/*/id"),
        "force type": [str(kind.get("id")) for _, _, kind in draft.items("forces")],
        "force": [force for force, _ in pool_of(draft)],
        "node": _texts(parts.get("nodes"), "nodes/*/id"),
        "zone": [str(path[-1]) for path, _ in at(zones, "zones/*")],
        "inject": [f"{p.name}/{i.get('id')}" for p, _, i in draft.items("injects")],
        "inject of the scenario": [str(used.inject.get("id")) for used in used_injects(draft)],
    }


def pool_of(draft: Draft) -> list[tuple[str, str]]:
    """Return (force id, force type) of every force that the actors could send."""
    groups = {str(kind.get("id")): kind.get("group") for _, _, kind in draft.items("forces")}
    forces = []
    for _, _, actor in draft.items("actors"):
        for _, row in mappings(actor, "contributions"):
            kind, most = row.get("type"), row.get("max")
            group = groups.get(str(kind))
            if type(most) is int and type(group) is int and 0 < most <= 1000 and group > 0:
                rows = -(-most // group)
                forces += [(f"{actor.get('id')}_{kind}_{n}", str(kind)) for n in range(1, rows + 1)]
    return forces


def dangling(draft: Draft, known: Known) -> Iterator[Problem]:
    """Yield a problem for every name in the draft that names nothing."""
    tables = [(draft.scenario, IN_SCENARIO)]
    tables += [(pack.document, IN_PACKS[pack.kind]) for pack in draft.packs]
    tables += [(part, IN_MAP[name]) for name, part in draft.map_parts.items()]
    for document, table in tables:
        yield from missing(document, (), document.value, table, known)
    for used in used_injects(draft):
        yield from missing(used.document, used.path, used.inject, IN_INJECT, known)
    yield from _weights(draft.scenario)
    yield from _doctrine(draft.doctrine)


def twice(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for every id that is given a second time."""
    for kind, noun in (("actors", "actor"), ("forces", "force type")):
        ids = [(p.document, (*path, "id"), row.get("id")) for p, path, row in draft.items(kind)]
        yield from repeated(ids, noun)
    used = used_injects(draft)
    yield from repeated([(u.document, (*u.path, "id"), u.inject.get("id")) for u in used], "inject")
    for one in used:
        options = at(one.inject, "options/*/id")
        yield from repeated([(one.document, one.path + path, id) for path, id in options], "option")
    for pattern, noun in (
        ("seats/*/id", "seat"),
        ("objectives/*/id", "objective"),
        ("objectives/*/tasks/*/id", "task"),
        ("success/*/id", "condition"),
        ("failure/*/id", "condition"),
        ("deployments/*/force", "deployment of"),
        ("injects/*/use", "use of"),
        ("storylines/*/id", "storyline"),
    ):
        found = at(draft.scenario.value, pattern)
        yield from repeated([(draft.scenario, path, name) for path, name in found], noun)
    yield from map_ids_twice(draft.map_parts)


def map_ids_twice(parts: Mapping[str, Document]) -> Iterator[Problem]:
    """Yield a problem for every id or slug of a map that is given a second time."""
    for part, lists, noun in (
        ("nodes", ("nodes",), "node"),
        ("links", ("links",), "link"),
        ("line_of_contact", ("sectors", "border_sectors"), "sector"),
        ("line_of_contact", ("sea_areas", "air_areas"), "area"),
        ("line_of_contact", ("tiers",), "tier"),
    ):
        document = parts.get(part)
        if document is None:
            continue
        for name in ("id", "slug"):
            patterns = [f"{key}/*/{name}" for key in lists]
            found = [place for pattern in patterns for place in at(document.value, pattern)]
            yield from repeated([(document, path, word) for path, word in found], noun)


def repeated(rows: Iterable[tuple[Document, Path_, Any]], noun: str) -> Iterator[Problem]:
    """Yield a problem for each name, at its path in its document, that came before."""
    first: dict[str, str] = {}
    for document, path, name in rows:
        if not isinstance(name, str):
            continue
        if name in first:
            message = f"{noun} '{name}' is given twice; first at {first[name]}"
            yield document.problem(path, message)
        else:
            first[name] = f"{document.name}:{document.position(path)[0]}"


def missing(
    document: Document, base: Path_, value: Any, table: Iterable[tuple[str, str]], known: Known
) -> Iterator[Problem]:
    """Yield a problem for every name that stands where ``table`` says and that nobody bears.

    ``base`` leads to ``value`` in the document.
    """
    for pattern, noun in table:
        choices = known[noun]
        if not choices and noun not in ("objective", "seat"):
            continue  # the file that would name them could not be read; that is told already
        there = set(choices)
        for path, word in at(value, pattern):
            if isinstance(word, str) and word not in there:
                hint = did_you_mean(word, choices)
                yield document.problem(base + path, f"there is no {noun} '{word}'{hint}")


def _weights(scenario: Document) -> Iterator[Problem]:
    from tabletop.rules.measures import MEASURES

    value = scenario.value.get("weights") if isinstance(scenario.value, dict) else None
    for name, terms in value.items() if isinstance(value, dict) else ():
        if name not in MEASURES:
            message = f"there is no measure '{name}'{did_you_mean(name, MEASURES)}"
            yield scenario.problem(("weights", name), message, at_key=True)
            continue
        known = [term.name for term in MEASURES[name].terms]
        for term in terms if isinstance(terms, dict) else ():
            if term not in known:
                message = f"{name} has no term '{term}'{did_you_mean(term, known)}"
                yield scenario.problem(("weights", name, term), message, at_key=True)


def _doctrine(document: Document | None) -> Iterator[Problem]:
    from tabletop.world.register import ENTRIES

    entries = {entry.name: entry for entry in ENTRIES}
    if document is None:
        return
    for path, number in at(document.value, "values/*"):
        name = str(path[-1])
        entry = entries.get(name)
        if entry is None:
            message = f"there is no doctrine entry '{name}'{did_you_mean(name, entries)}"
            yield document.problem(("values", name), message, at_key=True)
        elif isinstance(number, int | float) and not entry.low <= number <= entry.high:
            message = (
                f"{name} is {number:g}; it should lie between {entry.low:g} and {entry.high:g}"
            )
            yield document.problem(("values", name), message)


def _go(value: Any, step: str) -> Iterator[tuple[str | int, Any]]:
    if step == "*":
        if isinstance(value, list):
            yield from enumerate(value)
        elif isinstance(value, dict):
            yield from value.items()
    elif isinstance(value, dict) and step in value:
        yield step, value[step]


def _texts(value: Any, pattern: str) -> list[str]:
    return [word for _, word in at(value, pattern) if isinstance(word, str)]
