"""A stage for panels: a real session of the small world, played through the panel under test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tabletop.session.acts import Act, parse_act
from tabletop.session.moment import Moment
from tabletop.session.refused import Refused
from tabletop.session.session import Session
from tabletop.ui.panels.panel import Panel
from tests.session.exercises import begin

SIZE = (460, 760)


class Stage:
    """Holds the session; what a panel asks for is submitted, and the panel shown what came of it.

    ``asked`` collects the acts, ``refusals`` reasons and remedies.
    """

    def __init__(self, bot: QtBot, path: Path, **scenario: Any) -> None:
        self.bot = bot
        self.session: Session = begin(path, **scenario)
        self.seat = "facilitator"
        self.panel: Panel | None = None
        self.asked: list[Act] = []
        self.refusals: list[tuple[str, str]] = []

    @property
    def moment(self) -> Moment:
        """The moment as the seat sees it."""
        return self.session.moment(self.seat)

    def show(self, panel: Panel, size: tuple[int, int] = SIZE) -> Panel:
        """Put a panel on the screen."""
        self.panel = panel
        self.bot.addWidget(panel)
        panel.act_requested.connect(self.submit)
        panel.resize(*size)
        panel.show_moment(self.moment)
        panel.show()
        panel.activateWindow()
        self.bot.waitUntil(panel.isActiveWindow)
        return panel

    def submit(self, act: Act) -> None:
        """Do what the panel asks for."""
        self.asked.append(act)
        try:
            self.session.submit(act, by=self.seat)
        except Refused as fault:
            self.refusals.append((fault.reason, fault.remedy))
            tell = getattr(self.panel, "show_refusal", None)
            if tell is not None:
                tell(fault.reason, fault.remedy, getattr(act, "order", {}))
            return
        self.again()

    def do(self, by: str = "facilitator", **act: Any) -> None:
        """Do something from outside the panel and show what came of it."""
        self.session.submit(parse_act(act), by=by)
        self.again()

    def order(self, by: str = "facilitator", **order: Any) -> None:
        """Give an order from outside the panel."""
        self.do(by, type="order", order=order)

    def phase(self, phase: str, turn: int = 1) -> None:
        """Play on, doing nothing, until a phase of a turn."""
        if self.session.phase == "planning":
            self.session.submit(parse_act({"type": "start_ex"}), "facilitator")
        while (self.session.turn, self.session.phase) != (turn, phase):
            self.session.submit(parse_act({"type": "advance"}), "facilitator")
        self.again()

    def take_seat(self, seat: str) -> None:
        """Look at the panel from another seat."""
        self.seat = seat
        self.again()

    def again(self) -> None:
        """Show the panel the moment now."""
        if self.panel is not None:
            self.panel.show_moment(self.moment)


def texts(widget: QWidget, *, hidden: bool = False) -> str:
    """Return everything that can be read in a widget, tool tips and table cells too.

    ``hidden`` parts are left out unless they are asked for.
    """
    from PySide6.QtWidgets import (
        QAbstractButton,
        QComboBox,
        QLabel,
        QLineEdit,
        QTabWidget,
        QTextEdit,
        QTreeView,
    )

    from tabletop.ui.panels.branches import BranchView
    from tabletop.ui.panels.rows import RowView

    found = []
    for one in [widget, *widget.findChildren(QWidget)]:
        if not hidden and not one.isVisibleTo(widget):
            continue
        found += [one.toolTip(), one.accessibleDescription(), one.windowTitle()]
        if isinstance(one, QLabel | QAbstractButton):
            found.append(one.text())
        elif isinstance(one, QComboBox):
            found += [one.itemText(i) for i in range(one.count())]
        elif isinstance(one, QTextEdit):
            found.append(one.toPlainText())
        elif isinstance(one, QLineEdit):
            found.append(one.text())
        elif isinstance(one, QTabWidget):
            found += [one.tabText(i) for i in range(one.count())]
        elif isinstance(one, RowView):
            model = one.sifted
            found += [
                str(model.index(r, c).data() or "")
                for r in range(model.rowCount())
                for c in range(model.columnCount())
            ]
        elif isinstance(one, BranchView):
            assert isinstance(one, QTreeView)
            found += [
                str(index.siblingAtColumn(c).data() or "")
                for index in one.branches.walk()
                for c in range(one.branches.columnCount())
            ]
    return "\n".join(text for text in found if text)
