"""The palette finds every command and everything a seat may know, by a few letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tabletop.ui.desk import Desk
from tabletop.ui.docks import PLACES, dock_title
from tabletop.ui.finder import Finder
from tabletop.ui.finder_model import NO_MATCH, Goal, found, plain, score, sought
from tabletop.ui.known_as import COMMAND_WORDS, PANEL_WORDS
from tabletop.ui.shortcuts import COMMANDS, title
from tests.ui.test_turn import bridge

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def goals(*titles: str) -> list[Goal]:
    return [Goal("place", one, lambda: None) for one in titles]


def titles(query: str, *names: str) -> list[str]:
    return [goal.title for goal in found(query, goals(*names))]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("kup", "Kupiansk"),
        ("kpsk", "Kupiansk"),
        ("ktt", "Keep the text"),
        ("text lar", "Larger text"),
        ("gdańsk", "Gdansk"),
        ("gdansk", "Gdańsk"),
        ("KUPIANSK", "Kupiansk"),
    ],
)
def test_a_few_letters_are_enough(query: str, first: str) -> None:
    others = ("Odesa", "Keel", "Layouts", "Kharkiv")
    assert titles(query, *others, first)[0] == first


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Куп'янськ", "Kupiansk"), ("Куп’я", "Kupiansk"), ("харків", "Kharkiv"), ("Одеса", "Odesa"),
        ("Київ", "Kyiv"), ("Запоріжжя", "Zaporizhzhia"), ("Ізюм", "Izium"), ("Ужгород", "Uzhhorod"),
        ("kupianks", "Kupiansk"), ("Kupyansk", "Kupiansk"), ("Kharkov", "Kharkiv"),
        ("Kiev", "Kyiv"), ("Odessa", "Odesa"), ("zaporizhia", "Zaporizhzhia"),
    ],
)  # fmt: skip
def test_a_place_is_found_in_ukrainian_and_with_a_slip(query: str, first: str) -> None:
    names = ("Kupiansk", "Kharkiv", "Odesa", "Kyiv", "Zaporizhzhia", "Izium", "Uzhhorod", "Dnipro")
    others = ("Keep this layout", "Kinetic events survive", "Zones of a power in each hub")
    assert sought(query, goals(*others, *names))[0].title == first


def test_letters_like_no_name_find_nothing() -> None:
    assert sought("qqqqzz", goals("Kupiansk", "Kharkiv")) == []
    assert sought("щщщ", goals("Kupiansk", "Kharkiv")) == []


def test_what_begins_with_the_letters_comes_before_what_has_them_inside() -> None:
    assert titles("war", "Beware", "The war", "Warsaw") == ["Warsaw", "The war", "Beware"]


@given(st.text(max_size=12), st.lists(st.text(min_size=1, max_size=20), max_size=8))
def test_what_is_found_has_all_letters_of_the_query_and_nothing_fails(
    query: str, names: list[str]
) -> None:
    shown = titles(query, *names)
    assert set(shown) <= set(names)
    for name in shown:
        for letter in "".join(plain(query).split()):
            assert letter in plain(name) or letter in "place"


@given(st.text(min_size=1, max_size=20))
def test_a_name_is_found_by_itself(name: str) -> None:
    words = " ".join(plain(name).split())
    if words:
        assert score(words, plain(name)) > NO_MATCH


def opened(desk: Desk) -> Finder:
    desk.commands.run("palette")
    finder = desk.findChild(Finder)
    assert isinstance(finder, Finder)
    return finder


def test_every_command_and_panel_is_found_by_its_title(desk: Desk) -> None:
    finder = opened(desk)
    for command in COMMANDS.values():
        if command.id == "palette":
            continue
        words = title(command).replace("&", "")
        finder.line.setText(words)
        assert words in [goal.title for goal in finder.shown[:3]], words
    for name in PLACES:
        finder.line.setText(name)
        assert any(goal.kind == "panel" for goal in finder.shown[:6]), name


def test_it_is_opened_and_used_from_the_keyboard(desk: Desk) -> None:
    desk.commands.run("advance")
    desk.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or desk, Qt.Key.Key_K, CTRL)
    finder = desk.findChild(Finder)
    assert isinstance(finder, Finder)
    QTest.keyClicks(finder.line, "kupi")
    assert "Kupiansk" in finder.shown[0].title
    before = desk.map.camera
    QTest.keyClick(finder.line, Qt.Key.Key_Down)
    QTest.keyClick(finder.line, Qt.Key.Key_Up)
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    assert not finder.isVisible()
    assert (desk.map.camera.x, desk.map.camera.y) != (before.x, before.y)


@pytest.mark.parametrize(
    ("query", "kind", "panel"),
    [("Germany", "actor", "actors"), ("Cohesion", "measure", "measures")],
)
def test_going_to_a_thing_opens_its_panel(desk: Desk, query: str, kind: str, panel: str) -> None:
    finder = opened(desk)
    finder.line.setText(query)
    row = next(i for i, goal in enumerate(finder.shown) if goal.kind == kind)
    finder.list.setCurrentRow(row)
    finder.go()
    assert not desk.docks.frames[panel].visibleRegion().isEmpty()


def test_going_to_a_turn_looks_back(desk: Desk) -> None:
    for _ in range(5):
        desk.commands.run("advance")
    finder = opened(desk)
    finder.line.setText("look back turn 1")
    finder.go()
    assert bridge(desk).looking_back


def test_a_player_finds_no_inject_that_has_not_reached_the_seat(desk: Desk) -> None:
    desk.commands.run("advance")
    injects = {inject.title for inject in bridge(desk).world.injects}
    assert {g.title for g in opened(desk).goals if g.kind == "inject"} == injects
    desk.findChild(Finder).reject()  # type: ignore[union-attr]
    QApplication.sendPostedEvents(None, 52)
    bridge(desk).set_seat("paris")
    finder = opened(desk)
    assert not {goal.title for goal in finder.goals if goal.kind == "inject"}
    texts = " ".join(f"{goal.title} {goal.detail} {goal.also}" for goal in finder.goals)
    assert not [title for title in injects if title in texts]


TYPED = {
    "hold": "pause resume clock timer",
    "room": "projector beamer wall",
    "undo_view": "undo",
    "redo_view": "redo",
    "take_back": "revoke withdraw mistake",
    "save_copy": "save backup",
    "print_map": "print printer",
    "larger": "bigger increase",
    "preferences": "dark theme settings options contrast colours language",
    "map_search": "town city locate",
    "map_measure": "distance ruler kilometres",
    "map_layers": "layers overlay",
    "help": "help manual",
    "keys": "shortcuts keyboard",
    "quit": "exit quit",
    "tour": "tutorial learn",
    "report": "aar docx excel",
    "save_map": "screenshot png",
    "hand_over": "password lock",
    "note": "comment note",
    "end_ex": "finish endex",
    "advance": "start commit",
    "outlook": "forecast",
    "what_if": "fork",
    "debrief": "debrief",
    "full_screen": "fullscreen",
}
"""What people type who have never seen the menus, by the command they want."""


PANELS = {
    "measures": "score", "actors": "countries", "forces": "troops", "record": "log",
    "msel": "injects", "adjudication": "umpire",
}  # fmt: skip
"""The same for panels, which need only be among the first."""


def test_commands_and_panels_are_found_by_the_words_people_have_for_them(desk: Desk) -> None:
    finder = opened(desk)
    for command, typed in TYPED.items():
        for query in typed.split():
            finder.sift(query)
            assert finder.shown[0].title == title(COMMANDS[command]).replace("&", ""), query
    for panel, query in PANELS.items():
        finder.sift(query)
        assert dock_title(PLACES[panel]) in [goal.title for goal in finder.shown[:4]], query


def test_other_words_are_for_commands_and_panels_that_there_are() -> None:
    assert set(COMMAND_WORDS) <= set(COMMANDS)
    assert set(PANEL_WORDS) <= set(PLACES)


def test_letters_that_nothing_has_are_said_to_find_nothing(desk: Desk) -> None:
    finder = opened(desk)
    finder.line.setText("qqqxxyyz")
    assert finder.none.isVisible()
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    assert finder.isVisible()
    QTest.keyClick(finder.line, Qt.Key.Key_Escape)
    assert not finder.isVisible()
