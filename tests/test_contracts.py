"""The layers hold, and the checks that prove it do catch a breach."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# One breach of every contract: the file that gets it, the line, and the contract that must break.
BREACHES = [
    ("world/planted.py", "import tabletop.rules", "layers"),
    ("rules/planted.py", "import tabletop.session", "layers"),
    ("session/planted.py", "import tabletop.content", "layers"),
    ("content/planted.py", "import tabletop.session", "layers"),
    ("analysis/planted.py", "import tabletop.ui", "layers"),
    (
        "world/planted.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import tabletop.rules",
        "layers",
    ),
    ("elsewhere.py", "", "layers"),
    ("analysis/planted.py", "from PySide6 import QtCore", "qt"),
    ("session/planted.py", "import pyqtgraph", "qt"),
    ("world/planted.py", "import time", "pure"),
    ("world/planted.py", "from concurrent.futures import Executor", "pure"),
    ("rules/planted.py", "import random", "pure"),
    ("rules/planted.py", "def later():\n    from datetime import datetime", "pure"),
    ("rules/planted.py", "import networkx", "geometry"),
    ("analysis/planted.py", "from shapely.geometry import Point", "geometry"),
]


LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the copy of the project in ``folder``."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-logo", "--no-cache", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(checkout: Path, tmp_path: Path) -> Path:
    """Return a folder with a copy of the package and its contracts."""
    ignore = shutil.ignore_patterns("__pycache__", "_content")
    shutil.copytree(checkout / "tabletop", tmp_path / "tabletop", ignore=ignore)
    shutil.copy(checkout / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_keep_every_contract(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(("where", "line", "contract"), BREACHES)
def test_a_planted_import_breaks_its_contract(
    copy: Path, where: str, line: str, contract: str
) -> None:
    (copy / "tabletop" / where).write_text(f'"""Planted."""\n{line}\n', encoding="utf-8")
    result = lint(copy, "--contract", contract)
    assert result.returncode == 1, result.stdout + result.stderr
    said = Path(where).stem
    assert "BROKEN" in result.stdout
    assert said in result.stdout


# --- The command line: it opens the desk, so it reaches Qt through ui, and never by itself ---

NOT_FOR_CLI = {"PySide6", "shiboken6", "pyqtgraph", "networkx", "shapely"}


def imported(source: str) -> set[str]:
    """Return the first names of all that ``source`` imports, wherever in it."""
    nodes = list(ast.walk(ast.parse(source)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    origins = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in plain | origins}


def test_the_command_line_reaches_qt_only_through_ui(checkout: Path) -> None:
    for module in sorted(checkout.glob("tabletop/cli/**/*.py")):
        assert not imported(module.read_text(encoding="utf-8")) & NOT_FOR_CLI


def test_an_import_inside_a_function_is_seen() -> None:
    source = "def desk():\n    from PySide6.QtCore import QObject\n    import shapely.geometry"
    assert imported(source) == {"PySide6", "shapely"}


# --- What import-linter cannot see: chance inside numpy, and built-ins that reach outside ---

REACHING = {"open", "input", "print", "eval", "exec", "compile", "__import__", "breakpoint"}
NUMPY_FILES = {"fromfile", "genfromtxt", "load", "loadtxt", "memmap", "save", "savetxt", "savez"}
KEYED = {"Philox", "Generator"}  # keyed luck may build on these, and only in luck.py


def ambient(source: str, is_luck: bool = False) -> list[str]:
    """Return every use of ambient chance, files or the console in ``source``, as line and name."""
    return [f"{line}: {name}" for line, name in _ambient(ast.parse(source), is_luck)]


def _ambient(tree: ast.AST, is_luck: bool) -> Iterator[tuple[int, str]]:
    numpies = {"numpy"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == "numpy" and alias.asname:
                    numpies.add(alias.asname)
                if alias.name.startswith("numpy.random"):
                    yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "numpy":
            for alias in node.names:
                if alias.name == "random" or alias.name in NUMPY_FILES:
                    yield node.lineno, alias.name
                if node.module == "numpy.random" and not (is_luck and alias.name in KEYED):
                    yield node.lineno, alias.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in REACHING:
                yield node.lineno, node.func.id
        elif isinstance(node, ast.Attribute):
            path = _dotted(node)
            if path[0] in numpies and len(path) == 2 and path[1] in NUMPY_FILES:
                yield node.lineno, path[1]
            is_chance = path[0] in numpies and len(path) == 3 and path[1] == "random"
            if is_chance and not (is_luck and path[2] in KEYED):
                yield node.lineno, ".".join(path)


def _dotted(node: ast.expr) -> tuple[str, ...]:
    """Return ``a.b.c`` as its names, or ``("",)`` for anything that is not names and dots."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return (*_dotted(node.value), node.attr)
    return ("",)


def test_world_and_rules_draw_only_keyed_luck_and_touch_no_file(checkout: Path) -> None:
    faults = {}
    modules = [*checkout.glob("tabletop/world/**/*.py"), *checkout.glob("tabletop/rules/**/*.py")]
    assert modules
    for module in modules:
        name = module.relative_to(checkout).as_posix()
        found = ambient(module.read_text(encoding="utf-8"), name == "tabletop/world/luck.py")
        if found:
            faults[name] = found
    assert not faults


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nnp.random.default_rng()",
        "import numpy\nnumpy.random.seed(1)",
        "from numpy.random import default_rng",
        "from numpy import random",
        "import numpy.random as chance",
        "import numpy as np\nnp.load('x')",
        "open('x')",
        "print('x')",
        "eval('1')",
    ],
)
@pytest.mark.parametrize("is_luck", [False, True])
def test_ambient_chance_and_files_are_found(source: str, is_luck: bool) -> None:
    assert ambient(source, is_luck)


def test_only_luck_may_build_on_a_counter_based_generator() -> None:
    source = "import numpy as np\nnp.random.Generator(np.random.Philox(key=1))"
    assert ambient(source)
    assert not ambient(source, is_luck=True)
