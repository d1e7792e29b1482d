"""The pages of help: which there are, and which one is about what has the keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from tabletop.ui.stage import Stage
from tabletop.ui.translating import QT_TRANSLATE_NOOP as WORDS

_W = "HelpPage"
FOLDER = Path(__file__).with_name("pages")
PAGES: Mapping[str, str] = MappingProxyType(
    {
        "first": WORDS(_W, "First steps"),
        "turn": WORDS(_W, "The way of a turn"),
        "map": WORDS(_W, "The map"),
        "actors": WORDS(_W, "Actors"),
        "forces": WORDS(_W, "Forces"),
        "msel": WORDS(_W, "MSEL"),
        "inject": WORDS(_W, "Injects"),
        "orders": WORDS(_W, "Orders"),
        "adjudication": WORDS(_W, "Adjudication"),
        "measures": WORDS(_W, "Measures"),
        "outlook": WORDS(_W, "Outlook"),
        "explore": WORDS(_W, "Exploring, and what mattered"),
        "timeline": WORDS(_W, "Timeline and looking back"),
        "record": WORDS(_W, "The record and notes"),
        "room": WORDS(_W, "The room"),
        "hot-seat": WORDS(_W, "One machine for many cells"),
        "debrief": WORDS(_W, "Debrief"),
        "highlights": WORDS(_W, "Highlights and presenting"),
        "branches": WORDS(_W, "Branches and comparing"),
        "evaluation": WORDS(_W, "Evaluation"),
        "known": WORDS(_W, "What they knew"),
        "desk": WORDS(_W, "Arranging the desk"),
        "sessions": WORDS(_W, "Sessions and files"),
        "assumptions": WORDS(_W, "Assumptions, and what this is not"),
    }
)
"""Every page by name, in the order of the list; each is a Markdown file in ``pages``."""


def page_title(page: str) -> str:
    """Return the title of a page in the person's language."""
    return QCoreApplication.translate(_W, PAGES[page])


def page_text(page: str) -> str:
    """Return a page as Markdown."""
    return (FOLDER / f"{page}.md").read_text(encoding="utf-8")


def page_of(desk: Stage) -> str:
    """Return the page about what has the keyboard on a desk; the first one when nothing has."""
    parts: dict[object, str] = {desk.form: "orders", desk.steps: "debrief", desk.bar: "turn"}
    if desk.has_map:
        parts[desk.map] = "map"
    at: QWidget | None = QApplication.focusWidget()
    while at is not None and at is not desk:
        name = parts.get(at) or at.objectName().removeprefix("dock_")
        if name in PAGES:
            return name
        at = at.parentWidget()
    return "first"
