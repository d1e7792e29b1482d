"""The after-action report as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tabletop.analysis.report.document import (
    Bullets,
    Cell,
    Document,
    Heading,
    NewPage,
    Picture,
    Table,
    cite,
)

# Session files hold what people typed: nothing of it may become markup or a link.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!])")


def plain(text: str) -> str:
    """Return ``text`` on one line, with everything escaped that Markdown would read as markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def markdown(document: Document) -> str:
    """Write the report as Markdown; pictures are named by their file."""
    return "\n".join(_lines(document)).rstrip() + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield f"**{plain(document.marking)}**"
    yield from ("", f"# {plain(document.title)}", "", f"**{document.subtitle}**", "")
    for line in document.lines:
        yield from (plain(line), "")
    yield from (f"*{plain(document.caution)}*", "")
    for block in document.blocks:
        if isinstance(block, Heading):
            yield from (f"{'#' * (block.level + 1)} {plain(block.text)}", "")
        elif isinstance(block, Bullets):
            for claim in block.claims:
                yield f"- {plain(claim.text)}{_cited(claim.entries)}"
            yield ""
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Picture):
            # The name is ours and plain; whoever has the exports has the picture beside the text.
            yield from (f"*{plain(block.caption or block.says)}* (stills/{block.name}.svg)", "")
        elif not isinstance(block, NewPage):
            yield from (plain(block.text) + _cited(block.entries), "")
    yield f"**{plain(document.marking)}**"


def _cited(entries: tuple[int, ...]) -> str:
    return f" {cite(entries)}" if entries else ""


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(plain(column.title) for column in table.columns)} |"
    yield f"|{'---|' * len(table.columns)}"
    for row in table.rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"
    yield ""


def _cell(cell: Cell) -> str:
    words = plain(cell.text if cell.picture is None else cell.picture.says)
    return f"{words}{_cited(cell.entries)}".strip()
