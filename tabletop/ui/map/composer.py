"""Puts the layers together into tiles, which the window copies.

Everything above the ground is laid out once for the whole map.  Then tiles are painted in slices
of less than a millisecond, those in sight first, while the old picture stays on the screen: the
ground, which is kept for the next moment, and over it the part that the tile shows of the layers.
Panning only moves the picture and paints, ahead of the window, the tiles that are not there yet.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from time import thread_time
from typing import cast

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFont, QPainter, QPixmap, QRegion

from tabletop.ui.map.base_layer import paint_base
from tabletop.ui.map.camera import Camera
from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.furniture import room_of
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.labels import GAP
from tabletop.ui.map.layout import paint_layers
from tabletop.ui.map.lettering import Lettering
from tabletop.ui.map.palette import letters
from tabletop.ui.map.picture import Picture
from tabletop.ui.map.scene import GRID, MARGIN, REACH, Grid, Look, Scene, Sheet, around
from tabletop.ui.map.symbols import SymbolStore
from tabletop.ui.map.tape import Tape
from tabletop.ui.map.tiles import SIDE, Spot, Tiles

__all__ = ["MARGIN", "SLICE", "Composer", "Look", "Scene", "paint_layers", "strips_of"]

_END = object()
SLICE = 0.0002
"""Seconds of the processor after which the desk gets its turn again."""
FAR = 576.0
"""Pixels beyond the window at which tiles are given up, so that their memory serves others."""
SPARE = 24
"""Pictures kept for the next tiles; fresh memory costs as much as painting half a tile."""

Sight = Callable[[], Camera]
"""Says what is looked at now."""


@dataclass(frozen=True, slots=True)
class _Base:
    """The ground of tiles, without the layers."""

    look: Look
    ground: Ground
    tiles: Tiles


class Composer:
    """Paints scenes, at once or in slices."""

    def __init__(self, symbols: SymbolStore, say: Callable[[str], str]) -> None:
        self._symbols = symbols
        self._say = say
        self._base: _Base | None = None
        self._sheet: Sheet | None = None
        self._lettering: dict[tuple[str, float], Lettering] = {}
        self._spare: list[QPixmap] = []
        self._steps: Iterator[None] | None = None

    @property
    def busy(self) -> bool:
        """Tell whether something is being painted."""
        return self._steps is not None

    def start(
        self, look: Look, ground: Ground, picture: Picture, sight: Sight,
        done: Callable[[Scene], None],
    ) -> None:  # fmt: skip
        """Begin a scene, which is done when all that is in sight is painted.

        Whatever is being painted already is given up.
        """
        self.stop()
        self._steps = self._paint(look, ground, picture, sight, done)

    def extend(
        self, scene: Scene, wanted: Callable[[], Spot | None], painted: Callable[[Spot], None]
    ) -> None:
        """Paint more tiles of a scene, as long as ``wanted`` names one."""
        self.stop()
        self._steps = self._extend(scene, wanted, painted)

    def holds(self, scene: Scene, look: Look, ground: Ground, picture: Picture) -> bool:
        """Tell whether a scene needs no more than further tiles to show a look."""
        sheet = scene.sheet
        return sheet is self._sheet and sheet.serves(look, ground, picture, 0.0)

    def stop(self) -> None:
        """Give up what is being painted."""
        if self._steps is not None:
            steps, self._steps = self._steps, None
            close = getattr(steps, "close", None)
            if close is not None:
                close()

    def work(self, seconds: float = SLICE, enough: Callable[[], bool] | None = None) -> bool:
        """Paint for a while, or until there is enough; returns whether something is left to do."""
        end = thread_time() + seconds
        while self.busy and thread_time() < end and not (enough is not None and enough()):
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
        self._keep(scene.tiles.pictures.values())

    def forget_layers(self) -> None:
        """Lay the layers out anew for the next scene: something but the camera has changed."""
        self._sheet = None

    def forget_ground(self) -> None:
        """Forget the ground as well; what is shown already stays."""
        self.stop()
        self._sheet, base, self._base = None, self._base, None
        if base is not None:
            self._keep(base.tiles.pictures.values())

    def lettering(self, font: QFont, ratio: float) -> Lettering:
        """Return the letters of a font at a device pixel ratio."""
        key = (font.key(), ratio)
        if key not in self._lettering:
            self._lettering.clear()
            self._lettering[key] = Lettering(font, ratio)
        return self._lettering[key]

    def _paint(
        self, look: Look, ground: Ground, picture: Picture, sight: Sight,
        done: Callable[[Scene], None],
    ) -> Iterator[None]:  # fmt: skip
        sheet = self._sheet
        if sheet is None or not sheet.serves(look, ground, picture, MARGIN):
            sheet = yield from self._lay_out(look, ground, picture)
        base = self._base
        if base is None or base.ground is not ground or not base.look.same_base(look):
            if base is not None:
                self._keep(base.tiles.pictures.values())
            self._base = _Base(look, ground, Tiles(look.ratio))
        scene = Scene(sheet, Tiles(look.ratio))
        while (spot := next(iter(scene.missing(sight())), None)) is not None:
            yield from self._paint_tile(scene, spot)
        done(scene)

    def _extend(
        self, scene: Scene, wanted: Callable[[], Spot | None], painted: Callable[[Spot], None]
    ) -> Iterator[None]:
        while (spot := wanted()) is not None:
            yield from self._paint_tile(scene, spot)
            painted(spot)

    def paint_window(self, look: Look, ground: Ground, picture: Picture) -> Scene:
        """Paint a window alone and at once, without keeping anything for later."""
        self.stop()
        camera, ratio = look.camera, look.ratio
        grid = Grid.of(ground, camera.scale)
        x, y = grid.corner(camera)
        whole = QPixmap(round(camera.width * ratio), round(camera.height * ratio))
        whole.setDevicePixelRatio(ratio)
        painter = QPainter(whole)
        thin = look.thick * ratio
        for _ in paint_base(painter, camera, ground, look.theme, look.shown, thin):
            pass
        painter.resetTransform()
        canvas = self.canvas(painter, look, camera, ground, picture)
        canvas.seen = canvas.area.adjusted(0, 0, -look.aside, -look.foot)
        self._keep_foot_free(canvas, look)
        for _ in paint_layers(canvas, self._say):
            pass
        painter.end()
        frame = QRectF(x, y, camera.width, camera.height)
        sheet = Sheet(look, ground, picture, grid, frame, Tape(), canvas.hits)
        corner = round(x * ratio), round(y * ratio)
        tiles = Tiles(ratio, corner, (whole.width(), whole.height()))
        tiles.pictures[0, 0] = whole
        return Scene(sheet, tiles)

    def _lay_out(
        self, look: Look, ground: Ground, picture: Picture
    ) -> Generator[None, None, Sheet]:
        """Lay the layers out for the whole map, or what is near the window of a very large one."""
        self._sheet = None
        grid = Grid.of(ground, look.camera.scale)
        frame = grid.frame(look.camera, REACH).toRectF() & grid.ground(ground)
        tape = Tape()
        canvas = self.canvas(tape, look, grid.camera(look.camera, frame), ground, picture)
        window = grid.frame(look.camera, -2.0 * GRID)  # a little less, for it is aligned
        seen = window.toRectF().translated(-frame.topLeft())
        canvas.seen = seen.adjusted(0, 0, -look.aside, -look.foot)
        self._keep_foot_free(canvas, look)
        yield from paint_layers(canvas, self._say)
        self._sheet = made = Sheet(look, ground, picture, grid, frame, tape, canvas.hits)
        return made

    def _keep_foot_free(self, canvas: Canvas, look: Look) -> None:
        """Keep words from below the status line and scale bar, which would cut them."""
        if look.foot:
            below = canvas.seen.adjusted(0, 0, 0, look.foot)
            room = room_of(canvas, below, self._say)
            room.setTop(canvas.seen.bottom() + GAP)  # so that what just fits above it still does
            canvas.take(room)

    def _paint_tile(self, scene: Scene, spot: Spot) -> Iterator[None]:
        sheet, box = scene.sheet, scene.tiles.box(spot)
        ground = yield from self._paint_ground(sheet, box, spot)
        made = self._fresh(scene.tiles.ratio)
        painter = QPainter(made)
        try:
            painter.drawPixmap(0, 0, ground)
            yield
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            area = box.translated(-sheet.frame.topLeft())
            painter.translate(-area.topLeft())
            yield from sheet.tape.play(painter, area)
        finally:
            painter.end()
        scene.tiles.pictures[spot] = made
        yield

    def _paint_ground(
        self, sheet: Sheet, box: QRectF, spot: Spot
    ) -> Generator[None, None, QPixmap]:
        """Paint the ground of a tile, unless that is there already."""
        base, look = self._base, sheet.look
        assert base is not None, "a scene begins with its ground"
        found = base.tiles.pictures.get(spot)
        if found is not None:
            return found
        camera, thin = sheet.grid.camera(look.camera, box), look.thick * look.ratio
        made = self._fresh(look.ratio)
        yield
        painter = QPainter(made)
        try:
            yield from paint_base(painter, camera, sheet.ground, look.theme, look.shown, thin)
        finally:
            painter.end()
        base.tiles.pictures[spot] = made
        return made

    def give_up_far(self, scene: Scene, camera: Camera) -> None:
        """Forget the tiles that are far from a camera's window."""
        corner, area = scene.corner(camera), around(camera, FAR)
        for tiles in (scene.tiles, *([self._base.tiles] if self._base is not None else [])):
            self._keep([tiles.pictures.pop(spot) for spot in tiles.beyond(corner, area)])

    def _fresh(self, ratio: float) -> QPixmap:
        """Return a picture for a tile; what is on it does not matter."""
        made = self._spare.pop() if self._spare else QPixmap(SIDE, SIDE)
        made.setDevicePixelRatio(ratio)
        return made

    def _keep(self, pictures: Iterable[QPixmap]) -> None:
        """Keep pictures for other tiles, as many as are soon of use."""
        whole = (one for one in pictures if one.width() == one.height() == SIDE)
        self._spare = [*self._spare, *whole][:SPARE]

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


def strips_of(region: QRegion) -> list[QRect]:
    """Return the rectangles that a region is made of."""
    return list(cast("Iterable[QRect]", region))
