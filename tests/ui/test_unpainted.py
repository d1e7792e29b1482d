"""A window that was held is painted once, and shows all that changed meanwhile."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tabletop.ui.unpainted import hold, let_go


class Paintings(QObject):
    """Counts how often each widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count: Counter[QObject] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count[watched] += 1
        return False


def watched(window: QWidget) -> Paintings:
    made = Paintings()
    for one in (window, *window.findChildren(QWidget)):
        one.installEventFilter(made)
    return made


def test_nothing_is_painted_while_a_window_is_held_and_all_of_it_once_when_it_is_let_go(
    qtbot: QtBot,
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    labels = []
    for area in (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea):
        dock, label = QDockWidget("Dock"), QLabel("before")
        dock.setWidget(label)
        window.addDockWidget(area, dock)
        labels.append(label)
    text = QPlainTextEdit("before")
    window.setCentralWidget(text)
    window.resize(500, 300)
    with qtbot.waitExposed(window):
        window.show()
    QTest.qWait(50)
    hold(window)
    paintings = watched(window)
    for one in labels:
        one.setText("after")
    text.setPlainText("after")
    QTest.qWait(50)
    assert not paintings.count
    let_go(window)
    assert window.updatesEnabled()
    QTest.qWait(50)
    assert {paintings.count[one] for one in (*labels, text.viewport())} == {1}


def test_the_screen_shows_what_a_window_would_paint_anew(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    middle = QWidget()
    column = QVBoxLayout(middle)
    label, text, painted = QLabel("before"), QPlainTextEdit("before"), QLabel("before")
    painted.setAutoFillBackground(True)
    for one in (label, text, painted):
        column.addWidget(one)
    window.setCentralWidget(middle)
    window.resize(300, 200)
    with qtbot.waitExposed(window):
        window.show()
    hold(window)
    for one in (label, painted):
        one.setText("after")
    text.setPlainText("after")
    palette = painted.palette()
    palette.setColor(painted.backgroundRole(), QColor("red"))
    painted.setPalette(palette)
    QTest.qWait(20)
    let_go(window)
    QTest.qWait(50)
    shown = window.screen().grabWindow(window.winId()).toImage()
    assert not shown.isNull()
    assert shown.convertToFormat(
        shown.Format.Format_RGB32
    ) == window.grab().toImage().convertToFormat(shown.Format.Format_RGB32)
