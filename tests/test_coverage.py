"""The table of systems names only things that exist, and its page is current."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from scripts.show_coverage import KINDS, PAGE, marked, page, systems
from tabletop.content.yaml import read_yaml
from tabletop.rules.measures import MEASURES
from tabletop.rules.orders import ORDERS
from tabletop.world.actors import CAVEATS
from tabletop.world.register import ENTRIES
from tabletop.world.variables import BY_NAME, FLAGS

ITEMS = systems()
ENTRY_NAMES = {entry.name for entry in ENTRIES}


def _injects(checkout: Path) -> set[str]:
    files = (checkout / "injects").glob("*.yaml")
    return {item["id"] for file in files for item in read_yaml(file).value["injects"]}


def is_variable(name: str) -> bool:
    """Tell whether a name is a variable, a yes/no fact ``flag[x]`` or a caveat ``caveat[x]``."""
    found = re.fullmatch(r"(\w+)\[(\w+)\]", name)
    if found is None:
        return name in BY_NAME
    return found[2] in {"flag": FLAGS, "caveat": CAVEATS}.get(found[1], ())


def is_order(name: str) -> bool:
    """Tell whether a name is an order, or an order and one value that a field may hold."""
    word, _, value = name.partition(".")
    kind = ORDERS.get(word)
    if kind is None or not value:
        return kind is not None
    words = (w for f in kind.model_fields.values() for w in _literals(f.annotation))
    return value in {*words, *kind.model_fields}


def _literals(annotation: Any) -> Iterator[Any]:
    for part in get_args(annotation):
        yield part
        yield from _literals(part)


def is_rule(name: str) -> bool:
    """Tell whether ``module.function`` stands below ``tabletop.rules``."""
    module, _, function = name.rpartition(".")
    try:
        found = importlib.import_module(f"tabletop.rules.{module}")
    except ModuleNotFoundError:
        return False
    return hasattr(found, function)


def test_every_system_has_one_row_with_the_same_parts() -> None:
    ids = [item["id"] for item in ITEMS]
    assert ids == [f"SS-{number:03}" for number in range(1, 131)]
    for item in ITEMS:
        assert set(item) == {"id", "system", "seeds", *KINDS}, item["id"]
        assert item["system"].endswith("."), item["id"]


def test_everything_that_a_row_names_exists(checkout: Path) -> None:
    injects = _injects(checkout)
    known: dict[str, Callable[[str], bool]] = {
        "variables": is_variable, "orders": is_order, "rules": is_rule,
        "injects": injects.__contains__, "measures": MEASURES.__contains__,
        "settings": ENTRY_NAMES.__contains__,
    }  # fmt: skip
    wrong = [
        (item["id"], kind, name)
        for item in ITEMS for kind in KINDS for name in item[kind] if not known[kind](name)
    ]  # fmt: skip
    assert not wrong


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (is_variable, "cohesive"), (is_variable, "flag[nothing]"), (is_variable, "cohesion[x]"),
        (is_order, "marry"), (is_order, "sanction.gold"),
        (is_rule, "economy.barter"), (is_rule, "alchemy.trade"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_bears_is_noticed(told: Callable[[str], bool], name: str) -> None:
    assert not told(name)


def test_no_test_is_marked_with_an_unknown_system() -> None:
    assert set(marked()) <= {item["id"] for item in ITEMS}


def test_every_system_is_shown_by_a_test() -> None:
    assert {item["id"] for item in ITEMS} == set(marked())


def test_a_system_that_is_shown_names_what_carries_it() -> None:
    shown = marked()
    for item in ITEMS:
        if item["id"] in shown:
            assert item["rules"] or item["orders"], item["id"]
            assert item["variables"], item["id"]


def test_the_page_of_coverage_is_current(checkout: Path) -> None:
    kept = (checkout / PAGE).read_text(encoding="utf-8")
    assert kept == page(checkout), f"run scripts/coverage: {PAGE} is out of date"


# -- that a test plays, and does not only name -------------------------------------------------

ACTS = (".order(", ".send(", ".inject(", "send(", "seek(", "sanction(")
LOOKS = {
    "acts": ACTS,
    "plays a turn": (".turn(",),
    "looks at the state": (".get(", ".state."),
    "looks at a finding": (".said()", "finding_sentence("),
    "looks at a measure": (".measure(", ".measures"),
}
"""What a test does that plays a system from its beginning to its end."""


def _played(checkout: Path) -> dict[str, list[set[str]]]:
    """Return what the tests of each system leave out, one set for each test."""
    found: dict[str, list[set[str]]] = {}
    for path in sorted((checkout / "tests" / "systems").glob("test_*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                for mark in node.decorator_list:
                    for one in _ids(mark):
                        found.setdefault(one, []).append(lacking(ast.unparse(node)))
    return found


def _ids(mark: ast.expr) -> list[str]:
    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.system":
        return [str(ast.literal_eval(argument)) for argument in mark.args]
    return []


def lacking(source: str) -> set[str]:
    """Return what a test with this source does not do."""
    return {what for what, signs in LOOKS.items() if not any(sign in source for sign in signs)}


def test_every_system_is_played_from_an_act_to_state_finding_and_measure(checkout: Path) -> None:
    played = _played(checkout)
    assert set(played) == {item["id"] for item in ITEMS}
    short = {name: tests for name, tests in played.items() if not any(not left for left in tests)}
    assert not short


def test_a_test_that_only_names_a_thing_would_be_noticed() -> None:
    assert lacking("def test():\n    assert ORDERS['deploy']") == set(LOOKS)
    set_only = "def test():\n    play.put('x', 1)\n    play.turn()\n    assert play.get('x')"
    assert lacking(set_only) == {"acts", "looks at a finding", "looks at a measure"}
