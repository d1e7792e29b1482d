"""What found no room on the map: a button that counts it, and a list from which it is gone to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QToolButton

from tabletop.ui.map.canvas import LEFT_OUT, Hit
from tabletop.ui.map.floating import FloatingPanel
from tabletop.ui.map.forces_layer import whose
from tabletop.ui.map.incidents import place_name, place_of_ref
from tabletop.ui.pace import Courtesy
from tabletop.ui.theme import Theme

if TYPE_CHECKING:
    from tabletop.ui.map.view import MapView

ORDER = ("incident", "sector", "force", "number", "node")
"""Kinds of what is left out, as they are listed: the gravest first."""
WIDTH, ROWS = 24, 14
"""Width of the list and most of its rows, in lines of text."""
CLOSER = 2.6
"""How much closer the map comes to what is chosen in the list."""
REST_MS = 110
"""Milliseconds for which the map must rest, once or twice over, before it is counted anew."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something without room: its kind, its words, and where it belongs, in pixels."""

    kind: str
    words: str
    at: QPointF


def left_out(hits: Iterable[Hit], view: MapView) -> list[LeftOut]:
    """List what has no room among the hits of a window, the gravest first."""
    found = [
        LeftOut(kind, _words(kind, hit, view), hit.centre)
        for hit in hits
        if (kind := hit.kind.removeprefix(LEFT_OUT)) != hit.kind
    ]
    return sorted(found, key=lambda one: (ORDER.index(one.kind), one.words))


def _words(kind: str, hit: Hit, view: MapView) -> str:
    ground = view.ground
    assert ground is not None, "marks lie on ground"
    outline = ground.outline
    if kind == "node":
        return outline.nodes[hit.index].name
    if kind == "force":
        place = outline.nodes[hit.index].name
        words = view.tr("{count} × {whose}: {place}")
        who = whose(ground.world, hit.members)
        return words.format(count=len(hit.members), whose=who, place=place)
    if kind == "incident":
        return view.tr("Incident: {place}").format(
            place=place_name(ground.geography, *place_of_ref(hit.index))
        )
    sector = outline.sectors[hit.index]
    words = view.tr("{id} {name}: tension {tension:.0f}")
    marks = view.picture.sectors
    tension = marks[hit.index].tension if hit.index < len(marks) else 0.0
    return words.format(id=sector.id, name=sector.name, tension=tension)


class LeftOutList(FloatingPanel):
    """Lists what has no room; Enter or a click comes closer to it."""

    def __init__(self, view: MapView, theme: Theme) -> None:
        super().__init__(view.tr("Without room at this scale"), view, theme)
        self._map = view
        self._found: list[LeftOut] = []
        self.rows = QListWidget()
        self.rows.setWordWrap(True)
        self.rows.setAccessibleName(self.title.text())
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setToolTip(self.tr("Enter or a click comes closer, until it has room."))
        self.rows.itemActivated.connect(self._go)
        self.rows.itemClicked.connect(self._go)
        self.body.addWidget(self.rows)

    def show_found(self, found: list[LeftOut], foot: QPoint) -> None:
        """List what was found, above a point."""
        self._found = found
        self.rows.clear()
        for one in found:
            self.rows.addItem(one.words)
        unit = self.fontMetrics().height()
        self.rows.setFixedWidth(min(WIDTH * unit, self._map.width() - 4 * unit))
        self.rows.doItemsLayout()
        high = sum(self.rows.sizeHintForRow(i) for i in range(self.rows.count()))
        most = min(ROWS * unit, self._map.height() - 6 * unit)
        self.rows.setFixedHeight(max(2 * unit, min(high + 2 * self.rows.frameWidth() + 8, most)))
        self.adjustSize()
        self.open_at(foot - QPoint(self.width(), self.height()))
        self.rows.setCurrentRow(0)
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, row: QListWidgetItem) -> None:
        one = self._found[self.rows.row(row)]
        view = self._map
        x, y = view.camera.to_world(one.at)
        self.dismiss()
        view.centre_on(x, y, view.camera.scale / CLOSER)
        view.tools.point_at(x, y, one.words)


class LeftOutButton(QToolButton):
    """Says at the foot of the map how much has no room in sight, and opens the list."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._map = view
        self.found: list[LeftOut] = []
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._rested)
        self._moved = False
        self._courtesy = Courtesy()
        self.clicked.connect(self.open_list)
        self.setAutoRaise(False)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self.setStyleSheet(
            f"QToolButton {{ background: {theme.panel}; color: {theme.text};"
            f" border: 1px solid {theme.border}; border-radius: 0; padding: 1px 5px; }}"
            f"QToolButton:hover {{ background: {theme.raised}; }}"
            f"QToolButton:focus {{ border: 2px solid {theme.focus}; }}"
        )
        self.count()

    def count_soon(self) -> None:
        """Count once the map rests; setting the timer anew at every step would cost too much."""
        self._moved = True
        if not self._rest.isActive():
            if not self.hasFocus():
                self.hide()  # what it says holds no more, and nothing is in the way of the pan
            self._rest.start()

    def _rested(self) -> None:
        """Count, unless the map has moved since the timer was set or there is much else to do."""
        if self._moved or self._courtesy.gives_way():
            self._moved = False
            self._rest.start()
        else:
            self.count()

    def count(self) -> None:
        """Count what has no room in sight, and say so."""
        self._rest.stop()
        self._moved = False
        view = self._map
        self.found = left_out(view.window_hits(), view) if view.ground is not None else []
        names = sum(one.kind == "node" for one in self.found)
        marks = len(self.found) - names
        one_mark = self.tr("1 mark") if marks == 1 else self.tr("{count} marks")
        one_name = self.tr("1 name") if names == 1 else self.tr("{count} names")
        parts = [words.format(count=n) for words, n in ((one_mark, marks), (one_name, names)) if n]
        words = self.tr("{what} hidden").format(what=", ".join(parts))
        self.setText(f"⋯ {words}" if view.width() > 30 * view.unit else f"⋯ {marks} + {names}")
        self.setAccessibleName(words)
        self.setToolTip(
            self.tr("Has no room at this scale: come closer, point at its place, or list it (N).")
        )
        self.setVisible(bool(self.found) and view.tells_left_out)
        self.place()

    def place(self) -> None:
        """Stand in the lower right corner of the map, or beside the scale bar of a narrow one."""
        self.adjustSize()
        view = self._map
        y = view.height() - self.height()
        x, aside = view.width() - self.width(), view.buttons_width
        x -= aside if view.buttons_bottom > y else 0
        if x < view.foot_width:  # then beside the scale bar, on the ground that is hidden anyway
            x = min(view.foot_width, view.width() - aside) - self.width() - 16
            y = round(view.height() - view.hidden_edges()[1]) + 3
        self.move(max(4, x), y)

    def open_list(self) -> None:
        """Open the list of what has no room."""
        self.count()
        if self.found:
            self._map.tools.left_out.show_found(self.found, self.geometry().topRight())
