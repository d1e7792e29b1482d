"""Getting a scenario ready aside, while its map can be looked at already."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from tabletop.content import library
from tabletop.content.problems import ContentFault
from tabletop.ui.docks import PLACES

POLL_MS = 4
NEEDED = ("tabletop.session.session", "tabletop.ui.map.reading")
"""What a session and its first moment on the map take longest to load."""
FOLLOWING = (
    "tabletop.ui.order_form",
    "tabletop.ui.timeline_panel",
    *(f"tabletop.ui.panels.{place.module}" for place in PLACES.values() if place.module),
)
"""What the panels take longest to load."""


class Preparation(QObject):
    """Reads a scenario and loads what a session on it needs, in a thread of its own.

    ``ready`` carries the resolved scenario and the kept arrays of its map (or None); ``faulty``
    carries the ContentFault of a scenario that cannot be played.
    """

    ready = Signal(object, object)
    faulty = Signal(object)

    def __init__(self, scenario: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scenario = scenario
        self._found: tuple[dict[str, Any], Mapping[str, Any] | None] | BaseException | None = None
        self._thread = Thread(target=self._work, daemon=True)
        self._look = QTimer(self, interval=POLL_MS)
        self._look.timeout.connect(self._tell)

    def start(self) -> None:
        """Begin; nothing is said before this has returned."""
        self._thread.start()
        self._look.start()

    def wait(self) -> None:
        """Wait until the thread has ended; Python must not end while it loads something."""
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        try:
            spec = library.resolve(self._scenario)
            for module in NEEDED:
                import_module(module)
            self._found = spec, library.routes_of(spec)
        except BaseException as fault:
            self._found = fault
            return
        for module in FOLLOWING:
            import_module(module)

    def _tell(self) -> None:
        found = self._found
        if found is None:
            return
        self._look.stop()
        if isinstance(found, ContentFault):
            self.faulty.emit(found)
        elif isinstance(found, BaseException):
            raise found
        else:
            self.ready.emit(*found)
