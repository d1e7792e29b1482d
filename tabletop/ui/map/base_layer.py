"""The ground below everything else: sea, land, borders, oblasts, and the bands of the tiers.

It is painted in small steps, so that a large map never holds the desk up for long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen

from tabletop.ui.map.camera import Camera
from tabletop.ui.map.geometry import COAST, FRONTIER, Level, Piece, Shape
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.nearby import Nearby
from tabletop.ui.map.palette import ground_pen
from tabletop.ui.theme import Theme, shade
from tabletop.world.ground import Tier

BATCH = 12
"""Small shapes painted in one step."""
PIECES = 6
"""Pieces of borders painted in one step."""
SPARE = 4.0
"""Pixels beyond the picture in which lines are painted."""
LARGE = 400
"""Points of a shape that gets a step of its own."""


def paint_base(
    painter: QPainter,
    camera: Camera,
    ground: Ground,
    theme: Theme,
    shown: frozenset[str],
    thick: float = 1.0,
) -> Iterator[None]:
    """Paint the ground step by step; the picture is complete when the iterator ends.

    ``thick`` is the width of a thin line in device pixels.  Hatchings begin in the corner of the
    picture and repeat after 8 device pixels.
    """
    whole = QRectF(0, 0, camera.width, camera.height)
    painter.fillRect(whole, theme.colour("window" if ground.geometry else "sea"))
    window = camera.grown(SPARE).window()  # a line beside the picture may reach into it
    painter.setTransform(camera.transform(), True)
    if ground.geometry is not None:
        painter.fillRect(ground.geometry.window, theme.colour("sea"))
    if ground.geometry is not None:
        level = ground.geometry.level(camera.scale)
        yield
        near = level.near_land.near(window)
        home = [shape for shape in near if shape.feature == ground.geometry.home]
        rest = [shape for shape in near if shape.feature != ground.geometry.home]
        yield from _fill(painter, rest, window, QBrush(theme.colour("land")))
        yield from _fill(painter, home, window, QBrush(theme.colour("home_land")))
        if home:
            yield from _sides(painter, home, ground, theme, shown)
        yield from _borders(painter, level, window, camera.scale, theme, shown, thick)
    elif len(ground.line):
        yield from _sides(painter, [], ground, theme, shown)


def _fill(
    painter: QPainter, shapes: Iterable[Shape], window: QRectF, brush: QBrush
) -> Iterator[None]:
    # Without smoothing: two neighbours of one colour then meet without a seam, and the borders
    # are painted over the edges anyway.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    waiting = 0
    for shape in shapes:
        if window.intersects(shape.box):
            painter.drawPath(shape.path)
            waiting += LARGE if shape.path.elementCount() > LARGE else 1
            if waiting >= BATCH:
                waiting = 0
                yield


def _sides(
    painter: QPainter,
    home: Sequence[Shape],
    ground: Ground,
    theme: Theme,
    shown: frozenset[str],
) -> Iterator[None]:
    """Paint the bands of the tiers on the near side of the line and hatch the far side."""
    if not len(ground.line) or not {"tiers", "beyond"} & shown:
        return
    land = QPainterPath()
    for shape in home:
        land.addPath(shape.path)
    painter.save()
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        if home:
            painter.setClipPath(land, Qt.ClipOperation.IntersectClip)
        if "beyond" in shown:
            hatch = QBrush(theme.colour("label_dim", 0.22), Qt.BrushStyle.BDiagPattern)
            # The hatching must not grow with the map.
            hatch.setTransform(painter.transform().inverted()[0])
            painter.setBrush(hatch)
            painter.drawPolygon(ground.far_side)
            yield
        if "tiers" in shown:
            near = QPainterPath()
            near.addPolygon(ground.near_side)
            painter.setClipPath(near, Qt.ClipOperation.IntersectClip)
            yield from _bands(painter, ground, theme)
    finally:
        painter.restore()  # also when the picture is given up half-way
    yield


def _bands(painter: QPainter, ground: Ground, theme: Theme) -> Iterator[None]:
    bands = zip(filled_tiers(ground), theme.tier_bands, strict=False)
    for tier, colour in reversed(list(bands)):
        painter.setBrush(shade(colour, 0.55))
        painter.drawPath(ground.band(tier.to_km))
        yield


DEEPEST = 150.0
"""Kilometres behind the line down to which tiers are shown as bands."""


def filled_tiers(ground: Ground) -> list[Tier]:
    """Return the tiers whose depth is small enough to be shown as a band."""
    return [tier for tier in ground.outline.tiers if tier.to_km <= DEEPEST]


def _borders(
    painter: QPainter,
    level: Level,
    window: QRectF,
    scale: float,
    theme: Theme,
    shown: frozenset[str],
    thick: float,
) -> Iterator[None]:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # Qt paints lines of one pixel much faster than any wider one.
    wide = thick
    strokes: list[tuple[Nearby[Piece], QPen]] = [
        (level.near_borders[COAST], ground_pen(theme.colour("coast"), wide)),
        (level.near_borders[FRONTIER], ground_pen(theme.colour("frontier"), wide)),
    ]
    if "oblasts" in shown and scale < 2_600:
        oblast = ground_pen(theme.colour("oblast"), wide, Qt.PenStyle.DashLine, flat=True)
        strokes.insert(0, (level.near_oblast_borders, oblast))
    strokes.append((level.near_home_border, ground_pen(theme.colour("home_border"), 1.7 * wide)))
    for pieces, stroke in strokes:
        painter.setPen(stroke)
        waiting = 0
        for piece in pieces.near(window):
            if window.intersects(piece.box):
                painter.drawPolyline(piece.line)
                waiting += 1
                if waiting == PIECES:
                    waiting = 0
                    yield
        if waiting:
            yield
