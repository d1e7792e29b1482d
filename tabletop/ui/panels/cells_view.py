"""The orders of the turn by cell: who has given orders, was refused, is ready, or is silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tabletop.ui.cells import Cells
from tabletop.ui.panels.panel import Say
from tabletop.ui.panels.rows import Column, RowView

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

STATUSES = ("silent", "refused", "given", "ready")
"""From the one to worry about to the one that is done."""


@dataclass(frozen=True)
class CellRow:
    """A player's seat in this turn: its orders that stand and that do not, and refused tries."""

    seat: str
    name: str
    given: int
    undone: int
    refused: int
    waiting: int
    status: str
    policy: str = ""
    """The policy that plays the seat; empty for a person."""


def cell_rows(moment: Moment, cells: Cells | None) -> list[CellRow]:
    """List the players' seats with what they have done in this turn.

    ``waiting`` counts delivered injects that wait for an answer of the cell.
    """
    from tabletop.session.moment import entries_of, inject_rows, orders_of_turn
    from tabletop.session.seats import reaches
    from tabletop.session.staffing import players

    orders = orders_of_turn(moment)
    playing = players(entries_of(moment, "assign"))
    asked = [row for row in inject_rows(moment)
             if row.status == "delivered" and row.category != "ad_hoc"]  # fmt: skip
    found = []
    for seat in moment.world.scenario.seats:
        if seat.role != "player":
            continue
        mine = [row for row in orders if row.by == seat.id]
        given = sum(row.stands for row in mine)
        tries = cells.tries(moment.turn, seat.id) if cells is not None else 0
        ready = cells is not None and cells.is_ready(moment.turn, seat.id)
        status = "ready" if ready else "given" if given else "refused" if tries else "silent"
        waiting = sum(reaches(moment.world, seat, row.addressees) for row in asked)
        found.append(CellRow(seat.id, seat.name, given, len(mine) - given, tries, waiting, status,
                             playing[seat.id].policy if seat.id in playing else ""))  # fmt: skip
    return found


class CellsView(QWidget):
    """The cells in a table, with a line that sums them up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells: Cells | None = None
        self.sum = Say()
        self.table = RowView(self.tr("Orders by cell"), self._columns(), lambda row: row.seat)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sum)
        column.addWidget(self.table, 1)

    def show_moment(self, moment: Moment) -> None:
        """Show where the cells stand."""
        rows = cell_rows(moment, self.cells)
        self.table.show_rows(rows)
        words = self.tr("{acted} of {all} cells have given orders, {ready} are ready.")
        self.sum.setText(words.format(
            acted=sum(row.given > 0 for row in rows), all=len(rows),
            ready=sum(row.status == "ready" for row in rows),
        ))  # fmt: skip

    def clear(self) -> None:
        """Hold nothing."""
        self.table.show_rows(())
        self.sum.setText("")

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr
        words = {
            "silent": tr("… silent"), "refused": tr("✕ refused so far"),
            "given": tr("✓ has given"), "ready": tr("✔ ready"),
        }  # fmt: skip
        return (
            Column(tr("Cell"), lambda r: tr("{seat} (policy {policy})").format(
                seat=r.name, policy=r.policy) if r.policy else r.name),
            Column(tr("Status"), lambda r: words[r.status], lambda r: STATUSES.index(r.status)),
            Column(tr("Orders"), lambda r: str(r.given), lambda r: r.given, True,
                   says=tr("Orders that stand.")),
            Column(tr("Back"), lambda r: str(r.undone), lambda r: r.undone, True,
                   says=tr("Orders taken back or declared void.")),
            Column(tr("Refused"), lambda r: str(r.refused), lambda r: r.refused, True,
                   says=tr("Tries that were refused in this turn.")),
            Column(tr("To answer"), lambda r: str(r.waiting), lambda r: r.waiting, True,
                   says=tr("Injects that wait for an answer of the cell.")),
        )  # fmt: skip
