"""Sessions that there are already: opened aside, and shown on a desk when they have been read."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from tabletop.ui.arrivals import Arrival, ArrivalWindow, Arrived, Wanted, fetch, fetch_branch
from tabletop.ui.open_windows import AT_FAULT, OpenWindows

if TYPE_CHECKING:
    from tabletop.session.session import Session
    from tabletop.ui.desk import Desk

CHECK_AGAIN = 500
"""Milliseconds between two looks whether a long record has been looked through."""


class Openings(QObject):
    """Opens sessions; ``arrivals`` are those on their way."""

    def __init__(self, windows: OpenWindows) -> None:
        super().__init__(windows)
        self._windows = windows
        self.arrivals: list[Arrival] = []

    def cancel(self) -> None:
        """Open nothing any more that is still on its way."""
        for arrival in list(self.arrivals):
            arrival.cancel()

    def resume(self, path: Path, branch: str = "") -> None:
        """Begin to open a desk that plays a session on; its desk appears when it has been read.

        ``branch`` names another line of play than what was played first.
        """
        self._open(Wanted(Path(path), branch))

    def debrief(self, path: Path, branch: str = "") -> None:
        """Begin to open a desk on the record of a session; it appears when it has been read."""
        self._open(Wanted(Path(path), branch, read_only=True))

    def look_back(self, desk: Desk, session: Session) -> None:
        """Open the debrief of a desk's session; after EndEx it takes the place of the desk.

        The desk holds the file for play: as long as it does, the debrief can keep no note in it.
        """
        wanted = Wanted(session.journal.path, read_only=True)
        over = session.phase == "ended" and not session.read_only
        self._open(wanted, partial(self._show, then=lambda _: desk.close()) if over else None)

    def reopen(self, path: Path) -> None:
        """Close the desk of a session after a fault of the program and open the session anew.

        The desk may be in any state; its file is let go of whatever else goes wrong.
        """
        for desk in list(self._windows.desks):
            session = desk.bridge.session if desk.bridge is not None else None
            if session is None or session.journal.path != path:
                continue
            wanted = Wanted(path, session.branch.id, session.read_only)
            session.close()
            give_way = partial(self._give_way, desk)
            arrival = self._open(wanted, partial(self._show, then=give_way))
            arrival.failed.connect(give_way)

    def _give_way(self, desk: Desk, _: object) -> None:
        """Close a desk whose session was opened anew, or cannot be."""
        if desk in self._windows.desks:
            desk.bridge = None
            desk.close()

    # -- on the way ----------------------------------------------------------------------------

    def _open(
        self, wanted: Wanted, show: Callable[[Arrived], object] | None = None
    ) -> Arrival:  # fmt: skip
        """Open a session aside and show it, by ``show`` or on a desk of its own."""
        arrival = Arrival(wanted.path.stem, partial(fetch, wanted), self)
        arrival.failed.connect(partial(self._tell_unopened, wanted, show))
        self._await(arrival, show or self._show)
        return arrival

    def _await(self, arrival: Arrival, show: Callable[[Arrived], object]) -> None:
        """Begin to open a session, and say in a window that it is being opened."""
        self.arrivals.append(arrival)
        self._windows.app.setQuitOnLastWindowClosed(False)
        arrival.arrived.connect(show)
        start = self._windows.start_window
        if start is not None and start.isVisible():
            start.show_arrival(arrival)
            arrival.arrived.connect(start.hide)
        else:
            window = ArrivalWindow(arrival)
            arrival.ended.connect(lambda: window.leave())  # and keeps it until then
        arrival.over.connect(partial(self._no_longer_await, arrival))
        arrival.start()

    def _no_longer_await(self, arrival: Arrival) -> None:
        """Let the program end with its last window again, or soon when that has gone."""
        self.arrivals.remove(arrival)
        if not self.arrivals:
            self._windows.app.setQuitOnLastWindowClosed(True)
            QTimer.singleShot(0, self, self._say_left)  # the window that asked may be closing

    def _say_left(self) -> None:
        if not (self.arrivals or self._windows.desks) and not any(
            one.isVisible() for one in self._windows.app.topLevelWidgets()
        ):
            self._windows.left.emit(self._windows.code)

    def _tell_unopened(
        self, wanted: Wanted, show: Callable[[Arrived], object] | None, fault: BaseException
    ) -> None:
        """Say why a session cannot be opened, and offer to read what cannot be played."""
        from tabletop.session.session import JournalFault

        if not isinstance(fault, JournalFault):
            raise fault
        if wanted.read_only:
            self._windows.complain(self.tr("The session cannot be opened."), str(fault))
        else:
            choice = self._windows.ask(
                self.tr("The session cannot be played on."), str(fault),
                [self.tr("Open read-only"), self.tr("Cancel")],
            )  # fmt: skip
            if choice == 0:
                self._open(replace(wanted, read_only=True), show)
                return
        if not self._windows.desks and (
            self._windows.start_window is None or not self._windows.start_window.isVisible()
        ):
            self._windows.code = AT_FAULT

    # -- arrived -------------------------------------------------------------------------------

    def _show(self, arrived: Arrived, then: Callable[[Desk], object] | None = None) -> None:
        """Show a session that has been opened on a desk of its own, a part in each round.

        ``then`` is done once it is on the screen.
        """
        session = arrived.session
        gc.freeze()  # what a session is made of stays: never look through it
        desk = self._windows.new_desk("debrief" if session.read_only else "desk")
        desk.painted.connect(partial(self._attach, desk, session))
        if then is not None:
            desk.painted.connect(partial(then, desk))
        waiting = [session]
        desk.painted.connect(waiting.clear)
        desk.gone.connect(lambda _: waiting.pop().close() if waiting else None)
        desk.rounds.plan(
            (lambda: desk.set_world(session.world, arrived.land),
             lambda: self._name(desk, session), desk.show)
        )  # fmt: skip

    def _name(self, desk: Desk, session: Session) -> None:
        if session.read_only:
            desk.setWindowTitle(self.tr("Debrief: {title}").format(title=desk.windowTitle()))
        if session.branch.name:
            words = self.tr("{branch} – {title}")
            desk.setWindowTitle(words.format(branch=session.branch.name, title=desk.windowTitle()))

    def open_branch(self, desk: Desk, number: int, here: bool) -> None:
        """Open another branch of a desk's session, beside it or in its place."""
        assert desk.bridge is not None
        session = desk.bridge.session
        arrival = Arrival(session.journal.path.stem, partial(fetch_branch, session, number), self)
        arrival.failed.connect(partial(self._tell_no_branch, desk))
        self._await(arrival, partial(self._beside, desk, here))

    def _tell_no_branch(self, desk: Desk, fault: BaseException) -> None:
        from tabletop.session.session import JournalFault

        if not isinstance(fault, JournalFault):
            raise fault
        if desk in self._windows.desks:
            desk.notice.fail(str(fault))

    def _beside(self, desk: Desk, here: bool, arrived: Arrived) -> None:
        """Show a session beside a desk or in its place."""
        if desk not in self._windows.desks:  # it was closed meanwhile
            self._show(arrived)
            return
        size, at = desk.size(), desk.pos()

        def replace_it(beside: Desk) -> None:
            beside.resize(size)
            beside.move(at)
            if desk in self._windows.desks:
                desk.close()

        self._show(arrived, replace_it if here else None)

    def _attach(self, desk: Desk, session: Session) -> None:
        self._windows.attach(desk, session)
        self._tell_damage(desk, session)

    def _tell_damage(self, desk: Desk, session: Session) -> None:
        """Say what is wrong with a file; a long one is still being looked through when it opens."""
        if session.journal.audit is not None:
            again = partial(self._look_again, desk, session)
            desk.filled.connect(lambda *_: QTimer.singleShot(CHECK_AGAIN, desk, again))
        elif session.damage is not None:
            words = self.tr("This file is damaged and opened read-only up to entry {last}: {what}.")
            desk.notice.fail(words.format(last=len(session.entries), what=session.damage))

    def _look_again(self, desk: Desk, session: Session) -> None:
        """Once a record has been looked through, put a desk on what is sound where not all is."""
        if session.checking:
            QTimer.singleShot(CHECK_AGAIN, desk, partial(self._look_again, desk, session))
        elif session.damage is not None:
            wanted = Wanted(session.journal.path, session.branch.id, read_only=True, soon=False)
            self._open(wanted, partial(self._beside, desk, True))
