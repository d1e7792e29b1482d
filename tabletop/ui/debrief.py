"""The debrief bar: steps, plays and jumps through the record of a session."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPushButton, QWidget

from tabletop.ui.flow import FlowLayout
from tabletop.ui.playback import SPEEDS, Playback
from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.ui.bridge import Replayer

JUMPS = {"turn": "▮", "inject": "◆", "order": "▶", "ruling": "■", "note": "●"}
"""The kinds of entry that the jump list holds, with their signs."""
WIDTH = 46
"""Letters of the jump list that are always shown."""


class DebriefBar(QFrame):
    """First, previous, play, next, last; speed; and a list of entries to jump to."""

    def __init__(
        self, theme: Theme, playback: Playback, run: Callable[[str], None], bridge: Replayer,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._bridge = bridge
        self.where = QLabel()
        self.buttons: dict[str, QPushButton] = {}
        flow = FlowLayout(self, margin=4, gap=6)
        for command, sign, name in (
            ("look_first", "|◀", self.tr("First entry")),
            ("look_back", "◀", self.tr("Previous entry")),
            ("play", "▶", self.tr("Play the record")),
            ("look_on", "▶", self.tr("Next entry")),
            ("look_now", "▶|", self.tr("Last entry")),
        ):
            self.buttons[command] = self._button(command, sign, name, run)
            flow.addWidget(self.buttons[command])
        self.speed = QComboBox()
        self.speed.setAccessibleName(self.tr("Speed"))
        for speed in SPEEDS:
            self.speed.addItem(self.tr("{speed} ×").format(speed=f"{speed:g}"), speed)
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self.speed.activated.connect(lambda i: playback.set_speed(float(self.speed.itemData(i))))
        flow.addWidget(self.speed)
        flow.addWidget(self.where)
        self.jump = QComboBox()
        self.jump.setAccessibleName(self.tr("Jump to"))
        self.jump.setToolTip(self.tr("Jump to a turn, an inject, an order or a ruling."))
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.jump.setSizeAdjustPolicy(policy)
        self.jump.setMinimumContentsLength(WIDTH)
        self.jump.activated.connect(self._jump)
        flow.addWidget(self.jump)
        playback.playing.connect(self._show_playing)
        self._show_playing(False)
        policy_h = self.sizePolicy()
        policy_h.setHeightForWidth(True)
        self.setSizePolicy(policy_h)
        self.set_theme(theme)

    def _button(
        self, command: str, sign: str, name: str, run: Callable[[str], None]
    ) -> QPushButton:
        button = QPushButton(sign)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: run(command))
        return button

    def _show_playing(self, on: bool) -> None:
        button = self.buttons["play"]
        button.setText(self.tr("❚❚ Pause") if on else self.tr("▶ Play"))
        button.setAccessibleName(self.tr("Pause") if on else self.tr("Play the record"))

    def _jump(self, index: int) -> None:
        self._bridge.look(int(self.jump.itemData(index)))

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self.setStyleSheet(
            f"DebriefBar {{ background: {theme.raised}; border-bottom: 1px solid {theme.border}; }}"
        )

    def show_moment(self, latest: Moment, seq: int) -> None:
        """List what there is to jump to and mark where the record is."""
        words = self.tr("Entry {seq} of {last}")
        self.where.setText(words.format(seq=seq, last=self._bridge.last))
        rows = jumps(latest)
        if self.jump.count() != len(rows):
            self.jump.clear()
            for number, text in rows:
                self.jump.addItem(text, number)
        here = max((i for i, (number, _) in enumerate(rows) if number <= seq), default=-1)
        self.jump.setCurrentIndex(here)
        self.updateGeometry()


def jumps(latest: Moment) -> list[tuple[int, str]]:
    """List the entries worth jumping to, each with its number and one sentence."""
    from tabletop.session.moment import timeline_items
    from tabletop.ui.spoken import entry_sentence

    entries = {entry.seq: entry for entry in latest.entries}
    found = []
    for item in timeline_items(latest):
        sign = JUMPS.get(item.kind)
        if sign is None:
            continue
        text = entry_sentence(latest.world, entries[item.seq])
        if item.kind == "turn":
            text = f"Turn {item.turn}: {text}"
        found.append((item.seq, f"{sign} {item.seq} · {text}"))
    return found
