"""The panel of adjudication."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from tabletop.ui.panels import adjudication_model as model
from tabletop.ui.panels.adjudication import AdjudicationPanel
from tests.ui.panels.stage import Stage, texts


@pytest.fixture
def panel(stage: Stage) -> AdjudicationPanel:
    """A turn that is sure to be contested: the line is tense and Moscow wants to test."""
    stage.phase("orders")
    effects = {"ru_probe_appetite": 60, **{f"pressure[S{n:02}]": 60 for n in range(1, 9)}}
    stage.do(type="ad_hoc", title="Moscow leans in", effects=effects)
    stage.phase("adjudication")
    assert stage.session.proposals()
    made = stage.show(AdjudicationPanel(), (520, 820))
    assert isinstance(made, AdjudicationPanel)
    return made


def first(panel: AdjudicationPanel) -> model.Contest:
    contest = panel.table.rows.rows[0]
    assert isinstance(contest, model.Contest)
    return contest


def test_odds_draw_and_terms_are_shown(stage: Stage, panel: AdjudicationPanel) -> None:
    outcomes = stage.session.proposals()
    assert len(panel.table.rows.rows) == len(outcomes)
    panel.table.choose((outcomes[0].purpose, outcomes[0].index))
    said = texts(panel)
    assert f"{100 * outcomes[0].odds:.0f} %" in said
    for name, _ in outcomes[0].terms:
        assert name.replace("_", " ").capitalize() in said


def other_way(panel: AdjudicationPanel) -> None:
    (panel.no if first(panel).outcome.drawn else panel.yes).setChecked(True)


def test_a_ruling_needs_a_reason_and_turns_the_result(
    stage: Stage, panel: AdjudicationPanel
) -> None:
    before = first(panel)
    panel.table.choose(before.key)
    other_way(panel)
    assert not panel.rule.isEnabled()
    stage.bot.keyClicks(panel.reason, "Warned in time")
    stage.bot.mouseClick(panel.rule, Qt.MouseButton.LeftButton)
    assert not stage.refusals
    now = first(panel)
    assert now.key == before.key
    assert now.outcome.ruled
    assert now.outcome.result != before.outcome.result
    assert "Warned in time" in panel.drawn.text()
    assert "⚖" in texts(panel.table)


def test_a_ruling_is_made_by_keyboard(stage: Stage, panel: AdjudicationPanel) -> None:
    panel.table.choose(first(panel).key)
    choice = panel.no if first(panel).outcome.drawn else panel.yes
    choice.setFocus()
    stage.bot.keyClick(choice, Qt.Key.Key_Space)
    panel.reason.setFocus()
    stage.bot.keyClicks(panel.reason, "So be it")
    stage.bot.keyClick(panel.reason, Qt.Key.Key_Return)
    assert [act.type for act in stage.asked] == ["ruling"]


def test_a_ruling_can_be_withdrawn(stage: Stage, panel: AdjudicationPanel) -> None:
    contest = first(panel)
    panel.table.choose(contest.key)
    other_way(panel)
    panel.reason.setText("Hasty")
    panel.rule.click()
    panel.accept.setChecked(True)
    assert panel.rule.isEnabled()
    panel.rule.click()
    assert [act.type for act in stage.asked] == ["ruling", "void"]
    assert not stage.refusals
    assert not first(panel).outcome.ruled
    assert first(panel).outcome.result == contest.outcome.result


def test_commit_leads_to_feedback_with_what_happened(
    stage: Stage, panel: AdjudicationPanel
) -> None:
    decided = {(one.purpose, one.index): one.result for one in stage.session.proposals()}
    stage.bot.mouseClick(panel.commit, Qt.MouseButton.LeftButton)
    assert stage.session.phase == "feedback"
    rows = panel.table.rows.rows
    assert {row.key: row.outcome.result for row in rows} == decided
    assert panel.commit.isHidden()
    facts = model.facts(stage.moment)
    assert facts
    assert facts[0].sentence in panel.pane.toPlainText()
    assert [one.importance for one in facts] == sorted((one.importance for one in facts),
                                                       reverse=True)  # fmt: skip


def test_feedback_is_read_from_its_top(stage: Stage, panel: AdjudicationPanel) -> None:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(panel)
    area.resize(300, 200)
    area.show()
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    panel.commit.click()
    assert panel.moment.phase == "feedback"
    assert bar.value() == 0
    area.takeWidget()


def test_seats_see_neither_odds_nor_draws(stage: Stage, panel: AdjudicationPanel) -> None:
    for phase in ("adjudication", "feedback"):
        stage.phase(phase)
        stage.take_seat("coalition")
        assert not panel.table.rows.rows
        assert not panel.top.isVisibleTo(panel)
        assert panel.commit.isHidden()
        stage.take_seat("facilitator")


def test_without_contests_it_says_so(stage: Stage) -> None:
    panel = stage.show(AdjudicationPanel())
    assert "phase of adjudication" in texts(panel)


def test_arguments_for_and_against_are_recorded_with_the_ruling(
    stage: Stage, panel: AdjudicationPanel
) -> None:
    panel.table.choose(first(panel).key)
    assert not panel.pro.isEnabled()
    assert f"“{first(panel).yes}”" in panel.pro.placeholderText()
    assert f"“{first(panel).no}”" in panel.contra.accessibleName()
    other_way(panel)
    panel.pro.setText("The road was mined.")
    panel.contra.setText("Nobody saw it.")
    assert not panel.rule.isEnabled()  # a reason is needed all the same
    panel.reason.setText("Two of three agreed")
    panel.rule.click()

    act = stage.session.entries[-1].act
    assert (act["pro"], act["contra"]) == ("The road was mined.", "Nobody saw it.")
    assert "For: The road was mined." in panel.drawn.text()
    assert not panel.rule.isEnabled()
    panel.contra.setText("")
    assert panel.rule.isEnabled()
