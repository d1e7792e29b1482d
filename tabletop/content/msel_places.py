"""Where the parts of an inject were written in a workbook: sheets, rows and cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tabletop.content.msel_xlsx import BRANCHES, COLUMNS, MSEL, OPTIONS, TRIGGER
from tabletop.content.yaml import Spot

STRIDE = 1_000_000
"""Lines that stand for one sheet, so that a line number tells both sheet and row."""
Place = tuple[str, int, int]
"""Sheet, row and column, both counted from 1."""


@dataclass
class InjectRow:
    """Where the parts of one inject were written; ``heads`` says in which column of which sheet."""

    row: int
    heads: Mapping[str, Mapping[str, int]]
    options: list[OptionRow] = field(default_factory=list)


@dataclass
class OptionRow:
    """Where an option and its branches were written."""

    row: int
    branches: list[int] = field(default_factory=list)


def cell_words(name: str, place: Place, message: str) -> str:
    """Say what is wrong with a cell: the workbook, the sheet, the cell, the fault."""
    from openpyxl.utils import get_column_letter

    sheet, row, column = place
    return f"{name}: sheet {sheet}, cell {get_column_letter(max(1, column))}{row}: {message}"


def spot_of(row: InjectRow) -> Spot:
    """Return the places of one inject's parts, as a document has them."""
    head = row.heads[MSEL]
    made = Spot(row.row, 1)
    trigger = _spots(row.row, {key: head.get(key, 1) for key in TRIGGER})
    options = Spot(row.row, 1)
    options.children = [_option_spot(one, row.heads) for one in row.options]
    parts = _spots(row.row, {key: head.get(key, 1) for key in COLUMNS if key not in TRIGGER})
    assert isinstance(parts.children, dict)
    made.children = {**parts.children, "trigger": trigger, "options": options}
    made.keys = {key: (one.line, one.column) for key, one in made.children.items()}
    return made


def _spots(line: int, columns: Mapping[str, int]) -> Spot:
    """Return the spot of a mapping whose values stand in cells of one row."""
    made = Spot(line, min(columns.values(), default=1))
    made.children = {key: Spot(line, column) for key, column in columns.items()}
    made.keys = {key: (line, column) for key, column in columns.items()}
    return made


def _option_spot(one: OptionRow, heads: Mapping[str, Mapping[str, int]]) -> Spot:
    line, head, below = STRIDE + one.row, heads[OPTIONS], heads[BRANCHES]
    made = _spots(line, {key: head.get(key, 1) for key in ("id", "label", "effects")})
    branches = Spot(line, 1)
    named = {"inject": "follow_up", "delay": "delay", "probability": "probability"}
    branches.children = [
        _spots(2 * STRIDE + row, {key: below.get(title, 1) for key, title in named.items()})
        for row in one.branches
    ]
    assert isinstance(made.children, dict)
    made.children["branches"] = branches
    made.keys["branches"] = (line, 1)
    return made
