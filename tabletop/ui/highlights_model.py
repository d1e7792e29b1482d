"""Lists of moments: highlights in their order, bookmarks and important entries; no Qt here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabletop.session.notes import Note, Notes

BOOKMARKS, IMPORTANT = "bookmark", "important"
"""Kinds of note that are lists by themselves, in the order of their entries."""
OWN = (BOOKMARKS, IMPORTANT)
FIRST = "Highlights"
"""The list that there always is."""


@dataclass(frozen=True)
class MomentRow:
    """A moment of a list: its number in it, and the note that keeps it."""

    number: int
    note: Note

    @property
    def seq(self) -> int:
        """The entry after which the moment stands."""
        return self.note.entry


def list_names(notes: Iterable[Note]) -> list[str]:
    """List the names of the lists of highlights, by name; the first one is always there."""
    found = {str(note.data["list"]) for note in notes if note.kind == "highlight"}
    return [FIRST, *sorted(found - {FIRST}, key=str.casefold)]


def moments_of(notes: Iterable[Note], name: str) -> list[MomentRow]:
    """List the moments of a list (a name, or one of ``OWN``) in the order of the list."""
    if name in OWN:
        found = [note for note in notes if note.kind == name]
        found.sort(key=lambda note: (note.entry, note.id))
    else:
        found = [n for n in notes if n.kind == "highlight" and n.data["list"] == name]
        found.sort(key=lambda note: (float(note.data["place"]), note.id))
    return [MomentRow(number, note) for number, note in enumerate(found, 1)]


def add(notes: Notes, name: str, entry: int, author: str, text: str = "") -> Note:
    """Put a moment at the end of a list; raises as ``Notes.add`` does."""
    from tabletop.session.note import Note

    rows = moments_of(notes.all("highlight"), name)
    place = float(rows[-1].note.data["place"]) + 1 if rows else 1.0
    return notes.add(Note("highlight", entry, author, text=text,
                          data={"list": name, "place": place}))  # fmt: skip


def move(notes: Notes, rows: list[MomentRow], number: int, by: int, author: str) -> bool:
    """Let a moment (its number) change places with a neighbour; False at the end of the list.

    One note changes: its place becomes the middle between its new neighbours.  Raises as
    ``Notes.change`` does.
    """
    at, goal = number - 1, number - 1 + by
    if not 0 <= goal < len(rows):
        return False
    places = [float(row.note.data["place"]) for row in rows]
    beyond = goal + by
    far = places[beyond] if 0 <= beyond < len(rows) else places[goal] + 2 * by
    note = rows[at].note
    notes.change(note.id, author, data={**note.data, "place": (places[goal] + far) / 2})
    return True


def toggle_bookmark(notes: Notes, entry: int, author: str) -> bool:
    """Mark an entry for oneself, or take the mark off; tells whether it is marked now."""
    from tabletop.session.note import Note

    own = [note for note in notes.of(entry, BOOKMARKS) if note.author == author]
    for note in own:
        notes.remove(note.id, author)
    if not own:
        notes.add(Note(BOOKMARKS, entry, author))
    return not own
