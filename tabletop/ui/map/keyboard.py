"""The way over the map by keyboard: from thing to thing, and from destination to destination."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, Qt

from tabletop.ui.map.canvas import Hit
from tabletop.ui.map.interaction import Gesture, cycle, next_in_direction

ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
PAN_STEP = 80.0
ZOOM_STEP = 1.4
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Desk(Protocol):
    """What the keys ask of the map and tell it."""

    @property
    def gesture(self) -> Gesture:
        """The state of the hand."""

    def stops(self) -> Sequence[Hit]:
        """Return what Tab goes through, in reading order."""

    def spots(self) -> Sequence[Hit]:
        """Return everything that arrow keys can reach."""

    def focus(self) -> Hit | None:
        """Return what the keyboard is at."""

    def set_focus(self, hit: Hit | None) -> None:
        """Move the keyboard to something."""

    def goals(self) -> list[tuple[int, QPointF]]:
        """Return the nodes that the carried force may go to, nearest first."""

    def places(self) -> list[tuple[int, QPointF]]:
        """Return the nodes but its own, lawful for the carried force or not, nearest first."""

    def aim(self, node: int) -> None:
        """Hold the carried force over a node."""

    def aimed(self) -> int:
        """Return the node over which the carried force is held; -1 for none."""

    def act_on(self, hit: Hit) -> None:
        """Do what Enter does on a thing."""

    def pan(self, dx: float, dy: float) -> None:
        """Move the ground by so many pixels."""

    def zoom(self, factor: float) -> None:
        """Come closer round the middle of the window."""

    def zoom_to_fit(self) -> None:
        """Show what the map shows at first."""

    def close_fan(self) -> bool:
        """Close a spread-out stack; returns whether one was open."""

    def put_out(self) -> bool:
        """Put out the lights of the destinations; returns whether any was lit."""

    def middle(self) -> QPointF:
        """Return the middle of the window."""

    def toggled(self, hit: Hit) -> None:
        """Choose a symbol's forces, or choose them no longer."""

    def choose_all(self) -> None:
        """Choose every force in sight."""

    def unchoose(self) -> bool:
        """Choose none; returns whether any was chosen."""

    def first_chosen(self) -> int:
        """Return the first chosen force; -1 for none."""


def press(desk: Desk, key: int, shift: bool) -> bool:
    """Handle a key; returns whether it meant something here."""
    arrow = ARROWS.get(Qt.Key(key)) if key in _ARROW_KEYS else None
    if arrow is not None and shift:
        desk.pan(-arrow[0] * PAN_STEP, -arrow[1] * PAN_STEP)
    elif arrow is not None:
        _steer(desk, *arrow)
    elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        desk.zoom(ZOOM_STEP)
    elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
        desk.zoom(1 / ZOOM_STEP)
    elif key == Qt.Key.Key_Home:
        desk.zoom_to_fit()
    elif key in ENTER:
        return _enter(desk)
    elif key == Qt.Key.Key_Escape:
        return _escape(desk)
    else:
        return False
    return True


def press_with_control(desk: Desk, key: int) -> bool:
    """Handle a key pressed with Ctrl; returns whether it meant something here."""
    if desk.gesture.carrying:
        if key not in _ARROW_KEYS:
            return False
        _carry(desk, desk.places(), *ARROWS[Qt.Key(key)])
        return True
    if key == Qt.Key.Key_Space:
        at = desk.focus()
        if at is not None and at.kind in ("force", "stack"):
            desk.toggled(at)
        return True
    if key == Qt.Key.Key_A:
        desk.choose_all()
        return True
    return False


_ARROW_KEYS = frozenset(int(key) for key in ARROWS)


def tab(desk: Desk, step: int) -> bool:
    """Go to the next thing, or the next destination; false when Tab should leave the map."""
    if desk.gesture.carrying:
        goals = desk.goals() or desk.places()
        nodes = [node for node, _ in goals]
        now = nodes.index(desk.aimed()) if desk.aimed() in nodes else -1
        if nodes:
            desk.aim(nodes[(now + step) % len(nodes)])
        return True
    stops, at = list(desk.stops()), desk.focus()
    now = next((i for i, hit in enumerate(stops) if at is not None and same(hit, at)), -1)
    after = cycle(len(stops), now, step)
    desk.set_focus(None if after is None else stops[after])
    return after is not None


def same(one: Hit, other: Hit) -> bool:
    """Tell whether two hits are the same thing, wherever it was painted."""
    return (one.kind, one.index, one.members) == (other.kind, other.index, other.members)


def _steer(desk: Desk, dx: int, dy: int) -> None:
    if desk.gesture.carrying:
        _carry(desk, desk.goals() or desk.places(), dx, dy)  # where none is lawful, all say why
        return
    at, spots = desk.focus(), list(desk.spots())
    here = at.centre if at is not None else desk.middle()
    places = [(i, hit.centre) for i, hit in enumerate(spots) if at is None or not same(hit, at)]
    if at is None and places:
        # Nothing is chosen yet: begin with what is nearest to the middle.
        nearest = min(places, key=lambda p: (p[1] - here).manhattanLength())
        desk.set_focus(spots[nearest[0]])
        return
    found = next_in_direction(here, places, dx, dy)
    if found is not None:
        desk.set_focus(spots[found])


def _carry(desk: Desk, goals: list[tuple[int, QPointF]], dx: int, dy: int) -> None:
    """Hold the carried force over the next of some nodes in a direction."""
    held = dict(desk.places()).get(desk.aimed())
    if held is None:
        if goals:
            desk.aim(goals[0][0])
        return
    node = next_in_direction(held, [g for g in goals if g[0] != desk.aimed()], dx, dy)
    if node is not None:
        desk.aim(node)


def _enter(desk: Desk) -> bool:
    if desk.gesture.carrying:
        desk.gesture.put_down(desk.aimed())
        return True
    at, chosen = desk.focus(), desk.first_chosen()
    if at is not None:
        desk.act_on(at)
    elif chosen >= 0:
        desk.gesture.pick_up(chosen, by_key=True)
    else:
        return False
    return True


def _escape(desk: Desk) -> bool:
    if desk.gesture.cancel() or desk.put_out() or desk.close_fan() or desk.unchoose():
        return True
    if desk.focus() is not None:
        desk.set_focus(None)
        return True
    return False
