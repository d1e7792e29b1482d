"""The window for the projector: map, clock and released injects, and nothing secret.

It is given only what the Room seat may see.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.map.controls import MapControls
from tabletop.ui.map.view import MapView
from tabletop.ui.phase_bar import SOON, clock_text, period_text
from tabletop.ui.room_cards import Card, Scores
from tabletop.ui.room_model import order_of_the_day, order_words, released, scores, situation
from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.ui.bridge import Replayer
    from tabletop.ui.map.geometry import MapGeometry
    from tabletop.ui.room_model import Released
    from tabletop.world.world import World

LINES = 28
"""Lines of text that fill the height of the window.

Capital letters are then at least 2.5 % of its height: 27 pixels on a screen of 1080, or nearly 4 cm
on a picture of 1.5 m; signs that are to be read from ten metres are lettered with 3 cm.
"""
ON_MAP = 0.86
"""Size of the letters on the map against the others; its capitals are 2 % of the height."""
SMALLEST = 11
"""Height of the smallest letters in pixels."""
CARDS = 4
"""Released injects that are shown, latest first."""
STEPS = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Space: 1, Qt.Key.Key_Down: 1,
    Qt.Key.Key_F9: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Up: -1,
    Qt.Key.Key_Backspace: -1, Qt.Key.Key_Escape: 0, Qt.Key.Key_F5: 0,
}  # fmt: skip
"""What keys do in a presentation."""
HIDDEN_LAYERS = ("truth", "pressure")


class Room(QWidget):
    """Follows what everybody may see, or stays as it is while ``frozen``."""

    closed = Signal()
    stepAsked = Signal(int)
    """In a presentation: one moment on (1) or back (-1), or its end (0)."""

    def __init__(
        self, world: World, geometry: MapGeometry | None, theme: Theme,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Room – {title}").format(title=world.scenario.title))
        self._world = world
        self._theme = theme
        self._moment: Moment | None = None
        self.frozen = self.presented = False
        self.marking = QLabel(world.scenario.marking or self.tr("EXERCISE"))
        self.turn, self.dates, self.phase = QLabel(), QLabel(), QLabel()
        self.clock, self.still = QLabel(), QLabel(self.tr("❚❚ still picture"))
        self.map = MapView(theme=theme)
        self.map.patient = True  # the desk goes on while the wall comes up
        self.map.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.map.set_world(world, geometry)
        for layer in HIDDEN_LAYERS:
            self.map.show_layer(layer, False)
        for controls in self.map.findChildren(MapControls):
            controls.hide()
        self.situation, self.day, self.caption = QLabel(), QLabel(), QLabel()
        self.situation.setWordWrap(True)
        self.caption.setWordWrap(True)
        self.caption.hide()
        self.scores = Scores(theme)
        self.scores.hide()
        self.cards = QVBoxLayout()
        self._released: list[Released] | None = None
        self._lay_out()
        font = self.font()
        font.setPixelSize(SMALLEST)
        self.setFont(font)
        self._ticker = QTimer(self, interval=500)
        self._ticker.timeout.connect(self.tick)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        for widget in (self.marking, self.turn, self.dates):
            head.addWidget(widget)
        head.addStretch(1)
        for widget in (self.still, self.phase, self.clock):
            head.addWidget(widget)
        head.setSpacing(24)
        head.setContentsMargins(12, 6, 12, 6)
        self.still.hide()
        shelf = QWidget()
        shelf.setLayout(self.cards)
        self.shelf = QScrollArea()
        self.shelf.setWidget(shelf)
        self.shelf.setWidgetResizable(True)
        self.shelf.setFrameShape(QFrame.Shape.NoFrame)
        self.shelf.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.shelf.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.shelf.viewport().installEventFilter(self)
        self.map.installEventFilter(self)
        body = QHBoxLayout()
        body.addWidget(self.map, 5)
        body.addWidget(self.shelf, 3)
        body.addWidget(self.scores, 3)
        column = QVBoxLayout(self)
        # The letters follow the window, so they must not keep it from being made smaller.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        for line in (self.situation, self.day, self.caption):
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setContentsMargins(12, 2, 12, 4)
        column.addWidget(self.caption)
        column.addWidget(self.situation)
        column.addLayout(body, 1)
        column.addWidget(self.day)

    def _fit_head(self) -> None:
        """Say the marking in full where there is room, else each of its words once."""
        full = self._world.scenario.marking or self.tr("EXERCISE")
        self.marking.setText(full)
        parts = (self.marking, self.turn, self.dates, self.still, self.phase, self.clock)
        shown = [one for one in parts if not one.isHidden()]
        if sum(one.sizeHint().width() + 24 for one in shown) > self.width():
            self.marking.setText(" ".join(dict.fromkeys(full.split())))

    # -- showing -----------------------------------------------------------------------------

    def freeze(self, on: bool) -> None:
        """Stay as it is, or follow again."""
        self.frozen = on
        self.still.setVisible(on)

    def follow(self, bridge: Replayer) -> None:
        """Show what the room may see now, unless frozen."""
        if not self.frozen and not self.presented:
            moment = bridge.room_moment()
            if moment is not None:
                self.show_moment(moment)

    def present(self, moment: Moment, words: str, place: str) -> None:
        """Show a moment of a presentation, with words for the room and which moment it is."""
        self.presented = True
        self.caption.setText(f"{place}   {words}" if words else place)
        self.caption.show()
        self.show_moment(moment)

    def end_presentation(self) -> None:
        """Follow the desk again from its next moment on."""
        self.presented = False
        self.caption.hide()

    def show_moment(self, moment: Moment) -> None:
        """Show a moment that was cut to the Room seat; ValueError for any other one."""
        seat = moment.seat and moment.world.scenario.seat(moment.seat)
        if not seat or seat.role != "room":
            raise ValueError("the room is shown only what the Room seat may see")
        self._moment = moment
        scenario = moment.world.scenario
        words = self.tr("Turn {turn} of {turns}").format(turn=moment.turn, turns=scenario.turns)
        self.turn.setText(words if moment.turn else self.tr("Before the exercise"))
        self.dates.setText(period_text(moment.date, scenario.turn_days))
        phases = {
            "planning": self.tr("Planning"), "brief": self.tr("Brief"),
            "orders": self.tr("Orders"), "adjudication": self.tr("Adjudication"),
            "feedback": self.tr("Feedback"), "ended": self.tr("End of exercise"),
        }  # fmt: skip
        self.phase.setText(self.tr("On hold") if moment.held else phases[moment.phase])
        self.situation.setText(situation(moment))
        self.map.show_moment(moment)
        self._show_cards(moment)
        self._show_scores()
        if moment.live and moment.phase == "orders" and not moment.held:
            self._ticker.start()
        else:
            self._ticker.stop()
        self.tick()
        self._fit_head()

    def _show_cards(self, moment: Moment) -> None:
        """Make the cards anew when others were released; what hangs on the wall stays."""
        latest = released(moment)[-CARDS:]
        if latest == self._released:
            return
        self._released = latest
        while (item := self.cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for i, inject in enumerate(reversed(latest)):
            self.cards.addWidget(Card(inject, whole=i == 0))
        self.cards.addStretch(1)
        self.shelf.setVisible(self.cards.count() > 1 and self.scores.isHidden())
        self._colour_cards()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit cards and map anew when they have another size: the lines above them may wrap."""
        if event.type() == QEvent.Type.Resize:
            if watched is self.map:
                QTimer.singleShot(0, self.map, self.map.zoom_to_fit)  # not once the map is gone
            else:
                QTimer.singleShot(0, self.shelf, self._fit_cards)
        return super().eventFilter(watched, event)

    def _fit_cards(self) -> None:
        """Show as many cards as have room, the latest first: nobody scrolls on a wall."""
        room, high = self.shelf.viewport().size(), 0
        margins = self.cards.contentsMargins()
        left = room.height() - margins.top() - margins.bottom()
        wide = room.width() - margins.left() - margins.right()
        items = (self.cards.itemAt(i) for i in range(self.cards.count()))
        cards = [card for item in items if item is not None
                 if isinstance(card := item.widget(), Card)]  # fmt: skip
        older = 0
        for one in cards[1:]:
            taken = older + one.heightForWidth(wide) + self.cards.spacing()
            if taken > left // 2:
                break
            older = taken
        for one in cards[:1]:
            one.fit(wide, left - older - self.cards.spacing())
        for i, card in enumerate(cards):
            high += card.heightForWidth(wide) + self.cards.spacing()
            card.setVisible(i == 0 or high <= left)

    def toggle_scores(self) -> None:
        """Show the scorecard in the place of the cards, or the cards again."""
        self.scores.setVisible(self.scores.isHidden())
        self.shelf.setVisible(self.cards.count() > 1 and self.scores.isHidden())
        self._show_scores()

    def _show_scores(self) -> None:
        if self._moment is not None and not self.scores.isHidden():
            self.scores.show_scores(scores(self._moment))

    def tick(self, now: datetime | None = None) -> None:
        """Show the time left for orders at ``now``."""
        from tabletop.session.moment import clock_left

        moment = self._moment
        if moment is None:
            return
        when = now or datetime.now(UTC)
        if not moment.live and moment.entries:
            when = moment.entries[-1].when
        left = clock_left(moment, when) if moment.phase == "orders" else None
        self.day.setText(order_words(order_of_the_day(moment, left, when)))
        self.day.setVisible(bool(self.day.text()))
        self.clock.setVisible(left is not None)
        if left is not None:
            theme = self._theme
            colour = theme.bad if left < 0 else theme.warn if left < SOON else theme.text
            self.clock.setStyleSheet(f"color: {colour};")
            self.clock.setText(clock_text(left))

    # -- look --------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self._theme = theme
        self.setStyleSheet(f"Room {{ background: {theme.window}; }}")
        self.marking.setStyleSheet(
            f"background: {theme.warn}; color: {theme.panel}; padding: 4px 12px; font-weight: bold;"
        )
        if theme is not self.map.theme:
            self.map.set_theme(theme)
        self.situation.setStyleSheet(f"color: {theme.text};")
        self.caption.setStyleSheet(
            f"background: {theme.accent}; color: {theme.on_accent}; padding: 6px;"
        )
        self.day.setStyleSheet(f"color: {theme.text}; background: {theme.raised};")
        self.scores.theme = theme
        self._colour_cards()

    def _colour_cards(self) -> None:
        for card in self.findChildren(Card):
            card.set_look(self._theme, self.font())
        self._fit_cards()
        QTimer.singleShot(0, self.shelf, self._fit_cards)  # once it has its own size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Letters grow with the window."""
        super().resizeEvent(event)
        font = self.font()
        font.setPixelSize(max(SMALLEST, self.height() // LINES))
        self.setFont(font)
        large = self.font()
        large.setPixelSize(int(font.pixelSize() * 1.5))
        large.setBold(True)
        for label in (self.turn, self.phase, self.caption):
            label.setFont(large)
        huge = self.font()
        huge.setPixelSize(int(font.pixelSize() * 2.2))
        huge.setBold(True)
        self.clock.setFont(huge)
        for label in (self.marking, self.dates, self.still, self.situation, self.day):
            label.setFont(font)
        self.scores.setFont(font)
        small = self.font()
        small.setPixelSize(max(SMALLEST, round(font.pixelSize() * ON_MAP)))
        self.map.setFont(small)
        self._fit_head()
        self._colour_cards()

    def open_beside(self, desk: QWidget) -> None:
        """Fill the second screen when there is one, or open as a window."""
        self.map.hide()  # the window comes up first, and its map a moment later
        QTimer.singleShot(0, self.map, lambda: QTimer.singleShot(0, self.map, self.map.show))
        others = [one for one in QGuiApplication.screens() if one is not desk.screen()]
        if others:
            self.setGeometry(others[0].geometry())
            self.showFullScreen()
            return
        area = desk.screen().availableSize()
        self.resize(min(1280, area.width()), min(720, area.height()))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys that mean something here."""
        step = STEPS.get(Qt.Key(event.key())) if self.presented else None
        if step is not None:
            self.stepAsked.emit(step)
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        elif event.key() == Qt.Key.Key_F11 and not event.modifiers():
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif event.key() == Qt.Key.Key_F8 and not event.modifiers():
            self.close()
        elif event.key() == Qt.Key.Key_S and not event.modifiers():
            self.toggle_scores()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the clock and say so."""
        self._ticker.stop()
        self.closed.emit()
        super().closeEvent(event)
