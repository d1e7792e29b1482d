"""Between a session and the screen: what is looked at, by which seat, and the one way in.

``Replayer`` shows any moment of a record; ``SessionBridge`` also plays.  Both say
``momentChanged`` with a Moment already cut to what the seat may see, so that every panel works the
same in play and in debrief.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tabletop.ui.cells import Cells

if TYPE_CHECKING:
    from tabletop.session.acts import Act
    from tabletop.session.moment import Moment
    from tabletop.session.record import Entry
    from tabletop.session.session import Session
    from tabletop.world.scenario import Seat
    from tabletop.world.world import World

ROOM = "room"
FACILITATOR = "facilitator"


class Replayer(QObject):
    """Shows the moments of a session's record to a seat.

    ``momentChanged`` carries a Moment, ``seatChanged`` the id of a seat, ``failed`` one sentence,
    ``refused`` the reason, the remedy and the act that was refused.  ``later`` is given what shows
    a change, to be done when there is time.
    """

    momentChanged = Signal(object)
    seatChanged = Signal(str)
    refused = Signal(str, str, object)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._seat = self._own = self._first_seat()
        self._looking: int | None = None
        self.later: Callable[[Callable[[], object]], object] = lambda show: show()
        self._views: tuple[tuple[object, ...], dict[str | None, Moment]] = ((), {})

    def _first_seat(self) -> str:
        seats = self.world.scenario.seats
        return next((s.id for s in seats if s.role == FACILITATOR), seats[0].id)

    @property
    def world(self) -> World:
        """The world of the session."""
        return self.session.world

    @property
    def last(self) -> int:
        """The number of the last entry."""
        return self.session.replay.last

    @property
    def seat(self) -> str:
        """The seat for whom is shown and done."""
        return self._seat

    @property
    def own(self) -> str:
        """The seat for whom is done: the present one, unless it is only looked through its eyes."""
        return self._own

    @property
    def plays(self) -> bool:
        """Whether acts can be done here at all."""
        return False

    @property
    def place(self) -> Seat:
        """The seat with its name and role."""
        return self.world.scenario.seat(self._seat)

    @property
    def seq(self) -> int:
        """The number of the entry after which the exercise is shown."""
        return self.last if self._looking is None else self._looking

    @property
    def looking_back(self) -> bool:
        """Whether something else than the present is shown."""
        return self._looking is not None

    @property
    def room_seat(self) -> str | None:
        """The id of the seat for the projector; None when the scenario has none."""
        return next((s.id for s in self.world.scenario.seats if s.role == ROOM), None)

    def moment(self) -> Moment:
        """Return what the seat may see of the entry that is looked at."""
        from tabletop.session.moment import visible_to

        if self._looking is None:
            moment = self.now(self._seat)
            return moment if self._own == self._seat else replace(moment, live=False)
        return visible_to(self.session.replay.moment_at(self._looking), self._seat)

    def now(self, seat: str) -> Moment:
        """Return what a seat may see now; it is worked out once for each entry."""
        from tabletop.session.moment import visible_to

        session = self.session
        stand = (self.last, session.digest, session.phase, session.held)
        if self._views[0] != stand:
            self._views = (stand, {None: session.moment()})
        views = self._views[1]
        if seat not in views:
            views[seat] = visible_to(views[None], seat)
        return views[seat]

    def latest(self) -> Moment:
        """Return what the seat may see of the whole record."""
        return self.now(self._seat)

    def room_moment(self) -> Moment | None:
        """Return what may be shown to the whole room; None when the scenario has no such seat."""
        from tabletop.session.moment import visible_to

        seat = self.room_seat
        if seat is None:
            return None
        return visible_to(self.session.replay.moment_at(self.seq), seat)

    def show(self) -> None:
        """Say ``momentChanged`` for what is looked at."""
        self.momentChanged.emit(self.moment())

    def look(self, seq: int | None) -> None:
        """Look at the exercise as it stood after an entry, or (None, or the last) at now."""
        from tabletop.session.record import BrokenRecord

        was = self._looking
        self._looking = self._place_of(seq)
        try:
            moment = self.moment()
        except BrokenRecord as fault:
            self._looking, broken = was, self._looking
            self.failed.emit(self.unshown(broken, fault))
            return
        self.momentChanged.emit(moment)

    def unshown(self, seq: int | None, fault: Exception) -> str:
        """Say that an entry cannot be shown: a forged one, before the record is looked through."""
        words = self.tr("Entry {seq} of {file} cannot be shown: {fault}. Entry {now} is shown on.")
        return words.format(
            seq=self.last if seq is None else seq, file=self.session.journal.path.name,
            fault=fault, now=self.seq,
        )  # fmt: skip

    def _place_of(self, seq: int | None) -> int | None:
        if seq is None or seq >= self.last:
            return None
        return max(0, seq)

    def step(self, by: int) -> None:
        """Look so many entries further back (below zero) or on."""
        self.look(max(0, min(self.last, self.seq + by)))

    def step_turn(self, by: int) -> None:
        """Look at the beginning of a turn: this or the one before (-1), or the next (+1)."""
        from tabletop.session.course import opens_turn

        starts = [entry.seq for entry in self.session.entries if opens_turn(entry)]
        if by < 0:
            self.look(max((seq for seq in starts if seq < self.seq), default=0))
        else:
            self.look(min((seq for seq in starts if seq > self.seq), default=self.last))

    def set_seat(self, seat: str) -> None:
        """Show and act for another seat; raises ``KeyError`` when there is none."""
        self._go_to(seat, seat)

    def see_as(self, seat: str) -> None:
        """Show what another seat knows, and act for none; raises ``KeyError`` when there is none.

        ``set_seat`` ends that.
        """
        self._go_to(seat, self._own)

    def _go_to(self, seat: str, own: str) -> None:
        self.world.scenario.seat(seat)
        if (seat, own) != (self._seat, self._own):
            self._seat, self._own = seat, own
            self.later(self.show)
            self.seatChanged.emit(seat)

    def submit(self, act: Act, by: str | None = None) -> Entry | None:
        """Refuse: a record is only looked at here."""
        self.refused.emit(
            self.tr("This is the record of a session, opened for reading only."),
            self.tr("Resume the session to play on."),
            act,
        )
        return None

    def close(self) -> None:
        """Let go of the file."""
        self.session.close()


class SessionBridge(Replayer):
    """Plays a session: every gesture on the screen becomes an act that passes ``submit``.

    ``accepted`` carries the Entry of every act.
    """

    accepted = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.cells = Cells(session.notes, lambda: self.last, self)
        self._pending: tuple[Act, str] | None = None

    def room_moment(self) -> Moment | None:
        """Return what may be shown to the whole room now, wherever somebody looks back to."""
        seat = self.room_seat
        return None if seat is None else self.now(seat)

    @property
    def plays(self) -> bool:
        """Whether acts can be done here at all."""
        return True

    @property
    def can_retry(self) -> bool:
        """Whether an act could not be written and may be tried again."""
        return self._pending is not None

    def submit(self, act: Act, by: str | None = None) -> Entry | None:
        """Do an act for a seat (the present one unless named); None when it was not accepted."""
        from tabletop.session.session import JournalFault, Refused

        self._pending = None
        if self.looking_back:
            self.refused.emit(
                self.tr("You are looking back at entry {seq}.").format(seq=self.seq),
                self.tr("Go back to now first (Alt+End)."),
                act,
            )
            return None
        if self._own != self._seat:
            self.refused.emit(
                self.tr("You only see what {seat} knows.").format(seat=self.place.name),
                self.tr("Go back to your own view (F4), or take the seat to act for it (Ctrl+T)."),
                act,
            )
            return None
        seat = by or self._seat
        try:
            entry = self.session.submit(act, by=seat)
        except Refused as fault:
            if act.type == "order":
                self.cells.refused(self.session.turn, seat)
            self.refused.emit(fault.reason, fault.remedy, act)
            return None
        except JournalFault as fault:
            self._pending = (act, seat)
            self.failed.emit(str(fault))
            return None
        self.later(self.show)
        self.accepted.emit(entry)
        return entry

    def prepare(self) -> None:
        """Work out beforehand what takes longest to show: the outcomes up for adjudication."""
        if self.session.phase == "adjudication":
            self.session.proposals()

    def prepare_room(self) -> None:
        """Work out beforehand what the room may see."""
        if self.room_seat is not None:
            self.now(self.room_seat)

    def retry(self) -> None:
        """Try an act again that could not be written."""
        if self._pending is not None:
            self.submit(*self._pending)
