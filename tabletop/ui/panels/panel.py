"""What all panels have in common: when they draw, what they ask for, and their plain widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from tabletop.ui.panels import asking

if TYPE_CHECKING:
    from tabletop.session.acts import Act
    from tabletop.session.moment import Moment
    from tabletop.ui.bridge import Replayer
    from tabletop.ui.panels.measures_model import Ahead

MARGIN = 6
"""Space around the content of a panel, in pixels."""


class Panel(QWidget):
    """A panel of the desk.

    ``show_moment`` is cheap while the panel is hidden: it draws when it is next seen.  A panel
    asks for acts by ``act_requested`` and points at things by the ``focus_`` signals; it changes
    nothing itself.
    """

    act_requested = Signal(object)
    """An act of :mod:`tabletop.session.acts`."""
    focus_force = Signal(int)
    focus_node = Signal(int)
    focus_sector = Signal(int)
    open_inject = Signal(str)
    """The id of an inject that wants to be read in full."""
    considered = Signal(object)
    """The orders in hand, as data, that may be looked on with."""
    compose = Signal(dict)
    """The beginning of an order, as data, that wants to be completed in the panel of orders."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._moment: Moment | None = None
        self._stale = False
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)

    @property
    def moment(self) -> Moment:
        """The moment shown; only panels that have been given one may ask."""
        assert self._moment is not None
        return self._moment

    def attach(self, bridge: Replayer) -> None:
        """Get to know the session beside its moments; most panels need no more than these."""

    def show_moment(self, moment: Moment) -> None:
        """Show a moment, now or when the panel is next seen."""
        self._moment = moment
        self._stale = True
        if self.isVisible():
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was put off."""
        super().showEvent(event)
        self._draw()

    def redraw(self) -> None:
        """Draw the present moment again because something chosen in the panel has changed."""
        if self._moment is not None:
            self._stale = True
            if self.isVisible():
                self._draw()

    def _draw(self) -> None:
        if self._stale and self._moment is not None:
            self._stale = False
            self.render_moment(self._moment)

    def render_moment(self, moment: Moment) -> None:
        """Bring every widget to the moment; each panel says how."""
        raise NotImplementedError

    def preview(self, ahead: Ahead | None) -> None:
        """Show what would be with the forces in hand where they are held; most panels do not."""

    def ask(self, act: Act) -> None:
        """Ask for an act."""
        self.act_requested.emit(act)

    def offer(self, button: QPushButton | QToolButton, act: Act | None, why_not: str = "") -> None:
        """Enable a button when ``act`` may be done now; its tool tip says why when it may not."""
        objection = why_not if act is None else asking.objection(self.moment, act)
        button.setEnabled(act is not None and not objection)
        button.setToolTip(objection or button.property("says") or "")


class Say(QLabel):
    """Plain text that wraps; content is never read as markup."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, dim: bool = False) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if dim:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)

    def say(self, text: str) -> None:
        """Show a text; nothing is shown and no room taken when it is empty."""
        self.setText(text)
        self.setVisible(bool(text))


class Title(Say):
    """A heading in bold."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        font = self.font()
        font.setBold(True)
        self.setFont(font)


def fit_dialog(dialog: QWidget, letters: int, lines: int) -> None:
    """Make a dialog so many letters wide and lines high, but no larger than the screen."""
    metrics, screen = dialog.fontMetrics(), dialog.screen().availableSize()
    wide, high = metrics.averageCharWidth() * letters, metrics.height() * lines
    for line in dialog.findChildren(Say):
        line.setMinimumHeight(1)  # the height it has in a narrow column is not that of the window
    dialog.resize(min(wide, screen.width() - 80), min(high, screen.height() - 120))


def button(text: str, says: str = "") -> QPushButton:
    """Make a button; ``says`` explains it in one sentence, as tool tip and to screen readers."""
    made = QPushButton(text)
    made.setAutoDefault(True)
    made.setAccessibleName(text.replace("&", ""))
    made.setProperty("says", says)
    made.setToolTip(says)
    made.setAccessibleDescription(says)
    return made
