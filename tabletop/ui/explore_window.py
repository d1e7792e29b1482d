"""The window of explorations: ask for one, watch it being played, and read what it says."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QProgressBar,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui import explore_model as model
from tabletop.ui.aside import Aside
from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.panel import Say, button, fit_dialog
from tabletop.ui.panels.words import number
from tabletop.ui.translating import sentence

if TYPE_CHECKING:
    from tabletop.analysis.explore.serving import Asked, Shown
    from tabletop.ui.bridge import Replayer
    from tabletop.ui.explore_result import ResultPages

RUNS = (100, 300, 1000, 3000, 10_000)


class ExploreWindow(QWidget):
    """Scenario or moment × policies × variations × worlds, and the result.

    ``closed`` says that it goes away; ``debriefAsked`` carries the path of a world that was opened.
    """

    closed = Signal()
    debriefAsked = Signal(object)

    def __init__(self, bridge: Replayer, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Explore – {}").format(bridge.world.scenario.title))
        self._bridge, self._folder = bridge, folder
        self._aside: Aside | None = None
        self._begun = 0.0
        self._out = Path()
        self.pages: ResultPages | None = None
        self.start, self.runs, self.turns, self.seed = (
            QComboBox(), QComboBox(), QSpinBox(), QSpinBox(),
        )  # fmt: skip
        self.policies = [QCheckBox(name.replace("_", " ")) for name in model.POLICIES]
        self.entry, self.amounts = QComboBox(), QLineEdit()
        self.go = button(self.tr("&Explore"), self.tr("Play all worlds; the desk stays usable."))
        self.stop_it = button(
            self.tr("&Stop"), self.tr("Stop now; exploring the same again goes on from here.")
        )
        self.read = button(self.tr("Open a &result…"), self.tr("Read a finished exploration."))
        self.anew = button(self.tr("&New exploration"), self.tr("Ask for another exploration."))
        self.progress, self.state, self.book = QProgressBar(), Say(), QStackedWidget()
        self._fill()
        self._lay_out()
        fit_dialog(self, 170, 46)
        self.go.setFocus()

    # -- how it is made ---------------------------------------------------------------------------

    def _fill(self) -> None:
        world, scenario = self._bridge.world, self._bridge.world.scenario
        self.start.addItem(self.tr("The start of the scenario"), False)
        if self._bridge.seq:
            words = self.tr("The moment on screen: entry {seq}, turn {turn}")
            turn = self._bridge.moment().turn
            self.start.addItem(words.format(seq=self._bridge.seq, turn=turn), True)
        for runs in RUNS:
            self.runs.addItem(self.tr("{} worlds in each cell").format(number(runs)), runs)
        self.runs.setCurrentIndex(RUNS.index(300))
        self.turns.setRange(1, scenario.turns)
        self.turns.setValue(scenario.turns)
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(min(self._bridge.session.seed, 2**31 - 1))
        for box, name in zip(self.policies, model.POLICIES, strict=True):
            box.setChecked(name in ("hold", "staff"))
        self.entry.addItem(self.tr("nothing is varied"), "")
        for entry, value in world.doctrine:
            words = self.tr("{title} (now {value}; {low} to {high})")
            self.entry.addItem(words.format(
                title=entry.name.replace("_", " "), value=f"{value:g}", low=f"{entry.low:g}",
                high=f"{entry.high:g}"), entry.name)  # fmt: skip
        self.entry.currentIndexChanged.connect(self._propose)
        self.amounts.setPlaceholderText(self.tr("values, set apart by spaces"))
        self.amounts.setEnabled(False)

    def _propose(self) -> None:
        name = str(self.entry.currentData())
        self.amounts.setEnabled(bool(name))
        found = next((e for e, _ in self._bridge.world.doctrine if e.name == name), None)
        ends = "" if found is None else f"{found.low:g} {found.value:g} {found.high:g}"
        self.amounts.setText(ends)

    def _lay_out(self) -> None:
        form, asked = QFormLayout(), QWidget()
        boxes = QWidget()
        row = FlowLayout(boxes, 0, 12)
        for box in self.policies:
            row.addWidget(box)
        for name, widget in (
            (self.tr("From"), self.start), (self.tr("Who decides (a cell each)"), boxes),
            (self.tr("Assumption varied"), self.entry), (self.tr("Its values"), self.amounts),
            (self.tr("Worlds"), self.runs), (self.tr("Turns at most"), self.turns),
            (self.tr("Seed"), self.seed),
        ):  # fmt: skip
            widget.setAccessibleName(name)
            form.addRow(name, widget)
        column = QVBoxLayout(asked)
        column.addWidget(Say(self.tr(
            "Plays the same numbered worlds once for every policy and every value. The luck of a "
            "world is the same in every cell, so cells are compared world by world. For millions "
            "of worlds, or several processes, use tabletop explore.")))  # fmt: skip
        column.addLayout(form)
        column.addStretch(1)
        self.book.addWidget(asked)
        below = QWidget()
        buttons = FlowLayout(below, 0, 8)
        for one in (self.go, self.stop_it, self.read, self.anew):
            buttons.addWidget(one)
        self.progress.setAccessibleName(self.tr("Progress of the exploration"))
        self.progress.hide()
        self.stop_it.setEnabled(False)
        self.anew.setEnabled(False)
        whole = QVBoxLayout(self)
        whole.addWidget(self.book, 1)
        whole.addWidget(self.progress)
        whole.addWidget(self.state)
        whole.addWidget(below)
        whole.addWidget(Say(self.tr("Not a prediction: these are worlds of a coarse model."),
                            dim=True))  # fmt: skip
        self.go.clicked.connect(self.explore)
        self.stop_it.clicked.connect(self.halt)
        self.read.clicked.connect(self._choose_file)
        self.anew.clicked.connect(self._ask_anew)

    # -- asking -----------------------------------------------------------------------------------

    def asked(self) -> Asked:
        """Return what is asked for; raises ``ValueError`` with a sentence when it is nothing."""
        from tabletop.analysis.explore.serving import Asked

        policies = tuple(n for b, n in zip(self.policies, model.POLICIES, strict=True)
                         if b.isChecked())  # fmt: skip
        if not policies:
            raise ValueError(self.tr("Choose at least one who decides."))
        varied: tuple[tuple[str, tuple[float, ...]], ...] = ()
        if name := str(self.entry.currentData()):
            try:
                values = model.values_of(self.amounts.text())
            except ValueError:
                raise ValueError(self.tr("The values are numbers, set apart by spaces.")) from None
            if not values:
                raise ValueError(self.tr("Give at least one value of the assumption."))
            varied = ((name, values),)
        session = self._bridge.session
        at_moment = bool(self.start.currentData())
        return Asked(
            self._bridge.world.spec, session.journal.path if at_moment else None,
            session.branch.id, self._bridge.seq, policies, varied, int(self.runs.currentData()),
            self.turns.value(), self.seed.value(), self._out,
        )  # fmt: skip

    def explore(self) -> None:
        """Ask where the result goes, and begin."""
        try:
            self.asked()
        except ValueError as fault:
            self.state.say(str(fault))
            return
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Where the result is kept"), str(self._folder / "exploration.parquet"),
            "*.parquet", options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            path = Path(name)
            self.begin(
                path if path.suffix == ".parquet" else path.with_name(path.name + ".parquet")
            )

    def begin(self, out: Path) -> None:
        """Explore into a file; what an earlier, stopped exploration left there is used."""
        self._out, self._begun = out, time.monotonic()
        asked = self.asked()
        self._working(self.tr("Exploring …"))
        self._send(lambda: ("explore", asked))

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("A finished exploration"), str(self._folder), "*.parquet"
        )
        if name:
            self.open_result(Path(name))

    def open_result(self, path: Path) -> None:
        """Read a finished exploration and show it."""
        self._working(self.tr("Reading {} …").format(path.name))
        self._send(lambda: ("read", path))

    def open_world(self, cell: int, run: int) -> None:
        """Play a world of the result as a session beside it."""
        assert self.pages is not None
        source = self.pages.result.path
        out = free_path(source.with_name(f"{source.stem}, cell {cell}, world {run}.ttx"))
        self._working(self.tr("Playing world {} as a session …").format(run))
        self._send(lambda: ("open", (source, cell, run, out)))

    def halt(self) -> None:
        """Stop at once; what is done stays on the disk."""
        if self._aside is not None:
            self._aside.stop()
        self._rest(self.tr("Stopped. Exploring the same again into the same file goes on from "
                           "here."))  # fmt: skip

    def _send(self, make: Any) -> None:
        if self._aside is None:
            from tabletop.analysis.explore.serving import serve

            self._aside = Aside(serve, self)
            self._aside.told.connect(self._told)
            self._aside.failed.connect(
                lambda: self._rest(self.tr("The process of the exploration has ended."))
            )
        self._aside.ask(make)

    # -- answers ----------------------------------------------------------------------------------

    def _told(self, answer: tuple[str, Any]) -> None:
        kind, what = answer
        if kind == "part":
            self._progress(*what)
        elif kind == "read":
            self.show_result(what)
        elif kind == "opened":
            self._rest(self.tr("The world is kept as {}.").format(what.name))
            self.debriefAsked.emit(what)
        else:
            self._rest(sentence(str(what)))

    def _progress(self, done: int, of: int) -> None:
        self.progress.setMaximum(of)
        self.progress.setValue(done)
        seconds = (time.monotonic() - self._begun) / max(done, 1) * (of - done)
        words = self.tr("{done} of {of} parts; about {left} s left")
        self.state.say(words.format(done=done, of=of, left=number(seconds)))

    def show_result(self, result: Shown) -> None:
        """Show a finished exploration."""
        from tabletop.ui.explore_result import ResultPages

        self._drop_pages()
        self.pages = ResultPages(result)
        self.pages.opened.connect(self.open_world)
        self.book.addWidget(self.pages)
        self.book.setCurrentWidget(self.pages)
        words = self.tr("{title}: {worlds} worlds × {turns} turns. The result is {path}.")
        self._rest(words.format(
            title=result.title, worlds=number(result.runs * len(result.cells)),
            turns=result.turns, path=result.path.name,
        ))  # fmt: skip

    def _drop_pages(self) -> None:
        if self.pages is not None:
            self.book.removeWidget(self.pages)
            self.pages.deleteLater()
            self.pages = None

    def _ask_anew(self) -> None:
        self._drop_pages()
        self._rest("")

    def _working(self, words: str) -> None:
        self.state.say(words)
        self.progress.setMaximum(0)
        self.progress.show()
        for one in (self.go, self.read, self.anew):
            one.setEnabled(False)
        self.stop_it.setEnabled(True)

    def _rest(self, words: str) -> None:
        self.progress.hide()
        self.state.say(words)
        self.go.setEnabled(self.pages is None)
        self.read.setEnabled(True)
        self.anew.setEnabled(self.pages is not None)
        self.stop_it.setEnabled(False)
        if self._aside is not None:
            self._aside.rest()

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
        self.closed.emit()
        super().closeEvent(event)


def free_path(path: Path) -> Path:
    """Return a path at which nothing lies yet, with a number where needed."""
    found, count = path, 1
    while found.exists():
        count += 1
        found = path.with_name(f"{path.stem} ({count}){path.suffix}")
    return found
