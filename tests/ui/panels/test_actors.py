"""The panel of actors."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tabletop.ui.panels import actors_model as model
from tabletop.ui.panels.actors import ActorsPanel
from tests.ui.panels.stage import Stage, texts


@pytest.fixture
def panel(stage: Stage) -> ActorsPanel:
    stage.phase("orders")
    made = stage.show(ActorsPanel())
    assert isinstance(made, ActorsPanel)
    return made


def number(stage: Stage, actor: str) -> int:
    return stage.session.world.actor(actor)


def test_the_card_says_what_holds_an_actor_back_and_what_would_lift_it(
    stage: Stage, panel: ActorsPanel
) -> None:
    panel.open_actor(number(stage, "de"))
    said = texts(panel.card)
    assert "No ground unit may enter Ukraine." in said
    assert "negotiate the caveat" in said
    assert "Met by a vote" in said
    assert "Willingness: 62 of 100" in said
    assert "invented for tests" in said


def test_a_lifted_caveat_is_shown_as_lifted(stage: Stage, panel: ActorsPanel) -> None:
    row = {one.id: one for one in model.card(stage.moment, number(stage, "de")).caveats}
    assert row["no_ground_in_ukraine"].held
    effects = {"caveat[de, no_ground_in_ukraine]": 0}
    stage.do(type="ad_hoc", title="Berlin moves", effects=effects)
    row = {one.id: one for one in model.card(stage.moment, number(stage, "de")).caveats}
    assert not row["no_ground_in_ukraine"].held
    panel.open_actor(number(stage, "de"))
    assert "○ lifted" in texts(panel.card)


def test_the_card_says_which_red_lines_are_crossed(stage: Stage, panel: ActorsPanel) -> None:
    panel.open_actor(number(stage, "it"))
    assert "no war" in texts(panel.card) and "crossed now" not in texts(panel.card)
    stage.do(type="ad_hoc", title="A name", effects={"mission_label": "=war_fighting"})
    stage.phase("brief", turn=2)
    assert model.card(stage.moment, number(stage, "it")).red_lines == (("no war", True),)
    panel.open_actor(number(stage, "it"))
    assert "✖ no war – crossed now" in texts(panel.card)


def test_the_steps_of_a_decision_move_on(stage: Stage) -> None:
    stage.phase("orders")
    germany = number(stage, "de")
    path = [(one.stage, one.state) for one in model.steps(stage.moment, germany)]
    assert path == [("government", "ahead"), ("parliament", "ahead"), ("authorised", "ahead")]
    stage.order(type="seek_authorisation", actor="de")
    path = [(one.stage, one.state) for one in model.steps(stage.moment, germany)]
    assert path == [("government", "now"), ("parliament", "ahead"), ("authorised", "ahead")]
    stage.order(type="grant_authorisation", actor="gb")
    assert model.steps(stage.moment, number(stage, "gb"))[-1].state == "done"


def test_the_card_says_at_which_step_a_decision_stands_and_until_when(
    stage: Stage, panel: ActorsPanel
) -> None:
    germany = number(stage, "de")
    panel.open_actor(germany)
    assert "it stands here" not in texts(panel.card)
    stage.order(type="seek_authorisation", actor="de")
    panel.open_actor(germany)
    due = model.card(stage.moment, germany).row.due
    said = texts(panel.card)
    assert f"it stands here until turn {due}" in said
    assert "▶ 1." in said and "○ 2." in said and "○ 3." in said


def test_the_card_counts_units_in_words_and_marks_what_is_assumed(
    stage: Stage, panel: ActorsPanel
) -> None:
    stage.order(type="offer", actor="gb", force="gb_light_bde_1")
    panel.open_actor(number(stage, "gb"))
    said = texts(panel.card)
    assert "1 offered of 1:" in said
    assert "◌ Numbers: invented for tests." in said


def test_the_course_has_one_value_for_each_turn_and_now(stage: Stage) -> None:
    stage.phase("brief", turn=3)
    stage.do(type="ad_hoc", title="A blow", effects={"willingness[de]": -8})
    card = model.card(stage.moment, number(stage, "de"))
    assert len(card.willingness_course) == 4
    assert card.willingness_course[-1] == card.row.willingness
    assert card.row.willingness_change == pytest.approx(-8)


def test_contributions_count_units_where_they_are(stage: Stage) -> None:
    stage.phase("orders")
    stage.order(type="offer", actor="gb", force="gb_light_bde_1")
    rows = {one.type: one for one in model.card(stage.moment, number(stage, "gb")).contributions}
    assert rows["light_bde"].offered == 1
    assert rows["hq_coord"].deployed == 1
    assert all(one.offered + one.under_way + one.deployed <= one.most for one in rows.values())


def test_a_search_narrows_the_list(panel: ActorsPanel) -> None:
    every = panel.table.sifted.rowCount()
    panel.search.setText("littoral")
    assert 0 < panel.table.sifted.rowCount() < every
    panel.search.clear()
    assert panel.table.sifted.rowCount() == every


def test_an_order_is_begun_by_mouse_and_by_keyboard(stage: Stage, panel: ActorsPanel) -> None:
    panel.open_actor(number(stage, "fr"))
    drafts: list[dict[str, str]] = []
    panel.compose.connect(drafts.append)
    button = panel.findChild(QPushButton, "seek_authorisation")
    assert isinstance(button, QPushButton)
    stage.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setFocus()
    stage.bot.keyClick(button, Qt.Key.Key_Space)
    assert drafts == [{"type": "seek_authorisation", "actor": "fr"}] * 2


def test_a_seat_is_offered_orders_for_its_own_actors_only(stage: Stage, panel: ActorsPanel) -> None:
    stage.take_seat("kyiv")
    panel.open_actor(number(stage, "fr"))
    assert panel.card.orders.isHidden()
    panel.open_actor(number(stage, "ua"))
    assert not panel.card.orders.isHidden()


def test_the_cursor_stays_on_its_actor_when_the_moment_changes(
    stage: Stage, panel: ActorsPanel
) -> None:
    panel.open_actor(number(stage, "es"))
    stage.order(type="seek_authorisation", actor="es")
    assert panel.table.current().actor.id == "es"
    assert panel.card.title.text() == "ES"


def test_what_kind_of_actor_it_is_is_said_once(stage: Stage, panel: ActorsPanel) -> None:
    for actor in range(len(stage.session.world.actors)):
        panel.open_actor(actor)
        words = panel.card.subtitle.text().split(". ")[0].split(", ")
        assert len(set(words)) == len(words)


def test_money_and_bases_are_shown_only_of_those_who_may_give_them(
    stage: Stage, panel: ActorsPanel
) -> None:
    panel.open_actor(number(stage, "ru"))
    assert "Pays nothing" in texts(panel.card) and "Base and host" not in texts(panel.card)
    card = model.card(stage.moment, number(stage, "pl"))
    panel.open_actor(number(stage, "pl"))
    assert ("Base and host" in texts(panel.card)) == (card.hosts or card.base_agreement)


def test_a_caveat_that_waits_for_a_number_says_where_it_stands(stage: Stage) -> None:
    world, moment = stage.session.world, stage.moment
    rows = [one for i in range(len(world.actors)) for one in model.card(moment, i).caveats]
    for one in rows:
        waits = one.id == "us_backstop_required"
        assert one.now == (float(moment.state.us_backstop[0]) if waits else None)


def test_a_decision_that_has_not_begun_says_what_starts_it(
    stage: Stage, panel: ActorsPanel
) -> None:
    panel.open_actor(number(stage, "de"))
    assert "has not begun" in texts(panel.card)
    stage.order(type="seek_authorisation", actor="de")
    panel.open_actor(number(stage, "de"))
    assert "has not begun" not in texts(panel.card)
