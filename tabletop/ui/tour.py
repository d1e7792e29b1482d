"""The guided tour: a card that says what to do, a frame around where, and nothing in the way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from tabletop.ui.flow import FlowLayout
from tabletop.ui.stage import Stage
from tabletop.ui.tour_steps import STEPS, TourStep

LOOK_MS = 150
"""Time between two looks at whether a step is done."""
EDGE = 12
"""Space between the card and the edges of the map, in pixels."""
WIDE = 26
"""Width of the card in heights of a line."""


class Highlight(QWidget):
    """A frame around something; the mouse and the keyboard do not notice it."""

    def __init__(self, desk: Stage) -> None:
        super().__init__(desk)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def surround(self, area: QRect | None) -> None:
        """Stand around an area of the desk, or go away."""
        if area is None or area.isEmpty():
            self.hide()
            return
        self.setGeometry(area.adjusted(-4, -4, 4, 4).intersected(self._desk.rect()))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint two lines, so that one of them stands out on any ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._desk.theme
        for colour, width in ((theme.panel, 6), (theme.focus, 3)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(self.rect().adjusted(3, 3, -3, -3), 6, 6)


class Tour(QFrame):
    """Leads a person through a practice turn on a desk that is filled.

    ``finished`` is said when the tour is left; it carries whether a real exercise is wanted.
    """

    finished = Signal(bool)

    def __init__(self, desk: Stage) -> None:
        super().__init__(desk)
        self._desk = desk
        self.number = -1
        self.frame = Highlight(desk)
        self.place, self.words = QLabel(), QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.help = QPushButton(self.tr("D&o it for me"))
        self.next = QPushButton(self.tr("&Next"))
        self.leave = QPushButton(self.tr("Leave the tour"))
        self.help.clicked.connect(self.do_it)
        self.next.clicked.connect(self.go_on)
        self.leave.clicked.connect(lambda: self.end(False))
        column = QVBoxLayout(self)
        column.addWidget(self.place)
        column.addWidget(self.words)
        buttons = QWidget()
        flow = FlowLayout(buttons, margin=0)
        for button in (self.help, self.next, self.leave):
            button.setAutoDefault(False)
            flow.addWidget(button)
        policy = buttons.sizePolicy()
        policy.setHeightForWidth(True)
        buttons.setSizePolicy(policy)
        column.addWidget(buttons)
        self._watch = QTimer(self, interval=LOOK_MS)
        self._watch.timeout.connect(self.look)
        desk.installEventFilter(self)
        self.set_theme()

    @property
    def step(self) -> TourStep:
        """The present step."""
        return STEPS[self.number]

    def set_theme(self) -> None:
        """Take on the colours of the desk."""
        theme = self._desk.theme
        self.setStyleSheet(
            f"Tour {{ background: {theme.panel}; border: 2px solid {theme.accent};"
            f" border-radius: 6px; }} Tour > QLabel {{ color: {theme.text}; }}"
        )

    # -- going through it ----------------------------------------------------------------------

    def begin(self) -> None:
        """Show the first step."""
        self.show()
        self._watch.start()
        self.go_on()

    def go_on(self) -> None:
        """Go to the next step that is not done already; past the last one, to a real exercise."""
        if self.number + 1 >= len(STEPS):
            self.end(True)
            return
        self.number += 1
        step = self.step
        if step.begin is not None:
            step.begin(self._desk)
        if step.done is not None and step.done(self._desk):
            self.go_on()
            return
        self._show()

    def do_it(self) -> None:
        """Do what the step asks for, in the present: what is looked back at cannot be changed."""
        if self.step.doing is not None:
            record = self._desk.bridge
            if record is not None and record.looking_back:
                record.look(None)
            self.step.doing(self._desk)
            self.look()

    def look(self) -> None:
        """Go on when the step has been done; keep frame and card where they belong."""
        step = self.step
        if step.done is not None and step.done(self._desk):
            self.go_on()
        else:
            self._place()

    def end(self, play: bool) -> None:
        """Leave the tour."""
        self._watch.stop()
        self._desk.removeEventFilter(self)
        self.frame.hide()
        self.hide()
        self.finished.emit(play)

    # -- how it looks --------------------------------------------------------------------------

    def _show(self) -> None:
        step, last = self.step, self.number + 1 == len(STEPS)
        words = self.tr("Practice · step {number} of {count}")
        self.place.setText(words.format(number=self.number + 1, count=len(STEPS)))
        self.words.setText(step.said())
        self.setAccessibleName(f"{self.place.text()}. {step.said()}")
        self.help.setVisible(step.doing is not None)
        if self.next.hasFocus() and step.doing is not None:
            self.help.setFocus()  # Return, pressed again and again, skips nothing
        by_itself = step.done is not None
        self.next.setText(self.tr("&Skip this step") if by_itself else self.tr("&Next"))
        if last:
            self.next.setText(self.tr("&Begin a real exercise"))
        self.leave.setText(self.tr("Close") if last else self.tr("Leave the tour"))
        self._place()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _area(self) -> QRect | None:
        target = self.step.target(self._desk)
        if target is None:
            return None
        widget, part = (target, target.rect()) if isinstance(target, QWidget) else target
        if not widget.isVisible():
            return None
        return QRect(widget.mapTo(self._desk, part.topLeft()), part.size())

    def _place(self) -> None:
        """Put the card into the corner of the map that hides least of what the step is about."""
        desk = self._desk
        area, ground = self._area(), desk.map
        room = QRect(ground.mapTo(desk, QPoint()), ground.size())
        room.adjust(EDGE, EDGE, -EDGE, -EDGE)
        wide = min(self.fontMetrics().height() * WIDE, room.width())
        high = max(self.sizeHint().height(), self.heightForWidth(wide))
        corners = [
            QRect(x, y, wide, high)
            for y in (room.bottom() - high, room.top())
            for x in (room.left(), room.right() - wide)
        ]
        aim = QRect() if area is None else area
        best = min(corners, key=lambda one: _shared(one, aim))
        if self.geometry() != best:
            self.setGeometry(best)
        self.frame.surround(area)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the desk when it changes its size or its look."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.PaletteChange) and self.isVisible():
            self.set_theme()
            self._place()
        return False


def _shared(one: QRect, other: QRect) -> int:
    both = one.intersected(other)
    return both.width() * both.height() if both.isValid() else 0
