"""Who works with the keyboard alone sees where it is, everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.docks import PLACES

SEEN = 12
"""Points of a picture that must differ for the keyboard to be noticed there."""


def stops(window: QWidget) -> list[QWidget]:
    """Return what Tab stops at in a window, as it stands now."""
    found = list[QWidget]()
    one = window.nextInFocusChain()
    while one is not window:
        takes = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        if takes and one.isEnabled() and not one.visibleRegion().isEmpty():
            found.append(one)
        one = one.nextInFocusChain()
    return found


def picture(window: QWidget, one: QWidget) -> QImage:
    area = QRect(one.mapTo(window, one.rect().topLeft()), one.size()).adjusted(-3, -3, 3, 3)
    return window.grab(area).toImage()


def differing(one: QImage, other: QImage) -> int:
    assert one.size() == other.size()
    return sum(
        one.pixel(x, y) != other.pixel(x, y)
        for x in range(one.width()) for y in range(one.height())
    )  # fmt: skip


def unseen(window: QWidget, rest: QWidget) -> list[str]:
    """Return what has the keyboard without looking otherwise than before."""
    found = list[str]()
    for one in stops(window):
        if one is rest:
            continue
        rest.setFocus(Qt.FocusReason.TabFocusReason)
        without = picture(window, one)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        assert one.hasFocus(), one
        if differing(without, picture(window, one)) < SEEN:
            found.append(f"{type(one).__name__} {one.accessibleName() or one.objectName()!r}")
    return found


@pytest.mark.parametrize("panel", PLACES)
def test_it_is_seen_where_the_keyboard_is(desk: Desk, panel: str, qtbot: QtBot) -> None:
    with qtbot.waitActive(desk):
        desk.activateWindow()
    desk.docks.go_to(panel)
    QApplication.processEvents()
    found = unseen(desk, desk.map)
    assert not found, f"{panel}: {found}"


def test_the_start_window_shows_where_the_keyboard_is(windows: Windows, qtbot: QtBot) -> None:
    start = windows.new_start()
    qtbot.addWidget(start)
    with qtbot.waitActive(start):
        start.show()
        start.activateWindow()
    found = unseen(start, start.tour)
    assert not found, found
