"""What windows need is loaded a little at a time, and pages are made when they are looked at."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTabWidget
from pytestqt.qtbot import QtBot

from tabletop.ui.later import Later
from tabletop.ui.loading import Loading, all_of, in_parts, modules, whole


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a package of three statements that nobody has loaded."""
    name = "loaded_in_parts"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text(
        "from . import inner\nLEFT = 1\nRIGHT = LEFT + 1\n"
    )
    (tmp_path / name / "inner.py").write_text("VALUE = 7\n")
    monkeypatch.syspath_prepend(tmp_path)
    for one in (name, f"{name}.inner"):
        monkeypatch.delitem(sys.modules, one, raising=False)
    return name


def test_pieces_are_done_in_their_order_a_round_each(qtbot: QtBot) -> None:
    done, told = list[int](), list[tuple[int, int]]()
    loading = Loading([lambda n=n: done.append(n) for n in range(3)])  # type: ignore[misc]
    loading.moved.connect(lambda count, of: told.append((count, of)))
    with qtbot.waitSignal(loading.done):
        loading.start()
        assert not done, "nothing is done before that has returned"
    assert done == [0, 1, 2]
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert not loading.busy


def test_what_is_stopped_loads_no_more(qtbot: QtBot) -> None:
    done = list[int]()
    loading = Loading([lambda: loading.stop(), lambda: done.append(1)])
    loading.start()
    qtbot.waitUntil(lambda: not loading.busy)
    qtbot.wait(20)
    assert not done


def test_only_modules_that_are_missing_are_loaded(package: str) -> None:
    assert len(modules(["sys", package])) == 1


def test_a_package_loaded_in_parts_is_the_same_as_one_loaded_at_once(package: str) -> None:
    parts = in_parts(package)
    assert len(parts) == 3
    parts[0]()
    half = sys.modules[package]
    assert half.inner.VALUE == 7 and not hasattr(half, "LEFT")
    for part in parts[1:]:
        part()
    assert (half.LEFT, half.RIGHT) == (1, 2)
    assert __import__(package) is half
    assert in_parts(package) == []


def test_who_needs_a_package_at_once_gets_what_is_left_of_it(package: str) -> None:
    parts = in_parts(package)
    parts[0]()
    whole(package)
    assert sys.modules[package].RIGHT == 2
    for part in parts[1:]:
        part()  # nothing is done twice
    assert sys.modules[package].RIGHT == 2


def test_every_name_of_a_module_of_qt_is_used_once() -> None:
    import PySide6.QtSvg

    for piece in all_of("PySide6.QtSvg"):
        piece()
    assert "QSvgGenerator" in vars(PySide6.QtSvg)


def test_a_page_is_made_when_it_is_looked_at_and_not_before(qtbot: QtBot) -> None:
    made, book = list[str](), QTabWidget()
    qtbot.addWidget(book)

    def page(name: str) -> QLabel:
        made.append(name)
        return QLabel(name)

    first, second = Later(lambda: page("first")), Later(lambda: page("second"))
    book.addTab(first, "1")
    book.addTab(second, "2")
    book.show()
    assert made == [], "the window comes up first"
    qtbot.waitUntil(lambda: first.is_made)
    assert made == ["first"]
    book.setCurrentWidget(second)
    qtbot.waitUntil(lambda: second.is_made)
    book.setCurrentWidget(first)
    assert second.page is second.page
    assert made == ["first", "second"]


def test_what_a_page_needs_is_loaded_before_it(qtbot: QtBot) -> None:
    order = list[str]()

    def page() -> QLabel:
        order.append("page")
        return QLabel("page")

    later = Later(page, lambda: [lambda: order.append("needed")])
    qtbot.addWidget(later)
    later.show()
    qtbot.waitUntil(lambda: later.is_made)
    assert order == ["needed", "page"]
