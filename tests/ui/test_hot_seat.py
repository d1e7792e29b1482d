"""One machine goes from cell to cell, and no cell learns what another has planned."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tabletop.session.acts import Advance, GiveOrder
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.curtain import TRIES, Curtain
from tabletop.ui.desk import Desk
from tabletop.ui.hot_seat import BARRED
from tabletop.ui.pins import Pins
from tabletop.ui.reveal import Reveal, revealed
from tabletop.ui.room import Room
from tests.ui.everything import everything

SECRET, REASON = "Zanzibar gambit", "Because nobody expects it"
PIN = "4711"


def play(desk: Desk) -> SessionBridge:
    assert isinstance(desk.bridge, SessionBridge)
    return desk.bridge


def curtain(desk: Desk) -> Curtain:
    assert desk.hot_seat is not None
    assert desk.hot_seat.curtain is not None
    return desk.hot_seat.curtain


def hand_to(desk: Desk, seat: str, qtbot: QtBot, pin: str = "") -> None:
    """Hand the desk over as people do."""
    desk.commands.run("hand_over")
    cover = curtain(desk)
    assert cover.isVisible()
    assert cover.geometry() == desk.rect()
    cover.seats.setCurrentIndex(cover.seats.findData(seat))
    cover.pin.setText(pin)
    QTest.mouseClick(cover.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not cover.isVisible(), timeout=10_000)
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete


def secret_offer(desk: Desk) -> dict[str, str]:
    world, state = play(desk).world, play(desk).moment().state
    force = next(i for i, f in enumerate(world.forces)
                 if f.actor == "gb" and state.status[0, i] == 0)  # fmt: skip
    return {"type": "offer", "actor": "gb", "force": world.forces[force].id, "intent": SECRET,
            "rationale": REASON}  # fmt: skip


@pytest.fixture
def at_orders(desk: Desk) -> Iterator[Desk]:
    desk.commands.run("room")
    desk.commands.run("advance")
    desk.commands.run("advance")
    yield desk


def test_nobody_takes_over_before_all_that_the_last_cell_saw_has_gone(
    at_orders: Desk, qtbot: QtBot
) -> None:
    desk = at_orders
    old = [frame.widget() for frame in desk.docks.frames.values()]
    desk.commands.run("hand_over")
    assert desk.hot_seat is not None
    desk.hot_seat._take("london")
    assert play(desk).seat != "london"
    qtbot.waitUntil(lambda: play(desk).seat == "london")
    assert not [one for one in old if isValid(one)]


def test_a_hidden_order_is_nowhere_to_be_found_by_the_room_or_another_cell(
    at_orders: Desk, qtbot: QtBot
) -> None:
    desk = at_orders
    hand_to(desk, "london", qtbot)
    order = secret_offer(desk)
    assert play(desk).submit(GiveOrder(order=order)) is not None
    desk.docks.go_to("orders")
    refused = {**order, "type": "deploy", "to": "kharkiv", "tier": 3}
    play(desk).submit(GiveOrder(order=refused))
    desk.rounds.settle()
    for name in desk.docks.panels:
        desk.docks.go_to(name)
    mine = everything(desk)
    assert SECRET in mine  # the search would find it: the cell itself sees it
    room = desk.room
    assert isinstance(room, Room)

    desk.commands.run("hand_over")
    assert [one for one in desk.docks.frames.values() if one.isEnabled()] == []
    qtbot.waitUntil(lambda: not desk.docks.emptying)  # until then nobody can take over
    for window in (desk, room):  # under the curtain, too
        assert SECRET not in everything(window)
        assert REASON not in everything(window)

    hand_to(desk, "paris", qtbot)
    for name in desk.docks.panels:
        desk.docks.go_to(name)
    assert play(desk).seat == "paris"
    for window in (desk, room):
        assert SECRET not in everything(window)
        assert REASON not in everything(window)
    name = play(desk).world.forces[play(desk).world.index["force"][order["force"]]].name
    assert f"{name} – offered" not in everything(desk)


def test_the_next_cell_does_not_see_where_the_last_one_looked(
    at_orders: Desk, qtbot: QtBot
) -> None:
    desk = at_orders
    hand_to(desk, "london", qtbot)
    first, view = desk.map.camera.scale, desk.map
    view.zoom(4.0)
    view.toggle_layers()
    view.tools.point_at(*view.camera.to_world(QPointF(view.rect().center())), "Kupiansk")
    view.toggle_measuring()
    desk.commands.history.settle()
    assert desk.commands.history.can_undo
    hand_to(desk, "paris", qtbot)
    assert view.camera.scale == pytest.approx(first)
    assert not view.tools.busy
    assert not view.measuring
    assert not desk.commands.history.can_undo


CELLS = {"london": "gb", "paris": "fr", "berlin": "de", "warsaw": "pl", "rome": "it",
         "ankara": "tr", "kyiv": "ua", "washington": "us"}  # fmt: skip


def secret_statement(actor: str) -> dict[str, str]:
    return {"type": "make_statement", "actor": actor, "subject": "visit",
            "intent": f"gambit of {actor}", "rationale": "so it is"}  # fmt: skip


def test_eight_cells_plan_one_after_another_and_none_meets_what_another_has_planned(
    at_orders: Desk, qtbot: QtBot
) -> None:
    desk, given = at_orders, list[str]()
    assert desk.room is not None
    for seat, actor in CELLS.items():
        hand_to(desk, seat, qtbot)
        desk.docks.go_to("orders")
        desk.rounds.settle()
        shown = everything(desk) + everything(desk.room)
        assert not [one for one in given if one in shown]
        assert play(desk).submit(GiveOrder(order=secret_statement(actor))), actor
        desk.rounds.settle()
        assert f"gambit of {actor}" in everything(desk)
        assert f"gambit of {actor}" not in everything(desk.room)
        given.append(f"gambit of {actor}")
    hand_to(desk, "facilitator", qtbot)
    desk.commands.run("advance")
    desk.rounds.settle()
    told = everything(Reveal(play(desk).moment(), desk))
    assert [one for one in given if one not in told] == []
    shown = everything(desk.room)
    assert not [one for one in given if one in shown]


def test_other_cells_read_an_order_once_orders_are_closed_and_the_room_does_not(
    at_orders: Desk, qtbot: QtBot
) -> None:
    desk = at_orders
    hand_to(desk, "london", qtbot)
    assert play(desk).submit(GiveOrder(order=secret_offer(desk))) is not None
    hand_to(desk, "paris", qtbot)
    assert [cell for cell in revealed(play(desk).moment()) if cell.orders] == []

    assert play(desk).submit(Advance(), by="facilitator") is not None

    moment = play(desk).moment()
    told = {cell.seat: cell.orders for cell in revealed(moment)}
    assert [one[1:] for one in told["United Kingdom"]] == [(SECRET, REASON)]
    assert SECRET in everything(Reveal(moment, desk))
    assert desk.room is not None
    assert SECRET not in everything(desk.room)


def test_a_pin_keeps_others_from_a_cells_view(at_orders: Desk, qtbot: QtBot) -> None:
    desk = at_orders
    hand_to(desk, "london", qtbot, pin=PIN)
    desk.commands.run("hand_over")
    cover = curtain(desk)
    cover.seats.setCurrentIndex(cover.seats.findData("london"))
    assert not cover.take.isEnabled()
    for _ in range(TRIES):
        cover.pin.setText("0000")
        cover.pin.returnPressed.emit()
        assert cover.isVisible()
        assert cover.trouble.text()
    assert not cover.take.isEnabled()
    cover._try_again()
    cover._patience.stop()
    cover.pin.setText(PIN)
    cover.pin.returnPressed.emit()
    qtbot.waitUntil(lambda: not cover.isVisible(), timeout=10_000)
    assert play(desk).seat == "london"


def test_the_cover_warns_until_the_facilitator_has_a_pin(at_orders: Desk, qtbot: QtBot) -> None:
    desk = at_orders
    desk.commands.run("hand_over")
    cover = curtain(desk)
    cover.seats.setCurrentIndex(cover.seats.findData("london"))
    assert cover.warns.isVisible()
    assert "no PIN" in cover.warns.text()
    QTest.mouseClick(cover.guard, Qt.MouseButton.LeftButton)
    assert cover.seat == "facilitator"
    assert not cover.guard.isVisible()
    cover.pin.setText(PIN)
    QTest.mouseClick(cover.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not cover.isVisible(), timeout=10_000)
    desk.commands.run("hand_over")
    assert cover.isVisible()
    assert not cover.warns.isVisible()
    assert not cover.guard.isVisible()
    cover.seats.setCurrentIndex(cover.seats.findData("facilitator"))
    assert not cover.take.isEnabled()


def wrong_pin(cover: Curtain) -> str:
    """Try a PIN that is nobody's; returns what the cover says."""
    cover.pin.setText("0000")
    QTest.mouseClick(cover.take, Qt.MouseButton.LeftButton)
    assert cover.isVisible()
    return cover.trouble.text()


def test_the_facilitators_pin_opens_a_cell_that_has_forgotten_its_own(
    at_orders: Desk, qtbot: QtBot
) -> None:
    desk, keepers = at_orders, "1848"
    hand_to(desk, "london", qtbot, pin=PIN)
    desk.commands.run("hand_over")
    cover = curtain(desk)
    cover.seats.setCurrentIndex(cover.seats.findData("london"))
    assert "resume the session" in wrong_pin(cover)  # while the facilitator has none
    cover.seats.setCurrentIndex(cover.seats.findData("facilitator"))
    cover.pin.setText(keepers)
    QTest.mouseClick(cover.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not cover.isVisible(), timeout=10_000)

    desk.commands.run("hand_over")
    cover.seats.setCurrentIndex(cover.seats.findData("london"))
    said = wrong_pin(cover)
    assert "Facilitator" in said
    assert "opens this cell" in said
    cover.pin.setText(keepers)
    QTest.mouseClick(cover.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not cover.isVisible(), timeout=10_000)
    assert play(desk).seat == "london"
    assert desk.hot_seat is not None
    assert not desk.hot_seat.pins.has("london"), "the cell chooses another the next time"
    assert desk.hot_seat.pins.has("facilitator")


def test_a_cells_pin_opens_no_other_seat(at_orders: Desk, qtbot: QtBot) -> None:
    desk = at_orders
    hand_to(desk, "london", qtbot, pin=PIN)
    hand_to(desk, "facilitator", qtbot, pin="1848")
    desk.commands.run("hand_over")
    cover = curtain(desk)
    cover.seats.setCurrentIndex(cover.seats.findData("facilitator"))
    cover.pin.setText(PIN)
    QTest.mouseClick(cover.take, Qt.MouseButton.LeftButton)
    assert cover.isVisible()
    assert "resume the session" in cover.trouble.text()


def test_what_the_cover_says_of_a_wrong_pin_is_not_cut(at_orders: Desk, qtbot: QtBot) -> None:
    desk = at_orders
    hand_to(desk, "london", qtbot, pin=PIN)
    desk.commands.run("hand_over")
    cover = curtain(desk)
    cover.seats.setCurrentIndex(cover.seats.findData("london"))
    wrong_pin(cover)
    QApplication.processEvents()
    for one in (cover.says, cover.warns, cover.trouble):
        assert one.height() >= one.heightForWidth(one.width()), one.text()


def test_a_cell_cannot_leave_its_view(at_orders: Desk, qtbot: QtBot) -> None:
    desk = at_orders
    hand_to(desk, "paris", qtbot)
    assert not desk.bar.seats.isEnabled()
    asked = list[str]()
    desk.commands.windowAsked.connect(asked.append)
    for command in BARRED:
        desk.commands.run(command)
        assert desk.notice.kind == "failed"
    assert asked == []
    assert play(desk).seat == "paris"


def test_nothing_under_the_curtain_can_be_reached(at_orders: Desk) -> None:
    desk = at_orders
    desk.commands.run("hand_over")
    seq = play(desk).last
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        QTest.keyClick(desk, key, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(curtain(desk), key)
    desk.commands.run("advance")
    assert curtain(desk).isVisible()
    assert play(desk).last == seq
    assert not desk.map.isEnabled()
    assert not desk.bar.isEnabled()
    desk.resize(desk.width() - 100, desk.height() - 50)
    QApplication.processEvents()
    assert curtain(desk).geometry() == desk.rect()


def test_the_facilitator_gets_the_whole_desk_back(at_orders: Desk, qtbot: QtBot) -> None:
    desk = at_orders
    hand_to(desk, "paris", qtbot)
    hand_to(desk, "facilitator", qtbot)
    assert play(desk).seat == "facilitator"
    assert desk.bar.seats.isEnabled()
    assert not desk.docks.missing()
    assert desk.timeline is not None
    desk.commands.run("advance")
    assert play(desk).session.phase == "adjudication"


def test_a_pin_is_kept_as_a_salted_hash() -> None:
    pins = Pins()
    pins.choose("a", PIN)
    pins.choose("b", PIN)
    assert pins.fits("a", PIN)
    assert not pins.fits("a", PIN + "1")
    assert pins.fits("nobody", "")
    kept = list(pins._kept.values())
    assert kept[0] != kept[1]
    assert PIN.encode() not in b"".join(part for pair in kept for part in pair)
    with pytest.raises(ValueError, match="at least"):
        pins.choose("c", "1")
    pins.forget("a")
    assert not pins.has("a")


def test_the_curtain_lets_nothing_shine_through(at_orders: Desk, qtbot: QtBot) -> None:
    desk = at_orders
    desk.commands.run("hand_over")
    qtbot.wait(50)
    picture = desk.grab().toImage()
    ground = picture.pixelColor(4, 4)
    assert ground.name() == desk.theme.window
    for field in (curtain(desk).seats, curtain(desk).pin, curtain(desk).take):
        assert field.height() >= field.minimumSizeHint().height()
    box = curtain(desk).box.geometry()
    outside = [(x, y) for x in range(0, desk.width(), 23) for y in range(0, desk.height(), 19)
               if not box.adjusted(-2, -2, 2, 2).contains(x, y)]  # fmt: skip
    assert {picture.pixelColor(x, y).name() for x, y in outside} == {ground.name()}
