"""Every word on the screen has a way into another language, those of the rules included."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tabletop.analysis.demo import play_demo
from tabletop.analysis.policies import POLICIES
from tabletop.content import library
from tabletop.rules.findings import Finding
from tabletop.session.session import Session
from tabletop.ui import spoken, translating
from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.translating import Language, LanguageFault, load, patterns, sentence, speak, word
from tests.ui.conftest import SCENARIO

ROOT = Path(__file__).resolve().parents[2]
OPEN, CLOSE = "⟪", "⟫"


class Everything(dict[str, str]):
    """A context in which every text is translated: by itself in brackets."""

    def get(self, source: str, default: Any = None) -> str:
        return f"{OPEN}{source}{CLOSE}" if re.search("[A-Za-z]", source) else source

    def __contains__(self, source: object) -> bool:
        return True


class EveryContext(dict[str, Mapping[str, str]]):
    def get(self, context: str, default: Any = None) -> Mapping[str, str]:
        return Everything()


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[Language]:
    """Speak a language in which every text stands in brackets."""
    made = Language(EveryContext(all={}))
    speak(made)
    yield made
    speak(None)


def test_the_list_of_sentences_is_what_the_code_says() -> None:
    place = importlib.util.spec_from_file_location("show_words", ROOT / "scripts/show_words.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    assert list(patterns()) == module.patterns(), "run scripts/words"


def test_every_sentence_of_a_played_exercise_is_made_by_a_known_pattern(
    pseudo: Language, tmp_path: Path
) -> None:
    spec = library.resolve(SCENARIO)
    arrays = library.routes_of(spec)
    play_demo(spec, tmp_path, arrays=arrays, turns=3, seed=7, policy=POLICIES["staff"])
    silent = []
    with Session.open(tmp_path / "session.ttx", read_only=True) as session:
        world = session.world
        for entry in session.entries:
            said = [spoken.entry_sentence(world, entry)]
            said += [spoken.finding_sentence(world, Finding.from_json(f)) for f in entry.findings]
            silent += [one for one in said if OPEN not in one]
    assert silent == []


def test_titles_of_measures_terms_and_variables_are_known() -> None:
    from tabletop.rules.measures import MEASURES
    from tabletop.rules.remedies import REFUSAL_WORDS
    from tabletop.rules.titles import CONTESTS, TITLES

    known = set(patterns())
    for measure in MEASURES.values():
        assert {measure.title, measure.says, *(term.title for term in measure.terms)} <= known
    for pair in REFUSAL_WORDS.values():
        assert set(pair) <= known
    assert set(TITLES.values()) <= known
    for words in CONTESTS.values():
        assert set(words) <= known


def test_a_sentence_is_translated_with_what_stands_in_it(qapp: QApplication) -> None:
    german = Language({
        "Below": {
            "{force} is getting ready{to}.": "{force} macht sich bereit{to}.",
            "The order is lawful.": "Der Befehl ist zulässig.",
            "Cohesion": "Zusammenhalt",
            "{force} belongs to {owner}, not to {actor}.":
                "{force} gehört {owner} und nicht {actor}.",
        },
        "Command": {"&Help": "&Hilfe"},
    })  # fmt: skip
    speak(german)
    try:
        assert sentence("The order is lawful.") == "Der Befehl ist zulässig."
        assert sentence("Brigade 1 is getting ready.") == "Brigade 1 macht sich bereit."
        assert (
            sentence("Brigade 1 belongs to France, not to Germany.")
            == "Brigade 1 gehört France und nicht Germany."
        )
        assert word("Cohesion") == "Zusammenhalt"
        assert sentence("Nobody has said this before.") == "Nobody has said this before."
        assert QCoreApplication.translate("Command", "&Help") == "&Hilfe"
        assert QCoreApplication.translate("Command", "&Quit") == "&Quit"
    finally:
        speak(None)
    assert sentence("The order is lawful.") == "The order is lawful."
    assert qapp.findChildren(QTranslator) == []


@pytest.mark.parametrize(
    "content",
    ["[]", "{", '{"Below": 3}', '{"Below": {"{force} is lost.": "Verloren."}}', '{"a": {"b": 1}}'],
)
def test_a_broken_language_is_said_in_one_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "deutsch.json"
    file.write_text(content)
    with pytest.raises(LanguageFault, match="deutsch"):
        load(file)


def test_a_language_in_the_folder_is_offered_and_spoken_from_the_next_start(
    windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from tabletop.ui.preferences_dialog import PreferencesDialog

    (tmp_path / "Deutsch.json").write_text(json.dumps({"Command": {"&Help": "&Hilfe"}}))
    (tmp_path / "Kaputt.json").write_text("{")
    monkeypatch.setattr(translating, "FOLDER", tmp_path)
    dialog = PreferencesDialog(windows.preferences)
    dialog.language.setCurrentIndex(dialog.language.findData("Deutsch"))
    dialog.language.activated.emit(dialog.language.currentIndex())
    dialog.reject()
    assert windows.preferences.language == "Deutsch"
    try:
        again = Windows(qapp, windows.preferences)
        assert QCoreApplication.translate("Command", "&Help") == "&Hilfe"
        again.speak("Kaputt")
        assert "Kaputt" in capsys.readouterr().err
    finally:
        speak(None)


def content_of(spec: Any) -> str:
    """Return every text of a scenario: what authors write is in their own language."""
    if isinstance(spec, Mapping):
        return "\n".join(content_of(one) for one in spec.values())
    if isinstance(spec, list | tuple):
        return "\n".join(content_of(one) for one in spec)
    return str(spec)


def test_every_text_in_sight_has_a_way_into_another_language(
    pseudo: Language, desk: Desk, qtbot: QtBot
) -> None:
    assert desk.bridge is not None
    world = desk.bridge.world
    content = content_of(world.spec)
    content += "\n".join(force.name for force in world.forces)
    for _ in range(2):
        desk.commands.run("advance")
    gaps = set()
    for name in desk.docks.panels:
        desk.docks.go_to(name)
        qtbot.wait(20)
        for text in texts(desk):
            words = re.sub(r"[^A-Za-z]+", " ", text).strip()
            if len(words) < 4 or OPEN in text or text in content:
                continue
            if all(one in content for one in re.findall(r"[A-Za-z]{4,}", text)):
                continue  # put together from words of the scenario
            gaps.add(text)
    assert not gaps


def texts(window: QWidget) -> Iterator[str]:
    for one in window.findChildren(QWidget):
        if isinstance(one, QMenu):
            yield from (action.text() for action in one.actions())
        elif isinstance(one, QLabel | QAbstractButton) and one.isVisible():
            yield one.text()
