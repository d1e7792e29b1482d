"""The steps of the guided tour: what each says, what it points at, and when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtWidgets import QWidget

from tabletop.ui.stage import Stage
from tabletop.ui.translating import QT_TRANSLATE_NOOP as WORDS

if TYPE_CHECKING:
    from tabletop.ui.bridge import Replayer

_W = "Tour"
Target = QWidget | tuple[QWidget, QRect] | None
"""What a step points at: a widget, or a part of one; None for nothing."""
AROUND = 34
"""Half the side of the frame around a force on the map, in pixels."""
NEAR = 30_000.0
"""Metres between a force and its goal below which the map comes no closer."""
SHARE = 0.16
"""Share of the map that lies between a force and its goal."""


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step: its words, what it points at, when it is done, and how the tour itself does it.

    ``begin`` prepares the desk.  A step without ``done`` waits for *Next*; one without ``doing``
    can only be done by hand.
    """

    id: str
    words: str
    target: Callable[[Stage], Target] = lambda desk: None
    done: Callable[[Stage], bool] | None = None
    doing: Callable[[Stage], object] | None = None
    begin: Callable[[Stage], object] | None = None

    def said(self) -> str:
        """Return the words in the person's language."""
        return QCoreApplication.translate(_W, self.words)


# -- where the exercise stands -----------------------------------------------------------------


def _record(desk: Stage) -> Replayer:
    assert desk.bridge is not None, "the tour begins when there is a session"
    return desk.bridge


def _in_phase(phase: str) -> Callable[[Stage], bool]:
    return lambda desk: _record(desk).session.phase == phase


def _entered(type: str) -> Callable[[Stage], bool]:
    return lambda desk: any(entry.type == type for entry in _record(desk).session.entries)


def _submit(type: str, **parts: Any) -> Callable[[Stage], object]:
    from tabletop.session.acts import parse_act

    return lambda desk: _record(desk).submit(parse_act({"type": type, **parts}))


def _panel(name: str) -> Callable[[Stage], Target]:
    return lambda desk: desk.docks.frames[name]


def _fire(desk: Stage) -> None:
    session = _record(desk).session
    due = session.due()
    inject = due[0] if due else session.world.injects[0].id
    _submit("deliver", inject=inject)(desk)


# -- a force that can be moved -----------------------------------------------------------------


def movable(desk: Stage) -> tuple[int, int]:
    """Return a Ukrainian force that stands apart and the nearest place where it may go.

    (-1, -1) when no force can be moved.
    """
    import numpy as np

    from tabletop.rules.orders.deployment import destinations

    moment = _record(desk).moment()
    world, at = moment.world, moment.state.at[0]
    ground = desk.map.ground
    assert ground is not None, "the map of a session shows its world"
    places = np.asarray(ground.nodes)
    taken = np.bincount(at[at >= 0], minlength=len(places))

    def apart(force: int) -> float:
        others = np.flatnonzero((taken > 0) & (np.arange(len(places)) != at[force]))
        return float(np.hypot(*(places[others] - places[at[force]]).T).min(initial=np.inf))

    lone = [
        i for i, one in enumerate(world.forces)
        if one.actor == "ua" and at[i] >= 0 and taken[at[i]] == 1
    ]  # fmt: skip
    for force in sorted(lone, key=apart, reverse=True):
        lawful = [
            node for node, code in destinations(world, moment.state, force)
            if not code and node != at[force]
        ]  # fmt: skip
        if lawful:
            away = np.hypot(*(places[lawful] - places[at[force]]).T)
            return force, lawful[int(away.argmin())]
    return -1, -1


def _choose_force(desk: Stage) -> None:
    """Choose the force that is moved, and come so close that it and its goal are well apart."""
    force, node = movable(desk)
    desk.setProperty("tour_force", force)
    desk.setProperty("tour_node", node)
    ground = desk.map.ground
    if force < 0 or ground is None:
        return
    here, there = (ground.nodes[n] for n in (desk.map.place_of(force), node))
    (x, y), (to_x, to_y) = (map(float, here), map(float, there))
    far = max(abs(to_x - x), abs(to_y - y), NEAR)
    pixels = SHARE * min(desk.map.width(), desk.map.height())
    desk.map.centre_on((x + to_x) / 2, (y + to_y) / 2, far / pixels)


def _force_on_map(desk: Stage) -> Target:
    force = desk.property("tour_force")
    spots = [hit.centre for hit in desk.map.window_hits()
             if hit.kind == "force" and hit.index == force]  # fmt: skip
    if not spots:
        return desk.map
    middle = spots[0].toPoint()
    return desk.map, QRect(middle.x() - AROUND, middle.y() - AROUND, 2 * AROUND, 2 * AROUND)


def _pick_up(desk: Stage) -> None:
    force = int(desk.property("tour_force"))
    if force >= 0:
        desk.map.hand.gesture.pick_up(force, by_key=True)


def _carrying(desk: Stage) -> bool:
    return desk.map.hand.gesture.carrying or _form_open(desk)


def _form_open(desk: Stage) -> bool:
    return (desk.form is not None and desk.form.isVisible()) or _entered("order")(desk)


def _drop(desk: Stage) -> None:
    force, node = int(desk.property("tour_force")), int(desk.property("tour_node"))
    desk.map.hand.gesture.cancel()
    if force >= 0:
        desk.prepare_order(force, node)


def _give(desk: Stage) -> None:
    if desk.form is None or not desk.form.isVisible():
        _drop(desk)
    if desk.form is not None and desk.form.isVisible():
        desk.form.intent.setText(QCoreApplication.translate(_W, "Hold the road."))
        desk.form.rationale.setText(QCoreApplication.translate(_W, "To see how it is done."))
        desk.form.submit()


def _form(desk: Stage) -> Target:
    return desk.form if desk.form is not None and desk.form.isVisible() else desk.map


def _finder_open(desk: Stage) -> bool:
    return any(type(one).__name__ == "Finder" and one.isVisible() for one in desk.children()
               if isinstance(one, QWidget))  # fmt: skip


def _bar(desk: Stage) -> Target:
    return desk.bar.advance


def _look_back(desk: Stage) -> None:
    desk.playback.look(lambda record: record.step(-1))


def _look_now(desk: Stage) -> None:
    desk.playback.look(lambda record: record.look(None))


def _advance(desk: Stage) -> None:
    started = _record(desk).session.phase != "planning"
    _submit("advance" if started else "start_ex")(desk)


STEPS = (
    TourStep("welcome", WORDS(_W, "Five minutes, one turn. This is practice: its file is thrown "
             "away and nothing in it is measured or reported. A frame shows what each step is "
             "about; do it yourself, or let the tour do it.")),
    TourStep("start", WORDS(_W, "This button leads through the exercise. Press StartEx."),
             _bar, lambda d: _record(d).session.phase != "planning", _advance),
    TourStep("fire", WORDS(_W, "Injects are what happens to the players. One is chosen in the "
             "MSEL: press Fire to deliver it."),
             _panel("msel"), _entered("deliver"), _fire, lambda d: d.docks.go_to("msel")),
    TourStep("open", WORDS(_W, "Players now read and talk. Open orders, with the same button as "
             "before or Ctrl+Return."), _bar, _in_phase("orders"), _advance),
    TourStep("pick", WORDS(_W, "Deploying is the heart of it. Click the force in the frame and it "
             "is in your hand: places where it may go light up, others say why not. (By keyboard: "
             "F6, Tab to it, Enter.)"),
             _force_on_map, _carrying, _pick_up, _choose_force),
    TourStep("drop", WORDS(_W, "Put it down on a place with a tick. (By keyboard: arrows, Enter.)"),
             lambda d: d.map, _form_open, _drop),
    TourStep("order", WORDS(_W, "Say in a line what it is to achieve and why, then give the order. "
             "Whoever reads the record will see your reasons."),
             _form, _entered("order"), _give),
    TourStep("close", WORDS(_W, "Close orders. The model now works out what comes of them."),
             _bar, _in_phase("adjudication"), _advance),
    TourStep("rule", WORDS(_W, "These outcomes are contested: odds, the terms behind them, and "
             "what was drawn. You may rule otherwise with a reason, or leave them as they are."),
             _panel("adjudication"), begin=lambda d: d.docks.go_to("adjudication")),
    TourStep("commit", WORDS(_W, "Commit the turn: now it has happened."),
             _bar, _in_phase("feedback"), _advance),
    TourStep("measures", WORDS(_W, "What moved, and why: open a measure to its terms, a term to "
             "its variables, a variable to the acts that changed it. These values are practice and "
             "are not kept."),
             _panel("measures"), begin=lambda d: d.docks.go_to("measures")),
    TourStep("back", WORDS(_W, "Everything is on record. Drag the mark in the timeline or press "
             "Alt+Left: the desk shows that moment."),
             _panel("timeline"), lambda d: _record(d).looking_back, _look_back),
    TourStep("now", WORDS(_W, "Come back to now, by the button over the map or Alt+End."),
             lambda d: d.looking, lambda d: not _record(d).looking_back, _look_now),
    TourStep("find", WORDS(_W, "One more thing: Ctrl+K finds any command, place, actor, measure or "
             "inject by a few letters. Try it; Esc closes it."), done=_finder_open),
    TourStep("end", WORDS(_W, "That was a turn. F1 explains the panel you are in, F2 is the "
             "briefing of your seat, and what comes next always stands at the bottom.")),
)  # fmt: skip
"""The tour, in order."""
