"""What the hand touches: what lies under a point, what keys go through, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from tabletop.ui.map import keyboard
from tabletop.ui.map.canvas import Hit, topmost
from tabletop.ui.map.fan import Fan
from tabletop.ui.map.interaction import LAWFUL
from tabletop.ui.map.overlay import Note
from tabletop.ui.map.tooltips import words_for

if TYPE_CHECKING:
    from tabletop.ui.map.view import MapView

REACH = 1.5
"""Distance in lines of text within which something let go lands on a node."""
SPOTS = frozenset({"force", "stack", "node", "sector", "incident"})
STOPS = frozenset({"force", "stack"})


class Touch:
    """Where things lie on a view, the focus of the keyboard, a spread-out stack, and the note."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self.destinations: dict[int, int] = {}
        self.note: Note | None = None
        self._fan: Fan | None = None
        self._focus: Hit | None = None
        self._carry_at: QPointF | None = None
        self._over = -1

    def hit(self, point: QPointF, kinds: frozenset[str] | None = None) -> Hit | None:
        """Return the topmost thing under a point of the window."""
        found = topmost(self._fan_hits(), point, kinds)
        if found is not None:
            return found
        scene = self._view.scene
        if scene is None:
            return None
        found = topmost(scene.hits, self._view.to_scene(point), kinds)
        return None if found is None else self._view.on_window(found)

    def _fan_hits(self) -> list[Hit]:
        if self._fan is None:
            return []
        return self._fan.hits(self._view.camera.to_screen(*self._fan.anchor))

    def drop_node(self, point: QPointF, reach: float = REACH) -> int:
        """Return the node on which something let go at a point would land; -1 for none.

        ``reach`` is in lines of text.  Among nodes within it a lawful one comes before any other,
        then the nearest.
        """
        ground = self._view.ground
        if ground is None or not len(ground.nodes):
            return -1
        x, y = self._view.camera.to_world(point)
        limit = reach * self._view.unit * self._view.camera.scale
        far = [hypot(place[0] - x, place[1] - y) for place in ground.nodes]
        near = [node for node, distance in enumerate(far) if distance <= limit]
        if not near:
            return -1
        return min(near, key=lambda n: (self.destinations.get(n, LAWFUL) > LAWFUL, far[n]))

    def stops(self) -> Sequence[Hit]:
        """Return what Tab goes through: forces and stacks, or those of an open panel."""
        if self._fan is not None:
            return self._fan_hits()[1:]
        seen = [hit for hit in self._view.window_hits() if hit.kind in STOPS]
        row = 3 * self._view.unit
        return sorted(seen, key=lambda h: (h.centre.y() // row, h.centre.x()))

    def spots(self) -> Sequence[Hit]:
        """Return everything that arrow keys can reach."""
        if self._fan is not None:
            return self._fan_hits()[1:]
        return [hit for hit in self._view.window_hits() if hit.kind in SPOTS]

    def focus(self) -> Hit | None:
        """Return what the keyboard is at, where it lies now."""
        if self._focus is None:
            return None
        now = [*self._fan_hits(), *self._view.window_hits()]
        return next((hit for hit in now if keyboard.same(hit, self._focus)), None)

    def middle(self) -> QPointF:
        """Return the middle of the window."""
        return QPointF(self._view.width() / 2, self._view.height() / 2)

    def set_focus(self, hit: Hit | None) -> None:
        """Move the keyboard to something, bring it into sight and say what it is."""
        self._focus = hit
        view = self._view
        if hit is not None and view.ground is not None:
            view.bring_into_sight(hit)
            view.announce(words_for(hit, view.ground, view.picture, view.translate))
        view.update()

    def put_out(self) -> bool:
        """Put out the lights of the destinations, and the note; returns whether any was lit."""
        lit = bool(self.destinations) or self.note is not None
        self._empty()
        return lit

    def _empty(self) -> None:
        self.destinations, self.note = {}, None
        self._over, self._carry_at = -1, None
        self._view.update()

    def say(self, words: str | None, at: QPointF | None = None, lawful: bool | None = None) -> None:
        """Show a note beside a point and announce it; None takes it away."""
        self.note = None if not words else Note(words, at or self.middle(), lawful)
        if words:
            self._view.announce(words)
        self._view.update()

    def close_fan(self) -> bool:
        """Close the panel of a spread-out stack; returns whether one was open."""
        was = self._fan is not None
        self._fan = None
        if was:
            self._view.update()
        return was

    @property
    def spread_out(self) -> bool:
        """Tell whether a stack is spread out."""
        return self._fan is not None
