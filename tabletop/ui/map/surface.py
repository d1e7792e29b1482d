"""The surface of the map: the camera, the picture of the ground, and moving about on it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from tabletop.ui.map.camera import Camera
from tabletop.ui.map.canvas import Canvas, Hit
from tabletop.ui.map.composer import MARGIN, SLICE, Composer, Look, Scene, strips_of
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.layers import SHOWN
from tabletop.ui.map.picture import Picture
from tabletop.ui.map.symbols import SymbolStore
from tabletop.ui.theme import Theme

NEAR_EDGE = 0.36
"""Share of the margin below which a new picture is begun."""
HURRY = 0.012
"""Seconds of painting in one go while the picture does not fill the window."""
SETTLE_MS = 60
"""Milliseconds after the last step of a zoom when the picture is painted anew."""


class MapSurface(QWidget):
    """Paints a picture of the ground and moves it about; knows nothing of gestures.

    ``viewChanged`` says that another part of the ground, or other layers, are looked at.
    """

    viewChanged = Signal()

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
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._paint_on)
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._compose)
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

    # --- camera ---

    def zoom_to_fit(self) -> None:
        """Show Ukraine, the whole line and the watched borders."""
        if self.ground is not None:
            aside, foot = self.hidden_edges()
            wide = max(1.0, self.width() - aside)
            high = max(1.0, self.height() - foot)
            margin = min(2.2 * self.unit, 0.08 * wide, 0.08 * high)
            camera = self.camera.resized(wide, high).fitted(self.ground.home, margin)
            whole = self.camera.resized(self.width(), self.height())
            self._look_through(
                replace(whole, scale=camera.scale, x=camera.x + aside / 2 * camera.scale,
                        y=camera.y - foot / 2 * camera.scale)
            )  # fmt: skip

    def zoom_to_theatre(self) -> None:
        """Show everything the map has."""
        if self.ground is not None:
            self._look_through(self.camera.fitted(self.ground.everything))

    def centre_on(self, x: float, y: float, scale: float | None = None) -> None:
        """Centre on metres of the plane, at ``scale`` metres in a pixel when given."""
        camera = self.camera.at(x, y)
        if scale is not None:
            middle = QPointF(camera.width / 2, camera.height / 2)
            camera = camera.zoomed(camera.scale / scale, middle)
        self._look_through(camera)

    def centre_on_node(self, node: int, scale: float | None = None) -> None:
        """Centre on a node."""
        if self.ground is not None:
            x, y = self.ground.nodes[node]
            self.centre_on(x, y, scale)

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Come ``factor`` times closer, keeping the ground at ``about`` where it is."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._look_through(self.camera.zoomed(factor, about or middle))

    def pan(self, dx: float, dy: float) -> None:
        """Move the ground by so many pixels."""
        self._look_through(self.camera.panned(dx, dy))

    def _look_through(self, camera: Camera) -> None:
        before, zoomed = self.camera, camera.scale != self.camera.scale
        self.camera = camera if self.ground is None else camera.held_in(self.ground.everything)
        if zoomed:
            self._composer.stop()
            self._settle.start()
        elif self._near_edge() and not self._composer.busy and not self._settle.isActive():
            self._compose()
        self.viewChanged.emit()
        if not self._slide(before):
            self.update(self.moving_region())

    def _slide(self, before: Camera) -> bool:
        """Shift what is on the screen after a pan, and have only the rest painted.

        Returns false when that will not do.
        """
        still, scene = self.still_region(), self.scene
        if scene is None or still is None or not self.isVisible():
            return False
        if not (scene.covers(before) and scene.covers(self.camera)):
            return False
        way = self._whole(scene.offset(self.camera)) - self._whole(scene.offset(before))
        step = way.toPoint()
        if QPointF(step) != way:
            return False
        region = self.moving_region()
        for part in strips_of(region):
            self.scroll(step.x(), step.y(), part)
        self.update((still + still.translated(step)) & region)
        return True

    def still_region(self) -> QRegion | None:
        """Return where something is painted that a pan does not move; None when all may be."""
        return None

    def moving_region(self) -> QRegion:
        """Return the part of the window in which the ground moves with the camera."""
        return QRegion(self.rect())

    def _near_edge(self) -> bool:
        return self.scene is None or not self.scene.covers(self.camera.grown(MARGIN * NEAR_EDGE))

    # --- what lies where ---

    @property
    def unit(self) -> float:
        """The height of a line of text in pixels."""
        return QFontMetricsF(self.font()).height()

    def node_at(self, node: int) -> QPointF:
        """Return where a node is in the window."""
        assert self.ground is not None, "no world is shown"
        return self.camera.to_screen(*self.ground.nodes[node])

    def _placing(self) -> tuple[QPointF, float]:
        """Return where the scene's corner lies in the window, and how much it is stretched."""
        assert self.scene is not None, "nothing is painted yet"
        return self.scene.offset(self.camera), self.scene.camera.scale / self.camera.scale

    def to_scene(self, point: QPointF) -> QPointF:
        """Turn a point of the window into one of the scene."""
        corner, stretch = self._placing()
        return (point - corner) / stretch

    def on_window(self, hit: Hit) -> Hit:
        """Return a hit of the scene as it lies in the window."""
        corner, stretch = self._placing()
        middle = hit.centre
        return hit.moved(corner + middle * stretch - middle)

    def window_hits(self) -> list[Hit]:
        """Return everything in sight, lowest first."""
        if self.scene is None:
            return []
        window = QRectF(self.rect())
        moved = (self.on_window(hit) for hit in self.scene.hits)
        return [hit for hit in moved if window.contains(hit.centre)]

    def bring_into_sight(self, hit: Hit) -> None:
        """Pan so that something is well inside the window."""
        self._reveal_point(hit.centre)

    def reveal(self, node: int) -> None:
        """Pan so that a node is well inside the window."""
        self._reveal_point(self.node_at(node))

    def _reveal_point(self, at: QPointF) -> None:
        room = min(3.5 * self.unit, self.width() / 4, self.height() / 4)
        inner = QRectF(self.rect()).adjusted(room, room, -room, -room)
        if not inner.contains(at):
            x = min(max(at.x(), inner.left()), inner.right())
            y = min(max(at.y(), inner.top()), inner.bottom())
            self.pan(x - at.x(), y - at.y())

    # --- painting ---

    def _whole(self, at: QPointF) -> QPointF:
        """Return the nearest point on whole device pixels, where a picture can be copied."""
        ratio = self.devicePixelRatioF()
        return QPointF(round(at.x() * ratio) / ratio, round(at.y() * ratio) / ratio)

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
        self._composer.forget_layers()
        if self.scene is not None and not self._settle.isActive():
            self._compose()
        self.update()

    def _compose(self) -> None:
        if self.ground is None or self.width() < 2 or self.height() < 2:
            return
        camera = self.camera
        if self.scene is not None and not self._near_edge():
            camera = self.scene.look.camera
        self._composer.start(self._look(camera), self.ground, self.picture, self._finished)
        self._slices.start()

    def _paint_on(self) -> None:
        scene = self.scene
        late = scene is None or not scene.covers(self.camera)
        if not self._composer.work(HURRY if late else SLICE):
            self._slices.stop()
            if self._near_edge() and not self._settle.isActive():
                self._compose()  # the ground was moved on meanwhile

    def _finished(self, scene: Scene) -> None:
        old, self.scene = self.scene, scene
        self._symbols.ask()
        if old is not None:
            self._composer.recycle(old)
            if scene.laid is old.laid and old.covers(self.camera) and scene.covers(self.camera):
                return  # the window shows the very same already
        self.update()

    def start_sharp(self) -> None:
        """Begin the sharp picture after a zoom without waiting for the hand to rest."""
        self._settle.stop()
        self._compose()

    def _paint_first(self) -> None:
        """Paint the window without its names at once; margins and names follow in slices."""
        self._settle.stop()
        if self.ground is not None and self.width() > 1 and self.height() > 1:
            look = replace(self._look(self.camera), shown=self._shown - {"labels"}, margin=0.0)
            self._composer.start(look, self.ground, self.picture, self._finished)
            self._composer.finish()
            self._compose()

    def settle(self) -> None:
        """Finish all painting now; for stills and for tests."""
        if self._settle.isActive() or self.scene is None or self._near_edge():
            self._settle.stop()
            self._compose()
        self._composer.finish()
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
            self._paint_first()
        if self.scene is None or not self.scene.covers(self.camera):
            painter.fillRect(window, self._theme.colour("sea"))
        if self.scene is not None:
            corner, stretch = self._placing()
            if stretch == 1.0:
                # Qt copies rows of pixels as they are only where the clip is one rectangle.
                at = self._whole(corner)
                for part in strips_of(region) if region is not None else ():
                    painter.setClipRect(part)
                    painter.drawPixmap(at, self.scene.pixmap)
                if region is None:
                    painter.drawPixmap(at, self.scene.pixmap)
                painter.setClipping(False)
            else:
                size = QSizeF(self.scene.camera.width, self.scene.camera.height)
                target = QRectF(corner, size * stretch)
                painter.drawPixmap(target, self.scene.pixmap, QRectF(self.scene.pixmap.rect()))
        look = self._look(self.camera)
        canvas = self._composer.canvas(painter, look, self.camera, self.ground, self.picture)
        self.paint_over(canvas, window)

    def paint_over(self, canvas: Canvas, window: QRectF) -> None:
        """Paint what lies over the scene; a kind of map with more to show adds it here."""
