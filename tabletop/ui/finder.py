"""The palette: one line to type into, and everything that can be done or gone to below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from tabletop.ui import shortcuts
from tabletop.ui.docks import PLACES, dock_title
from tabletop.ui.finder_model import Goal, Ways, sought, things
from tabletop.ui.known_as import COMMAND_WORDS, PANEL_WORDS, also
from tabletop.ui.menus import Choice
from tabletop.ui.sheets import keys_text
from tabletop.ui.shortcuts import COMMANDS
from tabletop.ui.stage import Stage

Index = QModelIndex | QPersistentModelIndex
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
ROOM = 12
"""Space beside and between the texts of a row, in pixels."""


class Finder(QDialog):
    """Finds commands and things by a few letters; Enter goes there, Esc goes back."""

    def __init__(
        self, desk: Stage, run: Callable[[str], None], layouts: Sequence[Choice | None] = ()
    ) -> None:
        super().__init__(desk)
        self.setWindowTitle(self.tr("Find anything"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.goals = [*self._commands(run), *self._panels(), *self._things()]
        self.goals += [
            Goal(self.tr("layout"), one[0].replace("&", ""), one[1]) for one in layouts if one
        ]
        self.shown: list[Goal] = []
        self.line = QLineEdit()
        hint = self.tr("A command, place, actor, measure, force or inject …")
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self.sift)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Row(self.list))
        self.list.itemActivated.connect(lambda _: self.go())
        self.list.itemClicked.connect(lambda _: self.go())
        self.none = QLabel(self.tr("Nothing has these letters."))
        self.none.setWordWrap(True)
        self.none.hide()
        column = QVBoxLayout(self)
        for widget in (self.line, self.list, self.none):
            column.addWidget(widget)
        self._place()
        self.sift("")

    def _place(self) -> None:
        unit, desk = self.fontMetrics().height(), self._desk
        wide = min(unit * 40, int(desk.width() * 0.8))
        high = min(unit * 30, int(desk.height() * 0.7))
        self.resize(wide, high)
        corner = desk.mapToGlobal(desk.rect().topLeft())
        self.move(corner.x() + (desk.width() - wide) // 2, corner.y() + desk.height() // 9)

    # -- what there is -------------------------------------------------------------------------

    def _commands(self, run: Callable[[str], None]) -> list[Goal]:
        return [
            Goal(
                shortcuts.menu_title(command.menu).replace("&", ""),
                shortcuts.title(command).replace("&", ""),
                lambda name=command.id: run(name),  # type: ignore[misc]
                shortcuts.says(command), keys_text(command.keys[:1]),
                also(command.id, COMMAND_WORDS),
            )
            for command in COMMANDS.values() if command.id != "palette"
        ]  # fmt: skip

    def _panels(self) -> list[Goal]:
        return [
            Goal(self.tr("panel"), dock_title(place),
                 lambda name=place.id: self._desk.docks.go_to(name),  # type: ignore[misc]
                 keys=f"Alt+{number}", also=also(place.id, PANEL_WORDS))
            for number, place in enumerate(PLACES.values(), 1)
        ]  # fmt: skip

    def _things(self) -> list[Goal]:
        desk, bridge = self._desk, self._desk.bridge
        if bridge is None or not desk.has_map:
            return []
        ways = Ways(
            node=desk.map.centre_on_node, sector=desk.point_at_sector, force=desk.point_at_force,
            actor=desk.open_actor, measure=desk.open_measure, inject=desk.open_inject,
            entry=lambda seq: desk.playback.look(lambda record: record.look(seq)),
        )  # fmt: skip
        kinds = {
            "place": self.tr("place"), "sector": self.tr("sector"), "force": self.tr("force"),
            "actor": self.tr("actor"), "measure": self.tr("measure"),
            "inject": self.tr("inject"), "turn": self.tr("Look back at turn {turn}"),
        }  # fmt: skip
        return list(things(bridge.moment(), ways, kinds))

    # -- finding and going ---------------------------------------------------------------------

    def sift(self, query: str) -> None:
        """List what fits some letters, the best first."""
        self.shown = sought(query, self.goals)
        self.list.clear()
        for goal in self.shown:
            item = QListWidgetItem(goal.title)
            item.setData(Qt.ItemDataRole.UserRole, goal.kind)
            item.setData(Qt.ItemDataRole.UserRole + 1, goal.keys)
            words = ", ".join(part for part in (goal.title, goal.kind, goal.keys) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            item.setToolTip(goal.detail)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.none.setVisible(not self.shown)

    def go(self) -> None:
        """Go to what is chosen and close."""
        row = self.list.currentRow()
        if not 0 <= row < len(self.shown):
            return
        goal = self.shown[row]
        self.accept()  # first, so that what it opens has the keyboard
        goal.go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move through the list while a person types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = _MOVES.get(Qt.Key(event.key()))
            if by is not None and self.shown:
                row = self.list.currentRow() + by
                self.list.setCurrentRow(max(0, min(len(self.shown) - 1, row)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.go()
                return True
        return super().eventFilter(watched, event)


class _Row(QStyledItemDelegate):
    """Paints a row: what it is, faintly its kind, and its keys at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of every row."""
        return QSize(10, int(option.fontMetrics.height() * 1.5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        self.initStyleOption(option, index)
        title, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette, letters = option.palette, option.fontMetrics
        strong = palette.highlightedText() if chosen else palette.text()
        faint = palette.highlightedText() if chosen else palette.placeholderText()
        area = option.rect.adjusted(ROOM, 0, -ROOM, 0)
        across = Qt.AlignmentFlag.AlignVCenter
        kind = str(index.data(Qt.ItemDataRole.UserRole) or "")
        keys = str(index.data(Qt.ItemDataRole.UserRole + 1) or "")
        painter.setPen(faint.color())
        for text in (keys, kind):
            painter.drawText(area, across | Qt.AlignmentFlag.AlignRight, text)
            if text:
                area.setRight(area.right() - letters.horizontalAdvance(text) - ROOM)
        painter.setPen(strong.color())
        shown = letters.elidedText(title, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, across | Qt.AlignmentFlag.AlignLeft, shown)
