"""On a crowded map nothing covers anything else, at any zoom, size of window, text and theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tabletop.ui.map.camera import FARTHEST, NEAREST, Camera
from tabletop.ui.map.canvas import LEFT_OUT, Canvas, Hit
from tabletop.ui.map.composer import Look, paint_layers
from tabletop.ui.map.controls import MapControls
from tabletop.ui.map.layers import LAYERS
from tabletop.ui.map.lettering import Lettering, Style
from tabletop.ui.map.symbols import Art
from tabletop.ui.map.tape import Tape
from tabletop.ui.map.view import MapView
from tabletop.ui.theme import LIGHT, THEMES, Theme
from tests.ui.map.scenes import busy, geometry, node, world

SIZES = ((360, 260), (620, 480), (1000, 560), (1366, 768), (1920, 1080), (3840, 2160))
TEXT = (80, 100, 125, 150, 200)
PLACES = ("kyiv", "kupiansk", "zaporizhzhia", "lviv", "simferopol")


@pytest.fixture(scope="module")
def view(qapp: object) -> Iterator[MapView]:
    made = MapView()
    made.resize(1366, 768)
    made.set_world(world(), geometry())
    made.show_moment(busy())  # type: ignore[arg-type]
    yield made
    made.close()


@dataclass
class Painted:
    """What was painted: words that stand by themselves, numbers on symbols, symbols, and stars."""

    words: list[tuple[str, QRectF]] = field(default_factory=list)
    counts: list[tuple[str, QRectF]] = field(default_factory=list)
    symbols: list[tuple[str, QRectF]] = field(default_factory=list)
    stars: list[tuple[str, QRectF]] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)


def painted(view: MapView, look: Look, monkeypatch: pytest.MonkeyPatch) -> Painted:
    """Lay the map out and return what is painted where."""
    found = Painted()
    assert view.ground is not None

    class Listening(Lettering):
        def draw(self, painter: QPainter, at: QPointF, text: str, style: Style) -> None:
            kind = found.counts if style is canvas.letters.count else found.words
            kind.append((text, QRectF(at, self.size(text, style))))

    class Stars(Tape):
        def drawText(self, *what: Any) -> None:  # type: ignore[override]
            found.stars.append((what[2], what[0]))

    def draw(art: Art, painter: QPainter, at: QPointF) -> None:
        found.symbols.append(("symbol", art.box.translated(at)))

    monkeypatch.setattr(Art, "draw", draw)
    canvas: Canvas = view.composer.canvas(Stars(), look, look.camera, view.ground, view.picture)
    canvas.lettering = Listening(canvas.lettering.font, canvas.lettering.ratio)
    canvas.seen = canvas.area.adjusted(0, 0, -look.aside, -look.foot)
    for _ in paint_layers(canvas, view.translate):
        pass
    found.hits = canvas.hits
    monkeypatch.undo()
    return found


def look_of(
    view: MapView, place: str, scale: float, size: tuple[int, int], text: int, theme: Theme
) -> Look:
    """Return a look at a place with every layer shown."""
    assert view.ground is not None
    x, y = view.ground.nodes[node(place)]
    font = QFont(view.font())
    font.setPointSizeF(font.pointSizeF() * text / 100)
    camera = Camera(x, y, scale, float(size[0]), float(size[1]))
    return Look(camera, theme, frozenset(LAYERS), font, 1.0, aside=30.0, foot=30.0)


looks = st.tuples(
    st.sampled_from(PLACES), st.floats(NEAREST, FARTHEST), st.sampled_from(SIZES),
    st.sampled_from(TEXT), st.sampled_from(list(THEMES)),
)  # fmt: skip


def covered(one: list[tuple[str, QRectF]], other: list[tuple[str, QRectF]]) -> list[object]:
    """Return the pairs that cover each other by more than a pixel at their edges."""
    first, second = (
        [(words, box.adjusted(1, 1, -1, -1)) for words, box in some] for some in (one, other)
    )
    pairs: Any = combinations(first, 2) if one is other else product(first, second)
    return [(a, b) for a, b in pairs if a[1].intersects(b[1])]


@settings(max_examples=100, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(looks)
def test_nothing_covers_anything_else_at_any_zoom_size_text_or_theme(
    view: MapView,
    monkeypatch: pytest.MonkeyPatch,
    wish: tuple[str, float, tuple[int, int], int, str],
) -> None:
    place, scale, size, text, theme = wish
    seen = painted(view, look_of(view, place, scale, size, text, THEMES[theme]), monkeypatch)
    assert covered(seen.words, seen.words) == []
    assert covered(seen.words, seen.symbols) == []
    assert covered(seen.words, seen.stars) == []
    assert covered(seen.words, seen.counts) == []
    assert covered(seen.symbols, seen.symbols) == []
    assert covered(seen.symbols, seen.stars) == []
    assert covered(seen.counts, seen.stars) == []


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("size", [(620, 480), (1366, 768)])
def test_no_force_and_no_sector_is_lost_without_a_word(
    view: MapView, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], text: int
) -> None:
    look = look_of(view, "kyiv", 1_300.0, size, text, LIGHT)
    assert view.ground is not None
    hits = painted(view, look, monkeypatch).hits
    told = {f for h in hits if h.kind.removeprefix(LEFT_OUT) in ("force", "stack")
            for f in h.members}  # fmt: skip
    camera = look.camera
    area = QRectF(0, 0, camera.width, camera.height)
    there = {
        f for one in view.picture.standing for f in one.forces
        if area.contains(camera.to_screen(*view.ground.nodes[one.node]))
    }  # fmt: skip
    assert there and there <= told
    sectors = {h.index for h in hits if h.kind in ("sector", LEFT_OUT + "sector") and not h.line}
    middles = [camera.to_screen(s.middle.x(), s.middle.y()) for s in view.ground.sectors]
    assert {i for i, at in enumerate(middles) if area.contains(at)} <= sectors


def test_what_is_left_out_comes_back_when_the_map_comes_closer(
    view: MapView, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out(scale: float) -> set[tuple[str, int]]:
        look = look_of(view, "kupiansk", scale, (1000, 560), 150, LIGHT)
        hits = painted(view, replace(look, shown=view.layers), monkeypatch).hits
        near = QRectF(420, 200, 160, 160)
        return {(h.kind, h.index) for h in hits if h.kind.startswith(LEFT_OUT)
                and near.contains(h.centre)}  # fmt: skip

    assert out(2_500.0)
    assert not out(120.0)


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[MapView]:
    made = MapView()
    qtbot.addWidget(made)
    made.resize(620, 480)
    font = QFont(made.font())
    font.setPointSizeF(2 * font.pointSizeF())
    made.setFont(font)
    made.set_world(world(), geometry())
    made.show_moment(busy())  # type: ignore[arg-type]
    made.show()
    made.settle()
    made.left_out.count()
    yield made
    made.close()


def test_the_map_says_how_much_has_no_room_and_lists_it(shown: MapView) -> None:
    button = shown.left_out
    assert button.isVisible() and button.found
    assert str(sum(one.kind == "node" for one in button.found)) in button.accessibleName()
    controls = shown.findChild(MapControls)
    assert controls is not None and not button.geometry().intersects(controls.geometry())
    QTest.keyClick(shown, Qt.Key.Key_N)
    panel = shown.tools.left_out
    assert panel.isVisible()
    rows = [panel.rows.item(i).text() for i in range(panel.rows.count())]
    assert rows == [one.words for one in button.found]


def test_a_row_of_the_list_comes_closer_to_what_had_no_room(shown: MapView) -> None:
    shown.left_out.open_list()
    panel, before = shown.tools.left_out, shown.camera
    x, y = before.to_world(shown.left_out.found[0].at)
    QTest.keyClick(panel.rows, Qt.Key.Key_Return)
    assert not panel.isVisible()
    assert shown.camera.scale < before.scale
    assert (shown.camera.x, shown.camera.y) == pytest.approx((x, y), abs=1.0)


def test_nothing_is_said_when_everything_has_room(shown: MapView) -> None:
    shown.centre_on_node(node("odesa"), 60.0)
    shown.settle()
    shown.left_out.count()
    assert not shown.left_out.found and not shown.left_out.isVisible()


def test_buttons_are_no_higher_than_a_low_map(shown: MapView) -> None:
    shown.resize(620, 300)
    shown.settle()
    assert 0 < shown.buttons_bottom < 300


@pytest.mark.parametrize("size", [(620, 300), (1000, 700)])
def test_every_row_of_the_legend_can_be_reached_in_any_map(
    shown: MapView, size: tuple[int, int]
) -> None:
    shown.resize(*size)
    shown.settle()
    QTest.keyClick(shown, Qt.Key.Key_L)
    panel = shown.tools.legend
    assert panel.isVisible() and shown.rect().contains(panel.geometry())
    assert panel.geometry().right() < shown.width() - shown.buttons_width
    sheet, view = panel.sheet.height(), panel.area.viewport().height()
    assert sheet <= view + panel.area.verticalScrollBar().maximum() + 1
    assert "Earlier incidents" in panel.sheet.accessibleDescription()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible() and not shown.legend_shown


def test_legend_and_panel_of_layers_never_lie_over_each_other(shown: MapView) -> None:
    shown.show_legend(True)
    shown.toggle_layers()
    assert shown.tools.layers.isVisible() and not shown.tools.legend.isVisible()
    shown.show_legend(True)
    assert shown.tools.legend.isVisible() and not shown.tools.layers.isVisible()


def test_the_name_of_what_was_gone_to_is_written_beside_its_ring(shown: MapView) -> None:
    x, y = world().geography.node_xy[node("kyiv")]
    shown.centre_on_node(node("kyiv"), 300)
    shown.settle()
    shown.tools.point_at(float(x), float(y))
    without = shown.grab().toImage()
    shown.tools.point_at(float(x), float(y), "Kyiv")
    assert shown.grab().toImage() != without
