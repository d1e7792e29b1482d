"""The desk: the map in the middle, panels around it, the phase bar above, the notice below.

It opens with the map alone; the session and the panels follow after the first painting
(``attach``, ``fill``), so that a person sees the desk at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.bridge import Replayer, SessionBridge
from tabletop.ui.commands import Commands
from tabletop.ui.docks import PLACES, Docks, dock_title
from tabletop.ui.guide import next_step
from tabletop.ui.looking_back import LookingBack
from tabletop.ui.menus import Menus
from tabletop.ui.notice import Notice
from tabletop.ui.phase_bar import PhaseBar
from tabletop.ui.preferences import SYSTEM, Preferences
from tabletop.ui.theme import THEMES, Theme

if TYPE_CHECKING:
    from tabletop.session.acts import Act
    from tabletop.session.moment import Moment
    from tabletop.session.record import Entry
    from tabletop.ui.assumptions import Assumptions
    from tabletop.ui.debrief import DebriefBar
    from tabletop.ui.map.geometry import MapGeometry
    from tabletop.ui.map.view import MapView
    from tabletop.ui.order_form import OrderForm
    from tabletop.ui.panels.inject_card import InjectCardPanel
    from tabletop.ui.panels.orders import OrdersPanel
    from tabletop.ui.room import Room
    from tabletop.ui.timeline_panel import TimelinePanel
    from tabletop.world.world import World

LAYOUT = 1
"""Version of the docks; a layout kept from another version is not used."""
SMALLEST, USUAL = (900, 560), (1500, 900)
FRAME = 60
"""Room for what a desktop puts around a window and at its edges, in pixels."""


class Desk(QMainWindow):
    """One window on one session.

    ``painted`` is said once, when the first picture with the map is on the screen; ``filled`` when
    all panels are there; ``appearanceAsked`` when a person chooses a theme or a text size.
    """

    painted = Signal()
    filled = Signal()
    gone = Signal(object)

    def __init__(
        self, preferences: Preferences, *, kind: str = "desk", theme: Theme | None = None
    ) -> None:
        super().__init__()
        self.preferences = preferences
        self.kind = kind
        self.bridge: Replayer | None = None
        self.room: Room | None = None
        self.assumptions: Assumptions | None = None
        self.form: OrderForm | None = None
        self.timeline: TimelinePanel | None = None
        self.steps: DebriefBar | None = None
        self.land: MapGeometry | None = None
        self._theme = theme or preferences.theme
        self._map: MapView | None = None
        self._still: QWidget | None = None
        self._waits_for_paint = True
        self.setWindowTitle(self.tr("Ceasefire Tabletop"))
        self.setDockNestingEnabled(True)
        self.bar = PhaseBar(self._theme)
        self.notice = Notice(self._theme)
        self.looking = LookingBack(self._theme)
        self._lay_out()
        self.docks = Docks(self)
        self.commands = Commands(self)
        self.menus = self._make_menus()
        self._connect()
        self._restore()

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.looking)
        self.middle = column
        self.setCentralWidget(middle)
        status = QStatusBar()
        status.setSizeGripEnabled(False)
        status.addWidget(self.notice, 1)
        self.setStatusBar(status)

    def _make_menus(self) -> Menus:
        menus = Menus(self, self.commands.run)
        menus.add_panels({p.id: dock_title(p) for p in PLACES.values()}, self.docks.go_to)
        themes = {SYSTEM: self.tr("As the computer")}
        themes |= {theme.name: self.tr(theme.title) for theme in THEMES.values()}
        menus.add_choices(
            "view", self.tr("&Theme"), themes, self.preferences.theme_name,
            lambda name: self.commands.appearanceAsked.emit("theme", name),
        )  # fmt: skip
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(menus.bar)
        column.addWidget(self.bar)
        self.setMenuWidget(top)
        return menus

    def _connect(self) -> None:
        self.bar.commandAsked.connect(self.commands.run)
        self.notice.panelAsked.connect(self.docks.go_to)
        self.looking.now.clicked.connect(lambda: self.commands.run("look_now"))

    # -- opening -----------------------------------------------------------------------------

    @property
    def map(self) -> MapView:
        """The map; it is there from ``set_world`` on."""
        assert self._map is not None, "no world is shown yet"
        return self._map

    def show_still(self, still: QWidget) -> None:
        """Show a picture in the place of the map until there is a world."""
        self._still = still
        self.middle.addWidget(still, 1)
        still.installEventFilter(self)

    def set_world(self, world: World, geometry: MapGeometry | None) -> None:
        """Show a world's map."""
        if self._map is None:
            self._make_map()
        words = self.tr("{title} – Ceasefire Tabletop")
        self.setWindowTitle(words.format(title=world.scenario.title))
        self.land = geometry
        self.map.set_world(world, geometry)

    def _make_map(self) -> None:
        from tabletop.ui.map.view import MapView
        from tabletop.ui.map_orders import MapOrders

        made = self._map = MapView(theme=self._theme)
        self._map_orders = MapOrders(self, made)
        if self._still is None:
            self.middle.addWidget(made, 1)
            made.installEventFilter(self)
        else:
            self.middle.replaceWidget(self._still, made)
            self.middle.setStretchFactor(made, 1)
            self._still.hide()
            self._still.deleteLater()
            self._still = None

    def attach(self, bridge: Replayer) -> None:
        """Show and play a session."""
        self.bridge = bridge
        bridge.setParent(self)
        bridge.momentChanged.connect(self._show_moment)
        bridge.seatChanged.connect(self.bar.show_seat)
        bridge.refused.connect(self._refused)
        bridge.failed.connect(self._fail)
        if isinstance(bridge, SessionBridge):
            bridge.accepted.connect(self._accepted)
            self.notice.retry.connect(bridge.retry)
        seats = [(seat.id, seat.name) for seat in bridge.world.scenario.seats]
        self.bar.set_seats(seats, bridge.seat)
        self.bar.seatAsked.connect(bridge.set_seat)
        if self.kind == "debrief":
            from tabletop.ui.debrief import DebriefBar

            self.bar.record_only = True
            self.steps = DebriefBar(self._theme, self.commands, bridge)
            self.middle.insertWidget(0, self.steps)
        bridge.show()

    def fill(self) -> None:
        """Make one more panel; it goes on by itself until all are there."""
        from tabletop.ui.filling import fill_next

        if fill_next(self):
            QTimer.singleShot(0, self, self.fill)
        else:
            self.filled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the first painting of the map."""
        if self._waits_for_paint and event.type() == QEvent.Type.Paint:
            self._waits_for_paint = False
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.painted.emit)
        return False

    # -- showing -----------------------------------------------------------------------------

    def _show_moment(self, moment: Moment) -> None:
        bridge = self.bridge
        assert bridge is not None
        self.bar.show_moment(moment, looking_back=bridge.looking_back)
        self.notice.guide(next_step(moment, record_only=self.kind == "debrief"))
        self.looking.show_moment(moment, bridge.looking_back and isinstance(bridge, SessionBridge))
        self.map.show_moment(moment)
        self.docks.show_moment(moment)
        if self.form is not None and self.form.isVisible():
            self.form.dismiss()
        if self.timeline is not None or self.steps is not None:
            self._show_record(bridge)
        if self.room is not None:
            self.room.follow(bridge)

    def _show_record(self, bridge: Replayer) -> None:
        latest = bridge.latest()
        for part in (self.timeline, self.steps):
            if part is not None:
                part.show_moment(latest, bridge.seq)

    def _accepted(self, entry: Entry) -> None:
        from tabletop.session.wording import entry_sentence

        assert self.bridge is not None
        words = self.tr("Entry {seq}: {words}")
        self.notice.say(words.format(seq=entry.seq, words=entry_sentence(self.bridge.world, entry)))

    def _fail(self, sentence: str) -> None:
        again = isinstance(self.bridge, SessionBridge) and self.bridge.can_retry
        self.notice.fail(sentence, again=again)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self._theme = theme
        for part in (self.bar, self._map, self.notice, self.looking, self.form, self.timeline,
                     self.steps, self.room):  # fmt: skip
            if part is not None:
                part.set_theme(theme)

    # -- pointing at things -----------------------------------------------------------------

    def prepare_order(self, force: int, node: int) -> None:
        """Open the form for sending a force to a node."""
        if self.bridge is not None and self.form is not None:
            self.form.propose(self.bridge.moment(), force, node)

    def point_at_force(self, force: int) -> None:
        """Show on the map where a force is."""
        node = self.map.place_of(force)
        if node >= 0:
            self.map.centre_on_node(node)

    def point_at_sector(self, sector: int) -> None:
        """Show a sector on the map."""
        if self.map.ground is not None:
            middle = self.map.ground.sectors[sector].middle
            self.map.centre_on(middle.x(), middle.y())

    def open_inject(self, inject: str) -> None:
        """Show an inject in full."""
        card = self.docks.fresh("inject")
        if card is not None:
            self.docks.go_to("inject")
            cast("InjectCardPanel", card).open_inject_card(inject)

    def compose(self, draft: dict[str, object]) -> None:
        """Open the form of orders with an order that is written in part."""
        orders = self.docks.fresh("orders")
        if orders is not None:
            self.docks.go_to("orders")
            cast("OrdersPanel", orders).compose_order(draft)

    def _refused(self, reason: str, remedy: str, act: Act) -> None:
        self.refuse_order(reason, remedy, getattr(act, "order", {}))

    def refuse_order(self, reason: str, remedy: str, order: Mapping[str, Any]) -> None:
        """Say why something was refused; an order (as data, may be empty) is kept to be read."""
        self.notice.refuse(reason, remedy)
        orders = self.docks.fresh("orders")
        if orders is not None and order:
            cast("OrdersPanel", orders).show_refusal(reason, remedy, order)

    def show_assumptions(self) -> None:
        """Open the window with every number of the model, or bring it to the front."""
        from tabletop.ui.assumptions import Assumptions

        if self.bridge is None:
            return
        if self.assumptions is None:
            self.assumptions = Assumptions(self.bridge.world, self)
            self.assumptions.closed.connect(self._assumptions_closed)
        self.assumptions.show()
        self.assumptions.activateWindow()

    def _assumptions_closed(self) -> None:
        self.assumptions = None

    # -- the room ----------------------------------------------------------------------------

    def toggle_room(self) -> None:
        """Open or close the window for the projector."""
        from tabletop.ui.room import Room

        if self.bridge is None or self.bridge.room_seat is None:
            self.notice.fail(self.tr("This scenario has no seat for the room."))
        elif self.room is None:
            self.room = Room(self.bridge.world, self.land, self._theme)
            self.room.closed.connect(self._room_closed)
            self.room.open_beside(self)
            self.room.follow(self.bridge)
        else:
            self.room.close()
        self.menus.actions["room"].setChecked(self.room is not None)

    def freeze_room(self) -> None:
        """Keep the room window as it is, or let it follow again."""
        if self.room is not None and self.bridge is not None:
            self.room.freeze(not self.room.frozen)
            self.room.follow(self.bridge)
        frozen = self.room is not None and self.room.frozen
        self.menus.actions["room_freeze"].setChecked(frozen)

    def _room_closed(self) -> None:
        self.room = None
        self.menus.actions["room"].setChecked(False)
        self.menus.actions["room_freeze"].setChecked(False)

    # -- the window --------------------------------------------------------------------------

    def _restore(self) -> None:
        screen = self.screen().availableSize()
        wide, high = min(USUAL[0], screen.width()), min(USUAL[1], screen.height())
        self.resize(wide, high)
        if screen.width() < USUAL[0] + FRAME or screen.height() < USUAL[1] + FRAME:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.setMinimumSize(min(SMALLEST[0], wide), min(SMALLEST[1], high))
        geometry = self.preferences.kept(f"{self.kind}/geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        kept = self.preferences.kept(f"{self.kind}/docks")
        if kept.isEmpty() or not self.restoreState(kept, LAYOUT):
            self.docks.arrange(self.height())
            self.docks.resize(self.width(), self.height())

    def reset_layout(self) -> None:
        """Put all panels where they were at first."""
        self.preferences.forget_layout()
        self.docks.arrange(self.height())
        self.docks.resize(self.width(), self.height())
        self.docks.name_tabs()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the layout and let go of the file."""
        self.commands.stop()
        for window in (self.room, self.assumptions):
            if window is not None:
                window.close()
        self.preferences.keep(f"{self.kind}/geometry", self.saveGeometry())
        self.preferences.keep(f"{self.kind}/docks", self.saveState(LAYOUT))
        self._keep_sorting()
        if self.bridge is not None:
            self.bridge.close()
        self.gone.emit(self)
        super().closeEvent(event)

    def _keep_sorting(self) -> None:
        from tabletop.ui.filling import sorted_table

        for name, panel in self.docks.panels.items():
            table = sorted_table(panel)
            if table is not None:
                self.preferences.keep_sorting(name, *table.sorting())
