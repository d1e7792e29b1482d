"""Judging a scenario's files and joining them into one resolved value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tabletop.content.expressions import dimension_names, unreadable
from tabletop.content.map_schema import MAP_FILES
from tabletop.content.places import SPEC_FORMAT, content_root
from tabletop.content.problems import ContentFault, Problem
from tabletop.content.references import dangling, known_names, twice
from tabletop.content.schema import (
    ActorPack,
    DoctrineFile,
    ForcePack,
    InjectPack,
    InjectSpec,
    ScenarioFile,
    UseSpec,
)
from tabletop.content.shelf import Draft, read_draft
from tabletop.content.validate import validate

_OWN = {"format", "map", "actors", "forces", "injects"}
"""Keys of a scenario's file that only say where the rest is."""

_TRIGGER = ("turn", "earliest", "latest", "condition", "probability", "repeatable", "manual")


@dataclass
class Judged:
    """A draft with those of its files that fit their models."""

    draft: Draft
    scenario: ScenarioFile | None
    actors: dict[str, ActorPack]
    forces: dict[str, ForcePack]
    injects: dict[str, InjectPack]
    doctrine: DoctrineFile | None


def resolve_folder(folder: Path) -> dict[str, Any]:
    """Read, judge and join the scenario in ``folder``.

    Raises ContentFault with every problem of all its files when there are any.
    """
    problems: list[Problem] = []
    judged = judge(folder, problems)
    if problems or judged is None:
        raise ContentFault(problems)
    return assemble(judged)


def judge(folder: Path, problems: list[Problem]) -> Judged | None:
    """Read a scenario and note every problem: of form, of names, of conditions and effects.

    Returns None when the scenario's own file cannot be read.
    """
    draft = read_draft(folder, content_root(), problems)
    if draft is None:
        return None
    judged = Judged(draft, validate(ScenarioFile, draft.scenario, problems), {}, {}, {}, None)
    for pack in draft.packs:
        if pack.kind == "actors":
            _put(judged.actors, pack.name, validate(ActorPack, pack.document, problems))
        elif pack.kind == "forces":
            _put(judged.forces, pack.name, validate(ForcePack, pack.document, problems))
        else:
            _put(judged.injects, pack.name, validate(InjectPack, pack.document, problems))
    for name, part in draft.map_parts.items():
        validate(MAP_FILES[name], part, problems)
    if draft.doctrine is not None:
        judged.doctrine = validate(DoctrineFile, draft.doctrine, problems)
    problems.extend(dangling(draft, known_names(draft)))
    problems.extend(twice(draft))
    problems.extend(unreadable(draft, _forgiving(dimension_names(draft))))
    return judged


class _AnyName(dict[str, int]):
    """Names of things whose file could not be read: whatever is asked for may be among them."""

    def get(self, key: str, default: Any = None) -> Any:
        """Return a number for any name."""
        return 0


def _forgiving(names: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Return names in which a dimension without any knows all; why it is empty is told already."""
    return {dimension: known or _AnyName() for dimension, known in names.items()}


def assemble(judged: Judged) -> dict[str, Any]:
    """Join a faultless scenario into its resolved value, as ``world.build`` takes it."""
    from tabletop.world.geography import map_spec

    draft, scenario = judged.draft, judged.scenario
    assert scenario is not None
    parts: dict[str, Any] = {name: part.value for name, part in draft.map_parts.items()}
    frame = scenario.model_dump(exclude=_OWN)
    for seat in frame["seats"]:
        seat["briefing"] = draft.briefings.get(seat["briefing"], seat["briefing"])
    kinds = (
        kind for pack in _in_order(judged.forces, scenario.forces) for kind in pack.force_types
    )
    actors = (actor for pack in _in_order(judged.actors, scenario.actors) for actor in pack.actors)
    shelf = {
        f"{theme}/{inject.id}": inject
        for theme, pack in judged.injects.items()
        for inject in pack.injects
    }
    return {
        "format": SPEC_FORMAT,
        "scenario": frame,
        "map": {**map_spec(parts), "digest": draft.map_digest},
        "actors": [actor.model_dump(exclude_none=True) for actor in actors],
        "force_types": [kind.model_dump(by_alias=True, exclude_none=True) for kind in kinds],
        "injects": [_inject(shelf[use.use], use) for use in scenario.injects],
        "doctrine": dict(judged.doctrine.values) if judged.doctrine else {},
    }


def _inject(inject: InjectSpec, use: UseSpec) -> dict[str, Any]:
    """Return an inject with what the scenario changes of it."""
    spec = inject.model_dump()
    changed = use.model_dump(exclude_unset=True)
    spec["trigger"].update({key: changed[key] for key in _TRIGGER if key in changed})
    if use.objectives is not None:
        spec["objectives"] = use.objectives
    return spec


def _in_order(packs: Mapping[str, Any], names: list[str]) -> list[Any]:
    return [packs[name] for name in names]


def _put(packs: dict[str, Any], name: str, pack: Any) -> None:
    if pack is not None:
        packs[name] = pack
