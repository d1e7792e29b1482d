"""Two maps side by side that move together, with rings round what differs and a list of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QSplitter, QVBoxLayout, QWidget

from tabletop.session.record import BrokenRecord
from tabletop.ui.compare_model import Both, Side, map_differences, node_of, rings
from tabletop.ui.map.controls import MapControls
from tabletop.ui.map.view import MapView
from tabletop.ui.map_overlay import Rings
from tabletop.ui.panels.panel import Say, Title
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import said
from tabletop.ui.rounds import Rounds
from tabletop.ui.spoken import variable_title
from tabletop.ui.translating import word

if TYPE_CHECKING:
    from tabletop.session.comparing import Difference
    from tabletop.ui.map.geometry import MapGeometry
    from tabletop.ui.theme import Theme


class TwoMaps(QWidget):
    """The maps at the end of a turn; the slider goes through the turns of both."""

    def __init__(self, found: Both, theme: Theme, land: MapGeometry | None) -> None:
        super().__init__()
        self.found = found
        self._moving = False
        self.rounds = Rounds(self)
        self.turn = QSlider(Qt.Orientation.Horizontal)
        self.turn.setRange(0, found.turns)
        self.turn.setPageStep(1)
        self.turn.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.turn.setTickInterval(1)
        self.turn.setAccessibleName(self.tr("End of turn"))
        self.where = Title()
        self.left, self.right = self._map(theme), self._map(theme)
        for view, side in ((self.left, found.left), (self.right, found.right)):
            view.set_world(side.session.world, land)
        self.rings = Rings(self.left), Rings(self.right)
        self.left.viewChanged.connect(lambda: self._follow(self.left, self.right))
        self.right.viewChanged.connect(lambda: self._follow(self.right, self.left))
        self.table = RowView(self.tr("What differs on the map"), self._columns(),
                             lambda d: (d.dimension, d.id, d.variable))  # fmt: skip
        self.table.stretch(0)
        self.table.chosen.connect(self._choose)
        self.count = Say(dim=True)
        self._lay_out()
        self.turn.setValue(found.turns)
        self.turn.valueChanged.connect(self.show_turn)
        self.show_turn(found.turns)

    @staticmethod
    def _map(theme: Theme) -> MapView:
        view = MapView(theme=theme)
        view.patient = True
        for controls in view.findChildren(MapControls):
            controls.hide()
        return view

    def _lay_out(self) -> None:
        maps = QSplitter(Qt.Orientation.Horizontal)
        self.titles = Title(), Title()
        for view, title in zip((self.left, self.right), self.titles, strict=True):
            half = QWidget()
            column = QVBoxLayout(half)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(title)
            column.addWidget(view, 1)
            maps.addWidget(half)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(maps)
        both.addWidget(below)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 1)
        row = QHBoxLayout()
        row.addWidget(self.where)
        row.addWidget(self.turn, 1)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(both, 1)

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr
        return (
            Column(tr("What"), self._thing),
            Column(tr("In which"), lambda d: variable_title(d.variable)),
            Column("◧", lambda d: _value(self.found.left, d, d.left)),
            Column("◨", lambda d: _value(self.found.right, d, d.right)),
        )

    def _thing(self, found: Difference) -> str:
        from tabletop.rules.words import place_name

        side = self.found.left if found.left is not None else self.found.right
        return word(place_name(side.session.world, found.dimension, found.id))

    # -- what is shown ----------------------------------------------------------------------------

    def show_turn(self, turn: int) -> None:
        """Show both maps at the end of a turn, and what differs on them, a part in each round."""
        words = self.tr("At the end of turn {turn}") if turn else self.tr("Before StartEx")
        self.where.setText(words.format(turn=turn))
        parts = (partial(self._show_side, 0), partial(self._show_side, 1), self._show_differences)
        self.rounds.plan([partial(self._unless_broken, part, turn) for part in parts])

    def _unless_broken(self, part: Callable[[int], object], turn: int) -> None:
        try:
            part(turn)
        except BrokenRecord as fault:  # a forged entry of a long record, not looked through yet
            self.rounds.plan(())
            words = self.tr("Turn {turn} cannot be shown: {fault}.")
            self.count.setText(words.format(turn=turn, fault=fault))

    def _show_side(self, number: int, turn: int) -> None:
        view, side, sign = (
            (self.left, self.found.left, "◧"), (self.right, self.found.right, "◨"),
        )[number]  # fmt: skip
        seq = side.seq_at(turn)
        at = self.tr("{sign} {name} – entry {seq}, turn {turn}")
        self.titles[number].setText(at.format(sign=sign, name=side.name, seq=seq,
                                              turn=min(turn, len(side.ends) - 1)))  # fmt: skip
        view.show_moment(side.session.replay.moment_at(seq))

    def _show_differences(self, turn: int) -> None:
        both = self.found.left, self.found.right
        found = map_differences(*both, turn)
        for side, ring in zip(both, self.rings, strict=True):
            state = side.session.replay.state_at(side.seq_at(turn))
            ring.show_rings(rings(side.session.world, state, found))
        self.table.show_rows(found)
        places = len({(one.dimension, one.id) for one in found})
        words = self.tr("{places} forces, sectors and places differ, in {count} things. Rings mark "
                        "where forces stand elsewhere or are in another state.")  # fmt: skip
        self.count.setText(words.format(places=places, count=len(found)))

    def showEvent(self, event: QShowEvent) -> None:
        """Show the whole line once the maps have their size."""
        super().showEvent(event)
        QTimer.singleShot(0, self.left, self.left.zoom_to_fit)

    def _follow(self, moved: MapView, other: MapView) -> None:
        """Look through the one map at what the other shows."""
        if self._moving or moved.camera.width != other.camera.width:
            return
        self._moving = True
        x, y = moved.camera.x, moved.camera.y
        other.centre_on(x, y, moved.camera.scale)
        self._moving = False

    def _choose(self, found: Difference | None) -> None:
        if found is None:
            return
        pairs: tuple[tuple[MapView, Side, Rings], ...] = (
            (self.left, self.found.left, self.rings[0]),
            (self.right, self.found.right, self.rings[1]),
        )
        for view, side, ring in pairs:
            state = side.session.replay.state_at(side.seq_at(self.turn.value()))
            node = node_of(side.session.world, state, found.dimension, found.id)
            ring.chosen = node
            ring.update()
            if node is not None:
                view.reveal(node)


def _value(side: Side, found: Difference, text: str | None) -> str:
    """Say a value: a place by its name, a code in its words."""
    from tabletop.rules.words import place_name
    from tabletop.world.variables import BY_NAME

    if text is None:
        return "–"
    if BY_NAME[found.variable].unit == "node number":
        return word(place_name(side.session.world, "node", text))
    return text if text[:1].isdigit() or text[:1] == "-" else said(text)
