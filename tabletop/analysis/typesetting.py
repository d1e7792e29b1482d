"""Typesetting with typst, offline: PDF of a document, PNG of a drawing.

System fonts are left alone, so that a page looks the same on every machine.  What people typed
reaches typst as data (JSON, SVG), never as markup.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

INCH = 72.0
"""Points in an inch; a pixel of a drawing is set as one point."""
SANS = "Source Sans Pro"


class TypesettingFault(RuntimeError):
    """A page could not be set; the text says why."""


@lru_cache(maxsize=1)
def font_folders() -> tuple[Path, ...]:
    """Return the folders with the fonts that come with the program."""
    found = find_spec("font_source_sans_pro")
    if found is None or found.origin is None:
        return ()
    return (Path(found.origin).parent / "files",)


def typeset(
    document: str,
    files: Mapping[str, bytes],
    kind: Literal["pdf", "png"] = "pdf",
    *,
    ppi: float = 144.0,
    made: datetime | None = None,
) -> list[bytes]:
    """Set a typst document with the files that it reads; returns one PDF, or a PNG for each page.

    ``made`` is the time written into a PDF.  Raises ``TypesettingFault`` when typst refuses.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix="tabletop-") as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        main = folder / "main.typ"
        main.write_text(document, encoding="utf-8")
        try:
            compiler = typst.Compiler(
                input=str(main), root=str(folder), ignore_system_fonts=True,
                font_paths=[str(one) for one in font_folders()],
            )  # fmt: skip
            result = compiler.compile(
                format=kind, ppi=ppi, timestamp=made or datetime.fromtimestamp(0, UTC)
            )
        except typst.TypstError as fault:
            raise TypesettingFault(str(fault)) from fault
    if result is None:
        raise TypesettingFault("nothing was set")
    return list(result) if isinstance(result, list) else [result]


def png_of(svg: str, width: int, height: int, *, ppi: float = INCH) -> bytes:
    """Turn a drawing of ``width`` × ``height`` pixels into a PNG, at 144 ``ppi`` twice as large."""
    return pngs_of([(svg, width, height)], ppi=ppi)[0]


def pngs_of(drawings: Sequence[tuple[str, int, int]], *, ppi: float = INCH) -> list[bytes]:
    """Turn drawings (SVG, width, height) into PNGs of the same order, all at once."""
    if not drawings:
        return []
    pages = ["#set page(margin: 0pt)"]
    pages += [
        f"#page(width: {width}pt, height: {height}pt, "
        f'image("{i}.svg", width: {width}pt, height: {height}pt))'
        for i, (_, width, height) in enumerate(drawings)
    ]
    files = {f"{i}.svg": svg.encode() for i, (svg, _, _) in enumerate(drawings)}
    return typeset("\n".join(pages), files, "png", ppi=ppi)
