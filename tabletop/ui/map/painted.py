"""A widget that shows a picture of the map and has painted what is missing of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from tabletop.ui.map.camera import Camera
from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.composer import MARGIN, SLICE, Composer, Look, Scene, strips_of
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.labels import Room
from tabletop.ui.map.layers import SHOWN
from tabletop.ui.map.picture import Picture
from tabletop.ui.map.scene import around
from tabletop.ui.map.symbols import SymbolStore
from tabletop.ui.map.tiles import Spot
from tabletop.ui.pace import Courtesy
from tabletop.ui.theme import Theme

AHEAD = 96.0
"""Pixels beyond each edge of the window that are painted also while the map moves."""
HURRY = 0.006
"""Seconds of painting in one go while the picture does not fill the window."""
SETTLE_MS = 60
"""Milliseconds after the last step of a zoom when the picture is painted anew."""
REST_MS = 160
"""Milliseconds without a move after which the rest of the margin is painted."""


SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform


class PaintedMap(QWidget):
    """Paints what its camera looks at a little at a time, what is in sight first."""

    def __init__(self, parent: QWidget | None, theme: Theme) -> None:
        super().__init__(parent)
        self.camera = Camera()
        self.ground: Ground | None = None
        self.picture = Picture()
        self.scene: Scene | None = None
        self._theme = theme
        self._shown = SHOWN
        self._symbols = SymbolStore.shared()
        self._symbols.arrived.connect(self.repaint_scene)
        self._composer = Composer(self._symbols, self.translate)
        self._courtesy = Courtesy()
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._paint_on)
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._compose)
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._rested)
        self._moved = False
        self._reached: object = None  # the tiles round the window, when they are all painted
        self.patient = False
        """Whether the first picture is painted little by little too, over the colour of the sea."""
        self._over: Canvas | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self._theme

    @property
    def layers(self) -> frozenset[str]:
        """The layers that are shown."""
        return self._shown

    @property
    def composer(self) -> Composer:
        """What paints the layers."""
        return self._composer

    def fetch_symbols(self) -> None:
        """Have every symbol in its full form now, for a still."""
        self._symbols.fetch()

    @staticmethod
    def translate(words: str) -> str:
        """Translate words of the map."""
        return QCoreApplication.translate("MapView", words)

    @property
    def unit(self) -> float:
        """The height of a line of text in pixels."""
        return QFontMetricsF(self.font()).height()

    def _paint_when_settled(self) -> None:
        """Stretch the picture while a zoom goes on; the sharp one follows a moment later."""
        self._composer.stop()
        self._settle.start()

    def _paint_ahead(self) -> None:
        """Have painted what a pan brings near the window, unless it is there already."""
        self._moved = True
        scene = self.scene
        if scene is None or self._composer.busy or self._settle.isActive():
            return
        corner, area = scene.corner(self.camera), around(self.camera, AHEAD)
        reached = scene.tiles.span(corner, area)
        if reached != self._reached:
            self._rest.start()
            if scene.tiles.missing(corner, area) or not scene.sheet.reaches(self.camera):
                self._compose()
            else:
                self._reached = reached

    def _compose(self) -> None:
        """Paint what is missing: tiles of the scene, or a new scene where that will not do."""
        if self.ground is None or self.width() < 2 or self.height() < 2:
            return
        look, scene = self._look(self.camera), self.scene
        if scene is None or not self._composer.holds(scene, look, self.ground, self.picture):
            self._reached = None
            self._composer.start(
                look, self.ground, self.picture, lambda: self.camera, self._finished
            )
        elif self._wanted() is not None:
            self._composer.extend(scene, self._wanted, self._painted)
        else:
            return
        self._slices.start()

    def _wanted(self) -> Spot | None:
        """Return the tile to paint next; while the map moves only what comes near the window."""
        scene = self.scene
        assert scene is not None, "tiles are added to a scene"
        missing = scene.missing(self.camera, AHEAD)
        if not missing:
            corner = scene.corner(self.camera)
            self._reached = scene.tiles.span(corner, around(self.camera, AHEAD))
            if not self._moved:
                missing = scene.missing(self.camera, MARGIN)
        return missing[0] if missing else None

    def _rested(self) -> None:
        """Paint the rest of the margin, unless the map has moved since the timer was set."""
        if self._moved:
            self._moved = False
            self._rest.start()
        elif not self._composer.busy and not self._settle.isActive():
            self._compose()

    def _paint_on(self) -> None:
        if self._courtesy.gives_way():
            return
        # What is in sight and not painted comes at once, everything else a little at a time.
        try:
            self._composer.work(HURRY, self._covered)
            busy = self._composer.work(SLICE)
        except Exception:
            self._slices.stop()  # what fails once would fail in every round
            raise
        if not busy:
            self._slices.stop()
            if not self._settle.isActive():
                self._compose()  # the ground was moved on meanwhile

    def _covered(self) -> bool:
        return self.scene is not None and self.scene.covers(self.camera)

    def _painted(self, spot: Spot) -> None:
        """Show a tile that has been added to the scene."""
        scene = self.scene
        assert scene is not None, "tiles are added to a scene"
        x, y = scene.sheet.grid.corner(self.camera)
        box = scene.tiles.box(spot).translated(-x, -y)
        if box.intersects(QRectF(self.rect())):
            self.update(box.toAlignedRect())
        self._composer.give_up_far(scene, self.camera)

    def _finished(self, scene: Scene) -> None:
        old, self.scene = self.scene, scene
        self._symbols.ask()
        if old is not None:
            self._composer.recycle(old)
        self.update()

    def _look(self, camera: Camera) -> Look:
        ratio = self.devicePixelRatioF()
        aside, foot = self.hidden_edges()
        look = Look(camera, self._theme, self._shown, self.font(), ratio)
        return replace(look, aside=aside, foot=foot)

    @property
    def look(self) -> Look:
        """How the window looks now."""
        return self._look(self.camera)

    def hidden_edges(self) -> tuple[float, float]:
        """Return the pixels at the right and the lower edge that other things hide."""
        return 0.0, 0.0

    def repaint_scene(self) -> None:
        """Something but the camera changed: paint anew, on the same ground when that will do."""
        self._over = None
        self._composer.forget_layers()
        if self.scene is not None and not self._settle.isActive():
            self._compose()
        self.update()

    def start_sharp(self) -> None:
        """Begin the sharp picture after a zoom without waiting for the hand to rest."""
        self._settle.stop()
        self._compose()

    def _paint_first(self) -> None:
        """Paint the window without its names at once; margins and names follow in slices."""
        self._settle.stop()
        if self.ground is not None and self.width() > 1 and self.height() > 1:
            look = replace(self._look(self.camera), shown=self._shown - {"labels"})
            self._finished(self._composer.paint_window(look, self.ground, self.picture))
            self._compose()

    def _begin_first(self) -> None:
        """Begin the first picture, unless that was done at an earlier painting."""
        if not self._composer.busy:
            self._compose()

    def settle(self) -> None:
        """Finish all painting now; for stills and for tests."""
        self._settle.stop()
        self._moved = False
        if not self._composer.busy:
            self._compose()
        while self._composer.busy:
            self._composer.finish()
            self._compose()
        self._slices.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scene where it lies now, and over it what the hand holds."""
        painter = QPainter(self)
        self.paint_window(painter, event.region())
        painter.end()

    def paint_window(self, painter: QPainter, region: QRegion | None = None) -> None:
        """Paint the window with any painter; ``region`` is what must be painted of it."""
        window = QRectF(self.rect())
        if self.ground is None:
            painter.fillRect(window, self._theme.colour("sea"))
            return
        if self.scene is None:
            self._begin_first() if self.patient else self._paint_first()
        scene, sea = self.scene, self._theme.colour("sea")
        if scene is None:
            painter.fillRect(window, sea)
        elif scene.sheet.grid.scale == self.camera.scale:
            parts = [self.rect()] if region is None else strips_of(region)
            scene.tiles.paint(painter, scene.corner(self.camera), parts, sea)
        else:
            times = scene.sheet.grid.scale / self.camera.scale
            at = self.camera.to_screen(scene.sheet.grid.left, scene.sheet.grid.top)
            scene.tiles.stretch(painter, at, times, window, sea)
        self.paint_over(self._canvas_over(painter), window)

    def _canvas_over(self, painter: QPainter) -> Canvas:
        """Return the canvas for what lies over the scene; most of it serves every frame."""
        made, ratio = self._over, self.devicePixelRatioF()
        if made is None or made.ratio != ratio or made.ground is not self.ground:
            assert self.ground is not None, "there is nothing to paint on yet"
            look = self._look(self.camera)
            made = self._composer.canvas(painter, look, self.camera, self.ground, self.picture)
            self._over = made
        else:
            painter.setRenderHints(SMOOTH)
        made.painter, made.camera, made.picture = painter, self.camera, self.picture
        made.room, made.marks, made.hits = Room(), Room(), []
        return made

    def paint_over(self, canvas: Canvas, window: QRectF) -> None:
        """Paint what lies over the scene; a kind of map with more to show adds it here."""
