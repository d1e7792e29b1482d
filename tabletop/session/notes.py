"""The notes of a session: kept in its file beside the sealed record, and open to change.

They can be written in play, after EndEx and in debrief; nothing of the record depends on them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tabletop.session.file import SessionFile
from tabletop.session.note import CELL, KINDS, RATINGS, TICKS, Note, NoteFault, note_row
from tabletop.session.record import Json, stamp
from tabletop.session.refused import Refused, unknown
from tabletop.session.schema import NOTE_COLUMNS
from tabletop.session.seats import seat_of
from tabletop.world.scenario import Scenario

__all__ = ["KINDS", "RATINGS", "TICKS", "Note", "NoteChange", "Notes"]

OF_EVERYBODY = ("bookmark", "annotation", "hot_wash", CELL)
"""What players and observers may write; they see only their own."""
STAFF = ("facilitator", "evaluator")
_INSERT = f"INSERT INTO note ({NOTE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_FAILED = "The note was not kept"


@dataclass(frozen=True, slots=True)
class NoteChange:
    """What became of a note: ``what`` is ``added``, ``changed`` or ``removed``."""

    what: str
    note: Note


class Notes:
    """The notes along one branch of a session file.

    ``why_not`` says why they cannot be written, where somebody has tried to open them.  Safe to
    use from several threads; subscribers are called in the thread that writes.
    """

    def __init__(
        self, file: SessionFile, branch: int, scenario: Scenario, clock: Callable[[], datetime]
    ) -> None:
        self._file = file
        self._branch = branch
        self._scenario = scenario
        self._clock = clock
        self._subscribers: list[Callable[[NoteChange], None]] = []
        self.why_not = ""

    @property
    def writable(self) -> bool:
        """Whether notes can be written at all."""
        return not self._file.read_only

    @property
    def lost(self) -> int:
        """How many notes of the file cannot be read."""
        return self._file.contents.lost_notes

    def all(self, kind: str | None = None, seat: str | None = None) -> tuple[Note, ...]:
        """List the notes along this branch, by entry, then in the order in which they were made.

        Only those of a kind, and only those that a seat may see, when these are named: the
        facilitator and the evaluator see all, others their own.  What the desk notes of the cells
        is listed only when that kind is named.
        """
        limits = self._file.contents.limits(self._branch)
        with self._file.guard:
            held = list(self._file.contents.notes.values())
        mine = None if seat is None or self._role(seat) in STAFF else seat
        found = [
            note
            for note in held
            if note.entry <= limits.get(note.branch, -1)
            and (note.kind == kind if kind else note.kind != CELL)
            and (mine is None or note.author == mine)
        ]
        return tuple(sorted(found, key=lambda note: (note.entry, note.id)))

    def of(self, entry: int, kind: str | None = None) -> tuple[Note, ...]:
        """List the notes about one entry."""
        return tuple(note for note in self.all(kind) if note.entry == entry)

    def add(self, note: Note) -> Note:
        """Keep a note and return it with its number and time; it is then on disk.

        Raises ``Refused`` when it cannot be kept and ``JournalFault`` when it could not be written.
        """
        with self._file.guard:
            self._may(note.author, note.kind)
            self._file.make_ready()
            chains = self._file.contents.chains
            branch = self._branch_of(note.entry)
            if note.entry > len(chains[self._branch].entries):
                raise Refused("unknown", f"There is no entry {note.entry}.")
            now = stamp(self._clock(), "")
            held = self._file.contents.notes
            kept = replace(
                note, id=max(held, default=0) + 1, branch=branch, at=note.at or now, changed=now
            )
            row = _row(kept)
            with self._file.transaction(_FAILED) as db:
                db.execute(_INSERT, row)
            held[kept.id] = kept
        self._tell("added", kept)
        return kept

    def change(
        self, number: int, by: str, *, text: str | None = None, data: Json | None = None,
        entry: int | None = None,
    ) -> Note:  # fmt: skip
        """Change what a note says or what it is about; raises as ``add`` does."""
        with self._file.guard:
            self._may(by)
            self._file.make_ready()
            old = self._own(number, by)
            parts: dict[str, Any] = {"changed": stamp(self._clock(), old.changed)}
            if text is not None:
                parts["text"] = text
            if data is not None:
                parts["data"] = data
            if entry is not None:
                parts |= {"entry": entry, "branch": self._branch_of(entry)}
            new = replace(old, **parts)
            row = _row(new)
            with self._file.transaction(_FAILED) as db:
                db.execute("DELETE FROM note WHERE id = ?", (number,))
                db.execute(_INSERT, row)
            self._file.contents.notes[number] = new
        self._tell("changed", new)
        return new

    def remove(self, number: int, by: str) -> Note:
        """Take a note away and return it, so that it can be added again."""
        with self._file.guard:
            self._may(by)
            self._file.make_ready()
            old = self._own(number, by)
            with self._file.transaction("The note was not removed") as db:
                db.execute("DELETE FROM note WHERE id = ?", (number,))
            del self._file.contents.notes[number]
        self._tell("removed", old)
        return old

    def subscribe(self, tell: Callable[[NoteChange], None]) -> Callable[[], None]:
        """Have ``tell`` called after every change of a note; returns how to stop that."""
        self._subscribers.append(tell)

        def stop() -> None:
            if tell in self._subscribers:
                self._subscribers.remove(tell)

        return stop

    def _tell(self, what: str, note: Note) -> None:
        for tell in tuple(self._subscribers):
            tell(NoteChange(what, note))

    def _branch_of(self, entry: int) -> int:
        """Return the branch, of those on this line, to which an entry belongs."""
        line = self._file.contents.path_of(self._branch)
        return next((b.id for b in reversed(line) if entry > b.fork), line[0].id)

    def _role(self, seat: str) -> str:
        return seat_of(self._scenario, seat).role

    def _may(self, seat: str, kind: str = OF_EVERYBODY[0]) -> None:
        """Make sure that a seat may write notes (of a kind) now."""
        if not self.writable:
            why = self.why_not or "This session is open for reading only."
            raise Refused("read_only", f"Notes cannot be written. {why}")
        if kind not in KINDS:
            raise unknown("kind of note", kind, KINDS)
        role = self._role(seat)
        if role == "room" or (role not in STAFF and kind not in OF_EVERYBODY):
            raise Refused(
                "seat",
                f"The seat {seat!r} ({role}) does not write notes of this kind.",
                "It is for: facilitator, evaluator.",
            )

    def _own(self, number: int, by: str) -> Note:
        """Return a note that a seat may change; the facilitator may change all."""
        note = self._file.contents.notes.get(number)
        if note is None:
            raise Refused("unknown", f"There is no note {number}.")
        self._may(by, note.kind)
        if note.author != by and self._role(by) != "facilitator":
            raise Refused("seat", f"Note {number} was written by the seat {note.author!r}.",
                          "Its author or the facilitator can change it.")  # fmt: skip
        return note


def _row(note: Note) -> tuple[Any, ...]:
    try:
        return note_row(note)
    except NoteFault as fault:
        raise Refused("words", str(fault)) from None
