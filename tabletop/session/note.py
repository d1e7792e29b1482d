"""Notes: what people write beside the sealed record, with author and time, and may edit.

A note is about an entry of a branch (0: about the whole exercise).  ``data`` holds what its kind
needs:

- ``bookmark``, ``important``, ``annotation``, ``strength``: nothing;
- ``highlight``: ``list`` (the name of the list) and ``place`` (its order in it);
- ``rating``: ``rating`` (P, S, M, U), and what is rated (``objective``, ``capability``, ``task``);
- ``tick``: ``inject``, ``action`` (the number of its expected action) and ``status``;
- ``hot_wash``: ``question``;
- ``improvement``: whatever the plan says (``capability``, ``action``, ``owner``, ``due``);
- ``cell``: what the desk noticed of its author, a cell, in a turn: ``turn``, ``refused`` (how many
  tries) and ``ready`` (whether it said so).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tabletop.session.record import BrokenRecord, Json, canonical, read_canonical
from tabletop.session.schema import NOTE_COLUMNS, PLACES, TRUNK

RATINGS = ("P", "S", "M", "U")
"""Performed without challenges, with some, with major ones; unable to be performed (HSEEP)."""
TICKS = ("met", "late", "missed")
"""What an evaluator decides of an expected action."""
CELL = "cell"
"""The kind of note that the desk itself keeps; nobody writes or reads it as a note."""
MAX_NOTES = 100_000
MAX_NOTE_TEXT = 20_000
MAX_NOTE_DATA = 1 << 16
_TYPES = (int, int, int, str, str, str, str, str, str)


@dataclass(frozen=True)
class Note:
    """Something written beside the record.

    ``entry`` and ``branch`` say what it is about; ``author`` is a seat; ``at`` when it was written
    and ``changed`` when it was last changed, in UTC (both are stamped when it is kept).
    """

    kind: str
    entry: int
    author: str
    at: str = ""
    text: str = ""
    data: Json = field(default_factory=dict)
    branch: int = TRUNK
    id: int = 0
    changed: str = ""


class NoteFault(ValueError):
    """Something is not a note; its text is one sentence that says why."""


def _needs_nothing(data: Mapping[str, Any]) -> str:
    return ""


def _highlight(data: Mapping[str, Any]) -> str:
    named = isinstance(data.get("list"), str) and isinstance(data.get("place"), int | float)
    return "" if named else "A highlight needs the name of its list and its place in it."


def _rating(data: Mapping[str, Any]) -> str:
    return "" if data.get("rating") in RATINGS else "A rating is one of P, S, M and U."


def _tick(data: Mapping[str, Any]) -> str:
    if not isinstance(data.get("inject"), str) or not isinstance(data.get("action"), int):
        return "A tick needs an inject and the number of its expected action."
    return "" if data.get("status") in TICKS else "An expected action is met, late or missed."


def _hot_wash(data: Mapping[str, Any]) -> str:
    return "" if isinstance(data.get("question"), str) else "An answer needs its question."


def _cell(data: Mapping[str, Any]) -> str:
    turn, refused, ready = (data.get(name) for name in ("turn", "refused", "ready"))
    if type(turn) is not int or type(refused) is not int or type(ready) is not bool:
        return (
            "What is noted of a cell has a turn, a count of refused tries, and whether it is ready."
        )
    return "" if turn >= 0 and refused >= 0 else "Turns and tries are counted from 0."


KINDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "bookmark": _needs_nothing, "important": _needs_nothing, "annotation": _needs_nothing,
    "highlight": _highlight, "rating": _rating, "tick": _tick, "hot_wash": _hot_wash,
    "strength": _needs_nothing, "improvement": _needs_nothing, CELL: _cell,
}  # fmt: skip
"""Every kind of note, with what says why its data will not do."""


def check_note(note: Note) -> str:
    """Make sure that a note can be kept; returns its data as canonical JSON.

    Raises ``NoteFault``.
    """
    judge = KINDS.get(note.kind)
    if judge is None:
        raise NoteFault(f"There is no kind of note {note.kind!r}; there is {', '.join(KINDS)}.")
    try:
        data = canonical(note.data)
        (note.text + note.author + data).encode()
    except (TypeError, ValueError, RecursionError):
        raise NoteFault("It holds characters or numbers that cannot be written.") from None
    if len(note.text) > MAX_NOTE_TEXT or len(data) > MAX_NOTE_DATA or len(note.author) > 120:
        raise NoteFault(f"A note has at most {MAX_NOTE_TEXT} characters.")
    if not data.startswith("{") or read_canonical(data) != note.data:
        raise NoteFault("What a note holds must be plain data under names.")
    said = judge(note.data)
    if said:
        raise NoteFault(said)
    if not 0 <= note.entry < PLACES:
        raise NoteFault(f"There is no entry {note.entry}.")
    return data


def note_row(note: Note) -> tuple[Any, ...]:
    """Return a note as a row of the file; raises ``NoteFault``."""
    data = check_note(note)
    return (note.id, note.branch, note.entry, note.kind, note.author, note.at, note.changed,
            note.text, data)  # fmt: skip


def note_of(row: tuple[Any, ...]) -> Note:
    """Make a note of a stored row; raises ``NoteFault`` or ``BrokenRecord``."""
    if any(type(value) is not kind for value, kind in zip(row, _TYPES, strict=True)):
        raise NoteFault("A field has the wrong type.")
    number, branch, entry, kind, author, at, changed, text, data = row
    if len(data) > MAX_NOTE_DATA or max(len(at), len(changed)) > 40:
        raise NoteFault("A field is too long.")
    note = Note(kind, entry, author, at, text, read_canonical(data), branch, number, changed)
    check_note(note)
    return note


def read_notes(db: sqlite3.Connection) -> tuple[dict[int, Note], int]:
    """Read the notes of an open file, and count those that cannot be read."""
    notes: dict[int, Note] = {}
    lost = 0
    try:
        for row in db.execute(f"SELECT {NOTE_COLUMNS} FROM note ORDER BY id LIMIT {MAX_NOTES}"):
            try:
                note = note_of(row)
            except (NoteFault, BrokenRecord):
                lost += 1
                continue
            notes[note.id] = note
    except (sqlite3.Error, UnicodeDecodeError):
        lost += 1
    return notes, lost
