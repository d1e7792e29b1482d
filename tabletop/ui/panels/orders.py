"""The panel of orders: compose one, see those of this turn, undo one, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels import asking
from tabletop.ui.panels import orders_model as model
from tabletop.ui.panels.cells_view import CellsView
from tabletop.ui.panels.order_composer import OrderComposer
from tabletop.ui.panels.panel import Panel, Say, button
from tabletop.ui.panels.reason_row import ReasonRow
from tabletop.ui.panels.rows import Column, RowView

if TYPE_CHECKING:
    from tabletop.session.acts import Act
    from tabletop.session.moment import Moment
    from tabletop.ui.bridge import Replayer

MOST_REFUSALS = 50
"""Refusals that are kept to be read again."""


@dataclass(frozen=True)
class Refusal:
    """An order that a seat was refused in this sitting: why, and what would make it lawful."""

    number: int
    seat: str | None
    turn: int
    order: Mapping[str, Any]
    sentence: str
    reason: str
    remedy: str


class OrdersPanel(Panel):
    """Three pages: a new order, the orders of this turn, and refusals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("orders", parent)
        self._asked = False
        self._entries = 0
        self._refusals: list[Refusal] = []
        self.composer = OrderComposer()
        self.composer.act_requested.connect(self._give)
        self.composer.focus_force.connect(self.focus_force)
        self.composer.focus_node.connect(self.focus_node)
        self.composer.considered.connect(self.considered)
        self.inbox = RowView(self.tr("Orders of this turn"), self._columns(), lambda r: r.row.seq)
        self.inbox.chosen.connect(self._choose)
        self.detail = Say()
        self.ready = button(
            self.tr("Our cell is ready"),
            self.tr("Tell the facilitator that no more orders come in this turn."),
        )
        self.ready.setCheckable(True)
        self.ready.clicked.connect(self._say_ready)
        self.undo = button(self.tr("&Take back"))
        self.undo.clicked.connect(self._undo)
        self.reason = ReasonRow()
        self.refused = RowView(self.tr("Refusals"), self._refusal_columns(), lambda r: r.number)
        self.refused.chosen.connect(self._choose_refusal)
        self.refused.opened.connect(self._again)
        self.refusal = Say()
        self.again = button(self.tr("Try &again…"), self.tr("Open the order in the form."))
        self.again.clicked.connect(lambda: self._again(self.refused.current()))
        self.pages = QTabWidget()
        self.pages.setUsesScrollButtons(True)
        self.pages.addTab(_page(self.composer, None), self.tr("&New order"))
        self.pages.addTab(_page(self.inbox, self.detail, self.undo, self.ready, self.reason), "")
        self.pages.addTab(_page(self.refused, self.refusal, self.again), "")
        self.cells = CellsView()
        self.pages.addTab(_page(self.cells), "")
        self.content.addWidget(self.pages)
        self._name_pages(0)

    def attach(self, bridge: Replayer) -> None:
        """Learn of refused tries and of cells that are ready."""
        self.cells.cells = getattr(bridge, "cells", None)
        if self.cells.cells is not None:
            self.cells.cells.changed.connect(self._show_cells)

    # -- from outside -----------------------------------------------------------------------------

    def compose_order(self, draft: Mapping[str, Any]) -> None:
        """Open the form with an order that is written in part."""
        self.pages.setCurrentIndex(0)
        self._draw()
        self.composer.compose(draft)

    def show_refusal(self, reason: str, remedy: str, order: Mapping[str, Any]) -> None:
        """Keep the refusal of an order, wherever on the desk it was asked for."""
        from tabletop.ui.spoken import order_sentence

        sentence = order_sentence(self.moment.world, order)
        number = len(self._refusals) + 1
        self._refusals.append(
            Refusal(number, self.moment.seat, self.moment.turn, order, sentence, reason, remedy)
        )
        self._asked = False
        self._show_refusals()
        self.refused.choose(number)

    def render_moment(self, moment: Moment) -> None:
        """Show form, orders and refusals at the moment."""
        if self._asked and len(moment.entries) > self._entries:
            self._asked = False
            self.composer.begin_anew()
        self._entries = len(moment.entries)
        self.composer.show_moment(moment)
        rows = model.inbox(moment)
        self.inbox.show_rows(rows)
        if rows and self.inbox.current() is None:
            self.inbox.selectRow(0)
        self._choose(self.inbox.current())
        self._show_refusals()
        self._name_pages(len(rows))
        self._show_cells()

    # -- what is shown ----------------------------------------------------------------------------

    def _name_pages(self, given: int) -> None:
        self.pages.setTabText(1, self.tr("&This turn ({})").format(given))
        self.pages.setTabText(3, self.tr("&Cells"))
        self.pages.setTabText(2, self.tr("&Refused ({})").format(len(self._known())))

    def _show_cells(self) -> None:
        moment = self._moment
        if moment is None:
            return
        self.pages.setTabVisible(3, asking.sees_all(moment))
        if asking.sees_all(moment):
            self.cells.show_moment(moment)
        else:
            self.cells.clear()
        is_player = not asking.sees_all(moment) and bool(asking.speaks_for(moment))
        known = self.cells.cells
        may = is_player and moment.live and moment.phase == "orders" and known is not None
        self.ready.setVisible(may)
        if known is not None and moment.seat is not None:
            self.ready.setChecked(known.is_ready(moment.turn, moment.seat))

    def _say_ready(self, on: bool) -> None:
        known, moment = self.cells.cells, self.moment
        if known is not None and moment.seat is not None:
            known.set_ready(moment.turn, moment.seat, on)

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr
        status = {"stands": tr("✓ stands"), "take_back": tr("↩ taken back"), "void": tr("✗ void")}
        return (
            Column(tr("Entry"), lambda r: str(r.row.seq), lambda r: r.row.seq, True),
            Column(tr("Status"), lambda r: status[r.status]),
            Column(tr("Seat"), lambda r: r.seat),
            Column(tr("Order"), lambda r: r.sentence),
        )

    def _refusal_columns(self) -> tuple[Column, ...]:
        tr = self.tr
        return (
            Column(tr("Turn"), lambda r: str(r.turn), lambda r: r.number, True),
            Column(tr("Order"), lambda r: r.sentence),
            Column(tr("Why"), lambda r: r.reason),
        )

    def _choose(self, row: model.InboxRow | None) -> None:
        if self._moment is None:
            return
        self.reason.close_row()
        if row is None:
            self.detail.setText(self.tr("No orders so far in this turn."))
            self.undo.hide()
            return
        parts = [row.sentence]
        if row.row.intent:
            parts.append(self.tr("Intent: {}").format(row.row.intent))
        if row.row.rationale:
            parts.append(self.tr("Rationale: {}").format(row.row.rationale))
        self.detail.setText("\n".join(parts))
        how = model.may_undo(self.moment, row.row)
        self.undo.setVisible(bool(how))
        if how:
            is_own = how == "take_back"
            self.undo.setText(self.tr("&Take back") if is_own else self.tr("Declare &void…"))
            self.undo.setAccessibleName(self.undo.text().replace("&", "").rstrip("…"))
            self.offer(self.undo, asking.act(how, entry=row.row.seq, reason="?"))

    def _known(self) -> list[Refusal]:
        """List what this seat may know to have been refused: others' tries are their plans."""
        if self._moment is None:
            return []
        all_of_them = asking.sees_all(self.moment)
        return [one for one in self._refusals if all_of_them or one.seat == self.moment.seat]

    def _show_refusals(self) -> None:
        known = self._known()
        self.refused.show_rows(known[::-1][:MOST_REFUSALS])
        if known and self.refused.current() is None:
            self.refused.selectRow(0)
        self._choose_refusal(self.refused.current())
        self._name_pages(len(self.inbox.rows.rows))

    def _choose_refusal(self, row: Refusal | None) -> None:
        self.again.setEnabled(row is not None)
        if row is None:
            self.refusal.setText(self.tr("Nothing has been refused."))
            return
        words = self.tr("Not lawful: {}").format(row.reason)
        if row.remedy:
            words += "\n" + self.tr("What would make it lawful: {}").format(row.remedy)
        self.refusal.setText(words)

    # -- what is asked ----------------------------------------------------------------------------

    def _give(self, act: Act) -> None:
        self._asked = True
        self.ask(act)

    def _undo(self) -> None:
        row = self.inbox.current()
        if row is None:
            return
        how, entry = model.may_undo(self.moment, row.row), row.row.seq
        if how == "take_back":
            self.ask(asking.act("take_back", entry=entry))
        elif how == "void":
            self.reason.open_row(
                self.tr("Declare entry {} void: why?").format(entry),
                lambda reason, _: self.ask(asking.act("void", entry=entry, reason=reason)),
                words=self.tr("Declare it void"),
            )

    def _again(self, row: Refusal | None) -> None:
        if row is not None:
            self.compose_order(row.order)


def _page(first: QWidget, *rest: QWidget | None) -> QWidget:
    """Put widgets below each other; the first takes the room, unless None follows it."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(first, 0 if None in rest else 1)
    for widget in rest:
        if widget is None:
            column.addStretch(1)
        elif widget.inherits("QPushButton"):
            row = QWidget()
            FlowLayout(row, 0, 6).addWidget(widget)
            column.addWidget(row)
        else:
            column.addWidget(widget)
    return page
