"""What all panels have in common."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tabletop.session.moment import Moment
from tabletop.ui.dress import dress
from tabletop.ui.panels.panel import Panel
from tabletop.ui.theme import DARK, LIGHT
from tests.ui.panels.stage import Stage, texts

PANELS = {
    "actors": "ActorsPanel", "forces": "ForcesPanel", "msel": "MselPanel",
    "inject_card": "InjectCardPanel", "orders": "OrdersPanel",
    "adjudication": "AdjudicationPanel", "measures": "MeasuresPanel",
}  # fmt: skip


SECRET = {"type": "offer", "actor": "gb", "force": "gb_light_bde_1"}


def make(module: str) -> Panel:
    panel = getattr(import_module(f"tabletop.ui.panels.{module}"), PANELS[module])()
    assert isinstance(panel, Panel)
    return panel


class Counting(Panel):
    drawn = 0

    def render_moment(self, moment: Moment) -> None:
        self.drawn += 1


def test_a_hidden_panel_draws_once_when_it_is_seen(stage: Stage, qtbot: QtBot) -> None:
    panel = Counting("counting")
    qtbot.addWidget(panel)
    for _ in range(5):
        panel.show_moment(stage.moment)
    assert panel.drawn == 0
    panel.show()
    assert panel.drawn == 1
    panel.hide()
    panel.show()
    assert panel.drawn == 1


def test_the_panels_load_no_models_of_acts_before_they_are_shown() -> None:
    names = ", ".join(f"tabletop.ui.panels.{name}" for name in PANELS)
    heavy = ("pydantic", "networkx", "shapely", "yaml", "milsymbol", "scipy", "pyqtgraph")
    code = f"import sys, {names}; print([n for n in {heavy!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("module", PANELS)
def test_every_panel_shows_every_phase_to_every_seat(stage: Stage, module: str) -> None:
    panel = stage.show(make(module))
    for phase in ("planning", "brief", "orders", "adjudication", "feedback"):
        if phase != "planning":
            stage.phase(phase)
        for seat in ("facilitator", "coalition", "kyiv", "evaluator", "room"):
            stage.take_seat(seat)
            assert texts(panel)


@pytest.mark.parametrize("module", PANELS)
def test_a_panel_of_the_past_asks_for_nothing(stage: Stage, module: str) -> None:
    stage.phase("orders")
    stage.do(type="deliver", inject="tray")
    panel = stage.show(make(module))
    panel.show_moment(stage.session.replay.moment_at(3, "facilitator"))
    for one in panel.findChildren(QAbstractButton):
        if one.isVisibleTo(panel) and one.isEnabled():
            one.click()
    assert not stage.asked


@pytest.mark.parametrize("module", PANELS)
def test_every_control_has_a_name_and_is_reached_by_tab(stage: Stage, module: str) -> None:
    stage.phase("orders")
    stage.do(type="deliver", inject="tray")
    panel = stage.show(make(module))
    chain, one = set(), panel.nextInFocusChain()
    while one is not panel:
        chain.add(one)
        one = one.nextInFocusChain()
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
    for widget in panel.findChildren(QWidget):
        if not isinstance(widget, kinds) or not widget.isVisibleTo(panel):
            continue
        inner = isinstance(widget.parent(), QComboBox | QLineEdit | QAbstractItemView)
        if inner or not widget.objectName().find("qt_"):
            continue
        named = widget.accessibleName() or getattr(widget, "text", str)()
        assert named, f"{widget} in {module} has no name"
        if widget.isEnabled():
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget
            assert widget in chain, widget


@pytest.fixture
def large() -> object:
    """Set the text to twice its size for one test."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before, palette, style = QFont(app.font()), app.palette(), app.styleSheet()
    dress(app, LIGHT, 200)
    yield app
    app.setStyleSheet(style)
    app.setPalette(palette)
    app.setFont(before)


@pytest.mark.parametrize("module", PANELS)
def test_nothing_is_cut_off_at_twice_the_text_size(
    stage: Stage, module: str, large: QApplication
) -> None:
    stage.phase("orders")
    stage.do(type="deliver", inject="tray")
    panel = stage.show(make(module), (640, 1100))
    QApplication.processEvents()
    for one in panel.findChildren(QLabel):
        if one.isVisibleTo(panel) and one.text():
            needed = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
            assert one.height() >= needed, (one.text(), one.size(), needed)
            if not one.wordWrap():
                assert one.width() >= one.sizeHint().width(), one.text()
    for button in panel.findChildren(QAbstractButton):
        if button.isVisibleTo(panel) and button.text():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
            assert button.height() >= button.minimumSizeHint().height(), button.text()


@pytest.mark.parametrize("module", PANELS)
def test_a_panel_follows_a_change_of_theme(stage: Stage, module: str, large: QApplication) -> None:
    stage.phase("orders")
    panel = stage.show(make(module))
    before = panel.grab().toImage()
    dress(large, DARK, 100)
    QApplication.processEvents()
    after = panel.grab().toImage()
    assert before.pixelColor(2, 2) != after.pixelColor(2, 2)


@pytest.mark.parametrize("module", PANELS)
@pytest.mark.parametrize("seat", ["room", "kyiv"])
def test_no_panel_tells_a_seat_what_is_hidden_from_it(stage: Stage, module: str, seat: str) -> None:
    stage.phase("orders")
    stage.do(type="deliver", inject="tray")
    stage.order("coalition", **SECRET, intent="Our secret aim")
    stage.take_seat(seat)
    said = texts(stage.show(make(module)), hidden=True)
    for word in ("Our secret aim", "scheduled", "sabotage", "facilitator only"):
        assert word not in said


def test_content_is_never_read_as_markup(stage: Stage) -> None:
    stage.phase("brief")
    stage.do(type="ad_hoc", title="<b>Bold</b>", text="<script>x</script> & <i>y</i>")
    panel = stage.show(make("inject_card"))
    said = texts(panel)
    assert "<b>Bold</b>" in said
    assert "<script>x</script> & <i>y</i>" in said
