"""Puts the layers together into one picture that is larger than the window.

Panning then only moves the picture.  What comes near its edge is painted in slices of a
millisecond while the old picture stays on the screen: the ground of the new strips, and over it
the part that they show of layers which were laid out for the whole map before.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPixmap, QRegion

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
from tabletop.ui.map.canvas import Canvas, Hit
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.lettering import Lettering
from tabletop.ui.map.palette import letters
from tabletop.ui.map.picture import Picture
from tabletop.ui.map.scene import MARGIN, REACH, Grid, Look, Scene
from tabletop.ui.map.symbols import SymbolStore
from tabletop.ui.map.tape import Tape

__all__ = ["MARGIN", "SLICE", "Composer", "Look", "Scene", "paint_layers"]

_END = object()
SLICE = 0.001
"""Seconds of painting after which the desk gets its turn again."""


@dataclass(slots=True)
class _Base:
    """The ground of a frame, of which ``done`` is painted already."""

    look: Look
    ground: Ground
    frame: QRect
    pixmap: QPixmap
    done: QRegion = field(default_factory=QRegion)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The layers of a moment, laid out for a frame that is far larger than the window."""

    look: Look
    ground: Ground
    picture: Picture
    frame: QRect
    tape: Tape
    hits: list[Hit]


class Composer:
    """Paints scenes, at once or in slices."""

    def __init__(self, symbols: SymbolStore, say: Callable[[str], str]) -> None:
        self._symbols = symbols
        self._say = say
        self._base: _Base | None = None
        self._sheet: _Sheet | None = None
        self._last: tuple[_Sheet, QRect, QPixmap] | None = None
        self._lettering: dict[tuple[str, float], Lettering] = {}
        self._spare: QPixmap | None = None
        self._steps: Iterator[None] | None = None

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

    def forget_layers(self) -> None:
        """Lay the layers out anew for the next scene: something but the camera has changed."""
        self._sheet = None

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
        if not look.margin:
            yield from self._paint_window(look, ground, picture, done)
            return
        grid = Grid.of(ground, look.camera.scale)
        frame = grid.frame(look.camera, look.margin)
        sheet = self._sheet
        if sheet is None or not serves(sheet, look, ground, picture, grid, frame):
            sheet = yield from self._lay_out(look, ground, picture, grid)
        base = yield from self._paint_base(look, ground, grid, frame)
        camera = grid.camera(look.camera, frame)
        spare, self._spare = self._spare, None
        whole = fitting(spare, camera, look.ratio)
        last, left = self._last, QRegion(frame)
        painter = QPainter(whole)
        try:
            if last is not None and last[0] is sheet and last[2].size() == whole.size():
                # What the last scene shows of this frame is still right.
                painter.drawPixmap(last[1].topLeft() - frame.topLeft(), last[2])
                left -= last[1] if fits_grid(look.ratio) else QRegion()
                yield
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for strip in strips_of(left):
                painter.resetTransform()
                at = strip.translated(-frame.topLeft())
                painter.setClipRect(at)
                painter.drawPixmap(QPointF(at.topLeft()), base, scaled(at, look.ratio))
                yield
                corner = frame.topLeft() - sheet.frame.topLeft()
                painter.translate(-corner)
                yield from sheet.tape.play(painter, QRectF(at.translated(corner)))
        finally:
            painter.end()
        self._last = sheet, frame, whole
        done(
            Scene(look, camera, whole, sheet.hits, QPointF(frame.topLeft() - sheet.frame.topLeft()))
        )

    def _paint_window(
        self, look: Look, ground: Ground, picture: Picture, done: Callable[[Scene], None]
    ) -> Iterator[None]:
        """Paint the window alone, without keeping anything for later."""
        whole = fitting(None, look.camera, look.ratio)
        painter = QPainter(whole)
        try:
            thin = look.thick * look.ratio
            yield from paint_base(painter, look.camera, ground, look.theme, look.shown, thin)
            painter.resetTransform()
            canvas = self.canvas(painter, look, look.camera, ground, picture)
            yield from paint_layers(canvas, self._say)
        finally:
            painter.end()
        done(Scene(look, look.camera, whole, canvas.hits))

    def _lay_out(
        self, look: Look, ground: Ground, picture: Picture, grid: Grid
    ) -> Generator[None, None, _Sheet]:
        """Lay the layers out for the whole map, or what is near the window of a very large one."""
        self._sheet = None
        frame = grid.frame(look.camera, REACH) & grid.ground(ground)
        tape = Tape()
        canvas = self.canvas(tape, look, grid.camera(look.camera, frame), ground, picture)
        canvas.seen = QRectF(grid.frame(look.camera, 0.0).translated(-frame.topLeft()))
        yield from paint_layers(canvas, self._say)
        self._sheet = made = _Sheet(look, ground, picture, frame, tape, canvas.hits)
        return made

    def _paint_base(
        self, look: Look, ground: Ground, grid: Grid, frame: QRect
    ) -> Generator[None, None, QPixmap]:
        """Paint the ground of a frame; what was painted of it before is moved and kept."""
        base = self._base
        camera = grid.camera(look.camera, frame)
        if base is None or base.ground is not ground or not base.look.same_base(look):
            made = fitting(base.pixmap if base else None, camera, look.ratio)
            self._base = base = _Base(look, ground, frame, made)
        elif base.frame.size() != frame.size() or not fits_grid(look.ratio):
            made = fitting(base.pixmap, camera, look.ratio)
            if base.frame != frame or made is not base.pixmap:
                self._base = base = _Base(look, ground, frame, made)
        if base.frame != frame:
            way = (base.frame.topLeft() - frame.topLeft()) * look.ratio
            base.pixmap.scroll(way.x(), way.y(), base.pixmap.rect())
            base.frame, base.done = frame, base.done & frame
        yield
        thin = look.thick * look.ratio
        for strip in strips_of(QRegion(frame) - base.done):
            part = grid.camera(look.camera, strip)
            direct = strip == frame
            piece = base.pixmap if direct else fitting(None, part, look.ratio)
            painter = QPainter(piece)
            try:
                yield from paint_base(painter, part, ground, look.theme, look.shown, thin)
            finally:
                painter.end()
            if not direct:
                painter = QPainter(base.pixmap)
                painter.drawPixmap(strip.topLeft() - frame.topLeft(), piece)
                painter.end()
            base.done += strip
            yield
        return base.pixmap

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


def fits_grid(ratio: float) -> bool:
    """Tell whether aligned pixels are whole device pixels, so that strips fit to one another."""
    return (8 * ratio).is_integer()


def strips_of(region: QRegion) -> list[QRect]:
    """Return the rectangles that a region is made of."""
    return list(cast("Iterable[QRect]", region))


def scaled(box: QRect, ratio: float) -> QRectF:
    """Return a box in device pixels."""
    return QRectF(box.x() * ratio, box.y() * ratio, box.width() * ratio, box.height() * ratio)


def serves(
    sheet: _Sheet, look: Look, ground: Ground, picture: Picture, grid: Grid, frame: QRect
) -> bool:
    """Tell whether layers that were laid out before are right for a frame."""
    return (
        sheet.ground is ground
        and sheet.picture is picture
        and sheet.look.same_layers(look)
        and sheet.frame.contains(frame & grid.ground(ground))
    )


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
