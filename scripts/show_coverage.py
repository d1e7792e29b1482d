"""Which system of the source documents is carried by what, and which test shows it.

Reads docs/systems.yaml and the ``system`` marks of the tests; ``scripts/coverage`` writes the page.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
PAGE = Path("docs") / "coverage.md"
KINDS = ("variables", "orders", "rules", "injects", "measures", "settings")
NOT_SHOWN = "not yet shown"
_ID = re.compile(r"SS-\d{3}")
_HEAD = """# What the sources describe, and where it works

Made by `scripts/coverage` from [systems.yaml](systems.yaml) and the marks of the tests. A system is
*shown* when a test plays it: a world is set up, somebody acts, the turn is adjudicated, and the
consequence stands in the state, the findings or a measure.

"""


@dataclass(frozen=True)
class Shown:
    """One test that plays a system: its file below the project, and its name."""

    file: str
    name: str


def systems(root: Path = ROOT) -> list[dict[str, Any]]:
    """Return the items of docs/systems.yaml in their order."""
    found: list[dict[str, Any]] = _read(root)["systems"]
    return found


def _read(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((root / "docs" / "systems.yaml").read_text("utf-8"))
    return found


def marked(root: Path = ROOT) -> dict[str, list[Shown]]:
    """Return the tests that carry the mark ``system``, by the id that they name."""
    found: dict[str, list[Shown]] = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        file = path.relative_to(root).as_posix()
        for name, ids in _marks(tree):
            for system in ids:
                found.setdefault(system, []).append(Shown(file, name))
    return found


def _marks(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.system":
                yield node.name, [ast.literal_eval(argument) for argument in mark.args]


def page(root: Path = ROOT) -> str:
    """Return the text of docs/coverage.md as it ought to be."""
    data, tests = _read(root), marked(root)
    items = data["systems"]
    shown = sum(item["id"] in tests for item in items)
    parts = [_HEAD, f"{shown} of {len(items)} systems are shown.\n"]
    titles = {section["first"]: section["title"] for section in data["sections"]}
    for item in items:
        if item["id"] in titles:
            parts.append(_table(titles[item["id"]]))
        parts.append(_row(item, tests.get(item["id"], [])))
    parts.append(_disagreements(data["disagreements"]))
    return "".join(parts)


def _disagreements(items: list[dict[str, Any]]) -> str:
    """Return the part of the page on readings between which a scenario chooses."""
    head = (
        "\n## Where the sources disagree\n\n"
        "Each reading is a choice of a scenario; "
        "[a test](../tests/systems/test_disagreements.py) plays every one of them.\n\n"
        "| topic | systems | reading | source | what a scenario writes |\n|---|---|---|---|---|\n"
    )
    return head + "".join(
        f"| {item['topic']} | {', '.join(item['systems'])} | {reading['says']} "
        f"| {reading['source']} | {_choice(reading)} |\n"
        for item in items
        for reading in item["readings"]
    )


def _choice(reading: Mapping[str, Any]) -> str:
    """Return what an author writes for one reading, as code."""
    pairs = [
        f"`{name}: {value}`"
        for part in ("initial", "doctrine")
        for name, value in reading.get(part, {}).items()
    ]
    pairs += [f"`{one['force']}` at {one['node']}" for one in reading.get("deployments", ())]
    return ", ".join(pairs) or "nothing: no content names one"


def _table(title: str) -> str:
    return (
        f"\n## {title}\n\n"
        "| id | system | seeds | variables | orders | rules | injects | measures | shown by |\n"
        "|---|---|---|---|---|---|---|---|---|\n"
    )


def _row(item: Mapping[str, Any], tests: list[Shown]) -> str:
    cells = [item["id"], item["system"], ", ".join(item["seeds"])]
    rules = [*item["rules"], *(f"setting {name}" for name in item.get("settings", []))]
    for names in (item["variables"], item["orders"], rules):
        cells.append(", ".join(f"`{name}`" for name in names))
    cells += [", ".join(item["injects"]), ", ".join(item["measures"])]
    links = [f"[{_words(test.name)}](../{test.file})" for test in tests]
    cells.append("<br>".join(links) or NOT_SHOWN)
    return "| " + " | ".join(cells) + " |\n"


def _words(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")


def main() -> None:
    """Write the page."""
    (ROOT / PAGE).write_text(page(), encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
