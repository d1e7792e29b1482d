"""The page of the start window on which a new exercise is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QIntValidator, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.preferences import Preferences, new_session_path
from tabletop.ui.start_model import ScenarioRow
from tabletop.ui.start_picture import Picture
from tabletop.ui.start_sessions import FILTER

USUAL = "reassurance-force"
"""The scenario that is chosen when the window opens, where there is one of this name."""
LARGEST_SEED = 2**31 - 1
ICON = QSize(112, 63)
"""Size of the pictures in the list at the normal text size, in pixels."""


class NewExercise(QWidget):
    """Chooses a scenario, the seed of chance and where to save."""

    beginAsked = Signal(str, object, object)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.scenarios: list[ScenarioRow] = []
        self._pictures: dict[str, QPixmap] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Scenarios"))
        self.setFocusProxy(self.list)
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemActivated.connect(lambda _: self.begin())
        self.picture = Picture()
        self.summary, self.facts = QLabel(), QLabel()
        for label in (self.summary, self.facts):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.seed = QLineEdit()
        self.seed.setValidator(QIntValidator(0, LARGEST_SEED, self))
        self.seed.setAccessibleName(self.tr("Seed of chance"))
        self.seed.setToolTip(self.tr("The same seed and the same acts give the same exercise."))
        self.where = QLineEdit()
        self.where.setAccessibleName(self.tr("Session file"))
        self.start = QPushButton(self.tr("&Begin the exercise"))
        self.start.setDefault(True)
        self.start.clicked.connect(self.begin)
        for line in (self.seed, self.where):
            line.returnPressed.connect(self.begin)
        self._lay_out()
        self.fit()

    def _lay_out(self) -> None:
        browse = QPushButton(self.tr("&Change…"))
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.addWidget(self.where, 1)
        place.addWidget(browse)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.tr("S&eed of chance"), self.seed)
        named = QLabel(self.tr("Session &file"))
        named.setBuddy(self.where)
        form.addRow(named, place)
        text = QWidget()
        reading = QVBoxLayout(text)
        reading.addWidget(self.picture)
        reading.addWidget(self.summary)
        reading.addWidget(self.facts, 1)
        scroll = QScrollArea()
        scroll.setWidget(text)
        scroll.setWidgetResizable(True)
        right = QVBoxLayout()
        right.addWidget(scroll, 1)
        right.addLayout(form)
        right.addWidget(self.start)
        row = QHBoxLayout(self)
        row.addWidget(self.list, 2)
        row.addLayout(right, 4)

    def fit(self) -> None:
        """Give the pictures of the list a size that goes with the text."""
        unit = self.fontMetrics().height() / 15
        self.list.setIconSize(ICON * min(max(unit, 1.0), 1.6))

    def show_scenarios(self, rows: list[ScenarioRow]) -> None:
        """List scenarios."""
        self.scenarios = rows
        self.list.clear()
        blank = QPixmap(ICON)
        blank.fill(self.palette().alternateBase().color())
        for row in rows:
            self.list.addItem(
                QListWidgetItem(QIcon(self._pictures.get(row.name, blank)), row.title)
            )
        usual = next((i for i, row in enumerate(rows) if row.name == USUAL), 0)
        self.list.setCurrentRow(usual)

    def put_scenario(self, row: ScenarioRow) -> None:
        """Take in what was read of a scenario that is listed already."""
        for i, old in enumerate(self.scenarios):
            if old.name == row.name:
                self.scenarios[i] = row
                self.list.item(i).setText(row.title)
                if i == self.list.currentRow():
                    self._show(i)

    def wanted(self) -> list[str]:
        """List the scenarios that have a picture; the one that is chosen comes first."""
        here = self.list.currentRow()
        rows = [*self.scenarios[here : here + 1], *self.scenarios]
        return list(dict.fromkeys(row.name for row in rows if not row.fault))

    def show_picture(self, name: str, picture: QPixmap) -> None:
        """Show the picture of a scenario."""
        self._pictures[name] = picture
        for i, row in enumerate(self.scenarios):
            if row.name == name:
                self.list.item(i).setIcon(QIcon(picture))
                if i == self.list.currentRow():
                    self.picture.show_picture(picture, row.title)

    def _show(self, index: int) -> None:
        if not 0 <= index < len(self.scenarios):
            return
        row = self.scenarios[index]
        self.start.setEnabled(bool(row.turns) and not row.fault)
        self.picture.show_picture(self._pictures.get(row.name, QPixmap()), row.title)
        self.picture.setVisible(not row.fault)
        if row.fault:
            self.summary.setText(self.tr("This scenario is at fault and cannot be played."))
            self.facts.setText(row.fault)
            return
        if not row.turns:
            self.summary.setText(self.tr("This scenario is being read …"))
            self.facts.setText("")
            return
        self.summary.setText(row.summary)
        first = QDate.fromString(row.start_date, Qt.DateFormat.ISODate)
        begins = QLocale().toString(first, "d MMMM yyyy")
        self.facts.setText("\n".join((
            self.tr("{turns} turns of {days} days from {begins}").format(
                turns=row.turns, days=row.turn_days, begins=begins),
            self.tr("{actors} actors, {seats} seats, {injects} injects").format(
                actors=row.actors, seats=row.seats, injects=row.injects),
            row.marking,
        )))  # fmt: skip
        self.seed.setText(str(row.seed))
        self.where.setText(str(new_session_path(row.title, self._preferences.folder)))

    def _browse(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Session file"), self.where.text(), self.tr("Sessions") + f" ({FILTER})"
        )
        if path:
            self.where.setText(path if path.endswith(".ttx") else path + ".ttx")

    def begin(self) -> None:
        """Ask for the chosen exercise."""
        index = self.list.currentRow()
        if self.start.isEnabled() and 0 <= index < len(self.scenarios):
            row = self.scenarios[index]
            seed = int(self.seed.text()) if self.seed.text() else None
            self.beginAsked.emit(row.name, seed, Path(self.where.text()))
