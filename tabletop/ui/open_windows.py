"""What is open: the desks and the start window, how they look, and what is said to people."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from tabletop.ui.dress import Dresser, dress
from tabletop.ui.preferences import NAME, Preferences
from tabletop.ui.sweeping import Sweeper, forget

if TYPE_CHECKING:
    from tabletop.session.session import Session
    from tabletop.ui.desk import Desk
    from tabletop.ui.start import StartWindow

DONE, AT_FAULT = 0, 1
SWITCH = 0.00005
"""Seconds after which a thread at work hands Python over to the windows."""


class OpenWindows(QObject):
    """The windows that are open; nothing here says how a session comes into one.

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

    # -- windows -----------------------------------------------------------------------------

    def start(self) -> StartWindow:
        """Open the start window and return it."""
        window = self.start_window
        if window is None:
            window = self.start_window = self.new_start()
        else:
            window.refresh()
        window.show()
        window.activateWindow()
        return window

    def new_start(self) -> StartWindow:
        """Make the start window."""
        from tabletop.ui.start import StartWindow

        window = StartWindow(self.preferences)
        window.appearanceAsked.connect(self.change_look)
        return window

    def new_desk(self, kind: str) -> Desk:
        """Make a desk; it is shown when there is something on it."""
        from tabletop.ui.desk import Desk

        desk = Desk(self.preferences, kind=kind, theme=self.theme)
        desk.commands.appearanceAsked.connect(self.change_look)
        desk.gone.connect(self._gone)
        desk.filled.connect(self._settle_down)
        if self._painted is not None:
            desk.painted.connect(self._painted)
        self.desks.append(desk)
        return desk

    def attach(self, desk: Desk, session: Session) -> None:
        """Show a session on a desk, to be played or only read, and fill the desk with panels."""
        from tabletop.ui.bridge import Replayer, SessionBridge

        kind = Replayer if session.read_only else SessionBridge
        desk.attach(kind(session))
        if not session.world.scenario.practice:
            self.preferences.remember(session.journal.path)
        QTimer.singleShot(1, desk, desk.fill)

    def _settle_down(self) -> None:
        from tabletop.ui.preparing import load_the_rest

        gc.freeze()  # what a desk is made of stays: never look through it
        load_the_rest()

    def _gone(self, desk: Desk) -> None:
        if desk in self.desks:
            self.desks.remove(desk)
        forget(desk)

    # -- looks -------------------------------------------------------------------------------

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
