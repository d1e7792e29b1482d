"""A small dialog that asks for one line: a reason, or an observation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

LONGEST = 500
"""Most letters of a reason."""


class ReasonDialog(QDialog):
    """Asks for one line that must not be empty; ``choices`` (id → title) add a box to choose from.

    ``done_with`` is called with the line and the choice once a person agrees.
    """

    def __init__(
        self,
        title: str,
        question: str,
        done_with: Callable[[str, str], None],
        choices: dict[str, str] | None = None,
        given: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        asked = QLabel(question)
        asked.setWordWrap(True)
        self.line = QLineEdit(given)
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(question)
        self.line.selectAll()
        self.choice = QComboBox()
        for name, words in (choices or {}).items():
            self.choice.addItem(words, name)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(asked)
        form.addRow(self.line)
        if choices:
            form.addRow(self.tr("Objective"), self.choice)
        form.addRow(self.buttons)
        self.line.textChanged.connect(self._check)
        self._check(given)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        self.accepted.connect(
            lambda: done_with(self.line.text().strip(), str(self.choice.currentData() or ""))
        )

    def _check(self, text: str) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(text.strip()))
