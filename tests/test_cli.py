"""The command line: what each command prints, writes and returns."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.cli import COMMANDS, main
from tabletop.cli.command import Fault, listed, writing_to
from tabletop.rules.measures import MEASURES

TURNS = 2
SMALL_FILE = 300_000  # bytes that a process may write into one file


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a short demo."""
    out = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--turns", str(TURNS), "--seed", "1", "--out", str(out)]) == 0
    return out


def call(*words: str | int | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run ``python -m tabletop`` as another program would."""
    return subprocess.run(
        [sys.executable, "-m", "tabletop", *map(str, words)],
        capture_output=True, text=True, timeout=120, check=False, **more,
    )  # fmt: skip


# -- demo --------------------------------------------------------------------------------------


def test_a_demo_leaves_a_session_a_report_and_a_scorecard(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert {"session.ttx", "AAR.md", "AAR.html"} <= {path.name for path in demo.iterdir()}
    shutil.copy(demo / "session.ttx", tmp_path)
    words = ["demo", "--turns", str(TURNS), "--seed", "2", "--out", str(tmp_path), "--json"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"session", "turns", "digest", "scorecard"}
    assert Path(told["session"]) == tmp_path / "session.ttx"
    assert told["turns"] == TURNS
    assert set(told["scorecard"]) == set(MEASURES)
    # An older session in the way is kept under another name.
    digests = [_verify(tmp_path / name)[1] for name in ("session.ttx", "session.1.ttx")]
    assert json.loads(digests[0])["digest"] == told["digest"]
    assert digests[1] == _verify(demo / "session.ttx")[1]
    assert digests[0] != digests[1]


def test_the_same_seed_gives_the_same_digest_in_another_process(demo: Path, tmp_path: Path) -> None:
    done = call("demo", "--turns", TURNS, "--seed", "1", "--out", tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    code, told = _verify(demo / "session.ttx")
    assert code == 0
    assert json.loads(done.stdout)["digest"] == json.loads(told)["digest"]


# -- verify ------------------------------------------------------------------------------------


def test_an_intact_session_is_said_to_be(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(demo / "session.ttx"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["intact"] is True
    assert told["faults"] == []
    assert told["entries"] > 10
    assert len(told["digest"]) == 64


COLUMNS = ("at", "by", "phase", "act", "findings", "outcomes", "delta", "digest", "prev", "hash")


@settings(max_examples=10)
@given(data=st.data())
def test_one_flipped_bit_of_an_entry_is_found_and_named(demo: Path, data: st.DataObject) -> None:
    copy = demo / "edited.ttx"
    shutil.copy(demo / "session.ttx", copy)
    with sqlite3.connect(copy) as db:
        (entries,) = db.execute("SELECT count(*) FROM entry").fetchone()
        seq = data.draw(st.integers(1, entries), "entry")
        column = data.draw(st.sampled_from(COLUMNS), "column")
        (value,) = db.execute(f"SELECT {column} FROM entry WHERE seq = ?", (seq,)).fetchone()
        raw = bytearray(value if isinstance(value, bytes) else value.encode())
        raw[data.draw(st.integers(0, len(raw) - 1), "byte")] ^= 1 << data.draw(st.integers(0, 6))
        cast = "?" if isinstance(value, bytes) else "CAST(? AS TEXT)"
        db.execute(f"UPDATE entry SET {column} = {cast} WHERE seq = ?", (bytes(raw), seq))
    db.close()
    code, told = _verify(copy)
    assert code == 1
    verdict = json.loads(told)
    assert verdict["intact"] is False
    assert min(fault["entry"] for fault in verdict["faults"]) in (seq - 1, seq, seq + 1)


def _verify(path: Path) -> tuple[int, str]:
    from contextlib import redirect_stdout
    from io import StringIO

    with redirect_stdout(StringIO()) as out:
        code = main(["verify", str(path), "--json"])
    return code, out.getvalue()


def test_a_file_that_is_no_session_is_not_intact(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.ttx"
    other.write_text("This is not a session.")
    assert main(["verify", str(other), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["intact"] is False
    assert told["faults"][0]["entry"] == 0


# -- report, schema, check ---------------------------------------------------------------------


def test_a_report_of_a_session_is_written(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(demo / "session.ttx"), "--out", str(tmp_path / "aar")]) == 0
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    names = [path.name for path in paths]
    assert names[:5] == ["AAR.pdf", "AAR.docx", "AAR.html", "AAR.md", "MSEL.xlsx"]
    assert {"entries.csv", "entries.jsonl", "world.parquet", "dictionary.csv"} <= set(names)
    assert any(path.suffix == ".geojson" for path in paths)
    assert {path.suffix for path in paths if path.parent.name == "stills"} == {".svg", ".png"}
    assert all(path.stat().st_size for path in paths)


def test_a_report_takes_formats_a_moment_and_leaves_people_out(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = str(demo / "session.ttx")
    asked = ["--format", "md,geojson", "--format", "svg", "--moment", "3", "--anonymise"]
    assert main(["report", session, "--out", str(tmp_path), *asked]) == 0
    names = [Path(line).name for line in capsys.readouterr().out.splitlines()]
    assert names == ["AAR.md", "moment-000003.geojson", "map-entry-000003.svg"]
    text = (tmp_path / "AAR.md").read_text(encoding="utf-8")
    assert "Anonymised" in text
    assert "session.ttx" not in text
    assert "Player 1" in text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--format", "pfd"], "did you mean 'pdf'"),
        (["--format", ","], "--format needs one of"),
        (["--moment", "999999"], "there is no entry 999999"),
        (["--moment", "-1"], ""),
    ],
)
def test_a_report_that_cannot_be_meant_is_a_bad_call(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    call = ["report", str(demo / "session.ttx"), "--out", str(tmp_path / "none"), *words]
    assert main(call) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_report_of_an_old_session_is_written(checkout: Path, tmp_path: Path) -> None:
    for session in sorted((checkout / "tests" / "journals").glob("*.ttx")):
        out = tmp_path / session.stem
        assert main(["report", str(session), "--out", str(out), "--format", "md,csv,svg"]) == 0
        assert "Presence" in (out / "AAR.md").read_text(encoding="utf-8")


def test_the_msel_goes_to_a_workbook_and_comes_back_as_a_scenario(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, folder = tmp_path / "msel.xlsx", tmp_path / "mine"
    assert main(["msel", "export", "tripwire", "--out", str(book)]) == 0
    assert main(["msel", "import", str(book), "--out", str(folder)]) == 0
    assert main(["check", str(folder)]) == 0
    assert "No problems." in capsys.readouterr().out
    assert main(["msel", "import", str(book), "--out", str(tmp_path / "injects/one.yaml")]) == 0
    assert main(["check", str(tmp_path / "injects" / "one.yaml")]) == 0


def test_a_workbook_that_somebody_wrote_on_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "msel.xlsx"
    for _ in range(2):  # its own unchanged work is replaced
        assert main(["msel", "export", "tripwire", "--out", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    book.properties.created = datetime(2026, 11, 22, 9, 0)
    book.save(out)
    written = out.read_bytes()
    assert main(["msel", "export", "tripwire", "--out", str(out)]) == 1
    assert "was written on since it was made" in capsys.readouterr().err
    assert out.read_bytes() == written


def test_the_msel_of_a_session_tells_what_was_played(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "played.xlsx"
    assert main(["msel", "export", str(demo / "session.ttx"), "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as archive:
        assert b"Planned and actual" in archive.read("xl/workbook.xml")
    assert main(["msel", "import", str(out), "--out", str(tmp_path / "again")]) == 0


def test_a_workbook_at_fault_is_told_at_its_cells_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "bad.xlsx"
    book.write_bytes(b"PK no workbook")
    assert main(["msel", "import", str(book), "--out", str(tmp_path / "mine")]) == 1
    assert "is not a workbook" in capsys.readouterr().err
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["export", "tripwire", "--out", "x.csv"], 2),
        (["export", "tripwyre", "--out", "x.xlsx"], 2),
        (["export", "tripwire", "--out", "x.xlsx", "--scenario", "tripwire"], 2),
        (["export", "none.ttx", "--out", "x.xlsx"], 1),
        (["import", "none.xlsx", "--out", "x"], 1),
        (["send", "tripwire", "--out", "x.xlsx"], 2),
    ],
)
def test_calls_of_msel_that_cannot_be_meant_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["msel", *words]) == code
    assert list(tmp_path.iterdir()) == []


def test_a_report_of_a_damaged_session_covers_what_is_intact(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "torn.ttx"
    shutil.copy(demo / "session.ttx", copy)
    with sqlite3.connect(copy) as db:
        (entries,) = db.execute("SELECT count(*) FROM entry").fetchone()
        db.execute("UPDATE entry SET delta = x'00' WHERE seq = ?", (entries - 3,))
    db.close()
    assert main(["report", str(copy), "--out", str(tmp_path)]) == 0
    told = capsys.readouterr().err
    assert f"entry {entries - 3}" in told
    text = (tmp_path / "AAR.md").read_text(encoding="utf-8")
    assert f"| Entries | {entries - 4} |" in text
    assert "the file is damaged at" in text


def test_every_schema_is_written_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", "--out", str(tmp_path)]) == 0
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert len(paths) >= 5
    for path in paths:
        assert json.loads(path.read_text(encoding="utf-8"))["type"] == "object"


FAULTS = [
    ("turns: 13", "turns: thirteen"),
    ("turn_days: 14", "turn_dayz: 14"),
    ("start_date: 2026-01-19", "start_date: 19 January"),
    ("order_minutes: 30", "order_minutes: -3"),
    ("map: ukraine", "map: ukrane"),
    ("role: evaluator", "role: evaluater"),
    ("actors: [gb]", "actors: [gbb]"),
    ("measures: [legitimacy]", "measures: [legitimaci]"),
    ("  mission_phase: deploying", "  mission_phase: deploying\n  mission_phase: deployed"),
    ("  mandate: bilateral", "  mandate: bilaterally"),
    ("  us_backstop: 45", "  us_backstopp: 45"),
]


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_each_kind_of_fault_in_a_scenario_is_told_with_its_place(
    number: int, checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right, wrong = FAULTS[number]
    folder = tmp_path / "broken"
    shutil.copytree(checkout / "scenarios" / "reassurance-force", folder)
    file = folder / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert main(["check", str(folder), "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert problems
    line = text[: text.index(right)].count("\n") + 1
    near = [p for p in problems if p["file"].endswith("scenario.yaml")]
    assert any(abs(p["line"] - line) <= 1 and p["column"] >= 1 and p["message"] for p in near)


def test_all_faults_of_a_scenario_are_told_at_once_and_nothing_else(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(checkout / "scenarios" / "reassurance-force", folder)
    file = folder / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    for right, wrong in FAULTS:
        assert right in text
        text = text.replace(right, wrong, 1)
    file.write_text(text, encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(FAULTS)
    place = re.compile(re.escape(str(file)) + r":\d+:\d+: \S")
    assert all(place.match(line) for line in lines)


def test_content_without_a_fault_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"problems": []}


# -- wrong calls -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["verfy", "x.ttx"], "did you mean 'verify'?\n"),
        (["demo", "--sed", "1", "--out", "x"], "did you mean '--seed'?\n"),
        (["demo", "reassurance-forze", "--out", "x"], "did you mean 'reassurance-force'"),
        (["demo", "--policy", "stuff", "--out", "x"], "did you mean 'staff'"),
        (["demo", "--turns", "0", "--out", "x"], "'0' is not a number from 1 to 520"),
        (["demo", "--seed", "-1", "--out", "x"], "--seed"),
        (["demo"], "--out"),
        (["verify"], "FILE.ttx"),
        (["verify", "a.ttx", "b.ttx"], "'b.ttx' is one word too many"),
        (["play", "reassurance"], "'reassurance-force'"),
        (["msel", "exprt", "tripwire", "--out", "x.xlsx"], "'exprt' is neither export nor import"),
        (["msel"], "export|import"),
    ],
)
def test_a_wrong_call_is_answered_in_one_sentence_with_the_right_word(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    out, told = capsys.readouterr()
    assert out == ""
    assert says in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert "usage: tabletop" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["verify", "report", "debrief"])
def test_a_file_that_is_not_there_is_told_in_one_sentence(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ["--out", str(tmp_path)] if command == "report" else []
    assert main([command, str(tmp_path / "none.ttx"), *more]) == 1
    told = capsys.readouterr().err
    assert "there is no such file" in told
    assert told.count("\n") == 1


# -- a hard world ------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="has a display of its own")
@pytest.mark.parametrize("display", ["", ":4711", "unix:4711.0", "nonsense", "localhost:4711"])
@pytest.mark.parametrize("words", [["play", "reassurance-force"], ["debrief", "session.ttx"], []])
def test_a_missing_display_is_told_in_one_sentence(
    display: str,
    words: list[str], demo: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.chdir(demo)
    assert main(words) == 1
    told = capsys.readouterr().err
    assert "there is no display" in told
    assert "tabletop demo" in told or "tabletop report" in told
    assert told.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="abstract sockets")
def test_a_display_that_turns_us_away_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    from tabletop.ui.display import has_display

    def turn_away() -> None:
        with suppress(OSError):
            while True:
                door.accept()[0].close()

    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":4712")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("\0/tmp/.X11-unix/X4712")
        door.listen()
        porter = threading.Thread(target=turn_away)
        porter.start()
        assert not has_display()
        door.shutdown(socket.SHUT_RDWR)
        porter.join()


@pytest.mark.skipif(sys.platform != "linux", reason="packages of Linux")
def test_a_system_package_that_qt_misses_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tabletop.ui import display

    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(display, "has_display", lambda: True)
    monkeypatch.setattr(display, "X_LIBRARIES", {"libnowhere.so.0": "libnowhere0"})
    assert main(["play", "reassurance-force"]) == 1
    told = capsys.readouterr().err
    assert "Qt needs the system package libnowhere0" in told
    assert told.count("\n") == 1


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Return what the desk was asked to open, instead of opening it."""
    from tabletop.ui import display, opening

    asked: list[dict[str, object]] = []
    monkeypatch.setattr(display, "has_display", lambda: True)
    monkeypatch.setattr(display, "missing_package", lambda: None)
    monkeypatch.setattr(opening, "open_desk", lambda **what: asked.append(what) or 0)
    return asked


def test_play_hands_scenario_seed_and_session_to_the_desk(
    opened: list[dict[str, object]], tmp_path: Path
) -> None:
    path = tmp_path / "mine.ttx"
    words = ["play", "reassurance-force", "--seed", "11", "--session", str(path)]
    assert main(words) == 0
    assert main(["play", "reassurance-force"]) == 0
    assert opened == [
        {"scenario": "reassurance-force", "seed": 11, "session": path, "branch": ""},
        {"scenario": "reassurance-force", "seed": None, "session": None, "branch": ""},
    ]


def test_a_branch_of_a_session_that_is_there_is_handed_to_the_desk(
    opened: list[dict[str, object]], demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = demo / "session.ttx"
    assert main(["debrief", str(path), "--branch", "What if"]) == 0
    words = ["play", "reassurance-force", "--branch", "What if"]
    assert main([*words, "--session", str(path)]) == 0
    assert [one["branch"] for one in opened] == ["What if", "What if"]
    assert main(words) == 2
    assert "give --session" in capsys.readouterr().err


def test_a_session_of_another_scenario_is_not_played_in_silence(
    opened: list[dict[str, object]], demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(demo / "session.ttx")
    assert main(["play", "air-only", "--session", path]) == 2
    told = capsys.readouterr().err
    assert "is a session of the scenario 'reassurance-force', not of 'air-only'" in told
    assert told.count("\n") == 1
    assert opened == []


def test_a_session_that_is_there_keeps_its_seed(
    opened: list[dict[str, object]], demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(demo / "session.ttx")
    assert main(["play", "reassurance-force", "--session", path]) == 0
    assert main(["play", "reassurance-force", "--session", path, "--seed", "3"]) == 2
    assert main(["play", "reassurance-force", "--session", str(demo)]) == 2
    told = capsys.readouterr().err
    assert "has its seed" in told
    assert "is a folder" in told
    assert len(opened) == 1


def test_a_folder_that_cannot_be_made_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    for words in (["demo", "--turns", "1"], ["schema"]):
        assert main([*words, "--out", str(tmp_path / "file" / "out")]) == 1
        told = capsys.readouterr().err
        assert str(tmp_path / "file") in told
        assert told.count("\n") == 1


@pytest.mark.parametrize(
    "words", [["demo"], ["schema"], ["sensitivity", "tripwire"], ["search", "tripwire"]]
)
def test_a_file_in_the_place_of_a_folder_is_told_before_the_work(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert main([*words, "--out", str(tmp_path / "file")]) == 1
    told = capsys.readouterr().err
    assert told == f"tabletop: {tmp_path / 'file'} is there already and is not a folder.\n"


def test_what_was_wrong_with_a_folder_that_was_copied_is_said_in_one_sentence() -> None:
    full = [("a", "b", "[Errno 28] No space left on device: 'a' -> 'b'"), ("c", "d", "more")]
    with pytest.raises(Fault) as told, writing_to(Path("there")):
        raise shutil.Error(full)
    assert str(told.value) == "there cannot be written: no space left on device: 'a' -> 'b'"


def test_a_single_problem_of_a_scenario_is_not_many() -> None:
    assert listed(SimpleNamespace(problems=["x:1:1: wrong"])).startswith("the scenario has a prob")
    assert listed(SimpleNamespace(problems=["a", "b"])).startswith("the scenario has 2 problems:")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_read_only_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    folder = Path("/proc/self") if os.geteuid() == 0 else tmp_path / "shut"
    if os.geteuid() != 0:
        folder.mkdir(mode=0o555)
    elif not folder.is_dir():
        pytest.skip("root may write everywhere here")
    for words in (["demo", "--turns", "1"], ["schema"]):
        done = call(*words, "--out", folder / "out")
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert done.stderr.strip().count("\n") == 0


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_full_disk_ends_in_one_sentence_and_keeps_what_was_played(tmp_path: Path) -> None:
    import resource

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_FILE, SMALL_FILE))

    done = call("demo", "--turns", "4", "--seed", "1", "--out", tmp_path, preexec_fn=small_disk)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().count("\n") == 0
    verdict = call("verify", tmp_path / "session.ttx", "--json")
    assert json.loads(verdict.stdout)["intact"] is True


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_stops_cleanly_and_keeps_what_was_played(tmp_path: Path) -> None:
    def heeds_ctrl_c() -> None:  # which programs started with "&" by a script do not
        signal.signal(signal.SIGINT, signal.default_int_handler)

    words = [sys.executable, "-m", "tabletop", "demo", "--out", str(tmp_path)]
    with subprocess.Popen(
        words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=heeds_ctrl_c
    ) as running:
        give_up = time.monotonic() + 60
        while not (tmp_path / "session.ttx").exists() and time.monotonic() < give_up:
            time.sleep(0.01)  # waits for the program, not for a time
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in told
    assert call("verify", tmp_path / "session.ttx").returncode == 0


def _written_at(log: Path, place: int) -> bool:
    """Tell whether a log has been written there; its room alone is taken beforehand, as zeros."""
    with suppress(FileNotFoundError), log.open("rb") as file:
        file.seek(place)
        return any(file.read(4096))
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_demo_killed_half_way_leaves_a_session_that_can_be_read(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tabletop", "demo", "--out", str(tmp_path)]
    log = tmp_path / "session.ttx-wal"
    with subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        give_up = time.monotonic() + 60
        while not _written_at(log, 40_000):  # some acts are on disk
            assert running.poll() is None
            assert time.monotonic() < give_up
            time.sleep(0.01)  # waits for the program, not for a time
        running.kill()
    assert running.returncode == -signal.SIGKILL
    code, told = _verify(tmp_path / "session.ttx")
    assert code == 0
    assert json.loads(told)["entries"] > 1
    out = tmp_path / "report"
    assert main(["report", str(tmp_path / "session.ttx"), "--out", str(out)]) == 0
    assert (out / "AAR.html").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_closed_pipe_is_no_fault(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tabletop", "schema", "--out", str(tmp_path)]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writing)
    assert done.returncode == 141
    assert done.stderr == b""


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["play", "--help"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_words_that_could_not_be_written_are_no_success(words: list[str], unbuffered: str) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tabletop", *words], stdout=full, stderr=subprocess.PIPE,
            text=True, env={**os.environ, "PYTHONUNBUFFERED": unbuffered}, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "tabletop: no space left on device.\n"
