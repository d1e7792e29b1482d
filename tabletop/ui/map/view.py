"""The map widget: shows a moment, and lets forces be clicked, dragged and moved by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from tabletop.ui.map import keyboard
from tabletop.ui.map.canvas import Hit
from tabletop.ui.map.controls import MapControls
from tabletop.ui.map.hand import Hand
from tabletop.ui.map.shown import MomentMap
from tabletop.ui.map.tooltips import words_for
from tabletop.ui.theme import LIGHT, Theme

SHIFTED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
WHEEL_STEP = 1.0022
"""Zoom for one unit of the wheel: a notch of 120 units is a factor of 1.3."""


class MapView(MomentMap):
    """Shows the ground, the line, forces and incidents of a moment.

    It knows no rules: where a force may go is told with :meth:`show_destinations` when
    ``forceClicked`` asks for it, and a drop is only a wish, sent as ``forceDropped(force, node)``.
    """

    forceClicked = Signal(int)
    forcePicked = Signal(int)
    forceDropped = Signal(int, int)
    forcesDropped = Signal(object, int)
    dropRefused = Signal(int, int)
    dragCancelled = Signal(int)
    nodeClicked = Signal(int)
    sectorClicked = Signal(int)
    _ready = False
    _gave_up = False

    def __init__(self, parent: QWidget | None = None, theme: Theme = LIGHT) -> None:
        super().__init__(parent, theme)
        self.hand = Hand(self, QApplication.startDragDistance())
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Map"))
        self.setAccessibleDescription(
            self.tr("Tab goes from force to force, arrows to what is near, Enter picks a force up.")
        )
        self._controls = MapControls(self)
        self._controls.zoomIn.connect(lambda: self.zoom(keyboard.ZOOM_STEP))
        self._controls.zoomOut.connect(lambda: self.zoom(1 / keyboard.ZOOM_STEP))
        self._controls.whole.connect(self.zoom_to_fit)
        self._controls.layers.connect(self.toggle_layers)
        self._controls.search.connect(self.searchAsked)
        self._controls.kept.connect(lambda: self.viewsAsked.emit(0))
        self._controls.measure.connect(self.toggle_measuring)
        self._controls.legend.connect(self.show_legend)
        self._controls.set_theme(theme)
        self._ready = True

    def forget(self) -> None:
        """Leave nothing of what a person held, looked at or looked for: the map as at first."""
        self.hand.forget()
        self.announce("")
        if self._tools is not None:
            self._tools.put_away()
            self._controls.set_measuring(False)
        self.show_legend(False)
        self.zoom_to_fit()

    # --- events ---

    def event(self, event: QEvent) -> bool:
        """Take Tab, tooltips and gestures of the touchpad before the widget does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = event.key() == Qt.Key.Key_Backtab
            if (back or event.key() == Qt.Key.Key_Tab) and keyboard.tab(
                self.hand, -1 if back else 1
            ):
                return True
        elif isinstance(event, QHelpEvent):
            self._show_tooltip(event.pos(), event.globalPos())
            return True
        elif (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom(max(0.2, 1 + event.value()), event.position())
            return True
        return super().event(event)

    def _show_tooltip(self, at: QPoint, globally: QPoint) -> None:
        hit = None if self.hand.gesture.carrying else self.hand.hit(QPointF(at))
        words = ""
        if hit is not None and self.ground is not None:
            words = words_for(hit, self.ground, self.picture, self.translate)
        if words:
            QToolTip.showText(globally, words, self)
        else:
            QToolTip.hideText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass keys to the way over the map by keyboard."""
        if not event.modifiers() & ~SHIFTED and self._letter(event.key()):
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            known = keyboard.press_with_control(self.hand, event.key())
        else:
            known = keyboard.press(self.hand, event.key(), shift)
        if not known:
            super().keyPressEvent(event)

    def _letter(self, key: int) -> bool:
        """Handle the keys of tools; returns whether this was one."""
        if key == Qt.Key.Key_L:
            self.show_legend(not self._legend)
        elif key == Qt.Key.Key_M:
            self.toggle_measuring()
        elif key == Qt.Key.Key_Y:
            self.toggle_layers()
        elif key == Qt.Key.Key_N:
            self.left_out.open_list()
        elif key == Qt.Key.Key_Slash:
            self.searchAsked.emit()
        elif key == Qt.Key.Key_B:
            self.viewsAsked.emit(-1)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.viewsAsked.emit(key - Qt.Key.Key_0)
        else:
            return self._in_hand(key)
        return True

    def _in_hand(self, key: int) -> bool:
        focus = self.hand.focus()
        if key == Qt.Key.Key_I and focus is not None and focus.kind in ("sector", "incident"):
            self.show_incidents(focus)
        elif key == Qt.Key.Key_Escape and self._tools is not None and self._tools.escape():
            self._controls.set_measuring(False)
        elif self.measuring and key == Qt.Key.Key_Backspace:
            self.tools.take_mark()
        elif self.measuring and key in keyboard.ENTER:
            self.tools.put_mark(self.hand.middle() if focus is None else self._foot(focus))
        else:
            return False
        return True

    def _foot(self, hit: Hit) -> QPointF:
        """Return the place of something: that of the node a symbol stands at, or its middle."""
        node = self.place_of(hit.members[0]) if hit.members else -1
        return self.node_at(node) if node >= 0 else hit.centre

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the mouse, or of what the keyboard is at."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            hit = self.hand.focus()
            at = self.hand.middle() if hit is None else hit.centre
            self.menuAsked.emit(hit, self.mapToGlobal(at.toPoint()))
        elif not self._gave_up:
            self.menuAsked.emit(self.hand.hit(QPointF(event.pos())), event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, a drag of a force, or a pan."""
        if self._tools is not None:
            self._tools.target = None
        if event.button() == Qt.MouseButton.LeftButton and self.measuring:
            self.tools.put_mark(event.position())
        elif event.button() == Qt.MouseButton.LeftButton:
            keys = event.modifiers()
            self.hand.gesture.press(
                event.position(),
                choose=bool(keys & Qt.KeyboardModifier.ControlModifier),
                frame=bool(keys & Qt.KeyboardModifier.ShiftModifier),
            )
        elif event.button() == Qt.MouseButton.RightButton:
            gave_up = self.hand.gesture.cancel()
            self._gave_up = self.hand.put_out() or gave_up  # then no menu opens

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a gesture, or show what is under the mouse."""
        self._mouse = event.position()
        gesture, camera = self.hand.gesture, self.camera
        if self.measuring:
            self.update()
        elif event.buttons() & Qt.MouseButton.LeftButton or gesture.carrying:
            gesture.move(event.position())
        else:
            self.hand.hovered(event.position())
            hit = self.hand.hit(event.position())
            hand = hit is not None and hit.kind in ("force", "stack", "node", "sector")
            shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
            if self.cursor().shape() != shape:
                self.setCursor(shape)
        if self.camera is camera:  # a pan has seen to it
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture."""
        if event.button() == Qt.MouseButton.LeftButton and not self.measuring:
            self.hand.gesture.release(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Come closer to a spot where nothing stands."""
        if self.hand.hit(event.position()) is None:
            self.zoom(2.0, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the mouse; two fingers on a touchpad move the ground instead."""
        pixels, control = (
            event.pixelDelta(),
            event.modifiers() & Qt.KeyboardModifier.ControlModifier,
        )
        fingers = event.phase() != Qt.ScrollPhase.NoScrollPhase and not pixels.isNull()
        if fingers and not control:
            self.pan(pixels.x(), pixels.y())
        else:
            self.zoom(WHEEL_STEP ** event.angleDelta().y(), event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget where the mouse was."""
        self._mouse = None
        self.update()
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame of the keyboard away."""
        self.update()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the same ground in the middle; the first time, fit the line into the window."""
        first = self.camera.width <= 1.0
        self.camera = self.camera.resized(self.width(), self.height())
        if first:
            self.zoom_to_fit()
        self.repaint_scene()
        self._place_controls()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the font."""
        # A parent's font arrives while the widget is still being made.
        if event.type() == QEvent.Type.FontChange and self._ready:
            if not self._controls.isHidden():  # a map for show alone has none
                self._controls.set_theme(self._theme)
                self._place_controls()
            self.repaint_scene()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(1100, 760)

    def minimumSizeHint(self) -> QSize:
        """Return the least size that makes sense."""
        return QSize(360, 260)
