"""The panels of the desk: which there are, where they stand at first, and how they come to life.

The frames are there when the window opens; a panel is made after the first painting, so that the
desk is on the screen before any of them is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDockWidget,
    QFrame,
    QLabel,
    QMainWindow,
    QScrollArea,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from tabletop.ui.dock_title import DockTitle
from tabletop.ui.rounds import Rounds
from tabletop.ui.sweeping import forget
from tabletop.ui.translating import QT_TRANSLATE_NOOP as WORDS

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.ui.panels.panel import Panel

LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
TALL = 1300
"""Height of a window in pixels from which the right side holds two stacks of panels."""

BOTH_SIDES = 125
"""Width of a window in letters from which there are panels on both sides of the map."""
COMPACT = 0.54
"""Share of a window that the one stack of panels takes where there is no room for two sides."""


@dataclass(frozen=True, slots=True)
class Place:
    """A panel: its title, its class, its side of the desk and the number of its key (Alt+n).

    ``stack`` tells the two stacks of a side apart on tall windows.
    """

    id: str
    title: str
    module: str
    kind: str
    side: Qt.DockWidgetArea
    stack: int = 0


_ALL = (
    Place("actors", WORDS("Dock", "Actors"), "actors", "ActorsPanel", LEFT),
    Place("forces", WORDS("Dock", "Forces"), "forces", "ForcesPanel", LEFT),
    Place("msel", WORDS("Dock", "MSEL"), "msel", "MselPanel", RIGHT),
    Place("inject", WORDS("Dock", "Inject"), "inject_card", "InjectCardPanel", RIGHT),
    Place("orders", WORDS("Dock", "Orders"), "orders", "OrdersPanel", RIGHT),
    Place("adjudication", WORDS("Dock", "Adjudication"), "adjudication", "AdjudicationPanel",
          RIGHT, 1),
    Place("measures", WORDS("Dock", "Measures"), "measures", "MeasuresPanel", RIGHT, 1),
    Place("timeline", WORDS("Dock", "Timeline"), "", "", BOTTOM),
    Place("record", WORDS("Dock", "Record"), "record", "RecordPanel", RIGHT, 1),
)  # fmt: skip

PLACES: Mapping[str, Place] = MappingProxyType({place.id: place for place in _ALL})
"""Every panel by name, in the order of their keys."""

LATER: Mapping[str, Place] = MappingProxyType(
    {
        place.id: place
        for place in (
            Place("highlights", WORDS("Dock", "Highlights"), "highlights", "HighlightsPanel",
                  RIGHT, 1),
            Place("branches", WORDS("Dock", "Branches"), "branch_tree", "BranchTreePanel",
                  RIGHT, 1),
            Place("evaluation", WORDS("Dock", "Evaluation"), "evaluation", "EvaluationPanel",
                  RIGHT),
            Place("known", WORDS("Dock", "What they knew"), "known", "KnownPanel", RIGHT, 1),
            Place("outlook", WORDS("Dock", "Outlook"), "outlook", "OutlookPanel", RIGHT, 1),
        )
    }
)  # fmt: skip
"""Panels that have neither frame nor key until they are asked for."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """What a role has on its desk at first: the panels, and those that lie in front."""

    shown: frozenset[str]
    front: tuple[str, ...]


_WATCHING = frozenset({"actors", "forces", "inject", "measures", "timeline"})
ROLES: Mapping[str, Desktop] = MappingProxyType(
    {
        "facilitator": Desktop(frozenset(PLACES), ("actors", "adjudication", "msel")),
        "player": Desktop(_WATCHING | {"orders"}, ("forces", "measures", "orders")),
        "evaluator": Desktop(frozenset(PLACES), ("actors", "orders", "measures")),
        "observer": Desktop(_WATCHING, ("actors", "measures", "inject")),
        "room": Desktop(_WATCHING, ("actors", "measures", "inject")),
    }
)
"""The first arrangement of panels by role; on each side the last one named lies on top."""


def dock_title(place: Place) -> str:
    """Return a panel's title in the person's language."""
    return QCoreApplication.translate("Dock", place.title)


class Docks:
    """The docks of a window and the panels in them."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self.frames: dict[str, QDockWidget] = {}
        self.panels: dict[str, Panel] = {}
        self._moment: Moment | None = None
        self._stale: set[str] = set()
        self.loose: tuple[str, Panel] | None = None  # a panel until it is in its dock
        self.blank: str | None = None  # the panel that was put last, until it shows a moment
        self.rounds = Rounds(window)
        self._apart = Rounds(window)
        self._gone: list[QWidget] = []
        for place in PLACES.values():
            self.frames[place.id] = self._frame(place)

    def _frame(self, place: Place) -> QDockWidget:
        frame = QDockWidget(dock_title(place), self._window)
        frame.setObjectName(f"dock_{place.id}")
        frame.visibilityChanged.connect(lambda seen: self._looked_at(place.id) if seen else None)
        frame.setTitleBarWidget(DockTitle(frame))
        frame.setWidget(_waiting())
        return frame

    def empty(self) -> None:
        """Take every panel off the screen, and apart in rounds of their own.

        They can be made again as soon as ``emptying`` has ended.
        """
        self.panels.clear()
        self._stale.clear()
        self.blank = None
        gone: list[QWidget] = [] if self.loose is None else [self.loose[1]]
        self.loose = None
        for name in [one for one in self.frames if one in LATER]:
            late = self.frames.pop(name)
            self._window.removeDockWidget(late)
            gone.append(late)
        for frame in self.frames.values():
            old = frame.widget()
            frame.setWidget(_waiting())
            if old is not None:
                gone.append(old)
        self._gone += gone
        for one in gone:
            self._apart.add(partial(forget, one))

    @property
    def emptying(self) -> bool:
        """Whether some panel has still to be taken apart."""
        self._gone = [one for one in self._gone if isValid(one)]
        return bool(self._gone)

    def compact(self, width: int) -> bool:
        """Tell whether a window so wide has room for one stack of panels beside the map only."""
        return width < self._window.fontMetrics().averageCharWidth() * BOTH_SIDES

    def arrange(self, size: QSize, role: str = "facilitator") -> None:
        """Put every dock where it stands at first for a role, in a window of a size in pixels."""
        window, first = self._window, dict[tuple[Qt.DockWidgetArea, int], QDockWidget]()
        compact = self.compact(size.width())
        late = [name for name, frame in self.frames.items()
                if name in LATER and not frame.isHidden()]  # fmt: skip
        for corner, side in (
            (Qt.Corner.BottomLeftCorner, LEFT), (Qt.Corner.BottomRightCorner, RIGHT),
        ):  # fmt: skip
            window.setCorner(corner, side)
        for frame in self.frames.values():  # else Qt leaves the tabs of old stacks behind
            if frame.isFloating():
                frame.setFloating(False)
            window.removeDockWidget(frame)
        for place in PLACES.values():
            frame = self.frames[place.id]
            side = RIGHT if compact else place.side
            key = (side, place.stack if size.height() >= TALL and not compact else 0)
            if key in first:
                window.tabifyDockWidget(first[key], frame)
            else:
                window.addDockWidget(side, frame)
                first[key] = frame
        for name in self.frames.keys() & LATER.keys():
            self._put_late(name)
        desktop = ROLES.get(role, ROLES["facilitator"])
        for name, frame in self.frames.items():
            frame.setVisible(name in desktop.shown or name in late)
        for name in desktop.front:
            self.frames[name].raise_()

    def _in_front(self, role: str, side: Qt.DockWidgetArea) -> QDockWidget:
        """Return the panel that a role has in front on a side."""
        names = [one for one in ROLES[role].front if PLACES[one].side == side]
        return self.frames[names[-1]]

    def resize(self, width: int, height: int, role: str = "facilitator") -> None:
        """Give each side its share of a window: panels about 40 letters wide, the map the rest."""
        window = self._window
        letter = window.fontMetrics().averageCharWidth()
        role = role if role in ROLES else "facilitator"
        if self.compact(width):
            half = [self._in_front(role, RIGHT)]
            window.resizeDocks(half, [int(width * COMPACT)], Qt.Orientation.Horizontal)
            return
        left = min(int(width * 0.27), max(int(width * 0.2), letter * 64))
        right = min(int(width * 0.34), max(int(width * 0.24), letter * 62))
        sides = [self._in_front(role, LEFT), self._in_front(role, RIGHT)]
        window.resizeDocks(sides, [left, right], Qt.Orientation.Horizontal)
        low = max(int(height * 0.16), window.fontMetrics().height() * 11)
        window.resizeDocks([self.frames["timeline"]], [low], Qt.Orientation.Vertical)

    def bring(self, name: str) -> bool:
        """Give a panel of ``LATER`` its frame, where it stood last; False when it has one."""
        if name in self.frames:
            return False
        self.frames[name] = frame = self._frame(LATER[name])
        if not self._window.restoreDockWidget(frame):
            self._put_late(name)
        self.name_tabs()
        return True

    def _put_late(self, name: str) -> None:
        """Stack a panel of ``LATER`` with those of its side."""
        beside = self.frames["record" if LATER[name].stack else "orders"]
        self._window.addDockWidget(RIGHT, self.frames[name])
        self._window.tabifyDockWidget(beside, self.frames[name])

    def missing(self) -> list[str]:
        """List the panels that have not been made, or show nothing yet."""
        return [
            place.id for place in PLACES.values()
            if place.module and (place.id not in self.panels or place.id == self.blank)
        ]  # fmt: skip

    def make(self, name: str) -> Panel:
        """Make a panel and put it into its dock."""
        return self._put(name, _new(name))

    def begin(self, name: str) -> None:
        """Make a panel; it is nowhere until ``put``, which may come in another round."""
        self.loose = name, _new(name)

    def put(self) -> Panel:
        """Put the panel that ``begin`` has made into its dock."""
        assert self.loose is not None, "no panel waits for its dock"
        (name, panel), self.loose = self.loose, None
        return self._put(name, panel)

    def _put(self, name: str, panel: Panel) -> Panel:
        self.panels[name] = panel
        self.fill(name, panel)
        return panel

    def fill(self, name: str, widget: QWidget) -> None:
        """Put a widget into a dock, with scroll bars for when the dock is too small for it."""
        frame = self.frames[name]
        old = frame.widget()
        frame.setWidget(widget if isinstance(widget, QAbstractScrollArea) else _scrolling(widget))
        if old is not None:
            old.deleteLater()

    def expect(self, moment: Moment) -> list[str]:
        """Take a moment to be shown and list the panels that are seen; ``fresh`` brings them up.

        Those behind tabs follow when they are looked at.
        """
        self._moment = moment
        self._stale = set(self.panels)
        seen = [name for name, one in self.frames.items() if not one.visibleRegion().isEmpty()]
        return [name for name in seen if name in self.panels]

    def _looked_at(self, name: str) -> None:
        """Bring a panel that came to the front up to the moment, as soon as there is time."""
        if name in self._stale:
            self.rounds.add(lambda: self.fresh(name))

    def fresh(self, name: str) -> Panel | None:
        """Return a panel brought up to the moment; None while it has not been made."""
        panel = self.panels.get(name)
        if panel is not None and name in self._stale and self._moment is not None:
            self._stale.discard(name)
            panel.show_moment(self._moment)
        return panel

    def go_to(self, name: str) -> None:
        """Bring a panel to the front and put the keyboard into it."""
        frame = self.frames[name]
        frame.show()
        frame.raise_()
        widget: QWidget | None = self.fresh(name) or frame.widget()
        inner = _first_focus(widget) if widget is not None else None
        if inner is not None:
            inner.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def name_tabs(self) -> None:
        """Let the tabs of stacked docks be read whole, by scrolling rather than by cutting."""
        for bar in self._window.findChildren(
            QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setUsesScrollButtons(True)
            bar.setAccessibleName(QCoreApplication.translate("Dock", "Panels"))


def _new(name: str) -> Panel:
    place = PLACES.get(name) or LATER[name]
    module = import_module(f"tabletop.ui.panels.{place.module}")
    panel: Panel = getattr(module, place.kind)()
    return panel


def _waiting() -> QLabel:
    waiting = QLabel(QCoreApplication.translate("Dock", "Opening…"))
    waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return waiting


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _first_focus(widget: QWidget) -> QWidget | None:
    """Return the widget nearest to the top inside that takes the keyboard."""

    def place(one: QWidget) -> tuple[int, int]:
        corner = one.mapTo(widget, QPoint()) if one is not widget else QPoint()
        return corner.y(), corner.x()

    takers = [
        one for one in [widget, *widget.findChildren(QWidget)]
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        and one.isVisible() and one.isEnabled()
    ]  # fmt: skip
    return min(takers, key=place, default=None)
