"""The small charts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from tabletop.ui.charts import (
    Sparkline,
    paint_line,
    paint_share,
    paint_term,
    scale_of,
    theme_of,
)
from tabletop.ui.theme import LIGHT, THEMES, palette

WIDE, HIGH = 100, 20
BLACK, WHITE = QColor("#000000"), QColor("#ffffff")


def canvas() -> QImage:
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(WHITE)
    return image


def filled(image: QImage, colour: str) -> int:
    """Count the columns in which a colour is met half-way up."""
    return sum(image.pixelColor(x, HIGH // 2) == QColor(colour) for x in range(WIDE))


@pytest.mark.parametrize("name", THEMES)
def test_the_theme_is_known_by_its_palette(qtbot: QtBot, name: str) -> None:
    assert theme_of(palette(THEMES[name])).name == name


@pytest.mark.parametrize("share", [0.0, 0.25, 0.9, 1.0, 1.7, -3.0])
def test_a_share_fills_that_much_of_its_bar(qtbot: QtBot, share: float) -> None:
    image = canvas()
    painter = QPainter(image)
    paint_share(painter, QRectF(image.rect()), share, QColor(LIGHT.border), QColor(LIGHT.accent))
    painter.end()
    held = min(max(share, 0.0), 1.0)
    assert filled(image, LIGHT.accent) == pytest.approx(held * WIDE, abs=4)


@pytest.mark.parametrize(("value", "left"), [(5.0, False), (-5.0, True)])
def test_a_term_points_to_the_side_of_its_sign(qtbot: QtBot, value: float, left: bool) -> None:
    image = canvas()
    painter = QPainter(image)
    paint_term(painter, QRectF(image.rect()), value, (-10.0, 10.0), LIGHT)
    painter.end()
    inked = [x for x in range(WIDE) if image.pixelColor(x, HIGH // 2 + 1) != WHITE]
    middle = sum(inked) / len(inked)
    assert (middle < WIDE / 2) == left


@pytest.mark.parametrize("values", [(), (3.0,), (1.0, 1.0), (0.0, 50.0, 200.0), (-5.0, 5.0)])
def test_a_line_stays_in_its_box(qtbot: QtBot, values: tuple[float, ...]) -> None:
    image = canvas()
    painter = QPainter(image)
    box = QRectF(10, 4, WIDE - 20, HIGH - 8)
    paint_line(painter, box, values, (0.0, 100.0), BLACK, BLACK)
    painter.end()
    for y in range(HIGH):
        for x in (*range(9), *range(WIDE - 9, WIDE)):
            assert image.pixelColor(x, y) == WHITE
    assert bool(values) == any(
        image.pixelColor(x, y) != WHITE for y in range(HIGH) for x in range(WIDE)
    )


def test_an_open_scale_is_taken_from_the_values() -> None:
    assert scale_of([3.0, 9.0], None, None) == (3.0, 9.0)
    assert scale_of([3.0, 9.0], 0.0, 100.0) == (0.0, 100.0)
    low, high = scale_of([4.0, 4.0], None, None)
    assert low < 4.0 < high


def test_a_sparkline_says_its_numbers(qtbot: QtBot) -> None:
    line = Sparkline("Willingness")
    qtbot.addWidget(line)
    line.show_values([50.2, 47.0])
    assert line.values == (50.2, 47.0)
    assert line.accessibleDescription() == "50, 47"
    assert line.minimumSizeHint().width() <= line.sizeHint().width()
    assert not line.grab().isNull()
