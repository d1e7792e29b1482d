"""Where the symbols of forces go: beside their places, gathered where it is crowded.

A group stands above its place when there is room, else on another side of it, tied to it by a
line; groups that find no place of their own join the nearest one.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from math import hypot

from PySide6.QtCore import QPointF, QRectF

from tabletop.ui.map.canvas import clipped
from tabletop.ui.map.labels import Box, Room, overlap
from tabletop.ui.map.picture import Standing

SIDES = ("coalition", "us", "ukraine", "russia")
"""Order of the symbols at one place, from left to right."""
RINGS = (0.4, 1.8, 3.2)
"""How far from its place a group may stand, in lines of text; the nearest comes first."""
WAYS = ((0, -1), (1, 0), (-1, 0), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
"""The sides of a place on which a group may stand: above first."""
BETWEEN = 0.3
"""Lines of text between two symbols of a group."""
WIDEST = 0.6
"""Share of the window's width that the symbols of a group take in one row."""
HOSTS = 8
"""How many of its neighbours a group without room tries to join."""
Measure = Callable[["Stack"], QRectF]
"""Says how much room a stack takes round the middle of its frame."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Forces of one side drawn as one symbol; ``node`` is the place they are drawn at."""

    node: int
    side: str
    forces: tuple[int, ...]
    ready: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Stacks that stand together at a place: the middle of each one's frame, and all their room.

    ``aside`` tells that a line ties the group to its place at ``foot``.
    """

    stacks: tuple[Stack, ...]
    foot: QPointF
    spots: tuple[QPointF, ...]
    box: QRectF
    aside: bool


@dataclass(slots=True)
class Surroundings:
    """What the groups must heed: other marks, places and lines, the window, and ties of labels.

    ``may`` tells whether Russian or other symbols of a place may stand round a point: none stands
    on the other side of the line.
    """

    marks: Room
    lines: Room
    window: QRectF
    unit: float
    may: Callable[[bool, QPointF, QPointF], bool] = field(default=lambda *_: True)
    ties: Sequence[tuple[QPointF, QPointF]] = ()


@dataclass(slots=True)
class _Cluster:
    node: int
    at: QPointF
    standing: list[Standing]

    def stacks(self) -> tuple[Stack, ...]:
        """Return one stack for each side, and one more for those that only gather."""
        found: dict[tuple[str, bool], list[int]] = {}
        for one in self.standing:
            found.setdefault((one.side, one.ready), []).extend(one.forces)
        ordered = sorted(found, key=lambda key: (_rank(key[0]), not key[1]))
        return tuple(Stack(self.node, side, tuple(found[side, ok]), ok) for side, ok in ordered)

    @property
    def camps(self) -> frozenset[bool]:
        """Which sides of the line stand here: Russia's, the other, or both."""
        return frozenset(one.side == "russia" for one in self.standing)

    @property
    def weight(self) -> int:
        """How many forces stand here."""
        return sum(len(one.forces) for one in self.standing)


def gather(
    standing: Sequence[Standing],
    where: Callable[[int], QPointF],
    measure: Measure,
    around: Surroundings,
) -> Generator[None, None, tuple[list[Group], list[Stack]]]:
    """Step by step, find room for all forces; return the groups, and stacks that found none.

    Nothing overlaps, and nobody is lost: the largest groups find room first, and one that finds
    none joins the nearest that can take it in.
    """
    clusters: dict[int, _Cluster] = {}
    for one in standing:
        clusters.setdefault(one.node, _Cluster(one.node, where(one.node), [])).standing.append(one)
    placed: list[_Placed] = []
    homeless: list[Stack] = []
    feet = [cluster.at for cluster in clusters.values()]
    for cluster in sorted(clusters.values(), key=lambda c: (-c.weight, c.node)):
        yield
        group = _place(cluster, measure, around, [g for _, g in placed], feet)
        if group is not None:
            placed.append((cluster, group))
        elif not _join(cluster, placed, measure, around, feet):
            homeless += cluster.stacks()
    return [group for _, group in placed], homeless


_Placed = tuple[_Cluster, Group]


def _join(
    cluster: _Cluster, placed: list[_Placed], measure: Measure, around: Surroundings,
    feet: Sequence[QPointF],
) -> bool:  # fmt: skip
    """Let a cluster join the nearest one of its own camp that has room for both."""

    def strangeness(number: int) -> tuple[bool, float]:
        host, at = placed[number][0], cluster.at
        apart = around.window.contains(host.at) != around.window.contains(at)
        return apart, hypot(host.at.x() - at.x(), host.at.y() - at.y())

    own = [i for i, (host, _) in enumerate(placed) if host.camps == cluster.camps]
    for number in sorted(own, key=strangeness)[:HOSTS]:
        host = placed[number][0]
        both = _Cluster(host.node, host.at, [*host.standing, *cluster.standing])
        others = [group for i, (_, group) in enumerate(placed) if i != number]
        group = _place(both, measure, around, others, feet)
        if group is not None:
            placed[number] = both, group
            return True
    return False


def _rank(side: str) -> int:
    return SIDES.index(side) if side in SIDES else len(SIDES)


def _place(
    cluster: _Cluster, measure: Measure, around: Surroundings, others: Sequence[Group],
    feet: Sequence[QPointF],
) -> Group | None:  # fmt: skip
    """Return a cluster at the best of its free places; None when there is none."""
    stacks, unit = cluster.stacks(), around.unit
    shifts, size = in_rows([measure(one) for one in stacks], around)
    within = around.window.contains(cluster.at)
    russian = cluster.camps == {True}
    best: tuple[float, QRectF, bool] | None = None
    for ring, far in enumerate(RINGS):
        if best is not None and best[0] <= 2.0 * ring:
            break  # what is farther cannot be better
        for number, (x, y) in enumerate(WAYS):
            reach = QPointF(
                x * (size.width() / 2 + far * unit), y * (size.height() / 2 + far * unit)
            )
            box = QRectF(size)
            box.moveCenter(cluster.at + reach)
            if not _fits(box, around, others, within) or not around.may(
                russian, cluster.at, box.center()
            ):
                continue
            cost = 2.0 * ring + 0.12 * number
            cost += 0.4 * sum(clipped(a, b, box) is not None for a, b in around.ties)
            cost += 0.7 * sum(box.contains(foot) for foot in feet)
            cost += 0.3 * (not around.lines.free(_edges(box)))
            cost += 0.9 * (not within and around.window.intersects(box))
            if best is None or cost < best[0]:
                best = cost, box, bool(ring or number)
            if cost <= 0.12 * number:
                break  # no other side of this ring is better
    if best is None:
        return None
    _, box, aside = best
    spots = tuple(box.topLeft() + shift for shift in shifts)
    return Group(stacks, cluster.at, spots, box, aside)


def _fits(box: QRectF, around: Surroundings, others: Sequence[Group], within: bool) -> bool:
    if within and not around.window.contains(box):
        return False
    edges = _edges(box)
    if not around.marks.free(edges):
        return False
    return not any(overlap(edges, _edges(one.box)) for one in others)


def _edges(box: QRectF) -> Box:
    return (box.left(), box.top(), box.right(), box.bottom())


def in_rows(boxes: Sequence[QRectF], around: Surroundings) -> tuple[list[QPointF], QRectF]:
    """Lay symbols side by side, in several rows when one would be too wide for the window.

    ``boxes`` are round the middles of the frames.  Returns where each middle goes from the upper
    left corner of all, and the box of all with that corner at the origin.
    """
    gap, most = BETWEEN * around.unit, WIDEST * around.window.width()
    rows: list[list[QRectF]] = [[]]
    across = 0.0
    for box in boxes:
        if rows[-1] and across + box.width() > most:
            rows.append([])
            across = 0.0
        rows[-1].append(box)
        across += box.width() + gap
    widths = [sum(b.width() for b in row) + gap * (len(row) - 1) for row in rows]
    shifts, top = [], 0.0
    for row, wide in zip(rows, widths, strict=True):
        x, rise = (max(widths) - wide) / 2, max(-box.top() for box in row)
        for box in row:
            shifts.append(QPointF(x - box.left(), top + rise))
            x += box.width() + gap
        top += rise + max(box.bottom() for box in row) + gap
    return shifts, QRectF(0, 0, max(widths), top - gap)
