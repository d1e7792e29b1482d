"""Hot seat: one machine goes from cell to cell, and each sees its own view alone.

When the desk is handed over it is covered at once, everything that the last cell saw or wrote is
taken apart, and what lies under the curtain is what the whole room may see.  It is put together
anew for the cell that takes over.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tabletop.ui.bridge import SessionBridge
from tabletop.ui.curtain import Curtain
from tabletop.ui.filling import fill_next
from tabletop.ui.pace import Courtesy
from tabletop.ui.pins import Pins
from tabletop.ui.stage import Stage
from tabletop.ui.sweeping import forget

UNDER_COVER = frozenset(
    {"close", "quit", "full_screen", "larger", "smaller", "normal", "room", "room_freeze",
     "room_scores", "hand_over", "about", "keys"}
)  # fmt: skip
"""Commands that can be given while the desk is covered."""
BARRED = frozenset(
    {"seat", "new", "open", "debrief", "tour", "report", "save_copy", "export_text", "sign",
     "verify", "viewpoint", "highlight", "highlights", "present", "present_next", "present_back",
     "what_if", "branches", "compare", "evaluation", "known",
     "explore", "mattered", "sensitivity", "search", "policy_seats"}
)  # fmt: skip
"""Commands that a cell cannot give on a desk that was handed to it: they show other views."""
FACILITATOR = "facilitator"


class HotSeat(QObject):
    """Hands a desk from seat to seat; ``changed`` says that it was covered or taken over."""

    changed = Signal()

    def __init__(self, desk: Stage) -> None:
        super().__init__(desk)
        self._desk = desk
        self.pins = Pins()
        self.curtain: Curtain | None = None
        self.on = False
        self._courtesy = Courtesy()

    @property
    def covered(self) -> bool:
        """Whether the desk is covered."""
        return self.curtain is not None and not self.curtain.isHidden()

    def bars(self, command: str) -> bool:
        """Tell whether a command must not be given now."""
        if self.covered:
            return command not in UNDER_COVER
        held = self.on and self._desk.role != FACILITATOR
        return held and command in BARRED

    def hand_over(self) -> None:
        """Cover the desk and ask who takes it over."""
        desk = self._desk
        bridge = desk.bridge
        if not isinstance(bridge, SessionBridge) or bridge.room_seat is None:
            desk.notice.fail(
                self.tr("Only a session in play, with a seat for the room, goes round.")
            )
            return
        if self.covered:
            return
        self.on = True
        last = bridge.seat
        if self.curtain is None:
            self.curtain = Curtain(self.pins, desk.theme, desk)
            self.curtain.taken.connect(self._take)
        seats = [(one.id, one.name) for one in bridge.world.scenario.seats if one.role != "room"]
        players = [one.id for one in bridge.world.scenario.seats if one.role == "player"]
        first = players[0] if desk.role == FACILITATOR and players else self._facilitator()
        first = first if first != last else seats[0][0]
        self.curtain.cover(seats, first, self._facilitator())
        self._take_apart(bridge)
        self._let_be_used(False)
        self.changed.emit()

    def _facilitator(self) -> str:
        bridge = self._desk.bridge
        assert bridge is not None
        return next((s.id for s in bridge.world.scenario.seats if s.role == FACILITATOR), "")

    def _take_apart(self, bridge: SessionBridge) -> None:
        """Leave nothing of what the last cell saw, wrote or was refused."""
        desk = self._desk
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog) or self._shows_the_same(window):
                window.close()
        desk.rounds.plan(())
        if desk.form is not None:
            desk.form.setParent(None)
            forget(desk.form)
            desk.form = None
        desk.timeline = None
        desk.docks.empty()
        desk.map.forget()
        if bridge.looking_back:
            bridge.look(None)
        bridge.set_seat(bridge.room_seat or "")
        desk.notice.say("")

    def _shows_the_same(self, window: QWidget) -> bool:
        """Tell whether a window is a debrief of the session that is being played."""
        desk = self._desk
        if not isinstance(window, Stage) or window is desk:
            return False
        if desk.bridge is None or window.bridge is None:
            return False
        return window.bridge.session.journal.path == desk.bridge.session.journal.path

    def _take(self, seat: str) -> None:
        """Put the desk together for the cell that takes over, then lift the curtain."""
        desk = self._desk
        if desk.docks.emptying:  # nothing of the last cell may be left
            QTimer.singleShot(1, self, partial(self._take, seat))
            return
        assert desk.bridge is not None
        desk.bridge.set_seat(seat)
        desk.notice.say("")
        self._fill()

    def _fill(self) -> None:
        if self._desk.rounds.busy or self._courtesy.gives_way() or fill_next(self._desk):
            QTimer.singleShot(1, self, self._fill)
        else:
            self._lift()

    def _let_be_used(self, on: bool) -> None:
        """Let nothing under the curtain be reached by key or mouse."""
        desk = self._desk
        for part in (desk.centralWidget(), desk.menuWidget(), *desk.docks.frames.values()):
            if part is not None:
                part.setEnabled(on)
        desk.bar.lock_seats(self.on and desk.role != FACILITATOR)

    def _lift(self) -> None:
        if self.curtain is not None:
            self.curtain.hide()
        self._let_be_used(True)
        self._desk.map.setFocus()
        self.changed.emit()
