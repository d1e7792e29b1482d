"""The phases of a turn in a row, as the bar at the top shows them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from tabletop.ui.theme import Theme

STEPS = ("brief", "orders", "adjudication", "feedback")


class PhaseSteps(QFrame):
    """The phases of a turn in a row; the present one stands out in colour, weight and by a sign.

    ``asked`` carries a later phase of the turn that was clicked, to jump to it.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._titles = {
            "brief": self.tr("Brief"),
            "orders": self.tr("Orders"),
            "adjudication": self.tr("Adjudication"),
            "feedback": self.tr("Feedback"),
        }
        self._labels: dict[str, QPushButton] = {}
        for step in STEPS:
            label = QPushButton()
            label.setFlat(True)
            label.clicked.connect(lambda _=False, one=step: self.asked.emit(one))
            self._labels[step] = label
            row.addWidget(label)

    def button(self, phase: str) -> QPushButton:
        """Return the button of a phase."""
        return self._labels[phase]

    def let_jump(self, phase: str, may: bool) -> None:
        """Let phases after the present one be jumped to, when that may be done."""
        at = STEPS.index(phase) if phase in STEPS else len(STEPS)
        for i, step in enumerate(STEPS):
            can = may and i > at
            self._labels[step].setEnabled(can)
            words = self.tr("Jump to this phase; what lies between is carried out.") if can else ""
            self._labels[step].setToolTip(words)

    def show_phase(self, phase: str, held: bool, theme: Theme) -> None:
        """Mark a phase as the present one."""
        for number, step in enumerate(STEPS, 1):
            now, label = step == phase, self._labels[step]
            sign = ("❚❚ " if held else "▶ ") if now else ""
            label.setText(f"{sign}{number} {self._titles[step]}")
            label.setAccessibleName(
                self.tr("{phase}, the present phase").format(phase=self._titles[step])
                if now
                else self._titles[step]
            )
            ground, text = (theme.accent, theme.on_accent) if now else (theme.raised, theme.text)
            label.setStyleSheet(
                f"QPushButton {{ background: {ground}; color: {text}; padding: 4px 8px;"
                f" border: 2px solid {ground}; font-weight: {'bold' if now else 'normal'}; }}"
                f"QPushButton:hover:enabled {{ border-color: {theme.accent}; }}"
                f"QPushButton:focus {{ border-color: {theme.text}; }}"
            )
