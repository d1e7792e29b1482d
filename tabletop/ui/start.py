"""The start window: begin a new exercise, resume or debrief a session, or take the tour."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QObject,
    Qt,
    QThread,
    QTimer,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from tabletop.content import library
from tabletop.ui.arrivals import Arrival, ArrivalLine
from tabletop.ui.flow import FlowLayout
from tabletop.ui.preferences import Preferences
from tabletop.ui.start_model import ScenarioRow, scenario_row
from tabletop.ui.start_new import USUAL, NewExercise
from tabletop.ui.start_sessions import Sessions
from tabletop.ui.thumbnails import Thumbnails
from tabletop.ui.working import begin, leave


class _Reading(QThread):
    """Reads scenarios; the first time after a change that takes a while."""

    read = Signal(object)

    def __init__(self, names: list[str], parent: QObject) -> None:
        super().__init__(parent)
        self._names = names

    def run(self) -> None:
        """Read one after another."""
        for name in self._names:
            if not self.isInterruptionRequested():
                self.read.emit(scenario_row(name))


class StartWindow(QWidget):
    """Asks what to do.

    ``playAsked`` carries scenario, seed (None: its own) and path; ``resumeAsked`` and
    ``debriefAsked`` a path; ``appearanceAsked`` a theme or text size chosen in the preferences.
    """

    playAsked = Signal(str, object, object)
    resumeAsked = Signal(object)
    debriefAsked = Signal(object)
    tourAsked = Signal()
    appearanceAsked = Signal(str, object)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.setWindowTitle(self.tr("Ceasefire Tabletop"))
        self.title = QLabel(self.tr("Ceasefire Tabletop"))
        below = QLabel(self.tr("EXERCISE · a tool for seminars, not a prediction"))
        below.setWordWrap(True)
        self.tour = QPushButton(self.tr("Guided &tour, five minutes"))
        self.tour.setToolTip(self.tr("Plays a practice turn with you; it counts for nothing."))
        self.options = QPushButton(self.tr("&Preferences"))
        self.help = QPushButton(self.tr("&Help"))
        self.help.setToolTip("F1")
        self.new = NewExercise(preferences)
        self.sessions = Sessions(preferences)
        self.pictures = Thumbnails(preferences.theme, self)
        self.pictures.made.connect(self.new.show_picture)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.new, self.tr("&New exercise"))
        self.tabs.addTab(self.sessions, self.tr("&Resume or debrief"))
        self.tabs.currentChanged.connect(self._turned)
        above = QWidget()
        row = FlowLayout(above, margin=0)
        row.addWidget(self.title)
        row.set_spring()
        for button in (self.tour, self.options, self.help):
            row.addWidget(button)
        policy = above.sizePolicy()
        policy.setHeightForWidth(True)
        above.setSizePolicy(policy)
        self._above = above
        self._line: ArrivalLine | None = None
        column = self.column = QVBoxLayout(self)
        column.addWidget(above)
        column.addWidget(below)
        column.addWidget(self.tabs, 1)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(True)  # Enter presses it; a window that is no dialog does not
        self.new.beginAsked.connect(self.playAsked)
        self.sessions.resumeAsked.connect(self.resumeAsked)
        self.sessions.debriefAsked.connect(self.debriefAsked)
        self.tour.clicked.connect(self.tourAsked)
        self.options.clicked.connect(self._open_preferences)
        self.help.clicked.connect(self._open_help)
        self._reading: _Reading | None = None
        self._enlarge()
        self.refresh()
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self._stop)
        if self.sessions.table.rowCount() and not self.new.scenarios:
            self.tabs.setCurrentWidget(self.sessions)
        unit = self.fontMetrics().height()
        area = self.screen().availableSize()
        self.resize(min(unit * 66, area.width()), min(unit * 44, area.height()))

    def show_new(self) -> None:
        """Turn to the page from which an exercise is begun."""
        self.tabs.setCurrentWidget(self.new)

    def refresh(self) -> None:
        """Read scenarios and sessions anew."""
        names = library.names()
        first = [USUAL] if USUAL in names else []
        self.new.show_scenarios([ScenarioRow(name, name) for name in names])
        self._stop()
        self._reading = _Reading([*first, *(name for name in names if name not in first)], self)
        self._reading.read.connect(self._take)
        self._reading.finished.connect(self._picture)
        begin(self._reading)
        self.sessions.refresh()

    def _take(self, row: ScenarioRow) -> None:
        if self.sender() is self._reading:
            self.new.put_scenario(row)

    def _picture(self) -> None:
        if self.sender() is self._reading and self.isVisible():
            self.pictures.ask(self.new.wanted())

    def _enlarge(self) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setBold(True)
        self.title.setFont(font)
        self.new.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size or theme."""
        super().changeEvent(event)
        if not hasattr(self, "pictures"):
            return
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._enlarge)  # only then is the new font in place
        elif event.type() == QEvent.Type.PaletteChange:
            self.pictures.set_theme(self.preferences.theme)
            if self.isVisible():
                self.pictures.ask(self.new.wanted())

    # -- a session on its way ------------------------------------------------------------------

    def show_arrival(self, arrival: Arrival) -> None:
        """Say how far a session is opened; nothing else can be begun meanwhile."""
        if self._line is not None:
            self._no_longer_await(self._line)
        line = self._line = ArrivalLine(arrival)
        self.column.addWidget(line)
        for part in (self._above, self.tabs):
            part.setEnabled(False)
        line.show()
        line.cancel.setFocus()
        arrival.ended.connect(lambda: self._no_longer_await(line))

    def _no_longer_await(self, line: ArrivalLine) -> None:
        if line is not self._line:
            return  # another has taken its place
        self._line = None
        line.hide()
        line.deleteLater()
        for part in (self._above, self.tabs):
            part.setEnabled(True)
        if self.isVisible():
            self.tabs.currentWidget().setFocus()
            self.sessions.refresh()

    def _cancel_arrival(self) -> bool:
        """Open no longer what is on its way; False when nothing is."""
        if self._line is None:
            return False
        self._line.cancel.click()
        return True

    def _open_preferences(self) -> None:
        from tabletop.ui.preferences_dialog import PreferencesDialog

        dialog = PreferencesDialog(self.preferences, self)
        dialog.appearanceAsked.connect(self.appearanceAsked)
        dialog.open()

    def _open_help(self) -> None:
        from tabletop.ui.help import show_help

        sessions = self.tabs.currentWidget() is self.sessions
        show_help("sessions" if sessions else "first", self)

    def _turned(self) -> None:
        """Give the keyboard to the page whose key was pressed, unless it walks along the tabs."""
        if self.isVisible() and not self.tabs.tabBar().hasFocus():
            self.tabs.currentWidget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys that mean something here."""
        if event.key() == Qt.Key.Key_Escape:
            if not self._cancel_arrival():
                self.close()
        elif event.key() == Qt.Key.Key_F1:
            self._open_help()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop working when nobody looks."""
        self._stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop working when nobody looks; what is being opened from here is wanted no longer."""
        self._cancel_arrival()
        self._stop()
        super().closeEvent(event)

    def _stop(self) -> None:
        if self._reading is not None:
            leave(self._reading)
            self._reading = None
        self.pictures.close()
        self.sessions.close_looking()
