"""The application: its windows, from the start window to the desk of a session.

Nothing that is not needed for the first picture is loaded before it: the session, the rules of
orders and the panels come when the desk with its map is on the screen.
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from tabletop.ui.arrivals import (
    Arrival,
    ArrivalWindow,
    Arrived,
    Wanted,
    fetch,
    fetch_branch,
    geometry_of,
    land_of,
)
from tabletop.ui.crash import CrashHandler
from tabletop.ui.dress import Dresser, dress
from tabletop.ui.preferences import NAME, Preferences, new_session_path
from tabletop.ui.sweeping import Sweeper, forget

if TYPE_CHECKING:
    from tabletop.session.session import Session
    from tabletop.ui.desk import Desk
    from tabletop.ui.map.geometry import MapGeometry
    from tabletop.ui.preparing import Preparation
    from tabletop.ui.start import StartWindow

DONE, AT_FAULT = 0, 1
SWITCH = 0.0005
"""Seconds after which a thread at work hands Python over to the windows."""
CHECK_AGAIN = 500
"""Milliseconds between two looks whether a long record has been looked through."""


def run(
    *,
    scenario: str | None = None,
    session: Path | None = None,
    seed: int | None = None,
    resume: Path | None = None,
    debrief: Path | None = None,
    branch: str = "",
    painted: Callable[[], None] | None = None,
) -> int:
    """Open a desk or the start window and return when all are closed; see ``opening.open_desk``."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([NAME])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName(NAME)
    windows = Windows(app, Preferences(), painted)
    windows.left.connect(app.exit)
    CrashHandler(windows.sessions, windows.reopen).install()
    signal.signal(signal.SIGINT, lambda *_: app.exit(130))
    waker = QTimer(interval=400)  # lets Python see Ctrl-C while Qt waits
    waker.timeout.connect(lambda: None)
    waker.start()
    if resume is None and scenario is not None and session is not None and session.exists():
        resume = session
    opened = True
    if debrief is not None:
        windows.debrief(debrief, branch)
    elif resume is not None:
        windows.resume(resume, branch)
    elif scenario is not None:
        opened = windows.play(scenario, seed, session)
    else:
        windows.start()
    if not opened:
        return AT_FAULT
    code = app.exec()
    for arrival in list(windows.arrivals):
        arrival.cancel()
    for preparation in list(windows.preparations):
        preparation.stop()
    return code or windows.code


class Windows(QObject):
    """All windows of the application, and what leads from one to another.

    ``left`` carries the exit code when a session that was to be opened was not and there is no
    window any more.
    """

    left = Signal(int)

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        painted: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.app = app
        self.preferences = preferences
        self.desks: list[Desk] = []
        self.start_window: StartWindow | None = None
        self.preparations: list[Preparation] = []
        self.arrivals: list[Arrival] = []
        self.code = DONE
        self._painted = painted
        self.theme = preferences.theme
        if preferences.language:
            self.speak(preferences.language)
        sys.setswitchinterval(SWITCH)
        self.sweeper = Sweeper(self)
        self.dresser = Dresser(app, self)
        dress(app, self.theme, preferences.text_size)

    def sessions(self) -> list[Path]:
        """List the session files that are open."""
        return [d.bridge.session.journal.path for d in self.desks if d.bridge is not None]

    # -- the ways in -------------------------------------------------------------------------

    def start(self) -> None:
        """Open the start window."""
        from tabletop.ui.start import StartWindow

        window = self.start_window
        if window is None:
            window = self.start_window = StartWindow(self.preferences)
            window.playAsked.connect(self._leave_start(self.play))
            window.resumeAsked.connect(self.resume)
            window.debriefAsked.connect(self.debrief)
            window.tourAsked.connect(self._leave_start(self.tour))
            window.appearanceAsked.connect(self.change_look)
        else:
            window.refresh()
        window.show()
        window.activateWindow()

    def _leave_start(self, go: Callable[..., bool]) -> Callable[..., None]:
        def leave(*what: Any) -> None:
            if go(*what) and self.start_window is not None:
                self.start_window.hide()

        return leave

    def play(self, scenario: str, seed: int | None = None, path: Path | None = None) -> bool:
        """Open a desk on a new session of a scenario; False when the scenario is at fault."""
        from tabletop.content import library

        def path_of(spec: dict[str, Any]) -> Path:
            return path or new_session_path(spec["scenario"]["title"], self.preferences.folder)

        return self._play("desk", scenario, lambda: library.resolve(scenario), path_of, seed)

    def _play(
        self, kind: str, scenario: str, spec_of: Callable[[], dict[str, Any]],
        path_of: Callable[[dict[str, Any]], Path], seed: int | None,
    ) -> bool:  # fmt: skip
        """Show a scenario's map and begin a session on it; the last of ``desks`` is its desk."""
        from tabletop.content import library
        from tabletop.content.outlines import kept_outline, map_of
        from tabletop.content.problems import ContentFault
        from tabletop.ui.preparing import Preparation

        try:
            folder = map_of(library.scenario_folder(scenario))
            outline = None if folder is None else kept_outline(folder)
            land = None if folder is None else land_of(folder)
            spec = spec_of() if outline is None else None
        except ContentFault as fault:
            self.complain(self.tr("The scenario is at fault."), str(fault))
            return False
        desk = self._new_desk(kind)
        if outline is not None:
            desk.set_outline(outline, land)
        else:  # a map that is not shipped, or was changed: its ground must be worked out first
            assert spec is not None
            land = geometry_of(spec)
            desk.set_world(library.world_of(spec, library.routes_of(spec)), land)
        preparation = Preparation(spec_of, path_of, seed, desk)
        preparation.ready.connect(lambda session: self._begin(desk, session, land))
        preparation.unwritable.connect(lambda why, at: self._ask_where(desk, preparation, why, at))
        preparation.faulty.connect(lambda fault: self._give_up(desk, fault))
        desk.gone.connect(lambda _: self._stop(preparation))
        desk.painted.connect(preparation.start)
        self.preparations.append(preparation)
        desk.show()
        return True

    def _begin(self, desk: Desk, session: Session, land: MapGeometry | None) -> None:
        """Play a session that has begun on the desk that shows its map already."""
        desk.set_world(session.world, land)
        self._attach(desk, session)

    def _ask_where(self, desk: Desk, preparation: Preparation, why: str, path: Path) -> None:
        """Have a person say where else a session may be written, or close its desk."""
        choice = self.ask(
            self.tr("The session cannot be written there."), why,
            [self.tr("Save elsewhere…"), self.tr("Cancel")], desk,
        )  # fmt: skip
        name = ""
        if choice == 0:
            name, _ = QFileDialog.getSaveFileName(desk, self.tr("Session file"), path.name, "*.ttx")
        if name:
            preparation.write_to(Path(name))
        else:
            desk.close()

    def _stop(self, preparation: Preparation) -> None:
        if preparation in self.preparations:
            self.preparations.remove(preparation)
            preparation.stop()

    def _give_up(self, desk: Desk, fault: Exception) -> None:
        """Close a desk whose scenario turned out to be at fault."""
        self.complain(self.tr("The scenario is at fault."), str(fault))
        if self.start_window is not None:
            self.start()
        elif len(self.desks) == 1:
            self.code = AT_FAULT
        desk.close()

    def resume(self, path: Path, branch: str = "") -> bool:
        """Begin to open a desk that plays a session on; its desk appears when it has been read.

        ``branch`` names another line of play than what was played first.
        """
        self._open(Wanted(Path(path), branch))
        return True

    def debrief(self, path: Path, branch: str = "") -> bool:
        """Begin to open a desk on the record of a session; it appears when it has been read."""
        self._open(Wanted(Path(path), branch, read_only=True))
        return True

    def _look_back(self, desk: Desk, session: Session) -> None:
        """Open the debrief of a desk's session; after EndEx it takes the place of the desk.

        The desk holds the file for play: as long as it does, the debrief can keep no note in it.
        """
        wanted = Wanted(session.journal.path, read_only=True)
        over = session.phase == "ended" and not session.read_only
        self._open(wanted, partial(self._show, then=lambda _: desk.close()) if over else None)

    def reopen(self, path: Path) -> None:
        """Close the desk of a session after a fault of the program and open the session anew.

        The desk may be in any state; its file is let go of whatever else goes wrong.
        """
        for desk in list(self.desks):
            session = desk.bridge.session if desk.bridge is not None else None
            if session is None or session.journal.path != path:
                continue
            wanted = Wanted(path, session.branch.id, session.read_only)
            session.close()
            give_way = partial(self._give_way, desk)
            arrival = self._open(wanted, partial(self._show, then=give_way))
            arrival.failed.connect(give_way)

    def _give_way(self, desk: Desk, _: object) -> None:
        """Close a desk whose session was opened anew, or cannot be."""
        if desk in self.desks:
            desk.bridge = None
            desk.close()

    # -- sessions on their way -----------------------------------------------------------------

    def _open(
        self, wanted: Wanted, show: Callable[[Arrived], object] | None = None
    ) -> Arrival:  # fmt: skip
        """Open a session aside and show it, by ``show`` or on a desk of its own."""
        arrival = Arrival(wanted.path.stem, partial(fetch, wanted), self)
        arrival.failed.connect(partial(self._tell_unopened, wanted, show))
        self._await(arrival, show or self._show)
        return arrival

    def _await(self, arrival: Arrival, show: Callable[[Arrived], object]) -> None:
        """Begin to open a session, and say in a window that it is being opened."""
        self.arrivals.append(arrival)
        self.app.setQuitOnLastWindowClosed(False)
        arrival.arrived.connect(show)
        start = self.start_window
        if start is not None and start.isVisible():
            start.show_arrival(arrival)
            arrival.arrived.connect(start.hide)
        else:
            window = ArrivalWindow(arrival)
            arrival.ended.connect(lambda: window.leave())  # and keeps it until then
        arrival.over.connect(partial(self._no_longer_await, arrival))
        arrival.start()

    def _no_longer_await(self, arrival: Arrival) -> None:
        """Let the program end with its last window again, or soon when that has gone."""
        self.arrivals.remove(arrival)
        if not self.arrivals:
            self.app.setQuitOnLastWindowClosed(True)
            QTimer.singleShot(0, self, self._say_left)  # the window that asked may be closing

    def _say_left(self) -> None:
        if not (self.arrivals or self.desks) and not any(
            one.isVisible() for one in self.app.topLevelWidgets()
        ):
            self.left.emit(self.code)

    def _tell_unopened(
        self, wanted: Wanted, show: Callable[[Arrived], object] | None, fault: BaseException
    ) -> None:
        """Say why a session cannot be opened, and offer to read what cannot be played."""
        from tabletop.session.session import JournalFault

        if not isinstance(fault, JournalFault):
            raise fault
        if wanted.read_only:
            self.complain(self.tr("The session cannot be opened."), str(fault))
        else:
            choice = self.ask(
                self.tr("The session cannot be played on."), str(fault),
                [self.tr("Open read-only"), self.tr("Cancel")],
            )  # fmt: skip
            if choice == 0:
                self._open(replace(wanted, read_only=True), show)
                return
        if not self.desks and (self.start_window is None or not self.start_window.isVisible()):
            self.code = AT_FAULT

    def _show(self, arrived: Arrived, then: Callable[[Desk], object] | None = None) -> None:
        """Show a session that has been opened on a desk of its own, a part in each round.

        ``then`` is done once it is on the screen.
        """
        session = arrived.session
        gc.freeze()  # what a session is made of stays: never look through it
        desk = self._new_desk("debrief" if session.read_only else "desk")
        desk.painted.connect(partial(self._attach, desk, session))
        if then is not None:
            desk.painted.connect(partial(then, desk))
        waiting = [session]
        desk.painted.connect(waiting.clear)
        desk.gone.connect(lambda _: waiting.pop().close() if waiting else None)
        desk.rounds.plan(
            (lambda: desk.set_world(session.world, arrived.land),
             lambda: self._name(desk, session), desk.show)
        )  # fmt: skip

    def _name(self, desk: Desk, session: Session) -> None:
        if session.read_only:
            desk.setWindowTitle(self.tr("Debrief: {title}").format(title=desk.windowTitle()))
        if session.branch.name:
            words = self.tr("{branch} – {title}")
            desk.setWindowTitle(words.format(branch=session.branch.name, title=desk.windowTitle()))

    def _open_branch(self, desk: Desk, number: int, here: bool) -> None:
        """Open another branch of a desk's session, beside it or in its place."""
        assert desk.bridge is not None
        session = desk.bridge.session
        arrival = Arrival(session.journal.path.stem, partial(fetch_branch, session, number), self)
        arrival.failed.connect(partial(self._tell_no_branch, desk))
        self._await(arrival, partial(self._beside, desk, here))

    def _tell_no_branch(self, desk: Desk, fault: BaseException) -> None:
        from tabletop.session.session import JournalFault

        if not isinstance(fault, JournalFault):
            raise fault
        if desk in self.desks:
            desk.notice.fail(str(fault))

    def _beside(self, desk: Desk, here: bool, arrived: Arrived) -> None:
        """Show a session beside a desk or in its place."""
        if desk not in self.desks:  # it was closed meanwhile
            self._show(arrived)
            return
        size, at = desk.size(), desk.pos()

        def replace_it(beside: Desk) -> None:
            beside.resize(size)
            beside.move(at)
            if desk in self.desks:
                desk.close()

        self._show(arrived, replace_it if here else None)

    def tour(self) -> bool:
        """Open a desk on a practice session and lead a person through it."""
        from tabletop.content import library
        from tabletop.ui import practice

        path = practice.practice_path()
        opened = self._play(
            "practice", practice.SCENARIO,
            lambda: practice.practice_spec(library.resolve(practice.SCENARIO)),
            lambda _: path, practice.SEED,
        )  # fmt: skip
        if not opened:
            return False
        desk = self.desks[-1]
        desk.filled.connect(lambda: self._lead(desk))
        desk.gone.connect(lambda _: practice.throw_away(path))
        return True

    def _lead(self, desk: Desk) -> None:
        from tabletop.ui.tour import Tour

        def finished(play: bool) -> None:
            if play:
                self.start()
            if play or self.start_window is not None:
                desk.close()

        desk.layouts.reset()
        tour = Tour(desk)
        tour.finished.connect(finished)
        tour.begin()

    # -- sessions ----------------------------------------------------------------------------

    def _attach(self, desk: Desk, session: Session) -> None:
        from tabletop.ui.bridge import Replayer, SessionBridge

        kind = Replayer if session.read_only else SessionBridge
        desk.attach(kind(session))
        if not session.world.scenario.practice:
            self.preferences.remember(session.journal.path)
        self._tell_damage(desk, session)
        desk.fill()

    def _tell_damage(self, desk: Desk, session: Session) -> None:
        """Say what is wrong with a file; a long one is still being looked through when it opens."""
        if session.journal.audit is not None:
            again = partial(self._look_again, desk, session)
            desk.filled.connect(lambda *_: QTimer.singleShot(CHECK_AGAIN, desk, again))
        elif session.damage is not None:
            words = self.tr("This file is damaged and opened read-only up to entry {last}: {what}.")
            desk.notice.fail(words.format(last=len(session.entries), what=session.damage))

    def _look_again(self, desk: Desk, session: Session) -> None:
        """Once a record has been looked through, put a desk on what is sound where not all is."""
        if session.checking:
            QTimer.singleShot(CHECK_AGAIN, desk, partial(self._look_again, desk, session))
        elif session.damage is not None:
            wanted = Wanted(session.journal.path, session.branch.id, read_only=True, soon=False)
            self._open(wanted, partial(self._beside, desk, True))

    # -- windows -----------------------------------------------------------------------------

    def _new_desk(self, kind: str) -> Desk:
        from tabletop.ui.desk import Desk

        desk = Desk(self.preferences, kind=kind, theme=self.theme)
        desk.commands.windowAsked.connect(lambda what: self._asked(desk, what))
        desk.commands.appearanceAsked.connect(self.change_look)
        desk.commands.analysis.debriefAsked.connect(self.debrief)
        desk.commands.analysis.playAsked.connect(lambda folder: self.play(str(folder)))
        desk.commands.debrief.branchAsked.connect(partial(self._open_branch, desk))
        desk.gone.connect(self._gone)
        desk.filled.connect(self._settle_down)
        if self._painted is not None:
            desk.painted.connect(self._painted)
        self.desks.append(desk)
        return desk

    def _settle_down(self) -> None:
        from tabletop.ui.preparing import load_the_rest

        gc.freeze()  # what a desk is made of stays: never look through it
        load_the_rest()

    def _asked(self, desk: Desk, what: str) -> None:
        if what == "new":
            self.start()
        elif what == "quit":
            for arrival in list(self.arrivals):
                arrival.cancel()
            self.app.closeAllWindows()
        elif what == "open":
            name, _ = QFileDialog.getOpenFileName(desk, self.tr("Open a session"), "", "*.ttx")
            if name:
                self.resume(Path(name))
        elif what == "tour":
            self.tour()
        elif what == "preferences":
            self.show_preferences(desk)
        elif what == "debrief" and desk.bridge is not None:
            self._look_back(desk, desk.bridge.session)

    def show_preferences(self, parent: QWidget) -> None:
        """Open the dialog of preferences."""
        from tabletop.ui.preferences_dialog import PreferencesDialog

        dialog = PreferencesDialog(self.preferences, parent)
        dialog.appearanceAsked.connect(self.change_look)
        dialog.open()

    def _gone(self, desk: Desk) -> None:
        if desk in self.desks:
            self.desks.remove(desk)
        forget(desk)

    def speak(self, name: str) -> None:
        """Speak a language from the next window on; one that cannot be read is left aside."""
        from tabletop.ui import translating

        file = translating.languages().get(name)
        try:
            translating.speak(None if file is None else translating.load(file))
        except translating.LanguageFault as fault:
            print(f"tabletop: {fault}", file=sys.stderr)

    def change_look(self, what: str, value: object) -> None:
        """Change the theme (its name) or the text size (%) of all windows, and remember it."""
        if what == "theme":
            self.preferences.theme_name = str(value)
        else:
            self.preferences.text_size = int(str(value))
        self.theme = self.preferences.theme
        parts: list[Callable[[], object]] = []
        for desk in self.desks:
            steps = desk.theme_steps(self.theme)
            parts.extend(partial(self._while_open, desk, step) for step in steps)
            if what == "text_size":
                parts.append(partial(self._fit, desk, desk.size()))
        self.dresser.change(self.theme, self.preferences.text_size, parts)

    def _while_open(self, desk: Desk, step: Callable[[], object]) -> None:
        if desk in self.desks:
            step()

    def _fit(self, desk: Desk, size: QSize) -> None:
        if desk in self.desks:
            desk.layouts.fit(size)

    # -- words -------------------------------------------------------------------------------

    def ask(
        self, text: str, details: str, choices: list[str], parent: QWidget | None = None
    ) -> int:
        """Ask a person to choose one of some answers; returns its number, the last when closed."""
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(NAME)
        box.setText(text)
        box.setInformativeText(details)
        roles = QMessageBox.ButtonRole
        buttons = [
            box.addButton(words, roles.RejectRole if i == len(choices) - 1 else roles.AcceptRole)
            for i, words in enumerate(choices)
        ]
        box.exec()
        clicked = box.clickedButton()
        return next((i for i, b in enumerate(buttons) if b is clicked), len(choices) - 1)

    def complain(self, text: str, details: str) -> None:
        """Say that something cannot be done, in a dialog and on stderr."""
        print(f"tabletop: {details}", file=sys.stderr)
        self.ask(text, details, [self.tr("Close")])
