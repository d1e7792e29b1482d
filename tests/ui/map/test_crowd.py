"""On a crowded map nothing that is written covers anything else that is written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPixmap
from pytestqt.qtbot import QtBot

from tabletop.ui.map.composer import Look, paint_layers
from tabletop.ui.map.lettering import Lettering, Style
from tabletop.ui.map.view import MapView
from tests.ui.map.scenes import busy, geometry, node, world

SCALES = (3_000.0, 1_700.0, 1_000.0, 700.0, 420.0, 250.0, 120.0)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MapView]:
    made = MapView()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.set_world(world(), geometry())
    made.show_moment(busy())  # type: ignore[arg-type]
    made.show()
    yield made
    made.close()


def written(view: MapView, scale: float, place: str) -> list[tuple[str, QRectF]]:
    """Paint the map and return every text with its box."""
    found: list[tuple[str, QRectF]] = []
    view.centre_on_node(node(place), scale)
    assert view.ground is not None
    pixmap = QPixmap(1366, 768)
    painter = QPainter(pixmap)
    look = Look(view.camera, view.theme, view.layers, view.font(), 1.0)
    canvas = view.composer.canvas(painter, look, view.camera, view.ground, view.picture)
    plain = canvas.lettering

    class Listening(Lettering):
        def draw(self, painter: QPainter, at: QPointF, text: str, style: Style) -> None:
            if style is not canvas.letters.count:
                found.append((text, QRectF(at, self.size(text, style))))
            super().draw(painter, at, text, style)

    canvas.lettering = Listening(plain.font, plain.ratio)
    for _ in paint_layers(canvas, view.translate):
        pass
    painter.end()
    return found


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("place", ["kyiv", "kupiansk"])
def test_no_text_covers_another_at_any_zoom(view: MapView, scale: float, place: str) -> None:
    for layer in ("pressure", "truth", "reach", "areas", "coverage"):
        view.show_layer(layer)
    texts = written(view, scale, place)
    assert len(texts) > 4
    inner = [(words, box.adjusted(1, 1, -1, -1)) for words, box in texts]
    covered = [(a, b) for (a, one), (b, two) in combinations(inner, 2) if one.intersects(two)]
    assert covered == []
