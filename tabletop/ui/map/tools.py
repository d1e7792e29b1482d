"""What lies on the map while it is used: the panels of layers, search and incidents; measuring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF

from tabletop.ui.finder_model import Goal
from tabletop.ui.map.canvas import Canvas, Hit
from tabletop.ui.map.floating import EDGE, FloatingPanel
from tabletop.ui.map.incident_list import IncidentList
from tabletop.ui.map.incidents import place_name, place_of_ref
from tabletop.ui.map.layer_panel import LayerPanel
from tabletop.ui.map.left_out import LeftOutList
from tabletop.ui.map.legend_panel import LegendPanel
from tabletop.ui.map.measuring import Mark, Measurement, paint_measured, words_of
from tabletop.ui.map.palette import pen
from tabletop.ui.map.search import SearchBox
from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.ui.map.view import MapView

RING = 1.6
"""Radius of the ring round what was gone to, in lines of text."""
CATCH = 0.9
"""Lines of text within which a point that is put down lies on a place."""


class MapTools:
    """Tools of one map, made when the first of them is wanted."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self.measurement = Measurement()
        self.target: tuple[float, float] | None = None  # what was gone to, in metres
        self._target_name = ""
        self.layers = LayerPanel(view, view.theme)
        self.search = SearchBox(view, view.theme)
        self.incidents = IncidentList(view, view.theme)
        self.left_out = LeftOutList(view, view.theme)
        self.legend = LegendPanel(view, view.theme)
        self.legend.closed.connect(lambda: view.show_legend(False))
        self.layers.layer.connect(view.show_layer)
        self.incidents.entryAsked.connect(view.entryAsked)
        for panel in self.panels:
            panel.closed.connect(view.setFocus)

    @property
    def panels(self) -> tuple[FloatingPanel, ...]:
        """All panels, open or not."""
        return self.layers, self.search, self.incidents, self.left_out, self.legend

    @property
    def busy(self) -> bool:
        """Whether a panel is open, or something is measured or pointed at."""
        held = self.target is not None or self.measurement.on or bool(self.measurement.marks)
        return held or any(panel.isVisible() for panel in self.panels)

    def set_theme(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        for panel in self.panels:
            panel.set_theme(theme)

    # -- layers, search and incidents --------------------------------------------------------------

    def toggle_layers(self, secrets: bool) -> None:
        """Open or close the panel of layers beside the buttons; the legend gives way to it."""
        if not self.layers.isVisible() and self._view.legend_shown:
            self._view.show_legend(False)
        self.layers.show_layers(self._view.layers, secrets)
        self.layers.toggle(QPoint(self._view.width() - self._view.buttons_width - 500, EDGE))
        at = self._view.width() - self._view.buttons_width - self.layers.width() - 2 * EDGE
        self.layers.move(max(EDGE, at), EDGE)

    def start_search(self, goals: Callable[[], Sequence[Goal]]) -> None:
        """Open the line for going somewhere by name."""
        self.search.start(goals)

    def show_incidents(self, hit: Hit) -> None:
        """List what happened at a mark, or at a sector."""
        ground = self._view.ground
        if ground is None:
            return
        kind, index = place_of_ref(hit.index) if hit.kind == "incident" else ("sector", hit.index)
        spots = self._view.picture.spots
        spot = next((s for s in spots if (s.kind, s.index) == (kind, index)), None)
        name = self.place_name(kind, index)
        at = hit.centre.toPoint() + QPoint(round(self._view.unit), round(self._view.unit))
        self.incidents.show_spot(name, spot, at)

    def place_name(self, kind: str, index: int) -> str:
        """Return the name of a place of incidents."""
        assert self._view.ground is not None, "incidents happen on ground"
        return place_name(self._view.ground.geography, kind, index)

    def point_at(self, x: float, y: float, name: str = "") -> None:
        """Ring a point of the ground until the next click, and write its name beside it."""
        self.target, self._target_name = (x, y), name
        self._view.update()

    # -- measuring -----------------------------------------------------------------------------

    def toggle_measuring(self) -> None:
        """Begin to measure, or end it."""
        if not self.measurement.stop():
            self.measurement.on = True
        self._view.announce(self.measured())
        self._view.update()

    def put_mark(self, at: QPointF) -> None:
        """Put down a point of the measurement; a place within reach catches it."""
        view = self._view
        node = view.hand.drop_node(at, CATCH)
        if node >= 0 and view.ground is not None:
            x, y = view.ground.nodes[node]
        else:
            x, y = view.camera.to_world(at)
        self.measurement.put(Mark(x, y, node))
        view.announce(self.measured())
        view.update()

    def take_mark(self) -> bool:
        """Take the last point up again."""
        had = self.measurement.back()
        self._view.announce(self.measured())
        self._view.update()
        return had

    def measured(self) -> str:
        """Say what has been measured."""
        view = self._view
        if not self.measurement.on:
            return view.tr("Measuring is over.")
        known = view.ground is not None and view.ground.settled
        geography = view.ground.geography if known and view.ground is not None else None
        return words_of(self.measurement.marks, view.coordinates.km, geography, view.translate)

    def escape(self) -> bool:
        """Give up what is measured or pointed at; returns whether there was anything."""
        had = self.measurement.stop() or self.target is not None
        self.target = None
        self._view.update()
        return had

    def put_away(self) -> None:
        """Close every panel and leave nothing measured, searched for or pointed at."""
        self.escape()
        self.search.line.clear()
        for panel in self.panels:
            panel.hide()

    def paint(self, canvas: Canvas, mouse: QPointF | None) -> None:
        """Paint the measurement, with a line to the mouse, and the ring of what was gone to."""
        if self.target is not None:
            at = canvas.camera.to_screen(*self.target)
            for colour, width in (("halo", 7), ("accent", 3.2)):
                canvas.painter.setPen(pen(canvas.theme.colour(colour), width))
                canvas.painter.setBrush(canvas.theme.colour("accent", 0.0))
                canvas.painter.drawEllipse(at, RING * canvas.unit, RING * canvas.unit)
            if self._target_name:
                foot = at + QPointF(0, (RING + 0.8) * canvas.unit)
                style = canvas.letters.note
                canvas.lettering.draw_centred(canvas.painter, foot, self._target_name, style)
        marks = list(self.measurement.marks)
        if self.measurement.on and marks and mouse is not None:
            marks.append(Mark(*canvas.camera.to_world(mouse)))
            words = words_of(marks, self._view.coordinates.km, None, self._view.translate)
            paint_measured(canvas, marks, words)
        elif marks:
            paint_measured(canvas, marks, self.measured())
