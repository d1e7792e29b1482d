"""The dialog that writes the after-action report and the data of a session into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from tabletop.analysis.report_writing import DATA, DOCUMENTS, Order, Wish
from tabletop.ui.aside import Aside, Serve
from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.panel import Say, Title, button, fit_dialog
from tabletop.ui.translating import sentence

if TYPE_CHECKING:
    from tabletop.session.session import Session

AT_FIRST = ("pdf", "docx", "xlsx")
WORLDS = 64
"""Worlds in which the session is played again for what mattered, as on the command line."""


class ReportDialog(QDialog):
    """Asks for formats and a folder, writes beside the desk and says how far it is.

    ``seq`` is the entry that is looked at: its map and GeoJSON can be asked for.  A process of its
    own works out what mattered and writes the files.
    """

    def __init__(self, session: Session, seq: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Report and exports"))
        self._session, self._seq = session, seq
        self._aside: Aside | None = None
        self._wish: Wish | None = None
        self._warned = ""
        self.written: Sequence[Path] = ()
        self.boxes = {name: QCheckBox(words) for name, words in {**DOCUMENTS, **DATA}.items()}
        for name in AT_FIRST:
            self.boxes[name].setChecked(True)
        path = session.journal.path
        self.folder = QLineEdit(str(path.with_name(f"{path.stem} – report")))
        self.folder.setAccessibleName(self.tr("Folder"))
        self.browse = button(self.tr("&Browse…"), self.tr("Choose another folder."))
        self.browse.clicked.connect(self._browse)
        self.anonymise = QCheckBox(self.tr("&Anonymise: no names of seats, no words of people"))
        words = self.tr("Map and GeoJSON of the &moment shown (entry {seq}), not of each turn")
        self.moment = QCheckBox(words.format(seq=seq))
        words = self.tr("&What mattered: play again without each act, {worlds} worlds for each")
        self.mattered = QCheckBox(words.format(worlds=WORLDS))
        self.mattered.setToolTip(self.tr("Takes a minute or more; it can be cancelled."))
        self.sensitive = QCheckBox(self.tr("&Sensitivity: put in the study of this folder"))
        self.sensitive.setToolTip(
            self.tr("Analysis ▸ Sensitivity, or the command line, has written it there.")
        )
        self.study = QLineEdit()
        self.study.setAccessibleName(self.tr("Folder of the study"))
        self.study.setPlaceholderText(self.tr("the folder in which study.json lies"))
        self.find_study = button(self.tr("C&hoose…"), self.tr("Choose the folder of a study."))
        self.find_study.clicked.connect(self._find_study)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.hide()
        self.said = Say()
        self.write = button(self.tr("&Write"), self.tr("Write the chosen files."))
        self.write.setDefault(True)
        self.write.clicked.connect(self.start)
        self.show_folder = button(self.tr("&Open the folder"))
        self.show_folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text()))
        )
        self.show_folder.hide()
        self.leave = button(self.tr("&Close"))
        self.leave.clicked.connect(self._leave)
        self._lay_out()
        for box in self.boxes.values():
            box.toggled.connect(self._check)
        self.sensitive.toggled.connect(self._check)
        for text in (self.folder, self.study):
            text.textChanged.connect(self._check)
        self._check()
        fit_dialog(self, 76, 26)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        for title, names in (
            (self.tr("The after-action report"), DOCUMENTS),
            (self.tr("Data: entries, states, MSEL, maps"), DATA),
        ):
            column.addWidget(Title(title))
            row = QWidget()
            flow = FlowLayout(row, 0, 12)
            for name in names:
                flow.addWidget(self.boxes[name])
            column.addWidget(row)
        column.addWidget(self.anonymise)
        column.addWidget(self.moment)
        column.addWidget(Title(self.tr("Findings that the report is to hold")))
        column.addWidget(self.mattered)
        column.addWidget(self.sensitive)
        line = QHBoxLayout()
        line.addWidget(self.study, 1)
        line.addWidget(self.find_study)
        column.addLayout(line)
        column.addWidget(Title(self.tr("Into the folder")))
        line = QHBoxLayout()
        line.addWidget(self.folder, 1)
        line.addWidget(self.browse)
        column.addLayout(line)
        column.addWidget(self.bar)
        column.addWidget(self.said)
        column.addStretch(1)
        last = QHBoxLayout()
        last.addStretch(1)
        for one in (self.show_folder, self.write, self.leave):
            last.addWidget(one)
        column.addLayout(last)

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder"), self.folder.text())
        if name:
            self.folder.setText(name)

    def _find_study(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, self.tr("Folder of the study"), self.study.text() or self.folder.text()
        )
        if name:
            self.study.setText(name)
            self.sensitive.setChecked(True)

    def formats(self) -> list[str]:
        """List the formats that are asked for."""
        return [name for name, box in self.boxes.items() if box.isChecked()]

    def wish(self) -> Wish:
        """Return what is asked for; findings only with a report that can hold them."""
        formats = tuple(self.formats())
        report = any(name in DOCUMENTS for name in formats)
        return Wish(
            Path(self.folder.text()), formats, self._seq if self.moment.isChecked() else None,
            self.anonymise.isChecked(), report and self.mattered.isChecked(),
            Path(self.study.text()) if report and self.sensitive.isChecked() else None,
        )  # fmt: skip

    def _check(self) -> None:
        busy = self.busy
        formats = self.formats()
        report = any(name in DOCUMENTS for name in formats)
        known = not (report and self.sensitive.isChecked()) or bool(self.study.text())
        self.write.setEnabled(not busy and known and bool(formats) and bool(self.folder.text()))
        for one in (self.mattered, self.sensitive, self.find_study):
            one.setEnabled(report and not busy)
        self.study.setEnabled(report and not busy and self.sensitive.isChecked())
        self.leave.setText(self.tr("&Cancel") if busy else self.tr("&Close"))

    @property
    def busy(self) -> bool:
        """Whether something is being worked out or written."""
        return self._wish is not None

    # -- writing ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin; the dialog tells how far it is and can cancel it."""
        wish = self._wish = self.wish()
        self._warned = ""
        self.bar.setRange(0, 0)
        self.bar.show()
        self.said.say(self.tr("Reading the record…"))
        self.show_folder.hide()
        self._check()
        journal, branch = self._session.journal, self._session.branch.id
        order = Order(journal.path, branch, wish, WORLDS)
        self._aside = Aside(_serve_of, self)
        self._aside.told.connect(self._told)
        self._aside.failed.connect(
            lambda: self._rest(self.tr("The process that writes the report has ended."))
        )
        self._aside.ask(lambda: order)

    def _told(self, answer: tuple[str, Any]) -> None:
        kind, what = answer
        if kind == "played":
            self._step(*what)
            self.said.say(f"{self._warned} {self.tr('Playing again …')}".strip())
        elif kind == "part":
            doing, done, steps = what
            self._step(done, steps)
            self.said.say(self.tr("Writing: {what}").format(what=doing))
        elif kind == "warned":
            self._warned = sentence(str(what))
        elif kind == "written":
            self._done(what)
        elif kind == "unwritable":
            words = self.tr("{path} cannot be written: {why}.")
            self._rest(words.format(path=what[0], why=what[1]))
        else:
            self._rest(sentence(str(what)))

    def _step(self, done: int, steps: int) -> None:
        self.bar.setRange(0, max(1, steps))
        self.bar.setValue(done)

    def _done(self, paths: Sequence[Path]) -> None:
        self.written = paths
        words = self.tr("{count} files are written: {names}")
        names = ", ".join(path.name for path in paths[:8]) + (" …" if len(paths) > 8 else "")
        self.show_folder.show()
        self._rest(words.format(count=len(paths), names=names))

    def _rest(self, words: str) -> None:
        """Say what came of it; something else can be asked for."""
        self._end_aside()
        self._wish = None
        self.bar.hide()
        self.said.say(words)
        self._check()

    def _end_aside(self) -> None:
        if self._aside is not None:
            self._aside.stop()
            self._aside.deleteLater()
            self._aside = None

    def _cancel(self) -> None:
        self._rest(self.tr("Cancelled. What was written before is whole."))

    def _leave(self) -> None:
        if self.busy:
            self._cancel()
        else:
            self.reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Want nothing more."""
        self._cancel()
        super().closeEvent(event)

    def reject(self) -> None:
        """Close, and want nothing more."""
        self._cancel()
        super().reject()


def _serve_of() -> Serve:
    from tabletop.analysis.report_writing import serve

    return serve
