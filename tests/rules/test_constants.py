"""Laws of the numbers: none stands bare in a rule, and every name that is read exists."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tabletop.world.register import ENTRIES
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME

RULES = Path(__file__).resolve().parents[2] / "tabletop" / "rules"
FILES = sorted(
    # Sentences for people round their figures; that is no rule.
    path
    for path in RULES.rglob("*.py")
    if not path.name.startswith(("words", "remed"))
)
IDS = [str(path.relative_to(RULES)) for path in FILES]

STRUCTURAL = {0, 1, 2, 100, 0.5, 50, 24}
"""Nothing, one, a pair, per cent, a half, the middle of an index, the hours of a day."""

NAMED = {
    # What a module needs to know that is not a matter of doctrine, by the name it is given there.
    "conditions.py": {"LONGEST", "MOST_WORDS", "LONGEST_NUMBER", "DEEPEST"},
    "drift.py": {"POISSON_STEPS"},
    "effects.py": {"LARGEST"},
    "references.py": {"AIMED"},
    "russia.py": {"CONTAINED", "BROKEN"},
    "start.py": {"months_a_year", "months_a_season"},
    "sustainment.py": {"slack"},
}

ENTRY_NAMES = {entry.name for entry in ENTRIES}
STATE_NAMES = set(BY_NAME) | {name for name in dir(State) if not name.startswith("_")}


def bare_numbers(tree: ast.AST, names: set[str]) -> Iterator[tuple[int, float]]:
    """Yield line and value of each number that is neither structural nor given a name.

    A constant in capitals says what it is; a Literal or a Field says what an order may hold.
    """
    named: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found = [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
            if found and all(name.isupper() or name in names for name in found):
                named |= {id(part) for part in ast.walk(node.value)}
        owner = getattr(node, "func", getattr(node, "value", None))
        if (
            isinstance(node, ast.Call | ast.Subscript)
            and isinstance(owner, ast.Name)
            and owner.id in ("Field", "Literal")
        ):
            named |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, int | float)
            and not isinstance(node.value, bool)
            and node.value not in STRUCTURAL
            and id(node) not in named
        ):
            yield node.lineno, node.value


def is_of(node: ast.Attribute, *owners: str) -> bool:
    """Tell whether the attribute is read from one of the named things."""
    value = node.value
    if isinstance(value, ast.Attribute):
        return value.attr in owners
    return isinstance(value, ast.Name) and value.id in owners


def doctrine_names(tree: ast.AST) -> set[str]:
    """Names that stand for the doctrine: ``doctrine`` and whatever it was assigned to."""
    names = {"doctrine"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            pairs = [(t, node.value) for t in node.targets]
            for target, value in list(pairs):
                if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                    pairs += zip(target.elts, value.elts, strict=True)
            for target, value in pairs:
                is_doctrine = isinstance(value, ast.Attribute) and value.attr == "doctrine"
                if isinstance(target, ast.Name) and is_doctrine:
                    names.add(target.id)
    return names


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_bare_number_stands_in_a_rule(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert list(bare_numbers(tree, NAMED.get(path.name, set()))) == []


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_every_doctrine_entry_that_a_rule_reads_exists(path: Path) -> None:
    tree = ast.parse(path.read_text())
    names = doctrine_names(tree)
    read = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and is_of(node, *names)
    }
    assert read - ENTRY_NAMES - {"entry", "is_changed"} == set()


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_every_state_variable_that_a_rule_reads_exists(path: Path) -> None:
    tree = ast.parse(path.read_text())
    read = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and is_of(node, "state")
    }
    assert read - STATE_NAMES == set()


def test_the_walk_finds_what_it_looks_for() -> None:
    tree = ast.parse(
        "d = world.doctrine\nx = state.tensoin * 0.37 + d.no_entry - 2\nMOST, A = 7, 8"
    )
    assert list(bare_numbers(tree, set())) == [(2, 0.37)]
    assert doctrine_names(tree) == {"doctrine", "d"}
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    assert [node.attr for node in attributes if is_of(node, "state")] == ["tensoin"]
    assert [node.attr for node in attributes if is_of(node, "d")] == ["no_entry"]


def test_every_entry_is_plausible_sourced_and_named_once() -> None:
    assert len(ENTRY_NAMES) == len(ENTRIES)
    for entry in ENTRIES:
        assert entry.low <= entry.value <= entry.high, entry.name
        assert entry.source and entry.unit and entry.says.endswith("."), entry.name
        assert entry.confidence in ("high", "medium", "low", "assumption"), entry.name


def beginnings(node: ast.AST) -> set[str]:
    """Beginnings of entry names that a call or an f-string puts together with other words."""
    if isinstance(node, ast.JoinedStr):
        parts = [part for part in node.values[:1] if isinstance(part, ast.Constant)]
        return {str(part.value) for part in parts if part.value}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        words = [a.value for a in node.args if isinstance(a, ast.Constant)]
        if node.func.id in ("values", "by_sector", "by_actor", "at"):
            return {f"{word}_" for word in words if isinstance(word, str)}
    return set()


def test_every_entry_is_read_somewhere() -> None:
    package, register = RULES.parent, RULES.parent / "world" / "register"
    files = [path for path in package.rglob("*.py") if register not in path.parents]
    read: set[str] = set()
    lists: set[str] = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            lists |= beginnings(node)
            if isinstance(node, ast.Attribute):
                read.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                read.add(node.value)
    known = read | {name for name in ENTRY_NAMES for start in lists if name.startswith(start)}
    assert ENTRY_NAMES - known == set()
