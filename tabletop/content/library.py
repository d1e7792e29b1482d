"""The library of content: which scenarios there are, and each as one resolved value.

A resolved scenario is a plain JSON value with everything an exercise needs; a session file embeds
it. Resolving reads and checks a few dozen YAML files, so its result is kept in the user's cache
under a key made of every byte it came from. With a warm cache nothing heavy is imported here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tabletop import __version__
from tabletop.content.places import CODE, SHELVES, SPEC_FORMAT, content_root
from tabletop.content.problems import ContentFault, Problem, did_you_mean

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tabletop.world.geography import Geography
    from tabletop.world.world import World

    Arrays = Mapping[str, NDArray[np.generic]]

MOST_KEPT = 12  # resolved scenarios in the cache, a few hundred kB each


def names() -> list[str]:
    """Return the names of the shipped scenarios, in order."""
    shelf = content_root() / "scenarios"
    return sorted(file.parent.name for file in shelf.glob("*/scenario.yaml"))


def scenario_folder(name_or_folder: str | Path) -> Path:
    """Return the folder of a scenario given by its name or by a path to it.

    Raises ContentFault with the nearest name when there is no such scenario.
    """
    text = str(name_or_folder)
    if isinstance(name_or_folder, str) and text in names():
        return content_root() / "scenarios" / text
    folder = Path(name_or_folder)
    if folder.name == "scenario.yaml":
        folder = folder.parent
    if (folder / "scenario.yaml").is_file():
        return folder
    hint = did_you_mean(folder.name, names()) or f"; there is {', '.join(names())}"
    raise ContentFault([Problem(text, 1, 1, f"there is no scenario here{hint}")])


def resolve(name_or_folder: str | Path) -> dict[str, Any]:
    """Return the resolved scenario, from the cache when nothing it is made of has changed.

    Raises ContentFault with every problem of every file when the scenario is at fault.
    """
    folder = scenario_folder(name_or_folder)
    key = _key(folder)
    kept = _kept(key)
    if kept is not None:
        return kept
    from tabletop.content.resolved import resolve_folder

    spec = resolve_folder(folder)
    _keep(key, spec)
    return spec


def source_key(name_or_folder: str | Path) -> str:
    """Return a digest of every byte that a scenario and this program's reading of it come from.

    Raises ContentFault when there is no such scenario.
    """
    return _key(scenario_folder(name_or_folder))


def load_world(name_or_folder: str | Path) -> World:
    """Return the world of a scenario, ready for the rules."""
    return world_of(resolve(name_or_folder))


def world_of(spec: Mapping[str, Any], arrays: Arrays | None = None) -> World:
    """Build the world of a resolved scenario.

    ``arrays`` are those of ``geography_arrays``; left out, they come from the map's ``routes.npz``
    when it was made from the same map, and are worked out anew otherwise.
    """
    from tabletop.world.world import build

    return build(spec, _geography(spec["map"], arrays))


def map_folder(spec: Mapping[str, Any]) -> Path:
    """Return the folder with the geometry of the map that a resolved scenario plays on.

    Raises ValueError when the map's id is no plain name: a spec may come from anybody's file.
    """
    name = str(spec["map"]["id"])
    if not name.replace("-", "").replace("_", "").isalnum():
        raise ValueError(f"{name!r} is not the name of a map")
    return content_root() / "maps" / name


def routes_of(spec: Mapping[str, Any]) -> Arrays | None:
    """Return the kept arrays of the scenario's map, or None when they are not of this map."""
    import zipfile

    import numpy as np

    try:
        with np.load(map_folder(spec) / "routes.npz", allow_pickle=False) as kept:
            if str(kept["digest"]) != spec["map"].get("digest"):
                return None
            return {name: kept[name] for name in kept.files if name != "digest"}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None  # a missing or broken file only costs the time to work it out again


def _geography(spec: Mapping[str, Any], arrays: Arrays | None) -> Geography:
    from tabletop.world.geography import Geography, build_geography

    found = arrays if arrays is not None else routes_of({"map": spec})
    if found is not None:
        try:
            return Geography.assemble(spec, found)
        except ValueError:
            if arrays is not None:
                raise
    return build_geography(spec)


def _key(folder: Path) -> str:
    """Return a digest of all that a resolved scenario depends on."""
    import hashlib  # not needed for the names, which are asked for before the first picture

    seal = hashlib.sha256(f"{__version__} {SPEC_FORMAT} {folder.resolve()}".encode())
    root = content_root()
    sources = [*_yaml_below(folder, "**/*"), *folder.glob("briefings/*.md")]
    for kind, shelf in SHELVES.items():
        sources += _yaml_below(root / shelf, "*/*" if kind == "maps" else "*")
    sources += [*(CODE / "content").glob("*.py"), *(CODE / "world").glob("**/*.py")]
    for file in sources:
        try:
            data = file.read_bytes()
        except OSError:
            data = b"unreadable"
        seal.update(f"{file} {len(data)}\n".encode())
        seal.update(data)
    return seal.hexdigest()


def _yaml_below(folder: Path, pattern: str) -> Iterable[Path]:
    return sorted(folder.glob(f"{pattern}.yaml"))


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("ceasefire-tabletop", appauthor=False) / "scenarios"


def _kept(key: str) -> dict[str, Any] | None:
    try:
        kept = json.loads((_cache_folder() / f"{key}.json").read_bytes())
    except (OSError, ValueError):
        return None  # never kept, or broken: it is only a cache
    if not isinstance(kept, dict) or kept.get("format") != SPEC_FORMAT:
        return None
    return kept


def _keep(key: str, spec: Mapping[str, Any]) -> None:
    folder = _cache_folder()
    half = folder / f"{key}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        half.write_text(json.dumps(spec), encoding="utf-8")
        half.replace(folder / f"{key}.json")
        kept = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for old in kept[:-MOST_KEPT]:
            old.unlink()
    except OSError:
        return  # a cache that cannot be written is done without
