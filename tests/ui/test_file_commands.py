"""The menu “File”: report and exports beside the desk, copies, text, signature and proof."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tabletop.analysis.report_writing import DATA, DOCUMENTS
from tabletop.analysis.sensitivity.keeping import FILE, Kept, text_of
from tabletop.session.as_text import read_text
from tabletop.session.session import Session
from tabletop.session.signature import look, read_public_key
from tabletop.session.verify import demand_signer, verify
from tabletop.ui import report_dialog
from tabletop.ui.app import Windows
from tabletop.ui.desk import Desk
from tabletop.ui.notice import FAILED, REFUSED
from tabletop.ui.report_dialog import ReportDialog
from tabletop.ui.working import Cancelled, Tell, Work
from tests.ui.test_debrief import played  # noqa: F401
from tests.ui.test_studies import kept  # noqa: F401

Opener = Callable[[Callable[[], bool]], Desk]
Answer = Callable[[Path | str], None]


@pytest.fixture
def debrief(windows: Windows, opened: Opener, played: Path) -> Desk:  # noqa: F811
    return opened(lambda: windows.debrief(played))


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Return how to say which file a person chooses."""

    def choose(path: Path | str) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))

    return choose


def test_work_beside_the_desk_tells_how_far_it_is_and_what_came_of_it(qtbot: QtBot) -> None:
    owner = QObject()

    def count(tell: Tell) -> int:
        for step in range(3):
            tell("counting", step, 3)
        return 7

    work = Work(count, owner)
    with qtbot.waitSignal(work.done) as done:
        work.start()
    assert done.args == [7]

    def fail(tell: Tell) -> None:
        raise OSError(28, "No space left on device")

    work = Work(fail, owner)
    with qtbot.waitSignal(work.failed) as failed:
        work.start()
    assert isinstance(failed.args[0], OSError)


def test_cancelled_work_ends_where_it_tells_next_and_says_nothing(qtbot: QtBot) -> None:
    owner, said, ended = QObject(), list[object](), list[type]()

    def endless(tell: Tell) -> None:
        try:
            while True:
                tell("on and on", 0, 1)
        except Cancelled:
            ended.append(Cancelled)
            raise

    work = Work(endless, owner)
    for signal in (work.done, work.failed):
        signal.connect(said.append)
    work.start()
    work.cancel()
    work.wait()
    qtbot.wait(60)
    assert (said, ended) == ([], [Cancelled])


def test_the_report_dialog_offers_every_format_there_is() -> None:
    from tabletop.analysis.export import EXPORTS
    from tabletop.analysis.report import FORMATS

    assert set(DOCUMENTS) == set(FORMATS)
    assert set(DATA) == set(EXPORTS)


def test_report_and_data_are_written_beside_the_desk(
    debrief: Desk, qtbot: QtBot, tmp_path: Path, played: Path  # noqa: F811
) -> None:  # fmt: skip
    before = played.read_bytes()
    assert debrief.bridge is not None
    debrief.bridge.look(4)
    debrief.commands.run("report")
    dialog = debrief.findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog)
    for name, box in dialog.boxes.items():
        box.setChecked(name in ("md", "jsonl", "geojson"))
    dialog.moment.setChecked(True)
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.write.click()
    assert not dialog.write.isEnabled()
    qtbot.waitUntil(lambda: bool(dialog.written), timeout=30_000)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"AAR.md", "entries.jsonl", "moment-000004.geojson"}
    assert "Paris hesitates" in (tmp_path / "out" / "AAR.md").read_text("utf-8")
    assert "3" in dialog.said.text()
    assert dialog.write.isEnabled()

    dialog.anonymise.setChecked(True)
    dialog.folder.setText(str(tmp_path / "hidden"))
    dialog.start()
    qtbot.waitUntil(lambda: (tmp_path / "hidden" / "moment-000004.geojson").exists(),
                    timeout=30_000)  # fmt: skip
    assert "Paris hesitates" not in (tmp_path / "hidden" / "AAR.md").read_text("utf-8")
    qtbot.waitUntil(lambda: not dialog.busy, timeout=30_000)
    dialog.reject()
    assert played.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told_in_the_dialog(
    debrief: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("not a folder")
    debrief.commands.run("report")
    dialog = debrief.findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog)
    for name, box in dialog.boxes.items():
        box.setChecked(name == "jsonl")
    dialog.folder.setText(str(tmp_path / "a file"))
    dialog.start()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=30_000)
    assert "cannot be written" in dialog.said.text()
    assert dialog.write.isEnabled()
    for box in dialog.boxes.values():
        box.setChecked(False)
    assert not dialog.write.isEnabled()
    dialog.reject()


def asked_for(desk: Desk, folder: Path, *formats: str) -> ReportDialog:
    desk.commands.run("report")
    dialog = desk.findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog)
    for name, box in dialog.boxes.items():
        box.setChecked(name in formats)
    dialog.folder.setText(str(folder))
    return dialog


def test_what_mattered_is_worked_out_for_the_report(
    debrief: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_dialog, "WORLDS", 2)
    dialog = asked_for(debrief, tmp_path, "md")
    dialog.mattered.setChecked(True)
    dialog.anonymise.setChecked(True)
    dialog.write.click()
    assert dialog.busy and dialog.leave.text() == "&Cancel"
    qtbot.waitUntil(lambda: not dialog.busy, timeout=60_000)
    text = (tmp_path / "AAR.md").read_text("utf-8")
    assert "What mattered" in text
    assert "in 2 worlds of the same luck" in text
    dialog.reject()


def test_playing_again_for_the_report_can_be_cancelled_and_begun_anew(
    debrief: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = asked_for(debrief, tmp_path / "out", "md")
    dialog.mattered.setChecked(True)
    dialog.write.click()
    dialog.leave.click()
    assert not dialog.busy and "Cancelled" in dialog.said.text()
    assert not (tmp_path / "out").exists()
    dialog.mattered.setChecked(False)
    dialog.write.click()
    qtbot.waitUntil(lambda: bool(dialog.written), timeout=30_000)
    dialog.reject()


def test_a_study_of_sensitivity_goes_into_the_report_and_none_is_told(
    debrief: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    kept: Kept,  # noqa: F811
) -> None:
    dialog = asked_for(debrief, tmp_path / "out", "md")
    assert not dialog.study.isEnabled()
    dialog.sensitive.setChecked(True)
    assert not dialog.write.isEnabled(), "no folder has been named"
    dialog.study.setText(str(tmp_path))
    dialog.write.click()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=30_000)
    assert "holds no study" in dialog.said.text()
    (tmp_path / FILE).write_text(text_of(kept))
    dialog.write.click()
    qtbot.waitUntil(lambda: bool(dialog.written), timeout=30_000)
    assert "Which assumptions carry the result" in (tmp_path / "out" / "AAR.md").read_text("utf-8")
    dialog.boxes["md"].setChecked(False)
    dialog.boxes["csv"].setChecked(True)
    assert not dialog.sensitive.isEnabled() and not dialog.mattered.isEnabled()
    assert dialog.wish().study is None
    dialog.reject()


def test_a_copy_holds_notes_and_branches_and_the_session_is_never_its_own_copy(
    debrief: Desk, qtbot: QtBot, tmp_path: Path, played: Path, answer: Answer  # noqa: F811
) -> None:  # fmt: skip
    debrief.commands.run("bookmark")
    answer(tmp_path / "copy.ttx")
    debrief.commands.run("save_copy")
    qtbot.waitUntil(lambda: "copy.ttx" in debrief.notice.text)
    with Session.open(tmp_path / "copy.ttx", read_only=True) as copy:
        assert debrief.bridge is not None
        assert copy.digest == debrief.bridge.session.digest
        assert [note.kind for note in copy.notes.all()] == ["bookmark"]
    answer(played)
    debrief.commands.run("save_copy")
    assert debrief.notice.kind == FAILED


def test_the_text_of_a_session_can_be_read_again(
    debrief: Desk, qtbot: QtBot, tmp_path: Path, answer: Answer
) -> None:
    path = tmp_path / "text.jsonl"
    answer(path)
    debrief.commands.run("export_text")
    qtbot.waitUntil(lambda: "text.jsonl" in debrief.notice.text)
    assert json.loads(path.read_text("utf-8").splitlines()[0])
    contents = read_text(iter(path.read_text("utf-8").splitlines(keepends=True)))
    assert debrief.bridge is not None
    assert len(contents.chains[0].entries) == debrief.bridge.last


def verdict_of(desk: Desk, qtbot: QtBot) -> QMessageBox:
    desk.commands.run("verify")
    qtbot.waitUntil(lambda: desk.findChild(QMessageBox) is not None, timeout=30_000)
    box = desk.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    return box


def test_the_record_is_proved_from_the_desk(debrief: Desk, qtbot: QtBot) -> None:
    box = verdict_of(debrief, qtbot)
    assert "intact" in box.text()
    assert "not signed" in box.informativeText()
    box.close()


def test_a_forged_entry_is_named(debrief: Desk, played: Path, qtbot: QtBot) -> None:  # noqa: F811
    with sqlite3.connect(played) as db:
        db.execute("UPDATE entry SET act = replace(act, 'hesitates', 'agrees') WHERE seq = 2")
    db.close()
    box = verdict_of(debrief, qtbot)
    assert "not intact" in box.text()
    assert "Entry 2" in box.informativeText()
    box.close()


def test_only_a_closed_session_is_signed_also_on_the_desk_that_played_it(
    desk: Desk, qtbot: QtBot, tmp_path: Path, session_path: Path, answer: Answer
) -> None:
    from tabletop.session.acts import EndEx

    key = tmp_path / "white-cell.pem"
    answer(key)
    desk.commands.run("advance")
    desk.commands.run("sign")
    assert desk.notice.kind == REFUSED
    assert desk.bridge is not None
    desk.bridge.submit(EndEx(reason="Over"))
    desk.commands.run("sign")
    qtbot.waitUntil(lambda: "Signed" in desk.notice.text, timeout=30_000)
    assert look(desk.bridge.session.journal.file.contents).state == "valid"
    desk.close()
    public = read_public_key(key.with_name(key.name + ".pub"))
    assert demand_signer(verify(session_path), public).intact


def test_players_take_nothing_away(desk: Desk) -> None:
    assert desk.bridge is not None
    desk.bridge.set_seat("paris")
    for command in ("report", "save_copy", "export_text", "sign", "verify"):
        desk.commands.run(command)
        assert desk.notice.kind == FAILED
        desk.notice.say("")
    assert desk.findChild(ReportDialog) is None
