"""The list of entries to jump to: turns, injects, orders, rulings, incidents, flags, bookmarks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.entries import entry_words
from tabletop.ui.panels.panel import fit_dialog
from tabletop.ui.panels.rows import Column, RowView

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.session.note import Note
    from tabletop.session.notes import Notes
    from tabletop.session.record import Entry

SIGNS = {
    "turn": "▮", "inject": "◆", "order": "▶", "ruling": "■", "incident": "✸", "note": "●",
    "flag": "★", "bookmark": "⚑",
}  # fmt: skip
"""The kinds of what can be jumped to, with their signs; an entry can be of several."""
AT_FIRST = frozenset(SIGNS) - {"order"}
"""The kinds that are listed until a person says otherwise."""


@dataclass(frozen=True)
class Jump:
    """An entry that can be jumped to, with all kinds that it is of and what was noted."""

    entry: Entry
    kinds: frozenset[str]
    noted: str = ""

    @property
    def signs(self) -> str:
        """The signs of its kinds."""
        return " ".join(sign for kind, sign in SIGNS.items() if kind in self.kinds)


def jumps(latest: Moment, notes: Iterable[Note] = ()) -> list[Jump]:
    """List the entries worth jumping to that a seat may see, oldest first."""
    from tabletop.session.moment import timeline_items
    from tabletop.ui.timeline_model import INCIDENTS

    marked: dict[int, set[str]] = {}
    words: dict[int, list[str]] = {}
    kinds = {"important": "flag", "bookmark": "bookmark"}
    for note in notes:
        if note.kind in kinds:
            marked.setdefault(note.entry, set()).add(kinds[note.kind])
        if note.text and note.kind in (*kinds, "annotation", "highlight"):
            words.setdefault(note.entry, []).append(note.text)
    found = []
    for item, entry in zip(timeline_items(latest), latest.entries, strict=True):
        kind = {item.kind} & SIGNS.keys() | marked.get(entry.seq, set())
        if any(one.get("kind") in INCIDENTS for one in entry.findings):
            kind.add("incident")
        if kind:
            found.append(Jump(entry, frozenset(kind), " · ".join(words.get(entry.seq, ()))))
    return found


class JumpList(QDialog):
    """Finds an entry by kind and by letters; ``chosen`` carries its number.

    Enter goes to the one under the cursor, the arrows walk the list while letters are typed.
    """

    chosen = Signal(int)

    def __init__(self, latest: Moment, notes: Notes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Jump to"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        world = latest.world
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("A number, or letters of what was done or noted"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.line.setClearButtonEnabled(True)
        tr = self.tr
        self.table = RowView(tr("Entries"), (
            Column(tr("Kind"), lambda j: j.signs),
            Column(tr("Entry"), lambda j: str(j.entry.seq), lambda j: j.entry.seq, True),
            Column(tr("Turn"), lambda j: str(j.entry.turn), lambda j: j.entry.turn, True),
            Column(tr("What"), lambda j: entry_words(world, j.entry)
                   + (f" – {j.noted}" if j.noted else "")),
        ), lambda j: j.entry.seq)  # fmt: skip
        titles = {
            "turn": tr("&Turns"), "inject": tr("&Injects"), "order": tr("&Orders"),
            "ruling": tr("&Rulings"), "incident": tr("In&cidents"), "note": tr("O&bservations"),
            "flag": tr("Fl&ags"), "bookmark": tr("Boo&kmarks"),
        }  # fmt: skip
        row = QWidget()
        flow = FlowLayout(row, 0, 10)
        self.kinds: dict[str, QCheckBox] = {}
        for kind, title in titles.items():
            box = self.kinds[kind] = QCheckBox(f"{SIGNS[kind]} {title}")
            box.setChecked(kind in AT_FIRST)
            box.toggled.connect(self._sift)
            flow.addWidget(box)
        column = QVBoxLayout(self)
        for widget in (self.line, row, self.table):
            column.addWidget(widget)
        column.setStretch(2, 1)
        fit_dialog(self, 110, 34)
        self._world = world
        self.table.show_rows(jumps(latest, notes.all(seat=latest.seat)))
        self.line.textChanged.connect(self._sift)
        self.line.returnPressed.connect(lambda: self._go(self.table.current()))
        self.table.opened.connect(self._go)
        self._sift()
        self.line.setFocus()

    def _sift(self) -> None:
        wanted = {kind for kind, box in self.kinds.items() if box.isChecked()}
        letters = self.line.text().strip().casefold()

        def fits(jump: Jump) -> bool:
            if letters.isdigit():
                return str(jump.entry.seq).startswith(letters)
            if not jump.kinds & wanted:
                return False
            return (
                not letters
                or letters in f"{entry_words(self._world, jump.entry)} {jump.noted}".casefold()
            )

        self.table.sift(fits)
        if self.table.sifted.rowCount():
            self.table.selectRow(0)

    def _go(self, jump: Jump | None) -> None:
        if jump is not None:
            self.chosen.emit(jump.entry.seq)
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list while letters are typed."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10,
                Qt.Key.Key_PageUp: -10}.get(Qt.Key(event.key()))  # fmt: skip
        if step is None:
            super().keyPressEvent(event)
            return
        last = self.table.sifted.rowCount() - 1
        at = self.table.currentIndex().row()
        if last >= 0:
            self.table.selectRow(max(0, min(last, at + step)))
