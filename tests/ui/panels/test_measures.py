"""The panel of measures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tabletop.analysis.preview import Difference
from tabletop.rules.measures import MEASURES, score
from tabletop.ui.panels import measures_model as model
from tabletop.ui.panels.measures import MeasuresPanel
from tabletop.ui.panels.words import step
from tests.ui.panels.stage import Stage, texts


@pytest.fixture
def panel(stage: Stage) -> MeasuresPanel:
    stage.phase("orders")
    made = stage.show(MeasuresPanel(), (520, 820))
    assert isinstance(made, MeasuresPanel)
    return made


def test_the_scorecard_shows_the_measures_of_the_scenario(
    stage: Stage, panel: MeasuresPanel
) -> None:
    shown = [row.measure.name for row in panel.table.rows.rows]
    assert shown == ["presence", "deterrence", "cohesion"]
    assert "not a prediction" in texts(panel)


def test_values_are_those_of_the_score(stage: Stage, panel: MeasuresPanel) -> None:
    scores = score(stage.session.world, stage.session.state)
    for row in panel.table.rows.rows:
        assert row.value == scores[row.measure.name][0]


@pytest.mark.parametrize("name", MEASURES)
def test_terms_add_up_and_movers_account_for_the_change(stage: Stage, name: str) -> None:
    stage.phase("orders")
    stage.do(type="ad_hoc", title="A row", effects={"cohesion": -12, "willingness[de]": -20})
    stage.do(type="ad_hoc", title="A storm", effects={"escalation": 9, "logistics_capacity": -20})
    stage.phase("feedback")
    world, moment = stage.session.world, stage.moment
    now = float(score(world, moment.state)[name][0])
    before = float(score(world, moment.opened)[name][0])
    assert sum(one.contribution for one in model.terms(moment, name)) == pytest.approx(now)
    assert sum(one.before for one in model.terms(moment, name)) == pytest.approx(before)
    moved = sum(one.change for one in model.movers(moment, name))
    slack = model.NOTICED * len(moment.entries)
    assert moved == pytest.approx(now - before, abs=slack)


def test_an_act_that_moved_a_measure_is_named(stage: Stage, panel: MeasuresPanel) -> None:
    stage.do(type="ad_hoc", title="A row in public", effects={"cohesion": -12})
    panel.open_measure("cohesion")
    stage.bot.waitUntil(lambda: "A row in public" in texts(panel.tree))
    (mover,) = model.movers(stage.moment, "cohesion")
    assert mover.change < 0
    assert mover.variables == ("Cohesion",)
    row = next(row for row in panel.table.rows.rows if row.measure.name == "cohesion")
    assert row.change == pytest.approx(mover.change)
    at = panel.table.rows.find("cohesion")
    change = panel.table.rows.index(at, 2)
    assert change.data().endswith("✗")
    assert "worse" in change.data(Qt.ItemDataRole.ToolTipRole)


def test_what_a_seat_can_only_guess_is_laid_at_nobodys_door(stage: Stage) -> None:
    stage.phase("orders")
    stage.do(type="ad_hoc", title="Moscow sells less", effects={"ru_revenue": -20})
    stage.do(type="ad_hoc", title="A new package", effects={"sanction_pressure": 10})
    session, told = stage.session, {}
    for role in ("facilitator", "player"):
        seat = next(seat.id for seat in session.world.scenario.seats if seat.role == role)
        movers = model.movers(session.moment(seat), "economic_pressure")
        told[role] = {one.entry.act.get("title") for one in movers}
    assert {"Moscow sells less", "A new package"} <= told["facilitator"]
    assert "A new package" in told["player"]
    assert "Moscow sells less" not in told["player"]


def test_a_term_opens_down_to_its_variables(stage: Stage, panel: MeasuresPanel) -> None:
    stage.do(type="ad_hoc", title="Berlin hesitates", effects={"willingness[de]": -20})
    panel.open_measure("cohesion")
    said = texts(panel.tree)
    assert "Willingness (mean)" in said
    assert "DE" in said


def test_what_cannot_be_summed_up_is_told_by_its_changes(
    stage: Stage, panel: MeasuresPanel
) -> None:
    stage.order(type="withdraw", actor="gb", force="gb_hq_coord_1")
    row = model.variable(stage.moment, "status")
    assert (row.sums_up, row.now, row.changed) == ("many", "", 1)
    assert row.places == (("GB: hq_coord 1", "deployed", "returning"),)
    assert model.variable(stage.moment, "caveat").sums_up == "count"
    panel.open_measure("presence")
    assert "(1 changed)" in texts(panel.tree)


def test_measures_are_walked_by_keyboard(stage: Stage, panel: MeasuresPanel) -> None:
    panel.table.setFocus()
    before = panel.title.text()
    stage.bot.keyClick(panel.table, Qt.Key.Key_Down)
    assert panel.title.text() != before


def test_the_course_has_one_point_for_each_turn_and_now(stage: Stage) -> None:
    stage.phase("orders", turn=3)
    for row in model.scorecard(stage.moment):
        assert len(row.course) == 4
        assert row.course[-1] == row.value


def test_many_states_at_once_score_as_each_alone(stage: Stage) -> None:
    stage.phase("orders", turn=2)
    moment = stage.moment
    found = model.courses(stage.session.world, [*moment.history, moment.state])
    for i, state in enumerate([*moment.history, moment.state]):
        alone = score(stage.session.world, state)
        assert all(found[name][i] == alone[name][0] for name in MEASURES)


def ahead_of(panel: MeasuresPanel, **steps: tuple[float, float]) -> model.Ahead:
    return model.Ahead(
        "A brigade at Kyiv", {name: Difference(name, *pair) for name, pair in steps.items()}
    )


def row_of(panel: MeasuresPanel, name: str) -> list[str]:
    """Return what a measure's row shows."""
    rows = panel.table.rows
    at = rows.find(name)
    return [str(rows.index(at, column).data()) for column in range(3)]


def test_a_force_in_hand_shows_before_and_after_with_the_direction_in_words(
    panel: MeasuresPanel,
) -> None:
    panel.preview(ahead_of(panel, presence=(24.0, 25.5), cohesion=(50.0, 49.0)))
    assert row_of(panel, "presence")[1:] == ["24.0 → 25.5", "▲ +1.5 ✓ better"]
    assert row_of(panel, "cohesion")[1:] == ["50.0 → 49.0", "▼ −1.0 ✗ worse"]
    assert row_of(panel, "deterrence")[2] == "unchanged"
    assert panel.ahead.isVisible()
    assert "A brigade at Kyiv" in panel.ahead.text() and "1 better, 1 worse" in panel.ahead.text()


def test_an_empty_hand_restores_the_scorecard(stage: Stage, panel: MeasuresPanel) -> None:
    before = [row_of(panel, row.measure.name) for row in panel.table.rows.rows]
    panel.preview(ahead_of(panel, presence=(24.0, 25.5)))
    assert [row_of(panel, row.measure.name) for row in panel.table.rows.rows] != before
    panel.preview(None)
    assert [row_of(panel, row.measure.name) for row in panel.table.rows.rows] == before
    assert not panel.ahead.isVisible()


def test_a_new_moment_takes_a_preview_away(stage: Stage, panel: MeasuresPanel) -> None:
    panel.preview(ahead_of(panel, presence=(24.0, 25.5)))
    stage.do(type="ad_hoc", title="A row in public", effects={"cohesion": -12})
    assert "→" not in row_of(panel, "presence")[1]


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [(24.13, 24.02, ("24.1", "24.0", "−0.1")), (24.14, 24.06, ("24.14", "24.06", "−0.08")),
     (10.0, 12.5, ("10.0", "12.5", "+2.5"))],
)  # fmt: skip
def test_a_difference_never_contradicts_the_two_numbers_beside_it(
    before: float, after: float, written: tuple[str, str, str]
) -> None:
    assert step(before, after) == written
