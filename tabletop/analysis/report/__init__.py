"""The after-action report: one model read from the record, laid out once, written in four formats.

``AAR.pdf`` (typst), ``AAR.docx`` (python-docx), ``AAR.html`` (one file) and ``AAR.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tabletop.analysis.report.document import Document
from tabletop.analysis.report.model import Report
from tabletop.session.note import Note
from tabletop.session.replay import Replay

if TYPE_CHECKING:
    from tabletop.analysis.mattered.effects import Effects
    from tabletop.analysis.sensitivity.keeping import Kept
    from tabletop.session.signature import Seen

__all__ = ["FORMATS", "Report", "write_report"]

FORMATS = ("pdf", "docx", "html", "md")
"""The formats of the report."""
QUICK = ("md", "html")
"""The formats that need no typesetting."""


def write_report(
    replay: Replay, folder: Path, file: str = "", *, formats: Sequence[str] = QUICK,
    notes: Iterable[Note] = (), anonymous: bool = False, mattered: Effects | None = None,
    study: Kept | None = None, signature: Seen | None = None,
    tell: Callable[[str, int, int], None] | None = None,
) -> tuple[Path, ...]:  # fmt: skip
    """Write the report of a record into ``folder`` as ``AAR.<format>``; returns the paths.

    ``signature`` is what looking for one found, told among the facts of the session.
    ``mattered`` adds the chapter on what mattered, ``study`` which assumptions carry the result.
    ``tell`` is called with what is being done, the steps done and how many there are.  A file is
    written whole or not at all.  Raises ``OSError`` when the folder cannot be written and
    ``TypesettingFault`` when a page cannot be set.
    """
    from dataclasses import replace

    from tabletop.analysis.report.account import account_of
    from tabletop.analysis.report.chapters import document_of

    say = tell or (lambda what, done, steps: None)
    report = account_of(
        replay, file, notes, signature, stills=any(one != "md" for one in formats),
        tell=lambda done, steps: say("maps", done, steps),
    )  # fmt: skip
    document = document_of(replace(report, anonymous=anonymous, mattered=mattered, study=study))
    written = []
    for number, form in enumerate(formats, 1):
        say(f"AAR.{form}", number - 1, len(formats))
        written.append(write_whole(folder / f"AAR.{form}", _content(document, form)))
        say(f"AAR.{form}", number, len(formats))
    return tuple(written)


def _content(document: Document, form: str) -> bytes:
    if form == "pdf":
        from tabletop.analysis.report.pdf import pdf

        return pdf(document)
    if form == "docx":
        from tabletop.analysis.report.docx import docx

        return docx(document)
    if form == "html":
        from tabletop.analysis.report.html import html

        return html(document).encode()
    if form == "md":
        from tabletop.analysis.report.markdown import markdown

        return markdown(document).encode()
    raise ValueError(f"there is no format {form!r} of the report")


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all; returns its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path
