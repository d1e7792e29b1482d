"""Choosing several forces with the hand: one after another, with a frame, or all in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from tabletop.ui.map.canvas import Hit
from tabletop.ui.map.selection import Selection, band_of, inside
from tabletop.ui.map.telling import about_choice
from tabletop.ui.map.touch import STOPS, Touch

if TYPE_CHECKING:
    from tabletop.ui.map.view import MapView


class Choosing(Touch):
    """Adds the chosen forces to what the hand touches."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.chosen = Selection()
        self._band: QRectF | None = None

    def toggled(self, hit: Hit) -> None:
        """A symbol was clicked, or its key pressed, to be chosen or chosen no longer."""
        self.put_out()
        self.chosen.toggle(hit.members)
        self.set_focus(hit)
        self._tell_choice()

    def framing(self, start: QPointF, end: QPointF, *, done: bool) -> None:
        """A frame is drawn round forces; what is in it at the end is chosen too."""
        self._band = None if done else band_of(start, end)
        if done:
            self.put_out()
            hits = self._fan_hits() or self._view.window_hits()
            self.chosen.add(inside(hits, band_of(start, end)))
            self._tell_choice()
        self._view.update()

    def choose_all(self) -> None:
        """Choose every force in sight."""
        self.chosen.add(force for hit in self.stops() for force in hit.members)
        self._tell_choice()

    def unchoose(self) -> bool:
        """Choose none; returns whether any was chosen."""
        had = self.chosen.clear()
        if had:
            self._tell_choice()
        return had

    def first_chosen(self) -> int:
        """Return the first chosen force; -1 for none."""
        return next(iter(self.chosen.forces), -1)

    def chosen_under(self, hit: Hit | None) -> int:
        """Return a chosen force under a symbol, which drags all chosen ones; -1 for none."""
        members = () if hit is None or hit.kind not in STOPS else hit.members
        return next((force for force in members if force in self.chosen), -1)

    def _tell_choice(self) -> None:
        view = self._view
        names = [] if view.ground is None else [
            view.ground.world.forces[force].name for force in self.chosen.forces
        ]  # fmt: skip
        view.announce(about_choice(names, view.translate))
        view.update()
