"""The panel of highlights: moments of the record, put in order for the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from tabletop.ui import highlights_model as model
from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.entries import entry_words
from tabletop.ui.panels.panel import Say, button
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.staff import StaffPanel, written_at

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.session.notes import Notes

LONGEST = 2000


class HighlightsPanel(StaffPanel):
    """Lists of moments; ``looked`` carries an entry, ``present_asked`` a list and a number in it.

    The lists are kept in the session's file beside the sealed record.
    """

    looked = Signal(object)
    present_asked = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("highlights", parent)
        self.lists = QComboBox()
        self.lists.setEditable(True)
        self.lists.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.lists.setAccessibleName(self.tr("Which list"))
        self.lists.setToolTip(self.tr("Choose a list, or type the name of a new one and Enter."))
        self.lists.activated.connect(lambda _: self._choose_list(self._name_at()))
        line = self.lists.lineEdit()
        assert line is not None
        line.returnPressed.connect(lambda: self._choose_list(self.lists.currentText()))
        self.name = model.FIRST
        self.table = RowView(self.tr("Moments of the list"), self._columns(),
                             lambda row: row.note.id, sorts=False)  # fmt: skip
        self.table.stretch(2)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda row: self.looked.emit(row.seq))
        self.detail = Say()
        self.words = QLineEdit()
        self.words.setMaxLength(LONGEST)
        self.words.setPlaceholderText(self.tr("Words for the room"))
        self.words.setAccessibleName(self.words.placeholderText())
        self.words.returnPressed.connect(self._write)
        self._buttons()
        self._lay_out()
        self.looked.connect(lambda seq: self.bridge.look(seq))

    def _buttons(self) -> None:
        tr = self.tr
        self.add = button(tr("&Add this moment"), tr("Put the moment shown at the end (Ctrl+L)."))
        self.add.clicked.connect(self.add_moment)
        self.show_it = button(tr("&Show"), tr("Show the desk as it stood then."))
        self.show_it.clicked.connect(lambda: self._with(lambda row: self.looked.emit(row.seq)))
        self.up = button(tr("&Up"), tr("Show it earlier."))
        self.up.clicked.connect(lambda: self._move(-1))
        self.down = button(tr("&Down"), tr("Show it later."))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove = button(tr("&Remove"), tr("Take it off the list; the record stays."))
        self.remove.clicked.connect(self._remove)
        self.present = button(tr("&Present from here"), tr("Show it in the room window (F5)."))
        self.present.clicked.connect(self._present)
        self.write = button(tr("&Keep the words"), tr("Keep them with the moment (Enter)."))
        self.write.clicked.connect(self._write)

    def _lay_out(self) -> None:
        doings, writing = QWidget(), QWidget()
        first, second = FlowLayout(doings, 0, 6), FlowLayout(writing, 0, 6)
        for one in (self.present, self.show_it, self.add, self.up, self.down, self.remove):
            first.addWidget(one)
        self.words.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)
        for part in (self.words, self.write):
            second.addWidget(part)
        for widget in (self.lists, self.table, self.detail, writing, doings):
            self.column.addWidget(widget)
        self.column.setStretch(1, 1)

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr
        return (
            Column(tr("No."), lambda r: str(r.number), None, True),
            Column(tr("Entry"), lambda r: str(r.seq), None, True),
            Column(tr("What"), self._title),
            Column(tr("By"), lambda r: f"{r.note.author}, {written_at(r.note.at)}", spare=1),
        )

    def _title(self, row: model.MomentRow) -> str:
        return row.note.text or self._said(row)

    def _said(self, row: model.MomentRow) -> str:
        entries = self.session.entries
        if not 1 <= row.seq <= len(entries):
            return self.tr("Before the first entry")
        return entry_words(self.session.world, entries[row.seq - 1])

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def notes(self) -> Notes:
        """The notes of the session."""
        return self.session.notes

    def rows(self) -> list[model.MomentRow]:
        """List the moments of the chosen list."""
        return model.moments_of(self.notes.all(seat=self.moment.seat), self.name)

    def render_all(self, moment: Moment) -> None:
        """Show the chosen list."""
        names = model.list_names(self.notes.all("highlight"))
        if self.name not in (*names, *model.OWN):
            names.append(self.name)
        titles = {name: name for name in names}
        titles |= {model.BOOKMARKS: self.tr("⚑ Bookmarks"),
                   model.IMPORTANT: self.tr("★ Important entries")}  # fmt: skip
        titles[model.FIRST] = self.tr("Highlights")
        self.lists.clear()
        for name, title in titles.items():
            self.lists.addItem(title, name)
        self.lists.setCurrentIndex(self.lists.findData(self.name))
        self.table.show_rows(self.rows())
        if self.table.current() is None and self.table.rows.rows:
            self.table.selectRow(0)
        self._choose(self.table.current())

    def clear(self) -> None:
        """Leave nothing of the lists to be read."""
        self.lists.clear()
        self.table.show_rows(())
        self.detail.setText("")
        self.words.clear()

    def _name_at(self) -> str:
        return str(self.lists.currentData())

    def _choose_list(self, name: str) -> None:
        name = " ".join(name.split())
        at = self.lists.findText(name, Qt.MatchFlag.MatchExactly)
        self.name = str(self.lists.itemData(at)) if at >= 0 else (name or model.FIRST)
        self.redraw()

    def _choose(self, row: model.MomentRow | None) -> None:
        own = self.name not in model.OWN
        for one in (self.show_it, self.remove, self.present, self.words, self.write):
            one.setEnabled(row is not None)
        self.add.setEnabled(own)
        self.up.setEnabled(own and row is not None and row.number > 1)
        self.down.setEnabled(own and row is not None and row.number < len(self.table.rows.rows))
        if row is None:
            self.detail.setText(self.tr("No moment in this list yet."))
            self.words.clear()
            return
        note = row.note
        words = self.tr("Entry {seq}: {words}\nKept by {author}, {at}.")
        self.detail.setText(words.format(seq=row.seq, words=self._said(row), author=note.author,
                                         at=written_at(note.at)))  # fmt: skip
        if not self.words.hasFocus():
            self.words.setText(note.text)

    # -- what is done -----------------------------------------------------------------------------

    def _with(self, do: object) -> None:
        row = self.table.current()
        if row is not None and callable(do):
            do(row)

    @property
    def author(self) -> str:
        """The seat that writes."""
        return self.bridge.own

    def add_moment(self) -> None:
        """Put the moment that is shown at the end of the list."""
        if self.name in model.OWN:
            self.name = model.FIRST
        seq = self.bridge.seq
        if self.keep(lambda: model.add(self.notes, self.name, seq, self.author)):
            row = self.rows()[-1]
            self.table.choose(row.note.id)
            words = self.tr("Entry {seq} is moment {number} of “{name}”.")
            self.told.emit(words.format(seq=seq, number=row.number, name=self.name))

    def _move(self, by: int) -> None:
        row = self.table.current()
        if row is not None:
            rows = self.rows()
            self.keep(lambda: model.move(self.notes, rows, row.number, by, self.author))
            self.table.choose(row.note.id)

    def _remove(self) -> None:
        row = self.table.current()
        if row is not None:
            self.keep(lambda: self.notes.remove(row.note.id, self.author))

    def _write(self) -> None:
        row, text = self.table.current(), self.words.text().strip()
        if row is not None and text != row.note.text:
            self.keep(lambda: self.notes.change(row.note.id, self.author, text=text))

    def _present(self) -> None:
        row = self.table.current()
        if row is not None:
            self.present_asked.emit(self.name, row.number)
