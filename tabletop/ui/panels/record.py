"""The panel of the record: every entry, what matters of it, and notes beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels import asking
from tabletop.ui.panels import record_model as model
from tabletop.ui.panels.panel import Panel, Say, button
from tabletop.ui.panels.reason_row import ReasonRow
from tabletop.ui.panels.rows import Column, RowView

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.session.notes import Notes
    from tabletop.ui.bridge import Replayer

LONGEST = 4000


class RecordPanel(Panel):
    """The entries, latest first, and below what was written about the chosen one.

    Flags and notes are kept in the session file beside the sealed record; they can be written and
    changed after the exercise, too.  ``looked`` carries the number of an entry to look back to.
    """

    looked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("record", parent)
        self._notes: Notes | None = None
        self._bridge: Replayer | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search entries and notes"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._sift)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Which entries"))
        titles = {
            "all": self.tr("All entries"), "important": self.tr("★ Important ones"),
            "noted": self.tr("Those with notes"),
        }  # fmt: skip
        for name in model.FILTERS:
            self.filter.addItem(titles[name], name)
        self.filter.currentIndexChanged.connect(self._sift)
        self.table = RowView(self.tr("Entries of the record"), self._columns(),
                             lambda row: row.entry.seq)  # fmt: skip
        self.table.chosen.connect(self._choose)
        self.detail = Say()
        self.flag = button(self.tr("★ &Important"), self.tr("Mark the entry for the debrief."))
        self.flag.setCheckable(True)
        self.flag.clicked.connect(self._flag)
        self.look = button(self.tr("&Look back to it"), self.tr("Show the desk as it stood then."))
        self.look.clicked.connect(self._look)
        self.undo = button(
            self.tr("&Undo…"),
            self.tr("Take it back or declare it void, by an act of its own; nothing is erased."),
        )
        self.undo.clicked.connect(self._undo)
        self.reason = ReasonRow()
        self.note = QLineEdit()
        self.note.setMaxLength(LONGEST)
        self.note.setPlaceholderText(self.tr("Note on this entry"))
        self.note.setAccessibleName(self.note.placeholderText())
        self.note.returnPressed.connect(self._write)
        self.note.textChanged.connect(self._check)
        self.write = button(self.tr("&Keep the note"), self.tr("Keep it beside the record."))
        self.write.clicked.connect(self._write)
        self._lay_out()

    def _lay_out(self) -> None:
        doings, writing = QWidget(), QWidget()
        first, second = FlowLayout(doings, 0, 6), FlowLayout(writing, 0, 6)
        for one in (self.flag, self.look, self.undo):
            first.addWidget(one)
        self.note.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        for part in (self.note, self.write):
            second.addWidget(part)
        for widget in (self.search, self.filter, self.table, self.detail, doings, self.reason,
                       writing):  # fmt: skip
            self.content.addWidget(widget)
        self.content.setStretch(2, 1)

    def attach(self, bridge: Replayer) -> None:
        """Keep notes in the session's file."""
        self._notes, self._bridge = bridge.session.notes, bridge
        stop = self._notes.subscribe(lambda _: self.redraw())
        self.destroyed.connect(lambda: stop())
        self.looked.connect(bridge.look)

    def render_moment(self, moment: Moment) -> None:
        """Show the record up to the moment."""
        notes = self._notes.all(seat=moment.seat) if self._notes is not None else ()
        self.table.show_rows(model.record_rows(moment, notes))
        if self.table.current() is None and self.table.rows.rows:
            self.table.selectRow(0)
        self._choose(self.table.current())

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr

        def marks(row: model.RecordRow) -> str:
            return ("★" if row.flag else "") + ("✎" if row.notes else "")

        return (
            Column(
                "★",
                marks,
                lambda r: (r.flag is None, not r.notes),
                says=tr("★ important, ✎ with a note."),
            ),
            Column(tr("Entry"), lambda r: str(r.entry.seq), lambda r: r.entry.seq, True),
            Column(tr("Turn"), lambda r: str(r.entry.turn), lambda r: r.entry.turn, True),
            Column(tr("What"), lambda r: r.words if r.stands else tr("↩ {}").format(r.words)),
        )

    def _sift(self) -> None:
        name, text = str(self.filter.currentData()), self.search.text()
        self.table.sift(lambda row: model.wanted(row, name, text))

    # -- the chosen one ---------------------------------------------------------------------------

    def _choose(self, row: model.RecordRow | None) -> None:
        self.reason.close_row()
        for one in (self.flag, self.look, self.undo, self.note):
            one.setEnabled(row is not None)
        if row is None or self._moment is None:
            self.detail.setText(self.tr("No entry so far."))
            self._check()
            return
        lines = [row.words, *(f"✎ {note.author}: {note.text}" for note in row.notes)]
        self.detail.setText("\n".join(lines))
        may_write = (
            self._notes is not None and self._notes.writable and asking.sees_all(self.moment)
        )
        self.flag.setEnabled(may_write)
        self.flag.setChecked(row.flag is not None)
        self.note.setEnabled(may_write)
        self.undo.setEnabled(bool(model.way_back(self.moment, row.entry)))
        self._check()

    def _check(self) -> None:
        self.write.setEnabled(self.note.isEnabled() and bool(self.note.text().strip()))

    # -- what is done -----------------------------------------------------------------------------

    def _keep(self, kind: str, entry: int, text: str = "") -> None:
        from tabletop.session.note import Note
        from tabletop.session.refused import Refused
        from tabletop.session.session import JournalFault

        assert self._notes is not None and self._bridge is not None
        note = Note(kind=kind, entry=entry, author=self._bridge.own, text=text)
        try:
            self._notes.add(note)
        except (Refused, JournalFault) as fault:
            self.note.setText(text)
            self.detail.setText(self.tr("The note could not be kept: {}").format(fault))

    def _flag(self) -> None:
        row = self.table.current()
        if row is None or self._notes is None:
            return
        if row.flag is None:
            self._keep(model.IMPORTANT, row.entry.seq)
        else:
            self._notes.remove(row.flag.id, row.flag.author)

    def _write(self) -> None:
        row, text = self.table.current(), self.note.text().strip()
        if row is not None and text and self.write.isEnabled():
            self.note.clear()
            self._keep(model.NOTE, row.entry.seq, text)

    def _look(self) -> None:
        row = self.table.current()
        if row is not None:
            self.looked.emit(row.entry.seq)

    def _undo(self) -> None:
        row = self.table.current()
        if row is None:
            return
        how, seq = model.way_back(self.moment, row.entry), row.entry.seq
        if how == "take_back":
            self.ask(asking.act("take_back", entry=seq))
        elif how == "void":
            self.reason.open_row(
                self.tr("Declare entry {} void: why?").format(seq),
                lambda reason, _: self.ask(asking.act("void", entry=seq, reason=reason)),
                words=self.tr("Declare it void"),
            )
