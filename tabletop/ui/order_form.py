"""The short form under the map when forces were put down: where, why, give the orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

LONGEST = 300
"""Most letters of an intent or a rationale."""
NARROW = 64
"""Letters below which the title stands above the buttons, not beside them."""
LINES, FEW_LINES = 5, 3
"""Most lines of a verdict that are in sight at once, and in a narrow form."""


class OrderForm(QFrame):
    """Prepares deployments to one place, an order for each force.

    ``act_requested`` carries an act, ``closed`` says that the form went away.
    """

    act_requested = Signal(object)
    closed = Signal()
    considered = Signal(object)
    """The lawful orders that are prepared, as data."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._moment: Moment | None = None
        self.forces: tuple[int, ...] = ()
        self.node = -1
        self._waiting: list[dict[str, Any]] = []
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
        self._first, buttons, second = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for widget in (self.tier, self.give, self.cancel):
            buttons.addWidget(widget)
        self._first.addWidget(self.title, 1)
        self._first.addLayout(buttons)
        for line in (self.intent, self.rationale):
            second.addWidget(line, 1)
        self._told = QScrollArea()  # in a narrow window a verdict may be longer than there is room
        self._told.setFrameShape(QScrollArea.Shape.NoFrame)
        self._told.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._told.setWidgetResizable(True)
        self._told.setWidget(self.verdict)
        self._told.setAccessibleName(self.tr("Whether the order is lawful"))
        self._told.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 8, 5)
        column.addLayout(self._first)
        column.addLayout(second)
        column.addWidget(self._told)
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
            " OrderForm QScrollArea, OrderForm QScrollArea > QWidget > QWidget"
            " { background: transparent; }"
        )

    def minimumSizeHint(self) -> QSize:
        """Return less than the form needs, so that it never makes the window of the desk grow."""
        return QSize(super().minimumSizeHint().width(), 3 * self.fontMetrics().lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the title above the buttons where there is no room beside them."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_told"):
            self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        narrow = self.width() < NARROW * metrics.averageCharWidth()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._first.setDirection(down if narrow else across)
        edges = self.contentsMargins().left() + 16
        self.verdict.ensurePolished()
        wide = max(self.width() - edges, 1)
        high = max(self.verdict.heightForWidth(wide), 0)
        # Its own wish is for a narrow column, and would make the window grow.
        tall = self.title.heightForWidth(wide) if narrow else 0
        self.title.setMinimumHeight(max(tall, 1))
        most = (FEW_LINES if narrow else LINES) * metrics.lineSpacing()
        scrolls = Qt.FocusPolicy.TabFocus if high > most else Qt.FocusPolicy.NoFocus
        self._told.setFocusPolicy(scrolls)
        self._told.setFixedHeight(min(high, most))

    @property
    def force(self) -> int:
        """The first force; -1 for none."""
        return self.forces[0] if self.forces else -1

    def propose(self, moment: Moment, force: int, node: int) -> None:
        """Prepare the order that sends a force to a node."""
        self.propose_all(moment, (force,), node)

    def propose_all(self, moment: Moment, forces: tuple[int, ...], node: int) -> None:
        """Prepare the orders that send forces to a node, one for each."""
        self._moment, self.forces, self.node = moment, forces, node
        place = moment.world.geography.nodes[node].name
        names = [moment.world.forces[force].name for force in forces]
        if len(names) == 1:
            title = self.tr("Send {force} to {place}").format(force=names[0], place=place)
        else:
            title = self.tr("Send {count} forces to {place}, one order each: {names}").format(
                count=len(names), place=place, names=", ".join(names)
            )
        self.title.setText(title)
        self._fit()
        self._fill_tiers(moment)
        self.intent.clear()
        self.rationale.clear()
        must = self.tr("Rationale: why now and why here (this exercise asks for it)")
        may = self.tr("Rationale: why now and why here")
        hint = must if self.rationale_required else may
        self.rationale.setPlaceholderText(hint)
        self.rationale.setAccessibleName(hint)
        words = self.tr("Give the order") if len(names) == 1 else self.tr("Give {count} orders")
        self.give.setText(words.format(count=len(names)))
        self._judge()
        self.show()
        self.intent.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_tiers(self, moment: Moment) -> None:
        from tabletop.ui.panels.forces_model import usual_tier
        from tabletop.world.variables import TIERS

        self.tier.blockSignals(True)
        self.tier.clear()
        if len(self.forces) > 1:
            self.tier.addItem(self.tr("usual tier"), 0)
        for number, name in enumerate(TIERS, 1):
            self.tier.addItem(name, number)
        if len(self.forces) == 1:
            self.tier.setCurrentIndex(usual_tier(moment, self.force, self.node) - 1)
        self.tier.blockSignals(False)

    @property
    def rationale_required(self) -> bool:
        """Whether the scenario asks the seat for the rationale of each order."""
        moment = self._moment
        if moment is None or moment.seat is None:
            return False
        scenario = moment.world.scenario
        return scenario.rationale_required and scenario.seat(moment.seat).role == "player"

    def orders(self) -> list[dict[str, Any]]:
        """Return the orders as data, one for each force."""
        from tabletop.ui.panels.forces_model import sending, usual_tier

        moment = self._moment
        assert moment is not None, "nothing is proposed"
        tier = int(self.tier.currentData())
        words = self.intent.text().strip(), self.rationale.text().strip()
        return [
            sending(moment, force, self.node, tier or usual_tier(moment, force, self.node), *words)
            for force in self.forces
        ]

    def order(self) -> dict[str, Any]:
        """Return the order of the first force as data."""
        return self.orders()[0]

    def _judge(self) -> None:
        from tabletop.ui.panels.orders_model import verdict

        moment = self._moment
        assert moment is not None, "nothing is proposed"
        orders = self.orders()
        judged = [verdict(moment, order) for order in orders]
        lawful = [order for order, one in zip(orders, judged, strict=True) if one.is_lawful]
        self.considered.emit(tuple(lawful))
        bad = [(force, one) for force, one in zip(self.forces, judged, strict=True)
               if not one.is_lawful]  # fmt: skip
        if not bad:
            self._say(self.tr("Lawful."), lawful=True)
            return
        force, one = bad[0]
        words = self.tr("Not lawful: {reason}").format(reason=one.reason)
        if len(self.forces) > 1:
            words = self.tr("{count} of {all} are lawful. Not lawful: {force}: {reason}").format(
                count=len(judged) - len(bad), all=len(judged),
                force=moment.world.forces[force].name, reason=one.reason,
            )  # fmt: skip
        if one.remedy:
            words += " " + self.tr("To make it lawful: {remedy}").format(remedy=one.remedy)
        self._say(words, lawful=False)

    def _say(self, words: str, *, lawful: bool) -> None:
        self.verdict.setText(("✓ " if lawful else "✕ ") + words)
        colour = self._theme.good if lawful else self._theme.bad
        self.verdict.setStyleSheet(f"color: {colour}; font-weight: bold;")
        self._fit()

    def submit(self) -> None:
        """Ask for the orders; a refusal is answered by the session, so that it is seen in full.

        Several orders are asked for one after another, the desk having its turn in between.
        """
        if self._moment is None:
            return
        if self.rationale_required and not self.rationale.text().strip():
            self._say(self.tr("Say why: this exercise asks for the rationale of each order."),
                      lawful=False)  # fmt: skip
            self.rationale.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._waiting = self.orders()
        self._send_next()

    def _send_next(self) -> None:
        from tabletop.session.acts import GiveOrder

        if self._waiting:
            order = self._waiting.pop(0)
            if self._waiting:
                QTimer.singleShot(1, self, self._send_next)
            self.act_requested.emit(GiveOrder(order=order))

    def dismiss(self) -> None:
        """Go away without an order."""
        self.hide()
        self.considered.emit(())
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys that mean something here."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
