"""Sessions on their way to a desk: a thread reads the file while all windows go on.

A long record takes seconds to read and check, and what shows it is loaded meanwhile, too. A line
says how far that is and cancels it; the desk appears when everything is at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from tabletop.ui.loading import Loading, modules
from tabletop.ui.working import Tell, Work

if TYPE_CHECKING:
    from tabletop.session.session import Session
    from tabletop.ui.map.geometry import MapGeometry

SOON = 300
"""Milliseconds after which a window says that a session is being opened; most are open before."""
BEFORE = ("tabletop.ui.preparing", "tabletop.ui.map.geometry")
"""What the thread uses that has to do with Qt."""
DESK = (
    "tabletop.ui.map.symbols", "tabletop.ui.map.picture", "tabletop.ui.map.ground",
    "tabletop.ui.map.canvas", "tabletop.ui.map.scene", "tabletop.ui.map.composer",
    "tabletop.ui.map.painted", "tabletop.ui.map.view", "tabletop.ui.bridge", "tabletop.ui.docks",
    "tabletop.ui.menus", "tabletop.ui.stage", "tabletop.ui.commands", "tabletop.ui.desk",
    "tabletop.ui.map_orders",
)  # fmt: skip
"""What the first picture of a desk needs."""
READING = "reading"
LOADING = "loading"
LOOKING = Lock()
"""Held while a session file is looked at for the list of recent ones, which may lock it."""


@dataclass(frozen=True)
class Wanted:
    """A session to be opened: its file, the branch (empty: what was played first), and how.

    ``soon`` leaves the changes of a long record to be looked through when it is open.
    """

    path: Path
    branch: str | int = ""
    read_only: bool = False
    soon: bool = True


@dataclass(frozen=True)
class Arrived:
    """An open session, and the land of its map where this program has it."""

    session: Session
    land: MapGeometry | None

    def close(self) -> None:
        """Let go of the file."""
        self.session.close()


def fetch(wanted: Wanted, tell: Tell) -> Arrived:
    """Open a session and load what shows it; meant for a thread.

    Raises ``JournalFault`` when it cannot be opened, and whatever ``tell`` raises.
    """
    tell(READING, 0, 0)
    from tabletop.session.session import Session

    with LOOKING:
        pass  # whoever looks at the file now will not again

    def watch(read: int, entries: int) -> None:
        tell(READING, read, entries)

    opened = Session.debrief if wanted.read_only else Session.open
    return _with_land(
        opened(wanted.path, branch=wanted.branch or 0, soon=wanted.soon, watch=watch), tell
    )


def fetch_branch(session: Session, branch: int, tell: Tell) -> Arrived:
    """Open another branch of an open session; otherwise as ``fetch``."""
    tell(LOADING, 0, 0)
    return _with_land(session.open_branch(branch, soon=True), tell)


def _with_land(session: Session, tell: Tell) -> Arrived:
    """Load what shows an open session; it is closed when that fails or is wanted no longer."""
    from tabletop.ui.preparing import FOLLOWING, warm_up

    try:
        for number, module in enumerate(FOLLOWING):
            tell(LOADING, number, len(FOLLOWING))
            import_module(module)
        warm_up(session.world)
        return Arrived(session, geometry_of(session.world.spec))
    except BaseException:
        session.close()
        raise


class Arrival(QObject):
    """One session on its way.

    ``arrived`` carries the ``Arrived``, ``failed`` what was raised; ``ended`` is said before either
    and ``over`` after it, and both when it was cancelled.
    """

    arrived = Signal(object)
    failed = Signal(object)
    moved = Signal(str, int, int)
    ended = Signal()
    over = Signal()

    def __init__(self, name: str, doing: Callable[[Tell], Arrived], parent: QObject) -> None:
        super().__init__(parent)
        self.name = name
        self.under_way = True
        self._found: Arrived | None = None
        self.work = Work(doing, self, Arrived.close)
        self.work.moved.connect(self.moved)
        self.work.done.connect(self._read)
        self.work.failed.connect(self._failed)

    def start(self) -> None:
        """Begin."""
        for module in BEFORE:
            import_module(module)
        self.work.start()

    def cancel(self) -> None:
        """Open it no longer; does nothing once something has come of it."""
        if self.under_way:
            self.under_way = False
            self.work.cancel()
            if self._found is not None:
                self._found.close()
            self.ended.emit()
            self._end()

    def _read(self, found: Arrived) -> None:
        """Load what shows the session, now that no thread loads anything any more."""
        self._found = found
        loading = Loading(modules(DESK), self)
        loading.moved.connect(lambda done, of: self.moved.emit(LOADING, done, of))
        loading.done.connect(lambda: self._done(found))
        loading.start()

    def _done(self, found: Arrived) -> None:
        self._found = None
        if not self.under_way:
            return
        self.under_way = False
        self.ended.emit()
        self.arrived.emit(found)
        self._end()

    def _failed(self, fault: BaseException) -> None:
        self.under_way = False
        self.ended.emit()
        try:
            self.failed.emit(fault)
        finally:
            self._end()

    def _end(self) -> None:
        self.over.emit()
        self.deleteLater()


class ArrivalLine(QWidget):
    """Says what is being opened and how far that is, and cancels it."""

    def __init__(self, arrival: Arrival, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrival = arrival
        self.words = QLabel(self.tr("Opening {name} …").format(name=arrival.name))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.tr("How far the session is open"))
        self.cancel = QPushButton(self.tr("&Cancel"))
        self.cancel.setAccessibleName(self.tr("Cancel opening the session"))
        self.cancel.clicked.connect(arrival.cancel)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addLayout(row)
        arrival.moved.connect(self._move)

    def _move(self, what: str, done: int, steps: int) -> None:
        self.bar.setRange(0, steps)
        self.bar.setValue(done)
        if what == LOADING:
            words = self.tr("Opening {name}: making the desk ready …")
        elif steps:
            words = self.tr("Opening {name}: entry {done} of {steps} …")
        else:
            words = self.tr("Opening {name} …")
        self.words.setText(words.format(name=self._arrival.name, done=done, steps=steps))


class ArrivalWindow(QWidget):
    """A small window for an arrival that no start window shows; it comes when that takes a while.

    To close it is to cancel.
    """

    def __init__(self, arrival: Arrival) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._arrival = arrival
        self.setWindowTitle(self.tr("Ceasefire Tabletop"))
        self.line = ArrivalLine(arrival)
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        QTimer.singleShot(SOON, self, self._appear)

    def _appear(self) -> None:
        if self._arrival.under_way:
            self.show()

    def leave(self) -> None:
        """Go away: there is nothing to wait for any more."""
        self.close()
        self.deleteLater()  # one that was never shown does not close

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the key that means something here."""
        if event.key() == Qt.Key.Key_Escape:
            self._arrival.cancel()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Want the session no longer; it has arrived where that does nothing."""
        self._arrival.cancel()
        super().closeEvent(event)


def geometry_of(spec: Mapping[str, Any]) -> MapGeometry | None:
    """Return the land of a scenario's map; None when this program does not have that map."""
    from tabletop.content import library

    try:
        return land_of(library.map_folder(spec))
    except ValueError:  # a session file is anybody's, its map may be none of ours
        return None


def land_of(map_folder: Path) -> MapGeometry | None:
    """Return the land of a map; None when it cannot be read."""
    from tabletop.ui.map.geometry import GeometryFault, load_geometry

    try:
        return load_geometry(map_folder / "geometry.npz")
    except GeometryFault:
        return None
