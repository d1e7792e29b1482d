"""Checking content: every fault of every file at once, each at its line and column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tabletop.content.expressions import dimension_names
from tabletop.content.ground import layer_faults, map_faults
from tabletop.content.library import names, scenario_folder
from tabletop.content.lint import lint, unused
from tabletop.content.map_schema import MAP_FILES
from tabletop.content.places import SHELVES, content_root
from tabletop.content.problems import ContentFault, Problem
from tabletop.content.references import (
    IN_MAP,
    Used,
    at,
    map_ids_twice,
    missing,
    repeated,
    used_injects,
)
from tabletop.content.resolved import Judged, judge
from tabletop.content.schema import FILES
from tabletop.content.shelf import MAP_PARTS, PACKS, called, read
from tabletop.content.validate import validate
from tabletop.content.yaml import Document


def check(paths: Sequence[str | Path] = ()) -> list[Problem]:
    """Return every problem of the content at ``paths``, in file order.

    A path is a scenario (by name, folder or file), a folder of a map, a pack, or a folder that
    holds any of these. Without paths all shipped content is checked, and injects that no scenario
    uses are told as well. A path that leads to no content is a problem itself.
    """
    problems: list[Problem] = []
    if not paths:
        _library(content_root(), problems)
    for path in paths:
        _path(path, problems)
    return sorted(set(problems))


def check_scenario(folder: Path, problems: list[Problem]) -> Judged | None:
    """Check one scenario with its packs; its map's shapes are checked with the map."""
    judged = judge(folder, problems)
    if judged is not None and judged.scenario is not None:
        problems.extend(lint(judged.draft, dimension_names(judged.draft)))
    return judged


def check_map(folder: Path, problems: list[Problem]) -> None:
    """Check one map: its four files, its shapes and its layers."""
    root = content_root()
    before = len(problems)
    parts: dict[str, Document] = {}
    for part in MAP_PARTS:
        document = read(folder / f"{part}.yaml", root, problems)
        if document is not None:
            validate(MAP_FILES[part], document, problems)
            parts[part] = document
    problems.extend(map_ids_twice(parts))
    if len(problems) == before:
        problems.extend(_dangling_in_map(parts))
    if len(problems) == before:
        problems.extend(map_faults(parts))
    problems.extend(layer_faults(folder, root))


def _path(path: str | Path, problems: list[Problem]) -> None:
    place = Path(path)
    if isinstance(path, str) and path in names():
        _scenario(scenario_folder(path), problems)
    elif place.is_file() and place.suffix in (".yaml", ".yml"):
        _file(place, problems)
    elif place.is_dir():
        _folder(place, problems)
    else:
        try:
            scenario_folder(path)  # has the right words for a name nobody knows
        except ContentFault as fault:
            problems.extend(fault.problems)


def _file(file: Path, problems: list[Problem]) -> None:
    if file.name in ("scenario.yaml", "doctrine.yaml"):
        _scenario(file.parent, problems)
    elif file.stem in MAP_PARTS:
        check_map(file.parent, problems)
    elif file.parent.name in PACKS:
        _pack(file.parent.name, file, problems)
    else:
        where = ", ".join(PACKS)
        message = f"the kind of this file is not known; packs lie in folders named {where}"
        problems.append(Problem(called(file, content_root()), 1, 1, message))


def _folder(folder: Path, problems: list[Problem]) -> None:
    if (folder / "scenario.yaml").is_file():
        _scenario(folder, problems)
        return
    if (folder / "map.yaml").is_file():
        check_map(folder, problems)
        return
    if folder.name in PACKS:
        for file in sorted(folder.glob("*.yaml")):
            _pack(folder.name, file, problems)
        return
    inner = [
        *folder.glob("scenario.yaml"), *folder.glob("*/scenario.yaml"),
        *folder.glob("scenarios/*/scenario.yaml"), *folder.glob("*/map.yaml"),
        *folder.glob("maps/*/map.yaml"),
    ]  # fmt: skip
    shelves = {*PACKS, *(SHELVES[kind] for kind in PACKS)}
    packs = [file for shelf in shelves for file in folder.glob(f"{shelf}/*.yaml")]
    for file in sorted({*inner, *packs}):
        _file(file, problems)
    if not inner and not packs:
        name = called(folder, content_root())
        problems.append(Problem(name, 1, 1, "there is no content in this folder"))


def _library(root: Path, problems: list[Problem]) -> None:
    used: list[Used] = []
    for name in names():
        judged = check_scenario(root / "scenarios" / name, problems)
        if judged is not None:
            used += used_injects(judged.draft)
    for file in sorted(root.glob("maps/*/map.yaml")):
        check_map(file.parent, problems)
    themes = []
    for kind in PACKS:
        for file in sorted(root.glob(f"{SHELVES[kind]}/*.yaml")):
            document = _pack(kind, file, problems)
            if kind == "injects" and document is not None:
                themes.append((document, file.stem, document.value))
    problems.extend(unused(iter(used), iter(themes)))


def _scenario(folder: Path, problems: list[Problem]) -> None:
    before = len(problems)
    judged = check_scenario(folder, problems)
    if judged is None or len(problems) > before:
        return  # a misspelt name would make its inject look unused
    own = [
        (pack.document, pack.name, pack.document.value)
        for pack in judged.draft.of_kind("injects")
        if (folder / "injects" / f"{pack.name}.yaml").exists()
    ]
    problems.extend(unused(iter(used_injects(judged.draft)), iter(own)))


def _pack(kind: str, file: Path, problems: list[Problem]) -> Document | None:
    """Check the form of one pack; what its names lead to is checked with the scenarios."""
    document = read(file, content_root(), problems)
    if document is None:
        return None
    validate(FILES[kind], document, problems)
    ids = at(document.value, f"{PACKS[kind]}/*/id")
    problems.extend(repeated([(document, path, id) for path, id in ids], kind.rstrip("s")))
    return document


def _dangling_in_map(parts: dict[str, Document]) -> Iterable[Problem]:
    known = {
        "node": [id for _, id in at(parts["nodes"].value, "nodes/*/id")],
        "zone": [str(path[-1]) for path, _ in at(parts["nodes"].value, "zones/*")],
    }
    for part, table in IN_MAP.items():
        yield from missing(parts[part], (), parts[part].value, table, known)
