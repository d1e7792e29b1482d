"""The after-action report as PDF, set by typst."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files
from typing import Any, Literal

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
from tabletop.analysis.typesetting import typeset


def pdf(document: Document, *, made: datetime | None = None) -> bytes:
    """Set the report as PDF; ``made`` is the time written into the file.

    Raises ``TypesettingFault`` when it cannot be set.
    """
    (whole,) = _typeset(document, "pdf", made=made)
    return whole


def pages(document: Document, *, ppi: float = 100.0) -> list[bytes]:
    """Set the report as PNG, one for each page."""
    return _typeset(document, "png", ppi=ppi)


def _typeset(
    document: Document, kind: Literal["pdf", "png"], *, ppi: float = 144.0,
    made: datetime | None = None,
) -> list[bytes]:  # fmt: skip
    template = (files("tabletop.analysis.report") / "report.typ").read_text(encoding="utf-8")
    drawings: dict[str, bytes] = {}
    content = {
        "title": document.title, "subtitle": document.subtitle, "marking": document.marking,
        "lines": list(document.lines), "caution": document.caution,
        "blocks": [_block(block, drawings) for block in document.blocks],
    }  # fmt: skip
    drawings["report.json"] = json.dumps(content, ensure_ascii=False).encode()
    return typeset(template, drawings, kind, ppi=ppi, made=made)


def _block(block: Any, drawings: dict[str, bytes]) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Bullets):
        items = [{"text": one.text, "cite": cite(one.entries)} for one in block.claims]
        return {"kind": "bullets", "items": items}
    if isinstance(block, Picture):
        return {"kind": "picture", **_picture(block, drawings)}
    if isinstance(block, NewPage):
        return {"kind": "page"}
    if isinstance(block, Table):
        return {
            "kind": "table", "size": block.size, "headed": block.headed,
            "columns": [
                {"title": one.title, "share": one.share, "align": one.align}
                for one in block.columns
            ],
            "rows": [[_cell(cell, drawings) for cell in row] for row in block.rows],
        }  # fmt: skip
    return {"kind": "text", "text": block.text, "cite": cite(block.entries), "tone": block.tone}


def _cell(cell: Cell, drawings: dict[str, bytes]) -> dict[str, Any]:
    content: dict[str, Any] = {"text": cell.text, "cite": cite(cell.entries), "tone": cell.tone}
    if cell.picture is not None:
        content["picture"] = _picture(cell.picture, drawings)
    return content


def _picture(picture: Picture, drawings: dict[str, bytes]) -> dict[str, Any]:
    file = f"{len(drawings)}.svg"
    drawings[file] = picture.svg.encode()
    return {"file": file, "says": picture.says, "caption": picture.caption,
            "share": picture.share, "width": picture.width}  # fmt: skip
