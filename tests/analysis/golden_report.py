"""What the report of a kept session looks like: its outline, and a digest of each chapter's words.

Renew it after a change that was meant:

    .venv/bin/python -m tests.analysis.golden_report
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from tabletop.analysis.report.account import account_of
from tabletop.analysis.report.chapters import document_of
from tabletop.analysis.report.document import Block, Bullets, Document, Heading, Picture, Table
from tabletop.analysis.report.markdown import markdown
from tabletop.session.session import Session

JOURNALS = Path(__file__).resolve().parent.parent / "journals"
SESSION = JOURNALS / "0.1.0-2026-11-22.ttx"
GOLDEN = JOURNALS / "0.1.0-2026-11-22.report.json"
RECORDED = ("overview", "objectives", "course", "decisions", "rulings", "injects", "participants",
            "record")  # fmt: skip
"""Chapters whose words come from the record alone; the others score it with today's rules."""


def outline() -> list[dict[str, Any]]:
    """Return the chapters of the report: title, shape, and a digest of the words recorded."""
    with Session.open(SESSION, read_only=True) as session:
        report = account_of(session.replay, SESSION.name, session.notes.all())
    document = document_of(report)
    return [_chapter(document, blocks) for blocks in _chapters(document)]


def _chapters(document: Document) -> Iterator[list[Block]]:
    chapter: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1 and chapter:
            yield chapter
            chapter = []
        if chapter or isinstance(block, Heading):
            chapter.append(block)
    yield chapter


def _chapter(document: Document, blocks: list[Block]) -> dict[str, Any]:
    head = blocks[0]
    assert isinstance(head, Heading)
    shape = list(dict.fromkeys(_shape(block) for block in blocks[1:]))
    alone = replace(document, lines=(), blocks=tuple(blocks))
    words = sha256(markdown(alone).encode()).hexdigest()[:16] if head.anchor in RECORDED else ""
    return {"chapter": head.text, "shape": shape, "words": words}


def _shape(block: Block) -> str:
    """Tell a block by what does not depend on how the exercise went."""
    if isinstance(block, Table):
        return f"table {block.name}: {' | '.join(column.title for column in block.columns)}"
    if isinstance(block, Heading):
        return f"heading {block.level} {block.anchor}"
    if isinstance(block, Picture):
        return f"picture {block.name}"
    return "bullets" if isinstance(block, Bullets) else type(block).__name__.lower()


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(outline(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
