"""The evaluator's pad: quick notes, ratings, expected actions, planned and actual, hot wash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from tabletop.ui import evaluation_model as model
from tabletop.ui.panels.pad_judging import Expected, PlannedAndActual, Ratings
from tabletop.ui.panels.pad_notes import HotWash, QuickNotes
from tabletop.ui.panels.staff import StaffPanel

if TYPE_CHECKING:
    from tabletop.analysis.evaluation import ExpectedAction
    from tabletop.session.moment import Moment
    from tabletop.session.note import Note


class EvaluationPanel(StaffPanel):
    """Whatever is written here is kept beside the sealed record; ``looked`` carries an entry.

    Only the page in front is brought up to the moment.
    """

    looked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("evaluation", parent)
        tr = self.tr
        self.quick, self.ratings = QuickNotes(self.write), Ratings()
        self.expected, self.injects = Expected(), PlannedAndActual()
        self.hot_wash = HotWash(self.write)
        self.pages = QTabWidget()
        self.pages.setUsesScrollButtons(True)
        for page, title in (
            (self.quick, tr("&Notes")), (self.ratings, tr("&Ratings")),
            (self.expected, tr("E&xpected")), (self.injects, tr("&Injects")),
            (self.hot_wash, tr("Hot &wash")),
        ):  # fmt: skip
            self.pages.addTab(page, title)
        self.pages.currentChanged.connect(lambda _: self.redraw())
        self.column.addWidget(self.pages)
        self.quick.removed.connect(self._remove)
        self.ratings.rated.connect(self._rate)
        self.expected.decided.connect(self._decide)
        for part in (self.quick, self.expected, self.injects):
            part.looked.connect(lambda seq: self.looked.emit(seq))
        self.looked.connect(lambda seq: self.bridge.look(seq))

    # -- what is shown ----------------------------------------------------------------------------

    def render_all(self, moment: Moment) -> None:
        """Bring the page in front to the moment."""
        notes = self.session.notes.all(seat=moment.seat)
        page = self.pages.currentWidget()
        if page is self.quick:
            self.quick.show_notes(moment, self.bridge.seq, notes)
        elif page is self.ratings:
            self.ratings.show_ratings(model.ratings(moment, notes))
        elif page is self.expected:
            self.expected.show_actions(moment.world, model.expected(moment, notes))
        elif page is self.injects:
            rows = model.planned_and_actual(self.session.replay, notes)
            self.injects.show_injects(rows)
        else:
            self.hot_wash.show_notes(notes)

    def clear(self) -> None:
        """Leave nothing of any page to be read."""
        for page in (self.quick, self.ratings, self.expected, self.injects, self.hot_wash):
            page.clear()

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.pages.setCurrentWidget(page)

    # -- what is done -----------------------------------------------------------------------------

    def write(self, kind: str, text: str, data: dict[str, Any]) -> bool:
        """Keep a note about the entry that is shown; tells whether it is on disk."""
        from tabletop.session.note import Note

        note = Note(kind, self.bridge.seq, self.bridge.own, text=text, data=data)
        done = self.keep(lambda: self.session.notes.add(note))
        if done:
            self.told.emit(self.tr("The note is kept with entry {seq}.").format(seq=note.entry))
        return done

    def _remove(self, note: Note | None) -> None:
        if note is not None:
            self.keep(lambda: self.session.notes.remove(note.id, self.bridge.own))

    def _rate(self, row: model.Rated, rating: str, remark: str) -> None:
        """Rate; one's own last rating without a remark is changed, any other stays beside it."""
        seat, notes = self.bridge.own, self.session.notes
        own = [note for note in row.remarks
               if note.kind == "rating" and note.author == seat and not note.text]  # fmt: skip
        data = {row.kind: row.id, "rating": rating}
        if own and not remark:
            self.keep(lambda: notes.change(own[-1].id, seat, data=data, entry=self.bridge.seq))
        else:
            self.write("rating", remark, data)
        words = self.tr("{title}: {rating}")
        self.told.emit(words.format(title=row.title, rating=rating))

    def _decide(self, action: ExpectedAction, status: str, remark: str) -> None:
        """Decide what became of an expected action, or leave it to the proposal again."""
        seat, notes = self.bridge.own, self.session.notes
        old = [note for note in notes.all("tick")
               if (note.data.get("inject"), note.data.get("action"))
               == (action.inject, action.number)]  # fmt: skip
        if not status:
            for note in old:
                self.keep(lambda one=note: notes.remove(one.id, seat))  # type: ignore[misc]
            return
        data = {"inject": action.inject, "action": action.number, "status": status}
        if old:
            self.keep(lambda: notes.change(old[-1].id, seat, data=data, text=remark or None))
        else:
            from tabletop.session.note import Note

            entry = action.entries[-1]
            self.keep(lambda: notes.add(Note("tick", entry, seat, text=remark, data=data)))
