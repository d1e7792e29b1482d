"""The panel “What they knew”: what the seat of an order had been told and could see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QTabWidget, QWidget

from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.panel import Say, Title, button
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.staff import StaffPanel
from tabletop.ui.panels.words import number
from tabletop.ui.spoken import entry_sentence
from tabletop.ui.translating import sentence, word
from tabletop.ui.working import Tell, Work

if TYPE_CHECKING:
    from tabletop.session.known import Guess, Known, Told
    from tabletop.session.moment import Moment

BLIND_BY = 0.5
"""Standard errors (or points, where none is stated) by which a belief must miss to be marked."""


class KnownPanel(StaffPanel):
    """Three lists: what the seat had been told, what it had not, and where it guessed.

    ``looked`` carries the entry before the order, ``view_asked`` a seat to see the desk as.
    """

    looked = Signal(object)
    view_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("known", parent)
        self.known: Known | None = None
        self._seq = 0
        self._work: Work | None = None
        tr = self.tr
        self.heading, self.summary = Title(), Say()
        self.seat = QComboBox()
        self.seat.setAccessibleName(tr("Which seat"))
        self.seat.setMinimumContentsLength(24)
        self.seat.activated.connect(lambda _: self.ask_about(self._seq, self._chosen_seat()))
        self.this = button(tr("The entry &shown"), tr("Ask about the entry that is looked at."))
        self.this.clicked.connect(lambda: self.ask_about(self.bridge.seq))
        self.view = button(
            tr("&See the desk as it did"), tr("Show the moment before, as this seat saw it.")
        )
        self.view.clicked.connect(self._see)
        told = self._told_columns()
        self.told_list = RowView(tr("What it had been told"), told, lambda r: (r.seq, r.sentence))
        self.untold_list = RowView(tr("What it had not"), told, lambda r: (r.seq, r.sentence))
        self.guesses = RowView(tr("Where it guessed"), self._guess_columns(),
                               lambda g: (g.variable, g.place))  # fmt: skip
        self.wrong = QCheckBox(tr("Only where it was &wrong"))
        self.wrong.toggled.connect(self._sift)
        self.pages = QTabWidget()
        self.pages.setUsesScrollButtons(True)
        for page in (self.told_list, self.untold_list, self.guesses):
            self.pages.addTab(page, page.accessibleName())
        self._titles = [self.pages.tabText(i) for i in range(self.pages.count())]
        row = QWidget()
        flow = FlowLayout(row, 0, 6)
        for one in (self.seat, self.this, self.view, self.wrong):
            flow.addWidget(one)
        self.detail = Say()
        for page in (self.told_list, self.untold_list):
            page.chosen.connect(self._choose)
            page.opened.connect(lambda told: self.looked.emit(told.seq))
        for widget in (self.heading, self.summary, row, self.pages, self.detail):
            self.column.addWidget(widget)
        self.column.setStretch(3, 1)
        self.looked.connect(lambda seq: self.bridge.look(seq))

    def _told_columns(self) -> tuple[Column, ...]:
        tr = self.tr
        return (
            Column(tr("Entry"), lambda r: str(r.seq), lambda r: r.seq, True),
            Column(tr("Turn"), lambda r: str(r.turn), lambda r: r.turn, True),
            Column(tr("What"), lambda r: sentence(r.sentence)),
        )

    def _guess_columns(self) -> tuple[Column, ...]:
        tr = self.tr
        return (
            Column(tr("What"), lambda g: word(g.title)),
            Column(tr("Where"), lambda g: self._place(g)),
            Column(tr("Believed"), lambda g: number(g.believed, 1), lambda g: g.believed, True),
            Column(tr("True"), lambda g: number(g.true, 1), lambda g: g.true, True),
            Column(tr("Off by"), lambda g: number(g.believed - g.true, 1),
                   lambda g: abs(g.believed - g.true), True),
            Column(tr("Stated error"),
                   lambda g: "–" if g.error is None else f"± {number(g.error, 1)}",
                   lambda g: g.error or 0.0, True),
        )  # fmt: skip

    def _place(self, guess: Guess) -> str:
        from tabletop.rules.words import place_name
        from tabletop.world.variables import BY_NAME

        per = BY_NAME[guess.variable].per
        world = self.session.world
        pairs = zip(per, guess.place, strict=True)
        return ", ".join(word(place_name(world, dim, name)) for dim, name in pairs)

    # -- asking -----------------------------------------------------------------------------------

    def ask_about(self, seq: int, seat: str | None = None) -> None:
        """Ask what a seat knew when an entry was made.

        Unless one is named it is the seat of the entry; where that is none of the players', who
        know less than there is, the player's seat that was looked at last, or the first.
        """
        session = self.session
        if not 1 <= seq <= len(session.entries):
            self.failed.emit(self.tr("Look at an entry first: there is none here."))
            return
        if self._work is not None:
            self._work.cancel()
        self._seq = seq
        seat = seat or self._of_interest(session.entries[seq - 1].by)
        self.seat.clear()
        for place in session.world.scenario.seats:
            self.seat.addItem(place.name, place.id)
        self.seat.setCurrentIndex(self.seat.findData(seat))
        self.summary.say(self.tr("Looking it up…"))

        def find(tell: Tell) -> Known:
            from tabletop.session.known import known_at

            with session.open_branch(session.branch.id) as own:
                return known_at(own.replay, seq, seat)

        self._work = Work(find, self)
        self._work.done.connect(self._found)
        self._work.failed.connect(lambda fault: self.failed.emit(str(fault)))
        self._work.start()

    def _of_interest(self, by: str) -> str:
        players = [one.id for one in self.session.world.scenario.seats if one.role == "player"]
        if by in players or not players:
            return by
        looked_at = self._chosen_seat()
        return looked_at if looked_at in players else players[0]

    def _chosen_seat(self) -> str:
        return str(self.seat.currentData())

    def _found(self, known: Known) -> None:
        self._work, self.known = None, known
        self.redraw()

    def _see(self) -> None:
        known = self.known
        if known is not None:
            self.looked.emit(known.seq - 1)
            self.view_asked.emit(known.seat)

    # -- what is shown ----------------------------------------------------------------------------

    def render_all(self, moment: Moment) -> None:
        """Show what was found; it is about one order, whatever is looked at."""
        known = self.known
        self.this.setEnabled(self.bridge.seq > 0)
        self.view.setEnabled(known is not None)
        if known is None:
            self.heading.setText(self.tr("What did they know?"))
            self.summary.say(self.tr("Choose an order in the timeline, the record or the orders "
                                     "and press Ctrl+I."))  # fmt: skip
            return
        world = self.session.world
        entry = self.session.entries[known.seq - 1]
        self.heading.setText(self.tr("Entry {seq}: {words}").format(
            seq=known.seq, words=entry_sentence(world, entry)))  # fmt: skip
        name = world.scenario.seat(known.seat).name
        off = sum(1 for guess in known.guesses if _is_wrong(guess))
        told = self.tr(
            "{seat} had been told {told} things, not {untold} others, and was wrong in {off} of "
            "{guesses} estimates."
        ).format(seat=name, told=len(known.told), untold=len(known.untold), off=off,
                 guesses=len(known.guesses))  # fmt: skip
        if known.player is not None:
            words = self.tr("It was played by the policy “{policy}” since turn {turn}.")
            told += " " + words.format(policy=known.player.title, turn=known.player.turn)
        self.summary.say(told)
        self.told_list.show_rows(known.told[::-1])
        self.untold_list.show_rows(known.untold[::-1])
        self.guesses.show_rows(known.guesses)
        for page, rows in enumerate((known.told, known.untold, known.guesses)):
            self.pages.setTabText(page, f"{self._titles[page]} ({len(rows)})")

    def clear(self) -> None:
        """Leave nothing of it to be read."""
        self.heading.setText("")
        self.summary.say("")
        self.detail.say("")
        for one in (self.told_list, self.untold_list, self.guesses):
            one.show_rows(())

    def _choose(self, told: Told | None) -> None:
        self.detail.say("" if told is None else f"#{told.seq} {sentence(told.sentence)}")

    def _sift(self, only_wrong: bool) -> None:
        self.guesses.sift(lambda guess: not only_wrong or _is_wrong(guess))


def _is_wrong(guess: Guess) -> bool:
    return abs(guess.believed - guess.true) > BLIND_BY * (1.0 if guess.error is None
                                                          else guess.error)  # fmt: skip
