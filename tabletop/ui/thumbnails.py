"""Pictures of scenarios, painted from each one's own map and the forces that stand there at first.

A picture is made when it is first shown and kept under a key of everything it was made from.  The
world is built in a thread; the painting goes on in slices, so that the window stays quick.
"""

from __future__ import annotations

import contextlib
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QThread, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from tabletop.ui.map.camera import Camera
from tabletop.ui.map.composer import Scene
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.surface import MapSurface
from tabletop.ui.map.symbols import SymbolStore
from tabletop.ui.theme import Theme
from tabletop.ui.working import begin, leave

if TYPE_CHECKING:
    from tabletop.ui.map.geometry import MapGeometry
    from tabletop.world.state import State
    from tabletop.world.world import World

SIZE = QSize(640, 360)
SHOWN = frozenset({"oblasts", "beyond", "tiers", "line", "borders", "forces", "nodes"})
"""Layers of a picture: what tells one scenario from another, and no small print."""
LETTERS = 12
"""Height of the letters in a picture, in pixels, whatever the size of text."""
LOOSE = 0.92
"""Zoom after everything was fitted in, so that signs at the edge are whole."""
QUIET_MS = 400
"""Time after which nothing more is painted over a picture; then it is kept."""
MOST_KEPT = 40


class _Loading(QThread):
    """Finds a scenario's kept picture, or builds its world and first state to paint one."""

    def __init__(self, name: str, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._name = name
        self._theme = theme
        self.file = Path()
        self.kept = QImage()
        self.made: tuple[World, State, MapGeometry | None] | None = None

    def run(self) -> None:
        """Find or build; a scenario at fault has no picture."""
        from tabletop.content import library
        from tabletop.content.problems import ContentFault
        from tabletop.rules.turn import initial_state
        from tabletop.ui.map.geometry import GeometryFault, load_geometry

        try:
            self.file = _file(self._name, self._theme)
            self.kept = QImage(str(self.file))
            if not self.kept.isNull():
                return
            spec = library.resolve(self._name)
            world = library.world_of(spec, library.routes_of(spec))
            land: MapGeometry | None = None
            with contextlib.suppress(GeometryFault):
                land = load_geometry(library.map_folder(spec) / "geometry.npz")
            self.made = world, initial_state(world), land
        except (ContentFault, OSError):
            self.made = None


class _Easel(MapSurface):
    """A map that is never shown; ``finished`` carries each picture of it."""

    finished = Signal(QPixmap)

    def paint(self, world: World, state: State, land: MapGeometry | None) -> None:
        """Begin to paint a state."""
        from tabletop.ui.map.reading import picture_of

        self.ground = Ground(world, land)
        self.picture = picture_of(world, state, state)
        self._shown = SHOWN
        font = self.font()
        font.setPixelSize(LETTERS)
        self.setFont(font)
        self.resize(SIZE)
        self.camera = Camera(width=float(SIZE.width()), height=float(SIZE.height()))
        self.scene = None
        self.zoom_to_fit()
        self.zoom(LOOSE)
        self._compose()

    def _finished(self, scene: Scene) -> None:
        super()._finished(scene)
        self.finished.emit(scene.still(self.camera))


class Thumbnails(QObject):
    """Makes pictures of scenarios one after another; ``made`` carries a name and its picture."""

    made = Signal(str, QPixmap)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wanted: deque[str] = deque()
        self._at = ""
        self._easel: _Easel | None = None
        self._last = QPixmap()
        self._target = Path()
        self._loading: _Loading | None = None
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._done)

    def ask(self, names: list[str]) -> None:
        """Have the pictures of scenarios made, or fetched where they are kept."""
        for name in names:
            if name != self._at and name not in self._wanted:
                self._wanted.append(name)
        self._next()

    def set_theme(self, theme: Theme) -> None:
        """Make pictures in another theme from now on."""
        self.close()
        self._theme = theme

    def close(self) -> None:
        """Stop; a picture that is half done is given up."""
        self._wanted.clear()
        self._quiet.stop()
        if self._loading is not None:
            leave(self._loading)
            self._loading = None
        if self._easel is not None:
            self._easel.composer.stop()
            self._easel.deleteLater()
            self._easel = None
        self._at = ""

    def _next(self) -> None:
        if self._at or not self._wanted:
            return
        self._at = self._wanted.popleft()
        self._loading = _Loading(self._at, self._theme, self)
        self._loading.finished.connect(self._loaded)
        begin(self._loading, QThread.Priority.LowPriority)

    def _loaded(self) -> None:
        loading = self._loading
        if loading is None or self.sender() is not loading:
            return  # it was given up while it said that it had finished
        self._loading = None
        if loading.made is None:
            if not loading.kept.isNull():
                self.made.emit(self._at, QPixmap.fromImage(loading.kept))
            self._at = ""
            self._next()
            return
        self._target = loading.file
        self._easel = _Easel(None, self._theme)
        self._easel.finished.connect(self._painted)
        self._easel.paint(*loading.made)

    def _painted(self, picture: QPixmap) -> None:
        self._last = picture
        self.made.emit(self._at, picture)
        self._quiet.start()

    def _done(self) -> None:
        """Keep the picture once its symbols are all there, and go on to the next scenario."""
        easel = self._easel
        if easel is None:
            return
        if SymbolStore.shared().waiting:
            self._quiet.start()
            return
        file = self._target
        with contextlib.suppress(OSError):  # it is only a cache
            file.parent.mkdir(parents=True, exist_ok=True)
            self._last.save(str(file), "PNG")
            for old in sorted(file.parent.glob("*.png"), key=_changed)[:-MOST_KEPT]:
                old.unlink()
        easel.deleteLater()
        self._easel, self._at = None, ""
        self._next()


def _changed(file: Path) -> float:
    return file.stat().st_mtime


def _file(name: str, theme: Theme) -> Path:
    import hashlib

    from platformdirs import user_cache_path

    from tabletop.content import library

    made_from = f"{library.source_key(name)} {theme.name} {SIZE.width()}"
    key = hashlib.sha256(made_from.encode()).hexdigest()[:32]
    return user_cache_path("ceasefire-tabletop", appauthor=False) / "scenarios" / f"{key}.png"
