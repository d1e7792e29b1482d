"""Help opens at the right page, without a network."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.ui.desk import Desk
from tabletop.ui.docks import PLACES
from tabletop.ui.help import Help
from tabletop.ui.help_pages import FOLDER, PAGES, page_of, page_text, page_title


def test_every_panel_has_a_page_and_every_page_is_there() -> None:
    assert set(PLACES) <= set(PAGES)
    assert {file.stem for file in FOLDER.glob("*.md")} == set(PAGES)
    for page in PAGES:
        assert page_text(page).startswith("# ")
        assert len(page_text(page)) > 200
        assert page_title(page)


def test_links_lead_to_pages_only() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)]+)\)", page_text(page)):
            assert target in PAGES, f"{page}: {target}"


@pytest.mark.parametrize("panel", list(PLACES))
def test_the_key_opens_the_page_of_the_panel_that_has_the_keyboard(desk: Desk, panel: str) -> None:
    desk.activateWindow()
    desk.docks.go_to(panel)
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, Qt.Key.Key_F1)
    window = desk.findChild(Help)
    assert isinstance(window, Help)
    assert window.shown == panel
    assert page_title(panel).split()[0] in window.page.toPlainText()


def test_the_map_and_a_desk_without_focus_have_their_pages(desk: Desk) -> None:
    desk.activateWindow()
    desk.commands.run("map_focus")
    assert page_of(desk) == "map"
    desk.map.clearFocus()
    assert page_of(desk) in PAGES


def test_pages_are_found_by_words_in_them_and_nothing_else_is_followed(qtbot: QtBot) -> None:
    window = Help()
    qtbot.addWidget(window)
    window.search.setText("draw odds")
    seen = [i for i in range(window.list.count()) if not window.list.item(i).isHidden()]
    assert list(PAGES).index("adjudication") in seen
    assert len(seen) < len(PAGES) / 2
    window.show_page("first")
    window._follow(QUrl("turn"))
    assert window.shown == "turn"
    window._follow(QUrl("file:///etc/passwd"))
    assert window.shown == "turn"
