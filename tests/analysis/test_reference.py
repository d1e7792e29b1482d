"""The reference pages say what the tables say."""

from __future__ import annotations

from pathlib import Path

from tabletop.analysis.reference import pages
from tabletop.rules.measures import MEASURES
from tabletop.world.register import ENTRIES
from tabletop.world.variables import VARIABLES


def test_the_reference_pages_are_current(checkout: Path) -> None:
    for name, text in pages().items():
        kept = (checkout / "docs" / "reference" / name).read_text(encoding="utf-8")
        assert kept == text, f"run scripts/reference: docs/reference/{name} is out of date"


def test_every_variable_entry_and_measure_has_its_line() -> None:
    found = pages()
    assert all(f"| `{var.name}` |" in found["variables.md"] for var in VARIABLES)
    assert all(f"| `{entry.name}` |" in found["doctrine.md"] for entry in ENTRIES)
    assert all(f"(`{name}`)" in found["measures.md"] for name in MEASURES)
