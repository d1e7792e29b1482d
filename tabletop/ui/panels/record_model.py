"""What the panel of the record shows, as plain values: entries with their flags and notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tabletop.ui.panels import asking
from tabletop.ui.panels.entries import entry_words

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.session.note import Note
    from tabletop.session.record import Entry
    from tabletop.world.world import World

IMPORTANT, NOTE = "important", "annotation"
"""The kinds of note that the panel writes."""
FILTERS = ("all", "important", "noted")


@dataclass(frozen=True)
class RecordRow:
    """An entry with what was written beside it; its words are made when they are looked at."""

    entry: Entry
    world: World
    stands: bool
    flag: Note | None
    notes: tuple[Note, ...]

    @property
    def words(self) -> str:
        """The entry in one sentence."""
        return entry_words(self.world, self.entry)


def record_rows(moment: Moment, notes: Iterable[Note]) -> list[RecordRow]:
    """List the entries that the seat may see, the latest first, with the notes it may read."""
    flags: dict[int, Note] = {}
    written: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        if note.kind == IMPORTANT:
            flags[note.entry] = note
        elif note.kind == NOTE:
            written[note.entry].append(note)
    return [
        RecordRow(
            entry, moment.world, entry.seq not in moment.voided, flags.get(entry.seq),
            tuple(written.get(entry.seq, ())),
        )
        for entry in reversed(moment.entries)
    ]  # fmt: skip


def wanted(row: RecordRow, filter: str, text: str) -> bool:
    """Tell whether a row passes a filter and holds every word that is searched for."""
    if filter == "important" and row.flag is None:
        return False
    if filter == "noted" and not row.notes:
        return False
    if not text:
        return True
    said = " ".join((row.words, *(note.text for note in row.notes))).casefold()
    return all(part in said for part in text.casefold().split())


def way_back(moment: Moment, entry: Entry) -> str:
    """Return the type of act that undoes an entry for the seat now; empty when there is none.

    Nothing is ever erased: the act that undoes is an entry of its own.
    """
    from tabletop.session.conduct import TAKEABLE, VOIDABLE

    if not moment.live or entry.seq <= moment.opened_seq or entry.seq in moment.voided:
        return ""
    if entry.type in TAKEABLE and entry.by == moment.seat:
        return "take_back"
    return "void" if asking.is_facilitator(moment) and entry.type in VOIDABLE else ""
