"""The window for the projector, as a desk opens, freezes and closes it.

It is made, shown and given its moment in three rounds of the event loop.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tabletop.ui.rounds import Rounds
from tabletop.ui.stage import Stage
from tabletop.ui.sweeping import forget

if TYPE_CHECKING:
    from tabletop.ui.room import Room


class Projector(QObject):
    """Opens and closes the room window of a desk; ``changed`` says that it did or was frozen."""

    changed = Signal()

    def __init__(self, desk: Stage) -> None:
        super().__init__(desk)
        self._desk = desk
        self.rounds = Rounds(self)

    @property
    def frozen(self) -> bool:
        """Whether the room window stays as it is."""
        return self._desk.room is not None and self._desk.room.frozen

    def toggle(self) -> None:
        """Open or close the window for the projector."""
        from tabletop.ui.room import Room

        desk = self._desk
        if desk.bridge is None or desk.bridge.room_seat is None:
            desk.notice.fail(self.tr("This scenario has no seat for the room."))
        elif desk.room is None:
            desk.room = room = Room(desk.bridge.world, desk.land, desk.theme)
            room.closed.connect(self._closed)
            self.rounds.plan(
                partial(self._while_open, room, part)
                for part in (lambda: room.open_beside(desk), self._follow)
            )
        else:
            desk.room.close()
        self.changed.emit()

    def _follow(self) -> None:
        if self._desk.room is not None and self._desk.bridge is not None:
            self._desk.room.follow(self._desk.bridge)

    def _while_open(self, room: Room, part: Callable[[], object]) -> None:
        if self._desk.room is room:
            part()

    def freeze(self) -> None:
        """Keep the room window as it is, or let it follow again."""
        desk = self._desk
        if desk.room is not None:
            desk.room.freeze(not desk.room.frozen)
            self._follow()
        self.changed.emit()

    def toggle_scores(self) -> None:
        """Show the scorecard in the room window, or its cards again."""
        if self._desk.room is not None:
            self._desk.room.toggle_scores()

    def _closed(self) -> None:
        room, self._desk.room = self._desk.room, None
        if room is not None:
            forget(room)
        self.changed.emit()
