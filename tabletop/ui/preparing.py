"""Beginning a session aside, while its map can be looked at already."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from itertools import chain
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from tabletop.content.problems import ContentFault
from tabletop.ui.docks import LATER
from tabletop.ui.loading import Loading, all_of, modules

if TYPE_CHECKING:
    from tabletop.session.session import Session
    from tabletop.world.world import World

POLL_MS = 4
FOLLOWING = (
    "tabletop.rules.remedies",
    "tabletop.rules.condition_words",
    "tabletop.session.staffing",
    "tabletop.session.wording",
    "heroicons.jinja",
)
"""What the panels need besides Qt, and takes longest to load."""
LAST = (
    "tabletop.ui.map.tools",
    "tabletop.ui.hot_seat",
    "tabletop.ui.room",
    "tabletop.ui.finder",
    "tabletop.ui.sheets",
    "tabletop.ui.help",
    "tabletop.ui.preferences_dialog",
    "tabletop.ui.assumptions",
    "tabletop.ui.jump_list",
    "tabletop.ui.reveal",
    "tabletop.session.known",
    "tabletop.analysis.evaluation",
    "tabletop.analysis.report.document",
    "tabletop.analysis.report.model",
    "tabletop.analysis.report.msel",
    *(f"tabletop.ui.panels.{place.module}" for place in LATER.values()),
    "tabletop.analysis.policies",
    "tabletop.analysis.seat_hand",
    "tabletop.ui.policy_seat_dialog",
    "tabletop.ui.mattered_window",
    "tabletop.analysis.explore.asking",
    "tabletop.ui.explore_window",
    "tabletop.analysis.explore.pace",
    "tabletop.ui.explore_result",
    "tabletop.analysis.sensitivity.asking",
    "tabletop.ui.sensitivity_window",
    "tabletop.analysis.search.asking",
    "tabletop.ui.search_window",
    "tabletop.ui.report_dialog",
    "tabletop.session.comparing",
    "tabletop.ui.compare",
    "xml.etree.ElementTree",
    "pydoc",
    "cProfile",
    "PySide6.QtTest",
)
"""What opens only when it is asked for, and is loaded once a desk is full.

The last ones are what charts need; pyqtgraph itself is loaded with the first of them.
"""
QT = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets")
"""Modules of which pyqtgraph uses every name."""


class _Beginning:
    """What the thread knows; nothing of Qt, so that it may outlast the desk."""

    def __init__(
        self, spec_of: Callable[[], dict[str, Any]], path_of: Callable[[dict[str, Any]], Path],
        seed: int | None,
    ) -> None:  # fmt: skip
        self._spec_of, self.path_of, self._seed = spec_of, path_of, seed
        self._spec: dict[str, Any] | None = None
        self.path = Path()
        self._lock = Lock()
        self._unwanted = False
        self._found: Session | BaseException | None = None

    def run(self) -> None:
        found: Session | BaseException
        try:
            found = self._create()
        except BaseException as fault:
            found = fault  # raised again where the desk can say so
        with self._lock:
            self._found = found
            unwanted = self._unwanted
        if unwanted:
            self.leave()
        if isinstance(found, BaseException):
            return
        for module in FOLLOWING:
            if not self._unwanted:
                import_module(module)

    def _create(self) -> Session:
        from tabletop.content.library import routes_of
        from tabletop.session.session import Session

        spec = self._spec = self._spec or self._spec_of()
        self.path = self.path_of(spec)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        session = Session.create(self.path, spec, self._seed, routes_of(spec))
        warm_up(session.world)
        return session

    def take(self) -> Session | BaseException | None:
        """Return what came of it, once; None before."""
        with self._lock:
            found, self._found = self._found, None
        return found

    def leave(self) -> None:
        """Want it no longer; a session that has begun is let go of."""
        with self._lock:
            self._unwanted = True
        found = self.take()
        if found is not None and not isinstance(found, BaseException):
            found.close()


class Preparation(QObject):
    """Reads a scenario and begins a session on it, in a thread of its own.

    ``ready`` carries the session; ``unwritable`` a sentence and the path at which none could be
    written, and waits for ``write_to``; ``faulty`` carries the ContentFault of a scenario that
    cannot be played.
    """

    ready = Signal(object)
    unwritable = Signal(str, object)
    faulty = Signal(object)

    def __init__(
        self,
        spec_of: Callable[[], dict[str, Any]],
        path_of: Callable[[dict[str, Any]], Path],
        seed: int | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._beginning = _Beginning(spec_of, path_of, seed)
        self._look = QTimer(self, interval=POLL_MS)
        self._look.timeout.connect(self._tell)

    def start(self) -> None:
        """Begin; nothing is said before this has returned."""
        Thread(target=self._beginning.run, name="preparation").start()  # waited for at the end
        self._look.start()

    def write_to(self, path: Path) -> None:
        """Begin the session at another path, after none could be written."""
        self._beginning.path_of = lambda _: path
        self.start()

    def stop(self) -> None:
        """Want the session no longer; one that has begun, or begins all the same, is let go of."""
        self._look.stop()
        self._beginning.leave()

    def _tell(self) -> None:
        found = self._beginning.take()
        if found is None:
            return
        self._look.stop()
        if not isinstance(found, BaseException):
            self.ready.emit(found)
        elif isinstance(found, ContentFault):
            self.faulty.emit(found)
        elif _is_about_the_file(found):
            self.unwritable.emit(str(found), self._beginning.path)
        else:
            raise found


def warm_up(world: World) -> None:
    """Work out what the first card, turn and pointer on the map need, and load what does it."""
    import_module("numpy.ma")  # NumPy loads it itself where something is counted first
    from tabletop.world.projection import to_lonlat

    _ = world.influence
    to_lonlat([(0.0, 0.0)])


def load_the_rest() -> None:
    """Load, a little in each round of the event loop, what opens only when it is asked for."""
    pieces = [*modules(LAST), *chain.from_iterable(map(all_of, QT))]
    loading = Loading(pieces, QCoreApplication.instance())
    loading.done.connect(loading.deleteLater)
    loading.start()


def _is_about_the_file(fault: BaseException) -> bool:
    from tabletop.session.session import JournalFault

    return isinstance(fault, (JournalFault, OSError))
