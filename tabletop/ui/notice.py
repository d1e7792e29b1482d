"""The lines at the bottom of the desk: what the last act came to, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.elided import Elided
from tabletop.ui.guide import Step
from tabletop.ui.theme import Theme

PLAIN, REFUSED, FAILED = "plain", "refused", "failed"
_SIGNS = {PLAIN: "✓", REFUSED: "✕", FAILED: "!"}
LINES = 2
"""Lines that are always kept free, so that a refusal moves nothing on the desk."""


class Notice(QFrame):
    """One sentence with a sign, kept until the next act, and below it what comes next.

    ``retry`` is asked for after a failure, ``panelAsked`` names the panel of the next step.  A
    refusal takes both lines, the reason and what would make it lawful.
    """

    retry = Signal()
    panelAsked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.kind = PLAIN
        self.reason = ""
        self.remedy = ""
        self.step = Step("")
        self._sign = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words.setObjectName("notice")
        self.hint = Elided()
        self.hint.setForegroundRole(QPalette.ColorRole.WindowText)
        self._again = QPushButton(self.tr("Try again"))
        self._again.clicked.connect(self.retry)
        self._again.hide()
        self.show_step = QPushButton(self.tr("Show where ▸"))
        self.show_step.setToolTip(self.tr("F3"))
        self.show_step.clicked.connect(self.follow)
        self.show_step.hide()
        self._lay_out()
        self._colour()
        self._keep_lines()

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._words)
        texts.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self._again)
        row.addWidget(self.show_step)

    @property
    def text(self) -> str:
        """What is said now."""
        return self._words.text()

    def say(self, sentence: str) -> None:
        """Say that something was done."""
        self._show(PLAIN, sentence, "")

    def refuse(self, reason: str, remedy: str) -> None:
        """Say why an act was refused and what would make it lawful."""
        self._show(REFUSED, reason, remedy)

    def fail(self, sentence: str, *, again: bool = False) -> None:
        """Say that something could not be done though it was allowed."""
        self._show(FAILED, sentence, "")
        self._again.setVisible(again)

    def guide(self, step: Step) -> None:
        """Say what comes next, below what was done."""
        self.step = step
        self.hint.say(step.words)
        self.hint.setAccessibleName(step.words)
        self._show_step()

    def follow(self) -> None:
        """Ask for the panel where the next step is done."""
        if self.step.panel:
            self.panelAsked.emit(self.step.panel)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self._theme = theme
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the lines when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "show_step"):
            self._keep_lines()

    def _keep_lines(self) -> None:
        self.setMinimumHeight(LINES * self.fontMetrics().lineSpacing() + 8)

    def _show(self, kind: str, reason: str, remedy: str) -> None:
        self.kind, self.reason, self.remedy = kind, reason, remedy
        words = reason
        if kind == REFUSED:
            words = self.tr("Refused: {reason}").format(reason=reason)
            if remedy:
                words += "\n" + self.tr("To make it lawful: {remedy}").format(remedy=remedy)
        self._sign.setText(_SIGNS[kind] if reason else "")
        self._words.setText(words)
        self._words.setToolTip(words)
        self.setAccessibleName(words)
        self._again.hide()
        self._show_step()
        self._colour()

    def _show_step(self) -> None:
        free = self.kind != REFUSED
        self._words.setVisible(bool(self.text) or not free)
        self.hint.setVisible(free and bool(self.step.words))
        self.show_step.setVisible(free and bool(self.step.panel))

    def _colour(self) -> None:
        theme = self._theme
        colour = {PLAIN: theme.text, REFUSED: theme.bad, FAILED: theme.bad}[self.kind]
        weight = "normal" if self.kind == PLAIN else "bold"
        rules = (
            f"Notice {{ background: {theme.panel}; border-top: 1px solid {theme.border}; }}"
            f"Notice > QLabel {{ color: {colour}; font-weight: {weight}; }}"
            f"Notice > Elided {{ color: {theme.text}; font-weight: bold; }}"
        )
        if rules != self.styleSheet():  # setting them lays the whole desk out anew
            self.setStyleSheet(rules)
