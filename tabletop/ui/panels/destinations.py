"""Choosing where a force goes: lawful places first, and for every other one the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.panels import asking
from tabletop.ui.panels import forces_model as model
from tabletop.ui.panels.panel import Say, Title, button, fit_dialog
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import number
from tabletop.world.variables import TIERS

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

VERDICT = 1
"""The column that says whether a place is lawful."""
MOST_WORDS = 300
"""Longest intent and rationale, in characters."""


class DestinationDialog(QDialog):
    """A list of all places for one force, with tier, intent and rationale below."""

    act_requested = Signal(object)
    focus_node = Signal(int)

    def __init__(self, moment: Moment, force: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment, self._force = moment, force
        self._reasons = model.Reasons(moment, force)
        name = moment.world.forces[force].name
        self.setWindowTitle(self.tr("Send {}").format(name))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search places"))
        self.search.setAccessibleName(self.tr("Search places"))
        self.lawful_only = QCheckBox(self.tr("Lawful places only"))
        self.table = RowView(self.tr("Places"), self._columns(), lambda row: row.node)
        self.table.stretch(VERDICT)
        self.tier = QComboBox()
        self.intent, self.rationale = QLineEdit(), QLineEdit()
        self.verdict = Say()
        self.give = button(self.tr("&Give the order"), self.tr("Ctrl+Enter"))
        self.cancel = button(self.tr("Cancel"))
        self._lay_out(name)
        self._connect()
        fit_dialog(self, 135, 40)
        self._fill()

    def show_moment(self, moment: Moment) -> None:
        """Judge the places again; after the order was carried out there is nothing left to do."""
        before, now = (
            (one.state.status[0, self._force], one.state.bound_for[0, self._force])
            for one in (self._moment, moment)
        )
        self._moment = moment
        if not moment.live or before != now:
            self.accept()
            return
        self._fill()

    # -- how it is made ---------------------------------------------------------------------------

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr

        def verdict(row: model.Destination) -> str:
            return tr("✓ lawful") if not row.code else tr("✗ {}").format(self._reasons.of(row)[0])

        def tip(row: model.Destination) -> str:
            return "\n".join(part for part in self._reasons.of(row) if part) or tr("Lawful.")

        return (
            Column(tr("Place"), lambda r: r.name),
            Column(tr("May it go there?"), verdict, lambda r: r.code, tip=tip),
            Column(tr("Km to line"), lambda r: number(r.km_to_line), lambda r: r.km_to_line,
                   True),
            Column(tr("Turns"), lambda r: "–" if r.turns is None else str(r.turns),
                   lambda r: 99 if r.turns is None else r.turns, True,
                   tip=lambda r: tr("Turns on the way")),
            Column(tr("Tier"), lambda r: f"T{r.tier}"),
        )  # fmt: skip

    def _lay_out(self, name: str) -> None:
        self.tier.setAccessibleName(self.tr("Tier"))
        self.tier.addItem(self.tr("The usual tier at the place"), None)
        for number_, one in enumerate(TIERS, 1):
            self.tier.addItem(one, number_)
        for line, hint in (
            (self.intent, self.tr("Intent: what it is to achieve")),
            (self.rationale, self.tr("Rationale: why now and why here")),
        ):
            line.setPlaceholderText(hint)
            line.setAccessibleName(hint)
            line.setMaxLength(MOST_WORDS)
        above = QHBoxLayout()
        above.addWidget(self.search, 1)
        above.addWidget(self.lawful_only)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.tr("Tier"), self.tier)
        form.addRow(self.tr("Intent"), self.intent)
        form.addRow(self.tr("Rationale"), self.rationale)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.give)
        below.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.addWidget(Title(self.tr("Where shall {} go?").format(name)))
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addWidget(self.verdict)
        column.addLayout(form)
        column.addLayout(below)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._sift)
        self.lawful_only.toggled.connect(self._sift)
        self.table.chosen.connect(self._judge)
        self.table.opened.connect(lambda row: self.submit())
        self.tier.currentIndexChanged.connect(self._fill)
        self.give.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.submit)

    # -- what it does -----------------------------------------------------------------------------

    def _fill(self) -> None:
        self._reasons = model.Reasons(self._moment, self._force)
        tier = self.tier.currentData()
        self.table.show_rows(model.destination_rows(self._moment, self._force, tier))
        if self.table.current() is None:
            self.table.selectRow(0)

    def _sift(self) -> None:
        text, lawful = self.search.text().casefold(), self.lawful_only.isChecked()
        self.table.sift(lambda row: text in row.name.casefold() and not (lawful and row.code))

    def _judge(self, row: model.Destination | None) -> None:
        self.give.setEnabled(row is not None and not row.code)
        if row is None:
            self.verdict.setText(self.tr("Choose a place."))
            return
        reason, remedy = self._reasons.of(row)
        words = self.tr("✓ {} is lawful.").format(row.name)
        if row.code:
            words = self.tr("✗ Not lawful: {} {}").format(reason, remedy)
        self.verdict.setText(words)
        if self.isVisible():
            self.focus_node.emit(row.node)

    def submit(self) -> None:
        """Ask for the order; nothing happens while the place is not lawful."""
        row = self.table.current()
        if row is None or row.code:
            return
        order = model.sending(
            self._moment, self._force, row.node, row.tier,
            self.intent.text().strip(), self.rationale.text().strip(),
        )  # fmt: skip
        self.act_requested.emit(asking.order(order))
