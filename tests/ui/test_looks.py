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
        if isinstance(one, Elided) or not one.text() or in_title_bar(one) or behind_a_tab(one):
            continue
        wished = one.minimumSizeHint() if isinstance(one, QAbstractButton) else label_size(one)
        if one.width() + SLACK < wished.width() or one.height() + SLACK < wished.height():
            yield f"{type(one).__name__} {one.text()[:60]!r}: {one.size()} for {wished}"


def behind_a_tab(widget: QWidget | None) -> bool:
    """Tell whether a widget is in a dock of which nothing is in sight: it has no size yet."""
    while widget is not None:
        if isinstance(widget, QDockWidget):
            return widget.visibleRegion().isEmpty()
        widget = widget.parentWidget()
    return False


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
            scrolled |= isinstance(parent, QScrollArea)
            parent = parent.parentWidget()
        corner = one.mapTo(window, one.rect().bottomRight())
        if not scrolled and not behind_a_tab(one) and not window.rect().contains(corner):
            yield f"{one.text()!r} at {corner}"


@pytest.mark.parametrize(
    ("size", "width", "height"),
    [
        (SMALLEST, 1920, 1080), (100, 1366, 768), (150, 1600, 900), (LARGEST, 1920, 1080),
        (LARGEST, 1366, 768),
    ],
)  # fmt: skip
def test_no_label_is_cut_at_any_text_size(
    desk: Desk, windows: Windows, qtbot: QtBot, size: int, width: int, height: int
) -> None:
    windows.change_look("text_size", size)
    qtbot.wait(20)
    desk.resize(width, height)
    desk.reset_layout()
    desk.resize(width, height)
    assert (desk.width(), desk.height()) == (width, height), "the desk is larger than its screen"
    desk.commands.run("advance")
    qtbot.wait(150)
    found: list[str] = []
    for name in PLACES:
        desk.docks.go_to(name)
        qtbot.wait(60)
        found += clipped(desk)
    assert not found
    assert not list(outside(desk))


def test_nothing_is_cut_while_size_scale_and_theme_change(
    desk: Desk, windows: Windows, qtbot: QtBot
) -> None:
    for _ in range(3):
        desk.commands.run("advance")
    for theme, size, width, height in (
        ("dark", 120, 1366, 768), ("high_contrast", 180, 1600, 900), ("light", 90, 1280, 720),
        ("dark", LARGEST, 1440, 900),
    ):  # fmt: skip
        windows.change_look("theme", theme)
        windows.change_look("text_size", size)
        desk.resize(width, height)
        qtbot.wait(150)
        for name in ("actors", "inject", "orders", "adjudication", "measures"):
            desk.docks.go_to(name)
            qtbot.wait(40)
            assert not list(clipped(desk)), (theme, size, name)
            assert not list(outside(desk)), (theme, size, name)


@pytest.mark.parametrize("size", [100, LARGEST])
def test_tables_show_what_matters_without_scrolling_sideways(
    desk: Desk, windows: Windows, qtbot: QtBot, size: int
) -> None:
    windows.change_look("text_size", size)
    qtbot.wait(20)
    desk.resize(1366, 768)
    desk.reset_layout()
    for name, least in (("actors", 3), ("forces", 4)):
        desk.docks.go_to(name)
        qtbot.wait(60)
        table = desk.docks.panels[name].table  # type: ignore[attr-defined]
        shown = [c for c in range(table.model().columnCount()) if not table.isColumnHidden(c)]
        assert len(shown) >= least
        assert sum(table.columnWidth(c) for c in shown) <= table.viewport().width()
        letters = table.fontMetrics().averageCharWidth()
        assert table.columnWidth(1 if name == "forces" else 0) >= 9 * letters


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1600, 900)])
def test_all_names_of_panels_can_be_read_at_once_at_the_usual_text_size(
    desk: Desk, qtbot: QtBot, width: int, height: int
) -> None:
    desk.resize(width, height)
    desk.reset_layout()
    qtbot.wait(60)
    bars = [bar for bar in desk.findChildren(QTabBar) if bar.parent() is desk and bar.count() > 1]
    assert sum(bar.count() for bar in bars if bar.isVisible()) == len(PLACES) - 1  # the timeline
    for bar in bars:
        if bar.isVisible():
            assert bar.tabRect(bar.count() - 1).right() < bar.width()


def test_injects_and_terms_of_measures_do_not_scroll_sideways_as_play_goes_on(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.resize(1366, 768)
    desk.reset_layout()
    while desk.bridge is not None and desk.bridge.moment().turn < 3:
        for name in ("msel", "measures"):
            desk.docks.go_to(name)
            qtbot.wait(40)
            tree = desk.docks.panels[name].tree  # type: ignore[attr-defined]
            tree.expandAll()
            bar = tree.horizontalScrollBar()
            assert bar.maximum() == 0, (name, desk.bridge.moment().turn, bar.maximum())
        desk.commands.run("advance")
        qtbot.waitUntil(lambda: not desk.rounds.busy)


def test_a_desk_narrow_for_its_text_has_one_stack_of_panels_and_finds_its_sides_again(
    desk: Desk, windows: Windows, qtbot: QtBot
) -> None:
    def areas() -> set[Qt.DockWidgetArea]:
        return {desk.dockWidgetArea(frame) for frame in desk.docks.frames.values()}

    before = areas()
    assert len(before) == 3
    size = desk.size()
    windows.change_look("text_size", LARGEST)
    qtbot.wait(50)
    assert areas() == {Qt.DockWidgetArea.RightDockWidgetArea}
    assert desk.size() == size
    windows.change_look("text_size", 100)
    qtbot.wait(50)
    assert areas() == before


def test_every_control_has_a_name_for_screen_readers(
    desk: Desk, windows: Windows, qtbot: QtBot
) -> None:
    from PySide6.QtGui import QAccessible

    desk.commands.run("advance")
    desk.commands.run("advance")
    nameless = []
    for name in PLACES:
        desk.docks.go_to(name)
        qtbot.wait(20)
        for one in desk.findChildren(QWidget):
            takes = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.focusProxy() is None
            if not one.isVisible() or not (takes or isinstance(one, QAbstractButton)):
                continue
            if one.objectName().startswith("qt_"):
                continue  # parts of Qt's own widgets, named by the whole
            face = QAccessible.queryAccessibleInterface(one)
            said = face.text(QAccessible.Text.Name) if face is not None else ""
            if not (said.strip() or one.accessibleName().strip()):
                nameless.append(f"{type(one).__name__} in {type(one.parentWidget()).__name__}")
    assert nameless == []


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

    again = windows.new_desk("desk")

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
