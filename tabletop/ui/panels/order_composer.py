"""Composing an order: for whom, what, with which particulars, and whether it would be lawful."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from tabletop.ui.elided import ElidedCombo
from tabletop.ui.panels import asking
from tabletop.ui.panels import orders_model as model
from tabletop.ui.panels.order_fields import WORDS, OrderFields
from tabletop.ui.panels.order_words import group_title, order_title
from tabletop.ui.panels.panel import Say, button

if TYPE_CHECKING:
    from tabletop.session.moment import Moment


class OrderComposer(QWidget):
    """The form; ``act_requested`` carries the order when it is given."""

    act_requested = Signal(object)
    focus_force = Signal(int)
    focus_node = Signal(int)
    considered = Signal(object)
    """The order that is filled in, as data, where it is lawful."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._touched = False  # a verdict greets nobody before something was chosen
        self._filled_by_hand = False
        self.actor, self.type = ElidedCombo(), ElidedCombo()
        self.says = Say(dim=True)
        self.fields = OrderFields()
        self.intent, self.rationale = QLineEdit(), QLineEdit()
        self.verdict, self.objection = Say(), Say(dim=True)
        self.give = button(self.tr("&Give the order"), self.tr("Record the order."))
        self._lay_out()
        self.actor.currentIndexChanged.connect(self._chosen)
        self.type.currentIndexChanged.connect(self._chosen)
        self.fields.changed.connect(self._changed)
        self.give.clicked.connect(self.submit)
        for line in (self.intent, self.rationale):
            line.textEdited.connect(self._touch)
            line.returnPressed.connect(self.submit)

    def _lay_out(self) -> None:
        above, below = QFormLayout(), QFormLayout()
        for form in (above, below):
            form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for box in (self.actor, self.type):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(14)
        rows = (
            (above, self.tr("For"), self.actor, ""),
            (above, self.tr("Order"), self.type, ""),
            (below, self.tr("Intent"), self.intent, self.tr("what it is to achieve")),
            (below, self.tr("Rationale"), self.rationale, self.tr("why now, why this")),
        )
        for form, words, widget, hint in rows:
            form.addRow(words, widget)
            widget.setAccessibleName(f"{words}: {hint}" if hint else words)
            if isinstance(widget, QLineEdit):
                widget.setMaxLength(WORDS)
                widget.setPlaceholderText(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(above)
        column.addWidget(self.says)
        column.addWidget(self.fields)
        column.addLayout(below)
        for label in (self.verdict, self.objection, self.give):
            column.addWidget(label)

    # -- what is shown ----------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        """Offer the actors of the seat and judge what is written anew."""
        self._moment = moment
        if not self.type.count():
            self._name_types()
        speaks_for = [moment.world.actors[i] for i in asking.speaks_for(moment)]
        names = [(one.id, one.name) for one in speaks_for]
        if names != [(self.actor.itemData(i), self.actor.itemText(i))
                     for i in range(self.actor.count())]:  # fmt: skip
            before = self.actor.currentData()
            with QSignalBlocker(self.actor):
                self.actor.clear()
                for id, name in names:
                    self.actor.addItem(name, id)
                self.actor.setCurrentIndex(max(self.actor.findData(before), 0))
            if names and not self._touched:
                self._start(moment)
        self.setEnabled(bool(names) and moment.live)
        self._choose()

    def compose(self, draft: Mapping[str, Any]) -> None:
        """Begin with an order that is written in part."""
        if self._moment is None:
            return
        with QSignalBlocker(self.actor), QSignalBlocker(self.type):
            for box, name in ((self.actor, "actor"), (self.type, "type")):
                at = box.findData(draft.get(name))
                if at >= 0:
                    box.setCurrentIndex(at)
        self._touched = True
        self._filled_by_hand = "force" in draft or "type" not in draft
        self._choose()
        with QSignalBlocker(self.fields):
            self.fields.set_values(dict(draft))
        self._filled_by_hand = True
        self.intent.setText(str(draft.get("intent", "")))
        self.rationale.setText(str(draft.get("rationale", "")))
        self._judge()
        self.type.setFocus(Qt.FocusReason.OtherFocusReason)

    def order(self) -> dict[str, Any]:
        """Return the order as it is written."""
        return {
            "type": self.type.currentData(), "actor": self.actor.currentData() or "",
            **self.fields.values(), "intent": self.intent.text().strip(),
            "rationale": self.rationale.text().strip(),
        }  # fmt: skip

    def begin_anew(self) -> None:
        """Be ready for the next order after one was given."""
        self.intent.clear()
        self.rationale.clear()
        self._touched = self._filled_by_hand = False

    def _name_types(self) -> None:
        group = ""
        with QSignalBlocker(self.type):
            for type, of, says in model.order_types():
                if of != group:
                    self._add_heading(group_title(of))
                group = of
                self.type.addItem(order_title(type), type)
                self.type.setItemData(self.type.count() - 1, says, Qt.ItemDataRole.ToolTipRole)

        self.type.setMaxVisibleItems(24)

    def _add_heading(self, words: str) -> None:
        self.type.addItem(words)
        bold = self.font()
        bold.setBold(True)
        at = self.type.count() - 1
        self.type.setItemData(at, bold, Qt.ItemDataRole.FontRole)
        items = self.type.model()
        if isinstance(items, QStandardItemModel):
            items.item(at).setEnabled(False)

    def _start(self, moment: Moment) -> None:
        """Begin with an order that would be lawful for the actor, when there is one."""
        with QSignalBlocker(self.type):
            wanted = model.first_type(moment, str(self.actor.currentData()))
            self.type.setCurrentIndex(max(self.type.findData(wanted), 1))

    def _touch(self) -> None:
        self._touched = True
        self._judge()

    def _chosen(self) -> None:
        self._touched, self._filled_by_hand = True, False
        self._choose()

    def _choose(self) -> None:
        type, moment = self.type.currentData(), self._moment
        if type is None or moment is None:
            return
        self.says.say(str(self.type.currentData(Qt.ItemDataRole.ToolTipRole) or ""))
        actor = str(self.actor.currentData() or "")
        with QSignalBlocker(self.fields):
            self.fields.show_type(moment, type, actor)
            if not self._filled_by_hand and not model.verdict(moment, self.order()).is_lawful:
                self.fields.set_values(model.lawful_start(moment, type, actor) or {})
        self._judge()

    def _changed(self, name: str) -> None:
        self._touched = self._filled_by_hand = True
        moment, value = self._moment, self.fields.values().get(name)
        if moment is not None and self.isVisible():
            force = moment.world.index["force"].get(str(value)) if name == "force" else None
            node = moment.world.index["node"].get(str(value)) if name in ("to", "via") else None
            if force is not None:
                self.focus_force.emit(force)
            if node is not None:
                self.focus_node.emit(node)
        self._judge()

    def _judge(self) -> None:
        moment = self._moment
        if moment is None or not self.actor.count():
            self.verdict.say("")
            self.objection.say(self.tr("This seat gives no orders."))
            return
        objection = asking.objection(moment, asking.order(self.order()))
        self.objection.say(objection)
        self.give.setEnabled(self._touched and not objection)  # nobody has asked for it yet
        if not self._touched:
            self.verdict.say(self.tr(
                "Nothing has been chosen yet: choose for whom and what, or write what it is to "
                "achieve; then the order can be given. Whether it is lawful is said here before."
            ))  # fmt: skip
            return
        verdict = model.verdict(moment, self.order())
        self.considered.emit((self.order(),) if verdict.is_lawful else ())
        words = self.tr("✓ Lawful.")
        if not verdict.is_lawful:
            words = self.tr("✗ Not lawful: {}").format(verdict.reason)
            if verdict.remedy:
                words += "\n" + self.tr("What would make it lawful: {}").format(verdict.remedy)
        self.verdict.say(words)

    # -- what is asked ----------------------------------------------------------------------------

    def submit(self) -> None:
        """Give the order, lawful or not: a refusal is answered in full by the session."""
        if self.give.isEnabled() and self.isEnabled():
            self.act_requested.emit(asking.order(self.order()))
