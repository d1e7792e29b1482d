"""Pages of the evaluator's pad on which is written: quick notes, and the hot wash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui import evaluation_model as model
from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.panel import Say, button
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.staff import written_at

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.session.note import Note

LONGEST = 4000
RATINGS = ("P", "S", "M", "U")
KINDS = ("annotation", "strength", "improvement")
CLOCK_MS = 5000
INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut
Keep = Callable[..., bool]
"""Keeps a note: kind, text and data; tells whether it is on disk."""


class QuickNotes(QWidget):
    """A line that is always ready, stamped with entry and clock, and what was written before.

    ``removed`` carries a note to be taken away, ``looked`` an entry.
    """

    removed = Signal(object)
    looked = Signal(int)

    def __init__(self, keep: Keep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        self._seq = self._turn = 0
        self._titles: dict[tuple[str, str], str] = {}
        tr = self.tr
        self.stamp = Say(dim=True)
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText(tr("What do you see? Enter keeps it."))
        self.line.setAccessibleName(tr("Quick note"))
        self.line.returnPressed.connect(self.write)
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Kind of note"))
        titles = (tr("Observation"), tr("Strength"), tr("Area for improvement"))
        for name, title in zip(KINDS, titles, strict=True):
            self.kind.addItem(title, name)
        self.topic = QComboBox()
        self.topic.setAccessibleName(tr("About which objective or task"))
        self.topic.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.topic.setMinimumContentsLength(22)
        self.ratings = {name: self._rating(name, n) for n, name in enumerate(RATINGS, 1)}
        self.kept = button(tr("&Keep"), tr("Keep the note with the entry and the time."))
        self.kept.clicked.connect(self.write)
        self.table = RowView(tr("Notes of the evaluation"), self._columns(), lambda n: n.id)
        self.table.opened.connect(lambda note: self.looked.emit(note.entry))
        self.detail = Say()
        self.table.stretch(2)
        self.table.chosen.connect(self._choose)
        self.remove = button(tr("&Take away"), tr("Take the chosen note away."))
        self.remove.clicked.connect(lambda: self.removed.emit(self.table.current()))
        self.look = button(tr("&Look at its entry"))
        self.look.clicked.connect(lambda: self.looked.emit(self.table.current().entry))
        self._lay_out()
        self._ticker = QTimer(self, interval=CLOCK_MS)
        self._ticker.timeout.connect(self._show_stamp)
        self._ticker.start()

    def _rating(self, name: str, number: int) -> QToolButton:
        made = QToolButton()
        made.setText(name)
        made.setCheckable(True)
        words = self.tr("Rate {name} (Ctrl+{number})").format(name=name, number=number)
        made.setAccessibleName(words)
        made.setToolTip(words)
        made.clicked.connect(lambda: self._rate(name))
        key = QShortcut(QKeySequence(f"Ctrl+{number}"), self, context=INSIDE)
        key.activated.connect(made.click)
        return made

    def _rate(self, name: str) -> None:
        for other, one in self.ratings.items():
            if other != name:
                one.setChecked(False)

    def _lay_out(self) -> None:
        row, below = QWidget(), QWidget()
        first, second = FlowLayout(row, 0, 6), FlowLayout(below, 0, 6)
        marks = QWidget()  # the four stay side by side, whatever else has to go below
        beside = QHBoxLayout(marks)
        beside.setContentsMargins(0, 0, 0, 0)
        for mark in self.ratings.values():
            beside.addWidget(mark)
        for one in (self.kind, self.topic, marks, self.kept):
            first.addWidget(one)
        second.addWidget(self.look)
        second.addWidget(self.remove)
        column = QVBoxLayout(self)
        for widget in (self.stamp, self.line, row, self.table, self.detail, below):
            column.addWidget(widget)
        column.setStretch(3, 1)

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr
        signs = {"strength": "+", "improvement": "−", "hot_wash": "?"}

        def mark(note: Note) -> str:
            return str(note.data.get("rating") or signs.get(note.kind, ""))

        return (
            Column(tr("Entry"), lambda n: str(n.entry), lambda n: n.entry, True),
            Column(tr("±"), mark,
                   says=tr("Rating P, S, M, U; + strength, − to improve, ? hot wash.")),
            Column(tr("Note"), lambda n: n.text or self._title_of(n)),
            Column(tr("When"), lambda n: written_at(n.at), lambda n: n.at),
            Column(tr("By"), lambda n: n.author, spare=1),
        )  # fmt: skip

    def _title_of(self, note: Note) -> str:
        return self._titles.get(model.link_of(note), "")

    # -- what is shown ----------------------------------------------------------------------------

    def show_notes(self, moment: Moment, seq: int, notes: Sequence[Note]) -> None:
        """Show what was written so far; the next note belongs to entry ``seq``."""
        self._seq, self._turn = seq, moment.turn
        self._show_stamp()
        topics = model.topics(moment.world)
        if self.topic.count() != len(topics) + 1:
            self.topic.clear()
            self.topic.addItem(self.tr("About nothing in particular"), ("", ""))
            for kind, name, title in topics:
                self._titles[kind, name] = title
                self.topic.addItem(f"    {title}" if kind == "task" else title, (kind, name))
        self.table.show_rows(list(model.written(notes)))
        if self.table.current() is None and self.table.rows.rows:
            self.table.selectRow(0)
        self._choose(self.table.current())

    def clear(self) -> None:
        """Leave nothing to be read."""
        self.line.clear()
        self.table.show_rows(())
        self.detail.setText("")

    def _show_stamp(self) -> None:
        words = self.tr("Entry {seq} · turn {turn} · {time}")
        self.stamp.setText(
            words.format(seq=self._seq, turn=self._turn, time=f"{datetime.now():%H:%M}")
        )

    def _choose(self, note: Note | None) -> None:
        for one in (self.remove, self.look):
            one.setEnabled(note is not None)
        if note is None:
            self.detail.setText(self.tr("Nothing written yet."))
            return
        question = str(note.data.get("question", ""))
        parts = [question, note.text, self._title_of(note),
                 f"{note.author}, {written_at(note.at)}"]  # fmt: skip
        self.detail.setText("\n".join(filter(None, parts)))

    # -- what is done -----------------------------------------------------------------------------

    def write(self) -> None:
        """Keep the note in the line."""
        text = self.line.text().strip()
        rating = next((name for name, one in self.ratings.items() if one.isChecked()), "")
        if not text and not rating:
            return
        kind, name = self.topic.currentData() or ("", "")
        data: dict[str, Any] = {kind: name} if kind else {}
        what = str(self.kind.currentData())
        if rating:
            data["rating"] = rating
            what = "rating" if what == "annotation" else what
        if self._keep(what, text, data):
            self.line.clear()
            for one in self.ratings.values():
                one.setChecked(False)
            self.line.setFocus()


class HotWash(QWidget):
    """The questions of the hot wash, and an answer to each from whoever speaks."""

    def __init__(self, keep: Keep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        tr = self.tr
        questions = (
            tr("What went well?"), tr("What did not go well?"), tr("What surprised you?"),
            tr("What would you do differently?"), tr("What must be put right, and by whom?"),
        )  # fmt: skip
        self.question = QComboBox()
        self.question.setEditable(True)
        self.question.setAccessibleName(tr("Question"))
        self.question.addItems(list(questions))
        self.who = QLineEdit()
        self.who.setMaxLength(80)
        self.who.setPlaceholderText(tr("Who says it (may stay empty)"))
        self.who.setAccessibleName(tr("Who says it"))
        self.answer = QLineEdit()
        self.answer.setMaxLength(LONGEST)
        self.answer.setPlaceholderText(tr("The answer; Enter keeps it."))
        self.answer.setAccessibleName(tr("Answer"))
        self.answer.returnPressed.connect(self.write)
        self.kept = button(tr("&Keep"), tr("Keep the answer."))
        self.kept.clicked.connect(self.write)
        self.table = RowView(tr("Answers of the hot wash"), (
            Column(tr("Question"), lambda n: str(n.data.get("question", ""))),
            Column(tr("Answer"), lambda n: n.text),
            Column(tr("When"), lambda n: written_at(n.at), lambda n: n.at),
        ), lambda n: n.id)  # fmt: skip
        column = QVBoxLayout(self)
        row = QWidget()
        FlowLayout(row, 0, 6).addWidget(self.kept)
        for widget in (self.question, self.answer, self.who, row, self.table):
            column.addWidget(widget)
        column.setStretch(4, 1)

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show the answers so far, the latest first."""
        answers = [note for note in notes if note.kind == "hot_wash"]
        self.table.show_rows(sorted(answers, key=lambda note: -note.id))

    def clear(self) -> None:
        """Leave nothing to be read."""
        self.answer.clear()
        self.table.show_rows(())

    def write(self) -> None:
        """Keep the answer."""
        text, question = self.answer.text().strip(), self.question.currentText().strip()
        who = self.who.text().strip()
        if text and question:
            said = f"{who}: {text}" if who else text
            if self._keep("hot_wash", said, {"question": question}):
                self.answer.clear()
                self.answer.setFocus()
