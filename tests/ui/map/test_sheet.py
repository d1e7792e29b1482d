"""A saved or printed map says what it is, of when, for whom, what its marks mean, and sources."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from tabletop.ui.map.export import png_bytes, png_of, svg_of
from tabletop.ui.map.furniture import STATUS
from tabletop.ui.map.layers import LAYERS, SHOWN
from tabletop.ui.map.legend import rows_of, rows_shown
from tabletop.ui.map.lettering import Ink, Lettering
from tabletop.ui.map.palette import letters
from tabletop.ui.map.printing import printing
from tabletop.ui.map.sheet import LAND, NOTIONAL, Caption, beside, sheet_size
from tabletop.ui.map.tape import Tape
from tabletop.ui.map.view import MapView
from tabletop.ui.theme import DARK, LIGHT
from tests.ui.map.scenes import busy, geometry, world

LETTERS = letters(LIGHT)
CAPTION = Caption("The long watch", "Turn 5 of 13 · 1 – 14 May", "as Kyiv sees it", "EXERCISE")
T = TypeVar("T")


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MapView]:
    made = MapView()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.set_world(world(), geometry())
    made.show_moment(busy())  # type: ignore[arg-type]
    made.show()
    made.settle()
    yield made
    made.close()


def finished(steps: Generator[None, None, T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def words_on(view: MapView, caption: Caption | None = CAPTION) -> list[str]:
    """Return all texts of a drawing of the sheet."""
    text = finished(svg_of(view, sheet_size(view), caption))
    return ["".join(one.itertext()).strip() for one in ET.fromstring(text).iter()
            if one.tag.rpartition("}")[2] == "text"]  # fmt: skip


def test_a_sheet_says_title_turn_seat_marking_scale_legend_and_sources(view: MapView) -> None:
    words = words_on(view)
    assert {CAPTION.title, CAPTION.marking, STATUS, LAND, NOTIONAL} <= set(words)
    assert any(CAPTION.when in one and CAPTION.seat in one for one in words)
    assert any(one.endswith(" km") and one[0].isdigit() for one in words)
    assert {"Tension of a sector", "80–100  critical", "Coalition", "Probe repelled"} <= set(words)
    assert {"S05  20 ▼", "Kyiv"} <= set(words)


def test_the_legend_of_a_sheet_explains_what_is_shown_and_nothing_else(view: MapView) -> None:
    assert view.ground is not None
    every = rows_of(view.composer.canvas(Tape(), view.look, view.camera, view.ground, view.picture),
                    view.translate)  # fmt: skip
    for shown in (frozenset[str](), SHOWN, frozenset(LAYERS), frozenset({"forces"})):
        look = replace(view.look, shown=shown)
        canvas = view.composer.canvas(Tape(), look, view.camera, view.ground, view.picture)
        rows = rows_shown(canvas, view.translate)
        assert {row.words for row in rows} == {r.words for r in every if r.layers & shown}
    assert all(row.layers for row in every)


def test_true_pressure_is_on_a_facilitators_sheet_and_on_no_cells(view: MapView) -> None:
    view.resize(1400, 1000)
    view.zoom_to_fit()
    for layer in ("pressure", "truth"):
        view.show_layer(layer)
    told = words_on(view)
    assert "True, facilitator only" in told and any("true " in one for one in told)
    view.show_moment(replace(busy(), seat="kyiv"))  # type: ignore[arg-type]
    told = words_on(view)
    assert any(one.startswith("est. ") for one in told)
    assert not any("true" in one.lower() for one in told)


def test_a_sheet_is_light_and_laid_out_alike_at_any_theme_and_text_size(view: MapView) -> None:
    before, size = words_on(view), sheet_size(view)
    view.set_theme(DARK)
    font = QFont(view.font())
    font.setPointSizeF(2 * font.pointSizeF())
    view.setFont(font)
    view.settle()
    large = sheet_size(view)
    assert large.width() == pytest.approx(2 * size.width(), rel=0.05)
    assert words_on(view)[-8:] == before[-8:]
    image = finished(png_of(view, large, 0.5, CAPTION))
    assert image.pixelColor(3, 3).name() == LIGHT.panel
    assert image.width() == large.width() // 2


def test_nothing_of_the_map_lies_outside_its_frame(view: MapView) -> None:
    """A drawing has no clipping, so the rest of the sheet is laid over the map."""
    page, frame = QRectF(0, 0, 400, 300), QRectF(20, 30, 250, 220)
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    painter = QPainter(image)
    for side in beside(page, frame):
        painter.fillRect(side, Qt.GlobalColor.white)
    painter.end()
    red = np.array([[image.pixelColor(x, y).green() == 0 for x in range(400)] for y in range(300)])
    assert red[30:250, 20:270].all()
    assert red.sum() == 220 * 250
    sheet = finished(png_of(view, sheet_size(view), 1.0, CAPTION))
    edge = [sheet.pixelColor(x, y).name() for x in range(0, sheet.width(), 9) for y in (4, 12)]
    assert set(edge) == {LIGHT.panel}


def test_a_sheet_is_painted_in_many_short_steps(view: MapView) -> None:
    assert sum(1 for _ in svg_of(view, sheet_size(view), CAPTION)) > 50


def test_a_sheet_is_printed_on_one_page(view: MapView, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    finished(printing(view, printer, CAPTION))
    found = path.read_bytes()
    assert found.startswith(b"%PDF") and found.count(b"/Type /Page\n") == 1
    assert len(found) > 20_000


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_told(view: MapView, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "none" / "map.pdf"))
    with pytest.raises(ValueError, match="does not answer"):
        finished(printing(view, printer, CAPTION))


def test_a_still_of_the_map_alone_may_be_larger_than_the_window(
    view: MapView, tmp_path: Path
) -> None:
    path = tmp_path / "map.png"
    view.export_png(path, QSize(1600, 1000), 1.0)
    assert QImage(str(path)).size() == QSize(1600, 1000)
    assert LAND not in words_on(view, None)


def test_a_picture_without_pixels_is_refused() -> None:
    with pytest.raises(ValueError, match="large"):
        png_bytes(QImage())


def test_letters_painted_as_letters_look_like_their_pictures(qapp: object) -> None:
    for style in (LETTERS.country, LETTERS.city, LETTERS.status):
        painted = []
        for kind in (Lettering, Ink):
            image = QImage(220, 40, QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.white)
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            kind(QFont("sans", 11), 1.0).draw(painter, QPointF(6, 6), "Odesa\n12", style)
            painter.end()
            painted.append(np.frombuffer(image.constBits(), np.uint8).astype(int))
        assert np.abs(painted[0] - painted[1]).mean() < 3
        assert (painted[0] < 128).sum() > 100
