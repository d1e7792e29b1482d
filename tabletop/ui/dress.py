"""How the whole application looks: palette, text size, and a few rules.

The rules name roles of the palette and widths in letters, never a colour or a number of pixels that
depends on the text. So they are set once; a change of theme or text size sets palette and font, and
each widget takes them on when it is polished anew. To set the rules again would polish all of them
in one stretch of a sixth of a second (`docs/decisions/0013`); a ``Dresser`` does it little by
little, what is in sight first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import thread_time

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from tabletop.ui.pace import Courtesy
from tabletop.ui.theme import Theme, palette
from tabletop.ui.unpainted import hold, let_go

PLAIN_POINTS = 10.0
"""Text size when the computer does not tell its own."""
SLICE = 0.005
"""Seconds of the processor that one round of the event loop gives to polishing."""
RESTS = 2
"""Rounds left to laying out and painting what is in sight."""


def dress(app: QApplication, theme: Theme, percent: int) -> None:
    """Give every window of the application, now, a theme and a text size in % of the normal one."""
    _prepare(app, theme, percent)
    if app.styleSheet() != RULES:
        app.setStyleSheet(RULES)  # which polishes all there are
        return
    for one in _widgets(app):
        _polish(one)


class Dresser(QObject):
    """Gives all windows another look in small parts, each in a round of the event loop of its own.

    ``worn`` is said when everything in sight has the new look, ``done`` when everything has.  A
    newer look replaces one that is still being put on.
    """

    worn = Signal()
    done = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._waiting: deque[Callable[[], object]] = deque()
        self._still: list[QWidget] = []
        self._rests = 0
        self._courtesy = Courtesy()
        self._timer = QTimer(self, interval=1)  # one of 0 may fire twice in a round
        self._timer.timeout.connect(self._tick)

    @property
    def busy(self) -> bool:
        """Whether some widget still has the look before."""
        return bool(self._waiting)

    def change(
        self, theme: Theme, percent: int, parts: Iterable[Callable[[], object]] = ()
    ) -> None:
        """Begin to give every widget a theme and a text size in % of the normal one.

        ``parts`` are done after what is in sight was polished and before it is painted: they colour
        what paints itself.
        """
        _prepare(self._app, theme, percent)
        self._paint_again()
        seen, hidden = list[QWidget](), list[QWidget]()
        for one in _widgets(self._app):
            (hidden if one.visibleRegion().isEmpty() else seen).append(one)
        self._still = [one for one in seen if one.isWindow() and one.updatesEnabled()]
        for window in self._still:
            hold(window)  # or it would be seen half dressed
        self._waiting = deque(lambda one=one: _polish(one) for one in seen)  # type: ignore[misc]
        self._waiting.extend(parts)
        self._waiting.append(self._show)
        self._waiting.extend(lambda one=one: _polish(one) for one in hidden)  # type: ignore[misc]
        self._timer.start()

    def settle(self) -> None:
        """Do now whatever waits."""
        while self._waiting:
            self._do_next()

    def _paint_again(self) -> None:
        while self._still:
            window = self._still.pop()
            if isValid(window):
                let_go(window)

    def _show(self) -> None:
        self._paint_again()
        self._rests = RESTS
        self.worn.emit()

    def _tick(self) -> None:
        if self._rests:
            self._rests -= 1
            return
        if self._courtesy.gives_way():
            return
        began = thread_time()
        while self._waiting:
            if self._do_next() or thread_time() - began >= SLICE:
                return

    def _do_next(self) -> bool:
        """Do one more; returns whether it is to be painted before the next."""
        self._waiting.popleft()()
        if not self._waiting:
            self._timer.stop()
            self.done.emit()
        return self._rests > 0


def _prepare(app: QApplication, theme: Theme, percent: int) -> None:
    """Set the palette and font that widgets take on when they are polished."""
    base = app.property("plain_points")
    if base is None:
        points = app.font().pointSizeF()
        base = points if points > 0 else PLAIN_POINTS
        app.setProperty("plain_points", base)
        app.setStyle("Fusion")
    font = QFont(app.font())
    font.setPointSizeF(float(base) * percent / 100)
    if font != app.font():
        app.setFont(font)
    app.setPalette(palette(theme))


def _widgets(app: QApplication) -> Iterator[QWidget]:
    """List all widgets; what holds others comes before them, as fonts are handed on."""
    for window in app.topLevelWidgets():
        if window.parent() is None:
            yield window
            yield from window.findChildren(QWidget)


def _polish(widget: QWidget) -> None:
    """Have a widget take on palette, font and rules; one that has gone meanwhile is passed over."""
    if isValid(widget):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


_EDGES = """
QPushButton { background: palette(button); color: palette(text); border: 1px solid palette(mid);
    border-radius: 3px; padding: 3px 9px; }
QPushButton:hover { border-color: palette(text); }
QPushButton:focus { border: 2px solid palette(accent); padding: 2px 8px; }
QPushButton:pressed, QPushButton:checked { background: palette(highlight);
    color: palette(highlighted-text); }
QPushButton:disabled { color: palette(placeholder-text); border-style: dashed; }
QComboBox { border: 1px solid palette(mid); border-radius: 3px; padding: 2px 6px;
    background: palette(button); color: palette(text); }
QComboBox:focus { border: 2px solid palette(accent); padding: 1px 5px; }
QComboBox:disabled { color: palette(placeholder-text); border-style: dashed; }
"""
"""Edges of buttons and lists; the style draws one for light grounds only.

An edge reaches a contrast of 3 : 1 on its ground (WCAG 2.2, success criterion 1.4.11).
"""

_FIELDS = """
QLineEdit, QPlainTextEdit { border: 1px solid palette(mid); border-radius: 3px; padding: 2px;
    background: palette(base); selection-background-color: palette(highlight);
    selection-color: palette(highlighted-text); }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid palette(accent); padding: 1px; }
QAbstractSpinBox { border: 1px solid palette(mid); border-radius: 3px; padding: 1px;
    background: palette(base); }
QAbstractSpinBox:focus { border: 2px solid palette(accent); padding: 0; }
QAbstractSpinBox:disabled { color: palette(placeholder-text); border-style: dashed; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 1.3em; border: none;
    background: transparent; subcontrol-origin: border; subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url("UP"); width: 0.6em; height: 0.36em; }
QAbstractSpinBox::down-arrow { image: url("DOWN"); width: 0.6em; height: 0.36em; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; }
QRadioButton::indicator, QCheckBox::indicator { width: 1.1em; height: 1.1em;
    border: 1px solid palette(mid); background: palette(base); }
QRadioButton::indicator { border-radius: 0.55em; }
QRadioButton::indicator:checked { border: 1px solid palette(text);
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 palette(highlight), stop: 0.6 palette(highlight), stop: 0.7 palette(base),
    stop: 1 palette(base)); }
QCheckBox::indicator:checked { border: 1px solid palette(text);
    background: palette(highlight); image: url("TICK"); }
QRadioButton::indicator:focus, QCheckBox::indicator:focus { border: 2px solid palette(accent); }
"""
"""Fields to be filled in; the style draws their edges too faint and their marks too small.

A tick is white within black and an arrow grey, so that they are seen on every theme's ground.
"""

_FRAMES = """
QToolTip { color: palette(tooltip-text); background: palette(tooltip-base);
    border: 1px solid palette(mid); padding: 4px; }
QMainWindow::separator { background: palette(mid); width: 3px; height: 3px; }
QMainWindow::separator:hover { background: palette(highlight); }
DockTitle { background: palette(button); }
QDockWidget, QMainWindow > QTabBar, QMainWindow > QFrame, QMainWindow > QWidget
    { widget-animation-duration: 0; }
QTabBar::tab { background: palette(button); color: palette(text); padding: 5px 5px;
    border: 1px solid palette(mid); margin-right: 1px; }
QTabBar::tab:selected { background: palette(base); font-weight: bold;
    border-top: 3px solid palette(highlight); }
QTabBar::tab:focus { border: 2px solid palette(accent); }
QToolButton:focus { border: 2px solid palette(accent); border-radius: 3px; }
QAbstractItemView:focus, QScrollArea:focus, QTextBrowser:focus {
    border: 2px solid palette(accent); }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
"""
"""What lies around panels."""

_SIGNS = Path(__file__).with_name("signs")
for _sign in ("tick", "up", "down"):
    _FIELDS = _FIELDS.replace(f'"{_sign.upper()}"', f'"{(_SIGNS / _sign).as_posix()}.svg"')
RULES = _EDGES + _FIELDS + _FRAMES
"""The rules of every theme and text size."""
