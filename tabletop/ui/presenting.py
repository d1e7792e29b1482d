"""Walks a list of highlights in the room window, one moment after another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from tabletop.ui import highlights_model as model
from tabletop.ui.projector import Projector
from tabletop.ui.stage import Stage


class Presenter(QObject):
    """Shows the moments of a list to the room and on the desk; ``changed`` says that it moved.

    The room sees each moment as the Room seat could see it, with the words kept for it.
    """

    changed = Signal()

    def __init__(self, desk: Stage, projector: Projector) -> None:
        super().__init__(desk)
        self._desk = desk
        self._projector = projector
        self._rows: Sequence[model.MomentRow] = ()
        self._at = -1

    @property
    def on(self) -> bool:
        """Whether a presentation is being given."""
        return self._at >= 0

    @property
    def row(self) -> model.MomentRow | None:
        """The moment that is shown."""
        return self._rows[self._at] if self.on else None

    def start(self, name: str, number: int = 1) -> None:
        """Begin with a moment (by number) of a list; opens the room window when it is closed."""
        desk = self._desk
        bridge = desk.bridge
        if bridge is None:
            return
        rows = model.moments_of(bridge.session.notes.all(seat=bridge.seat), name)
        if not rows:
            desk.notice.fail(self.tr("There are no moments in this list yet: add one (Ctrl+L)."))
            return
        if desk.room is None:
            self._projector.toggle()
        if desk.room is None:
            return  # the projector has said why
        desk.room.stepAsked.connect(self.step)
        desk.room.closed.connect(self._room_closed)
        self._rows = rows
        self._show(min(max(number, 1), len(rows)) - 1)

    def step(self, by: int) -> None:
        """Go on or back by so many moments; 0 ends the presentation."""
        if not self.on:
            return
        if by == 0:
            self.stop()
        elif 0 <= self._at + by < len(self._rows):
            self._show(self._at + by)

    def stop(self) -> None:
        """Let the room follow the desk again."""
        desk = self._desk
        if not self.on:
            return
        self._forget()
        if desk.room is not None:
            desk.room.stepAsked.disconnect(self.step)
            desk.room.closed.disconnect(self._room_closed)
            desk.room.end_presentation()
            if desk.bridge is not None:
                desk.room.follow(desk.bridge)

    def _room_closed(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._rows, self._at = (), -1
        self.changed.emit()

    def _show(self, at: int) -> None:
        from tabletop.session.moment import visible_to
        from tabletop.session.record import BrokenRecord

        desk = self._desk
        bridge, room = desk.bridge, desk.room
        assert bridge is not None and room is not None and bridge.room_seat is not None
        row = self._rows[at]
        try:
            whole = bridge.session.replay.moment_at(row.seq)
        except BrokenRecord as fault:
            desk.notice.fail(bridge.unshown(row.seq, fault))
            return
        self._at = at
        words = self.tr("{number} of {count}").format(number=row.number, count=len(self._rows))
        room.present(visible_to(whole, bridge.room_seat), row.note.text, words)
        bridge.look(row.seq)
        desk.notice.say(self.tr("Moment {place}: entry {seq}. F9 goes on, F5 ends.").format(
            place=words, seq=row.seq))  # fmt: skip
        self.changed.emit()
