"""The form for an inject made up on the spot, with its effects checked while they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from tabletop.rules.references import MADE_BY_RULES
from tabletop.ui.panels import asking
from tabletop.ui.panels import msel_model as model
from tabletop.ui.panels.panel import Say, button, fit_dialog
from tabletop.ui.panels.words import said
from tabletop.world.injects import KINDS
from tabletop.world.variables import VARIABLES

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

LONGEST_TITLE = 120


class ListCompleter(QCompleter):
    """Completes the last of several names that have commas between them."""

    def __init__(self, names: list[str], parent: QWidget) -> None:
        super().__init__(names, parent)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        """Return what is written of the last name."""
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return the whole line with the last name completed."""
        line = self.widget()
        before = line.text().rpartition(",")[0].strip() if isinstance(line, QLineEdit) else ""
        name = super().pathFromIndex(index)
        return f"{before}, {name}" if before else name


class AdHocDialog(QDialog):
    """Title, text, channel, sender, addressees and effects of a new inject."""

    act_requested = Signal(object)

    def __init__(self, moment: Moment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment, self._entries = moment, len(moment.entries)
        self.setWindowTitle(self.tr("New inject"))
        self.title, self.author, self.addressees = QLineEdit(), QLineEdit(), QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.channel, self.kind = QComboBox(), QComboBox()
        self.text, self.effects = QPlainTextEdit(), QPlainTextEdit()
        self.variable = QComboBox()
        self.verdict = Say()
        self.send = button(self.tr("&Fire the inject"), self.tr("Ctrl+Enter"))
        self.cancel = button(self.tr("Cancel"))
        self._fill()
        self._lay_out()
        self._connect()
        fit_dialog(self, 100, 36)
        self._check()

    def show_moment(self, moment: Moment) -> None:
        """Close when the inject was delivered; otherwise go on with the new moment."""
        delivered = any(one.type == "ad_hoc" for one in moment.entries[self._entries :])
        self._moment, self._entries = moment, len(moment.entries)
        if delivered or not moment.live:
            self.accept()
            return
        self._check()

    def _fill(self) -> None:
        world = self._moment.world
        self.channel.setEditable(True)
        self.channel.addItems(sorted({one.channel for one in world.injects if one.channel}))
        self.channel.setCurrentText("")
        for kind in KINDS:
            self.kind.addItem(said(kind), kind)
        self.kind.setCurrentIndex(KINDS.index("contingency"))
        self.variable.addItem(self.tr("Insert a variable…"))
        for var in VARIABLES:
            if var.name not in MADE_BY_RULES:
                places = f"[{', '.join(var.per)}]" if var.per else ""
                self.variable.addItem(f"{var.name}{places} – {var.says}", f"{var.name}{places}")
        self.variable.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        groups = sorted({said(group) for actor in world.actors for group in actor.groups})
        names = [*(actor.name for actor in world.actors), *groups]
        self.addressees.setCompleter(ListCompleter(names, self))
        self.addressees.setPlaceholderText(
            self.tr("names, with commas between; left empty, it goes to everybody")
        )
        self.effects.setPlaceholderText("cohesion: -6\ntension[kupiansk]: 20\nmandate: =treaty")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, widget in (
            (self.tr("&Title"), self.title), (self.tr("Te&xt"), self.text),
            (self.tr("&Channel"), self.channel), (self.tr("&From"), self.author),
            (self.tr("Ad&dressees"), self.addressees), (self.tr("&Kind"), self.kind),
            (self.tr("&Effects, one a line"), self.effects), ("", self.variable),
        ):  # fmt: skip
            widget.setAccessibleName(words.replace("&", "") or self.tr("Insert a variable"))
            form.addRow(words, widget)
        for box in (self.text, self.effects):
            box.setTabChangesFocus(True)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.send)
        below.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.addLayout(form, 1)
        column.addWidget(self.verdict)
        column.addLayout(below)

    def _connect(self) -> None:
        self.title.textChanged.connect(self._check)
        self.addressees.textChanged.connect(self._check)
        self.effects.textChanged.connect(self._check)
        self.variable.activated.connect(self._insert)
        self.send.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.submit)

    def _insert(self, at: int) -> None:
        name = self.variable.itemData(at)
        if name:
            lines = self.effects.toPlainText().rstrip("\n")
            self.effects.setPlainText(f"{lines}\n{name}: ".lstrip("\n"))
            self.effects.moveCursor(self.effects.textCursor().MoveOperation.End)
            self.effects.setFocus()
        self.variable.setCurrentIndex(0)

    def fault(self) -> str:
        """Say what keeps the inject from being delivered; empty when nothing does."""
        if not self.title.text().strip():
            return self.tr("The inject needs a title.")
        world = self._moment.world
        known = set(model.addressees_called(world).values())
        for one in model.draft_addressees(world, self.addressees.text()):
            if one not in known:
                return self.tr("There is no actor or group “{}”.").format(one)
        reading = model.read_effects(world, self.effects.toPlainText())
        if reading.fault:
            return self.tr("Effects, line {}: {}").format(reading.line, reading.fault)
        return asking.objection(self._moment, self.act())

    def act(self) -> asking.Act:
        """Return the act that delivers the inject."""
        return asking.act(
            "ad_hoc", title=self.title.text().strip()[:LONGEST_TITLE] or "?",
            text=self.text.toPlainText(), channel=self.channel.currentText(),
            sender=self.author.text(), kind=self.kind.currentData(),
            addressees=model.draft_addressees(self._moment.world, self.addressees.text()),
            effects=dict(
                model.read_effects(self._moment.world, self.effects.toPlainText()).effects
            ),
        )  # fmt: skip

    def _check(self) -> None:
        fault = self.fault()
        self.verdict.setText(f"✗ {fault}" if fault else self.tr("✓ Ready to be fired."))
        self.send.setEnabled(not fault)

    def submit(self) -> None:
        """Ask for the inject to be delivered, when nothing is wrong with it."""
        if not self.fault():
            self.act_requested.emit(self.act())
