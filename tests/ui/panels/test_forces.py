"""The panel of forces, and where they may be sent."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tabletop.rules.orders.deployment import destinations
from tabletop.ui.panels import forces_model as model
from tabletop.ui.panels.destinations import DestinationDialog
from tabletop.ui.panels.forces import ForcesPanel
from tests.ui.panels.stage import Stage, texts


@pytest.fixture
def panel(stage: Stage) -> ForcesPanel:
    stage.phase("orders")
    made = stage.show(ForcesPanel())
    assert isinstance(made, ForcesPanel)
    return made


def force(stage: Stage, name: str) -> int:
    return stage.session.world.index["force"][name]


def dialog_of(panel: ForcesPanel) -> DestinationDialog:
    assert panel.dialog is not None
    return panel.dialog


def test_every_force_is_listed_with_where_it_stands(stage: Stage, panel: ForcesPanel) -> None:
    assert len(panel.table.rows.rows) == len(stage.session.world.forces)
    assert panel.table.choose(force(stage, "gb_hq_coord_1"))
    row = panel.table.current()
    assert (row.status, row.place) == ("deployed", "Kyiv")


def test_filters_add_up(stage: Stage, panel: ForcesPanel) -> None:
    panel.actor.setCurrentIndex(panel.actor.findData(stage.session.world.actor("gb")))
    mine = panel.table.sifted.rowCount()
    panel.status.setCurrentIndex(panel.status.findData("deployed"))
    assert panel.table.sifted.rowCount() == 1 < mine
    panel.search.setText("brigade that is not there")
    assert panel.table.sifted.rowCount() == 0
    panel.select_force(force(stage, "fr_mech_bde_1"))
    assert panel.table.current().force.id == "fr_mech_bde_1"


def test_choosing_a_force_by_hand_points_at_it_on_the_map(stage: Stage, panel: ForcesPanel) -> None:
    seen: list[int] = []
    panel.focus_force.connect(seen.append)
    panel.table.setFocus()
    stage.bot.keyClick(panel.table, Qt.Key.Key_Down)
    stage.bot.keyClick(panel.table, Qt.Key.Key_Down)
    assert seen[-1] == panel.table.current().number


def test_lawful_places_come_first_and_all_others_say_why(stage: Stage, panel: ForcesPanel) -> None:
    number = force(stage, "gb_hq_coord_1")
    rows = model.destination_rows(stage.moment, number)
    codes = [row.code for row in rows]
    lawful = codes.count(0)
    assert 0 < lawful < len(codes)
    assert not any(codes[:lawful])
    assert all(codes[lawful:])
    judged = dict(destinations(stage.session.world, stage.session.state, number))
    assert {row.node: row.code for row in rows} == judged
    reasons = model.Reasons(stage.moment, number)
    assert all(reasons.of(row)[0] and reasons.of(row)[1] for row in rows[lawful:])


def test_a_force_is_sent_by_keyboard(stage: Stage, panel: ForcesPanel) -> None:
    panel.select_force(force(stage, "gb_hq_coord_1"))
    panel.table.setFocus()
    stage.bot.keyClick(panel.table, Qt.Key.Key_Return)
    dialog = dialog_of(panel)
    assert "✓" in dialog.verdict.text()
    dialog.intent.setText("Closer to the line")
    place = dialog.table.current().node
    stage.bot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert not stage.refusals
    order = stage.asked[-1].model_dump()["order"]
    assert order["type"] == "redeploy"
    assert order["intent"] == "Closer to the line"
    assert int(stage.session.state.bound_for[0, force(stage, "gb_hq_coord_1")]) == place
    assert panel.dialog is None


def test_a_force_is_sent_by_mouse(stage: Stage, panel: ForcesPanel) -> None:
    panel.select_force(force(stage, "gb_hq_coord_1"))
    stage.bot.mouseClick(panel.send, Qt.MouseButton.LeftButton)
    dialog = dialog_of(panel)
    stage.bot.mouseClick(dialog.give, Qt.MouseButton.LeftButton)
    assert [act.type for act in stage.asked] == ["order"]
    assert not stage.refusals


def test_an_unlawful_place_says_why_and_cannot_be_chosen(stage: Stage, panel: ForcesPanel) -> None:
    panel.select_force(force(stage, "gb_hq_coord_1"))
    panel.send.click()
    dialog = dialog_of(panel)
    dialog.table.choose(stage.session.world.index["node"]["donetsk"])
    assert "Not lawful" in dialog.verdict.text()
    assert not dialog.give.isEnabled()
    dialog.submit()
    assert not stage.asked
    assert "✗" in texts(dialog)


def test_the_choice_of_a_tier_is_judged(stage: Stage, panel: ForcesPanel) -> None:
    panel.select_force(force(stage, "gb_hq_coord_1"))
    panel.send.click()
    dialog = dialog_of(panel)
    dialog.tier.setCurrentIndex(dialog.tier.findData(2))
    assert all(row.code for row in dialog.table.rows.rows)


def test_offer_take_back_and_withdraw(stage: Stage, panel: ForcesPanel) -> None:
    panel.select_force(force(stage, "gb_light_bde_1"))
    assert panel.send.isHidden()
    panel.give.click()
    assert panel.table.current().status == "offered"
    panel.unoffer.click()
    assert panel.table.current().status == "home"
    panel.select_force(force(stage, "gb_hq_coord_1"))
    panel.withdraw.click()
    assert panel.table.current().status == "returning"
    assert not stage.refusals


def test_a_seat_orders_only_its_own(stage: Stage, panel: ForcesPanel) -> None:
    stage.take_seat("kyiv")
    panel.select_force(force(stage, "gb_hq_coord_1"))
    assert not panel.send.isEnabled()
    assert "does not speak for GB" in panel.send.toolTip()


def test_out_of_phase_the_buttons_say_when(stage: Stage, panel: ForcesPanel) -> None:
    stage.phase("adjudication")
    panel.select_force(force(stage, "gb_hq_coord_1"))
    assert not panel.withdraw.isEnabled()
    assert "orders" in panel.withdraw.toolTip()
