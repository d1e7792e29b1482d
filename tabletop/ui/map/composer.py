"""Puts the layers together into one picture that is larger than the window.

Panning then only moves the picture.  What comes near its edge is painted in slices of a
millisecond while the old picture stays on the screen: the ground of the new strips, and over it
the part that they show of layers which were laid out for the whole map before.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from time import thread_time
from typing import cast

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPixmap, QRegion

from tabletop.ui.map.base_layer import paint_base
from tabletop.ui.map.camera import Camera
from tabletop.ui.map.canvas import Canvas, Hit
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.layout import paint_layers
from tabletop.ui.map.lettering import Lettering
from tabletop.ui.map.palette import letters
from tabletop.ui.map.picture import Picture
from tabletop.ui.map.scene import GRID, MARGIN, REACH, Grid, Look, Scene
from tabletop.ui.map.symbols import SymbolStore
from tabletop.ui.map.tape import Tape

__all__ = ["MARGIN", "SLICE", "Composer", "Look", "Scene", "paint_layers", "strips_of"]

_END = object()
BAND = 128
"""Rows of pixels copied in one step."""
SLICE = 0.0005
"""Seconds of the processor after which the desk gets its turn again."""


@dataclass(frozen=True, slots=True)
class _Base:
    """The ground of a frame."""

    look: Look
    ground: Ground
    frame: QRect
    pixmap: QPixmap


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The layers of a moment, laid out for a frame that is far larger than the window."""

    look: Look
    ground: Ground
    picture: Picture
    frame: QRect
    tape: Tape
    hits: list[Hit]


@dataclass(frozen=True, slots=True)
class _Painted:
    """The last finished picture: the layers on it and the frame it shows."""

    sheet: _Sheet
    frame: QRect
    pixmap: QPixmap


class Composer:
    """Paints scenes, at once or in slices."""

    def __init__(self, symbols: SymbolStore, say: Callable[[str], str]) -> None:
        self._symbols = symbols
        self._say = say
        self._base: _Base | None = None
        self._sheet: _Sheet | None = None
        self._last: _Painted | None = None
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
        end = thread_time() + seconds
        while self.busy and thread_time() < end:
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
        camera = grid.camera(look.camera, frame)
        last = self._last
        moved = last is not None and last.sheet is sheet and last.frame != frame
        if last is None or not moved or not fits_grid(look.ratio):
            last = None
            base = yield from self._paint_base(look, ground, grid, frame)
        spare, self._spare = self._spare, None
        whole = fitting(spare, camera, look.ratio)
        painter = QPainter(whole)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        try:
            if last is None:
                yield from copied(painter, base, QPoint(), frame.size(), look.ratio)
                new = QRegion(frame)
            else:
                # What the last picture shows of this frame is still right.
                way = last.frame.topLeft() - frame.topLeft()
                yield from copied(painter, last.pixmap, way, frame.size(), look.ratio)
                new = QRegion(frame) - last.frame
            for strip in strips_of(new):
                at = strip.translated(-frame.topLeft())
                painter.resetTransform()
                painter.setClipRect(at)
                if last is not None:
                    painter.translate(at.topLeft())
                    part = grid.camera(look.camera, strip)
                    thin = look.thick * look.ratio
                    yield from paint_base(painter, part, ground, look.theme, look.shown, thin)
                    painter.resetTransform()
                corner = frame.topLeft() - sheet.frame.topLeft()
                painter.translate(-corner)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                yield from sheet.tape.play(painter, QRectF(at.translated(corner)))
        finally:
            painter.end()
        self._last = _Painted(sheet, frame, whole)
        done(Scene(look, camera, whole, sheet.hits, QPointF(corner)))

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
            canvas.seen = canvas.area.adjusted(0, 0, -look.aside, -look.foot)
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
        window = grid.frame(look.camera, -2.0 * GRID)  # a little less, for it is aligned
        seen = QRectF(window.translated(-frame.topLeft()))
        canvas.seen = seen.adjusted(0, 0, -look.aside, -look.foot)
        yield from paint_layers(canvas, self._say)
        self._sheet = made = _Sheet(look, ground, picture, frame, tape, canvas.hits)
        return made

    def _paint_base(
        self, look: Look, ground: Ground, grid: Grid, frame: QRect
    ) -> Generator[None, None, QPixmap]:
        """Paint the ground of a whole frame, unless that is there already."""
        base = self._base
        if (
            base is not None
            and base.ground is ground
            and base.frame == frame
            and base.look.same_base(look)
        ):
            return base.pixmap
        self._base = None  # its memory is warm
        camera = grid.camera(look.camera, frame)
        made = fitting(base.pixmap if base else None, camera, look.ratio)
        yield
        painter = QPainter(made)
        try:
            thin = look.thick * look.ratio
            yield from paint_base(painter, camera, ground, look.theme, look.shown, thin)
        finally:
            painter.end()
        self._base = _Base(look, ground, frame, made)
        return made

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


def copied(
    painter: QPainter, old: QPixmap, way: QPoint, size: QSize, ratio: float
) -> Iterator[None]:
    """Copy a picture ``way`` pixels on, step by step, into one of ``size`` pixels."""
    for top in range(0, size.height(), BAND):
        band = QRect(0, top, size.width(), BAND).translated(-way)
        device = QRectF(band.x() * ratio, band.y() * ratio, band.width() * ratio, BAND * ratio)
        painter.drawPixmap(QPointF(0, top), old, device)
        yield


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
