"""The commands about many worlds, called as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tabletop.cli import main

SMALL = ["explore", "reassurance-force", "--runs", "6", "--turns", "2", "--policy", "hold"]


def test_an_exploration_writes_rows_manifest_and_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "worlds.parquet"
    assert main([*SMALL, "--policy", "staff+patient", "--vary", "integrity_mend=2,4", "--json",
                 "--given", "breach:probe:1", "--out", str(out)]) == 0  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    assert (told["runs"], told["turns"]) == (6, 2)
    assert set(told["measures"]["cohesion"]) == {"p05", "p50", "p95"}
    assert len(told["cells"]) == 4
    manifest = json.loads(out.with_suffix(".json").read_text())
    assert manifest["runs"] == 6
    assert manifest["plan"] in out.with_suffix(".md").read_text()
    assert "breach, no probe within 1 turns" in out.with_suffix(".md").read_text()


def test_a_world_of_it_opens_as_a_session(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, session = tmp_path / "worlds.parquet", tmp_path / "world.ttx"
    assert main([*SMALL, "--first", "40", "--out", str(out)]) == 0
    assert main(["world", str(out), "--run", "43", "--out", str(session)]) == 0
    assert "as explored" in capsys.readouterr().out
    assert main(["verify", str(session)]) == 0
    on = tmp_path / "on.parquet"
    assert (
        main(["explore", f"{session}@3", "--runs", "4", "--policy", "hold", "--out", str(on)]) == 0
    )
    assert main(["world", str(out), "--run", "39", "--out", str(tmp_path / "no.ttx")]) == 2
    assert "worlds 40 to 45" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--policy", "stuff"], "did you mean 'staff'"),
        (["--policy", "nowhere.py"], "nowhere.py cannot be read"),
        (["--vary", "integrity_mnd=1"], "did you mean 'integrity_mend'"),
        (["--vary", "integrity_mend"], "is not NAME=VALUE"),
        (["--vary", "integrity_mend=much"], "'much' is not a number"),
        (["--set", "cohesian=40"], "did you mean 'cohesion'"),
        (["--event", "hot=tensoin > 5"], "did you mean 'tension'"),
        (["--column", "tension"], "is counted over sector"),
        (["--column", "nothing_such"], "--column nothing_such"),
        (["--given", "breach:nothing:2"], "nothing is watched for as 'nothing'"),
        (["--given", "breach"], "is not EVENT:CONDITION:TURNS"),
        (["--turns", "99"], "has 13 turns left, not 99"),
        (["--runs", "0"], "'0' is not a number from 1"),
        (["--workers", "2", "--scheduler", "tcp://x:1"], "cannot be given together"),
    ],
)
def test_a_wrong_word_is_told_with_the_nearest_right_one(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["explore", "reassurance-force", "--runs", "2", *words,
                 "--out", str(tmp_path / "a.parquet")])  # fmt: skip
    assert code == (1 if "nowhere.py" in words else 2)
    complaint = capsys.readouterr().err
    assert said in complaint
    assert complaint.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_place_that_is_taken_or_no_session_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.parquet"
    assert main([*SMALL, "--out", str(tmp_path / "a.csv")]) == 2
    out.write_bytes(b"mine")
    assert main([*SMALL, "--out", str(out)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert out.read_bytes() == b"mine"
    assert main(["world", str(out), "--run", "1", "--out", str(tmp_path / "w.ttx")]) == 1
    assert main(["explore", str(tmp_path / "no.ttx"), "--out", str(tmp_path / "b.parquet")]) == 1
    assert main(["explore", "x.ttx@y", "--out", str(tmp_path / "b.parquet")]) == 2


def test_what_mattered_is_told_of_a_session(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--turns", "1", "--out", str(tmp_path)]) == 0
    session = str(tmp_path / "session.ttx")
    capsys.readouterr()
    assert main(["mattered", session, "--worlds", "4", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["faithful"] is True
    assert told["omissions"]
    out = tmp_path / "mattered.md"
    assert main(["mattered", session, "--worlds", "4", "--out", str(out)]) == 0
    assert "What mattered" in out.read_text()
    assert main(["mattered", str(tmp_path / "no.ttx")]) == 1
