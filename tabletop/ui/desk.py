"""The desk: the map in the middle, panels around it, the phase bar above, the notice below.

It opens with the map alone; the session and the panels follow after the first painting
(``attach``, ``fill``), so that a person sees the desk at once.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStatusBar, QVBoxLayout, QWidget

from tabletop.ui.bridge import Replayer, SessionBridge
from tabletop.ui.commands import Commands
from tabletop.ui.docks import PLACES, dock_title
from tabletop.ui.guide import Step, next_step
from tabletop.ui.layouts import Layouts
from tabletop.ui.menus import Menus
from tabletop.ui.pace import Courtesy
from tabletop.ui.preferences import SYSTEM, Preferences
from tabletop.ui.projector import Projector
from tabletop.ui.seen_as import View, view_of
from tabletop.ui.stage import Stage
from tabletop.ui.theme import THEMES, Theme

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.session.record import Entry
    from tabletop.ui.hot_seat import HotSeat
    from tabletop.ui.map.geometry import MapGeometry
    from tabletop.ui.map.view import MapView
    from tabletop.world.outline import Outline
    from tabletop.world.world import World


class Desk(Stage):
    """A window on one session, put together from its parts."""

    def __init__(
        self, preferences: Preferences, *, kind: str = "desk", theme: Theme | None = None
    ) -> None:
        super().__init__(preferences, kind, theme or preferences.theme)
        self._waits_for_paint = True
        self.hot_seat: HotSeat | None = None
        self._courtesy = Courtesy()
        status = QStatusBar()
        status.setSizeGripEnabled(False)
        status.addWidget(self.notice, 1)
        self.setStatusBar(status)
        self.layouts = Layouts(self, self.docks, preferences, kind)
        self.projector = Projector(self)
        self.commands = Commands(self, self.layouts, self.projector)
        self.menus = self._make_menus()
        self._connect()
        self.layouts.open()

    def _make_menus(self) -> Menus:
        menus = Menus(self, self.commands.run)
        menus.add_panels({p.id: dock_title(p) for p in PLACES.values()}, self.docks.go_to)
        themes = {SYSTEM: self.tr("As the computer")}
        themes |= {theme.name: self.tr(theme.title) for theme in THEMES.values()}
        menus.add_choices(
            "view", self.tr("&Theme"), themes, self.preferences.theme_name,
            lambda name: self.commands.appearanceAsked.emit("theme", name),
        )  # fmt: skip
        menus.add_filled("view", self.tr("La&youts"), self.commands.layout_choices)
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
        self.bar.phaseAsked.connect(self.commands.jump)
        self.notice.panelAsked.connect(self.docks.go_to)
        self.looking.now.clicked.connect(lambda: self.commands.run("look_now"))
        self.seen.back.clicked.connect(lambda: self.commands.run("viewpoint"))
        self.projector.changed.connect(self._room_changed)
        self.commands.handOverAsked.connect(self.hand_over)
        self.filled.connect(self.commands.history.begin)

    def _room_changed(self) -> None:
        self.menus.actions["room"].setChecked(self.room is not None)
        self.menus.actions["room_freeze"].setChecked(self.projector.frozen)

    # -- opening -----------------------------------------------------------------------------

    def set_outline(self, outline: Outline, geometry: MapGeometry | None) -> None:
        """Show the ground of a map whose world is still being loaded."""
        self.land = geometry
        self._made_map().set_outline(outline, geometry)

    def set_world(self, world: World, geometry: MapGeometry | None) -> None:
        """Show a world's map."""
        words = self.tr("{title} – Ceasefire Tabletop")
        self.setWindowTitle(words.format(title=world.scenario.title))
        self.land = geometry
        self._made_map().set_world(world, geometry)

    def _made_map(self) -> MapView:
        from tabletop.ui.map.view import MapView
        from tabletop.ui.map_orders import MapOrders

        if self._map is None:
            self._map = MapView(theme=self._theme)
            self._map_orders = MapOrders(self, self._map)
            self.commands.map.attach(self._map_orders)
            self.middle.addWidget(self._map, 1)
            self._map.installEventFilter(self)
        return self._map

    def attach(self, bridge: Replayer) -> None:
        """Show and play a session."""
        self.bridge = bridge
        bridge.setParent(self)
        bridge.momentChanged.connect(self._show_moment)
        bridge.seatChanged.connect(self.bar.show_seat)
        bridge.seatChanged.connect(self._forget_what_was_said)
        bridge.refused.connect(self.refuse_act)
        bridge.failed.connect(self._fail)
        if isinstance(bridge, SessionBridge):
            bridge.accepted.connect(self._accepted)
            bridge.later = lambda show: self.rounds.plan((bridge.prepare, bridge.moment, show))
            self.notice.retry.connect(bridge.retry)
        seats = [(seat.id, seat.name) for seat in bridge.world.scenario.seats]
        self.bar.set_seats(seats, bridge.seat)
        self.bar.seatAsked.connect(bridge.set_seat)
        if self.kind == "debrief":
            from tabletop.ui.debrief import DebriefBar

            self.bar.record_only = True
            self.steps = DebriefBar(self._theme, self.playback, self.commands.run, bridge)
            self.middle.insertWidget(0, self.steps)
        bridge.show()

    def _arrange(self) -> None:
        if self.role != "room":  # that is who sees a covered desk
            self.layouts.show_role(self.role)

    def fill(self) -> None:
        """Make one more panel; it goes on by itself until all are there."""
        from tabletop.ui.filling import fill_next

        if self._courtesy.gives_way() or fill_next(self):
            QTimer.singleShot(1, self, self.fill)  # calls of 0 ms would all be one round
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
        own = bridge.own == bridge.seat or bridge.looking_back
        clock = moment if own else bridge.now(bridge.seat)  # it runs on while others look
        self.bar.show_moment(clock, looking_back=bridge.looking_back)
        self._show_view(bridge)
        self.notice.guide(self._step(moment, own))
        self.looking.show_moment(moment, bridge.looking_back and isinstance(bridge, SessionBridge))
        self.map.show_moment(moment)
        if self.form is not None and self.form.isVisible():
            self.form.dismiss()
        panels = [partial(self.docks.fresh, name) for name in self.docks.expect(moment)]
        self.rounds.plan(
            (self._arrange, *panels, self._show_record, self._cut_for_room, self._show_room)
        )

    def _show_view(self, bridge: Replayer) -> None:
        """Say through whose eyes the desk is seen, unless it was handed to that seat."""
        handed = self.hot_seat is not None and self.hot_seat.on
        view = View.OWN if handed else view_of(bridge)
        self.seen.show_view(view, bridge.place.name)
        self.frame.show_view(view)

    def _step(self, moment: Moment, own: bool) -> Step:
        if own or self.bridge is None:
            return next_step(moment, record_only=self.kind == "debrief")
        words = self.tr("You only see what {seat} knows. F4 brings your own view back.")
        return Step(words.format(seat=self.bridge.place.name))

    def _show_record(self) -> None:
        bridge, parts = self.bridge, (self.timeline, self.steps)
        if bridge is None or parts == (None, None):
            return
        latest = bridge.latest()
        for part in (self.timeline, self.steps):
            if part is not None:
                part.show_moment(latest, bridge.seq)

    def _cut_for_room(self) -> None:
        if self.room is not None and isinstance(self.bridge, SessionBridge):
            self.bridge.prepare_room()

    def _show_room(self) -> None:
        if self.room is not None and self.bridge is not None:
            self.room.follow(self.bridge)

    def _accepted(self, entry: Entry) -> None:
        from tabletop.ui.spoken import entry_sentence

        assert self.bridge is not None
        words = self.tr("Entry {seq}: {words}")
        self.notice.say(words.format(seq=entry.seq, words=entry_sentence(self.bridge.world, entry)))

    def _forget_what_was_said(self) -> None:
        self.notice.say("")  # it was said to another seat, which may know more

    def _fail(self, sentence: str) -> None:
        again = isinstance(self.bridge, SessionBridge) and self.bridge.can_retry
        self.notice.fail(sentence, again=again)

    # -- the window --------------------------------------------------------------------------

    def reset_layout(self) -> None:
        """Put all panels where they were at first."""
        self.layouts.reset()

    def hand_over(self) -> None:
        """Cover the desk and give it to a cell."""
        from tabletop.ui.hot_seat import HotSeat

        if self.hot_seat is None:
            self.hot_seat = HotSeat(self)
            self.barring = self.hot_seat.bars
            self.hot_seat.changed.connect(self.commands.history.forget)
        self.hot_seat.hand_over()

    def toggle_room(self) -> None:
        """Open or close the window for the projector."""
        self.projector.toggle()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the layout and let go of the file."""
        self.playback.stop()
        self.rounds.plan(())
        for window in (self.room, self.assumptions):
            if window is not None:
                window.close()
        self.layouts.keep()
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
