"""A row that asks for the reason of something before it is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.panel import Say, button

MOST_WORDS = 500
"""Longest reason, in characters."""


class ReasonRow(QFrame):
    """Hidden until it is opened with a question; Enter answers, Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.question = Say()
        self.reason = QLineEdit()
        self.reason.setMaxLength(MOST_WORDS)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("Reason (required)"))
        self.turn = QSpinBox()
        self.turn.setAccessibleName(self.tr("To which turn"))
        self.turn.setPrefix(self.tr("to turn "))
        self.done = button(self.tr("Do it"))
        self.cancel = button(self.tr("Cancel"))
        self._then: Callable[[str, int], None] | None = None
        self._back: QWidget | None = None
        line = QHBoxLayout()
        line.addWidget(self.reason, 1)
        line.addWidget(self.turn)
        buttons = QWidget()
        flow = FlowLayout(buttons, 0, 6)
        flow.addWidget(self.done)
        flow.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.addWidget(self.question)
        column.addLayout(line)
        column.addWidget(buttons)
        self.reason.textChanged.connect(self._check)
        self.reason.returnPressed.connect(self.answer)
        self.done.clicked.connect(self.answer)
        self.cancel.clicked.connect(self.close_row)
        self.hide()

    def open_row(
        self,
        question: str,
        then: Callable[[str, int], None],
        turns: tuple[int, int] | None = None,
        words: str = "",
    ) -> None:
        """Ask; ``then`` is called with the reason and, when ``turns`` gives a range, the turn."""
        self._back = self.window().focusWidget()
        self._then = then
        self.question.setText(question)
        self.done.setText(words or self.tr("Do it"))
        self.done.setAccessibleName(self.done.text())
        self.turn.setVisible(turns is not None)
        if turns is not None:
            self.turn.setRange(*turns)
            self.turn.setValue(turns[0])
        self.reason.clear()
        self._check()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self) -> None:
        """Go on, when a reason was given."""
        reason, then = self.reason.text().strip(), self._then
        if reason and then is not None:
            turn = self.turn.value()
            self.close_row()
            then(reason, turn)

    def close_row(self) -> None:
        """Close without doing anything."""
        if self.isHidden():
            return
        self._then = None
        inside = (self.reason, self.turn, self.done, self.cancel)
        had_focus = any(one.hasFocus() for one in inside)
        self.hide()
        if had_focus and self._back is not None:
            self._back.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_row()
        else:
            super().keyPressEvent(event)

    def _check(self) -> None:
        self.done.setEnabled(bool(self.reason.text().strip()))
