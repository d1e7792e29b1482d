"""The window of explorations: ask for one, watch it being played, and read what it says."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from tabletop.ui import explore_model as model
from tabletop.ui.aside import Aside, Serve
from tabletop.ui.explore_question import QuestionPage, free_path
from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.panel import Say, button, fit_dialog
from tabletop.ui.panels.words import number
from tabletop.ui.translating import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tabletop.analysis.explore.pace import Pace
    from tabletop.analysis.explore.serving import Shown
    from tabletop.ui.bridge import Replayer
    from tabletop.ui.explore_result import ResultPages

REST_MS = 500
"""How long the question rests before it is measured how long it takes."""


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
        self._folder = folder
        self._aside: Aside | None = None
        self._begun, self._kept = 0.0, -1
        self._at_work = False
        self.pages: ResultPages | None = None
        self.question = QuestionPage(bridge, folder)
        self.form = self.question.form
        self.go = button(self.tr("&Explore"), self.tr("Play all worlds; the desk stays usable."))
        self.stop_it = button(
            self.tr("&Stop"), self.tr("Stop now; exploring the same again goes on from here.")
        )
        self.read = button(self.tr("Open a &result…"), self.tr("Read a finished exploration."))
        self.anew = button(self.tr("&New exploration"), self.tr("Ask for another exploration."))
        self.progress, self.state, self.book = QProgressBar(), Say(), QStackedWidget()
        self._timer = QTimer(self, interval=REST_MS, singleShot=True)
        self._timer.timeout.connect(self._measure)
        self._lay_out()
        self._listen()
        fit_dialog(self, 170, 46)
        QTimer.singleShot(0, self, self.question.show_question)
        self.go.setFocus()

    # -- how it is made ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.book.addWidget(self.question)
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

    def _listen(self) -> None:
        self.question.told.connect(self.state.say)
        self.question.unmeasured.connect(self._timer.start)
        self.go.clicked.connect(self.explore)
        self.stop_it.clicked.connect(self.halt)
        self.read.clicked.connect(self._choose_file)
        self.anew.clicked.connect(self._ask_anew)

    # -- asking -----------------------------------------------------------------------------------

    def _measure(self) -> None:
        """Have it measured how long the chosen policies take, once for each."""
        if self._at_work or not self.isVisible():
            return
        try:
            asked = self.question.asked()
        except ValueError:
            return
        new = tuple(name for name in asked.policies if name not in self.question.paces)
        if new:
            self._send(lambda: ("pace", (asked, new)))

    def explore(self) -> None:
        """Begin; what an earlier, stopped exploration left in the file is used."""
        try:
            asked = self.question.asked()
        except ValueError as fault:
            self.state.say(str(fault))
            return
        self.begin(asked.out)

    def begin(self, out: Path) -> None:
        """Explore into a file; what an earlier, stopped exploration left there is used."""
        self.question.out.setText(str(out))
        self._begun, self._kept = time.monotonic(), -1
        asked = self.question.asked()
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
        self.question.show_question()

    def _send(self, make: Any) -> None:
        if self._aside is None:
            self._aside = Aside(_serve_of, self, crew=True)
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
        elif kind == "pace":
            self._paced(what)
        elif kind == "read":
            self.show_result(what)
        elif kind == "opened":
            self._rest(self.tr("The world is kept as {}.").format(what.name))
            self.debriefAsked.emit(what)
        else:
            self._rest(sentence(str(what)))

    def _paced(self, paces: Mapping[str, Pace]) -> None:
        self.question.paces |= paces
        if not self._at_work:
            if self._aside is not None:
                self._aside.rest()
            self.question.show_question()

    def _progress(self, done: int, of: int) -> None:
        if self._kept < 0:
            self._kept = done - 1  # what an earlier exploration had played costs no time now
        self.progress.setMaximum(of)
        self.progress.setValue(done)
        seconds = (time.monotonic() - self._begun) / (done - self._kept) * (of - done)
        words = self.tr("{done} of {of} parts; about {left} left")
        self.state.say(words.format(done=done, of=of, left=model.time_words(seconds)))

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
        self.question.take_a_free_file()
        self._rest("")

    def _working(self, words: str) -> None:
        self._at_work = True
        self.state.say(words)
        self.progress.setMaximum(0)
        self.progress.show()
        self.question.setEnabled(False)
        for one in (self.go, self.read, self.anew):
            one.setEnabled(False)
        self.stop_it.setEnabled(True)

    def _rest(self, words: str) -> None:
        self._at_work = False
        self.progress.hide()
        self.state.say(words)
        self.question.setEnabled(True)
        self.go.setEnabled(self.pages is None)
        self.read.setEnabled(True)
        self.anew.setEnabled(self.pages is not None)
        self.stop_it.setEnabled(False)
        if self._aside is not None:
            self._aside.rest()

    # -- the window -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Measure how long the question takes once somebody looks at it."""
        super().showEvent(event)
        self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the process and say that the window goes away."""
        self._timer.stop()
        if self._aside is not None:
            self._aside.stop()
        self.closed.emit()
        super().closeEvent(event)


def _serve_of() -> Serve:
    from tabletop.analysis.explore.serving import serve

    return serve
