"""Saving and printing the map from the desk: what the sheet says, and that the desk goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tabletop.ui.desk import Desk
from tabletop.ui.map import printing
from tabletop.ui.map_pictures import PIXELS, MapPictures


def pictures(desk: Desk) -> MapPictures:
    return desk.commands.map.pictures


def saved(desk: Desk, qtbot: QtBot, path: Path) -> bytes:
    """Write the map and wait until that is said."""
    pictures(desk).write(path)
    assert not path.exists()  # it is drawn beside the desk
    qtbot.waitUntil(lambda: str(path) in desk.notice.text, timeout=20_000)
    return path.read_bytes()


def test_the_sheet_says_exercise_turn_dates_and_seat(desk: Desk) -> None:
    assert desk.bridge is not None
    moment = desk.bridge.moment()
    caption = pictures(desk).caption()
    scenario = moment.world.scenario
    assert caption.title == scenario.title and caption.marking == "EXERCISE"
    assert str(moment.date.year) in caption.when
    later = pictures(desk).caption_of(replace(moment, turn=3))
    assert later.when.startswith(f"Turn 3 of {scenario.turns}")
    practice = replace(moment.world, scenario=replace(scenario, practice=True))
    assert pictures(desk).caption_of(replace(moment, world=practice)).marking == "PRACTICE"


def test_the_sheet_tells_the_truth_of_staff_from_what_a_seat_knows(desk: Desk) -> None:
    assert desk.bridge is not None
    moment = desk.bridge.moment()
    for seat in moment.world.scenario.seats:
        words = pictures(desk).caption_of(replace(moment, seat=seat.id)).seat
        assert seat.name in words
        assert ("true" in words) == (seat.role in ("facilitator", "evaluator"))


def test_a_cells_drawing_holds_its_view_alone(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    assert desk.bridge is not None
    for layer in ("pressure", "truth"):
        desk.map.show_layer(layer)
    whole = saved(desk, qtbot, tmp_path / "all.svg").decode()
    assert "True, facilitator only" in whole
    player = next(s for s in desk.bridge.world.scenario.seats if s.role == "player")
    desk.bridge.see_as(player.id)
    qtbot.waitUntil(lambda: "truth" not in desk.map.layers, timeout=5_000)
    own = saved(desk, qtbot, tmp_path / "own.svg").decode()
    assert player.name in own and "facilitator" not in own.lower() and "true" not in own.lower()


def test_a_picture_has_the_same_size_at_any_text_size(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    saved(desk, qtbot, tmp_path / "map.png")
    assert QImage(str(tmp_path / "map.png")).width() == pytest.approx(PIXELS, abs=3)


def test_where_nothing_can_be_written_the_desk_says_why(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    pictures(desk).write(tmp_path / "none" / "map.png")
    qtbot.waitUntil(lambda: "could not be saved" in desk.notice.text, timeout=20_000)
    assert "No such file" in desk.notice.text


def test_the_ending_of_the_name_or_the_chosen_kind_says_what_is_written(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []
    monkeypatch.setattr(MapPictures, "write", lambda self, path: written.append(path))
    bridge = desk.bridge
    answers = [("one.svg", "PNG picture (*.png)"), ("two", "SVG drawing (*.svg)"), ("", "")]

    def ask(_desk: object, _title: str, proposed: str, *_: Any) -> tuple[str, str]:
        assert bridge is not None
        session = bridge.session.journal.path
        assert Path(proposed).parent == session.parent
        assert Path(proposed).name == f"{session.stem} – map of turn 0.png"
        name, kind = answers.pop(0)
        return str(tmp_path / name) if name else "", kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    for _ in range(3):
        desk.commands.run("save_map")
    assert [path.name for path in written] == ["one.svg", "two.svg"]


def test_the_map_is_printed_beside_the_desk(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.pdf"

    def printer(*_: Any) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(path))
        return made

    monkeypatch.setattr(printing, "ask_for_printer", printer)
    desk.commands.run("print_map")
    qtbot.waitUntil(lambda: "sent to the printer" in desk.notice.text, timeout=20_000)
    assert path.read_bytes().startswith(b"%PDF")


def test_who_thinks_better_of_printing_is_told_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.notice.text
    monkeypatch.setattr(printing, "ask_for_printer", lambda *_: None)
    desk.commands.run("print_map")
    assert desk.notice.text == before
