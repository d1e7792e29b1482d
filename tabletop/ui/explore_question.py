"""The page that asks an exploration: the form, the file, the command, and how long it takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from tabletop.ui import explore_model as model
from tabletop.ui.explore_form import ExploreForm
from tabletop.ui.panels.panel import Say, button

if TYPE_CHECKING:
    from tabletop.analysis.explore.asking import Asked
    from tabletop.analysis.explore.pace import Pace
    from tabletop.ui.bridge import Replayer

END = ".parquet"


class QuestionPage(QWidget):
    """A question with all that can be told of it before it is asked.

    ``told`` carries a sentence; ``unmeasured`` says that it is not known yet how long a policy
    takes, which is put into ``paces``.
    """

    told = Signal(str)
    unmeasured = Signal()

    def __init__(self, bridge: Replayer, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.paces: dict[str, Pace] = {}
        self.form = ExploreForm(bridge)
        self.out, self.command = QLineEdit(), QLineEdit()
        self.out.setText(str(free_path(folder / f"exploration{END}")))
        self.command.setReadOnly(True)
        self.choose = button(self.tr("&Where…"), self.tr("Choose where the result is kept."))
        self.copy = button(self.tr("&Copy"), self.tr("Copy the command."))
        self.size_of = Say()
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form, 1)
        column.addLayout(grid)
        column.addWidget(self.size_of)
        self.form.changed.connect(self.show_question)
        self.form.told.connect(self.told)
        self.out.textChanged.connect(self.show_question)
        self.choose.clicked.connect(self._choose)
        self.copy.clicked.connect(self._copy)

    def asked(self) -> Asked:
        """Return what is asked for; raises ``ValueError`` with a sentence when it is nothing."""
        return self.form.asked(self._out())

    def _out(self) -> Path:
        path = Path(self.out.text().strip() or str(self._folder / f"exploration{END}"))
        return path if path.suffix == END else path.with_name(path.name + END)

    def take_a_free_file(self) -> None:
        """Name a file at which nothing lies yet."""
        self.out.setText(str(free_path(self._out())))

    def show_question(self) -> None:
        """Say the question as a command, how large it is, and how long it will take."""
        try:
            asked = self.asked()
        except ValueError as fault:
            self.command.clear()
            self.size_of.say(str(fault))
            return
        from tabletop.analysis.explore.asking import count_cells
        from tabletop.analysis.explore.pace import seconds

        self.command.setText(self.form.command(asked))
        self.command.setCursorPosition(0)
        cells = count_cells(len(asked.policies), asked.varied, asked.initial)
        left = seconds(self.paces, asked.policies, cells, asked.runs, asked.turns, asked.workers)
        told = model.size_words(cells, asked.runs, asked.turns, left, asked.workers)
        if asked.out.with_name(asked.out.name + ".parts").is_dir():
            told += " " + self.tr("An exploration into this file was begun before: the same one "
                                  "goes on from there.")  # fmt: skip
        self.size_of.say(told)
        if left is None:
            self.unmeasured.emit()

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Where the result is kept"), self.out.text(), f"*{END}",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            self.out.setText(name)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())
        self.told.emit(self.tr("The command is copied."))


def free_path(path: Path) -> Path:
    """Return a path at which nothing lies yet, with a number where needed."""
    found, count = path, 1
    while found.exists():
        count += 1
        found = path.with_name(f"{path.stem} ({count}){path.suffix}")
    return found
