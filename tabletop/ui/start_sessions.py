"""The list of recent sessions in the start window, each with how it stands."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QObject, Qt, QThread, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tabletop.ui.arrivals import LOOKING
from tabletop.ui.preferences import Preferences
from tabletop.ui.start_model import (
    DAMAGED,
    ENDED,
    IN_PLAY,
    LOCKED,
    READING,
    UNREADABLE,
    SessionRow,
    session_row,
    soundness,
)
from tabletop.ui.working import begin, leave

FILTER = "*.ttx"
_SIGNS = {IN_PLAY: "▶", ENDED: "■", LOCKED: "◆", DAMAGED: "!", UNREADABLE: "✕", READING: "…"}
STATE = 2
"""The column that says how a session is."""


class _Looking(QThread):
    """Reads every session through, to see whether it is sound and free to be played."""

    found = Signal(int, object, str)

    def __init__(self, paths: list[Path], parent: QObject) -> None:
        super().__init__(parent)
        self._paths = paths

    def run(self) -> None:
        """Look at one after another."""
        for number, path in enumerate(self._paths):
            with LOOKING:
                if self.isInterruptionRequested():
                    return
                row = session_row(path)
                at_first = UNREADABLE if row.fault else ENDED if row.phase == "ended" else IN_PLAY
                state = soundness(path, self._go_on)
            if state is None:
                return
            self.found.emit(number, row, state or at_first)

    def _go_on(self) -> bool:
        return not self.isInterruptionRequested()


class Sessions(QWidget):
    """Lists recent sessions with where they stand, and opens them or any file."""

    resumeAsked = Signal(object)
    debriefAsked = Signal(object)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._looking: _Looking | None = None
        self.rows: list[SessionRow] = []
        self.states: dict[int, str] = {}
        self.table = QTableWidget(0, 5)
        self.table.setHorizontalHeaderLabels([
            self.tr("Session"), self.tr("Stands at"), self.tr("State"), self.tr("Entries"),
            self.tr("Last change"),
        ])  # fmt: skip
        self.table.setAccessibleName(self.tr("Recent sessions"))
        self.setFocusProxy(self.table)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 10)
        self.table.itemActivated.connect(lambda _: self.resume())
        self.table.itemSelectionChanged.connect(self._choose)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
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
        column.addWidget(self.about)
        column.addLayout(row)

    # -- what is listed ------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the recent sessions anew."""
        self.close_looking()
        self.rows = [SessionRow(path) for path in self._preferences.recent()]
        self.states = dict.fromkeys(range(len(self.rows)), READING)
        self.table.setRowCount(len(self.rows))
        for number, row in enumerate(self.rows):
            self._show(number, row)
        if self.rows:
            self.table.selectRow(0)
        self._choose()
        self._looking = _Looking([row.path for row in self.rows], self)
        self._looking.found.connect(self._say_state)
        begin(self._looking, QThread.Priority.LowPriority)

    @property
    def looking(self) -> bool:
        """Whether the files are still being looked through."""
        return self._looking is not None and self._looking.isRunning()

    def close_looking(self) -> None:
        """Stop looking through the files."""
        if self._looking is not None:
            leave(self._looking)
            self._looking = None

    def _say_state(self, number: int, row: SessionRow, state: str) -> None:
        if number >= len(self.rows) or self.sender() is not self._looking:
            return  # said of a list that is shown no more
        self.rows[number], self.states[number] = row, state
        self._show(number, row)
        self._choose()

    def _show(self, number: int, row: SessionRow) -> None:
        for column, text in enumerate(self._texts(number, row)):
            item = QTableWidgetItem(text)
            item.setToolTip(row.fault or str(row.path))
            self.table.setItem(number, column, item)

    def state_words(self, state: str) -> str:
        """Say how a session is, with its sign."""
        words = {
            IN_PLAY: self.tr("can be resumed"), ENDED: self.tr("ended"),
            LOCKED: self.tr("open elsewhere"), DAMAGED: self.tr("damaged"),
            UNREADABLE: self.tr("cannot be read"), READING: self.tr("is being read"),
        }  # fmt: skip
        return f"{_SIGNS[state]} {words[state]}"

    def _texts(self, number: int, row: SessionRow) -> tuple[str, str, str, str, str]:
        state = self.state_words(self.states[number])
        if row.fault or self.states[number] == READING:
            return row.path.stem, "", state, "", ""
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
        return row.path.stem, stands, state, str(row.entries), changed

    def _chosen(self) -> SessionRow | None:
        index = self.table.currentRow()
        return self.rows[index] if 0 <= index < len(self.rows) else None

    def _choose(self) -> None:
        row = self._chosen()
        state = self.states.get(self.table.currentRow(), IN_PLAY)
        self.resume_button.setEnabled(row is not None and state in (IN_PLAY, READING))
        self.debrief_button.setEnabled(row is not None and state != UNREADABLE)
        if row is None:
            self.about.setText(self.tr("No session has been played on this computer yet."))
            return
        why = {
            ENDED: self.tr("The exercise has ended; its record can be debriefed."),
            LOCKED: self.tr("It is being played in another window; it can be read meanwhile."),
            DAMAGED: self.tr("The file is damaged; what is intact can be debriefed."),
        }.get(state, "")  # fmt: skip
        self.about.setText("\n".join(part for part in (row.fault or str(row.path), why) if part))

    # -- what is asked for ---------------------------------------------------------------------

    def resume(self) -> None:
        """Ask to play the chosen session on, or to look at it when it cannot be played."""
        row = self._chosen()
        if row is not None and self.resume_button.isEnabled():
            self.close_looking()  # it holds files that are about to be played
            self.resumeAsked.emit(row.path)
        else:
            self.debrief()

    def debrief(self) -> None:
        """Ask to look at the chosen session's record."""
        row = self._chosen()
        if row is not None and self.debrief_button.isEnabled():
            self.close_looking()
            self.debriefAsked.emit(row.path)

    def _open_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a session"), "", self.tr("Sessions") + f" ({FILTER})"
        )
        if path:
            self.resumeAsked.emit(Path(path))
