"""What each command of the table in ``shortcuts`` does to the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from tabletop.ui.preferences import NORMAL, STEP

if TYPE_CHECKING:
    from tabletop.ui.desk import Desk

ZOOM = 1.4
PLAY_MS = 1200
"""Time between two entries at normal speed when a record is played."""
SPEEDS = (0.5, 1.0, 2.0, 5.0, 20.0)


class Commands(QObject):
    """Runs commands for a desk.

    ``windowAsked`` carries ``new``, ``open``, ``debrief`` or ``quit``: what only the application
    can do.  ``lookAsked`` changes are told by ``playing``.
    """

    windowAsked = Signal(str)
    appearanceAsked = Signal(str, object)
    playing = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.speed = 1.0
        self._player = QTimer(self)
        self._player.timeout.connect(self._play_on)
        self._doing: Mapping[str, Callable[[], Any]] = {
            "advance": self.advance,
            "hold": self.hold,
            "end_ex": self.end_ex,
            "next_step": desk.notice.follow,
            "seat": desk.bar.seats.showPopup,
            "note": self.note,
            "new": lambda: self.windowAsked.emit("new"),
            "open": lambda: self.windowAsked.emit("open"),
            "debrief": lambda: self.windowAsked.emit("debrief"),
            "close": desk.close,
            "quit": lambda: self.windowAsked.emit("quit"),
            "map_focus": lambda: desk.map.setFocus(),
            "zoom_in": lambda: desk.map.zoom(ZOOM),
            "zoom_out": lambda: desk.map.zoom(1 / ZOOM),
            "zoom_fit": lambda: desk.map.zoom_to_fit(),
            "look_back": lambda: self._look(lambda b: b.step(-1)),
            "look_on": lambda: self._look(lambda b: b.step(1)),
            "turn_back": lambda: self._look(lambda b: b.step_turn(-1)),
            "turn_on": lambda: self._look(lambda b: b.step_turn(1)),
            "look_first": lambda: self._look(lambda b: b.look(0)),
            "look_now": lambda: self._look(lambda b: b.look(None)),
            "play": self.play,
            "room": desk.toggle_room,
            "room_freeze": desk.freeze_room,
            "assumptions": desk.show_assumptions,
            "full_screen": self.full_screen,
            "larger": lambda: self._size(desk.preferences.text_size + STEP),
            "smaller": lambda: self._size(desk.preferences.text_size - STEP),
            "normal": lambda: self._size(NORMAL),
            "reset_layout": desk.reset_layout,
            "keys": self.keys,
            "briefing": self.briefing,
            "about": self.about,
        }

    def run(self, name: str) -> None:
        """Run a command; KeyError for an unknown one."""
        self._doing[name]()

    # -- play --------------------------------------------------------------------------------

    def _submit(self, type: str, **parts: Any) -> None:
        from tabletop.session.acts import parse_act

        bridge = self._desk.bridge
        if bridge is not None:
            bridge.submit(parse_act({"type": type, **parts}))

    def advance(self) -> None:
        """Begin the exercise or go to the next phase."""
        bridge = self._desk.bridge
        if bridge is not None:
            started = bridge.session.phase != "planning"
            self._submit("advance" if started else "start_ex")

    def hold(self) -> None:
        """Hold the exercise, with a reason, or resume it."""
        from tabletop.ui.reason import ReasonDialog

        desk = self._desk
        if desk.bridge is None:
            return
        if desk.bridge.session.held:
            self._submit("resume")
            return
        ReasonDialog(
            self.tr("Hold"), self.tr("Why is the exercise put on hold?"),
            lambda reason, _: self._submit("hold", reason=reason),
            given=self.tr("Pause"), parent=desk,
        ).open()  # fmt: skip

    def end_ex(self) -> None:
        """End the exercise, with a reason."""
        from tabletop.ui.reason import ReasonDialog

        ReasonDialog(
            self.tr("EndEx"),
            self.tr("This ends the exercise and freezes its record. Why does it end?"),
            lambda reason, _: self._submit("end_ex", reason=reason),
            given=self.tr("The exercise has reached its end."), parent=self._desk,
        ).open()  # fmt: skip

    def note(self) -> None:
        """Write an observation down, about an objective or none."""
        from tabletop.ui.reason import ReasonDialog

        desk = self._desk
        if desk.bridge is None:
            return
        objectives = {"": self.tr("none")}
        objectives |= {one.id: one.title for one in desk.bridge.world.scenario.objectives}

        def keep(text: str, objective: str) -> None:
            self._submit("observation", text=text, objective=objective or None)

        ReasonDialog(
            self.tr("Observation"), self.tr("What did you observe?"), keep, objectives, parent=desk
        ).open()

    def briefing(self) -> None:
        """Show the briefing of the present seat."""
        from tabletop.ui import sheets

        desk = self._desk
        if desk.bridge is not None:
            place = desk.bridge.place
            sheets.briefing_sheet(place.name, place.briefing, desk).open()

    def keys(self) -> None:
        """Show all keys and gestures."""
        from tabletop.ui import sheets

        sheets.keys_sheet(self._desk).open()

    def about(self) -> None:
        """Say what this program is."""
        from tabletop.ui import sheets

        sheets.about_sheet(self._desk).open()

    # -- looking back ------------------------------------------------------------------------

    def _look(self, go: Callable[[Any], None]) -> None:
        self.stop()
        if self._desk.bridge is not None:
            go(self._desk.bridge)

    def play(self) -> None:
        """Step through the record, from its beginning when it is at its end; or stop stepping."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        if self._player.isActive():
            self.stop()
            return
        if not bridge.looking_back:
            bridge.look(0)
        self._player.start(int(PLAY_MS / self.speed))
        self.playing.emit(True)

    def stop(self) -> None:
        """Stop stepping through the record."""
        if self._player.isActive():
            self._player.stop()
            self.playing.emit(False)

    def set_speed(self, speed: float) -> None:
        """Step so many times as fast as normally."""
        self.speed = speed
        if self._player.isActive():
            self._player.start(int(PLAY_MS / speed))

    def _play_on(self) -> None:
        bridge = self._desk.bridge
        if bridge is not None and bridge.looking_back:
            bridge.step(1)
        if bridge is None or bridge.seq == bridge.last:
            self.stop()

    # -- appearance --------------------------------------------------------------------------

    def _size(self, percent: int) -> None:
        self.appearanceAsked.emit("text_size", percent)

    def full_screen(self) -> None:
        """Fill the screen with the desk, or no longer."""
        desk = self._desk
        if desk.isFullScreen():
            desk.showNormal()
        else:
            desk.showFullScreen()
