"""The bar at the top of the desk: turn, phase, clock, and the buttons that move play on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.flow import FlowLayout
from tabletop.ui.phase_steps import STEPS, PhaseSteps
from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

AROUND = 14
"""Room beside the text of the button that moves play on, in pixels."""
CLOCK = 2.6
"""Size of the clock's figures, in sizes of plain text: they are read from across the table."""
SOON = 120
"""Seconds before the end of the orders clock from which it is shown as a warning."""


def clock_text(seconds: float) -> str:
    """Write seconds as minutes and seconds, ``-2:05`` when overrun."""
    whole = int(seconds) if seconds >= 0 else -int(-seconds)
    minutes, rest = divmod(abs(whole), 60)
    return f"{'-' if whole < 0 else ''}{minutes}:{rest:02d}"


def period_text(start: date, days: int) -> str:
    """Write the days of a turn as people do: ``19 Jan – 1 Feb 2026``."""
    locale = QLocale()
    end = start + timedelta(days=days - 1)
    form = "d MMM" if start.year == end.year else "d MMM yyyy"
    first, last = (QDate(day.year, day.month, day.day) for day in (start, end))
    return f"{locale.toString(first, form)} – {locale.toString(last, 'd MMM yyyy')}"


class PhaseBar(QWidget):
    """Shows where the exercise stands and moves it on.

    ``commandAsked`` carries the id of a command of the table in ``shortcuts``; ``seatAsked`` the id
    of a seat; ``phaseAsked`` a phase of the turn to jump to.
    """

    commandAsked = Signal(str)
    seatAsked = Signal(str)
    phaseAsked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._moment: Moment | None = None
        self._looking_back = False
        self.record_only = False
        self.marking = QLabel(self.tr("EXERCISE"))
        self.turn = QLabel()
        self.dates = QLabel()
        self.steps = PhaseSteps()
        self.steps.asked.connect(self.phaseAsked)
        self.clock = QLabel()
        self.clock.setAccessibleName(self.tr("Time left for orders"))
        self.over = QLabel(self.tr("over"))
        self.over.hide()
        self.advance = self._button("advance", after_end="debrief")
        self.advance.setDefault(True)
        self.hold = self._button("hold")
        self.end = self._button("end_ex")
        self.seats = QComboBox()
        self.seats.setAccessibleName(self.tr("Seat"))
        self.seats.setToolTip(self.tr("The seat for whom you act and whose view you see (Ctrl+T)."))
        self.seats.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.seats.setMinimumContentsLength(16)
        self.seats.activated.connect(self._choose_seat)
        self.hand_over = self._button("hand_over")
        self.record = QLabel()
        self._nexts = {
            "planning": self.tr("StartEx"),
            "brief": self.tr("Open orders"),
            "orders": self.tr("Close orders"),
            "adjudication": self.tr("Commit the turn"),
            "feedback": self.tr("Next turn"),
            "ended": self.tr("Debrief"),
        }
        self._lay_out()
        self._ticker = QTimer(self)
        self._ticker.setInterval(500)
        self._ticker.timeout.connect(self.tick)
        self.set_theme(theme)
        self.steps.show_phase("", False, theme)

    def _lay_out(self) -> None:
        flow = FlowLayout(self)
        when = QWidget()
        column = QVBoxLayout(when)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.turn)
        column.addWidget(self.dates)
        for widget in (self.marking, when, self.steps, self.advance, self.hold, self.end,
                       self.clock, self.over):  # fmt: skip
            flow.addWidget(widget)
        flow.set_spring()
        who = QHBoxLayout()
        who.addWidget(self.seats)
        who.addWidget(self.hand_over)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(who)
        column.addWidget(self.record, 0, Qt.AlignmentFlag.AlignRight)
        flow.addWidget(right)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def _button(self, command: str, after_end: str = "") -> QPushButton:
        def ask() -> None:
            ended = self._moment is not None and self._moment.phase == "ended"
            self.commandAsked.emit(after_end if ended and after_end else command)

        button = QPushButton()
        button.clicked.connect(ask)
        button.setEnabled(False)
        return button

    def hasHeightForWidth(self) -> bool:
        """Narrow means high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the rows take at a width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else -1

    def minimumSizeHint(self) -> QSize:
        """As small as it can be read."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else QSize()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self._theme = theme
        self.marking.setStyleSheet(
            f"background: {theme.warn}; color: {theme.panel}; padding: 4px 10px;"
            "font-weight: bold; letter-spacing: 1px;"
        )
        self.advance.setStyleSheet(
            f"QPushButton:enabled {{ background: {theme.accent}; color: {theme.on_accent};"
            f" border: 2px solid {theme.accent}; border-radius: 4px; padding: 4px 10px;"
            " font-weight: bold; }"
            f"QPushButton:enabled:focus {{ border-color: {theme.text}; }}"
            f"QPushButton:enabled:hover {{ border-color: {theme.text}; }}"
        )
        self._enlarge()
        if self._moment is not None:
            self._show()

    def _enlarge(self) -> None:
        for label, factor in ((self.turn, 1.25), (self.clock, CLOCK)):
            font = self.font()
            font.setPointSizeF(font.pointSizeF() * factor)
            font.setBold(True)
            label.setFont(font)
        bold = self.font()
        bold.setBold(True)
        letters = QFontMetrics(bold)
        widest = max(letters.horizontalAdvance(f"{one} ▸") for one in self._nexts.values())
        self.advance.setMinimumWidth(widest + 2 * AROUND)  # so that no button moves with the phase

    def changeEvent(self, event: QEvent) -> None:
        """Keep the large texts large when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._enlarge()

    def set_seats(self, seats: list[tuple[str, str]], seat: str) -> None:
        """List the seats (id, name) and mark the present one."""
        self.seats.clear()
        for one, name in seats:
            self.seats.addItem(name, one)
        self.show_seat(seat)

    def show_seat(self, seat: str) -> None:
        """Mark the seat for whom is shown and done."""
        self.seats.setCurrentIndex(self.seats.findData(seat))

    def lock_seats(self, on: bool) -> None:
        """Let nobody choose another seat, on a desk that was handed to a cell."""
        self.seats.setEnabled(not on)

    def _choose_seat(self, index: int) -> None:
        self.seatAsked.emit(str(self.seats.itemData(index)))

    def show_moment(self, moment: Moment, *, looking_back: bool = False) -> None:
        """Show where the exercise stands."""
        self._moment = moment
        self._looking_back = looking_back
        self._show()
        if moment.live and moment.phase == "orders" and not moment.held:
            self._ticker.start()
        else:
            self._ticker.stop()
        self.tick()

    def _show(self) -> None:
        moment = self._moment
        assert moment is not None
        scenario = moment.world.scenario
        practice = scenario.practice
        self.marking.setText(self.tr("PRACTICE") if practice else self.tr("EXERCISE"))
        self.marking.setToolTip(scenario.marking)
        if moment.turn == 0:
            self.turn.setText(self.tr("Before StartEx"))
        else:
            words = self.tr("Turn {turn} of {turns}")
            self.turn.setText(words.format(turn=moment.turn, turns=scenario.turns))
        self.dates.setText(period_text(moment.date, scenario.turn_days))
        self.steps.show_phase(moment.phase, moment.held, self._theme)
        words = self.tr("recorded {count} · on disk")
        self.record.setText(words.format(count=moment.seq))
        self.record.setToolTip(self.tr("Every accepted act is written to disk before it is shown."))
        self._show_buttons(moment)
        self.updateGeometry()

    def _show_buttons(self, moment: Moment) -> None:
        nexts = self._nexts
        role = moment.world.scenario.seat(moment.seat).role if moment.seat else "facilitator"
        mine = moment.live and role == "facilitator"
        playing = moment.phase in STEPS
        self.advance.setText(nexts[moment.phase] + " ▸")
        self.advance.setEnabled(mine and not moment.held)
        ended = moment.phase == "ended"
        self.advance.setToolTip(self.tr("Ctrl+D") if ended else self.tr("Ctrl+Return"))
        self.steps.let_jump(moment.phase, mine and playing and not moment.held)
        self.hold.setText(self.tr("Resume") if moment.held else self.tr("Hold"))
        self.hold.setEnabled(mine and playing)
        self.hold.setToolTip(self.tr("Ctrl+H"))
        self.end.setText(self.tr("EndEx"))
        self.end.setEnabled(mine and playing)
        self.end.setToolTip(self.tr("Ctrl+Shift+End"))
        self.hand_over.setText(self.tr("Hand over…"))
        self.hand_over.setToolTip(self.tr("Cover the desk and give it to a cell (Ctrl+Shift+T)."))
        self.hand_over.setEnabled(moment.live)
        for button in (self.advance, self.hold, self.end, self.hand_over):
            button.setVisible(not self.record_only)

    def tick(self, now: datetime | None = None) -> None:
        """Show the time left for orders at ``now``."""
        from tabletop.session.moment import clock_left

        moment = self._moment
        if moment is None:
            return
        when = now or datetime.now(UTC)
        if not moment.live:
            when = moment.entries[-1].when if moment.entries else when
        left = clock_left(moment, when) if moment.phase == "orders" else None
        self.clock.setVisible(left is not None)
        self.over.setVisible(left is not None and left < 0)
        if left is None:
            return
        text = clock_text(left)
        sign = "❚❚ " if moment.held else ""
        late = left < SOON
        colour = self._theme.bad if left < 0 else self._theme.warn if late else self._theme.text
        self.clock.setStyleSheet(f"color: {colour};")
        was = self.clock.sizeHint().width()
        self.over.setStyleSheet(f"color: {colour}; font-weight: bold;")
        self.clock.setText(sign + text)
        if self.clock.sizeHint().width() != was:
            self.updateGeometry()
