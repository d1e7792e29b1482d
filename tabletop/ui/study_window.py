"""What windows on long studies have in common: a question, a process beside the desk, a result."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.aside import Aside, Serve
from tabletop.ui.explore_model import time_words
from tabletop.ui.flow import FlowLayout
from tabletop.ui.later import Later
from tabletop.ui.panels.panel import Say, button, fit_dialog
from tabletop.ui.translating import sentence


class StudyWindow(QWidget):
    """A page with a question, and in its place the result once there is one.

    What is asked goes to a process beside the desk, which ends with the window. ``closed`` says
    that the window goes away.
    """

    closed = Signal()

    def __init__(self, title: str, folder: Path, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._aside: Aside | None = None
        self._begun = 0.0
        self.at_work = False
        self.out, self.command = QLineEdit(str(free_folder(folder / name))), QLineEdit()
        self.command.setReadOnly(True)
        self.choose = button(self.tr("&Where…"), self.tr("Choose where the result is kept."))
        self.copy = button(self.tr("&Copy"), self.tr("Copy the command."))
        self.go = button(self.tr("&Begin"), self.tr("Play it; the desk stays usable meanwhile."))
        self.stop_it = button(self.tr("&Stop"), self.tr("Stop now; nothing of it is kept."))
        self.anew = button(self.tr("&New question"), self.tr("Go back to the question."))
        self.progress, self.state, self.size_of = QProgressBar(), Say(), Say()
        self.asked_page, self.book = QWidget(), QStackedWidget()
        self.result_page: QWidget | None = None
        self._more: tuple[QWidget, ...] = ()

    def lay_out(self, question: Callable[[], QWidget], note: str, *more: QWidget) -> None:
        """Put the window together around a question, which is made when the window is seen.

        ``more`` buttons go to the others.
        """
        self.question = Later(question)
        self.question.made.connect(self.show_question)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.question)
        grid = QGridLayout()
        for row, (words, line, beside) in enumerate((
            (self.tr("Result"), self.out, self.choose),
            (self.tr("As a command"), self.command, self.copy),
        )):  # fmt: skip
            label = QLabel(words)
            label.setBuddy(line)
            line.setAccessibleName(words)
            grid.addWidget(label, row, 0)
            grid.addWidget(line, row, 1)
            grid.addWidget(beside, row, 2)
        column = QVBoxLayout(self.asked_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area, 1)
        column.addLayout(grid)
        column.addWidget(self.size_of)
        self.book.addWidget(self.asked_page)
        below = QWidget()
        row_below = FlowLayout(below, 0, 8)
        self._more = more
        for one in (self.go, self.stop_it, *more, self.anew):
            row_below.addWidget(one)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.progress.hide()
        self.stop_it.setEnabled(False)
        self.anew.setEnabled(False)
        whole = QVBoxLayout(self)
        whole.addWidget(self.book, 1)
        whole.addWidget(self.progress)
        whole.addWidget(self.state)
        whole.addWidget(below)
        whole.addWidget(Say(note, dim=True))
        self.go.clicked.connect(self._begin)
        self.stop_it.clicked.connect(self.halt)
        self.anew.clicked.connect(self._ask_anew)
        self.choose.clicked.connect(self._choose)
        self.copy.clicked.connect(self._copy)
        self.out.textChanged.connect(self.show_question)
        fit_dialog(self, 160, 44)
        self.go.setFocus()

    # -- what a study says ------------------------------------------------------------------------

    def show_question(self) -> None:
        """Say the question as a command, and how large it is."""
        raise NotImplementedError

    def _begin(self) -> None:
        _ = self.question.page  # somebody may be quicker than it
        self.begin()

    def begin(self) -> None:
        """Ask the question."""
        raise NotImplementedError

    def heard(self, kind: str, what: Any) -> None:
        """Show an answer that is neither progress nor a fault."""
        raise NotImplementedError

    @staticmethod
    def serve() -> Serve:
        """Return what serves the questions in a process of its own; called in a thread."""
        raise NotImplementedError

    # -- asking -----------------------------------------------------------------------------------

    def ask(self, question: object, words: str) -> None:
        """Ask the process beside the desk, and say what is being done."""
        if self._aside is None:
            self._aside = Aside(self.serve, self, crew=True)
            self._aside.told.connect(self._told)
            self._aside.failed.connect(
                lambda: self.rest(self.tr("The process of the study has ended."))
            )
        self._begun = time.monotonic()
        self.at_work = True
        self.state.say(words)
        self.progress.setMaximum(0)
        self.progress.show()
        self.asked_page.setEnabled(False)
        for one in (self.go, self.anew, *self._more):
            one.setEnabled(False)
        self.stop_it.setEnabled(True)
        self._aside.ask(lambda: question)

    def _told(self, answer: tuple[str, Any]) -> None:
        kind, what = answer
        if kind == "part":
            self._progress(*what)
        elif kind == "fault":
            said = sentence(str(what))
            self.rest(said if said.endswith(".") else f"{said}.")
        else:
            self.heard(kind, what)

    def _progress(self, done: int, of: int, doing: str = "") -> None:
        self.progress.setMaximum(of)
        self.progress.setValue(done)
        if not done:
            words = self.tr("{done} of {of} parts; {doing}") if doing else (
                self.tr("{done} of {of} parts"))  # fmt: skip
            self.state.say(words.format(done=done, of=of, doing=sentence(doing)))
            return
        left = (time.monotonic() - self._begun) / done * (of - done)
        words = self.tr("{done} of {of} parts; about {left} left")
        if doing:
            words = self.tr("{done} of {of} parts; about {left} left; {doing}")
        self.state.say(words.format(done=done, of=of, left=time_words(left),
                                    doing=sentence(doing)))  # fmt: skip

    def halt(self) -> None:
        """Stop at once."""
        if self._aside is not None:
            self._aside.stop()
        self.rest(self.tr("Stopped. Nothing of it is kept."))

    def rest(self, words: str) -> None:
        """Say how it ended, and be ready for another question."""
        self.at_work = False
        self.progress.hide()
        self.state.say(words)
        self.asked_page.setEnabled(True)
        self.go.setEnabled(self.result_page is None)
        self.anew.setEnabled(self.result_page is not None)
        self.stop_it.setEnabled(False)
        for one in self._more:
            one.setEnabled(True)
        if self._aside is not None:
            self._aside.rest()

    def show_page(self, page: QWidget) -> None:
        """Show a result in the place of the question."""
        self._drop()
        area = QScrollArea()  # with large letters it may be higher than the screen
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(page)
        self.result_page = area
        self.book.addWidget(area)
        self.book.setCurrentWidget(area)

    def _drop(self) -> None:
        if self.result_page is not None:
            self.book.removeWidget(self.result_page)
            self.result_page.deleteLater()
            self.result_page = None

    def _ask_anew(self) -> None:
        self._drop()
        self.out.setText(str(free_folder(Path(self.out.text()))))
        self.rest("")

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("A folder for the result"), str(Path(self.out.text()).parent)
        )
        if folder:
            self.out.setText(str(free_folder(Path(folder) / Path(self.out.text()).name)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())
        self.state.say(self.tr("The command is copied."))

    # -- the window -------------------------------------------------------------------------------

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


def free_folder(path: Path) -> Path:
    """Return a folder that is not there yet, or is empty, with a number where needed."""
    found, count = path, 1
    while found.exists() and (not found.is_dir() or any(found.iterdir())):
        count += 1
        found = path.with_name(f"{path.name} {count}")
    return found
