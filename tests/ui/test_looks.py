"""Themes, text sizes and layouts: everything stays readable."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDockWidget,
    QLabel,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.dock_title import DockTitle
from tabletop.ui.docks import PLACES
from tabletop.ui.elided import Elided
from tabletop.ui.preferences import LARGEST, SMALLEST
from tabletop.ui.theme import DARK, LIGHT, contrast

SLACK = 2
"""Pixels by which a widget may be smaller than it wishes without anything being cut."""


def clipped(window: QWidget) -> Iterator[str]:
    """Say every label and button in sight whose text is cut off, unless it is cut on purpose."""
    for one in window.findChildren(QWidget):
        if not one.isVisible() or not isinstance(one, QLabel | QAbstractButton):
            continue
        if isinstance(one, Elided) or not one.text() or in_title_bar(one):
            continue
        wished = one.minimumSizeHint() if isinstance(one, QAbstractButton) else label_size(one)
        if one.width() + SLACK < wished.width() or one.height() + SLACK < wished.height():
            yield f"{type(one).__name__} {one.text()[:60]!r}: {one.size()} for {wished}"


def in_title_bar(widget: QWidget) -> bool:
    return isinstance(widget.parentWidget(), DockTitle)


def label_size(label: QLabel) -> QSize:
    """Return the room that a label's text needs at its width."""
    if label.wordWrap():
        return QSize(0, label.heightForWidth(label.width()))
    return label.sizeHint() if label.pixmap().isNull() else QSize()


def outside(window: QWidget) -> Iterator[str]:
    """Say every button beyond the edge of its window that no scroll bar or tab leads to."""
    for one in window.findChildren(QAbstractButton):
        if not one.isVisible() or in_title_bar(one):
            continue
        parent = one.parentWidget()
        scrolled = False
        while parent is not None and parent is not window:
            behind = isinstance(parent, QDockWidget) and parent.visibleRegion().isEmpty()
            scrolled |= isinstance(parent, QScrollArea) or behind
            parent = parent.parentWidget()
        corner = one.mapTo(window, one.rect().bottomRight())
        if not scrolled and not window.rect().contains(corner):
            yield f"{one.text()!r} at {corner}"


@pytest.mark.parametrize("size", [SMALLEST, 100, 150, LARGEST])
def test_no_label_is_cut_at_any_text_size(
    desk: Desk, windows: Windows, qtbot: QtBot, size: int
) -> None:
    windows.change_look("text_size", size)
    desk.resize(1920, 1080)
    desk.reset_layout()
    desk.commands.run("advance")
    qtbot.wait(150)
    found: list[str] = []
    for name in PLACES:
        desk.docks.go_to(name)
        qtbot.wait(60)
        found += clipped(desk)
    assert not found
    assert not list(outside(desk))


def test_every_button_of_the_phase_bar_is_in_the_smallest_window(
    desk: Desk, windows: Windows, qtbot: QtBot
) -> None:
    windows.change_look("text_size", LARGEST)
    desk.resize(desk.minimumSize())
    desk.commands.run("advance")
    qtbot.wait(50)
    for button in (desk.bar.advance, desk.bar.hold, desk.bar.end, desk.bar.seats):
        assert desk.bar.rect().contains(button.geometry())


def test_a_theme_reaches_every_part(desk: Desk, windows: Windows, qapp: QApplication) -> None:
    windows.change_look("theme", "dark")

    assert desk.theme is DARK
    assert desk.map.theme is DARK
    assert desk.notice._theme is DARK
    assert qapp.palette().window().color().name() == DARK.window
    assert windows.preferences.theme is DARK

    windows.change_look("theme", "light")
    assert desk.map.theme is LIGHT


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_marking_and_the_strips_can_be_read(theme: object) -> None:
    for text, ground in ((theme.panel, theme.warn), (theme.on_accent, theme.accent)):  # type: ignore[attr-defined]
        assert contrast(text, ground) >= 4.5


def test_titles_of_docks_follow_the_text_size(desk: Desk, windows: Windows) -> None:
    windows.change_look("text_size", LARGEST)
    QApplication.processEvents()
    titles = desk.findChildren(DockTitle)
    assert len(titles) == len(PLACES)
    points = {one.title.font().pointSizeF() for one in titles}
    assert points == {desk.bar.seats.font().pointSizeF()}


def test_the_text_size_stays_within_its_bounds(desk: Desk, windows: Windows) -> None:
    for _ in range(20):
        desk.commands.run("larger")
    assert windows.preferences.text_size == LARGEST
    for _ in range(20):
        desk.commands.run("smaller")
    assert windows.preferences.text_size == SMALLEST
    desk.commands.run("normal")
    assert windows.preferences.text_size == 100


def test_the_layout_is_remembered(desk: Desk, windows: Windows) -> None:
    frame = desk.docks.frames["measures"]
    desk.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, frame)
    desk.close()

    again = windows._new_desk("desk")

    area = again.dockWidgetArea(again.docks.frames["measures"])
    assert area == Qt.DockWidgetArea.LeftDockWidgetArea
    again.reset_layout()
    area = again.dockWidgetArea(again.docks.frames["measures"])
    assert area == Qt.DockWidgetArea.RightDockWidgetArea
    again.close()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1600, 900), (3840, 2160)])
def test_the_map_keeps_most_of_the_desk(desk: Desk, width: int, height: int, qtbot: QtBot) -> None:
    desk.resize(width, height)
    desk.reset_layout()
    qtbot.wait(50)
    assert desk.map.width() >= 0.4 * width
    assert desk.map.height() >= 0.5 * height
    bars = [bar for bar in desk.findChildren(QTabBar) if bar.parent() is desk and bar.isVisible()]
    shown = [bar for bar in bars if desk.rect().intersects(bar.geometry())]
    assert len(shown) == (3 if height >= 1300 else 2)


def test_columns_fit_again_after_the_text_size_went_up_and_down(
    desk: Desk, windows: Windows, qtbot: QtBot
) -> None:
    table = desk.docks.panels["actors"].table  # type: ignore[attr-defined]
    qtbot.wait(30)
    before = [table.columnWidth(c) for c in range(4)]
    for size in (LARGEST, 100):
        windows.change_look("text_size", size)
        qtbot.wait(50)
    assert [table.columnWidth(c) for c in range(4)] == pytest.approx(before, abs=8)


def test_all_words_of_a_table_give_way_before_anything_is_out_of_sight(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.docks.go_to("measures")
    qtbot.wait(30)
    table = desk.docks.panels["measures"].table  # type: ignore[attr-defined]
    assert sum(table.columnWidth(c) for c in range(4)) <= table.viewport().width()
