"""Seats that a policy plays in a live exercise."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from tabletop.analysis.own_policy import load
from tabletop.session.acts import Void
from tabletop.session.staffing import players
from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.own_policy import AgreeDialog
from tabletop.ui.panels.cells_view import cell_rows
from tabletop.ui.panels.panel import Say
from tabletop.ui.policy_seat import PolicySeats
from tabletop.ui.policy_seat_dialog import FILE, PERSON, PolicySeatsDialog


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


FIRM = """
from tabletop.rules.orders import judge, parse_order

class Firm:
    name, says, side = "firm", "Firm rules from the first turn on.", "coalition"

    def answer(self, world, view, luck):
        return []

    def choose(self, world, view, luck):
        order = parse_order({"type": "set_roe", "actor": "gb", "tier": 3, "level": 4})
        return [(order, judge(world, view, order) == 0)]

class Broken(Firm):
    def answer(self, world, view, luck):
        raise RuntimeError("it was never tried")

    def choose(self, world, view, luck):
        return []
"""


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    path = tmp_path / "firm.py"
    path.write_text(FIRM)
    return path


def take(dialog: PolicySeatsDialog, seat: str, path: Path, which: str, qtbot: QtBot) -> None:
    """Choose a policy from a file as a person does, past the file dialog."""
    dialog._asking = seat
    dialog.asker.take(path)
    agree = dialog.asker.dialog
    assert isinstance(agree, AgreeDialog)
    assert "with your rights" in " ".join(say.text() for say in agree.findChildren(Say))
    assert agree.buttons.button(QDialogButtonBox.StandardButton.Cancel).isDefault()
    agree.which.setCurrentText(which)
    agree.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    box = dialog.boxes[seat]
    qtbot.waitUntil(lambda: ".py:" in str(box.currentData()), timeout=20_000)


def test_a_program_of_one_s_own_plays_a_seat_and_the_record_names_it(
    desk: Desk, windows: Windows, session_path: Path, opened: object, firm: Path, qtbot: QtBot
) -> None:
    desk.commands.run("advance")
    dialog = chosen(desk)
    assert dialog.boxes["london"].findData(FILE) > 0
    take(dialog, "london", firm, "Firm", qtbot)
    dialog.accept()
    desk.commands.run("advance")
    qtbot.waitUntil(lambda: "can be taken back" in desk.notice.text, timeout=30_000)
    assert orders(desk)[0][0] == "london"
    assert desk.bridge is not None
    playing = players(desk.bridge.session.entries)["london"]
    assert (playing.policy, playing.file) == ("firm", "firm.py:Firm")
    assert playing.digest == hashlib.sha256(FIRM.encode()).hexdigest()
    assert str(firm.parent) not in str([e.act for e in desk.bridge.session.entries])
    rows = {row.seat: row.policy for row in cell_rows(desk.bridge.moment(), None)}
    assert rows["london"] == "firm"
    desk.close()

    again = opened(lambda: windows.resume(session_path))  # type: ignore[operator]
    seats = again.commands.analysis.seats
    assert ".py:Firm#" in seats.played["london"]
    again.close()

    firm.write_text(FIRM + "# another\n")
    third = opened(lambda: windows.resume(session_path))  # type: ignore[operator]
    seats = third.commands.analysis.seats
    assert seats.played == {}
    assert "is not here as it was" in third.notice.text
    assert "is not here as it was" in chosen(third).state.text()


def test_a_program_that_fails_is_told_and_the_desk_plays_on(
    desk: Desk, firm: Path, qtbot: QtBot
) -> None:
    desk.commands.run("advance")
    desk.commands.run("advance")
    dialog = chosen(desk)
    take(dialog, "london", firm, "Broken", qtbot)
    dialog.accept()
    qtbot.waitUntil(lambda: "never tried" in desk.notice.text, timeout=30_000)
    assert orders(desk) == []


def test_a_program_for_the_other_side_is_not_taken(desk: Desk, firm: Path, qtbot: QtBot) -> None:
    dialog = chosen(desk)
    dialog.take("moscow", load(firm, "Firm"))
    assert dialog.boxes["moscow"].currentData() == PERSON
    assert "other side" in dialog.state.text()
    dialog.reject()


def test_taking_a_seat_back_is_recorded_and_the_policy_is_never_asked_again(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.commands.run("advance")
    dialog = chosen(desk)
    box = dialog.boxes["london"]
    box.setCurrentIndex(box.findData("staff"))
    dialog.accept()
    dialog = chosen(desk)
    dialog.boxes["london"].setCurrentIndex(0)
    dialog.accept()
    assert desk.bridge is not None
    kinds = [(e.type, e.act.get("policy")) for e in desk.bridge.session.entries]
    assert kinds[-2:] == [("assign", "staff"), ("assign", "")]
    desk.commands.run("advance")
    qtbot.wait(300)
    assert orders(desk) == []
