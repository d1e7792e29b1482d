"""How long the report may become: very long tables and lists are cut, and say so.

A record may hold a hundred thousand entries. Nobody reads a table of ten thousand rows on paper,
and the exports hold them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tabletop.analysis.report.document import Block, Bullets, Table, Text

MOST_ROWS = 1_000
"""Rows of a table; some fifty pages of decisions."""
MOST_CLAIMS = 100
"""Claims of one list; some three pages."""
WHOLE = ("assumptions", "planning-values")
"""Tables that are never cut: their length does not grow with the record, and no export has them."""


def readable(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, with what is too long to be read cut; a line then says how much is left."""
    for block in blocks:
        if isinstance(block, Table) and len(block.rows) > MOST_ROWS and block.name not in WHOLE:
            yield replace(block, rows=block.rows[:MOST_ROWS])
            yield _more(len(block.rows) - MOST_ROWS)
        elif isinstance(block, Bullets) and len(block.claims) > MOST_CLAIMS:
            yield Bullets(block.claims[:MOST_CLAIMS])
            yield _more(len(block.claims) - MOST_CLAIMS)
        else:
            yield block


def _more(left: int) -> Text:
    return Text(f"and {left:,} more: see entries.csv and MSEL.xlsx", tone="small")
