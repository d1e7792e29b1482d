"""The map widget, driven by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tabletop.ui.map.advice import NoAdvice
from tabletop.ui.map.canvas import Hit
from tabletop.ui.map.composer import MARGIN
from tabletop.ui.map.interaction import LAWFUL
from tabletop.ui.map.layers import LAYERS, SECRET
from tabletop.ui.map.picture import DEPLOYED
from tabletop.ui.map.symbols import SymbolStore
from tabletop.ui.map.view import MapView
from tabletop.ui.theme import DARK, THEMES
from tests.ui.map.scenes import Snapshot, busy, force_of, geometry, node, quiet, world

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


def at_kyiv() -> Snapshot:
    """Return a moment with one British brigade at Kyiv."""
    scene = quiet()
    force = force_of("gb_light_bde")
    scene.state.status[0, force], scene.state.at[0, force] = DEPLOYED, node("kyiv")
    return scene


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MapView]:
    made = MapView()
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.set_world(world(), geometry())
    made.show_moment(at_kyiv())  # type: ignore[arg-type]
    made.show()
    store = SymbolStore.shared()
    qtbot.waitUntil(lambda: not store.waiting, timeout=20_000)  # asked for here or before
    made.settle()
    made.setFocus()
    yield made
    made.close()


def find(view: MapView, kind: str, index: int | None = None) -> Hit:
    """Return something on the screen."""
    return next(
        hit for hit in view.window_hits() if hit.kind == kind and index in (None, hit.index)
    )


def drag(view: MapView, start: QPointF, end: QPointF) -> None:
    """Drag with the left button in three steps."""
    QTest.mousePress(view, LEFT, pos=start.toPoint())
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(view, (start + (end - start) * share).toPoint())
    QTest.mouseRelease(view, LEFT, pos=end.toPoint())


def collect(view: MapView) -> dict[str, list[tuple[int, ...]]]:
    """Write down the signals of a map."""
    seen: dict[str, list[tuple[int, ...]]] = {}
    for name in ("forceClicked", "forcePicked", "forceDropped", "dropRefused", "dragCancelled",
                 "nodeClicked", "sectorClicked"):  # fmt: skip
        heard = seen.setdefault(name, [])
        getattr(view, name).connect(lambda *values, heard=heard: heard.append(values))
    return seen


def light(view: MapView, lawful: set[str]) -> None:
    """Answer clicks on a force with destinations: the named nodes are lawful, others are not."""
    places = {node(name) for name in lawful}
    codes = [(n, LAWFUL if n in places else 4) for n in range(len(world().geography.nodes))]
    view.forceClicked.connect(lambda _force: view.show_destinations(codes))


BRIGADE = force_of("gb_light_bde")


def test_a_drag_of_a_force_drops_it_on_the_node_under_the_mouse(view: MapView) -> None:
    seen = collect(view)
    light(view, {"lviv", "odesa"})
    drag(view, find(view, "force").centre, view.node_at(node("odesa")))
    assert seen["forceDropped"] == [(BRIGADE, node("odesa"))]
    assert seen["forcePicked"] == [(BRIGADE,)] and seen["forceClicked"] == [(BRIGADE,)]


def test_the_keyboard_takes_the_same_way(view: MapView) -> None:
    seen = collect(view)
    light(view, {"lviv", "odesa", "poltava"})
    QTest.keyClick(view, Key.Key_Tab)
    QTest.keyClick(view, Key.Key_Return)
    for _ in range(4):
        QTest.keyClick(view, Key.Key_Down)
    assert not seen["forceDropped"]
    QTest.keyClick(view, Key.Key_Return)
    assert seen["forceDropped"] == [(BRIGADE, node("odesa"))]


def test_keys_offer_only_lawful_destinations(view: MapView) -> None:
    light(view, {"lviv", "odesa", "poltava"})
    QTest.keyClick(view, Key.Key_Tab)
    QTest.keyClick(view, Key.Key_Return)
    aimed = set()
    for _ in range(3):
        aimed.add(view.hand.aimed())
        QTest.keyClick(view, Key.Key_Tab)
    assert aimed == {node("lviv"), node("odesa"), node("poltava")}


def test_with_control_the_arrows_lead_over_unlawful_places_too_and_they_say_why(
    view: MapView,
) -> None:
    seen = collect(view)
    light(view, {"odesa"})
    QTest.keyClick(view, Key.Key_Tab)
    QTest.keyClick(view, Key.Key_Return)
    assert view.hand.aimed() == node("odesa")
    QTest.keyClick(view, Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    over = view.hand.aimed()
    assert over != node("odesa")
    note = view.hand.note
    assert note is not None
    assert not note.lawful
    QTest.keyClick(view, Key.Key_Return)
    assert seen["dropRefused"] == [(BRIGADE, over)]
    assert seen["forceDropped"] == []


def test_where_no_place_is_lawful_the_arrows_say_of_each_why(view: MapView) -> None:
    light(view, set())
    QTest.keyClick(view, Key.Key_Tab)
    QTest.keyClick(view, Key.Key_Return)
    assert view.hand.aimed() == -1
    passed = set()
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Down, Key.Key_Tab):
        QTest.keyClick(view, key)
        note = view.hand.note
        assert note is not None
        assert not note.lawful
        passed.add(view.hand.aimed())
    assert len(passed) > 1
    assert -1 not in passed


def test_an_unlawful_drop_sends_no_wish_but_says_why(view: MapView, qtbot: QtBot) -> None:
    seen = collect(view)
    light(view, {"lviv"})
    asked: list[int] = []

    class Bundestag(NoAdvice):
        def reason(self, node: int) -> str:
            asked.append(node)
            return "The Bundestag has not voted."

    view.set_adviser(Bundestag())
    drag(view, find(view, "force").centre, view.node_at(node("odesa")))
    assert seen["forceDropped"] == []
    assert seen["dropRefused"] == [(BRIGADE, node("odesa"))]
    assert node("odesa") in asked
    note = view.hand.note
    assert note is not None and "The Bundestag has not voted." in note.words
    assert "The Bundestag has not voted." in view.accessibleDescription()


def test_the_reason_shows_already_while_the_force_is_held_over_a_node(view: MapView) -> None:
    light(view, {"lviv"})

    class Refuser(NoAdvice):
        def reason(self, node: int) -> str:
            return f"Not node {node}."

    view.set_adviser(Refuser())
    start, end = find(view, "force").centre, view.node_at(node("odesa"))
    QTest.mousePress(view, LEFT, pos=start.toPoint())
    QTest.mouseMove(view, (start + QPointF(30, 30)).toPoint())
    QTest.mouseMove(view, end.toPoint())
    note = view.hand.note
    assert note is not None and f"Not node {node('odesa')}." in note.words
    QTest.mouseRelease(view, LEFT, pos=end.toPoint())


def test_escape_puts_a_dragged_force_back(view: MapView) -> None:
    seen = collect(view)
    start, end = find(view, "force").centre, view.node_at(node("odesa"))
    QTest.mousePress(view, LEFT, pos=start.toPoint())
    QTest.mouseMove(view, (start + QPointF(30, 30)).toPoint())
    QTest.mouseMove(view, end.toPoint())
    QTest.keyClick(view, Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, pos=end.toPoint())
    assert seen["forceDropped"] == [] and seen["dragCancelled"] == [(BRIGADE,)]


def test_a_drop_beside_every_node_or_at_home_wishes_nothing(view: MapView) -> None:
    seen = collect(view)
    start = find(view, "force").centre
    drag(view, start, view.camera.to_screen(6_900_000, 3_400_000))
    drag(view, start, view.node_at(node("kyiv")) + QPointF(2, 2))
    assert seen["forceDropped"] == [] and seen["dropRefused"] == []


def test_clicks_tell_what_was_clicked(view: MapView) -> None:
    seen = collect(view)
    for kind in ("force", "node", "sector"):
        hit = find(view, kind, node("odesa") if kind == "node" else None)
        QTest.mouseClick(view, LEFT, pos=hit.centre.toPoint())
    assert seen["forceClicked"] == [(BRIGADE,)]
    assert seen["nodeClicked"] == [(node("odesa"),)]
    assert len(seen["sectorClicked"]) == 1


def test_a_click_on_bare_ground_puts_the_lights_out(view: MapView) -> None:
    light(view, {"lviv"})
    QTest.mouseClick(view, LEFT, pos=find(view, "force").centre.toPoint())
    assert view.hand.destinations
    QTest.mouseClick(view, LEFT, pos=view.camera.to_screen(6_900_000, 3_400_000).toPoint())
    assert not view.hand.destinations


def test_a_stack_spreads_out_and_its_forces_can_be_dragged(view: MapView) -> None:
    view.show_moment(busy())  # type: ignore[arg-type]
    view.settle()
    seen = collect(view)
    light(view, {"odesa"})
    stack = max((h for h in view.window_hits() if h.kind == "stack"), key=lambda h: len(h.members))
    QTest.mouseClick(view, LEFT, pos=stack.centre.toPoint())
    cells = [hit for hit in view.hand.stops()]
    assert [hit.index for hit in cells] == list(stack.members)
    assert all(view.rect().contains(hit.box.toAlignedRect()) for hit in cells)
    assert not any(a.box.intersects(b.box) for a, b in combinations(cells, 2))
    drag(view, cells[-1].centre, view.node_at(node("odesa")))
    assert seen["forceDropped"] == [(stack.members[-1], node("odesa"))]


def test_escape_closes_a_spread_out_stack(view: MapView) -> None:
    view.show_moment(busy())  # type: ignore[arg-type]
    view.settle()
    QTest.mouseClick(view, LEFT, pos=find(view, "stack").centre.toPoint())
    assert view.hand.spread_out
    QTest.keyClick(view, Key.Key_Escape)
    assert not view.hand.spread_out


def test_tab_visits_every_force_and_then_leaves_the_map(view: MapView, qtbot: QtBot) -> None:
    view.show_moment(busy())  # type: ignore[arg-type]
    view.settle()
    stops = len(view.hand.stops())
    assert stops > 5
    said: list[str] = []
    view.announced.connect(said.append)
    for _ in range(stops):
        QTest.keyClick(view, Key.Key_Tab)
        assert view.hasFocus()
    assert len(said) == stops and all(said)
    QTest.keyClick(view, Key.Key_Tab)
    assert view.hand.focus() is None


def test_arrows_go_from_thing_to_thing_and_enter_opens_a_place(view: MapView) -> None:
    seen = collect(view)
    for _ in range(12):
        QTest.keyClick(view, Key.Key_Left)
        at = view.hand.focus()
        if at is not None and at.kind == "node":
            break
    at = view.hand.focus()
    assert at is not None and at.kind == "node"
    QTest.keyClick(view, Key.Key_Return)
    assert seen["nodeClicked"] == [(at.index,)]


@pytest.mark.parametrize("notches", [1, -2])
def test_the_wheel_keeps_the_ground_under_the_mouse(view: MapView, notches: int) -> None:
    at = QPointF(300, 500)
    before = view.camera
    event = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    assert view.camera.to_world(at) == pytest.approx(before.to_world(at), abs=1.0)
    assert (view.camera.scale < before.scale) == (notches > 0)


def test_panning_inside_the_margin_paints_nothing_anew(view: MapView) -> None:
    scene = view.scene
    drag(view, QPointF(600, 700), QPointF(600, 700 - MARGIN * 0.5))
    view.settle()
    assert view.scene is scene


def test_a_picture_given_up_half_way_leaves_nothing_behind(view: MapView) -> None:
    for step in range(1, 40):
        view.set_theme(DARK if step % 2 else THEMES["light"])
        for _ in range(step):
            view.composer.step()
    view.settle()
    assert view.scene is not None and view.scene.covers(view.camera)


def test_panning_out_of_the_margin_adds_to_the_picture_until_it_covers_the_window(
    view: MapView,
) -> None:
    scene = view.scene
    assert scene is not None
    view.pan(-MARGIN * 2.5, 0)
    assert not scene.covers(view.camera)
    view.settle()
    assert view.scene is scene
    assert view.scene is not None and view.scene.covers(view.camera)


def test_things_are_found_where_they_are_seen_while_the_picture_is_stretched(
    view: MapView,
) -> None:
    view.zoom(1.5, QPointF(600, 400))
    spot = view.node_at(node("odesa"))
    hit = view.hand.hit(spot, frozenset({"node"}))
    assert hit is not None and hit.index == node("odesa")


def test_a_new_moment_on_the_same_view_keeps_the_ground(view: MapView) -> None:
    camera = view.scene.camera if view.scene else None
    view.pan(20, 20)
    view.show_moment(busy())  # type: ignore[arg-type]
    view.settle()
    assert view.scene is not None and view.scene.camera == camera


def test_a_moment_that_changes_nothing_paints_nothing(view: MapView) -> None:
    scene = view.scene
    view.show_moment(at_kyiv())  # type: ignore[arg-type]
    view.settle()
    assert view.scene is scene


@pytest.mark.parametrize("layer", [name for name in LAYERS if name not in SECRET])
def test_every_layer_changes_what_is_seen(view: MapView, layer: str) -> None:
    view.show_moment(busy())  # type: ignore[arg-type]
    if layer == "oblasts":
        view.zoom(2)
    view.show_layer(layer, False)
    view.settle()
    without = view.grab().toImage()
    view.show_layer(layer, True)
    view.settle()
    assert view.grab().toImage() != without


@pytest.mark.parametrize(("seat", "may"), [(None, True), ("facilitator", True),
                                           ("evaluator", True), ("coalition", False),
                                           ("room", False)])  # fmt: skip
def test_the_truth_is_only_for_those_who_may_know_it(
    view: MapView, seat: str | None, may: bool
) -> None:
    view.show_moment(replace(busy(), seat=seat))  # type: ignore[arg-type]
    view.show_layer("truth")
    assert ("truth" in view.layers) == may


def test_a_seat_that_may_not_know_loses_the_layer(view: MapView) -> None:
    view.show_layer("truth")
    assert "truth" in view.layers
    view.show_moment(replace(busy(), seat="room"))  # type: ignore[arg-type]
    assert "truth" not in view.layers


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_every_sector_has_its_label_at_the_first_view(view: MapView, theme: object) -> None:
    view.set_theme(theme)  # type: ignore[arg-type]
    view.show_moment(busy())  # type: ignore[arg-type]
    view.zoom_to_fit()
    view.settle()
    labelled = {h.index for h in view.window_hits() if h.kind == "sector" and not h.line}
    assert labelled == set(range(len(world().geography.sectors)))


def test_no_sector_label_runs_off_the_window_when_the_letters_are_large(view: MapView) -> None:
    view.show_moment(busy())  # type: ignore[arg-type]
    font = view.font()
    font.setPointSizeF(2.0 * font.pointSizeF())
    view.setFont(font)
    view.zoom_to_fit()
    view.settle()
    window = QRectF(view.rect())
    labels = [h for h in view.window_hits() if h.kind == "sector" and not h.line]
    assert labels
    assert all(window.contains(h.box) for h in labels)


def test_no_sector_label_covers_another_or_a_symbol(view: MapView) -> None:
    view.show_moment(busy())  # type: ignore[arg-type]
    for factor in (1.0, 1.7, 0.4):
        view.zoom(factor)
        view.settle()
        hits = view.scene.hits if view.scene else []
        labels = [h for h in hits if h.kind == "sector" and not h.line]
        symbols = [h for h in hits if h.kind in ("force", "stack")]
        assert not any(a.box.intersects(b.box) for a, b in combinations(labels, 2))
        assert not any(a.box.intersects(b.box) for a in labels for b in symbols)


def test_the_status_line_is_always_there(view: MapView) -> None:
    with_line = view.grab().toImage()
    for layer in LAYERS:
        view.show_layer(layer, False)
    view.settle()
    box = (14, view.height() - 19, 200, 6)
    assert view.grab().toImage().copy(*box) == with_line.copy(*box)


def test_stills_are_written_in_the_wanted_size(view: MapView, tmp_path: Path) -> None:
    view.export_png(tmp_path / "map.png", QSize(400, 300), 2.0)
    image = QImage(str(tmp_path / "map.png"))
    assert image.size() == QSize(800, 600)
    view.export_svg(tmp_path / "map.svg", QSize(400, 300))
    text = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "<svg" in text and "</svg>" in text


def test_a_still_that_cannot_be_written_is_an_os_error(view: MapView, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        view.export_png(tmp_path / "none" / "map.png")


def test_a_map_without_land_or_world_still_paints(qtbot: QtBot) -> None:
    empty = MapView(theme=DARK)
    qtbot.addWidget(empty)
    empty.resize(400, 300)
    empty.show()
    assert empty.grab().toImage().pixelColor(200, 150).name() == DARK.sea
    empty.set_world(world(), None)
    empty.settle()
    assert empty.grab().toImage().pixelColor(5, 5).isValid()


def test_large_text_makes_large_symbols_and_buttons(view: MapView) -> None:
    small = find(view, "force").box
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    view.settle()
    assert find(view, "force").box.width() > 1.7 * small.width()


def test_the_coordinates_under_the_mouse_are_those_of_the_place(view: MapView) -> None:
    view.coordinates.wait()
    x, y = world().geography.node_xy[node("kyiv")]
    assert view.coordinates.words(float(x), float(y)) == "50.450° N  30.520° E"


def test_the_view_can_be_centred_on_a_node(view: MapView) -> None:
    view.centre_on_node(node("odesa"), 400)
    spot = view.node_at(node("odesa"))
    assert (spot.x(), spot.y()) == pytest.approx((600, 400), abs=0.5)
    assert view.camera.scale == 400


def test_lines_are_as_thick_on_a_finer_screen(view: MapView, tmp_path: Path) -> None:
    """The share of the picture that lines and symbols take does not hang on the pixel ratio."""
    view.show_moment(busy())  # type: ignore[arg-type]
    shares = []
    for ratio in (1.0, 3.0):
        view.export_png(tmp_path / "map.png", QSize(600, 450), ratio)
        image = QImage(str(tmp_path / "map.png"))
        step = int(ratio)
        calm = {view.theme.colour(n).rgb() for n in ("home_land", "land", "sea", "window")}
        spots = [
            image.pixel(x, y) in calm
            for x in range(0, image.width(), step)
            for y in range(0, image.height(), step)
        ]
        shares.append(spots.count(False) / len(spots))
    assert shares[1] == pytest.approx(shares[0], rel=0.12)


def test_a_map_that_cannot_be_painted_is_not_tried_again_in_every_round(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.set_world(world(), geometry())
    view.settle()
    tries: list[int] = []

    def fail(*_: object) -> bool:
        tries.append(1)
        raise ZeroDivisionError

    monkeypatch.setattr(view.composer, "work", fail)
    with qtbot.captureExceptions() as faults:
        view.repaint_scene()
        view._slices.start()
        qtbot.waitUntil(lambda: bool(tries))
        for _ in range(5):
            QApplication.processEvents()
    assert [kind for kind, _, _ in faults] == [ZeroDivisionError]
    assert len(tries) == 1
