"""The reveal: what every cell has ordered in this turn, read out once orders are closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from tabletop.ui.panels.panel import Title, fit_dialog
from tabletop.ui.panels.reading import Page, Pane

if TYPE_CHECKING:
    from tabletop.session.moment import Moment


@dataclass(frozen=True)
class CellOrders:
    """The orders of a seat that stand: each in a sentence, with intent and rationale."""

    seat: str
    orders: tuple[tuple[str, str, str], ...]


def revealed(moment: Moment) -> list[CellOrders]:
    """List the orders of the turn that the moment's seat may see, by seat as the scenario has them.

    Players without an order are listed too.
    """
    from tabletop.session.moment import orders_of_turn
    from tabletop.ui.spoken import order_sentence

    rows = [row for row in orders_of_turn(moment) if row.stands]
    found = []
    for seat in moment.world.scenario.seats:
        mine = [row for row in rows if row.by == seat.id]
        if mine or seat.role == "player":
            said = (
                (order_sentence(moment.world, one.order), one.intent, one.rationale) for one in mine
            )
            found.append(CellOrders(seat.name, tuple(said)))
    return found


def is_revealed(moment: Moment) -> bool:
    """Tell whether orders are closed, so that cells may read each other's."""
    from tabletop.session.moment import HIDDEN_PHASES

    return moment.phase not in HIDDEN_PHASES


class Reveal(QDialog):
    """Reads out the orders of the turn, cell by cell; Esc closes it."""

    def __init__(self, moment: Moment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = self.tr("Orders of turn {turn}").format(turn=moment.turn)
        self.setWindowTitle(heading)
        self.pane = Pane(heading)
        self.pane.show_page(self._page(moment))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(Title(heading))
        column.addWidget(self.pane, 1)
        column.addWidget(buttons)
        fit_dialog(self, 90, 34)

    def _page(self, moment: Moment) -> Page:
        page = Page()
        if not is_revealed(moment):
            page.note(self.tr("Cells see each other's orders once orders are closed."))
        for cell in revealed(moment):
            if not cell.orders and not is_revealed(moment):
                continue
            page.heading(cell.seat)
            if not cell.orders:
                page.note(self.tr("No order."))
            for sentence, intent, rationale in cell.orders:
                page.text(sentence)
                page.line(self.tr("Intent:"), intent)
                page.line(self.tr("Rationale:"), rationale)
        return page
