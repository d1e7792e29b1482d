"""What the desk notices of the cells beside the record: refused tries, and who says it is ready.

Only what was accepted belongs to the record; this is kept beside it, as notes of the cells, and is
there again when the session is resumed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from tabletop.session.notes import Notes


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell in a turn, and the number of the note that says so (0: none yet)."""

    refused: int = 0
    ready: bool = False
    note: int = 0


_NOTHING = _Cell()


class Cells(QObject):
    """Counts, for each turn and seat, tries that were refused, and holds who is ready.

    ``notes`` is where it is kept, ``last`` tells the number of the last entry; without notes, or
    where they cannot be written, it is known in this sitting alone.  ``changed`` says that
    something else is known now.
    """

    changed = Signal()

    def __init__(
        self, notes: Notes | None = None, last: Callable[[], int] = lambda: 0,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._notes = notes
        self._last = last
        self._known: dict[tuple[int, str], _Cell] = {}
        for note in notes.all("cell") if notes is not None else ():
            data = note.data
            cell = _Cell(data["refused"], data["ready"], note.id)
            self._known[data["turn"], note.author] = cell

    def refused(self, turn: int, seat: str) -> None:
        """Count a refused try."""
        cell = self._of(turn, seat)
        self._set(turn, seat, replace(cell, refused=cell.refused + 1))

    def tries(self, turn: int, seat: str) -> int:
        """Return how many tries of a seat were refused in a turn."""
        return self._of(turn, seat).refused

    def set_ready(self, turn: int, seat: str, on: bool) -> None:
        """Note that a cell has given all its orders of a turn, or has more to say."""
        cell = self._of(turn, seat)
        if cell.ready != on:
            self._set(turn, seat, replace(cell, ready=on))

    def is_ready(self, turn: int, seat: str) -> bool:
        """Tell whether a cell said that it is ready."""
        return self._of(turn, seat).ready

    def _of(self, turn: int, seat: str) -> _Cell:
        return self._known.get((turn, seat), _NOTHING)

    def _set(self, turn: int, seat: str, cell: _Cell) -> None:
        self._known[turn, seat] = self._kept(turn, seat, cell)
        self.changed.emit()

    def _kept(self, turn: int, seat: str, cell: _Cell) -> _Cell:
        """Write down what is known of a cell; as it is when that cannot be done."""
        from tabletop.session.note import CELL, Note
        from tabletop.session.refused import Refused
        from tabletop.session.session import JournalFault

        if self._notes is None:
            return cell
        data = {"turn": turn, "refused": cell.refused, "ready": cell.ready}
        try:
            if cell.note:
                self._notes.change(cell.note, seat, data=data)
                return cell
            made = self._notes.add(Note(CELL, self._last(), seat, data=data))
            return replace(cell, note=made.id)
        except (Refused, JournalFault):  # it is no part of the record: play goes on without it
            return cell
