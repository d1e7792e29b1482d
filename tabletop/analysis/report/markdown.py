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
            yield from (_picture(block), "")
        elif not isinstance(block, NewPage):
            yield from (plain(block.text) + _cited(block.entries), "")
    yield f"**{plain(document.marking)}**"


def _picture(picture: Picture) -> str:
    """Name a still of the map by its file among the exports; say any other picture in words."""
    title = f"*{plain(picture.caption or picture.says)}*"
    if picture.name.startswith("map-"):  # the name is ours and plain
        return f"{title} (among the exports: stills/{picture.name}.svg)"
    return f"{title}: {plain(picture.says)}" if picture.caption else title


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
