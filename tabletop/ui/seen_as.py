"""Through whose eyes the desk is seen: a worded strip and a coloured frame around the map."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from tabletop.ui.flow import FlowLayout
from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.ui.bridge import Replayer

STAFF = ("facilitator", "evaluator")
EDGE = 5
"""Width of the frame in pixels."""


class View(Enum):
    """How the present seat is looked at: as one's own, through its eyes alone, or acting for it."""

    OWN = "own"
    EYES = "eyes"
    ACTING = "acting"


def view_of(bridge: Replayer) -> View:
    """Tell how the present seat is looked at; what the staff sees is never marked."""
    if bridge.place.role in STAFF:
        return View.OWN
    return View.ACTING if bridge.own == bridge.seat and bridge.plays else View.EYES


def view_words(view: View, seat: str) -> str:
    """Say in a sentence or two whose view is shown and what can be done in it."""
    words = {
        View.OWN: "",
        View.EYES: QCoreApplication.translate(
            "SeenAs", "◉ You see what {seat} knows. Nothing can be done from here."
        ),
        View.ACTING: QCoreApplication.translate(
            "SeenAs", "▶ You see what {seat} knows, and what you order is ordered by {seat}."
        ),
    }
    return words[view].format(seat=seat)


class SeenAs(QFrame):
    """The strip over the map that says whose view is shown, with the way back."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = View.OWN
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.back = QPushButton(self.tr("Back to my own view"))
        self.back.setToolTip(self.tr("F4"))
        flow = FlowLayout(self, margin=4)
        flow.addWidget(self.words)
        flow.addWidget(self.back)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self.setStyleSheet(
            f"SeenAs {{ background: {theme.accent}; }}"
            f"QLabel {{ color: {theme.on_accent}; font-weight: bold; }}"
        )

    def show_view(self, view: View, seat: str) -> None:
        """Say whose view is shown, or go away when it is the person's own."""
        self.view = view
        self.words.setText(view_words(view, seat))
        self.setAccessibleName(self.words.text())
        self.setVisible(view is not View.OWN)


class Framed(QWidget):
    """The middle of the desk; a frame around it, whole or broken, says whose view it shows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view = View.OWN

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self._theme = theme
        self.update()

    def show_view(self, view: View) -> None:
        """Draw the frame for a view: whole for looking alone, broken for acting, else none."""
        if view is not self.view:
            self.view = view
            edge = 0 if view is View.OWN else EDGE
            self.setContentsMargins(edge, edge, edge, edge)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        if self.view is View.OWN:
            return
        painter = QPainter(self)
        line = Qt.PenStyle.SolidLine if self.view is View.EYES else Qt.PenStyle.DashLine
        pen = QPen(self._theme.colour("accent"), EDGE, line)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawRect(QRectF(self.rect()).adjusted(EDGE / 2, EDGE / 2, -EDGE / 2, -EDGE / 2))
