"""The debrief bar: steps, plays, scrubs and jumps through the record of a session."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.flow import FlowLayout
from tabletop.ui.playback import SPEEDS, Playback
from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.ui.bridge import Replayer

WIDTH = 24
"""Letters of the list of turns that are always shown."""
STAFF = ("facilitator", "evaluator")


class DebriefBar(QFrame):
    """First, previous, play, next, last; speed; a slider; turns and a list to jump to; whose view.

    The slider is pulled, or walked by arrows, Page Up and Page Down, Home and End.
    """

    def __init__(
        self, theme: Theme, playback: Playback, run: Callable[[str], None], bridge: Replayer,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._bridge, self._playback, self._run = bridge, playback, run
        self.where = QLabel()
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons: dict[str, QPushButton] = {}
        row = QWidget()
        flow = FlowLayout(row, margin=0, gap=6)
        for command, sign, name in (
            ("look_first", "|◀", self.tr("First entry")),
            ("look_back", "◀", self.tr("Previous entry")),
            ("play", "▶", self.tr("Play the record")),
            ("look_on", "▶", self.tr("Next entry")),
            ("look_now", "▶|", self.tr("Last entry")),
        ):
            flow.addWidget(self._button(command, sign, name))
        self.speed = self._speed()
        flow.addWidget(self.speed)
        self.jump = self._turns()
        flow.addWidget(self.jump)
        flow.addWidget(self._button("jump", self.tr("Jump…"), self.tr("Jump to an entry (Ctrl+J)")))
        self.view = self._button("viewpoint", "", "")
        flow.addWidget(self.view)
        flow.addWidget(self.where)
        self.slider = self._slider()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 2)
        column.setSpacing(2)
        column.addWidget(row)
        column.addWidget(self.slider)
        playback.playing.connect(self._show_playing)
        playback.speedChanged.connect(self._show_speed)
        self._show_playing(False)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_theme(theme)

    def _button(self, command: str, sign: str, name: str) -> QPushButton:
        made = self.buttons[command] = QPushButton(sign)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.clicked.connect(lambda: self._run(command))
        return made

    def _speed(self) -> QComboBox:
        speed = QComboBox()
        speed.setAccessibleName(self.tr("Speed"))
        speed.setToolTip(self.tr("Ctrl+Alt+Right plays faster, Ctrl+Alt+Left slower."))
        for one in SPEEDS:
            speed.addItem(self.tr("{speed} ×").format(speed=f"{one:g}"), one)
        speed.setCurrentIndex(SPEEDS.index(1.0))
        speed.activated.connect(lambda i: self._playback.set_speed(float(speed.itemData(i))))
        return speed

    def _turns(self) -> QComboBox:
        turns = QComboBox()
        turns.setAccessibleName(self.tr("Turn"))
        turns.setToolTip(self.tr("Go to the beginning of a turn (Alt+Page Up, Alt+Page Down)."))
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        turns.setSizeAdjustPolicy(policy)
        turns.setMinimumContentsLength(WIDTH)
        turns.activated.connect(lambda i: self._look(int(turns.itemData(i))))
        return turns

    def _slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setAccessibleName(self.tr("Entry"))
        slider.setToolTip(self.tr("Pull to look at any entry."))
        slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        slider.valueChanged.connect(self._pulled)
        return slider

    def _look(self, seq: int) -> None:
        self._playback.look(lambda bridge: bridge.look(seq))

    def _pulled(self, seq: int) -> None:
        if seq != self._bridge.seq:
            self._look(seq)

    def _show_playing(self, on: bool) -> None:
        button = self.buttons["play"]
        button.setText(self.tr("❚❚ Pause") if on else self.tr("▶ Play"))
        button.setAccessibleName(self.tr("Pause") if on else self.tr("Play the record"))

    def _show_speed(self, speed: float) -> None:
        if speed in SPEEDS:
            self.speed.setCurrentIndex(SPEEDS.index(speed))

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self.setStyleSheet(
            f"DebriefBar {{ background: {theme.raised}; border-bottom: 1px solid {theme.border}; }}"
        )

    def show_moment(self, latest: Moment, seq: int) -> None:
        """Mark where the record is, and whose view of it is shown."""
        last = self._bridge.last
        words = self.tr("Entry {seq} of {last}")
        said = words.format(seq=seq, last=last)
        branch = self._bridge.session.branch.name
        self.where.setText(f"{said} · {branch}" if branch else said)
        self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        self.slider.setPageStep(max(1, last // 20))
        self.slider.setValue(seq)
        self.slider.blockSignals(False)
        self._show_turns(seq)
        self._show_view()
        self.updateGeometry()

    def _show_turns(self, seq: int) -> None:
        openings = self._bridge.session.replay.course.openings
        if self.jump.count() != len(openings):
            self.jump.clear()
            for number, opening in enumerate(openings, 1):
                words = self.tr("▮ Turn {turn}, from entry {seq}")
                self.jump.addItem(words.format(turn=number, seq=opening), opening)
        here = max((i for i, opening in enumerate(openings) if opening <= seq), default=-1)
        self.jump.setCurrentIndex(here)

    def _show_view(self) -> None:
        place = self._bridge.place
        truth = place.role in STAFF
        words = (self.tr("◉ The truth") if truth
                 else self.tr("◐ What {seat} knew").format(seat=place.name))  # fmt: skip
        self.view.setText(words)
        self.view.setAccessibleName(words)
        self.view.setToolTip(self.tr("Truth, or what a seat knew then (F4; seats: Ctrl+T)."))
