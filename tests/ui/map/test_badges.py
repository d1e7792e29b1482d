"""Every sector is named on the map, in fewer words and smaller letters before it is left out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter
from pytestqt.qtbot import QtBot

from tabletop.ui.map import badges
from tabletop.ui.map.badges import Badge, place_badges, wordings
from tabletop.ui.map.canvas import LEFT_OUT, Canvas
from tabletop.ui.map.composer import Composer
from tabletop.ui.map.furniture import room_of
from tabletop.ui.map.layers import SHOWN
from tabletop.ui.map.layout import paint_layers
from tabletop.ui.map.lettering import Lettering, Style
from tabletop.ui.map.line_layer import paint_line, shown_sectors
from tabletop.ui.map.network_layer import paint_nodes
from tabletop.ui.map.tape import Tape
from tabletop.ui.map.view import MapView
from tests.ui.map.scenes import busy, geometry, node, world

MAPS = [(620, 500, 100), (528, 387, 125), (528, 333, 150), (618, 462, 150), (626, 513, 200),
        (744, 512, 200)]  # fmt: skip
"""Sizes of the map on desks of 1366 × 768 to 1920 × 1080, with their text size in %."""


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MapView]:
    made = MapView()
    qtbot.addWidget(made)
    yield made
    made.close()


def laid(view: MapView, wide: int, high: int, text: int) -> MapView:
    """Give a map a size and text, and show a busy turn on all of it."""
    view.resize(wide, high)
    font = QFont(view.font())
    font.setPointSizeF(font.pointSizeF() * text / 100)
    view.setFont(font)
    view.set_world(world(), geometry())
    view.show_moment(busy())  # type: ignore[arg-type]
    view.show()
    view.zoom_to_fit()
    view.settle()
    return view


def canvas_of(view: MapView) -> Canvas:
    """Return a canvas of the window, on which line and places have been painted."""
    assert view.ground is not None
    look = view.look
    composer: Composer = view.composer
    canvas = composer.canvas(Tape(), look, look.camera, view.ground, view.picture)
    canvas.seen = canvas.area.adjusted(0, 0, -look.aside, -look.foot)
    paint_line(canvas)
    paint_nodes(canvas)
    return canvas


def placed(canvas: Canvas, more: str = "") -> list[Badge]:
    steps = place_badges(canvas, lambda _: more)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return list(end.value)


@pytest.mark.parametrize(("wide", "high", "text"), MAPS)
def test_every_sector_in_sight_is_named_and_nearly_all_tell_their_tension(
    view: MapView, wide: int, high: int, text: int
) -> None:
    laid(view, wide, high, text)
    hits = view.window_hits()
    assert [hit.index for hit in hits if hit.kind == LEFT_OUT + "sector"] == []
    named = {hit.index for hit in hits if hit.kind == "sector" and not hit.line}
    assert named == {mark.index for mark in view.picture.sectors}
    found = placed(canvas_of(view))
    assert sum(any(c.isdigit() for c in one.words[3:]) for one in found) >= 5 / 6 * len(found)


@pytest.mark.parametrize(("wide", "high", "text"), MAPS)
def test_no_label_lies_below_the_furniture_or_the_buttons(
    view: MapView, wide: int, high: int, text: int
) -> None:
    laid(view, wide, high, text)
    aside, foot = view.hidden_edges()
    plate = QRectF(0, high - foot, wide, foot)
    for hit in view.window_hits():
        if hit.kind == "sector" and not hit.line:
            assert not hit.box.intersects(plate)
            assert hit.box.right() <= wide - aside


def test_labels_are_small_only_where_one_would_be_left_out(view: MapView) -> None:
    canvas = canvas_of(laid(view, 1500, 1100, 100))
    assert {one.style for one in placed(canvas)} <= set(canvas.letters.tension)
    canvas = canvas_of(laid(view, 528, 333, 125))
    assert {one.style for one in placed(canvas)} <= set(canvas.letters.tension_small)


def test_what_there_is_more_to_say_is_said_where_there_is_room(view: MapView) -> None:
    laid(view, 1500, 1100, 100)
    assert all(one.words.endswith("\nest. 30") for one in placed(canvas_of(view), "est. 30"))
    view.centre_on_node(node("kupiansk"), 300.0)
    view.settle()
    near = next(one for one in placed(canvas_of(view)) if one.words.startswith("S05"))
    assert near.words.startswith("S05 Borova-Lyman\n")


@pytest.mark.parametrize("scale", [300.0, 2_000.0])
def test_each_wording_takes_no_more_room_than_the_one_before_it(
    view: MapView, scale: float
) -> None:
    laid(view, 900, 700, 100)
    view.centre_on_node(node("kupiansk"), scale)
    canvas = canvas_of(view)
    for mark in shown_sectors(canvas):
        style = canvas.letters.tension[mark.level]
        sizes = [canvas.lettering.size(one[0], style) for one in wordings(canvas, mark, "est. 1")]
        areas = [size.width() * size.height() for size in sizes]
        assert areas == sorted(areas, reverse=True)


def test_a_label_without_room_anywhere_is_left_out_and_counted(
    view: MapView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(badges, "FAR_STEPS", ())
    monkeypatch.setattr(badges, "STEPS", ())
    canvas = canvas_of(laid(view, 620, 500, 100))
    assert placed(canvas) == []
    out = {hit.index for hit in canvas.hits if hit.kind == LEFT_OUT + "sector"}
    assert out == {mark.index for mark in shown_sectors(canvas)}


def test_labels_of_hidden_layers_are_neither_placed_nor_counted(view: MapView) -> None:
    laid(view, 620, 500, 100)
    view.show_layer("borders", False)
    assert "borders" in SHOWN
    canvas = canvas_of(view)
    assert {one.words[0] for one in placed(canvas)} == {"S"}
    assert not any(hit.kind.startswith(LEFT_OUT) for hit in canvas.hits)


@pytest.mark.parametrize("text", [100, 200])
def test_no_word_is_cut_by_the_furniture_when_a_map_is_opened(view: MapView, text: int) -> None:
    """Words that reach over its edge would be read in part."""
    drawn: list[QRectF] = []

    class Listening(Lettering):
        def draw(self, painter: QPainter, at: QPointF, text: str, style: Style) -> None:
            drawn.append(QRectF(at, self.size(text, style)))

    laid(view, 900, 600, text)
    assert view.ground is not None
    look = view.look
    canvas = view.composer.canvas(Tape(), look, look.camera, view.ground, view.picture)
    canvas.lettering = Listening(canvas.lettering.font, canvas.lettering.ratio)
    canvas.seen = canvas.area.adjusted(0, 0, -look.aside, -look.foot)
    view.composer._keep_foot_free(canvas, look)
    for _ in paint_layers(canvas, view.translate):
        pass
    plate = room_of(canvas, canvas.area, view.translate)
    assert plate.height() == pytest.approx(look.foot)
    assert drawn and not any(box.intersects(plate) for box in drawn)
