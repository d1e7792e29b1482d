"""The evaluator's pad: quick notes, ratings, expected actions, planned and actual, hot wash."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from tabletop.ui import evaluation_model as model
from tabletop.ui.later import Later
from tabletop.ui.panels.pad_judging import Expected, PlannedAndActual, Ratings
from tabletop.ui.panels.pad_notes import HotWash, QuickNotes
from tabletop.ui.panels.staff import StaffPanel
from tabletop.ui.rounds import Rounds

if TYPE_CHECKING:
    from tabletop.analysis.evaluation import ExpectedAction
    from tabletop.session.moment import Moment
    from tabletop.session.note import Note

    Page = QuickNotes | Ratings | Expected | PlannedAndActual | HotWash


class EvaluationPanel(StaffPanel):
    """Whatever is written here is kept beside the sealed record; ``looked`` carries an entry.

    Only the page in front is brought up to the moment.
    """

    looked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("evaluation", parent)
        tr = self.tr
        self.pages = QTabWidget()
        self.pages.setUsesScrollButtons(True)
        self._later = []
        self._rounds = Rounds(self)
        for make, title in (
            (lambda: self.quick, tr("&Notes")), (lambda: self.ratings, tr("&Ratings")),
            (lambda: self.expected, tr("E&xpected")), (lambda: self.injects, tr("&Injects")),
            (lambda: self.hot_wash, tr("Hot &wash")),
        ):  # fmt: skip
            later = Later(make)
            later.made.connect(lambda: self._rounds.add(self.redraw))
            self._later.append(later)
            self.pages.addTab(later, title)
        _ = self._later[0].page
        self.pages.currentChanged.connect(lambda _: self.redraw())
        self.column.addWidget(self.pages)
        self.looked.connect(lambda seq: self.bridge.look(seq))

    @cached_property
    def quick(self) -> QuickNotes:
        """Notes, taken quickly."""
        made = QuickNotes(self.write)
        made.removed.connect(self._remove)
        made.looked.connect(lambda seq: self.looked.emit(seq))
        return made

    @cached_property
    def ratings(self) -> Ratings:
        """Objectives and tasks, and how they were performed."""
        made = Ratings()
        made.rated.connect(self._rate)
        return made

    @cached_property
    def expected(self) -> Expected:
        """What injects asked for, and what became of it."""
        made = Expected()
        made.decided.connect(self._decide)
        made.looked.connect(lambda seq: self.looked.emit(seq))
        return made

    @cached_property
    def injects(self) -> PlannedAndActual:
        """Injects as they were planned and played."""
        made = PlannedAndActual()
        made.looked.connect(lambda seq: self.looked.emit(seq))
        return made

    @cached_property
    def hot_wash(self) -> HotWash:
        """What players said right after play."""
        return HotWash(self.write)

    # -- what is shown ----------------------------------------------------------------------------

    def render_all(self, moment: Moment) -> None:
        """Bring the page in front to the moment."""
        later = self._later[self.pages.currentIndex()]
        if not later.is_made:
            return  # it says when it is
        notes, page = self.session.notes.all(seat=moment.seat), later.page
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
        for later in self._later:
            if later.is_made:
                cast("Page", later.page).clear()

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        for later in self._later:
            if later.page is page:
                self.pages.setCurrentWidget(later)
                return

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
