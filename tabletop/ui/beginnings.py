"""New exercises: a desk shows the map of a scenario while its session is begun aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from tabletop.ui.arrivals import geometry_of, land_of
from tabletop.ui.open_windows import AT_FAULT, OpenWindows
from tabletop.ui.preferences import new_session_path

if TYPE_CHECKING:
    from tabletop.session.session import Session
    from tabletop.ui.desk import Desk
    from tabletop.ui.map.geometry import MapGeometry
    from tabletop.ui.preparing import Preparation


class Beginnings(QObject):
    """Begins sessions; ``preparations`` are those on their way."""

    def __init__(self, windows: OpenWindows) -> None:
        super().__init__(windows)
        self._windows = windows
        self.preparations: list[Preparation] = []

    def stop(self) -> None:
        """Begin nothing any more that is still on its way."""
        for preparation in list(self.preparations):
            preparation.stop()

    def play(self, scenario: str, seed: int | None = None, path: Path | None = None) -> bool:
        """Open a desk on a new session of a scenario; False when the scenario is at fault."""
        from tabletop.content import library

        def path_of(spec: dict[str, Any]) -> Path:
            return path or new_session_path(
                spec["scenario"]["title"], self._windows.preferences.folder
            )

        return self._play("desk", scenario, lambda: library.resolve(scenario), path_of, seed)

    def _play(
        self, kind: str, scenario: str, spec_of: Callable[[], dict[str, Any]],
        path_of: Callable[[dict[str, Any]], Path], seed: int | None,
    ) -> bool:  # fmt: skip
        """Show a scenario's map and begin a session on it; the last of ``desks`` is its desk."""
        from tabletop.content import library
        from tabletop.content.outlines import kept_outline, map_of
        from tabletop.content.problems import ContentFault
        from tabletop.ui.preparing import Preparation

        try:
            folder = map_of(library.scenario_folder(scenario))
            outline = None if folder is None else kept_outline(folder)
            land = None if folder is None else land_of(folder)
            spec = spec_of() if outline is None else None
        except ContentFault as fault:
            self._windows.complain(self.tr("The scenario is at fault."), str(fault))
            return False
        desk = self._windows.new_desk(kind)
        if outline is not None:
            desk.set_outline(outline, land)
        else:  # a map that is not shipped, or was changed: its ground must be worked out first
            assert spec is not None
            land = geometry_of(spec)
            desk.set_world(library.world_of(spec, library.routes_of(spec)), land)
        preparation = Preparation(spec_of, path_of, seed, desk)
        preparation.ready.connect(lambda session: self._begin(desk, session, land))
        preparation.unwritable.connect(lambda why, at: self._ask_where(desk, preparation, why, at))
        preparation.faulty.connect(lambda fault: self._give_up(desk, fault))
        desk.gone.connect(lambda _: self._stop(preparation))
        desk.painted.connect(preparation.start)
        self.preparations.append(preparation)
        desk.show()
        return True

    def _begin(self, desk: Desk, session: Session, land: MapGeometry | None) -> None:
        """Play a session that has begun on the desk that shows its map already."""
        desk.set_world(session.world, land)
        self._windows.attach(desk, session)

    def _ask_where(self, desk: Desk, preparation: Preparation, why: str, path: Path) -> None:
        """Have a person say where else a session may be written, or close its desk."""
        choice = self._windows.ask(
            self.tr("The session cannot be written there."), why,
            [self.tr("Save elsewhere…"), self.tr("Cancel")], desk,
        )  # fmt: skip
        name = ""
        if choice == 0:
            name, _ = QFileDialog.getSaveFileName(desk, self.tr("Session file"), path.name, "*.ttx")
        if name:
            preparation.write_to(Path(name))
        else:
            desk.close()

    def _stop(self, preparation: Preparation) -> None:
        if preparation in self.preparations:
            self.preparations.remove(preparation)
            preparation.stop()

    def _give_up(self, desk: Desk, fault: Exception) -> None:
        """Close a desk whose scenario turned out to be at fault."""
        self._windows.complain(self.tr("The scenario is at fault."), str(fault))
        if self._windows.start_window is not None:
            self._windows.start()
        elif len(self._windows.desks) == 1:
            self._windows.code = AT_FAULT
        desk.close()

    def tour(self) -> bool:
        """Open a desk on a practice session and lead a person through it."""
        from tabletop.content import library
        from tabletop.ui import practice

        path = practice.practice_path()
        opened = self._play(
            "practice", practice.SCENARIO,
            lambda: practice.practice_spec(library.resolve(practice.SCENARIO)),
            lambda _: path, practice.SEED,
        )  # fmt: skip
        if not opened:
            return False
        desk = self._windows.desks[-1]
        desk.filled.connect(lambda: self._lead(desk))
        desk.gone.connect(lambda _: practice.throw_away(path))
        return True

    def _lead(self, desk: Desk) -> None:
        from tabletop.ui.tour import Tour

        def finished(play: bool) -> None:
            if play:
                self._windows.start().show_new()
            if play or self._windows.start_window is not None:
                desk.close()

        desk.layouts.reset()
        tour = Tour(desk)
        tour.finished.connect(finished)
        tour.begin()
