"""From an edited workbook back to content: a pack of injects, or a whole scenario's folder."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from tabletop.content.expressions import dimension_names, unreadable
from tabletop.content.msel_import import Workbook, WorkbookFault
from tabletop.content.places import content_root
from tabletop.content.problems import Problem
from tabletop.content.references import dangling, known_names, twice
from tabletop.content.scalars import core_scalar
from tabletop.content.schema import InjectPack
from tabletop.content.shelf import Draft, Pack, read_draft
from tabletop.content.validate import validate

THEME = "msel"
"""Name of the pack that holds imported injects, in the scenario's own folder."""


def checked(book: Workbook, scenario: Path | None) -> list[str]:
    """Return what is wrong with the injects, each at its sheet and cell; empty when nothing is.

    With a scenario's folder names, conditions and effects are judged as well.
    """
    document = book.document()
    problems: list[Problem] = []
    pack = validate(InjectPack, document, problems)
    if pack is not None and scenario is not None:
        problems += _in_scenario(book, scenario)
    # The same row may be reached by several checks.
    return [*book.problems, *dict.fromkeys(book.said(one) for one in problems)]


def _in_scenario(book: Workbook, folder: Path) -> list[Problem]:
    problems: list[Problem] = []
    draft = read_draft(folder, content_root(), problems)
    if draft is None or not isinstance(draft.scenario.value, dict):
        return problems
    draft = _with_injects(draft, book)
    problems += dangling(draft, known_names(draft))
    problems += twice(draft)
    problems += unreadable(draft, dimension_names(draft))
    return problems


def _with_injects(draft: Draft, book: Workbook) -> Draft:
    """Return a draft in which the workbook's injects stand for all others."""
    document = book.document()
    draft.packs = [pack for pack in draft.packs if pack.kind != "injects"]
    draft.packs.append(Pack("injects", THEME, document))
    assert isinstance(draft.scenario.value, dict)
    draft.scenario.value["injects"] = [
        {"use": f"{THEME}/{inject.get('id')}"} for inject in book.injects
    ]
    return draft


def write_pack(book: Workbook, path: Path) -> None:
    """Write the injects as a pack; raises ``WorkbookFault`` when they are at fault."""
    problems = checked(book, None)
    if problems:
        raise WorkbookFault(problems)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(pack_yaml(book), encoding="utf-8")


def write_scenario(book: Workbook, scenario: Path, folder: Path) -> None:
    """Write a copy of a scenario that plays the workbook's injects in place of its own.

    Raises ``WorkbookFault`` when the injects are at fault, and ``FileExistsError`` when there is a
    scenario in ``folder`` already that is not the one being changed.
    """
    problems = checked(book, scenario)
    if problems:
        raise WorkbookFault(problems)
    same = folder.exists() and folder.resolve() == scenario.resolve()
    if not same and (folder / "scenario.yaml").exists():
        raise FileExistsError(f"{folder} holds a scenario already; name another folder")
    if not same:
        shutil.copytree(scenario, folder, dirs_exist_ok=True)
    (folder / "injects").mkdir(exist_ok=True)
    (folder / "injects" / f"{THEME}.yaml").write_text(pack_yaml(book), encoding="utf-8")
    file = folder / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(_using(text, [inject["id"] for inject in book.injects]), encoding="utf-8")


def _using(text: str, ids: list[str]) -> str:
    """Return a scenario's text that names the imported injects; all else stays as written."""
    lines = text.splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if re.match(r"injects\s*:", line))
    end = next(
        (i for i in range(start + 1, len(lines)) if re.match(r"[A-Za-z_#\"']", lines[i])),
        len(lines),
    )
    uses = [f"  - {{use: {THEME}/{name}}}\n" for name in ids]
    return "".join([*lines[:start], "injects:\n", *uses, "\n", *lines[end:]])


class _Writer(yaml.SafeDumper):
    """Writes YAML that reads the same under YAML 1.1 and 1.2: doubtful texts stand in quotes."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of lists, as the shipped content does."""
        super().increase_indent(flow, False)


def _text(writer: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    try:
        plain = (
            core_scalar(value) == value and value.isprintable()
            and not re.match(r"0[ob]|[-+]?[\d.]", value)
        )  # fmt: skip
    except ValueError:
        plain = False
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style=None if plain else '"')


_Writer.add_representer(str, _text)


def pack_yaml(book: Workbook) -> str:
    """Return the injects of a workbook as the text of a pack."""
    value: dict[str, Any] = {
        "format": 1, "title": f"Injects of {book.title or 'a workbook'}"[:290],
        "injects": [_tidy(inject) for inject in book.injects],
    }  # fmt: skip
    # Characters that show nothing are written as escapes; then all that is not ASCII is as well.
    plain = all(c.isprintable() or c == "\\" for c in json.dumps(value, ensure_ascii=False))
    return yaml.dump(value, Dumper=_Writer, sort_keys=False, allow_unicode=plain, width=100)


def _tidy(inject: dict[str, Any]) -> dict[str, Any]:
    """Return an inject without what is as it would be anyway, in the order of the shipped packs."""
    order = ("id", "title", "kind", "category", "channel", "sender", "addressees", "text",
             "expected_actions", "objectives", "trigger", "target", "ambiguity", "deadline",
             "effects", "options", "no_response", "seeds", "notes", "mark")  # fmt: skip
    empty = ("target", "effects", "options", "no_response", "seeds", "notes")
    return {
        key: inject[key] for key in order if key in inject and (inject[key] or key not in empty)
    }
