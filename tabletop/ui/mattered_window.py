"""The window on what mattered in a session: a tornado for each measure, and the way to each act."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QProgressBar,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.aside import Aside, Serve
from tabletop.ui.flow import FlowLayout
from tabletop.ui.mattered_bars import MOST_BARS, Tornado
from tabletop.ui.mattered_model import (
    EffectRow,
    effect_rows,
    interval_words,
    moved_by_measure,
    pair_words,
)
from tabletop.ui.outlook_model import measure_titles
from tabletop.ui.panels.panel import Say, button, fit_dialog
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import number, signed
from tabletop.ui.translating import sentence

if TYPE_CHECKING:
    from tabletop.analysis.mattered.effects import Effects
    from tabletop.analysis.mattered.without import Without
    from tabletop.ui.bridge import Replayer
    from tabletop.ui.working import Tell

WORLDS = (16, 64, 256)


class MatteredWindow(QWidget):
    """Plays a session again without each of its acts and shows what each did.

    ``looked`` carries the number of an entry to look at; ``weighed`` the entries that moved the
    chosen measure beyond noise, each with its words; ``closed`` says that the window goes away.
    """

    looked = Signal(int)
    weighed = Signal(object)
    closed = Signal()

    def __init__(self, bridge: Replayer, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What mattered – {}").format(bridge.world.scenario.title))
        self._bridge = bridge
        self._aside: Aside | None = None
        self._begun, self._warned = 0.0, ""
        self._asked_for = False
        self.effects: Effects | None = None
        self.measure, self.worlds = QComboBox(), QComboBox()
        self.measure.setAccessibleName(self.tr("Measure"))
        self.measure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for name, title in measure_titles().items():
            self.measure.addItem(title, name)
        self.worlds.setAccessibleName(self.tr("Worlds for each act"))
        for worlds in WORLDS:
            self.worlds.addItem(self.tr("{} worlds for each act").format(worlds), worlds)
        self.worlds.setCurrentIndex(1)
        self.go = button(
            self.tr("&Play again"),
            self.tr("Play the session again without each order, inject, ruling and seat."),
        )
        self.look = button(self.tr("&Look at the entry"), self.tr("Show the desk at that entry."))
        self.branch = button(
            self.tr("&Branch without it"),
            self.tr("Start a branch of the session before it and play all else again."),
        )
        self.progress, self.state, self.note = QProgressBar(), Say(), Say()
        self.tornado = Tornado()
        self.tornado.setAccessibleName(self.tr("Effects on the measure, the strongest first"))
        self.table = self._table()
        self.table.stretch(0)
        self._lay_out()
        fit_dialog(self, 150, 44)
        self._rest(self.tr(
            "Play again leaves out each order, inject, ruling and seat in turn. Nobody decides "
            "anything anew: all other acts stay as they were."))  # fmt: skip
        self.go.setFocus()

    def _table(self) -> RowView:
        return RowView(self.tr("Effects"), (
            Column(self.tr("What"), lambda r: r.title, tip=lambda r: r.title),
            Column(self.tr("Effect"), lambda r: signed(r.mean, 2), lambda r: r.mean, True,
                   says=self.tr("With it minus without it, after the last turn.")),
            Column(self.tr("95 % interval"), interval_words, lambda r: r.noise),
            Column(self.tr("Turn"), lambda r: str(r.turn), lambda r: r.turn, True),
            Column(self.tr("Entries"), lambda r: r.entries_words, lambda r: r.first),
            Column(self.tr("No longer lawful without it"),
                   lambda r: number(r.dropped, 1) if r.dropped >= 0.05 else "–",
                   lambda r: r.dropped, True,
                   says=self.tr("Acts that were dropped because they rested on it, per world.")),
        ), lambda r: r.number)  # fmt: skip

    def _lay_out(self) -> None:
        above, halves = QWidget(), QSplitter(Qt.Orientation.Vertical)
        row = FlowLayout(above, 0, 8)
        for widget in (self.measure, self.worlds, self.go, self.look, self.branch):
            row.addWidget(widget)
        halves.addWidget(self.tornado)
        halves.addWidget(self.table)
        halves.setSizes([3, 2])
        self.progress.setAccessibleName(self.tr("Progress"))
        column = QVBoxLayout(self)
        column.addWidget(above)
        column.addWidget(self.progress)
        column.addWidget(self.state)
        column.addWidget(halves, 1)
        column.addWidget(self.note)
        column.addWidget(Say(self.tr(
            "Filled: beyond noise (sign-flip test, Holm's correction); hollow: within noise. "
            "Whiskers: 95 % interval. Effects inside the model; no judgement of persons, and not a "
            "prediction."), dim=True))  # fmt: skip
        self.measure.currentIndexChanged.connect(self._show)
        self.measure.activated.connect(self._ask_for)
        self.go.clicked.connect(self.begin)
        self.look.clicked.connect(self._look)
        self.branch.clicked.connect(self._branch)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _: self._look())
        self.tornado.picked.connect(self.table.choose)

    # -- asking -----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Play the session again in a process of its own."""
        session = self._bridge.session
        path, branch, worlds = (
            session.journal.path, session.branch.id, int(self.worlds.currentData()),
        )  # fmt: skip
        if self._aside is None:
            self._aside = Aside(_serve_of, self)
            self._aside.told.connect(self._told)
            self._aside.failed.connect(
                lambda: self._rest(self.tr("The process that plays again has ended."))
            )
        self._begun, self._warned = time.monotonic(), ""
        self.go.setEnabled(False)
        self.progress.setMaximum(0)
        self.progress.show()
        self.state.say(self.tr("Playing again …"))
        self._aside.ask(lambda: (path, branch, worlds))

    def _told(self, answer: tuple[str, Any]) -> None:
        kind, what = answer
        if kind == "part":
            done, of = what
            self.progress.setMaximum(of)
            self.progress.setValue(done)
            left = (time.monotonic() - self._begun) / max(done, 1) * (of - done)
            words = self.tr("{share} % played again; about {left} s left")
            told = words.format(share=number(100 * done / max(of, 1)), left=number(left))
            self.state.say(f"{self._warned} {told}".strip())
        elif kind == "warned":
            self._warned = sentence(str(what))
            self.state.say(self._warned)
        elif kind == "found":
            self.show_effects(what)
        else:
            self._rest(sentence(str(what)))

    def show_effects(self, effects: Effects) -> None:
        """Show what was found."""
        self.effects = effects
        words = self.tr("{count} acts and seats left out, each in {worlds} worlds of equal luck.")
        told = words.format(count=len(effects.omissions), worlds=effects.worlds)
        if not effects.faithful:
            told += " " + self.tr("Rules have changed since this was played: what follows is about "
                                  "the session as today's rules have it.")  # fmt: skip
        self._rest(told)
        self._count_by_measure(effects)
        self._show()

    def _count_by_measure(self, effects: Effects) -> None:
        """Say beside each measure how many acts moved it; go to the one that most did."""
        counts = moved_by_measure(effects)
        for index in range(self.measure.count()):
            name = str(self.measure.itemData(index))
            self.measure.setItemText(index, f"{measure_titles()[name]} ({counts[name]})")
        most = max(counts, key=lambda name: counts[name])
        if not self._asked_for and counts[most]:
            with QSignalBlocker(self.measure):
                self.measure.setCurrentIndex(self.measure.findData(most))

    def _rest(self, words: str) -> None:
        self.progress.hide()
        self.state.say(words)
        self.go.setEnabled(True)
        self._chosen(self.table.current())
        if self._aside is not None:
            self._aside.rest()

    def _ask_for(self) -> None:
        """Keep to the measure that somebody has chosen."""
        self._asked_for = True

    # -- showing ----------------------------------------------------------------------------------

    def _show(self) -> None:
        if self.effects is None:
            return
        rows = effect_rows(self.effects, str(self.measure.currentData()))
        self.tornado.show_rows(rows)
        self.table.show_rows(rows)
        clear = sum(not row.noise for row in rows)
        words = self.tr("{clear} of {all} moved this measure beyond noise.")
        self.note.say(words.format(clear=clear, all=len(rows)) + " " + pair_words(
            self.effects, str(self.measure.currentData())))  # fmt: skip
        told = [f"{row.title}: {signed(row.mean, 2)}" for row in rows[:MOST_BARS] if not row.noise]
        self.tornado.setAccessibleDescription("; ".join(told) or self.tr("nothing beyond noise"))
        measure = measure_titles()[str(self.measure.currentData())]
        self.weighed.emit({
            row.first: f"{measure}: {signed(row.mean, 2)}"
            for row in rows if not row.noise and len(row.entries) == 1
        })  # fmt: skip

    def _chosen(self, row: EffectRow | None) -> None:
        self.tornado.choose(-1 if row is None else row.number)
        self.look.setEnabled(row is not None)
        self.branch.setEnabled(row is not None and self._bridge.session.branches.writable)

    def _look(self) -> None:
        row = self.table.current()
        if row is not None:
            self.looked.emit(row.first)

    def _branch(self) -> None:
        from tabletop.ui.reason import ReasonDialog

        row = self.table.current()
        if row is None:
            return
        name = self.tr("without {}").format(row.title)[:60]
        ReasonDialog(
            self.tr("Branch without it"), self.tr("Under which name is the branch kept?"),
            lambda given, _: self.branch_without(row, given), given=name, parent=self,
        ).open()  # fmt: skip

    def branch_without(self, row: EffectRow, name: str) -> None:
        """Play the branch without an act, in a thread, and say what became of it."""
        from tabletop.ui.working import Work

        session, by = self._bridge.session, self._bridge.seat

        def play(tell: Tell) -> Without:
            from tabletop.analysis.mattered.without import branch_without

            return branch_without(session, row.entries, name, by, tell)

        self.branch.setEnabled(False)
        self.state.say(self.tr("Playing the branch …"))
        work = Work(play, self)
        work.done.connect(self._branched)
        work.failed.connect(partial(self._branch_failed))
        work.start()

    def _branched(self, found: Without) -> None:
        words = self.tr("The branch “{name}” is in the session: see Debrief ▸ Branches.")
        told = words.format(name=found.branch.name)
        if found.refused:
            lost = self.tr("{count} acts were no longer lawful: entries {entries}.")
            entries = ", ".join(str(seq) for seq, _ in found.refused[:8])
            told += " " + lost.format(count=len(found.refused), entries=entries)
        self._rest(told)

    def _branch_failed(self, fault: Exception) -> None:
        from tabletop.session.journal import JournalFault
        from tabletop.session.refused import Refused

        if isinstance(fault, Refused):
            self._rest(f"{sentence(fault.reason)} {sentence(fault.remedy)}".strip())
        elif isinstance(fault, JournalFault):
            self._rest(str(fault))
        else:
            raise fault

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the process and say that the window goes away."""
        if self._aside is not None:
            self._aside.stop()
        self.weighed.emit({})
        self.closed.emit()
        super().closeEvent(event)


def _serve_of() -> Serve:
    from tabletop.analysis.mattered.serving import serve

    return serve
