"""Icons of the library Heroicons on buttons and in menus, in the colours of the theme.

Drawings are read from the library one in a round of the event loop, once a desk is on the screen;
until then a button shows the sign it was made with.  A thread would read them no sooner: the desk,
which lays its panels out meanwhile, would wait for the lock of Python a thousand times.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QAction, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton

from tabletop.ui.pace import Courtesy

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

COMMAND_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "new": "document-plus", "open": "folder-open", "debrief": "film",
        "report": "document-text", "save_copy": "document-duplicate",
        "export_text": "arrow-up-tray", "sign": "finger-print", "verify": "shield-check",
        "close": "x-mark", "quit": "power",
        "advance": "forward", "hold": "pause", "end_ex": "stop",
        "next_step": "arrow-right-circle", "seat": "user-circle", "hand_over": "user-group",
        "reveal": "eye", "note": "pencil-square",
        "map_focus": "map", "zoom_in": "magnifying-glass-plus",
        "zoom_out": "magnifying-glass-minus", "zoom_fit": "home",
        "map_search": "magnifying-glass", "map_layers": "square-3-stack-3d",
        "keep_view": "bookmark", "map_measure": "arrows-right-left",
        "take_back": "arrow-uturn-left", "save_map": "photo", "print_map": "printer",
        "look_back": "chevron-left", "look_on": "chevron-right",
        "turn_back": "chevron-double-left", "turn_on": "chevron-double-right",
        "look_first": "backward", "look_now": "forward", "play": "play",
        "jump": "arrow-right-end-on-rectangle", "viewpoint": "eye",
        "bookmark": "bookmark", "highlight": "star", "highlights": "queue-list",
        "present": "presentation-chart-bar", "what_if": "arrow-turn-down-right",
        "branches": "share", "compare": "view-columns",
        "evaluation": "clipboard-document-check", "known": "light-bulb",
        "outlook": "chart-bar", "explore": "globe-europe-africa", "mattered": "scale",
        "policy_seats": "cpu-chip", "sensitivity": "adjustments-horizontal",
        "search": "viewfinder-circle",
        "assumptions": "book-open", "palette": "magnifying-glass",
        "undo_view": "arrow-uturn-left", "redo_view": "arrow-uturn-right",
        "save_layout": "rectangle-group", "reset_layout": "arrow-path",
        "preferences": "cog-6-tooth", "help": "question-mark-circle", "keys": "command-line",
        "briefing": "newspaper", "tour": "academic-cap", "about": "information-circle",
    }
)  # fmt: skip
"""The library's names by command; a command that can be on or off shows a tick in its place."""

_GROUND = Qt.GlobalColor.transparent


class Shelf(QObject):
    """Holds the drawings that were read; ``arrived`` tells the name of each new one."""

    arrived = QtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.drawings: dict[str, str] = {}
        self._wanted: list[str] = []
        self._reading = False
        self._courtesy = Courtesy()
        self._next = QTimer(self, interval=1)  # calls of 0 ms would all be one round
        self._next.timeout.connect(self._read_next)

    @property
    def busy(self) -> bool:
        """Whether a drawing that is wanted has still to be read."""
        return bool(self._wanted)

    def want(self, name: str) -> None:
        """Have a drawing read when reading has begun."""
        if name in self.drawings or name in self._wanted:
            return
        self._wanted.append(name)
        if self._reading:
            self._next.start()

    def begin(self) -> None:
        """Read what is wanted, one drawing in each round."""
        self._reading = True
        self._next.start()

    def _read_next(self) -> None:
        if not self._wanted:
            self._next.stop()
        elif not self._courtesy.gives_way():
            name = self._wanted.pop(0)
            self.drawings[name] = read(name)
            self.arrived.emit(name)


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """Return the drawings of this program; they live as long as it does."""
    return Shelf(QCoreApplication.instance())


def read(name: str) -> str:
    """Return a drawing as SVG text; ``heroicons.IconDoesNotExist`` for an unknown name."""
    from heroicons.jinja import heroicon_mini

    return str(heroicon_mini(name, xmlns="http://www.w3.org/2000/svg"))


class Icon(QObject):
    """Puts an icon on a button or an action as soon as it has been read; dies with it."""

    def __init__(self, name: str, owner: QAbstractButton | QAction) -> None:
        super().__init__(owner)
        self._name = name
        self._owner = owner
        if name in shelf().drawings:
            self._put(name)
        else:
            shelf().arrived.connect(self._put)
            shelf().want(name)

    def _put(self, name: str) -> None:
        if name == self._name:
            self._owner.setIcon(QIcon(Drawing(shelf().drawings[name])))
            if isinstance(self._owner, QToolButton):
                self._owner.setText("")  # the sign that stood for it until now


class Drawing(QIconEngine):
    """Paints a drawing in the colour that texts have in the present theme."""

    def __init__(self, svg: str) -> None:
        super().__init__()
        self._svg = svg

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Fill a rectangle as far as a square goes."""
        side = min(rect.width(), rect.height())
        place = QRectF(0.0, 0.0, side, side)
        place.moveCenter(QRectF(rect).center())
        _renderer(self._svg, ink(mode, state)).render(painter, place)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the drawing on nothing."""
        made = QPixmap(size)
        made.fill(_GROUND)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made


def ink(mode: QIcon.Mode, state: QIcon.State) -> str:
    """Return the colour of an icon as ``#rrggbb``: on a chosen ground that of its text."""
    off = mode == QIcon.Mode.Disabled
    group = QPalette.ColorGroup.Disabled if off else QPalette.ColorGroup.Active
    chosen = mode == QIcon.Mode.Selected or state == QIcon.State.On
    role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.ButtonText
    return QApplication.palette().color(group, role).name()


@lru_cache(maxsize=256)
def _renderer(svg: str, colour: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))
