"""Layouts by role and by name, and going back to how the desk was looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QTabBar
from pytestqt.qtbot import QtBot

from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.docks import PLACES, ROLES
from tabletop.ui.preferences import Preferences, settings_file
from tabletop.ui.preferences_dialog import PreferencesDialog
from tabletop.ui.reason import ReasonDialog
from tests.ui.test_turn import bridge

LEFT = Qt.DockWidgetArea.LeftDockWidgetArea


def shown(desk: Desk) -> set[str]:
    return {name for name, frame in desk.docks.frames.items() if not frame.isHidden()}


def seat_of(desk: Desk, role: str) -> str:
    return next(s.id for s in bridge(desk).world.scenario.seats if s.role == role)


def test_each_role_begins_with_the_panels_it_needs(desk: Desk) -> None:
    # The Room seat is who sees a covered desk: it changes nothing on it.
    roles = {seat.role for seat in bridge(desk).world.scenario.seats} - {"room"}
    assert {"facilitator", "player", "evaluator"} <= roles
    assert set(ROLES) >= roles | {"observer"}
    for role in roles:
        bridge(desk).set_seat(seat_of(desk, role))
        assert shown(desk) == ROLES[role].shown, role
        for name in ROLES[role].front:
            side = PLACES[name].side
            last = [one for one in ROLES[role].front if PLACES[one].side == side][-1]
            assert not desk.docks.frames[last].visibleRegion().isEmpty(), role


def test_the_layout_of_a_role_is_remembered_beside_that_of_others(
    desk: Desk, windows: Windows
) -> None:
    desk.addDockWidget(LEFT, desk.docks.frames["measures"])
    bridge(desk).set_seat(seat_of(desk, "player"))
    desk.docks.frames["timeline"].hide()
    bridge(desk).set_seat(seat_of(desk, "facilitator"))
    assert desk.dockWidgetArea(desk.docks.frames["measures"]) == LEFT
    assert not desk.docks.frames["timeline"].isHidden()
    bridge(desk).set_seat(seat_of(desk, "player"))
    assert desk.docks.frames["timeline"].isHidden()
    desk.commands.run("reset_layout")
    assert shown(desk) == ROLES["player"].shown


def test_the_names_of_panels_are_read_whole_after_looking_through_other_eyes(desk: Desk) -> None:
    for role in ("player", "facilitator"):
        bridge(desk).set_seat(seat_of(desk, role))
        bars = desk.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        assert bars
        assert {bar.elideMode() for bar in bars} == {Qt.TextElideMode.ElideNone}, role


def test_roles_share_a_layout_when_that_is_preferred(desk: Desk, windows: Windows) -> None:
    windows.preferences.role_layouts = False
    bridge(desk).set_seat(seat_of(desk, "player"))
    assert shown(desk) == ROLES["facilitator"].shown


def test_a_layout_is_kept_under_a_name_and_found_again_after_a_restart(
    desk: Desk, windows: Windows
) -> None:
    desk.docks.frames["forces"].hide()
    desk.commands.run("save_layout")
    dialog = desk.findChild(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.line.setText("Séminaire / Tag 1")
    dialog.accept()
    desk.commands.run("reset_layout")
    assert "forces" in shown(desk)
    desk.close()

    again = windows.new_desk("desk")
    choices = dict(one for one in again.commands.layout_choices() if one is not None)
    choices["Séminaire / Tag 1"]()
    assert again.docks.frames["forces"].isHidden()
    choices["Forget “Séminaire / Tag 1”"]()
    assert again.layouts.names() == []
    again.close()


def test_the_menu_of_layouts_offers_every_role_and_name(desk: Desk) -> None:
    desk.layouts.save("Mine")
    (menu,) = [a.menu() for a in desk.menus.menus["view"].actions()
               if a.menu() is not None and "youts" in a.text()]  # fmt: skip
    menu.aboutToShow.emit()  # type: ignore[attr-defined]
    words = [action.text() for action in menu.actions()]  # type: ignore[attr-defined]
    assert "Mine" in words
    assert len([one for one in words if one.startswith("As for")]) == 4
    next(a for a in menu.actions() if "observer" in a.text()).trigger()  # type: ignore[attr-defined]
    assert shown(desk) == ROLES["observer"].shown


# -- views -----------------------------------------------------------------------------------------


def view(desk: Desk) -> tuple[object, ...]:
    camera = desk.map.camera
    return (round(camera.x), round(camera.y), round(camera.scale), desk.map.layers, shown(desk))


def test_changes_of_view_are_undone_and_redone_one_by_one(desk: Desk) -> None:
    history = desk.commands.history
    history.settle()
    seen = [view(desk)]
    for change in (
        lambda: desk.map.zoom(2.0),
        lambda: desk.map.pan(120, 40),
        lambda: desk.map.show_layer("coverage"),
        lambda: desk.docks.frames["forces"].hide(),
    ):
        change()
        history.settle()
        seen.append(view(desk))
    assert len({str(one) for one in seen}) == 5
    for before in reversed(seen[:-1]):
        desk.commands.run("undo_view")
        assert view(desk) == before
    for after in seen[1:]:
        desk.commands.run("redo_view")
        assert view(desk) == after
    desk.commands.run("redo_view")
    assert view(desk) == seen[-1]


def test_undoing_a_view_never_touches_what_was_played(desk: Desk) -> None:
    desk.commands.run("advance")
    desk.map.zoom(3.0)
    desk.commands.run("advance")
    entries, digest = bridge(desk).last, bridge(desk).session.digest
    for _ in range(5):
        desk.commands.run("undo_view")
    assert (bridge(desk).last, bridge(desk).session.digest) == (entries, digest)


def test_a_new_view_after_going_back_forgets_what_was_gone_back_from(desk: Desk) -> None:
    history = desk.commands.history
    history.settle()
    desk.map.zoom(2.0)
    desk.commands.run("undo_view")
    assert history.can_redo
    desk.map.zoom(1.5)
    history.settle()
    assert not history.can_redo


def test_one_drag_is_one_change(desk: Desk, qtbot: QtBot) -> None:
    history = desk.commands.history
    history.settle()
    before = view(desk)
    for _ in range(20):
        desk.map.pan(5, 0)
    with qtbot.waitSignal(history.changed, timeout=5_000):
        pass
    desk.commands.run("undo_view")
    assert view(desk) == before


def test_letters_in_a_field_are_undone_there_and_not_the_view(desk: Desk) -> None:
    from PySide6.QtTest import QTest

    desk.map.zoom(2.0)
    desk.commands.history.settle()
    before = view(desk)
    line = desk.docks.panels["actors"].search  # type: ignore[attr-defined]
    line.setFocus()
    QTest.keyClicks(line, "fra")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""
    assert view(desk) == before


# -- preferences -----------------------------------------------------------------------------------


def test_preferences_are_kept_where_the_platform_keeps_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_file().is_relative_to(tmp_path)
    kept = Preferences()
    kept.text_size = 130
    kept.folder = tmp_path / "sessions"
    kept.sync()
    assert settings_file().is_file()
    assert (Preferences().text_size, Preferences().folder) == (130, tmp_path / "sessions")


def test_every_preference_of_the_dialog_is_kept_at_once(
    desk: Desk, windows: Windows, tmp_path: Path
) -> None:
    desk.commands.run("preferences")
    dialog = desk.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    said = "".join(label.text() for label in dialog.findChildren(QLabel))
    assert str(windows.preferences.file) in said
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.theme.activated.emit(dialog.theme.currentIndex())
    assert desk.theme.name == "dark"
    dialog.roles.click()
    assert not windows.preferences.role_layouts
    dialog.folder.setText(str(tmp_path / "there"))
    dialog.percent.setValue(140)
    dialog.reject()
    QApplication.processEvents()
    assert windows.preferences.folder == tmp_path / "there"
    assert windows.preferences.text_size == 140


def test_names_of_layouts_survive_any_letters(tmp_path: Path) -> None:
    kept = Preferences(QSettings(str(tmp_path / "a.ini"), QSettings.Format.IniFormat))
    for name in ("Tag 1", "a/b\\c", "[x]", "é ü 中", "%20"):
        kept.keep_layout(name, QByteArray(b"state"))
    assert sorted(kept.layout_names()) == sorted(("Tag 1", "a/b\\c", "[x]", "é ü 中", "%20"))
