"""What happened where: read from the findings of a record, listed by turn, marked on the map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tabletop.ui.map.incidents import by_turn, place_of_ref, ref_of, spots_of
from tabletop.ui.map.view import MapView
from tests.ui.map.scenes import busy, geometry, world


@dataclass(frozen=True)
class Written:
    """As much of an entry as incidents read."""

    seq: int
    turn: int
    findings: tuple[dict[str, Any], ...]


def fact(kind: str, subject: str, **numbers: float) -> dict[str, Any]:
    return {"kind": kind, "subject": subject, "numbers": numbers, "importance": 2,
            "audience": ["public"]}  # fmt: skip


def sector(index: int) -> str:
    return world().names["sector"][index]


def record() -> tuple[Written, ...]:
    return (
        Written(4, 1, (fact("violations", sector(3), count=2.0),)),
        Written(9, 2, (fact("probe", sector(3), stage=1.0), fact("attributed", sector(3)),
                       fact("change", "cohesion", before=1.0, after=2.0))),
        Written(14, 3, (fact("sabotage", world().names["link"][0], capacity=60.0),)),
        Written(19, 4, (fact("probe", sector(3), stage=2.0),)),
    )  # fmt: skip


def moment(*voided: int) -> Any:
    return SimpleNamespace(course=None, world=world(), entries=record(), voided=frozenset(voided))


def test_incidents_are_gathered_by_place() -> None:
    spots = {(spot.kind, spot.index): spot for spot in spots_of(moment())}
    assert set(spots) == {("sector", 3), ("link", 0)}
    assert [one.turn for one in spots["sector", 3].incidents] == [1, 2, 2, 4]
    assert all(one.words for spot in spots.values() for one in spot.incidents)


def test_breaches_are_listed_and_only_incidents_are_counted() -> None:
    spot = next(spot for spot in spots_of(moment()) if spot.kind == "sector")
    assert (spot.count, spot.last) == (2, 4)
    assert [turn for turn, _ in by_turn(spot)] == [4, 2, 1]


def test_what_was_declared_void_did_not_happen() -> None:
    assert {spot.kind for spot in spots_of(moment(14))} == {"sector"}


def test_a_mark_names_its_place() -> None:
    for kind in ("sector", "air_area", "link"):
        assert place_of_ref(ref_of(kind, 7)) == (kind, 7)


def shown(qtbot: QtBot) -> MapView:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.set_world(world(), geometry())
    scene = busy()
    scene.state.probe_stage[...] = 0
    scene.state.breached[...] = 0
    view.show_moment(replace(scene, entries=record()))  # type: ignore[arg-type]
    view.show()
    view.settle()
    return view


def test_a_click_on_a_mark_lists_what_happened_by_turn(qtbot: QtBot) -> None:
    view = shown(qtbot)
    hit = next(h for h in view.window_hits() if (h.kind, h.index) == ("incident", 3))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=hit.centre.toPoint())
    panel = view.tools.incidents
    assert panel.isVisible()
    rows = [panel.rows.item(i).text() for i in range(panel.rows.count())]
    heads = [i for i, row in enumerate(rows) if row.startswith("Turn ")]
    assert [rows[i] for i in heads] == ["Turn 4", "Turn 2", "Turn 1"]
    assert len(rows) == 3 + 4
    assert world().geography.sectors[3].name in panel.title.text()


def test_a_row_asks_for_its_entry_and_esc_closes_the_list(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.tools.incidents.show_spot("Here", view.picture.spots[-1], QPoint(10, 10))
    asked: list[int] = []
    view.entryAsked.connect(asked.append)
    QTest.keyClick(view.tools.incidents.rows, Qt.Key.Key_Return)
    assert asked == [19]
    QTest.keyClick(view.tools.incidents.rows, Qt.Key.Key_Escape)
    assert not view.tools.incidents.isVisible()


def test_the_list_of_a_sector_opens_by_key(qtbot: QtBot) -> None:
    view = shown(qtbot)
    hit = next(h for h in view.window_hits() if (h.kind, h.index) == ("sector", 3))
    view.hand.set_focus(hit)
    QTest.keyClick(view, Qt.Key.Key_I)
    assert view.tools.incidents.isVisible()
