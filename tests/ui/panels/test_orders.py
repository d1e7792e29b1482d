"""The panel of orders."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox

from tabletop.rules.orders import ORDERS, parse_order
from tabletop.ui.elided import ElidedCombo
from tabletop.ui.panels import orders_model as model
from tabletop.ui.panels.order_words import field_title, group_title, order_title, value_words
from tabletop.ui.panels.orders import OrdersPanel
from tests.ui.panels.stage import Stage, texts

OFFER = {"type": "offer", "actor": "gb", "force": "gb_light_bde_1"}
UNLAWFUL = {"type": "deploy", "actor": "gb", "force": "gb_light_bde_1", "to": "kyiv"}


@pytest.fixture
def panel(stage: Stage) -> OrdersPanel:
    stage.phase("orders")
    made = stage.show(OrdersPanel())
    assert isinstance(made, OrdersPanel)
    return made


@pytest.mark.parametrize("type", ORDERS)
def test_every_type_of_order_has_a_form_from_its_fields(type: str) -> None:
    kind = ORDERS[type]
    fields = {one.name: one for one in model.fields(type)}
    assert set(fields) == set(kind.model_fields) - set(model.FRAME)
    assert all(one.kind in ("name", "choice", "yes_no", "whole", "number")
               for one in fields.values())  # fmt: skip


def test_the_range_of_a_number_is_that_of_the_order() -> None:
    level = next(one for one in model.fields("set_roe") if one.name == "level")
    assert (level.kind, level.low, level.high) == ("whole", 1, 5)
    amount = next(one for one in model.fields("fund") if one.name == "amount")
    assert (amount.kind, amount.low, amount.optional) == ("number", 0, True)
    assert amount.high == 5000


def test_what_the_form_writes_can_be_read_back_for_every_type(
    stage: Stage, panel: OrdersPanel
) -> None:
    for type in ORDERS:
        panel.compose_order({"type": type, "actor": "gb", "amount": 5.0})
        order = panel.composer.order()
        assert order["type"] == type
        assert parse_order(order).type == type
        assert panel.composer.verdict.text()


def test_an_order_is_given_by_mouse(stage: Stage, panel: OrdersPanel) -> None:
    panel.compose_order(OFFER)
    assert panel.composer.verdict.text() == "✓ Lawful."
    panel.composer.intent.setText("Be ready")
    stage.bot.mouseClick(panel.composer.give, Qt.MouseButton.LeftButton)
    assert not stage.refusals
    assert stage.asked[-1].model_dump()["order"]["intent"] == "Be ready"
    assert panel.composer.intent.text() == ""
    row = panel.inbox.rows.rows[0]
    assert (row.status, row.row.by) == ("stands", "facilitator")


def test_an_order_is_written_and_given_by_keyboard(stage: Stage, panel: OrdersPanel) -> None:
    composer = panel.composer
    composer.type.setFocus()
    while composer.type.currentData() != "seek_authorisation":
        before = composer.type.currentIndex()
        stage.bot.keyClick(composer.type, Qt.Key.Key_Down)
        assert composer.type.currentIndex() > before
    stage.bot.keyClick(composer.rationale, Qt.Key.Key_Return)
    order = stage.asked[-1].model_dump()["order"]
    assert order["type"] == "seek_authorisation"
    assert not stage.refusals


def test_the_verdict_says_why_and_what_would_make_it_lawful(panel: OrdersPanel) -> None:
    panel.compose_order(UNLAWFUL)
    said = panel.composer.verdict.text()
    assert said.startswith("✗ Not lawful")
    assert "What would make it lawful" in said


def test_a_refusal_is_kept_with_its_remedy_and_can_be_tried_again(
    stage: Stage, panel: OrdersPanel
) -> None:
    panel.compose_order(UNLAWFUL)
    panel.composer.give.click()
    (reason, remedy), *_ = stage.refusals
    panel.pages.setCurrentIndex(2)
    said = texts(panel.pages.currentWidget())
    assert reason in said
    assert remedy in said
    panel.composer.compose(OFFER)
    panel.again.click()
    assert panel.pages.currentIndex() == 0
    assert panel.composer.order()["type"] == "deploy"


def test_a_player_takes_an_own_order_back(stage: Stage, panel: OrdersPanel) -> None:
    stage.take_seat("coalition")
    stage.order("coalition", **OFFER)
    panel.pages.setCurrentIndex(1)
    assert panel.undo.text() == "&Take back"
    stage.bot.mouseClick(panel.undo, Qt.MouseButton.LeftButton)
    assert stage.asked[-1].type == "take_back"
    assert panel.inbox.rows.rows[0].status == "take_back"
    assert panel.undo.isHidden()


def test_the_facilitator_voids_with_a_reason(stage: Stage, panel: OrdersPanel) -> None:
    stage.order("coalition", **OFFER)
    panel.pages.setCurrentIndex(1)
    panel.undo.click()
    assert not stage.asked
    stage.bot.keyClicks(panel.reason.reason, "Not agreed")
    stage.bot.keyClick(panel.reason.reason, Qt.Key.Key_Return)
    assert stage.asked[-1].model_dump()["reason"] == "Not agreed"
    assert panel.inbox.rows.rows[0].status == "void"


def test_seats_do_not_see_the_orders_of_others(stage: Stage, panel: OrdersPanel) -> None:
    stage.order("coalition", **OFFER, intent="Secret")
    stage.take_seat("kyiv")
    panel.pages.setCurrentIndex(1)
    assert not panel.inbox.rows.rows
    assert "Secret" not in texts(panel)


def test_a_seat_writes_orders_for_its_own_actors(stage: Stage, panel: OrdersPanel) -> None:
    stage.take_seat("kyiv")
    boxes = panel.composer.actor
    assert [boxes.itemData(i) for i in range(boxes.count())] == ["ua"]
    stage.take_seat("room")
    assert not panel.composer.isEnabled()


def test_a_form_that_nobody_touched_gives_no_order(stage: Stage, panel: OrdersPanel) -> None:
    assert not panel.composer.give.isEnabled()
    panel.compose_order(OFFER)
    assert panel.composer.give.isEnabled()


def test_out_of_phase_the_form_says_when(stage: Stage, panel: OrdersPanel) -> None:
    panel.compose_order(OFFER)
    stage.phase("adjudication")
    assert not panel.composer.give.isEnabled()
    assert "orders" in panel.composer.objection.text()


def test_what_is_being_written_survives_what_others_do(stage: Stage, panel: OrdersPanel) -> None:
    panel.compose_order({"type": "fund", "actor": "fr", "to": "ukraine", "amount": 35.0})
    panel.composer.rationale.setText("Half a reason")
    stage.order("kyiv", type="limit", actor="ua", east=True)
    order = panel.composer.order()
    assert (order["type"], order["actor"], order["to"]) == ("fund", "fr", "ukraine")
    assert order["amount"] == 35.0
    assert order["rationale"] == "Half a reason"


def test_an_optional_number_can_be_left_out(stage: Stage, panel: OrdersPanel) -> None:
    panel.compose_order({"type": "fund", "actor": "fr"})
    amount = panel.composer.fields.widget("amount")
    assert isinstance(amount, QDoubleSpinBox)
    assert "amount" not in panel.composer.order()
    amount.setValue(0)
    assert panel.composer.order()["amount"] == 0
    assert isinstance(panel.composer.fields.widget("to"), QComboBox)
    panel.compose_order({"type": "set_roe", "actor": "gb"})
    assert isinstance(panel.composer.fields.widget("level"), QSpinBox)


def test_no_verdict_greets_anybody_and_the_first_form_is_lawful(
    stage: Stage, panel: OrdersPanel
) -> None:
    composer = panel.composer
    assert "✗" not in composer.verdict.text()
    assert "✓" not in composer.verdict.text()
    assert model.verdict(stage.moment, composer.order()).is_lawful
    stage.bot.keyClicks(composer.rationale, "Why")
    assert composer.verdict.text() == "✓ Lawful."


def test_a_long_name_ends_in_an_ellipsis_where_there_is_no_room(
    stage: Stage, panel: OrdersPanel
) -> None:
    panel.compose_order({"type": "deploy", "actor": "gb"})
    box = panel.composer.fields.widget("force")
    assert isinstance(box, ElidedCombo)
    box.setItemText(box.currentIndex(), "A short name")
    assert box.shown() == "A short name"
    whole = "A contingent with a name that is longer than any panel has ever been wide, " * 3
    box.setItemText(box.currentIndex(), whole)
    assert box.shown().endswith("…")
    assert whole.startswith(box.shown()[:-1])
    assert box.fontMetrics().horizontalAdvance(box.shown()) < box.width()


def test_a_form_that_nobody_touched_says_why_its_button_is_out_of_use(
    stage: Stage, panel: OrdersPanel
) -> None:
    assert not panel.composer.give.isEnabled()
    assert "then the order can be given" in panel.composer.verdict.text()
    panel.compose_order(OFFER)
    assert "then the order can be given" not in panel.composer.verdict.text()


def test_after_an_order_the_form_begins_anew(stage: Stage, panel: OrdersPanel) -> None:
    panel.compose_order(OFFER)
    panel.composer.give.click()
    assert not stage.refusals
    assert "✗" not in panel.composer.verdict.text()


def test_a_chosen_order_is_filled_in_lawfully_where_it_can_be(
    stage: Stage, panel: OrdersPanel
) -> None:
    composer = panel.composer
    at_home = 0
    for type, _, _ in model.order_types():
        wanted = model.lawful_start(stage.moment, type, "gb")
        composer.actor.setCurrentIndex(composer.actor.findData("gb"))
        composer.type.setCurrentIndex(composer.type.findData(type))
        if wanted is not None:
            at_home += 1
            assert composer.verdict.text() == "✓ Lawful.", type
    assert at_home > 10


@pytest.mark.parametrize("type", ORDERS)
def test_every_order_and_all_its_fields_have_words_for_people(type: str) -> None:
    group = next(of for one, of, _ in model.order_types() if one == type)
    words = [order_title(type), group_title(group)]
    for field in model.fields(type):
        words.append(field_title(type, field.name))
        words += [value_words(field.name, value) for value in field.choices]
    assert all(one and "_" not in one and one == one.strip() for one in words)
    assert order_title(type)[0].isupper()


def test_a_new_order_that_has_no_words_yet_can_be_read() -> None:
    assert order_title("build_bridges") == "Build bridges"
    assert group_title("river_works") == "River works"
    assert field_title("build_bridges", "how_many") == "How many"
    assert value_words("kind", "pontoon_bridge") == "pontoon bridge"
