"""A map that shows moments: its content, its layers and tools; nothing here answers a hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

from tabletop.ui.map import export, furniture
from tabletop.ui.map.advice import Adviser
from tabletop.ui.map.canvas import Canvas, Hit
from tabletop.ui.map.geometry import MapGeometry
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.layers import LAYERS, SECRET
from tabletop.ui.map.picture import Picture
from tabletop.ui.map.surface import MapSurface
from tabletop.ui.map.tape import Tape
from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.ui.map.controls import MapControls
    from tabletop.ui.map.hand import Hand
    from tabletop.ui.map.left_out import LeftOutButton
    from tabletop.ui.map.scene import Scene
    from tabletop.ui.map.tools import MapTools
    from tabletop.ui.map.view import MapView
    from tabletop.world.outline import Outline
    from tabletop.world.world import World


class MomentMap(MapSurface):
    """Shows what a seat may know of a moment; ``hand`` and ``_controls`` come with the widget."""

    announced = Signal(str)
    layersChanged = Signal(frozenset)
    entryAsked = Signal(int)
    searchAsked = Signal()
    viewsAsked = Signal(int)
    menuAsked = Signal(object, QPoint)
    hand: Hand
    _controls: MapControls

    def __init__(self, parent: QWidget | None, theme: Theme) -> None:
        super().__init__(parent, theme)
        self._moment: Moment | None = None
        self._secrets = False
        self._legend = False
        self._mouse: QPointF | None = None
        self._tools: MapTools | None = None
        self.coordinates = furniture.Coordinates()
        self._plate = furniture.Plate()
        self._left_out: LeftOutButton | None = None
        self.viewChanged.connect(self._count_left_out)

    @property
    def _view(self) -> MapView:
        return cast("MapView", self)

    def _place_controls(self) -> None:
        self._controls.fit(self.height())
        self._controls.adjustSize()
        # In the very corner, so that what a pan shifts is few rectangles.
        self._controls.move(self.width() - self._controls.width(), 0)
        if self._legend:
            self.tools.legend.show_rows()
        if self._left_out is not None:
            self._left_out.place()

    def hidden_edges(self) -> tuple[float, float]:
        """Return the width of the column of buttons and the height of scale bar and status line."""
        aside = self._controls.width() + 4.0 if self._controls.isVisibleTo(self) else 0.0
        return aside, furniture.foot_height(self.unit)

    def moving_region(self) -> QRegion:
        """Return the window without the buttons, which hide the ground and stay where they are."""
        region = super().moving_region()
        for still in (self._controls, self._left_out):
            if still is not None and still.isVisible():
                region -= still.geometry()
        return region

    def still_box(self) -> QRect | None:
        """Return the foot of the window; None while hand, tools or legend are over the map."""
        tools = self._tools
        if not self.hand.empty or (tools is not None and tools.busy):
            return None
        high = ceil(4 * self.unit)
        wide = self.width() if self._mouse is not None else self._plate.width
        return QRect(0, self.height() - high, wide, high)

    # --- content ---

    def set_outline(self, outline: Outline, geometry: MapGeometry | None) -> None:
        """Show the ground of a map whose world is still being loaded."""
        self._set_ground(Ground(None, geometry, outline))

    def set_world(self, world: World, geometry: MapGeometry | None) -> None:
        """Show another world; ``geometry`` is the land of its map, None when there is none.

        A world on the ground that is shown already leaves it, and the view of it, as they are.
        """
        ground = self.ground
        if ground is None or ground.settled or not ground.settle(world):
            self._set_ground(Ground(world, geometry))

    def _set_ground(self, ground: Ground) -> None:
        self.ground, self.picture, self._moment = ground, Picture(), None
        self.scene = None
        self.hand.forget()
        self.zoom_to_fit()

    def show_moment(self, moment: Moment) -> None:
        """Show a moment of the world; changes are counted since its turn opened."""
        self._moment = moment
        seat = None if moment.seat is None else moment.world.scenario.seat(moment.seat)
        self._secrets = seat is None or seat.role in ("facilitator", "evaluator")
        if not self._secrets:
            self._shown -= SECRET
        self._show_layers()
        picture = self._read(moment)
        if picture != self.picture:
            self.picture = picture
            self.hand.moment_changed()
            self.repaint_scene()

    @staticmethod
    def _read(moment: Moment) -> Picture:
        from tabletop.ui.map.incidents import spots_of
        from tabletop.ui.map.reading import picture_of  # with arrays, which the ground needs not

        picture = picture_of(moment.world, moment.state, moment.opened)
        return replace(picture, spots=spots_of(moment))

    # --- tools ---

    @property
    def tools(self) -> MapTools:
        """The tools that lie on the map."""
        if self._tools is None:
            from tabletop.ui.map.tools import MapTools

            self._tools = MapTools(self._view)
        return self._tools

    @property
    def buttons_width(self) -> int:
        """The width of the column of buttons in pixels."""
        return self._controls.width()

    @property
    def buttons_bottom(self) -> int:
        """Where the column of buttons ends, in pixels from the top; 0 when it is hidden."""
        shown = self._controls.isVisibleTo(self)
        return self._controls.geometry().bottom() if shown else 0

    @property
    def foot_width(self) -> int:
        """How far scale bar and status line reach from the left, in pixels."""
        if self.ground is None:
            return 0
        canvas = self.composer.canvas(Tape(), self.look, self.camera, self.ground, self.picture)
        return ceil(furniture.room_of(canvas, canvas.area, self.translate).right())

    @property
    def left_out(self) -> LeftOutButton:
        """The button that says how much has no room in sight."""
        if self._left_out is None:
            from tabletop.ui.map.left_out import LeftOutButton

            self._left_out = LeftOutButton(self._view)
            self._left_out.set_theme(self.theme)
        return self._left_out

    def _count_left_out(self) -> None:
        """Count anew what has no room once the map rests."""
        if self.tells_left_out:
            self.left_out.count_soon()

    @property
    def tells_left_out(self) -> bool:
        """Whether the map says what has no room: one for show alone, without buttons, does not."""
        return self._controls.isVisibleTo(self)

    def _finished(self, scene: Scene) -> None:
        super()._finished(scene)
        self._count_left_out()

    @property
    def views_button(self) -> QWidget:
        """The button of the named views, below which their menu opens."""
        return self._controls.views

    def toggle_layers(self) -> None:
        """Open or close the panel of layers."""
        self.tools.toggle_layers(self._secrets)

    def toggle_measuring(self) -> None:
        """Begin or end measuring a distance."""
        self.tools.toggle_measuring()
        self._controls.set_measuring(self.tools.measurement.on)

    def show_incidents(self, hit: Hit) -> None:
        """List what happened at a mark or a sector."""
        self.tools.show_incidents(hit)

    def _show_layers(self) -> None:
        if self._tools is not None:
            self._tools.layers.show_layers(self._shown, self._secrets)

    @property
    def measuring(self) -> bool:
        """Whether clicks put down points of a measurement."""
        return self._tools is not None and self._tools.measurement.on

    # --- what may be done with a force ---

    def show_destinations(self, destinations: Iterable[tuple[int, int]]) -> None:
        """Light up where the force just clicked may go: node and refusal code, 0 for lawful.

        An empty list takes the lights away.
        """
        self.hand.destinations = dict(destinations)
        self.update()

    def set_adviser(self, adviser: Adviser) -> None:
        """Set who says what it means to put the forces in the hand down at a node."""
        self.hand.adviser = adviser

    def set_theme(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        self._controls.set_theme(theme)
        if self._tools is not None:
            self._tools.set_theme(theme)
        if self._left_out is not None:
            self._left_out.set_theme(theme)
        self._place_controls()
        self.repaint_scene()

    def show_layer(self, layer: str, on: bool = True) -> None:
        """Show or hide a layer; KeyError for an unknown one.  A secret one needs the right seat."""
        wanted = LAYERS[layer].id
        if on and wanted in SECRET and not self._secrets:
            return
        self._shown = self._shown | {wanted} if on else self._shown - {wanted}
        self._show_layers()
        self.layersChanged.emit(self._shown)
        self.viewChanged.emit()
        self.repaint_scene()

    @property
    def legend_shown(self) -> bool:
        """Whether the legend is shown."""
        return self._legend

    def show_legend(self, on: bool) -> None:
        """Show or hide the legend; the panel of layers gives way to it."""
        self._legend = on
        if on:
            self.tools.layers.dismiss()
            self.tools.legend.show_rows()
        elif self._tools is not None:
            self._tools.legend.dismiss()
        self._controls.set_legend(on)
        self.viewChanged.emit()
        self.update()

    def place_of(self, force: int) -> int:
        """Return the node where a force stands or gathers; -1 for none."""
        if self._moment is None or force < 0:
            return -1
        from tabletop.ui.map.reading import place_of

        return place_of(self._moment.world, self._moment.state, force)

    def announce(self, words: str) -> None:
        """Tell screen readers and the status bar."""
        self.setAccessibleDescription(words.replace("\n", ", "))
        self.announced.emit(words)

    def paint_over(self, canvas: Canvas, window: QRectF) -> None:
        """Paint the furniture of the map and what the hand holds."""
        self.hand.paint_goals(canvas)
        status = self._plate.paint(canvas, window, self.translate)
        if self._mouse is not None:
            words = self.coordinates.words(*self.camera.to_world(self._mouse))
            if words:
                at = QPointF(status.right() + 8, status.top())
                canvas.lettering.draw(canvas.painter, at, words, canvas.letters.status)
        if self._tools is not None:
            self._tools.paint(canvas, self._mouse)
        self.hand.paint(canvas, window, focused=self.hasFocus())

    def export_png(self, path: Path, size: QSize | None = None, ratio: float = 2.0) -> None:
        """Write what is shown as a PNG picture; OSError when the file cannot be written."""
        export.write_png(self._view, path, size or self.size(), ratio)

    def export_svg(self, path: Path, size: QSize | None = None) -> None:
        """Write what is shown as an SVG drawing; OSError when the file cannot be written."""
        export.write_svg(self._view, path, size or self.size())
