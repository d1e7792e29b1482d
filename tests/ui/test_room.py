"""The window for the projector shows what everybody may see, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tabletop.session.acts import AdHoc, Advance, Deliver, GiveOrder, Void
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.desk import Desk
from tabletop.ui.map.layers import SECRET
from tabletop.ui.room import Room, released
from tabletop.ui.theme import LIGHT

SECRET_TITLE = "A word in the ear of the white cell"
PUBLIC_TITLE = "Everybody reads this in the morning"


def all_texts(widget: QWidget) -> str:
    """Return everything that a window says, tool tips and names for screen readers included."""
    said = [widget.windowTitle()]
    for one in [widget, *widget.findChildren(QWidget)]:
        said += [one.toolTip(), one.accessibleName(), one.accessibleDescription()]
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            said.append(one.text())
    return "\n".join(said)


def play(desk: Desk) -> SessionBridge:
    assert isinstance(desk.bridge, SessionBridge)
    return desk.bridge


@pytest.fixture
def room(desk: Desk) -> Iterator[Room]:
    desk.commands.run("advance")
    desk.commands.run("room")
    assert desk.room is not None
    yield desk.room


def test_it_never_shows_an_inject_that_is_not_public(desk: Desk, room: Room) -> None:
    bridge = play(desk)
    undelivered = [inject.title for inject in bridge.world.injects]

    assert bridge.submit(AdHoc(title=SECRET_TITLE, text=SECRET_TITLE, addressees=("fr",)))
    assert bridge.submit(AdHoc(title=PUBLIC_TITLE, text="It says so.", channel="press"))

    said = all_texts(room)
    assert SECRET_TITLE not in said
    assert PUBLIC_TITLE in said
    assert not [title for title in undelivered if title in said]


def test_a_planned_inject_appears_once_it_is_delivered_in_public(desk: Desk, room: Room) -> None:
    bridge = play(desk)
    inject = next(i for i in bridge.world.injects if i.channel == "press" and i.trigger.manual)
    assert inject.title not in all_texts(room)

    assert bridge.submit(Deliver(inject=inject.id))

    assert inject.title in all_texts(room)


def test_orders_stay_hidden_from_it(desk: Desk, room: Room) -> None:
    bridge = play(desk)
    bridge.submit(Advance())
    moment = bridge.moment()
    waiting = moment.state.copy()
    force = next(
        i for i, f in enumerate(bridge.world.forces)
        if f.actor == "gb" and moment.state.status[0, i] == 0
    )  # fmt: skip
    order = {"type": "offer", "actor": "gb", "force": bridge.world.forces[force].id,
             "intent": SECRET_TITLE}  # fmt: skip

    assert bridge.submit(GiveOrder(order=order)), desk.notice.text

    seen = bridge.room_moment()
    assert seen is not None
    assert SECRET_TITLE not in all_texts(room)
    assert seen.state.status[0, force] == waiting.status[0, force]
    assert bridge.moment().state.status[0, force] != waiting.status[0, force]


def test_it_refuses_a_moment_that_is_not_cut_to_its_seat(desk: Desk, room: Room) -> None:
    with pytest.raises(ValueError, match="Room seat"):
        room.show_moment(play(desk).moment())


def test_its_map_has_no_secret_layer_whatever_is_asked(room: Room) -> None:
    for layer in SECRET:
        room.map.show_layer(layer, True)
    assert not room.map.layers & SECRET


def test_it_follows_play_unless_frozen(desk: Desk, room: Room) -> None:
    desk.commands.run("advance")
    assert room.phase.text() == "Orders"
    assert room.clock.isVisible()

    desk.commands.run("room_freeze")
    desk.commands.run("advance")
    assert room.phase.text() == "Orders"
    assert room.still.isVisible()

    desk.commands.run("room_freeze")
    assert room.phase.text() == "Adjudication"


def test_looking_back_on_the_desk_does_not_move_it(desk: Desk, room: Room) -> None:
    desk.commands.run("advance")
    desk.commands.run("look_first")
    assert room.phase.text() == "Orders"


def test_it_is_marked_as_an_exercise(room: Room) -> None:
    assert "EXERCISE" in room.marking.text()
    assert room.marking.isVisible()


def test_only_what_still_stands_is_released(desk: Desk, room: Room) -> None:
    bridge = play(desk)
    entry = bridge.submit(AdHoc(title=PUBLIC_TITLE, channel="press"))
    assert entry is not None
    bridge.submit(Void(entry=entry.seq, reason="It was a mistake."))

    seen = bridge.room_moment()
    assert seen is not None
    assert released(seen) == []
    assert PUBLIC_TITLE not in all_texts(room)


def test_what_it_still_meant_to_do_ends_with_it(desk: Desk, qtbot: QtBot) -> None:
    room = Room(play(desk).world, None, LIGHT)
    with qtbot.captureExceptions() as faults:
        room.show()  # its letters and its map follow the size a moment later
        shiboken6.delete(room)
        QApplication.processEvents()
    assert not faults
