"""Writes down every pattern of a sentence and every fixed text that rules and session hand up.

The desk finds translations by these (``tabletop/ui/translating.py``); a test holds the file to the
code.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAYING = (
    "rules/words.py", "rules/words_of_ways.py", "rules/titles.py", "rules/order_titles.py",
    "rules/remedies.py",
    "rules/remedy_*.py", "rules/measures/*.py", "session/wording.py", "session/conduct.py",
    "session/seats.py", "session/phases.py", "session/refused.py", "session/session.py",
    "session/msel.py", "world/actors.py", "world/variables.py", "world/register/*.py",
)  # fmt: skip
"""The modules that hold words for people, below ``tabletop``."""
_CODE = re.compile(r"[\w.\[\]-]*|[^A-Za-z]*")
"""Names of things in the code, and signs: no words for people."""


def patterns() -> list[str]:
    """Return every pattern and fixed text, in order, each once."""
    found: set[str] = set()
    for glob in SAYING:
        files = sorted((ROOT / "tabletop").glob(glob))
        assert files, f"nothing says anything at {glob}"
        for file in files:
            found.update(in_module(ast.parse(file.read_text(encoding="utf-8"))))
    for file in sorted((ROOT / "tabletop" / "rules" / "orders").glob("*.py")):
        found.update(of_orders(ast.parse(file.read_text(encoding="utf-8"))))
    titles = ast.parse((ROOT / "tabletop/rules/titles.py").read_text(encoding="utf-8"))
    found.update(
        node.value for node in ast.walk(titles)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and re.fullmatch("[a-z]+", node.value)
    )  # fmt: skip
    return sorted(found)


def in_module(tree: ast.Module) -> Iterator[str]:
    """Yield the texts of a module that are not its documentation."""
    quiet = {id(node) for node in ast.walk(tree) if isinstance(node, ast.Expr)
             for node in [node.value]}  # fmt: skip
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
              for part in node.values}  # fmt: skip
    forms = [node.format_spec for node in ast.walk(tree) if isinstance(node, ast.FormattedValue)]
    quiet |= {id(part) for form in forms if form is not None for part in ast.walk(form)}
    for node in ast.walk(tree):
        if id(node) in quiet or id(node) in inside:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(_part(part, place) for place, part in enumerate(node.values))
            if re.search(r"[A-Za-z]", re.sub(r"\{\w*\}", "", text)):
                yield text
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if not _CODE.fullmatch(text) or re.fullmatch(r"[A-Z][a-z]+", text):
                yield text


def of_orders(tree: ast.Module) -> Iterator[str]:
    """Yield what each order does, the first line of its documentation, and its fields."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and (says := ast.get_docstring(node)):
            yield says.splitlines()[0]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id.replace("_", " ").capitalize()  # a field without its own title


def _part(part: ast.expr, place: int) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value).replace("{", "{{").replace("}", "}}")
    return f"{{p{place}}}"


def main() -> int:
    """Write the file anew."""
    sys.path.insert(0, str(ROOT))
    target = ROOT / "tabletop" / "ui" / "languages" / "below.json"
    text = json.dumps(patterns(), ensure_ascii=False, indent=0)
    target.write_text(text + "\n", encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {len(patterns())} texts")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
