"""Puts the layers together into one picture that is larger than the window.

Panning then only moves the picture.  A new one is painted in slices of a few milliseconds while
the old one stays on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import perf_counter

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap

from tabletop.ui.map import (
    forces_layer,
    heat_layer,
    incident_layer,
    line_layer,
    network_layer,
    reach_layer,
)
from tabletop.ui.map.base_layer import paint_base
from tabletop.ui.map.camera import Camera
from tabletop.ui.map.canvas import USUAL, Canvas, Hit
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.layers import GROUND
from tabletop.ui.map.lettering import Lettering
from tabletop.ui.map.palette import letters
from tabletop.ui.map.picture import Picture
from tabletop.ui.map.symbols import SymbolStore
from tabletop.ui.theme import Theme

_END = object()
MARGIN = 256.0
"""Pixels usually painted beyond each edge of the window."""
SLICE = 0.003
"""Seconds of painting after which the desk gets its turn again."""


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that decides what a picture of the map looks like, besides ground and content.

    ``margin`` is how many pixels are painted beyond each edge of the window.
    """

    camera: Camera
    theme: Theme
    shown: frozenset[str]
    font: QFont
    ratio: float
    margin: float = MARGIN

    @property
    def unit(self) -> float:
        """Height of a line of text in pixels."""
        return QFontMetricsF(self.font).height()

    @property
    def thick(self) -> float:
        """How much thicker than usual lines are, to match the text."""
        return max(1.0, self.unit / USUAL)

    def same_base(self, other: Look | None) -> bool:
        """Tell whether the other look has the same ground below the layers."""
        return (
            other is not None
            and self.camera == other.camera
            and self.margin == other.margin
            and self.theme is other.theme
            and self.ratio == other.ratio
            and self.thick == other.thick
            and self.shown & GROUND == other.shown & GROUND
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """A finished picture and what can be found in it; ``camera`` covers the margins too."""

    look: Look
    camera: Camera
    pixmap: QPixmap
    hits: list[Hit] = field(default_factory=list)

    def offset(self, camera: Camera) -> QPointF:
        """Return where the picture's corner lies in a window with ``camera`` at the same scale."""
        corner = self.camera.to_world(QPointF(0, 0))
        return camera.to_screen(*corner)

    def covers(self, camera: Camera) -> bool:
        """Tell whether the picture fills the window of ``camera`` without being scaled."""
        if camera.scale != self.camera.scale:
            return False
        at = self.offset(camera)
        wide, high = self.camera.width, self.camera.height
        return (
            at.x() <= 0.5 and at.y() <= 0.5
            and at.x() + wide >= camera.width - 0.5 and at.y() + high >= camera.height - 0.5
        )  # fmt: skip


class Composer:
    """Paints scenes, at once or in slices."""

    def __init__(self, symbols: SymbolStore, say: Callable[[str], str]) -> None:
        self._symbols = symbols
        self._say = say
        self._base: tuple[Look, Ground, QPixmap] | None = None
        self._lettering: dict[tuple[str, float], Lettering] = {}
        self._spare: QPixmap | None = None
        self._steps: Iterator[None] | None = None
        self._done: Callable[[Scene], None] | None = None

    @property
    def busy(self) -> bool:
        """Tell whether a scene is being painted."""
        return self._steps is not None

    def start(
        self, look: Look, ground: Ground, picture: Picture, done: Callable[[Scene], None]
    ) -> None:
        """Begin a scene; one that is being painted already is given up."""
        self.stop()
        self._steps = self._paint(look, ground, picture, done)

    def stop(self) -> None:
        """Give up the scene that is being painted."""
        if self._steps is not None:
            steps, self._steps = self._steps, None
            close = getattr(steps, "close", None)
            if close is not None:
                close()

    def work(self, seconds: float = SLICE) -> bool:
        """Paint for a while; returns whether something is left to do."""
        end = perf_counter() + seconds
        while self.busy and perf_counter() < end:
            self.step()
        return self.busy

    def step(self) -> None:
        """Paint one step."""
        steps = self._steps
        if steps is not None and next(steps, _END) is _END and self._steps is steps:
            self._steps = None

    def finish(self) -> None:
        """Paint all that is left now."""
        while self.work(1.0):
            pass

    def recycle(self, scene: Scene) -> None:
        """Take back a scene that is shown no more; its memory serves the next one."""
        self._spare = scene.pixmap

    def lettering(self, font: QFont, ratio: float) -> Lettering:
        """Return the letters of a font at a device pixel ratio."""
        key = (font.key(), ratio)
        if key not in self._lettering:
            self._lettering.clear()
            self._lettering[key] = Lettering(font, ratio)
        return self._lettering[key]

    def _paint(
        self, look: Look, ground: Ground, picture: Picture, done: Callable[[Scene], None]
    ) -> Iterator[None]:
        camera = look.camera.grown(look.margin)
        base = self._base
        if base is None or base[1] is not ground or not look.same_base(base[0]):
            # The old ground is of no more use, and its memory is warm.
            self._base = None
            made = base[2] if base is not None else None
            base = None
            made = fitting(made, camera, look.ratio)
            yield
            painter = QPainter(made)
            try:
                thin = look.thick * look.ratio
                yield from paint_base(painter, camera, ground, look.theme, look.shown, thin)
            finally:
                painter.end()
            self._base = base = (look, ground, made)
        yield
        spare, self._spare = self._spare, None
        whole = fitting(spare, camera, look.ratio)
        painter = QPainter(whole)
        try:
            painter.drawPixmap(0, 0, base[2])
            yield
            canvas = self.canvas(painter, look, camera, ground, picture)
            yield from paint_layers(canvas, self._say)
        finally:
            painter.end()
        done(Scene(look, camera, whole, canvas.hits))

    def canvas(
        self, painter: QPainter, look: Look, camera: Camera, ground: Ground, picture: Picture
    ) -> Canvas:
        """Return a canvas for painting the layers of a look with ``painter``."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        return Canvas(
            painter=painter, camera=camera, theme=look.theme, letters=letters(look.theme),
            lettering=self.lettering(look.font, look.ratio), symbols=self._symbols,
            ratio=look.ratio, unit=look.unit, shown=look.shown,
            ground=ground, picture=picture,
        )  # fmt: skip


def fitting(old: QPixmap | None, camera: Camera, ratio: float) -> QPixmap:
    """Return a picture of the size of a camera's window: the old one when it fits.

    What is on it does not matter; all of it will be painted over.
    """
    size = QSize(round(camera.width * ratio), round(camera.height * ratio))
    if old is not None and old.size() == size and old.devicePixelRatio() == ratio:
        return old
    made = QPixmap(size)
    made.setDevicePixelRatio(ratio)
    return made


def paint_layers(canvas: Canvas, say: Callable[[str], str]) -> Iterator[None]:
    """Paint every layer above the ground, lowest first; what must be seen keeps names away."""
    shown = canvas.shown
    if "areas" in shown:
        network_layer.paint_areas(canvas)
        yield
    if "reach" in shown:
        reach_layer.paint_reach(canvas)
        yield
    if "routes" in shown:
        yield from network_layer.paint_links(canvas)
        yield
    line_layer.paint_line(canvas)
    yield
    if "nodes" in shown:
        network_layer.paint_nodes(canvas)
        yield
    if "coverage" in shown:
        line_layer.paint_coverage(canvas)
    heat_layer.paint_heat(canvas)
    yield
    if "forces" in shown:
        forces_layer.paint_journeys(canvas)
        yield from forces_layer.paint_forces(canvas)
        yield
        forces_layer.paint_travellers(canvas, say)
        yield
    if "incidents" in shown:
        network_layer.paint_damage(canvas)
        incident_layer.paint_incidents(canvas)
        incident_layer.paint_history(canvas)
        yield
    line_layer.paint_badges(canvas, line_layer.place_badges(canvas))
    heat_layer.paint_heat_numbers(canvas, say)
    if "coverage" in shown:
        line_layer.paint_coverage_numbers(canvas)
    yield
    if "reach" in shown:
        reach_layer.paint_reach_words(canvas, say)
        yield
    if "areas" in shown:
        network_layer.paint_area_names(canvas)
    if "labels" in shown:
        yield from network_layer.paint_names(canvas, say)
