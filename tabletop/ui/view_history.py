"""Going back to how the desk was looked at: map, layers and panels; never what was played."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal

from tabletop.ui.layouts import Layouts
from tabletop.ui.stage import Stage

LONGEST = 60
"""Views that are remembered."""
SETTLE_MS = 450
"""Changes that follow each other faster are one change."""


@dataclass(frozen=True, slots=True)
class View:
    """How the desk is looked at; two views are the same when a person sees no difference.

    ``camera`` is the centre and the scale of the map in metres, rounded; ``panels`` says of each
    panel its side, whether it floats, is hidden or lies in front.
    """

    camera: tuple[int, int, int]
    layers: frozenset[str]
    legend: bool
    panels: tuple[tuple[str, int, bool, bool, bool], ...]
    docks: QByteArray = field(compare=False)


class ViewHistory(QObject):
    """Remembers the views of a desk; ``changed`` says that what can be undone is another.

    It takes a view down a moment after the last change of it, so that one drag is one change.
    """

    changed = Signal()

    def __init__(self, desk: Stage, layouts: Layouts) -> None:
        super().__init__(desk)
        self._desk = desk
        self._layouts = layouts
        self._past: list[View] = []
        self._future: list[View] = []
        self._now: View | None = None
        self._timer = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._timer.timeout.connect(self.settle)

    def begin(self) -> None:
        """Remember from here on."""
        for frame in self._desk.docks.frames.values():
            for signal in (frame.visibilityChanged, frame.topLevelChanged,
                           frame.dockLocationChanged):  # fmt: skip
                signal.connect(self._touched)
        self._desk.map.viewChanged.connect(self._touched)
        self._now = self._look()

    def forget(self) -> None:
        """Forget all views there have been; the next one is the first."""
        self._timer.stop()
        self._past.clear()
        self._future.clear()
        self._now = self._look()
        self.changed.emit()

    def _touched(self) -> None:
        if self._now is not None:
            self._timer.start()

    def settle(self) -> None:
        """Take the present view down now, when it is another than the last one."""
        self._timer.stop()
        view = self._look()
        if self._now is None or view == self._now:
            return
        self._past = [*self._past, self._now][-LONGEST:]
        self._future.clear()
        self._now = view
        self.changed.emit()

    @property
    def can_undo(self) -> bool:
        """Whether there is a view to go back to."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a view to go forward to."""
        return bool(self._future)

    def undo(self) -> bool:
        """Look at the desk as it was before the last change; False when there was none."""
        self.settle()
        return self._go(self._past, self._future)

    def redo(self) -> bool:
        """Look at the desk as it was before ``undo``; False when nothing was undone."""
        self.settle()
        return self._go(self._future, self._past)

    def _go(self, come_from: list[View], leave_to: list[View]) -> bool:
        if self._now is None or not come_from:
            return False
        leave_to.append(self._now)
        wanted = come_from.pop()
        self._put(wanted)
        self._now = self._look()  # a window of another size may show it a little differently
        self._timer.stop()
        self.changed.emit()
        return True

    def _look(self) -> View:
        desk = self._desk
        camera = desk.map.camera
        panels = tuple(
            (name, desk.dockWidgetArea(frame).value, frame.isFloating(), frame.isHidden(),
             not frame.visibleRegion().isEmpty())
            for name, frame in desk.docks.frames.items()
        )  # fmt: skip
        return View(
            (round(camera.x), round(camera.y), round(camera.scale)), desk.map.layers,
            desk.map.legend_shown, panels, self._layouts.state(),
        )  # fmt: skip

    def _put(self, view: View) -> None:
        desk = self._desk
        here = self._look()
        if view.panels != here.panels:
            self._layouts.put(view.docks)
            for name, _, _, hidden, front in view.panels:
                if front and not hidden:
                    desk.docks.frames[name].raise_()
        for layer in view.layers ^ desk.map.layers:
            desk.map.show_layer(layer, layer in view.layers)
        desk.map.show_legend(view.legend)
        if view.camera != here.camera:
            x, y, scale = view.camera
            desk.map.centre_on(float(x), float(y), float(scale))
