"""What each command of the table in ``shortcuts`` does to the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from tabletop.ui.analysis_commands import AnalysisCommands
from tabletop.ui.debrief_commands import DebriefCommands
from tabletop.ui.file_commands import FileCommands
from tabletop.ui.layouts import Layouts
from tabletop.ui.map_commands import MapCommands
from tabletop.ui.preferences import NORMAL, STEP
from tabletop.ui.projector import Projector
from tabletop.ui.stage import Stage
from tabletop.ui.view_history import ViewHistory

ZOOM = 1.4


class Commands(QObject):
    """Runs commands for a desk.

    ``windowAsked`` carries what only the application can do: ``new``, ``open``, ``debrief``,
    ``tour``, ``preferences`` or ``quit``.
    """

    windowAsked = Signal(str)
    appearanceAsked = Signal(str, object)
    handOverAsked = Signal()

    def __init__(self, desk: Stage, layouts: Layouts, projector: Projector) -> None:
        super().__init__(desk)
        self._desk = desk
        self._layouts = layouts
        self.history = ViewHistory(desk, layouts)
        self.map = MapCommands(desk)
        self.debrief = DebriefCommands(desk, projector)
        self.files = FileCommands(desk)
        self.analysis = AnalysisCommands(desk)
        playback = desk.playback
        self._doing: Mapping[str, Callable[[], Any]] = {
            "advance": self.advance,
            "hold": self.hold,
            "end_ex": self.end_ex,
            "next_step": desk.notice.follow,
            "seat": desk.bar.seats.showPopup,
            "hand_over": self.hand_over,
            "reveal": self.reveal,
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
            **self.map.commands,
            "look_back": lambda: playback.look(lambda b: b.step(-1)),
            "look_on": lambda: playback.look(lambda b: b.step(1)),
            "turn_back": lambda: playback.look(lambda b: b.step_turn(-1)),
            "turn_on": lambda: playback.look(lambda b: b.step_turn(1)),
            "look_first": lambda: playback.look(lambda b: b.look(0)),
            "look_now": lambda: playback.look(lambda b: b.look(None)),
            "play": playback.toggle,
            "faster": lambda: playback.shift(1),
            "slower": lambda: playback.shift(-1),
            **self.debrief.commands,
            **self.files.commands,
            **self.analysis.commands,
            "room": projector.toggle,
            "room_freeze": projector.freeze,
            "room_scores": projector.toggle_scores,
            "assumptions": desk.show_assumptions,
            "full_screen": self.full_screen,
            "larger": lambda: self._size(desk.preferences.text_size + STEP),
            "smaller": lambda: self._size(desk.preferences.text_size - STEP),
            "normal": lambda: self._size(NORMAL),
            "undo_view": self.undo_view,
            "redo_view": self.redo_view,
            "save_layout": self.save_layout,
            "reset_layout": layouts.reset,
            "palette": self.palette,
            "preferences": lambda: self.windowAsked.emit("preferences"),
            "help": self.help,
            "keys": self.keys,
            "tour": lambda: self.windowAsked.emit("tour"),
            "briefing": self.briefing,
            "about": self.about,
        }

    def run(self, name: str) -> None:
        """Run a command; KeyError for an unknown one."""
        doing, barring = self._doing[name], self._desk.barring
        if barring is None or not barring(name):
            doing()
        else:
            words = self.tr("This desk was handed to a cell: give it to the facilitator first.")
            self._desk.notice.fail(words)

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

    def jump(self, phase: str) -> None:
        """Go on to a later phase of the turn, through those between, one in each round."""
        bridge = self._desk.bridge
        if bridge is None or bridge.session.phase in (phase, "planning", "ended", "feedback"):
            return
        before = bridge.last
        self.advance()
        if bridge.last > before:
            QTimer.singleShot(0, self, lambda: self.jump(phase))

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

    def hand_over(self) -> None:
        """Cover the desk and give it to a cell."""
        self.handOverAsked.emit()

    def reveal(self) -> None:
        """Show the orders of the turn, each cell's in its turn."""
        from tabletop.ui.reveal import Reveal

        if self._desk.bridge is not None:
            Reveal(self._desk.bridge.moment(), self._desk).open()

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

    # -- views and layouts -------------------------------------------------------------------

    def undo_view(self) -> None:
        """Look at the desk as before the last change of map, layers or panels."""
        if self.history.undo():
            self._desk.notice.say(self.tr("The view is as it was before. What was played stays."))
        else:
            self._desk.notice.say(self.tr("There is no earlier view to go back to."))

    def redo_view(self) -> None:
        """Take back the last ``undo_view``."""
        if not self.history.redo():
            self._desk.notice.say(self.tr("No view was gone back from."))

    def save_layout(self) -> None:
        """Keep the places of the panels under a name that is asked for."""
        from tabletop.ui.reason import ReasonDialog

        def keep(name: str, _: str) -> None:
            self._layouts.save(name)
            words = self.tr("The layout is kept as “{name}” under View ▸ Layouts.")
            self._desk.notice.say(words.format(name=name))

        ReasonDialog(
            self.tr("Keep this layout"), self.tr("Under which name?"), keep, parent=self._desk
        ).open()

    def layout_choices(self) -> list[tuple[str, Callable[[], object]] | None]:
        """List what the menu of layouts offers: title and what it does, None between groups."""
        roles = {
            "facilitator": self.tr("As for a &facilitator"),
            "player": self.tr("As for a &player"),
            "evaluator": self.tr("As for an &evaluator"),
            "observer": self.tr("As for an &observer"),
        }
        layouts, names = self._layouts, self._layouts.names()
        found: list[tuple[str, Callable[[], object]] | None] = [
            (title, lambda role=role: layouts.arrange_as(role))  # type: ignore[misc]
            for role, title in roles.items()
        ]
        if names:
            found.append(None)
            found += [(name, lambda name=name: layouts.use(name)) for name in names]  # type: ignore[misc]
            found.append(None)
            words = self.tr("Forget “{name}”")
            found += [
                (words.format(name=name), lambda name=name: layouts.forget(name))  # type: ignore[misc]
                for name in names
            ]
        return found

    # -- finding one's way -------------------------------------------------------------------

    def palette(self) -> None:
        """Open the palette: every command, place, actor, measure and inject by name."""
        from tabletop.ui.finder import Finder

        Finder(self._desk, self.run, self.layout_choices()).open()

    def help(self) -> None:
        """Open the page of help about what has the keyboard."""
        from tabletop.ui.help import show_help
        from tabletop.ui.help_pages import page_of

        show_help(page_of(self._desk), self._desk)
