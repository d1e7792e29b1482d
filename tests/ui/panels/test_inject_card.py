"""The card of an inject."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tabletop.ui.panels.inject_card import InjectCardPanel
from tabletop.ui.panels.inject_model import DRESSES, dress_of
from tests.ui.panels.stage import Stage, texts

FOR_CONTROL = "facilitator only"


@pytest.fixture
def panel(stage: Stage) -> InjectCardPanel:
    stage.phase("orders")
    stage.do(type="deliver", inject="tray")
    made = stage.show(InjectCardPanel())
    assert isinstance(made, InjectCardPanel)
    return made


def test_the_card_bears_marking_channel_sender_addressees_and_deadline(
    panel: InjectCardPanel,
) -> None:
    said = texts(panel.head)
    for words in ("EXERCISE", "MILITARY REPORT", "From HQ to GB", "end of turn 1"):
        assert words in said


def test_effects_are_for_the_facilitator_alone(stage: Stage, panel: InjectCardPanel) -> None:
    assert FOR_CONTROL in texts(panel)
    assert "Mandate: treaty" in texts(panel)
    stage.take_seat("coalition")
    assert "Answer firmly." in texts(panel)
    assert FOR_CONTROL not in texts(panel)
    assert "Mandate" not in texts(panel)


def test_an_option_is_chosen_by_mouse(stage: Stage, panel: InjectCardPanel) -> None:
    assert not panel.respond.isEnabled()
    option = panel.group.buttons()[1]
    stage.bot.mouseClick(option, Qt.MouseButton.LeftButton)
    stage.bot.mouseClick(panel.respond, Qt.MouseButton.LeftButton)
    act = stage.asked[-1].model_dump()
    assert (act["type"], act["inject"], act["option"]) == ("respond", "tray", "b")
    assert "Wait." in texts(panel.pane)
    assert panel.respond.isHidden()


def test_an_option_is_chosen_by_keyboard(stage: Stage, panel: InjectCardPanel) -> None:
    stage.take_seat("coalition")
    option = panel.group.buttons()[0]
    option.setFocus()
    stage.bot.keyClick(option, Qt.Key.Key_Space)
    panel.words.setFocus()
    stage.bot.keyClicks(panel.words, "And at once.")
    stage.bot.keyClick(panel.words, Qt.Key.Key_Return)
    act = stage.asked[-1].model_dump()
    assert (act["option"], act["words"]) == ("a", "And at once.")
    assert not stage.refusals


def test_words_alone_are_an_answer(stage: Stage, panel: InjectCardPanel) -> None:
    panel.words.setText("We shall see.")
    panel.respond.click()
    assert "We shall see." in texts(panel.pane)


def test_a_seat_that_is_not_addressed_sees_no_card(stage: Stage, panel: InjectCardPanel) -> None:
    stage.take_seat("kyiv")
    assert "Answer firmly." not in texts(panel)
    assert "No inject has been delivered." in texts(panel)


def test_another_inject_can_be_opened_and_fired(stage: Stage, panel: InjectCardPanel) -> None:
    panel.open_inject_card("sabotage")
    assert "not delivered" in texts(panel.head)
    panel.fire.click()
    assert stage.asked[-1].model_dump()["inject"] == "sabotage"
    assert "about" not in panel.head.marking.text()


def test_what_has_just_come_in_is_shown_unless_an_answer_is_under_way(
    stage: Stage, panel: InjectCardPanel
) -> None:
    panel.open_inject_card("tray")
    stage.do(type="deliver", inject="probe")
    assert panel.head.title.text() == "tray"
    stage.do(type="respond", inject="tray", option="a")
    stage.do(type="deliver", inject="sabotage")
    assert panel.head.title.text() == "sabotage"


def test_half_an_answer_survives_what_others_do(stage: Stage, panel: InjectCardPanel) -> None:
    panel.group.buttons()[0].setChecked(True)
    panel.words.setText("Half a sentence")
    stage.order(type="offer", actor="gb", force="gb_light_bde_1")
    assert panel.words.text() == "Half a sentence"
    assert panel.group.buttons()[0].isChecked()


def test_every_channel_has_a_dress() -> None:
    assert dress_of("military report") == "military"
    assert dress_of("press") == "press"
    assert dress_of("exercise control") == "control"
    assert dress_of("carrier pigeon") in {name for name, _ in DRESSES}
