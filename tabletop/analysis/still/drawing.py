"""Drawing a still: land, line, sectors by tension, forces as symbols, ways and incidents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import Any

import numpy as np

from tabletop.analysis.still import furniture
from tabletop.analysis.still.ground import Area, Ground, Points, line_path
from tabletop.analysis.still.labels import Room, text_size
from tabletop.analysis.still.scene import Group, Scene, SectorMark, Way
from tabletop.analysis.still.svg import (
    COAST,
    DIM,
    FONT,
    HOME,
    INK,
    LAND,
    OBLAST,
    SEA,
    TENSION,
    line,
    write,
)
from tabletop.analysis.still.symbols import BOX, drawing_of
from tabletop.world.world import World

SYMBOL = 23.0
"""Height of a unit's frame in pixels."""
AROUND = ((0.0, 0.0), *(
    (reach * cos(pi * step / 6), reach * sin(pi * step / 6))
    for reach in (0.6, 0.9, 1.2, 1.6, 2.1, 2.7) for step in range(12)
))  # fmt: skip
"""Where a symbol may stand that must make room, in its own widths and heights, nearest first."""
NEARBY = tuple(sorted(
    ((30.0 * right, 20.0 * down) for right in range(-4, 5) for down in range(-4, 5)),
    key=lambda step: hypot(*step),
))  # fmt: skip
"""How far from the middle of a country its name may stand, [pixels], nearest first."""
PROBES = ("", "R", "C", "B")
"""Marks of an armed probe: repelled, contained, broke through."""
CITIES = ("capital", "city", "hub", "hq_site", "port")


def draw_still(
    world: World, ground: Ground, scene: Scene, *, title: str, marking: str, legend: bool = True
) -> str:
    """Draw a scene on its ground as one self-contained SVG text.

    ``title`` stands at the head (which turn, which entries), ``marking`` is the handling line; both
    are escaped.
    """
    return _Drawing(world, ground, scene).whole(title, marking, legend)


class _Drawing:
    """Collects the parts of one picture."""

    def __init__(self, world: World, ground: Ground, scene: Scene) -> None:
        self.world, self.ground, self.scene = world, ground, scene
        self.window = ground.window
        self.room = Room(self.window.width, self.window.height)
        self.parts: list[str] = []
        self.nodes = self.window.at(world.geography.node_xy)

    def whole(self, title: str, marking: str, legend: bool) -> str:
        """Return the picture; later parts lie over earlier ones."""
        wide, high = self.window.width, self.window.height
        self.room.take((0, 0, wide, 44))
        self.room.take((0, high - 66, 330, high))
        if legend:
            self.room.take((wide - 240, high - 236, wide, high))
        self.land()
        for way in self.scene.ways:
            self.way(way)
        self.lines()
        groups = sorted(self.scene.groups, key=lambda group: -group.weight)
        places = [(group, self.symbol(group)) for group in groups]
        self.countries(self.ground.countries[:1])
        self.badges()
        self.towns({group.node for group in groups})
        self.countries(self.ground.countries[1:])
        self.parts += [part for _, part in reversed(places)]
        self.parts.append(furniture.frame(self.window, title, marking))
        if legend:
            self.parts.append(furniture.legend(wide - 236, high - 232))
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
            f'viewBox="0 0 {wide} {high}" font-family="{FONT}">'
        )
        return head + "".join(self.parts) + "</svg>"

    # -- the ground ------------------------------------------------------------------------------

    def land(self) -> None:
        """Draw sea, countries and oblasts."""
        wide, high = self.window.width, self.window.height
        self.parts.append(f'<rect width="{wide}" height="{high}" fill="{SEA}"/>')
        home = self.ground.countries[0].id if self.ground.countries else ""
        for area in self.ground.countries:
            if area.id != home:
                self.parts.append(
                    f'<path d="{area.path}" fill="{LAND}" stroke="{COAST}" stroke-width="0.9" '
                    'fill-rule="evenodd"/>'
                )
        for area in self.ground.countries[:1]:
            self.parts.append(f'<path d="{area.path}" fill="{HOME}" fill-rule="evenodd"/>')
        oblasts = "".join(area.path for area in self.ground.oblasts)
        self.parts.append(f'<path d="{oblasts}" fill="none" stroke="{OBLAST}" stroke-width="0.8"/>')
        for area in self.ground.countries[:1]:
            self.parts.append(
                f'<path d="{area.path}" fill="none" stroke="#5a554b" stroke-width="1.8"/>'
            )

    def countries(self, areas: Sequence[Area]) -> None:
        """Name countries where there is room, the largest first."""
        for area in sorted(areas, key=lambda one: -one.size):
            if area.size < 9_000:
                continue
            size = 21.0 if area is self.ground.countries[0] else 16.0
            words = area.name.upper() if size > 16 else area.name
            wide, high = text_size(words, size, spacing=3)
            x, y = area.middle
            for dx, dy in NEARBY:
                left, top = x + dx - wide / 2, y + dy - high / 2
                box = (left, top, left + wide, top + high)
                if self.room.free(box):
                    self.room.take(box)
                    self.text(x + dx, y + dy + size * 0.33, words, size, DIM, anchor="middle",
                              spacing=3.0, halo=HOME)  # fmt: skip
                    break

    def towns(self, occupied: set[int]) -> None:
        """Mark and name places: those with forces first, then by weight."""
        geo = self.world.geography
        order = sorted(
            range(len(geo.nodes)),
            key=lambda n: (n not in occupied, "capital" not in geo.nodes[n].types,
                           -geo.node_criticality[n], n),
        )  # fmt: skip
        for number in order:
            node, (x, y) = geo.nodes[number], self.nodes[number]
            if not self._inside(x, y):
                continue
            capital = "capital" in node.types
            if number not in occupied and not capital and geo.node_criticality[number] < 5:
                continue
            size = 15.0 if capital else 12.5
            wide, high = text_size(node.name, size)
            box = self.room.beside(x, y, wide, high, 6 if number not in occupied else 16, 3)
            if number not in occupied and (box is not None or capital):
                dot = 3.6 if capital else 2.6
                self.parts.append(
                    f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{dot}" fill="{INK}" stroke="{HOME}"/>'
                )
            if box is not None:
                self.text(box[0], box[1] + high * 0.82, node.name, size, INK, bold=capital,
                          halo=HOME)  # fmt: skip

    # -- the line --------------------------------------------------------------------------------

    def lines(self) -> None:
        """Draw the sectors by their tension, those of the line broader than watched borders."""
        for mark in self.scene.sectors:
            corners = self._sector(mark)
            width = 9.0 if mark.on_line else 5.5
            fill, ink, dashes = TENSION[mark.level]
            path = line_path(corners)
            joined = ' stroke-linejoin="round"'
            self.parts += [line(path, INK, width + 2.6, joined), line(path, fill, width, joined)]
            if dashes:
                self.parts.append(line(path, ink, round(width * 0.42, 1), furniture.dashed(dashes)))
            for end, inner in ((corners[0], corners[1]), (corners[-1], corners[-2])):
                along = (end - inner) / max(1e-6, hypot(*(end - inner)))
                arm = np.array([-along[1], along[0]]) * (width * 0.9 + 2)
                (x1, y1), (x2, y2) = end - arm, end + arm
                self.parts.append(
                    f'<path d="M{x1:.1f},{y1:.1f}L{x2:.1f},{y2:.1f}" stroke="{INK}" '
                    'stroke-width="1.6"/>'
                )
            for a, b in pairwise(corners):
                for share in np.linspace(0, 1, max(2, int(hypot(*(b - a)) / 12))):
                    x, y = a + (b - a) * share
                    self.room.take((x - 5, y - 5, x + 5, y + 5))

    def _sector(self, mark: SectorMark) -> Points:
        geo = self.world.geography
        first, last = geo.sector_offsets[mark.index], geo.sector_offsets[mark.index + 1]
        return self.window.at(geo.sector_xy[first:last])

    def badges(self) -> None:
        """Say each sector's number, tension and trend beside it, and what happened there."""
        for mark in sorted(self.scene.sectors, key=lambda one: -one.tension):
            corners = self._sector(mark)
            x, y = corners[len(corners) // 2]
            if not self._inside(x, y):
                continue
            trend = "▲" if mark.change >= 3 else "▼" if mark.change <= -3 else ""
            words = f"{mark.id}  {mark.tension:.0f}{' ' + trend if trend else ''}"
            sign = "!" if mark.breached else PROBES[mark.probe]
            wide = text_size(words, 13.5)[0] + 12 + (20 if sign else 0)
            box = self.room.beside(x, y, wide, 20, 12, 9)
            if box is None:
                continue
            fill, ink, _ = TENSION[mark.level]
            middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            self.parts.append(
                f'<path d="M{x:.1f},{y:.1f}L{middle_x:.1f},{middle_y:.1f}" stroke="{INK}" '
                'stroke-width="1.1"/>'
                f'<rect x="{box[0]:.1f}" y="{box[1]:.1f}" width="{wide:.1f}" height="20" rx="3" '
                f'fill="{fill}" stroke="{INK}" stroke-width="1"/>'
            )
            self.text(box[0] + 6, box[1] + 14.6, words, 13.5, ink, bold=True)
            if sign:
                self.parts.append(
                    f'<circle cx="{box[2] - 11:.1f}" cy="{middle_y:.1f}" r="8" fill="#ffffff" '
                    'stroke="#b3261e" stroke-width="1.6"/>'
                )
                self.text(box[2] - 11, middle_y + 4.4, sign, 12.5, "#b3261e", bold=True,
                          anchor="middle")  # fmt: skip

    # -- forces ----------------------------------------------------------------------------------

    def symbol(self, group: Group) -> str:
        """Return the symbol of the forces at a place, with their number; keeps its room."""
        x, y = self.nodes[group.node]
        if not self._inside(x, y):
            return ""
        scale = SYMBOL / 100
        wide, high = (BOX[2] - BOX[0]) * scale, (BOX[3] - BOX[1]) * scale
        box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        dx = dy = 0.0
        for right, down in AROUND:
            moved = (right * wide, down * high)
            tried = (box[0] + moved[0], box[1] + moved[1], box[2] + moved[0], box[3] + moved[1])
            # A symbol that must make room never crosses to the other side of the line.
            if self.room.free(tried) and self._on_its_side(group, x + moved[0], y + moved[1]):
                box, (dx, dy) = tried, moved
                break
        self.room.take(box)
        at_x, at_y = x + dx, y + dy
        if dx or dy:
            self.room.take((x - 3, y - 3, x + 3, y + 3))  # the dot that it is tied to
        out = []
        if dx or dy:
            out.append(f'<path d="M{x:.1f},{y:.1f}L{at_x:.1f},{at_y:.1f}" stroke="{INK}" '
                       f'stroke-width="0.9"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" '
                       f'fill="{INK}"/>')  # fmt: skip
        fade = "" if group.ready else ' opacity="0.6"'
        out.append(
            f'<g transform="translate({at_x - 100 * scale:.1f},{at_y - 100 * scale:.1f}) '
            f'scale({scale})"{fade}>{drawing_of(group.sidc, group.side)}</g>'
        )
        if group.units > 1:
            words = str(group.units)
            broad = text_size(words, 11.5)[0] + 8
            left, top = at_x + 14, at_y + 6
            out.append(
                f'<rect x="{left:.1f}" y="{top:.1f}" width="{broad:.1f}" height="14" rx="3" '
                f'fill="#0b5cad" stroke="#fff" stroke-width="0.8"/>'
            )
            out.append(write(left + broad / 2, top + 10.8, words, 11.5, "#ffffff", bold=True,
                             anchor="middle"))  # fmt: skip
        return "".join(out)

    def _on_its_side(self, group: Group, x: float, y: float) -> bool:
        """Tell whether a point lies on the side of the line where a force in Ukraine stands."""
        if group.side != "russia" and not self.world.geography.node_in_ukraine[group.node]:
            return True
        starts, ends, home = self._segments
        near = int(np.argmin((((starts + ends) / 2 - (x, y)) ** 2).sum(axis=1)))
        at_home = bool(_turn(starts[near], ends[near], (x, y)) * home[near] >= 0)
        return at_home != (group.side == "russia")

    @cached_property
    def _segments(self) -> tuple[Points, Points, Points]:
        """The pieces of the line, and on which hand of each the capital's side is (+1 or -1)."""
        rows = [self._sector(mark) for mark in self.scene.sectors]
        geo = self.world.geography
        seat = next((i for i, node in enumerate(geo.nodes)
                     if node.country == "UA" and "capital" in node.types), 0)  # fmt: skip
        hands = [_turn(row[0], row[-1], self.nodes[seat]) > 0 for row in rows]
        sides = [np.full(len(row) - 1, 1.0 if hand else -1.0)
                 for row, hand in zip(rows, hands, strict=True)]  # fmt: skip
        return (np.vstack([row[:-1] for row in rows]), np.vstack([row[1:] for row in rows]),
                np.concatenate(sides))  # fmt: skip

    def way(self, way: Way) -> None:
        """Draw the way of forces that are under way, with their turn of arrival."""
        corners = self.nodes[list(way.nodes)]
        dashes = ' stroke-dasharray="7 5"' if way.returning else ""
        path = line_path(corners)
        for colour, width in (("#ffffff", 5.5), ("#0b5cad", 3.0)):
            self.parts.append(
                f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" '
                f'stroke-linejoin="round" opacity="0.85"{dashes}/>'
            )
        x, y = corners[len(corners) // 2]
        if way.arrival is not None and self._inside(x, y):
            words = f"{way.units} → T{way.arrival}"
            wide, high = text_size(words, 12)
            box = self.room.beside(x, y, wide + 8, high + 2, 8, 3)
            if box is not None:
                self.parts.append(
                    f'<rect x="{box[0]:.1f}" y="{box[1]:.1f}" width="{wide + 8:.1f}" '
                    f'height="{high + 2:.1f}" rx="3" fill="#ffffff" stroke="#0b5cad"/>'
                )
                self.text(box[0] + 4, box[1] + high * 0.86, words, 12, "#0b5cad", bold=True)

    def text(self, *words: Any, **how: Any) -> None:
        """Write words, as ``svg.write`` does."""
        self.parts.append(write(*words, **how))

    def _inside(self, x: float, y: float) -> bool:
        return 0 <= x <= self.window.width and 44 <= y <= self.window.height - 40


def _turn(
    a: Sequence[float] | Points, b: Sequence[float] | Points, p: Sequence[float] | Points
) -> float:
    """Return on which hand of the way from ``a`` to ``b`` a point lies, by sign."""
    return float((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]))
