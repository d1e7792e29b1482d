"""The dialog that writes the after-action report and the data of a session into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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

from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.panel import Say, Title, button, fit_dialog
from tabletop.ui.working import Tell, Work

if TYPE_CHECKING:
    from tabletop.session.session import Session

DOCUMENTS = {"pdf": "PDF", "docx": "Word (DOCX)", "html": "HTML", "md": "Markdown"}
DATA = {"xlsx": "MSEL (XLSX)", "csv": "CSV", "jsonl": "JSON Lines", "parquet": "Parquet",
        "geojson": "GeoJSON", "svg": "SVG", "png": "PNG"}  # fmt: skip
AT_FIRST = ("pdf", "docx", "xlsx")


class ReportDialog(QDialog):
    """Asks for formats and a folder, writes beside the desk and says how far it is.

    ``seq`` is the entry that is looked at: its map and GeoJSON can be asked for.
    """

    def __init__(self, session: Session, seq: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Report and exports"))
        self._session, self._seq = session, seq
        self.work: Work | None = None
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
        self.folder.textChanged.connect(self._check)
        self._check()
        fit_dialog(self, 76, 22)

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

    def formats(self) -> list[str]:
        """List the formats that are asked for."""
        return [name for name, box in self.boxes.items() if box.isChecked()]

    def _check(self) -> None:
        busy = self.work is not None
        self.write.setEnabled(not busy and bool(self.formats()) and bool(self.folder.text()))
        self.leave.setText(self.tr("&Cancel") if busy else self.tr("&Close"))

    # -- writing ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to write; the dialog tells how far it is and can cancel it."""
        session, formats, folder = self._session, self.formats(), Path(self.folder.text())
        moment = self._seq if self.moment.isChecked() else None
        hidden = self.anonymise.isChecked()

        def write(tell: Tell) -> Sequence[Path]:
            with session.open_branch(session.branch.id) as own:
                return written(own, folder, formats, moment, hidden, tell)

        self.work = Work(write, self)
        self.work.moved.connect(self._moved)
        self.work.done.connect(self._done)
        self.work.failed.connect(self._failed)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.said.say(self.tr("Reading the record…"))
        self.show_folder.hide()
        self._check()
        self.work.start()

    def _moved(self, what: str, done: int, steps: int) -> None:
        self.bar.setRange(0, max(1, steps))
        self.bar.setValue(done)
        self.said.say(self.tr("Writing: {what}").format(what=what))

    def _done(self, paths: Sequence[Path]) -> None:
        self.work, self.written = None, paths
        self.bar.hide()
        words = self.tr("{count} files are written: {names}")
        names = ", ".join(path.name for path in paths[:8]) + (" …" if len(paths) > 8 else "")
        self.said.say(words.format(count=len(paths), names=names))
        self.show_folder.show()
        self._check()

    def _failed(self, fault: BaseException) -> None:
        from tabletop.analysis.typesetting import TypesettingFault

        self.work = None
        self.bar.hide()
        self._check()
        if isinstance(fault, OSError):
            words = self.tr("{path} cannot be written: {why}.")
            self.said.say(words.format(path=fault.filename, why=fault.strerror))
        elif isinstance(fault, TypesettingFault):
            self.said.say(str(fault))
        else:
            raise fault

    def _leave(self) -> None:
        if self.work is None:
            self.reject()
            return
        self.work.cancel()
        self.work = None
        self.bar.hide()
        self.said.say(self.tr("Cancelled. What was written before is whole."))
        self._check()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Want nothing more."""
        if self.work is not None:
            self.work.cancel()
        super().closeEvent(event)

    def reject(self) -> None:
        """Close, and want nothing more."""
        if self.work is not None:
            self.work.cancel()
            self.work = None
        super().reject()


def written(
    session: Session, folder: Path, formats: Sequence[str], moment: int | None, hidden: bool,
    tell: Tell,
) -> Sequence[Path]:  # fmt: skip
    """Write the formats asked for of a session into a folder; returns the paths.

    Raises ``OSError`` and ``TypesettingFault`` when that cannot be done, and whatever ``tell``
    raises.
    """
    from tabletop.analysis.export import write_exports
    from tabletop.analysis.export.anonymous import anonymous
    from tabletop.analysis.export.edited import set_aside_edited
    from tabletop.analysis.report import write_report

    replay, notes = session.replay, session.notes.all()
    name = session.journal.path.name
    if hidden:
        replay, notes = anonymous(replay, notes)
        name = ""
    documents = [one for one in formats if one in DOCUMENTS]
    data = [one for one in formats if one in DATA]
    found: list[Path] = []
    set_aside_edited(folder, formats)
    if documents:
        found += write_report(replay, folder, name, formats=documents, notes=notes,
                              anonymous=hidden, tell=tell)  # fmt: skip
    if data:
        found += write_exports(replay, folder, formats=data, notes=notes, moment=moment, tell=tell)
    return found
