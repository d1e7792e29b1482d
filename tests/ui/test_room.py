"""The window for the projector shows what everybody may see, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tabletop.session.acts import AdHoc, Advance, Deliver, GiveOrder, Void
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.desk import Desk
from tabletop.ui.map.layers import SECRET
from tabletop.ui.map.view import MapView
from tabletop.ui.room import Room
from tabletop.ui.room_cards import Card
from tabletop.ui.room_model import Item, dress_of, order_of_the_day, released, scores, situation
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


def test_the_map_on_the_wall_comes_up_little_by_little(
    desk: Desk, room: Room, qtbot: QtBot
) -> None:
    qtbot.waitUntil(room.map.isVisible)
    fresh = MapView()
    qtbot.addWidget(fresh)
    fresh.patient = room.map.patient
    fresh.set_world(play(desk).world, desk.land)
    fresh.resize(700, 400)
    fresh.grab()
    assert fresh.scene is None and fresh.composer.busy, "the sea alone, and more is on its way"
    fresh.grab()
    qtbot.waitUntil(lambda: fresh.scene is not None)


def test_the_wall_does_not_count_what_has_no_room_on_its_map(room: Room) -> None:
    room.map.settle()
    room.map.left_out.count()
    assert room.map.left_out.found
    assert not room.map.left_out.isVisibleTo(room.map)


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


# -- what it says and how ------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (3840, 2160)])
def test_letters_are_large_enough_to_be_read_from_ten_metres(
    desk: Desk, room: Room, qtbot: QtBot, width: int, height: int
) -> None:
    bridge = play(desk)
    assert bridge.submit(AdHoc(title=PUBLIC_TITLE, text="It says so.", channel="press"))
    desk.commands.run("advance")
    room.resize(width, height)
    qtbot.wait(30)
    shown = [one for one in room.findChildren(QLabel) if one.isVisibleTo(room) and one.text()]
    assert len(shown) > 8
    for one in [*shown, room.scores, room.map]:
        share = QFontMetricsF(one.font()).capHeight() / height
        assert share >= (0.02 if one is room.map else 25 / 1080 - 0.001), (one, share)
    head = (room.marking, room.turn, room.dates, room.phase)
    assert all(one.width() >= one.sizeHint().width() for one in head)


def test_a_key_fills_the_projector_and_gives_the_window_back(room: Room) -> None:
    assert not room.isFullScreen()
    QTest.keyClick(room, Qt.Key.Key_F11)
    assert room.isFullScreen()
    QTest.keyClick(room, Qt.Key.Key_F11)
    assert not room.isFullScreen()


def test_the_room_can_be_moved_from_a_large_screen_to_a_small_one(
    desk: Desk, room: Room, qtbot: QtBot
) -> None:
    room.resize(3840, 2160)
    qtbot.wait(30)
    room.resize(1280, 720)
    qtbot.wait(30)
    assert (room.width(), room.height()) == (1280, 720)


def test_a_card_says_all_that_there_is_room_for_and_ends_after_a_whole_word(
    desk: Desk, room: Room, qtbot: QtBot
) -> None:
    room.resize(1920, 1080)
    words = [f"word{i}" for i in range(400)]

    def say(count: int) -> Card:
        act = AdHoc(title=PUBLIC_TITLE, text=" ".join(words[:count]), channel="press",
                    sender="Agency")  # fmt: skip
        assert play(desk).submit(act) is not None
        qtbot.wait(50)
        return next(card for card in room.findChildren(Card) if not card.text.isHidden())

    assert say(50).text.text() == " ".join(words[:50])
    cut = say(400)
    said = cut.text.text().split()
    assert said.pop() == "…"
    assert said == words[: len(said)]
    assert len(said) > 20
    assert cut.height() >= cut.heightForWidth(cut.width())
    assert cut.height() <= room.shelf.viewport().height()


def test_what_older_cards_leave_free_is_given_to_the_latest(
    desk: Desk, room: Room, qtbot: QtBot
) -> None:
    room.resize(1920, 1080)
    for i in range(5):
        act = AdHoc(title=f"{PUBLIC_TITLE} {i}", text="word " * 300, channel="press",
                    sender="Agency")  # fmt: skip
        assert play(desk).submit(act) is not None
    qtbot.wait(50)
    cards = [card for card in room.findChildren(Card) if card.isVisible()]
    assert len(cards) > 1
    lowest = max(card.geometry().bottom() for card in cards)
    line = QFontMetricsF(cards[0].text.font()).lineSpacing()
    assert 0 <= room.shelf.viewport().height() - lowest < 2.5 * line


def test_nothing_on_the_wall_is_cut_off(desk: Desk, room: Room, qtbot: QtBot) -> None:
    bridge = play(desk)
    for number in range(6):
        text = "Somebody says something that takes a while to read. " * 20
        assert bridge.submit(AdHoc(title=f"{PUBLIC_TITLE} {number}", text=text, channel="press"))
    room.resize(1280, 720)
    qtbot.wait(50)
    cards = room.findChildren(Card)
    whole = [card for card in cards if card.text.isVisibleTo(room)]
    assert [card.title.text() for card in whole] == [f"{PUBLIC_TITLE} 5"]
    for card in cards:
        for label in card.parts:
            if label.isVisibleTo(room):
                assert label.height() >= label.heightForWidth(label.width())
    latest = whole[0]
    assert latest.geometry().bottom() <= room.shelf.viewport().height()


@pytest.mark.parametrize(
    ("channel", "dress"),
    [("press", "news"), ("press conference", "news"), ("social media", "post"),
     ("diplomatic note", "cable"), ("government statement", "cable"),
     ("military report", "report"), ("weather report", "report"), ("", "report")],
)  # fmt: skip
def test_a_card_wears_the_dress_of_its_channel(channel: str, dress: str) -> None:
    assert dress_of(channel) == dress


def test_every_shipped_channel_has_a_dress_that_a_sign_and_a_word_say(
    desk: Desk, room: Room
) -> None:
    bridge = play(desk)
    said = set()
    for channel in ("press", "diplomatic note", "social media", "weather report"):
        assert bridge.submit(AdHoc(title=channel, channel=channel))
    for card in room.findChildren(Card):
        said.add(card.kind.text().split(" ·")[0])
    assert len(said) == 4


def test_it_says_how_things_stand_from_what_everybody_knows(desk: Desk, room: Room) -> None:
    assert "ceasefire" in room.situation.text()
    seen = play(desk).room_moment()
    assert seen is not None
    assert room.situation.text() == situation(seen)


def test_the_order_of_the_day_says_what_is_on_and_until_when(desk: Desk, room: Room) -> None:
    desk.commands.run("advance")
    seen = play(desk).room_moment()
    assert seen is not None
    noon = datetime(2026, 1, 19, 12, 0, tzinfo=UTC)
    items = order_of_the_day(seen, 600.0, noon)
    assert [(one.phase, one.state) for one in items] == [
        ("brief", "done"), ("orders", "now"), ("adjudication", "ahead"), ("feedback", "ahead"),
    ]  # fmt: skip
    assert items[1].until
    assert order_of_the_day(seen, -5.0, noon)[1] == Item("orders", "now")
    assert room.day.text().startswith("✓ Brief")
    assert room.day.isVisible()


def test_the_scorecard_is_shown_on_demand_and_rests_on_the_rooms_own_view(
    desk: Desk, room: Room
) -> None:
    assert room.scores.isHidden()
    desk.commands.run("room_scores")
    assert room.scores.isVisible()
    seen = play(desk).room_moment()
    assert seen is not None
    assert room.scores.scores == tuple(scores(seen))
    assert room.scores.accessibleDescription() == room.scores.words()
    desk.commands.run("room_scores")
    assert room.scores.isHidden()


def test_its_map_fills_whatever_size_the_window_is_given(room: Room, qtbot: QtBot) -> None:
    for width, height in ((1280, 720), (1920, 1080), (1600, 900)):
        room.resize(width, height)
        qtbot.waitUntil(lambda: room.map.isVisible() and fills(room.map))


def fills(map: MapView) -> bool:
    """Whether the land, line and borders that matter take up the map, one way or the other."""
    assert map.ground is not None
    home, camera = map.ground.home, map.camera
    wide, high = home.width() / camera.scale, home.height() / camera.scale
    room = 0.75 * map.width(), 0.68 * map.height()
    inside = wide <= map.width() and high <= map.height()
    return inside and (wide >= room[0] or high >= room[1])
