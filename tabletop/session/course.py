"""The course of an exercise, read from its entries alone: no rule is run here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tabletop.session.acts import Act, ActFault, parse_act
from tabletop.session.record import BrokenRecord, Entry


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an exercise stands after an entry.

    ``opened`` is the number of the entry that opened the present turn (0 before StartEx), ``ended``
    whether EndEx was given; ``voided`` holds the numbers of all entries that no longer stand.
    """

    seq: int = 0
    turn: int = 0
    phase: str = "planning"
    held: bool = False
    opened: int = 0
    voided: frozenset[int] = frozenset()

    def after(self, entry: Entry) -> Mark:
        """Return where the exercise stands after one more entry."""
        mark = replace(self, seq=entry.seq, turn=entry.turn, phase=entry.phase)
        kind = entry.type
        if kind in ("hold", "resume"):
            return replace(mark, held=kind == "hold")
        if kind == "end_ex":
            return replace(mark, held=False)
        if opens_turn(entry):
            return replace(mark, opened=entry.seq)
        if kind in ("take_back", "void"):
            return replace(mark, voided=self.voided | {int(entry.act["entry"])})
        return mark


@dataclass(frozen=True, slots=True)
class Done:
    """An act of the present turn that still stands, with its entry's number and its seat."""

    seq: int
    by: str
    act: Act


class Course:
    """The entries of an exercise and where it stood after each; ``marks[seq]``, 0 at the start.

    ``openings`` are the numbers of the entries that opened a turn, ``of_type`` those of each type,
    ``telling`` those that brought findings: what long records are looked up by.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries: list[Entry] = []
        self.marks: list[Mark] = [Mark()]
        self.openings: list[int] = []
        self.of_type: dict[str, list[int]] = {}
        self.telling: list[int] = []
        self._done: dict[int, Done] = {}  # acts once read, by entry
        for entry in entries:
            self.append(entry)

    def append(self, entry: Entry) -> None:
        """Add the next entry."""
        mark = self.marks[-1].after(entry)
        self.entries.append(entry)
        self.marks.append(mark)
        if opens_turn(entry):
            self.openings.append(entry.seq)
        self.of_type.setdefault(entry.type, []).append(entry.seq)
        if entry.findings:
            self.telling.append(entry.seq)

    @property
    def now(self) -> Mark:
        """Where the exercise stands."""
        return self.marks[-1]

    def of_turn(self, seq: int) -> list[Entry]:
        """List the entries of the turn that was on at ``seq``, from its opening up to ``seq``."""
        return self.entries[self.marks[seq].opened : seq]

    def done(self, seq: int) -> tuple[Done, ...]:
        """List what had been done and still stood in the turn that was on at ``seq``.

        Takings back are left out: what they took back is left out instead.
        """
        voided = self.marks[seq].voided
        return tuple(
            self._read(entry)
            for entry in self.of_turn(seq)
            if entry.seq not in voided and entry.type not in ("take_back", "void")
        )

    def _read(self, entry: Entry) -> Done:
        found = self._done.get(entry.seq)
        if found is None:
            found = self._done[entry.seq] = Done(entry.seq, entry.by, act_of(entry))
        return found

    def standing(self, seq: int) -> list[Entry]:
        """List all entries up to ``seq`` that had not been taken back or voided by then."""
        voided = self.marks[seq].voided
        return [entry for entry in self.entries[:seq] if entry.seq not in voided]


def opens_turn(entry: Entry) -> bool:
    """Tell whether a turn begins with this entry."""
    return entry.type == "start_ex" or (entry.type == "advance" and entry.phase == "brief")


def act_of(entry: Entry) -> Act:
    """Read the act of an entry; raises ``BrokenRecord`` when this version cannot read it."""
    try:
        return parse_act(entry.act)
    except ActFault as fault:
        raise BrokenRecord(str(fault).rstrip(".")) from None
