"""Stacks: symbols find room beside their places, cover nothing, and nobody is lost."""

from __future__ import annotations

from collections.abc import Generator
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from tabletop.ui.map.camera import Camera
from tabletop.ui.map.ground import Ground
from tabletop.ui.map.labels import Room
from tabletop.ui.map.picture import Standing
from tabletop.ui.map.stacks import Group, Stack, Surroundings, gather
from tests.ui.map.scenes import geometry, world

spots = st.lists(
    st.tuples(st.floats(0, 900), st.floats(0, 700)), min_size=1, max_size=30
)  # fmt: skip


@given(spots, st.data())
def test_gathered_symbols_never_overlap_and_lose_nobody(
    places: list[tuple[float, float]], data: st.DataObject
) -> None:
    standing = [
        Standing(i, data.draw(st.sampled_from(["coalition", "ukraine", "russia"])), (i,), True)
        for i in range(len(places))
    ]
    taken = QRectF(300, 200, 60, 60)
    marks = Room([(300, 200, 360, 260)])
    window = QRectF(0, 0, 900, 700)
    groups, homeless = finished(
        gather(
            standing, lambda i: QPointF(*places[i]), lambda _: QRectF(-20, -15, 40, 50),
            Surroundings(marks, Room(), window, 15.0),
        )
    )  # fmt: skip
    forces = [f for group in groups for stack in group.stacks for f in stack.forces]
    assert sorted([*forces, *(f for one in homeless for f in one.forces)]) == [*range(len(places))]
    for one in groups:
        assert window.contains(one.box) and not one.box.intersects(taken)
        for stack, at in zip(one.stacks, one.spots, strict=True):
            assert one.box.adjusted(-1, -1, 1, 1).contains(
                QRectF(at.x() - 20, at.y() - 15, 40, 50)
            ), stack
    assert not any(a.box.intersects(b.box) for a, b in combinations(groups, 2))


def test_where_there_is_room_every_place_keeps_its_own_symbols_above_it() -> None:
    standing = [Standing(i, "ukraine", (i,), True) for i in range(3)]
    crowd = Surroundings(Room(), Room(), QRectF(0, 0, 900, 700), 15.0)
    where = [QPointF(200 * i + 100, 300) for i in range(3)]
    groups, homeless = finished(
        gather(standing, where.__getitem__, lambda _: QRectF(-20, -15, 40, 50), crowd)
    )
    assert not homeless and len(groups) == 3
    assert all(one.box.bottom() < one.foot.y() and not one.aside for one in groups)


def test_a_group_without_room_joins_its_own_camp_and_not_the_other() -> None:
    sides = ["russia", "ukraine", "russia"]
    standing = [Standing(i, side, (i,), True) for i, side in enumerate(sides)]
    where = [QPointF(x, 60) for x in (30.0, 75.0, 60.0)]
    crowd = Surroundings(Room(), Room(), QRectF(0, 0, 100, 100), 15.0)
    groups, homeless = finished(
        gather(standing, where.__getitem__, lambda _: QRectF(-20, -15, 40, 50), crowd)
    )
    assert not homeless
    assert {stack.forces for one in groups for stack in one.stacks} == {(0, 2), (1,)}


def finished(
    steps: Generator[None, None, tuple[list[Group], list[Stack]]],
) -> tuple[list[Group], list[Stack]]:
    """Run a placing to its end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def test_no_symbol_is_put_on_the_other_side_of_the_line() -> None:
    ground = Ground(world(), geometry())
    camera = Camera(0, 0, 1_500.0, 620, 480).fitted(ground.home)
    standing = [
        Standing(i, "russia" if node.control == "RU" or node.country in ("RU", "BY") else "ukraine",
                 (i,), True)
        for i, node in enumerate(ground.outline.nodes)
    ]  # fmt: skip

    def at(node: int) -> QPointF:
        return camera.to_screen(*ground.nodes[node])

    def metres(point: QPointF) -> QPointF:
        return QPointF(*camera.to_world(point))

    def may(russian: bool, foot: QPointF, here: QPointF) -> bool:
        if russian:
            return not ground.is_held(metres(here)) or ground.is_held(metres(foot))
        return ground.is_near(metres(here)) or not ground.is_near(metres(foot))

    around = Surroundings(Room(), Room(), QRectF(0, 0, 620, 480), 30.0, may)
    groups, _ = finished(gather(standing, at, lambda _: QRectF(-30, -25, 60, 70), around))
    assert len(groups) > 4
    for one in groups:
        sides = {stack.side for stack in one.stacks}
        assert len(sides) == 1
        middle = metres(one.box.center())
        if sides == {"russia"} and not ground.is_held(metres(one.foot)):
            assert not ground.is_held(middle)
        if sides == {"ukraine"} and ground.is_near(metres(one.foot)):
            assert ground.is_near(middle)
