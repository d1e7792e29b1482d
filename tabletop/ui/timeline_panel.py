"""The timeline: turns, injects, orders, rulings and incidents in lanes, and a scrubber."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.elided import Elided
from tabletop.ui.theme import Theme
from tabletop.ui.timeline_lanes import Lanes
from tabletop.ui.timeline_model import timeline_of

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

CLOSEST = 40.0
"""How many times wider than its window the timeline can be."""


class TimelinePanel(QFrame):
    """The timeline with its buttons; ``looked`` carries an entry number, None for now."""

    looked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lanes = Lanes(theme)
        self.lanes.looked.connect(lambda seq: self.looked.emit(seq))
        self.lanes.describe = self._describe
        self._moment: Moment | None = None
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.lanes)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().installEventFilter(self)
        self.words = Elided()
        self.now = QPushButton(self.tr("Back to now"))
        self.now.clicked.connect(lambda: self.looked.emit(None))
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 6, 0)
        row.addWidget(self.words, 1)
        for sign, name, factor in (
            ("−", self.tr("Narrower timeline"), 1 / 1.5),
            ("+", self.tr("Wider timeline"), 1.5),
        ):
            row.addWidget(self._zoom_button(sign, name, factor))
        row.addWidget(self.now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(2)
        column.addWidget(self._scroll, 1)
        column.addLayout(row)

    def _zoom_button(self, sign: str, name: str, factor: float) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self.zoom_by(factor))
        return button

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self.lanes.theme = theme
        self.lanes.update()

    def show_moment(self, latest: Moment, seq: int) -> None:
        """Show the whole record as the seat may see it, with the scrubber at an entry."""
        if latest is not self._moment:  # else only another entry of the same record is looked at
            self._moment = latest
            timeline = timeline_of(latest)
            if timeline != self.lanes.timeline:  # else what is painted of it can be used again
                self.lanes.timeline = timeline
        self.lanes.seq = seq
        past = seq < latest.seq
        self.now.setEnabled(past)
        self.words.say(self._describe(seq) if seq else self.tr("Before the first entry"))
        self.lanes.setAccessibleDescription(self.words.text())
        self.lanes.update()

    def _describe(self, seq: int) -> str:
        from tabletop.ui.spoken import entry_sentence

        moment = self._moment
        entries = () if moment is None else moment.entries
        at = bisect_left(entries, seq, key=lambda entry: entry.seq)
        entry = entries[at] if at < len(entries) and entries[at].seq == seq else None
        if moment is None or entry is None:
            return self.tr("Entry {seq}").format(seq=seq)
        words = entry_sentence(moment.world, entry)
        taken = "" if seq not in moment.voided else self.tr(" (taken back)")
        return self.tr("Entry {seq}, turn {turn}: {words}{taken}").format(
            seq=seq, turn=entry.turn, words=words, taken=taken
        )

    def zoom_by(self, factor: float) -> None:
        """Make the timeline wider or narrower, never narrower than its window."""
        lanes = self.lanes
        lanes.zoom = min(CLOSEST, max(1.0, lanes.zoom * factor))
        self._widen()

    def _widen(self) -> None:
        wide = self._scroll.viewport().width()
        self.lanes.setMinimumWidth(int(wide * self.lanes.zoom) if self.lanes.zoom > 1 else 0)
        at = self.lanes.timeline.places.get(self.lanes.seq, 0.0) if self.lanes.timeline else 0.0
        self._scroll.ensureVisible(int(self.lanes.x_of(at)), 0, wide // 3, 0)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Keep the lanes as wide as the zoom says; zoom and scroll by the wheel."""
        if event.type() == QEvent.Type.Resize:
            self._widen()
        elif isinstance(event, QWheelEvent):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.zoom_by(1.2 if event.angleDelta().y() > 0 else 1 / 1.2)
                return True
            bar = self._scroll.horizontalScrollBar()
            way = event.angleDelta().y() or event.angleDelta().x()
            bar.setValue(bar.value() - way)
            return True
        return False
