"""The start window: begin a new exercise, resume a session, or debrief one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.preferences import Preferences, new_session_path
from tabletop.ui.start_model import ScenarioRow, SessionRow, scenario_rows, session_rows

FILTER = "*.ttx"
USUAL = "reassurance-force"
"""The scenario that is chosen when the window opens, where there is one of this name."""
LARGEST_SEED = 2**31 - 1


class StartWindow(QWidget):
    """Asks what to do.

    ``playAsked`` carries scenario, seed (None: its own) and path; ``resumeAsked`` and
    ``debriefAsked`` a path.
    """

    playAsked = Signal(str, object, object)
    resumeAsked = Signal(object)
    debriefAsked = Signal(object)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.setWindowTitle(self.tr("Ceasefire Tabletop"))
        title = QLabel(self.tr("Ceasefire Tabletop"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setBold(True)
        title.setFont(font)
        below = QLabel(self.tr("EXERCISE · a tool for seminars, not a prediction"))
        self.new = NewExercise()
        self.sessions = Sessions(preferences)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.new, self.tr("&New exercise"))
        self.tabs.addTab(self.sessions, self.tr("&Resume or debrief"))
        column = QVBoxLayout(self)
        column.addWidget(title)
        column.addWidget(below)
        column.addWidget(self.tabs, 1)
        self.new.beginAsked.connect(self.playAsked)
        self.sessions.resumeAsked.connect(self.resumeAsked)
        self.sessions.debriefAsked.connect(self.debriefAsked)
        self.refresh()
        if self.sessions.table.rowCount() and not self.new.scenarios:
            self.tabs.setCurrentWidget(self.sessions)
        unit = self.fontMetrics().height()
        area = self.screen().availableSize()
        self.resize(min(unit * 62, area.width()), min(unit * 40, area.height()))

    def refresh(self) -> None:
        """Read scenarios and sessions anew."""
        self.new.show_scenarios(scenario_rows())
        self.sessions.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys that mean something here."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class NewExercise(QWidget):
    """Chooses a scenario, the seed of chance and where to save."""

    beginAsked = Signal(str, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scenarios: list[ScenarioRow] = []
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Scenarios"))
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemActivated.connect(lambda _: self.begin())
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
        browse = QPushButton(self.tr("&Change…"))
        browse.clicked.connect(self._browse)
        self.start = QPushButton(self.tr("&Begin the exercise"))
        self.start.setDefault(True)
        self.start.clicked.connect(self.begin)
        for line in (self.seed, self.where):
            line.returnPressed.connect(self.begin)
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
        row.addLayout(right, 5)

    def show_scenarios(self, rows: list[ScenarioRow]) -> None:
        """List scenarios."""
        self.scenarios = rows
        self.list.clear()
        for row in rows:
            self.list.addItem(QListWidgetItem(row.title))
        usual = next((i for i, row in enumerate(rows) if row.name == USUAL), 0)
        self.list.setCurrentRow(usual)

    def _show(self, index: int) -> None:
        if not 0 <= index < len(self.scenarios):
            return
        row = self.scenarios[index]
        self.start.setEnabled(not row.fault)
        if row.fault:
            self.summary.setText(self.tr("This scenario is at fault and cannot be played."))
            self.facts.setText(row.fault)
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
        self.where.setText(str(new_session_path(row.title)))

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


class Sessions(QWidget):
    """Lists recent sessions with where they stand, and opens them or any file."""

    resumeAsked = Signal(object)
    debriefAsked = Signal(object)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.rows: list[SessionRow] = []
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels([
            self.tr("Session"), self.tr("Stands at"), self.tr("Entries"), self.tr("Last change"),
        ])  # fmt: skip
        self.table.setAccessibleName(self.tr("Recent sessions"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.itemActivated.connect(lambda _: self.resume())
        self.table.itemSelectionChanged.connect(self._choose)
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.resume_button = QPushButton(self.tr("Re&sume"))
        self.resume_button.clicked.connect(self.resume)
        self.debrief_button = QPushButton(self.tr("&Debrief"))
        self.debrief_button.clicked.connect(self.debrief)
        other = QPushButton(self.tr("&Open a file…"))
        other.clicked.connect(self._open_file)
        row = QHBoxLayout()
        for button in (self.resume_button, self.debrief_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(other)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(self.fault)
        column.addLayout(row)

    def refresh(self) -> None:
        """Read the recent sessions anew."""
        self.rows = session_rows(self._preferences.recent())
        self.table.setRowCount(len(self.rows))
        for i, row in enumerate(self.rows):
            for column, text in enumerate(self._texts(row)):
                item = QTableWidgetItem(text)
                item.setToolTip(row.fault or str(row.path))
                self.table.setItem(i, column, item)
        if self.rows:
            self.table.selectRow(0)
        self._choose()

    def _texts(self, row: SessionRow) -> tuple[str, str, str, str]:
        if row.fault:
            return row.path.stem, self.tr("cannot be read"), "", ""
        phases = {
            "planning": self.tr("before StartEx"), "brief": self.tr("brief"),
            "orders": self.tr("orders"), "adjudication": self.tr("adjudication"),
            "feedback": self.tr("feedback"), "ended": self.tr("ended"),
        }  # fmt: skip
        stands = phases.get(row.phase, row.phase)
        if row.turn:
            stands = self.tr("turn {turn}, {phase}").format(turn=row.turn, phase=stands)
        changed = ""
        if row.changed is not None:
            local = QDateTime.fromSecsSinceEpoch(int(row.changed.timestamp()))
            changed = QLocale().toString(local, QLocale.FormatType.ShortFormat)
        return row.path.stem, stands, str(row.entries), changed

    def _chosen(self) -> SessionRow | None:
        index = self.table.currentRow()
        return self.rows[index] if 0 <= index < len(self.rows) else None

    def _choose(self) -> None:
        row = self._chosen()
        self.resume_button.setEnabled(row is not None)
        self.debrief_button.setEnabled(row is not None)
        if row is None:
            self.fault.setText(self.tr("No session has been played on this computer yet."))
        else:
            self.fault.setText(row.fault or str(row.path))

    def resume(self) -> None:
        """Ask to play the chosen session on."""
        row = self._chosen()
        if row is not None:
            self.resumeAsked.emit(row.path)

    def debrief(self) -> None:
        """Ask to look at the chosen session's record."""
        row = self._chosen()
        if row is not None:
            self.debriefAsked.emit(row.path)

    def _open_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a session"), "", self.tr("Sessions") + f" ({FILTER})"
        )
        if path:
            self.resumeAsked.emit(Path(path))
