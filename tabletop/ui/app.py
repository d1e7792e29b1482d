"""The application: its windows, from the start window to the desk of a session.

Nothing that is not needed for the first picture is loaded before it: the session, the rules of
orders and the panels come when the desk with its map is on the screen.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from tabletop.ui.beginnings import Beginnings
from tabletop.ui.crash import CrashHandler
from tabletop.ui.open_windows import AT_FAULT, OpenWindows
from tabletop.ui.openings import Openings
from tabletop.ui.preferences import NAME, Preferences

if TYPE_CHECKING:
    from tabletop.ui.desk import Desk
    from tabletop.ui.start import StartWindow


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
    windows.openings.cancel()
    windows.beginnings.stop()
    return code or windows.code


class Windows(OpenWindows):
    """All windows of the application, and what leads from one to another."""

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        painted: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(app, preferences, painted)
        self.beginnings = Beginnings(self)
        self.openings = Openings(self)

    # -- the ways in -------------------------------------------------------------------------

    def play(self, scenario: str, seed: int | None = None, path: Path | None = None) -> bool:
        """Open a desk on a new session of a scenario; False when the scenario is at fault."""
        return self.beginnings.play(scenario, seed, path)

    def tour(self) -> bool:
        """Open a desk on a practice session and lead a person through it."""
        return self.beginnings.tour()

    def resume(self, path: Path, branch: str = "") -> None:
        """Begin to open a desk that plays a session on; see ``Openings.resume``."""
        self.openings.resume(path, branch)

    def debrief(self, path: Path, branch: str = "") -> None:
        """Begin to open a desk on the record of a session; see ``Openings.debrief``."""
        self.openings.debrief(path, branch)

    def reopen(self, path: Path) -> None:
        """Close the desk of a session after a fault of the program and open the session anew."""
        self.openings.reopen(path)

    # -- from one window to another ------------------------------------------------------------

    def new_start(self) -> StartWindow:
        """Make the start window; what it leads to opens."""
        window = super().new_start()
        window.playAsked.connect(self._leave_start(self.play))
        window.resumeAsked.connect(self.resume)
        window.debriefAsked.connect(self.debrief)
        window.tourAsked.connect(self._leave_start(self.tour))
        return window

    def _leave_start(self, go: Callable[..., bool]) -> Callable[..., None]:
        def leave(*what: Any) -> None:
            if go(*what) and self.start_window is not None:
                self.start_window.hide()

        return leave

    def new_desk(self, kind: str) -> Desk:
        """Make a desk; what it leads to opens."""
        desk = super().new_desk(kind)
        desk.commands.windowAsked.connect(lambda what: self._asked(desk, what))
        desk.commands.analysis.debriefAsked.connect(self.debrief)
        desk.commands.analysis.playAsked.connect(lambda folder: self.play(str(folder)))
        desk.commands.debrief.branchAsked.connect(partial(self.openings.open_branch, desk))
        return desk

    def _asked(self, desk: Desk, what: str) -> None:
        if what == "new":
            self.start()
        elif what == "quit":
            self.openings.cancel()
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
            self.openings.look_back(desk, desk.bridge.session)

    def show_preferences(self, parent: QWidget) -> None:
        """Open the dialog of preferences."""
        from tabletop.ui.preferences_dialog import PreferencesDialog

        dialog = PreferencesDialog(self.preferences, parent)
        dialog.appearanceAsked.connect(self.change_look)
        dialog.open()
