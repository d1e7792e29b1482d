"""The windows of the analysis at small and large letters: names, nothing cut, a path by key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tabletop.content.library import resolve, routes_of
from tabletop.session.acts import StartEx
from tabletop.session.session import Session
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.dress import dress
from tabletop.ui.explore_result import ResultPages
from tabletop.ui.explore_window import ExploreWindow
from tabletop.ui.search_page import FrontPage
from tabletop.ui.search_window import SearchWindow
from tabletop.ui.sensitivity_window import SensitivityWindow
from tabletop.ui.theme import DARK, HIGH_CONTRAST, LIGHT
from tests.ui.test_explore import result
from tests.ui.test_looks import clipped
from tests.ui.test_studies import found

CONTROLS = (
    QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTableView,
)  # fmt: skip


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SessionBridge]:
    spec = resolve("reassurance-force")
    arrays = routes_of(spec)
    assert arrays is not None
    path = tmp_path_factory.mktemp("looks") / "s.ttx"
    session = Session.create(path, spec, 7, dict(arrays))
    session.submit(StartEx(), "facilitator")
    made = SessionBridge(session)
    yield made
    made.close()


@pytest.fixture(params=["explore", "sensitivity", "search", "result", "front"])
def window(
    request: pytest.FixtureRequest, bridge: SessionBridge, qtbot: QtBot, tmp_path: Path
) -> QWidget:
    makers = {
        "explore": lambda: ExploreWindow(bridge, tmp_path),
        "sensitivity": lambda: SensitivityWindow(bridge, tmp_path),
        "search": lambda: SearchWindow(bridge, tmp_path),
        "result": lambda: ResultPages(result()),
        "front": lambda: FrontPage(found(tmp_path / "opening-1")),
    }
    made: QWidget = makers[request.param]()
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    return made


def said(one: QWidget) -> str:
    face = QAccessible.queryAccessibleInterface(one)
    text = face.text(QAccessible.Text.Name) if face is not None else ""
    return text.strip() or one.accessibleName().strip()


def test_every_control_of_a_study_has_a_name_and_is_reached_by_key(window: QWidget) -> None:
    for kind in CONTROLS:
        for one in window.findChildren(kind):
            inner = isinstance(one.parent(), QAbstractSpinBox | QComboBox)
            if inner or not one.isEnabled() or one.objectName().startswith("qt_"):
                continue
            if type(one.parent()).__name__ in ("QTabBar", "QTableWidget", "RowView"):
                continue
            assert said(one), f"{type(one).__name__} in {type(one.parent()).__name__}"
            assert one.focusPolicy() & Qt.FocusPolicy.TabFocus, said(one)


@pytest.mark.parametrize(("theme", "percent"), [(LIGHT, 80), (DARK, 200), (HIGH_CONTRAST, 130)])
def test_no_words_of_a_study_are_cut(
    window: QWidget, qapp: QApplication, theme: object, percent: int
) -> None:
    dress(qapp, theme, percent)  # type: ignore[arg-type]
    window.resize(1366, 700)
    window.show()
    qapp.processEvents()
    try:
        assert list(clipped(window)) == []
        assert window.minimumSizeHint().width() <= 1366
    finally:
        window.hide()
        dress(qapp, LIGHT, 100)
