"""The window for the projector: map, clock and released injects, and nothing secret.

It is given only what the Room seat may see.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFont, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.map.controls import MapControls
from tabletop.ui.map.view import MapView
from tabletop.ui.phase_bar import SOON, clock_text, period_text
from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.ui.bridge import Replayer
    from tabletop.ui.map.geometry import MapGeometry
    from tabletop.world.world import World

LINES = 44
"""Lines of text that fill the height of the window: it is read from far away."""
SMALLEST = 11
"""Height of the smallest letters in pixels."""
CARDS = 4
"""Released injects that are shown, latest first."""
HIDDEN_LAYERS = ("truth", "pressure")


class Room(QWidget):
    """Follows what everybody may see, or stays as it is while ``frozen``."""

    closed = Signal()

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
        self.frozen = False
        self.marking = QLabel(world.scenario.marking or self.tr("EXERCISE"))
        self.turn, self.dates, self.phase = QLabel(), QLabel(), QLabel()
        self.clock, self.still = QLabel(), QLabel(self.tr("❚❚ still picture"))
        self.map = MapView(theme=theme)
        self.map.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.map.set_world(world, geometry)
        for layer in HIDDEN_LAYERS:
            self.map.show_layer(layer, False)
        for controls in self.map.findChildren(MapControls):
            controls.hide()
        self.cards = QVBoxLayout()
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
        body = QHBoxLayout()
        body.addWidget(self.map, 5)
        body.addWidget(self.shelf, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(body, 1)

    # -- showing -----------------------------------------------------------------------------

    def freeze(self, on: bool) -> None:
        """Stay as it is, or follow again."""
        self.frozen = on
        self.still.setVisible(on)

    def follow(self, bridge: Replayer) -> None:
        """Show what the room may see now, unless frozen."""
        if not self.frozen:
            moment = bridge.room_moment()
            if moment is not None:
                self.show_moment(moment)

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
        self.map.show_moment(moment)
        self._show_cards(moment)
        if moment.live and moment.phase == "orders" and not moment.held:
            self._ticker.start()
        else:
            self._ticker.stop()
        self.tick()

    def _show_cards(self, moment: Moment) -> None:
        while (item := self.cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for title, text, source, turn in reversed(released(moment)[-CARDS:]):
            when = self.tr("Turn {turn}").format(turn=turn)
            self.cards.addWidget(Card(title, text, f"{source} · {when}" if source else when))
        self.cards.addStretch(1)
        self.shelf.setVisible(self.cards.count() > 1)
        self._colour_cards()

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
        self.map.set_theme(theme)
        self._colour_cards()

    def _colour_cards(self) -> None:
        for card in self.findChildren(Card):
            card.set_look(self._theme, self.font())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Letters grow with the window."""
        super().resizeEvent(event)
        font = self.font()
        font.setPixelSize(max(SMALLEST, self.height() // LINES))
        self.setFont(font)
        large = self.font()
        large.setPixelSize(int(font.pixelSize() * 1.5))
        large.setBold(True)
        for label in (self.turn, self.phase):
            label.setFont(large)
        huge = self.font()
        huge.setPixelSize(int(font.pixelSize() * 2.2))
        huge.setBold(True)
        self.clock.setFont(huge)
        for label in (self.marking, self.dates, self.still):
            label.setFont(font)
        self.map.setFont(font)
        self._colour_cards()
        QTimer.singleShot(0, self.map, self.map.zoom_to_fit)  # not once the map is gone

    def open_beside(self, desk: QWidget) -> None:
        """Fill the second screen when there is one, or open as a window."""
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
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        elif event.key() == Qt.Key.Key_F8 and not event.modifiers():
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the clock and say so."""
        self._ticker.stop()
        self.closed.emit()
        super().closeEvent(event)


class Card(QFrame):
    """One released inject."""

    def __init__(self, title: str, text: str, source: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        self.parts = [QLabel(source), QLabel(title), QLabel(text)]
        for label in self.parts:
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            column.addWidget(label)

    def set_look(self, theme: Theme, font: QFont) -> None:
        """Use a theme, and a font that fits the window."""
        title_font = QFont(font)
        title_font.setPixelSize(int(font.pixelSize() * 1.2))
        title_font.setBold(True)
        for label, one in zip(self.parts, (font, title_font, font), strict=True):
            label.setFont(one)
        self.setStyleSheet(
            f"Card {{ background: {theme.panel}; border-left: 6px solid {theme.accent}; }}"
        )
        source, title, text = self.parts
        source.setStyleSheet(f"color: {theme.text_dim};")
        title.setStyleSheet(f"color: {theme.text};")
        text.setStyleSheet(f"color: {theme.text};")


def released(moment: Moment) -> list[tuple[str, str, str, int]]:
    """List the injects that were released to the seat: title, text, source and turn."""
    from tabletop.session.moment import released_texts

    found = []
    for entry in released_texts(moment):
        if entry.type == "ad_hoc":
            act = entry.act
            source = _source(act["channel"], act["sender"])
            found.append((act["title"], act["text"], source, entry.turn))
            continue
        inject = moment.world.injects[moment.world.index["inject"][entry.act["inject"]]]
        source = _source(inject.channel, inject.sender)
        found.append((inject.title, inject.text, source, entry.turn))
    return found


def _source(channel: str, sender: str) -> str:
    """Say by which channel and from whom, once when both are the same."""
    parts = [sender] if channel.casefold() == sender.casefold() else [channel, sender]
    return " · ".join(filter(None, parts))
