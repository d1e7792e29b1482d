"""The parts of a desk and what can be pointed at on them; nothing here says how they come to be.

Commands, the filling of panels and gestures on the map know a desk by this class alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout

from tabletop.ui.bridge import Replayer
from tabletop.ui.docks import Docks
from tabletop.ui.looking_back import LookingBack
from tabletop.ui.notice import Notice
from tabletop.ui.phase_bar import PhaseBar
from tabletop.ui.playback import Playback
from tabletop.ui.preferences import Preferences
from tabletop.ui.seen_as import Framed, SeenAs
from tabletop.ui.theme import Theme
from tabletop.ui.translating import sentence

if TYPE_CHECKING:
    from tabletop.session.acts import Act
    from tabletop.ui.assumptions import Assumptions
    from tabletop.ui.debrief import DebriefBar
    from tabletop.ui.map.geometry import MapGeometry
    from tabletop.ui.map.view import MapView
    from tabletop.ui.order_form import OrderForm
    from tabletop.ui.panels.actors import ActorsPanel
    from tabletop.ui.panels.inject_card import InjectCardPanel
    from tabletop.ui.panels.measures import MeasuresPanel
    from tabletop.ui.panels.orders import OrdersPanel
    from tabletop.ui.room import Room
    from tabletop.ui.timeline_panel import TimelinePanel


class Stage(QMainWindow):
    """A window on one session with its parts; those that are None have not been made yet.

    ``barring`` tells whether a command must not be given now, on a desk that goes round.

    ``painted`` is said once, when the first picture with the map is on the screen; ``filled`` when
    all panels are there; ``gone`` carries the desk when it was closed.
    """

    painted = Signal()
    filled = Signal()
    gone = Signal(object)
    considered = Signal(object)
    """The orders in hand, as data: none, one, or one for each force."""
    previewed = Signal(object)
    """What measures would be with the forces in hand where they are held; None: nothing is held."""

    def __init__(self, preferences: Preferences, kind: str, theme: Theme) -> None:
        super().__init__()
        self.preferences = preferences
        self.kind = kind
        self._theme = theme
        self.bridge: Replayer | None = None
        self.room: Room | None = None
        self.assumptions: Assumptions | None = None
        self.form: OrderForm | None = None
        self.timeline: TimelinePanel | None = None
        self.steps: DebriefBar | None = None
        self.land: MapGeometry | None = None
        self._map: MapView | None = None
        self.barring: Callable[[str], bool] | None = None
        self.setWindowTitle(self.tr("Ceasefire Tabletop"))
        self.setDockNestingEnabled(True)
        self.setAnimated(False)  # each step of an animation would lay all panels out
        self.bar = PhaseBar(theme)
        self.notice = Notice(theme)
        self.looking = LookingBack(theme)
        self.seen = SeenAs(theme)
        self.middle = self._middle()
        self.docks = Docks(self)
        self.rounds = self.docks.rounds
        self.playback = Playback(lambda: self.bridge, self)

    def _middle(self) -> QVBoxLayout:
        self.frame = Framed(self._theme)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.seen)
        column.addWidget(self.looking)
        self.setCentralWidget(self.frame)
        return column

    @property
    def map(self) -> MapView:
        """The map; it is there from ``set_world`` on."""
        assert self._map is not None, "no world is shown yet"
        return self._map

    @property
    def has_map(self) -> bool:
        """Whether the map has been made."""
        return self._map is not None

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self._theme

    @property
    def role(self) -> str:
        """The role of the seat for whom is shown; the facilitator's before there is a session."""
        return "facilitator" if self.bridge is None else self.bridge.place.role

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        for step in self.theme_steps(theme):
            step()

    def theme_steps(self, theme: Theme) -> list[Callable[[], object]]:
        """Begin to use another theme; returns what is to be done for it, part by part."""
        self._theme = theme
        steps: list[Callable[[], object]] = []
        for part in (self.bar, self._map, self.notice, self.looking, self.seen, self.frame,
                     self.form, self.timeline, self.steps, self.room):  # fmt: skip
            if part is not None:
                steps.append(partial(part.set_theme, theme))
        return steps

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

    def open_actor(self, actor: int) -> None:
        """Show an actor's card."""
        actors = self.docks.fresh("actors")
        if actors is not None:
            self.docks.go_to("actors")
            cast("ActorsPanel", actors).open_actor(actor)

    def open_measure(self, measure: str) -> None:
        """Show a measure with its terms."""
        measures = self.docks.fresh("measures")
        if measures is not None:
            self.docks.go_to("measures")
            cast("MeasuresPanel", measures).open_measure(measure)

    def compose(self, draft: dict[str, object]) -> None:
        """Open the form of orders with an order that is written in part."""
        orders = self.docks.fresh("orders")
        if orders is not None:
            self.docks.go_to("orders")
            cast("OrdersPanel", orders).compose_order(draft)

    # -- refusals ----------------------------------------------------------------------------

    def refuse_act(self, reason: str, remedy: str, act: Act) -> None:
        """Say why an act was refused."""
        self.refuse_order(sentence(reason), sentence(remedy), getattr(act, "order", {}))

    def refuse_order(self, reason: str, remedy: str, order: Mapping[str, Any]) -> None:
        """Say why something was refused; an order (as data, may be empty) is kept to be read."""
        self.notice.refuse(reason, remedy)
        orders = self.docks.fresh("orders")
        if orders is not None and order:
            cast("OrdersPanel", orders).show_refusal(reason, remedy, order)

    # -- windows beside the desk --------------------------------------------------------------

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
