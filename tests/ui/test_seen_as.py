"""Whose view the desk shows is said in words and colour, and looking is never acting."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tabletop.session.acts import Advance, parse_act
from tabletop.ui.bridge import SessionBridge
from tabletop.ui.desk import Desk
from tabletop.ui.notice import REFUSED
from tabletop.ui.seen_as import EDGE, View
from tests.ui.everything import everything


def bridge(desk: Desk) -> SessionBridge:
    assert isinstance(desk.bridge, SessionBridge)
    return desk.bridge


def name_of(desk: Desk, seat: str) -> str:
    return bridge(desk).world.scenario.seat(seat).name


def test_one_key_shows_what_a_cell_knows_and_one_key_leads_back(desk: Desk) -> None:
    desk.commands.run("advance")
    assert desk.seen.isHidden()
    desk.commands.run("viewpoint")
    seat = bridge(desk).seat
    assert bridge(desk).place.role == "player"
    assert bridge(desk).moment().seat == seat
    assert not desk.seen.isHidden()
    assert name_of(desk, seat) in desk.seen.words.text()
    assert name_of(desk, seat) in desk.seen.accessibleName()
    assert desk.frame.contentsMargins().left() == EDGE
    assert name_of(desk, seat) in desk.notice.step.words

    desk.commands.run("viewpoint")
    assert bridge(desk).seat == "facilitator"
    assert desk.seen.isHidden()
    assert desk.frame.contentsMargins().left() == 0


@pytest.mark.parametrize("looking", [True, False])
def test_what_was_said_to_one_seat_is_not_read_by_the_next(desk: Desk, looking: bool) -> None:
    desk.commands.run("advance")
    desk.commands.run("advance")
    bridge(desk).set_seat("berlin")
    secret = {"intent": "Zitronenfalter", "rationale": "Zitronenfalter"}
    order = {"type": "make_statement", "actor": "de", "subject": "red_lines"} | secret
    bridge(desk).submit(parse_act({"type": "order", "order": order}), by="berlin")
    said = desk.notice.text
    assert "Germany" in said
    bridge(desk).submit(parse_act({"type": "order", "order": order}), by="berlin")
    assert desk.notice.kind == REFUSED
    reason = desk.notice.reason
    (bridge(desk).see_as if looking else bridge(desk).set_seat)("paris")
    assert desk.notice.text == ""
    seen = everything(desk)
    assert said not in seen and reason not in seen and "Zitronenfalter" not in seen


def test_nothing_can_be_done_while_a_cell_is_only_looked_at(desk: Desk) -> None:
    desk.commands.run("advance")
    desk.commands.run("advance")
    before = bridge(desk).session.entries[-1]
    bridge(desk).see_as("berlin")
    assert not bridge(desk).moment().live
    assert not desk.bar.advance.isEnabled()
    for command in ("advance", "hold"):
        button = getattr(desk.bar, command)
        assert isinstance(button, QAbstractButton) and not button.isEnabled()
    assert bridge(desk).submit(Advance(type="advance")) is None
    order = {"type": "make_statement", "actor": "de", "tone": "firm"}
    assert bridge(desk).submit(parse_act({"type": "order", "order": order}), by="berlin") is None
    assert desk.notice.kind == REFUSED
    assert "F4" in desk.notice.remedy
    assert bridge(desk).session.entries[-1] is before


def test_a_seat_that_is_taken_can_act_and_says_so(desk: Desk) -> None:
    desk.commands.run("advance")
    bridge(desk).see_as("berlin")
    looked = desk.seen.words.text()
    bridge(desk).set_seat("berlin")  # the same seat, and now for good
    assert desk.seen.view is View.ACTING
    assert desk.seen.words.text() != looked
    assert bridge(desk).moment().live
    assert bridge(desk).own == "berlin"


def test_the_clock_of_orders_runs_on_while_a_cell_is_looked_at(desk: Desk) -> None:
    desk.commands.run("advance")
    desk.commands.run("advance")
    assert desk.bar._ticker.isActive()
    bridge(desk).see_as("berlin")
    assert desk.bar._ticker.isActive()


def test_a_note_is_the_facilitators_through_whomever_s_eyes_it_is_written(desk: Desk) -> None:
    desk.commands.run("advance")
    bridge(desk).see_as("berlin")
    desk.commands.run("bookmark")
    assert [note.author for note in bridge(desk).session.notes.all("bookmark")] == ["facilitator"]


def test_a_cell_that_was_handed_the_desk_is_not_told_whose_view_it_sees(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.commands.run("advance")
    desk.hand_over()
    assert desk.hot_seat is not None
    desk.hot_seat._take("berlin")
    qtbot.waitUntil(lambda: bridge(desk).own == "berlin")
    assert desk.seen.isHidden()


@pytest.mark.parametrize("seat", ["nobody", ""])
def test_only_seats_of_the_scenario_can_be_looked_through(desk: Desk, seat: str) -> None:
    with pytest.raises(KeyError):
        bridge(desk).see_as(seat)
    assert bridge(desk).seat == "facilitator"
