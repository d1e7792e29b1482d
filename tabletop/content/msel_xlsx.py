"""The MSEL as a workbook: injects written as XLSX, for people who plan in spreadsheets.

Three sheets hold the injects: ``MSEL`` (one row each), ``Options`` and ``Branches``.  A cell with
several things has one in each line; an effect is a line ``variable: change``.  Texts are stored as
texts, so that none is worked out as a formula.  ``msel_import.py`` reads the workbook back.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

MSEL, OPTIONS, BRANCHES, ABOUT = "MSEL", "Options", "Branches", "About"
MAX_CELL = 32_767
"""Most characters of a cell, set by the format."""
TRIGGER = ("turn", "earliest", "latest", "condition", "probability", "repeatable", "manual")
LISTS = ("addressees", "expected_actions", "objectives", "seeds")
PAIRS = ("effects", "no_response")
COLUMNS = (
    "id", "title", "kind", "category", "channel", "sender", "addressees", "text",
    "expected_actions", "objectives", *TRIGGER, "target", "ambiguity", "deadline", "effects",
    "no_response", "seeds", "notes", "mark",
)  # fmt: skip
OPTION_COLUMNS = ("inject", "id", "label", "effects")
BRANCH_COLUMNS = ("inject", "option", "follow_up", "delay", "probability")
WIDTHS = {
    "title": 30, "text": 60, "expected_actions": 34, "condition": 30, "effects": 30,
    "no_response": 26, "notes": 30, "sender": 22, "addressees": 22, "label": 46, "target": 24,
}  # fmt: skip
_AWKWARD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\\\\\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPES = {"\\": "\\", "n": "\n", "e": ""}
_PLAIN_KEY = re.compile(r"[^\s\":][^\":\n]*\Z")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Another sheet for reading only: its title, the titles of its columns, its rows."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def workbook(spec: Mapping[str, Any], more: Sequence[Sheet] = (), *, marking: str = "") -> bytes:
    """Write the injects of a resolved scenario as XLSX, with further sheets after them.

    Raises ``ValueError`` when a text is too long for a cell.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = ""
    sheet = book.active
    sheet.title = MSEL
    injects = spec["injects"]
    _fill(sheet, COLUMNS, [_row(inject) for inject in injects])
    _fill(book.create_sheet(OPTIONS), OPTION_COLUMNS, [
        (inject["id"], option["id"], escaped(option["label"]), pairs_text(option["effects"]))
        for inject in injects for option in inject["options"]
    ])  # fmt: skip
    _fill(book.create_sheet(BRANCHES), BRANCH_COLUMNS, [
        (inject["id"], option["id"], branch["inject"], branch["delay"], branch["probability"])
        for inject in injects for option in inject["options"] for branch in option["branches"]
    ])  # fmt: skip
    for one in more:
        rows = [tuple(escaped(v) if isinstance(v, str) else v for v in row) for row in one.rows]
        _fill(book.create_sheet(one.title), one.head, rows)
    _about(book.create_sheet(ABOUT), spec["scenario"], marking)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _row(inject: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(_cell(inject, column) for column in COLUMNS)


def _cell(inject: Mapping[str, Any], column: str) -> Any:
    if column in TRIGGER:
        value = inject["trigger"][column]
        return escaped(value) if isinstance(value, str) else value
    value = inject.get(column, [] if column in LISTS else {} if column in PAIRS else "")
    if column in LISTS:
        return "\n".join(escaped(one, line=True) for one in value) if value else None
    if column in PAIRS:
        return pairs_text(value)
    return (escaped(value) or None) if isinstance(value, str) else value


def escaped(text: str, *, line: bool = False) -> str:
    r"""Return a text as a cell can hold it; ``unescaped`` gives it back.

    Characters that XML cannot hold become ``\xNNNN``, a backslash is doubled; in a ``line`` of a
    list a line break becomes ``\n``, and an empty line ``\e``.
    """

    def code(match: re.Match[str]) -> str:
        return "\\\\" if match.group() == "\\" else f"\\x{ord(match.group()):04x}"

    made = _AWKWARD.sub(code, text)
    if not line:
        return made
    return made.replace("\n", "\\n") or "\\e"


def unescaped(text: str) -> str:
    """Return what ``escaped`` was given; an escape that is none stays as it is."""

    def char(match: re.Match[str]) -> str:
        word = match.group(1)
        return _ESCAPES[word] if word in _ESCAPES else chr(int(word[1:], 16))

    return re.sub(r"\\(\\|n|e|x[0-9a-f]{4})", char, text)


def number_of(word: str) -> int | float | None:
    """Return the finite number that a word writes, as JSON has numbers; None for another word."""
    try:
        value = json.loads(word, parse_constant=float)
    except ValueError:
        return None
    return value if type(value) in (int, float) and math.isfinite(value) else None


def pairs_text(pairs: Mapping[str, float | str]) -> str | None:
    """Write effects as lines ``variable: change``; None for none.

    What could be mistaken for something else stands in quotes, as in JSON.
    """
    lines = []
    for key, value in pairs.items():
        name = escaped(key) if _PLAIN_KEY.match(key) and key == key.strip() else json.dumps(key)
        plain = (
            isinstance(value, str) and value == value.strip() and value != ""
            and "\n" not in value and not value.startswith('"') and number_of(value) is None
        )  # fmt: skip
        lines.append(f"{name}: {escaped(str(value)) if plain else json.dumps(value)}")
    return "\n".join(lines) or None


def _fill(sheet: Any, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for x, title in enumerate(head, 1):
        cell = sheet.cell(1, x, title)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="14507A")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        wide = WIDTHS.get(title, max(10, min(24, len(title) + 4)))
        sheet.column_dimensions[get_column_letter(x)].width = wide
    top = Alignment(vertical="top", wrap_text=True)
    for y, row in enumerate(rows, 2):
        for x, value in enumerate(row, 1):
            if value is None:
                continue
            if isinstance(value, str) and len(value) > MAX_CELL:
                raise ValueError(f"the text of {head[x - 1]} in row {y} is too long for a cell")
            cell = sheet.cell(y, x)
            cell.value = value
            if isinstance(value, str):
                # A text that begins with = is a text here, also after somebody has edited it.
                cell.data_type = "s"
                cell.quotePrefix = value.lstrip().startswith(("=", "+", "-", "@"))
            cell.alignment = top
    sheet.freeze_panes = "C2" if len(head) > 4 else "A2"
    if rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(rows) + 1}"


def _about(sheet: Any, scenario: Mapping[str, Any], marking: str) -> None:
    _fill(sheet, ("About", "Value"), (
        ("scenario", scenario["id"]), ("title", escaped(scenario["title"])),
        ("marking", escaped(marking or scenario["marking"])), ("format", 1),
        ("turns", scenario["turns"]), ("turn_days", scenario["turn_days"]),
        ("start_date", scenario["start_date"]),
        ("how to edit", "Edit the sheets MSEL, Options and Branches; add and delete rows as you "
         "like. Lists: one thing in a line. Effects: one line for each, as in cohesion: -6."),
        ("how to bring it back", "tabletop msel import FILE.xlsx --out FOLDER"),
    ))  # fmt: skip
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 90
