"""The panel of the MSEL, and injects made up on the spot."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tabletop.ui.panels import msel_model as model
from tabletop.ui.panels.ad_hoc import AdHocDialog
from tabletop.ui.panels.msel import MselPanel
from tests.ui.panels.stage import Stage, texts
from tests.worlds import small_world


@pytest.fixture
def panel(stage: Stage) -> MselPanel:
    stage.phase("brief")
    made = stage.show(MselPanel())
    assert isinstance(made, MselPanel)
    return made


def groups(stage: Stage) -> dict[str, list[str]]:
    return {
        name: [line.row.id for line in lines] for name, lines in model.grouped(stage.moment).items()
    }


def choose(panel: MselPanel, inject: str) -> None:
    """Put the cursor on an inject, in whatever group it is."""
    assert any(panel.tree.choose(group, inject) for group in model.GROUPS)


def test_an_inject_stands_where_it_belongs(stage: Stage, panel: MselPanel) -> None:
    found = groups(stage)
    assert "scheduled" in found["next"]
    assert "tray" in found["tray"] + found["due"]
    due = stage.session.due()
    assert found["due"] == due
    stage.phase("brief", turn=2)
    assert "scheduled" in groups(stage)["due"]
    stage.do(type="deliver", inject="scheduled")
    assert "scheduled" in groups(stage)["open"]
    stage.do(type="respond", inject="scheduled", option="a")
    assert "scheduled" in groups(stage)["done"]
    stage.do(type="skip", inject="tray", reason="No time.")
    assert "tray" in groups(stage)["skipped"]
    every = [one for names in groups(stage).values() for one in names]
    assert sorted(every) == sorted(stage.session.world.names["inject"])


def test_an_inject_says_its_place_in_a_storyline(qtbot: QtBot, tmp_path: Path) -> None:
    story = {"id": "e", "title": "Erosion", "says": "Doubt.",
             "injects": [{"inject": "probe"}, {"inject": "tray", "turn": 4}]}  # fmt: skip
    stage = Stage(qtbot, tmp_path / "story.ttx", storylines=[story])
    stage.phase("brief")
    panel = stage.show(MselPanel())
    assert isinstance(panel, MselPanel)
    title = stage.session.world.injects[stage.session.world.index["inject"]["tray"]].title
    choose(panel, "probe")
    assert f"Storyline Erosion, 1 of 2. Then: {title}, about turn 4." in panel.detail.text()
    choose(panel, "tray")
    assert "Storyline Erosion, 2 of 2." in panel.detail.text()
    panel.search.setText("erosion")
    assert any(panel.tree.choose(group, "tray") for group in model.GROUPS)
    assert not any(panel.tree.choose(group, "scheduled") for group in model.GROUPS)
    stage.take_seat("coalition")
    assert "Storyline" not in texts(panel)


def test_an_inject_is_fired_by_mouse(stage: Stage, panel: MselPanel) -> None:
    choose(panel, "tray")
    stage.bot.mouseClick(panel.fire, Qt.MouseButton.LeftButton)
    assert "tray" in groups(stage)["open"]
    assert not stage.refusals


def test_an_inject_is_fired_by_keyboard(stage: Stage, panel: MselPanel) -> None:
    choose(panel, "tray")
    stage.bot.keyClick(panel, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    stage.bot.waitUntil(lambda: "tray" in groups(stage)["open"])


def test_the_keyboard_stays_where_an_inject_was_fired(stage: Stage, panel: MselPanel) -> None:
    due = stage.session.due()
    choose(panel, due[0])
    panel.fire.setFocus()
    stage.bot.waitUntil(panel.fire.hasFocus)
    stage.bot.keyClick(panel.fire, Qt.Key.Key_Space)
    stage.bot.waitUntil(lambda: due[0] not in groups(stage)["due"])
    assert (panel.fire if panel.fire.isEnabled() else panel.tree).hasFocus()


def test_by_when_an_answer_is_wanted_is_read_in_full(stage: Stage, panel: MselPanel) -> None:
    panel.resize(420, 600)
    stage.bot.wait(1)
    before = panel.tree.columnWidth(1)
    choose(panel, "tray")
    panel.fire.click()
    assert "by end of turn" in texts(panel.tree)
    assert panel.tree.columnWidth(1) >= max(before, panel.tree.sizeHintForColumn(1))


def test_an_inject_can_be_aimed(stage: Stage, panel: MselPanel) -> None:
    choose(panel, "probe")
    panel.target.setCurrentIndex(panel.target.findData("S03"))
    panel.fire.click()
    world = stage.session.world
    aimed = stage.session.state.inject_target[0, world.index["inject"]["probe"]]
    assert world.names["sector"][aimed] == "S03"


def test_deferring_asks_for_turn_and_reason(stage: Stage, panel: MselPanel) -> None:
    choose(panel, "scheduled")
    panel.defer.click()
    assert not panel.reason.done.isEnabled()
    panel.reason.turn.setValue(4)
    stage.bot.keyClicks(panel.reason.reason, "Too early")
    stage.bot.keyClick(panel.reason.reason, Qt.Key.Key_Return)
    act = stage.asked[-1].model_dump()
    assert (act["type"], act["turn"], act["reason"]) == ("defer", 4, "Too early")
    assert "turn 4, deferred" in texts(panel.tree)


def test_skipping_asks_for_a_reason_and_escape_calls_it_off(stage: Stage, panel: MselPanel) -> None:
    choose(panel, "tray")
    panel.skip.click()
    stage.bot.keyClick(panel.reason.reason, Qt.Key.Key_Escape)
    assert panel.reason.isHidden()
    assert not stage.asked
    panel.skip.click()
    stage.bot.keyClicks(panel.reason.reason, "No time")
    panel.reason.done.click()
    assert "tray" in groups(stage)["skipped"]


def test_a_player_sees_only_what_was_delivered(stage: Stage, panel: MselPanel) -> None:
    stage.take_seat("kyiv")
    stage.do(type="deliver", inject="tray")
    assert "scheduled" not in texts(panel)
    assert panel.fire.isHidden()
    stage.take_seat("coalition")
    assert "tray" in texts(panel)


def dialog_of(panel: MselPanel) -> AdHocDialog:
    panel.new.click()
    assert panel.dialog is not None
    return panel.dialog


def test_a_new_inject_is_checked_while_it_is_written(stage: Stage, panel: MselPanel) -> None:
    dialog = dialog_of(panel)
    assert not dialog.send.isEnabled()
    dialog.title.setText("A storm")
    dialog.effects.setPlainText("cohesion: -2\ntensoin[S03]: 5")
    assert "line 2" in dialog.verdict.text()
    assert "did you mean 'tension'" in dialog.verdict.text()
    assert not dialog.send.isEnabled()
    dialog.effects.setPlainText("cohesion: -2\ntension[S03]: 5")
    dialog.addressees.setText("gb, xx")
    assert "xx" in dialog.verdict.text()
    dialog.addressees.setText("gb, NATO")
    assert dialog.send.isEnabled()
    stage.bot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    assert not stage.refusals
    assert panel.dialog is None
    assert stage.session.state.cohesion[0] == stage.session.moment().opened.cohesion[0] - 2
    assert "A storm" in texts(panel)


def test_a_new_inject_is_addressed_by_the_names_people_use(stage: Stage, panel: MselPanel) -> None:
    dialog = dialog_of(panel)
    world = stage.session.world
    gb, us = (world.actors[world.index["actor"][one]].name for one in ("gb", "us"))
    dialog.title.setText("A storm")
    dialog.addressees.setText(f"{gb.upper()}, {us} , nato")
    assert dialog.send.isEnabled()
    assert dialog.act().model_dump()["addressees"] == ("gb", "us", "NATO")
    dialog.addressees.setText(f"{us}, {gb[:2].lower()}")
    completer = dialog.addressees.completer()
    completer.setCompletionPrefix(completer.splitPath(dialog.addressees.text())[0])
    assert completer.pathFromIndex(completer.currentIndex()) == f"{us}, {gb}"


def test_a_planned_inject_that_was_not_fired_says_since_when_it_waits(
    stage: Stage, panel: MselPanel
) -> None:
    stage.phase("brief", turn=2)
    assert "since turn" not in texts(panel.tree)
    stage.phase("brief", turn=3)
    assert "scheduled" in groups(stage)["due"]
    assert "since turn 2" in texts(panel.tree)


def test_after_endex_nothing_is_due(stage: Stage, panel: MselPanel) -> None:
    stage.phase("brief", turn=2)
    stage.do(type="end_ex", reason="Noon.")
    assert not groups(stage)["due"]
    assert "scheduled" in groups(stage)["next"]
    assert "Due now" not in texts(panel.tree)
    assert "Planned and not played" in texts(panel.tree)


def test_a_new_inject_is_fired_by_keyboard(stage: Stage, panel: MselPanel) -> None:
    dialog = dialog_of(panel)
    stage.bot.waitUntil(dialog.isActiveWindow)
    stage.bot.keyClicks(dialog.title, "Rumour")
    stage.bot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [act.type for act in stage.asked] == ["ad_hoc"]


@given(some.text(max_size=60))
def test_reading_effects_never_fails_and_either_reads_or_says_why(text: str) -> None:
    reading = model.read_effects(small_world(), text)
    lines = [line for line in text.splitlines() if line.strip()]
    assert bool(reading.fault) == (len(reading.effects) < len(lines))


def test_effects_are_said_in_words() -> None:
    world = small_world()
    said = model.effect_words(
        world,
        (("cohesion", -6.0), ("mandate", "=treaty"), ("flag[secretariat]", 1.0),
         ("tension[$target]", 20.0), ("contingent[gb]", -0.5)),
        "Kupiansk",
    )  # fmt: skip
    assert said == [
        "Cohesion: −6", "Mandate: treaty", "The coalition has a light secretariat: yes",
        "Tension (Kupiansk): +20", "Units called home (GB): −0.5",
    ]  # fmt: skip
