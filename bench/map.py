"""How smooth the map is: milliseconds a frame of panning and of zooming, beside two peers.

    .venv/bin/python bench/map.py [--rounds N] [--size 1600x900]

Content: at least 300 forces, 150 links and 90 names, on land of two levels of detail (``medium``,
tolerance 1.2 km, as 1:50m; ``fine``, 250 m, as 1:10m).  The desk's map, a plain QGraphicsView and
pyqtgraph draw the same land, borders, links, line, markers, symbols and names in the same run.

A frame is one move and everything that the event loop then does, the painting of new ground
included.  A pan goes 12 pixels a frame round a square of 1,200 pixels, so that new ground comes
into sight all the time and every margin painted beforehand is left behind.  "All" is the mean of
its frames with what was still being painted at its end.  While a zoom goes on, the desk's map
stretches its picture; the sharp one follows 60 ms after the last step, in slices, and its time is
printed apart.  Rounds are interleaved, and the two sides with the shortest frames play LIGHT times
a round, since other work on the machine shows most in them; medians and 95th percentiles are over
all frames.  Times are those of the processor, which other work on the machine stretches less than
those of the clock; both are printed, and goals are judged by the processor.

The desk's map keeps what it has painted until that is far away; before every round of it all of
that is thrown away, so that it paints each piece of ground as if for the first time.

Exits 1 when a goal is missed: at both levels and both scales, in median and 95th percentile,
panning takes at most 0.5 of pyqtgraph and 0.7 of a QGraphicsView with nothing over it, zooming at
most 0.3 of that view.
"""

from __future__ import annotations

import argparse
import copy
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication

from bench.map_peers import Content, Side, Sprite, Stroke, graphics_view, pyqtgraph_plot
from tabletop.content.library import resolve, world_of
from tabletop.content.places import content_root
from tabletop.rules.turn import initial_state
from tabletop.ui.map import palette
from tabletop.ui.map.base_layer import filled_tiers
from tabletop.ui.map.canvas import Canvas
from tabletop.ui.map.composer import Look, paint_layers
from tabletop.ui.map.geometry import COAST, FRONTIER, Level, MapGeometry, load_geometry
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.network_layer import node_radius
from tabletop.ui.map.picture import DEPLOYED, Picture
from tabletop.ui.map.reading import picture_of
from tabletop.ui.map.view import MapView
from tabletop.ui.theme import Theme, shade
from tabletop.world.world import World

FORCES, LINKS, NAMES = 300, 150, 90
LEVELS = ("medium", "fine")
SCALES = (1_000.0, 300.0)
"""Metres in a pixel: the whole line, and a part of it."""
CENTRE = (6_190_000.0, 3_130_000.0)
"""Metres: between Kharkiv and Kupiansk."""
STEP, EDGE = 12, 100
"""Pixels a frame of panning, and frames along one edge of the square."""
ZOOMS, FACTOR = 8, 1.08
"""Steps of a zoom in one direction, and the factor of one."""
OURS = "the desk's map"
LIGHT = 8
"""Times that a side with short frames plays in a round."""
LEAST_COLOURS = 20
REACH = 900.0
"""Pixels beyond the window in which the peers are given symbols and names."""
PLAIN = "QGraphicsView"
"""The view of Qt with nothing over it, which the goals are against."""
GOALS = (("pan", "pyqtgraph", 0.5), ("pan", PLAIN, 0.7), ("zoom", PLAIN, 0.3))


class OneLevel(MapGeometry):
    """A map of which one level of detail is painted at every scale."""

    fixed = ""

    def level(self, scale: float) -> Level:
        """Return the level that was chosen."""
        return self.levels[self.names.index(self.fixed)]

    @property
    def names(self) -> list[str]:
        """The names of the levels, the coarsest first."""
        return ["overview", "medium", "fine"]


def full_world() -> World:
    """Return the usual scenario with as many forces as the comparison asks for."""
    spec: dict[str, Any] = copy.deepcopy(dict(resolve("reassurance-force")))
    world = world_of(spec)
    missing = FORCES - len(world.forces)
    for actor in spec["actors"]:
        menu = actor["contributions"]
        if missing > 0 and menu:
            kind = next(k for k in spec["force_types"] if k["id"] == menu[0]["type"])
            menu[0]["max"] += missing * kind["group"]
            break
    return world_of(spec)


def full_picture(world: World) -> Picture:
    """Return a picture in which every force stands somewhere, spread over all places."""
    state = initial_state(world)
    inside = [i for i, node in enumerate(world.geography.nodes) if node.control not in ("RU", "BY")]
    for force in range(len(world.forces)):
        if state.status[0, force] != DEPLOYED:
            state.status[0, force] = DEPLOYED
            state.at[0, force] = inside[force * 7 % len(inside)]
    return picture_of(world, state)


class Recorder(QPainter):
    """A painter that writes down every ready picture it is given."""

    def __init__(self) -> None:
        self._device = QPixmap(8, 8)  # a painter does not keep what it paints on
        super().__init__(self._device)
        self.pictures: list[tuple[QPointF, QPixmap]] = []

    def drawPixmap(self, *args: Any) -> None:  # noqa: N802 (Qt's name)
        """Keep the picture and where it goes."""
        self.pictures.append((QPointF(args[0]), args[1]))


def content_of(view: MapView, land: OneLevel) -> Content:
    """Return what the desk's map draws at its present scale, for the peers."""
    ground, theme = view.ground, view.theme
    assert ground is not None, "no world is shown"
    camera = view.camera.grown(REACH)
    look = Look(camera, theme, view.layers, view.font(), 1.0)
    painter = Recorder()
    canvas = view.composer.canvas(painter, look, camera, ground, view.picture)
    for _ in paint_layers(canvas, view.translate):
        pass
    painter.end()
    level = land.level(camera.scale)
    fills = [
        (s.path, QBrush(theme.colour("home_land" if s.feature == land.home else "land")))
        for s in level.land
    ]
    fills += [(path, QBrush(shade(colour, 0.55))) for path, colour in bands(ground, theme, level)]
    hatch = QBrush(theme.colour("label_dim", 0.22), Qt.BrushStyle.BDiagPattern)
    hatch.setTransform(camera.transform().inverted()[0])
    fills.append((clipped(level, land.home, ground.far_side), hatch))
    pens = palette.ground_pen
    strokes = [
        Stroke([p.line for p in level.oblast_borders], pens(theme.colour("oblast"), 1)),
        Stroke([p.line for p in level.borders[COAST]], pens(theme.colour("coast"), 1)),
        Stroke([p.line for p in level.borders[FRONTIER]], pens(theme.colour("frontier"), 1)),
        Stroke([p.line for p in level.home_border], pens(theme.colour("home_border"), 1.7)),
        *_links(ground, canvas),
        *_sectors(ground, canvas),
    ]
    markers = [
        (*ground.nodes[i], node_radius(canvas, node))
        for i, node in enumerate(ground.geography.nodes)
    ]
    sprites = [
        Sprite(*camera.to_world(at), QPointF(0, 0), picture) for at, picture in painter.pictures
    ]
    return Content(land.window, theme.colour("sea"), fills, strokes, markers, sprites)


def bands(ground: Ground, theme: Theme, level: Level) -> list[tuple[QPainterPath, str]]:
    """Return the bands of the tiers, the widest first, cut out beforehand."""
    import shapely

    found = []
    assert ground.geometry is not None, "the bench shows land"
    near = _area([ground.near_side])
    for tier, colour in zip(filled_tiers(ground), theme.tier_bands, strict=False):
        band: Any = _area(ground.band(tier.to_km).toFillPolygons())
        home = _area(_rings(level, ground.geometry.home))
        found.append((_path(shapely.intersection(shapely.intersection(band, near), home)), colour))
    return found[::-1]


def clipped(level: Level, home: str, side: QPolygonF) -> QPainterPath:
    """Return the part of the home land on one side of the line."""
    import shapely

    return _path(shapely.intersection(_area([side]), _area(_rings(level, home))))


def _rings(level: Level, feature: str) -> list[QPolygonF]:
    return [r for s in level.land if s.feature == feature for r in s.path.toSubpathPolygons()]


def _area(rings: Sequence[QPolygonF]) -> Any:
    import shapely

    made: Any = [shapely.polygons([(p.x(), p.y()) for p in ring.toList()]) for ring in rings]
    return shapely.union_all(shapely.make_valid(made))


def _path(area: Any) -> QPainterPath:
    import shapely

    path = QPainterPath()
    for part in shapely.get_parts(area):
        if shapely.get_type_id(part) == 3:
            for ring in (part.exterior, *part.interiors):
                path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring.coords]))
                path.closeSubpath()
    return path


def _links(ground: Ground, canvas: Canvas) -> list[Stroke]:
    by_mode: dict[str, list[QPolygonF]] = {}
    for link, (a, b) in zip(ground.geography.links, ground.links, strict=True):
        by_mode.setdefault(link.mode, []).append(QPolygonF([a, b]))
    return [
        Stroke(lines, palette.ground_pen(canvas.theme.colour("link"), 1,
               Qt.PenStyle.SolidLine if mode == "road" else Qt.PenStyle.DashLine, flat=True))
        for mode, lines in by_mode.items()
    ]  # fmt: skip


def _sectors(ground: Ground, canvas: Canvas) -> list[Stroke]:
    found = []
    for mark in canvas.picture.sectors:
        for pen in palette.sector_pens(canvas.theme, mark.level, canvas.unit * 0.42):
            pen.setCosmetic(True)
            found.append(Stroke([ground.sectors[mark.index].line], pen))
    return found


def ours(world: World, land: OneLevel, picture: Picture, size: tuple[int, int],
         scale: float) -> tuple[Side, MapView]:  # fmt: skip
    """Return the desk's map, settled and with all its symbols."""
    view = MapView()
    view.resize(*size)
    view.set_world(world, land)
    view.picture = picture
    view.show()

    def home() -> None:
        view.composer.forget_ground()
        view.repaint_scene()
        view.settle()
        view.centre_on(*CENTRE, scale)
        view.settle()

    for _ in range(2):
        home()
        view.fetch_symbols()
    view.settle()
    return Side(OURS, view, view.pan, view.zoom, home, view.settle), view


def check(side: Side) -> None:
    """Make sure that a side shows a map and that it moves; raises RuntimeError otherwise.

    An empty view is very fast.
    """
    before = side.widget.grab().toImage()
    colours = {
        before.pixel(x, y)
        for x in range(0, before.width(), 7)
        for y in range(0, before.height(), 7)
    }
    side.pan(40, 20)
    QApplication.processEvents()
    if len(colours) < LEAST_COLOURS or side.widget.grab().toImage() == before:
        raise RuntimeError(f"{side.name} shows no map that moves: {len(colours)} colours")
    side.home()


Frames = list[tuple[float, float]]
"""Milliseconds of the processor, and milliseconds by the clock, of each frame."""


def timed(moves: Sequence[Callable[[], None]]) -> Frames:
    """Time each move with everything that follows from it."""
    taken = []
    for move in moves:
        began, busy = time.perf_counter(), time.process_time()
        move()
        QApplication.processEvents()
        spent = time.process_time() - busy
        taken.append((spent * 1000, (time.perf_counter() - began) * 1000))
    return taken


def round_of(side: Side) -> tuple[Frames, Frames, Frames]:
    """Time one round of a side: a square of panning, what it leaves to do, a zoom in and out."""
    side.home()
    QApplication.processEvents()
    ways = ((-STEP, 0), (0, -STEP), (STEP, 0), (0, STEP))
    pans = timed([lambda w=way: side.pan(*w) for way in ways for _ in range(EDGE)])  # type: ignore[misc]
    rest = timed([side.finish])
    side.home()
    QApplication.processEvents()
    factors = [FACTOR] * ZOOMS + [1 / FACTOR] * ZOOMS
    return pans, rest, timed([lambda f=one: side.zoom(f) for one in factors])  # type: ignore[misc]


def quantiles(taken: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    return statistics.median(taken), sorted(taken)[int(len(taken) * 0.95)]


def compare(sides: Sequence[Side], rounds: int) -> list[str]:
    """Print every side's frames; return a sentence for every goal that was missed."""
    for side in sides:
        check(side)
        round_of(side)
    taken: dict[tuple[str, str], Frames] = {}
    whole: dict[str, Frames] = {}
    light = [side for side in sides if side.name in (OURS, PLAIN)]
    for _ in range(rounds):
        for side in [*sides, *light * (LIGHT - 1)]:
            pans, rest, zooms = round_of(side)
            whole.setdefault(side.name, []).extend([*pans, *rest])
            taken.setdefault(("pan", side.name), []).extend(pans)
            taken.setdefault(("zoom", side.name), []).extend(zooms)
    found = {key: quantiles([spent for spent, _ in frames]) for key, frames in taken.items()}
    clock = {key: quantiles([wall for _, wall in frames]) for key, frames in taken.items()}
    for side in sides:
        pan, zoom = found["pan", side.name], found["zoom", side.name]
        slow, far = clock["pan", side.name], clock["zoom", side.name]
        every = sum(spent for spent, _ in whole[side.name]) / len(taken["pan", side.name])
        print(
            f"  {side.name:22} pan {pan[0]:6.2f} {pan[1]:6.2f}  all {every:5.2f}"
            f"   zoom {zoom[0]:6.2f} {zoom[1]:6.2f}"
            f"   by the clock: pan {slow[0]:.2f} {slow[1]:.2f}, zoom {far[0]:.2f} {far[1]:.2f}"
        )
    missed = []
    for what, peer, limit in GOALS:
        if (what, peer) not in found:
            continue
        for which, label in ((0, "median"), (1, "95th percentile")):
            ratio = found[what, OURS][which] / found[what, peer][which]
            print(f"    {what}, {label}: {ratio:.2f} of {peer} (goal {limit})")
            if ratio > limit:
                missed.append(f"{what}, {label}: {ratio:.2f} of {peer}, more than {limit}")
    return missed


def sharp(view: MapView, rounds: int) -> tuple[float, float]:
    """Return the median milliseconds of a sharp picture after a zoom, and the longest slice."""
    whole, longest = [], 0.0
    for _ in range(rounds):
        view.centre_on(*CENTRE, view.camera.scale)
        view.settle()
        view.zoom(1.2)
        view.start_sharp()
        began = time.perf_counter()
        while view.composer.busy:
            start = time.perf_counter()
            view.composer.work()
            longest = max(longest, (time.perf_counter() - start) * 1000)
        whole.append((time.perf_counter() - began) * 1000)
    return statistics.median(whole), longest


def main() -> int:
    """Measure, print, and return 1 when a goal is missed."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--size", default="1600x900")
    chosen = options.parse_args()
    wide, high = (int(n) for n in chosen.size.split("x"))
    app = QApplication(sys.argv[:1])
    world = full_world()
    picture = full_picture(world)
    file = load_geometry(Path(content_root()) / "maps" / "ukraine" / "geometry.npz")
    print(f"{len(world.forces)} forces, {len(world.geography.links)} links, "
          f"{wide} × {high}; milliseconds a frame: median, 95th percentile")  # fmt: skip
    missed = []
    for level in LEVELS:
        land = copy.copy(file)
        land.__class__ = OneLevel
        land.fixed = level  # type: ignore[attr-defined]
        for scale in SCALES:
            side, view = ours(world, land, picture, (wide, high), scale)  # type: ignore[arg-type]
            content = content_of(view, land)  # type: ignore[arg-type]
            sides = [
                side,
                graphics_view(content, (wide, high), CENTRE, scale),
                graphics_view(content, (wide, high), CENTRE, scale, furnished=True),
            ]
            try:
                sides.append(pyqtgraph_plot(content, (wide, high), CENTRE, scale))
            except ImportError:
                print("pyqtgraph is not installed: it is left out")
            print(f"{level} land, {scale:g} m to a pixel, {len(content.sprites)} symbols and names")
            missed += [f"{level}, {scale:g} m: {one}" for one in compare(sides, chosen.rounds)]
            took, longest = sharp(view, chosen.rounds)
            print(f"    a sharp picture after a zoom: {took:.0f} ms of painting, longest slice "
                  f"{longest:.1f} ms")  # fmt: skip
            for one in sides:
                one.widget.close()
            app.processEvents()
    for sentence in missed:
        print(sentence, file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
