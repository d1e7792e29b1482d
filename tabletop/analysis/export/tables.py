"""Tables as CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Beginnings of a text that a spreadsheet would work out; full-width signs count as well."""


def harmless(value: Any) -> Any:
    """Return a value for a cell: a text that would be worked out gets an apostrophe in front.

    Numbers stay numbers; nothing becomes an empty cell.
    """
    if isinstance(value, str) and value.lstrip().startswith(FORMULA):
        return f"'{value}"
    if isinstance(value, str) and value.startswith(("\t", "\r", "\n")):
        return f"'{value}"
    return "" if value is None else value


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write a table as CSV in UTF-8; floats keep every digit, yes/no are true and false."""
    kept = StringIO()
    writer = csv.writer(kept, lineterminator="\n")
    writer.writerow([harmless(title) for title in head])
    for row in rows:
        writer.writerow([_word(one) for one in row])
    return kept.getvalue().encode("utf-8")


def _word(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else harmless(value)
