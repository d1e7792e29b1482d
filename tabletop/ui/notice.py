"""The line at the bottom of the desk: what the last act came to, and what would make it lawful."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from tabletop.ui.theme import Theme

PLAIN, REFUSED, FAILED = "plain", "refused", "failed"
_SIGNS = {PLAIN: "✓", REFUSED: "✕", FAILED: "!"}


class Notice(QFrame):
    """One sentence with a sign, kept until the next act; ``retry`` is asked for after a failure."""

    retry = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.kind = PLAIN
        self.reason = ""
        self.remedy = ""
        self._sign = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words.setObjectName("notice")
        self._again = QPushButton(self.tr("Try again"))
        self._again.clicked.connect(self.retry)
        self._again.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._again)

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

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self._theme = theme
        self._colour()

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
        self._colour()

    def _colour(self) -> None:
        theme = self._theme
        colour = {PLAIN: theme.text, REFUSED: theme.bad, FAILED: theme.bad}[self.kind]
        weight = "normal" if self.kind == PLAIN else "bold"
        self.setStyleSheet(
            f"Notice {{ background: {theme.panel}; border-top: 1px solid {theme.border}; }}"
            f"QLabel {{ color: {colour}; font-weight: {weight}; }}"
        )
