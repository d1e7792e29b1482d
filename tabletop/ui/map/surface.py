"""The surface of the map: which part of the ground is looked at, and what lies where on it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

from tabletop.ui.map.camera import Camera
from tabletop.ui.map.canvas import Hit
from tabletop.ui.map.composer import strips_of
from tabletop.ui.map.painted import PaintedMap
from tabletop.ui.theme import Theme


class MapSurface(PaintedMap):
    """Moves the picture of the ground about; knows nothing of gestures.

    ``viewChanged`` says that another part of the ground, or other layers, are looked at.
    """

    viewChanged = Signal()

    def __init__(self, parent: QWidget | None, theme: Theme) -> None:
        super().__init__(parent, theme)
        self._moving = QRegion()
        self._strips: list[QRect] = []

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
            self._paint_when_settled()
        else:
            self._paint_ahead()
        self.viewChanged.emit()
        if zoomed or not self._slide(before):
            self.update(self.moving_region())

    def _slide(self, before: Camera) -> bool:
        """Shift what is on the screen after a pan, and have only the rest painted.

        Returns false when that will not do.
        """
        scene = self.scene
        if scene is None or scene.sheet.grid.scale != self.camera.scale or not self.isVisible():
            return False
        still, ratio = self.still_box(), scene.tiles.ratio
        if still is None or ratio != self.devicePixelRatioF():
            return False
        (x, y), (was_x, was_y) = scene.corner(self.camera), scene.corner(before)
        right, down = (was_x - x) / ratio, (was_y - y) / ratio
        if not (right.is_integer() and down.is_integer()):
            return False
        dx, dy = int(right), int(down)
        region = self.moving_region()
        if region != self._moving:
            self._moving, self._strips = region, strips_of(region)
        for part in self._strips:
            self.scroll(dx, dy, part)
        self.update(still | still.translated(dx, dy))
        return True

    def still_box(self) -> QRect | None:
        """Return where something is painted that a pan does not move; None when all may be."""
        return None

    def moving_region(self) -> QRegion:
        """Return the part of the window in which the ground moves with the camera."""
        return QRegion(self.rect())

    # --- what lies where ---

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
        corner = QPointF(self.width(), self.height())
        seen = QRectF(self.to_scene(QPointF()), self.to_scene(corner))
        return [self.on_window(hit) for hit in self.scene.hits if seen.contains(hit.centre)]

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
