"""The panel of actors: who is willing to do what, why not more, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from tabletop.ui.panels import actors_model as model
from tabletop.ui.panels.actor_card import ActorCard
from tabletop.ui.panels.panel import Panel
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import number, rung, said, trend

if TYPE_CHECKING:
    from tabletop.session.moment import Moment


class ActorsPanel(Panel):
    """The list of actors with a search above, and the card of the chosen one below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("actors", parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search: name, group, role …"))
        self.search.setAccessibleName(self.tr("Search actors"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._sift)
        self.table = RowView(self.tr("Actors"), self._columns(), lambda row: row.number)
        self.table.chosen.connect(self._open)
        self.card = ActorCard()
        self.card.act_requested.connect(self.act_requested)
        self.card.compose.connect(self.compose)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.card)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        self.content.addWidget(self.search)
        self.content.addWidget(splitter, 1)

    def open_actor(self, number: int) -> None:
        """Put the cursor on an actor."""
        self.table.choose(number)

    def render_moment(self, moment: Moment) -> None:
        """Show the actors of the moment."""
        self.table.show_rows(model.actor_rows(moment))
        if self.table.current() is None:
            self.table.selectRow(0)

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr
        return (
            Column(tr("Actor"), lambda r: r.actor.name,
                   tip=lambda r: f"{r.actor.name}: {said(r.actor.role)}, {said(r.actor.posture)}"),
            Column(tr("Will"), lambda r: number(r.willingness), lambda r: r.willingness, True,
                   tip=lambda r: trend(r.willingness_change),
                   says=tr("Willingness to take part, 0 to 100.")),
            Column("±", lambda r: trend(r.willingness_change, 0), lambda r: r.willingness_change,
                   says=tr("Change of willingness since the turn began."), spare=2),
            Column(tr("Support"), lambda r: number(r.support), lambda r: r.support, True,
                   tip=lambda r: trend(r.support_change),
                   says=tr("Support at home, 0 to 100."), spare=1),
            Column(tr("Decision"), lambda r: _stage(self, r)),
            Column(tr("Commitment"), lambda r: rung(r.commitment), lambda r: r.commitment,
                   spare=3),
            Column(tr("Units out"), lambda r: str(r.units), lambda r: r.units, True, spare=4),
        )  # fmt: skip

    def _sift(self, text: str) -> None:
        self.table.sift(lambda row: model.matches(row, text))

    def _open(self, row: model.ActorRow | None) -> None:
        if row is not None and self._moment is not None:
            self.card.show_actor(self.moment, row.number)


def _stage(panel: ActorsPanel, row: model.ActorRow) -> str:
    if row.stage == "none":
        return "–"
    if row.due is None or row.stage in ("authorised", "refused"):
        return said(row.stage)
    return panel.tr("{stage}, turn {turn}").format(stage=said(row.stage), turn=row.due)
