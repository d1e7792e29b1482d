"""The after-action report: one model read from the record, written as Markdown and as HTML."""

from __future__ import annotations

from pathlib import Path

from tabletop.analysis.report.model import Report
from tabletop.session.replay import Replay

__all__ = ["Report", "write_report"]


def write_report(replay: Replay, folder: Path, file: str = "") -> tuple[Path, ...]:
    """Write ``report.md`` and ``report.html`` into ``folder``; returns their paths.

    Raises ``OSError`` when the folder cannot be written.
    """
    from tabletop.analysis.report.account import account_of
    from tabletop.analysis.report.html import html
    from tabletop.analysis.report.markdown import markdown

    report = account_of(replay, file)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in (("report.md", markdown(report)), ("report.html", html(report))):
        path = folder / name
        draft = folder / f".{name}.new"
        try:
            draft.write_text(text, encoding="utf-8")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        written.append(path)
    return tuple(written)
