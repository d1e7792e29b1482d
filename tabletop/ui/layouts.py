"""Where the panels of a desk stand: kept for each role, kept under names, and put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from tabletop.ui.docks import Docks
from tabletop.ui.pace import Courtesy
from tabletop.ui.preferences import Preferences
from tabletop.ui.unpainted import hold, let_go

LAYOUT = 1
"""Version of the docks; a layout kept from another version is not used."""
SMALLEST, USUAL = (900, 560), (1500, 900)
FRAME = 60
"""Room for what a desktop puts around a window and at its edges, in pixels."""
FACILITATOR = "facilitator"


class Layouts(QObject):
    """The arrangement of one desk's panels, by the role of the seat for whom is shown.

    A role that has no arrangement of its own yet begins with the one made for it.  Windows that are
    narrow for their text size have one stack of panels, and their own arrangements.
    """

    def __init__(
        self, window: QMainWindow, docks: Docks, preferences: Preferences, kind: str
    ) -> None:
        super().__init__(window)
        self._window = window
        self._docks = docks
        self._preferences = preferences
        self._kind = kind
        self.role = FACILITATOR
        self._compact = False
        self._left: dict[str, QByteArray] = {}
        self._paint = QTimer(self, interval=1, singleShot=True)
        self._paint.timeout.connect(self._let_go)
        self._courtesy = Courtesy()

    @contextmanager
    def _unseen(self) -> Iterator[None]:
        """Move panels about now and paint them in a later round of the event loop."""
        if self._window.isVisible() and self._window.updatesEnabled():
            hold(self._window)
            self._paint.start()
        yield

    def _let_go(self) -> None:
        if self._courtesy.gives_way():
            self._paint.start()
        else:
            let_go(self._window)

    # -- opening and closing -------------------------------------------------------------------

    def open(self) -> None:
        """Give the window its size and the panels their places, as they were left."""
        window = self._window
        screen = window.screen().availableSize()
        wide, high = min(USUAL[0], screen.width()), min(USUAL[1], screen.height())
        window.resize(wide, high)
        if screen.width() < USUAL[0] + FRAME or screen.height() < USUAL[1] + FRAME:
            window.setWindowState(Qt.WindowState.WindowMaximized)
        window.setMinimumSize(min(SMALLEST[0], wide), min(SMALLEST[1], high))
        geometry = self._preferences.kept(f"{self._kind}/geometry")
        if not geometry.isEmpty():
            window.restoreGeometry(geometry)
        self._find_again()

    def keep(self) -> None:
        """Remember the window's size and the places of the panels."""
        self._preferences.keep(f"{self._kind}/geometry", self._window.saveGeometry())
        self._left[self._key] = self._window.saveState(LAYOUT)
        for key, state in self._left.items():
            self._preferences.keep(key, state)

    # -- roles ---------------------------------------------------------------------------------

    @property
    def _key(self) -> str:
        return f"{self._kind}/docks/{self.role}{'/compact' if self._compact else ''}"

    def show_role(self, role: str) -> None:
        """Arrange the panels as a role has them; those of the role before are remembered."""
        if role == self.role or not self._preferences.role_layouts:
            return
        self._left[self._key] = self._window.saveState(LAYOUT)  # written when the window closes
        self.role = role
        self._find_again()

    def arrange_as(self, role: str) -> None:
        """Arrange the panels as they are at first for a role, whoever is shown."""
        size = self._window.size()
        with self._unseen():
            self._docks.arrange(size, role)
            self._docks.resize(size.width(), size.height(), role)
            self._docks.name_tabs()

    def reset(self) -> None:
        """Put all panels where they were at first."""
        self._compact = self._docks.compact(self._window.width())
        self._preferences.forget(self._key)
        self._left.pop(self._key, None)
        self.arrange_as(self.role)

    def _find_again(self) -> None:
        self._compact = self._docks.compact(self._window.width())
        if not self.put(self._left.get(self._key) or self._preferences.kept(self._key)):
            size = self._window.size()
            with self._unseen():
                self._docks.arrange(size, self.role)
                self._docks.resize(size.width(), size.height(), self.role)
                self._docks.name_tabs()

    def fit(self, size: QSize) -> None:
        """Go to one stack of panels, or back to both sides, when the text size asks for it.

        ``size`` is that of the window before the change, which it gets back if it can.
        """
        if self._docks.compact(self._window.width()) != self._compact:
            self._left[self._key] = self._window.saveState(LAYOUT)
            self._find_again()
            self._docks.name_tabs()
        if not self._window.isMaximized() and not self._window.isFullScreen():
            self._window.resize(size)

    def put(self, state: QByteArray) -> bool:
        """Put the panels where ``state`` says; False when it says nothing that can be used."""
        if state.isEmpty():
            return False
        with self._unseen():
            done = self._window.restoreState(state, LAYOUT)
            self._docks.name_tabs()  # Qt makes new tabs
        return done

    def state(self) -> QByteArray:
        """Return where all panels are, for ``put``."""
        return self._window.saveState(LAYOUT)

    # -- names ---------------------------------------------------------------------------------

    def names(self) -> list[str]:
        """List the layouts that were kept under a name."""
        return self._preferences.layout_names()

    def save(self, name: str) -> None:
        """Keep the present layout under a name."""
        self._preferences.keep_layout(name, self.state())

    def use(self, name: str) -> bool:
        """Arrange the panels as they were kept under a name; False when that cannot be done."""
        return self.put(self._preferences.named_layout(name))

    def forget(self, name: str) -> None:
        """Forget the layout of a name."""
        self._preferences.forget_named(name)
