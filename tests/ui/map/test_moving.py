"""Panning: what is shifted, put together from strips, or kept is what would be painted anew."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.ui.map.base_layer import paint_base
from tabletop.ui.map.composer import FAR, MARGIN
from tabletop.ui.map.painted import AHEAD
from tabletop.ui.map.scene import GRID, Grid
from tabletop.ui.map.symbols import SymbolStore
from tabletop.ui.map.tape import Tape
from tabletop.ui.map.tiles import SIDE
from tabletop.ui.map.view import MapView
from tabletop.ui.theme import THEMES
from tests.ui.map.scenes import busy, geometry, node, world


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MapView]:
    made = MapView()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.set_world(world(), geometry())
    made.show_moment(busy())  # type: ignore[arg-type]
    made.show()
    store = SymbolStore.shared()
    qtbot.waitUntil(lambda: not store.waiting, timeout=20_000)
    made.settle()
    yield made
    made.close()


def pixels(picture: QPixmap | QImage) -> np.ndarray:
    """Return red, green and blue [row, column, 3] of a picture."""
    image = picture.toImage() if isinstance(picture, QPixmap) else picture
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), dtype=np.uint8)
    rows = flat.reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].astype(int)


def on_screen(view: MapView) -> np.ndarray:
    """Return what the window shows, which is not always what it would paint."""
    return pixels(view.screen().grabWindow(view.winId()))


def travel(view: MapView, steps: int, dx: float, dy: float) -> None:
    """Pan step by step and let the event loop do what follows."""
    for _ in range(steps):
        view.pan(dx, dy)
        QApplication.processEvents()
    view.settle()
    view.left_out.count()  # now, and not while the screen is compared
    view.left_out.repaint()  # its first painting may wait for a timer of the platform
    QApplication.processEvents()


@pytest.mark.parametrize("way", [(7.0, -5.0), (-11.0, 3.0), (0.0, 13.0)])
def test_the_screen_shows_after_a_pan_what_would_be_painted_anew(
    view: MapView, way: tuple[float, float]
) -> None:
    travel(view, 12, *way)
    assert (on_screen(view) == pixels(view.grab())).all()


def test_the_foot_of_the_window_stays_where_it_is_while_the_mouse_is_over_the_map(
    view: MapView,
) -> None:
    view.coordinates.wait()
    QTest.mouseMove(view, QPointF(200, 200).toPoint())
    QApplication.processEvents()
    travel(view, 6, 9.0, -9.0)
    assert (on_screen(view) == pixels(view.grab())).all()


def test_nothing_that_lies_over_the_map_is_smeared_by_a_pan(view: MapView) -> None:
    view.show_legend(True)
    QApplication.processEvents()
    travel(view, 6, -8.0, 8.0)
    assert (on_screen(view) == pixels(view.grab())).all()


def test_a_picture_put_together_from_tiles_is_the_one_painted_at_once(view: MapView) -> None:
    """Also where tiles meet: a smoothed edge may differ by a shade, a seam would be a line."""
    travel(view, 50, -17.0, 11.0)
    assert_seamless(view)


def assert_seamless(view: MapView) -> None:
    """Check that the tiles of a view's window show what one picture painted at once shows."""
    assert view.scene is not None and view.scene.covers(view.camera)
    sheet, ratio = view.scene.sheet, view.scene.tiles.ratio
    x, y = view.scene.corner(view.camera)
    joined = pixels(view.scene.still(view.camera))
    high, wide = joined.shape[:2]
    whole = QPixmap(wide, high)
    whole.setDevicePixelRatio(ratio)
    box = QRectF(x / ratio, y / ratio, wide / ratio, high / ratio)
    painter = QPainter(whole)
    look = sheet.look
    for _ in paint_base(painter, sheet.grid.camera(look.camera, box), sheet.ground, look.theme,
                        look.shown, look.thick * ratio):  # fmt: skip
        pass
    painter.resetTransform()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    area = box.translated(-sheet.frame.topLeft())
    painter.translate(-area.topLeft())
    for _ in sheet.tape.play(painter, area):
        pass
    painter.end()
    apart = np.abs(joined - pixels(whole)).max(axis=2) > 40
    assert apart.mean() < 0.004
    assert apart.mean(axis=0).max() < 0.06
    assert apart.mean(axis=1).max() < 0.06


@pytest.mark.parametrize("ratio", [1.0, 1.1, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_tiles_meet_without_a_seam_at_every_density_of_the_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ratio: float, theme: str
) -> None:
    monkeypatch.setattr(MapView, "devicePixelRatioF", lambda _: ratio)
    made = MapView(theme=THEMES[theme])
    qtbot.addWidget(made)
    made.resize(640, 480)
    made.set_world(world(), geometry())
    made.show_moment(busy())  # type: ignore[arg-type]
    made.settle()
    for way in ((0.0, 0.0), (-333.0, 41.0), (77.0, -512.0)):
        made.pan(*way)
        made.settle()
        assert_seamless(made)


def test_names_stay_at_their_places_while_the_map_is_panned(view: MapView) -> None:
    def places() -> set[tuple[str, int, tuple[int, ...], int, int]]:
        assert view.scene is not None
        found = set()
        for hit in view.scene.hits:
            x, y = view.scene.camera.to_world(hit.centre)
            if window.contains(QPointF(x, y)):
                found.add((hit.kind, hit.index, hit.members, round(x), round(y)))
        return found

    window = view.camera.window()
    before = places()
    travel(view, 40, -12.0, 0.0)
    assert len(before) > 10
    assert places() == before


def test_a_pan_lays_nothing_out_anew(view: MapView, monkeypatch: pytest.MonkeyPatch) -> None:
    def laid_out(*_: object) -> None:
        raise AssertionError("the layers were laid out by a pan")

    monkeypatch.setattr("tabletop.ui.map.composer.paint_layers", laid_out)
    scene = view.scene
    assert scene is not None
    before = set(scene.tiles.pictures)
    travel(view, 30, -MARGIN / 10, 0.0)
    assert view.scene is scene
    assert set(scene.tiles.pictures) - before


def test_what_is_found_in_a_picture_lies_where_it_is_painted(view: MapView) -> None:
    travel(view, 30, -20.0, 10.0)
    assert view.ground is not None
    for hit in view.window_hits():
        if hit.kind == "node":
            at = view.node_at(hit.index)
            assert abs(hit.centre.x() - at.x()) <= 0.5
            assert abs(hit.centre.y() - at.y()) <= 0.5


def test_frames_lie_on_one_grid_and_hold_the_window_with_its_margin(view: MapView) -> None:
    assert view.ground is not None
    grid = Grid.of(view.ground, view.camera.scale)
    for step in (0.0, 0.3, 7.9, 8.0, -123.4):
        camera = view.camera.panned(step, -step)
        frame = grid.frame(camera, 100.0)
        assert frame.x() % GRID == frame.y() % GRID == 0
        assert frame.width() % GRID == frame.height() % GRID == 0
        wide = camera.grown(100.0)
        corner = grid.camera(camera, frame).to_screen(*wide.to_world(QPointF(0, 0)))
        assert -0.01 <= corner.x() <= frame.width() - wide.width + 0.01
        assert -0.01 <= corner.y() <= frame.height() - wide.height + 0.01


def strokes(painter: QPainter) -> None:
    """Paint one of everything that layers paint with."""
    stamp = QPixmap(9, 7)
    stamp.fill(Qt.GlobalColor.red)
    painter.setPen(QPen(Qt.GlobalColor.blue, 3))
    painter.drawLine(QPointF(5, 5), QPointF(90, 60))
    painter.setBrush(Qt.GlobalColor.green)
    painter.drawEllipse(QPointF(30, 60), 12.0, 8.0)
    painter.drawRect(QRectF(60, 5, 20, 10))
    painter.drawRoundedRect(QRectF(60, 70, 20, 12), 3, 3)
    painter.fillRect(QRectF(2, 80, 9, 9), Qt.GlobalColor.darkYellow)
    painter.drawPixmap(QPointF(10, 30), stamp)
    painter.drawText(QRectF(20, 10, 40, 20), Qt.AlignmentFlag.AlignCenter, "×3")


def test_a_tape_plays_what_was_painted_and_in_parts_the_same() -> None:
    direct, whole, parts = (QImage(100, 100, QImage.Format.Format_RGB32) for _ in range(3))
    tape = Tape()
    strokes(tape)
    assert len(tape) == 7
    for image, boxes in (
        (direct, []),
        (whole, [QRectF(0, 0, 100, 100)]),
        (parts, [QRectF(0, 0, 48, 100), QRectF(48, 0, 52, 40), QRectF(48, 40, 52, 60)]),
    ):
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        if not boxes:
            strokes(painter)
        for box in boxes:
            painter.setClipRect(box)
            for _ in tape.play(painter, box):
                pass
        painter.end()
    assert (pixels(direct) == pixels(whole)).all()
    assert (pixels(direct) == pixels(parts)).all()


def test_far_tiles_are_given_up_so_that_a_long_way_takes_no_more_memory(view: MapView) -> None:
    assert view.scene is not None
    view.zoom(6.0)
    view.settle()
    most = 0
    for _ in range(12):
        travel(view, 4, -150.0, 60.0)
        assert view.scene is not None
        most = max(most, len(view.scene.tiles.pictures))
        assert view.scene.covers(view.camera.grown(MARGIN))
    wide, high = ((n + 2 * FAR) / SIDE + 2 for n in (view.width(), view.height()))
    assert most <= wide * high


def test_while_the_map_moves_only_what_comes_near_the_window_is_painted(view: MapView) -> None:
    view.pan(-SIDE, 0.0)  # so that the margin needs tiles that were not painted with the window
    while view.composer.busy:
        view.composer.step()
    assert view.scene is not None
    assert view.scene.covers(view.camera.grown(AHEAD))
    assert not view.scene.covers(view.camera.grown(MARGIN))


def test_once_the_map_rests_its_margin_is_painted(view: MapView, qtbot: QtBot) -> None:
    view.pan(-SIDE, 0.0)
    wide = view.camera.grown(MARGIN)
    assert view.scene is not None and not view.scene.covers(wide)
    qtbot.waitUntil(lambda: view.scene is not None and view.scene.covers(wide), timeout=20_000)


def test_a_new_moment_paints_no_ground_that_is_there(
    view: MapView, monkeypatch: pytest.MonkeyPatch
) -> None:
    def painted(*_: object) -> None:
        raise AssertionError("the ground was painted anew")

    monkeypatch.setattr("tabletop.ui.map.composer.paint_base", painted)
    scene = view.scene
    view.repaint_scene()
    view.settle()
    assert view.scene is not scene
    assert view.scene is not None and view.scene.covers(view.camera.grown(MARGIN))


@pytest.mark.parametrize("ratio", [1.0, 1.1, 1.25, 1.5, 2.0])
def test_hatchings_go_on_from_one_tile_to_the_next(view: MapView, ratio: float) -> None:
    assert view.ground is not None and view.scene is not None
    grid, look, ground = view.scene.sheet.grid, view.look, view.ground
    x, y = ground.nodes[node("simferopol")]
    left, top = round((x - grid.left) / grid.scale) - 30, round((grid.top - y) / grid.scale)

    def hatched(first: int, wide: int) -> np.ndarray:
        """Return device pixels of the far side that begin ``first`` after the left edge."""
        made = QPixmap(wide, 12)
        made.setDevicePixelRatio(ratio)
        box = QRectF(left + first / ratio, top, wide / ratio, 12 / ratio)
        painter = QPainter(made)
        camera = grid.camera(look.camera, box)
        for _ in paint_base(painter, camera, ground, look.theme, frozenset({"beyond"}), ratio):
            pass
        painter.end()
        return pixels(made)

    assert SIDE % 8 == 0
    whole = hatched(0, 64)
    assert 0.1 < (whole != whole[0, 0]).any(axis=2).mean() < 0.9
    assert (whole[:, 24:] == hatched(24, 40)).all()
