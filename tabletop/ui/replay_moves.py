"""Lets forces glide over the map from one moment of the record to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tabletop.ui.playback import PLAY_MS
from tabletop.ui.stage import Stage

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.ui.bridge import Replayer
    from tabletop.ui.map_overlay import MovingForces

SHORTEST = 150
"""Milliseconds of an animation below which it is left out: nobody could follow it."""


class ReplayMoves(QObject):
    """Follows what is looked back at; in play, forces are where they are at once."""

    def __init__(self, desk: Stage) -> None:
        super().__init__(desk)
        self._desk = desk
        self._last: Moment | None = None
        self.forces: MovingForces | None = None

    def follow(self, bridge: Replayer) -> None:
        """Show the moves between the moments that the bridge shows from now on."""
        self._last = bridge.moment()
        bridge.momentChanged.connect(self._show)

    def _show(self, moment: Moment) -> None:
        before, self._last = self._last, moment
        if before is None or moment.live or not self._desk.has_map:
            return
        if before.seat != moment.seat or before.seq == moment.seq:
            return
        if abs(before.turn - moment.turn) > 1:  # a jump is no journey
            return
        ms = self._length()
        if ms < SHORTEST:
            return
        if self.forces is None:
            from tabletop.ui.map_overlay import MovingForces

            self.forces = MovingForces(self._desk.map)
        self.forces.play(before, moment, ms)

    def _length(self) -> int:
        """Return how long an animation may take at the speed of the playback."""
        from tabletop.ui.map_overlay import MOVE_MS

        return min(MOVE_MS, int(PLAY_MS / self._desk.playback.speed * 0.8))
