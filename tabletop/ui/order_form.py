"""The short form that opens under the map when a force was put down: where, why, give the order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

LONGEST = 300
"""Most letters of an intent or a rationale."""


class OrderForm(QFrame):
    """Prepares a deployment; ``act_requested`` carries the act, ``closed`` says it went away."""

    act_requested = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._moment: Moment | None = None
        self.force = self.node = -1
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.tier = QComboBox()
        self.tier.setAccessibleName(self.tr("Tier"))
        self.tier.setToolTip(self.tr("Tier of the security arrangement in which the force serves."))
        self.intent = self._line(self.tr("Intent: what it is to achieve"))
        self.rationale = self._line(self.tr("Rationale: why now and why here"))
        self.verdict = QLabel()
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict.setWordWrap(True)
        self.title.setWordWrap(True)
        self.give = QPushButton(self.tr("Give the order"))
        self.give.setToolTip(self.tr("Enter"))
        self.give.clicked.connect(self.submit)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Esc"))
        self.cancel.clicked.connect(self.dismiss)
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget, stretch in ((self.title, 1), (self.tier, 0), (self.give, 0), (self.cancel, 0)):
            first.addWidget(widget, stretch)
        for line in (self.intent, self.rationale):
            second.addWidget(line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 8, 5)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.verdict)
        self.tier.currentIndexChanged.connect(self._judge)
        self.set_theme(theme)
        self.hide()

    def _line(self, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.setAccessibleName(hint)
        line.setMaxLength(LONGEST)
        line.returnPressed.connect(self.submit)
        return line

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self._theme = theme
        self.setStyleSheet(
            f"OrderForm {{ background: {theme.panel}; border-top: 2px solid {theme.accent}; }}"
        )

    def propose(self, moment: Moment, force: int, node: int) -> None:
        """Prepare the order that sends a force to a node."""
        from tabletop.ui.panels.forces_model import usual_tier
        from tabletop.world.variables import TIERS

        self._moment, self.force, self.node = moment, force, node
        world = moment.world
        names = self.tr("Send {force} to {place}")
        self.title.setText(
            names.format(force=world.forces[force].name, place=world.geography.nodes[node].name)
        )
        self.tier.blockSignals(True)
        self.tier.clear()
        for number, name in enumerate(TIERS, 1):
            self.tier.addItem(name, number)
        self.tier.setCurrentIndex(usual_tier(moment, force, node) - 1)
        self.tier.blockSignals(False)
        self.intent.clear()
        self.rationale.clear()
        self._judge()
        self.show()
        self.intent.setFocus(Qt.FocusReason.OtherFocusReason)

    def order(self) -> dict[str, Any]:
        """Return the order as data."""
        from tabletop.ui.panels.forces_model import sending

        assert self._moment is not None
        return sending(
            self._moment, self.force, self.node, int(self.tier.currentData()),
            self.intent.text().strip(), self.rationale.text().strip(),
        )  # fmt: skip

    def _judge(self) -> None:
        from tabletop.ui.panels.orders_model import verdict

        assert self._moment is not None
        judged = verdict(self._moment, self.order())
        lawful = judged.is_lawful
        words = self.tr("Lawful.")
        if not lawful:
            words = self.tr("Not lawful: {reason}").format(reason=judged.reason)
            if judged.remedy:
                words += " " + self.tr("To make it lawful: {remedy}").format(remedy=judged.remedy)
        self.verdict.setText(("✓ " if lawful else "✕ ") + words)
        colour = self._theme.good if lawful else self._theme.bad
        self.verdict.setStyleSheet(f"color: {colour}; font-weight: bold;")

    def submit(self) -> None:
        """Ask for the order; a refusal is answered by the session, so that it is seen in full."""
        from tabletop.session.acts import GiveOrder

        if self._moment is not None:
            self.act_requested.emit(GiveOrder(order=self.order()))

    def dismiss(self) -> None:
        """Go away without an order."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys that mean something here."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
