"""The hand over the map: what is picked up, spread out, focused or noted, and what follows from it.

It answers the gestures of :mod:`interaction` and the keys of :mod:`keyboard`, and tells the map
what to announce and which signals to send.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import proxy

from PySide6.QtCore import QPointF, QRectF

from tabletop.ui.map.advice import Adviser, NoAdvice
from tabletop.ui.map.canvas import Canvas, Hit
from tabletop.ui.map.choosing import Choosing
from tabletop.ui.map.fan import open_fan, paint_fan
from tabletop.ui.map.interaction import LAWFUL, Gesture
from tabletop.ui.map.overlay import (
    Note,
    paint_carried,
    paint_destinations,
    paint_focus,
    paint_note,
    paint_straight,
    paint_way,
)
from tabletop.ui.map.selection import paint_band, paint_chosen
from tabletop.ui.map.telling import about_node
from tabletop.ui.map.touch import STOPS

if TYPE_CHECKING:
    from tabletop.ui.map.view import MapView


class Hand(Choosing):
    """State and answers of the hand; ``view`` shows them."""

    def __init__(self, view: MapView, threshold: float) -> None:
        super().__init__(view)
        self._gesture = Gesture(proxy(self), threshold)  # or both would outlive the map
        self.adviser: Adviser = NoAdvice()
        self.group: tuple[int, ...] = ()  # the forces in the hand
        self.subject = -1  # the force that the destinations are for

    @property
    def gesture(self) -> Gesture:
        """The state of the hand."""
        return self._gesture

    def forget(self) -> None:
        """Let go of everything: another world is shown."""
        self._gesture.cancel()
        self.chosen.clear()
        self.destinations, self.note, self.subject = {}, None, -1
        self._fan, self._focus = None, None

    def goals(self) -> list[tuple[int, QPointF]]:
        """Return the nodes that the carried force may go to, nearest first."""
        return [
            (node, at)
            for node, at in self.places()
            if self.destinations.get(node, LAWFUL) <= LAWFUL
        ]

    def places(self) -> list[tuple[int, QPointF]]:
        """Return the nodes but its own, lawful for the carried force or not, nearest first."""
        ground = self._view.ground
        if ground is None:
            return []
        start = self._view.place_of(self._gesture.force)
        at = self._view.node_at(start) if start >= 0 else self.middle()
        nodes = self.destinations or range(len(ground.nodes))
        spots = [(node, self._view.node_at(node)) for node in nodes if node != start]
        return sorted(spots, key=lambda s: ((s[1] - at).x() ** 2 + (s[1] - at).y() ** 2, s[0]))

    def aimed(self) -> int:
        """Return the node over which the carried force is held; -1 for none."""
        return self._over

    # --- what the hand does ---

    def pan(self, dx: float, dy: float) -> None:
        """Move the ground by so many pixels."""
        self._view.pan(dx, dy)

    def zoom(self, factor: float) -> None:
        """Come closer round the middle of the window, or round the focus."""
        at = self.focus()
        self._view.zoom(factor, at.centre if at is not None else self.middle())

    def zoom_to_fit(self) -> None:
        """Show what the map shows at first."""
        self._view.zoom_to_fit()

    def clicked(self, hit: Hit | None, point: QPointF) -> None:
        """Something, or nothing, was clicked."""
        if self.note is not None:
            self.say(None)
        if hit is None or hit.kind not in STOPS:
            self.destinations = {}
        if hit is None:
            self.close_fan()
            self.set_focus(None)
        elif hit.kind != "panel":
            if hit.kind not in STOPS:
                self.close_fan()
            self.set_focus(hit)
            self._choose(hit)

    def act_on(self, hit: Hit) -> None:
        """Do what Enter does: a force is picked up, a stack spread out, a place opened."""
        if hit.kind == "force":
            self._gesture.pick_up(hit.index, by_key=True)
        elif self.chosen_under(hit) >= 0:
            self._gesture.pick_up(self.chosen_under(hit), by_key=True)
        else:
            self._choose(hit)

    def _choose(self, hit: Hit) -> None:
        view = self._view
        if hit.kind == "force":
            self.subject, self.group = hit.index, self.chosen.group_of(hit.index)
            view.forceClicked.emit(hit.index)
        elif hit.kind == "stack":
            self.spread(hit)
        elif hit.kind == "node":
            view.nodeClicked.emit(hit.index)
        elif hit.kind == "sector":
            view.sectorClicked.emit(hit.index)
        elif hit.kind == "incident":
            view.show_incidents(hit)

    def spread(self, hit: Hit) -> None:
        """Spread a stack out on a panel."""
        view = self._view
        anchor = view.camera.to_world(hit.centre)
        aside, _ = view.hidden_edges()
        window = (0.0, 0.0, view.width() - aside, float(view.height()))
        self._fan = open_fan(hit.members, anchor, hit.centre, view.unit, window)
        self.set_focus(self._fan_hits()[1])
        view.update()

    def hovered(self, point: QPointF) -> None:
        """The mouse is over a point while destinations are lit: say what a node would mean."""
        if self.destinations:
            node = self.drop_node(point)
            if node != self._over:
                self._over, self._carry_at = node, point
                self._tell(node)
                self._view.update()

    def picked_up(self, force: int) -> None:
        """A force was picked up: ask where it may go, and hold it over where it is."""
        self._fan, self.note, self.subject = None, None, force
        self.group = self.chosen.group_of(force)
        self._over, self._carry_at = -1, None
        self._view.forceClicked.emit(force)
        self._view.forcePicked.emit(force)
        if self._gesture.by_key:
            goals = self.goals()
            if goals:
                self.aim(goals[0][0])
            else:
                words = self._view.tr(
                    "There is nowhere this force may go. Arrow keys lead from place to place and "
                    "say why."
                )
                self.say(words, self.middle(), False)
        self._view.update()

    def carried(self, point: QPointF, node: int) -> None:
        """The force that is carried is over a point, and over a node unless that is -1."""
        self._carry_at = point
        if node != self._over:
            self._over = node
            self._tell(node)
        elif self.note is not None:
            self.note = Note(self.note.words, point, self.note.lawful)
        self._view.update()

    def aim(self, node: int) -> None:
        """Hold the carried force over a node, brought into sight."""
        self._view.reveal(node)
        self._over, self._carry_at = node, self._view.node_at(node)
        self._tell(node)
        self._view.update()

    def _tell(self, node: int) -> None:
        if node < 0:
            self.note = None
            self.adviser.rest()
            return
        code = self.destinations.get(node, LAWFUL)
        if code > LAWFUL or self._is_home(node):
            self.adviser.rest()
        at = self._carry_at or self._view.node_at(node)
        self.say(self.words_about(node, code), at, code <= LAWFUL)

    def words_about(self, node: int, code: int) -> str:
        """Say what it means to put the carried forces down at a node."""
        view = self._view
        if view.ground is None:
            return ""
        name = view.ground.outline.nodes[node].name
        here = self._is_home(node)
        return about_node(self.adviser, name, node, code <= LAWFUL, here, view.translate)

    def _is_home(self, node: int) -> bool:
        return self._view.place_of(self.subject) == node and len(self.group) <= 1

    def _empty(self) -> None:
        super()._empty()
        self.adviser.rest()

    def dropped(self, force: int, node: int) -> None:
        """Send the wish to move the force there, or say why that is not lawful."""
        code = self.destinations.get(node, LAWFUL)
        words, at = self.words_about(node, code), self._carry_at or self._view.node_at(node)
        group = self.group
        self._empty()
        if code > LAWFUL:
            self.say(words, at, False)
            self._view.dropRefused.emit(force, node)
        elif len(group) > 1:
            self.chosen.clear()
            self._view.forcesDropped.emit(group, node)
        elif node != self._view.place_of(force):
            self._view.forceDropped.emit(force, node)

    def put_back(self, force: int) -> None:
        """The force that was carried stays where it was."""
        self._empty()
        self._view.dragCancelled.emit(force)

    def moment_changed(self) -> None:
        """A new moment is shown: what is open must still make sense."""
        here = {f for s in self._view.picture.standing for f in s.forces}
        here |= {f for j in self._view.picture.journeys for f in j.forces}
        self.chosen.keep(here)
        if self._fan is not None and not set(self._fan.forces) <= here:
            self._fan = None

    # --- what is painted over the map ---

    @property
    def empty(self) -> bool:
        """Whether nothing is painted over the map for the hand."""
        shown = self.destinations or self._fan or len(self.chosen) or self._band or self.note
        return not shown and not self._gesture.carrying and self.focus() is None

    def paint_goals(self, canvas: Canvas) -> None:
        """Paint where what is held may go; the plate at the foot of the map lies over it."""
        if self.destinations:
            paint_destinations(canvas, self.destinations)

    def paint(self, canvas: Canvas, window: QRectF, *, focused: bool) -> None:
        """Paint what the hand holds and shows."""
        view, carrying = self._view, self._gesture.carrying
        if self._fan is not None:
            paint_fan(canvas, self._fan, canvas.camera.to_screen(*self._fan.anchor))
        if len(self.chosen):
            paint_chosen(canvas, [*self._fan_hits(), *view.window_hits()], self.chosen)
        if self._band is not None:
            paint_band(canvas, self._band)
        at = self.focus()
        if at is not None and focused and not carrying:
            paint_focus(canvas, at.box if not at.line else QRectF(at.centre, at.centre))
        elif focused and not carrying:
            paint_focus(canvas, window.adjusted(6, 6, -6, -6))  # the keyboard is at the whole map
        if carrying and self._carry_at is not None:
            start = view.place_of(self._gesture.force)
            if self._over >= 0 and start != self._over:
                self._paint_way(canvas, start)
            paint_carried(canvas, self.group or (self._gesture.force,), self._carry_at)
        if self.note is not None:
            aside, foot = view.hidden_edges()
            paint_note(canvas, self.note, window.adjusted(0, 0, -aside, -foot))

    def _paint_way(self, canvas: Canvas, start: int) -> None:
        if self.destinations.get(self._over, LAWFUL) > LAWFUL:
            if start >= 0:
                paint_straight(canvas, start, self._over)
            return
        way = self.adviser.way(self._over)
        if way is not None:
            paint_way(canvas, way)
