"""Seats that a policy plays in a live exercise."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from tabletop.session.acts import Void
from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.policy_seat import PERSON, PolicySeats, PolicySeatsDialog


def orders(desk: Desk) -> list[tuple[str, int]]:
    assert desk.bridge is not None
    return [(e.by, e.seq) for e in desk.bridge.session.entries if e.type == "order"]


def chosen(desk: Desk) -> PolicySeatsDialog:
    desk.commands.run("policy_seats")
    found = desk.findChild(PolicySeatsDialog)
    assert isinstance(found, PolicySeatsDialog)
    return found


def test_a_policy_gives_its_seat_s_orders_when_orders_open_and_they_can_be_voided(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.commands.run("advance")
    dialog = chosen(desk)
    box = dialog.boxes["london"]
    assert box.currentData() == PERSON
    assert dialog.boxes["moscow"].findData("staff") < 0
    box.setCurrentIndex(box.findData("staff"))
    dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Ok).click()
    assert orders(desk) == []
    desk.commands.run("advance")
    qtbot.waitUntil(lambda: "can be taken back" in desk.notice.text, timeout=30_000)
    given = orders(desk)
    assert given
    assert {seat for seat, _ in given} == {"london"}
    assert desk.bridge is not None
    seq = given[0][1]
    undo = Void(entry=seq, reason="The facilitator decides.")
    assert desk.bridge.submit(undo) is not None
    desk.close()


def test_what_was_chosen_holds_after_a_restart(
    desk: Desk, windows: Windows, session_path: Path, opened: object
) -> None:
    assert desk.bridge is not None
    dialog = chosen(desk)
    box = dialog.boxes["moscow"]
    box.setCurrentIndex(box.findData("patient"))
    dialog.accept()
    desk.close()
    again = opened(lambda: windows.resume(session_path))  # type: ignore[operator]
    seats = again.commands.analysis.seats
    assert isinstance(seats, PolicySeats)
    assert seats.played == {"moscow": "patient"}


def test_only_the_facilitator_chooses_who_plays(desk: Desk) -> None:
    assert desk.bridge is not None
    desk.bridge.set_seat("london")
    desk.commands.run("policy_seats")
    assert desk.findChild(PolicySeatsDialog) is None
    assert "facilitator" in desk.notice.text
