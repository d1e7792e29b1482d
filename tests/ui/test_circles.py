"""No module of the desk needs one that needs it: everything can be read from the bottom up."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "tabletop" / "ui"
KNOT = {
    f"tabletop.ui.map.{name}"
    for name in ("choosing", "export", "hand", "left_out", "legend_panel", "shown", "tools",
                 "touch", "view")
}  # fmt: skip
"""The map, its hands and what lies on it name each other's types; they count as one module."""


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def imported(file: Path, known: set[str]) -> set[str]:
    """Return what a module imports anywhere, for types alone too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return found & known - {name_of(file)}


def graph() -> dict[str, set[str]]:
    files = sorted(UI.rglob("*.py"))
    known = {name_of(file) for file in files}
    found: dict[str, set[str]] = {}
    for file in files:
        name = name_of(file)
        here = "the map" if name in KNOT else name
        needs = {"the map" if one in KNOT else one for one in imported(file, known)} - {here}
        found.setdefault(here, set()).update(needs)
    return found


def test_the_modules_of_the_desk_form_no_circle() -> None:
    made = graph()
    assert len(made) > 100
    try:
        TopologicalSorter(made).prepare()
    except CycleError as circle:
        raise AssertionError(" needs ".join(circle.args[1])) from None
