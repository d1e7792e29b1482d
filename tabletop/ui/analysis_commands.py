"""What the commands of the menu “Analysis” do: the outlook, explorations, what mattered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from tabletop.ui.bridge import Replayer, SessionBridge
from tabletop.ui.stage import Stage

if TYPE_CHECKING:
    from tabletop.ui.panels.outlook import OutlookPanel
    from tabletop.ui.panels.panel import Panel
    from tabletop.ui.policy_seat import PolicySeats

STAFF = ("facilitator", "evaluator")


class AnalysisCommands(QObject):
    """Runs them for a desk; ``debriefAsked`` carries the path of a session to be debriefed.

    ``playAsked`` carries the folder of a scenario to be played.
    """

    debriefAsked = Signal(object)
    playAsked = Signal(object)

    def __init__(self, desk: Stage) -> None:
        super().__init__(desk)
        self._desk = desk
        self.windows: dict[str, QWidget] = {}
        self._followed: Replayer | None = None
        self.seats: PolicySeats | None = None
        self.commands: Mapping[str, Callable[[], Any]] = {
            "outlook": self.outlook,
            "explore": self.explore,
            "mattered": self.mattered,
            "sensitivity": self.sensitivity,
            "search": self.search,
            "policy_seats": self.policy_seats,
        }
        desk.considered.connect(self._consider)
        desk.gone.connect(lambda _: self._leave())
        desk.filled.connect(self._play_seats)

    # -- the outlook -----------------------------------------------------------------------------

    def outlook(self) -> OutlookPanel | None:
        """Bring the panel of the outlook to the front, and make it first where there is none."""
        from tabletop.ui.filling import connect

        desk, bridge = self._desk, self._desk.bridge
        if bridge is None:
            return None
        if desk.docks.bring("outlook"):
            panel: Panel = desk.docks.make("outlook")
            connect(desk, panel, bridge)
            desk.docks.rounds.add(self._show_outlook)  # in a round of its own
        else:
            desk.docks.go_to("outlook")
        return cast("OutlookPanel", desk.docks.panels["outlook"])

    def _show_outlook(self) -> None:
        desk = self._desk
        panel = desk.docks.panels.get("outlook")  # none when the desk was handed over meanwhile
        if panel is not None and desk.bridge is not None:
            panel.show_moment(desk.bridge.moment())
            desk.docks.go_to("outlook")

    def _consider(self, orders: Sequence[Mapping[str, Any]]) -> None:
        panel = self._desk.docks.panels.get("outlook")
        if panel is not None:
            cast("OutlookPanel", panel).consider(orders)

    # -- windows ---------------------------------------------------------------------------------

    def explore(self) -> None:
        """Open the window of explorations, or bring it to the front."""
        from tabletop.ui.explore_window import ExploreWindow

        bridge = self._staffed()
        if bridge is not None:
            folder = bridge.session.journal.path.parent

            def make() -> ExploreWindow:
                window = ExploreWindow(bridge, folder, self._desk)
                window.debriefAsked.connect(self.debriefAsked)
                return window

            self._open("explore", make)

    def mattered(self) -> None:
        """Open the window on what mattered, or bring it to the front."""
        from tabletop.ui.mattered_window import MatteredWindow

        bridge = self._staffed()
        if bridge is not None:

            def make() -> MatteredWindow:
                window = MatteredWindow(bridge, self._desk)
                look = self._desk.playback.look
                window.looked.connect(lambda seq: look(lambda b: b.look(seq)))
                window.weighed.connect(self._weigh)
                return window

            self._open("mattered", make)

    def sensitivity(self) -> None:
        """Open the window on sensitivity, or bring it to the front."""
        from tabletop.ui.sensitivity_window import SensitivityWindow

        bridge = self._staffed()
        if bridge is not None:
            folder = bridge.session.journal.path.parent
            self._open("sensitivity", lambda: SensitivityWindow(bridge, folder, self._desk))

    def search(self) -> None:
        """Open the window that searches for openings, or bring it to the front."""
        from tabletop.ui.search_window import SearchWindow

        bridge = self._staffed()
        if bridge is not None:
            folder = bridge.session.journal.path.parent

            def make() -> SearchWindow:
                window = SearchWindow(bridge, folder, self._desk)
                window.playAsked.connect(self.playAsked)
                return window

            self._open("search", make)

    def _weigh(self, weighed: dict[int, str]) -> None:
        """Ring on the timeline what mattered."""
        timeline = self._desk.timeline
        if timeline is not None:
            timeline.lanes.weighed = weighed

    # -- seats that a policy plays -----------------------------------------------------------------

    def _play_seats(self) -> None:
        """Go on playing the seats that a policy played in this session before."""
        bridge = self._desk.bridge
        if not isinstance(bridge, SessionBridge) or self._desk.kind != "desk":
            return
        if self.seats is None and "assign" in bridge.session.replay.course.of_type:
            missing = self._made_seats(bridge).told_missing()
            if missing:
                self._desk.notice.say(missing)

    def _made_seats(self, bridge: SessionBridge) -> PolicySeats:
        from tabletop.ui.policy_seat import PolicySeats

        if self.seats is None:
            desk = self._desk
            self.seats = PolicySeats(bridge, desk.preferences, desk.notice.say, self)
        return self.seats

    def policy_seats(self) -> None:
        """Choose the seats that a policy plays."""
        from tabletop.ui.policy_seat_dialog import PolicySeatsDialog

        desk, bridge = self._desk, self._desk.bridge
        if not isinstance(bridge, SessionBridge) or bridge.place.role != "facilitator":
            words = self.tr("Only the facilitator of a session in play chooses who plays a seat.")
            desk.notice.fail(words)
            return
        dialog = PolicySeatsDialog(self._made_seats(bridge), bridge.world, desk)
        show_soon(dialog, dialog.open)

    def _leave(self) -> None:
        self._close_all()
        if self.seats is not None:
            self.seats.stop()

    def _staffed(self) -> Replayer | None:
        """Return the session where the seat may see all of it; else say why not."""
        bridge = self._desk.bridge
        if bridge is not None and bridge.place.role not in STAFF:
            self._desk.notice.fail(self.tr("That is for the facilitator and the evaluator."))
            return None
        if bridge is not None and self._followed is not bridge:
            self._followed = bridge
            bridge.seatChanged.connect(self._seat_changed)
        return bridge

    def _open(self, name: str, make: Callable[[], Any]) -> None:
        window = self.windows.get(name)
        if window is None:
            window = self.windows[name] = make()
            window.closed.connect(lambda: self.windows.pop(name, None))
        show_soon(window, lambda: bring_up(window))

    def _seat_changed(self) -> None:
        """Take away what only the staff may see when another seat sits down."""
        if self._desk.role not in STAFF:
            self._close_all()

    def _close_all(self) -> None:
        for window in list(self.windows.values()):
            window.close()
        self.windows.clear()


def show_soon(window: QWidget, show: Callable[[], object]) -> None:
    """Show a window in the round after the one in which it was made: each has enough to do."""
    QTimer.singleShot(0, window, lambda: QTimer.singleShot(0, window, show))


def bring_up(window: QWidget) -> None:
    """Show a window before all others."""
    window.show()
    window.activateWindow()
