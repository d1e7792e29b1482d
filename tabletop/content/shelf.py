"""Reading the files of a scenario: its own, the packs it names and its map.

Nothing is judged here but whether a file exists and can be read; values stay as written, so that
every later check can look at all of them even when some are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tabletop.content.places import SHELVES
from tabletop.content.problems import ContentFault, Problem, did_you_mean
from tabletop.content.yaml import Document, read_yaml

MAP_PARTS = ("map", "line_of_contact", "nodes", "links")
"""The YAML files of a map, in the order its digest reads them."""

PACKS = {"actors": "actors", "forces": "force_types", "injects": "injects"}
"""Kinds of pack, and the key under which a pack lists its things."""

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Pack:
    """A pack as read: ``kind`` is a folder name, ``name`` the file's name without its ending."""

    kind: str
    name: str
    document: Document

    def items(self) -> Iterator[tuple[Path_, dict[str, Any]]]:
        """Yield the path and value of each thing in the pack that is a mapping."""
        yield from mappings(self.document.value, PACKS[self.kind])


@dataclass
class Draft:
    """All documents of a scenario, read but not judged."""

    folder: Path
    scenario: Document
    packs: list[Pack] = field(default_factory=list)
    map_parts: dict[str, Document] = field(default_factory=dict)
    map_digest: str = ""
    doctrine: Document | None = None
    briefings: dict[str, str] = field(default_factory=dict)

    def of_kind(self, kind: str) -> Iterator[Pack]:
        """Yield the packs of a kind."""
        return (pack for pack in self.packs if pack.kind == kind)

    def items(self, kind: str) -> Iterator[tuple[Pack, Path_, dict[str, Any]]]:
        """Yield every thing of a kind with its pack and its path there."""
        for pack in self.of_kind(kind):
            for path, value in pack.items():
                yield pack, path, value


def mappings(value: Any, key: str) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """Yield path and value of the mappings in the list under ``key``, if there is one."""
    rows = value.get(key) if isinstance(value, dict) else None
    for i, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            yield (key, i), row


def read_draft(folder: Path, root: Path, problems: list[Problem]) -> Draft | None:
    """Read a scenario's files; what cannot be read goes to ``problems``.

    ``root`` is the folder of the library; packs beside the scenario come before those there.
    Returns None when the scenario's own file cannot be read.
    """
    scenario = read(folder / "scenario.yaml", root, problems)
    if scenario is None:
        return None
    draft = Draft(folder, scenario)
    value = scenario.value if isinstance(scenario.value, dict) else {}
    for kind in ("actors", "forces"):
        for i, name in enumerate(_list(value.get(kind))):
            _add_pack(draft, kind, name, (kind, i), root, problems)
    themes: dict[str, None] = {}
    for path, row in mappings(value, "injects"):
        theme, slash, _ = str(row.get("use", "")).partition("/")
        if slash and theme not in themes:
            themes[theme] = None
            _add_pack(draft, "injects", theme, (*path, "use"), root, problems)
    _add_map(draft, value.get("map"), root, problems)
    if (folder / "doctrine.yaml").exists():
        draft.doctrine = read(folder / "doctrine.yaml", root, problems)
    _add_briefings(draft, value, problems)
    return draft


def read(file: Path, root: Path, problems: list[Problem]) -> Document | None:
    """Read one YAML file, called by its path below ``root`` where it lies there."""
    try:
        return read_yaml(file, called(file, root), problems)
    except ContentFault as fault:
        problems.extend(fault.problems)
        return None


def called(file: Path, root: Path) -> str:
    """Return how problems call a file: below the current folder, else below the library."""
    for base in (Path.cwd(), root):
        try:
            return str(file.resolve().relative_to(base.resolve()))
        except ValueError:
            continue
    return str(file)


def find(kind: str, name: str, folder: Path, root: Path) -> Path | None:
    """Return the file of a pack or the folder of a map; those beside the scenario come first."""
    for shelf in (folder / kind, root / SHELVES[kind]):
        place = shelf / (name if kind == "maps" else f"{name}.yaml")
        if place.exists():
            return place
    return None


def on_shelf(kind: str, folder: Path, root: Path) -> list[str]:
    """Return the names of all packs of a kind, or of all maps, that a scenario can name."""
    found = set()
    for shelf in (folder / kind, root / SHELVES[kind]):
        if kind == "maps":
            found |= {file.parent.name for file in shelf.glob("*/map.yaml")}
        else:
            found |= {file.stem for file in shelf.glob("*.yaml")}
    return sorted(found)


def _add_pack(
    draft: Draft, kind: str, name: Any, path: Path_, root: Path, problems: list[Problem]
) -> None:
    if not isinstance(name, str) or any(pack.name == name for pack in draft.of_kind(kind)):
        return
    file = find(kind, name, draft.folder, root) if _is_plain(name) else None
    if file is None:
        hint = did_you_mean(name, on_shelf(kind, draft.folder, root))
        message = f"there is no file {kind}/{name}.yaml{hint}"
        problems.append(draft.scenario.problem(path, message))
        return
    document = read(file, root, problems)
    if document is not None:
        draft.packs.append(Pack(kind, name, document))


def _add_map(draft: Draft, name: Any, root: Path, problems: list[Problem]) -> None:
    from tabletop.world.geography import spec_digest

    if not isinstance(name, str):
        return
    folder = find("maps", name, draft.folder, root) if _is_plain(name) else None
    if folder is None:
        hint = did_you_mean(name, on_shelf("maps", draft.folder, root))
        problems.append(draft.scenario.problem(("map",), f"there is no map '{name}'{hint}"))
        return
    for part in MAP_PARTS:
        document = read(folder / f"{part}.yaml", root, problems)
        if document is not None:
            draft.map_parts[part] = document
    if len(draft.map_parts) == len(MAP_PARTS):
        draft.map_digest = spec_digest(*((folder / f"{p}.yaml").read_bytes() for p in MAP_PARTS))


def _add_briefings(draft: Draft, value: dict[str, Any], problems: list[Problem]) -> None:
    folder = draft.folder / "briefings"
    for path, seat in mappings(value, "seats"):
        name = seat.get("briefing")
        if not isinstance(name, str) or not name:
            continue
        try:
            if not _is_plain(name):
                raise FileNotFoundError
            draft.briefings[name] = (folder / name).read_text(encoding="utf-8")
        except (OSError, ValueError):
            there = sorted(file.name for file in folder.glob("*.md"))
            message = f"there is no readable file briefings/{name}{did_you_mean(name, there)}"
            problems.append(draft.scenario.problem((*path, "briefing"), message))


def _is_plain(name: str) -> bool:
    """Say whether a name stays in its folder: no separators, no way up."""
    return name not in ("", ".", "..") and not set(name) & set("/\\:\0")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
