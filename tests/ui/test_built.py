"""How the desk is built: panels stand alone, and the room has nothing of theirs at hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tabletop.ui.docks import LATER, PLACES

UI = Path(__file__).resolve().parents[2] / "tabletop" / "ui"
PANELS = {place.module: place.kind for place in (*PLACES.values(), *LATER.values()) if place.module}
OUTSIDE = ("docks", "desk", "stage", "app", "commands", "layouts")
"""What holds the panels together; a panel that reached for one of these could reach the others."""


def imported(path: Path) -> Iterator[str]:
    """Name every module that a source imports, inside functions and for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def parts(module: str) -> list[Path]:
    """Return the source of a panel and those that only it is made of."""
    folder = UI / "panels"
    return [folder / f"{module}.py", *folder.glob(f"{module}_*.py")]


def asks_another(path: Path, own: str) -> list[str]:
    """List what a part of a panel imports of other panels or of what holds them together."""
    others = {f"tabletop.ui.panels.{name}" for name in PANELS if name != own}
    others |= {f"tabletop.ui.{name}" for name in OUTSIDE}
    return sorted(others & set(imported(path)))


@pytest.mark.parametrize("module", sorted(PANELS))
def test_no_panel_asks_another_panel(module: str) -> None:
    for path in parts(module):
        assert asks_another(path, module) == [], path.name
        words = path.read_text(encoding="utf-8")
        for way in (".docks", "findChild(", "parentWidget().parent", "topLevelWidgets"):
            assert way not in words, f"{path.name} looks for others by {way}"


def test_a_panel_that_asks_another_is_found(tmp_path: Path) -> None:
    path = tmp_path / "planted.py"
    path.write_text("def f():\n    from tabletop.ui.panels.measures import MeasuresPanel\n")
    assert asks_another(path, "actors") == ["tabletop.ui.panels.measures"]
    path.write_text("from tabletop.ui import desk\n")
    assert asks_another(path, "actors") == ["tabletop.ui.desk"]
    path.write_text("from tabletop.ui.panels.panel import Panel\n")
    assert asks_another(path, "actors") == []


@pytest.mark.parametrize(("module", "kind"), sorted(PANELS.items()))
def test_each_panel_is_the_one_panel_of_its_module(module: str, kind: str) -> None:
    from tabletop.ui.panels.panel import Panel

    made = import_module(f"tabletop.ui.panels.{module}")
    kinds = [one for one in vars(made).values() if isinstance(one, type)]
    own = [one for one in kinds if issubclass(one, Panel) and one.__module__ == made.__name__]
    assert [one.__name__ for one in own] == [kind]


def test_nothing_secret_of_the_desk_is_at_hand_for_the_room() -> None:
    for name in ("room.py", "room_cards.py", "room_model.py"):
        found = set(imported(UI / name))
        assert not {f"tabletop.ui.panels.{one}" for one in PANELS} & found, name
        assert not {f"tabletop.ui.{one}" for one in OUTSIDE} & found, name
        assert "tabletop.session.session" not in found, name
