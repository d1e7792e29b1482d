"""What the commands of the menu “Debrief” do: moments, branches, evaluation, what was known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from tabletop.ui import highlights_model
from tabletop.ui.analysis_commands import show_soon
from tabletop.ui.presenting import Presenter
from tabletop.ui.projector import Projector
from tabletop.ui.replay_moves import ReplayMoves
from tabletop.ui.stage import Stage
from tabletop.ui.translating import sentence

if TYPE_CHECKING:
    from tabletop.ui.bridge import Replayer
    from tabletop.ui.panels.branch_tree import BranchTreePanel
    from tabletop.ui.panels.highlights import HighlightsPanel
    from tabletop.ui.panels.known import KnownPanel
    from tabletop.ui.panels.staff import StaffPanel

STAFF = ("facilitator", "evaluator")


class DebriefCommands(QObject):
    """Runs them for a desk.

    ``branchAsked`` carries the number of a branch, and whether it takes the desk's place.
    """

    branchAsked = Signal(int, bool)

    def __init__(self, desk: Stage, projector: Projector) -> None:
        super().__init__(desk)
        self._desk = desk
        self._other_seat = ""
        self._follows = False
        self.presenter = Presenter(desk, projector)
        self.moves = ReplayMoves(desk)
        self.commands: Mapping[str, Callable[[], Any]] = {
            "jump": self.jump,
            "viewpoint": self.viewpoint,
            "bookmark": self.bookmark,
            "highlight": self.highlight,
            "highlights": lambda: self.bring("highlights"),
            "present": self.present,
            "present_next": lambda: self.presenter.step(1),
            "present_back": lambda: self.presenter.step(-1),
            "what_if": self.what_if,
            "branches": lambda: self.bring("branches"),
            "compare": self.compare_with_file,
            "evaluation": lambda: self.bring("evaluation"),
            "known": lambda: self.known(),
        }
        desk.filled.connect(self._filled)

    # -- panels that come when they are asked for ------------------------------------------------

    def bring(self, name: str) -> StaffPanel | None:
        """Bring a panel to the front, and make it first where there is none; None if refused."""
        from tabletop.ui.filling import connect

        desk = self._desk
        bridge = desk.bridge
        if bridge is None:
            return None
        if desk.role not in STAFF:
            desk.notice.fail(self.tr("That is for the facilitator and the evaluator."))
            return None
        if desk.docks.bring(name):
            panel = desk.docks.make(name)
            connect(desk, panel, bridge)
            self._connect(cast("StaffPanel", panel), bridge)
            desk.docks.rounds.add(partial(self._show, name))  # in a round of its own
        else:
            desk.docks.go_to(name)
        return cast("StaffPanel", desk.docks.panels[name])

    def _show(self, name: str) -> None:
        desk = self._desk
        panel = desk.docks.panels.get(name)  # none when the desk was handed over meanwhile
        if panel is not None and desk.bridge is not None:
            panel.show_moment(desk.bridge.moment())
            desk.docks.go_to(name)

    def _once_shown(self, do: Callable[[], object]) -> None:
        """Do something with a panel that was brought, once it shows the moment."""
        rounds = self._desk.docks.rounds
        rounds.add(do) if rounds.busy else do()

    def _connect(self, panel: StaffPanel, bridge: Replayer) -> None:
        notice, name = self._desk.notice, panel.objectName()
        panel.refused.connect(lambda why, way: notice.refuse(sentence(why), sentence(way)))
        panel.failed.connect(notice.fail)
        panel.told.connect(notice.say)
        if name == "highlights":
            cast("HighlightsPanel", panel).present_asked.connect(self.presenter.start)
        elif name == "branches":
            tree = cast("BranchTreePanel", panel)
            tree.branch_asked.connect(self.open_branch)
            tree.compare_asked.connect(self.compare)
        elif name == "known":
            cast("KnownPanel", panel).view_asked.connect(self._see_as)

    def _see_as(self, seat: str) -> None:
        if self._desk.bridge is not None:
            self._other_seat = seat
            self._desk.bridge.see_as(seat)

    # -- moments ---------------------------------------------------------------------------------

    def jump(self) -> None:
        """Let a person choose an entry to look at."""
        from tabletop.ui.jump_list import JumpList

        desk = self._desk
        if desk.bridge is not None:
            found = JumpList(desk.bridge.latest(), desk.bridge.session.notes, desk)
            found.chosen.connect(lambda seq: desk.playback.look(lambda b: b.look(seq)))
            show_soon(found, found.open)

    def viewpoint(self) -> None:
        """Go from the truth to what the seat last chosen could see, or back."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        seats = bridge.world.scenario.seats
        if bridge.place.role in STAFF:
            players = [seat.id for seat in seats if seat.role == "player"]
            goal = self._other_seat or next(iter(players), "")
            if goal:
                bridge.see_as(goal)
            return
        self._other_seat = bridge.seat
        staff = next((seat.id for seat in seats if seat.role in STAFF), "")
        goal = bridge.own if bridge.own != bridge.seat else staff
        if goal:
            bridge.set_seat(goal)

    def bookmark(self) -> None:
        """Mark the entry that is shown, or take the mark off."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        notes, seq, seat = bridge.session.notes, bridge.seq, bridge.own
        marked: list[bool] = []
        if self._keep(lambda: marked.append(highlights_model.toggle_bookmark(notes, seq, seat))):
            words = (self.tr("Entry {seq} has a bookmark: find it with Ctrl+J.") if marked[0]
                     else self.tr("The bookmark of entry {seq} is off."))  # fmt: skip
            self._desk.notice.say(words.format(seq=seq))

    def highlight(self) -> None:
        """Put the moment that is shown at the end of the list of highlights."""
        panel = self.bring("highlights")
        if panel is not None:
            self._once_shown(cast("HighlightsPanel", panel).add_moment)

    def present(self) -> None:
        """Begin to show the chosen list in the room window, or end it."""
        if self.presenter.on:
            self.presenter.stop()
            self._desk.notice.say(self.tr("The presentation is over; the room follows the desk."))
        elif self._desk.role in STAFF:
            panel = self._desk.docks.panels.get("highlights")
            name = highlights_model.FIRST if panel is None else cast("HighlightsPanel", panel).name
            self.presenter.start(name)

    def _keep(self, doing: Callable[[], object]) -> bool:
        """Write something beside the record; say why where that cannot be done."""
        from tabletop.session.refused import Refused
        from tabletop.session.session import JournalFault

        try:
            doing()
        except Refused as fault:
            self._desk.notice.refuse(sentence(fault.reason), sentence(fault.remedy))
            return False
        except JournalFault as fault:
            self._desk.notice.fail(str(fault))
            return False
        return True

    # -- branches --------------------------------------------------------------------------------

    def what_if(self) -> None:
        """Start a branch after the entry that is shown, under a name that is asked for."""
        from tabletop.ui.reason import ReasonDialog

        panel, bridge = self.bring("branches"), self._desk.bridge
        if panel is None or bridge is None:
            return
        at, tree = bridge.seq, cast("BranchTreePanel", panel)

        def begin(name: str) -> None:
            tree.start_branch(name, at)

        question = self.tr("What is different from entry {seq} on? That is its name.")
        ReasonDialog(
            self.tr("What if?"), question.format(seq=at),
            lambda name, _: begin(name), parent=self._desk,
        ).open()  # fmt: skip

    def open_branch(self, number: int, here: bool) -> None:
        """Open a branch, beside this desk or in its place."""
        if self._desk.bridge is not None:
            self.branchAsked.emit(number, here)

    def compare(self, branch: int | None) -> None:
        """Put the line of play that is shown beside another branch, or (None) another file."""
        from tabletop.ui.compare import open_comparison

        if branch is None:
            self.compare_with_file()
        elif self._desk.bridge is not None:
            open_comparison(self._desk, branch)

    def compare_with_file(self) -> None:
        """Put the line of play that is shown beside another session file."""
        from tabletop.ui.compare import open_comparison

        desk = self._desk
        if desk.bridge is None or desk.role not in STAFF:
            return
        folder = str(desk.bridge.session.journal.path.parent)
        name, _ = QFileDialog.getOpenFileName(desk, self.tr("Compare with"), folder, "*.ttx")
        if name:
            open_comparison(desk, Path(name))

    # -- what was known --------------------------------------------------------------------------

    def known(self, seq: int | None = None) -> None:
        """Ask what the seat of an entry (the one shown) knew when it was made."""
        panel, bridge = self.bring("known"), self._desk.bridge
        if panel is not None and bridge is not None:
            cast("KnownPanel", panel).ask_about(bridge.seq if seq is None else seq)

    def _filled(self) -> None:
        """Follow the record once the desk is whole; again when it was taken apart and filled."""
        bridge = self._desk.bridge
        if bridge is not None and not self._follows:
            self._follows = True
            self.moves.follow(bridge)
        self._offer_known()

    def _offer_known(self) -> None:
        """Offer the question in the lists of orders and entries, and in the timeline."""
        docks, timeline = self._desk.docks, self._desk.timeline
        for name, part in (("orders", "inbox"), ("record", "table")):
            table = getattr(docks.panels.get(name), part, None)
            if isinstance(table, QWidget):
                action = QAction(self.tr("What did they &know?"), table)
                action.triggered.connect(lambda _=False, rows=table: self._known_of(rows))
                table.addAction(action)
                table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        if timeline is not None:
            timeline.lanes.installEventFilter(self)

    def _known_of(self, table: Any) -> None:
        row = table.current()
        entry = getattr(row, "entry", None) or getattr(row, "row", None)
        if entry is not None:
            self.known(int(entry.seq))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open a menu on the marks of the timeline."""
        timeline = self._desk.timeline
        if isinstance(event, QContextMenuEvent) and timeline is not None:
            mark = timeline.lanes.mark_at(event.pos().toPointF())
            seq = timeline.lanes.seq if mark is None or mark.seq is None else mark.seq
            if seq:
                self.menu_of(seq).popup(event.globalPos())
                return True
        return super().eventFilter(watched, event)

    def menu_of(self, seq: int) -> QMenu:
        """Make the menu of what can be asked about an entry."""
        menu = QMenu(self._desk)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = self.tr("&Look at entry {seq}").format(seq=seq)
        look = self._desk.playback.look
        menu.addAction(words).triggered.connect(lambda: look(lambda b: b.look(seq)))
        known = menu.addAction(self.tr("What did they &know?"))
        known.triggered.connect(lambda: self.known(seq))
        known.setEnabled(self._desk.role in STAFF)
        return menu
