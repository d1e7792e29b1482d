"""Icons come from the kept library, in the colours of the theme, and every command that has one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from tabletop.ui.desk import Desk
from tabletop.ui.dock_title import DockTitle
from tabletop.ui.dress import dress
from tabletop.ui.icons import COMMAND_ICONS, Drawing, Icon, ink, read, shelf
from tabletop.ui.map.controls import MapControls
from tabletop.ui.shortcuts import COMMANDS
from tabletop.ui.theme import THEMES, Theme

SIDE = 40


def painted(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return icon.pixmap(QSize(SIDE, SIDE), mode).toImage()


def inks(image: QImage) -> set[str]:
    """Return the colours of all points that are wholly covered."""
    points = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {point.name() for point in points if point.alpha() == 255}


@pytest.mark.parametrize("name", sorted(set(COMMAND_ICONS.values())))
def test_every_icon_is_in_the_library_and_can_be_painted(qapp: QApplication, name: str) -> None:
    assert "<svg" in read(name)
    assert inks(painted(QIcon(Drawing(read(name)))))


def test_an_icon_that_the_library_does_not_have_is_a_fault() -> None:
    from heroicons import IconDoesNotExist

    with pytest.raises(IconDoesNotExist):
        read("no-such-icon")


def test_only_commands_have_icons_and_those_that_are_on_or_off_have_a_tick_instead() -> None:
    assert COMMAND_ICONS.keys() <= COMMANDS.keys() | {"sensitivity", "search"}
    assert not [name for name in COMMAND_ICONS if name in COMMANDS and COMMANDS[name].checkable]


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_an_icon_has_the_colour_of_the_text_beside_it(qapp: QApplication, theme: Theme) -> None:
    before, rules, font = qapp.palette(), qapp.styleSheet(), qapp.font()
    icon = QIcon(Drawing(read("stop")))
    try:
        dress(qapp, theme, 100)
        assert inks(painted(icon)) == {QColor(theme.text).name()}
        chosen = inks(painted(icon, QIcon.Mode.Selected))
        assert chosen == {qapp.palette().highlightedText().color().name()}
        assert ink(QIcon.Mode.Disabled, QIcon.State.Off) != ink(QIcon.Mode.Normal, QIcon.State.Off)
    finally:
        qapp.setStyleSheet(rules)
        qapp.setPalette(before)
        qapp.setFont(font)


def test_every_button_of_map_and_docks_has_its_icon_once_the_desk_is_filled(
    desk: Desk, qtbot: QtBot
) -> None:
    controls = desk.map.findChild(MapControls)
    assert controls is not None
    buttons = controls.findChildren(QToolButton)
    for title in desk.findChildren(DockTitle):
        buttons += title.findChildren(QToolButton)
    assert len(buttons) > 20
    qtbot.waitUntil(lambda: all(not one.icon().isNull() for one in buttons))
    shown = [one for one in buttons if one.isVisible()]
    assert shown
    for one in shown:
        assert one.accessibleName()
        assert one.iconSize().width() <= one.width()


def test_every_command_in_the_menus_has_its_icon(desk: Desk, qtbot: QtBot) -> None:
    actions = {name: desk.menus.actions[name] for name in COMMAND_ICONS if name in COMMANDS}
    qtbot.waitUntil(lambda: all(not one.icon().isNull() for one in actions.values()))
    bare = COMMANDS.keys() - COMMAND_ICONS.keys()
    assert all(COMMANDS[name].checkable or COMMANDS[name].menu == "view" or name in
               ("export", "faster", "slower", "present_next", "present_back")
               for name in bare)  # fmt: skip


def test_a_button_that_is_gone_takes_no_icon(qtbot: QtBot) -> None:
    action = QAction()
    Icon("bug-ant", action)
    shelf().begin()
    action.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    with qtbot.captureExceptions() as faults:
        qtbot.waitUntil(lambda: "bug-ant" in shelf().drawings)
    assert not faults
